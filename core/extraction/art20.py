"""Reading the boxes of section two (Regulation art. 20) of either edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.extraction.added_rows import rows_between
from core.extraction.align import Aligned, align
from core.extraction.box_order import dealt_in_order, loose_figures
from core.extraction.columned import dealt_by_columns
from core.extraction.labels import bare, containment, label_forms, likeness, words_after
from core.extraction.layout import is_laid_out, mappings_by_headings, with_blanks
from core.extraction.lines import Field, Line
from core.extraction.merged_zeros import spread
from core.extraction.raised import with_raised_figures
from core.extraction.routed_boxes import dealt_by_route
from core.extraction.rows import (
    RowReading,
    extent,
    overlap,
    plain_rows,
    positional_row,
    words_of,
)
from core.extraction.wrapped import unwrapped
from core.form import ColumnSpec, Form, RowSpec, TableSpec
from core.geometry import Place, TextSpan
from core.values import normalised

_GLUED: Final = re.compile(r"[\u3400-\u9fff)](\d+)$")
_HEADED_UNIT: Final = re.compile("(?:单位|金额)/?(万元|亿元|元)")
_NEAR: Final = 30
"""Characters between a label and its figures at most; behind more words they are another table's."""
_FEW_ROWS: Final = 3
"""Fewer matches than these may be prose that mentions a label."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box as read: its edition (None when the text does not tell), rows, and header lines.

    ``loose`` are the figures any of which may be meant, where the text prints the box out of order;
    ``dealt`` says which of them are each row's if they are in order, ``figures`` are all that the
    section prints.
    """

    table: str
    edition: str | None
    rows: dict[str, Aligned]
    header: tuple[Line, ...]
    loose: tuple[Field, ...] = ()
    figures: tuple[Field, ...] = ()
    dealt: tuple[tuple[str, tuple[Field, ...]], ...] = ()


def read_boxes(
    lines: Sequence[Line], forms: Sequence[Form]
) -> tuple[dict[str, Box], list[RowReading]]:
    """Align all rows of section two at once; returns the boxes found and the rows left over."""
    lines = with_raised_figures(lines)
    specs = _row_specs(forms)
    rows = unwrapped(_rows(lines), (t for _, s in specs for t in (s.label, *s.aliases)))
    found = align(rows, [spec for _, spec in specs], full=99)
    matched = found.matched
    nameless = _nameless_rows(lines, forms) if len(matched) < _FEW_ROWS else {}
    matched = nameless or matched
    matched = {code: _unless_displaced(aligned, specs, forms) for code, aligned in matched.items()}
    loose, figures = (frozenset[str](), ()) if nameless else loose_figures(lines, forms)
    in_order = dealt_in_order(figures, forms, lines) | dealt_by_columns(lines, forms)
    dealt = dealt_by_route(lines, forms) | in_order
    everything = tuple(f for line in lines for f in line.fields if f.is_figure)
    boxes: dict[str, Box] = {}
    for code in dict.fromkeys(table for table, _ in specs):
        own = {s.code: matched[s.code] for t, s in specs if t == code and s.code in matched}
        in_order = tuple((row, fields) for (table, row), fields in dealt.items() if table == code)
        printed = [a.row.line for a in own.values()] or _lines_with(dict(in_order).values(), lines)
        if not printed:
            continue
        header = _header_lines(lines, printed, [a.row.line for a in matched.values()])
        edition = _edition(code, header, own, forms)
        around = figures if code in loose else ()
        boxes[code] = Box(code, edition, own, header, around, everything, in_order)
    added = [row for row in found.left if row.positional and _beside(row, matched)]
    return boxes, [*added, *rows_between(lines, [a.row for a in matched.values()])]


def _lines_with(rows: Iterable[Sequence[Field]], lines: Sequence[Line]) -> list[Line]:
    fields = [field for own in rows for field in own]
    return [line for line in lines if any(field in line.fields for field in fields)]


def _row_specs(forms: Sequence[Form]) -> list[tuple[str, RowSpec]]:
    """Rows of all article 20 tables over the editions, each once, with the wordings of both."""
    order: dict[str, tuple[str, RowSpec]] = {}
    for form in forms:
        for table in form.tables:
            if not table.code.startswith("art20"):
                continue
            for row in table.rows:
                known = order.get(row.code)
                aliases = (row.label, *row.aliases)
                if known:
                    both = (*known[1].aliases, *aliases)
                    order[row.code] = (
                        table.code,
                        replace(known[1], aliases=tuple(dict.fromkeys(both))),
                    )
                else:
                    order[row.code] = (table.code, row)
    return sorted(order.values(), key=lambda pair: pair[0])


def _rows(lines: Sequence[Line]) -> list[RowReading]:
    rows: list[RowReading] = []
    plain: list[Line] = []
    for line in lines:
        if line.kind == "plain":
            plain.append(line)
            continue
        rows.extend(plain_rows(plain, None))
        plain = []
        row = positional_row(line, None, -1)
        rows.append(_first_label(row))
    rows.extend(plain_rows(plain, None))
    return rows


def _unless_displaced(
    aligned: Aligned, specs: Sequence[tuple[str, RowSpec]], forms: Sequence[Form]
) -> Aligned:
    """The row, without the figures that plain text prints behind another label or heading."""
    row = aligned.row
    if row.positional or not aligned.likeness:
        return aligned
    size = words_after(row.context, label_forms(aligned.spec))
    after = bare(row.context)[-size:] if size else ""
    names = {bare(spec.label) for _, spec in specs} | _headings(forms)
    if len(after) > _NEAR or any(name in after for name in names):
        return replace(aligned, row=replace(row, fields=()))
    return aligned


def _headings(forms: Sequence[Form]) -> set[str]:
    return {
        bare(column.label)
        for form in forms
        for table in form.tables
        if table.code.startswith("art20")
        for column in table.columns
        if column.kind != "unit"
    }


def _nameless_rows(lines: Sequence[Line], forms: Sequence[Form]) -> dict[str, Aligned]:
    """Rows whose labels are lost, known by how many figures stand on each line of an edition."""
    figured = [n for n in lines if n.kind == "plain" and all(f.is_figure for f in n.fields)]
    for form in forms:
        specs = [
            (row, sum(c.kind != "unit" for c in table.columns))
            for table in form.tables
            if table.code.startswith("art20")
            for row in table.rows
        ]
        if [len(line.fields) for line in figured] == [width for _, width in specs]:
            return {
                spec.code: Aligned(
                    spec, RowReading("", "", line.fields, positional=False, line=line), 0.0
                )
                for (spec, _), line in zip(specs, figured, strict=True)
            }
    return {}


def _first_label(row: RowReading) -> RowReading:
    """A box's row begins with its label; words in a value cell are no label."""
    own = [n for n, f in enumerate(row.line.fields) if not f.is_blank]
    if not own or row.line.fields[own[0]].is_figure:
        return row
    first = row.line.fields[own[0]]
    rest = row.line.fields[own[0] + 1 :]
    glued = _GLUED.search(normalised(first.text)) if all(f.is_blank for f in rest) else None
    if glued is None:
        return replace(row, label=first.text, context=first.text, fields=rest)
    # The figures run into the label; where one ends and the next begins nothing tells.
    digits = replace(first, text=glued.group(1), place=_end_of(first, len(glued.group(1))))
    label = normalised(first.text)[: glued.start(1)]
    return replace(row, label=label, context=label, fields=(digits,), glued=True)


def _end_of(field: Field, size: int) -> Place:
    """Where the last characters of a field stand; the field itself where only cells have places."""
    if isinstance(field.place, TextSpan):
        return TextSpan(max(field.place.start, field.place.end - size), field.place.end)
    return field.place


def _header_lines(
    lines: Sequence[Line], own: Iterable[Line], taken: Sequence[Line]
) -> tuple[Line, ...]:
    """The lines above the first of a box's rows, back to the row of another box."""
    first = min(map(lines.index, own))
    header: list[Line] = []
    for line in reversed(lines[max(0, first - 14) : first + 1]):
        if line is not lines[first] and any(line is other for other in taken):
            break
        header.append(line)
    return tuple(reversed(header))


def _edition(
    code: str, header: Sequence[Line], rows: dict[str, Aligned], forms: Sequence[Form]
) -> str | None:
    text = "".join(words_of(line) for line in header)
    scores: list[tuple[float, int, str]] = []
    for form in forms:
        if not form.has_table(code):
            continue
        table = form.table(code)
        hits = sum(
            containment(text, (c.label, *c.aliases)) >= 0.95
            for c in table.columns
            if c.kind != "unit"
        )
        wanted = sum(c.kind != "unit" for c in table.columns)
        if any(a.row.positional and len(a.row.figures) > wanted for a in rows.values()):
            continue
        scores.append((hits / wanted, hits, form.edition))
    scores.sort(reverse=True)
    if not scores or scores[0][1] == 0:
        return None
    if len(scores) > 1 and scores[0][:2] == scores[1][:2]:
        return None
    return scores[0][2]


def box_fields(
    row: RowReading, columns: Sequence[ColumnSpec], header: Sequence[Line]
) -> tuple[Field | None, ...] | None:
    """The field of each column, by the headings' positions or by number; None when neither tells."""
    if row.glued:
        return None
    if row.positional:
        mapped = _by_headings(row, columns, header)
        if mapped is not None:
            return mapped
        fields = row.fields
        while len(fields) > len(columns) and fields[-1].is_blank:
            fields = fields[:-1]
        if len(fields) == len(columns):
            return None if _contradicts(fields, columns, header, row.line) else fields
        return row.figures if len(row.figures) == len(columns) else None
    if len(row.figures) == len(columns):
        return row.figures if _signs_fit(row.figures, columns) else None
    return _under_headings(row, columns, header)


def _contradicts(
    fields: Sequence[Field], columns: Sequence[ColumnSpec], header: Sequence[Line], line: Line
) -> bool:
    """Whether the heading of a column stands over the figure of another: one column is not there."""
    if line.kind != "grid" or not line.ruled:
        return False
    spots = [_heading(column, header, line) for column in columns]
    over = [
        [n for n, f in enumerate(fields) if overlap(extent(f), extent(spot)) > 0] if spot else []
        for spot in spots
    ]
    return any(found and number not in found for number, found in enumerate(over))


def _signs_fit(figures: Sequence[Field], columns: Sequence[ColumnSpec]) -> bool:
    """Whether each figure with a printed direction stands in a column of changes."""
    return all(
        column.kind == "change" or not figure.text.startswith(("增", "减", "+", "-"))
        for figure, column in zip(figures, columns, strict=True)
        if len(figure.text) > 1
    )


def _under_headings(
    row: RowReading, columns: Sequence[ColumnSpec], header: Sequence[Line]
) -> tuple[Field | None, ...] | None:
    """The figures of a plain row that lost its blanks, where the text is laid out like its page."""
    if len(row.figures) > len(columns) or not is_laid_out([*header, row.line]):
        return None
    spots = [_heading(column, header, row.line) for column in columns]
    headings = [(f, line) for f in spots for line in header if f in line.fields]
    mapped = mappings_by_headings(row.figures, row.line, headings)
    if len(mapped) != 1 or len(mapped[0]) != len(columns):
        return None
    return with_blanks(mapped[0], row.line)


def _by_headings(
    row: RowReading, columns: Sequence[ColumnSpec], header: Sequence[Line]
) -> tuple[Field | None, ...] | None:
    spots = [_heading(column, header, row.line) for column in columns]
    headings = [extent(spot) for spot in spots if spot is not None]
    if len(headings) < len(columns):
        return None
    is_drawn = row.line.kind == "grid" and row.line.ruled
    apart = is_drawn and len(set(headings)) == len(headings)
    fields = spread(row.fields, headings) if apart else row.fields
    mapped: list[Field | None] = []
    for heading in headings:
        over = [(overlap(extent(f), heading), -n) for n, f in enumerate(fields)]
        best = max(over, default=(0.0, 0))
        mapped.append(fields[-best[1]] if best[0] > 0 else None)
    used = {id(f) for f in mapped if f is not None}
    if len(used) < len(columns) or any(f.is_figure and id(f) not in used for f in fields):
        return None
    return tuple(mapped)


def _heading(column: ColumnSpec, header: Sequence[Line], line: Line) -> Field | None:
    texts = (column.label, *column.aliases)
    best: tuple[float, Field | None] = (0.0, None)
    for above in header:
        if above.kind != line.kind or (line.kind == "grid" and above.grid != line.grid):
            continue
        for field in above.fields:
            fit = max(likeness(field.text, texts), containment(field.text, texts) * 0.95)
            if not field.is_blank and fit > best[0]:
                best = (fit, field)
    return best[1] if best[0] >= 0.8 else None


def unit_in_header(header: Sequence[Line]) -> tuple[str, Field] | None:
    """The unit that a heading such as 采购总金额（单位：万元） names, and where it stands.

    The heading may be wrapped over the lines of a text, or over the rows of a grid's heading.
    """
    for line in header:
        for field in line.fields:
            words = words_of(line) if line.kind == "plain" else bare(field.text)
            unit = _HEADED_UNIT.search(words)
            if unit:
                named = [f for f in line.fields if unit.group(1) in normalised(f.text)]
                return unit.group(1), (named or [field])[0]
    stacked: dict[tuple[int, int], list[Field]] = {}
    for field in (f for line in header if line.kind == "grid" for f in line.fields):
        stacked.setdefault((field.start, field.end), []).extend([field] if field.is_label else [])
    for fields in stacked.values():
        unit = _HEADED_UNIT.search(bare("".join(f.text for f in fields)))
        if unit:
            named = [f for f in fields if unit.group(1)[0] in normalised(f.text)]
            return unit.group(1), named[-1]
    wrapped = [line for line in header if line.kind == "plain"]
    for fields in ([f for line in wrapped for f in line.fields], _below_each_other(wrapped)):
        unit = _HEADED_UNIT.search("".join(bare(f.text) for f in fields))
        ends = [f for f in fields if unit and unit.group(1)[-1] in f.text]
        if unit and ends:
            return unit.group(1), ends[-1]
    return None


def _below_each_other(lines: Sequence[Line]) -> list[Field]:
    """The words above and below a piece of a heading that names a unit, in text laid out like its
    page: the rest of that heading."""
    fields = [f for line in lines for f in line.fields if f.is_label]
    named = next((f for f in fields if "单位" in bare(f.text)), None)
    if named is None:
        return []
    return [f for f in fields if f.start < named.end and named.start < f.end]


def _beside(row: RowReading, matched: dict[str, Aligned]) -> bool:
    """Whether an unmatched row stands in the grid of a box, so that it is a row of a local form."""
    return any(
        a.row.line.grid == row.line.grid and a.row.line.kind == row.line.kind == "grid"
        for a in matched.values()
    )


def box_table(form: Form, other: Form, code: str) -> TableSpec:
    """The box in this edition, or in the other when this edition has no such box."""
    return form.table(code) if form.has_table(code) else other.table(code)
