"""What a reader yields: the document as text, blocks, grids and pages, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from core.geometry import PageBox, Place, TextSpan


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without blanks on a page; ``start`` is its offset in Document.text."""

    text: str
    box: PageBox
    start: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page as displayed: size in points after rotation, and its words in reading order."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A physical cell of a grid; a merged cell is one slot with spans.

    ``row`` and ``column`` count from 0 and name its top left corner. ``text`` keeps line breaks as
    printed. ``place`` is a PageBox for PDF and a GridCell otherwise. ``drawn`` is False where the
    source has no cell and the grid was filled up.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    place: Place
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn or marked up, ``rows`` x ``columns``; slots in row-major order, not ragged.

    ``span`` is where its cells' texts stand in Document.text. ``box`` is its place on the page, for
    PDF only; a table that goes over a page break is one grid a page. ``ruled`` is False where
    nothing draws it, and its rows and columns are concluded from where words stand.
    """

    number: int
    rows: int
    columns: int
    slots: tuple[Slot, ...]
    span: TextSpan
    box: PageBox | None = None
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document in reading order: a paragraph or line, or a grid when ``grid`` is set.

    A paragraph's text is Document.text[start:end].
    """

    start: int
    end: int
    grid: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as its reader saw it; immutable, picklable.

    ``format`` is one of pdf, docx, html, xlsx, txt. ``text`` is the full text; inside a grid
    the slots' texts stand row by row, separated by tabs, rows by line feeds. ``pages`` is empty
    where the format has none. ``title`` is the title the file itself declares (HTML title, document
    property), ``published`` the day of publication that it declares (ISO 8601), "" when there is
    none; neither has a place. ``notes`` are remarks of the reader, for people (encoding
    guessed, characters replaced). ``recognised`` are the numbers of the pages that are pictures
    and whose words a program guessed from these.
    """

    sha256: str
    name: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    grids: tuple[Grid, ...]
    pages: tuple[Page, ...] = ()
    title: str = ""
    published: str = ""
    notes: tuple[str, ...] = ()
    recognised: tuple[int, ...] = ()
