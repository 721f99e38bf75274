"""Show the window once over a store and print the seconds until it was painted with its list.

Run as python -m tests.bench.desk_start STORE SETTINGS STARTED, with the time of the call in seconds
since 1970. Prints the time that passed, and that for which this process worked. It loads nothing
but what the program loads.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from core.work.workspace import Workspace
from gui.app import make_application
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings


def main(store: Path, settings: Path, started: float) -> None:
    """Open, paint, tell, close. Raises SystemExit when the list stays empty."""
    kept = Settings(settings)
    app = make_application(kept)
    session = Session(Workspace.open(store, author="bench"))
    window = MainWindow(session, kept)
    window.show()
    while not window.windowHandle().isExposed():
        app.processEvents()
    app.processEvents()
    passed, worked = time.time() - started, time.process_time()
    if window.library.model.rowCount() < 2:
        raise SystemExit("the list stayed empty")
    sys.stdout.write(f"{passed} {worked}\n")
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
