"""Tables on the clipboard, as a spreadsheet writes and takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clipboard import ClipboardRefused, table_of, text_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("3\t5\r\n0\t/\r\n", [["3", "5"], ["0", "/"]]),
        ("3", [["3"]]),
        ('"1,234"\t"a ""b"""', [["1,234", 'a "b"']]),
        ('"1\n2"\t7', [["1\n2", "7"]]),
        ("\t5", [["", "5"]]),
        ("1\n\n2", [["1"], [""], ["2"]]),
    ],
    ids=["from a sheet", "one cell", "quotes", "a line end in a cell", "blank first", "blank line"],
)
def test_that_a_copied_table_is_read_cell_by_cell(text: str, rows: list[list[str]]) -> None:
    assert table_of(text) == rows


@pytest.mark.parametrize("text", ['"1\t2', "1" * 200_001], ids=["an open quote", "too long"])
def test_that_a_text_that_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ClipboardRefused):
        table_of(text)


@given(TABLES)
def test_that_what_is_copied_comes_back_when_pasted(rows: list[list[str]]) -> None:
    assert table_of(text_of(rows) + "\r\n") == rows
