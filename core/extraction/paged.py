"""The application table of a dump that prints it in tiles, put together from its pages.

A page break cuts all columns of a table at one row, so that each page has whole rows: as many as its
figures fill. Of the ways to lay these out in tiles those count in which the columns add up as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.cells import Origin
from core.extraction.glued import is_glued
from core.extraction.labels import SURE, bare
from core.extraction.lines import Field, Line, follows
from core.extraction.reach import any_value
from core.extraction.repair import (
    Option,
    Placed,
    Relation,
    glued_options,
    left_open,
    number,
    piece_of,
    sums_up,
)
from core.extraction.results import RowResult
from core.extraction.rows import RowReading, words_of
from core.extraction.subtotals import SUBTOTAL
from core.extraction.torn import without_torn_marks
from core.extraction.trails import STRANGERS, Sheet, cheapest_tables
from core.extraction.whole import broken_sums
from core.form import Form
from core.geometry import TextSpan

_HEADING: Final = "申请人情况"
_SECTION: Final = "收到和处理政府信息公开申请情况"
_SLACK: Final = 0.4
"""Tables that cost at most this much more than the cheapest cannot be told from it."""
_MOST_TABLES: Final = 4_000
_MOST_WAYS: Final = 4
"""Combinations of pages, and ways to share the rows out to them, that are tried."""
_MOST_FIGURES: Final = 400
_MANY: Final = 60
"""Figures behind the labels of a table from which on blank rows have only lost theirs."""
_OPEN: Final = (Origin.AMBIGUOUS, Origin.MISSING)

_Reading = tuple[list[RowResult], tuple[RowReading, ...]]
_Relations = Callable[[Sequence[str]], Sequence[Relation]]
_Part = tuple[float, tuple[Option, ...]]
"""Rows, and what speaks against them."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The figures of a page; ``seams``, ``turns`` and ``falls`` as those of a sheet.

    ``glued`` are rows that one string of digits is, by the number of the figure behind it.
    """

    fields: tuple[Field, ...]
    glued: tuple[tuple[int, Option], ...]
    seams: frozenset[int]
    turns: frozenset[int]
    falls: frozenset[int]

    def cells(self, width: int) -> int:
        """How many cells of a table the figures are at most."""
        return len(self.fields) + width * len(self.glued)

    def sheet(self, rows: int, width: int, *, is_last: bool) -> Sheet:
        """The page as so many rows of single figures."""
        stop = rows * width + STRANGERS if is_last else len(self.fields)
        values = [piece_of(field).value for field in self.fields[:stop]]
        amounts = [int(number(value)) for value in values]
        return Sheet(amounts, values, self.seams, self.turns, self.falls, rows, width, is_last)


def with_pages(
    reading: _Reading,
    lines: Sequence[Line],
    region: tuple[int, int],
    forms: Sequence[Form],
    relations: _Relations,
) -> _Reading:
    """The rows of the application table, all of them as its pages say where these leave one table
    only and rows were left open; ``region`` are its lines."""
    rows, left = reading
    labelled = {row.code for row in rows if row.likeness >= SURE}
    tables = [form.table("requests") for form in forms]
    is_whole = any({row.code for row in rows} >= {spec.code for spec in t.rows} for t in tables)
    if is_whole and not left and all(map(_is_read, rows)):
        return reading
    own = _own_lines(lines, region)
    words = [bare(f.text) for line in own for f in line.fields if f.is_label]
    # Rows of subtotals are none of the form's; of thousands of figures no order tells a table.
    if SUBTOTAL in words or sum(f.is_figure for n in own for f in n.fields) > _MOST_FIGURES:
        return reading
    for table in tables:
        codes = [spec.code for spec in table.rows]
        if not labelled <= {*codes}:
            continue
        width = len(table.columns)
        for pages in (_pages(own, width), _pages([*map(_with_joined, own)], width)):
            found = _table(pages, codes, width, relations(codes))
            if found and not any(_contradicts(row, found) for row in rows):
                return [_concluded(c, own, rows) for c, own in found.items()], ()
    figures = [f for line in own for f in line.fields if f.is_figure]
    if len(figures) < _MANY or any(map(_prints, rows)):
        return reading
    return [_asked(row, figures) for row in rows], left


def _is_read(row: RowResult) -> bool:
    """Whether figures were read for the row, and nothing of it is open."""
    return _prints(row) and not any(placed.origin in _OPEN for placed in row.placed)


def _prints(row: RowResult) -> bool:
    return any(placed.piece.printed for placed in row.placed)


def _contradicts(row: RowResult, found: Mapping[str, Sequence[Option]]) -> bool:
    """Whether the pages give the row another figure than was read beside its label."""
    return row.code not in found or any(
        placed.origin is Origin.READ
        and placed.piece.printed
        and option[n].value != placed.piece.value
        for option in found[row.code]
        for n, placed in enumerate(row.placed)
    )


def _asked(row: RowResult, figures: Sequence[Field]) -> RowResult:
    """A row without figures in a text that prints them all elsewhere: any may be its own."""
    others = any_value(figures, len(row.placed))
    asked = (left_open(p, own) for p, own in zip(row.placed, others, strict=True))
    return replace(row, placed=tuple(asked))


def _own_lines(lines: Sequence[Line], region: tuple[int, int]) -> list[Line]:
    """The plain lines from the headings of the table on, which may stand above its first label."""
    first = region[0]
    for at in range(first - 1, -1, -1):
        words = words_of(lines[at])
        if _SECTION in words:
            break
        if words.startswith(_HEADING):
            first = at
    plain = without_torn_marks([line for line in lines[first:] if line.kind == "plain"])
    return [*map(_without_torn_labels, plain)]


def _without_torn_labels(line: Line) -> Line:
    """The line without marks of absence among words: characters of a label that blanks part."""
    if not any(field.is_label for field in line.fields):
        return line
    kept = tuple(f for f in line.fields if f.is_label or any(map(str.isdecimal, f.text)))
    return replace(line, fields=kept)


def _with_joined(line: Line) -> Line:
    """The line, two numbers alone on it being one that a blank cuts."""
    if len(line.fields) != 2 or not all(f.text.isdecimal() for f in line.fields):
        return line
    one, other = line.fields
    if not isinstance(one.place, TextSpan) or not isinstance(other.place, TextSpan):
        return line
    place = TextSpan(one.place.start, other.place.end)
    whole = replace(one, text=f"{one.text} {other.text}", place=place, end=other.end)
    return replace(line, fields=(whole,))


def _pages(lines: Sequence[Line], width: int) -> list[_Page]:
    """The figures by the page on which they stand."""
    boxed = _is_boxed(lines)
    pages = itertools.groupby(lines, lambda line: line.page)
    return [_page([*own], width, boxed=boxed) for _, own in pages]


def _is_boxed(lines: Sequence[Line]) -> bool:
    """Whether blank lines part some figures that stand alone on their lines, yet not all."""
    pairs = [
        follows(line, above)
        for above, line in itertools.pairwise(lines)
        if _is_lone_figure(above) and _is_lone_figure(line)
    ]
    return any(pairs) and not all(pairs)


def _is_lone_figure(line: Line) -> bool:
    return len(line.fields) == 1 and line.fields[0].is_figure


def _page(lines: Sequence[Line], width: int, *, boxed: bool) -> _Page:
    fields: list[Field] = []
    glued: list[tuple[int, Option]] = []
    seams, turns, falls = set[int](), set[int](), set[int]()
    above: Line | None = None
    for line in lines:
        for field in line.fields:
            if field.is_label:
                seams.add(len(fields))
            elif (option := _row_in_one(field, width)) is not None:
                glued.append((len(fields), option))
            elif field.is_figure:
                if line is above:
                    turns.add(len(fields))
                elif boxed and above and _is_lone_figure(line) and _is_lone_figure(above):
                    falls |= {len(fields)} if follows(line, above) else set()
                fields.append(field)
                above = line
    return _Page(tuple(fields), tuple(glued), frozenset(seams), frozenset(turns), frozenset(falls))


def _row_in_one(field: Field, width: int) -> Option | None:
    """The only row that adds up which a string of digits can be; None if there is none, or several."""
    if not is_glued([field], width):
        return None
    rows = [option for option in glued_options([field], width) if sums_up(option)]
    return rows[0] if len(rows) == 1 else None


def _table(
    pages: Sequence[_Page], codes: Sequence[str], width: int, sums: Sequence[Relation]
) -> dict[str, tuple[Option, ...]]:
    """By row all its readings in the tables that cost hardly more than the cheapest; empty where no
    table adds up. Of the ways to share rows out that with the fewest strangers counts."""
    known: dict[tuple[int, int, bool], list[_Part]] = {}
    for heights in _shared_out(pages, len(codes), width):
        parts: list[list[_Part]] = []
        for at, rows in enumerate(heights):
            key = (at, rows, at == len(heights) - 1)
            if key not in known:
                known[key] = _rows_of(pages[at], rows, width, is_last=key[2])
            parts.append(known[key])
            if not parts[-1]:
                break
        tables: list[_Part] = []
        for chosen in itertools.islice(itertools.product(*parts), _MOST_TABLES):
            made = tuple(row for _, own in chosen for row in own)
            if len(made) == len(codes) and not broken_sums(made, codes, sums):
                tables.append((sum(cost for cost, _ in chosen), made))
        if tables:
            most = min(cost for cost, _ in tables) + _SLACK
            likely = [made for cost, made in tables if cost <= most]
            return {code: tuple(made[n] for made in likely) for n, code in enumerate(codes)}
    return {}


def _shared_out(pages: Sequence[_Page], rows: int, width: int) -> list[tuple[int, ...]]:
    """How many rows each page may have, beginning with the likeliest: that leaves fewest figures
    over. Pages behind the table are left out."""
    sizes = [page.cells(width) for page in pages]
    found = [*_heights(sizes, rows, width)]
    found.sort(key=lambda own: sum(n - width * r for n, r in zip(sizes, own[:-1], strict=False)))
    return found[:_MOST_WAYS]


def _heights(sizes: Sequence[int], rows: int, width: int) -> Iterator[tuple[int, ...]]:
    if not sizes:
        return
    if sizes[0] >= rows * width:
        yield (rows,)
    for own in range(min(sizes[0] // width, rows - 1), -1, -1):
        if sizes[0] - own * width > STRANGERS:
            break
        for others in _heights(sizes[1:], rows - own, width):
            yield (own, *others)


def _rows_of(page: _Page, rows: int, width: int, *, is_last: bool) -> list[_Part]:
    single = rows - len(page.glued)
    if single <= 0:
        whole = tuple(option for _, option in page.glued)
        return [(0.0, whole)] if not single else []
    pieces = [piece_of(field) for field in page.fields]
    found: list[_Part] = []
    for cost, laid in cheapest_tables(page.sheet(single, width, is_last=is_last)):
        # The row of a string stands where its figure does among those of the first column.
        made = [(n - 0.5, option) for n, option in page.glued]
        made += [
            (laid[at], tuple(pieces[n] for n in laid[at : at + width]))
            for at in range(0, len(laid), width)
        ]
        made.sort(key=lambda row: row[0])
        found.append((cost, tuple(option for _, option in made)))
    return found


def _concluded(code: str, options: Sequence[Option], rows: Sequence[RowResult]) -> RowResult:
    """A row by its readings: what is the same in all is concluded, the rest is asked."""
    known = next((row for row in rows if row.code == code), None)
    placed: list[Placed] = []
    for column, piece in enumerate(options[0]):
        values = tuple(dict.fromkeys(option[column].value for option in options))
        one = Placed(piece, Origin.INFERRED, values)
        placed.append(one if len(values) == 1 else left_open(one, values))
    return RowResult(code, tuple(placed), known.likeness if known else 0.0, positional=False)
