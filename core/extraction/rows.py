"""Lines to row readings: what a table prints for one row, before anything is known of columns.

Positional lines (grids, tabs, pipes) keep their blanks, plain lines have lost them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from core.extraction.labels import bare, has_numeral, likeness
from core.extraction.lines import Field, Line
from core.form import ColumnSpec
from core.geometry import PageBox
from core.values import normalised

Extent = tuple[float, float]

_FULL_ROW: Final = 5
"""A plain line with this many figures is a row of its own in the application table."""
_SUB_ROW: Final = re.compile(r"\(|\d")
_HAIRLINE: Final = 0.9
"""How far neighbouring columns may stand apart: points on a page, columns elsewhere."""
_MOST_LINES: Final = 0.8
_STUB: Final = 3
"""Columns of the stub of the application table."""
_FIRST: Final = "自然人"
_LAST: Final = ("总计", "合计")


@dataclass(frozen=True, slots=True)
class RowReading:
    """One printed row: its label, the words around it, and its value fields from left to right.

    ``mapped`` holds a field (or None) for each column once the header gave the positions; until
    then ``fields`` are candidates, with blanks when ``positional``. ``by_position`` marks a plain
    row whose figures were mapped by where they stand; ``shared`` are the words before a run of
    figures of which this row is not the first. ``glued`` says that the figures were cut off the
    label's own cell.
    """

    label: str
    context: str
    fields: tuple[Field, ...]
    positional: bool
    line: Line
    mapped: tuple[Field | None, ...] | None = None
    by_position: bool = False
    shared: str = ""
    glued: bool = False

    @property
    def figures(self) -> tuple[Field, ...]:
        """The fields that print something."""
        return tuple(f for f in self.fields if not f.is_blank)

    @property
    def has_figures(self) -> bool:
        """Whether any value field prints something."""
        return any(not f.is_blank for f in self.fields)


def extent(field: Field) -> Extent:
    """Left and right edge: points on a page, columns elsewhere."""
    if isinstance(field.place, PageBox):
        return field.place.x0, field.place.x1
    return float(field.start), float(field.end)


def overlap(a: Extent, b: Extent) -> float:
    """The length that two extents share."""
    return min(a[1], b[1]) - max(a[0], b[0])


def header_extents(
    lines: Iterable[Line], columns: Sequence[ColumnSpec]
) -> tuple[Extent, ...] | None:
    """Where the columns stand, from their headings; None unless all are found from left to right.

    A heading cut over several header rows is put together per column first.
    """
    stacked: dict[Extent, str] = {}
    found: list[list[Extent]] = [[] for _ in columns]
    for line in lines:
        for field in line.fields:
            if field.is_blank or field.carried or line.kind == "plain":
                continue
            where = extent(field)
            stacked[where] = stacked.get(where, "") + field.text
            for number, column in enumerate(columns):
                texts = (column.label, *column.aliases)
                if likeness(field.text, texts) >= 0.85 or likeness(stacked[where], texts) >= 0.85:
                    found[number].append(where)
    return _left_to_right(found)


def foreign_extents(lines: Iterable[Line], header: tuple[Extent, ...] | None) -> tuple[Extent, ...]:
    """Where columns stand that the form does not have: 小计, and what has a heading of its own
    between the form's columns."""
    headings = [(f, extent(f)) for line in lines if line.kind != "plain" for f in line.fields]
    return tuple(
        where
        for f, where in headings
        if bare(f.text) == "小计" or (f.is_label and _is_between(where, header))
    )


def extents_beyond(
    lines: Iterable[Line], grid: int | None, header: tuple[Extent, ...] | None
) -> tuple[Extent, ...]:
    """Where columns stand that a table has behind the last of the form's: 备注, 占比."""
    if header is None or grid is None:
        return ()
    own = [f for line in lines if line.grid == grid for f in line.fields if f.is_label]
    beyond = {extent(f) for f in own if extent(f)[0] >= header[-1][1] - _HAIRLINE}
    return tuple(sorted(beyond))


def _is_between(where: Extent, header: tuple[Extent, ...] | None) -> bool:
    if header is None or where[0] < header[0][1] or where[1] > header[-1][0]:
        return False
    return all(overlap(where, column) <= 0 for column in header)


def _left_to_right(found: Sequence[Sequence[Extent]]) -> tuple[Extent, ...] | None:
    """One extent a column; a single column that was left out has no width, between neighbours.

    Where its neighbours stand apart the column is there, and only its heading is damaged.
    """
    chosen: list[Extent] = []
    edge = float("-inf")
    for number, extents in enumerate(found):
        following = sorted(e for e in extents if e[0] >= edge - 0.5)
        if following:
            before = chosen[-1] if chosen else following[0]
            if _is_left_out(before) and following[0][0] - edge > _HAIRLINE:
                return None
            chosen.append(following[0])
            edge = following[0][1]
        elif 0 < number < len(found) - 1 and not any(map(_is_left_out, chosen)):
            chosen.append((edge, edge))
        else:
            return None
    return tuple(chosen)


def _is_left_out(column: Extent) -> bool:
    return column[0] == column[1]


def positional_row(
    line: Line,
    header: tuple[Extent, ...] | None,
    count: int,
    foreign: tuple[Extent, ...] = (),
) -> RowReading:
    """Cut a grid or tabbed line into label and values, and map the values where that is certain."""
    left = header[0][0] if header else None
    labels = [
        n
        for n, f in enumerate(line.fields)
        if f.is_label
        and (_before(f, left) or has_numeral(f.text))
        and not any(overlap(extent(f), s) > _HAIRLINE for s in foreign)
    ]
    # What began above right of the row's figures is a heading, of a column that the paper cuts off.
    while len(labels) > 1 and line.fields[labels[-1]].carried and _figures_before(line, labels):
        labels.pop()
    leaf = labels[-1] if labels else -1
    named = [line.fields[n] for n in labels if not line.fields[n].carried]
    label = named[-1].text if named else ""
    context = "".join(f.text for f in line.fields[: leaf + 1])
    values = _own_values(line.fields[leaf + 1 :], header)
    row = RowReading(label, context, values, True, line)
    if named and not any(map(_is_left_out, header or ())):
        if len(values) == count:
            return replace(row, mapped=values)
        first = values[:count]
        # The row is shorter than its grid, and what was filled in stands behind it; or a wrong
        # rowspan above has moved the row, and what was filled in for it stands last.
        is_short = first == tuple(f for f in values if f.drawn) and not foreign
        is_moved = left is not None and _is_pushed(line.fields[leaf], named[-1], left)
        is_moved = is_moved or (header is not None and _stands_left(values, header))
        # What nothing draws no rowspan moves: its cells are where its words stand.
        is_moved = is_moved and line.ruled
        behind = all(f.is_blank for f in values[count:])
        if len(first) == count and (is_short or (is_moved and behind and not foreign)):
            return replace(row, mapped=first)
        if is_moved and header and foreign:
            return replace(row, mapped=_in_order(values, header, foreign))
    if header is None and not labels and line.kind == "grid" and len(values) == count + 1:
        # A figure stands where the label was.
        return replace(row, mapped=values[1:])
    kept = tuple(f for f in values if not any(overlap(extent(f), s) > _HAIRLINE for s in foreign))
    mapped = _by_header(kept, header, label_lost=not named) if header else None
    return replace(row, mapped=mapped)


def _figures_before(line: Line, labels: Sequence[int]) -> bool:
    """Whether figures of the row stand between the last two of its labels."""
    between = line.fields[labels[-2] + 1 : labels[-1]]
    return any(f.is_figure and not f.carried for f in between)


def _in_order(
    values: Sequence[Field], header: tuple[Extent, ...], foreign: tuple[Extent, ...]
) -> tuple[Field, ...] | None:
    """The fields of a row that stands beside its columns, without those of columns that the form
    does not have; None when it has not one field for each column."""
    columns = sorted({*header, *foreign})
    drawn = [f for f in values if f.drawn]
    if len(drawn) != len(columns) or len(columns) != len(header) + len(foreign):
        return None
    return tuple(f for f, where in zip(drawn, columns, strict=True) if where not in foreign)


def _own_values(values: tuple[Field, ...], header: tuple[Extent, ...] | None) -> tuple[Field, ...]:
    """The fields that belong to the row: without headings a grid has no columns to fill up, and
    one cell over all columns is the only value, whatever stands beside the table."""
    if header is None:
        return tuple(f for f in values if f.drawn)
    covers = values and all(overlap(extent(values[0]), header[n]) > 0 for n in (0, -1))
    return values[:1] if covers else values


def _is_pushed(last: Field, named: Field, left: float) -> bool:
    """Whether the row stands beside its columns: its label reaches into them, or the label of a
    row below a stub begins at the very left and ends too early."""
    if not _before(last, left):
        return True
    below_stub = _SUB_ROW.match(normalised(named.text)) is not None
    return below_stub and named.start == 0 and extent(last)[1] < left


def _stands_left(values: Sequence[Field], header: tuple[Extent, ...]) -> bool:
    """Whether the cells begin left of all columns and end before the last of them."""
    drawn = [extent(f) for f in values if f.drawn]
    if not drawn:
        return False
    return drawn[0][1] <= header[0][0] + _HAIRLINE and drawn[-1][1] <= header[-1][0] + _HAIRLINE


def _before(field: Field, left: float | None) -> bool:
    low, high = extent(field)
    return left is None or (low + high) / 2 < left


def _by_header(
    values: Sequence[Field], header: tuple[Extent, ...], *, label_lost: bool
) -> tuple[Field | None, ...] | None:
    """One field for each column by position; None when a figure would be lost or used twice."""
    mapped: list[Field | None] = []
    for where in header:
        over = [(overlap(extent(f), where), n) for n, f in enumerate(values)]
        best = max(over, default=(0.0, -1))
        mapped.append(values[best[1]] if best[0] > 0 else None)
    used = [id(f) for f in mapped if f is not None]
    if len(set(used)) != len(used):
        return None
    lost = [f for f in values if f.is_figure and id(f) not in used]
    if lost and not (label_lost and all(_before(f, header[0][0]) for f in lost)):
        return None
    if sum(f is not None for f in mapped) < len(header) - 1:
        return None
    return tuple(mapped)


def settle_ragged(
    rows: Sequence[RowReading], count: int, header: Sequence[Line] = ()
) -> list[RowReading]:
    """Settle the rows of a text table, whose cells stand between tabs or pipes.

    Lines of one length end with the columns. Where they differ: when each row that prints figures
    leaves its first value field blank, that field belongs to the stub, and blanks at the
    right end of an otherwise full row are padding. ``header`` are the lines above the rows.
    """
    tabbed = [r for r in rows if r.line.kind == "tabs"]
    first = _first_column(tabbed, count, header)
    if first is not None:
        return [_between(r, first, count) if r.line.kind == "tabs" else r for r in rows]
    stub = _stub_width(tabbed, count, header)
    if stub is not None:
        return [_from_stub(r, stub, count) if r.line.kind == "tabs" else r for r in rows]
    figured = [r for r in tabbed if r.has_figures]
    lengths = {len(r.fields) for r in figured}
    own = count + any(bare(f.text) == "小计" for line in header for f in line.fields)
    pads = bool(figured) and all(r.fields[0].is_blank for r in figured) and lengths != {own}
    ragged = len(lengths) > 1
    whole = _STUB + count if _keep_whole_stub(tabbed, count) else None
    settled: list[RowReading] = []
    for row in rows:
        if row.line.kind != "tabs":
            settled.append(row)
            continue
        if len(row.line.fields) == whole:
            settled.append(_from_stub(row, _STUB, count))
            continue
        fields = row.fields[1:] if pads and row.fields and row.fields[0].is_blank else row.fields
        if pads or ragged:
            fields = _without_padding(fields, count)
        mapped = fields if len(fields) == count else None
        settled.append(replace(row, fields=fields, mapped=mapped))
    return settled


def _first_column(rows: Sequence[RowReading], count: int, header: Sequence[Line]) -> int | None:
    """Where the first column stands in a table with columns of its own behind the last; else None.

    Its headings must be as long as all its rows.
    """
    widths = {len(r.line.fields) for r in rows}
    for line in header:
        words = [bare(f.text) for f in line.fields]
        if line.kind != "tabs" or _FIRST not in words or widths != {len(words)}:
            continue
        first = words.index(_FIRST)
        last = first + count - 1
        if first >= _STUB and last + 1 < len(words) and words[last] in _LAST:
            return first
    return None


def _between(row: RowReading, first: int, count: int) -> RowReading:
    """The fields of the form's columns, and as label what stands before them."""
    fields = row.line.fields[first : first + count]
    named = [f.text for f in row.line.fields[:first] if f.is_label]
    label = named[-1] if named else ""
    return replace(row, label=label, context="".join(named), fields=fields, mapped=fields)


def _stub_width(rows: Sequence[RowReading], count: int, header: Sequence[Line]) -> int | None:
    """How many fields of a text table are stub; None when its lines do not tell.

    Most lines must be equally long, and their last fields possible as columns: no figure before
    them, and hardly a row with an edge pushed out, as one whose total was lost seems to have. A
    table with a column 小计 has one column more.
    """
    widths = [len(r.line.fields) for r in rows]
    if not widths:
        return None
    usual = max(set(widths), key=widths.count)
    regular = [r for r in rows if len(r.line.fields) == usual]
    if len(regular) < _MOST_LINES * len(rows):
        return None
    for columns in (count, count + 1):
        if _is_headed(header, usual, columns) and all(_ends_with(r, columns) for r in regular):
            return usual - columns
    figured = [r for r in regular if r.has_figures]
    for columns in (count, count + 1):
        pushed = sum(_is_edge_pushed(r.fields[-columns:]) for r in figured)
        if pushed <= (1 - _MOST_LINES) * len(figured) and all(
            _ends_with(r, columns) for r in regular
        ):
            return usual - columns
    return None


def _keep_whole_stub(rows: Sequence[RowReading], count: int) -> bool:
    """Whether the lines as long as the form is wide have the whole stub, though others lost some:
    no figure stands in it, and most of these lines end with one."""
    wide = [r for r in rows if len(r.line.fields) == _STUB + count and r.has_figures]
    ends = sum(not r.line.fields[-1].is_blank for r in wide)
    return len(wide) > 1 and 2 * ends > len(wide) and all(_ends_with_form(r, count) for r in wide)


def _ends_with_form(row: RowReading, count: int) -> bool:
    stub, values = row.line.fields[:_STUB], row.line.fields[-count:]
    return not any(f.is_figure for f in stub) and not any(f.is_label for f in values)


def _is_headed(header: Sequence[Line], width: int, count: int) -> bool:
    """Whether a heading as long as the rows has the first and the last column where these end.

    Only beside a whole stub: where a column of it is lost, headings and values slip apart.
    """
    return width >= count + _STUB and any(
        line.kind == "tabs"
        and len(line.fields) == width
        and bare(line.fields[width - count].text) == _FIRST
        and bare(line.fields[-1].text) in _LAST
        for line in header
    )


def _ends_with(row: RowReading, count: int) -> bool:
    return len(row.fields) >= count and not any(f.is_figure for f in row.fields[:-count])


def _is_edge_pushed(values: Sequence[Field]) -> bool:
    """Whether the row looks as if it stood one field further to the right, or to the left."""
    first_pushed = values[0].is_blank and not any(f.is_blank for f in values[1:])
    last_pushed = values[-1].is_blank and any(not f.is_blank for f in values)
    return first_pushed or last_pushed


def _from_stub(row: RowReading, stub: int, count: int) -> RowReading:
    """The fields after the stub; a shorter line has lost cells at its end."""
    fields = tuple(f for f in row.line.fields[stub:] if not f.is_label)
    return replace(row, fields=fields, mapped=fields if len(fields) == count else None)


def _without_padding(fields: tuple[Field, ...], count: int) -> tuple[Field, ...]:
    full = fields
    while full and full[-1].is_blank:
        full = full[:-1]
    if full and all(not f.is_blank for f in full):
        return full
    while len(fields) > count and fields[-1].is_blank:
        fields = fields[:-1]
    return fields


def plain_rows(lines: Sequence[Line], count: int | None) -> list[RowReading]:
    """Group the figures of plain lines into rows; words in between end a row.

    ``count`` is the number of columns of a table whose rows are equally long, None where each run
    of figures is one row.
    """
    rows: list[RowReading] = []
    words: list[str] = []
    run: list[tuple[Line, list[Field]]] = []
    for line in lines:
        printed = (field for field in line.fields if field.is_label or not field.is_blank)
        for is_label, fields in groupby(printed, key=lambda field: field.is_label):
            if not is_label:
                run.append((line, list(fields)))
                continue
            if run:
                rows += _rows_behind("".join(words), run, count)
                words, run = [], []
            words += [field.text for field in fields]
    rows += _rows_behind("".join(words), run, count)
    return rows


def _rows_behind(
    said: str, run: Sequence[tuple[Line, list[Field]]], count: int | None
) -> Iterator[RowReading]:
    """The rows of a run of figures; the words before it are those of the first one."""
    for number, (line, fields) in enumerate(_rows_of_run(run, count)):
        context, shared = ("", said) if number else (said, "")
        yield RowReading(context, context, tuple(fields), False, line, shared=shared)


def _rows_of_run(
    run: Sequence[tuple[Line, list[Field]]], count: int | None
) -> list[tuple[Line, list[Field]]]:
    total = sum(len(fields) for _, fields in run)
    if not run:
        return []
    everything = [f for _, fields in run for f in fields]
    if count is None or total <= count:
        return [(run[0][0], everything)]
    if all(len(fields) >= min(_FULL_ROW, count) for _, fields in run):
        return [part for line, fields in run for part in _chunks(line, fields, count)]
    if total % count == 0 or all(len(fields) == 1 for _, fields in run):
        return _chunks(run[0][0], everything, count)
    if total <= count + 2:
        return [(run[0][0], everything)]
    return _gathered(run, count)


def _chunks(line: Line, fields: list[Field], count: int) -> list[tuple[Line, list[Field]]]:
    if len(fields) % count and len(fields) < 2 * count - 1:
        return [(line, fields)]
    return [(line, fields[n : n + count]) for n in range(0, len(fields), count)]


def _gathered(
    run: Sequence[tuple[Line, list[Field]]], count: int
) -> list[tuple[Line, list[Field]]]:
    rows: list[tuple[Line, list[Field]]] = []
    for line, fields in run:
        if rows and len(rows[-1][1]) + len(fields) <= count:
            rows[-1] = (rows[-1][0], rows[-1][1] + fields)
        else:
            rows.append((line, list(fields)))
    return rows


def words_of(line: Line) -> str:
    """The line's own words without figures, for finding anchors."""
    return "".join(bare(f.text) for f in line.fields if not f.carried)
