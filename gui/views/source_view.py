"""The source of the open report beside its tables: pages or text, with the cell in focus framed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from core.errors import Known
from core.geometry import PageBox, Place, TextSpan
from core.values import value_to_text
from core.whereabouts import Nearest, seams, whereabouts
from gui.models.findings import cell_name
from gui.models.form_model import origin_word, plain_tip
from gui.models.neighbours import neighbour
from gui.models.stands import Stand, stands
from gui.views.outlines import Legend
from gui.views.page_view import PageView
from gui.views.source_search import SearchBar
from gui.views.source_tools import SourceCommands, SourceTools
from gui.views.text_view import TextView

if TYPE_CHECKING:
    from core.address import Address
    from core.document import Document
    from core.work.workspace import Changes
    from gui.models.neighbours import Direction
    from gui.session import Session

_MESSAGES: Final = 2


class SourceView(QWidget):
    """What the figures were read from; a click on a figure selects its cell.

    ``form_wanted`` carries the cell that is to be worked on in the tables.
    """

    form_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document: Document | None = None
        self._places: dict[Address, Place] = {}
        self._sentences: tuple[TextSpan, ...] = ()
        self._stack = QStackedWidget(self)
        self.commands = SourceCommands(self, self._stack)
        self.tools = SourceTools(self.commands, self)
        self.legend = Legend(self)
        self.pages = PageView(self)
        self.text = TextView(self)
        self.hint = QLabel(self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setMargin(6)
        self.note.hide()
        self.search = SearchBar(self)
        for widget in (self.hint, self.pages, self.text):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.tools, self.legend, self.note):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.search)
        self._connect_session()
        self._connect_commands()
        self._retranslate()
        self._open()

    def _connect_session(self) -> None:
        session = self._session
        session.opened.connect(self._open)
        session.focused.connect(self.show_cell)
        session.pointed.connect(self.show_sentences)
        session.changed.connect(self._tell_changed)
        self.pages.picked.connect(session.focus)
        self.text.picked.connect(session.focus)
        self.pages.failed.connect(self._tell_failure)
        self.pages.paged.connect(self.tools.show_page)
        self.pages.zoomed.connect(self._tell_zoom)
        self.text.zoomed.connect(self._tell_zoom)
        self.search.found.connect(self._mark)
        self.search.closed.connect(self._take_keyboard)
        self.tools.page_wanted.connect(self.pages.go_to_page)

    def _connect_commands(self) -> None:
        do = self.commands
        do.search.triggered.connect(self.search.open_search)
        do.to_page.triggered.connect(self._ask_page)
        do.zoom_in.triggered.connect(self._zoom_in)
        do.zoom_out.triggered.connect(self._zoom_out)
        do.fit_width.triggered.connect(self._fit_width)
        do.fit_page.triggered.connect(self.pages.fit_page)
        do.turn.triggered.connect(self.pages.turn)
        do.outlines.toggled.connect(self._show_outlines)
        do.to_form.triggered.connect(self._go_to_form)
        for way, action in do.steps.items():
            action.triggered.connect(partial(self._step, way))

    @property
    def _pane(self) -> PageView | TextView:
        return self.pages if self._stack.currentWidget() is self.pages else self.text

    # -- what is shown --------------------------------------------------------------------------

    def is_drawn(self) -> bool:
        """Whether everything in view is shown as finely as it can be."""
        return self._pane is not self.pages or self.pages.is_drawn()

    def show_cell(self, address: Address) -> None:
        """Frame where the cell stands; where it stands nowhere say so, and show what is nearest."""
        review = self._session.review
        if review is None or self._document is None:
            return
        self.note.hide()
        place = self._places.get(address)
        self.pages.frame(place if isinstance(place, PageBox) else None)
        self.text.frame(None if isinstance(place, PageBox) else place)
        if place is None:
            found = whereabouts(review.extraction, address)
            self._show_surroundings(found.nearest, found.places)

    def _show_surroundings(self, nearest: Nearest, places: tuple[Place, ...]) -> None:
        boxes = [place for place in places if isinstance(place, PageBox)]
        if nearest is Nearest.HEADING and self._pane is self.pages:
            boxes = [
                b for p in places if isinstance(p, TextSpan) for b in self.search.words.boxes(p)
            ]
            boxes = [box for box in boxes if box.page == boxes[0].page]
        self._tell(self._words_for(nearest, boxes[0].page if boxes else None))
        if boxes:
            self.pages.hint(boxes)
        elif places:
            self.text.hint(places)

    def _words_for(self, nearest: Nearest, page: int | None) -> str:
        words = {
            Nearest.ROW: self.tr("This cell was not found in the source; its row is shown."),
            Nearest.TABLE: self.tr("This cell was not found in the source; its table is shown."),
            Nearest.HEADING: self.tr(
                "This cell's table was not found in the source; the heading of its section is shown."
            ),
        }.get(
            nearest,
            self.tr("This cell was not found in the source, nor its table, nor its section."),
        )
        if page is None:
            return words
        return self.tr("{words} (Page {page})").format(words=words, page=page)

    def show_sentences(self, spans: tuple[TextSpan, ...]) -> None:
        """Mark the sentences that a finding is about; the first comes into view."""
        self._sentences = spans
        self._mark()

    def _show_outlines(self, on: bool) -> None:
        self.pages.set_outlines(on)
        self.text.set_outlines(on)
        self.legend.setVisible(on)

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
        self.tools.setEnabled(document is not None)
        self.tools.show_pages(len(document.pages) if document and is_paged else 0)
        self._tell_zoom()
        self._tell_cells()
        self.search.open(document)
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
        """Give both panes the places of the cells, and the pages the seams of their tables."""
        review = self._session.review
        cells = review.extraction.cells if review else ()
        self._places = {cell.address: cell.place for cell in cells if cell.place is not None}
        boxes = {a: place for a, place in self._places.items() if isinstance(place, PageBox)}
        self.pages.show_cells(boxes, self._tip, self._stands)
        self.pages.marks.draw_seams(seams(cells))
        self.text.show_cells(self._places, self._tip, self._stands)

    def _tell_changed(self, _changes: Changes) -> None:
        """The places stay where they are; figures may stand otherwise."""
        self._pane.refresh_outlines()

    def _stands(self) -> dict[Address, Stand]:
        review = self._session.review
        return {} if review is None else stands(review)

    def _tip(self, address: Address) -> str:
        """What was read in the cell, for the pointer that rests on it."""
        review = self._session.review
        cell = None if review is None else review.extraction.cell(address)
        if review is None or cell is None:
            return ""
        value = value_to_text(review.statement.value(address))
        words = self.tr("{cell}\nPrinted: {printed}\nValue: {value} ({origin})").format(
            cell=cell_name(review, address),
            printed=cell.printed.strip() or self.tr("blank"),
            value=value or self.tr("blank"),
            origin=origin_word(review.statement.origins.get(address, cell.origin)),
        )
        about = [f.message for f in review.open_problems if address in f.addresses]
        return plain_tip("\n".join((words, *about[:_MESSAGES])))

    def _tell(self, message: str) -> None:
        self.note.setText(message)
        self.note.show()

    def _tell_failure(self, error: Known) -> None:
        self._tell(str(error))

    def _tell_zoom(self) -> None:
        self.tools.show_zoom(self._pane.zoom)

    def add_menu(self, bar: QMenuBar) -> None:
        """Put what can be done with the source before the last menu of the bar."""
        menu = QMenu(self.tr("So&urce"), bar)
        menu.addActions(self.commands.listed)
        bar.insertMenu(bar.actions()[-1], menu)

    # -- commands -------------------------------------------------------------------------------

    def _take_keyboard(self) -> None:
        self._pane.setFocus()

    def _zoom_in(self) -> None:
        self._pane.zoom_in()

    def _zoom_out(self) -> None:
        self._pane.zoom_out()

    def _fit_width(self) -> None:
        if self._pane is self.pages:
            self.pages.fit_width()
        else:
            self.text.set_zoom(1.0)

    def _ask_page(self) -> None:
        self.tools.page.setFocus()
        self.tools.page.selectAll()

    def _step(self, way: Direction, _checked: bool = False) -> None:
        """Put the next figure in the direction into focus; the first in view where none is."""
        rects = self._pane.cell_rects()
        here = self._session.address
        if here is not None and here in rects:
            target = neighbour(rects, here, way)
        else:
            target = self._first_in_view(rects)
        if target is not None:
            self._session.focus(target)

    def _first_in_view(self, rects: dict[Address, QRectF]) -> Address | None:
        view = QRectF(self._pane.viewport().rect())
        if self._pane is self.pages:
            view = self.pages.mapToScene(view.toRect()).boundingRect()
        seen = {address: rect for address, rect in rects.items() if view.intersects(rect)}
        return min(seen, key=lambda a: (seen[a].top(), seen[a].left()), default=None)

    def _go_to_form(self) -> None:
        if self._session.address is not None:
            self.form_wanted.emit(self._session.address)

    def _mark(self) -> None:
        """Mark what the search found or a finding is about, one of them stronger and in view."""
        spans, current = self.search.spans, self.search.current
        if self.search.isHidden():
            spans, current = self._sentences, next(iter(self._sentences), None)
        if self._pane is self.text:
            self.text.show_found(spans, current)
            return
        words = self.search.words
        boxes = [box for span in spans for box in words.boxes(span)]
        self.pages.show_found(boxes, () if current is None else words.boxes(current))

    # -- events ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the search by Escape."""
        if event.key() == Qt.Key.Key_Escape and not self.search.isHidden():
            self.search.close_search()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Words in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Source"))
        self.hint.setText(self.tr("The source of the open report is shown here."))
        for part in (self.tools, self.legend, self.search):
            part.retranslate()
