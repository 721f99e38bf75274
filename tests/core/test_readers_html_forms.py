"""Tables of pages that are no table elements: grids, lists, made-up elements, data of scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.readers import read_document
from core.reading import read_report
from core.values import value_to_json
from tests.helpers.marked_up import (
    BOXES,
    HEADINGS,
    article,
    figures,
    page,
    requests_rows,
    review_rows,
)
from tests.helpers.plain_tables import report_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.marked_up import Rows
    from tests.helpers.plain_tables import Table


def _read(data: bytes) -> dict[str, int | float | str | None]:
    cells = read_report(data, "报告").extraction.cells
    return {str(cell.address): value_to_json(cell.value) for cell in cells}


def _written(write: Callable[[Table], str], head: str = "", *, zeros: bool) -> bytes:
    boxes, requests, review = map(write, report_tables(zeros=zeros))
    return page(article(boxes, requests, review), f"<meta charset=utf-8>{head}")


def _nested(row: str, cell: str, inner: str = "{}") -> Callable[[Table], str]:
    """Rows of cells as elements of these names."""

    def write(table: Table) -> str:
        rows = (
            "".join(f"<{cell}>{inner.format(text)}</{cell.split(maxsplit=1)[0]}>" for text in texts)
            for texts in table
        )
        return "".join(f"<{row}>{texts}</{row.split(maxsplit=1)[0]}>" for texts in rows)

    return write


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
@pytest.mark.parametrize(
    "write",
    [
        _nested("div class=a1", "div class=b2"),
        _nested("div class=a1", "div class=b2", "<p><span>{}</span></p>"),
        _nested("ul", "li"),
        _nested("li", "span"),
        _nested("el-row", "el-col"),
        _nested("uni-view", "uni-view", "<uni-text>{}</uni-text>"),
    ],
    ids=["classes", "paragraphs", "lists", "spans", "made up", "mini program"],
)
def test_that_every_cell_is_read_when_rows_are_any_elements(
    write: Callable[[Table], str], zeros: bool
) -> None:
    def wrapped(table: Table) -> str:
        return f"<section>{write(table)}</section>"

    assert _read(_written(wrapped, zeros=zeros)) == figures(zeros=zeros)


def _sized(cell: str | tuple[str, int, int]) -> tuple[str, int, int]:
    return (cell, 1, 1) if isinstance(cell, str) else cell


def _grid(rows: Rows, block: str, cell: str) -> str:
    """Cells one after the other; ``cell`` is filled with the columns and rows that one spans."""
    width = sum(_sized(c)[1] for c in rows[0])
    cells = (
        f"<div {cell.format(columns=columns, rows=down)}>{text}</div>"
        for row in rows
        for text, columns, down in map(_sized, row)
    )
    return f"<div {block.format(width=width)}>{''.join(cells)}</div>"


_GRIDS = {
    "style": (
        'style="display:grid;grid-template-columns:repeat({width}, minmax(0, 1fr))"',
        'style="grid-column: span {columns}; grid-row: span {rows} / auto"',
    ),
    "utility classes": (
        'class="grid grid-cols-{width} gap-1"',
        'class="p-1 col-span-{columns} row-span-{rows}"',
    ),
    "sheet": (
        'class="g{width}"',
        'style="grid-row-end:span {rows};grid-column-end:span {columns}"',
    ),
}
_SHEET = (
    "<style>.g4{display:grid;grid-template-columns:[a] 20% 1fr [b] 1fr 1fr}"
    ".g10{display:inline-grid;grid-template-columns:repeat(3,2em) repeat(7,minmax(1em,auto))}"
    ".g15{display:grid;grid-template-columns:repeat(15,1fr)}</style>"
)


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
@pytest.mark.parametrize(("block", "cell"), _GRIDS.values(), ids=_GRIDS.keys())
def test_that_every_cell_is_read_of_a_grid_that_a_style_lays_out(
    block: str, cell: str, zeros: bool
) -> None:
    parts = (
        _grid(rows, block, cell) for rows in (BOXES, requests_rows(zeros=zeros), review_rows())
    )

    assert _read(page(article(*parts), f"<meta charset=utf-8>{_SHEET}")) == figures(zeros=zeros)


@pytest.mark.parametrize("lost", [0, 9, 33, 49, 66, 120, 148, 155], ids="cell {}".format)
@pytest.mark.parametrize("part", ["requests", "review"])
def test_that_no_figure_is_sure_when_a_grid_whose_cells_follow_each_other_lost_one(
    part: str, lost: int
) -> None:
    rows = {"requests": requests_rows(), "review": review_rows()}[part]
    whole = _grid(rows, *_GRIDS["style"])
    cells = whole.split('<div style="grid-column')
    del cells[1 + lost % (len(cells) - 1)]
    markup = article(**{part: '<div style="grid-column'.join(cells)})

    read = read_report(page(markup), "a").extraction.cells

    wanted = figures()
    sure = {str(c.address): value_to_json(c.value) for c in read if c.confidence >= 0.9}
    assert {at: value for at, value in sure.items() if value != wanted[at]} == {}


def test_that_cells_of_a_grid_stand_where_their_style_says() -> None:
    cells = "".join(
        f'<div style="grid-row:{n // 4 + 1};grid-column:{4 - n % 4} / {5 - n % 4}">{n}</div>'
        for n in range(20)
    )

    document = read_document(
        page(f'<div style="display:grid;grid-template-columns:1fr 1fr 1fr 1fr">{cells}</div>'), "a"
    )

    assert document.text.split("\n")[:2] == ["3\t2\t1\t0", "7\t6\t5\t4"]


def test_that_words_beside_each_other_stay_apart_when_their_style_sets_them_apart() -> None:
    sheet = "<style>.c{display:inline-block;width:4em}</style>"

    document = read_document(
        page(
            "<p><span class=c>规章</span><span class=c>1</span><span class=c>10</span></p>", sheet
        ),
        "a",
    )

    assert document.text == "规章 1 10\n"


def test_that_a_list_of_links_is_no_table() -> None:
    links = "".join(f"<li><span>{n}</span><span>栏目</span></li>" for n in range(9))
    steps = "".join(f"<ul><li>第{n}步</li><li>说明</li></ul>" for n in range(9))

    assert not read_document(page(f"<ul>{links}</ul>{steps}"), "a").grids


def _blocks(*, zeros: bool) -> list[dict[str, object]]:
    title, *heads = HEADINGS
    blocks: list[dict[str, object]] = [{"id": 1, "text": title}]
    for head, table in zip(heads, report_tables(zeros=zeros), strict=False):
        blocks.append({"text": head})
        blocks.append({"type": "table", "rows": table})
    return blocks


def _named(table: Table) -> list[dict[str, object]]:
    return [{"label": "".join(row[:3]), "values": [v or None for v in row[3:]]} for row in table]


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
@pytest.mark.parametrize(
    "carry",
    [
        '<script id="__NEXT_DATA__" type="application/json">{{"props":{0}}}</script>',
        '<script>var a=[1]; window.__DATA__ = {{"d": {0}}};show(a)</script>',
        "<script>render({0}, true)</script>",
    ],
    ids=["json", "variable", "argument"],
)
def test_that_a_report_is_read_which_only_data_of_a_script_hold(carry: str, zeros: bool) -> None:
    data = json.dumps(_blocks(zeros=zeros), ensure_ascii=zeros)

    reading = page('<div id="app"></div>' + carry.format(data))

    assert _read(reading) == figures(zeros=zeros)
    assert any(
        "脚本" in note or "script" in note for note in read_report(reading, "a").extraction.notes
    )


def test_that_rows_are_read_whose_cells_are_named_in_the_data() -> None:
    blocks = _blocks(zeros=True)
    blocks[4]["rows"] = _named(report_tables()[1])

    assert _read(json.dumps({"code": 0, "data": blocks}).encode()) == figures()


def test_that_data_of_a_menu_are_not_taken_for_a_report_shown_in_paragraphs() -> None:
    cells = "".join(f"<p>{text}</p>" for table in report_tables() for row in table for text in row)
    menu = json.dumps([{"id": n, "name": f"栏目{n}", "order": n} for n in range(200)])

    document = read_document(page(f"<p>{HEADINGS[0]}</p>{cells}<script>var m={menu}</script>"), "a")

    assert "栏目7" not in document.text


@pytest.mark.parametrize(
    "data",
    ["[" * 100_000, '{"a":' * 5000 + "字" * 600, '[["甲",1],' * 500, '{"字":1}'],
    ids=["open", "deep", "cut off", "short"],
)
def test_that_data_without_a_table_are_read_as_text(data: str) -> None:
    assert not read_document(data.encode(), "a.json").grids


_DAYS = {
    "open graph": '<meta property="article:published_time" content="2022-01-20T09:00:00+08:00">',
    "schema": '<meta itemprop="datePublished" content="2022-01-20">',
    "linked data": '<script type="application/ld+json">{"datePublished":"2022-01-20"}</script>',
    "variable": "<script>var pubDate = '2022/01/20 10:00';</script>",
    "milliseconds": "<script>publishTime=1642608000000</script>",  # 20 January, 0:00 in Beijing
    "time": '<time itemprop="datePublished" datetime="2022-01-20">近日</time>',
}


@pytest.mark.parametrize("declared", _DAYS.values(), ids=_DAYS.keys())
def test_that_the_day_is_known_which_a_page_declares_for_machines(declared: str) -> None:
    head = "<meta charset=utf-8><script>var createDate='2019-01-01'</script>"

    assert read_document(page("<p>报告</p>", head + declared), "a").published == "2022-01-20"


def test_that_the_day_of_the_governments_label_comes_before_any_other() -> None:
    head = _DAYS["schema"] + '<meta name="PubDate" content="2022-01-21">'

    assert read_document(page("<p>报告</p>", head), "a").published == "2022-01-21"


def _review_in_two(write: Callable[[Table], str]) -> str:
    """The review table as two: the blocks of reconsideration and of litigation."""
    whole = report_tables()[2]
    first = [row[:5] for row in (whole[0], whole[1], whole[3])]
    return write(first) + "<p>行政诉讼情况如下：</p>" + write([row[5:] for row in whole])


@pytest.mark.parametrize(
    "write",
    [_nested("div class=a1", "div class=b2"), _nested("p", "span"), _nested("h6", "p")],
    ids=["table", "lines", "paragraphs"],
)
def test_that_no_block_of_the_review_table_is_blank_because_it_stands_by_itself(
    write: Callable[[Table], str],
) -> None:
    review = _review_in_two(lambda table: f"<section>{write(table)}</section>")

    read = _read(page(article(review=review)))

    wanted = {address: value for address, value in figures().items() if "review" in address}
    blanks = [address for address in wanted if read[address] is None]
    cells = {
        str(c.address): c for c in read_report(page(article(review=review)), "a").extraction.cells
    }
    assert {
        a: v for a, v in read.items() if a in wanted and v is not None
    }.items() <= wanted.items()
    assert all(cells[address].confidence < 0.5 for address in blanks)


def test_that_grids_below_each_other_are_tables_of_their_own() -> None:
    grid = '<div style="display:grid;grid-template-columns:1fr 1fr">{}</div>'
    cells = "".join(f"<div>{text}</div>" for text in ("甲", "1", "乙", "2", "丙", "3"))

    assert len(read_document(page(grid.format(cells) * 3), "a").grids) == 3


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<img src=n.png>", "\ufffd"),
        ("<img src=n.png alt='图片1.png'>", "\ufffd"),
        ("<img src=n.png alt='12'>", "12"),
        ("<p><img src=1.png alt=1><img src=2.png alt=2></p>", "12"),
        ("<img src=spacer.gif width=1>", ""),
        ("<img src=n.png style='display:none'>", ""),
        ("7<img src=mark.png>", "7"),
    ],
)
def test_that_a_picture_in_the_place_of_a_figure_is_no_blank(content: str, text: str) -> None:
    markup = f"<table><tr><td>规章</td><td>{content}</td></tr></table>"

    (grid,) = read_document(page(markup), "a").grids

    assert grid.slots[1].text == text


def test_that_a_figure_that_only_a_picture_shows_is_asked_for() -> None:
    pictured = article().replace(">812<", "><img src=812.png><")

    cells = {str(c.address): c for c in read_report(page(pictured), "a").extraction.cells}

    assert cells["art20_5.licensing.decisions"].origin == "ambiguous"
    assert cells["requests.new.total"].value == 30
