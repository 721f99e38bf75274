"""A short run of the monkey, in a process of its own as the program is; the long one is
``make monkey``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_that_nothing_breaks_under_random_hands() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.monkey", "--minutes", "0.4", "--seed", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    acts = re.search(r"(\d+) acts", run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr
    assert acts is not None
    assert int(acts[1]) > 20
