"""The library: all reports of the store, filtered, ordered and chosen; choosing one opens it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.library_query import Facet, LibraryQuery, Order
from gui.icons import icon
from gui.inquiries import Inquiries
from gui.models.library import CORRECTED, PROBLEMS, STATUS, UNSURE, YEAR, LibraryModel
from gui.views.library_empty import EmptyState
from gui.views.library_filters import FilterPanel, value_name
from gui.views.library_gestures import LibraryGestures, runs_down
from gui.views.library_memory import recall, remember
from gui.views.library_standing import StandingBar
from gui.views.library_table import LibraryTable
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenuBar

    from gui.session import Session
    from gui.settings import Settings

_TYPING_MS: Final = 40
_GATHER_MS: Final = 150
_COLUMN_OF: Final = {
    Order.YEAR: YEAR,
    Order.STATUS: STATUS,
    Order.WORK: PROBLEMS,
    Order.UNSURE: UNSURE,
    Order.CORRECTED: CORRECTED,
}
_ORDER_OF: Final = {column: order for order, column in _COLUMN_OF.items()}


class LibraryView(QWidget):
    """Search and filters above, list below, or the words that say what to do when there is none."""

    query_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._marking = False
        self._last_row = -1
        self._changed: set[int] = set()
        self._others = False
        self._recalled: int | None = None
        self.query = LibraryQuery()
        self.model = LibraryModel(session.lines, self)
        self.search = self._make_search()
        self.rule_filter = self._make_summary()
        self.filter_button = self._make_filter_button()
        self.filters = FilterPanel(Inquiries(session))
        self.filters.hide()
        self.table = LibraryTable(self.model)
        self.gestures = LibraryGestures(session, self.selected, self.table)
        self.standing = StandingBar(session, self.gestures)
        self.addActions([*self.gestures.actions, self.standing.next_changed])
        self.count = QLabel()
        self._make_pages()
        self._lay_out()
        self.finding = Inquiries(session)
        self._wanted: LibraryQuery | None = None
        """What is being looked for beside the window."""
        self._typing = self._timer(_TYPING_MS, self._search)
        self._gather = self._timer(_GATHER_MS, self._follow)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list anew; the open report stays chosen, the scroll position stays."""
        self._wanted = None
        self._list(self._session.find(self.query))

    def _list(self, numbers: Sequence[int]) -> None:
        position = self.table.verticalScrollBar().value()
        self._marking = True
        self.model.show_reports(numbers)
        self._marking = False
        self._show_query()
        self._mark_open()
        self.table.verticalScrollBar().setValue(position)

    def show_query(self, query: LibraryQuery) -> None:
        """List what the query asks for, in its order."""
        self.query = query
        if self.search.text().strip() != query.search:
            self.search.setText(query.search)
            self._typing.stop()
        self.refresh()
        self.query_changed.emit()

    def filter_by_rule(self, rule: str, _name: str = "") -> None:
        """List only reports in which the rule does not hold; "" lists all."""
        self.show_query(replace(self.query, chosen={}).choosing(Facet.RULE, [rule] if rule else ()))

    def selected(self) -> Sequence[int]:
        """The numbers of the chosen reports, from top to bottom."""
        return self.model.numbers_in(self.table.selected_spans())

    def listed(self) -> tuple[int, ...]:
        """The numbers of the reports in the list, from top to bottom."""
        return tuple(self.model.numbers)

    def step(self, by: int) -> bool:
        """Open the report ``by`` rows further down the list; whether there is one."""
        report = self._session.report
        here = None if report is None else self.model.row_of(report)
        if here is not None:
            row = here + by
        elif report is None or self._last_row < 0:
            row = 0 if by > 0 else self.model.rowCount() - 1
        else:  # it fell out of the list where the next one now stands
            row = self._last_row + min(by, 0)
        if not 0 <= row < self.model.rowCount():
            return False
        return self._session.open(self.model.numbers[row])

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def add_menu(self, bar: QMenuBar) -> None:
        """Put what can be done with reports before the last menu of the bar."""
        menu = self.gestures.menu()
        menu.setTitle(self.tr("&Library"))
        menu.addSeparator()
        menu.addAction(self.standing.next_changed)
        menu.aboutToShow.connect(self.gestures.refresh)
        bar.insertMenu(bar.actions()[-1], menu)

    def recall(self, settings: Settings) -> None:
        """Take up filters and order of the last time."""
        query, self._recalled = recall(settings, self._session.store)
        if query != self.query:
            self.show_query(query)

    def open_last(self) -> bool:
        """Open the report that was open the last time, or the first one; whether there is one."""
        if self._recalled is not None and self._recalled in self.model.numbers:
            return self._session.open(self._recalled)
        return self.step(1)

    def remember(self, settings: Settings) -> None:
        """Keep filters, order and the open report for the next time."""
        remember(settings, self._session.store, self.query, self._session.report)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.model.refresh_icons()
            self.filter_button.setIcon(icon("filter"))

    # -- assembly -------------------------------------------------------------------------------

    def _make_search(self) -> SearchLine:
        box = SearchLine(self.tr("Search names and text"))
        box.setToolTip(
            self.tr(
                "Words of agency, year or file name; three or more characters also in the text of"
                " the reports. Conditions on cells: requests.new.total>=100"
            )
        )
        box.setAccessibleName(self.tr("Search the library"))
        return box

    def _make_filter_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("filter"))
        button.setText(self.tr("Filter"))
        button.setToolTip(self.tr("Filter by status, year, region and more (Ctrl+Shift+F)"))
        button.setAccessibleName(self.tr("Filter the library"))
        button.setShortcut("Ctrl+Shift+F")
        button.setCheckable(True)
        return button

    def _make_summary(self) -> QPushButton:
        button = QPushButton()
        # A long title is cut at the pane's edge rather than widening the pane.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(self.tr("List all reports again"))
        button.hide()
        return button

    def _make_pages(self) -> None:
        # What to do then is said in the middle of the window.
        self.empty = EmptyState("document", self.tr("No reports yet."))
        self.no_match = EmptyState(
            "search", self.tr("No report matches the search."), self.tr("Clear search")
        )
        self.pages = QStackedWidget()
        for page in (self.table, self.empty, self.no_match):
            self.pages.addWidget(page)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        line.addWidget(self.filter_button)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.filters)
        middle.addWidget(self.pages)
        middle.setChildrenCollapsible(False)
        middle.setSizes([220, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(line)
        layout.addWidget(self.rule_filter)
        layout.addWidget(middle, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.standing)

    def _timer(self, milliseconds: int, work: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(work)
        return timer

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.rule_filter.clicked.connect(lambda: self.show_query(replace(self.query, chosen={})))
        self.filter_button.toggled.connect(self._show_filters)
        self.filters.chosen.connect(self._choose_values)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.gestures.ordered.connect(self._sort)
        self.no_match.pressed.connect(self._clear_filters)
        self.finding.answered.connect(self._take)
        self._session.opened.connect(self._mark_open)
        self._session.library_changed.connect(self._gather_changes)
        self._session.import_finished.connect(self.refresh)

    # -- what is listed -------------------------------------------------------------------------

    def _search(self) -> None:
        self._look_for(replace(self.query, search=self.search.text().strip()))

    def _look_for(self, query: LibraryQuery) -> None:
        """Look beside the window: among many reports it takes longer than from one key to the next."""
        self._wanted = query
        self.finding.ask(lambda store: (query, store.find(query)))

    def _take(self, answer: tuple[LibraryQuery, Sequence[int]]) -> None:
        """List what was found; rows keep their places where they are the same as before."""
        query, numbers = answer
        if query != self._wanted:
            return
        self._wanted = None
        if query != self.query:
            self.query = query
            self._list(numbers)
            self.query_changed.emit()
        elif len(numbers) != self.model.rowCount() or set(numbers) != set(self.model.numbers):
            self._list(numbers)
        else:
            self.model.refresh_lines()
            self.filters.show_query(self.query)

    def _show_filters(self, wanted: bool) -> None:
        """The keyboard goes along: who opens the filters is about to tick some."""
        is_inside = self.filters.hasFocus()
        self.filters.setVisible(wanted)
        self.filters.show_query(self.query)
        if wanted:
            self.filters.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif is_inside:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_values(self, facet: Facet, values: frozenset[str]) -> None:
        self.show_query(self.query.choosing(facet, values))

    def _clear_filters(self) -> None:
        self.show_query(LibraryQuery(order=self.query.order, descending=self.query.descending))

    def _sort_by(self, column: int) -> None:
        order = _ORDER_OF.get(column, Order.AGENCY)
        again = order is self.query.order
        self._sort(order, (not self.query.descending) if again else runs_down(order))

    def _sort(self, order: Order, descending: bool) -> None:
        self.show_query(replace(self.query, order=order, descending=descending))

    def _show_query(self) -> None:
        if self.model.rowCount():
            self.pages.setCurrentWidget(self.table)
        else:
            everything = self.query.is_everything
            self.pages.setCurrentWidget(self.empty if everything else self.no_match)
        words = [
            value_name(facet, value)
            for facet, values in self.query.chosen.items()
            for value in sorted(values)
        ]
        summary = self.tr("Only: {rule}  ✕").format(rule=" · ".join(words))
        self.rule_filter.setText(summary.replace("&", "&&"))
        self.rule_filter.setVisible(bool(words))
        self.filters.show_query(self.query)
        header = self.table.horizontalHeader()
        column = _COLUMN_OF.get(self.query.order)
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            down = Qt.SortOrder.DescendingOrder if self.query.descending else None
            header.setSortIndicator(column, down or Qt.SortOrder.AscendingOrder)
        self.gestures.show_order(self.query.order)
        self._show_count()

    def _show_count(self) -> None:
        rows, chosen = self.model.rowCount(), self.table.selected_count()
        words = self.tr("Reports: {count}").format(count=f"{rows:,}")
        if chosen > 1:
            words += self.tr(", {count} chosen").format(count=f"{chosen:,}")
        self.count.setText(words)
        self.count.setVisible(bool(rows))

    def _gather_changes(self, reports: Sequence[int] | None) -> None:
        self._others |= reports is None
        self._changed.update(reports or ())
        if not self._gather.isActive():
            self._gather.start()

    def _follow(self) -> None:
        """Show what changed; rows keep their places under the reviewer's hand."""
        others, self._others = self._others or self._session.read_only, False
        changed, self._changed = self._changed, set()
        if self.query.is_everything and not others:
            self.model.refresh_lines_of(changed)
            self.filters.show_query(self.query)
            return
        self._look_for(self._wanted or self.query)

    # -- what is chosen -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search the arrow down leads into the list, as Enter does."""
        if watched is self.search and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and event.key() == Qt.Key.Key_Down and not event.modifiers():
                self._open_first()
                return True
        return super().eventFilter(watched, event)

    def _open_first(self) -> None:
        self._typing.stop()
        self.show_query(replace(self.query, search=self.search.text().strip()))
        if self.model.rowCount():
            self._session.open(self.model.numbers[0])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        """One chosen row is opened; several are there to do something with all of them."""
        self._show_count()
        self.gestures.refresh()
        spans = self.table.selected_spans()
        if self._marking or len(spans) != 1 or spans[0][0] != spans[0][1]:
            return
        number = self.model.numbers[spans[0][0]]
        if number != self._session.report:
            self._session.open(number)

    def _mark_open(self) -> None:
        report = self._session.report
        row = None if report is None else self.model.row_of(report)
        if row is not None:
            self._last_row = row
        if row is not None and self.table.selected_spans() == [(row, row)]:
            return
        self._marking = True
        try:
            self.table.choose_row(row)
        finally:
            self._marking = False

    def _show_menu(self, spot: QPoint) -> None:
        self.gestures.menu().popup(self.table.viewport().mapToGlobal(spot))
