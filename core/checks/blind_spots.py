"""Cells that no rule protects: they could be misread by one, and every sum would still hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.checks.figures import blank_totals, filled_cells, gather, unfilled_totals
from core.checks.instances import instances_of
from core.checks.rulebook import load_rules
from core.checks.words import column_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.address import Address
    from core.checks.figures import BlankTotal, Figures
    from core.checks.relations import Instance
    from core.rules import Rule
    from core.statement import Statement


def unprotected(statement: Statement, rules: Iterable[Rule] | None = None) -> tuple[Address, ...]:
    """The numeric cells of which no equality of error severity would notice a change by one.

    A sum notices nothing where one of its cells is not known, nor where its total is left blank:
    beside a part above 0 such a total says nothing. ``rules`` are all rules unless given.
    """
    strict = {
        rule.code
        for rule in (load_rules() if rules is None else rules)
        if rule.kind == "sum" and rule.severity == "error" and rule.tolerance < 1
    }
    instances = [i for i in instances_of(statement) if i.rule.code in strict]
    figures = gather(statement, instances)
    blank = blank_totals(figures, instances)
    noticed, doubtful = _parted(instances, figures, {total for total, _parts in blank})
    return tuple(
        address
        for address in statement.values
        if address not in noticed
        and _is_numeric(statement, address)
        and not _is_noticed(address, doubtful.get(address, ()), figures, blank)
    )


def _is_numeric(statement: Statement, address: Address) -> bool:
    edition = statement.extraction.editions.get(address.table, "")
    column = column_of(edition, address.table, address.column)
    return column is not None and column.kind != "unit"


def _parted(
    instances: Iterable[Instance], figures: Figures, blank: set[Address]
) -> tuple[set[Address], dict[Address, list[Instance]]]:
    """The cells that a sum notices whatever else is blank; and the sums that have a ``blank`` total
    and may notice a cell of theirs."""
    unknown = {address for address, figure in figures.items() if figure.number is None}
    noticed: set[Address] = set()
    doubtful: dict[Address, list[Instance]] = {}
    for instance in instances:
        not_known = unknown.intersection(instance.addresses)
        if len(not_known) > 1:
            continue
        seen = not_known or instance.addresses
        totals = blank.intersection(instance.addresses)
        if not totals:
            noticed.update(seen)
            continue
        if len(totals) == 1:  # greater by one, the total itself is no longer blank
            noticed.update(totals.intersection(seen))
        for address in seen:
            doubtful.setdefault(address, []).append(instance)
    return noticed, doubtful


def _is_noticed(
    address: Address, about: Sequence[Instance], figures: Figures, blank: Sequence[BlankTotal]
) -> bool:
    """Whether one of the sums ``about`` the cell could be judged if the cell were greater by one."""
    if not about:
        return False
    # No cell becomes blank by being greater, so that only totals that are so now can be unfilled.
    still = [(total, parts) for total, parts in blank if total != address]
    filled = filled_cells(figures) - {address}
    if figures[address].number != -1:
        filled.add(address)
    unfilled = unfilled_totals(filled, still)
    return any(unfilled.isdisjoint(instance.addresses) for instance in about)
