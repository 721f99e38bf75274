"""The reports of a store as they stand now: folded, linked over the years, judged, and listed.

What it computes is never the truth but follows from readings and log; it can always be made anew.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.agencies import organ_of, region_of
from core.agency_links import (
    AgencyLink,
    AgencyPart,
    agency_key,
    keys_of,
    parts_of,
    wholes_of,
)
from core.cells import Extraction, Origin
from core.checks.engine import compares_agencies
from core.differences import differences_of
from core.findings import Finding, Status
from core.judgements import Judgements
from core.review import Depth, Review
from core.settings import fingerprint
from core.statement import Statement, fold
from core.store.codec import storable
from core.store.history import all_corrections, timeline
from core.store.log import last_change
from core.store.projection import Projection, Tally, doubtful
from core.store.sightings import values_seen
from core.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.corrections import Action, Correction
    from core.differences import Differences
    from core.disputes import Dispute
    from core.judgements import Stand
    from core.rules import CheckSettings
    from core.store.facts import Ledger

UNSURE: Final = frozenset({Origin.AMBIGUOUS, Origin.MISSING, Origin.INFERRED})
_GRAVEST_FIRST: Final = ("error", "warning", "info")
_KEPT_EXTRACTIONS: Final = 64


@dataclass(frozen=True, slots=True)
class _Counts:
    """What a line counts of findings."""

    errors: int
    warnings: int
    cannot_tell: int
    excused: int
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A report's gestures, their corrections in log order, and the reading with these folded in."""

    actions: tuple[Action, ...]
    corrections: tuple[Correction, ...]
    statement: Statement

    @property
    def extraction(self) -> Extraction:
        """The machine's newest reading."""
        return self.statement.extraction


class Shelf:
    """The present state of every report of one store."""

    def __init__(self, store: Store, settings: CheckSettings) -> None:
        self._store = store
        self._settings = settings
        self._judgements = Judgements(settings)
        self._compares: bool | None = None
        self._extractions: dict[int, Extraction] = {}
        self._states: dict[int, State] = {}
        self._guard = threading.RLock()

    @property
    def _compares_agencies(self) -> bool:
        """Told when it is first asked: a store is opened before the rules are read."""
        if self._compares is None:
            self._compares = compares_agencies(self._settings)
        return self._compares

    def extraction(self, report: int) -> Extraction:
        """The machine's newest reading of the report."""
        with self._store.reading(), self._guard:
            known = self._extractions.get(report)
            if known is None:
                known = self._store.extraction(report)
                if len(self._extractions) >= _KEPT_EXTRACTIONS:
                    self._extractions.pop(next(iter(self._extractions)))
                self._extractions[report] = known
            return known

    def forget(self, report: int) -> None:
        """Read the report's extraction anew the next time: another reading counts now."""
        with self._guard:
            self._extractions.pop(report, None)

    def forget_all(self) -> None:
        """Read everything anew: another window may have read reports anew or restored a copy."""
        with self._guard:
            self._extractions.clear()
            self._states.clear()
            self._judgements.forget_all()

    def judge_by(self, settings: CheckSettings) -> None:
        """Judge everything anew, under these settings and in the present language."""
        with self._guard:
            self._settings = settings
            self._judgements = Judgements(settings)
            self._compares = None

    def state(self, report: int) -> State:
        """The report as it stands now; the same one again as long as nothing was done to it."""
        with self._store.reading(), self._guard:
            extraction, actions = self.extraction(report), self._store.actions(report)
            known = self._states.pop(report, None)
            if known is None or known.actions is not actions or known.extraction is not extraction:
                corrections = all_corrections(actions)
                known = State(actions, corrections, fold(extraction, corrections))
            if len(self._states) >= _KEPT_EXTRACTIONS:
                self._states.pop(next(iter(self._states)))
            self._states[report] = known
            return known

    def statement(self, report: int) -> Statement:
        """The reading with the corrections folded over it."""
        return self.state(report).statement

    def review(self, report: int) -> Review:
        """Everything about a report: reading, corrections, current state, findings, verdicts."""
        with self._store.reading():
            state = self.state(report)
            extraction, statement = state.extraction, state.statement
            verdicts = self._store.verdicts(report)
            findings = self.findings(report, statement)
            earlier = self.neighbours(statement, later=False)
            later = self.neighbours(statement, later=True)
            before = self.statement(earlier[-1]) if earlier else None
            for other in later:  # an edit changes what is said of them, too, and has less time
                self.statement(other)
            seen = values_seen(self._store.entries("seen", report))
            ledger, differences = self._ledger(report), self.differences(report)
            history = timeline(self._store.steps(report))
        writable = not self._store.read_only
        return Review(
            report=report,
            name=extraction.name,
            agency=statement.agency,
            year=statement.year,
            extraction=extraction,
            statement=statement,
            corrections=state.corrections,
            findings=findings,
            verdicts=verdicts,
            can_undo=bool(history.done) and writable,
            can_redo=bool(history.undone) and writable,
            earlier=earlier[-1] if earlier else None,
            later=later[-1] if later else None,
            before=before,
            seen=frozenset(a for a, value in seen if statement.value(a) == value),
            disputes=differences.disputes(findings),
            answered={
                Address.parse(subject): register.heads()
                for (kind, subject), register in ledger.registers.items()
                if kind == "correction"
            },
            judged={
                subject: register.heads()
                for (kind, subject), register in ledger.registers.items()
                if kind == "verdict"
            },
        )

    def gathered(self, report: int, depth: Depth) -> Review:
        """The report as deep as an export asks; the rest is left empty.

        Inside ``Store.snapshot``, so that state and line are of one moment.
        """
        if depth is Depth.WHOLE:
            return self.review(report)
        state = self.state(report)
        statement = state.statement
        plain = Review(
            report=report,
            name=statement.extraction.name,
            agency=statement.agency,
            year=statement.year,
            extraction=statement.extraction,
            statement=statement,
            corrections=state.corrections,
            findings=(),
        )
        if depth is Depth.CELLS:
            return plain
        earlier = self.neighbours(statement, later=False)
        return replace(
            plain,
            findings=self._failing(report, statement),
            verdicts=self._store.verdicts(report),
            before=self.statement(earlier[-1]) if earlier else None,
        )

    def disputes(self, report: int, findings: Iterable[Finding]) -> tuple[Dispute, ...]:
        """What people, or a person and the newest reading, see differently in the report."""
        return self.differences(report).disputes(findings)

    def beside(self, store: Store) -> Shelf:
        """A shelf for the same work over another connection to the store, as for another thread."""
        return Shelf(store, self._settings)

    def differences(self, report: int) -> Differences:
        """What is seen differently in the report, be it settled by now or not."""

        def read(_known: Differences | None, _since: int) -> Differences:
            state = self.state(report)
            return differences_of(state.extraction, state.corrections, self._ledger(report))

        return self._store.remembered(report, "differences", read)

    def _ledger(self, report: int) -> Ledger:
        """The facts of the report's log; to be looked at only, as others look at the same ones."""
        return self._store.remembered(
            report, "ledger", lambda known, since: self._store.ledger(report, known, since)
        )

    def is_disputed(self, report: int, address: Address) -> bool:
        """Whether the cell waits for a decision."""
        return address in self.differences(report).cells

    def findings(
        self, report: int, statement: Statement, *, explains: bool = True
    ) -> tuple[Finding, ...]:
        """What the rules say of the report, beside the agency's earlier one, and beside its parts.

        Without ``explains`` no changes are sought that would mend what fails.
        """
        earlier, states, lacking = self._compared(statement)
        with self._guard:
            own = self._judgements.findings(report, statement, earlier, explains=explains)
            return own + self._judgements.of_agencies(report, states, lacking)

    def _compared(self, statement: Statement) -> tuple[Stand | None, list[Stand], tuple[str, ...]]:
        """With what the report is judged: last year's, its parts', and the parts that have none."""
        before = self.neighbours(statement, later=False)
        earlier = (before[-1], self.statement(before[-1])) if before else None
        parts, lacking = self.parts(statement) if self._compares_agencies else ((), ())
        return earlier, [(number, self.statement(number)) for number in parts], lacking

    def _failing(self, report: int, statement: Statement) -> tuple[Finding, ...]:
        """Those of ``findings`` that are no pass; of its line is taken which rules hold.

        Only where the line was written for this very state under these very rules: else all are
        judged.
        """
        basis = self.basis(report)
        rules = self._store.ask(lambda sqlite: doubtful(sqlite, report, basis))
        if rules is None:
            found = self.findings(report, statement)
        else:
            earlier, states, lacking = self._compared(statement)
            with self._guard:
                found = self._judgements.failing(report, statement, earlier, rules)
                found += self._judgements.of_agencies(report, states, lacking)
        return tuple(finding for finding in found if finding.status is not Status.PASS)

    def basis(self, report: int) -> int:
        """What decides about the rules on this report alone, as a signed number of 64 bits."""
        last = self._store.ask(lambda sqlite: last_change(sqlite, report))
        said = f"{fingerprint(self._settings)} {report} {last}".encode()
        return int.from_bytes(blake2b(said, digest_size=8).digest(), signed=True)

    def links(self) -> tuple[AgencyLink, ...]:
        """The links between names of agencies that people made, in log order."""
        return tuple(
            AgencyLink(str(e.content["one"]), str(e.content["other"]), bool(e.content["linked"]))
            for e in self._store.entries("link")
            if "relation" not in e.content
        )

    def declared_parts(self) -> tuple[AgencyPart, ...]:
        """Which agencies people declared to be parts of others, in log order."""
        return tuple(
            AgencyPart(str(e.content["one"]), str(e.content["other"]), bool(e.content["linked"]))
            for e in self._store.entries("link")
            if e.content.get("relation") == "part"
        )

    def parts(self, statement: Statement) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The reports of the agency's parts of the same year, and the parts that have none."""
        links, found, lacking = self.links(), list[int](), list[str]()
        for part in parts_of(statement.agency, self.declared_parts(), links):
            reports = self._of_year(keys_of(part, links), statement.year)
            if reports:
                found.append(reports[-1])
            else:
                lacking.append(part)
        return tuple(found), tuple(lacking)

    def wholes(self, statement: Statement) -> tuple[int, ...]:
        """The reports of the same year of the agencies that this one is part of."""
        links = self.links()
        wholes = wholes_of(statement.agency, self.declared_parts(), links)
        keys = [key for whole in wholes for key in keys_of(whole, links)]
        return self._of_year(keys, statement.year)

    def _of_year(self, keys: Sequence[str], year: int | None) -> tuple[int, ...]:
        return () if year is None else self._store.reports_of_agency(keys, year)

    def neighbours(self, statement: Statement, *, later: bool) -> tuple[int, ...]:
        """The agency's reports of the nearest year before or after, in the order of their import."""
        keys = keys_of(statement.agency, self.links())
        if statement.year is None or not keys:
            return ()
        return self._store.nearest_of_agency(keys, statement.year, later=later)

    def project(self, report: int, before: Statement | None = None) -> tuple[int, ...]:
        """Write the report's line anew, and those of the reports that are compared with it.

        These are the agency's of the next year, and those of the agencies that it is part of.

        ``before`` is its former state, if it had one: it may have belonged to another agency or
        year. Inside a transaction only. The answer are the numbers of the others.
        """
        statement = self.statement(report)
        findings = self.findings(report, statement, explains=False)
        self._store.project(self._line(report, statement, findings))
        states = [statement] if before is None else [before, statement]
        years = {other for state in states for other in self.neighbours(state, later=True)}
        wholes = set[int]()
        if self._compares_agencies:
            wholes = {whole for state in states for whole in self.wholes(state)}
        for other in (years | wholes) - {report}:
            line = self._store.projection(other)
            moved = None if other in wholes else self._moved(line, report, states)
            if moved is None or moved != line:
                self._store.project(moved or self.line(other))
        return tuple(sorted((years | wholes) - {report}))

    def _moved(
        self, line: Projection | None, earlier: int, states: Sequence[Statement]
    ) -> Projection | None:
        """The line of a report whose earlier one went from one state to another.

        Only what the rules say of both years can differ. None where all is to be judged anew.
        """
        if line is None or len(states) < 2:
            return None
        report, statement = line.report, self.statement(line.report)
        if self.neighbours(statement, later=False)[-1:] != (earlier,):
            return None
        with self._guard:
            two = (states[0], states[1])
            found = self._judgements.beside_both(report, statement, earlier, two)
        if found is None:
            return None
        then, now = (self._counts(report, findings) for findings in found)
        of_years = {finding.rule for findings in found for finding in findings}
        kept = [tally for tally in line.tallies if tally.rule not in of_years]
        return replace(
            line,
            errors=line.errors - then.errors + now.errors,
            warnings=line.warnings - then.warnings + now.warnings,
            cannot_tell=line.cannot_tell - then.cannot_tell + now.cannot_tell,
            excused=line.excused - then.excused + now.excused,
            tallies=tuple(sorted((*kept, *now.tallies), key=lambda tally: tally.rule)),
        )

    def line(self, report: int) -> Projection:
        """The line of a report, computed from reading, log and the year before."""
        return self.judged(report)[0]

    def judged(self, report: int) -> tuple[Projection, tuple[Finding, ...]]:
        """The line of a report, and the findings that it sums up, unexplained."""
        statement = self.statement(report)
        findings = self.findings(report, statement, explains=False)
        return self._line(report, statement, findings), findings

    def rebuild(self, reports: Iterable[int]) -> None:
        """Compute lines of the library anew, one transaction each."""
        for report in reports:
            with self._store.writing():
                self._store.project(self.line(report))

    def _counts(self, report: int, findings: Sequence[Finding]) -> _Counts:
        excuses = {v.finding_key for v in self._store.verdicts(report) if v.excuses}
        problems = [f for f in findings if f.status is not Status.PASS]
        # A key is a hash: none is made where there is no verdict to look up.
        excused = [f for f in problems if f.key in excuses] if excuses else []
        open_ = [f for f in problems if f not in excused] if excused else problems
        failed = [f for f in open_ if f.status is Status.FAIL]
        return _Counts(
            errors=sum(f.severity == "error" for f in failed),
            warnings=sum(f.severity == "warning" for f in failed),
            cannot_tell=len(open_) - len(failed),
            excused=len(excused),
            tallies=_tallies(open_, excused),
        )

    def _line(self, report: int, statement: Statement, findings: Sequence[Finding]) -> Projection:
        extraction, standing = statement.extraction, self._store.standing(report)
        counts = self._counts(report, findings)
        return Projection(
            report=report,
            name=storable(extraction.name),
            agency=storable(statement.agency),
            agency_key=storable(agency_key(statement.agency)),
            year=statement.year,
            edition=storable(extraction.template),
            format=storable(extraction.format),
            published=statement.published,
            errors=counts.errors,
            warnings=counts.warnings,
            cannot_tell=counts.cannot_tell,
            excused=counts.excused,
            unsure=sum(origin in UNSURE for origin in statement.origins.values())
            + len(self.disputes(report, findings)),
            corrected=len(statement.corrected),
            imported_at=self._store.imported_at(report),
            status=standing.status.value,
            reviewer=standing.reviewer,
            changed=len(standing.changed),
            region=storable(region_of(statement.agency)),
            level=organ_of(statement.agency).level or "",
            cells=tuple(
                (a, storable(v) if isinstance(v, str) else v) for a, v in statement.values.items()
            ),
            tallies=counts.tallies,
            basis=self.basis(report),
        )


def _tallies(open_: Sequence[Finding], excused: Sequence[Finding]) -> tuple[Tally, ...]:
    """How each rule that does not simply hold fares, by its code.

    One rule may warn of some places and fail in others; its graver word counts.
    """
    found: dict[str, tuple[list[Finding], list[Finding]]] = {}
    for place, findings in enumerate((open_, excused)):
        for finding in findings:
            found.setdefault(finding.rule, ([], []))[place].append(finding)
    return tuple(
        Tally(
            rule=rule,
            severity=min((f.severity for f in (*left, *settled)), key=_GRAVEST_FIRST.index),
            failed=sum(f.status is Status.FAIL for f in left),
            cannot_tell=sum(f.status is Status.CANNOT_TELL for f in left),
            excused=len(settled),
        )
        for rule, (left, settled) in sorted(found.items())
    )
