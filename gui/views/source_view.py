"""The source of the open report beside its tables: pages or text, with the cell in focus framed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import Known
from core.geometry import PageBox, Place, TextSpan
from core.values import value_to_text
from gui.models.form_model import origin_word, plain_tip
from gui.models.text_search import find_all
from gui.views.page_view import PageView
from gui.views.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.address import Address
    from core.cells import Cell
    from core.document import Document
    from core.review import Review
    from core.workspace import Changes
    from gui.session import Session


class SearchBar(QFrame):
    """A line to search with, its count, and ways to the next and the previous find."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(self.tr("Search in the source"))
        self.line.setAccessibleName(self.tr("Search in the source"))
        self.count = QLabel(self)
        self.back = _button(self, "\u2191", self.tr("Previous find"))
        self.next = _button(self, "\u2193", self.tr("Next find"))
        self.shut = _button(self, "\u2715", self.tr("Close the search"))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self.line, 1)
        for widget in (self.count, self.back, self.next, self.shut):
            row.addWidget(widget)
        self.hide()


class SourceView(QWidget):
    """What the figures were read from; a click on a figure selects its cell."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document: Document | None = None
        self._places: dict[Address, Place] = {}
        self._tips: dict[Address, str] = {}
        self._found: tuple[TextSpan, ...] = ()
        self._sentences: tuple[TextSpan, ...] = ()
        self._at = -1
        self.setAccessibleName(self.tr("Source"))
        self.pages = PageView(self)
        self.text = TextView(self)
        self.hint = QLabel(self.tr("The source of the open report is shown here."), self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setMargin(6)
        self.note.hide()
        self.search = SearchBar(self)
        self._stack = QStackedWidget(self)
        for widget in (self.hint, self.pages, self.text):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tool_row())
        column.addWidget(self.note)
        column.addWidget(self._stack, 1)
        column.addWidget(self.search)
        self._connect()
        self._open()

    def _tool_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 2, 6, 2)
        self._zoom_buttons = [
            _button(self, "\u2212", self.tr("Zoom out (Ctrl+-)"), self.zoom_out),
            _button(self, "+", self.tr("Zoom in (Ctrl++)"), self.zoom_in),
            _button(self, "\u2194", self.tr("Fit the width (Ctrl+0)"), self.fit_width),
        ]
        for button in self._zoom_buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.outlines = QAction(self.tr("Outline cells"), self)
        self.outlines.setCheckable(True)
        self.outlines.toggled.connect(self.set_outlines)
        outline = QToolButton(self)
        outline.setDefaultAction(self.outlines)
        outline.setAutoRaise(True)
        row.addWidget(outline)
        row.addWidget(
            _button(self, "\u2315", self.tr("Search in the source (Ctrl+F)"), self.open_search)
        )
        return row

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._open)
        session.focused.connect(self.show_cell)
        session.pointed.connect(self.show_sentences)
        session.changed.connect(self._tell_changed)
        self.pages.picked.connect(session.focus)
        self.text.picked.connect(session.focus)
        self.pages.failed.connect(self._tell_failure)
        self.search.line.textChanged.connect(self._search)
        self.search.line.returnPressed.connect(self.find_next)
        self.search.next.clicked.connect(self.find_next)
        self.search.back.clicked.connect(self.find_previous)
        self.search.shut.clicked.connect(self.close_search)

    # -- what is shown --------------------------------------------------------------------------

    def is_drawn(self) -> bool:
        """Whether everything in view is shown as finely as it can be."""
        return self._stack.currentWidget() is not self.pages or self.pages.is_drawn()

    def show_cell(self, address: Address) -> None:
        """Frame where the cell stands; say so when it stands nowhere, and show its table."""
        place = self._places.get(address)
        self.note.hide()
        if place is not None:
            self._frame(place)
            return
        self._frame(None)
        near = next((p for a, p in self._places.items() if a.table == address.table), None)
        if self._document is None:
            return
        if near is None:
            self._tell(self.tr("This cell was not found in the source, nor was its table."))
            return
        self._tell(self.tr("This cell was not found in the source; its table is shown."))
        if isinstance(near, PageBox):
            self.pages.reveal_page_place(near)
        else:
            self.text.reveal(near)

    def show_sentences(self, spans: tuple[TextSpan, ...]) -> None:
        """Mark the sentences that a finding is about; the first comes into view."""
        self._sentences = spans
        if self.search.isHidden():
            self._mark(spans, spans[0] if spans else None)

    def set_outlines(self, on: bool) -> None:
        """Whether every cell that was read is outlined in the source."""
        self.pages.set_outlines(on)
        self.text.set_outlines(on)

    def _open(self) -> None:
        self.note.hide()
        self._document, source = self._load()
        self._sentences = ()
        document = self._document
        is_paged = bool(document and document.pages and document.format == "pdf")
        self.pages.show_document(document if is_paged else None, source if is_paged else b"")
        self.text.show_document(None if is_paged else document)
        shown = self.pages if is_paged else self.text
        self._stack.setCurrentWidget(shown if document else self.hint)
        for button in self._zoom_buttons:
            button.setEnabled(document is not None)
        self._tell_cells()
        self._search()
        if self.text.is_cut and not is_paged:
            self._tell(self.tr("This source is very large; only its beginning is shown."))

    def _load(self) -> tuple[Document | None, bytes]:
        if self._session.review is None:
            return None, b""
        try:
            document = self._session.document()
            return document, self._session.source() if document.format == "pdf" else b""
        except Known as error:
            self._tell_failure(error)
            return None, b""

    def _tell_cells(self) -> None:
        """Give both panes the places of the cells and what was read there."""
        review = self._session.review
        cells = review.extraction.cells if review else ()
        self._places = {cell.address: cell.place for cell in cells if cell.place is not None}
        self._tips = {cell.address: self._tip(review, cell) for cell in cells if review}
        boxes = {a: place for a, place in self._places.items() if isinstance(place, PageBox)}
        self.pages.show_cells(boxes, self._tips)
        self.text.show_cells(self._places, self._tips)

    def _tell_changed(self, changes: Changes) -> None:
        """The places stay where they are; only what is said of the changed cells is another."""
        review = self._session.review
        if review is None or not changes.addresses:
            self._tell_cells()
            return
        for address in changes.addresses:
            cell = review.extraction.cell(address)
            if cell is not None:
                self._tips[address] = self._tip(review, cell)

    def _tip(self, review: Review, cell: Cell) -> str:
        value = value_to_text(review.statement.value(cell.address))
        text = self.tr("Printed: {printed}\nValue: {value} ({origin})").format(
            printed=cell.printed.strip() or self.tr("blank"),
            value=value or self.tr("blank"),
            origin=origin_word(review.statement.origins[cell.address]),
        )
        return plain_tip(text)

    def _frame(self, place: Place | None) -> None:
        self.pages.frame(place if isinstance(place, PageBox) else None)
        self.text.frame(None if isinstance(place, PageBox) else place)

    def _tell(self, message: str) -> None:
        self.note.setText(message)
        self.note.show()

    def _tell_failure(self, error: Known) -> None:
        self._tell(str(error))

    # -- zoom -----------------------------------------------------------------------------------

    def zoom_in(self) -> None:
        """Show the source larger."""
        self.pages.zoom_in()
        self.text.zoomIn(1)

    def zoom_out(self) -> None:
        """Show the source smaller."""
        self.pages.zoom_out()
        self.text.zoomOut(1)

    def fit_width(self) -> None:
        """Let the page fill the width."""
        self.pages.fit_width()

    # -- search ---------------------------------------------------------------------------------

    def open_search(self) -> None:
        """Open the search bar."""
        self.search.show()
        self.search.line.setFocus()
        self.search.line.selectAll()
        self._search()

    def close_search(self) -> None:
        """Close the search bar and take its marks away."""
        self.search.hide()
        self._search()
        (self.pages if self._stack.currentWidget() is self.pages else self.text).setFocus()

    def find_next(self) -> None:
        """Go to the next find, around the end."""
        self._go(1)

    def find_previous(self) -> None:
        """Go to the previous find, around the beginning."""
        self._go(-1)

    def _search(self) -> None:
        wanted = self.search.line.text() if not self.search.isHidden() else ""
        text = self._document.text if self._document else ""
        self._found, self._at = find_all(text, wanted), -1
        self._go(1)

    def _go(self, step: int) -> None:
        self._at = (self._at + step) % len(self._found) if self._found else -1
        current = self._found[self._at] if self._found else None
        counted = f"{self._at + 1} / {len(self._found)}" if self._found else ""
        if not self._found and self.search.line.text():
            counted = self.tr("Not found")
        self.search.count.setText(counted)
        if self.search.isHidden():
            self.show_sentences(self._sentences)
        else:
            self._mark(self._found, current)

    def _mark(self, spans: tuple[TextSpan, ...], current: TextSpan | None) -> None:
        """Mark the spans, one of them stronger and in view."""
        document = self._document
        if document is None or not document.pages:
            self.text.show_found(spans, current)
            return
        boxes = {span: self.pages.spans_to_boxes(document, span) for span in spans}
        flat = [box for found in boxes.values() for box in found]
        self.pages.show_found(flat, boxes[current] if current is not None else ())

    # -- events ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search and zoom keys, while the source has the keyboard."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Find):
            self.open_search()
        elif event.key() == Qt.Key.Key_Escape and not self.search.isHidden():
            self.close_search()
        elif control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif control and event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif control and event.key() == Qt.Key.Key_0:
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Words in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.hint.setText(self.tr("The source of the open report is shown here."))
            self.outlines.setText(self.tr("Outline cells"))
            self._tell_cells()


def _button(
    parent: QWidget, sign: str, name: str, clicked: Callable[[], object] | None = None
) -> QToolButton:
    button = QToolButton(parent)
    button.setText(sign)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    button.setMinimumSize(24, 24)
    if clicked is not None:
        button.clicked.connect(clicked)
    return button
