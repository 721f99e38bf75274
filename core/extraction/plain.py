"""The application table in plain text: labels and figures whose cells are lost.

Anchors say where the labels stand, runs which figures belong to which row, the layout, where there is
one, under which column a figure stands. Each row then has the readings that its text allows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.extraction.align import Aligned
from core.extraction.anchors import Anchors, find_anchors
from core.extraction.balancing import chosen_by_columns
from core.extraction.glued import is_glued
from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.placing import place_by_layout
from core.extraction.reach import Candidates, any_value, is_scattered, values_in_reach
from core.extraction.repair import (
    Option,
    Relation,
    chosen_by_sum,
    number,
    piece_of,
    row_options,
    sums_up,
    surplus_options,
    unread,
)
from core.extraction.rows import RowReading
from core.extraction.runs import Run, Share, Split, runs_of, split_runs, words_in
from core.extraction.sorting import SLIPS
from core.extraction.subtotals import SUBTOTAL, subtotal_position
from core.extraction.whole import broken_sums
from core.form import Form, RowSpec
from core.values import normalised

Relations = Callable[[dict[str, Aligned]], Sequence[Relation]]

_ORDERLY: Final = 0.9
_SAME_SCORE: Final = 0.5
_FEW_SHARES: Final = 12
"""More ways than these to share figures out are not listed one by one."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """The rows of the form that the text prints, with every reading of each.

    ``allowed`` are the readings that the text alone allows, ``chosen`` those that the sums leave.
    ``concluded`` names the rows of which only the layout says the columns. ``reach`` has the rows
    whose figures may as well be another row's, with all that their columns may hold.
    """

    matched: dict[str, Aligned]
    allowed: dict[str, list[Option]]
    chosen: dict[str, list[Option]]
    concluded: frozenset[str]
    reach: dict[str, Candidates]
    left: tuple[RowReading, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """The table shared out among the rows of one edition, before any column is known."""

    specs: tuple[RowSpec, ...]
    anchors: Anchors
    runs: tuple[Run, ...]
    split: Split
    displaced: bool

    def readings(
        self, shares: Sequence[Sequence[Share]], region: Sequence[Line]
    ) -> dict[str, list[RowReading]]:
        """By row code, the row as it stands when it takes the runs of each share."""
        return {
            spec.code: [self._reading(n, share, region) for share in shares[n][:_FEW_SHARES]]
            for n, spec in enumerate(self.specs)
            if shares[n]
        }

    def _reading(self, row: int, share: Share, region: Sequence[Line]) -> RowReading:
        runs = self.runs[share.start : share.stop]
        fields = tuple(f for run in runs for f in run.fields)
        line = runs[0].line if runs else self._label_line(row, region)
        label = self.specs[row].label
        return RowReading(label, label, fields, positional=False, line=line)

    def _label_line(self, row: int, region: Sequence[Line]) -> Line:
        anchor = self.anchors.found.get(row)
        at = 0
        for line in region:
            at += len(words_in([line]))
            if anchor is not None and at > anchor.start:
                return line
        return region[0]

    def matched(self, rows: dict[str, list[RowReading]]) -> dict[str, Aligned]:
        """The likeliest reading of each row with how sure its label is; 0 by its order alone."""
        found: dict[str, Aligned] = {}
        for n, spec in enumerate(self.specs):
            anchor = self.anchors.found.get(n)
            if spec.code in rows and (anchor is not None or rows[spec.code][0].has_figures):
                share = anchor.share if anchor is not None else 0.0
                found[spec.code] = Aligned(spec, rows[spec.code][0], share)
        return found

    def held(self) -> frozenset[str]:
        """The rows whose figures stand behind or in their own label, no other label between."""
        found: set[str] = set()
        for row, spec in enumerate(self.specs):
            anchor, share = self.anchors.found.get(row), self.split.chosen[row][:1]
            if anchor is None or not share or share[0].start == share[0].stop:
                continue
            own = self.runs[share[0].start : share[0].stop]
            before = self.runs[share[0].start - 1].at if share[0].start else 0
            after = self.runs[share[0].stop].at if share[0].stop < len(self.runs) else -1
            behind = all(anchor.start < run.at <= anchor.end for run in own)
            # Of several rows of figures behind one label it tells for none whose they are.
            alone = own[-1].at != after and (not share[0].start or own[0].at != before)
            beside = all(row in run.beside for run in own)
            others = {n for n in self.anchors.owners[before : own[-1].at] if n not in (-1, row)}
            if beside or (behind and alone and not others):
                found.add(spec.code)
        return frozenset(found)

    def loose(self, width: int) -> list[Field]:
        """The figures of which no row is full; of full rows that labels or their order hold, one may
        misprint its sum."""
        shares = [own[0] for own in self.split.chosen if own]
        full: set[int] = set()
        labelled = 2 * len(self.anchors.found) > len(self.specs)
        one_a_line = len(self.runs) == len(self.specs)
        is_held = (labelled and not self.displaced) or one_a_line
        for share in shares if is_held else ():
            if sum(len(run.fields) for run in self.runs[share.start : share.stop]) == width:
                full.update(range(share.start, share.stop))
        return [f for n, run in enumerate(self.runs) if n not in full for f in run.fields]

    def contested(self) -> frozenset[str]:
        """The rows without figures whose label stands right before figures of another row, and
        these rows."""
        found: set[str] = set()
        own_runs = [range(*_extent(shares)) for shares in self.split.chosen]
        taken = {n: row for row, runs in enumerate(own_runs) for n in runs}
        blank = {row for row, runs in enumerate(own_runs) if not runs}
        for n, run in enumerate(self.runs):
            own = self.anchors.owners[run.at - 1] if run.at else -1
            taker = taken.get(n, own)
            if own in blank and taker != own and not run.beside:
                found |= {self.specs[own].code, self.specs[taker].code}
        return frozenset(found)

    def may_be_shifted(self, known: Collection[str], width: int) -> bool:
        """Whether figures enough for a row are left over while a row of the edition has none, so
        that every row between may have the figures of the next one."""
        over = sum(len(self.runs[n].fields) for n in self.split.left)
        return len(known) < len(self.specs) and over >= width

    def reach(self, unsure: Set[str], count: int) -> dict[str, Candidates]:
        """What may stand in the rows: any figures between those of the rows next to them that are
        not among these."""
        taken = [shares[:1] for shares in self.split.chosen]
        firm = [
            (n, share.start, share.stop)
            for n, spec in enumerate(self.specs)
            if spec.code not in unsure
            for share in taken[n]
            if share.start < share.stop
        ]
        between: dict[tuple[int, int], Candidates] = {}
        found: dict[str, Candidates] = {}
        for n, spec in enumerate(self.specs):
            if spec.code not in unsure:
                continue
            low = max((stop for row, _, stop in firm if row < n), default=0)
            high = min((start for row, start, _ in firm if row > n), default=len(self.runs))
            if (low, high) not in between:
                fields = [f for run in self.runs[low:high] for f in run.fields]
                between[low, high] = values_in_reach(fields, count)
            found[spec.code] = between[low, high]
        return found

    def left(self) -> tuple[RowReading, ...]:
        """The runs that no row takes, each with the words before it."""
        rows: list[RowReading] = []
        for n in self.split.left:
            run = self.runs[n]
            if rows and n - 1 in self.split.left and self.runs[n - 1].at == run.at:
                rows[-1] = replace(rows[-1], fields=rows[-1].fields + run.fields)
            else:
                rows.append(RowReading(run.before, run.before, run.fields, False, run.line))
        return tuple(rows)


def read_plain(
    region: Sequence[Line], header: Sequence[Line], forms: Sequence[Form], relations: Relations
) -> PlainTable:
    """Read the application table out of plain lines; ``header`` are the lines above it."""
    columns = forms[0].table("requests").columns
    wide = any(bare(f.text) == SUBTOTAL for line in header for f in line.fields)
    width = len(columns) + wide
    drafts = [_draft(region, a, s, width) for a, s in _likeliest(region, forms, width)]
    draft = min(drafts, key=lambda d: d.split.cost)
    rows = draft.readings(draft.split.chosen, region)
    matched = draft.matched(rows)
    gaps = any(not any(row.has_figures for row in own) for own in rows.values())
    readings = [r for own in rows.values() for r in own]
    options_of = _reader(readings, len(columns), header, wide=wide, gaps=gaps)
    chosen = {code: options_of(rows[code]) for code in matched}
    others = draft.readings(draft.split.allowed, region)
    allowed = {
        code: chosen[code] if others[code] == rows[code] else options_of(others[code])
        for code in matched
    }
    sums = relations(matched)
    concluded: frozenset[str] = frozenset()
    if not wide:
        single = {code: rows[code][0] for code in matched if len(rows[code]) == 1}
        laid = place_by_layout(single, header, columns, chosen, sums)
        chosen |= {code: made.chosen for code, made in laid.items()}
        for code, made in laid.items():
            known = made.allowed if len(others[code]) == 1 else [*made.allowed, *allowed[code]]
            allowed[code] = known
        concluded = frozenset(laid)
    summed = {code: chosen_by_sum(made) for code, made in chosen.items() if made}
    final = chosen_by_columns(summed, sums)
    held = draft.held()
    adds_up = _is_settled(final, sums)
    whole = adds_up and len(final) == len(draft.specs)
    unsure = _unsure(final, matched, held, sums, displaced=draft.displaced)
    if draft.displaced and not adds_up and draft.may_be_shifted(final, width):
        unsure |= frozenset(final) - held
    if any(is_glued(aligned.row.fields, width) for aligned in matched.values()):
        # Where blanks are lost a letter read for a digit hides the figures in the label.
        unsure |= {code for code in final if not matched[code].row.has_figures}
    by_order = {c for c in final if not matched[c].likeness or (draft.displaced and c not in held)}
    if not concluded:
        unsure |= draft.contested() | _torn(final, matched, width)
    figures = [f for run in draft.runs for f in run.fields]
    if whole and not concluded:
        # Its order holds a full table in which all adds up, though labels stand elsewhere.
        by_order |= unsure
        unsure = frozenset[str]()
    if unsure and not concluded and is_scattered(draft.loose(width), len(columns)):
        full = {c for c, made in final.items() if all(map(sums_up, made))}
        printed = {c for c in final if matched[c].row.has_figures}
        unsure = frozenset(final) - (held & full & printed)
        reach = dict.fromkeys(unsure, any_value(figures, len(columns)))
    else:
        reach = draft.reach(unsure & final.keys(), len(columns))
    return PlainTable(matched, allowed, final, concluded | by_order, reach, draft.left())


def _extent(shares: Sequence[Share]) -> tuple[int, int]:
    return (shares[0].start, shares[0].stop) if shares else (0, 0)


def _likeliest(
    region: Sequence[Line], forms: Sequence[Form], width: int
) -> list[tuple[Anchors, tuple[RowSpec, ...]]]:
    """The editions whose labels the words fit best, with where these stand.

    Where labels are lost, an edition with as many rows as are printed in full may be meant as well.
    """
    words = words_in(region)
    found = [
        (find_anchors(words, rows), rows) for rows in (f.table("requests").rows for f in forms)
    ]
    best = max(anchors.score for anchors, _ in found)
    return [
        (anchors, rows)
        for anchors, rows in found
        if anchors.score >= best - _SAME_SCORE
        or sum(len(run.fields) == width for run in runs_of(region, anchors, width=width))
        == len(rows)
    ]


def _draft(
    region: Sequence[Line], anchors: Anchors, specs: tuple[RowSpec, ...], width: int
) -> _Draft:
    runs = runs_of(region, anchors, width=width)
    displaced = _displaced(runs, width)
    split = split_runs(
        runs,
        anchors,
        len(specs),
        width=width,
        displaced=displaced,
        adds_up=lambda fields: _adds_up(fields, width),
    )
    return _Draft(specs, anchors, tuple(runs), split, displaced)


def _displaced(runs: Sequence[Run], width: int) -> bool:
    """Whether figures of several rows stand, one below the other, behind the labels of all."""
    singles = sum(len({*run.fields} & {*run.line.fields}) == 1 for run in runs)
    if 2 * singles < len(runs):
        return False
    amounts: dict[int, int] = {}
    for run in runs:
        amounts[run.at] = amounts.get(run.at, 0) + len(run.fields)
    return 3 * sum(n for n in amounts.values() if n > width + 1) > sum(amounts.values())


def _unsure(
    chosen: dict[str, list[Option]],
    matched: dict[str, Aligned],
    held: frozenset[str],
    sums: Sequence[Relation],
    *,
    displaced: bool,
) -> frozenset[str]:
    """The rows whose figures may as well be another row's.

    In a displaced table these are the rows that neither their label nor a sum of figures holds in
    place; when all rows are full and add up, their order holds them all. Elsewhere a row may be
    blank only where labels hold the others.
    """
    printed = [code for code in chosen if matched[code].row.has_figures]
    fitting = {code for code, options in chosen.items() if all(sums_up(o) for o in options)}
    if not displaced:
        if sum(code in held for code in printed) >= _ORDERLY * len(printed):
            return frozenset()
        return frozenset(chosen) - (fitting & set(printed)) - held
    count = len(next(iter(chosen.values()))[0]) if chosen else 0
    # A figure printed over a label stands before the row's own.
    full = all(len(aligned.row.fields) in (count, count + 1) for aligned in matched.values())
    if full and len(fitting) >= _ORDERLY * len(chosen) and _only_slips(chosen, fitting, sums):
        return frozenset()
    whole = {c for c in fitting if not any(p.joined for o in chosen[c] for p in o)}
    summed = {c for c in whole if all(number(o[-1].value) for o in chosen[c])}
    return frozenset(chosen) - summed - (held & whole)


def _only_slips(
    chosen: dict[str, list[Option]], fitting: Set[str], sums: Sequence[Relation]
) -> bool:
    """Whether sums over rows fail no more often than misprinted figures of the rows explain that do
    not add up; figures that changed places break far more."""
    rows = [made[0] for made in chosen.values()]
    return broken_sums(rows, [*chosen], sums) <= SLIPS * max(1, len(chosen) - len(fitting))


def _is_settled(chosen: dict[str, list[Option]], sums: Sequence[Relation]) -> bool:
    """Whether each row has one reading, without blanks, and all rows and columns add up."""
    rows = [made[0] for made in chosen.values() if len(made) == 1]
    full = all(sums_up(row) and all(p.value is not None for p in row) for row in rows)
    return len(rows) == len(chosen) and full and not broken_sums(rows, [*chosen], sums)


def _adds_up(fields: Sequence[Field], width: int) -> bool:
    """Whether the last figure can be the sum of the others; digits may be cut in two."""
    if is_glued(fields, width):
        return True
    if len(fields) > width:
        return any(sums_up(option) for option in surplus_options(fields, width))
    values = [number(piece_of(f).value) for f in fields]
    return sum(values[:-1], Decimal(0)) == values[-1] or not any(values)


def _torn(
    chosen: dict[str, list[Option]], matched: dict[str, Aligned], width: int
) -> frozenset[str]:
    """The rows whose figures, fewer than there are columns, make no sum however they are placed.

    One such row is a slip of the report; where rows are torn apart there are two at least.
    """
    found = frozenset(
        code
        for code, options in chosen.items()
        if 0 < len(matched[code].row.fields) < width
        and all(piece.readable for option in options for piece in option)
        and not any(map(sums_up, options))
    )
    return found if len(found) > 1 else frozenset()


def _is_all_zeros(row: RowReading, width: int) -> bool:
    """Whether a row in which nothing happened prints a 0 in each cell."""
    return normalised("".join(field.text for field in row.fields)) == "0" * width


def _has_zero(row: RowReading) -> bool:
    return any(normalised(field.text) == "0" for field in row.fields)


def _is_run_together(row: RowReading) -> bool:
    return len(row.fields) == 1 and len(normalised(row.fields[0].text)) > 1


def _reader(
    rows: Sequence[RowReading], count: int, header: Sequence[Line], *, wide: bool, gaps: bool
) -> Callable[[Sequence[RowReading]], list[Option]]:
    """A function that lists what rows can mean; a column of subtotals is left out.

    ``gaps`` says that some rows of the table are blank.
    """
    width = count + wide
    figured = [row for row in rows if row.has_figures]
    nearly_full = all(len(row.fields) >= width - 1 for row in figured)
    zeros = nearly_full and any(map(_has_zero, figured))
    # Were its only figure a row's total, its parts would be missing.
    strings = all(len(row.fields) == 1 for row in figured) and any(map(_is_run_together, figured))
    together = strings or any(is_glued(row.fields, width) for row in figured)
    # A table that prints its zeros has a short row where figures of neighbouring cells touch.
    touching = together or any(len(row.fields) == width and _has_zero(row) for row in figured)
    known = subtotal_position(rows, count, header) if wide else None
    # Where rows are blank cells are, too, so that nothing tells how many numbers run together.
    blanks = together and gaps and not any(_is_all_zeros(row, width) for row in figured)
    cuts = range(1, count) if wide and known is None else [known]

    def options(readings: Sequence[RowReading]) -> list[Option]:
        """What the lines read for one row can mean."""
        run = next((row for row in readings if _is_run_together(row)), None)
        if blanks and run is not None:
            return [unread(run.fields, count, blanks=True)]
        made = [
            o
            for row in readings
            for o in row_options(row, width, prints_zeros=zeros, runs_together=touching)
        ]
        cut_out = [o if cut is None else o[:cut] + o[cut + 1 :] for cut in cuts for o in made]
        return list(dict.fromkeys(cut_out))

    return options
