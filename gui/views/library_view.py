"""The library: all reports of the store, searchable; choosing one opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.models.library import AGENCY, CORRECTED, LibraryModel
from gui.views.library_empty import EmptyState

if TYPE_CHECKING:
    from gui.session import Session

_TYPING_MS: Final = 120
_GATHER_MS: Final = 150


class LibraryView(QWidget):
    """Search box above, list below, or the words that say what to do when there is none."""

    import_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen_here = False
        self._rule = ""
        self.model = LibraryModel(self)
        self.search = self._make_search()
        self.rule_filter = self._make_rule_filter()
        self.table = self._make_table()
        self.empty = EmptyState(
            "document",
            self.tr("No reports yet. Import files or a folder, or drop them here."),
            self.tr("Import…"),
            "import",
        )
        self.no_match = EmptyState(
            "search", self.tr("No report matches the search."), self.tr("Clear search")
        )
        self.pages = QStackedWidget()
        for page in (self.table, self.empty, self.no_match):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.search)
        layout.addWidget(self.rule_filter)
        layout.addWidget(self.pages, 1)
        self._typing = self._timer(_TYPING_MS)
        self._gather = self._timer(_GATHER_MS)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew; the open report stays chosen, the scroll position stays."""
        words = self.search.text().strip()
        position = self.table.verticalScrollBar().value()
        self.model.show_lines(self._session.reports(words, self._rule))
        self._mark_open()
        self.table.verticalScrollBar().setValue(position)
        if self.model.rowCount():
            self.pages.setCurrentWidget(self.table)
        else:
            self.pages.setCurrentWidget(self.no_match if words or self._rule else self.empty)

    def filter_by_rule(self, rule: str, name: str = "") -> None:
        """List only reports in which the rule does not hold; "" lists all."""
        self._rule = rule
        self.rule_filter.setText(self.tr("Only: {rule}  ✕").format(rule=name).replace("&", "&&"))
        self.rule_filter.setToolTip(self.tr("List all reports again"))
        self.rule_filter.setVisible(bool(rule))
        self.refresh()

    def listed(self) -> tuple[int, ...]:
        """The numbers of the reports in the list, from top to bottom."""
        return tuple(self.model.line(row).number for row in range(self.model.rowCount()))

    def step(self, by: int) -> bool:
        """Open the report ``by`` rows further down the list; whether there is one."""
        report = self._session.report
        here = None if report is None else self.model.row_of(report)
        row = (0 if by > 0 else self.model.rowCount() - 1) if here is None else here + by
        if not 0 <= row < self.model.rowCount():
            return False
        return self._session.open(self.model.line(row).number)

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.model.refresh_icons()
            self._find.setIcon(icon("search"))

    def _make_search(self) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(self.tr("Search agency or year"))
        box.setAccessibleName(self.tr("Search the library"))
        box.setClearButtonEnabled(True)
        self._find = box.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        return box

    def _make_rule_filter(self) -> QPushButton:
        button = QPushButton()
        # A long title is cut at the pane's edge rather than widening the pane.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.hide()
        button.clicked.connect(lambda: self.filter_by_rule(""))
        return button

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Reports"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideLeft)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(26, table.fontMetrics().height() + 10))
        columns = table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(40)
        columns.setSectionResizeMode(AGENCY, QHeaderView.ResizeMode.Stretch)
        width = table.fontMetrics().horizontalAdvance("9999") + 14
        for column in range(AGENCY + 1, CORRECTED + 1):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            name = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            columns.resizeSection(
                column, max(width, columns.fontMetrics().horizontalAdvance(name) + 12)
            )
        columns.setSortIndicatorClearable(False)
        columns.setSortIndicatorShown(False)
        columns.setSectionsClickable(True)
        columns.sectionClicked.connect(self._sort_by)
        return table

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.refresh)
        return timer

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._open_first)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.empty.pressed.connect(self.import_wanted)
        self.no_match.pressed.connect(self._clear_filters)
        self._session.opened.connect(self._mark_open)
        self._session.library_changed.connect(self._gather_changes)
        self._session.import_finished.connect(self.refresh)

    def _clear_filters(self) -> None:
        self.search.clear()
        self.filter_by_rule("")

    def _gather_changes(self) -> None:
        if not self._gather.isActive():
            self._gather.start()

    def _sort_by(self, column: int) -> None:
        header = self.table.horizontalHeader()
        was = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        down = was and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        if not was and column > AGENCY:
            down = True
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self.model.sort(column, order)
        self._mark_open()

    def _open_first(self) -> None:
        self._typing.stop()
        self.refresh()
        if self.model.rowCount():
            self._session.open(self.model.line(0).number)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._chosen_here or not current.isValid():
            return
        number = self.model.line(current.row()).number
        if number != self._session.report:
            self._session.open(number)

    def _mark_open(self) -> None:
        report = self._session.report
        row = None if report is None else self.model.row_of(report)
        self._chosen_here = True
        try:
            selection = self.table.selectionModel()
            if row is None:
                selection.clear()
                return
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(
                self.model.index(row, AGENCY), flags.ClearAndSelect | flags.Rows
            )
            self.table.scrollTo(self.model.index(row, AGENCY))
        finally:
            self._chosen_here = False
