"""Which names stand for one agency, and which agencies are parts of another.

Names are one where they are equal in normal form, or linked by hand after a renaming.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.agencies import normalised_agency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class AgencyLink:
    """A person's word that two names stand for one agency; ``linked`` False takes it back."""

    one: str
    other: str
    linked: bool = True


@dataclass(frozen=True, slots=True)
class AgencyPart:
    """A person's word that an agency is part of another, whose report covers it, or that it is not."""

    whole: str
    part: str
    is_part: bool = True


def agency_key(name: str) -> str:
    """What the reports of an agency have in common; "" for a report without an agency."""
    return normalised_agency(name)


def keys_of(name: str, links: Iterable[AgencyLink]) -> tuple[str, ...]:
    """The keys under which reports of the agency stand, its own first; () without a name.

    ``links`` in the order in which they were made; the last word on a pair counts.
    """
    key = agency_key(name)
    if not key:
        return ()
    pairs = [frozenset((agency_key(k.one), agency_key(k.other))) for k in standing_links(links)]
    found = {key: None}
    queue = [key]
    while queue:
        present = queue.pop()
        for pair in pairs:
            others = pair - found.keys() if present in pair else ()
            found |= dict.fromkeys(others)
            queue += others
    return tuple(found)


def names_of(name: str, links: Sequence[AgencyLink]) -> tuple[str, ...]:
    """The other names of the agency, as people wrote them."""
    written = {agency_key(n): n for link in links for n in (link.one, link.other)}
    return tuple(written[key] for key in keys_of(name, links)[1:])


def standing_links(links: Iterable[AgencyLink]) -> list[AgencyLink]:
    """The pairs of names that stand for one agency by the last word on each."""
    last = {frozenset((agency_key(link.one), agency_key(link.other))): link for link in links}
    return [link for link in last.values() if link.linked]


def parts_of(
    name: str, declared: Iterable[AgencyPart], links: Iterable[AgencyLink]
) -> tuple[str, ...]:
    """The names of the parts of the agency; the last word on a pair counts."""
    keys = keys_of(name, links)
    return tuple(pair.part for pair in standing(declared) if agency_key(pair.whole) in keys)


def wholes_of(
    name: str, declared: Iterable[AgencyPart], links: Iterable[AgencyLink]
) -> tuple[str, ...]:
    """The names of the agencies that the agency is part of."""
    keys = keys_of(name, links)
    return tuple(pair.whole for pair in standing(declared) if agency_key(pair.part) in keys)


def standing(declared: Iterable[AgencyPart]) -> list[AgencyPart]:
    """The pairs that are parts by the last word on each."""
    last = {(agency_key(pair.whole), agency_key(pair.part)): pair for pair in declared}
    return [pair for pair in last.values() if pair.is_part]
