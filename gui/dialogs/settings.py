"""The dialog of settings, made from the table of settings; what is changed counts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.cli.console import account
from gui.dialogs.button_row import ButtonRow
from gui.dialogs.check_page import CheckPage
from gui.dialogs.setting_row import SettingRow
from gui.fonts import grown
from gui.settings import REVIEWER, SETTINGS, Page
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from core.rules import CheckSettings
    from gui.settings import Settings

_SIZE: Final = (820, 620)


class SettingsDialog(QDialog):
    """Pages of settings with a search over all; ``checks_changed`` carries the CheckSettings."""

    checks_changed = Signal(object)

    def __init__(
        self, settings: Settings, checks: CheckSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Settings"))
        self.resize(grown(*_SIZE))
        self.search = SearchLine(self.tr("Search settings and rules"))
        otherwise = {REVIEWER.key: account()}
        self.rows = [SettingRow(s, settings, otherwise.get(s.key, "")) for s in SETTINGS]
        self.checks = CheckPage(checks)
        self.pages = QListWidget()
        self.pages.setAccessibleName(self.tr("Pages"))
        self.pages.setSpacing(3)
        self._stack = QStackedWidget()
        self.nothing = QLabel(self.tr("No setting and no rule has these words."))
        self._fill()
        self.reset_page = QPushButton(self.tr("Reset this &page"))
        self.reset_all = QPushButton(self.tr("Reset &all"))
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.reset_page.clicked.connect(lambda: self._reset(self.pages.currentRow()))
        self.reset_all.clicked.connect(self._reset_all)
        self.checks.changed.connect(self.checks_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages.setCurrentRow(0)
        self.search.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme, which is changed right here."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "rows"):
            for row in self.rows:
                row.refresh_icons()

    def _fill(self) -> None:
        titles = {
            Page.APPEARANCE: self.tr("Appearance"),
            Page.READING: self.tr("Reading"),
            Page.REVIEWING: self.tr("Reviewing"),
            Page.BACKUPS: self.tr("Backups"),
        }
        for page in Page:
            inside = QWidget()
            layout = QVBoxLayout(inside)
            for row in self._rows_of(page):
                layout.addWidget(row)
            layout.addStretch(1)
            scroll = QScrollArea()
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setWidgetResizable(True)
            scroll.setWidget(inside)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the keyboard to each setting
            self._add(titles[page], scroll)
        self._add(self.tr("Checks"), self.checks)
        letter = self.fontMetrics().horizontalAdvance("0")
        self.pages.setFixedWidth(self.pages.sizeHintForColumn(0) + 6 * letter)

    def _add(self, title: str, page: QWidget) -> None:
        self.pages.addItem(QListWidgetItem(title))
        self._stack.addWidget(page)

    def _rows_of(self, page: Page) -> list[SettingRow]:
        return [row for row in self.rows if row.setting.page is page]

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.addWidget(self.pages)
        middle.addWidget(self._stack, 1)
        self.nothing.hide()
        buttons = ButtonRow(QDialogButtonBox.StandardButton.Close)
        for button in (self.reset_page, self.reset_all):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        # Enter ends what is typed into a field; the dialog is closed by Esc.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)

    def _find(self, words: str) -> None:
        """Leave only what has the words; the first page with any of it comes up."""
        wanted = words.strip().casefold()
        found: list[int] = []
        for number, page in enumerate(Page):
            rows = self._rows_of(page)
            for row in rows:
                row.setVisible(row.answers(wanted))
            if any(row.answers(wanted) for row in rows):
                found.append(number)
        if self.checks.look_for(wanted):
            found.append(len(Page))
        for number in range(self.pages.count()):
            self.pages.item(number).setHidden(number not in found)
        self.nothing.setVisible(not found)
        self._stack.setVisible(bool(found))
        if found and self.pages.currentRow() not in found:
            self.pages.setCurrentRow(found[0])

    def _reset(self, number: int) -> None:
        if number == len(Page):
            self.checks.reset_all()
            return
        for row in self._rows_of(tuple(Page)[number]):
            self._settings.reset(row.setting)

    def _reset_all(self) -> None:
        for number in range(self.pages.count()):
            self._reset(number)
