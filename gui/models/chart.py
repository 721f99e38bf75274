"""A chart as data: what is drawn, the table that says the same, and where each part of it leads.

Knows neither how it is drawn nor where its figures come from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.models.form_model import plain_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.address import Address
    from core.library_query import LibraryQuery

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
Kind = Literal["bars", "columns", "lines", "squares"]
Spot = tuple[int, int]
"""Row and column of the table."""
Ticks = tuple[tuple[float, str], ...]
_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a part of a chart leads: a cell of the open report, a report, reports of the library."""

    address: Address | None = None
    report: int | None = None
    query: LibraryQuery | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar, column, square or point, in units of the axes; without width where it is no number.

    ``words`` say all of it in a sentence, ``figure`` is written beside or within it. ``tone`` is how
    dark a square is, from 0 to 1, ``course`` the number of the line that a point belongs to.
    """

    left: float
    top: float
    right: float
    bottom: float
    spot: Spot
    words: str
    figure: str = ""
    tone: float = 1.0
    course: int = 0
    corrected: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Chart:
    """What is shown. ``about`` says of whom or what, ``notes`` what is not drawn and why.

    Bars and squares run from top to bottom, columns and lines from bottom to top; ``extent`` are
    the ends of both axes: left, right, first and last. ``names`` are those of the lines.
    """

    kind: Kind
    title: str
    about: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]
    across: Ticks
    down: Ticks
    extent: tuple[float, float, float, float]
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    targets: Mapping[Spot, Target] = field(default_factory=dict[Spot, Target])
    hint: str = ""

    def target(self, spot: Spot) -> Target | None:
        """Where a cell of the table leads; a row leads where its first cell does."""
        return self.targets.get(spot) or self.targets.get((spot[0], 0))

    @property
    def text(self) -> str:
        """The table with tabulators between its columns."""
        lines = (self.headers, *self.rows)
        return "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in lines)


class ChartTable(QAbstractTableModel):
    """The figures of a chart as a table, for those who would rather read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None

    def show_chart(self, chart: Chart | None) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._chart = chart
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() or self._chart is None else len(self._chart.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() or self._chart is None else len(self._chart.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if self._chart is None or orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._chart.headers[section])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._chart.headers[section]
        is_figures = any(_is_number(row[section]) for row in self._chart.rows)
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 0 and is_figures:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell of the table."""
        if self._chart is None:
            return None
        text = self._chart.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        is_figure = index.column() > 0 and _is_number(text)
        if role == Qt.ItemDataRole.TextAlignmentRole and is_figure:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def _is_number(text: str) -> bool:
    return text[:1].isdecimal()


def whole_ticks(greatest: float, most: int = 6) -> Ticks:
    """No more than ``most`` whole numbers from 0 on that end where ``greatest`` is reached."""
    power = 1
    while True:
        for step in (n * power for n in _STEPS):
            count = -(-int(max(greatest, 1)) // step)
            if count < most:
                return tuple((float(n * step), f"{n * step:,}") for n in range(count + 1))
        power *= 10
