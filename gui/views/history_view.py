"""The log of corrections: filtered, exported, gone to cell by cell, and taken back one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import Known
from core.history_query import History
from core.reversal import Reversal, reversal
from core.sentences import sentences
from core.values import value_to_text
from gui.dialogs.target import LISTS, ask_target
from gui.models.history import CELL, REASON, REPORT, HistoryModel
from gui.models.phrases import listed
from gui.views.history_filter import HistoryFilter
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QPaintEvent

    from core.history_query import HistoryLine
    from core.values import Value
    from gui.session import Session
    from gui.settings import Settings

_MOST_NAMED: Final = 2


class HistoryView(QWidget):
    """The log, the newest entry first, of the open report or of the whole store."""

    def __init__(
        self, session: Session, settings: Settings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._stale = True
        self._has_people = False
        self.model = HistoryModel(self)
        self.filter = HistoryFilter()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Corrections"))
        as_list(self.table)
        self._size_columns()
        self.empty = EmptyState("history", "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        self.consequence = QLabel()
        self.consequence.setWordWrap(True)
        self.consequence.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.revert = QAction(self.tr("Take this change back"), self.table)
        self.revert.setEnabled(False)
        self.revert.setShortcut(QKeySequence("Del"))
        self.revert.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(self.revert)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._build()
        self.filter.changed.connect(self._look)
        self.filter.export.clicked.connect(self._ask_export)
        self.revert.triggered.connect(self.take_back)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.table.selectionModel().currentRowChanged.connect(self._show_consequence)
        self.model.modelReset.connect(self._show_consequence)
        self.model.failed.connect(session.failed)
        session.opened.connect(self._open_report)
        session.changed.connect(self._show_report)
        self._look()

    def _size_columns(self) -> None:
        columns = self.table.horizontalHeader()
        # Only the rows in view decide how wide a column is; a long history would take its time.
        columns.setResizeContentsPrecision(0)
        mode = QHeaderView.ResizeMode
        for column in range(self.model.columnCount()):
            stretch = column in (CELL, REASON)
            columns.setSectionResizeMode(column, mode.Stretch if stretch else mode.ResizeToContents)

    def _build(self) -> None:
        button = QToolButton()
        button.setDefaultAction(self.revert)
        below = QHBoxLayout()
        below.addWidget(self.consequence, 1)
        below.addWidget(self.count)
        below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.filter)
        layout.addWidget(self.pages, 1)
        layout.addLayout(below)

    # -- what is shown --------------------------------------------------------------------------

    def _show_report(self) -> None:
        """Look the log through again: at once where it can be seen, else when it comes in view.

        A dock behind another counts as visible for Qt, but nothing of it is.
        """
        self._stale = True
        if self.visibleRegion().isEmpty():
            self.pages.setCurrentWidget(self.table)  # where the key of the pane leads to
        else:
            self._look()

    def _open_report(self) -> None:
        self._has_people = False
        self._show_report()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Look the log through once the pane is in view, where it may have grown meanwhile."""
        super().paintEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        self._stale = False
        report = self._session.report
        if not self._has_people:
            self._has_people = True
            self.filter.show_people({*self._session.correctors(), self._session.author})
        is_whole = self.filter.store.isChecked()
        asked = self.filter.query(report)
        is_asked = report is not None or is_whole
        lines = self._session.history(asked) if is_asked else History()
        self.model.show_lines(lines)
        self._tell_count(len(lines))
        self.table.setColumnHidden(REPORT, not is_whole)
        no_match = self.tr("No correction matches the filter.")
        self.empty.say(no_match if self.filter.is_set else self.tr("No corrections yet."))
        self.pages.setCurrentWidget(self.table if lines else self.empty)
        self.filter.export.setEnabled(bool(lines))

    def _tell_count(self, count: int) -> None:
        """Say how many there are: of a long list only some are in view."""
        self.count.setText(self.tr("Entries: {count}").format(count=count) if count else "")

    def _current(self) -> HistoryLine | None:
        return self._line(self.table.currentIndex())

    def _line(self, index: QModelIndex) -> HistoryLine | None:
        """The line there; None where there is none, or the store fails, which is told."""
        try:
            return self.model.line(index.row()) if index.isValid() else None
        except Known as error:
            self._session.failed.emit(error)
            return None

    def _choose(self, index: QModelIndex) -> None:
        """Go to the cell, in its own report."""
        line = self._line(index)
        if line is not None:
            self._open(line)

    def _open(self, line: HistoryLine) -> bool:
        entry = line.correction
        is_open = entry.report == self._session.report or self._session.open(entry.report)
        if is_open:
            self._session.focus(entry.address)
        return is_open

    # -- taking back ----------------------------------------------------------------------------

    def _plan(self, line: HistoryLine) -> Reversal | None:
        review = self._session.review
        if review is None or review.report != line.correction.report:
            review = self._session.look_at(line.correction.report)
        return None if review is None else reversal(review.corrections, line.correction)

    def _show_consequence(self) -> None:
        """Say what taking the chosen change back would do, and which later ones it covers."""
        line = self._current()
        plan = None if line is None else self._plan(line)
        able = plan is not None and plan.is_needed and not self._session.read_only
        self.revert.setEnabled(able)
        self.consequence.setText("" if plan is None else self._words(plan))

    def _words(self, plan: Reversal) -> str:
        if not plan.is_needed:
            return self.tr("The cell stands so already as it was before this change.")
        text = self.tr("Taken back (Del), the cell is {value} again.")
        words = text.format(value=self._value(plan.value))
        if plan.later:
            named = [
                f"{entry.author} {self._value(entry.old)} → {self._value(entry.new)}"
                for entry in plan.later[-_MOST_NAMED:]
            ]
            covers = self.tr("Later changes that this covers ({count}): {changes}")
            told = listed(named)
            if len(plan.later) > _MOST_NAMED:
                told = f"… {told}"
            words = sentences(words, covers.format(count=len(plan.later), changes=told))
        return words

    def _value(self, value: Value) -> str:
        return value_to_text(value) or self.tr("(blank)")

    def take_back(self) -> None:
        """Give the cell the value from before the chosen change, as a new entry of the log."""
        line = self._current()
        plan = None if line is None else self._plan(line)
        if line is None or plan is None or not plan.is_needed or not self._open(line):
            return
        if plan.to_machine:
            self._session.restore_reading([plan.address])
        else:
            self._session.correct([(plan.address, plan.value)], gesture="revert")

    # -- export ---------------------------------------------------------------------------------

    def _ask_export(self) -> None:
        title, name = self.tr("Export list"), self.tr("corrections.xlsx")
        target = ask_target(self, title, name, LISTS, self._settings)
        if target is not None:
            self.export_to(target[0])

    def export_to(self, path: Path) -> None:
        """Write all lines that the filter lets through to a workbook or CSV."""
        self._session.export_history(path, self.model.lines)
