"""Time the reading of reports against pdfplumber's own and against goals; 1 when one falls short.

Run as python -m tests.bench.reading. A line is: name, value, unit, goal, ok or short.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

import pdfplumber

from core.reading import read_report
from core.reading_apart import reading_pool
from tests.bench.figure import Figure, show
from tests.corpus.plan import FORMATS, cases
from tests.helpers.printed_form import Printer, art20_table, requests_table, review_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROOT: Final = Path(__file__).parents[2]
_ROUNDS: Final = 3
_GENERATED: Final = 6
_SEED: Final = 11
_RATIO: Final = 0.5
"""Goal: the whole pipeline takes at most this share of pdfplumber's text and tables alone."""
_MILLISECONDS: Final = 100.0
"""Goal for a report in a format that has no pages, alone and as the program reads it: shut in."""
_MANY: Final = 20
"""Reports of a format that are read one after the other, each in a process that is shut in."""
_PAGELESS: Final = ("txt", "html", "docx", "xlsx")

_LONG: Final = 300
_NO_REPORT: Final = 500
_REPORT_AT: Final = 200
_MEGABYTES: Final = 200.0
"""Goal for reading a report within a document of 300 pages."""
_SECONDS: Final = 10.0
"""Goal for refusing a document of 500 pages that is no report, and for reading that of 300."""

Sources = dict[str, bytes]


def _pdfs() -> dict[str, Sources]:
    """PDFs by where they come from; a group is left out where there are none."""
    groups = {
        "real": sorted((_ROOT.parent / "shared" / "samples").glob("*/source.pdf")),
        "bundled": sorted((_ROOT / "resources" / "samples").glob("*.pdf")),
    }
    sources = {
        name: {str(path): path.read_bytes() for path in paths} for name, paths in groups.items()
    }
    sources["generated"] = _generated("pdf")
    return {name: group for name, group in sources.items() if group}


def _generated(form: str) -> Sources:
    if form not in FORMATS:
        return {}
    return {case.name: case.data for case in cases(_GENERATED, _SEED, formats=(form,))}


def _read(data: bytes, name: str) -> None:
    read_report(data, name)


def _read_by_pdfplumber(data: bytes, _: str) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.extract_text()


def _timed(work: Callable[[bytes, str], object], data: bytes, name: str) -> float:
    start = perf_counter()
    work(data, name)
    return perf_counter() - start


def _ratio(sources: Sources) -> float:
    """Seconds of ours by pdfplumber's: sums of medians, the rounds of both taken in turn."""
    ours = theirs = 0.0
    for name, data in sources.items():
        rounds = [
            (_timed(_read, data, name), _timed(_read_by_pdfplumber, data, name))
            for _ in range(_ROUNDS)
        ]
        ours += median(own for own, _ in rounds)
        theirs += median(their for _, their in rounds)
    return ours / theirs


def _milliseconds(sources: Sources) -> float:
    """Per report, on average over them: each by the median of its rounds."""
    return 1_000 * mean(
        median(_timed(_read, data, name) for _ in range(_ROUNDS)) for name, data in sources.items()
    )


def _milliseconds_shut_in(sources: Sources) -> float:
    """Per report, in the middle of many that one worker reads, each in a fork that is shut in."""
    names = list(sources)
    with reading_pool(1) as pool:

        def read(number: int) -> float:
            name = names[number % len(names)]
            return _timed(
                lambda data, name: pool.submit(read_report, data, name).result(),
                sources[name],
                name,
            )

        # The worker starts with the first, and makes what many need before the second.
        times = [read(number) for number in range(2 + _MANY)]
    return 1_000 * median(times[2:])


def _long_document(pages: int, report_at: int | None = None) -> bytes:
    """Pages full of prose, with the statutory tables from one of them on."""
    printer = Printer()
    for number in range(pages):
        if number == report_at:
            for table in (art20_table(), requests_table(), review_table()):
                printer.table(table)
                printer.turn()
        for line in range(35):
            printer.text(
                f"本单位认真贯彻落实各项工作要求，全年办理事项{number * line}件。", size=11
            )
        printer.turn()
    return printer.finish()


def _peak(source: Path) -> tuple[float, float]:
    """Megabytes and seconds that a process of its own needs to read a file or refuse it."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(source)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    megabytes, seconds = done.stdout.split()
    return float(megabytes), float(seconds)


_MEASURE: Final = """
import resource, sys, time
from core.errors import Known
from core.reading import read_report
begin = time.perf_counter()
try:
    read_report(open(sys.argv[1], "rb").read(), "long.pdf")
except Known:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.perf_counter() - begin)
"""


def _long_figures() -> list[Figure]:
    with TemporaryDirectory(prefix="gouji-bench-") as folder:
        source = Path(folder) / "long.pdf"
        source.write_bytes(_long_document(_LONG, _REPORT_AT))
        megabytes, seconds = _peak(source)
        source.write_bytes(_long_document(_NO_REPORT))
        _, refusal = _peak(source)
    return [
        Figure("pdf_300_pages_memory", megabytes, "MB", _MEGABYTES),
        Figure("pdf_300_pages", seconds, "s", _SECONDS),
        Figure("pdf_500_pages_refused", refusal, "s", _SECONDS),
    ]


def _figures() -> Iterator[Figure]:
    pdfs = _pdfs()
    pageless = {form: _generated(form) for form in _PAGELESS}
    for group in (*pdfs.values(), *pageless.values()):
        # The first report of a kind also pays for what is imported only then.
        name, data = next(iter(group.items()))
        _read(data, name)
    every = {f"{group}/{name}": data for group, own in pdfs.items() for name, data in own.items()}
    if every:
        yield Figure("pdf_to_pdfplumber", _ratio(every), "ratio", _RATIO)
    for group, own in pdfs.items():
        yield Figure(f"pdf_{group}_to_pdfplumber", _ratio(own), "ratio", _RATIO)
    for form, own in pageless.items():
        yield Figure(f"{form}_per_report", _milliseconds(own), "ms", _MILLISECONDS)
    for form, own in pageless.items():
        yield Figure(f"{form}_shut_in_per_report", _milliseconds_shut_in(own), "ms", _MILLISECONDS)
    yield from _long_figures()


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    return 0 if show(_figures()) else 1


if __name__ == "__main__":
    sys.exit(main())
