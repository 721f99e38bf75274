"""Reading the application table: from its lines to placed values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from core.cells import Origin
from core.document import Document
from core.extraction.align import Aligned, align
from core.extraction.balancing import chosen_by_columns
from core.extraction.columnwise import (
    is_dump_of_columns,
    named_rows,
    rows_by_columns,
    rows_under_headings,
)
from core.extraction.earned import below_unread, unearned
from core.extraction.editions import named_editions
from core.extraction.labels import SURE
from core.extraction.lines import Line
from core.extraction.locate import before_next_section
from core.extraction.merged_zeros import opened, shared_places, spread_over
from core.extraction.merit import doubting, is_borne_out, merit, settled_places, supplemented
from core.extraction.neighbours import with_figures_over_labels_apart
from core.extraction.ordered import (
    with_headed_rows_asked,
    with_mixed_absences_asked,
    with_rows_in_order,
)
from core.extraction.paged import with_pages
from core.extraction.paragraphs import with_turned_boxes
from core.extraction.placing import settle_layout
from core.extraction.plain import read_plain
from core.extraction.reach import Candidates, any_value
from core.extraction.repair import (
    Option,
    Piece,
    Placed,
    Relation,
    chosen_by_sum,
    left_open,
    piece_of,
    row_options,
    settle,
    sums_up,
)
from core.extraction.reprinted import joined_lines, printed_lines
from core.extraction.results import RowResult, with_joined
from core.extraction.resumed import headed_again, resumed, row_cut_off
from core.extraction.rows import (
    Extent,
    RowReading,
    extents_beyond,
    foreign_extents,
    header_extents,
    plain_rows,
    positional_row,
    settle_ragged,
)
from core.extraction.subtotals import without_subtotal
from core.extraction.torn import without_torn_marks
from core.extraction.whole import with_whole
from core.form import Form, RowSpec, TableSpec
from core.geometry import PageBox

_HEADER_LINES: Final = 10
_FEW_FIGURES: Final = 5


Reading = tuple[list[RowResult], tuple[RowReading, ...]]
"""The rows of the application table, and the rows that the form does not have."""


def read_requests(
    lines: Sequence[Line],
    region: tuple[int, int],
    forms: Sequence[Form],
    document: Document,
) -> Reading:
    """Read the application table.

    Where nothing draws it, and rows and columns as they were concluded leave something open, its
    lines as the pages print them decide, if the sums bear out more of what they say.
    """
    first = _read_requests(lines, region, forms)
    part = lines[slice(*region)]
    # A figure over several rows is open as it should be; line by line it would be one row's.
    merged = any(f.carried and f.is_figure for line in part for f in line.fields)
    drawn = not document.pages or all(line.ruled and line.kind == "grid" for line in part)
    whole = _is_complete(first[0], forms) and not _has_lost_rows(first)
    if drawn or merged or (whole and is_borne_out(first[0], _relations)):
        return first
    above = printed_lines(document, lines[max(0, region[0] - _HEADER_LINES) : region[0]]).lines
    second = _plain_requests(printed_lines(document, part).lines, above, forms, ())
    best = max(first, second, key=lambda reading: merit(reading[0], _relations))
    if not is_borne_out(best[0], _relations):
        joined = joined_lines(document, part, settled_places(second[0]))
        rows, left = _plain_requests(joined.lines, above, forms, ()) if joined.joined else best
        third = (with_joined(rows, joined.joined), left)
        best = max(best, third, key=lambda reading: merit(reading[0], _relations))
    if best is first:
        return (supplemented(first[0], second[0]), first[1]) if _has_lost_rows(first) else first
    return supplemented(doubting(best[0], first[0]), first[0]), best[1]


def _has_lost_rows(reading: Reading) -> bool:
    """Whether a row prints nothing though a row that the form does not have prints figures."""
    rows, left = reading
    blank = any(not any(placed.piece.printed for placed in row.placed) for row in rows)
    return blank and any(row.has_figures for row in left)


def _is_complete(rows: Sequence[RowResult], forms: Sequence[Form]) -> bool:
    """Whether all rows of an edition were found."""
    codes = {row.code for row in rows}
    return any(codes >= {row.code for row in form.table("requests").rows} for form in forms)


def _read_requests(
    lines: Sequence[Line], region: tuple[int, int], forms: Sequence[Form]
) -> Reading:
    part, above = lines[slice(*region)], lines[max(0, region[0] - _HEADER_LINES) : region[0]]
    figured = [line for line in part if any(f.is_figure for f in line.fields)]
    if all(line.kind == "plain" for line in figured or part):
        plain = without_torn_marks([n for n in part if n.kind == "plain"])
        beyond = [n for n in lines[region[1] :] if n.kind == "plain"]
        reading = _plain_requests(plain, above, forms, beyond)
        named = named_editions(plain, forms)
        rows, left = with_pages(reading, lines, region, named, _relations)
        return with_mixed_absences_asked(rows), left
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
    shared = shared_places(a.row for a in matched.values())
    allowed = {code: opened(found, shared) for code, found in allowed.items() if found}
    summed = {code: chosen_by_sum(found) for code, found in allowed.items()}
    chosen = chosen_by_columns(summed, _relations(matched))
    disorder = _in_disorder(rows, count)
    order = _order_of(forms, matched)
    weak = unearned(chosen, matched, _relations(matched), order) if _has_grid(part) else {}
    weak |= dict.fromkeys(below_unread(order, chosen), frozenset(range(count)))
    results = [
        _result(
            matched[c],
            chosen[c],
            allowed[c],
            concluded=matched[c].row.by_position,
            disorder=disorder,
            weak=weak.get(c, frozenset()),
        )
        for c in chosen
    ]
    return results, found.left


def _has_grid(part: Sequence[Line]) -> bool:
    return any(line.kind == "grid" for line in part)


def _order_of(forms: Sequence[Form], matched: dict[str, Aligned]) -> list[str]:
    """The rows of the edition that the matched ones belong to."""
    tables = [[row.code for row in form.table("requests").rows] for form in forms]
    return max(tables, key=lambda codes: len(matched.keys() & set(codes)))


def _plain_requests(
    part: Sequence[Line], above: Sequence[Line], forms: Sequence[Form], beyond: Sequence[Line]
) -> tuple[list[RowResult], tuple[RowReading, ...]]:
    if not part:
        return [], ()
    forms = named_editions(part, forms)
    part = with_turned_boxes(part, len(forms[0].table("requests").columns))
    dumped = _dumped_by_columns(part, beyond, forms)
    if dumped:
        return dumped, ()
    if is_dump_of_columns(part, forms[0].table("requests").columns):
        rows = _left_open([*part, *before_next_section(beyond)], forms)
        whole = with_whole(rows, (), part, forms, _relations, beyond)
        return with_rows_in_order(*whole, part, beyond, forms, _relations)
    table = read_plain(part, above, forms, _relations)
    results = [
        _result(
            table.matched[code],
            chosen,
            table.allowed[code],
            concluded=code in table.concluded,
            reach=table.reach.get(code),
        )
        for code, chosen in table.chosen.items()
    ]
    whole = with_whole(results, table.left, part, forms, _relations, beyond)
    rows, left = with_rows_in_order(*whole, part, beyond, forms, _relations)
    headings = [column.label for column in forms[0].table("requests").columns]
    rows = with_headed_rows_asked(rows, part, headings, _relations)
    return with_mixed_absences_asked(rows), left


def _dumped_by_columns(
    part: Sequence[Line], beyond: Sequence[Line], forms: Sequence[Form]
) -> list[RowResult]:
    """The rows of a table dumped column by column; known by their order alone.

    ``beyond`` are the lines behind what was found of the table, which may have its second part.
    """
    columns = forms[0].table("requests").columns
    editions = [form.table("requests").rows for form in forms]
    named = named_rows(part, editions)
    # A table without some rows of its edition is as high as the other edition.
    tables = [named, *(rows for rows in editions if _has_all(rows, named))]
    heights = [len(specs) for specs in tables]
    lines = [*part, *beyond]
    rows = rows_by_columns(part, columns, heights) or rows_under_headings(lines, columns, heights)
    if rows is None:
        return []
    results: list[RowResult] = []
    for spec, fields in zip(tables[heights.index(len(rows))], rows, strict=True):
        line = next(n for n in lines if fields[0] in n.fields)
        row = RowReading(spec.label, spec.label, fields, positional=False, line=line)
        option = tuple(piece_of(field) for field in fields)
        results.append(_result(Aligned(spec, row, 0.0), [option], [option], concluded=True))
    return results


def _left_open(part: Sequence[Line], forms: Sequence[Form]) -> list[RowResult]:
    """The rows of a dump by columns whose order says nothing: each cell may be any figure."""
    figures = [f for line in part for f in line.fields if f.is_figure]
    rows = named_rows(part, [form.table("requests").rows for form in forms])
    width = len(forms[0].table("requests").columns)
    empty = Piece(None, "", figures[0].place)
    placed = tuple(Placed(empty, Origin.AMBIGUOUS, own) for own in any_value(figures, width))
    return [RowResult(row.code, placed, 1.0, positional=False) for row in rows]


def _has_all(rows: Iterable[RowSpec], named: Iterable[RowSpec]) -> bool:
    return {row.code for row in named} <= {row.code for row in rows}


def _prints_zeros(rows: Sequence[RowReading], count: int) -> bool:
    """Whether the table fills cells with 0, so that a missing figure was lost, not left blank."""
    nearly_full = all(len(r.figures) >= count - 1 for r in rows)
    return nearly_full and any(f.text.strip() == "0" for r in rows for f in r.figures)


def _in_disorder(rows: Sequence[RowReading], count: int) -> bool:
    """Whether plain text gives figures column by column, so that no run of them is a row."""
    return any(not r.positional and len(r.fields) > count + 2 for r in rows)


def _result(
    aligned: Aligned,
    chosen: Sequence[Option],
    allowed: Sequence[Option],
    *,
    concluded: bool,
    disorder: bool = False,
    weak: frozenset[int] = frozenset(),
    reach: Candidates | None = None,
) -> RowResult:
    positional = aligned.row.positional
    # What plain text lost and its layout suggests is a conclusion, not a reading.
    placed = settle(chosen, among=allowed, concluded=concluded)
    if reach is not None:
        placed = [left_open(p, others) for p, others in zip(placed, reach, strict=True)]
    unprinted = not positional and not aligned.row.has_figures
    broken = not positional and not any(sums_up(o) for o in chosen)
    doubtful = broken or unprinted or (disorder and not positional)
    if aligned.likeness < SURE and not aligned.row.has_figures:
        # The label is half there, and no sum says that the row is this one.
        weak = frozenset(range(len(placed)))
    return RowResult(aligned.spec.code, tuple(placed), aligned.likeness, positional, doubtful, weak)


def _relations(matched: Iterable[str]) -> list[Relation]:
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
    above = lines[max(0, bounds[0] - _HEADER_LINES) : bounds[0]]
    foreign = _foreign(above, header_grid, header)
    again = headed_again(region, above)
    for line in resumed(region, above, table.rows):
        if line.kind == "plain":
            plain.append(line)
            continue
        # Between the parts of a grid stand page numbers and names of sheets, not rows.
        if sum(f.is_figure for p in plain for f in p.fields) >= _FEW_FIGURES:
            rows.extend(plain_rows(plain, count))
        plain = []
        own = header if header and _same_scale(line, header_grid, lines, bounds) else None
        beside = foreign if own else ()
        cut_off = False
        if line.grid in again and isinstance(line.fields[0].place, PageBox):
            # On another page the columns may stand elsewhere, or be cut off by its edge.
            own = header_extents(again[line.grid], table.columns)
            beside = _foreign(again[line.grid], line.grid, own)
            cut_off = own is None
        whole = spread_over(line, own or ())
        if cut_off and line.grid is not None:
            row = row_cut_off(whole, again[line.grid], table.columns)
        else:
            row = positional_row(whole, own, count, beside)
        words = sum(f.is_label and not f.carried for f in line.fields)
        if row.has_figures or words < 4:
            rows.append(row)
    if plain:
        rows.extend(plain_rows(plain, count))
    rows = with_figures_over_labels_apart(rows, count)
    settled = without_subtotal(settle_ragged(rows, count, above), count, above)
    return settle_layout(settled, above, table.columns)


def _foreign(
    headings: Sequence[Line], grid: int | None, header: tuple[Extent, ...] | None
) -> tuple[Extent, ...]:
    """Where columns stand that the form does not have: between its own, and behind the last."""
    return (*foreign_extents(headings, header), *extents_beyond(headings, grid, header))


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
