"""An audit that could ask nobody gives no all-clear."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

AUDIT = Path(__file__).resolve().parents[2] / "packaging" / "audit.sh"

ANSWERS = {
    "clean": ("No known vulnerabilities found", 0, 0),
    "holes": ("Found 2 known vulnerabilities in 1 package", 1, 1),
    "unasked": ("ERROR: Dependency not found on PyPI and could not be audited", 1, 3),
    "silent": ("", 0, 3),
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script with nothing around it but a Python that finds the floors kept."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(AUDIT, tmp_path / "packaging")
    write(tmp_path / ".venv" / "bin" / "python", "exit 0")
    return tmp_path


def write(path: Path, command: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{command}\n")
    path.chmod(0o755)


def run(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "packaging/audit.sh"],
        cwd=checkout,
        env=os.environ | {"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("answer", ANSWERS)
def test_that_only_a_clear_answer_is_an_all_clear(checkout: Path, answer: str) -> None:
    said, status, expected = ANSWERS[answer]
    write(checkout / ".venv" / "bin" / "pip-audit", f"echo '{said}'; exit {status}")

    assert run(checkout).returncode == expected


def test_that_it_is_said_when_there_is_no_auditor(checkout: Path) -> None:
    done = run(checkout)

    assert done.returncode == 3
    assert "were not asked" in done.stderr


def test_that_a_package_below_its_floor_is_a_find(checkout: Path) -> None:
    write(checkout / ".venv" / "bin" / "python", "exit 1")

    assert run(checkout).returncode == 1
