"""How a table looks that is a list: whole rows are chosen, without a grid, in rows of one height."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.fonts import sign_size

_SIGN: Final = 16


def as_list(table: QTableView) -> None:
    """Make the table a list of single rows to choose from; its columns are left to the caller."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setIconSize(sign_size(_SIGN))
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(max(26, table.fontMetrics().height() + 10))
    columns = table.horizontalHeader()
    columns.setHighlightSections(False)
    # Words stand over words; the models put those over figures to the right, as the figures are.
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
