"""The rules over the library: choose one to list only the reports in which it does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.checks.rulebook import rules_by_code
from core.library import RuleTotal
from core.library_query import LibraryQuery
from gui.inquiries import Inquiries
from gui.models.rules import CANNOT_TELL, RULE, RulesModel
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from core.store.store import Store
    from gui.session import Session

_GATHER_MS: Final = 400


class RulesView(QWidget):
    """The list; ``chosen`` carries the code of the rule that was activated."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = RulesModel(self)
        self.table = self._make_table()
        self.nothing = EmptyState("document", "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.pages)
        self.counting = Inquiries(session)
        self.counting.answered.connect(self._show)
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self.refresh)
        self.table.activated.connect(self._choose)
        session.library_changed.connect(self._gather.start)
        session.import_finished.connect(self.refresh)

    def refresh(self) -> None:
        """Count anew, as long as anybody looks."""
        if self.isVisible():
            self.counting.ask(_counted)

    def _show(self, counted: tuple[tuple[RuleTotal, ...], bool]) -> None:
        totals, any_reports = counted
        self.model.show_totals(totals)
        if not self.model.rowCount():
            if any_reports:
                self.nothing.say(self.tr("Every rule holds in every report."), "ok", ok=True)
            else:
                words = self.tr("No reports yet: what the rules say of them will be counted here.")
                self.nothing.say(words, "document")
        self.pages.setCurrentWidget(self.table if self.model.rowCount() else self.nothing)

    def showEvent(self, event: QShowEvent) -> None:
        """Count when the pane comes into view."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.model.refresh_icons()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Rules"))
        table.setToolTip(self.tr("Press Enter to list the reports in which the rule does not hold"))
        as_list(table)
        columns = table.horizontalHeader()
        # The numbers in view are enough to tell how wide they are; asking for all is slow.
        columns.setResizeContentsPrecision(0)
        columns.setSectionResizeMode(RULE, QHeaderView.ResizeMode.Stretch)
        for column in range(RULE + 1, CANNOT_TELL + 1):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.rule(index.row()).code)


def _counted(store: Store) -> tuple[tuple[RuleTotal, ...], bool]:
    """How the rules fare that do not hold everywhere, and whether there is any report at all."""
    rules_by_code()  # read here, if nobody did yet: the window would wait for them
    totals = tuple(RuleTotal(*total) for total in store.rule_totals())
    return totals, bool(totals or store.find(LibraryQuery()))
