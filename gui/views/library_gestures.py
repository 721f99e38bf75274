"""What can be done with the chosen reports of the library: status, reviewer, export, order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu, QProgressDialog, QWidget

from core.library_query import Facet, LibraryQuery, Order
from core.standing import ReviewStatus
from gui.dialogs.asking import ask_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gui.session import Session

_AT_ONCE: Final = 500
"""Reports a transaction takes, so that the window can show how far it is."""


class LibraryGestures(QObject):
    """Actions on the reports that ``selected`` gives; outside of the table on the open report.

    ``ordered`` carries the order that was chosen and whether it runs down, ``signed_off_early`` in
    how many of the reports signed off just now something still waited for a person.
    """

    export_wanted = Signal(object)
    signed_off_early = Signal(int)
    ordered = Signal(object, bool)

    def __init__(
        self, session: Session, selected: Callable[[], Sequence[int]], table: QWidget
    ) -> None:
        super().__init__(table)
        self._session = session
        self._selected = selected
        self._table = table
        self.statuses = {
            status: self._make(status.label, f"Ctrl+Alt+{number}", partial(self.set_status, status))
            for number, status in enumerate(ReviewStatus, start=1)
        }
        self.take = self._make(self.tr("Assign to &me"), "Ctrl+M", self._take)
        self.assign = self._make(self.tr("&Assign…"), "Ctrl+Shift+M", self._ask_reviewer)
        self.export = self._make(self.tr("&Export selection…"), "Ctrl+Shift+E", self._export)
        self.orders = self._make_orders()

    @property
    def actions(self) -> list[QAction]:
        """Those with keys of their own."""
        return [*self.statuses.values(), self.take, self.assign, self.export]

    def menu(self) -> QMenu:
        """A menu of all of them, able as they are now."""
        self.refresh()
        menu = QMenu(self._table)
        status = menu.addMenu(self.tr("&Status"))
        status.addActions(list(self.statuses.values()))
        menu.addActions([self.take, self.assign])
        menu.addSeparator()
        menu.addAction(self.export)
        menu.addSeparator()
        menu.addMenu(self.tr("Sort &by")).addActions(list(self.orders.values()))
        return menu

    def refresh(self) -> None:
        """Let only be done what can be done."""
        some = bool(self._selected())
        able = some or self._session.report is not None
        for action in (*self.statuses.values(), self.take, self.assign):
            action.setEnabled(able and not self._session.read_only)
        self.export.setEnabled(some and not self._session.busy)

    def show_order(self, order: Order) -> None:
        """Tick the present order."""
        self.orders[order].setChecked(True)

    def set_status(self, status: ReviewStatus, reports: Sequence[int] | None = None) -> None:
        """Give the reports (the selected ones by default) a status; asks why one is reopened."""
        reports = self._meant() if reports is None else reports
        reason: str | None = ""
        if status is not ReviewStatus.FINAL and self._any_final(reports):
            question = self.tr("Why is a report opened again that is signed off?")
            reason = ask_text(self._table, self.tr("Reopen"), question, needed=True)
            if reason is None:
                return
        if status is ReviewStatus.FINAL:
            self._finish_open(reports)
        left = self._session.waits.among(reports)
        self._each(reports, lambda some: self._session.set_status(some, status, reason))
        if status is ReviewStatus.FINAL and left and not self._session.read_only:
            self.signed_off_early.emit(len(left))

    def reopen(self) -> None:
        """Ask why the open report is opened again, and go on with it."""
        if self._session.report is not None:
            self.set_status(ReviewStatus.IN_REVIEW, (self._session.report,))

    def ask_reviewer(self, reports: Sequence[int]) -> None:
        """Let the user name who reviews the reports, among those who do already or somebody new."""
        counted = self._session.facet_counts(LibraryQuery(), Facet.REVIEWER)
        known = {self._session.author, *(name for name, _ in counted)}
        dialog = QInputDialog(self._table.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Assign"))
        dialog.setLabelText(self.tr("Reviewer (empty for nobody):"))
        dialog.setComboBoxEditable(True)
        dialog.setComboBoxItems(sorted(known))
        dialog.setTextValue(self._session.author)
        dialog.textValueSelected.connect(partial(self._assign, reports))
        dialog.open()

    def _assign(self, reports: Sequence[int], name: str) -> None:
        self._each(reports, lambda some: self._session.assign(some, name))

    def _meant(self) -> Sequence[int]:
        """The selected reports; with the keyboard elsewhere and no more than one, the open one."""
        selected, report = self._selected(), self._session.report
        if report is None or len(selected) > 1 or self._table.hasFocus():
            return selected
        return (report,)

    def _finish_open(self, reports: Sequence[int]) -> None:
        """Whoever signs the open report off, with nothing left to look at, has gone through it."""
        session = self._session
        is_done = session.report in reports and not session.agenda and not session.read_only
        if is_done and session.report in session.waiting():
            session.mark_seen()

    def _take(self) -> None:
        self._assign(self._meant(), self._session.author)

    def _ask_reviewer(self) -> None:
        self.ask_reviewer(self._meant())

    def _export(self) -> None:
        self.export_wanted.emit(tuple(self._selected()))

    def _any_final(self, reports: Sequence[int]) -> bool:
        final = LibraryQuery().choosing(Facet.STATUS, [ReviewStatus.FINAL])
        return not set(self._session.find(final)).isdisjoint(reports)

    def _each(self, reports: Sequence[int], work: Callable[[Sequence[int]], bool]) -> None:
        """Work on some at a time; ends early when it fails or is cancelled."""
        reports = tuple(reports)
        if self._session.read_only or not reports:
            return
        if len(reports) <= _AT_ONCE:
            work(reports)
            return
        wait = QProgressDialog(self.tr("Writing…"), self.tr("Cancel"), 0, len(reports), self._table)
        wait.setWindowModality(Qt.WindowModality.WindowModal)
        for start in range(0, len(reports), _AT_ONCE):
            wait.setValue(start)
            if wait.wasCanceled() or not work(reports[start : start + _AT_ONCE]):
                break
        wait.close()

    def _make(self, text: str, keys: str, work: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(work)
        self._table.addAction(action)
        return action

    def _make_orders(self) -> dict[Order, QAction]:
        names = {
            Order.WORK: self.tr("What needs &work"),
            Order.AGENCY: self.tr("&Agency"),
            Order.YEAR: self.tr("&Year"),
            Order.STATUS: self.tr("&Status"),
            Order.REVIEWER: self.tr("&Reviewer"),
            Order.IMPORTED: self.tr("Time of &import"),
            Order.UNSURE: self.tr("&Unsure cells"),
            Order.CORRECTED: self.tr("&Corrections"),
        }
        group = QActionGroup(self)
        orders: dict[Order, QAction] = {}
        for order, name in names.items():
            action = group.addAction(QAction(name, self))
            action.setCheckable(True)
            action.triggered.connect(partial(self._order, order))
            orders[order] = action
        return orders

    def _order(self, order: Order) -> None:
        self.ordered.emit(order, runs_down(order))


def runs_down(order: Order) -> bool:
    """Whether the order begins with the largest: most work, the latest, the most corrections."""
    return order not in (Order.AGENCY, Order.STATUS, Order.REVIEWER)
