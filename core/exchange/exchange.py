"""Human work taken out of one store as a package and merged into another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.differences import differing, value_of
from core.exchange.apart import package_apart, workbook_apart
from core.exchange.entering import enter
from core.exchange.groups import Gathered, Sorted
from core.exchange.package import Listed, Package, write_package
from core.exchange.workbook import as_package
from core.progress import Silent, Watch
from core.source_files import name_of
from core.spoken import signature
from core.store import parcels, readings
from core.store.log import merged_reports, touched_reports
from core.store.parcels import Parcel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from core.progress import Progress
    from core.review import Review
    from core.shelf import Shelf
    from core.store.facts import Fact
    from core.store.store import Store

WORKBOOK: Final = ".xlsx"
_UNWATCHED: Final = Silent()


@dataclass(frozen=True, slots=True)
class Coming:
    """What a package brings to one report, and how much of it is ``known`` here.

    ``report`` is None where the store does not have it: the facts are then kept until it is
    imported, and those that are known are kept already. ``disputes`` are what people will differ on
    when it is merged, ``open_before`` how many of them there were already; ``is_final``: the report
    is signed off, and figures of it will change. ``later`` are the facts to keep for those of the
    report's sources, ``awaited``, that no report here was read from.
    """

    listed: Listed
    report: int | None
    facts: tuple[Fact, ...] = ()
    known: int = 0
    disputes: int = 0
    open_before: int = 0
    is_final: bool = False
    later: tuple[Fact, ...] = ()
    awaited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of a package here; made before anything is written.

    ``agreed`` are changes of a workbook that stand in the store already, ``unread`` places where
    something was changed that is not read.
    """

    package: Package
    coming: tuple[Coming, ...]
    links: tuple[Fact, ...] = ()
    known_links: int = 0
    agreed: int = 0
    unread: tuple[str, ...] = ()

    @property
    def applied(self) -> int:
        """How many facts are new here."""
        return len(self.links) + sum(
            len(one.facts) for one in self.coming if one.report is not None
        )

    @property
    def already_there(self) -> int:
        """How many facts the store knows, kept ones among them."""
        return self.agreed + self.known_links + sum(one.known for one in self.coming)

    @property
    def unknown(self) -> tuple[Listed, ...]:
        """The reports that this store does not have."""
        return tuple(one.listed for one in self.coming if one.report is None)

    @property
    def brought(self) -> tuple[Listed, ...]:
        """Those of them of which a source comes along."""
        originals = frozenset(self.package.originals)
        return tuple(one for one in self.unknown if not originals.isdisjoint(one.sources))

    @property
    def missing(self) -> tuple[Coming, ...]:
        """What comes for reports that are not here, nor brought: it is kept until they are."""
        brought = frozenset(self.brought)
        return tuple(c for c in self.coming if c.report is None and c.listed not in brought)

    @property
    def kept(self) -> int:
        """How many facts are new here, and kept for reports that are not."""
        return sum(len(one.facts) for one in self.missing)

    @property
    def disputes(self) -> int:
        """How many cells and findings people differ on more than before."""
        return sum(max(0, one.disputes - one.open_before) for one in self.coming)


class Exchange:
    """The exchange of one store with others."""

    def __init__(self, store: Store, shelf: Shelf, author: str, clock: Callable[[], str]) -> None:
        self._store = store
        self._shelf = shelf
        self.author = author
        self._clock = clock

    def disputed(self, store: Store, progress: Progress = _UNWATCHED) -> tuple[Review, ...]:
        """The reports in which something waits for a decision, in the order of their import.

        ``store`` is another connection to the same store: looking through many reports takes a
        while, and any thread may. Raises Stopped.
        """
        shelf = self._shelf.beside(store)
        found: list[Review] = []
        merged = store.ask(merged_reports)
        watch = Watch(progress, len(merged))
        for done, report in enumerate(merged):
            watch.step(done, "")
            differences = shelf.differences(report)
            if differences.cells or differences.rulings:
                found.append(shelf.review(report))
        return tuple(review for review in found if review.disputes)

    def export(
        self,
        path: Path,
        reports: Sequence[int] | None = None,
        *,
        since: str = "",
        with_sources: bool = False,
        progress: Progress = _UNWATCHED,
    ) -> Package:
        """Write the work on the reports, by default on all, to a package; the answer is what it has.

        ``since`` (ISO 8601 UTC) leaves out reports that nobody worked on from then on: of the others
        everything goes, because a fact says little without those that it answers. Links of agencies
        always go; with all reports goes also what is kept for reports that are not here. Raises
        ExportError and StoreError, and Stopped where ``progress`` says so: then no file is left.
        """
        from core.export.about import program_version  # the window starts without the exports

        with self._store.reading():
            whole_store = with_sources and not since
            touched = (
                self._store.numbers()
                if whole_store
                else self._store.ask(lambda sqlite: touched_reports(sqlite, since))
            )
            wanted = None if reports is None else frozenset(reports)
            numbers = [n for n in touched if wanted is None or n in wanted]
            watch = Watch(progress, len(numbers))
            whole = Gathered(list(self._store.ledger(None).facts.values()))
            originals = self._gather(whole, numbers, watch, with_sources=with_sources)
            if reports is None:
                for parcel in self._store.ask(parcels.unfinished):
                    if parcel.kept_at >= since:
                        whole.add(_listed_as(parcel), parcel.facts)
            package = Package(
                self.author,
                self._clock(),
                program_version(),
                whole.listed,
                whole.facts,
                tuple(originals),
            )

            def source(sha256: str) -> bytes:
                watch.check()
                return self._store.source(originals[sha256])

            write_package(path, package, source)
        return package

    def _gather(
        self, whole: Gathered, numbers: Sequence[int], watch: Watch, *, with_sources: bool
    ) -> dict[str, int]:
        """Add the work on the reports; the answer are the hashes of the sources that are to come
        along, each with its report.
        """
        originals: dict[str, int] = {}
        for done, line in enumerate(self._store.projections(numbers), 1):
            facts = tuple(self._store.ledger(line.report).facts.values())
            own = self._store.sources_of(line.report)
            watch.step(done, line.name)
            listed = Listed(own, line.name, line.agency, line.year)
            whole.add(listed, facts)
            if with_sources:
                whole.name(listed)
                originals |= dict.fromkeys(own[-1:], line.report)
        return originals

    def look(self, path: Path, author: str = "", progress: Progress = _UNWATCHED) -> Outlook:
        """What would become of a package, or of a corrected workbook (.xlsx), here.

        ``author`` is whose corrections the workbook holds; by default one's own. Raises Known that
        names the file and the place, and Stopped where ``progress`` says so; nothing is written.
        """
        if path.suffix.lower() != WORKBOOK:
            return self.outlook(package_apart(path, progress), progress)
        book = workbook_apart(path, progress)
        signed = signature(author) or self.author
        package = as_package(book, name_of(path), author=signed, now=self._clock())
        return replace(self._without_agreed(package, progress), unread=book.unread)

    def _without_agreed(self, package: Package, progress: Progress) -> Outlook:
        """The outlook without what stands in the store already."""
        watch = Watch(progress, len(package.facts))
        facts: list[Fact] = []
        for done, fact in enumerate(package.facts):
            watch.step(done, "")
            if not self._stands(fact):
                facts.append(fact)
        agreed = len(package.facts) - len(facts)
        outlook = self.outlook(replace(package, facts=tuple(facts)), progress)
        return replace(outlook, agreed=agreed)

    def _stands(self, fact: Fact) -> bool:
        """Whether the cell holds that value, or that is said of the finding."""
        report = self._store.report_of(fact.source)
        if report is None:
            return False
        if fact.kind == "verdict":
            said = {v.finding_key: (v.ruling, v.reason) for v in self._store.verdicts(report)}
            return said.get(fact.subject) == (fact.content["ruling"], fact.reason)
        return self._shelf.statement(report).value(Address.parse(fact.subject)) == value_of(fact)

    def outlook(self, package: Package, progress: Progress = _UNWATCHED) -> Outlook:
        """What would become of a package that was read; nothing is written. Raises Stopped."""
        watch = Watch(progress, len(package.reports))
        sorted_ = Sorted(package)
        own = self._store.ledger(None)
        links = tuple(fact for fact in sorted_.links if fact.id not in own.facts)
        coming: dict[int | None, list[Coming]] = {}
        for done, listed in enumerate(package.reports, 1):
            watch.step(done, listed.name)
            for one in self._coming_of(listed, sorted_.of(listed)):
                coming.setdefault(one.report, []).append(one)
        every = tuple(one for group in coming.values() for one in group)
        return Outlook(package, every, links, len(sorted_.links) - len(links))

    def merge(self, outlook: Outlook, progress: Progress = _UNWATCHED) -> tuple[int, ...]:
        """Take the package in, in one transaction; the answer are the reports that it touched.

        What is for reports that are not here is kept. What was merged meanwhile is left out:
        merging again changes nothing. Raises StoreError, and Stopped where ``progress`` says so:
        then the store is as it was.
        """
        names = {one.report: one.listed.name for one in outlook.coming}
        watch, done = Watch(progress, sum(bool(one.facts) for one in outlook.coming)), count(1)
        with self._store.writing():
            anew = self.outlook(outlook.package)
            watch.check()
            for one in anew.coming:
                if one.later:
                    self._keep(one, anew.package.author)
            return enter(
                self._store,
                self._shelf,
                anew.links,
                _by_report(anew.coming),
                lambda report: watch.step(next(done), names.get(report, "")),
            )

    def parcels(self) -> tuple[Parcel, ...]:
        """What is kept for reports of which no source is here, the oldest first."""
        return self._store.ask(parcels.kept)

    def hand_over(self, report: int, sha256: str) -> tuple[int, ...]:
        """Enter what was kept for a report that was read from this source only now.

        Inside ``writing()`` only. The answer are the reports judged anew.
        """
        waiting = self._store.ask(lambda sqlite: parcels.unfinished(sqlite, sha256))
        if not waiting:
            return ()
        known, sources = self._store.ledger(report).facts, self._store.sources_of(report)
        new = {f.id: f for parcel in waiting for f in parcel.facts if f.id not in known}
        author, at = self.author, self._clock()
        for number in [parcel.number for parcel in waiting]:
            self._store.enter(
                lambda sqlite, number=number: parcels.hand_over(
                    sqlite, number, report, sources, author=author, at=at
                )
            )
        return enter(self._store, self._shelf, (), {report: tuple(new.values())} if new else {})

    def discard(self, numbers: Iterable[int]) -> int:
        """Hand over parcels with these numbers to nobody, ever; how many there were.

        The log keeps them, and who discarded them. The same package brings them again.
        """
        wanted = frozenset(numbers)
        author, at = self.author, self._clock()
        with self._store.writing():
            gone = [parcel.number for parcel in self.parcels() if parcel.number in wanted]
            for number in gone:
                self._store.enter(
                    lambda sqlite, number=number: parcels.discard(
                        sqlite, number, author=author, at=at
                    )
                )
        return len(gone)

    def _keep(self, one: Coming, sender: str) -> None:
        listed = one.listed
        parcel = Parcel(
            listed.sources, listed.name, listed.agency, listed.year, sender, one.later, one.awaited
        )
        author, at = self.author, self._clock()
        self._store.enter(lambda sqlite: parcels.keep(sqlite, parcel, author=author, at=at))

    def _kept_for(self, sources: Iterable[str]) -> frozenset[str]:
        """The facts that are kept for each of the sources, whichever of them is imported."""
        waiting = [
            self._store.ask(lambda sqlite, sha256=sha256: parcels.unfinished(sqlite, sha256))
            for sha256 in sources
        ]
        each = (frozenset(f.id for p in some for f in p.facts) for some in waiting)
        return frozenset[str].intersection(*each)

    def _coming_of(self, listed: Listed, facts: Sequence[Fact]) -> Iterator[Coming]:
        """What comes for each report here that was read from one of the sources.

        Where several were, each gets the work: which of them was imported first is nothing that the
        result may depend on. For sources that are still to come it is kept.
        """
        reports = {
            sha256: self._store.ask(lambda sqlite, name=sha256: readings.reports_of(sqlite, name))
            for sha256 in listed.sources
        }
        targets = dict.fromkeys(report for some in reports.values() for report in some)
        awaited = tuple(sha256 for sha256, some in reports.items() if not some)
        kept = self._kept_for(awaited) if awaited and facts else frozenset[str]()
        later = tuple(fact for fact in facts if fact.id not in kept) if awaited else ()
        if not targets:
            yield Coming(listed, None, later, len(facts) - len(later), later=later, awaited=awaited)
        for place, report in enumerate(targets):
            one = self._coming(listed, report, facts)
            yield one if place else replace(one, later=later, awaited=awaited)

    def _coming(self, listed: Listed, report: int, facts: Sequence[Fact]) -> Coming:
        ledger = self._store.ledger(report)
        new = tuple(fact for fact in facts if fact.id not in ledger.facts)
        before = differing(ledger)
        for fact in new:
            ledger.add(fact)
        return Coming(
            listed,
            report,
            new,
            len(facts) - len(new),
            differing(ledger),
            before,
            any(fact.kind == "correction" for fact in new)
            and self._store.standing(report).is_final,
        )


def _listed_as(parcel: Parcel) -> Listed:
    return Listed(parcel.sources, parcel.name, parcel.agency, parcel.year)


def _by_report(coming: Iterable[Coming]) -> dict[int, tuple[Fact, ...]]:
    facts: dict[int, dict[str, Fact]] = {}
    for one in coming:
        if one.report is not None and one.facts:
            facts.setdefault(one.report, {}).update({fact.id: fact for fact in one.facts})
    return {report: tuple(some.values()) for report, some in facts.items()}
