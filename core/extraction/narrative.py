"""The figures that the prose quotes, each with what it counts.

A sentence is read once into figures and words (narrative_numbers, narrative_words); what a figure
counts follows from the words of its own clause (narrative_clauses, narrative_families). What the
words leave open is a doubt, and what they do not say is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from core.extraction.compact import Compact
from core.extraction.narrative_clauses import Clause, Sentence, sentences_of
from core.extraction.narrative_denials import denials_in
from core.extraction.narrative_families import Named, family_of
from core.extraction.narrative_lists import breakdowns_in, channels_in, entries_of, shares_in
from core.prose import Breakdown, Mention, Share

_UNNAMED: Final = "figure"


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
        mentions += sorted(found, key=lambda m: (m.span.start, m.span.end))
        breakdowns += lists
        shares += shares_in(sentence, entries)
    return Quotes(tuple(mentions), tuple(breakdowns), tuple(shares))


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
