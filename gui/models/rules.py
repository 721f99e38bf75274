"""The rules over the whole library: in how many reports each fails, is excused, cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from core.checks.rulebook import rules_by_code
from core.language import language
from gui.models.severities import severity_icons

if TYPE_CHECKING:
    from core.library import RuleTotal
    from core.rules import Rule

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
RULE, FAILED, EXCUSED, CANNOT_TELL = range(4)
_WEIGHT: Final = {"error": 0, "warning": 1, "info": 2}


class RulesModel(QAbstractTableModel):
    """One row for every rule that does not hold everywhere, the gravest and most frequent first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Rule, RuleTotal], ...] = ()
        self._icons: dict[str, QIcon] = {}
        self.refresh_icons()

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        self._icons = severity_icons()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, CANNOT_TELL))

    def show_totals(self, totals: tuple[RuleTotal, ...]) -> None:
        """Replace the rows; a rule that this version does not know is left out."""
        known = rules_by_code()
        self.beginResetModel()
        rows = [(known[total.rule], total) for total in totals if total.rule in known]
        self._rows = tuple(sorted(rows, key=_weight))
        self.endResetModel()

    def rule(self, row: int) -> Rule:
        """The rule of the row. Raises IndexError outside the table."""
        return self._rows[row][0]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rules are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The four columns."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names, and what their numbers mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section != RULE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Rule"),
                self.tr("Fails"),
                self.tr("Excused"),
                self.tr("Cannot tell"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("What must hold"),
                self.tr("Reports in which it does not hold"),
                self.tr("Reports in which a verdict explains it"),
                self.tr("Reports in which a figure is missing or unclear"),
            )[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell of the list."""
        rule, total = self._rows[index.row()]
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(rule, total, column)
            case Qt.ItemDataRole.DecorationRole if column == RULE:
                return self._icons[rule.severity]
            case Qt.ItemDataRole.TextAlignmentRole if column != RULE:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{rule.domain}  {rule.title[language()]}\n{rule.source}"
            case Qt.ItemDataRole.AccessibleTextRole:
                words = self.tr(
                    "{rule}: reports in which it fails: {failed}; excused: {excused}; unclear: {unclear}"
                )
                return words.format(
                    rule=rule.name,
                    failed=total.failed,
                    excused=total.excused,
                    unclear=total.cannot_tell,
                )
            case _:
                return None


def _text(rule: Rule, total: RuleTotal, column: int) -> str:
    if column == RULE:
        return rule.name
    count = (total.failed, total.excused, total.cannot_tell)[column - 1]
    return str(count) if count else ""


def _weight(row: tuple[Rule, RuleTotal]) -> tuple[int, int, int, str]:
    rule, total = row
    return _WEIGHT[rule.severity], -total.failed, -total.cannot_tell, rule.code
