"""Documents, extractions and values to bytes and back, exactly; coordinates to 1/100 point."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core.address import Address
from core.cells import Cell, Extraction, Origin, Quoted, Unplaced
from core.document import Block, Document, Grid, Page, Slot, Word
from core.geometry import PageBox, Place, TextSpan, place_from_json, place_to_json
from core.prose import Prose
from core.store import packing
from core.store.prose_codec import prose_from_json, prose_to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.values import Value


_ORIGINS: Final = {origin.value: origin for origin in Origin}
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without what SQLite cannot keep whole: NUL and lone surrogates become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def pack(plain: dict[str, Any]) -> tuple[bytes, str]:
    """The packed JSON of a document or extraction, and the sha256 of the JSON before that."""
    text = packing.written(plain)
    plainly = text.encode("ascii")
    packed = packing.pack(text, plain["sha256"]) or zlib.compress(plainly, 6)
    return packed, hashlib.sha256(plainly).hexdigest()


def unpack(packed: bytes, sha256: str, source: str) -> dict[str, Any]:
    """The inverse of pack. Raises ValueError when the bytes are not what was packed.

    ``sha256`` is that of the content, ``source`` that of the source which it was read from.
    What was packed before version 2.2, or would not fold exactly, is compressed JSON.
    """
    plain: dict[str, Any] | None = None
    try:
        if packed[:1] in packing.KINDS:
            plain = packing.unpack(packed, source)
            plainly = packing.written(plain).encode("ascii")
        else:
            plainly = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if hashlib.sha256(plainly).hexdigest() != sha256:
        raise ValueError("content does not match its sha256")
    return json.loads(plainly) if plain is None else plain


def value_to_scalar(value: Value) -> str:
    """A value as a JSON scalar: 12.50 keeps its digits, "/" stays a text, blank is null."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"not a finite number: {value}")
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=4096)
def value_from_scalar(scalar: str) -> Value:
    """The inverse of value_to_scalar. Raises ValueError when the text is no such scalar.

    Kept, because most of the 200 cells of a report hold one of a few dozen values.
    """
    value = json.loads(scalar, parse_int=Decimal, parse_float=Decimal)
    if value is None or isinstance(value, (Decimal, str)):
        return value
    raise ValueError(f"not a value: {scalar!r}")


def extraction_to_json(extraction: Extraction) -> dict[str, Any]:
    """The extraction as plain JSON types."""
    return {
        "sha256": extraction.sha256,
        "name": extraction.name,
        "format": extraction.format,
        "agency": _quoted_to_json(extraction.agency),
        "year": _quoted_to_json(extraction.year),
        "template": extraction.template,
        "editions": dict(extraction.editions),
        "cells": [_cell_to_json(cell) for cell in extraction.cells],
        "unplaced": [
            [u.table, u.label, list(u.texts), place_to_json(u.place)] for u in extraction.unplaced
        ],
        "reader": extraction.reader,
        "made_at": extraction.made_at,
        "notes": list(extraction.notes),
        "published": _quoted_to_json(extraction.published),
        "prose": prose_to_json(extraction.prose),
        "unlabelled": list(extraction.unlabelled),
    }


def extraction_from_json(plain: dict[str, Any]) -> Extraction:
    """The inverse of extraction_to_json. Raises KeyError or ValueError on anything else."""
    return Extraction(
        sha256=plain["sha256"],
        name=plain["name"],
        format=plain["format"],
        agency=_quoted_from_json(plain["agency"]),
        year=_quoted_from_json(plain["year"]),
        template=plain["template"],
        editions=dict(plain["editions"]),
        cells=tuple(_cell_from_json(cell) for cell in plain["cells"]),
        unplaced=tuple(
            Unplaced(table, label, tuple(texts), place_from_json(place))
            for table, label, texts, place in plain["unplaced"]
        ),
        reader=plain["reader"],
        made_at=plain["made_at"],
        notes=tuple(plain["notes"]),
        # Readings of the first version know neither.
        published=_quoted_from_json(plain.get("published", (None, None))),
        prose=prose_from_json(plain["prose"]) if "prose" in plain else Prose(),
        unlabelled=tuple(plain.get("unlabelled", ())),
    )


def document_to_json(document: Document) -> dict[str, Any]:
    """The document as plain JSON types."""
    return {
        "sha256": document.sha256,
        "name": document.name,
        "format": document.format,
        "text": document.text,
        "blocks": [[block.start, block.end, block.grid] for block in document.blocks],
        "grids": [_grid_to_json(grid) for grid in document.grids],
        "pages": [
            [page.number, page.width, page.height, [_word_to_json(word) for word in page.words]]
            for page in document.pages
        ],
        "title": document.title,
        "published": document.published,
        "notes": list(document.notes),
        "recognised": list(document.recognised),
    }


def document_from_json(plain: dict[str, Any]) -> Document:
    """The inverse of document_to_json. Raises KeyError or ValueError on anything else."""
    return Document(
        sha256=plain["sha256"],
        name=plain["name"],
        format=plain["format"],
        text=plain["text"],
        blocks=tuple(Block(*block) for block in plain["blocks"]),
        grids=tuple(_grid_from_json(grid) for grid in plain["grids"]),
        pages=tuple(
            Page(number, width, height, tuple(_word_from_json(word) for word in words))
            for number, width, height, words in plain["pages"]
        ),
        title=plain["title"],
        # Documents that were stored before know neither.
        published=plain.get("published", ""),
        notes=tuple(plain["notes"]),
        recognised=tuple(plain.get("recognised", ())),
    )


def _quoted_to_json(quoted: Quoted) -> list[Any]:
    return [quoted.value, place_to_json(quoted.place)]


def _quoted_from_json(plain: Sequence[Any]) -> Quoted:
    return Quoted(plain[0], place_from_json(plain[1]))


def _cell_to_json(cell: Cell) -> list[Any]:
    return [
        str(cell.address),
        value_to_scalar(cell.value),
        cell.printed,
        cell.origin.value,
        cell.confidence,
        place_to_json(cell.place),
        [value_to_scalar(value) for value in cell.candidates],
    ]


def _cell_from_json(plain: Sequence[Any]) -> Cell:
    address, value, printed, origin, confidence, place, candidates = plain
    return Cell(
        Address.parse(address),
        value_from_scalar(value),
        printed,
        _ORIGINS[origin],
        confidence,
        place_from_json(place),
        tuple(map(value_from_scalar, candidates)) if candidates else (),
    )


def _grid_to_json(grid: Grid) -> list[Any]:
    slots = [_slot_to_json(slot) for slot in grid.slots]
    span = [grid.span.start, grid.span.end]
    # Nearly all grids are ruled; only the others say so.
    unruled = [] if grid.ruled else [False]
    return [grid.number, grid.rows, grid.columns, slots, span, place_to_json(grid.box), *unruled]


def _slot_to_json(slot: Slot) -> list[Any]:
    spans = [slot.row, slot.column, slot.row_span, slot.column_span]
    # Nearly all cells are drawn; only the others say so.
    undrawn = [] if slot.drawn else [False]
    return [*spans, slot.text, place_to_json(slot.place), *undrawn]


def _grid_from_json(plain: Sequence[Any]) -> Grid:
    number, rows, columns, slots, span, box, *ruled = plain
    outline = place_from_json(box)
    if outline is not None and not isinstance(outline, PageBox):
        raise ValueError("the outline of a grid is no box")
    cells = tuple(_slot_from_json(s) for s in slots)
    return Grid(number, rows, columns, cells, TextSpan(*span), outline, *ruled)


def _slot_from_json(plain: Sequence[Any]) -> Slot:
    row, column, row_span, column_span, text, where, *drawn = plain
    place: Place | None = place_from_json(where)
    if place is None:
        raise ValueError("a slot without a place")
    return Slot(row, column, row_span, column_span, text, place, *drawn)


def _word_to_json(word: Word) -> list[Any]:
    box = word.box
    edges = [round(edge, 2) for edge in (box.x0, box.top, box.x1, box.bottom)]
    return [word.text, word.start, box.page, *edges]


def _word_from_json(plain: Sequence[Any]) -> Word:
    text, start, page, *edges = plain
    return Word(text, PageBox(page, *edges), start)
