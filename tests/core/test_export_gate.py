"""The gate that every text and number passes on its way into an exported file."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.export.canvas import Losses, Spot, add_looks, append, close, new_sheet
from core.export.gate import SheetTitles, cell_value, csv_text, utf16_units


def written_and_read(value: int | Decimal | str | None) -> tuple[object, str]:
    """The value and its type as a spreadsheet program finds them in the saved file."""
    book = Workbook(write_only=True)
    add_looks(book)
    sheet = new_sheet(book, "s")
    append(sheet, [Spot(value)], Losses())
    close(sheet)
    stream = io.BytesIO()
    book.save(stream)
    cell = load_workbook(stream)["s"]["A1"]
    return cell.value, cell.data_type


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "{=1}", "#N/A", "#REF!", "0012"])
def test_that_a_text_stays_the_same_text_whatever_it_begins_with(text: str) -> None:
    assert written_and_read(text) == (text, "s")


def test_that_a_number_is_written_as_a_number() -> None:
    assert written_and_read(Decimal("25.6835")) == (25.6835, "n")
    assert written_and_read(Decimal("-646")) == (-646, "n")


def test_that_a_blank_stays_blank() -> None:
    assert written_and_read(None)[0] is None
    assert written_and_read("")[0] is None


def test_that_a_number_of_more_than_15_digits_becomes_a_text() -> None:
    assert written_and_read(Decimal("1234567890123456")) == ("1234567890123456", "s")


def test_that_control_characters_and_lone_surrogates_are_replaced_and_counted() -> None:
    gated = cell_value("a\x00b\ud800c\ufffe")

    assert gated.value == "a\ufffdb\ufffdc\ufffd"
    assert gated.replaced == 3


def test_that_a_text_which_looks_like_an_escape_is_not_decoded() -> None:
    assert cell_value("_x0041_").value == "_x005F_x0041_"


def test_that_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    gated = cell_value("\U0001f600" * 20_000)

    assert isinstance(gated.value, str)
    assert utf16_units(gated.value) <= 32_767
    assert gated.value.endswith("…（过长，已截断）")
    assert gated.cut


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_that_any_text_can_be_saved_and_keeps_its_legal_characters(text: str) -> None:
    value, kind = written_and_read(text)

    assert kind == ("s" if text else "n")
    legal = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(value if isinstance(value, str) else "") >= len(legal)
    for found, wanted in zip(str(value or ""), legal, strict=False):
        if found == "_":
            break
        assert found in {wanted, "\ufffd"}


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_that_any_number_is_written_exactly_or_as_text(number: Decimal) -> None:
    gated = cell_value(number)

    if isinstance(gated.value, str):
        assert Decimal(gated.value).is_nan() == number.is_nan()
    else:
        assert gated.value == number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-1+2", "'-1+2"),
        ("-646", "-646"),
        ("+3", "+3"),
        ("-", "-"),
        ("—", "—"),
        ("增19", "增19"),
    ],
)
def test_that_only_texts_that_could_run_as_formulas_get_an_apostrophe(
    text: str, written: str
) -> None:
    assert csv_text(text) == written


def test_that_sheet_titles_are_cleaned_short_and_unique() -> None:
    titles = SheetTitles()

    assert titles.claim("甲县/乙镇 [2023]") == "甲县 乙镇  2023"
    assert titles.claim("History") == "History (2)"
    assert titles.claim("abc") == "abc"
    assert titles.claim("ABC") == "ABC (2)"
    assert titles.claim("'") == "报告"
    assert titles.claim("县" * 40) == "县" * 31
    assert titles.claim("县" * 40) == "县" * 27 + " (2)"
