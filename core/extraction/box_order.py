"""Whether plain text prints the boxes of article 20 in order: banner, headings, labels with figures.

Programs that take text out of a page block by block print labels, headings and figures apart. Then
a figure behind a label may be any row's, however well their numbers fit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.repair import piece_of
from core.form import ColumnSpec, Form, TableSpec

_BANNER: Final = re.compile("第?二十条第?([一五六八九15689])项?")
_NUMBERS: Final = {"1": "一", "5": "五", "6": "六", "8": "八", "9": "九"}
_END: Final = re.compile("收到和处理政府信息公开申请")
_CUT_HEADINGS: Final = ("本年新",)


def loose_figures(
    lines: Sequence[Line], forms: Sequence[Form]
) -> tuple[frozenset[str], tuple[Field, ...]]:
    """The boxes that plain text prints out of order, and the figures that may be theirs."""
    words, figures = _stream(lines)
    if not figures:
        return frozenset(), ()
    banners = [*_BANNER.finditer(words)]
    ends = [m.start() for m in _END.finditer(words)]
    tables: dict[str, list[TableSpec]] = {}
    for table in (t for form in forms for t in form.tables if t.code.startswith("art20")):
        tables.setdefault(table.code, []).append(table)
    headings = tuple({h for own in tables.values() for t in own for h in _headings(t)})
    starts = [at for at, _ in figures]
    stray = any(words[:at].endswith((*headings, *_CUT_HEADINGS)) for at in starts)
    if not stray:
        return frozenset(), ()
    found: set[str] = set()
    for code, specs in tables.items():
        own = [m for m in banners if _NUMBERS.get(m[1], m[1]) == _NUMBERS[code[-1]]]
        stops = [n for n in (*(m.start() for m in banners), *ends) if own and n > own[-1].start()]
        stop = min(stops, default=len(words))
        box = words[own[-1].end() : stop] if own else ""
        places = [at - own[-1].end() for at in starts] if own else []
        printed = [spec for spec in specs if _heads(spec, words)]
        if not own or not any(
            (not printed or _heads(spec, box))
            and _in_order(box, places, spec)
            and not _holds_another(box, spec, tables)
            for spec in printed or specs
        ):
            found.add(code)
    return frozenset(found), tuple(field for _, field in figures)


def _holds_another(words: str, table: TableSpec, tables: Mapping[str, Sequence[TableSpec]]) -> bool:
    """Whether labels of rows of another box stand among the words of this one."""
    own = {bare(text) for row in table.rows for text in (row.label, *row.aliases)}
    others = (
        row for spec in chain(*tables.values()) if spec.code != table.code for row in spec.rows
    )
    return any(label in words for row in others if (label := bare(row.label)) not in own)


def dealt_in_order(
    figures: Sequence[Field], forms: Sequence[Form], lines: Sequence[Line]
) -> dict[tuple[str, str], tuple[Field, ...]]:
    """The figures of each row, by table and row, when they are just as many as an edition has cells.

    Programs that print headings apart keep the figures of the boxes below each other in order. No sum
    confirms this, so that it is a conclusion at most, and only for boxes each of whose rows prints its
    figures between its own label and the next. Empty where the number of figures fits no edition, or
    a figure stands in a column that prints none of its kind.
    """
    words, spots = _stream(lines)
    at = {id(field): start for start, field in spots}
    for form in forms:
        rows = [
            (table.code, row.code, [c for c in table.columns if c.kind != "unit"])
            for table in form.tables
            if table.code.startswith("art20")
            for row in table.rows
        ]
        if sum(len(columns) for *_, columns in rows) != len(figures):
            continue
        left = iter(figures)
        dealt = {(table, row): tuple(next(left) for _ in own) for table, row, own in rows}
        if all(_can_hold(own, dealt[table, row]) for table, row, own in rows):
            torn = {
                table.code
                for table in form.tables
                if table.code.startswith("art20")
                and not _stand_beside(table, form, dealt, words, at)
            }
            return {key: fields for key, fields in dealt.items() if key[0] not in torn}
    return {}


def _stand_beside(
    table: TableSpec,
    form: Form,
    dealt: Mapping[tuple[str, str], Sequence[Field]],
    words: str,
    at: Mapping[int, int],
) -> bool:
    """Whether each row of a box prints its figures behind its own label, before the next label and
    any heading of another box, and signs in the column of changes only.

    ``at`` has the number of characters of the words before each figure.
    """
    boxes = [t for t in form.tables if t.code.startswith("art20")]
    own = {*_headings(table)}
    others = {h for t in boxes for h in _headings(t)} - own
    others |= {bare(row.label) for t in boxes for row in t.rows}
    columns = [c for c in table.columns if c.kind != "unit"]
    for row in table.rows:
        fields, label = dealt[table.code, row.code], bare(row.label)
        end = words.rfind(label, 0, at[id(fields[0])]) + len(label)
        between = words[end : at[id(fields[-1])]]
        if label not in words[:end] or any(name in between for name in others):
            return False
        if any(_is_signed(f) and c.kind != "change" for f, c in zip(fields, columns, strict=True)):
            return False
    return True


def _is_signed(field: Field) -> bool:
    return len(field.text) > 1 and field.text.startswith(("增", "减", "+", "-"))


def _can_hold(columns: Sequence[ColumnSpec], figures: Sequence[Field]) -> bool:
    return all(piece_of(f, c.kind).readable for f, c in zip(figures, columns, strict=True))


def _stream(lines: Sequence[Line]) -> tuple[str, list[tuple[int, Field]]]:
    """The words of the plain lines, and each figure with how many characters stand before it."""
    parts: list[str] = []
    figures: list[tuple[int, Field]] = []
    size = 0
    for field in (f for line in lines if line.kind == "plain" for f in line.fields):
        if field.is_figure:
            figures.append((size, field))
        else:
            parts.append(bare(field.text))
            size += len(parts[-1])
    return "".join(parts), figures


def _headings(table: TableSpec) -> list[str]:
    return [bare(text) for c in table.columns if c.kind != "unit" for text in (c.label, *c.aliases)]


def _heads(table: TableSpec, words: str) -> bool:
    """Whether a heading of the box is among the words: an edition's rows may have no other's."""
    return any(heading in words for heading in _headings(table))


def _in_order(words: str, figures: Sequence[int], table: TableSpec) -> bool:
    """Whether the words of a box hold its headings before the first label, and no figure stands
    behind a heading or the banner."""
    places = [at for at in figures if 0 <= at <= len(words)]
    labels = [words.find(bare(text)) for row in table.rows for text in (row.label, *row.aliases)]
    first = min((at for at in labels if at >= 0), default=-1)
    if first < 0:
        return False
    for column in table.columns:
        names = [bare(text) for text in (column.label, *column.aliases)]
        if column.kind != "unit" and any(name in words[first:] for name in names):
            return False
    return not any(at <= first for at in places)
