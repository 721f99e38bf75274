"""Measure a store of 100,000 reports against its goals; 1 when one is missed.

Run as python -m tests.bench.store. A line is: name, value, unit, goal, ok or short. The store is
made once under build/, of prepared readings of the bundled samples: each report has an agency and a
year of its own, figures of its own, and prose put together from three samples; of one in fifty the
log tells of work. Questions are
measured by the processor's time, so that other work on the machine does not count; edits by the
clock, because they wait for the disk.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import zlib
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final

from core.address import Address
from core.agencies import organ_of, region_of
from core.agency_links import agency_key
from core.checks.rulebook import rules_by_code
from core.cli.commands import FOUND, OK
from core.library_query import Facet, LibraryQuery, Order
from core.standing import ReviewStatus
from core.store import codec, log, projection, prose_index
from core.store.connection import connect
from core.store.projection import Projection, Tally
from core.store.store import Store
from core.work.summaries import Axis, ask, carry_over, failures
from core.work.workspace import Workspace
from tests.bench.bundled import readings
from tests.bench.figure import Figure, show
from tests.bench.worked import work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.reading import Reading

_BUILD: Final = Path(__file__).parents[2] / "build"
_SEED: Final = 7
_AT: Final = "2026-01-31T08:00:00.000+00:00"
_AGENCY, _YEAR = "机关机关机关", 1949
_YEARS: Final = range(2019, 2024)
_CITIES: Final = ("宁州市", "安阳市", "临河市", "云栖市", "太平市", "石门市", "白鹿市", "青州市")
_COUNTIES: Final = ("东", "西", "南", "北", "中", "新", "古", "上", "下", "前")
_ORGANS: Final = (
    "教育局",
    "财政局",
    "民政局",
    "司法局",
    "水利局",
    "审计局",
    "统计局",
    "卫生健康局",
)
_SCRAMBLES: Final = 12
_ROUNDS: Final = 9
_TOTAL: Final = Address("requests", "new", "total")


@dataclass(frozen=True, slots=True)
class _Mould:
    """What many reports are cast from: JSON with a stand-in for agency, year and source.

    All share one packed document, which is as long as theirs would be and names another source.
    """

    extraction: str
    document: tuple[bytes, str]
    reading: Reading


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    chosen = parser.parse_args(arguments)
    path = _BUILD / f"bench-{chosen.reports}.gouji"
    if not path.exists():
        _make(path, chosen.reports)
    return OK if show(_figures(path)) else FOUND


# -- making the store ---------------------------------------------------------------------------------


def _make(path: Path, reports: int) -> None:
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    Store.open(draft).close()
    random = Random(_SEED)
    moulds = [mould for _data, reading in readings() for mould in _moulds(reading, random)]
    proses = [prose_index.prose_of(mould.reading.document) for mould in moulds[::_SCRAMBLES]]
    with closing(connect(draft, read_only=False)) as sqlite:
        sqlite.execute("PRAGMA synchronous = OFF")
        sqlite.execute("BEGIN IMMEDIATE")
        for number in range(1, reports + 1):
            _cast(sqlite, number, random.choice(moulds), random)
            prose = f"{_agency(number)}{''.join(random.sample(proses, 3))}{random.random()}"
            sqlite.execute("INSERT INTO prose_index (rowid, prose) VALUES (?, ?)", (number, prose))
            if number % 10_000 == 0:
                sys.stderr.write(f"{number} reports made\n")
        sqlite.execute("COMMIT")
    work_on(draft, reports, random)
    draft.rename(path)


def _moulds(reading: Reading, random: Random) -> Iterator[_Mould]:
    extraction = reading.extraction
    document = codec.pack(codec.document_to_json(reading.document))
    for _ in range(_SCRAMBLES):
        factor = random.randint(1, 9)  # every sum that held holds
        cells = tuple(
            replace(cell, value=cell.value * factor, printed=str(cell.value * factor))
            if isinstance(cell.value, Decimal)
            else cell
            for cell in extraction.cells
        )
        plain = codec.extraction_to_json(replace(extraction, cells=cells))
        plain["agency"][0], plain["year"][0] = _AGENCY, str(_YEAR)
        text = json.dumps(plain, separators=(",", ":")).replace(extraction.sha256, "0" * 64)
        other = replace(reading, extraction=replace(extraction, cells=cells))
        yield _Mould(text, document, other)


def _agency(number: int) -> str:
    """One name for the reports of the five years."""
    unit, organ = divmod((number - 1) // len(_YEARS), len(_ORGANS))
    county, city = divmod(unit, len(_CITIES))
    name = "".join(_COUNTIES[int(digit)] for digit in str(county))
    return f"{_CITIES[city]}{name}河县{_ORGANS[organ]}"


def _cast(sqlite: sqlite3.Connection, number: int, mould: _Mould, random: Random) -> None:
    agency, year = _agency(number), _YEARS[(number - 1) % len(_YEARS)]
    source = f"report {number}".encode()
    digest = sha256(source).hexdigest()
    # The digits of the year may stand in a hash, too, and so it is put last.
    text = mould.extraction.replace(str(_YEAR), str(year)).replace("0" * 64, digest)
    packed, hashed = codec.pack(json.loads(text.replace(json.dumps(_AGENCY), json.dumps(agency))))
    sqlite.execute("INSERT INTO report VALUES (?, ?, 'bench')", (number, _AT))
    sqlite.execute(
        "INSERT INTO source VALUES (?, ?, ?)", (digest, len(source), zlib.compress(source))
    )
    drawn = mould.document
    sqlite.execute(
        "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, number, digest, packed, hashed, *drawn),
    )
    hashes = {
        "reading": str(number),
        "sha256": digest,
        "packed_sha256": hashed,
        "document_sha256": drawn[1],
        "imported_at": _AT,
        "imported_by": "bench",
    }
    log.append_entry(sqlite, log.reading_entry(number, hashes, author="bench", at=_AT))
    projection.project(sqlite, _line(number, mould, random))


def _line(number: int, mould: _Mould, random: Random) -> Projection:
    extraction, agency = mould.reading.extraction, _agency(number)
    rules = random.sample(sorted(rules_by_code()), random.choice((0, 1, 2, 4)))
    return Projection(
        report=number,
        name=f"{agency}{number}.{extraction.format}",
        agency=agency,
        agency_key=agency_key(agency),
        year=_YEARS[(number - 1) % len(_YEARS)],
        edition=extraction.template,
        format=extraction.format,
        published=None,
        errors=len(rules),
        warnings=random.choice((0, 0, 1, 3)),
        cannot_tell=random.choice((0, 0, 2)),
        excused=0,
        unsure=random.choice((0, 0, 5)),
        corrected=0,
        imported_at=_AT,
        region=region_of(agency),
        level=organ_of(agency).level or "",
        cells=tuple((cell.address, cell.value) for cell in extraction.cells),
        tallies=tuple(Tally(rule, "error", 1, 0, 0) for rule in sorted(rules)),
    )


# -- measuring it -------------------------------------------------------------------------------------


def _figures(path: Path) -> Iterator[Figure]:
    yield from _sizes(path)
    with TemporaryDirectory(dir=_BUILD) as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        yield Figure("open_to_first_rows", _timed(lambda: _open(copy)), "ms", 100)
        with closing(Workspace.open(copy, author="bench")) as workspace:
            yield from _questions(workspace)
            yield from _work(workspace)


def _sizes(path: Path) -> Iterator[Figure]:
    with closing(connect(path, read_only=True)) as sqlite:
        (reports,) = sqlite.execute("SELECT count(*) FROM report").fetchone()
        sizes: dict[str, int] = dict(
            sqlite.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
        )
        kinds: dict[str, str] = dict(
            sqlite.execute("SELECT name, tbl_name FROM sqlite_schema").fetchall()
        )
        (documents,) = sqlite.execute("SELECT sum(length(document)) FROM reading").fetchone()
    tables: dict[str, int] = {}
    for name, size in sizes.items():
        table = kinds.get(name, name)
        table = "prose_index" if table.startswith("prose_index") else table
        tables[table] = tables.get(table, 0) + size
    tables["document"] = documents
    tables["reading"] -= documents
    for table, size in sorted(tables.items()):
        if table != "source" and size > reports:
            sys.stderr.write(f"{table}: {size / reports / 1000:.2f} kB a report\n")
    whole = sum(size for table, size in tables.items() if table != "source")
    yield Figure("size_without_source", whole / reports / 1000, "kB/report", 6)


def _open(path: Path) -> None:
    with closing(Workspace.open(path, author="bench", create=False)) as workspace:
        numbers = workspace.library.find(LibraryQuery(order=Order.WORK, descending=True))
        assert len(workspace.library.lines(numbers[:100])) == 100


def _questions(workspace: Workspace) -> Iterator[Figure]:
    library = workspace.library
    by_year = LibraryQuery(order=Order.WORK, descending=True).choosing(Facet.YEAR, ["2021", "2022"])
    rule = min(code for code, _ in library.facet_counts(LibraryQuery(), Facet.RULE))
    queries = {
        "filter_years": (by_year, 100),
        "filter_rule": (LibraryQuery().choosing(Facet.RULE, [rule]), 100),
        "sort_work": (LibraryQuery(order=Order.WORK, descending=True), 100),
        "sort_agency": (LibraryQuery(), 100),
        "sort_status": (LibraryQuery(order=Order.STATUS), 100),
        "search_name_2_characters": (LibraryQuery("教育"), 200),
        "search_name": (LibraryQuery("教育局 2021"), 200),
        "search_prose_rare": (LibraryQuery("无人机航拍测绘"), 200),
        "search_prose_everywhere": (LibraryQuery("政府信息公开"), 200),
        "filter_one_cell": (LibraryQuery("requests.new.total>=100"), 1000),
        "filter_carry_over": (LibraryQuery("结转率>=10%"), 1000),
        "filter_three_cells": (
            LibraryQuery(
                "requests.new.total>9 requests.denied_1.total<9 review.reconsideration.total>1"
            ),
            1000,
        ),
    }
    for name, (query, goal) in queries.items():
        yield Figure(name, _timed(lambda query=query: library.find(query)), "ms", goal)
    facets = {facet: _timed(lambda f=facet: library.facet_counts(by_year, f)) for facet in Facet}
    yield Figure("count_dearest_facet", max(facets.values()), "ms", 100)
    yield from _charts(workspace.path)


def _charts(path: Path) -> Iterator[Figure]:
    """What charts ask of the whole library; each over a connection of its own, as the window does."""
    for axis in Axis:
        took = _timed(lambda axis=axis: ask(path, lambda s: failures(s, LibraryQuery(), axis)))
        yield Figure(f"chart_failures_by_{axis}", took, "ms", 1000)
    took = _timed(lambda: ask(path, lambda store: carry_over(store, LibraryQuery())))
    yield Figure("chart_carry_over", took, "ms", 1000)


def _work(workspace: Workspace) -> Iterator[Figure]:
    numbers = Random(_SEED).sample(range(1, len(workspace.library.find(LibraryQuery())) + 1), 40)
    yield Figure("open_report", _median(workspace.review, numbers), "ms", 50)
    values = iter(range(1000, 2000))

    def correct(report: int) -> None:
        workspace.correct(report, [(_TOTAL, Decimal(next(values)))])

    def sign_off(report: int) -> None:
        workspace.set_status([report], ReviewStatus.DOUBTFUL)

    def correct_open(report: int) -> float:
        workspace.review(report)
        return _timed_once(lambda: correct(report))

    yield Figure("first_edit", median(map(correct_open, numbers)), "ms", 10)
    yield Figure("later_edit", _median(correct, [numbers[-1]] * len(numbers)), "ms", 10)
    yield Figure("set_status", _median(sign_off, numbers), "ms", 10)


def _timed(work: Callable[[], Any]) -> float:
    return _median(lambda _: work(), range(_ROUNDS), process_time)


def _timed_once(work: Callable[[], Any]) -> float:
    """By the clock, in milliseconds."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def _median(
    work: Callable[[int], Any], numbers: Sequence[int], clock: Callable[[], float] = perf_counter
) -> float:
    """The median of the times in milliseconds."""
    times: list[float] = []
    for number in numbers:
        start = clock()
        work(number)
        times.append((clock() - start) * 1000)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
