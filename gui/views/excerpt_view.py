"""A small piece of the source, large: the picture around a figure, or its row or paragraph."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QWidget

from core.geometry import PageBox
from gui.models.excerpt import Excerpt, excerpt
from gui.views.page_drawing import PageDrawer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.document import Document
    from core.geometry import Place
    from gui.models.excerpt import Line, Piece

_ZOOM: Final = 2.4
"""Pixels to a point, at most; a figure of ten points is then about twice its printed size."""
_LEAST_ZOOM: Final = 1.2
"""Below it figures are hard to read; a larger piece is shown in part."""
_MARGIN: Final = 12.0
_FINEST: Final = 4.0
_NO_BRUSH: Final = Qt.BrushStyle.NoBrush
_BETWEEN: Final = " │ "
"""Between the cells of a row that is too wide to be a table."""
_FRAME: Final = QColor("#1f5fbf")
"""Seen on the white of the paper, whatever the theme."""


class PicturePiece(QWidget):
    """The part of one page around some boxes, each in a frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawer = PageDrawer(self)
        self.drawer.drawn.connect(self._show_drawn)
        self.destroyed.connect(self.drawer.stop)
        self._boxes: tuple[PageBox, ...] = ()
        self._near = 0
        self._size = QRectF()

    def open(self, document: Document | None, source: bytes) -> None:
        """Show pieces of this document from now on."""
        self._document = document
        self._boxes = ()
        self.drawer.open(source)
        self.update()

    def show_boxes(self, boxes: Sequence[PageBox], near: int = 0) -> None:
        """Show the boxes that stand on the page of one of them, that one in any case."""
        page = boxes[near].page
        self._boxes = tuple(box for box in boxes if box.page == page)
        self._near = self._boxes.index(boxes[near])
        document = self._document
        pages = () if document is None else document.pages
        self._size = next(
            (QRectF(0, 0, p.width, p.height) for p in pages if p.number == page), QRectF()
        )
        self._ask()
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether the piece is there to be seen."""
        return bool(self._boxes) and self.drawer.picture(self._boxes[0].page) is not None

    def region(self) -> QRectF:
        """What is shown of the page, in points: the boxes with what stands around them."""
        if not self._boxes:
            return QRectF()
        whole = self._boxes[0]
        for box in self._boxes:
            whole = whole.union(box)
        boxes = _rectangle(whole).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        fitting = min(self.width() / boxes.width(), self.height() / boxes.height())
        zoom = min(_ZOOM, max(_LEAST_ZOOM, fitting))
        region = QRectF(0, 0, self.width() / zoom, self.height() / zoom)
        region.moveCenter(_rectangle(self._boxes[self._near]).center())
        region.moveLeft(_begin(region.left(), region.width(), boxes.left(), boxes.width()))
        region.moveTop(_begin(region.top(), region.height(), boxes.top(), boxes.height()))
        # Nothing beyond the paper, as far as the piece is smaller than it.
        region.moveLeft(max(0.0, min(region.left(), self._size.width() - region.width())))
        region.moveTop(max(0.0, min(region.top(), self._size.height() - region.height())))
        return region

    def _ask(self) -> None:
        if self._boxes and self.isVisible() and self.width() > 1:
            zoom = self.width() / max(1.0, self.region().width())
            scale = min(_FINEST, zoom * self.devicePixelRatio())
            self.drawer.want(self._boxes[0].page, scale)

    def _show_drawn(self, page: int) -> None:
        if self._boxes and self._boxes[0].page == page:
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw as finely as the new size shows."""
        super().resizeEvent(event)
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was not asked for while nobody saw it."""
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the piece of the picture and the frames."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        if not self._boxes:
            return
        region = self.region()
        zoom = self.width() / region.width()
        picture = self.drawer.picture(self._boxes[0].page)
        paper = QRectF(
            -region.left() * zoom,
            -region.top() * zoom,
            self._size.width() * zoom,
            self._size.height() * zoom,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if picture is None:
            painter.fillRect(paper, Qt.GlobalColor.white)
        else:
            painter.drawImage(paper, picture)
        painter.scale(zoom, zoom)
        painter.translate(-region.topLeft())
        for number, box in enumerate(self._boxes):
            painter.setPen(QPen(_FRAME, (2.4 if number == self._near else 1) / zoom))
            painter.drawRect(_rectangle(box))


def _begin(start: float, length: float, room: float, spacious: float) -> float:
    """Where a stretch begins that would begin at ``start``, kept inside of a longer one that begins
    at ``room``, or put evenly around a shorter one.
    """
    spare = spacious - length
    return room + spare / 2 if spare <= 0 else max(room, min(start, room + spare))


def _rectangle(box: PageBox) -> QRectF:
    return QRectF(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)


class ExcerptView(QStackedWidget):
    """A picture for documents with pages, words for all others, or why there is neither."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The place in the source"))
        self.picture = PicturePiece(self)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setMargin(6)
        font = self.words.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.words.setFont(font)
        area = QScrollArea(self)
        area.setWidget(self.words)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.accessibleName())
        self._area = area
        self.addWidget(area)
        self.addWidget(self.picture)
        self._document: Document | None = None
        self._excerpt = Excerpt()

    def open(self, document: Document | None, source: bytes) -> None:
        """Show pieces of this document from now on."""
        self._document = document
        self.picture.open(document, source)
        self.show_places(())

    def show_places(self, places: Sequence[Place], near: Place | None = None) -> None:
        """Show where these places are, the near one in any case; none: nothing."""
        boxes = [place for place in places if isinstance(place, PageBox)]
        if boxes:
            self.setCurrentWidget(self.picture)
            self.picture.show_boxes(boxes, boxes.index(near) if near in boxes else 0)
            return
        self._excerpt = excerpt(self._document, places) if self._document else Excerpt()
        self._show_excerpt()
        self.setCurrentWidget(self._area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table may have room now, or none."""
        super().resizeEvent(event)
        if self._excerpt.rows:
            self._show_excerpt()

    def _show_excerpt(self) -> None:
        rows, table = self._excerpt.rows, self._table(self._excerpt.rows)
        if not self._fits(table):  # the figure might stand where nobody sees it
            table = "".join(f"<p>{_BETWEEN.join(map(self._piece, row))}</p>" for row in rows)
        lines = ("".join(map(self._piece, line)) for line in self._excerpt.lines)
        text = table + "".join(f"<p>{line}</p>" for line in lines)
        self.words.setText(text)
        # The area knows of the new words' height once it is laid out.
        QTimer.singleShot(0, self, self._show_mark)

    def _show_mark(self) -> None:
        """Bring the line of the figure into view; the beginning is less needed."""
        shown = self._laid_out(self.words.text(), self.words.width())
        line, block = self.words.fontMetrics().lineSpacing(), shown.begin()
        while block.isValid():
            grounds = (
                (part.start, part.format.background().style()) for part in block.textFormats()
            )
            start = next((at for at, style in grounds if style is not _NO_BRUSH), None)
            if start is not None:
                top = shown.documentLayout().blockBoundingRect(block).top()
                top += block.layout().lineForTextPosition(start).y() + self.words.margin()
                self._area.ensureVisible(0, round(top) + line // 2, 0, line)
                return
            block = block.next()

    def _fits(self, table: str) -> bool:
        """Whether the pane is as wide as the table must be at least."""
        room = self.width() - 2 * self.words.margin()
        return self._laid_out(table, self.width()).size().width() <= room

    def _laid_out(self, text: str, width: int) -> QTextDocument:
        """The words as they are set in a label so wide."""
        shown = QTextDocument()
        shown.setDefaultFont(self.words.font())
        shown.setDocumentMargin(0)
        shown.setHtml(text)
        shown.setTextWidth(width - 2 * self.words.margin())
        return shown

    def say(self, words: str) -> None:
        """Show a sentence in place of a piece of the source."""
        self._excerpt = Excerpt()
        self.words.setText(html.escape(words))
        self.setCurrentWidget(self._area)

    def _table(self, rows: Sequence[Line]) -> str:
        """The rows with lines around their cells, as the source has them."""
        if not rows:
            return ""
        line = self.palette().color(QPalette.ColorRole.Mid).name()
        style = f"border-collapse: collapse; border-style: solid; border-color: {line}"
        cells = ("".join(f"<td>{self._piece(cell)}</td>" for cell in row) for row in rows)
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        return f'<table border="1" cellspacing="0" cellpadding="4" style="{style}">{body}</table>'

    def _piece(self, piece: Piece) -> str:
        """The piece as markup; every text of the document is escaped."""
        text = html.escape(piece.text)
        if not piece.is_marked:
            return text
        colour = self.palette().color(QPalette.ColorRole.Highlight).name()
        ink = self.palette().color(QPalette.ColorRole.HighlightedText).name()
        style = f"background-color:{colour}; color:{ink}"
        return f'<b style="{style}">&nbsp;{text or "□"}&nbsp;</b>'
