"""The search in the source: a line to search with, the count, and the finds as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.fonts import sign_size
from gui.icons import icon
from gui.models.found import FoundModel, WordIndex
from gui.models.text_search import Searched
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.document import Document
    from core.geometry import TextSpan

_LINES: Final = 5
_SIGN: Final = 16
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SearchBar(QFrame):
    """Searches one document; ``found`` says that the finds, or the present one, are others now.

    Enter and the arrows step through the finds, Shift+Enter goes back, Escape closes.
    """

    found = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._document: Document | None = None
        self._searched: Searched | None = None
        self._words: WordIndex | None = None
        self.model = FoundModel(self)
        self.line = SearchLine(parent=self)
        self.count = QLabel(self)
        self.back = _button(self, "up", lambda: self.step(-1))
        self.next = _button(self, "down", lambda: self.step(1))
        self.shut = _button(self, "close", self.close_search)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        for widget in (self.count, self.back, self.next, self.shut):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addLayout(row)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.retranslate()
        self.hide()

    # -- what is found --------------------------------------------------------------------------

    def open(self, document: Document | None) -> None:
        """Search in this document from now on."""
        self._document, self._searched, self._words = document, None, None
        if not self.isHidden():
            self._search()

    @property
    def words(self) -> WordIndex:
        """Where the document's words stand on its pages; put in order when first asked for."""
        if self._words is None:
            self._words = WordIndex(self._document)
        return self._words

    @property
    def spans(self) -> tuple[TextSpan, ...]:
        """All finds in the order of the text; none while the search is closed."""
        return tuple(self.model.spans)

    @property
    def current(self) -> TextSpan | None:
        """The present find."""
        index = self.list.currentIndex()
        return self.model.spans[index.row()] if index.isValid() else None

    def open_search(self) -> None:
        """Open the bar with the keyboard in its line."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self._search()

    def close_search(self) -> None:
        """Close the bar; nothing is found any more."""
        self.hide()
        self._show(())
        self.closed.emit()

    def step(self, step: int) -> None:
        """Go to the next find or back, around the ends."""
        count = self.model.rowCount()
        if count:
            row = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self.model.index(row))

    def _search(self) -> None:
        document = self._document
        if self._searched is None:
            self._searched = Searched("" if document is None else document.text)
        self._show(self._searched.find_all(self.line.text()))

    def _show(self, spans: tuple[TextSpan, ...]) -> None:
        text = "" if self._document is None else self._document.text
        self.model.show_found(text, self.words, spans)
        self.list.setVisible(len(spans) > 1)
        height = self.list.sizeHintForRow(0) * min(_LINES, len(spans))
        self.list.setFixedHeight(height + 2 * self.list.frameWidth())
        if spans:
            self.list.setCurrentIndex(self.model.index(0))
        else:
            self._tell()

    def _tell(self) -> None:
        count, row = self.model.rowCount(), self.list.currentIndex().row()
        counted = f"{row + 1} / {count}" if count else ""
        if not count and self.line.text():
            counted = self.tr("Not found")
        self.count.setText(counted)
        self.found.emit()

    # -- keys and words -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line that go through the finds."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(-1 if back else 1)
        elif key in _STEPS:
            self.step(_STEPS[key])
        else:
            return super().eventFilter(watched, event)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "shut"):
            for button in (self.back, self.next, self.shut):
                button.setIcon(icon(button.objectName()))

    def retranslate(self) -> None:
        """Words in the present language."""
        words = self.tr("Search in the source")
        self.line.say(words)
        self.list.setAccessibleName(self.tr("Finds in the source"))
        names = (
            (self.back, self.tr("Previous find (Shift+Enter)")),
            (self.next, self.tr("Next find (Enter)")),
            (self.shut, self.tr("Close the search (Esc)")),
        )
        for button, name in names:
            button.setToolTip(name)
            button.setAccessibleName(name)


def _button(parent: QWidget, sign: str, clicked: Callable[[], object]) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(sign))
    button.setIconSize(sign_size(_SIGN))
    button.setObjectName(sign)
    button.setAutoRaise(True)
    button.setMinimumSize(24, 24)
    button.clicked.connect(clicked)
    return button
