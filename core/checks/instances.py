"""The sum rules applied to one report: the linear view that judging and explaining share."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from core.catalogue import load_catalogue
from core.checks.relations import Instance, instances_in
from core.checks.rulebook import load_rules

if TYPE_CHECKING:
    from core.rules import Rule
    from core.statement import Statement

__all__ = ["Instance", "instances_of", "sum_rules"]


def instances_of(statement: Statement) -> tuple[Instance, ...]:
    """The sum rules of each table's edition, applied to the rows that the report prints."""
    editions = statement.extraction.editions
    found: list[Instance] = []
    for table in load_catalogue().table_codes():
        if table in editions and sum_rules(editions[table], table):
            found.extend(_instances(editions[table], table, statement.rows(table)))
    return tuple(found)


@cache
def sum_rules(edition: str, table: str) -> tuple[Rule, ...]:
    """The rules that say that sums of a table's cells are equal, in the order of their file."""
    return tuple(
        rule
        for rule in load_rules()
        if rule.kind == "sum" and table in rule.tables and edition in (rule.editions or (edition,))
    )


@lru_cache(maxsize=64)
def _instances(edition: str, table: str, printed: tuple[str, ...]) -> tuple[Instance, ...]:
    return instances_in(sum_rules(edition, table), edition, table, printed)
