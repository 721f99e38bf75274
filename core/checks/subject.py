"""What a rule is judged on, and the one way in which every kind of rule gives its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.checks.figures import UNKNOWN, Figure
from core.findings import Finding, Status
from core.language import language, say

if TYPE_CHECKING:
    from decimal import Decimal

    from core.address import Address
    from core.agencies import Organ
    from core.checks.figures import Figures
    from core.checks.relations import Instance
    from core.geometry import TextSpan
    from core.rules import CheckSettings, ParameterSpec, Rule
    from core.statement import Statement
    from core.values import Kind


@dataclass(slots=True)
class Seen:
    """A cell that is to hold a number: what it counts as, and its text ("" if a person set it)."""

    address: Address
    figure: Figure
    kind: Kind
    printed: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One report as rules see it; ``earlier`` is the same agency's report of the year before.

    ``parts`` are the reports of its parts of the same year, ``lacking`` the parts without one.

    ``instances`` are the sum relations of the report by the code of their rule; ``found`` are the
    tables of which the source has at least one cell; ``cells`` are the cells of each table that
    are to hold a number, ``printed_rows`` the codes of its rows in official order. ``touched`` are
    the cells whose figures an edit may have changed, where only that is judged again. ``only_faults``
    says that nobody will be told of what holds: findings that pass then have no words and no key.
    """

    statement: Statement
    settings: CheckSettings
    organ: Organ
    figures: Figures
    instances: Mapping[str, tuple[Instance, ...]]
    found: frozenset[str]
    cells: Mapping[str, tuple[Seen, ...]]
    printed_rows: Mapping[str, tuple[str, ...]]
    touched: frozenset[Address] | None = None
    earlier: Subject | None = None
    parts: tuple[Subject, ...] = ()
    lacking: tuple[str, ...] = ()
    only_faults: bool = False

    def is_told(self, status: Status) -> bool:
        """Whether anybody will read a finding of that status."""
        return status is not Status.PASS or not self.only_faults

    def figure(self, address: Address) -> Figure:
        """The cell as rules use it: a blank counts as 0; its number is None where not known."""
        return self.figures.get(address, UNKNOWN)

    def is_touched(self, addresses: Iterable[Address]) -> bool:
        """Whether an answer that depends on these cells alone is to be judged."""
        return self.touched is None or not self.touched.isdisjoint(addresses)

    def is_table_touched(self, table: str) -> bool:
        """Whether an answer that depends on the cells of this table alone is to be judged."""
        return self.touched is None or any(address.table == table for address in self.touched)

    def rows(self, table: str) -> tuple[str, ...]:
        """The codes of the rows that the report has in the table, in official order."""
        return self.printed_rows.get(table, ())

    def edition(self, table: str) -> str:
        """The edition that the table follows; "" where it was not found."""
        return self.statement.extraction.editions.get(table, "")

    def tables(self, rule: Rule) -> tuple[str, ...]:
        """The rule's tables that were found, in an edition that the rule is about."""
        return tuple(
            table
            for table in rule.tables
            if table in self.found and (not rule.editions or self.edition(table) in rule.editions)
        )

    def threshold(self, rule: Rule, name: str) -> Decimal:
        """The rule's threshold as the reviewer set it."""
        return self.settings.threshold(rule, name)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a kind says of one instance; the rest of a finding follows from rule and subject.

    ``facts`` are figures that stand in no cell: a verdict on the finding expires when they change.
    ``earlier`` are cells of the report of the year before.
    """

    status: Status
    instance: str
    message: str
    addresses: tuple[Address, ...] = ()
    left: Decimal | None = None
    right: Decimal | None = None
    text: tuple[TextSpan, ...] = ()
    facts: tuple[str, ...] = ()
    earlier: tuple[Address, ...] = ()


def finding(rule: Rule, subject: Subject, answer: Answer) -> Finding:
    """The answer with severity, the blanks that counted as 0, and what its key depends on."""
    figures = subject.figures
    told = answer.addresses if subject.is_told(answer.status) else ()
    terms = [figures.get(address, UNKNOWN) for address in told]
    left, right = answer.left, answer.right
    return Finding(
        rule=rule.code,
        instance=answer.instance,
        severity=subject.settings.severity(rule),
        status=answer.status,
        addresses=answer.addresses,
        left=left,
        right=right,
        difference=None if left is None or right is None else left - right,
        message=answer.message,
        text=answer.text,
        earlier=answer.earlier,
        blanks=tuple(
            [
                address
                for address, term in zip(told, terms, strict=True)
                if term.is_blank and not term.is_unfilled
            ]
        ),
        figures=",".join([*[term.text for term in terms], *answer.facts]),
    )


def passed(rule: Rule, where: str) -> str:
    """The message where the rule was judged and nothing is wrong; ``where`` may be empty."""
    title = f"{where}：{rule.name}" if where else rule.name
    return say(f"{title}：相符。", f"{title}: it holds.")


def doubtful(rule: Rule, where: str, reason: str) -> str:
    """The message where the rule cannot tell, and why."""
    title = f"{where}：{rule.name}" if where else rule.name
    return say(f"{title}：无法判断，{reason}。", f"{title}: cannot be judged, {reason}.")


def sentence(rule: Rule, words: Mapping[str, str]) -> str:
    """The rule's message in the user's language with its placeholders filled."""
    return rule.message[language()].format_map(words)


Judge = Callable[["Rule", Subject], Iterable[Finding]]
Fault = tuple[str, str, str]
"""The key of a parameter, and what is wrong with it in Chinese and in English."""


def _no_words(_rule: Rule) -> Iterable[str]:
    return ()


def _no_faults(_rule: Rule) -> Iterable[Fault]:
    return ()


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of rule: its function, the parameters it takes, and the placeholders it fills.

    ``faults`` names what is wrong with the parameters of a rule beyond their shape. A rule is
    judged where all its tables were found, with ``any_table`` where one of them was, and with
    ``whatever_found`` in any case. A kind that compares years is judged where the reports are of
    consecutive years, with ``any_years_apart`` always.
    """

    judge: Judge
    parameters: Mapping[str, ParameterSpec] = field(default_factory=dict[str, "ParameterSpec"])
    words: Callable[[Rule], Iterable[str]] = _no_words
    faults: Callable[[Rule], Iterable[Fault]] = _no_faults
    any_table: bool = False
    whatever_found: bool = False
    by_cells: bool = False
    any_years_apart: bool = False
