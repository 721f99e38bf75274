"""Read every hostile file and print figures; 1 when one falls short.

Run as python -m tests.hostile [--list] [NAME ...]. A line is: name, value, unit, goal, ok or short.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Final

from core.reading_apart import READING_S
from tests.hostile.run import MemoryWatch, Outcome, cases, outcomes

_FILES: Final = 60
_SECONDS: Final = READING_S + 3.0
_MEGABYTES: Final = 1024.0


def main() -> int:
    """Run; the answer is the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("names", nargs="*", help="only files with one of these in their names")
    parser.add_argument("--list", action="store_true", help="print every outcome")
    arguments = parser.parse_args()
    os.environ["GOUJI_LANG"] = "zh"
    chosen = [
        case
        for case in cases()
        if not arguments.names or any(name in case.name for name in arguments.names)
    ]
    ended: list[Outcome] = []
    with MemoryWatch() as memory:
        for outcome in outcomes(chosen):
            ended.append(outcome)
            if outcome.wrong or arguments.list:
                line = f"{outcome.case.name}: {outcome.end} {outcome.seconds:.2f} s {outcome.wrong}"
                sys.stdout.write(line.rstrip() + "\n")
                sys.stdout.flush()
    slowest = max((outcome.seconds for outcome in ended), default=0.0)
    wrong = sum(bool(outcome.wrong) for outcome in ended)
    stopped = sum(outcome.end.startswith("reader.") for outcome in ended)
    is_met = [
        _figure(
            "hostile_files",
            len(ended),
            "files",
            _FILES,
            len(ended) >= _FILES or bool(arguments.names),
        ),
        _figure("hostile_wrong_ends", wrong, "files", 0, wrong == 0),
        _figure("hostile_stopped_by_limits", stopped, "files", len(ended), True),
        _figure("hostile_slowest", slowest, "s", _SECONDS, slowest <= _SECONDS),
        _figure("hostile_memory", memory.peak, "MB", _MEGABYTES, memory.peak <= _MEGABYTES),
    ]
    return 0 if all(is_met) else 1


def _figure(name: str, value: float, unit: str, goal: float, is_met: bool) -> bool:
    sys.stdout.write(f"{name} {value:.3g} {unit} {goal:g} {'ok' if is_met else 'short'}\n")
    return is_met


if __name__ == "__main__":
    sys.exit(main())
