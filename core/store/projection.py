"""One line a report with what lists, filters and exports ask for; computed, and so replaceable.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.store import codec, figures

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from core.address import Address
    from core.standing import Standing
    from core.values import Value


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule failed, could not tell, and was excused by a verdict, in one report."""

    rule: str
    severity: str
    failed: int
    cannot_tell: int
    excused: int


@dataclass(frozen=True, slots=True)
class Projection:
    """What lists, filters and exports need to know of a report; computed from the rest.

    ``agency_key`` links the reports of one agency over the years. ``errors`` and ``warnings`` are
    failed rules of that severity without a verdict that excuses them, ``excused`` those with one.
    ``status``, ``reviewer`` and ``changed``, the number of changed cells, are its Standing.
    ``cells`` are the current values of all cells in official order. ``basis`` is a hash of all that
    decides about the rules on this report alone: as long as it is the same, those that ``tallies``
    do not name hold.
    """

    report: int
    name: str
    agency: str
    agency_key: str
    year: int | None
    edition: str
    format: str
    published: str | None
    errors: int
    warnings: int
    cannot_tell: int
    excused: int
    unsure: int
    corrected: int
    imported_at: str
    status: str = "unreviewed"
    reviewer: str = ""
    changed: int = 0
    region: str = ""
    level: str = ""
    cells: tuple[tuple[Address, Value], ...] = ()
    tallies: tuple[Tally, ...] = ()
    basis: int = field(default=0, compare=False)


_LISTED: Final = (
    "report, name, agency, agency_key, year, edition, format, published, errors, warnings,"
    " cannot_tell, excused, unsure, corrected, imported_at, status, reviewer, changed, region,"
    " level"
)
NAMED: Final = (
    "(CASE needle WHEN '' THEN instr(agency, ?1) OR instr(name, ?1) OR instr(ifnull(year, ''), ?1)"
    " ELSE instr(needle, ?1) END)"
)
"""SQL that holds where agency, year or name have the word ?1, which is casefolded."""
_WRITTEN: Final = (*_LISTED.split(", "), "needle", "basis")


def project(sqlite: sqlite3.Connection, line: Projection) -> None:
    """Put a report's line and tallies in the place of its former ones.

    Only what differs is written: each index entry that stays spares the disk a page.
    """
    _put_line(sqlite, line)
    _put_tallies(sqlite, line)
    cells = {str(address): codec.value_to_scalar(value) for address, value in line.cells}
    figures.put(sqlite, line.report, cells)


def _put_line(sqlite: sqlite3.Connection, line: Projection) -> None:
    values, columns = (*_listed(line), _needle(line), line.basis), ", ".join(_WRITTEN)
    before = sqlite.execute(
        f"SELECT {columns} FROM projection WHERE report = ?", (line.report,)
    ).fetchone()
    if before is None:
        places = ", ".join("?" * len(values))
        sqlite.execute(f"INSERT INTO projection ({columns}) VALUES ({places})", values)
        return
    pairs = zip(_WRITTEN, before, values, strict=True)
    changed = {name: value for name, former, value in pairs if value != former}
    if changed:
        sqlite.execute(
            f"UPDATE projection SET {', '.join(f'{name} = ?' for name in changed)}"
            " WHERE report = ?",
            (*changed.values(), line.report),
        )


def _put_tallies(sqlite: sqlite3.Connection, line: Projection) -> None:
    former = _tallies(sqlite, line.report)
    gone = {tally.rule for tally in former} - {tally.rule for tally in line.tallies}
    sqlite.executemany(
        "DELETE FROM tally WHERE report = ? AND rule = ?", [(line.report, rule) for rule in gone]
    )
    sqlite.executemany(
        "INSERT OR REPLACE INTO tally (report, rule, severity, failed, cannot_tell, excused)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (line.report, t.rule, t.severity, t.failed, t.cannot_tell, t.excused)
            for t in line.tallies
            if t not in former
        ],
    )


def _tallies(sqlite: sqlite3.Connection, report: int) -> tuple[Tally, ...]:
    rows = sqlite.execute(
        "SELECT rule, severity, failed, cannot_tell, excused FROM tally"
        " WHERE report = ? ORDER BY rule",
        (report,),
    )
    return tuple(Tally(*row) for row in rows)


def lines(sqlite: sqlite3.Connection, reports: Iterable[int]) -> tuple[Projection, ...]:
    """The lines of the reports, in their order; without cells and tallies."""
    wanted = tuple(reports)
    rows = sqlite.execute(
        f"SELECT {_LISTED} FROM projection WHERE report IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    found = {row[0]: Projection(*row) for row in rows}
    return tuple(found[report] for report in wanted if report in found)


def put_standing(sqlite: sqlite3.Connection, report: int, standing: Standing) -> None:
    """Show in the line how far the review is."""
    sqlite.execute(
        "UPDATE projection SET status = ?, reviewer = ?, changed = ? WHERE report = ?",
        (standing.status.value, standing.reviewer, len(standing.changed), report),
    )


def line(sqlite: sqlite3.Connection, report: int) -> Projection | None:
    """The stored line of a report with cells and tallies, or None when it has none."""
    row = sqlite.execute(
        f"SELECT {_LISTED}, basis, cells, amounts FROM projection"
        " JOIN figures USING (report) JOIN shape USING (shape) WHERE report = ?",
        (report,),
    ).fetchone()
    if row is None:
        return None
    *listed, basis, names, amounts = row
    tallies = sqlite.execute(
        "SELECT rule, severity, failed, cannot_tell, excused FROM tally"
        " WHERE report = ? ORDER BY rule",
        (report,),
    )
    return Projection(
        *listed,
        cells=figures.values(names, amounts),
        tallies=tuple(Tally(*entry) for entry in tallies),
        basis=basis,
    )


def doubtful(sqlite: sqlite3.Connection, report: int, basis: int) -> frozenset[str] | None:
    """The codes of the rules that do not simply hold; None where they were told on another basis."""
    row = sqlite.execute("SELECT basis FROM projection WHERE report = ?", (report,)).fetchone()
    if row is None or row[0] != basis:
        return None
    rules = sqlite.execute("SELECT rule FROM tally WHERE report = ?", (report,))
    return frozenset(str(rule) for (rule,) in rules)


def nearest_of_agency(
    sqlite: sqlite3.Connection, keys: Iterable[str], year: int, *, later: bool
) -> tuple[int, ...]:
    """The reports under one of the keys of the nearest year before or after, in order of import."""
    wanted = tuple(keys)
    places = ", ".join("?" * len(wanted))
    nearest, beyond = ("min", ">") if later else ("max", "<")
    rows = sqlite.execute(
        f"SELECT report FROM projection WHERE agency_key IN ({places}) AND year = ("
        f"  SELECT {nearest}(year) FROM projection WHERE agency_key IN ({places})"
        f"  AND year {beyond} ?) ORDER BY report",
        (*wanted, *wanted, year),
    )
    return tuple(int(row[0]) for row in rows)


def of_keys(
    sqlite: sqlite3.Connection, keys: Iterable[str], year: int | None = None
) -> tuple[int, ...]:
    """The reports under one of the keys, of one year or of all."""
    wanted: list[str | int] = list(keys)
    where = f"agency_key IN ({', '.join('?' * len(wanted))})"
    if year is not None:
        where += " AND year = ?"
        wanted.append(year)
    rows = sqlite.execute(f"SELECT report FROM projection WHERE {where} ORDER BY report", wanted)
    return tuple(int(row[0]) for row in rows)


def rule_totals(sqlite: sqlite3.Connection) -> tuple[tuple[str, int, int, int], ...]:
    """Each rule with the number of reports in which it fails, is excused, and cannot tell."""
    rows = sqlite.execute(
        "SELECT rule, sum(failed > 0), sum(excused > 0), sum(cannot_tell > 0) FROM tally"
        " GROUP BY rule ORDER BY rule"
    )
    return tuple((str(rule), int(f), int(e), int(c)) for rule, f, e, c in rows)


def problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    """Each line that would not be found by its own words."""
    rows = sqlite.execute(f"SELECT {_LISTED}, needle FROM projection").fetchall()
    for *listed, needle in rows:
        line = Projection(*listed)
        if _needle(line) != needle:
            yield f"report {line.report}: its line in the library is out of date"


def _listed(line: Projection) -> tuple[object, ...]:
    return (
        line.report,
        line.name,
        line.agency,
        line.agency_key,
        line.year,
        line.edition,
        line.format,
        line.published,
        line.errors,
        line.warnings,
        line.cannot_tell,
        line.excused,
        line.unsure,
        line.corrected,
        line.imported_at,
        line.status,
        line.reviewer,
        line.changed,
        line.region,
        line.level,
    )


def _needle(line: Projection) -> str:
    """What names are searched in; "" where the line itself says it letter by letter."""
    said = f"{line.agency}\n{line.year or ''}\n{line.name}"
    folded = said.casefold()
    return "" if folded == said else folded
