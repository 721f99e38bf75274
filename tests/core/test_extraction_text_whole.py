"""Tables of plain text that only their figures as a whole, in the order of the text, explain."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue import load_catalogue
from core.cells import Cell, Origin
from core.extraction.box_order import dealt_in_order
from core.extraction.editions import named_editions
from core.extraction.fields import lines_of
from core.extraction.lines import Field
from core.extraction.repair import Relation
from core.extraction.review_order import readings_in_order
from core.extraction.whole import read_whole
from core.geometry import TextSpan
from core.readers import read_document
from core.reading import read_report
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values

_EXPECTED = [list(FIGURES.get(n, NONE)) for n in range(len(ROWS_2021))]
_CODES = ("new", "carried_in", "granted", "total", "carried_out")
_SUMS: list[Relation] = [
    (["granted"], ["total"]),
    (["new", "carried_in"], ["total", "carried_out"]),
]


def _fields(text: str) -> list[Field]:
    return [Field(word, TextSpan(n, n + 1), n, n + 1) for n, word in enumerate(text.split())]


def _read(text: str) -> dict[str, list[int]] | None:
    whole = read_whole(_fields(text), _CODES, 4, _SUMS)
    if whole is None:
        return None
    return {c: [int(str(p.value)) for p in option] for c, option in whole.rows.items()}


def _torn(extra: dict[int, list[str]] | None = None) -> str:
    """Four labels at a time, then their figures, each on a line; ``extra`` lines before a row."""
    lines: list[str] = []
    for start in range(0, len(ROWS_2021), 4):
        rows = range(start, min(start + 4, len(ROWS_2021)))
        lines += [ROWS_2021[n] for n in rows]
        for n in rows:
            lines += [*(extra or {}).get(n, []), *map(str, FIGURES.get(n, NONE))]
    return "\n".join(lines)


def test_that_figures_in_order_are_a_table_when_every_sum_holds() -> None:
    found = _read("3 1 0 4  1 0 0 1  3 1 0 4  3 1 0 4  1 0 0 1")

    assert found is not None
    assert found["new"] == [3, 1, 0, 4]
    assert found["carried_out"] == [1, 0, 0, 1]


def test_that_one_misprinted_figure_leaves_the_order_as_it_is() -> None:
    # The total of the new applications should be 4.
    found = _read("3 1 0 5  1 0 0 1  3 1 0 4  3 1 0 4  1 0 0 1")

    assert found is not None
    assert found["new"] == [3, 1, 0, 5]


def test_that_figures_of_another_table_between_the_rows_are_left_out() -> None:
    found = _read("3 1 0 4  1 0 0 1  72 72  3 1 0 4  3 1 0 4  1 0 0 1")

    assert found is not None
    assert found["granted"] == [3, 1, 0, 4]


def test_that_digits_of_a_number_cut_in_two_are_put_together_by_the_sums() -> None:
    found = _read("1 3 1 0 14  1 0 0 1  13 1 0 14  13 1 0 14  1 0 0 1")

    assert found is not None
    assert found["new"] == [13, 1, 0, 14]


def test_that_a_lost_figure_is_what_the_sums_make_it() -> None:
    found = _read("3 1 0 4  1 0 0 1  3 0 4  3 1 0 4  1 0 0 1")

    assert found is not None
    assert found["granted"] == [3, 1, 0, 4]


@pytest.mark.parametrize(
    "text",
    [
        # Columns instead of rows, of which one is misprinted in two rows.
        "3 1 3 3 1  1 0 1 1 0  0 0 0 0 0  4 1 9 9 1",
        # Two rows changed places, so that the balance does not hold.
        "1 0 0 1  3 1 0 4  1 0 0 1  3 1 0 4  3 1 0 4",
        "",
        "0 0 0",
    ],
    ids=["by columns", "rows mixed", "nothing", "too few"],
)
def test_that_figures_which_do_not_add_up_in_order_say_nothing(text: str) -> None:
    assert _read(text) is None


def test_that_figures_in_columns_are_rows_when_all_sums_hold_so() -> None:
    found = _read("3 1 3 3 1  1 0 1 1 0  0 0 0 0 0  4 1 4 4 1")

    assert found is not None
    assert found["carried_in"] == [1, 0, 0, 1]
    assert found["total"] == [3, 1, 0, 4]


def test_that_a_page_break_begins_another_block_of_columns() -> None:
    # Two rows on the first page, three on the next, each page column by column.
    found = _read("3 1  1 0  0 0  4 1   3 3 1  1 1 0  0 0 0  4 4 1")

    assert found is not None
    assert found["new"] == [3, 1, 0, 4]
    assert found["carried_in"] == [1, 0, 0, 1]
    assert found["carried_out"] == [1, 0, 0, 1]


def test_that_a_lost_figure_which_two_readings_explain_is_left_open() -> None:
    # 2 applications: either of the first two columns of three rows may have lost its figure.
    assert _read("2 0 2  0 0 0 0  2 0 2  2 0 2  0 0 0 0") is None


def test_that_rows_are_concluded_when_figures_of_the_next_table_stand_among_them() -> None:
    table = _torn({20: ["尚未审", "结", "总计", "72", "72"]})

    rows = rows_of(read_table(table))

    assert [values(cells) for cells in rows.values()] == _EXPECTED
    assert all(c.confidence < 0.9 for c in rows["other_1"])
    assert all(c.candidates for c in rows["other_1"] if c.origin is Origin.INFERRED)


def test_that_rows_keep_their_figures_when_subtotals_stand_below_each_group() -> None:
    # Subtotals of 不予公开 (row 7: 2, 1 and 3), 无法提供 (row 12: 1), 不予处理 and 其他处理 (nothing).
    subtotals = {12: "2 1 0 0 0 0 3", 15: "0 1 0 0 0 0 1", 20: "0 0 0 0 0 0 0", 23: "0 0 0 0 0 0 0"}
    table = _torn({n: ["小计", *figures.split()] for n, figures in subtotals.items()})

    rows = rows_of(read_table(table))

    assert [values(cells) for cells in rows.values()] == _EXPECTED


def _review(table: str) -> list[Cell]:
    text = "\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            "三、收到和处理政府信息公开申请情况",
            _torn(),
            "四、政府信息公开行政复议、行政诉讼情况",
            table,
            "五、存在的主要问题及改进情况",
        )
    )
    extraction = read_report(text.encode(), "report.txt").extraction
    return [c for c in extraction.cells if c.address.table == "review"]


# As pdftotext tears the headings of a table apart: their pieces stand between its figures.
_PIECES = (
    "行政复议 行政诉讼 未经复议直接起诉 结果 结果纠 维持 正 {} {} 其他结 果 尚未 审结 总计 {} {} {}"
    " 结果 维持 结果 纠正 其他 结果 {} {} {} 复议后起诉 尚未审 总计 结 {} {}"
    " 结果维 结果 持 纠正 {} {} 其他 结果 尚未 审结 总计 {} {} {}"
)


def test_that_review_figures_between_pieces_of_headings_are_concluded_from_their_order() -> None:
    printed = (0, 1, 0, 0, 1, 0, 2, 0, 2, 4, 0, 0, 3, 0, 3)

    cells = _review(_PIECES.format(*printed).replace(" ", "\n"))

    assert values(cells) == list(printed)
    assert {c.origin for c in cells} == {Origin.INFERRED}
    assert all(c.confidence < 0.9 for c in cells)
    assert set(cells[0].candidates) == {Decimal(n) for n in (0, 1, 2, 3, 4)}


def test_that_review_figures_between_pieces_of_headings_are_concluded_when_one_sum_fails() -> None:
    printed = (0, 1, 0, 0, 1, 0, 2, 0, 2, 5, 0, 0, 3, 0, 3)

    cells = _review(_PIECES.format(*printed).replace(" ", "\n"))

    assert {c.origin for c in cells} == {Origin.INFERRED}
    assert values(cells) == list(printed)


def test_that_review_figures_between_pieces_of_headings_stay_open_when_two_sums_fail() -> None:
    printed = (0, 1, 0, 0, 1, 0, 2, 0, 2, 5, 0, 0, 3, 0, 9)

    cells = _review(_PIECES.format(*printed).replace(" ", "\n"))

    assert {c.origin for c in cells} == {Origin.AMBIGUOUS}
    assert set(values(cells)) == {None}


def _groups(text: str) -> list[tuple[Field, ...]]:
    return [tuple(_fields(group)) for group in text.split("|")]


def _readings(text: str) -> list[list[int]]:
    found = readings_in_order(_groups(text))
    return [[int(str(p.value)) for p in option] for option in found]


def test_that_a_total_printed_behind_its_neighbours_goes_back_to_its_block() -> None:
    # The group in the middle holds the first total and the block behind it, the total last.
    assert _readings("2 0 | 1 | 0 | 0 1 0 0 1 0 3 | 1 0 0 1") == [
        [2, 0, 1, 0, 3, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1]
    ]


def test_that_review_figures_of_which_two_orders_add_up_have_both_readings() -> None:
    # The total 2 stands before 0 and 1: these are two of the parts beside 1, in either place.
    found = _readings("1 2 0 1 0 | 0 0 0 0 0 | 0 0 0 0 0")

    assert sorted(own[:5] for own in found) == [
        [0, 1, 0, 1, 2],
        [0, 1, 1, 0, 2],
        [1, 0, 1, 0, 2],
    ]


@pytest.mark.parametrize("text", ["1 1 | 2", "1 0 0 0 2 | 1 0 0 0 3 | 0 0 0 0 0"])
def test_that_review_figures_without_sums_have_no_reading(text: str) -> None:
    assert _readings(text) == []


@given(st.lists(st.integers(0, 9), min_size=12, max_size=12), st.integers(1, 14), st.data())
@settings(max_examples=40, deadline=None)
def test_that_the_true_review_table_is_among_the_readings_of_one_turned_group(
    parts: list[int], cut: int, data: st.DataObject
) -> None:
    blocks = [parts[n : n + 4] for n in range(0, 12, 4)]
    true = [v for own in blocks for v in (*own, sum(own))]
    group, rest = true[:cut], true[cut:]
    first = data.draw(st.lists(st.booleans(), min_size=cut, max_size=cut))
    turned = [
        *(v for v, is_first in zip(group, first, strict=True) if is_first),
        *(v for v, is_first in zip(group, first, strict=True) if not is_first),
    ]
    text = " ".join(map(str, turned)) + "|" + " ".join(map(str, rest))

    found = _readings(text)

    in_order = _readings(" ".join(map(str, [*turned, *rest])))
    assert true in found or found == in_order or not found


def test_that_figures_which_fell_off_the_table_stand_after_the_last_section() -> None:
    printed = (0, 1, 0, 0, 1, 0, 2, 0, 2, 4, 0, 0, 3, 0, 3)
    torn = _PIECES.format(*printed).replace(" ", "\n").removesuffix("总计\n3\n0\n3")
    text = "\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            "三、收到和处理政府信息公开申请情况",
            _torn(),
            "四、政府信息公开行政复议、行政诉讼情况",
            torn,
            "五、存在的主要问题及改进情况",
            "一是公开内容还不够全面。",
            "六、其他需要报告的事项",
            "本年度发出收费通知2件。",
            "3",
            "0",
            "总计",
            "3",
        )
    )
    extraction = read_report(text.encode(), "report.txt").extraction

    cells = [c for c in extraction.cells if c.address.table == "review"]

    assert values(cells) == list(printed)
    assert all(c.origin is Origin.INFERRED for c in cells)


_BOXES = """规章 1 0 3 行政规范性文件 4 2 11
第二十条第（五）项 行政许可 本年处理决定数量 208
第二十条第（六）项 行政处罚 36 行政强制 0
第二十条第（八）项 行政事业性收费 105.95"""


def _dealt(text: str) -> dict[str, list[str]]:
    """The figures that are dealt out to each row of the boxes printed so."""
    forms = [form for _, form in sorted(load_catalogue().forms.items())]
    lines = lines_of(read_document(text.encode(), "boxes.txt"))
    figures = [f for line in lines for f in line.fields if f.is_figure]
    return {
        row: [f.text for f in own]
        for (_, row), own in dealt_in_order(figures, forms, lines).items()
    }


def test_that_figures_as_many_as_the_cells_of_an_edition_are_dealt_out_to_its_boxes() -> None:
    assert _dealt(_BOXES) == {
        "regulations": ["1", "0", "3"],
        "normative_documents": ["4", "2", "11"],
        "licensing": ["208"],
        "penalty": ["36"],
        "coercion": ["0"],
        "fees": ["105.95"],
    }


def test_that_figures_of_another_number_are_dealt_out_to_no_box() -> None:
    assert _dealt(_BOXES.replace("规章 1", "规章")) == {}


def test_that_figures_behind_the_label_of_another_row_are_dealt_out_to_no_row_of_the_box() -> None:
    dealt = _dealt(_BOXES.replace("行政处罚 36 行政强制 0", "行政处罚 行政强制 36 0"))

    assert not {"penalty", "coercion"} & dealt.keys()
    assert dealt["licensing"] == ["208"]


LATE = "1.申请人无正当理由\n逾期不补正、行政机\n关不再处理其政府信息公开申请"


@pytest.mark.parametrize(
    ("words", "editions"),
    [(LATE, ["2021"]), ("", ["2019", "2021"])],
    ids=["a row of its own", "no row of its own"],
)
def test_that_a_row_that_only_one_edition_has_tells_it_wherever_it_stands(
    words: str, editions: list[str]
) -> None:
    """Text that lost its order prints the stub （六） beside figures, as the older form has it."""
    text = f"（七）总计 0 0 0 0 0 0 0\n（六）其他处理 0 0 0 0 0 0 0\n{words}"
    forms = [form for _, form in sorted(load_catalogue().forms.items())]

    named = named_editions(lines_of(read_document(text.encode(), "report.txt")), forms)

    assert [form.edition for form in named] == editions
