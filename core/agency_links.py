"""Which names stand for one agency: equal in normal form, or linked by hand after a renaming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.agencies import normalised_agency

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class AgencyLink:
    """A person's word that two names stand for one agency; ``linked`` False takes it back."""

    one: str
    other: str
    linked: bool = True


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
    pairs: dict[frozenset[str], bool] = {}
    for link in links:
        pairs[frozenset((agency_key(link.one), agency_key(link.other)))] = link.linked
    found = {key: None}
    queue = [key]
    while queue:
        present = queue.pop()
        for pair, linked in pairs.items():
            if linked and present in pair:
                for other in pair - found.keys():
                    found[other] = None
                    queue.append(other)
    return tuple(found)
