"""Nothing that was acknowledged is lost when the program is killed; ``make kill-test`` kills more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LIES = """
import random, sys
from tests.faults import kills

def boast(folder, say):
    say(999)
    kills.edit(folder, say)

task = kills.Task(kills.fill, boast, kills.lost_edits)
print(len(kills.kill(task, 3, random.Random(1)).lost))
"""


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own: this one has threads, and is not to be forked."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_that_twenty_kills_lose_nothing() -> None:
    run = python("-m", "tests.faults.kills", "--kills", "20", "--seed", "1")

    assert run.returncode == 0, run.stdout + run.stderr
    assert [line.split("\t")[3] for line in run.stdout.splitlines()] == ["0 lost"] * 11


def test_that_work_which_tells_more_than_it_did_is_found_out() -> None:
    run = python("-c", LIES)

    assert int(run.stdout) >= 1, run.stderr
