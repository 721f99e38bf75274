"""Facts from elsewhere entered into the log, and the present state brought in line with all facts.

A fact is entered under its own author and time, so that the log says who did it, and under its own
id, unless another report has it: a fact belongs to each report that was read from a source of its
own. What stands on top by then may be another fact; an entry that only repeats that one puts it
there again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from core.address import Address
from core.agency_links import keys_of
from core.cells import Origin
from core.corrections import Action, Correction
from core.differences import value_of
from core.merging import reading_of
from core.store.codec import value_from_scalar
from core.store.facts import FACT, TOP, fact_to_plain, link_subject
from core.store.log import Entry, VerdictRow, has_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from core.cells import Extraction
    from core.corrections import Ruling, Verdict
    from core.shelf import Shelf
    from core.statement import Statement
    from core.store.facts import Fact, Ledger
    from core.store.log import EntryKind
    from core.store.store import Store
    from core.values import Value

_STANDINGS: Final = ("status", "assignment")


def enter(
    store: Store,
    shelf: Shelf,
    links: Sequence[Fact],
    facts: Mapping[int, Sequence[Fact]],
    tell: Callable[[int], None] = lambda report: None,
) -> tuple[int, ...]:
    """Enter new facts; inside ``writing()`` only. The answer are the reports judged anew.

    ``tell`` hears of each report that is done, and may raise to give all of it up.
    """
    linked: tuple[int, ...] = ()
    if links:
        linked = _reports_of(store, shelf, links)
        _enter_links(store, links)
        linked = (*linked, *_reports_of(store, shelf, links))
    touched: dict[int, None] = dict.fromkeys(linked)
    for report, new in facts.items():
        before = shelf.statement(report)
        _enter_report(store, shelf, report, _in_order(new))
        touched |= dict.fromkeys((report, *shelf.project(report, before)))
        tell(report)
    for report in dict.fromkeys(linked):
        if report not in facts:
            touched |= dict.fromkeys(shelf.project(report))
    return tuple(sorted(touched))


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.made_at, fact.id))


def _reports_of(store: Store, shelf: Shelf, links: Sequence[Fact]) -> tuple[int, ...]:
    """The reports of the agencies that links are about, and of those that cover them."""
    names = {str(fact.content[side]) for fact in links for side in ("one", "other")}
    known = shelf.links()
    keys = {key for name in names for key in keys_of(name, known)}
    reports = store.reports_of_agency(keys)
    states = (shelf.statement(report) for report in reports)
    return (*reports, *(whole for state in states for whole in shelf.wholes(state)))


def _enter_links(store: Store, links: Sequence[Fact]) -> None:
    for fact in _in_order(links):
        store.append_entry(_entry(fact, None, fact.id, {FACT: fact_to_plain(fact)}))
    ledger = store.ledger(None)
    last = {link_subject(e.content): bool(e.content["linked"]) for e in store.entries("link")}
    for subject in dict.fromkeys(fact.subject for fact in links):
        top = ledger.registers["link", subject].opinions()[-1]
        if last[subject] != top.content["linked"]:
            store.append_entry(_entry(top, None, str(uuid.uuid4()), {TOP: top.id}))


def _entry(fact: Fact, report: int | None, name: str, mark: Mapping[str, Any]) -> Entry:
    kind = cast("EntryKind", fact.kind)
    content = {**fact.content, **mark}
    return Entry(name, kind, report, fact.made_at, fact.author, fact.reason, content)


def _enter_report(store: Store, shelf: Shelf, report: int, facts: Sequence[Fact]) -> None:
    gesture = _Gesture(report, shelf.extraction(report), shelf.statement(report))
    for fact in facts:
        mark = {FACT: fact_to_plain(fact)}
        is_elsewhere = store.ask(lambda sqlite, name=fact.id: has_entry(sqlite, name))
        name = str(uuid.uuid4()) if is_elsewhere else fact.id
        if fact.kind == "correction":
            gesture.add(fact, name, mark)
        elif fact.kind == "verdict":
            store.append_verdict(_verdict(fact, report, name), mark)
        else:
            store.append_entry(_entry(fact, report, name, mark))
    ledger = store.ledger(report)
    for fact in facts:
        ledger.add(fact)
    gesture.settle(ledger)
    if gesture.corrections:
        store.append(Action(str(uuid.uuid4()), tuple(gesture.corrections)), gesture.marks)
    _settle_verdicts(store, report, ledger, facts)
    _settle_standing(store, report, ledger, facts)


@dataclass(slots=True)
class _Gesture:
    """The corrections that one merging brings to a report; ``present`` follows them."""

    report: int
    extraction: Extraction
    statement: Statement
    corrections: list[Correction] = field(default_factory=list[Correction])
    marks: dict[str, Mapping[str, Any]] = field(default_factory=dict[str, "Mapping[str, Any]"])
    present: dict[Address, tuple[Value, bool]] = field(
        default_factory=dict[Address, "tuple[Value, bool]"]
    )

    def standing(self, address: Address) -> tuple[Value, bool]:
        """The value of the cell by now, and whether it is the machine's."""
        is_machine = self.statement.origins.get(address) is not Origin.CORRECTED
        return self.present.get(address, (self.statement.value(address), is_machine))

    def add(self, fact: Fact, name: str, mark: Mapping[str, Any]) -> None:
        """One more correction, under that id."""
        address = Address.parse(fact.subject)
        new, to_machine = self._effect(fact)
        self.corrections.append(
            Correction(
                id=name,
                sequence=0,
                report=self.report,
                address=address,
                old=self.standing(address)[0],
                new=new,
                machine=value_from_scalar(str(fact.content["machine"])),
                reason=fact.reason,
                author=fact.author,
                made_at=fact.made_at,
                gesture="imported",
                to_machine=to_machine,
            )
        )
        self.marks[name] = mark
        self.present[address] = new, to_machine

    def settle(self, ledger: Ledger) -> None:
        """Put what all facts together say on top of each cell that was touched."""
        for address in tuple(self.present):
            register = ledger.registers["correction", str(address)]
            opinions = register.opinions()
            if not opinions:
                self._give_back(ledger, address)
            elif self._effect(opinions[-1]) != self.standing(address):
                self.add(opinions[-1], str(uuid.uuid4()), {TOP: opinions[-1].id})

    def _give_back(self, ledger: Ledger, address: Address) -> None:
        """All that was said of the cell was taken back: the machine's reading counts."""
        reading = reading_of(self.extraction, address)
        if self.standing(address) == (reading, True):
            return
        head = max(ledger.heads("correction", str(address)))
        self.add(ledger.facts[head], str(uuid.uuid4()), {TOP: head})

    def _effect(self, fact: Fact) -> tuple[Value, bool]:
        """The value that the fact gives, and whether that is to be the machine's reading.

        Who gave a cell back meant the reading that he saw; where the machine reads something else
        here, his value stands as a person's word. Who merely took a correction of his back meant none.
        """
        value = value_of(fact)
        reading = reading_of(self.extraction, Address.parse(fact.subject))
        if not fact.content["to_machine"]:
            return value, False
        if fact.content["gesture"] == "undo":
            return reading, True
        return (reading, True) if value == reading else (value, False)


def _verdict(fact: Fact, report: int, name: str) -> VerdictRow:
    said = str(fact.content["ruling"])
    ruling = None if said == "withdrawn" else cast("Ruling", said)
    return VerdictRow(name, report, fact.subject, ruling, fact.reason, fact.author, fact.made_at)


def _settle_verdicts(store: Store, report: int, ledger: Ledger, facts: Sequence[Fact]) -> None:
    present = {verdict.finding_key: verdict for verdict in store.verdicts(report)}
    for subject in dict.fromkeys(fact.subject for fact in facts if fact.kind == "verdict"):
        top = ledger.registers["verdict", subject].opinions()[-1]
        if _said(present.get(subject)) != _said_by(top):
            row = _verdict(top, report, str(uuid.uuid4()))
            store.append_verdict(row, {TOP: top.id})


def _said(verdict: Verdict | None) -> tuple[str, ...]:
    if verdict is None:
        return ("withdrawn",)
    return verdict.ruling, verdict.reason, verdict.author, verdict.made_at


def _said_by(fact: Fact) -> tuple[str, ...]:
    ruling = str(fact.content["ruling"])
    if ruling == "withdrawn":
        return (ruling,)
    return ruling, fact.reason, fact.author, fact.made_at


def _settle_standing(store: Store, report: int, ledger: Ledger, facts: Sequence[Fact]) -> None:
    for kind in dict.fromkeys(fact.kind for fact in facts if fact.kind in _STANDINGS):
        top = ledger.registers[kind, ""].opinions()[-1]
        last = store.entries(cast("EntryKind", kind), report)[-1]
        if last.content[_NAMES[kind]] != top.content[_NAMES[kind]]:
            store.append_entry(_entry(top, report, str(uuid.uuid4()), {TOP: top.id}))


_NAMES: Final[Mapping[str, str]] = {"status": "status", "assignment": "reviewer"}
