from __future__ import annotations

import pytest

from core.document import Grid
from core.errors import UnreadableSource
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


def test_that_a_table_around_an_article_lays_it_out_though_it_holds_no_other_table() -> None:
    article = "".join(
        f"<p>第{n}段，主动公开政府信息若干条，全年办理若干件。</p>" for n in range(50)
    )
    around = "<table><tr><td>首页</td><td>年报</td></tr><tr><td colspan=2>{}</td></tr></table>"

    document = read_document(page(around.format(article)), "a")

    assert not document.grids
    assert document.text.startswith("首页\n年报\n第0段，主动公开政府信息若干条")
    assert len(document.blocks) == 52


def test_that_a_long_cell_beside_rows_of_figures_leaves_the_table_a_grid() -> None:
    words = "主动公开政府信息若干条。" * 80
    figures = "<tr><td>甲</td>" + "<td>1</td>" * 5 + "</tr>"

    document = read_document(
        page(f"<table><tr><td colspan=6>{words}</td></tr>{figures * 3}</table>"), "a"
    )

    assert (document.grids[0].rows, document.grids[0].columns) == (4, 6)


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


def test_that_a_page_that_only_frames_others_says_so() -> None:
    frames = (
        b'<html><frameset cols="20%,80%"><frame src="a.htm"><frame src="b.htm"></frameset></html>'
    )

    with pytest.raises(UnreadableSource) as caught:
        read_document(frames, "a")
    assert caught.value.code == "html.frames"


def test_that_prefixed_markup_of_xhtml_is_read_as_html() -> None:
    markup = (
        '<?xml version="1.0" encoding="UTF-8"?><h:html xmlns:h="http://www.w3.org/1999/xhtml">'
        "<h:body><h:table><h:tr><h:td>新收</h:td><h:td>5</h:td></h:tr></h:table></h:body></h:html>"
    )

    assert read_document(markup.encode(), "a").text == "新收\t5\n"


def test_that_preformatted_text_keeps_its_tabs_and_blanks() -> None:
    assert (
        read_document(page("<pre>项目\t数量\n新收   5</pre>"), "a").text == "项目\t数量\n新收   5\n"
    )


def test_that_a_table_of_data_with_a_table_in_a_cell_stays_one_grid() -> None:
    inner = "<table><tr><td>1</td><td>2</td></tr></table>"
    rows = "".join(f"<tr>{'<td>5</td>' * 6}</tr>" for _ in range(3))

    grids = read_document(page(f"<table>{rows}<tr><td>{inner}</td></tr></table>"), "a").grids

    assert [(grid.rows, grid.columns) for grid in grids] == [(4, 6)]


def test_that_running_text_in_rows_of_a_grid_layout_is_no_table() -> None:
    words = "本机关认真贯彻落实上级部署。" * 30
    body = f"<div class=row><div>{words}</div><div>侧栏</div></div>" * 3

    assert read_document(page(body), "a").grids == ()


def test_that_a_script_cut_off_in_its_text_is_read_in_linear_time() -> None:
    cells = '<td class=\\"a\\">1<\\/td>' * 20_000

    document = read_document(page(f'<script>var d = "<table><tr>{cells}'), "a")

    assert len(document.grids[0].slots) == 20_000


def test_that_a_place_where_a_word_may_break_ends_no_cell() -> None:
    row = "<tr><td>本年<wbr>新收<td>1<wbr />2<td>3"
    (grid,) = read_document(page(f"<table>{row}{row}</table>"), "a").grids

    assert [s.text for s in grid.slots] == ["本年新收", "12", "3"] * 2


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>3</sup>",
        '<span style="font-size:9px; vertical-align: super">3</span>',
        '<a href="#_ftn3"><font style="VERTICAL-ALIGN:super">3</font></a>',
    ],
    ids=["sup", "span", "link"],
)
def test_that_a_number_raised_behind_a_figure_stays_apart_from_it(mark: str) -> None:
    (grid,) = read_document(
        page(f"<table><tr><td>甲</td><td>12{mark}</td></tr></table>"), "a"
    ).grids

    assert [s.text for s in grid.slots] == ["甲", "12³"]


def test_that_a_cell_aligned_as_raised_text_holds_plain_figures() -> None:
    cells = '<td style="vertical-align:super">12</td>' * 3
    (grid,) = read_document(page(f"<table><tr>{cells}</tr></table>"), "a").grids

    assert [s.text for s in grid.slots] == ["12"] * 3
