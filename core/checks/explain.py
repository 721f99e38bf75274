"""Proposes the smallest changes that make the sums of a table hold; nothing is ever applied by it.

Every sum rule is linear (explain_sums). What closes its gaps is searched for in explain_search,
ordered by what is likely to have happened in explain_rank, and put into words in explain_words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from core.cells import Origin
from core.checks.explain_rank import Ranked, filling, ranked
from core.checks.explain_search import Way, ways
from core.checks.explain_sums import Printed, Sums, cells_of, connected
from core.checks.explain_words import Effect, sentence, too_many
from core.checks.figures import gather, number_text
from core.checks.instances import instances_of
from core.findings import Status, Suggestion
from core.language import language

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from core.address import Address
    from core.checks.explain_sums import Terms
    from core.checks.figures import Figures
    from core.checks.relations import Instance
    from core.findings import Finding
    from core.language import Language
    from core.statement import Statement

_Key: TypeAlias = "tuple[int, frozenset[Address]]"
_Made: TypeAlias = "tuple[Suggestion, frozenset[int]]"
"""A suggestion with the rules that do not hold after it, or cannot be judged."""

_MOST: Final = 6


def suggest(
    statement: Statement,
    findings: Sequence[Finding],
    among: Container[str] | None = None,
    figures: Figures | None = None,
) -> tuple[Finding, ...]:
    """The sums that fail or cannot be judged, with the changes that settle them, likeliest first.

    A failure for which no change was found says in its message that too much is wrong at once.
    ``among`` are the tables to explain, None: all; no table's explanation depends on another.
    ``figures`` are those of the statement, if they were gathered before.
    """
    answers = {(f.rule, f.instance): f for f in findings}
    every = instances_of(statement)
    instances = [i for i in every if (i.rule.code, i.code) in answers]
    judged = [(i, answers[i.rule.code, i.code]) for i in instances]
    troubled = dict.fromkeys(
        f.addresses[0].table
        for _, f in judged
        if f.status is not Status.PASS
        and f.addresses
        and (among is None or f.addresses[0].table in among)
    )
    if not troubled:
        return ()
    if figures is None or len(instances) < len(every):
        # Without the rules that are switched off, a blank total may be an unfilled one no more.
        figures = gather(statement, instances)
    printed = _printed(statement, figures)
    explained: list[Finding] = []
    for table in troubled:
        of_table = [(i, f) for i, f in judged if f.addresses[0].table == table]
        explained.extend(_explain_table(of_table, printed))
    return tuple(explained)


def _printed(statement: Statement, figures: Figures) -> Printed:
    candidates = {
        cell.address: tuple(value for value in cell.candidates if isinstance(value, Decimal))
        for cell in statement.extraction.cells
        if cell.candidates
    }
    return Printed(
        numbers={a: _whole(f.number) for a, f in figures.items() if f.number is not None},
        blank=frozenset(a for a, figure in figures.items() if figure.is_blank),
        unfilled=frozenset(a for a, figure in figures.items() if figure.is_unfilled),
        candidates=candidates,
        corrected=frozenset(a for a, o in statement.origins.items() if o is Origin.CORRECTED),
    )


def _whole(number: Decimal) -> Decimal:
    """The number; without its decimal point where only noughts follow, as spreadsheets print."""
    whole = number.to_integral_value()
    return whole if whole == number else number


def _explain_table(
    judged: Sequence[tuple[Instance, Finding]], printed: Printed
) -> Iterator[Finding]:
    rules = [_terms(instance) for instance, _ in judged]
    tongue = language()
    troubled = {i for i, (_, f) in enumerate(judged) if f.status is not Status.PASS}
    # Rules that share no cell are explained apart: the three blocks of the review table.
    for group in connected(rules):
        here = [index for index in group if index in troubled]
        if not here:
            continue
        sums, options = _solved([rules[index] for index in group], printed)
        places = {index: place for place, index in enumerate(group)}
        local = frozenset(places[index] for index in here)
        nothing = Ranked(Way((), frozenset(sums.gaps)), ())
        explainer = _Explainer(sums, options, local, len(troubled) - len(here), nothing, tongue)
        for index in here:
            yield explainer.explained(judged[index][1], places[index])


def _solved(rules: Sequence[Terms], printed: Printed) -> tuple[Sums, tuple[Ranked, ...]]:
    """The rules with the ranked ways to mend them.

    A total left blank beside parts that are not is 0 where a wrong part explains it, and otherwise
    a cell that was not filled in.
    """
    sums = Sums(rules, printed)
    options = ranked(sums, ways(sums)) if sums.gaps else []
    is_solved = not sums.gaps or any(not option.way.rest for option in options)
    if not is_solved and not printed.unfilled.isdisjoint(sums.numbers):
        sums = Sums(rules, printed, fill_totals=True)
        options = ranked(sums, ways(sums)) if sums.gaps else []
    return sums, tuple(options)


def _terms(instance: Instance) -> Terms:
    return dict.fromkeys(instance.left, 1) | dict.fromkeys(instance.right, -1)


@dataclass(frozen=True, slots=True)
class _Explainer:
    """Rules that share cells, the ranked ways to mend them, which of them are in trouble, and how
    many rules of the same table are in trouble that share no cell with them. ``nothing`` is the
    way that changes no cell, ``made`` keeps what was already proposed."""

    sums: Sums
    options: tuple[Ranked, ...]
    troubled: frozenset[int]
    elsewhere: int
    nothing: Ranked
    tongue: Language
    made: dict[_Key, _Made | None] = field(default_factory=dict["_Key", "_Made | None"])

    def explained(self, finding: Finding, rule: int) -> Finding:
        """The finding with its suggestions."""
        if not self.sums.known[rule]:
            return finding
        made = (proposal for proposal in self._proposals(rule) if proposal)
        found = dict.fromkeys(suggestion for suggestion, left in made if rule not in left)
        if not found and finding.status is Status.FAIL:
            return replace(finding, message=finding.message.removesuffix(too_many()) + too_many())
        return replace(finding, suggestions=tuple(found)[:_MOST])

    def _proposals(self, rule: int) -> Iterator[_Made | None]:
        unread = self._unread([rule])
        if not self._is_mended(rule, unread):
            yield self._suggestion(self.nothing, unread)
            yield self._suggestion(self.nothing, self.sums.filled)
            return
        for option in [o for o in self.options if rule not in o.way.rest][:_MOST]:
            touched = (i for a in cells_of(option.way.steps) for i in self.sums.rules_of(a))
            yield self._suggestion(option, self._unread({rule, *touched}))

    def _is_mended(self, rule: int, unread: frozenset[Address]) -> bool:
        """Whether it takes more than numbers for cells that were not read."""
        doubtful = {rule, *(i for address in unread for i in self.sums.rules_of(address))}
        blank = (self.sums.printed.unfilled - self.sums.filled) & self.sums.rules[rule].keys()
        return bool(blank) or not doubtful.isdisjoint(self.sums.gaps)

    def _unread(self, rules: Sequence[int] | set[int]) -> frozenset[Address]:
        return self.sums.filled & {a for index in rules for a in self.sums.rules[index]}

    def _suggestion(self, option: Ranked, unread: frozenset[Address]) -> _Made | None:
        key = (id(option), unread)
        if key not in self.made:
            self.made[key] = self._make(option, unread)
        return self.made[key]

    def _make(self, option: Ranked, unread: frozenset[Address]) -> _Made | None:
        numbers = self.sums.numbers
        changed = cells_of(option.way.steps)
        cells = {a: numbers[a] + amount for a, amount in changed.items()}
        cells |= {a: numbers[a] for a in numbers if a in unread and a not in changed}
        # A blank total is no longer unfilled once its parts are 0.
        cells = {a: n for a, n in cells.items() if n or a not in self.sums.printed.blank}
        if not cells:
            return None
        left = self._left(option.way, cells)
        effect = Effect(
            len(self.troubled - left),
            len(left) + self.elsewhere,
            option.alternatives,
            is_too_much=all(other.way.rest for other in self.options if self.sums.gaps),
        )
        fills = (filling(self.sums, a, n) for a, n in cells.items() if a not in changed)
        changes = [(self._old(a), number_text(n)) for a, n in cells.items()]
        slips = (*option.slips, *fills)
        suggestion = Suggestion(
            tuple(cells.items()),
            sentence(changes, slips, effect, self.tongue),
            not left and not self.elsewhere,
            cause=max(slip.cause for slip in slips),
            alternatives=option.alternatives,
        )
        return suggestion, left

    def _left(self, way: Way, cells: Mapping[Address, Decimal]) -> frozenset[int]:
        """The rules that do not hold, or cannot be judged, when those cells have their numbers."""
        if not self.sums.printed.unfilled and not self.sums.filled and all(self.sums.known):
            return way.rest
        return self.sums.not_right(cells)

    def _old(self, address: Address) -> str:
        if address in self.sums.printed.blank:
            return "空白" if self.tongue == "zh" else "blank"
        if address in self.sums.filled:
            return "未定" if self.tongue == "zh" else "not known"
        return number_text(self.sums.numbers[address])
