"""What is read of texts that keep the places of their page by blanks, as pdftotext -layout does."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

from core.cells import Cell, Origin
from core.reading import read_report
from tests.core.test_extraction_text import FIGURES, ROWS_2021, read_table, rows_of, values
from tests.helpers.marked_up import figures, read
from tests.helpers.plain_tables import Table, report

_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def _put(*pieces: tuple[int, str]) -> str:
    """A line with each text at its place, counted in characters."""
    text = ""
    for at, piece in pieces:
        text = text.ljust(at) + piece
    return text


def _row(label: str, places: tuple[int, ...], figures: tuple[int | None, ...]) -> str:
    printed = [(at, str(v)) for at, v in zip(places, figures, strict=True) if v is not None]
    return _put((2, label), *printed)


def _table(headings: tuple[int, ...], places: tuple[int, ...], columns: tuple[int, ...]) -> str:
    """A table in which only rows with applications print figures, in some columns only."""
    words = ("自然人", "商业企", "科研机", "社会公", "法律服", "其他", "总计")
    lines = [_put(*zip(headings, words, strict=True))]
    for n, label in enumerate(ROWS_2021):
        own = FIGURES.get(n)
        figures = tuple(own[c] or None if own else None for c in columns)
        lines.append(_row(label, places, figures))
    return "\n".join(lines)


def test_that_figures_moved_right_belong_to_the_column_whose_neighbours_headings_hold_them() -> (
    None
):
    # Natural persons, companies and totals; all stand some characters right of their headings.
    table = _table((40, 50, 60, 70, 80, 90, 100), (45, 56, 100), (0, 1, 6))

    rows = rows_of(read_table(table))

    assert values(rows["new"]) == [7, 2, None, None, None, None, 9]
    assert values(rows["unavailable_1"]) == [None, 1, None, None, None, None, 1]
    assert {c.origin for c in rows["new"]} == {Origin.INFERRED}
    assert all(c.value in c.candidates for c in rows["new"])


def test_that_headings_set_as_one_piece_leave_the_column_open() -> None:
    # The first five headings stand together; the figure of companies may be of any but the first, and
    # stands half way between where equal columns would have the second and the third.
    table = _table((40, 44, 48, 52, 56, 90, 100), (40, 55, 100), (0, 1, 6))

    cells = rows_of(read_table(table))["new"]

    assert values(cells) == [7, None, None, None, None, None, 9]
    assert [c.origin for c in cells[1:5]] == [Origin.AMBIGUOUS] * 4
    assert all(Decimal(2) in c.candidates for c in cells[1:5])


def test_that_figures_evenly_apart_tell_which_columns_are_blank_below_headings_in_one_piece() -> (
    None
):
    # No figure in the third, fourth and fifth columns: twice, then four times the usual distance.
    table = _table((40, 44, 48, 52, 56, 60, 64), (50, 60, 100, 110), (0, 1, 5, 6))

    cells = rows_of(read_table(table))["new"]

    assert values(cells) == [7, 2, None, None, None, None, 9]
    assert {c.origin for c in cells} == {Origin.INFERRED}
    assert all(Decimal(2) in c.candidates for c in cells[1:4])


def test_that_columns_are_known_by_full_rows_where_figures_of_neighbours_overlap() -> None:
    # Some rows stand a few characters further left, so that no gap goes through all of them.
    table = "\n".join(
        (
            _row(ROWS_2021[0], (40, 46, 71, 75), (10000, 200, 1, 10201)),
            _row(ROWS_2021[1], (40, 45, 71, 75), (1000, 200, 1, 1201)),
            _row(ROWS_2021[2], (42, 48, 71, 75), (11000, 400, 2, 11402)),
            *(_row(label, (), ()) for label in ROWS_2021[3:23]),
            _row(ROWS_2021[23], (42, 48, 71, 75), (11000, 400, 2, 11402)),
            _row(ROWS_2021[24], (), ()),
        )
    )

    rows = rows_of(read_table(table))

    assert values(rows["new"]) == [10000, 200, None, None, None, 1, 10201]
    assert {c.origin for c in rows["new"]} == {Origin.INFERRED}


def test_that_a_line_moved_by_some_characters_does_not_make_a_column_of_its_own() -> None:
    # Six columns print figures; in one row the last but one of them stands four characters on.
    table = "\n".join(
        (
            _row(ROWS_2021[0], (40, 50, 60, 70, 86, 100), (1, 2, 3, 4, 500, 510)),
            _row(ROWS_2021[1], (40, 50, 60, 70, 90, 100), (1, 1, 1, 1, 2, 6)),
            *(_row(label, (), ()) for label in ROWS_2021[2:23]),
            _row(ROWS_2021[23], (40, 50, 60, 70, 86, 100), (2, 3, 4, 5, 502, 516)),
            _row(ROWS_2021[24], (), ()),
        )
    )

    rows = rows_of(read_table(table))

    for code in ("new", "carried_in", "total"):
        assert not any(c.origin is Origin.READ for c in rows[code])
    legal, other = (rows["new"][n] for n in (4, 5))
    assert Decimal(500) in legal.candidates
    assert Decimal(500) in other.candidates


def test_that_the_only_column_with_figures_is_that_of_the_totals() -> None:
    # Every row prints one 0; no heading stands on the page.
    table = "\n".join(_row(label, (60,), (0,)) for label in ROWS_2021)

    rows = rows_of(read_table(table))

    assert {tuple(values(cells)) for cells in rows.values()} == {(None,) * 6 + (0,)}
    assert {c.origin for cells in rows.values() for c in cells} == {Origin.INFERRED}


def test_that_a_character_of_a_label_set_from_the_top_down_is_no_mark_of_absence() -> None:
    columns = tuple(range(50, 85, 5))
    lines = [_row(label, columns, FIGURES.get(n, (0,) * 7)) for n, label in enumerate(ROWS_2021)]
    lines[13] = _put((0, "无"), (2, ROWS_2021[13]), *((at, "0") for at in columns))
    lines[14] = _put((0, "法"), (2, ROWS_2021[14]), *((at, "0") for at in columns))

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["unavailable_2"]) == [0] * 7
    assert not any(c.value == "无" for cells in rows.values() for c in cells)


def test_that_the_table_is_found_when_figures_stand_in_the_midst_of_every_label() -> None:
    lines: list[str] = []
    for n, label in enumerate(ROWS_2021):
        pieces = [label[at : at + 3] for at in range(0, len(label), 3)]
        figures = [(40 + 5 * m, str(v)) for m, v in enumerate(FIGURES.get(n, (0,) * 7))]
        middle = len(pieces) // 2
        lines += [_put((8, piece)) for piece in pieces[:middle]]
        lines += [_put((8, pieces[middle]), *figures)]
        lines += [_put((8, piece)) for piece in pieces[middle + 1 :]]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["granted"]) == [4, 0, 0, 0, 0, 0, 4]
    assert values(rows["carried_out"]) == [1, 0, 0, 0, 0, 0, 1]


def _review(*lines: str) -> dict[str, Cell]:
    table = "\n".join(_row(label, (60,), (0,)) for label in ROWS_2021)
    source = "\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            "三、收到和处理政府信息公开申请情况",
            table,
            "四、政府信息公开行政复议、行政诉讼情况",
            *lines,
            "五、存在的主要问题及改进情况",
        )
    )
    cells = read_report(source.encode(), "report.txt").extraction.cells
    return {f"{c.address.row}.{c.address.column}": c for c in cells if c.address.table == "review"}


def test_that_the_outcomes_are_found_when_the_headings_of_their_procedures_are_torn() -> None:
    places = tuple(range(0, 150, 10))
    figures = (0, 2, 0, 0, 2, 0, 1, 0, 0, 1, 0, 1, 2, 0, 3)

    found = _review(
        _put((20, "行政复议"), (90, "行政诉讼")),
        _put((70, "未经复"), (120, "复议后起")),
        _put((70, "议直接"), (124, "诉")),
        _put((70, "起诉")),
        _put(*((at, _OUTCOMES[n % 5]) for n, at in enumerate(places))),
        _put(*((at + 1, str(v)) for at, v in zip(places, figures, strict=True))),
    )

    assert values([*found.values()]) == list(figures)


def test_that_outcomes_moved_right_keep_the_order_of_their_headings() -> None:
    places = tuple(range(0, 150, 10))

    # 2 corrected of 2 reviewed; 1 pending of 1 sued after review: all stand right of their headings.
    found = _review(
        _put((20, "行政复议"), (70, "未经复议直接起诉"), (120, "复议后起诉")),
        _put(*((at, _OUTCOMES[n % 5]) for n, at in enumerate(places))),
        _put((15, "2"), (45, "2"), (136, "1"), (145, "1")),
    )

    assert found["reconsideration.corrected"].value == Decimal(2)
    assert found["reconsideration.total"].value == Decimal(2)
    assert found["litigation_after_reconsideration.pending"].value == Decimal(1)
    assert found["litigation_direct.total"].value is None
    assert Decimal(2) in found["litigation_direct.total"].candidates


def test_that_of_orders_which_the_sums_allow_the_one_nearest_to_the_headings_counts() -> None:
    places = tuple(range(0, 150, 10))

    # 26 of 26 sued at once were corrected; by their order alone they may have been upheld.
    found = _review(
        _put((20, "行政复议"), (70, "未经复议直接起诉"), (120, "复议后起诉")),
        _put(*((at, _OUTCOMES[n % 5]) for n, at in enumerate(places))),
        _put((63, "26"), (92, "26")),
    )

    assert found["litigation_direct.corrected"].value == Decimal(26)
    assert found["litigation_direct.corrected"].origin is Origin.INFERRED
    assert Decimal(26) in found["litigation_direct.upheld"].candidates


def test_that_a_printed_zero_may_be_the_total_of_reviews_before_lawsuits() -> None:
    found = _review(
        "行政复议 行政诉讼",
        f"{' '.join(_OUTCOMES)} 未经复议直接起诉 复议后起诉",
        f"{' '.join(_OUTCOMES)} {' '.join(_OUTCOMES)}",
        "0 2 2 3 3",
    )

    total = found["reconsideration.total"]
    assert total.origin is Origin.AMBIGUOUS
    assert {Decimal(0), Decimal(2)} <= set(total.candidates)


def test_that_the_unit_of_a_heading_is_read_though_other_headings_stand_between_its_lines() -> None:
    purchases = (
        "第二十条第（一）项",
        "信息内容 本年新制作数量 本年新公开数量 对外公开总数量",
        "规章 0 0 0\n规范性文件 1 1 5",
        "第二十条第（九）项",
        _put((30, "采购总金")),
        _put((16, "采购项"), (30, "额（单位")),
        _put((2, "信息内容"), (30, "：万元，")),
        _put((16, "目数量"), (30, "保留4位")),
        _put((30, "小数）")),
        _put((2, "政府集中采购"), (18, "4"), (31, "63.7564")),
    )
    source = "\n".join(
        (
            "云栖市青禾区2019年政府信息公开工作年度报告",
            "二、主动公开政府信息情况",
            *purchases,
            "三、收到和处理政府信息公开申请情况",
            "\n".join(_row(label, (60,), (0,)) for label in ROWS_2021),
        )
    )

    cells = read_report(source.encode(), "report.txt").extraction.cells

    found = {c.address.column: c.value for c in cells if c.address.table == "art20_9"}
    assert found == {"projects": 4, "amount": Decimal("63.7564"), "amount_unit": "万元"}


def test_that_a_text_whose_lines_drift_is_read_soon_and_right() -> None:
    def drifting(table: Table) -> str:
        lines = [
            "".join(text + " " * max(2, 24 - 2 * len(text) + 3 * n % 23) for text in row).rstrip()
            for n, row in enumerate(table)
        ]
        return "\n".join(lines)

    begun = process_time()
    read_back = read(report(drifting))

    assert read_back == figures()
    assert process_time() - begun < 5
