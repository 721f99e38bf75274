"""The findings of the open report as a table: how grave, what, and what a person ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPalette

from core.catalogue import load_catalogue
from core.checks.words import row_of, short_label
from core.errors import Known
from core.findings import Finding, Status, Suggestion
from core.values import value_to_text
from gui.models.form_model import plain_tip
from gui.models.severities import severity_icons
from gui.models.verdicts import ruling_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.address import Address
    from core.corrections import Ruling, Verdict
    from core.review import Review
    from core.values import Value

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
SEVERITY, MESSAGE, DIFFERENCE, RULING = range(4)
_WEIGHT: Final = {"error": 0, "warning": 1, "info": 2}


class FindingsModel(QAbstractTableModel):
    """Every answer that is no pass, the gravest first; what a verdict deals with comes last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._rows: tuple[Finding, ...] = ()
        self._verdicts: dict[str, Verdict] = {}
        self._icons: dict[str, QIcon] = {}
        self.refresh_icons()

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        self._icons = severity_icons()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, RULING))

    def show_review(self, review: Review | None) -> None:
        """Show the findings of a report, or none."""
        self.beginResetModel()
        self._review = review
        verdicts = () if review is None else review.verdicts
        self._verdicts = {verdict.finding_key: verdict for verdict in verdicts}
        problems = () if review is None else review.problems
        self._rows = tuple(sorted(problems, key=lambda f: (self._is_excused(f), *_weight(f))))
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        """The finding of the row. Raises IndexError outside the table."""
        return self._rows[row]

    def ruling(self, finding: Finding) -> Ruling | None:
        """The verdict that stands on the finding; None when there is none."""
        verdict = self._verdicts.get(finding.key)
        return None if verdict is None else verdict.ruling

    def verdict(self, finding: Finding) -> Verdict | None:
        """The verdict that stands on the finding, with its reason, author and time."""
        return self._verdicts.get(finding.key)

    def row_of(self, finding: Finding | None) -> int | None:
        """The row of the same rule's answer for the same instance; None when it now passes."""
        if finding is None:
            return None
        wanted = (finding.rule, finding.instance)
        return next((i for i, f in enumerate(self._rows) if (f.rule, f.instance) == wanted), None)

    def suggestion_text(self, suggestion: Suggestion) -> str:
        """A proposal in words: each cell with its present and its new value."""
        return "" if self._review is None else changes_text(self._review, suggestion.cells)

    def cell_name(self, address: Address) -> str:
        """The cell in the words of the form."""
        return "" if self._review is None else cell_name(self._review, address)

    def texts(self, column: int) -> set[str]:
        """What stands in the column, its name included."""
        name = self.headerData(column, Qt.Orientation.Horizontal)
        return {str(name), *(self._text(finding, column) for finding in self._rows)}

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many findings are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The four columns."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == DIFFERENCE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Severity"),
            self.tr("Finding"),
            self.tr("Difference"),
            self.tr("Status"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell of the list."""
        finding, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(finding, column)
            case Qt.ItemDataRole.DecorationRole if column == SEVERITY:
                return self._icons[_sign(finding)]
            case Qt.ItemDataRole.TextAlignmentRole if column == DIFFERENCE:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole if self._is_excused(finding):
                return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(finding.message)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._severity(finding)} {finding.message} {self._status(finding)}"
            case _:
                return None

    def _is_excused(self, finding: Finding) -> bool:
        verdict = self._verdicts.get(finding.key)
        return verdict is not None and verdict.excuses

    def _text(self, finding: Finding, column: int) -> str:
        if column == SEVERITY:
            return self._severity(finding)
        if column == MESSAGE:
            return finding.message
        if column == DIFFERENCE:
            signed = f"{finding.difference:+f}" if finding.difference else ""
            return signed.replace("-", "\u2212")  # as the sentences write it
        return self._status(finding)

    def _severity(self, finding: Finding) -> str:
        return {
            "error": self.tr("Error"),
            "warning": self.tr("Warning"),
            "info": self.tr("Note"),
        }[finding.severity]

    def _status(self, finding: Finding) -> str:
        verdict = self._verdicts.get(finding.key)
        if verdict is not None:
            return ruling_name(verdict.ruling)
        if finding.status is Status.CANNOT_TELL:
            return self.tr("Cannot tell")
        return self.tr("Does not agree")


def changes_text(review: Review, cells: Iterable[tuple[Address, Value]]) -> str:
    """Changes in words: each cell with its present and its new value."""
    return "\n".join(
        f"{cell_name(review, address)} {value_to_text(review.statement.value(address)) or '□'}"
        f" → {value_to_text(value) or '□'}"
        for address, value in cells
    )


def cell_name(review: Review, address: Address) -> str:
    """The cell in the words of the form: row and column; the bare address where it has none."""
    edition = review.extraction.editions.get(address.table, review.extraction.template)
    try:
        form = load_catalogue().forms[edition]
        table = form.table(address.table)
        return f"{table.row(address.row).label} · {table.column(address.column).label}"
    except (Known, KeyError):
        return str(address)


def row_names(review: Review, addresses: Iterable[Address]) -> tuple[str, ...]:
    """The rows of the cells in the words of the form, each once; a bare code where it has none."""
    rows = dict.fromkeys((address.table, address.row) for address in addresses)
    names: list[str] = []
    for table, code in rows:
        edition = review.extraction.editions.get(table, review.extraction.template)
        row = row_of(edition, table, code)
        names.append(code if row is None else short_label(row.label))
    return tuple(names)


def _sign(finding: Finding) -> str:
    return "unsure" if finding.status is Status.CANNOT_TELL else finding.severity


def _weight(finding: Finding) -> tuple[bool, int]:
    return finding.status is Status.CANNOT_TELL, _WEIGHT[finding.severity]
