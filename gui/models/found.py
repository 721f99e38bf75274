"""The finds of a search in the source, as a list of the words around each."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from core.geometry import PageBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject

    from core.document import Document, Word
    from core.geometry import TextSpan

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_BEFORE, _AFTER = 12, 40


class WordIndex:
    """The words of a document's pages in the order of its text, to find their boxes by characters."""

    def __init__(self, document: Document | None) -> None:
        pages = () if document is None else document.pages
        self._words: list[Word] = sorted(
            (word for page in pages for word in page.words), key=lambda word: word.start
        )
        self._starts = [word.start for word in self._words]

    def boxes(self, span: TextSpan) -> list[PageBox]:
        """The boxes of the words that the span touches, cut to its characters."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        found: list[PageBox] = []
        for word in self._words[at:]:
            if word.start >= span.end:
                break
            if word.start + len(word.text) > span.start:
                found.append(_part(word.box, word.start, len(word.text), span))
        return found

    def page(self, span: TextSpan) -> int | None:
        """The page on which the span begins; None where the document has no pages."""
        return next((box.page for box in self.boxes(span)), None)


class FoundModel(QAbstractListModel):
    """One line a find: its page, where there are pages, and the words around it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._words = WordIndex(None)
        self._spans: tuple[TextSpan, ...] = ()

    def show_found(self, text: str, words: WordIndex, spans: Iterable[TextSpan]) -> None:
        """List these finds in the text."""
        self.beginResetModel()
        self._text, self._words, self._spans = text, words, tuple(spans)
        self.endResetModel()

    @property
    def spans(self) -> Sequence[TextSpan]:
        """The finds in the order of the text."""
        return self._spans

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many finds there are."""
        return 0 if parent.isValid() else len(self._spans)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a find; worked out only for the lines that are seen."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        span = self._spans[index.row()]
        before = self._text[max(0, span.start - _BEFORE) : span.start]
        after = self._text[span.end : span.end + _AFTER]
        around = (before, f"\u3010{self._text[span.start : span.end]}\u3011", after)
        words = " ".join("".join(around).split())
        page = self._words.page(span)
        if page is None:
            return words
        return tr("Page {page}: {words}").format(page=page, words=words)


def _part(box: PageBox, start: int, length: int, span: TextSpan) -> PageBox:
    """The part of a word's box that the span covers, taking its characters as equally wide."""
    share = (box.x1 - box.x0) / max(1, length)
    left = box.x0 + share * max(0, span.start - start)
    right = box.x0 + share * min(length, span.end - start)
    return PageBox(box.page, left, box.top, right, box.bottom)


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
