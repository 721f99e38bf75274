"""Application tables that a page break cuts within a row, its headings printed again above the rest."""

from __future__ import annotations

import pytest

from core.extraction import extract
from core.readers import read_document
from core.values import value_to_json
from tests.helpers.marked_up import HEADINGS, article, figures, page, read, requests_rows, table
from tests.helpers.plain_tables import Table, report_tables

_HEADER = 3


def _markup(cells: Table) -> str:
    rows = ("".join(f"<td>{text}</td>" for text in row) for row in cells)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cut(row: int, label_at: int, *, values: int, headed: bool = True) -> bytes:
    """The report with its row torn: the label at a character, the values in part 0 or 1."""
    _, requests, _ = report_tables(zeros=True)
    cells = requests[row]
    first, second = [list(cells), [""] * len(cells)]
    at = max(n for n, text in enumerate(cells[:3]) if text)
    first[at], second[at] = cells[at][:label_at], cells[at][label_at:]
    if values == 1:
        first[3:], second[3:] = second[3:], first[3:]
    header = requests[:_HEADER] if headed else []
    parts = [[*requests[:row], first], [*header, second, *requests[row + 1 :]]]
    return page(article(requests="<p>- 3 -</p>".join(map(_markup, parts))))


@pytest.mark.parametrize("headed", [True, False], ids=["headings again", "no headings"])
@pytest.mark.parametrize("values", [0, 1], ids=["figures above", "figures below"])
@pytest.mark.parametrize(
    ("row", "at"),
    [(6, 18), (22, 8), (23, 17), (8, 6)],
    ids=["partial", "repeated", "long", "short"],
)
def test_that_a_row_is_whole_when_a_page_break_tears_its_label(
    row: int, at: int, values: int, headed: bool
) -> None:
    assert read(_cut(row, at, values=values, headed=headed)) == figures(zeros=True)


def test_that_numbers_are_whole_when_a_page_break_cuts_them_within_their_cells() -> None:
    _, requests, _ = report_tables(zeros=True)
    row = next(n for n, cells in enumerate(requests) if "（七）总计" in cells)
    first = [*requests[row][:3], "123", "4", "0", "1", "2", "1", "123"]
    second = ["", "", "", "45", "", "", "", "", "", "53"]
    parts = [[*requests[:row], first], [*requests[:_HEADER], second, *requests[row + 1 :]]]

    values = read(page(article(requests="".join(map(_markup, parts)))))

    assert values["requests.total.natural_person"] == 12345
    assert values["requests.total.commercial"] == 4
    assert values["requests.total.total"] == 12353


def test_that_a_row_without_a_label_stays_one_when_the_row_above_prints_longer_numbers() -> None:
    _, requests, _ = report_tables(zeros=True)
    row = next(n for n, cells in enumerate(requests) if "四、结转下年度继续办理" in cells)
    nameless = ["", "", "", *requests[row][3:]]
    parts = [requests[:row], [*requests[:_HEADER], nameless]]

    values = read(page(article(requests="".join(map(_markup, parts)))))

    assert values["requests.total.natural_person"] == 23
    assert values["requests.total.total"] == 31


@pytest.mark.parametrize("row", [9, 14, 20])
def test_that_the_rest_of_a_table_is_read_when_it_has_a_narrower_stub(row: int) -> None:
    _, requests, _ = report_tables(zeros=True)
    rest = [cells[1:] for cells in [*requests[:_HEADER], *requests[row:]]]
    rest[-1][0] = requests[-1][0]
    parts = [requests[:row], rest]

    assert read(page(article(requests="".join(map(_markup, parts))))) == figures(zeros=True)


def test_that_no_figure_is_sure_when_the_edge_of_the_paper_cuts_columns_off() -> None:
    rows = requests_rows(zeros=True)
    cut = [[cell for cell in row if cell not in {"法律服务机构", "其他"}] for row in rows]
    cut[1] = [("自然人", 1, 2), ("法人", 3, 1)]
    cut[2] = ["商业企业", "科研机构", ("社会公", 1, len(rows) - 2)]
    cut[3:] = [row[:-4] for row in cut[3:]]

    cells = extract(read_document(page(article(requests=table(cut))), "报告")).cells

    figured = {str(c.address): c for c in cells if c.address.table == "requests"}
    sure = {at: value_to_json(c.value) for at, c in figured.items() if c.confidence >= 0.9}
    wanted = figures(zeros=True)
    assert {at: value for at, value in sure.items() if value != wanted[at]} == {}


def test_that_numbers_cut_in_columns_of_different_width_are_whole_when_only_so_they_add_up() -> (
    None
):
    _, requests, _ = report_tables(zeros=True)
    row = next(n for n, cells in enumerate(requests) if "（七）总计" in cells)
    first = [*requests[row][:3], "210", "316", "0", "4", "5", "2", "2426"]
    second = ["", "", "", "88", "4", "", "", "", "", "3"]
    parts = [[*requests[:row], first], [*requests[:_HEADER], second, *requests[row + 1 :]]]

    values = read(page(article(requests="".join(map(_markup, parts)))))

    assert values["requests.total.natural_person"] == 21088
    assert values["requests.total.commercial"] == 3164
    assert values["requests.total.total"] == 24263


def test_that_a_blank_row_below_figures_of_several_rows_is_doubted() -> None:
    """The labels are torn by the end of the page, the figures of both rows stand above it."""
    _, requests, _ = report_tables(zeros=True)
    row = next(n for n, cells in enumerate(requests) if "2.没有现成信息需要另行制作" in cells)
    both = [f"0\n{text}\n0" for text in requests[row][3:]]
    first = [*requests[row][:2], "1.本机关不掌握相关政府信息\n2.没有现成信息需要另行制作", *both]
    second = ["", "", requests[row + 1][2], *[""] * 7]
    table_ = [*requests[: row - 1], first, second, *requests[row + 2 :]]

    extraction = extract(read_document(page(article(requests=_markup(table_))), "report.html"))

    below = [c.confidence for c in extraction.cells if c.address.row == "unavailable_3"]
    assert max(below) < 0.9


def test_that_the_review_table_is_found_below_a_last_row_of_damaged_label() -> None:
    boxes, requests, review = report_tables(zeros=True)
    requests[-1][0] = "四、结 申请 转下年度继 公开 续办理"
    parts = [HEADINGS[0], HEADINGS[1], *boxes, HEADINGS[2], *requests, *review]
    lines = [part if isinstance(part, str) else "\t".join(part) for part in parts]

    assert read("\n".join(lines).encode()) == figures(zeros=True)


def test_that_a_torn_row_is_whole_when_the_tables_touch_and_its_end_is_a_label_of_its_own() -> None:
    """Printed closely below each other the tables are one grid; 国家秘密 alone names the row, too."""
    _, requests, _ = report_tables(zeros=True)
    row = next(n for n, cells in enumerate(requests) if "1.属于国家秘密" in cells)
    first = ["1.属于" if text == "1.属于国家秘密" else text for text in requests[row]]
    second = ["国家秘密" if text == "1.属于国家秘密" else "" for text in requests[row]]
    cells = [*requests[:row], first, second, *requests[row + 1 :]]

    assert read(page(article(requests=_markup(cells)))) == figures(zeros=True)
