from __future__ import annotations

from core.document import Grid
from core.geometry import GridCell
from core.readers import read_document


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>标 题</title></head><body>{body}</body></html>".encode()


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(s.row, s.column, s.row_span, s.column_span, s.text) for s in grid.slots]


def test_that_spans_take_the_places_that_a_browser_gives_them() -> None:
    grid = read_document(
        page(
            "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr>"
            "<tr><td>1</td><td>2</td></tr></table>"
        ),
        "a",
    ).grids[0]

    assert (grid.rows, grid.columns) == (2, 3)
    assert shape(grid) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
    ]
    assert grid.slots[2].place == GridCell(0, 1, 1)


def test_that_missing_cells_and_spans_beyond_the_table_are_tolerated() -> None:
    grid = read_document(
        page(
            "<table><tr><td rowspan=99>甲</td><td colspan=500>乙</td></tr>"
            "<tr><td>1<td>2<tr><td>3</table>"
        ),
        "a",
    ).grids[0]

    assert (grid.rows, grid.columns) == (3, 3)
    assert shape(grid)[-2:] == [(2, 1, 1, 1, "3"), (2, 2, 1, 1, "")]


def test_that_a_layout_table_flows_and_its_inner_table_is_the_grid() -> None:
    document = read_document(
        page(
            "<table><tr><td>左栏</td><td><p>正文</p><table><tr><td>a</td><td>b</td></tr></table>"
            "后文</td></tr></table>"
        ),
        "a",
    )

    assert [shape(grid) for grid in document.grids] == [[(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]]
    assert document.text == "左栏\n正文\na\tb\n后文\n"


def test_that_breaks_and_blocks_in_a_cell_are_line_feeds() -> None:
    document = read_document(
        page("<table><tr><td>其<b>他</b><br>结果</td><td><p>1</p> <p>2</p></td></tr></table>"), "a"
    )

    assert [slot.text for slot in document.grids[0].slots] == ["其他\n结果", "1\n2"]
    assert document.text == "其他 结果\t1 2\n"


def test_that_hidden_content_scripts_and_comments_are_left_out() -> None:
    document = read_document(
        page(
            "<script>var a=1</script><p style='display: none'>藏</p><!-- 注 --><p hidden>藏</p>"
            "<p>见&nbsp; 字\u200b</p><style>p{}</style>"
        ),
        "a",
    )

    assert document.text == "见 字\n"
    assert document.title == "标 题"


def test_that_declared_gb2312_is_read_as_gb18030() -> None:
    markup = "<html><meta charset=gb2312><p>朱镕基 㐂</p></html>"

    assert read_document(markup.encode("gb18030"), "a").text == "朱镕基 㐂\n"


def test_that_text_around_markdown_tables_keeps_its_lines() -> None:
    text = "一、总体情况\n二、申请情况\n<table><tr><td>新收</td><td>95</td></tr></table>\n结束"

    document = read_document(text.encode(), "a.md")

    assert document.text == "一、总体情况\n二、申请情况\n新收\t95\n结束\n"


def test_that_too_deep_nesting_is_noted_and_a_huge_table_is_not_followed() -> None:
    deep = page("<p>前</p>" + "<div>" * 3000 + "深" + "</div>" * 3000)

    assert any("嵌套过深" in n or "deeply" in n for n in read_document(deep, "a").notes)
