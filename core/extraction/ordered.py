"""The rows of plain text that neither their labels nor the whole table settles, by their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.cells import Origin
from core.extraction.labels import SURE, bare
from core.extraction.lines import Line
from core.extraction.piecemeal import Piecemeal, Relations, read_piecemeal
from core.extraction.repair import Option, Piece, Placed, Relation, left_open, number, sums_up
from core.extraction.results import RowResult
from core.extraction.routed import read_routed
from core.extraction.rows import RowReading
from core.extraction.sorting import SLIPS, sorted_out
from core.extraction.subtotals import SUBTOTAL, with_subtotal_rows
from core.extraction.whole import broken_sums
from core.form import Form, RowSpec
from core.geometry import Place
from core.values import Value

_OPEN: Final = (Origin.AMBIGUOUS, Origin.MISSING)

_Table = tuple[Sequence[RowSpec], Sequence[str], Mapping[str, Relation]]
_Reader = Callable[
    [Sequence[Line], Sequence[Line], Sequence[_Table], Sequence[str], Relations], Piecemeal | None
]


def with_rows_in_order(
    rows: list[RowResult],
    left: tuple[RowReading, ...],
    part: Sequence[Line],
    beyond: Sequence[Line],
    forms: Sequence[Form],
    relations: Relations,
) -> tuple[list[RowResult], tuple[RowReading, ...]]:
    """The rows with those that the order of the text holds though others are torn; as they were where
    it tells no more than the labels, or where it contradicts them.

    ``left`` are the rows outside the form, ``beyond`` the plain lines behind the table.
    """
    for read in (read_piecemeal, read_routed):
        rows, left = _with_rows_read(read, rows, left, part, beyond, forms, relations)
    return rows, left


def _with_rows_read(
    read: _Reader,
    rows: list[RowResult],
    left: tuple[RowReading, ...],
    part: Sequence[Line],
    beyond: Sequence[Line],
    forms: Sequence[Form],
    relations: Relations,
) -> tuple[list[RowResult], tuple[RowReading, ...]]:
    tables = [*_printed_tables(rows, forms)]
    width = len(forms[0].table("requests").columns)
    most = max((len(specs) for specs, _, _ in tables), default=0) * width
    before = most - sum(len(row.placed) - _open_cells(row) for row in rows)
    printed = sum(f.is_figure for line in part for f in line.fields)
    unused = printed - sum(len(row.placed) for row in rows)
    if not left and unused < width and not sum(map(_open_cells, rows)):
        return rows, left
    headings = [column.label for column in forms[0].table("requests").columns]
    found = read(part, beyond, tables, headings, relations)
    if found is None:
        return rows, left
    made = _merged(found, rows, width)
    if made is None or most - sum(len(r.placed) - _open_cells(r) for r in made) >= before:
        return rows, left
    own = (option for code, option in found.rows.items() if not code.startswith(SUBTOTAL))
    placed = {piece.place for option in own for piece in option or ()}
    return made, tuple(r for r in left if not any(f.place in placed for f in r.fields))


def with_headed_rows_asked(
    rows: list[RowResult],
    lines: Sequence[Line],
    headings: Sequence[str],
    relations: Relations,
) -> list[RowResult]:
    """The rows, those with headings of columns among their figures only as far as the sums tell.

    Where headings stand within a row the text has cut it into pieces, whose order says nothing.
    """
    headed = _after_headings(lines, headings)
    known = {row.code: tuple(p.piece for p in row.placed) for row in rows if not _open_cells(row)}
    return [_sorted_row(row, known, relations) if _is_cut(row, headed) else row for row in rows]


def with_mixed_absences_asked(rows: list[RowResult]) -> list[RowResult]:
    """The rows, those asked that alone mix several ways to print nothing and are known by order.

    No sum tells a 0 from a mark of absence: where other rows print one of them alone, the text may
    have put figures of a subtotal among these.
    """
    mixed = [row for row in rows if len(_absences(row)) > 1]
    if not mixed or 2 * len(mixed) > len(rows):
        return rows
    return [
        replace(row, placed=tuple(_asked_absence(p, _absences(row)) for p in row.placed))
        if row in mixed
        else row
        for row in rows
    ]


def _absences(row: RowResult) -> tuple[Value, ...]:
    """What is printed where nothing happened, of the cells that were concluded."""
    values = (p.piece.value for p in row.placed if p.origin is Origin.INFERRED)
    return tuple(dict.fromkeys(v for v in values if v is not None and not number(v)))


def _asked_absence(placed: Placed, absences: Sequence[Value]) -> Placed:
    is_one = placed.origin is Origin.INFERRED and placed.piece.value in absences
    return left_open(placed, absences) if is_one else placed


def _after_headings(lines: Sequence[Line], headings: Sequence[str]) -> set[Place]:
    """The places of the figures that have headings of columns right before them, on other lines."""
    found: set[Place] = set()
    before = ""
    for line in lines:
        for field in line.fields:
            if field.is_figure:
                if before and any(before in heading for heading in headings):
                    found.add(field.place)
                before = ""
            elif field.is_label:
                before = bare(field.text)
    return found


def _is_cut(row: RowResult, headed: set[Place]) -> bool:
    """Whether headings stand among the figures of a row that are not all alike."""
    places = [p.piece.place for p in row.placed]
    within = any(place in headed for place in places[1:])
    return within and len({number(p.piece.value) for p in row.placed}) > 1


def _sorted_row(row: RowResult, known: Mapping[str, Option], relations: Relations) -> RowResult:
    pieces = tuple(p.piece for p in row.placed)
    others = {code: option for code, option in known.items() if code != row.code}
    sums = relations([*others, row.code])
    (option,) = sorted_out(pieces, [row.code], others, sums, sums_up)
    if option is None and sums_up(pieces):
        # A misprint elsewhere hides the only order, yet not that the printed one breaks no more.
        table = {**others, row.code: pieces}
        failing = broken_sums([*table.values()], [*table], sums)
        option = pieces if failing <= SLIPS else None
    values = tuple(dict.fromkeys(piece.value for piece in pieces))
    placed = [
        Placed(replace(piece, value=None), Origin.AMBIGUOUS, values)
        if option is None
        else Placed(option[n], Origin.INFERRED, values)
        for n, piece in enumerate(pieces)
    ]
    return replace(row, placed=tuple(placed))


def _open_cells(row: RowResult) -> int:
    return sum(placed.origin in _OPEN for placed in row.placed)


def _printed_tables(rows: Sequence[RowResult], forms: Sequence[Form]) -> Iterator[_Table]:
    """The tables that the text may have: all rows of an edition that has every row whose label is
    whole, as they are, or with a subtotal below or above those of each stub."""
    sure = {row.code for row in rows if row.likeness >= SURE}
    for form in forms:
        specs = form.table("requests").rows
        if not sure <= {row.code for row in specs}:
            continue
        yield specs, [spec.code for spec in specs], {}
        for above in (False, True):
            yield specs, *with_subtotal_rows(specs, above=above)


def _merged(found: Piecemeal, rows: Sequence[RowResult], width: int) -> list[RowResult] | None:
    """The rows by their order; None where this gives figures that a label holds to another row."""
    known = {row.code: row for row in rows}
    if any(_contradicts(row, found.rows.get(row.code)) for row in rows):
        return None
    made: list[RowResult] = []
    for code, option in found.rows.items():
        row = known.get(code)
        if code.startswith(SUBTOTAL) or (row is None and option is None):
            continue
        if option is not None:
            made.append(_concluded(code, option, row, is_sum=code not in found.slips))
        elif row is not None and not _open_cells(row):
            made.append(row)
        else:
            others = found.among[code]
            empty = Piece(None, "", found.spots[code].place)
            placed = (Placed(empty, Origin.AMBIGUOUS, others),) * width
            made.append(RowResult(code, placed, row.likeness if row else 0.0, positional=False))
    return made


def _contradicts(row: RowResult, option: Option | None) -> bool:
    return option is not None and any(
        placed.origin is Origin.READ and placed.piece.value != piece.value
        for placed, piece in zip(row.placed, option, strict=True)
    )


def _concluded(code: str, option: Option, row: RowResult | None, *, is_sum: bool) -> RowResult:
    """The row by its order; what its label says stays read."""
    if row is not None and all(p.origin is Origin.READ for p in row.placed):
        return row
    placed: list[Placed] = []
    before = row.placed if row is not None else [None] * len(option)
    for piece, old in zip(option, before, strict=True):
        others = (*old.candidates, old.piece.value) if old is not None else ()
        candidates = tuple(dict.fromkeys((piece.value, *others)))
        placed.append(Placed(piece, Origin.INFERRED, candidates))
    likeness = row.likeness if row else 0.0
    return RowResult(code, tuple(placed), likeness, positional=False, doubtful=not is_sum)
