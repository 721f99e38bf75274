"""A document without pages (text, web page, Word, Excel): paragraphs and tables, as plain text.

Offsets of the document's text count characters, positions in Qt's document count UTF-16 units;
``_Piece`` holds which belongs to which.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from core.geometry import GridCell, Place, TextSpan
from gui.models.stands import Stand
from gui.theme import find_colours, state_colours
from gui.views.grid_view import ShownGrid, harmless, insert_grid
from gui.views.outlines import paint_outline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.address import Address
    from core.document import Document

MAX_CHARACTERS: Final = 400_000
MAX_SLOTS: Final = 20_000
_ZOOMS: Final = (0.5, 4.0)
_STEP: Final = 1.2
_STEPS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters ``start`` to ``end`` of the document stand at ``position`` of Qt's document."""

    start: int
    end: int
    position: int


class TextView(QTextEdit):
    """Paragraphs and tables with the cell in focus framed; ``picked`` is the cell clicked."""

    picked = Signal(object)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Source text"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._document: Document | None = None
        self._pieces: list[_Piece] = []
        self._grids: dict[int, ShownGrid] = {}
        self._places: dict[Address, Place] = {}
        self._tip: Callable[[Address], str] = str
        self._stands: Callable[[], Mapping[Address, Stand]] = dict
        self._shown_stands: Mapping[Address, Stand] = {}
        self._framed: Place | None = None
        self._hinted: Sequence[Place] = ()
        self._found: Sequence[TextSpan] = ()
        self._current: TextSpan | None = None
        self._outlines = False
        self._pressed = QPointF()
        self._letters = self.font().pointSizeF()
        self._zoom = 1.0
        self.is_cut = False

    # -- what is shown --------------------------------------------------------------------------

    def show_document(self, document: Document | None) -> None:
        """Show the document from its beginning; None: nothing. Very long ones are cut."""
        self._document, self._framed, self._found, self._current = document, None, (), None
        self._pieces, self._grids, self.is_cut = [], {}, False
        self._hinted = ()
        fresh = QTextDocument(self)
        fresh.setUndoRedoEnabled(False)
        fresh.setDefaultFont(self.font())
        if document is not None:
            self._fill(fresh, document)
        self.setDocument(fresh)
        self.setExtraSelections([])

    def _fill(self, target: QTextDocument, document: Document) -> None:
        cursor = QTextCursor(target)
        slots = 0
        cursor.beginEditBlock()
        for block in document.blocks:
            if block.start > MAX_CHARACTERS or slots > MAX_SLOTS:
                self.is_cut = True
                break
            if block.grid is None:
                end = min(block.end, block.start + MAX_CHARACTERS)
                text = harmless(document.text[block.start : end])
                self._pieces.append(_Piece(block.start, end, cursor.position()))
                cursor.insertText(text)
                cursor.insertBlock()
            else:
                shown = insert_grid(cursor, document, document.grids[block.grid])
                slots += len(shown.slots)
                self.is_cut = self.is_cut or shown.is_cut
                self._grids[block.grid] = shown
        cursor.endEditBlock()
        # Positions within tables are final only now, when every cell is filled.
        for shown in self._grids.values():
            for slot in shown.slots:
                cell = shown.table.cellAt(slot.row, slot.column)
                self._pieces.append(_Piece(slot.start, slot.end, cell.firstPosition()))
        self._pieces.sort(key=lambda piece: piece.start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A dot: no text of a document makes this computer open a file or an address.

        For nothing at all Qt would open the file itself.
        """
        return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)

    def show_cells(
        self,
        places: Mapping[Address, Place],
        tip: Callable[[Address], str],
        stands: Callable[[], Mapping[Address, Stand]] = dict,
    ) -> None:
        """Know where the cells stand, what to say of each, and how each figure stands."""
        self._places, self._tip, self._stands = dict(places), tip, stands
        self.refresh_outlines()

    def set_outlines(self, on: bool) -> None:
        """Whether every recognised cell is outlined."""
        self._outlines = on
        self.refresh_outlines()

    def refresh_outlines(self) -> None:
        """Outline the figures as they stand now, where they are outlined at all."""
        self._shown_stands = self._stands() if self._outlines else {}
        self.viewport().update()

    def frame(self, place: Place | None) -> None:
        """Frame the place and bring it into view; None takes the frame away."""
        self._framed, self._hinted = place, ()
        if place is not None:
            self.reveal(place)
        self.viewport().update()

    def hint(self, places: Sequence[Place]) -> None:
        """Draw a dashed line around the places and bring the first into view."""
        self._hinted = tuple(places)
        self.reveal(places[0])
        self.viewport().update()

    def cell_rects(self) -> dict[Address, QRectF]:
        """Where the cells stand among each other, in coordinates of the viewport."""
        rects = {address: self.place_rect(place) for address, place in self._places.items()}
        return {address: rect for address, rect in rects.items() if rect is not None}

    # -- zoom -----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How large the letters are; 1.0 is their size at the beginning."""
        return self._zoom

    def zoom_by(self, factor: float) -> None:
        """Make the letters larger or smaller."""
        self.set_zoom(self._zoom * factor)

    def zoom_in(self) -> None:
        """One step larger."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """One step smaller."""
        self.zoom_by(1 / _STEP)

    def set_zoom(self, zoom: float) -> None:
        """Show the letters this large; what was in view at the top stays there."""
        self._zoom = min(max(zoom, _ZOOMS[0]), _ZOOMS[1])
        top = self.cursorForPosition(QPoint(4, 4))
        font = self.font()
        font.setPointSizeF(self._letters * self._zoom)
        self.setFont(font)
        self.document().setDefaultFont(font)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(top).top())
        self.zoomed.emit(self._zoom)

    # -- places ---------------------------------------------------------------------------------

    def reveal(self, place: Place) -> None:
        """Bring the place into view."""
        rect = self.place_rect(place)
        if rect is None:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < 0 or rect.bottom() > height:
            bar.setValue(bar.value() + int(rect.top()) - height // 3)
        side, width = self.horizontalScrollBar(), self.viewport().width()
        if rect.left() < 0 or rect.right() > width:
            side.setValue(side.value() + int(rect.left()) - width // 3)

    def place_rect(self, place: Place) -> QRectF | None:
        """The rectangle of the place in the viewport; None when it is not shown."""
        if isinstance(place, GridCell):
            return self._cell_rect(place)
        if isinstance(place, TextSpan):
            cursor = self.cursor_for(place)
            if cursor is None:
                return None
            first, last = QTextCursor(cursor), QTextCursor(cursor)
            first.setPosition(cursor.selectionStart())
            last.setPosition(cursor.selectionEnd())
            return QRectF(self.cursorRect(first).united(self.cursorRect(last)))
        return None

    def cursor_for(self, span: TextSpan) -> QTextCursor | None:
        """A cursor that selects the characters of the span; None when they are not shown."""
        start, end = self._position(span.start), self._position(span.end, is_end=True)
        if start is None or end is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(max(start, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def show_found(self, spans: Sequence[TextSpan], current: TextSpan | None) -> None:
        """Mark what a search found; the current find stronger, and in view."""
        self._found, self._current = spans, current
        self._show_selections()
        if current is not None:
            self.reveal(current)

    # -- events ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the frames of table cells over it: an empty cell has them too."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._outlines:
            self._paint_outlines(painter)
        if self._hinted:
            self._paint_hint(painter)
        if self._framed is not None:
            rect = self.place_rect(self._framed)
            if rect is not None:
                link = self.palette().color(QPalette.ColorRole.Link)
                painter.setPen(QPen(link, 2))
                painter.setBrush(QColor(link.red(), link.green(), link.blue(), 45))
                painter.drawRect(rect.adjusted(-2, -2, 2, 2))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the framed place in view, if it was: at another width the text runs otherwise."""
        framed, before = self._framed, QRectF(QPointF(), event.oldSize().toSizeF())
        place = None if framed is None else self.place_rect(framed)
        super().resizeEvent(event)
        if framed is not None and place is not None and before.intersects(place):
            self.reveal(framed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, to tell a click from a selection."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the cell under a click."""
        super().mouseReleaseEvent(event)
        moved = (event.position() - self._pressed).manhattanLength()
        address = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and moved < 5 and address is not None:
            self.picked.emit(address)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger or smaller letters with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave the keys that go from figure to figure to the pane; Qt would move its caret."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _STEPS
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what was read in the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self.cell_at(event.pos())
            tip = self._tip(address) if address else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def cell_at(self, point: QPoint) -> Address | None:
        """The cell at a point of the viewport; None when there is none."""
        cursor = self.cursorForPosition(point)
        here = self._grid_cell(cursor)
        if here is not None:
            for address, place in self._places.items():
                if isinstance(place, GridCell) and self._anchor(place) == here:
                    return address
        offset = self._offset(cursor.position())
        for address, place in self._places.items():
            if isinstance(place, TextSpan) and place.start <= offset <= place.end:
                return address
        return None

    # -- inside ---------------------------------------------------------------------------------

    def _grid_cell(self, cursor: QTextCursor) -> GridCell | None:
        """The grid's cell that the cursor stands in, by its top left corner; None outside of grids."""
        for grid in self._grids.values():
            cell = grid.table.cellAt(cursor)
            if cell.isValid():
                return GridCell(grid.number, cell.row(), cell.column())
        return None

    def _anchor(self, place: GridCell) -> GridCell | None:
        """The place named by the top left corner of its merged cell; None when it is not shown."""
        grid = self._grids.get(place.grid)
        if grid is None:
            return None
        cell = grid.table.cellAt(place.row, place.column)
        return GridCell(place.grid, cell.row(), cell.column()) if cell.isValid() else None

    def _cell_rect(self, place: GridCell) -> QRectF | None:
        grid = self._grids.get(place.grid)
        cell = grid.table.cellAt(place.row, place.column) if grid else None
        if cell is None or not cell.isValid():
            return None
        layout = self.document().documentLayout()
        block: QTextBlock = cell.firstCursorPosition().block()
        rect = layout.blockBoundingRect(block)
        last = cell.lastPosition()
        while block.isValid() and block.position() + block.length() <= last:
            block = block.next()
            rect = rect.united(layout.blockBoundingRect(block))
        shift = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return rect.translated(-shift)

    def _position(self, offset: int, *, is_end: bool = False) -> int | None:
        """The position in Qt's document of a character of the text; None when it is not shown."""
        # The end of a span belongs to the piece in which its last character stands.
        at = bisect_right(self._pieces, offset - (1 if is_end else 0), key=lambda p: p.start) - 1
        while at >= 0 and self._pieces[at].end < offset and self._pieces[at].start == offset:
            at -= 1
        if at < 0 or self._document is None or self._pieces[at].end < offset:
            return None
        piece = self._pieces[at]
        return piece.position + _units(self._document.text[piece.start : offset])

    def _offset(self, position: int) -> int:
        """The character of the text at a position of Qt's document; -1 when there is none."""
        if self._document is None:
            return -1
        best = max(
            (piece for piece in self._pieces if piece.position <= position),
            key=lambda piece: piece.position,
            default=None,
        )
        if best is None:
            return -1
        units = position - best.position
        text = self._document.text[best.start : best.end]
        for number, mark in enumerate(text):
            if units <= 0:
                return best.start + number
            units -= 2 if ord(mark) > 0xFFFF else 1
        return best.end if units <= 0 else -1

    def _show_selections(self) -> None:
        here, elsewhere = find_colours(self.palette())
        spans = [(span, elsewhere) for span in self._found if span != self._current]
        if self._current is not None:
            spans.append((self._current, here))
        selections: list[QTextEdit.ExtraSelection] = []
        for span, ground in spans:
            cursor = self.cursor_for(span)
            if cursor is not None:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor
                selection.format.setBackground(ground)
                selections.append(selection)
        self.setExtraSelections(selections)

    def _paint_outlines(self, painter: QPainter) -> None:
        colours = state_colours(self.palette())
        view = QRectF(self.viewport().rect())
        for address, rect in self.cell_rects().items():
            if rect.intersects(view):
                stand = self._shown_stands.get(address, Stand.READ)
                paint_outline(painter, rect, stand, colours)

    def _paint_hint(self, painter: QPainter) -> None:
        rects = [rect for place in self._hinted if (rect := self.place_rect(place)) is not None]
        if not rects:
            return
        whole = rects[0]
        for rect in rects[1:]:
            whole = whole.united(rect)
        painter.setPen(QPen(state_colours(self.palette()).warning, 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(-3, -3, 3, 3))


def _units(text: str) -> int:
    """How many UTF-16 units the text takes."""
    return len(text) + sum(ord(mark) > 0xFFFF for mark in text)
