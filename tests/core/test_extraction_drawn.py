"""What is read of tables drawn or marked up in plain text: boxes, bars, Markdown, semicolons."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from core.extraction.bars import with_plain_bars
from core.extraction.fields import lines_of
from core.readers import read_document
from core.readers.markdown import unmarked
from tests.helpers.marked_up import figures, read
from tests.helpers.plain_tables import bordered, report

if TYPE_CHECKING:
    from tests.helpers.plain_tables import Table

_DRAWN = {
    "thin": "─│┌┬┐├┼┤└┴┘",
    "thick": "━┃┏┳┓┣╋┫┗┻┛",
    "double": "═║╔╦╗╠╬╣╚╩╝",
    "ascii": "-|+++++++++",
}


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
@pytest.mark.parametrize("marks", _DRAWN.values(), ids=_DRAWN.keys())
def test_that_every_cell_is_read_when_a_box_is_drawn_around_it(marks: str, zeros: bool) -> None:
    data = report(lambda table: bordered(table, marks), zeros=zeros)

    assert read(data) == figures(zeros=zeros)


@pytest.mark.parametrize("bar", ["│", "┃", "║", "｜", "¦"])
@pytest.mark.parametrize("outer", [True, False], ids=["closed", "open"])
def test_that_every_cell_is_read_when_only_bars_are_drawn(bar: str, outer: bool) -> None:
    def rows(table: Table) -> str:
        edge = bar if outer else ""
        return "\n".join(edge + bar.join(row) + edge for row in table)

    assert read(report(rows, zeros=False)) == figures(zeros=False)


def test_that_the_rows_of_a_merged_cell_are_told_apart_when_rules_end_at_it() -> None:
    text = (
        "┌────┬──────┬───┐\n"
        "│三、│1.申请│ 3 │\n"
        "│本年├──────┼───┤\n"
        "│度  │2.其他│ 4 │\n"
        "└────┴──────┴───┘\n"
    )

    lines = lines_of(read_document(text.encode(), "a.txt"))

    figures_of_rows = [[f.text for f in line.fields if f.is_figure] for line in lines]
    assert [row for row in figures_of_rows if row] == [["3"], ["4"]]


def test_that_drawing_keeps_every_character_at_its_place() -> None:
    text = "│ 甲 ├──┤ ─ │\n── 无 ──\n┏━━┓\n"

    assert with_plain_bars(text) == "| 甲 +--+ ─ |\n── 无 ──\n+--+\n"


def _markdown(table: Table) -> str:
    rule = "|" + ":---:|" * len(table[0])
    rows = [f"| {' | '.join(row)} |" for row in table]
    return "\n".join([rows[0], rule, *rows[1:]])


@pytest.mark.parametrize(
    "marked",
    [
        lambda text: f"**{text}**" if text else "",
        lambda text: text.replace(".", "\\.").replace("-", "\\-"),
        lambda text: f"{text[:4]}<br>{text[4:]}" if len(text) > 4 else text,
        lambda text: f"<strong>{text}</strong>" if text else "&nbsp;",
        lambda text: text.replace("、", "\\|"),
        lambda text: f"{text}<sup>2</sup>" if text.startswith("（") else text,
    ],
    ids=["bold", "escaped", "broken", "tags", "pipes", "footnotes"],
)
def test_that_marks_of_markdown_are_no_part_of_a_cell(marked: object) -> None:
    assert callable(marked)

    def write(table: Table) -> str:
        return _markdown([[str(marked(text)) for text in row] for row in table])

    assert read(report(write, zeros=False)) == figures(zeros=False)


def test_that_a_quoted_table_is_read_like_any_other() -> None:
    data = report(_markdown).decode().replace("\n", "\n> ").encode()

    assert read(data) == figures()


def test_that_a_figure_struck_out_is_not_read() -> None:
    rows = "\n".join(["| 甲 | 1 | ~~2~~ 3 | 4 |"] * 12)

    assert unmarked(rows).count("~") == 0
    assert "2" not in unmarked(rows)


def test_that_stars_and_backslashes_stay_where_no_table_is() -> None:
    text = "**注** 1\\. 属于 <br> &nbsp;\n"

    assert unmarked(text) == text


def _spreadsheet(table: Table, mark: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=mark).writerows(table)
    return out.getvalue()


@pytest.mark.parametrize("mark", [";", "^", "~"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_that_cells_are_read_when_another_mark_than_a_comma_parts_them(
    mark: str, encoding: str
) -> None:
    text = report(lambda table: _spreadsheet(table, mark), zeros=False).decode()

    assert read(text.encode(encoding)) == figures(zeros=False)


def test_that_cells_are_read_when_quoted_ones_between_tabs_hold_several_lines() -> None:
    def write(table: Table) -> str:
        broken = [[t[:6] + "\n" + t[6:] if len(t) > 6 else t for t in row] for row in table]
        return _spreadsheet(broken, "\t")

    assert read(report(write)) == figures()


def test_that_a_sentence_between_tables_parted_by_semicolons_is_a_line() -> None:
    sentence = "本年度共收到政府信息公开申请三十件，均在法定期限内答复，没有发生投诉。"
    data = report(lambda table: _spreadsheet(table, ";")) + f"\n{sentence};;;\n".encode()

    document = read_document(data, "a.csv")

    assert any(
        block.grid is None and document.text[block.start : block.end] == sentence
        for block in document.blocks
    )


def test_that_a_tab_at_the_end_of_every_line_begins_no_cell() -> None:
    def write(table: Table) -> str:
        return "\n".join("".join(f"{text} \t" for text in row) for row in table)

    assert read(report(write, zeros=False)) == figures(zeros=False)
