from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import pytest

from core import source_files
from core.batch import find_sources, read_files
from core.errors import UnreadableSource
from core.progress import Silent
from core.workers.pool import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
SAMPLE = SAMPLES / "nanpu_street_2020.txt"


class Counter:
    """A progress that stops after so many steps."""

    def __init__(self, stop_after: int) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self.stop_after = stop_after

    def step(self, done: int, total: int, name: str) -> None:
        self.steps.append((done, total, name))

    @property
    def cancelled(self) -> bool:
        return len(self.steps) >= self.stop_after


P = ParamSpec("P")
T = TypeVar("T")


class Crashing(Executor):
    """An executor whose workers all die."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_exception(UnreadableSource("reader.crashed", "the reader crashed", "retry"))
        return future


def test_that_a_folder_yields_its_reports_in_the_order_of_names(tmp_path: Path) -> None:
    for name in (
        "b.PDF",
        "a.txt",
        ".hidden.txt",
        "~$b.docx",
        "c.zip",
        "d.css",
        "deep/d.html",
        ".git/e.txt",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")

    found = find_sources([tmp_path])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == [
        "a.txt",
        "b.PDF",
        "c.zip",
        "deep/d.html",
    ]


def test_that_a_named_file_is_taken_once_whatever_its_name_or_existence(tmp_path: Path) -> None:
    odd, missing = tmp_path / "c.zip", tmp_path / "none.pdf"
    odd.write_text("x")

    assert find_sources([odd, missing, odd]) == (odd, missing)


def test_that_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    paths = [tmp_path / "none.pdf", SAMPLE, tmp_path, empty, SAMPLE]
    pool = WorkerPool(2)
    outcomes = list(read_files(paths, pool, Silent()))
    pool.shutdown()

    assert [outcome.path for outcome in outcomes] == paths
    assert [outcome.reading is not None for outcome in outcomes] == [0, 1, 0, 0, 1]
    assert [outcome.error is not None for outcome in outcomes] == [1, 0, 1, 1, 0]
    assert [outcome.data is not None for outcome in outcomes] == [0, 1, 0, 1, 1]
    assert outcomes[1].data == SAMPLE.read_bytes()
    assert all(o.path.name in o.error.message for o in outcomes if o.error and o.data is None)


def test_that_a_crashed_reader_is_told_with_the_name_of_the_file() -> None:
    (outcome,) = read_files([SAMPLE], Crashing(), Silent())

    assert outcome.error is not None
    assert outcome.error.code == "reader.crashed"
    assert SAMPLE.name in outcome.error.message
    assert outcome.error.hint == "retry"


def test_that_progress_counts_and_stops_the_work(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(20)]
    counter = Counter(stop_after=3)
    with ThreadPoolExecutor(1) as executor:
        outcomes = list(read_files(paths, executor, counter))

    assert len(outcomes) == 3
    assert counter.steps == [(1, 20, "0.txt"), (2, 20, "1.txt"), (3, 20, "2.txt")]


def test_that_a_file_over_the_limit_is_not_even_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_files, "MAX_BYTES", 10)
    large = tmp_path / "large.pdf"
    large.write_bytes(b"12345678901")
    (outcome,) = read_files([large], Crashing(), Silent())

    assert outcome.data is None
    assert outcome.error is not None
    assert outcome.error.code == "file.too_large"
