"""The pages of a PDF one below the other, with the cells that were read on them.

Every page is an item whose own coordinates are points from its top left corner, the same as a
PageBox has; zooming changes only the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QToolTip,
    QWidget,
)

from core.geometry import PageBox, TextSpan
from gui.theme import state_colours
from gui.views.page_drawing import PageDrawer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.address import Address
    from core.document import Document, Page

_GAP: Final = 10.0
_ZOOMS: Final = (0.25, 5.0)
_STEP: Final = 1.2
_MARGIN: Final = 1.5


class PageItem(QGraphicsItem):
    """One page: white paper with its picture, as fine as was last drawn."""

    def __init__(self, page: Page, drawer: PageDrawer) -> None:
        super().__init__()
        self.page = page
        self._drawer = drawer
        self._rect = QRectF(0, 0, page.width, page.height)

    def boundingRect(self) -> QRectF:
        """The page in points."""
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the picture there is, scaled if need be; the view asks for a finer one."""
        picture = self._drawer.picture(self.page.number)
        if picture is None:
            painter.fillRect(self._rect, Qt.GlobalColor.white)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._rect, picture)


class PageView(QGraphicsView):
    """Pages with a frame around the cell in focus; ``picked`` is the cell that was clicked."""

    picked = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pages"))
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.drawer = PageDrawer(self)
        self.drawer.drawn.connect(self._repaint_page)
        self.drawer.failed.connect(self.failed)
        self.destroyed.connect(self.drawer.stop)
        self._items: dict[int, PageItem] = {}
        self._boxes: dict[Address, PageBox] = {}
        self._tips: Mapping[Address, str] = {}
        self._marks: list[QGraphicsRectItem] = []
        self._outlines: list[QGraphicsRectItem] = []
        self._frame: QGraphicsRectItem | None = None
        self._framed: PageBox | None = None
        self._zoom = 1.0
        self._fits_width = True
        self._shows_outlines = False
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setBackgroundRole(QPalette.ColorRole.Dark)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.verticalScrollBar().valueChanged.connect(self._request)
        self._pressed = QPointF()

    # -- what is shown --------------------------------------------------------------------------

    def show_document(self, document: Document | None, source: bytes) -> None:
        """Show the document's pages from the top; None: nothing."""
        self._scene.clear()
        self._items, self._marks, self._outlines, self._frame = {}, [], [], None
        self._framed = None
        self.drawer.open(source if document else b"")
        top = _GAP
        widest = max((page.width for page in document.pages), default=0.0) if document else 0.0
        for page in document.pages if document else ():
            item = PageItem(page, self.drawer)
            item.setPos((widest - page.width) / 2, top)
            self._scene.addItem(item)
            self._items[page.number] = item
            top += page.height + _GAP
        self._scene.setSceneRect(0, 0, widest, top)
        self._scale()
        self.verticalScrollBar().setValue(0)
        self._request()

    def show_cells(self, boxes: Mapping[Address, PageBox], tips: Mapping[Address, str]) -> None:
        """Know where the cells stand, for clicks, tooltips and outlines."""
        self._boxes, self._tips = dict(boxes), tips
        self._draw_outlines()

    def set_outlines(self, on: bool) -> None:
        """Whether every recognised cell is outlined."""
        self._shows_outlines = on
        self._draw_outlines()

    def frame(self, box: PageBox | None, *, scroll: bool = True) -> None:
        """Frame the box and bring it into view; None takes the frame away."""
        self._remove(self._frame)
        self._frame, self._framed = None, None
        item = self._items.get(box.page) if box else None
        if box is None or item is None:
            return
        self._framed = box
        self._frame = self._rectangle(item, box, self.palette().color(QPalette.ColorRole.Link), 2)
        self._frame.setZValue(3)
        if scroll:
            self._reveal(self._frame)

    def frame_rect(self) -> tuple[int, QRectF] | None:
        """The page and the rectangle, in its points, that is framed; None when nothing is."""
        if self._frame is None or self._framed is None:
            return None
        return self._framed.page, self._frame.rect()

    def reveal_page_place(self, box: PageBox) -> None:
        """Bring the place into view without a frame."""
        item = self._items.get(box.page)
        if item is not None:
            place = item.mapRectToScene(QRectF(box.x0, box.top, box.x1 - box.x0, 20))
            self.ensureVisible(place, 40, 80)

    def show_found(self, boxes: Sequence[PageBox], current: Sequence[PageBox]) -> None:
        """Mark what a search found; the current find stronger, and in view."""
        for mark in self._marks:
            self._remove(mark)
        self._marks = []
        colour = state_colours(self.palette()).warning
        for box in boxes:
            item = self._items.get(box.page)
            if item is None:
                continue
            faint = 130 if box in current else 50
            mark = self._rectangle(item, box, colour, 0, faint=faint, margin=0)
            self._marks.append(mark)
            if current and box == current[0]:
                self._reveal(mark)

    def spans_to_boxes(self, document: Document, span: TextSpan) -> list[PageBox]:
        """The boxes of the words that the span of text touches, cut to its characters."""
        return [
            _part(word.box, word.start, len(word.text), span)
            for page in document.pages
            for word in page.words
            if word.start < span.end and word.start + len(word.text) > span.start
        ]

    # -- zoom -----------------------------------------------------------------------------------

    def zoom_by(self, factor: float) -> None:
        """Zoom in or out."""
        self._fits_width = False
        self._zoom = min(max(self._zoom * factor, _ZOOMS[0]), _ZOOMS[1])
        self._scale()

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self.zoom_by(1 / _STEP)

    def fit_width(self) -> None:
        """The widest page fills the width, and keeps filling it."""
        self._fits_width = True
        self._scale()

    def _scale(self) -> None:
        width = self._scene.sceneRect().width()
        unit = self.logicalDpiX() / 72
        if self._fits_width and width > 0:
            room = self.viewport().width() - 16
            self._zoom = min(max(room / (width * unit), _ZOOMS[0]), _ZOOMS[1])
        transform = self.transform()
        transform.reset()
        transform.scale(self._zoom * unit, self._zoom * unit)
        self.setTransform(transform)
        self._request()

    # -- pictures -------------------------------------------------------------------------------

    def is_drawn(self) -> bool:
        """Whether every visible page has its picture, as fine as it can be."""
        return self.drawer.is_idle

    def visible_pages(self) -> list[int]:
        """The numbers of the pages that are in view, from the top."""
        view = self.mapToScene(self.viewport().rect()).boundingRect()
        return [
            number
            for number, item in self._items.items()
            if item.sceneBoundingRect().intersects(view)
        ]

    def _request(self) -> None:
        if not self._items or not self.isVisible():
            return
        visible = self.visible_pages()
        if not visible:
            return
        neighbours = [n for n in (visible[0] - 1, visible[-1] + 1) if n in self._items]
        scale = self.transform().m11() * self.devicePixelRatioF()
        self.drawer.forget_others({*visible, *neighbours})
        # The drawer takes the newest first, so the page at the top is asked for last.
        for number in (*neighbours, *reversed(visible)):
            self.drawer.want(number, scale)

    def _repaint_page(self, page: int) -> None:
        item = self._items.get(page)
        if item is not None:
            item.update()

    # -- events ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep filling the width."""
        super().resizeEvent(event)
        self._scale()

    def changeEvent(self, event: QEvent) -> None:
        """Take frames and outlines over into another palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._items:
            self.frame(self._framed, scroll=False)
            self._draw_outlines()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for pictures once there is something to see."""
        super().showEvent(event)
        self._scale()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, to tell a click from a drag."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the cell under a click."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        moved = (event.position() - self._pressed).manhattanLength()
        address = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and moved < 5 and address is not None:
            self.picked.emit(address)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what was read in the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self.cell_at(QPointF(event.pos()))
            tip = self._tips.get(address, "") if address else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def cell_at(self, position: QPointF) -> Address | None:
        """The cell at a position of the viewport: the smallest box there; None when there is none."""
        scene = self.mapToScene(position.toPoint())
        hits: list[tuple[float, Address]] = []
        for number, item in self._items.items():
            point = item.mapFromScene(scene)
            if not item.boundingRect().contains(point):
                continue
            hits += [
                ((box.x1 - box.x0) * (box.bottom - box.top), address)
                for address, box in self._boxes.items()
                if box.page == number and box.contains(point.x(), point.y())
            ]
        return min(hits)[1] if hits else None

    def page_item(self, number: int) -> PageItem | None:
        """The item of the page; None when the document has no such page."""
        return self._items.get(number)

    # -- drawing over the page ------------------------------------------------------------------

    def _draw_outlines(self) -> None:
        for outline in self._outlines:
            self._remove(outline)
        self._outlines = []
        if not self._shows_outlines:
            return
        colour = state_colours(self.palette()).info
        for box in self._boxes.values():
            item = self._items.get(box.page)
            if item is not None:
                self._outlines.append(self._rectangle(item, box, colour, 1, faint=18, margin=0))

    def _rectangle(
        self,
        item: PageItem,
        box: PageBox,
        colour: QColor,
        width: int,
        *,
        faint: int = 50,
        margin: float = _MARGIN,
    ) -> QGraphicsRectItem:
        place = QRectF(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)
        rectangle = QGraphicsRectItem(place.adjusted(-margin, -margin, margin, margin), item)
        ink = QColor("#1f5fbf") if colour.lightness() > 150 else colour
        pen = QPen(ink, width) if width else QPen(Qt.PenStyle.NoPen)
        pen.setCosmetic(True)
        rectangle.setPen(pen)
        rectangle.setBrush(QColor(ink.red(), ink.green(), ink.blue(), faint))
        return rectangle

    def _reveal(self, item: QGraphicsRectItem) -> None:
        place = item.sceneBoundingRect()
        view = self.mapToScene(self.viewport().rect()).boundingRect()
        if not view.contains(place):
            self.ensureVisible(place, 40, self.viewport().height() // 3)
        self._request()

    def _remove(self, item: QGraphicsRectItem | None) -> None:
        if item is not None and item.scene() is self._scene:
            self._scene.removeItem(item)


def _part(box: PageBox, start: int, length: int, span: TextSpan) -> PageBox:
    """The part of a word's box that the span covers, taking its characters as equally wide."""
    share = (box.x1 - box.x0) / max(1, length)
    left = box.x0 + share * max(0, span.start - start)
    right = box.x0 + share * min(length, span.end - start)
    return PageBox(box.page, left, box.top, right, box.bottom)
