"""``python -m gui``: the window on the default store."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Open the window; files named on the command line are imported."""
    from pathlib import Path

    from gui.app import run

    return run(None, [Path(name) for name in sys.argv[1:]])


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
