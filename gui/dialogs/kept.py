"""What is kept for reports that are not in the store yet: listed, and discarded by choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from core.exchange.words import report_name
from gui.dialogs.list_dialog import ListDialog
from gui.models.form_model import plain_tip
from gui.models.moments import local_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.store.parcels import Parcel

_SIZE: Final = (760, 400)
_COUNT: Final = 2


class KeptDialog(ListDialog):
    """The list of parcels, the oldest first; ``discarded`` carries the numbers of those chosen."""

    discarded = Signal(object)

    def __init__(self, *, writable: bool, parent: QWidget | None = None) -> None:
        columns = (
            self.tr("Report"),
            self.tr("File"),
            self.tr("Entries"),
            self.tr("From"),
            self.tr("Kept since"),
        )
        title, name = self.tr("Corrections kept for reports to come"), self.tr("Kept corrections")
        super().__init__(title, _SIZE, columns, (0, 1), figures=(_COUNT,), name=name, parent=parent)
        self._writable = writable
        self._parcels: Sequence[Parcel] = ()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.discard = self.add_button(self.tr("&Discard the chosen ones"))
        self.add_close()
        self.discard.clicked.connect(self._discard)
        self.table.itemSelectionChanged.connect(self._show_ability)

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
            row = self.add_row(texts)
            for column in (0, 1):
                row.setToolTip(column, plain_tip(texts[column]))
        self._show_ability()

    def _chosen(self) -> tuple[int, ...]:
        rows = sorted(self.table.indexOfTopLevelItem(item) for item in self.table.selectedItems())
        return tuple(self._parcels[row].number for row in rows)

    def _show_ability(self) -> None:
        self.discard.setEnabled(self._writable and bool(self.table.selectedItems()))

    def _discard(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.discarded.emit(chosen)
