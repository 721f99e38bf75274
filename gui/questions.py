"""What the window asks for: files to import, another store, what to export and where to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.library_query import LibraryQuery
from gui.dialogs.target import FileKind, ask_target
from gui.settings import FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.dialogs.export import ExportDialog
    from gui.session import Session
    from gui.settings import Settings
    from gui.views.library_view import LibraryView

_STORE: Final = ".gouji"
_HARMLESS: Final = dict.fromkeys('/\\:*?"<>|', "_")
"""What stands in file names for signs that some system does not allow there."""
_READABLE: Final = (
    "*.pdf *.docx *.doc *.html *.htm *.mht *.xlsx *.xls *.csv *.txt *.md *.zip *.tar *.gz *.tgz"
)


class Questions(QObject):
    """Dialogs that name files; ``sources_chosen`` and ``store_chosen`` carry the answers, ``refused``
    why one cannot be followed.

    The folders that were used last are remembered.
    """

    sources_chosen = Signal(object)
    store_chosen = Signal(object)
    refused = Signal(str)

    def __init__(
        self, session: Session, library: LibraryView, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._library = library
        self._settings = settings
        self._window = window

    def ask_files(self) -> None:
        """Let the user choose files to import."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Import files"),
            self._folder("import"),
            self.tr("Annual reports ({patterns})").format(patterns=_READABLE)
            + ";;"
            + self.tr("All files (*)"),
        )
        if names:
            self._settings.put(FOLDER.named("import"), str(Path(names[0]).parent))
            self.sources_chosen.emit([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Let the user choose a folder to import."""
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Import folder"), self._folder("import")
        )
        if name:
            self._settings.put(FOLDER.named("import"), name)
            self.sources_chosen.emit([Path(name)])

    def ask_store(self) -> None:
        """Let the user choose another store."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open store"),
            str(self._session.store.parent),
            self.tr("Stores (*.gouji);;All files (*)"),
        )
        if name:
            self.store_chosen.emit(Path(name))

    def ask_new_store(self) -> None:
        """Let the user name a new store; a file that is there already is never written over."""
        name, _kind = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New store"),
            str(self._session.store.parent),
            self.tr("Stores (*.gouji);;All files (*)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not name:
            return
        path = Path(name if name.lower().endswith(_STORE) else name + _STORE)
        if path.exists():
            text = self.tr("“{name}” exists already. Choose another name, or open that store.")
            self.refused.emit(text.format(name=path.name))
        else:
            self.store_chosen.emit(path)

    def ask_export(self) -> None:
        """Let the user choose what to export, and where to."""
        self.ask_export_of(())

    def ask_export_of(self, reports: Sequence[int]) -> None:
        """Let the user choose what to export; ``reports`` are offered first where there are any."""
        from gui.dialogs.export import ExportDialog, Scope  # the window starts without the writers

        chosen = tuple(reports) or tuple(self._library.selected())
        every = tuple(self._session.find(LibraryQuery()))
        listed = self._library.listed()
        scopes = [Scope(self.tr("All reports"), every)]
        if self._session.report is not None and len(every) > 1:
            scopes.append(Scope(self.tr("The open report"), (self._session.report,), "打开的报告"))
        if len(listed) < len(every):
            scopes.append(Scope(self.tr("Listed reports"), listed, "列表中所列的报告"))
        if reports or len(chosen) > 1:
            scopes.append(Scope(self.tr("Chosen reports"), chosen, "所选的报告"))
        dialog = ExportDialog(scopes, self._session.look_at, self._session.text_of, self._window)
        dialog.scopes.setCurrentIndex(len(scopes) - 1 if reports else 0)
        dialog.target_wanted.connect(lambda: self._ask_target(dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ask_target(self, dialog: ExportDialog) -> None:
        suffix, choice, scope = dialog.suffix, dialog.choice, dialog.scope
        name = f"{self._file_name(scope.reports)}{suffix}"
        target = ask_target(dialog, self.tr("Export"), name, (FileKind(suffix),), self._settings)
        if target is not None:
            dialog.accept()
            self._session.export(target[0], scope.reports, choice, scope.written)

    def _file_name(self, reports: Sequence[int]) -> str:
        """What a file with these reports is called unless the user says otherwise."""
        lines = self._session.lines(reports) if len(reports) == 1 else ()
        words = " ".join(f"{line.agency} {line.year or ''}".strip() for line in lines)
        return "".join(_HARMLESS.get(sign, sign) for sign in words) or "gouji"

    def _folder(self, use: str) -> str:
        return self._settings.value(FOLDER.named(use)) or str(Path.home())
