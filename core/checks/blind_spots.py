"""Cells that no rule protects: they could be misread by one, and every sum would still hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.checks.figures import Figure, gather, unfilled_totals
from core.checks.instances import instances_of
from core.checks.rulebook import load_rules
from core.checks.words import column_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.address import Address
    from core.checks.figures import Figures
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
    unknown = {address for address, figure in figures.items() if figure.number is None}
    # No cell becomes blank by being greater, so that only these totals may be left unfilled.
    blank = [i for i in instances if len(i.right) == 1 and figures[i.right[0]].is_blank]
    totals = {instance.right[0] for instance in blank}
    noticed: set[Address] = set()
    uncertain: dict[Address, list[Instance]] = {}
    for instance in instances:
        among = unknown.intersection(instance.addresses)
        if len(among) > 1:
            continue
        changeable = among or instance.addresses
        unfilled = totals.intersection(instance.addresses)
        if not unfilled:
            noticed.update(changeable)
            continue
        if len(unfilled) == 1:  # greater by one, the total is no longer blank
            noticed.update(unfilled.intersection(changeable))
        for address in changeable:
            uncertain.setdefault(address, []).append(instance)
    return tuple(
        address
        for address in statement.values
        if address not in noticed
        and _is_numeric(statement, address)
        and not _is_noticed(address, uncertain.get(address, ()), figures, blank)
    )


def _is_numeric(statement: Statement, address: Address) -> bool:
    edition = statement.extraction.editions.get(address.table, "")
    column = column_of(edition, address.table, address.column)
    return column is not None and column.kind != "unit"


def _is_noticed(
    address: Address,
    about: Sequence[Instance],
    figures: Figures,
    blank: Sequence[Instance],
) -> bool:
    """Whether a sum with a blank total could be judged if the cell were greater by one.

    ``about`` are the sums about the cell of which all other cells are known.
    """
    if not about:
        return False
    changed = dict(figures)
    number = (figures[address].number or Decimal(0)) + 1
    changed[address] = Figure(number, str(number))
    unfilled = unfilled_totals(changed, blank)
    return any(unfilled.isdisjoint(instance.addresses) for instance in about)
