"""The page of the rules: all of them in a list, and below it what can be set for the one chosen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.agencies import Level, OrganKind
from core.rules import SEVERITIES, CheckSettings
from gui.models.check_rules import (
    RULE,
    WEIGHT,
    CheckRulesModel,
    severity_words,
    threshold_words,
)
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from core.rules import Rule, Severity

_MOST: Final = 1_000_000_000
_DECIMALS: Final = 6


class NumberBox(QDoubleSpinBox):
    """A number without the zeros that say nothing."""

    def textFromValue(self, value: float) -> str:
        return _plain(Decimal(repr(value)))


class TickTable(QTableView):
    """A table with boxes to tick; the theme knows it by its name."""


class CheckPage(QWidget):
    """What a reviewer sets for the rules; ``changed`` carries the CheckSettings."""

    changed = Signal(object)

    def __init__(self, settings: CheckSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CheckRulesModel(settings, self)
        self.strict = QCheckBox(self.tr("Judge strictly: what may be an error is one"))
        self.level = self._make_choice(self.tr("Level of the organs"), _levels())
        self.organ = self._make_choice(self.tr("Kind of the organs"), _organs())
        self.table = self._make_table()
        self.details = QGroupBox()
        self._form = QFormLayout()
        self.severity = QComboBox()
        self.numbers: dict[str, NumberBox] = {}
        self.reset = QPushButton(self.tr("&Reset this rule"))
        self._lay_out()
        self.strict.toggled.connect(self._put_strictness)
        self.level.activated.connect(self._put_organ)
        self.organ.activated.connect(self._put_organ)
        self.reset.clicked.connect(self._reset)
        self.table.selectionModel().currentRowChanged.connect(self._show_rule)
        self.model.edited.connect(self._tell)
        self._show_general()
        self.table.selectRow(0)

    def look_for(self, wanted: str) -> bool:
        """List only the rules whose words hold this, in lower case; whether there is one."""
        found = False
        for row in range(self.model.rowCount()):
            rule = self.model.rule(row)
            is_one = wanted in f"{rule.name} {rule.domain} {rule.code}".casefold()
            self.table.setRowHidden(row, not is_one)
            found = found or is_one
        return found

    def reset_all(self) -> None:
        """Give everything back as the rule files say it."""
        self.model.put(CheckSettings())
        self._show_general()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "table"):
            self.model.refresh_icons()

    # -- assembly -------------------------------------------------------------------------------

    def _make_choice(self, name: str, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(self.tr("As the agency's name tells"), "")
        for value, words in choices:
            box.addItem(words, value)
        return box

    def _make_table(self) -> QTableView:
        table = TickTable()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Rules"))
        as_list(table)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(RULE, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(WEIGHT, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _lay_out(self) -> None:
        organs = QHBoxLayout()
        for words, box in (
            (self.tr("&Level of the organs:"), self.level),
            (self.tr("&Kind:"), self.organ),
        ):
            label = QLabel(words)
            label.setBuddy(box)
            organs.addWidget(label)
            organs.addWidget(box)
        organs.addStretch(1)
        hint = QLabel(
            self.tr(
                "The open report is judged anew at once, all others once this dialog is closed."
            )
        )
        hint.setWordWrap(True)
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        inside = QVBoxLayout(self.details)
        inside.addLayout(self._form)
        inside.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strict)
        layout.addLayout(organs)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        layout.addWidget(hint)

    # -- what is shown --------------------------------------------------------------------------

    def _set(self) -> CheckSettings:
        return self.model.settings

    def _rule(self) -> Rule | None:
        index = self.table.currentIndex()
        return self.model.rule(index.row()) if index.isValid() else None

    def _show_general(self) -> None:
        settings = self._set()
        self.strict.setChecked(settings.is_strict)
        self.level.setCurrentIndex(max(0, self.level.findData(settings.level)))
        self.organ.setCurrentIndex(max(0, self.organ.findData(settings.organ)))

    def _show_rule(self, _now: QModelIndex | None = None) -> None:
        """Lay out anew what the chosen rule has; not every rule has numbers."""
        rule = self._rule()
        if rule is None:
            return
        while self._form.rowCount():
            self._form.removeRow(0)
        self.details.setTitle(rule.name)
        self.severity = self._make_severity(rule)
        self._form.addRow(self.tr("A &failure is"), self.severity)
        self.numbers = {name: self._make_number(rule, name) for name in rule.thresholds}
        for name, box in self.numbers.items():
            self._form.addRow(threshold_words(name), box)
        self.details.setToolTip(rule.source)
        self._show_ability()

    def _make_severity(self, rule: Rule) -> QComboBox:
        box = QComboBox()
        for severity in SEVERITIES:
            box.addItem(severity_words(severity), severity)
        box.setCurrentIndex(box.findData(self._set().severity(rule)))
        box.setAccessibleName(self.tr("A failure is"))
        box.activated.connect(lambda: self._put_severity(rule, box.currentData()))
        return box

    def _make_number(self, rule: Rule, name: str) -> NumberBox:
        box = NumberBox()
        box.setDecimals(_DECIMALS)
        box.setRange(0, _MOST)
        box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        box.setKeyboardTracking(False)
        box.setValue(float(self._set().threshold(rule, name)))
        box.setAccessibleName(threshold_words(name))
        box.valueChanged.connect(lambda: self._put_number(rule, name, box.value()))
        return box

    def _show_ability(self) -> None:
        rule = self._rule()
        self.reset.setEnabled(rule is not None and self._set().is_changed(rule))

    # -- what a person changes ------------------------------------------------------------------

    def _put_strictness(self, strictly: bool) -> None:
        self.model.put(replace(self._set(), is_strict=strictly))

    def _put_organ(self) -> None:
        level, organ = str(self.level.currentData()), str(self.organ.currentData())
        self.model.put(replace(self._set(), level=level, organ=organ))

    def _put_severity(self, rule: Rule, severity: Severity) -> None:
        self.model.put(self._set().weighed(rule, severity))

    def _put_number(self, rule: Rule, name: str, value: float) -> None:
        number = Decimal(_plain(Decimal(repr(value))))
        self.model.put(self._set().limited(rule, name, number))

    def _reset(self) -> None:
        rule = self._rule()
        if rule is not None:
            self.model.put(self._set().reset(rule))
            self._show_rule()

    def _tell(self) -> None:
        self._show_ability()
        rule = self._rule()
        if rule is not None:
            self.severity.setCurrentIndex(self.severity.findData(self._set().severity(rule)))
        self.changed.emit(self._set())


def _plain(number: Decimal) -> str:
    text = f"{round(number, _DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _levels() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    words = {
        Level.STATE: translate("CheckPage", "State"),
        Level.PROVINCE: translate("CheckPage", "Province"),
        Level.CITY: translate("CheckPage", "Prefecture or city"),
        Level.COUNTY: translate("CheckPage", "County or district"),
        Level.TOWN: translate("CheckPage", "Town or street"),
    }
    return [(level.value, words[level]) for level in Level]


def _organs() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    words = {
        OrganKind.GOVERNMENT: translate("CheckPage", "Government"),
        OrganKind.OFFICE: translate("CheckPage", "Office of a government"),
        OrganKind.ENFORCEMENT: translate("CheckPage", "Department with licences and penalties"),
        OrganKind.PETITIONS: translate("CheckPage", "Bureau of petitions"),
        OrganKind.DEPARTMENT: translate("CheckPage", "Other department"),
        OrganKind.UNKNOWN: translate("CheckPage", "Other"),
    }
    return [(kind.value, words[kind]) for kind in OrganKind]
