"""Finds the disputes of one report: people against people, and people against a newer reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from core.address import Address
from core.disputes import Dispute, Side
from core.findings import Status
from core.merging import merge
from core.store.codec import value_from_scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.cells import Extraction
    from core.corrections import Correction, Ruling
    from core.findings import Finding
    from core.store.facts import Fact, Ledger
    from core.values import Value


@dataclass(frozen=True, slots=True)
class Differences:
    """Where answers differ in one report: ``cells`` in the order of the log, and the verdicts by the
    key of their finding, whether it still holds or not.
    """

    cells: Mapping[Address, Dispute]
    rulings: Mapping[str, tuple[Side, ...]]

    def disputes(self, findings: Iterable[Finding]) -> tuple[Dispute, ...]:
        """What is to be decided: the cells, then the verdicts on what does not hold."""
        verdicts: list[Dispute] = []
        if self.rulings:
            keys = [f.key for f in findings if f.status is not Status.PASS]
            known = self.rulings
            verdicts = [Dispute("verdict", known[k], finding_key=k) for k in keys if k in known]
        return (*self.cells.values(), *verdicts)


def differences_of(
    extraction: Extraction, corrections: Sequence[Correction], ledger: Ledger
) -> Differences:
    """Where people differ, or a person and the newest reading.

    What a newer reading says of a cell that people differ on is one more side of it.
    """
    readings = {c.address: c for c in merge(extraction, corrections).conflicts}
    found: dict[Address, Dispute] = {}
    rulings: dict[str, tuple[Side, ...]] = {}
    for (kind, subject), register in ledger.registers.items():
        opinions = register.opinions()
        if len(opinions) < 2:
            continue
        if kind == "correction" and len(sides := _answers(map(_value, opinions))) > 1:
            address = Address.parse(subject)
            found[address] = Dispute("people", sides, address)
        elif kind == "verdict" and len(sides := _answers(map(_ruling, opinions))) > 1:
            rulings[subject] = sides
    for address, conflict in readings.items():
        machine = Side(conflict.now, "", "", is_machine=True)
        last = conflict.correction
        own = Side(last.new, last.author, last.made_at, last.reason)
        known = found.get(address)
        sides = (own,) if known is None else known.sides
        if all(side.value != machine.value for side in sides):
            sides = (*sides, machine)
        found[address] = Dispute("reading" if known is None else "people", sides, address)
    return Differences(found, rulings)


def differing(ledger: Ledger) -> int:
    """How many cells and findings people give more than one answer."""
    answers = {"correction": _value, "verdict": _ruling}
    return sum(
        len(_answers(map(answers[kind], register.opinions()))) > 1
        for (kind, _), register in ledger.registers.items()
        if kind in answers
    )


def value_of(fact: Fact) -> Value:
    """The value that a correction gives its cell."""
    return value_from_scalar(str(fact.content["new"]))


def _value(fact: Fact) -> Side:
    return Side(value_of(fact), fact.author, fact.made_at, fact.reason)


def _ruling(fact: Fact) -> Side:
    said = str(fact.content["ruling"])
    ruling = None if said == "withdrawn" else cast("Ruling", said)
    return Side(None, fact.author, fact.made_at, fact.reason, ruling=ruling)


def _answers(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Each answer once, the one on top first; of equal ones the latest."""
    answers: dict[tuple[Value, Ruling | None], Side] = {}
    for side in sides:
        answers.pop((side.value, side.ruling), None)
        answers[side.value, side.ruling] = side
    return tuple(reversed(answers.values()))
