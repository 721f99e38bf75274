"""One setting in the dialog: its words, what changes it, and what gives its default back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.sentences import sentences
from gui.icons import icon

if TYPE_CHECKING:
    from gui.settings import Setting, Settings

_LETTERS: Final = 14
"""As wide as a number or a choice is at least, in letters."""


class SettingRow(QWidget):
    """What is changed here is remembered at once; a change from elsewhere is shown.

    ``otherwise`` is what counts where a text is left empty.
    """

    def __init__(self, setting: Setting[Any], settings: Settings, otherwise: str = "") -> None:
        super().__init__()
        self.setting = setting
        self._otherwise = otherwise
        self._settings = settings
        self.words = _tr(setting.words)
        self.editor = self._make_editor()
        self.editor.setAccessibleName(self.words)
        self.reset = QToolButton()
        self.reset.setIcon(icon("restore"))
        self.reset.setAutoRaise(True)
        name = self.tr("Reset “{setting}” to its default").format(setting=self.words)
        self.reset.setToolTip(name)
        self.reset.setAccessibleName(name)
        self.reset.clicked.connect(lambda: settings.reset(setting))
        self.hint = QLabel(sentences(_tr(setting.hint), self._when()))
        self.hint.setWordWrap(True)
        self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hint.setVisible(bool(self.hint.text()))
        self._lay_out()
        self.show_value()
        settings.changed.connect(self._follow)

    def answers(self, wanted: str) -> bool:
        """Whether the words hold what is searched for, in lower case."""
        return wanted in f"{self.words} {self.hint.text()}".casefold()

    def show_value(self) -> None:
        """Bring the editor up to what is remembered."""
        value, editor = self._settings.value(self.setting), self.editor
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(value))
        elif isinstance(editor, QSpinBox):
            editor.setValue(int(value))
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QLineEdit) and editor.text() != value:
            editor.setText(str(value))
        self.reset.setEnabled(not self._settings.is_default(self.setting))

    def refresh_icons(self) -> None:
        """Colour the icon for the present theme."""
        self.reset.setIcon(icon("restore"))

    def _make_editor(self) -> QWidget:
        setting = self.setting
        if setting.choices:
            return self._make_choice()
        if isinstance(setting.default, bool):
            box = QCheckBox(self.words)
            box.toggled.connect(self._put)
            return box
        if isinstance(setting.default, int):
            return self._make_number()
        line = QLineEdit()
        line.setPlaceholderText(self._otherwise)
        line.editingFinished.connect(lambda: self._put(line.text().strip()))
        return line

    def _make_choice(self) -> QComboBox:
        box = QComboBox()
        for value, words in self.setting.choices:
            box.addItem(_tr(words), value)
        box.currentIndexChanged.connect(lambda: self._put(box.currentData()))
        return box

    def _make_number(self) -> QSpinBox:
        setting, box = self.setting, QSpinBox()
        box.setRange(*setting.bounds)
        box.setSingleStep(setting.step)
        box.setSuffix(_tr(setting.unit))
        box.setSpecialValueText(_tr(setting.lowest))
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._put)
        return box

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        if not isinstance(self.editor, QCheckBox):
            label = QLabel(self.words)
            label.setBuddy(self.editor)
            line.addWidget(label, 1)
        is_text = isinstance(self.editor, QLineEdit)
        if isinstance(self.editor, (QSpinBox, QComboBox)):
            # One below the other, they have one edge at the left, too.
            letter = self.fontMetrics().horizontalAdvance("0")
            self.editor.setMinimumWidth(_LETTERS * letter)
        line.addWidget(self.editor, 1 if is_text or isinstance(self.editor, QCheckBox) else 0)
        line.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.hint)

    def _when(self) -> str:
        match self.setting.when:
            case "now":
                return ""
            case "next import":
                return self.tr("Counts from the next import on.")
            case "next copy":
                return self.tr("Counts from the next backup on.")
            case "on closing":
                return self.tr("The window changes once this dialog is closed.")

    def _put(self, value: bool | int | str) -> None:
        self._settings.put(self.setting, cast("Any", value))

    def _follow(self, key: str) -> None:
        if key == self.setting.key:
            self.show_value()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Settings", words) if words else ""


def row_of(parent: QObject, setting: Setting[Any]) -> SettingRow:
    """The row of a setting among the children. Raises LookupError where there is none."""
    for row in parent.findChildren(SettingRow):
        if row.setting.key == setting.key:
            return row
    raise LookupError(setting.key)
