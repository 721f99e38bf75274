from __future__ import annotations

import html
import json
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from core.cells import Origin
from core.extraction import extract
from core.extraction.lines import Field, Line
from core.extraction.rows import positional_row
from core.geometry import PageBox, TextSpan
from core.readers import read_document
from tests.helpers.marked_up import (
    BOXES,
    COLUMNS,
    OUTCOMES,
    REVIEW,
    MarkedCell,
    Rows,
    article,
    figures,
    page,
    read,
    requests_rows,
    review_rows,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = {name: printed.split() for name, printed in REVIEW.items()}


def blocks(rows: Rows, row: str, cell: str) -> str:
    """The rows as nested div elements with these attributes; spans are lost."""
    lines = (
        "".join(f"<div {cell}>{c if isinstance(c, str) else c[0]}</div>" for c in line)
        for line in rows
    )
    return "".join(f"<div {row}>{line}</div>" for line in lines)


def paragraphs(rows: Rows) -> str:
    """Every cell as a paragraph."""
    texts = (c if isinstance(c, str) else c[0] for line in rows for c in line)
    return "".join(f"<p>{text or '&nbsp;'}</p>" for text in texts)


@pytest.mark.parametrize("zeros", [True, False], ids=["zeros", "blanks"])
@pytest.mark.parametrize("stub_rows", [1, 20, 22, 25])
def test_that_a_wrong_rowspan_of_the_stub_moves_no_figure(stub_rows: int, zeros: bool) -> None:
    requests = table(requests_rows(zeros=zeros, stub_rows=stub_rows))

    assert read(page(article(requests=requests))) == figures(zeros=zeros)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        pytest.param("style='display:flex'", "style='flex:1'", id="flex"),
        pytest.param("style='display:table-row'", "style='display:table-cell'", id="display"),
        pytest.param("role=row", "role=cell", id="role"),
        pytest.param("class='tr odd'", "class=td", id="class"),
    ],
)
def test_that_tables_of_div_elements_keep_their_blank_cells(row: str, cell: str) -> None:
    markup = article(
        blocks(BOXES, row, cell),
        blocks(requests_rows(zeros=False), row, cell),
        blocks(review_rows(), row, cell),
    )

    assert read(page(markup)) == figures(zeros=False)


def test_that_rows_without_a_table_element_keep_their_blank_cells() -> None:
    bare = table(requests_rows(zeros=False)).removeprefix("<table>").removesuffix("</table>")

    assert read(page(article(requests=bare))) == figures(zeros=False)


def test_that_cells_that_became_paragraphs_keep_their_blanks() -> None:
    markup = article(
        paragraphs(BOXES), paragraphs(requests_rows(zeros=False)), paragraphs(review_rows())
    )

    assert read(page(markup)) == figures(zeros=False)


@pytest.mark.parametrize(
    "carried",
    [
        pytest.param(lambda a: f"<script>var d={json.dumps({'c': a})}</script>", id="JSON"),
        pytest.param(
            lambda a: f"<script>var d={json.dumps({'c': html.escape(a)})}</script>",
            id="JSON of escaped markup",
        ),
        pytest.param(
            lambda a: f"<script>push([1,{json.dumps(json.dumps({'c': a}))}])</script>",
            id="JSON in a string",
        ),
        pytest.param(
            lambda a: f"<script>document.write('{a.replace('/', chr(92) + '/')}')</script>",
            id="document.write",
        ),
        pytest.param(lambda a: f"<textarea>{html.escape(a)}</textarea>", id="text field"),
        pytest.param(lambda a: f"<noscript>{a}</noscript>", id="noscript"),
        pytest.param(lambda a: f"<div>{html.escape(a)}</div>", id="escaped twice"),
        pytest.param(lambda a: f'<iframe srcdoc="{html.escape(a)}"></iframe>', id="frame"),
        pytest.param(lambda a: f"<div style='display:none'>{a}</div>", id="hidden"),
    ],
)
def test_that_an_article_is_read_that_only_a_script_would_show(
    carried: Callable[[str], str],
) -> None:
    assert read(page(f"<p>首页</p>{carried(article())}")) == figures()


def test_that_a_copy_that_the_style_sheet_hides_is_not_mixed_in() -> None:
    other = article().replace(">812<", ">813<").replace(">23<", ">77<")
    sheet = "<style>@media print {.a{display:none}} .b, .c {color:red; display : none}</style>"

    read_back = read(page(f"<div class=a>{article()}</div><div class='x b'>{other}</div>", sheet))

    assert read_back == figures()


def test_that_of_several_reports_in_one_file_one_is_read_and_the_rest_told() -> None:
    earlier = article().replace("2023", "2022").replace(">812<", ">700<").replace(">23<", ">77<")

    extraction = extract(read_document(page(article() + earlier), "a"))

    assert read(page(article() + earlier)) == figures()
    assert extraction.year.value == "2023"
    assert any("2 份报告" in note or "2 reports" in note for note in extraction.notes)


def test_that_two_copies_of_a_report_on_a_page_are_one() -> None:
    extraction = extract(read_document(page(article() * 2), "a"))

    assert read(page(article() * 2)) == figures()
    assert extraction.notes == ()


def test_that_a_table_cut_in_two_stays_under_its_columns() -> None:
    rows = requests_rows(zeros=False)
    cut = f"{table(rows[:14])}<p>- 3 -</p>{table(rows[14:])}"

    assert read(page(article(requests=cut))) == figures(zeros=False)


def test_that_a_review_table_cut_in_two_is_put_together() -> None:
    direct, after = PARTS["litigation_direct"], PARTS["litigation_after_reconsideration"]
    first: Rows = [[("行政复议", 5, 1)], [*OUTCOMES], [*PARTS["reconsideration"]]]
    second: Rows = [
        [("行政诉讼", 10, 1)],
        [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [*OUTCOMES, *OUTCOMES],
        [*direct, *after],
    ]

    assert read(page(article(review=table(first) + table(second)))) == figures()


def test_that_a_review_table_with_a_row_a_procedure_is_read_by_its_labels() -> None:
    rows: Rows = [
        ["", *OUTCOMES],
        ["复议后起诉", *PARTS["litigation_after_reconsideration"]],
        ["行政复议", *PARTS["reconsideration"]],
        ["未经复议直接起诉", *PARTS["litigation_direct"]],
    ]

    assert read(page(article(review=table(rows)))) == figures()


def test_that_a_column_of_all_litigation_has_no_part_in_the_review_cells() -> None:
    rows = review_rows()
    rows[1].append(("诉讼合计", 1, 2))
    rows[3].append("4")

    assert read(page(article(review=table(rows)))) == figures()


def test_that_a_table_without_any_figure_is_blank_and_not_missing() -> None:
    rows = requests_rows()
    for row in rows[3:]:
        row[-7:] = [""] * 7

    extraction = extract(read_document(page(article(requests=table(rows))), "a"))

    cells = [cell for cell in extraction.cells if cell.address.table == "requests"]
    assert {(cell.value, cell.origin) for cell in cells} == {(None, Origin.READ)}
    assert len(cells) == 25 * 7


def _with_one_cell(rows: Rows, first: int, last: int, cell: MarkedCell) -> Rows:
    """The rows; in those from first to last one cell stands for all seven."""
    for row in rows[first : last + 1]:
        del row[-7:]
    rows[first].append(cell)
    return rows


@pytest.mark.parametrize("printed", ["0", "０", "<p>0</p>"])
def test_that_a_zero_drawn_over_a_row_is_a_zero_in_each_of_its_cells(printed: str) -> None:
    rows = _with_one_cell(requests_rows(), 7, 7, (printed, 7, 1))

    assert read(page(article(requests=table(rows)))) == figures()


def test_that_a_zero_drawn_over_the_organisations_leaves_the_other_columns() -> None:
    rows = requests_rows()
    rows[8][-6:] = [("0", 5, 1), "1"]

    assert read(page(article(requests=table(rows)))) == figures()


def test_that_a_zero_drawn_over_a_block_of_rows_is_a_zero_in_each_of_its_cells() -> None:
    rows = _with_one_cell(requests_rows(), 20, 22, ("0", 7, 3))

    assert read(page(article(requests=table(rows)))) == figures()


@pytest.mark.parametrize("mark", ["/", "—", "无"])
def test_that_a_mark_of_absence_drawn_over_a_row_stands_in_each_of_its_cells(mark: str) -> None:
    rows = _with_one_cell(requests_rows(), 7, 7, (mark, 7, 1))
    wanted = figures() | {f"requests.denied_1.{column}": mark for column in COLUMNS}

    assert read(page(article(requests=table(rows)))) == wanted


@pytest.mark.parametrize("mark", ["0", "/"])
def test_that_what_is_drawn_over_a_row_of_section_two_stands_in_each_of_its_cells(
    mark: str,
) -> None:
    rows = [["规章", (mark, 3, 1)] if row[0] == "规章" else row for row in BOXES]
    value = 0 if mark == "0" else mark
    wanted = {f"art20_1.regulations.{name}": value for name in ("issued", "repealed", "in_force")}

    assert read(page(article(table(rows)))) == figures() | wanted


def test_that_another_figure_drawn_over_a_row_is_left_open() -> None:
    rows = _with_one_cell(requests_rows(), 7, 7, ("2", 7, 1))

    extraction = extract(read_document(page(article(requests=table(rows))), "a"))

    cells = [cell for cell in extraction.cells if cell.address.row == "denied_1"]
    assert {cell.origin for cell in cells} == {Origin.AMBIGUOUS}


@pytest.mark.parametrize("blocks_of", [[15], [5, 10], [5, 5, 5]])
def test_that_a_zero_drawn_over_a_block_of_the_review_table_is_a_zero_in_each_cell(
    blocks_of: list[int],
) -> None:
    rows = review_rows()
    rows[3] = [("0", width, 1) for width in blocks_of]

    cells = extract(read_document(page(article(review=table(rows))), "a")).cells

    values = [cell.value for cell in cells if cell.address.table == "review"]
    assert values == [0] * 15


def test_that_a_local_row_below_the_application_table_is_kept_aside() -> None:
    local: Rows = [[("五、收取信息处理费（元）", 3, 1), "100", "0", "0", "0", "0", "0", "100"]]
    requests = table([*requests_rows(), *local])

    extraction = extract(read_document(page(article(requests=requests)), "a"))

    assert read(page(article(requests=requests))) == figures()
    assert [(row.label, row.texts[0]) for row in extraction.unplaced] == [
        ("五、收取信息处理费（元）", "100")
    ]


def test_that_figures_stay_under_their_headings_when_a_column_was_left_out() -> None:
    rows = requests_rows()
    rows[0] = [rows[0][0], ("申请人情况", 6, 1)]
    rows[1] = [rows[1][0], ("法人或其他组织", 4, 1), rows[1][2]]
    rows[2].remove("科研机构")
    for row in rows[3:]:
        del row[-5]

    wanted = {
        address: None
        if address.startswith("requests.") and address.endswith(".research")
        else value
        for address, value in figures().items()
    }

    assert read(page(article(requests=table(rows)))) == wanted


def test_that_a_column_with_a_foreign_heading_is_passed_over() -> None:
    rows = requests_rows()
    rows[0] = [rows[0][0], ("申请人情况", 8, 1)]
    rows[1] = [rows[1][0], ("法人或其他组织", 6, 1), rows[1][2]]
    rows[2].insert(1, "个体工商户")
    for row in rows[3:]:
        row.insert(-5, "0")

    assert read(page(article(requests=table(rows)))) == figures()


def test_that_boxes_of_section_two_are_found_when_the_first_banner_is_damaged() -> None:
    damaged = table(BOXES).replace("第二十条第（一）项", "第二十某第（一）项")

    assert read(page(article(boxes=damaged))) == figures()


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("<ruby>{}<rt>zi</rt></ruby>", id="pronunciation"),
        pytest.param("<del>99</del>{}", id="deleted"),
        pytest.param("<span style='text-decoration:line-through'>99</span> {}", id="struck out"),
        pytest.param("<span style='mso-hide:all'>9</span>{}", id="hidden in Word"),
        pytest.param("<table><tr><td>{}</td></tr></table>", id="table of one cell"),
        pytest.param("<input value='{}'>", id="form field"),
        pytest.param("<math><mn>{}</mn></math>", id="formula"),
        pytest.param("<svg><desc>9</desc><text>{}</text></svg>", id="drawing"),
    ],
)
def test_that_a_cell_holds_what_is_shown_in_it(written: str) -> None:
    requests = table(requests_rows()).replace(">23<", f">{written.format('23')}<")

    assert read(page(article(requests=requests))) == figures()


@pytest.mark.parametrize(
    "mark", ["<sup>1</sup>", "<sup>[1]</sup>", "<sup><a href='#n'>①</a></sup>"]
)
def test_that_a_raised_footnote_number_is_no_digit_of_the_figure(mark: str) -> None:
    requests = table(requests_rows()).replace(">30<", f">30{mark}<")

    assert read(page(article(requests=requests)))["requests.new.total"] == 30


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=iso-8859-1>", "gb18030"),
        ("<meta charset=gb2312>", "utf-8"),
        ("<meta charset=utf-8>", "gb18030"),
        ("<meta charset=big5>", "gb18030"),
        ("", "utf-16"),
    ],
)
def test_that_the_bytes_decide_when_a_page_declares_the_wrong_charset(
    head: str, encoding: str
) -> None:
    assert read(page(article(), head).decode().encode(encoding)) == figures()


def test_that_text_once_taken_for_western_characters_is_put_right() -> None:
    mangled = page(article()).decode("latin-1").encode()

    assert read(mangled) == figures()


@pytest.mark.parametrize("zeros", [True, False], ids=["zeros", "blanks"])
@pytest.mark.parametrize("stub_rows", [18, 20, 22])
def test_that_a_wrong_rowspan_moves_no_figure_beside_a_column_of_subtotals(
    stub_rows: int, zeros: bool
) -> None:
    """A formula fills the column 小计, so that its zeros stand beside blanks."""
    rows = requests_rows(zeros=zeros, stub_rows=stub_rows)
    rows[0][1], rows[1][1] = ("申请人情况", 8, 1), ("法人或其他组织", 6, 1)
    rows[2].append("小计")
    for row in rows[3:]:
        others = [cell if isinstance(cell, str) else cell[0] for cell in row[-6:-1]]
        row.insert(-1, str(sum(int(text or 0) for text in others)))

    assert read(page(article(requests=table(rows)))) == figures(zeros=zeros)


def test_that_a_subtotal_that_a_wrong_rowspan_moved_keeps_its_figures_and_no_blank_behind() -> None:
    rows = requests_rows(stub_rows=26)
    rows.insert(15, ["小计", *"4 1 0 0 1 0 6".split()])

    extraction = extract(read_document(page(article(requests=table(rows))), "报告"))

    assert [line.texts for line in extraction.unplaced] == [("4", "1", "0", "0", "1", "0", "6")]


def test_that_a_subtotal_in_a_table_with_a_column_too_many_is_under_the_columns_of_the_form() -> (
    None
):
    rows = [
        row if n < 3 else [*row, "", "", ""] for n, row in enumerate(requests_rows(stub_rows=23))
    ]
    rows[7][0] = ("（三）不予公开", 1, 9)
    rows.insert(15, ["小计", *"4 1 0 0 1 0 6".split(), "", "", ""])

    extraction = extract(read_document(page(article(requests=table(rows))), "报告"))

    assert [line.texts for line in extraction.unplaced] == [("4", "1", "0", "0", "1", "0", "6")]


@pytest.mark.parametrize("characters", [3, 5])
def test_that_labels_wrapped_in_paragraphs_keep_their_own_row_beside_a_blank_one(
    characters: int,
) -> None:
    def wrapped(text: str) -> str:
        if text.isascii():
            return text
        return "<br>".join(text[at : at + characters] for at in range(0, len(text), characters))

    rows: Rows = [
        [wrapped(c if isinstance(c, str) else c[0]) for c in row]
        for row in requests_rows(zeros=False)
    ]
    markup = article(requests=paragraphs(rows))

    assert read(page(markup)) == figures(zeros=False)


def test_that_a_column_beside_a_foreign_one_stays_where_a_page_is_set_a_hair_apart() -> None:
    """Behind the column 小计, a page break moves the table by a hundredth of a point."""
    edges = [300.0, 330.0, 360.0, 390.0, 420.0, 450.0, 480.0, 500.0, 530.0]
    header = (*pairwise(edges[:7]), (edges[7], edges[8]))
    moved = [*edges[:7], edges[7] - 0.01, edges[8]]
    printed = ["2", "1", "0", "0", "0", "0", "1", "3"]
    label = Field("1.属于国家秘密", PageBox(2, 200.0, 30.0, 300.0, 42.0), 2, 3)
    values = [
        Field(text, PageBox(2, x0, 30.0, x1, 42.0), n + 3, n + 4)
        for n, (text, (x0, x1)) in enumerate(zip(printed, pairwise(moved), strict=True))
    ]
    line = Line("grid", (label, *values), 1, TextSpan(0, 30))

    row = positional_row(line, header, 7, foreign=((edges[6], edges[7]),))

    assert [f.text if f else None for f in row.mapped or ()] == ["2", "1", "0", "0", "0", "0", "3"]


def _review(printed: str) -> str:
    return table([*review_rows()[:3], [value.replace("·", "") for value in printed.split()]])


def test_that_a_review_table_printed_twice_is_read_when_cells_are_blank() -> None:
    twice = _review("1 2 · · 3 · 1 · · 1 2 · · 1 3") * 2

    got = read(page(article(review=f"{twice}")))

    wanted = {address: value or None for address, value in figures().items()}
    assert {a: v for a, v in got.items() if a.startswith("review")} == {
        a: v for a, v in wanted.items() if a.startswith("review")
    }


def test_that_a_cell_is_open_in_which_two_prints_of_the_review_table_differ() -> None:
    twice = _review("1 2 0 0 3 0 1 0 0 1 2 0 0 1 3") + _review("1 2 0 0 3 0 4 0 0 4 2 0 0 1 3")

    cells = {
        str(c.address): c for c in extract(read_document(page(article(review=twice)), "a")).cells
    }

    assert cells["review.litigation_direct.corrected"].candidates == (Decimal(1), Decimal(4))
    assert cells["review.litigation_direct.corrected"].value is None
    assert cells["review.reconsideration.total"].value == Decimal(3)
