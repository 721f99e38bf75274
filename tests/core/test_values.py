"""Printed text to values and back."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values import (
    Kind,
    Parsed,
    Value,
    is_blank,
    normalised,
    parse_printed,
    value_to_json,
    value_to_text,
)

FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")
COUNTS = st.integers(min_value=0, max_value=10**12)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False, allow_infinity=False)
PADDING = st.text(alphabet=" \u00a0\u3000\n\t\u200b\ufeff", max_size=3)
UNITS = st.sampled_from(["", "件", "个", "万元", "元", "宗", "条"])


def value_of(text: str, kind: Kind = "count") -> Value:
    parsed = parse_printed(text, kind)
    assert parsed is not None
    return parsed.value


# --- notations come back equal -----------------------------------------------------------------


@given(COUNTS, PADDING, PADDING)
def test_that_a_count_comes_back_from_plain_digits_with_blanks_around(
    count: int, before: str, after: str
) -> None:
    assert parse_printed(f"{before}{count}{after}", "count") == Parsed(Decimal(count))


@given(COUNTS)
def test_that_a_count_comes_back_from_full_width_digits(count: int) -> None:
    assert parse_printed(str(count).translate(FULL_WIDTH), "count") == Parsed(Decimal(count))


@given(COUNTS, st.booleans())
def test_that_a_count_comes_back_from_groups_of_thousands(count: int, full_width: bool) -> None:
    printed = f"{count:,}".translate(FULL_WIDTH) if full_width else f"{count:,}"

    assert parse_printed(printed, "count") == Parsed(Decimal(count))


@given(AMOUNTS, UNITS, PADDING)
def test_that_an_amount_comes_back_with_the_unit_printed_behind_it(
    amount: Decimal, unit: str, between: str
) -> None:
    parsed = parse_printed(f"{amount:f}{between}{unit}", "amount")

    assert parsed == Parsed(amount, unit or None)


@given(st.integers(min_value=1, max_value=10**9), PADDING)
@pytest.mark.parametrize("word", ["增", "增加", "新增", "上升", "升", "+", "＋", "↑"])
def test_that_a_rise_comes_back_from_every_word_for_it(word: str, count: int, between: str) -> None:
    assert parse_printed(f"{word}{between}{count}", "change") == Parsed(Decimal(count))


@given(st.integers(min_value=1, max_value=10**9), PADDING)
@pytest.mark.parametrize("word", ["减", "减少", "下降", "降", "-", "−", "－", "–", "—", "↓"])
def test_that_a_fall_comes_back_from_every_word_for_it(word: str, count: int, between: str) -> None:
    assert parse_printed(f"{word}{between}{count}", "change") == Parsed(Decimal(-count))


def _read_back(text: str) -> Value:
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


@given(
    st.one_of(
        st.none(),
        st.sampled_from(["/", "—", "无", "万元"]),
        st.decimals(allow_nan=False, allow_infinity=False),
    )
)
def test_that_a_value_comes_back_equal_from_the_text_that_stands_for_it(value: Value) -> None:
    assert _read_back(value_to_text(value)) == value


@given(st.text(max_size=30))
def test_that_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(st.text(max_size=20), st.sampled_from(["count", "amount", "change", "unit"]))
def test_that_any_text_gives_a_finite_number_an_absence_or_nothing(text: str, kind: Kind) -> None:
    parsed = parse_printed(text, kind)

    if parsed is not None and isinstance(parsed.value, Decimal):
        assert parsed.value.is_finite()
        assert _read_back(value_to_text(parsed.value)) == parsed.value


# --- notations met in reports ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("25.6835", "25.6835", None),
        ("251000元", "251000", "元"),
        ("31482898.87 元", "31482898.87", "元"),
        ("10103.54万元", "10103.54", "万元"),
        ("142个", "142", "个"),
        ("1,234.50", "1234.50", None),
        ("００７", "7", None),
        ("3人次", "3", "人次"),
        ("2件次", "2", "件次"),
        ("5亿元", "5", "亿元"),
    ],
)
def test_that_a_number_and_its_unit_are_told_apart(
    printed: str, value: str, unit: str | None
) -> None:
    parsed = parse_printed(printed, "amount")

    assert parsed == Parsed(Decimal(value), unit)


@pytest.mark.parametrize(
    ("printed", "value", "signed"),
    [
        ("增 19", 19, True),
        ("减 646", -646, True),
        ("+3", 3, True),
        ("-7", -7, True),
        ("88", 88, False),
        ("0", 0, True),
        ("减0", 0, True),
        ("减17项", -17, True),
        ("减-6", None, True),
        ("增(5)", None, True),
    ],
)
def test_that_a_change_is_signed_as_printed(printed: str, value: int | None, signed: bool) -> None:
    parsed = parse_printed(printed, "change")

    expected = None if value is None else Parsed(Decimal(value), _unit(printed), signed)
    assert parsed == expected


def _unit(printed: str) -> str | None:
    return "项" if printed.endswith("项") else None


def test_that_a_fall_by_nothing_is_no_negative_zero() -> None:
    assert str(value_of("减0", "change")) == "0"


@pytest.mark.parametrize("printed", ["1 2", "1\n2", "1 　2"])
def test_that_digits_in_pieces_are_put_together_and_said_to_be(printed: str) -> None:
    assert parse_printed(printed, "count") == Parsed(Decimal(12), joined=True)


def test_that_a_number_in_one_piece_is_not_said_to_be_joined() -> None:
    assert parse_printed(" 12 件", "count") == Parsed(Decimal(12), "件")


@pytest.mark.parametrize(
    "printed",
    [
        "12¹",
        "12[²]",
        "12 （³）",
        "12①",
        "12*",
        "12※",
        "12件①",
        "12[1]",
        "12〔2〕",
        "12【3】",
        "12（注1）",
        "12注①",
        "12[注]",
        "12(见注2)",
    ],
)
def test_that_a_footnote_mark_behind_a_figure_is_no_part_of_it(printed: str) -> None:
    assert value_of(printed) == Decimal(12)


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b", "\xa0\n"])
def test_that_a_blank_is_no_zero(blank: str) -> None:
    assert parse_printed(blank, "count") == Parsed(None)


@pytest.mark.parametrize("mark", ["/", "—", "——", "-", "无", "不适用", "－"])
def test_that_a_mark_of_absence_stays_the_mark_that_is_printed(mark: str) -> None:
    assert parse_printed(f" {mark} ", "count") == Parsed(mark)


@pytest.mark.parametrize(
    "printed",
    [
        "规章",
        "1.2.3",
        "12a",
        "1,23",
        "件",
        "²",
        "①",
        "1/2",
        "--5",
        "一二",
        "万元",
        "12（3）",
        "12[300]",
    ],
)
def test_that_a_text_that_is_no_number_is_not_read_as_one(printed: str) -> None:
    assert parse_printed(printed, "count") is None


@pytest.mark.parametrize("printed", ["12（件）", "12 (件)", "12件"])
def test_that_a_unit_behind_a_figure_may_stand_in_brackets(printed: str) -> None:
    assert parse_printed(printed, "count") == Parsed(Decimal(12), "件")


def test_that_a_minus_before_a_count_is_kept_for_the_rules_to_find() -> None:
    assert value_of("-5") == Decimal(-5)


def test_that_a_unit_cell_holds_its_unit() -> None:
    assert parse_printed(" 万 元", "unit") == Parsed("万元")


# --- values in JSON ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("12"), 12),
        (Decimal("12.0"), 12),
        (Decimal("25.6835"), 25.6835),
        ("/", "/"),
        (None, None),
    ],
)
def test_that_a_whole_number_is_an_int_in_json(value: Value, plain: object) -> None:
    told = value_to_json(value)

    assert told == plain
    assert type(told) is type(plain)


def test_that_amounts_in_traditional_characters_keep_their_unit() -> None:
    parsed = parse_printed("1,250.5萬元", "amount")

    assert parsed is not None
    assert (parsed.value, parsed.unit) == (Decimal("1250.5"), "万元")


@pytest.mark.parametrize("printed", ["'15", "’15", '="15"', '"15"', " '15 "])
def test_that_a_figure_is_read_when_a_spreadsheet_kept_it_as_text(printed: str) -> None:
    parsed = parse_printed(printed, "count")

    assert parsed is not None
    assert parsed.value == Decimal(15)


@pytest.mark.parametrize("printed", ["NaN", "nan", "None", "null", "<NA>"])
def test_that_the_word_of_a_program_for_nothing_is_a_blank(printed: str) -> None:
    parsed = parse_printed(printed, "count")

    assert parsed is not None
    assert parsed.value is None
    assert is_blank(printed)
