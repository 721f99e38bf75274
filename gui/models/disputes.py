"""What waits for a decision in the whole store: cells and verdicts on which people differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from core.agenda import suspect
from core.disputes import whose
from core.values import value_to_text
from gui.models.findings import cell_name
from gui.models.form_model import plain_tip
from gui.models.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.address import Address
    from core.corrections import Ruling
    from core.disputes import Dispute, Side
    from core.review import Review

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
REPORT, PLACE, PRESENT, OTHERS = range(4)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to decide. ``address`` is where to look; None where a rule is about no cell."""

    report: int
    title: str
    place: str
    address: Address | None
    dispute: Dispute


def rows_of(review: Review) -> tuple[Row, ...]:
    """What waits for a decision in one report."""
    year = "" if review.year is None else str(review.year)
    title = f"{review.agency or review.name} {year}".strip()
    findings = {f.key: f for f in review.problems} if review.disputes else {}
    rows: list[Row] = []
    for dispute in review.disputes:
        if dispute.address is not None:
            place = cell_name(review, dispute.address)
            rows.append(Row(review.report, title, place, dispute.address, dispute))
        elif dispute.finding_key in findings:
            finding = findings[dispute.finding_key]
            address = suspect(finding, review.statement)
            rows.append(Row(review.report, title, finding.message, address, dispute))
    return tuple(rows)


def answer_words(side: Side, *, is_verdict: bool) -> str:
    """One answer with its author and time."""
    blank = QCoreApplication.translate("DisputesModel", "blank")
    answer = ruling_word(side.ruling) if is_verdict else value_to_text(side.value) or blank
    return f"{answer} — {whose(side)}"


def ruling_word(ruling: Ruling | None) -> str:
    """The verdict in the user's language; None: it was withdrawn."""
    translate = QCoreApplication.translate
    return {
        "source_says_so": translate("DisputesModel", "Source says so"),
        "does_not_apply": translate("DisputesModel", "Rule does not apply"),
        "to_ask": translate("DisputesModel", "To ask"),
        None: translate("DisputesModel", "Verdict withdrawn"),
    }[ruling]


class DisputesModel(QAbstractTableModel):
    """One row for each thing to decide; the third column is what counts until then."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these in place of the present ones."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def row(self, number: int) -> Row:
        """What stands in the row."""
        return self._rows[number]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("Report"), self.tr("Where"), self.tr("Counts for now"), self.tr("Others"))
        return names[section] if 0 <= section < len(names) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        text = self._text(self._rows[index.row()], index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def _text(self, row: Row, column: int) -> str:
        if column == REPORT:
            return row.title
        if column == PLACE:
            return row.place
        is_verdict = row.dispute.address is None
        first, *others = row.dispute.sides
        shown = [first] if column == PRESENT else others
        return listed(answer_words(side, is_verdict=is_verdict) for side in shown)
