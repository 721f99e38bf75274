"""Tables of applications that were misread or wrongly filled in, with what is true.

The slips are drawn here by what they do to digits and cells, knowing nothing of how they are
explained.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from tests.helpers.statements import Content, statement_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from core.statement import Statement

Row = list[int | None]
Table = dict[str, Row]
"""Rows by code, in the order of the form; the seventh number is the total, None is a blank."""
Cells = dict[str, int]

EDITION: Final = "2021"
_COLUMNS: Final = 7
_AROUND: Final = ("new", "carried_in", "total", "carried_out")
_DENSE: Final = {
    "new": [13612, 252, 0, 45, 128, 32],
    "carried_in": [535, 6, 0, 1, 18, 0],
    "granted": [5345, 129, 0, 41, 19, 14],
    "partial": [2120, 39, 0, 1, 6, 2],
    "denied_1": [13, 0, 0, 0, 0, 0],
    "denied_2": [30, 0, 0, 0, 0, 0],
    "denied_3": [11, 0, 0, 0, 0, 0],
    "denied_4": [49, 2, 0, 0, 0, 0],
    "denied_5": [103, 1, 0, 0, 0, 0],
    "denied_6": [84, 1, 0, 0, 0, 0],
    "denied_7": [282, 4, 0, 0, 0, 0],
    "denied_8": [147, 0, 0, 0, 1, 2],
    "unavailable_1": [3075, 50, 0, 0, 89, 8],
    "unavailable_2": [177, 3, 0, 0, 0, 0],
    "unavailable_3": [19, 0, 0, 0, 0, 0],
    "unprocessed_1": [199, 1, 0, 0, 3, 0],
    "unprocessed_2": [147, 1, 0, 0, 0, 0],
    "unprocessed_3": [0, 0, 0, 0, 0, 0],
    "unprocessed_4": [100, 1, 0, 0, 0, 0],
    "unprocessed_5": [5, 0, 0, 0, 0, 0],
    "other_1": [315, 3, 0, 0, 0, 0],
    "other_2": [202, 0, 0, 1, 0, 0],
    "other_3": [941, 17, 0, 1, 3, 3],
    "total": [13364, 252, 0, 44, 121, 29],
    "carried_out": [783, 6, 0, 2, 25, 3],
}
"""A city's figures of one year, in which every relation holds; the totals are added."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A table as printed, and the true numbers of the cells that are wrong in it."""

    printed: Table
    true: Cells
    unread: frozenset[str] = frozenset()

    def statement(self) -> Statement:
        """The statement of the printed table alone; rows in ``unread`` were not found."""
        content: dict[str, Content | Sequence[Content]] = {
            f"requests.{code}": ["!"] * _COLUMNS if code in self.unread else row
            for code, row in self.printed.items()
        }
        return statement_of(EDITION, content, tables=("requests",))


def row_codes() -> tuple[str, ...]:
    """The rows of the table in official order."""
    return tuple(row.code for row in load_catalogue().table(EDITION, "requests").rows)


def _column_codes() -> tuple[str, ...]:
    return tuple(column.code for column in load_catalogue().table(EDITION, "requests").columns)


def dense_table() -> Table:
    """The city's table."""
    return {code: [*_DENSE[code], sum(_DENSE[code])] for code in row_codes()}


def sparse_table(random: Random) -> Table:
    """A town's or bureau's table: few rows are used, nearly all by natural persons."""
    reach = random.choice((3, 12, 60, 300))
    details = [code for code in row_codes() if code not in _AROUND]
    used = random.sample(details, random.randint(1, 6))
    columns: list[dict[str, int]] = []
    for number in range(_COLUMNS - 1):
        is_quiet = random.random() < (0.05 if number == 0 else 0.6)
        most = 0 if is_quiet else max(1, reach if number == 0 else reach // 6)
        results = {code: random.randint(0, most) if code in used else 0 for code in details}
        total = sum(results.values())
        left = random.randint(0, max(1, total // 8)) if total else 0
        before = random.randint(0, min(total + left, max(1, total // 8))) if total else 0
        ends = {"new": total + left - before, "carried_in": before, "total": total}
        columns.append({**results, **ends, "carried_out": left})
    table: Table = {}
    for code in row_codes():
        parts = [column[code] for column in columns]
        table[code] = [*parts, sum(parts)]
    return table


def draw_table(random: Random) -> Table:
    """A sparse table mostly, the dense one at times; zeros are left blank in some reports."""
    table = dense_table() if random.random() < 0.2 else sparse_table(random)
    if random.random() < 0.25:
        return {code: [number or None for number in row] for code, row in table.items()}
    return table


def one_wrong(random: Random) -> Spoilt:
    """One cell is wrong."""
    return _wrong_cells(random, 1)


def two_wrong(random: Random) -> Spoilt:
    """Two cells are wrong, each for itself."""
    return _wrong_cells(random, 2)


def _wrong_cells(random: Random, count: int) -> Spoilt:
    table = draw_table(random)
    true: Cells = {}
    printed = {code: list(row) for code, row in table.items()}
    while len(true) < count:
        slip = random.choice(_SLIPS)
        code, column = random.choice(list(table)), random.randrange(_COLUMNS)
        number = table[code][column] or 0
        wrong = slip(random, table[code], column)
        address = f"requests.{code}.{_column_codes()[column]}"
        if wrong is not None and wrong != number and address not in true:
            printed[code][column] = wrong
            true[address] = number
    return Spoilt(printed, true)


def in_neighbouring_column(random: Random) -> Spoilt:
    """A part of a row stands one column beside its place."""
    table = draw_table(random)
    places = [(code, k) for code, row in table.items() for k in range(_COLUMNS - 1) if row[k]]
    code, column = random.choice(places) if places else (next(iter(table)), 0)
    beside = column + 1 if column == 0 or (column < 5 and random.random() < 0.5) else column - 1
    row = list(table[code])
    row[column], row[beside] = row[beside], row[column]
    return _differing(table, {**table, code: row})


def row_shifted(random: Random) -> Spoilt:
    """A row's numbers stand one column to the left or right; what comes in at the end is blank."""
    table = draw_table(random)
    code = random.choice([code for code, row in table.items() if any(row)] or list(table))
    row = table[code]
    shifted = [*row[1:], None] if random.random() < 0.5 else [None, *row[:-1]]
    return _differing(table, {**table, code: shifted})


def row_split(random: Random) -> Spoilt:
    """A number of a row was read as two, and one end of the row was pushed out."""
    table = draw_table(random)
    places = [
        (code, k) for code, row in table.items() for k in range(_COLUMNS - 1) if (row[k] or 0) > 9
    ]
    if not places:
        return Spoilt(table, {})
    code, column = random.choice(places)
    digits = str(table[code][column])
    cut = random.randrange(1, len(digits))
    row = list(table[code])
    row[column : column + 1] = [int(digits[:cut]), int(digits[cut:])]
    shown = row[1:] if random.random() < 0.5 else row[:-1]
    return _differing(table, {**table, code: shown})


def row_unread(random: Random) -> Spoilt:
    """A row was not found."""
    table = draw_table(random)
    code = random.choice(list(table))
    true = {
        f"requests.{code}.{column}": number or 0
        for column, number in zip(_column_codes(), table[code], strict=True)
    }
    return Spoilt(table, true, frozenset({code}))


def many_wrong(random: Random) -> Spoilt:
    """So many cells are wrong, blank or not read that nothing can be hoped for."""
    printed = {code: list(row) for code, row in draw_table(random).items()}
    for _ in range(random.choice((1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 40, 80, 175))):
        row = printed[random.choice(list(printed))]
        wrong = (None, 0, 1, random.randint(0, 3), random.randint(0, 99), random.randint(0, 99999))
        row[random.randrange(_COLUMNS)] = random.choice(wrong)
    lost = random.sample(list(printed), random.choice((0, 0, 0, 1, 2, 12)))
    return Spoilt(printed, {}, frozenset(lost))


def _differing(table: Table, printed: Table) -> Spoilt:
    true = {
        f"requests.{code}.{column}": is_true or 0
        for code, row in table.items()
        for column, is_true, read in zip(_column_codes(), row, printed[code], strict=True)
        if (is_true or 0) != (read or 0)
    }
    return Spoilt(printed, true)


def _digits_of(row: Row, column: int) -> str:
    return str(row[column] or 0)


def _lost(random: Random, row: Row, column: int) -> int | None:
    digits = _digits_of(row, column)
    place = random.randrange(len(digits))
    return int(digits[:place] + digits[place + 1 :]) if len(digits) > 1 else None


def _doubled(random: Random, row: Row, column: int) -> int | None:
    digits = _digits_of(row, column)
    place = random.randrange(len(digits))
    return int(digits[:place] + digits[place] + digits[place:])


def _transposed(random: Random, row: Row, column: int) -> int | None:
    digits = _digits_of(row, column)
    if len(digits) < 2:
        return None
    place = random.randrange(len(digits) - 1)
    return int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


def _confused(random: Random, row: Row, column: int) -> int | None:
    digits = _digits_of(row, column)
    place = random.randrange(len(digits))
    like = {"0": "86", "8": "03", "1": "7", "7": "1", "3": "8", "5": "6", "6": "50"}
    choice = like.get(digits[place])
    if choice is None or row[column] is None:
        return None
    return int(digits[:place] + random.choice(choice) + digits[place + 1 :])


def _split(random: Random, row: Row, column: int) -> int | None:
    digits = _digits_of(row, column)
    if len(digits) < 2:
        return None
    place = random.randrange(1, len(digits))
    return int(random.choice((digits[:place], digits[place:])))


def _glued(_: Random, row: Row, column: int) -> int | None:
    if column + 1 >= len(row) or row[column] is None or row[column + 1] is None:
        return None
    return int(f"{row[column]}{row[column + 1]}")


def _total_off_by_one(random: Random, row: Row, column: int) -> int | None:
    if column != _COLUMNS - 1:
        return None
    wrong = (row[column] or 0) + random.choice((-1, 1))
    return wrong if wrong >= 0 else None


def _detail_changed(random: Random, row: Row, column: int) -> int | None:
    number = row[column] or 0
    return random.randint(0, 2 * number + 3) if column != _COLUMNS - 1 else None


_SLIPS: Final[tuple[Callable[[Random, Row, int], int | None], ...]] = (
    _lost,
    _doubled,
    _transposed,
    _confused,
    _split,
    _glued,
    _total_off_by_one,
    _detail_changed,
)


Gaps = dict[tuple[str, str | int], int]
"""What each sum is off by: a row's, a column's of results, a column's of the balance."""


def count_changes(spoilt: Spoilt) -> int:
    """How many sets of as many cells as are wrong, one or two, would make every sum hold."""
    gaps = _gaps(spoilt.printed)
    single = list(_single_changes(spoilt.printed, gaps))
    if len(spoilt.true) == 1:
        return len(single)
    pairs: set[frozenset[tuple[str, int]]] = set()
    for cell in ((code, column) for code in spoilt.printed for column in range(_COLUMNS)):
        for amount in _closing_amounts(cell, gaps):
            if (spoilt.printed[cell[0]][cell[1]] or 0) + amount >= 0:
                rest = _after(gaps, cell, amount)
                others = (other for other, _ in _single_changes(spoilt.printed, rest))
                pairs |= {frozenset((cell, other)) for other in others if other != cell}
    return len(single) + len(pairs)


def _signs(cell: tuple[str, int]) -> Iterator[tuple[tuple[str, str | int], int]]:
    """The sums that a cell is in, with its sign; the relations stand here as the form words them."""
    code, column = cell
    yield ("row", code), -1 if column == _COLUMNS - 1 else 1
    if code == "total":
        yield ("results", column), -1
    if code in _AROUND:
        yield ("balance", column), 1 if code in ("new", "carried_in") else -1
    else:
        yield ("results", column), 1


def _gaps(table: Table) -> Gaps:
    gaps: Gaps = {}
    for code, row in table.items():
        for column, number in enumerate(row):
            for rule, sign in _signs((code, column)):
                gaps[rule] = gaps.get(rule, 0) + sign * (number or 0)
    return {rule: gap for rule, gap in gaps.items() if gap}


def _closing_amounts(cell: tuple[str, int], gaps: Gaps) -> set[int]:
    return {-sign * gaps[rule] for rule, sign in _signs(cell) if rule in gaps}


def _after(gaps: Gaps, cell: tuple[str, int], amount: int) -> Gaps:
    after = dict(gaps)
    for rule, sign in _signs(cell):
        after[rule] = after.get(rule, 0) + sign * amount
    return {rule: gap for rule, gap in after.items() if gap}


def _single_changes(table: Table, gaps: Gaps) -> Iterator[tuple[tuple[str, int], int]]:
    if not 0 < len(gaps) <= 3:
        return
    for code, row in table.items():
        for column, number in enumerate(row):
            for amount in _closing_amounts((code, column), gaps):
                if (number or 0) + amount >= 0 and not _after(gaps, (code, column), amount):
                    yield (code, column), amount
