"""Let a monkey work at the desk: ``python -m tests.monkey [--minutes 5] [--seed 1]``.

Prints what breaks, then how many acts there were and the longest wait between two; ends with 1 where
something did.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """One run of so many minutes."""
    parser = argparse.ArgumentParser(prog="tests.monkey", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    faulthandler.enable()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="gouji-") as place:
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = f"{place}/{kind.lower()}"
        from gui.app import make_application
        from gui.settings import Settings
        from tests.monkey.monkey import Monkey
        from tests.screens.stage import make_props

        make_application(Settings(Path(place) / "none.ini"))
        props = make_props(Path(place))
        monkey = Monkey(props, Path(place) / "desk", arguments.seed, _tell)
        outcome = monkey.run(arguments.minutes * 60)
    sys.stdout.write(f"{outcome.acts} acts, the longest wait between two {outcome.slowest} ms\n")
    return int(bool(outcome.breaks))


def _tell(broken: str) -> None:
    sys.stdout.write(broken)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
