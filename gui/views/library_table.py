"""The table of reports: several rows may be chosen, all of 100,000 at once too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from core.standing import ReviewStatus
from gui.models.library import (
    AGENCY,
    CORRECTED,
    PROBLEMS,
    STATUS,
    UNSURE,
    YEAR,
    LibraryModel,
)
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


_COLUMNS_BY_NEED: Final = (YEAR, PROBLEMS, STATUS, UNSURE, CORRECTED)
_LEAST_NAME: Final = "市县人民政府办公室"
"""As much of an agency's name wants to be seen."""
_GAPS: Final = 16
"""Pixels around the sign and the name."""


class LibraryTable(QTableView):
    """Rows of the library's model."""

    def __init__(self, model: LibraryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Reports"))
        as_list(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextElideMode(Qt.TextElideMode.ElideLeft)
        self._set_up_columns()

    def selected_spans(self) -> list[tuple[int, int]]:
        """The first and last row of each stretch of chosen rows; not the rows one by one."""
        chosen = self.selectionModel().selection()
        spans = (chosen.at(place) for place in range(chosen.count()))
        return sorted({(span.top(), span.bottom()) for span in spans})

    def selected_count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.selected_spans())

    def choose_row(self, row: int | None) -> None:
        """Choose one row alone and show it, or none."""
        selection = self.selectionModel()
        if row is None:
            selection.clear()
            return
        flags = QItemSelectionModel.SelectionFlag
        index = self._rows.index(row, AGENCY)
        selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the least needed columns out where the names would have no room."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        name = self.fontMetrics().horizontalAdvance(_LEAST_NAME) + self.iconSize().width() + _GAPS
        room = self.viewport().width() - name
        for column in _COLUMNS_BY_NEED:
            room -= self._widths[column]
            if header.isSectionHidden(column) is not (room < 0):
                header.setSectionHidden(column, room < 0)

    def selectAll(self) -> None:
        """Choose every row, as one stretch: Qt's own way asks for each of them."""
        if self._rows.rowCount():
            every = QItemSelection(
                self._rows.index(0, AGENCY), self._rows.index(self._rows.rowCount() - 1, CORRECTED)
            )
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(every, flag)

    def _set_up_columns(self) -> None:
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        # To paint itself, a header asks for each row whether it is chosen. This one shows nothing of
        # it, so it looks at a selection of its own in which nothing ever is.
        columns.setSelectionModel(QItemSelectionModel(self._rows, self))
        columns.setMinimumSectionSize(40)
        columns.setSectionResizeMode(AGENCY, QHeaderView.ResizeMode.Stretch)
        digits = self.fontMetrics().horizontalAdvance
        status = max(self.fontMetrics().horizontalAdvance(s.label) for s in ReviewStatus) + 14
        self._widths: dict[int, int] = {}
        for column in range(AGENCY + 1, CORRECTED + 1):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            name = str(self._rows.headerData(column, Qt.Orientation.Horizontal))
            number = digits("9999" if column == YEAR else "999") + 14
            least = status if column == STATUS else number
            width = max(least, columns.fontMetrics().horizontalAdvance(name) + 12)
            columns.resizeSection(column, width)
            self._widths[column] = width
        columns.setSortIndicatorClearable(False)
        columns.setSortIndicatorShown(False)
        columns.setSectionsClickable(True)
