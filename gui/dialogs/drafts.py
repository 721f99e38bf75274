"""Entries that were typed and never entered: each is taken or dropped by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from core.values import value_to_text
from gui.dialogs.list_dialog import ListDialog
from gui.models.findings import cell_name

if TYPE_CHECKING:
    from core.store.drafts import Draft
    from gui.session import Session

_SIZE: Final = (880, 320)


class DraftsDialog(ListDialog):
    """Each unfinished entry beside the value that stands; ``taken`` carries the Draft to enter."""

    taken = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        columns = (
            self.tr("Report"),
            self.tr("Cell"),
            self.tr("Stands now"),
            self.tr("Was being typed"),
            self.tr("Typed at"),
        )
        super().__init__(self.tr("Unfinished entries"), _SIZE, columns, (1,), parent=parent)
        self._session = session
        self._drafts: list[Draft] = []
        self.take = self.add_button(self.tr("&Enter it"))
        self.drop = self.add_button(self.tr("&Drop it"))
        self.add_button(self.tr("&Later"), QDialogButtonBox.ButtonRole.RejectRole)
        self.take.clicked.connect(self._take)
        self.drop.clicked.connect(self._drop)
        self.reload()

    def reload(self) -> None:
        """List what is still unfinished; close when nothing is."""
        self._drafts = list(self._session.drafts())
        self.table.clear()
        for draft in self._drafts:
            self.add_row(self._texts(draft))
        first = self.table.topLevelItem(0)
        if first is None:
            self.accept()
            return
        text = self.tr("Typed and never entered: {count}. Nothing of it counts until you enter it.")
        self.words.setText(text.format(count=len(self._drafts)))
        self.table.setCurrentItem(first)

    def _texts(self, draft: Draft) -> list[str]:
        review = self._session.look_at(draft.report)
        made_at = draft.made_at[:16].replace("T", " ")
        if review is None:
            return [str(draft.report), str(draft.address), "", draft.text, made_at]
        title = f"{review.agency or review.name} {review.year or ''}".strip()
        now = value_to_text(review.statement.value(draft.address)) or self.tr("blank")
        return [title, cell_name(review, draft.address), now, draft.text, made_at]

    def _current(self) -> Draft | None:
        item = self.table.currentItem()
        return None if item is None else self._drafts[self.table.indexOfTopLevelItem(item)]

    def _take(self) -> None:
        draft = self._current()
        if draft is not None:
            self.taken.emit(draft)
            self.reload()

    def _drop(self) -> None:
        draft = self._current()
        if draft is not None:
            self._session.drop_draft(draft.address, draft.report)
            self.reload()
