"""Who loads numpy, and who does not."""

from __future__ import annotations

import subprocess
import sys

import pytest


def said_by(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["openpyxl", "sqlite_utils", "core.store.store", "core.reading"])
def test_that_nobody_loads_numpy_by_the_way(name: str) -> None:
    script = f"import core, sys, {name}; print(sys.modules.get('numpy'))"
    assert said_by(script) == "None"


def test_that_numpy_can_be_loaded_once_it_is_allowed() -> None:
    script = (
        "import core, openpyxl; from core.spared import allow_numpy; allow_numpy(); allow_numpy();"
        "import numpy; print(numpy.arange(3).sum())"
    )
    assert said_by(script) == "3"


def test_that_sqlite_utils_is_loaded_by_checks_and_counts_and_not_by_opening_a_store() -> None:
    script = (
        "import sys, tempfile, pathlib; from core.work.workspace import Workspace;"
        "path = pathlib.Path(tempfile.mkdtemp()) / 's.gouji';"
        "workspace = Workspace.open(path); workspace.reports();"
        "early = 'sqlite_utils' in sys.modules; problems = workspace.verify();"
        "print(early, problems, 'sqlite_utils' in sys.modules)"
    )
    assert said_by(script) == "False () True"
