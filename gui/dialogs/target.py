"""Asks for the file to write: its name gets its suffix, and nothing is written over unasked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.settings import FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.settings import Settings


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that can be written; ``words`` are for the user, ``suffix`` has its dot."""

    suffix: str
    words: str = ""

    @property
    def pattern(self) -> str:
        """What a dialog for files shows of it."""
        return f"{self.words} (*{self.suffix})" if self.words else f"*{self.suffix}"


LISTS: Final = (FileKind(".xlsx", "Excel"), FileKind(".csv", "CSV"))
"""What lists are written as."""


def ask_target(
    parent: QWidget,
    title: str,
    name: str,
    kinds: Sequence[FileKind],
    settings: Settings | None = None,
    use: str = "export",
) -> tuple[Path, FileKind] | None:
    """The file to write and its kind; None where nothing is to be written.

    ``name`` is what the file is called unless the user says otherwise. It begins in the folder that
    ``settings`` remember for the ``use``, and remembers the one that was chosen.
    """
    folder = FOLDER.named(use)
    start = Path((settings.value(folder) if settings is not None else "") or Path.home()) / name
    patterns = [kind.pattern for kind in kinds]
    while True:
        chosen, pattern = QFileDialog.getSaveFileName(
            parent, title, str(start), ";;".join(patterns)
        )
        if not chosen:
            return None
        kind = kinds[patterns.index(pattern)] if pattern in patterns else kinds[0]
        path, kind = _with_suffix(Path(chosen), kind, kinds)
        # What the dialog did not see under this name, it did not ask about.
        if str(path) != chosen and path.exists() and not _may_replace(parent, path):
            start = path
            continue
        if settings is not None:
            settings.put(folder, str(path.parent))
        return path, kind


def _with_suffix(path: Path, kind: FileKind, kinds: Sequence[FileKind]) -> tuple[Path, FileKind]:
    """The name says the kind where it ends like one of them; else it gets the suffix."""
    for possible in (kind, *kinds):
        if path.name.lower().endswith(possible.suffix):
            return path, possible
    return path.with_name(path.name + kind.suffix), kind


def _may_replace(parent: QWidget, path: Path) -> bool:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(parent.windowTitle())
    box.setText(tr("“{name}” exists already. Replace it?").format(name=path.name))
    box.setInformativeText(str(path.parent))
    replace = box.addButton(tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is replace


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
