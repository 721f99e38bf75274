"""The queue of conflicts over all reports; choosing one leads to it in the form and the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.inquiries import Inquiries
from gui.models.disputes import OTHERS, PLACE, PRESENT, REPORT, DisputesModel, Row, rows_of
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.review import Review
    from gui.session import Session

_GATHER_MS: Final = 300
_FEW: Final = 20
"""Reports that are looked at at once when they change."""


class DisputesView(QWidget):
    """The list. ``chosen`` carries the cell to go to in the report that is open by then, or None;
    ``counted`` how many things wait."""

    chosen = Signal(object)
    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = DisputesModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Conflicts"))
        as_list(self.table)
        columns = self.table.horizontalHeader()
        for column, wide in ((REPORT, 220), (PLACE, 240)):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            columns.resizeSection(column, wide)
        for column in (PRESENT, OTHERS):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self._list = QWidget()
        inside = QVBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.told)
        self.nothing = EmptyState("ok", self.tr("Nothing is in conflict."), ok=True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list)
        self.pages.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.pages)
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self._look)
        self._rows: dict[int, tuple[Row, ...]] = {}
        self._changed: set[int] = set()
        self._is_known = False
        self.looking = Inquiries(session)
        self.looking.answered.connect(self._take)
        self.table.activated.connect(self._go)
        self.table.selectionModel().currentRowChanged.connect(self._tell_keys)
        self.model.modelReset.connect(self._tell_keys)
        session.library_changed.connect(self._note)
        session.import_finished.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look through all reports in which something may be in conflict."""
        self._is_known = True
        self._changed.clear()
        exchange, looking = self._session.exchange, self.looking
        looking.ask(lambda store: exchange.disputed(store, looking))

    def _note(self, reports: Sequence[int] | None) -> None:
        """Look again when it is quiet: at these reports, or at all, as others may have come."""
        if reports is None or len(reports) > _FEW:
            self._is_known = False
        else:
            self._changed.update(reports)
        self._gather.start()

    def _look(self) -> None:
        if not self._is_known:
            self.refresh()
        elif not self.looking.busy:  # else they are looked at after what was asked before
            self._look_again()

    def _take(self, reviews: tuple[Review, ...]) -> None:
        self._rows = {review.report: rows_of(review) for review in reviews}
        self._look_again()

    def _look_again(self) -> None:
        """Show what was found, and what became of the reports that changed meanwhile."""
        for report in self._changed:
            review = self._session.look_at(report)
            self._rows[report] = () if review is None else rows_of(review)
        self._changed.clear()
        rows = [row for report in sorted(self._rows) for row in self._rows[report]]
        self.model.show_rows(rows)
        self.pages.setCurrentWidget(self._list if rows else self.nothing)
        self.counted.emit(len(rows))

    def _tell_keys(self) -> None:
        """Say what decides the chosen conflict, or the first one: values and verdicts have keys of
        their own."""
        if not self.model.rowCount():
            return
        row = self.model.row(max(0, self.table.currentIndex().row()))
        self.told.setText(
            self.tr(
                "Enter goes to it. There: F7, F3 or F4 give one verdict. F8 leaves it for later."
            )
            if row.dispute.address is None
            else self.tr(
                "Enter goes to the cell. There: Enter keeps the first value, Ctrl+2 takes the second;"
                " or type another one. F8 leaves it for later."
            )
        )

    def _go(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if self._session.report != row.report and not self._session.open(row.report):
            return
        self.chosen.emit(row.address)
