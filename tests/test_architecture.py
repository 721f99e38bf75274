"""The rooms of the program and what they may know of each other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_that_the_import_contracts_hold() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_that_reading_a_report_loads_no_qt_and_no_store() -> None:
    code = (
        "import sys, core.reading; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'PySide6', 'shiboken6', 'gui', 'sqlite3', 'sqlite_utils'}))"
    )

    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def test_that_the_window_loads_no_export_and_no_reader_of_pdf_before_one_is_asked_for() -> None:
    code = (
        "import sys, gui.app; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'openpyxl', 'pdfplumber', 'pdfminer', 'pypdfium2', 'pyqtgraph'}))"
    )

    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def test_that_packaging_is_no_package() -> None:
    # It would shadow the library of that name.
    assert not (ROOT / "packaging" / "__init__.py").exists()
