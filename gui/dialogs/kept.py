"""What is kept for reports that are not in the store yet: listed, and discarded by choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.exchange.words import report_name
from gui.fonts import grown
from gui.models.form_model import plain_tip
from gui.models.moments import local_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.store.parcels import Parcel

_SIZE: Final = (760, 400)
_COUNT: Final = 2
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class KeptDialog(QDialog):
    """The list of parcels, the oldest first; ``discarded`` carries the numbers of those chosen."""

    discarded = Signal(object)

    def __init__(self, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Corrections kept for reports to come"))
        self.resize(grown(*_SIZE))
        self._writable = writable
        self._parcels: Sequence[Parcel] = ()
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.table = self._make_table()
        self.discard = QPushButton(self.tr("&Discard the chosen ones"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.discard, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.discard.clicked.connect(self._discard)
        self.table.itemSelectionChanged.connect(self._show_ability)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def show_parcels(self, parcels: Sequence[Parcel]) -> None:
        """List what is kept, or say that nothing is."""
        self._parcels = parcels
        self.words.setText(
            self.tr(
                "These corrections came with packages or workbooks; their reports are not in this"
                " store. They come in by themselves when the reports are imported. What is discarded"
                " comes again with its package."
            )
            if parcels
            else self.tr(
                "Nothing is kept: all corrections that came belong to reports of this store."
            )
        )
        self.table.clear()
        for parcel in parcels:
            texts = (
                report_name(parcel),
                parcel.name,
                str(len(parcel.facts)),
                parcel.sender or self.tr("somebody"),
                local_time(parcel.kept_at)[:16],
            )
            row = QTreeWidgetItem(list(texts))
            row.setTextAlignment(_COUNT, _RIGHT)
            for column in (0, 1):
                row.setToolTip(column, plain_tip(texts[column]))
            self.table.addTopLevelItem(row)
        self._show_ability()

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(self.tr("Kept corrections"))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setHeaderLabels(
            [
                self.tr("Report"),
                self.tr("File"),
                self.tr("Entries"),
                self.tr("From"),
                self.tr("Kept since"),
            ]
        )
        columns = table.header()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        columns.setStretchLastSection(False)
        return table

    def _chosen(self) -> tuple[int, ...]:
        rows = sorted(self.table.indexOfTopLevelItem(item) for item in self.table.selectedItems())
        return tuple(self._parcels[row].number for row in rows)

    def _show_ability(self) -> None:
        self.discard.setEnabled(self._writable and bool(self.table.selectedItems()))

    def _discard(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.discarded.emit(chosen)
