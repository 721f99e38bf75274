"""What is drawn over the pages: the frame, outlines, finds, hints, and seams of tables.

Every mark is a child of its page's item and so keeps its place while pages are zoomed or turned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from core.geometry import PageBox
from gui.models.stands import Stand
from gui.theme import paper_colours, paper_find_colours
from gui.views.outlines import paint_outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.address import Address
    from core.whereabouts import Seam

_MARGIN: Final = 1.5
_FRAME_Z, _FIND_Z, _OUTLINE_Z, _SEAM_Z = 4, 3, 2, 1
_FIND_ALPHA: Final = 130
"""Of 255; the words stand below the marks, in the picture of the page."""
_SEAM_GAP: Final = 5.0
_SEAM_LETTERS: Final = 9.0
_TARGET: Final = 0
"""Under this key a mark carries the page that a click on it leads to."""


class PageMarks:
    """The marks over the pages of one document; the items of the pages are given to it."""

    def __init__(self) -> None:
        self._pages: Mapping[int, QGraphicsItem] = {}
        self._frame: list[QGraphicsItem] = []
        self._framed: PageBox | None = None
        self._hints: list[QGraphicsItem] = []
        self._finds: list[QGraphicsItem] = []
        self._outlines: dict[Address, OutlineItem] = {}

    def open(self, pages: Mapping[int, QGraphicsItem]) -> None:
        """Draw over these pages from now on; the marks of earlier ones went with their scene."""
        self._pages = pages
        self._framed = None
        self._frame, self._hints, self._finds, self._outlines = [], [], [], {}

    # -- the cell in focus ----------------------------------------------------------------------

    @property
    def framed(self) -> PageBox | None:
        """The box that is framed."""
        return self._framed

    def frame(self, box: PageBox | None) -> QGraphicsItem | None:
        """Frame the box, and nothing else; gives the frame."""
        _drop(self._frame)
        self._framed = None
        if box is None or box.page not in self._pages:
            return None
        self._framed = box
        colour = paper_colours().info
        frame = self._rectangle(box, QPen(colour, 2.5), 50, _FRAME_Z, _MARGIN)
        self._frame.append(frame)
        return frame

    def hint(self, box: PageBox | None) -> QGraphicsItem | None:
        """Draw a dashed line around a part of the page where something should be."""
        _drop(self._hints)
        if box is None or box.page not in self._pages:
            return None
        pen = QPen(paper_colours().warning, 2, Qt.PenStyle.DashLine)
        hint = self._rectangle(box, pen, 18, _FRAME_Z, 4)
        self._hints.append(hint)
        return hint

    # -- all cells ------------------------------------------------------------------------------

    def outline(self, boxes: Mapping[Address, PageBox], stands: Mapping[Address, Stand]) -> None:
        """Outline these boxes, and no others, each as its figure stands."""
        for address in [a for a in self._outlines if a not in boxes]:
            _drop([self._outlines.pop(address)])
        for address, box in boxes.items():
            page = self._pages.get(box.page)
            if page is None:
                continue
            stand = stands.get(address, Stand.READ)
            there = self._outlines.get(address)
            if there is None:
                self._outlines[address] = OutlineItem(page, _rectangle_of(box), stand)
            else:
                there.show_stand(stand)

    def draw_seams(self, seams: Iterable[Seam]) -> None:
        """Draw a dashed line with words where a table goes on over the page."""
        for seam in seams:
            above, below = self._pages.get(seam.above.page), self._pages.get(seam.below.page)
            if above is None or below is None:
                continue
            to, back = seam.below.page, seam.above.page
            words = tr("Continues on page {page}").format(page=to)
            _Seam(above, seam.above.bottom + _SEAM_GAP, f"\u25bc {words}", to, is_under=True)
            words = tr("Continued from page {page}").format(page=back)
            _Seam(below, seam.below.top - _SEAM_GAP, f"\u25b2 {words}", back, is_under=False)

    # -- finds ----------------------------------------------------------------------------------

    def show_found(
        self, boxes: Sequence[PageBox], current: Sequence[PageBox]
    ) -> QGraphicsItem | None:
        """Mark what a search found, the current find stronger; gives the current one's mark."""
        _drop(self._finds)
        here, elsewhere = paper_find_colours()
        chosen: QGraphicsItem | None = None
        strong = set(current)
        for box in boxes:
            if box.page not in self._pages:
                continue
            is_strong = box in strong
            frame = QPen(paper_colours().warning, 1.5)
            pen = frame if is_strong else QPen(Qt.PenStyle.NoPen)
            ground = here if is_strong else elsewhere
            mark = self._rectangle(box, pen, _FIND_ALPHA, _FIND_Z, 0, ground)
            self._finds.append(mark)
            if current and box == current[0]:
                chosen = mark
        return chosen

    def _rectangle(
        self,
        box: PageBox,
        pen: QPen,
        faint: int,
        above: int,
        margin: float,
        ground: QColor | None = None,
    ) -> QGraphicsRectItem:
        place = _rectangle_of(box).adjusted(-margin, -margin, margin, margin)
        rectangle = QGraphicsRectItem(place, self._pages[box.page])
        pen.setCosmetic(True)
        rectangle.setPen(pen)
        ink = ground or pen.color()
        rectangle.setBrush(QColor(ink.red(), ink.green(), ink.blue(), faint))
        rectangle.setZValue(above)
        return rectangle


class OutlineItem(QGraphicsItem):
    """The outline of one figure, in points of its page."""

    def __init__(self, page: QGraphicsItem, box: QRectF, stand: Stand) -> None:
        super().__init__(page)
        self.stand = stand
        self._box = box
        self.setZValue(_OUTLINE_Z)

    def show_stand(self, stand: Stand) -> None:
        """Show that the figure stands otherwise now."""
        if stand is not self.stand:
            self.stand = stand
            self.update()

    def boundingRect(self) -> QRectF:
        """The box with its line."""
        return self._box.adjusted(-2, -2, 2, 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the outline."""
        paint_outline(painter, self._box, self.stand, paper_colours())


class _Seam(QGraphicsLineItem):
    """A dashed line over the page's width, with words under or above it; a click leads on."""

    def __init__(
        self, page: QGraphicsItem, y: float, words: str, target: int, *, is_under: bool
    ) -> None:
        paper = page.boundingRect()
        side = paper.width() * 0.06
        super().__init__(side, y, paper.width() - side, y, page)
        colour = paper_colours().unsure
        pen = QPen(colour, 1.4, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self.setPen(pen)
        self.setZValue(_SEAM_Z)
        text = QGraphicsSimpleTextItem(words, self)
        font = text.font()
        font.setPixelSize(round(_SEAM_LETTERS))
        text.setFont(font)
        text.setBrush(colour)
        size = text.boundingRect()
        text.setPos(
            (paper.width() - size.width()) / 2, y + 1 if is_under else y - size.height() - 1
        )
        text.setCursor(Qt.CursorShape.PointingHandCursor)
        text.setData(_TARGET, target)


def target_of(mark: QGraphicsItem | None) -> int | None:
    """The page that a click on the mark leads to; None where it leads nowhere."""
    target = None if mark is None else mark.data(_TARGET)
    return target if isinstance(target, int) else None


def _rectangle_of(box: PageBox) -> QRectF:
    return QRectF(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)


def _drop(marks: list[QGraphicsItem]) -> None:
    for mark in marks:
        mark.scene().removeItem(mark)
    marks.clear()


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
