"""The files of the running import, or of the last one: what became of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon

from core.source_files import name_of, shared_names, titled
from gui.icons import icon
from gui.importing import ImportedFile
from gui.models.form_model import plain_tip
from gui.theme import state_colours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gui.importing import Importing, State

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROOT: Final = QModelIndex()
FILE, STATE, REASON = range(3)


class ImportsModel(QAbstractTableModel):
    """One row a file, in the order given; the first file of an archive takes its row, the others
    come at the end.
    """

    def __init__(self, imports: Importing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._imports = imports
        self._files: list[ImportedFile] = []
        self._shared: frozenset[str] = frozenset()
        self._rows: dict[tuple[Path, str], int] = {}
        self._next = 0
        self._icons: dict[str, QIcon] = {}
        self.refresh_icons()
        imports.listed.connect(self._list)
        imports.noted.connect(self._note)
        imports.finished.connect(self._end)
        self._take_up()

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        colours = state_colours(QGuiApplication.palette())
        signs: dict[str, tuple[str, QColor | None]] = {
            "waiting": ("document", None),
            "reading": ("import", colours.info),
            "added": ("ok", colours.ok),
            "version": ("info", colours.info),
            "duplicate": ("ok", None),
            "failed": ("error", colours.error),
            "cancelled": ("close", None),
        }
        self._icons = {state: icon(name, colour) for state, (name, colour) in signs.items()}

    def file(self, row: int) -> ImportedFile:
        """The file of the row. Raises IndexError outside the table."""
        return self._files[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many files there are."""
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """File, state, reason."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        return (self.tr("File"), self.tr("State"), self.tr("Reason"))[section]

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """One cell of the list."""
        if not index.isValid():
            return None
        file, column = self._files[index.row()], index.column()
        match role:
            case _Role.DisplayRole:
                return (
                    titled(file.path, file.name, self._shared),
                    self._words(file.state),
                    self._reason(file),
                )[column]
            case _Role.DecorationRole if column == STATE:
                return self._icons[file.state]
            case _Role.ToolTipRole:
                return plain_tip(str(file.path) if column == FILE else self._reason(file))
            case _:
                return None

    def _words(self, state: State) -> str:
        match state:
            case "waiting":
                return self.tr("waiting")
            case "reading":
                return self.tr("being read")
            case "added":
                return self.tr("imported")
            case "version":
                return self.tr("imported, another version")
            case "duplicate":
                return self.tr("already there")
            case "failed":
                return self.tr("not imported")
            case "cancelled":
                return self.tr("cancelled")

    def _reason(self, file: ImportedFile) -> str:
        if file.error is not None:
            return str(file.error)
        if file.state == "version":
            return self.tr("The store has another report of this agency and year; see the library.")
        if file.state == "duplicate":
            return self.tr("This very file is in the store; nothing was changed.")
        return ""

    def _take_up(self) -> None:
        """Show an import that began before this list was made."""
        self._list(self._imports.paths)
        for file in self._imports.files:
            self._note(file)
        if not self._imports.busy:
            self._end()

    def _list(self, paths: Sequence[Path]) -> None:
        self.beginResetModel()
        self._files = [ImportedFile(path, name_of(path), "waiting") for path in paths]
        self._shared = shared_names(paths)
        self._rows = {(file.path, file.name): row for row, file in enumerate(self._files)}
        self._next = 0
        self.endResetModel()
        for _ in range(self._imports.at_once):
            self._read_next()

    def _read_next(self) -> None:
        """Files are taken up in order, one when another is done."""
        while self._next < len(self._files) and self._files[self._next].state != "waiting":
            self._next += 1
        if self._next < len(self._files):
            self._put(self._next, replace(self._files[self._next], state="reading"))

    def _note(self, file: ImportedFile) -> None:
        row = self._rows.get((file.path, file.name))
        if row is None:
            self._note_member(file)
        else:
            self._put(row, file)
        self._read_next()

    def _note_member(self, file: ImportedFile) -> None:
        """A file of an archive takes the row of the archive, or comes at the end."""
        row = self._rows.pop((file.path, name_of(file.path)), None)
        if row is None:
            row = len(self._files)
            self.beginInsertRows(_ROOT, row, row)
            self._files.append(file)
            self._rows[file.path, file.name] = row
            self.endInsertRows()
        else:
            self._rows[file.path, file.name] = row
            self._put(row, file)

    def _put(self, row: int, file: ImportedFile) -> None:
        self._files[row] = file
        self.dataChanged.emit(self.index(row, FILE), self.index(row, REASON))

    def _end(self) -> None:
        for row, file in enumerate(self._files):
            if file.state in ("waiting", "reading"):
                self._put(row, replace(file, state="cancelled"))
