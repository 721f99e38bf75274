"""Entries that were typed and never entered: each is taken or dropped by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
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

from core.values import value_to_text
from gui.fonts import grown
from gui.models.findings import cell_name

if TYPE_CHECKING:
    from core.store.drafts import Draft
    from gui.session import Session

_SIZE: Final = (880, 320)


class DraftsDialog(QDialog):
    """Each unfinished entry beside the value that stands; ``taken`` carries the Draft to enter."""

    taken = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drafts: list[Draft] = []
        self.setWindowTitle(self.tr("Unfinished entries"))
        self.resize(grown(*_SIZE))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.table = self._make_table()
        self.take = QPushButton(self.tr("&Enter it"))
        self.drop = QPushButton(self.tr("&Drop it"))
        later = QPushButton(self.tr("&Later"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.drop, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(later, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.take.clicked.connect(self._take)
        self.drop.clicked.connect(self._drop)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.reload()

    def reload(self) -> None:
        """List what is still unfinished; close when nothing is."""
        self._drafts = list(self._session.drafts())
        self.table.clear()
        for draft in self._drafts:
            self.table.addTopLevelItem(QTreeWidgetItem(self._texts(draft)))
        first = self.table.topLevelItem(0)
        if first is None:
            self.accept()
            return
        text = self.tr("Typed and never entered: {count}. Nothing of it counts until you enter it.")
        self.words.setText(text.format(count=len(self._drafts)))
        self.table.setCurrentItem(first)

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(self.tr("Unfinished entries"))
        table.setRootIsDecorated(False)
        table.setHeaderLabels(
            [
                self.tr("Report"),
                self.tr("Cell"),
                self.tr("Stands now"),
                self.tr("Was being typed"),
                self.tr("Typed at"),
            ]
        )
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.header().setStretchLastSection(False)
        return table

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
