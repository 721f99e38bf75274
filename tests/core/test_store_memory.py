"""What the store remembers of a log is always what stands in it."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.address import Address
from core.differences import differences_of
from core.reading import read_report
from core.shelf import Shelf
from core.statement import fold
from core.store.store import Store
from core.work.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "nanpu_street_2020.txt"
CELLS = [Address.parse(f"requests.{row}.total") for row in ("new", "granted", "denied_1")]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("memory") / "reports.gouji"
    workspace = Workspace.open(path, author="甲")
    data = SAMPLE.read_bytes()
    workspace.add_reading(data, read_report(data, SAMPLE.name))
    workspace.close()
    return path


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("correct"), st.integers(0, 2), st.integers(0, 3)),
        st.tuples(st.sampled_from(["undo", "redo", "restore", "fail"]), st.just(0), st.just(0)),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_what_is_remembered_equals_what_another_program_reads(
    pristine: Path, steps: list[tuple[str, int, int]]
) -> None:
    path = pristine.with_name("copy.gouji")
    shutil.copy(pristine, path)
    workspace = Workspace.open(path, author="乙")
    try:
        for kind, cell, value in steps:
            take(workspace, kind, CELLS[cell], Decimal(value))
            held = workspace.review(1)
            fresh = Store.open(path, read_only=True)
            other = fresh.actions(1)
            standing, ledger = fresh.standing(1), fresh.ledger(1)
            fresh.close()
            assert held.corrections == tuple(c for action in other for c in action.corrections)
            assert held.statement == fold(held.extraction, held.corrections)
            assert workspace.library.standing(1) == standing
            differences = differences_of(held.extraction, held.corrections, ledger)
            assert held.disputes == differences.disputes(held.findings)
            answers = {
                subject: register.heads() for (_, subject), register in ledger.registers.items()
            }
            assert {str(a): heads for a, heads in held.answered.items()} == answers
    finally:
        workspace.close()


def take(workspace: Workspace, kind: str, cell: Address, value: Decimal) -> None:
    match kind:
        case "correct":
            workspace.correct(1, [(cell, value)])
        case "undo":
            workspace.undo(1)
        case "redo":
            workspace.redo(1)
        case "restore":
            workspace.restore_reading(1, CELLS)
        case _:
            fail_midway(workspace)


def fail_midway(workspace: Workspace) -> None:
    """A gesture that breaks off after the log was written: nothing of it may be remembered."""

    def break_off(shelf: Shelf, report: int, _before: object = None) -> tuple[int, ...]:
        shelf.review(report)
        raise RuntimeError("broken off")

    with patch.object(Shelf, "project", break_off), pytest.raises(RuntimeError):
        workspace.correct(1, [(CELLS[0], Decimal(77))])
