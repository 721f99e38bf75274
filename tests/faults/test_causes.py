"""Each fault of the surroundings ends in its message and loses nothing."""

from __future__ import annotations

import shutil

import pytest

from tests.faults import power
from tests.faults.causes import CAUSES
from tests.faults.test_kills import python


@pytest.mark.parametrize("fault", CAUSES)
def test_that_a_fault_is_told_and_loses_nothing(fault: str) -> None:
    # In a process of its own, which may give up its rights and be killed.
    run = python("-m", "tests.faults", "--only", fault)
    row = run.stdout.splitlines()[-1]

    assert run.returncode == 0, run.stdout + run.stderr
    if "not caused" in row:
        pytest.skip(row)
    assert row.endswith(CAUSES[fault][1])


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("fault", ["signal=SIGKILL", "error=ENOSPC"])
def test_that_an_edit_survives_faults_at_its_writing_calls(fault: str) -> None:
    code = f"from tests.faults import syscalls; print(syscalls.every({fault!r}, step=12))"
    run = python("-c", code)

    struck, _, lost = run.stdout.strip("()\n").partition(", ")
    assert int(struck) >= 3, run.stderr
    assert lost == "[]"


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_that_a_power_cut_loses_nothing_on_a_disk_that_keeps_its_word() -> None:
    tried, lost = power.cut(seed=1)

    assert tried > 100
    assert lost == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_that_a_loss_by_a_power_cut_would_be_noticed() -> None:
    # The same edits on a disk whose syncs do nothing.
    _, lost = power.cut(seed=1, syncs=False)

    assert lost
