"""Exports straight from a store, by worker processes: complete, in order, or not there at all."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.address import Address
from core.errors import ExportError
from core.export import Choice, Occasion
from core.export.parquet import is_installed
from core.progress import Silent
from core.reading import read_report
from core.work.exporting import export_store
from core.work.exporting_apart import export_apart
from core.work.workspace import Workspace

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
NAMES = (
    "nanpu_street_2020.txt",
    "beitan_township_2019.txt",
    "xiwu_development_2022.html",
    "qinghe_district_2024.xlsx",
)
CORRECTED = Address("requests", "new", "total")


class StopAfter:
    """A Progress that asks to stop after so many steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.seen: list[tuple[int, int]] = []

    @property
    def cancelled(self) -> bool:
        return len(self.seen) >= self.steps

    def step(self, done: int, total: int, name: str) -> None:
        """Count the step."""
        self.seen.append((done, total))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    work = Workspace.open(tmp_path / "reports.gouji", author="审核员")
    for name in NAMES:
        data = (SAMPLES / name).read_bytes()
        work.add_reading(data, read_report(data, name))
    work.correct(1, [(CORRECTED, Decimal(987))], reason="读错")
    yield work
    work.close()


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def numbers(workspace: Workspace) -> list[int]:
    return [line.number for line in workspace.reports()]


def test_that_reports_are_written_in_the_order_asked_for(
    workspace: Workspace, executor: Executor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.work.exporting._AT_ONCE", 1)
    target = tmp_path / "a.jsonl"

    count = export_store(workspace.wish(target, [3, 1, 4], Choice()), executor, Silent())

    written = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert count == 3
    assert [report["report"] for report in written] == [3, 1, 4]
    assert written[1]["tables"]["requests"]["new"]["total"] == 987


@pytest.mark.parametrize(
    "suffix",
    [
        ".xlsx",
        ".csv",
        ".jsonl",
        pytest.param(
            ".parquet",
            marks=pytest.mark.skipif(not is_installed(), reason="pyarrow is not installed"),
        ),
    ],
)
def test_that_the_same_store_gives_the_same_bytes_apart_from_the_hour(
    workspace: Workspace,
    executor: Executor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    first, again, later = (tmp_path / f"{name}{suffix}" for name in ("first", "again", "later"))
    wish = workspace.wish(first, numbers(workspace), Choice())

    export_store(wish, executor, Silent())
    shift_clock(monkeypatch)
    monkeypatch.setattr("core.work.exporting._AT_ONCE", 1)  # what each worker is given
    export_store(replace(wish, target=again), executor, Silent())
    export_store(
        replace(wish, target=later, occasion=Occasion("2031-05-06T07:08:09Z", "审核员")),
        executor,
        Silent(),
    )

    assert again.read_bytes() == first.read_bytes()
    if suffix != ".xlsx":  # only the workbook states the hour
        assert later.read_bytes() == first.read_bytes()


def shift_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a day go by for whoever asks what time it is."""
    now = time.time
    local = time.localtime
    monkeypatch.setattr("time.time", lambda: now() + 90_000)
    monkeypatch.setattr(
        "time.localtime",
        lambda seconds=None: local(now() + 90_000 if seconds is None else seconds),
    )


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".jsonl"])
@pytest.mark.parametrize("steps", [0, 1, 4], ids=["at once", "midway", "after the last report"])
def test_that_a_stopped_export_leaves_the_old_file_and_nothing_else(
    workspace: Workspace, executor: Executor, tmp_path: Path, suffix: str, steps: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / f"a{suffix}"
    target.write_bytes(b"old")
    stop = StopAfter(steps)

    count = export_store(workspace.wish(target, numbers(workspace), Choice()), executor, stop)

    assert count is None
    assert list(folder.iterdir()) == [target]
    assert target.read_bytes() == b"old"


def test_that_every_report_is_a_step(
    workspace: Workspace, executor: Executor, tmp_path: Path
) -> None:
    watched = StopAfter(99)

    export_store(
        workspace.wish(tmp_path / "a.csv", numbers(workspace), Choice()), executor, watched
    )

    assert watched.seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_that_an_export_apart_is_the_same(workspace: Workspace, tmp_path: Path) -> None:
    target, watched = tmp_path / "a.jsonl", StopAfter(99)

    count = export_apart(workspace.wish(target, [2, 1], Choice()), 1, watched)

    written = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert count == 2
    assert [report["report"] for report in written] == [2, 1]
    assert watched.seen == [(1, 2), (2, 2)]


def test_that_an_export_apart_can_be_stopped(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    every = numbers(workspace) * 100

    count = export_apart(workspace.wish(folder / "a.xlsx", every, Choice()), 1, StopAfter(1))

    assert count is None
    assert list(folder.iterdir()) == []


def test_that_an_export_apart_fails_with_the_same_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    wish = workspace.wish(tmp_path / "nowhere" / "a.csv", [1], Choice())

    with pytest.raises(ExportError) as failure:
        export_apart(wish, 1, Silent())

    assert failure.value.code == "export.folder_missing"


def test_that_problems_quote_the_document(
    workspace: Workspace, executor: Executor, tmp_path: Path
) -> None:
    target = tmp_path / "a.xlsx"

    export_store(workspace.wish(target, numbers(workspace), Choice()), executor, Silent())

    problems = list(load_workbook(target)["问题清单"].iter_rows(min_row=2, values_only=True))
    quotes = [
        (line, row[5])
        for line in workspace.reports()
        for row in problems
        if row[1] == line.agency and str(row[5]).startswith("“")
    ]
    assert quotes
    for line, said in quotes:
        text = "".join(workspace.document(line.number).text.split())
        for sentence in re.findall("“(.*?)”(?:\n|$)", str(said), re.DOTALL):
            assert "".join(sentence.split()).removesuffix("…") in text


def test_that_the_workbook_has_nothing_that_a_spreadsheet_would_repair(
    workspace: Workspace, executor: Executor, tmp_path: Path
) -> None:
    target = tmp_path / "a.xlsx"

    export_store(workspace.wish(target, numbers(workspace), Choice()), executor, Silent())

    with zipfile.ZipFile(target) as archive:
        names = Counter(archive.namelist())
        book = archive.read("xl/workbook.xml").decode()
        sheets = [
            archive.read(name).decode()
            for name in names
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
        ]
        styles = archive.read("xl/styles.xml").decode()
    assert set(names.values()) == {1}
    titles = re.findall(r'<sheet [^>]*name="([^"]*)"', book)
    assert len({title.casefold() for title in titles}) == len(titles)
    assert max(map(len, titles)) <= 31
    defined = re.findall(r'<definedName name="([^"]*)"(?: localSheetId="(\d+)")?', book)
    assert len(set(defined)) == len(defined)
    formats = int(re.findall(r'<cellXfs count="(\d+)"', styles)[0])
    for sheet in sheets:
        rows = [int(number) for number in re.findall(r'<row r="(\d+)"', sheet)]
        places = re.findall(r'<c r="([A-Z]+\d+)"', sheet)
        assert rows == sorted(set(rows))
        assert len(places) == len(set(places))
        assert max(map(int, re.findall(r' s="(\d+)"', sheet))) < formats
        assert not re.search("[\x00-\x08]", sheet)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_that_a_spreadsheet_program_computes_what_was_written(
    workspace: Workspace, executor: Executor, tmp_path: Path
) -> None:
    """The values of our formulas are taken out, so that the program has to compute them."""
    target, bare = tmp_path / "a.xlsx", tmp_path / "bare.xlsx"
    export_store(workspace.wish(target, numbers(workspace), Choice()), executor, Silent())
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(b"(</f>)<v>[^<]*</v>", b"\\1", old.read(name)))

    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(bare)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip

    ours, theirs = (
        load_workbook(path, data_only=True) for path in (target, tmp_path / "out" / "bare.xlsx")
    )
    assert ours.sheetnames == theirs.sheetnames
    compared = 0
    for sheet in ours:
        computed = theirs[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                other = computed[cell.coordinate]
                assert other.data_type != "e", f"{sheet.title} {cell.coordinate}"
                if isinstance(cell.value, int | float):
                    assert other.value == pytest.approx(cell.value), f"{sheet.title} {cell}"
                    compared += 1
    assert compared > 4 * 198
