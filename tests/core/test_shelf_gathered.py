"""What an export takes of the library's lines is what judging every rule anew would say."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import settings as settings_module
from core.address import Address
from core.cells import Quoted
from core.checks.rulebook import rules_by_code
from core.findings import Finding, Status
from core.reading import Reading, read_report
from core.review import Depth
from core.rules import CheckSettings
from core.shelf import Shelf
from core.statement import AGENCY, YEAR
from core.store.store import Store
from core.work.workspace import Workspace

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
STORES = Path(__file__).parents[1] / "stores"
AGENCIES = ("甲县教育局", "乙县教育局")
CELLS = [
    Address.parse(cell)
    for cell in (
        "requests.new.total",
        "requests.carried_in.natural_person",
        "requests.denied_1.commercial",
        "review.reconsideration.pending",
        "art20_5.licensing.decisions",
        "art20_8.fees.amount",
    )
]
SETTINGS = (
    CheckSettings(),
    CheckSettings(is_strict=True),
    CheckSettings(level="county", organ="department"),
    CheckSettings(switched_off=frozenset({"requests.row_sum", "form.year"})),
)


def reading_of(name: str, agency: str, year: int, mark: bytes = b"") -> tuple[bytes, Reading]:
    """A bundled sample as the report of some agency and year."""
    data = mark + (SAMPLES / name).read_bytes()
    reading = read_report((SAMPLES / name).read_bytes(), name)
    digest = sha256(data).hexdigest()
    extraction = replace(
        reading.extraction, sha256=digest, agency=Quoted(agency), year=Quoted(str(year))
    )
    return data, Reading(replace(reading.document, sha256=digest), extraction)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gathered") / "reports.gouji"
    with closing(Workspace.open(path, author="甲")) as workspace:
        workspace.add_reading(*reading_of("xiwu_development_2022.html", AGENCIES[0], 2022))
        workspace.add_reading(*reading_of("qinghe_district_2024.xlsx", AGENCIES[0], 2023))
        workspace.add_reading(*reading_of("nanpu_street_2020.txt", AGENCIES[1], 2024))
    return path


def taken(path: Path, checks: CheckSettings, report: int) -> tuple[Finding, ...]:
    """What an export is given."""
    with closing(Store.open(path, create=False, read_only=True)) as store, store.snapshot():
        return Shelf(store, checks).gathered(report, Depth.PROBLEMS).findings


def judged(path: Path, checks: CheckSettings, report: int) -> tuple[Finding, ...]:
    """What judging all says."""
    with closing(Store.open(path, create=False, read_only=True)) as store:
        found = Shelf(store, checks).review(report).findings
    return tuple(finding for finding in found if finding.status is not Status.PASS)


REPORT = st.integers(1, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("correct"), REPORT, st.sampled_from(CELLS), st.none() | st.integers(0, 400)
        ),
        st.tuples(st.just("name"), REPORT, st.sampled_from(AGENCIES), st.none()),
        st.tuples(st.just("year"), REPORT, st.none(), st.integers(2022, 2024)),
        st.tuples(
            st.sampled_from(["undo", "redo", "verdict", "seen", "link", "read"]),
            REPORT,
            st.none(),
            st.none(),
        ),
        st.tuples(st.just("settings"), st.just(0), st.none(), st.integers(0, 3)),
    ),
    min_size=1,
    max_size=6,
)


def do(
    work: Workspace, step: str, report: int, what: Address | str | None, number: int | None
) -> None:
    """One gesture."""
    match step:
        case "correct":
            assert isinstance(what, Address)
            work.correct(report, [(what, None if number is None else Decimal(number))])
        case "name":
            assert isinstance(what, str)
            work.correct(report, [(AGENCY, what)])
        case "year":
            work.correct(report, [(YEAR, Decimal(number or 0))])
        case "undo":
            work.undo(report)
        case "redo":
            work.redo(report)
        case "verdict":
            review = work.review(report)
            work.judge(report, review.problems[0], "source_says_so", "原件如此")
        case "seen":
            work.mark_seen(report)
        case "link":
            work.link(*AGENCIES)
        case "read":
            name = "beitan_township_2019.txt"
            work.read_anew(report, *reading_of(name, AGENCIES[0], 2021 + report, b"%d" % report))
        case _:
            work.checks.apply(SETTINGS[number or 0])


@given(steps=STEPS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_that_an_export_finds_what_judging_every_rule_finds_whatever_was_done(
    pristine: Path, tmp_path: Path, steps: list[tuple[str, int, Address | str | None, int | None]]
) -> None:
    path = tmp_path / "reports.gouji"
    shutil.copy(pristine, path)
    with closing(Workspace.open(path, author="乙")) as work:
        for step in steps:
            do(work, *step)
            for report in (1, 2, 3):
                checks = work.checks.settings
                assert taken(path, checks, report) == judged(path, checks, report), step


@contextmanager
def counted() -> Generator[set[str]]:
    """The codes of the rules that are judged meanwhile."""
    codes: set[str] = set()
    from core.checks import engine

    judge = engine._judged  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    with patch.object(engine, "_judged", lambda rule, s: (codes.add(rule.code), judge(rule, s))[1]):
        yield codes


def own_rules(codes: set[str]) -> set[str]:
    rules = rules_by_code()
    return {c for c in codes if rules[c].scope == "report" and rules[c].kind != "sum"}


def test_that_only_rules_that_the_line_counts_are_judged_again(pristine: Path) -> None:
    with counted() as codes:
        found = taken(pristine, CheckSettings(), 2)

    assert own_rules(codes) == own_rules({finding.rule for finding in found})


def test_that_every_rule_is_judged_under_other_settings_than_the_lines(pristine: Path) -> None:
    with counted() as codes:
        taken(pristine, CheckSettings(is_strict=True), 2)

    assert len(own_rules(codes)) > 50


def test_that_a_line_of_another_program_is_not_taken_at_its_word(pristine: Path) -> None:
    settings_module._hashed.cache_clear()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    with patch("core.settings.installed_version", lambda: "99.0"), counted() as codes:
        found = taken(pristine, CheckSettings(), 2)
    settings_module._hashed.cache_clear()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]

    assert len(own_rules(codes)) > 50
    assert found == judged(pristine, CheckSettings(), 2)


def test_that_the_lines_of_a_store_of_version_2_3_are_judged_anew(tmp_path: Path) -> None:
    path = tmp_path / "old.gouji"
    shutil.copy(STORES / "2.3.gouji", path)
    with closing(Workspace.open(path, author="甲")) as work:
        with counted() as codes:
            found = taken(path, CheckSettings(), 1)
        work.correct(1, [(CELLS[0], Decimal(3))])
        with counted() as again:
            after = taken(path, CheckSettings(), 1)

    assert len(own_rules(codes)) > 50 > len(own_rules(again))
    assert found
    assert after == judged(path, CheckSettings(), 1)
