"""Surveys one report for its rules: figures, sum relations, tables found, and kind of organ."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from core.agencies import Level, Organ, OrganKind, organ_of
from core.cells import Origin
from core.checks.figures import gather
from core.checks.instances import instances_of
from core.checks.subject import Seen, Subject
from core.checks.words import column_of

if TYPE_CHECKING:
    from core.checks.figures import Figures
    from core.rules import CheckSettings
    from core.statement import Statement


def survey(statement: Statement, settings: CheckSettings) -> Subject:
    """The report as rules see it; made once where several judgements need it."""
    instances = instances_of(statement)
    by_rule = groupby(instances, key=lambda instance: instance.rule.code)
    figures = gather(statement, instances)
    return Subject(
        statement=statement,
        settings=settings,
        organ=_organ(statement, settings),
        figures=figures,
        instances={code: tuple(group) for code, group in by_rule},
        found=_found(statement),
        cells=_cells(statement, figures),
        printed_rows=_rows(statement),
    )


def _rows(statement: Statement) -> dict[str, tuple[str, ...]]:
    rows: dict[str, dict[str, None]] = {}
    for table, row, _column in statement.values:
        rows.setdefault(table, {})[row] = None
    return {table: tuple(codes) for table, codes in rows.items()}


def _found(statement: Statement) -> frozenset[str]:
    """The tables of the report's form of which the source has at least one cell.

    A person may have put a figure into a table of another form: by a reading that has been replaced,
    or at a desk that reads the report as one of another year. No rule is about such a table.
    """
    missing, editions = Origin.MISSING, statement.extraction.editions
    return frozenset(
        address.table
        for address, origin in statement.origins.items()
        if origin is not missing and address.table in editions
    )


def _cells(statement: Statement, figures: Figures) -> dict[str, tuple[Seen, ...]]:
    """The cells that are to hold a number, by table."""
    editions = statement.extraction.editions
    printed = {cell.address: cell.printed for cell in statement.extraction.cells}
    corrected = Origin.CORRECTED
    cells: dict[str, list[Seen]] = {}
    for address, origin in statement.origins.items():
        table, _row, code = address
        column = column_of(editions.get(table, ""), table, code)
        if column is None or column.kind == "unit":
            continue
        text = "" if origin is corrected else printed.get(address, "")
        cells.setdefault(table, []).append(Seen(address, figures[address], column.kind, text))
    return {table: tuple(found) for table, found in cells.items()}


def _organ(statement: Statement, settings: CheckSettings) -> Organ:
    """What the reviewer says of the organ, else what its name tells."""
    named = organ_of(statement.agency)
    levels = (Level(settings.level),) if settings.level else named.levels
    return Organ(levels, OrganKind(settings.organ) if settings.organ else named.kind)
