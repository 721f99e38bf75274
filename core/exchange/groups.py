"""Which work of a package is for which report: by the sources that a desk knows as one report.

A report goes by the first source that it was read from, its further ones come behind. A desk may have
got work on one source into a report that it read from another; it then passes that work on with all
of these sources, and its own work with its own alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.exchange.package import Listed, Package
    from core.store.facts import Fact


class Gathered:
    """The facts that go into a package, each once, and the reports that they are about."""

    def __init__(self, links: Iterable[Fact]) -> None:
        self._facts = {fact.id: fact for fact in links}
        self._listed: dict[str, Listed] = {}

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The reports, in the order in which they were named first."""
        return tuple(self._listed.values())

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, links first."""
        return tuple(self._facts.values())

    def add(self, report: Listed, facts: Iterable[Fact]) -> None:
        """Take in what is known of one report; it need not be about the report's first source."""
        for fact in facts:
            self._facts[fact.id] = fact
            if fact.source == report.sources[0]:
                self.name(report)
            else:
                self.name(replace(report, sources=(fact.source, *report.sources)))

    def name(self, report: Listed) -> None:
        """List a report, or further sources of one that is listed."""
        first = report.sources[0]
        known = self._listed.setdefault(first, report)
        if known is not report:
            sources = tuple(dict.fromkeys((*known.sources, *report.sources)))
            self._listed[first] = replace(known, sources=sources)


class Sorted:
    """The facts of a package that was read; ``links`` are those about agencies."""

    def __init__(self, package: Package) -> None:
        self._by_source: dict[str, list[Fact]] = {}
        for fact in package.facts:
            self._by_source.setdefault(fact.source, []).append(fact)
        self.links = self._by_source.pop("", [])
        self._firsts = frozenset(report.sources[0] for report in package.reports)

    def of(self, report: Listed) -> Sequence[Fact]:
        """The work for a report that is listed.

        Earlier versions listed all sources of a report at once: what is about none that comes first
        anywhere is for each report that has its source.
        """
        first, *further = dict.fromkeys(report.sources)
        wanted = (first, *(sha256 for sha256 in further if sha256 not in self._firsts))
        return [fact for sha256 in wanted for fact in self._by_source.get(sha256, ())]
