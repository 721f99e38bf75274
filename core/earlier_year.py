"""A report beside the same agency's earlier one: which figure belongs to which. Pure.

Which cells are carried over the years, and which figures jump, is what the rules of two years say
(resources/rules/years.toml); nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.checks.rulebook import rules_by_code
from core.findings import Finding, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.address import Address
    from core.review import Review
    from core.values import Value


@dataclass(frozen=True, slots=True)
class Beside:
    """The earlier report as seen from this one.

    ``values`` has the figure to hold against each cell, where the earlier report knows one: that of
    the cell which ``links`` names, else that of the same cell. ``jumps`` are the cells whose figure
    a rule calls a jump.
    """

    report: int
    year: int | None
    values: Mapping[Address, Value]
    links: Mapping[Address, Address]
    jumps: frozenset[Address]

    def cell(self, address: Address) -> Address:
        """The cell of the earlier report that belongs to this one's."""
        return self.links.get(address, address)


def beside(review: Review) -> Beside | None:
    """The earlier report beside this one; None where the store has none."""
    before = review.before
    if before is None or review.earlier is None:
        return None
    links = dict(_links(review))
    values = {
        address: before.value(there)
        for address in review.statement.values
        if before.is_known(there := links.get(address, address))
    }
    jumps = frozenset(
        address
        for finding in review.findings
        if finding.status is Status.FAIL and rules_by_code()[finding.rule].kind == "jump"
        for address in finding.addresses
    )
    return Beside(review.earlier, before.year, values, links, jumps)


def carried_to(later: Review, address: Address) -> Address:
    """The cell of the later report that carries on what stands in this cell of the earlier one."""
    found = (now for now, then in _links(later) if then == address)
    return next(found, address)


def _links(review: Review) -> Iterator[tuple[Address, Address]]:
    """Cells of this report with those of the earlier one that they repeat under another name."""
    for finding in review.findings:
        pair = _pair(finding)
        if pair is not None and pair[0] != pair[1]:
            yield pair


def _pair(finding: Finding) -> tuple[Address, Address] | None:
    """The two cells of a rule by which one figure is carried over as it is; None for all others."""
    is_plain = len(finding.addresses) == 1 and len(finding.earlier) == 1
    if not is_plain or rules_by_code()[finding.rule].kind != "carried":
        return None
    return finding.addresses[0], finding.earlier[0]
