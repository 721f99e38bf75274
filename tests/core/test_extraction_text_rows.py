"""Which rows are found in plain and tabbed texts that lost labels, cells or blanks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.cells import Cell, Origin
from core.reading import read_report
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values


def _figures(number: int) -> tuple[int, ...]:
    return FIGURES.get(number, NONE)


def _line(number: int, mark: str) -> str:
    return mark.join((ROWS_2021[number], *map(str, _figures(number))))


@pytest.mark.parametrize("mark", ["\t", " "])
@pytest.mark.parametrize("missing", [1, 2])
def test_that_the_other_rows_are_found_when_the_first_ones_are_missing(
    mark: str, missing: int
) -> None:
    table = "\n".join(_line(number, mark) for number in range(missing, len(ROWS_2021)))

    rows = rows_of(read_table(table))

    assert all(c.origin is Origin.MISSING for c in rows["new"])
    assert values(rows["granted"]) == [4, 0, 0, 0, 0, 0, 4]
    assert values(rows["carried_in"]) == ([0] * 7 if missing == 1 else [None] * 7)


def test_that_a_total_is_found_when_its_label_is_as_short_as_those_of_subtotals() -> None:
    lines = [_line(number, " ") for number in range(len(ROWS_2021))]
    lines[23] = lines[23].replace("（七）总计", "合计")

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["total"]) == [6, 2, 0, 0, 0, 0, 8]
    assert values(rows["carried_out"]) == [1, 0, 0, 0, 0, 0, 1]


def test_that_figures_keep_their_columns_when_a_tabbed_row_lost_its_total() -> None:
    lines = [
        "\t\t".join((label, "\t".join(map(str, _figures(n))))) for n, label in enumerate(ROWS_2021)
    ]
    lines[7] = "\t4.保护第三方合法权益\t2\t1\t\t\t\t\t"

    row = rows_of(read_table("\n".join(lines)))["denied_4"]

    assert values(row) == [2, 1, None, None, None, None, None]


def test_that_digits_glued_in_one_cell_of_a_tabbed_row_are_cut_by_the_sum() -> None:
    lines = [_line(number, "\t") for number in range(len(ROWS_2021))]
    lines[7] = "4.保护第三方合法权益\t0000033\t\t\t\t\t\t"

    row = rows_of(read_table("\n".join(lines)))["denied_4"]

    assert values(row) == [0, 0, 0, 0, 0, 3, 3]
    assert {cell.origin for cell in row} == {Origin.INFERRED}


@pytest.mark.parametrize("between", ["\n\t", "\n\n\t"])
def test_that_rows_copied_from_a_browser_are_parted_where_their_first_cell_is_blank(
    between: str,
) -> None:
    lines = [
        between.join((*(("",) if n in (7, 12) else ()), label, *map(str, _figures(n))))
        for n, label in enumerate(ROWS_2021)
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["denied_3"]) == [0] * 7
    assert values(rows["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]
    assert values(rows["unavailable_1"]) == [0, 1, 0, 0, 0, 0, 1]


def _narrow(label: str, figures: str) -> str:
    """A label in a narrow column beside a stub, the figures on the line in its middle."""
    pieces = [label[at : at + 3] for at in range(0, len(label), 3)]
    pieces[len(pieces) // 2] += f"      {figures}"
    stub = "三本年度办理结果" * 3
    return "\n".join(f"{mark}  {piece}" for mark, piece in zip(stub, pieces, strict=False))


def test_that_a_table_is_found_when_a_stub_stands_between_the_words_of_its_labels() -> None:
    lines = [
        _line(n, " ") if n in (0, 24) else _narrow(label, " ".join(map(str, _figures(n))))
        for n, label in enumerate(ROWS_2021)
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]
    assert values(rows["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]


@pytest.mark.parametrize("size", [3, 4, 6])
def test_that_the_last_row_is_read_when_its_figures_follow_the_end_of_a_wrapped_label(
    size: int,
) -> None:
    lines = [_line(number, " ") for number in range(len(ROWS_2021) - 1)]
    label = ROWS_2021[-1]
    pieces = [label[n : n + size] for n in range(0, len(label), size)]
    lines += [*pieces[:-1], f"{pieces[-1]} 1 0 0 0 0 0 1"]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["carried_out"]) == [1, 0, 0, 0, 0, 0, 1]
    assert {c.origin for c in rows["carried_out"]} == {Origin.READ}


def test_that_other_outcomes_are_read_in_three_when_only_the_labels_of_stubs_are_left() -> None:
    stubs = {4: "（三）不予公开", 12: "（四）无法提供", 15: "（五）不予处理", 20: "（六）其他处理"}
    lines = [ROWS_2021[0] + " 7 2 0 0 0 0 9"]
    for number in range(1, len(ROWS_2021)):
        if number in stubs:
            lines.append(stubs[number])
        label = "" if 4 <= number < 23 else ROWS_2021[number] + " "
        lines.append(label + " ".join(map(str, _figures(number))))

    rows = rows_of(read_table("\n".join(lines)))

    assert {"other_1", "other_2", "other_3"} <= rows.keys()
    assert values(rows["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]
    assert values(rows["unavailable_1"]) == [0, 1, 0, 0, 0, 0, 1]


def test_that_each_row_has_its_cells_when_all_stand_on_lines_of_their_own_and_sums_fail() -> None:
    lines: list[str] = []
    for number, label in enumerate(ROWS_2021):
        figures = (5, *_figures(number)[1:]) if number == 12 else _figures(number)
        lines += [label, *map(str, figures)]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["unavailable_1"]) == [5, 1, 0, 0, 0, 0, 1]
    assert {c.origin for cells in rows.values() for c in cells} == {Origin.READ}


def test_that_a_row_keeps_the_figures_behind_its_label_when_the_next_row_is_missing() -> None:
    lines = [
        piece
        for n, label in enumerate(ROWS_2021)
        if n != 10
        for piece in (label, *map(str, _figures(n)))
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["denied_6"]) == [0] * 7
    assert {cell.origin for cell in rows["denied_6"]} == {Origin.READ}


def test_that_a_row_that_lost_some_blanks_is_cut_by_its_sum_where_others_lost_all() -> None:
    lines = [f"{label} {' '.join(map(str, _figures(n)))}" for n, label in enumerate(ROWS_2021)]
    lines[8] = "5.属于三类内部事务信息 0000000"
    lines[7] = "4.保护第三方合法权益 21 0000 3"

    row = rows_of(read_table("\n".join(lines)))["denied_4"]

    assert values(row) == [2, 1, 0, 0, 0, 0, 3]
    assert {cell.origin for cell in row} == {Origin.INFERRED}


_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def test_that_a_table_is_found_when_figures_stand_in_the_midst_of_its_last_label() -> None:
    lines = [
        _line(0, " "),
        *(_narrow(label, " ".join(map(str, _figures(n)))) for n, label in enumerate(ROWS_2021)),
    ]
    lines[1:2] = []
    last = "四、结转下年\n1 0 0 0 0 0 1\n度继续办理"
    lines[-1] = last

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]
    assert values(rows["carried_out"]) == [1, 0, 0, 0, 0, 0, 1]


def _review(text: str) -> list[Cell]:
    table = "\n".join(_line(number, " ") for number in range(len(ROWS_2021)))
    source = "\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            table,
            "四、政府信息公开行政复议、行政诉讼情况",
            text,
            "五、存在的主要问题及改进情况",
        )
    )
    extraction = read_report(source.encode(), "report.txt").extraction
    return [cell for cell in extraction.cells if cell.address.table == "review"]


def test_that_a_review_table_divided_in_two_is_read_as_one() -> None:
    outcomes = " ".join(_OUTCOMES)

    cells = _review(
        f"行政复议\n{outcomes}\n3 0 1 0 4\n行政诉讼情况如下：\n行政诉讼\n"
        f"未经复议直接起诉 复议后起诉\n{outcomes} {outcomes}\n0 0 2 0 2 1 0 0 0 1"
    )

    assert values(cells) == [3, 0, 1, 0, 4, 0, 0, 2, 0, 2, 1, 0, 0, 0, 1]
    assert {cell.origin for cell in cells} == {Origin.READ}


def test_that_figures_below_the_headings_of_a_review_table_belong_to_these() -> None:
    blocks = ((3, 0, 1, None, 4), (None, None, None, None, None), (1, 0, 0, 0, 1))
    names = ("行政复议", "行政诉讼\n未经复议直接起诉", "复议后起诉")
    lines = [
        line
        for name, block in zip(names, blocks, strict=True)
        for line in (
            name,
            *(f"{o}\n{v}" if v is not None else o for o, v in zip(_OUTCOMES, block, strict=True)),
        )
    ]

    cells = _review("\n".join(lines))

    assert values(cells) == [v for block in blocks for v in block]
    assert {cell.origin for cell in cells} == {Origin.INFERRED}


def test_that_a_lone_outcome_with_its_total_may_be_of_any_procedure() -> None:
    outcomes = " ".join(_OUTCOMES)

    cells = _review(
        f"行政复议 行政诉讼\n{outcomes} 未经复议直接起诉 复议后起诉\n{outcomes} {outcomes}\n2 2"
    )

    totals = [cell for cell in cells if cell.address.column == "total"]
    assert {cell.origin for cell in totals} == {Origin.AMBIGUOUS}
    assert all(set(cell.candidates) == {Decimal(2), None} for cell in totals)


def test_that_rows_known_by_their_order_alone_never_count_as_read() -> None:
    table = "\n".join(" ".join(map(str, _figures(n))) for n in range(len(ROWS_2021)))

    rows = rows_of(read_table(table))

    assert values(rows["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]
    assert {c.origin for cells in rows.values() for c in cells} == {Origin.INFERRED}


def _one_a_line(numbers: range) -> list[str]:
    return [str(figure) for n in numbers for figure in _figures(n)]


def test_that_figures_behind_several_labels_never_count_as_read() -> None:
    lines: list[str] = []
    for n in range(6):
        lines += [ROWS_2021[n], *_one_a_line(range(n, n + 1))]
    # Three labels, then the figures of the last two: one of the rows is printed elsewhere.
    lines += [*ROWS_2021[6:9], *_one_a_line(range(7, 9))]
    for n in range(9, len(ROWS_2021)):
        lines += [ROWS_2021[n], *_one_a_line(range(n, n + 1))]

    rows = rows_of(read_table("\n".join(lines)))

    for code in ("denied_3", "denied_4", "denied_5"):
        assert {cell.origin for cell in rows[code]} <= {Origin.AMBIGUOUS, Origin.INFERRED}
    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]
    assert {cell.origin for cell in rows["new"]} == {Origin.READ}


def test_that_no_row_is_blank_for_sure_where_few_figures_stand_by_their_labels() -> None:
    lines = [*ROWS_2021[:12], "3", "4", "7", *ROWS_2021[12:20], "5", "5", *ROWS_2021[20:], "2", "2"]

    rows = rows_of(read_table("\n".join(lines)))

    assert Origin.READ not in {cell.origin for cells in rows.values() for cell in cells}


def test_that_outcomes_that_add_up_nowhere_are_left_open_where_each_has_its_line() -> None:
    outcomes = "\n".join(_OUTCOMES)
    figures = "\n".join(map(str, (1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 2, 0, 1, 0)))

    cells = _review(
        f"行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n{outcomes}\n{outcomes}\n{outcomes}\n{figures}"
    )

    assert {cell.origin for cell in cells} == {Origin.AMBIGUOUS}
    assert all({Decimal(0), Decimal(1), Decimal(2)} <= set(cell.candidates) for cell in cells)


def test_that_outcomes_are_left_open_where_one_was_printed_above_the_others() -> None:
    outcomes = " ".join(_OUTCOMES)

    cells = _review(
        f"行政复议 行政诉讼\n{outcomes} 未经复议直接起诉 复议后起诉\n{outcomes} {outcomes}\n"
        "154\n58 0 60 0 118 0 0 0 0 0 0 0 52 102"
    )

    # The blocks may have changed places, too: in each order 结果纠正 is 0 in all of them.
    true = [58, 0, 60, 0, 118, 0, 0, 0, 0, 0, 0, 0, 52, 102, 154]
    read = {n: value for n, value in enumerate(values(cells)) if value is not None}
    assert read == {1: 0, 6: 0, 11: 0}
    assert all(c.origin in (Origin.AMBIGUOUS, Origin.INFERRED) for c in cells)
    assert all(
        {Decimal(154), Decimal(v)} <= set(c.candidates) for v, c in zip(true, cells, strict=True)
    )


def test_that_no_row_is_blank_for_sure_where_digits_run_into_labels() -> None:
    lines = [f"{label}{''.join(map(str, _figures(n)))}" for n, label in enumerate(ROWS_2021)]
    lines[8] = "5.属于三类内部事务信息0O00000"

    row = rows_of(read_table("\n".join(lines)))["denied_5"]

    assert {cell.origin for cell in row} == {Origin.AMBIGUOUS}


def _with_subtotals(mark: str, wrong: dict[tuple[int, int], int]) -> str:
    """A table with a column 小计 of the organisations; ``wrong`` are misprints by row and column."""
    heads = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "小计")
    lines = [mark.join(("", "自然人", *[""] * 6, "总计")), mark.join(("", "", *heads, ""))]
    for number, label in enumerate(ROWS_2021):
        persons, *others, total = _figures(number)
        row = [persons, *others, sum(others), total]
        row = [wrong.get((number, at), figure) for at, figure in enumerate(row)]
        lines.append(mark.join((label, *map(str, row))))
    return "\n".join(mark + line + mark if mark == " | " else line for line in lines)


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_that_a_misprint_hides_no_column_of_subtotals_that_has_its_heading(mark: str) -> None:
    rows = rows_of(read_table(_with_subtotals(mark, {(7, 4): 2, (7, 5): 0, (7, 6): 2})))

    assert values(rows["denied_4"])[-2:] == [0, _figures(7)[-1]]
    assert values(rows["denied_4"])[4] == 2
    assert {c.origin for c in rows["denied_4"]} == {Origin.READ}


def test_that_blanks_hide_no_column_of_subtotals_that_has_its_heading() -> None:
    """Whoever added the column filled it by a formula, so that its zeros stand beside blanks."""
    heads = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "小计")
    lines = ["\t".join(("", "", "", "自然人", *[""] * 6, "总计"))]
    lines.append("\t".join((*[""] * 4, *heads, "")))
    for number, label in enumerate(ROWS_2021):
        persons, *others, total = _figures(number)
        row = [*(f or "" for f in (persons, *others)), sum(others), total or ""]
        lines.append("\t".join((label, "", "", *map(str, row))))

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["denied_1"]) == [None] * 7
    assert values(rows["granted"]) == [4, None, None, None, None, None, 4]
    assert values(rows["total"]) == [6, 2, None, None, None, None, 8]


def test_that_only_zeros_of_subtotals_beside_blanks_are_no_column_of_the_form() -> None:
    heads = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "小计")
    lines = ["自然人\t法人或其他组织\t合计", "\t".join(heads)]
    lines += ["\t".join((label, *[""] * 6, "0", "")) for label in ROWS_2021]

    rows = rows_of(read_table("\n".join(lines)))

    assert all(values(row) == [None] * 7 for row in rows.values())


def test_that_labels_broken_by_tags_between_pipes_are_read() -> None:
    lines = [
        f"| {label[:5]}<br>{label[5:9]}<br/>{label[9:]} | {' | '.join(map(str, _figures(n)))} |"
        for n, label in enumerate(ROWS_2021)
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["granted"]) == [4, 0, 0, 0, 0, 0, 4]
    assert {cell.origin for row in rows.values() for cell in row} == {Origin.READ}


@pytest.mark.parametrize("mark", ["\t", " "])
def test_that_a_local_row_behind_the_table_of_a_text_is_kept(mark: str) -> None:
    lines = [_line(number, mark) for number in range(len(ROWS_2021))]
    lines += [mark.join(("五、信息处理费收取件数", *"0000000")), "四、行政复议、行政诉讼情况"]
    text = "三、收到和处理政府信息公开申请情况\n" + "\n".join(lines)

    unplaced = read_report(text.encode(), "report.txt").extraction.unplaced

    assert [(u.table, u.label) for u in unplaced] == [("requests", "五、信息处理费收取件数")]
    assert unplaced[0].texts == ("0",) * 7


@pytest.mark.parametrize("mark", ["\t", " ", "\n"])
@pytest.mark.parametrize("place", [1, 24, 25], ids=["first", "last", "behind"])
def test_that_local_rows_of_an_application_table_of_a_text_are_kept(mark: str, place: int) -> None:
    added = ("延期答复件数", "依申请转主动公开件数")
    lines = [_line(number, mark) for number in range(len(ROWS_2021))]
    lines[place:place] = [mark.join((label, *"0000000")) for label in added]
    text = "\n".join(["三、收到和处理政府信息公开申请情况", *lines, "四、行政复议、行政诉讼情况"])

    extraction = read_report(text.encode(), "report.txt").extraction

    assert [(u.label, u.texts) for u in extraction.unplaced] == [(a, ("0",) * 7) for a in added]
    printed = [list(_figures(number)) for number in range(len(ROWS_2021))]
    assert [values(row) for row in rows_of(extraction).values()] == printed


@pytest.mark.parametrize("mark", ["\t", " ", " | ", "\n"])
def test_that_a_local_row_among_the_boxes_of_a_text_is_kept(mark: str) -> None:
    boxes = [
        ("第二十条第（一）项",),
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "0"),
        ("行政规范性文件", "2", "1", "9"),
        ("其他主动公开文件", "6", "0", "11"),
        ("第二十条第（五）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政许可", "5"),
    ]
    table = "\n".join(_line(number, mark) for number in range(len(ROWS_2021)))
    text = "\n".join(mark.join(row) for row in boxes) + "\n三、收到和处理情况\n" + table

    extraction = read_report(text.encode(), "report.txt").extraction

    assert [(u.table, u.texts) for u in extraction.unplaced] == [("art20", ("6", "0", "11"))]


def test_that_a_row_counted_on_behind_the_form_gives_its_zeros_to_no_blank_row() -> None:
    lines = [*ROWS_2021, "五、收取信息处理费（元） 0 0 0 0 0 0 0"]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["carried_out"]) == [None] * 7


def test_that_a_dump_with_letters_that_no_font_names_is_read_and_their_cells_are_asked() -> None:
    # The font does not name the mark of absence: pdfplumber prints a NUL for each.
    lines = [
        f"{label} " + " ".join("\x00" if n > 4 else str(v) for v in FIGURES.get(n, NONE))
        for n, label in enumerate(ROWS_2021)
    ]

    rows = [*rows_of(read_table("\n".join(lines))).values()]

    assert [values(rows[n]) for n in range(3)] == [list(FIGURES.get(n, NONE)) for n in range(3)]
    assert {(c.origin, c.value, c.printed) for c in rows[10]} == {
        (Origin.AMBIGUOUS, None, "\ufffd")
    }
