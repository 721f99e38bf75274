"""The pages of a PDF one below the other, with the cells that were read on them.

Every page is an item whose own coordinates are points from its top left corner, the same as a
PageBox has; zooming and turning change only the view.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QToolTip,
    QWidget,
)

from gui.views.page_drawing import PageDrawer
from gui.views.page_marks import PageMarks, target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.address import Address
    from core.document import Document, Page
    from core.geometry import PageBox
    from gui.models.stands import Stand

Fit = Literal["width", "page"]
_GAP: Final = 10.0
_ZOOMS: Final = (0.25, 5.0)
_STEP: Final = 1.2
_CLICK: Final = 5.0
"""Pixels that the pointer may move in a click; more is a drag."""


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
    """Pages with a frame around the cell in focus; ``picked`` is the cell that was clicked.

    ``paged`` carries the page that is read now, ``zoomed`` the zoom (1.0 is the size on paper).
    """

    picked = Signal(object)
    failed = Signal(object)
    paged = Signal(int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pages"))
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.drawer = PageDrawer(self)
        self.drawer.drawn.connect(self._repaint_page)
        self.drawer.failed.connect(self.failed)
        self.destroyed.connect(self.drawer.stop)
        self.marks = PageMarks()
        self._items: dict[int, PageItem] = {}
        self._numbers: list[int] = []
        self._bottoms: list[float] = []
        self._boxes: dict[Address, PageBox] = {}
        self._tip: Callable[[Address], str] = str
        self._stands: Callable[[], Mapping[Address, Stand]] = dict
        self._zoom = 1.0
        self._turn = 0
        self._fit: Fit | None = "width"
        self._page = 0
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
        """Show the document's pages, unturned and from the top; None: nothing."""
        self._scene.clear()
        self._turn, self._page = 0, 0
        self.drawer.open(source if document else b"")
        pages = document.pages if document else ()
        self._items = {page.number: PageItem(page, self.drawer) for page in pages}
        for item in self._items.values():
            self._scene.addItem(item)
        self.marks.open(self._items)
        self._lay_out()
        self._scale()
        self.verticalScrollBar().setValue(0)
        self._request()

    def show_cells(
        self,
        boxes: Mapping[Address, PageBox],
        tip: Callable[[Address], str],
        stands: Callable[[], Mapping[Address, Stand]] = dict,
    ) -> None:
        """Know where the cells stand, what to say of each, and how each figure stands."""
        self._boxes, self._tip, self._stands = dict(boxes), tip, stands
        self.refresh_outlines()

    def set_outlines(self, on: bool) -> None:
        """Whether every recognised cell is outlined."""
        self._shows_outlines = on
        self.refresh_outlines()

    def refresh_outlines(self) -> None:
        """Outline the figures as they stand now, where they are outlined at all."""
        if self._shows_outlines:
            self.marks.outline(self._boxes, self._stands())
        else:
            self.marks.outline({}, {})

    def frame(self, box: PageBox | None) -> None:
        """Frame the box and bring it into view; None takes the frame away."""
        self.marks.hint(None)
        mark = self.marks.frame(box)
        if mark is not None:
            self._reveal(mark)

    def hint(self, boxes: Sequence[PageBox]) -> None:
        """Draw a dashed line around the boxes, all of one page, and bring them into view."""
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.union(box)
        mark = self.marks.hint(whole)
        if mark is not None:
            self._reveal(mark)

    def show_found(self, boxes: Sequence[PageBox], current: Sequence[PageBox]) -> None:
        """Mark what a search found; the current find stronger, and in view."""
        mark = self.marks.show_found(boxes, current)
        if mark is not None:
            self._reveal(mark)

    def cell_rects(self) -> dict[Address, QRectF]:
        """Where the cells stand among each other as they are seen, in coordinates of the scene."""
        return {
            address: self._items[box.page].mapRectToScene(_rectangle(box))
            for address, box in self._boxes.items()
            if box.page in self._items
        }

    # -- pages ----------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The number of the page that is read now; 0 when nothing is shown."""
        return self._page

    def go_to_page(self, number: int) -> None:
        """Bring the page to the top of the view; a number beyond the last page means the last."""
        if not self._numbers:
            return
        item = self._items[min(max(number, self._numbers[0]), self._numbers[-1])]
        top = self.mapFromScene(item.sceneBoundingRect().topLeft()).y()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + top - int(_GAP / 2))

    def turn(self) -> None:
        """Turn every page a quarter to the right; the page that is read stays in view."""
        page = self._page
        self._turn = (self._turn + 90) % 360
        self._lay_out()
        self._scale()
        self.go_to_page(page)
        self._request()

    def _lay_out(self) -> None:
        """Put the pages one below the other, as they are turned."""
        sizes = {number: _turned(item, self._turn) for number, item in self._items.items()}
        widest = max((size.width() for size in sizes.values()), default=0.0)
        top = _GAP
        self._numbers, self._bottoms = list(sizes), []
        for number, size in sizes.items():
            item = self._items[number]
            item.setRotation(self._turn)
            item.setPos((widest - size.width()) / 2 - size.left(), top - size.top())
            top += size.height() + _GAP
            self._bottoms.append(top)
        self._scene.setSceneRect(0, 0, widest, top)

    # -- zoom -----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How large the pages are shown; 1.0 is their size on paper."""
        return self._zoom

    def zoom_by(self, factor: float) -> None:
        """Zoom in or out."""
        self._fit = None
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
        self._fit = "width"
        self._scale()

    def fit_page(self) -> None:
        """The page that is read is seen whole, and stays so."""
        page = self._page
        self._fit = "page"
        self._scale()
        self.go_to_page(page)

    def _scale(self) -> None:
        unit = self.logicalDpiX() / 72
        wanted = self._fitting(unit)
        if wanted is not None:
            self._zoom = min(max(wanted, _ZOOMS[0]), _ZOOMS[1])
        transform = self.transform()
        transform.reset()
        transform.scale(self._zoom * unit, self._zoom * unit)
        self.setTransform(transform)
        self.zoomed.emit(self._zoom)
        self._request()

    def _fitting(self, unit: float) -> float | None:
        """The zoom that fits; None where a person chose another, or nothing is shown."""
        width, room = self._scene.sceneRect().width(), self.viewport().size()
        if self._fit is None or width <= 0:
            return None
        across = (room.width() - 16) / (width * unit)
        item = self._items.get(self._page or 1)
        if self._fit == "width" or item is None:
            return across
        page = item.sceneBoundingRect()
        return min(
            (room.width() - 16) / (page.width() * unit),
            room.height() / ((page.height() + _GAP) * unit),
        )

    # -- pictures -------------------------------------------------------------------------------

    def is_drawn(self) -> bool:
        """Whether every visible page has its picture, as fine as it can be."""
        return self.drawer.is_idle

    def visible_pages(self) -> list[int]:
        """The numbers of the pages that are in view, from the top."""
        view = self.mapToScene(self.viewport().rect()).boundingRect()
        first = bisect_right(self._bottoms, view.top() + _GAP)
        shown: list[int] = []
        for number in self._numbers[first:]:
            if self._items[number].sceneBoundingRect().top() >= view.bottom():
                break
            shown.append(number)
        return shown

    def _request(self) -> None:
        if not self._items or not self.isVisible():
            return
        visible = self.visible_pages()
        if not visible:
            return
        self._tell_page()
        neighbours = [n for n in (visible[0] - 1, visible[-1] + 1) if n in self._items]
        scale = self.transform().m11() * self.devicePixelRatioF()
        self.drawer.forget_others({*visible, *neighbours})
        # The drawer takes the newest first, so the page at the top is asked for last.
        for number in (*neighbours, *reversed(visible)):
            self.drawer.want(number, scale)

    def _tell_page(self) -> None:
        """The page that is read is the one a third down the view."""
        height = self.viewport().height()
        at = self.mapToScene(0, height // 3).y()
        place = min(bisect_right(self._bottoms, at), len(self._numbers) - 1)
        number = self._numbers[place]
        if number != self._page:
            self._page = number
            self.paged.emit(number)

    def _repaint_page(self, page: int) -> None:
        item = self._items.get(page)
        if item is not None:
            item.update()

    # -- events ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep filling the width."""
        super().resizeEvent(event)
        self._scale()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for pictures once there is something to see."""
        super().showEvent(event)
        self._scale()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the first and the last page by Home and End; everything else is Qt's."""
        if event.key() == Qt.Key.Key_Home and self._numbers:
            self.go_to_page(self._numbers[0])
        elif event.key() == Qt.Key.Key_End and self._numbers:
            self.go_to_page(self._numbers[-1])
        else:
            super().keyPressEvent(event)

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
        """Pick the cell under a click, or follow a table over the page."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        moved = (event.position() - self._pressed).manhattanLength()
        if event.button() != Qt.MouseButton.LeftButton or moved >= _CLICK:
            return
        address = self.cell_at(event.position())
        page = target_of(self.itemAt(event.position().toPoint()))
        if address is not None:
            self.picked.emit(address)
        elif page is not None:
            self.go_to_page(page)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what was read in the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self.cell_at(QPointF(event.pos()))
            tip = self._tip(address) if address else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def cell_at(self, position: QPointF) -> Address | None:
        """The cell at a position of the viewport: the smallest box there; None when there is none."""
        scene = self.mapToScene(position.toPoint())
        hits: list[tuple[float, Address]] = []
        for number in self.visible_pages():
            item = self._items[number]
            point = item.mapFromScene(scene)
            if not item.boundingRect().contains(point):
                continue
            hits += [
                ((box.x1 - box.x0) * (box.bottom - box.top), address)
                for address, box in self._boxes.items()
                if box.page == number and box.contains(point.x(), point.y())
            ]
        return min(hits)[1] if hits else None

    def _reveal(self, item: QGraphicsItem) -> None:
        place = item.sceneBoundingRect()
        view = self.mapToScene(self.viewport().rect()).boundingRect()
        if not view.contains(place):
            self.ensureVisible(place, 40, self.viewport().height() // 3)
        self._request()


def _rectangle(box: PageBox) -> QRectF:
    return QRectF(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)


def _turned(item: PageItem, degrees: int) -> QRectF:
    """The page's rectangle after it was turned about its top left corner."""
    return QTransform().rotate(degrees).mapRect(item.boundingRect())
