"""The library as a table: one row a report, with what still needs a person.

Only the numbers of the listed reports are held; their lines are fetched a window at a time, when
they come into view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon

from core.standing import ReviewStatus
from gui.icons import icon
from gui.models.form_model import plain_tip
from gui.models.phrases import listed
from gui.theme import StateColours, state_colours

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from core.library import ReportLine

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
AGENCY, YEAR, STATUS, PROBLEMS, UNSURE, CORRECTED = range(6)
_NUMBERS: Final = (YEAR, PROBLEMS, UNSURE, CORRECTED)
_WINDOW: Final = 128
_KEPT_WINDOWS: Final = 40
_KEPT_FACES: Final = 1_000
_Role = Qt.ItemDataRole
_ANSWERED: Final = frozenset(
    {
        int(role)
        for role in (
            _Role.TextAlignmentRole,
            _Role.DisplayRole,
            _Role.DecorationRole,
            _Role.ForegroundRole,
            _Role.ToolTipRole,
            _Role.AccessibleTextRole,
        )
    }
)
"""Half of what a view asks for each cell that it paints is none of these."""
_Face = tuple[tuple[str, ...], tuple[QColor | None, ...]]
"""The words and colours of a row, which are painted over and over."""


class LibraryModel(QAbstractTableModel):
    """Rows of ReportLine in the order of the numbers given; ``lines`` fetches them."""

    def __init__(
        self,
        lines: Callable[[Sequence[int]], tuple[ReportLine, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = lines
        self._numbers: Sequence[int] = ()
        self._windows: dict[int, tuple[ReportLine, ...]] = {}
        self._faces: dict[int, _Face] = {}
        self._icons: dict[str, QIcon] = {}
        self.refresh_icons()

    @property
    def numbers(self) -> Sequence[int]:
        """The reports of the rows."""
        return self._numbers

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        colours = state_colours(QGuiApplication.palette())
        self._icons = {
            "error": icon("error", colours.error),
            "unsure": icon("unsure", colours.unsure),
            "ok": icon("ok", colours.ok),
        }
        self._tell_changed()

    def show_reports(self, numbers: Sequence[int]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._numbers = numbers
        self._windows.clear()
        self._faces.clear()
        self.endResetModel()

    def refresh_lines(self) -> None:
        """Fetch the lines anew; the rows stay where they are."""
        self._windows.clear()
        self._tell_changed()

    def refresh_lines_of(self, reports: Collection[int]) -> None:
        """Fetch the lines of these reports anew, as far as they are held."""
        for window, lines in self._windows.items():
            first = window * _WINDOW
            rows = {
                line.number: first + n for n, line in enumerate(lines) if line.number in reports
            }
            if not rows:
                continue
            anew = {line.number: line for line in self._fetch(list(rows))}
            self._windows[window] = tuple(anew.get(line.number, line) for line in lines)
            for row in rows.values():
                self._faces.pop(row, None)
                self.dataChanged.emit(self.index(row, 0), self.index(row, CORRECTED))

    def line(self, row: int) -> ReportLine:
        """The report of the row. Raises LookupError outside the table."""
        window, place = divmod(row, _WINDOW)
        if window not in self._windows:
            if len(self._windows) >= _KEPT_WINDOWS:
                self._windows.pop(next(iter(self._windows)))
            first = window * _WINDOW
            self._windows[window] = self._fetch(self._numbers[first : first + _WINDOW])
        return self._windows[window][place]

    def row_of(self, number: int) -> int | None:
        """The row of the report of that number; None when it is not listed."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return None

    def numbers_in(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        """The reports of the rows from each first to each last, in the order of the rows."""
        return [
            number for first, last in sorted(spans) for number in self._numbers[first : last + 1]
        ]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many reports are listed."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The six columns."""
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names, and what their numbers mean."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == _Role.TextAlignmentRole and section in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Agency"),
                self.tr("Year"),
                self.tr("Status"),
                self.tr("Problems"),
                self.tr("Unsure"),
                self.tr("Corrected"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("The agency that published the report"),
                self.tr("The year that the report is about"),
                self.tr("How far the review is"),
                self.tr("Totals and relations that do not agree"),
                self.tr("Cells that the machine could not read with certainty"),
                self.tr("Cells to which a person gave another figure than was read"),
            )[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell of the list."""
        if role not in _ANSWERED:
            return None
        column = index.column()
        if role == _Role.TextAlignmentRole:
            if column in _NUMBERS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            return None
        try:
            return self._answer(index.row(), column, role)
        except LookupError:  # the store could not be read, which was told
            return None

    def _answer(self, row: int, column: int, role: int) -> object:
        match role:
            case _Role.DisplayRole:
                return self._face(row)[0][column]
            case _Role.ForegroundRole:
                return self._face(row)[1][column]
            case _Role.DecorationRole:
                return self._icons[state_of(self.line(row))] if column == AGENCY else None
            case _Role.ToolTipRole:
                return plain_tip(self._sentence(self.line(row)))
            case _:
                return self._sentence(self.line(row))

    def _face(self, row: int) -> _Face:
        face = self._faces.get(row)
        if face is None:
            line = self.line(row)
            if len(self._faces) >= _KEPT_FACES:
                self._faces.clear()
            palette = QGuiApplication.palette()
            colours, faint = state_colours(palette), palette.placeholderText().color()
            tints = (_colour(line, c, colours, faint) for c in range(CORRECTED + 1))
            face = _texts(line), tuple(tints)
            self._faces[row] = face
        return face

    def _tell_changed(self) -> None:
        self._faces.clear()
        if self._numbers:
            last = self.index(len(self._numbers) - 1, CORRECTED)
            self.dataChanged.emit(self.index(0, 0), last)

    def _sentence(self, line: ReportLine) -> str:
        sentence = self.tr(
            "{name}: problems: {errors}, cannot be told: {open}, unsure cells: {unsure},"
            " corrections: {corrected}"
        )
        words = [
            sentence.format(
                name=_whole_name(line),
                errors=line.errors,
                open=line.cannot_tell,
                unsure=line.unsure,
                corrected=line.corrected,
            ),
            line.status.label,
        ]
        if line.reviewer:
            words.append(self.tr("reviewer: {name}").format(name=line.reviewer))
        if line.changed:
            changed = self.tr("cells other than as read or last signed off: {count}")
            words.append(changed.format(count=line.changed))
        return listed(words)


def state_of(line: ReportLine) -> str:
    """The name of the icon that sums the report up: error, unsure or ok."""
    if line.errors:
        return "error"
    return "unsure" if line.unsure or line.cannot_tell else "ok"


def _whole_name(line: ReportLine) -> str:
    """The agency and year, of which a narrow list shows a part, and the file."""
    if not line.agency:
        return line.name
    return f"{line.agency} {line.year or ''}".strip() + f" ({line.name})"


def _texts(line: ReportLine) -> tuple[str, ...]:
    return (
        line.agency or line.name,
        str(line.year) if line.year is not None else "",
        line.status.label,
        str(line.errors),
        str(line.unsure),
        str(line.corrected),
    )


def _colour(line: ReportLine, column: int, colours: StateColours, faint: QColor) -> QColor | None:
    """The ink of a cell; None is that of the list. A count of nothing stays behind the others."""
    if column == PROBLEMS:
        return colours.error if line.errors else faint
    if column == UNSURE:
        return colours.unsure if line.unsure else faint
    if column == CORRECTED:
        return colours.corrected if line.corrected else faint
    if column == STATUS and line.status is ReviewStatus.FINAL:
        return colours.ok
    if column == STATUS and line.status is ReviewStatus.DOUBTFUL:
        return colours.unsure
    return None
