"""Fills, shifts, moves and exchanges of figures, against plain lists; undo restores exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.address import Address
from core.cells import Cell, Origin
from core.ranges import Along, RangeRefused, Sheet, Way, exchange, fill, move, shift, transfer
from core.reading import read_report
from core.values import Value
from core.work.workspace import Workspace

ROWS, COLUMNS = 4, 3
SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "beitan_township_2019.txt"
Plain = list[list[int | None]]


def cell(line: int, column: int) -> Address:
    return Address("t", f"r{line}", f"c{column}")


def sheet(table: Plain, unknown: frozenset[Address] = frozenset()) -> Sheet:
    lines = [[cell(r, c) for c in range(len(row))] for r, row in enumerate(table)]
    values: dict[Address, Value] = {
        cell(r, c): None if v is None else Decimal(v)
        for r, row in enumerate(table)
        for c, v in enumerate(row)
    }
    return Sheet(lines, values, unknown, str)


def after(table: Plain, edits: dict[Address, Value]) -> Plain:
    result = [list(row) for row in table]
    for address, value in edits.items():
        line, column = int(address.row[1:]), int(address.column[1:])
        result[line][column] = int(value) if isinstance(value, Decimal) else None
    return result


def test_that_a_row_read_one_column_too_far_left_is_put_right_by_one_shift() -> None:
    table: Plain = [[5, 0, 5, None], [1, 0, 0, 1]]

    edits = shift(sheet(table), [cell(0, 0)], Way.RIGHT)

    # The first cell is blank afterwards, the total stands in the last column.
    row = Address("t", "r0", "c0").row
    assert {a.row for a in edits} == {row} or after(table, edits)[0] == [None, 5, 0, 5]


def test_that_a_shift_of_one_cell_takes_what_follows_in_its_row_along() -> None:
    table: Plain = [[7, 3, 4, None]]
    spread = Sheet(
        [[Address("t", "r0", f"c{c}") for c in range(4)]],
        {Address("t", "r0", f"c{c}"): None if v is None else Decimal(v) for c, v in enumerate(table[0])},
        (),
        str,
    )  # fmt: skip

    assert after(table, shift(spread, [cell(0, 1)], Way.RIGHT)) == [[7, None, 3, 4]]


def test_that_a_shift_to_the_left_closes_over_a_blank() -> None:
    table: Plain = [[7, None, 3, 4]]

    assert after(table, shift(sheet(table), [cell(0, 1)], Way.LEFT)) == [[7, 3, 4, None]]


def test_that_rows_standing_side_by_side_are_shifted_apart() -> None:
    line = [Address("t", row, column) for row in ("one", "two") for column in ("a", "b")]
    values: dict[Address, Value] = dict(
        zip(line, [Decimal(1), None, Decimal(2), None], strict=True)
    )

    edits = shift(Sheet([line], values, (), str), [line[0]], Way.RIGHT)

    assert edits == {line[0]: None, line[1]: Decimal(1)}


@pytest.mark.parametrize(
    ("table", "spot", "way"),
    [
        ([[1, 2, 3]], (0, 1), Way.RIGHT),
        ([[1, 2, 3]], (0, 1), Way.LEFT),
        ([[1], [2], [3]], (1, 0), Way.DOWN),
    ],
    ids=["off the end", "over the cell", "off the bottom"],
)
def test_that_a_shift_that_loses_a_figure_is_refused_by_name(
    table: Plain, spot: tuple[int, int], way: Way
) -> None:
    with pytest.raises(RangeRefused) as refused:
        shift(sheet(table), [cell(*spot)], way)

    lost = cell(0, 1) if way is Way.LEFT else cell(len(table) - 1, len(table[0]) - 1)
    assert str(lost) in refused.value.message


def test_that_a_zero_may_fall_off() -> None:
    assert after([[1, 2, 0]], shift(sheet([[1, 2, 0]]), [cell(0, 0)], Way.RIGHT)) == [[None, 1, 2]]


def test_that_a_figure_in_the_way_is_not_covered_by_a_move() -> None:
    with pytest.raises(RangeRefused, match=r"t\.r0\.c1"):
        move(sheet([[1, 2]]), [cell(0, 0)], Way.RIGHT)
    assert after([[1, 0]], move(sheet([[1, 0]]), [cell(0, 0)], Way.RIGHT)) == [[None, 1]]


def test_that_nothing_moves_off_the_table() -> None:
    with pytest.raises(RangeRefused):
        move(sheet([[1, 2]]), [cell(0, 1)], Way.RIGHT)
    with pytest.raises(RangeRefused):
        transfer(sheet([[1, 2]]), [cell(0, 0), cell(0, 1)], cell(0, 1))
    with pytest.raises(RangeRefused):
        fill(sheet([[1, 2]]), [cell(0, 0)], Way.DOWN)


@pytest.mark.parametrize("way", [Way.DOWN, Way.RIGHT], ids=["down", "right"])
def test_that_a_cell_that_is_not_known_is_copied_nowhere(way: Way) -> None:
    unknown = frozenset({cell(0, 0)})
    chosen = [cell(0, 0), cell(way.value[0], way.value[1])]

    with pytest.raises(RangeRefused, match=r"t\.r0\.c0"):
        fill(sheet([[1, 2], [3, 4]], unknown), chosen, way)


def test_that_only_two_rows_with_the_same_columns_are_exchanged() -> None:
    table: Plain = [[1, 2], [3, 4], [5, 6]]
    for chosen in ([cell(0, 0)], [cell(0, 0), cell(1, 1)], [cell(r, 0) for r in range(3)]):
        with pytest.raises(RangeRefused):
            exchange(sheet(table), chosen, Along.ROWS)


# -- against plain lists --------------------------------------------------------------------------

FIGURES = st.one_of(st.none(), st.integers(0, 3))
PLAIN = st.lists(
    st.lists(FIGURES, min_size=COLUMNS, max_size=COLUMNS), min_size=ROWS, max_size=ROWS
)
SPAN = st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1)).map(sorted)
ACROSS = st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, COLUMNS - 1)).map(sorted)
WAYS = st.sampled_from(list(Way))


def block(lines: list[int], columns: list[int]) -> list[Address]:
    return [
        cell(r, c) for r in range(lines[0], lines[1] + 1) for c in range(columns[0], columns[1] + 1)
    ]


def turned(table: Plain) -> Plain:
    return [list(column) for column in zip(*table, strict=True)]


@given(PLAIN, SPAN, ACROSS)
def test_that_filling_down_repeats_the_first_chosen_line(
    table: Plain, lines: list[int], columns: list[int]
) -> None:
    head = lines[0] if lines[1] > lines[0] else lines[0] - 1
    if head < 0:
        return
    wanted = [list(row) for row in table]
    for line in range(lines[0], lines[1] + 1):
        wanted[line][columns[0] : columns[1] + 1] = table[head][columns[0] : columns[1] + 1]

    assert after(table, fill(sheet(table), block(lines, columns), Way.DOWN)) == wanted


@given(PLAIN, SPAN, ACROSS, WAYS)
def test_that_a_shift_moves_the_chosen_run_by_one_or_loses_a_figure(
    table: Plain, lines: list[int], columns: list[int], way: Way
) -> None:
    chosen = block(lines, columns)
    if len(chosen) == 1:
        return
    upright = way in (Way.UP, Way.DOWN)
    plain, (along, across) = turned(table) if upright else table, (lines, columns)
    if upright:
        along, across = columns, lines
    wanted, lost = [list(row) for row in plain], False
    for line in range(along[0], along[1] + 1):
        run = plain[line][across[0] : across[1] + 1]
        forward = way in (Way.RIGHT, Way.DOWN)
        lost = lost or bool(run[-1] if forward else run[0])
        wanted[line][across[0] : across[1] + 1] = [None, *run[:-1]] if forward else [*run[1:], None]

    if lost:
        with pytest.raises(RangeRefused):
            shift(sheet(table), chosen, way)
    else:
        result = after(table, shift(sheet(table), chosen, way))
        assert (turned(result) if upright else result) == wanted


@given(PLAIN, SPAN, ACROSS, WAYS)
def test_that_a_move_carries_the_block_and_leaves_blanks(
    table: Plain, lines: list[int], columns: list[int], way: Way
) -> None:
    chosen = block(lines, columns)
    down, right = way.value
    spots = [(int(a.row[1:]), int(a.column[1:])) for a in chosen]
    targets = [(r + down, c + right) for r, c in spots]
    fits = all(0 <= r < ROWS and 0 <= c < COLUMNS for r, c in targets)
    covers = fits and any(table[r][c] for r, c in targets if (r, c) not in spots)
    wanted = [list(row) for row in table]
    for r, c in spots:
        wanted[r][c] = None
    for (r, c), (to_r, to_c) in zip(spots, targets, strict=True) if fits else ():
        wanted[to_r][to_c] = table[r][c]

    if fits and not covers:
        assert after(table, move(sheet(table), chosen, way)) == wanted
        corner = cell(*targets[0])
        assert after(table, transfer(sheet(table), chosen, corner)) == wanted
    else:
        with pytest.raises(RangeRefused):
            move(sheet(table), chosen, way)


@given(PLAIN, st.permutations(range(ROWS)), ACROSS)
def test_that_two_exchanges_of_two_rows_leave_the_table_as_it_was(
    table: Plain, order: list[int], columns: list[int]
) -> None:
    one, other = order[:2]
    chosen = [cell(r, c) for r in (one, other) for c in range(columns[0], columns[1] + 1)]
    wanted = [list(row) for row in table]
    part = slice(columns[0], columns[1] + 1)
    wanted[one][part], wanted[other][part] = table[other][part], table[one][part]

    once = after(table, exchange(sheet(table), chosen, Along.ROWS))

    assert once == wanted
    assert after(once, exchange(sheet(once), chosen, Along.ROWS)) == table


@given(PLAIN, SPAN)
def test_that_exchanging_columns_is_exchanging_the_rows_of_the_turned_table(
    table: Plain, lines: list[int]
) -> None:
    chosen = [cell(r, c) for r in range(lines[0], lines[1] + 1) for c in (0, 2)]
    wanted = [list(row) for row in table]
    for r in range(lines[0], lines[1] + 1):
        wanted[r][0], wanted[r][2] = table[r][2], table[r][0]

    assert after(table, exchange(sheet(table), chosen, Along.COLUMNS)) == wanted


# -- in a store -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    data = SAMPLE.read_bytes()
    reading = read_report(data, SAMPLE.name)
    cells = tuple(_doubted(cell) for cell in reading.extraction.cells)
    workspace = Workspace.open(tmp_path_factory.mktemp("ranges") / "reports.gouji", author="甲")
    extraction = replace(reading.extraction, cells=cells)
    workspace.add_reading(data, replace(reading, extraction=extraction))
    return workspace


def _doubted(cell: Cell) -> Cell:
    unsure = cell.address.row == "denied_2"
    return replace(cell, origin=Origin.INFERRED) if unsure else cell


@given(
    st.sampled_from(["fill", "shift", "move", "rows"]),
    WAYS,
    st.tuples(st.integers(0, 21), st.integers(1, 3)),
    st.tuples(st.integers(0, 5), st.integers(1, 3)),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_that_undo_restores_every_value_and_origin_exactly(
    workspace: Workspace, kind: str, way: Way, down: tuple[int, int], right: tuple[int, int]
) -> None:
    before = workspace.review(1).statement
    rows = before.rows("requests")
    lines = [[a for a in before.values if a[:2] == ("requests", row)] for row in rows]
    chosen = [
        address
        for line in lines[down[0] : down[0] + down[1]]
        for address in line[right[0] : right[0] + right[1]]
    ]
    there = Sheet(lines, before.values, (), str)
    try:
        match kind:
            case "fill":
                edits = fill(there, chosen, Way.DOWN)
            case "shift":
                edits = shift(there, chosen, way)
            case "move":
                edits = move(there, chosen, way)
            case _:
                edits = exchange(there, chosen, Along.ROWS)
    except RangeRefused:
        return
    log = len(workspace.review(1).corrections)
    workspace.correct(1, list(edits.items()), gesture="moved")
    now = workspace.review(1)
    assert {a: now.statement.value(a) for a in edits} == edits
    if len(now.corrections) == log:
        return

    workspace.undo(1)

    assert workspace.review(1).statement.values == before.values
    assert workspace.review(1).statement.origins == before.origins
