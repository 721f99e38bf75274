"""The figures that the prose quotes, each with what it counts.

A sentence is read once into figures and words (narrative_numbers, narrative_words); what a figure
counts follows from the words of its own clause (narrative_clauses, narrative_families). What the
words leave open is a doubt, and what they do not say is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from core.extraction.compact import Compact
from core.extraction.narrative_clauses import Clause, Sentence, sentences_of
from core.extraction.narrative_denials import denials_in
from core.extraction.narrative_families import family_of
from core.extraction.narrative_lists import (
    Entry,
    breakdowns_in,
    channels_in,
    entries_of,
    shares_in,
    shares_of_table,
)
from core.extraction.narrative_named import Named
from core.geometry import TextSpan
from core.prose import Breakdown, Mention, Share

_UNNAMED: Final = "figure"
_ALL_ARE: Final = re.compile(r"[,(](?:均|全部|都|皆)(?:已?依法|为|是|系|属于?)*")
_ALL_OF: Final = MappingProxyType(
    dict.fromkeys(("new_requests", "answered", "handled"), ("result", "natural_person"))
    | {"litigation": ("litigation_direct", "litigation_after")}
)
"""What a figure may wholly consist of."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Everything that the prose quotes, in reading order."""

    mentions: tuple[Mention, ...]
    breakdowns: tuple[Breakdown, ...]
    shares: tuple[Share, ...]


def quoted_figures(compact: Compact, agency: str | None = None) -> Quotes:
    """The figures, lists and percentages of the prose; ``agency`` is the reporting organ.

    Figures that no rule compares are left out, except as totals and parts of lists.
    """
    mentions: list[Mention] = []
    breakdowns: list[Breakdown] = []
    shares: list[Share] = []
    for sentence in sentences_of(compact):
        figures = list(_figures_in(sentence, agency))
        entries = entries_of(sentence, [first for first, *_ in figures])
        lists = list(breakdowns_in(sentence, entries))
        lists += channels_in(entries, lists)
        found = [m for group in figures for m in group if m.family != _UNNAMED]
        found += [entry.mention for entry in entries if entry.mention.value is None]
        found += denials_in(sentence)
        found += _echoes(sentence, entries)
        ratios: list[Share] = []
        if any(entry.is_percent for entry in entries):
            ratios += shares_in(sentence, entries)
            found += shares_of_table(sentence, entries, ratios)
        if lists:
            found = [_as_part(mention, lists) for mention in found]
        found = _parts_of_sums(found)
        mentions += sorted(found, key=lambda m: (m.span.start, m.span.end))
        breakdowns += lists
        shares += ratios
    return Quotes(tuple(mentions), tuple(breakdowns), tuple(shares))


def _as_part(mention: Mention, lists: Sequence[Breakdown]) -> Mention:
    """The mention; doubtful where it is a part of a total of the same: of one organ among several."""
    for listed in lists:
        if listed.total.family == mention.family and mention.span in {p.span for p in listed.parts}:
            return replace(mention, doubt="organ")
    return mention


def _parts_of_sums(found: list[Mention]) -> list[Mention]:
    """The mentions; doubtful where figures of one sentence count the same and one is their sum:
    县区受理1203件，市直部门受理688件，合计受理1891件."""
    parts: set[TextSpan] = set()
    for total in found:
        same = [m for m in found if m.family == total.family and m.span != total.span]
        known = [m.value for m in same if m.value is not None and m.unit == total.unit]
        if len(same) > 1 and len(known) == len(same) and sum(known) == total.value != 0:
            parts |= {m.span for m in same}
    return [replace(m, doubt="organ") if m.span in parts else m for m in found]


def _echoes(sentence: Sentence, entries: Sequence[Entry]) -> Iterator[Mention]:
    """收到申请5件，均为自然人申请: the figure counts what all of it is, too."""
    text = sentence.compact.text
    for entry in entries:
        known = _ALL_OF.get(entry.mention.family, ())
        match = _ALL_ARE.match(text, entry.end) if known else None
        word = next((w for w in sentence.words if match and w.start == match.end()), None)
        if word is None or not {word.kind, word.name} & set(known):
            continue
        quote = sentence.quote(word.name, word.start, word.end)
        said = entry.mention
        yield replace(
            quote,
            value=said.value,
            unit=said.unit,
            precision=said.precision,
            year=said.year,
            doubt=said.doubt or "wording",
        )


def _figures_in(sentence: Sentence, agency: str | None) -> Iterator[list[Mention]]:
    """For each figure its mentions: one, or several where it counts each of several things."""
    waiting: list[Named] = []
    last: list[Mention] | None = None
    for clause in sentence.clauses():
        named = family_of(clause, sentence, agency)
        if named is None and waiting and clause.lead in ("、", "和", "及", "", ","):
            named = waiting.pop(0)
        elif named is not None:
            named, waiting = _distributed(named, clause)
        if named is not None and last and last[-1].doubt == "organ":
            named = replace(named, doubt=named.doubt or "organ")
        found = _mentions(sentence, clause, named)
        received = last and last[0].family == "new_requests"
        if last and received and found[0].family == "carried_in" and _belongs(clause, sentence):
            last[0] = replace(last[0], includes=(*last[0].includes, "carried_in"))
        if last:
            yield last
        last = found
    if last:
        yield last


def _distributed(named: Named, clause: Clause) -> tuple[Named, list[Named]]:
    """复议、诉讼分别为3件、2件: the first figure counts the first, later ones the rest."""
    if not named.includes or "分别" not in clause.gap:
        return named, []
    return (
        replace(named, includes=()),
        [Named(family, doubt=named.doubt) for family in named.includes],
    )


def _mentions(sentence: Sentence, clause: Clause, named: Named | None) -> list[Mention]:
    if named is None:
        return [sentence.mention(clause.quantity, _UNNAMED)]
    first = replace(
        sentence.mention(clause.quantity, named.family),
        includes=named.includes,
        doubt=named.doubt,
    )
    return [first, *(replace(first, family=family, includes=()) for family in named.each)]


def _belongs(clause: Clause, sentence: Sentence) -> bool:
    """Whether the files carried in are part of the figure before: 12件（含上年结转1件）."""
    text = sentence.compact.text[clause.start - 1 : clause.quantity.start]
    return "含" in text or "其中" in text or "包括" in text
