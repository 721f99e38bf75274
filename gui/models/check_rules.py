"""All rules with what the reviewer set for them: switched on or off, and how much a failure counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QIcon

from core.checks.rulebook import load_rules
from gui.models.severities import severity_icons

if TYPE_CHECKING:
    from core.rules import CheckSettings, Rule, Severity

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROOT: Final = QModelIndex()
RULE, WEIGHT = range(2)


class CheckRulesModel(QAbstractTableModel):
    """One row a rule, in the order of the rule files; ``edited`` says that a person changed one."""

    edited = Signal()

    def __init__(self, settings: CheckSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules = load_rules()
        self._settings = settings
        self._icons: dict[str, QIcon] = {}
        self.refresh_icons()

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        self._icons = severity_icons()

    @property
    def settings(self) -> CheckSettings:
        """The settings as they stand."""
        return self._settings

    def put(self, settings: CheckSettings) -> None:
        """Show other settings; those of a person arrive at ``edited``."""
        if settings != self._settings:
            self._settings = settings
            self.dataChanged.emit(self.index(0, RULE), self.index(len(self._rules) - 1, WEIGHT))
            self.edited.emit()

    def rule(self, row: int) -> Rule:
        """The rule of the row. Raises IndexError outside the table."""
        return self._rules[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rules there are."""
        return 0 if parent.isValid() else len(self._rules)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The rule, and how much its failure counts."""
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        return (self.tr("Rule"), self.tr("A failure is"))[section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A rule can be switched."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == RULE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """One cell of the list."""
        if not index.isValid():
            return None
        rule, settings = self._rules[index.row()], self._settings
        severity = settings.severity(rule)
        match role:
            case _Role.DisplayRole:
                return rule.name if index.column() == RULE else severity_words(severity)
            case _Role.CheckStateRole if index.column() == RULE:
                on = settings.runs(rule)
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case _Role.DecorationRole if index.column() == WEIGHT:
                return self._icons[severity]
            case _Role.FontRole if settings.is_changed(rule):
                font = QFont()
                font.setBold(True)
                return font
            case _Role.ToolTipRole:
                changed = self.tr("Changed by you") if settings.is_changed(rule) else ""
                return "\n".join(filter(None, (f"{rule.domain}  {rule.name}", changed)))
            case _:
                return None

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        """Switch a rule on or off."""
        if not index.isValid() or role != _Role.CheckStateRole or index.column() != RULE:
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.put(self._settings.switched(self._rules[index.row()], is_on=on))
        return True


def severity_words(severity: Severity) -> str:
    """What a severity is called."""
    translate = QCoreApplication.translate
    match severity:
        case "error":
            return translate("CheckRulesModel", "an error")
        case "warning":
            return translate("CheckRulesModel", "a warning")
        case _:
            return translate("CheckRulesModel", "a note")


def threshold_words(name: str) -> str:
    """What a threshold of a rule is called; its own name where it has no words."""
    translate = QCoreApplication.translate
    words = {
        "share": translate("CheckRulesModel", "Share above which it counts (0.3 is 30 %)"),
        "least": translate("CheckRulesModel", "Only from this number on"),
        "most": translate("CheckRulesModel", "Highest number that is usual"),
        "large": translate("CheckRulesModel", "Number that is surely too large"),
        "limit": translate("CheckRulesModel", "Most decimals"),
        "department": translate("CheckRulesModel", "Last day for departments (131 is 31 January)"),
        "government": translate("CheckRulesModel", "Last day for governments (331 is 31 March)"),
        "near": translate("CheckRulesModel", "Difference that passes for rounding (0.02 is 2 %)"),
        "rise": translate("CheckRulesModel", "More than this many times the year before"),
        "fall": translate(
            "CheckRulesModel", "Less than this share of the year before (0.5 is half)"
        ),
        "base": translate("CheckRulesModel", "Only where the year before had at least"),
        "cells": translate("CheckRulesModel", "Only with this many figures other than 0"),
    }
    return words.get(name, name)
