from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.address import Address
from core.cells import Cell, Extraction, Origin, Quoted, Unplaced
from core.document import Block, Document, Grid, Page, Slot, Word
from core.geometry import GridCell, PageBox, TextSpan
from core.store import codec

texts = st.text(max_size=12)
counts = st.integers(0, 10_000)
edges = counts.map(lambda hundredths: hundredths / 100)
boxes = st.builds(PageBox, st.integers(1, 9), edges, edges, edges, edges)
spans = st.builds(TextSpan, counts, counts)
grid_cells = st.builds(GridCell, counts, counts, counts)
places = boxes | spans | grid_cells
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.integers().map(Decimal)
values = st.none() | texts | numbers
names = st.sampled_from(["requests", "new", "total", "other_1"])
cells = st.builds(
    Cell,
    st.builds(Address, names, names, names),
    values,
    texts,
    st.sampled_from(Origin),
    st.floats(0, 1),
    st.none() | places,
    st.lists(values, max_size=3).map(tuple),
)
quoted = st.builds(Quoted, st.none() | texts, st.none() | places)
text_tuples = st.lists(texts, max_size=3).map(tuple)
extractions = st.builds(
    Extraction,
    sha256=texts,
    name=texts,
    format=texts,
    agency=quoted,
    year=quoted,
    template=texts,
    editions=st.dictionaries(names, texts),
    cells=st.lists(cells, max_size=4).map(tuple),
    unplaced=st.lists(
        st.builds(Unplaced, names, texts, text_tuples, st.none() | places), max_size=2
    ).map(tuple),
    reader=texts,
    made_at=texts,
    notes=text_tuples,
    unlabelled=text_tuples,
)
slots = st.builds(Slot, counts, counts, counts, counts, texts, boxes | grid_cells, st.booleans())
grids = st.builds(
    Grid,
    counts,
    counts,
    counts,
    st.lists(slots, max_size=3).map(tuple),
    spans,
    st.none() | boxes,
    st.booleans(),
)
pages = st.builds(
    Page,
    counts,
    edges,
    edges,
    st.lists(st.builds(Word, texts, boxes, counts), max_size=3).map(tuple),
)
documents = st.builds(
    Document,
    sha256=texts,
    name=texts,
    format=texts,
    text=texts,
    blocks=st.lists(st.builds(Block, counts, counts, st.none() | counts), max_size=3).map(tuple),
    grids=st.lists(grids, max_size=2).map(tuple),
    pages=st.lists(pages, max_size=2).map(tuple),
    title=texts,
    notes=text_tuples,
)


@given(extractions)
def test_that_an_extraction_comes_back_from_bytes_as_it_was(extraction: Extraction) -> None:
    packed, sha256 = codec.pack(codec.extraction_to_json(extraction))

    assert codec.extraction_from_json(codec.unpack(packed, sha256, extraction.sha256)) == extraction


@given(documents)
def test_that_a_document_comes_back_from_bytes_as_it_was(document: Document) -> None:
    packed, sha256 = codec.pack(codec.document_to_json(document))

    assert codec.document_from_json(codec.unpack(packed, sha256, document.sha256)) == document


@pytest.mark.parametrize(
    ("value", "scalar"),
    [
        (None, "null"),
        (Decimal("12.50"), "12.50"),
        (Decimal(-646), "-646"),
        ("007", '"007"'),
        ("无", '"无"'),
        ("", '""'),
    ],
    ids=["blank", "digits after the point", "negative", "digits as text", "mark", "empty text"],
)
def test_that_a_number_a_text_and_a_blank_stay_apart(
    value: Decimal | str | None, scalar: str
) -> None:
    assert codec.value_to_scalar(value) == scalar
    assert codec.value_from_scalar(scalar) == value
    assert str(codec.value_from_scalar(scalar)) == str(value)


def test_that_a_changed_byte_is_noticed() -> None:
    packed, sha256 = codec.pack({"sha256": "", "printed": "15"})
    other, _ = codec.pack({"sha256": "", "printed": "16"})

    with pytest.raises(ValueError, match="sha256"):
        codec.unpack(other, sha256, "")
    with pytest.raises(ValueError, match="cut off"):
        codec.unpack(packed[:-6], sha256, "")


def test_that_what_is_no_number_cannot_be_kept() -> None:
    with pytest.raises(ValueError, match="finite"):
        codec.value_to_scalar(Decimal("NaN"))
    with pytest.raises(ValueError, match="value"):
        codec.value_from_scalar("[1]")
