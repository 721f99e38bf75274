"""Everything that the palette of one window offers: its commands, the rules, and reports."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from core.checks.rulebook import load_rules
from core.library_query import LibraryQuery, Order
from gui.dialogs.palette import PaletteDialog
from gui.palette import Offer

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.settings import Settings

_REPORTS: Final = 20


class Palette(QObject):
    """Opens the palette over its window."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        window.actions_.palette.triggered.connect(self.show)

    def show(self) -> PaletteDialog:
        """Open the palette with what can be done now."""
        offers = [*self._commands(), *self._rules()]
        dialog = PaletteDialog(offers, self._reports, self._settings, self._window)
        dialog.open()
        return dialog

    def _commands(self) -> list[Offer]:
        own = self._window.actions_.palette
        return [
            Offer(
                command.name or f"{command.menu}/{command.title}",
                command.title,
                command.menu,
                command.action.trigger,
                command.keys,
            )
            for command in self._window.keymap.commands
            if command.action.isEnabled() and command.action is not own
        ]

    def _rules(self) -> list[Offer]:
        place = self.tr("Rule: who fails")
        window = self._window
        return [
            Offer(f"rule:{rule.code}", rule.name, place, partial(window.filter_by_rule, rule.code))
            for rule in load_rules()
        ]

    def _reports(self, words: str) -> list[Offer]:
        session = self._window.session
        found = session.find(LibraryQuery(words, order=Order.YEAR, descending=True))[:_REPORTS]
        return [
            Offer(
                f"report:{line.number}",
                f"{line.agency or line.name} {line.year or ''}".strip(),
                self.tr("Report"),
                partial(session.open, line.number),
            )
            for line in session.lines(found)
        ]
