"""The window under load: its start over a large store, an import beside it, a very long document.

Times are by the clock on the wall, because that is what a person waits. While other programs keep
the machine busy they are those that the window works: then the wall tells of the others alone.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time, thread_time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.library_query import Facet, LibraryQuery
from core.reading import read_report
from core.work.workspace import Workspace
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from tests.bench.figure import Figure
from tests.corpus.plan import make_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT: Final = Path(__file__).parents[2]
LARGE: Final = ROOT / "build" / "bench-100000.gouji"
_STARTS: Final = 3
_SEED: Final = 11
_PDFS: Final = 100
_PAGES: Final = 300
_TICK_MS: Final = 5
_PATIENCE_S: Final = 300
_SEARCHES: Final = (
    "州",
    "县教育",
    "河县水利局",
    "2023",
    "东河县教育",
    "农场",
    "requests.new.total>=9",
)
CLOCK: Final = "GOUJI_BENCH_CLOCK"
_LOAD: Final = "worked" if os.getloadavg()[0] > (os.cpu_count() or 1) else "wall"
IS_BUSY: Final = os.environ.get(CLOCK, _LOAD) == "worked"
"""Whether other programs take more than the machine has: then the clock on the wall says nothing."""


_clock: Final = thread_time if IS_BUSY else perf_counter


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """How long the work and the painting that it leads to take."""
    QApplication.processEvents()
    start = clock()
    work()
    QApplication.processEvents()
    return 1_000 * (clock() - start)


def wait_for(is_over: Callable[[], bool], seconds: float) -> None:
    """Let events run until it is over. Raises SystemExit when it takes longer than that."""
    end = perf_counter() + seconds
    while not is_over():
        if perf_counter() > end:
            raise SystemExit("what was begun did not end")
        QTest.qWait(1)


def open_window(store: Path, settings: Path) -> MainWindow:
    """The window on a store, painted."""
    session = Session(Workspace.open(store, author="bench"))
    window = MainWindow(session, Settings(settings))
    session.setParent(window)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    QApplication.processEvents()
    return window


# -- the start ------------------------------------------------------------------------------------


def starting(folder: Path) -> Iterator[Figure]:
    """From the call of the interpreter to the painted window with its list, in fresh processes."""
    if not LARGE.exists():
        raise SystemExit(f"{LARGE} is not there; make bench-store builds it")
    _start_once(folder)
    times = [_start_once(folder) for _ in range(_STARTS)]
    yield Figure("window_ready_100000", median(times), "s", 1.5)


def _start_once(folder: Path) -> float:
    """One start in a process of its own, with modules compiled before, as they are for users."""
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "tests.bench.desk_start", str(LARGE)]
    run = subprocess.run(
        [*command, str(folder / "start.ini"), str(time.time())],
        cwd=ROOT,
        env=environment | compiled,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    passed, worked = map(float, run.stdout.split())
    return worked if IS_BUSY else passed


# -- a large store --------------------------------------------------------------------------------


def large(folder: Path) -> Iterator[Figure]:
    """Filters, orders and searches of the library, until the new list is painted."""
    window = open_window(LARGE, folder / "large.ini")
    library = window.library
    library.filter_button.setChecked(True)
    base = LibraryQuery()
    values = {
        facet: window.session.facet_counts(base, facet)[0][0]
        for facet in Facet
        if window.session.facet_counts(base, facet)
    }
    queries = [base.choosing(facet, [value]) for facet, value in values.items()]
    queries += [replace(base, descending=True), base]
    filtered = [_filter(window, query) for query in queries * 3]
    yield Figure("library_filter_median", median(filtered), "ms", 100)
    yield Figure("library_filter_p99", quantiles(filtered, n=100)[98], "ms")
    library.filter_button.setChecked(False)
    searched = [_search(window, words) for words in _SEARCHES * 3]
    waited, own = [wait for wait, _ in searched], [worked for _, worked in searched]
    yield Figure("library_search_wait_median", median(waited), "ms", None if IS_BUSY else 200)
    yield Figure("library_search_wait_p99", quantiles(waited, n=100)[98], "ms")
    yield Figure("library_search_own_median", median(own), "ms", 50)
    yield Figure("library_search_own_p99", quantiles(own, n=100)[98], "ms")
    window.close()


def _filter(window: MainWindow, query: LibraryQuery) -> float:
    """From the choice to the list; the counts beside the filters follow a moment later."""
    took = milliseconds(lambda: window.library.show_query(query), _clock)
    QTest.qWait(400)
    return took


def _search(window: MainWindow, words: str) -> tuple[float, float]:
    """From the last key of a search to its list: what a person waits, and what the window works.

    The wait for further keys is part of the one, looking in the store beside the window is not of
    the other.
    """
    library = window.library
    library.search.setText("")
    QTest.qWait(300)
    start, worked = perf_counter(), thread_time()
    library.search.setText(words)
    while library.query.search != words:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()
    return 1_000 * (perf_counter() - start), 1_000 * (thread_time() - worked)


# -- an import beside it --------------------------------------------------------------------------


def importing(folder: Path) -> Iterator[Figure]:
    """The longest time in which the window could not answer while PDFs were read and kept."""
    sources = folder / "sources"
    sources.mkdir()
    for number in range(_PDFS):
        case = make_case(_SEED, number, "pdf", ())
        (sources / f"{number:03}.pdf").write_bytes(case.data)
    window = open_window(folder / "import.gouji", folder / "import.ini")
    gaps, own = _gaps_while(lambda: window.session.import_paths([sources]), window.session)
    reports = len(window.session.reports())
    window.close()
    yield Figure("imported", reports, "reports", _PDFS, is_least=True)
    yield Figure("import_gap_median", median(gaps), "ms")
    yield Figure("import_gap_p99", quantiles(gaps, n=100)[98], "ms")
    yield Figure("import_gap_longest", max(gaps), "ms", None if IS_BUSY else 50)
    yield Figure("import_gaps_over_50", sum(g > 50 for g in gaps), "gaps", None if IS_BUSY else 0)
    yield Figure("import_own_p99", quantiles(own, n=100)[98], "ms")
    yield Figure("import_own_longest", max(own), "ms", 50)


def _gaps_while(
    begin: Callable[[], object], session: Session
) -> tuple[Sequence[float], Sequence[float]]:
    """Milliseconds between the ticks of a timer that should come every 5, until the work ends.

    First by the clock on the wall, then what the window's thread itself worked between two ticks:
    the rest are other threads, other processes and other programs.
    """
    gaps: list[float] = []
    own: list[float] = []
    last, worked = perf_counter(), thread_time()

    def tick() -> None:
        nonlocal last, worked
        now, now_worked = perf_counter(), thread_time()
        gaps.append(1_000 * (now - last))
        own.append(1_000 * (now_worked - worked))
        last, worked = now, now_worked

    timer = QTimer(interval=_TICK_MS)
    timer.timeout.connect(tick)
    session.import_finished.connect(tick)
    session.import_finished.connect(timer.stop)
    timer.start()
    begin()
    wait_for(lambda: not session.busy, _PATIENCE_S)
    return gaps, own


# -- a long document ------------------------------------------------------------------------------


def long_document(folder: Path) -> Iterator[Figure]:
    """The memory of the window when every page of a very long report was looked at."""
    data = many_pages(_PAGES)
    store = folder / "long.gouji"
    workspace = Workspace.open(store, author="bench")
    report, *_ = workspace.add_reading(data, read_report(data, "long.pdf")).reports
    workspace.close()
    window = open_window(store, folder / "long.ini")
    before = _resident("VmRSS")
    opened = milliseconds(lambda: window.session.open(report), _clock)
    pages = window.source_view.pages
    count = window.source_view.tools.page.maximum()
    for number in range(1, count + 1):
        pages.go_to_page(number)
        wait_for(pages.is_drawn, 10)
    yield Figure("long_pages", count, "pages", _PAGES, is_least=True)
    yield Figure("long_opened", opened, "ms")
    yield Figure("long_memory_before", before, "MB")
    yield Figure("long_memory", _resident("VmRSS"), "MB", 500)
    yield Figure("long_memory_peak", _resident("VmHWM"), "MB")
    window.close()


def many_pages(count: int) -> bytes:
    """A report followed by pages of text, so many in all."""
    import pypdfium2
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    whole = pypdfium2.PdfDocument(make_case(_SEED, 0, "pdf", ()).data)
    registerFont(UnicodeCIDFont("STSong-Light"))
    filler = io.BytesIO()
    canvas = Canvas(filler, pagesize=A4)
    for page in range(count - len(whole)):
        canvas.setFont("STSong-Light", 11)
        for line in range(45):
            words = (
                f"第{page}页第{line}行，本机关继续推进政务公开工作，回应社会关切，提高公开质量。"
            )
            canvas.drawString(60, 780 - 16 * line, words)
        canvas.showPage()
    canvas.save()
    whole.import_pages(pypdfium2.PdfDocument(filler.getvalue()))
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def _resident(name: str) -> float:
    """Resident memory of this process in MB, now (VmRSS) or at most (VmHWM); Linux alone tells."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1_000
    raise SystemExit("memory is measured on Linux only")
