"""What must hold for every report, however it is written: tried on invented ones."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.errors import Known
from core.reading import read_report
from core.values import Parsed, parse_printed, value_to_json
from tests.corpus.accidents import ACCIDENTS
from tests.corpus.figures import make_figures
from tests.corpus.layouts import Prose, make_draft
from tests.corpus.pieces import cut, figures
from tests.corpus.plan import FORMATS
from tests.corpus.scoring import flat, same

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.corpus.figures import Figures, Value
    from tests.corpus.layouts import Draft

FULL_WIDTH: Final = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
CIRCLED: Final = "①"
POSITIONAL: Final = ("html", "docx", "xlsx", "txt")
"""Formats that keep each cell's place, so that nothing about a value is open."""


def invented(seed: int, *, blanks: bool = False) -> tuple[Figures, Draft]:
    """A report of a town with all sums right."""
    chosen = make_figures(
        Random(seed), size="small", edition=("2019", "2021")[seed % 2], blanks=blanks
    )
    return chosen, make_draft(chosen, Random(seed))


def written(draft: Draft, name: str) -> tuple[bytes, str]:
    suffix, write = FORMATS[name]
    return write(draft, Random(1)), f"report.{suffix}"


def read(draft: Draft, name: str) -> dict[str, Value]:
    """Every cell that the program yields with a known value or a blank, by address."""
    extraction = read_report(*written(draft, name)).extraction
    return {str(c.address): value_to_json(c.value) for c in extraction.cells if c.is_known}


def differing(gold: dict[str, Value], got: dict[str, Value]) -> list[str]:
    """The cells that were not read as they are."""
    return [
        a for a, v in gold.items() if not same(v, got.get(a)) or (a not in got and v is not None)
    ]


def grouped(digits: str) -> str:
    return f"{int(digits):,}"


NOTATIONS: Final[dict[str, Callable[[str], str]]] = {
    "plain": lambda d: d,
    "thousands": grouped,
    "full width": lambda d: d.translate(FULL_WIDTH),
    "full width thousands": lambda d: grouped(d).translate(FULL_WIDTH),
    "blanks around": lambda d: f" \u3000{d}\u00a0",
    "invisible": lambda d: f"\ufeff{d}\u200b",
    "unit": lambda d: f"{d}件",
    "unit apart": lambda d: f"{d} 个",
    "line break": lambda d: f"{d}\n",
}


@given(number=st.integers(0, 10**9), notation=st.sampled_from(sorted(NOTATIONS)))
def test_that_a_count_comes_back_equal_when_it_is_printed_in_any_notation(
    number: int, notation: str
) -> None:
    parsed = parse_printed(NOTATIONS[notation](str(number)), "count")

    assert parsed is not None
    assert parsed.value == number
    assert not parsed.joined


@given(number=st.integers(1, 10**6), up=st.sampled_from(["增", "增 ", "+", "＋", "增加", "上升"]))
def test_that_an_increase_is_positive_and_signed_when_a_word_or_sign_says_so(
    number: int, up: str
) -> None:
    parsed = parse_printed(f"{up}{number}", "change")

    assert parsed is not None
    assert (parsed.value, parsed.signed) == (number, True)


@given(number=st.integers(1, 10**6), down=st.sampled_from(["减", "减 ", "-", "−", "减少", "下降"]))
def test_that_a_decrease_is_negative_when_a_word_or_sign_says_so(number: int, down: str) -> None:
    parsed = parse_printed(f"{down}{number}", "change")

    assert parsed is not None
    assert parsed.value == -number


@given(
    cents=st.integers(0, 10**11),
    places=st.integers(1, 6),
    unit=st.sampled_from(["", "元", "万元", " 万元"]),
)
def test_that_an_amount_keeps_every_decimal_and_its_unit(
    cents: int, places: int, unit: str
) -> None:
    amount = Decimal(cents).scaleb(-places)
    parsed = parse_printed(f"{amount:f}{unit}", "amount")

    assert parsed is not None
    assert (parsed.value, parsed.unit) == (amount, unit.strip() or None)


@given(digits=st.text("0123456789", min_size=1, max_size=9), at=st.integers(1, 8))
def test_that_a_torn_number_is_put_together_and_says_so(digits: str, at: int) -> None:
    assume(at < len(digits))
    parsed = parse_printed(f"{digits[:at]} {digits[at:]}", "count")

    assert parsed is not None
    assert (parsed.value, parsed.joined) == (int(digits), True)


def test_that_a_footnote_mark_is_no_digit() -> None:
    assert parse_printed(f"12{CIRCLED}", "count") == Parsed(Decimal(12))
    assert parse_printed(f"{CIRCLED}12", "count") is None


@settings(max_examples=20)
@given(
    seed=st.integers(0, 10**6),
    name=st.sampled_from(POSITIONAL),
    notation=st.sampled_from(sorted(NOTATIONS)),
    number=st.integers(0, 10**7),
)
def test_that_a_figure_survives_its_notation_when_a_whole_report_is_read(
    seed: int, name: str, notation: str, number: int
) -> None:
    chosen, draft = invented(seed)
    piece = Random(seed).choice(
        [p for p in figures(draft, "art20", "requests", "review") if p.text.isdigit()]
    )
    piece.text = NOTATIONS[notation](str(number))
    gold = flat(chosen.tables) | {piece.address or "": number}

    assert differing(gold, read(draft, name)) == []


def reordered(draft: Draft, random: Random) -> None:
    """Put the three tables, with the heading before each, in another order."""
    ACCIDENTS["reordered"](draft, random)


def divided(draft: Draft, random: Random) -> None:
    """Make two tables of one, cut between any two rows below the heading."""
    table = draft.matrices("requests")[0]
    at = random.randint(table.header + 1, len(table.rows) - 1)
    draft.replace(table, list(cut(table, at)))


def joined(draft: Draft, random: Random) -> None:
    """Let the headings between the tables be lost and everything be one grid."""
    ACCIDENTS["one_grid"](draft, random)


def reflowed(draft: Draft, random: Random) -> None:
    """Break the labels at other places."""
    ACCIDENTS["wrapped_labels"](draft, random)


def surrounded(draft: Draft, _random: Random) -> None:
    """Put paragraphs of words between all elements."""
    draft.elements = [
        part for e in draft.elements for part in (e, Prose("详见附件。"), Prose("有关说明如下。"))
    ]


CHANGES: Final = {f.__name__: f for f in (reordered, divided, joined, reflowed, surrounded)}


@settings(max_examples=24)
@given(
    seed=st.integers(0, 10**6),
    name=st.sampled_from(("html", "xlsx", "html-word", "docx")),
    change=st.sampled_from(sorted(CHANGES)),
)
def test_that_the_reading_stays_the_same_when_tables_are_arranged_otherwise(
    seed: int, name: str, change: str
) -> None:
    chosen, draft = invented(seed, blanks=seed % 3 == 0)
    CHANGES[change](draft, Random(seed))

    assert differing(flat(chosen.tables), read(draft, name)) == []


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), name=st.sampled_from((*POSITIONAL, "txt-ragged", "txt-spaced")))
def test_that_a_blanked_cell_leaves_every_other_cell_as_it_was(seed: int, name: str) -> None:
    chosen, draft = invented(seed)
    # The amount of procurement carries a unit, which goes with it.
    able = [
        p for p in figures(draft, "art20", "requests", "review") if "amount" not in str(p.address)
    ]
    piece = Random(seed).choice(able)
    piece.text = ""
    gold = flat(chosen.tables)
    got = read(draft, name)
    others = {a: v for a, v in got.items() if a != piece.address}

    assert [a for a, v in others.items() if not same(gold.get(a), v)] == []
    if name in POSITIONAL:
        assert got[piece.address or ""] is None


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_that_cells_without_a_known_value_hold_none_and_sure_ones_are_right(
    seed: int, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(("txt-spaced", "txt-stacked", "html-paragraphs", "markdown")))
    chosen, draft = invented(seed, blanks=True)
    gold = flat(chosen.tables)
    extraction = read_report(*written(draft, name)).extraction

    for cell in extraction.cells:
        if not cell.is_known:
            assert cell.value is None, cell
        elif cell.confidence >= 0.95:
            assert same(gold.get(str(cell.address)), value_to_json(cell.value)), cell


@cache
def sound(name: str) -> bytes:
    """A whole report of a format, made once."""
    _, draft = invented(3)
    return written(draft, name)[0]


def ends_well(data: bytes, name: str) -> None:
    """Read it, or be told what is wrong: any other exception is ours."""
    with suppress(Known):
        assert read_report(data, name).document.text


NAMES: Final = ("报告.pdf", "报告.docx", "报告.xlsx", "报告.html", "报告.txt", "报告", "a.b.c.exe")
SOUND: Final = [
    n for n in ("html", "html-gb", "docx", "xlsx", "pdf", "txt", "html-script") if n in FORMATS
]


@settings(max_examples=30)
@given(kind=st.sampled_from(SOUND), share=st.floats(0, 1), name=st.sampled_from(NAMES))
def test_that_a_truncated_report_ends_in_a_reading_or_a_known_error(
    kind: str, share: float, name: str
) -> None:
    data = sound(kind)

    ends_well(data[: int(len(data) * share)], name)


@settings(max_examples=30)
@given(kind=st.sampled_from(SOUND), seed=st.integers(0, 10**6), name=st.sampled_from(NAMES))
def test_that_a_damaged_report_ends_in_a_reading_or_a_known_error(
    kind: str, seed: int, name: str
) -> None:
    random, data = Random(seed), bytearray(sound(kind))
    for _ in range(random.choice((1, 5, 60))):
        data[random.randrange(len(data))] = random.randrange(256)

    ends_well(bytes(data), name)


STARTS: Final = (
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html>",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xd0\xcf\x11\xe0",
)


@settings(max_examples=150)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_that_random_bytes_end_in_a_reading_or_a_known_error(
    start: bytes, rest: bytes, name: str
) -> None:
    ends_well(start + rest, name)


HOSTILE: Final = {
    "a million colspans": "<table><tr><td colspan=1000000 rowspan=1000000>一、本年新收</td></tr></table>",
    "deep nesting": "<table><tr><td>" * 3000 + "自然人",
    "deep blocks": "<div>" * 20000 + "政府信息公开工作年度报告",
    "negative spans": "<table><tr><td colspan=-3 rowspan=x>总计</td><td>１</td></tr></table>",
    "one endless line": "一、本年新收政府信息公开申请数量 " + "1 " * 50000,
    "many digits": "第二十条第（一）项\t规章\t" + "9" * 20000,
    "headings only": "\n".join(["三、收到和处理政府信息公开申请情况"] * 3000),
    "bars": "|".join(["自然人"] * 5000),
    "odd digits": "一、本年新收政府信息公开申请数量\t²\t①\t٣\t½\tⅧ\t百\t〇",
    "lone surrogates": "一、\ud800本年新收\udfff",
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("suffix", ["html", "txt"])
def test_that_hostile_text_ends_in_a_reading_or_a_known_error(case: str, suffix: str) -> None:
    ends_well(HOSTILE[case].encode("utf-8", "surrogatepass"), f"报告.{suffix}")


@pytest.mark.parametrize("kind", SOUND)
def test_that_a_wrong_suffix_changes_nothing(kind: str) -> None:
    own = read_report(sound(kind), f"report.{FORMATS[kind][0]}").extraction
    wrong = next(n for n in NAMES if not n.endswith(FORMATS[kind][0]))
    other = read_report(sound(kind), wrong).extraction

    assert [c.value for c in other.cells] == [c.value for c in own.cells]


@settings(max_examples=20)
@given(share=st.floats(0, 1), data=st.data())
def test_that_a_truncated_real_report_ends_in_a_reading_or_a_known_error(
    share: float, data: st.DataObject, real_samples: Path
) -> None:
    sources = sorted(p for p in real_samples.glob("*/*") if p.suffix != ".json")
    source = data.draw(st.sampled_from(sources))
    content = source.read_bytes()

    ends_well(content[: int(len(content) * share)], source.name)
