"""Reading each statutory table: from its lines to placed values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.cells import Origin
from core.extraction.align import Aligned, align
from core.extraction.fields import Field, Line
from core.extraction.repair import (
    Option,
    Placed,
    block_options,
    chosen_by_columns,
    chosen_by_sum,
    joined_options,
    number,
    piece_of,
    row_options,
    settle,
    sums_up,
)
from core.extraction.rows import (
    Extent,
    RowReading,
    centre_of,
    extent,
    header_extents,
    is_laid_out,
    nearest_columns,
    plain_rows,
    positional_row,
    settle_layout,
    settle_ragged,
    subtotal_extents,
    with_blanks,
    without_subtotal,
    words_of,
)
from core.form import Form, TableSpec
from core.geometry import PageBox

_HEADER_LINES: Final = 10
_BLOCKS: Final = 3
_BLOCK: Final = 5
_SAME_LEAF: Final = 1.5
"""Characters within which words stacked in one heading stand."""
_LEAF_STARTS: Final = ("结果", "其他", "其它", "尚未", "总计", "合计", "总")


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row of the form with one outcome a column; ``likeness`` of its label, 0 by order alone.

    ``doubtful`` marks a row of plain text whose figures do not add up or stand in disorder.
    """

    code: str
    placed: tuple[Placed, ...]
    likeness: float
    positional: bool
    doubtful: bool = False


def read_requests(
    lines: Sequence[Line], region: tuple[int, int], forms: Sequence[Form]
) -> tuple[list[RowResult], tuple[RowReading, ...]]:
    """Read the application table; returns its rows and the rows that the form does not have."""
    columns = forms[0].table("requests").columns
    count = len(columns)
    header = header_extents(lines[max(0, region[0] - _HEADER_LINES) : region[0]], columns)
    rows = _request_rows(lines[slice(*region)], header, lines, region, forms[0].table("requests"))
    # The report prints （六）其他处理 either whole or in three parts, whatever its year.
    found = max(
        (align(rows, form.table("requests").rows, full=count - 1) for form in forms),
        key=lambda alignment: alignment.score,
    )
    matched = found.matched
    prints_zeros = _prints_zeros([a.row for a in matched.values()], count)
    allowed = {
        code: row_options(a.row, count, prints_zeros=prints_zeros) for code, a in matched.items()
    }
    allowed = {code: found for code, found in allowed.items() if found}
    summed = {code: chosen_by_sum(found) for code, found in allowed.items()}
    chosen = chosen_by_columns(summed, _relations(matched))
    disorder = _in_disorder(rows, count)
    results = [_result(matched[c], chosen[c], allowed[c], disorder=disorder) for c in chosen]
    return results, found.left


def _prints_zeros(rows: Sequence[RowReading], count: int) -> bool:
    """Whether the table fills cells with 0, so that a missing figure was lost, not left blank."""
    nearly_full = all(len(r.figures) >= count - 1 for r in rows)
    return nearly_full and any(f.text.strip() == "0" for r in rows for f in r.figures)


def _in_disorder(rows: Sequence[RowReading], count: int) -> bool:
    """Whether plain text gives figures column by column, so that no run of them is a row."""
    return any(not r.positional and len(r.fields) > count + 2 for r in rows)


def _result(
    aligned: Aligned, chosen: Sequence[Option], allowed: Sequence[Option], *, disorder: bool
) -> RowResult:
    positional = aligned.row.positional
    # What plain text lost and its layout suggests is a conclusion, not a reading.
    certain = len(allowed) + aligned.row.by_position
    placed = settle(chosen, allowed=certain)
    unprinted = not positional and not aligned.row.has_figures
    broken = not positional and not any(sums_up(o) for o in chosen)
    doubtful = broken or unprinted or (disorder and not positional)
    return RowResult(aligned.spec.code, tuple(placed), aligned.likeness, positional, doubtful)


def _relations(matched: dict[str, Aligned]) -> list[tuple[list[str], list[str]]]:
    """A-TOT and A-BAL over the rows that are there."""
    details = [c for c in matched if c not in ("new", "carried_in", "total", "carried_out")]
    return [(details, ["total"]), (["new", "carried_in"], ["total", "carried_out"])]


def _request_rows(
    region: Sequence[Line],
    header: tuple[Extent, ...] | None,
    lines: Sequence[Line],
    bounds: tuple[int, int],
    table: TableSpec,
) -> list[RowReading]:
    count = len(table.columns)
    rows: list[RowReading] = []
    plain: list[Line] = []
    header_grid = lines[bounds[0]].grid
    subtotals = subtotal_extents(lines[max(0, bounds[0] - _HEADER_LINES) : bounds[0]])
    for line in region:
        if line.kind == "plain":
            plain.append(line)
            continue
        if plain and any(f.is_figure for p in plain for f in p.fields):
            rows.extend(plain_rows(plain, count))
        plain = []
        own = header if header and _same_scale(line, header_grid, lines, bounds) else None
        row = positional_row(line, own, count, subtotals if own else ())
        words = sum(f.is_label and not f.carried for f in line.fields)
        if row.has_figures or words < 4:
            rows.append(row)
    if plain:
        rows.extend(plain_rows(plain, count))
    settled = without_subtotal(settle_ragged(rows, count), count)
    above = lines[max(0, bounds[0] - _HEADER_LINES) : bounds[0]]
    return settle_layout(settled, above, table.columns)


def _same_scale(
    line: Line, header_grid: int | None, lines: Sequence[Line], bounds: tuple[int, int]
) -> bool:
    """Whether the header's positions hold for the line: same grid, same page widths, or same width."""
    if line.kind != "grid":
        return False
    if line.grid == header_grid or isinstance(line.fields[0].place, PageBox):
        return True
    reach = max(f.end for f in lines[bounds[0]].fields)
    return max(f.end for f in line.fields) == reach


def read_review(lines: Sequence[Line], region: tuple[int, int]) -> list[Placed] | None:
    """Read the one row of the review and litigation table: 15 outcomes, None when there is none."""
    count = _BLOCKS * _BLOCK
    part = lines[slice(*region)]
    number = _data_row(part)
    if number is not None:
        values = tuple(f for f in part[number].fields if not f.carried)
        return _review_row(values, part[:number], count)
    plain = _after_header(part)
    rows = plain_rows(plain, count)
    if not rows:
        return None
    mapped = _review_by_position(rows[0], plain, count)
    return mapped or _review_figures(rows[0].figures, count)


def _review_by_position(row: RowReading, header: Sequence[Line], count: int) -> list[Placed] | None:
    """The figures under the 15 headings, in text that is laid out like its page."""
    if len(row.figures) >= count or not is_laid_out(header):
        return None
    centres: list[float] = []
    for field in (f for line in header for f in line.fields if f.is_label):
        if not field.text.startswith(_LEAF_STARTS):
            continue
        centre = centre_of(field)
        if all(abs(centre - other) > _SAME_LEAF for other in centres):
            centres.append(centre)
    if len(centres) != count:
        return None
    mapped = nearest_columns(row.figures, sorted(centres))
    if mapped is None:
        return None
    option = tuple(piece_of(f) for f in with_blanks(mapped, row.line))
    return settle([option], allowed=2) if _blocks_sum_up(option) else None


def _data_row(part: Sequence[Line]) -> int | None:
    """The row of values below the header: the first with figures, else the first blank one."""
    started = False
    blank: int | None = None
    for n, line in enumerate(part):
        started = started or "复议后起诉" in words_of(line)
        values = [f for f in line.fields if not f.carried]
        if not started or line.kind == "plain" or len(values) < _BLOCK:
            continue
        if sum(f.is_label for f in values) > 1:
            continue
        if any(f.is_figure for f in values):
            return n
        if blank is None and sum(f.is_blank for f in values) >= 2 * _BLOCK:
            blank = n
    return blank


def _after_header(part: Sequence[Line]) -> Sequence[Line]:
    plain = [line for line in part if line.kind == "plain"]
    for n, line in enumerate(plain):
        if "复议后起诉" in words_of(line):
            return plain[n:]
    return plain


def _review_row(values: Sequence[Field], header: Sequence[Line], count: int) -> list[Placed]:
    if values and values[0].is_label:
        values = values[1:]
    if len(values) == count:
        return settle([tuple(piece_of(f) for f in values)], allowed=1)
    leaves = _review_leaves(header)
    if len(leaves) == count:
        mapped = [max(values, key=lambda f, e=e: _shared(f, e)) for e in leaves]
        figures = [f for f in values if f.is_figure]
        if len({id(f) for f in mapped}) == count and all(f in mapped for f in figures):
            return settle([tuple(piece_of(f) for f in mapped)], allowed=1)
    while len(values) > count and values[-1].is_blank:
        values = values[:-1]
    while len(values) > count and values[0].is_blank:
        values = values[1:]
    if len(values) == count:
        return settle([tuple(piece_of(f) for f in values)], allowed=1)
    return _review_figures([f for f in values if not f.is_blank], count)


def _shared(field: Field, where: Extent) -> float:
    low, high = extent(field)
    return min(high, where[1]) - max(low, where[0])


def _review_leaves(header: Sequence[Line]) -> list[Extent]:
    from_header = {
        extent(f)
        for line in header
        if line.kind != "plain"
        for f in line.fields
        if f.is_label and f.text.replace("\n", "").replace(" ", "")[:4] in _LEAVES
    }
    return sorted(from_header)


_LEAVES: Final = frozenset(
    {"结果维持", "结果纠正", "其他结果", "其它结果", "尚未审结", "总计", "合计"}
)


def _review_figures(figures: Sequence[Field], count: int) -> list[Placed]:
    """Place figures whose blanks are lost by the sums of the three blocks."""
    if len(figures) == count:
        return settle([tuple(piece_of(f) for f in figures)], allowed=1)
    if not figures:
        return []
    if len(figures) > count:
        options = [o for o in joined_options(figures, count) if _blocks_sum_up(o)]
        return settle(options, allowed=2) if options else _unknown(figures, count)
    readings = block_options(figures, _BLOCKS, _BLOCK)
    flat = [tuple(piece for block in blocks for piece in block) for blocks in readings]
    flat = [o for o in flat if _sued_after_review(o)] or flat
    return settle(flat, allowed=2) if flat else _unknown(figures, count)


def _blocks_sum_up(option: Option) -> bool:
    return all(sums_up(option[n : n + _BLOCK]) for n in range(0, len(option), _BLOCK))


def _sued_after_review(option: Option) -> bool:
    """Suing after review supposes a review (B-POSTREV); only used to choose among placements."""
    return not number(option[-1].value) or bool(number(option[_BLOCK - 1].value))


def _unknown(figures: Sequence[Field], count: int) -> list[Placed]:
    pieces = [replace(piece_of(f), value=None) for f in figures]
    values = tuple(dict.fromkeys(piece_of(f).value for f in figures))
    return [Placed(pieces[0], Origin.AMBIGUOUS, values) for _ in range(count)]
