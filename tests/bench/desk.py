"""Measure how many keys and how much time a reviewer needs; 1 when a goal is missed.

Run as python -m tests.bench.desk. A reviewer who knows the true figures clears a pile of generated
reports with real key events: 20 reports, into whose readings 40 misread figures were planted. A
line is: screen, name, value, unit, goal, ok or short. Times of the pile are those that this process
works; pages are drawn by another one, and what else the machine does is not counted. The parts of
desk_window are timed by the clock on the wall, some over the store that make bench-store left.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.agenda import Need, Task
from core.cells import Origin
from core.checks.blind_spots import unprotected
from core.reading import Reading, read_report
from core.statement import fold
from core.values import value_to_text
from core.work.workspace import Workspace
from gui.app import make_application
from gui.main_window import MainWindow
from gui.settings import Settings
from tests.bench.desk_window import (
    CLOCK,
    IS_BUSY,
    ROOT,
    importing,
    large,
    long_document,
    milliseconds,
    open_window,
    starting,
)
from tests.bench.figure import Figure, show
from tests.corpus.plan import make_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.address import Address
    from core.values import Value

_FORMATS: Final = ("html", "docx", "xlsx", "txt", "pdf")
_REPORTS: Final = 20
_PLANTED: Final = 2
_SEED: Final = 7
_EDITS: Final = 200
_PATIENCE: Final = 400
_TABLES: Final = ("requests", "review")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
Truth = dict["Address", "Value"]


# -- the pile -------------------------------------------------------------------------------------


def misread(random: Random, number: Decimal) -> Decimal:
    """The number as a hurried reader takes it: a digit other, lost, doubled, or two exchanged."""
    digits = str(number)
    at = random.randrange(len(digits))
    kinds = [
        digits[:at] + random.choice("0123456789") + digits[at + 1 :],
        digits[:at] + digits[at + 1 :],
        digits[:at] + digits[at] + digits[at:],
        digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :],
    ]
    wrong = Decimal(random.choice(kinds) or "0")
    return wrong if wrong != number else number + 1


def plant(reading: Reading, random: Random) -> tuple[Reading, Truth]:
    """Spoil figures of the reading that a sum protects; the truth holds what stood there."""
    extraction = reading.extraction
    blind = set(unprotected(fold(extraction, ())))
    able = [
        cell
        for cell in extraction.cells
        if cell.address.table in _TABLES
        and cell.origin is Origin.READ
        and isinstance(cell.value, Decimal)
        and cell.address not in blind
    ]
    # Figures above zero are misread more often than zeros.
    weights = [10 if cell.value else 1 for cell in able]
    chosen: set[Address] = set()
    while len(chosen) < min(_PLANTED, len(able)):
        chosen.add(random.choices(able, weights)[0].address)
    cells = tuple(
        replace(cell, value=misread(random, cell.value))
        if cell.address in chosen and isinstance(cell.value, Decimal)
        else cell
        for cell in extraction.cells
    )
    truth: Truth = {cell.address: cell.value for cell in extraction.cells}
    return replace(reading, extraction=replace(extraction, cells=cells)), truth


def fill(store: Path) -> dict[int, Truth]:
    """Keep the pile in a store; the true figures of each report by its number."""
    workspace = Workspace.open(store, author="bench")
    truths: dict[int, Truth] = {}
    for number in range(_REPORTS):
        case = make_case(_SEED, number, _FORMATS[number % len(_FORMATS)], ())
        reading, truth = plant(
            read_report(case.data, case.name), Random(f"{_SEED}/{number}/planted")
        )
        report, *_ = workspace.add_reading(case.data, reading).reports
        truths[report] = truth
    workspace.close()
    return truths


# -- the reviewer ---------------------------------------------------------------------------------


@dataclass
class Reviewer:
    """Knows the true figures, and has nothing but the keyboard."""

    window: MainWindow
    truths: dict[int, Truth]
    keys: int = 0
    per_correction: list[int] = field(default_factory=list)
    _since: int = 0

    def clear(self) -> None:
        """Go through the pile until no report waits."""
        self.window.form_view.table.setFocus()
        for _ in range(_REPORTS * _PATIENCE):
            if not self.window.session.waiting():
                return
            task = self.window.problems.task
            if task is None or not self.window.problems.is_at_hand:
                self.press(Key.Key_F8)
            else:
                self._decide(task)
        raise SystemExit("the pile cannot be cleared")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """Press one key where the keyboard is."""
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    @property
    def _truth(self) -> Truth:
        report = self.window.session.report
        assert report is not None
        return self.truths[report]

    def _value(self, address: Address) -> Value:
        review = self.window.session.review
        assert review is not None
        return review.statement.value(address)

    def _decide(self, task: Task) -> None:
        number = self._right_proposal(task)
        wrong = self._wrong_cell(task)
        if number == 0:
            self.press(Key.Key_Return)
            self._count_correction()
        elif number is not None:
            self.press(Key(Key.Key_1.value + number), Modifier.ControlModifier)
            self._count_correction()
        elif wrong is not None:
            self._type(wrong)
            self._count_correction()
        elif task.need is Need.UNPROTECTED:
            self._rule(Key.Key_F12)
        elif task.findings:
            self._rule(Key.Key_F7)
        else:
            self._rule(Key.Key_F9)

    def _rule(self, key: Qt.Key) -> None:
        self.press(key)
        self._since = self.keys

    def _count_correction(self) -> None:
        self.per_correction.append(self.keys - self._since)
        self._since = self.keys

    def _right_proposal(self, task: Task) -> int | None:
        for number, change in enumerate(task.changes[:9]):
            if change.cells and all(self._truth.get(a) == value for a, value in change.cells):
                return number
        return None

    def _wrong_cell(self, task: Task) -> Address | None:
        """A cell to look at, or one of its findings', that does not say what stands there."""
        cells = [*task.addresses, *(a for f in task.findings for a in f.addresses)]
        return next((a for a in cells if self._value(a) != self._truth.get(a)), None)

    def _type(self, address: Address) -> None:
        """Go to the cell with the arrow keys, type the true figure, press Enter."""
        table = self.window.form_view.table
        layout = table.form.layout
        assert layout is not None
        line = next(n for n, cells in enumerate(layout.lines) if address in cells)
        for _ in range(_PATIENCE):
            here = table.current()
            assert here is not None
            if here == address:
                break
            row = next(n for n, cells in enumerate(layout.lines) if here in cells)
            if row != line:
                self.press(Key.Key_Down if row < line else Key.Key_Up)
                continue
            cells = layout.lines[line]
            right = cells.index(here) < cells.index(address)
            self.press(Key.Key_Right if right else Key.Key_Left)
        for letter in value_to_text(self._truth[address]):
            self.press(Qt.Key(ord(letter)))
        self.press(Key.Key_Return)
        self._settle(address)

    def _settle(self, address: Address) -> None:
        """What was typed is entered when the event loop comes round."""
        for _ in range(_PATIENCE):
            QApplication.processEvents()
            if self._value(address) == self._truth[address]:
                QApplication.processEvents()
                return


# -- the clock ------------------------------------------------------------------------------------


def opening(window: MainWindow, reports: Sequence[int]) -> list[float]:
    """Opening each report, until source, form and findings are painted."""
    return [milliseconds(lambda number=number: window.session.open(number)) for number in reports]


def pointing(window: MainWindow) -> list[float]:
    """Choosing each cell of a report, until its frame is painted in the source."""
    review = window.session.review
    assert review is not None
    cells = [cell.address for cell in review.extraction.cells if cell.place is not None]
    return [milliseconds(lambda a=a: window.session.focus(a)) for a in cells]


def editing(window: MainWindow) -> list[float]:
    """Changing a cell and back, until it is on disk and all panes show the new findings."""
    review = window.session.review
    assert review is not None
    cells = [
        cell
        for cell in review.extraction.cells
        if cell.address.table in _TABLES and isinstance(cell.value, Decimal)
    ]
    found: list[float] = []
    for number in range(_EDITS):
        cell = cells[number // 2 % len(cells)]
        assert isinstance(cell.value, Decimal)
        wanted = cell.value + 1 if number % 2 == 0 else cell.value
        edit = [(cell.address, wanted)]
        found.append(milliseconds(lambda edit=edit: window.session.correct(edit)))
    return found


def _worked(folder: Path) -> Iterator[Figure]:
    store = folder / "pile.gouji"
    truths = fill(store)
    window = open_window(store, folder / "bench.ini")
    opened = opening(window, list(truths) * 3)
    yield Figure("report_opened_median", median(opened), "ms", 150)
    yield Figure("report_opened_p99", quantiles(opened, n=100)[98], "ms")
    pointed = [t for number in (1, 3, 5) if window.session.open(number) for t in pointing(window)]
    yield Figure("cell_to_source_median", median(pointed), "ms", 100)
    yield Figure("cell_to_source_p99", quantiles(pointed, n=100)[98], "ms")
    reviewer = Reviewer(window, truths)
    reviewer.clear()
    corrections = reviewer.per_correction
    yield Figure("planted", _PLANTED * _REPORTS, "figures")
    yield Figure("corrections", len(corrections), "gestures")
    yield Figure("figures_right", 100 * _share_true(window, truths), "%", 100, is_least=True)
    yield Figure("keys_per_correction", median(corrections), "keys", 3)
    yield Figure("keys_per_correction_most", max(corrections), "keys")
    yield Figure("keys_per_report", reviewer.keys / _REPORTS, "keys")
    times = editing(window)
    yield Figure("edit_to_findings_median", median(times), "ms", 16)
    yield Figure("edit_to_findings_p99", quantiles(times, n=100)[98], "ms", 33)
    window.close()


def _share_true(window: MainWindow, truths: dict[int, Truth]) -> float:
    """The share of cells that say what stood there before anything was planted."""
    right = total = 0
    for number, truth in truths.items():
        window.session.open(number)
        review = window.session.review
        assert review is not None
        right += sum(review.statement.value(a) == value for a, value in truth.items())
        total += len(truth)
    return right / total


# -- the parts ------------------------------------------------------------------------------------

_PARTS: Final = {
    "pile": _worked,
    "start": starting,
    "library": large,
    "import": importing,
    "long": long_document,
}
_SCREENS: Final = {
    "offscreen": [],
    "xcb": ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24"],
}
"""How the window is shown: without a screen, and on a virtual one of X11."""


def _measure(part: str) -> bool:
    """Measure one part in this process and print it; whether its goals are met."""
    with TemporaryDirectory() as name:
        make_application(Settings(Path(name) / "gouji.ini"))
        return show(_PARTS[part](Path(name)))


def _measure_apart(platform: str, part: str) -> bool:
    """Measure one part in a process of its own, so that none leaves anything to the next."""
    run = subprocess.run(
        [*_SCREENS[platform], sys.executable, "-m", "tests.bench.desk", "--part", part],
        env=os.environ | {"QT_QPA_PLATFORM": platform, CLOCK: "worked" if IS_BUSY else "wall"},
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in run.stdout.splitlines():
        sys.stdout.write(f"{platform} {line}\n")
    sys.stdout.flush()
    return run.returncode == 0


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=_PARTS, help="measure only this, in this process")
    parser.add_argument("--platform", choices=_SCREENS, help="show the window only so")
    chosen = parser.parse_args()
    if chosen.part:
        return 0 if _measure(chosen.part) else 1
    counted = "times worked" if IS_BUSY else "times on the wall"
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: {counted}\n")
    platforms = [chosen.platform] if chosen.platform else list(_SCREENS)
    met = [_measure_apart(platform, part) for platform in platforms for part in _PARTS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
