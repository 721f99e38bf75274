"""The demonstration: the bundled samples, read, checked, exported and shown."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from core.batch import SUFFIXES, read_files
from core.cli.console import Bar, account, has_display, shortened, table
from core.errors import Known
from core.export import Occasion, export
from core.findings import Status
from core.language import say
from core.reading_apart import reading_pool
from core.work.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from core.review import Review


def demonstrate(store: Path | None, out: Path | None, *, force_window: bool = False) -> int:
    """Import the samples into a fresh store, print the result, write a workbook, show the window.

    The answer is the exit status. Raises Known when the store exists already or nothing is bundled.
    """
    folder = out or _unused(Path("gouji-demo"))
    folder.mkdir(parents=True, exist_ok=True)
    store = store or _unused(folder / "demo.gouji")
    if store.exists():
        raise Known(
            "demo.store_exists",
            say(f"“{store}”已存在。", f"“{store}” exists already."),
            say("演示需要新的数据库，请换一个路径。", "The demonstration makes a new store there."),
        )
    with ExitStack() as stack:
        samples = [stack.enter_context(as_file(entry)) for entry in _samples()]
        failed = _import(samples, store)
    with closing(Workspace.open(store, author=account(), create=False)) as workspace:
        reviews = [workspace.review(line.number) for line in workspace.reports()]
    _print_reviews(reviews)
    workbook = folder / "gouji-demo.xlsx"
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    export(workbook, reviews, Occasion(made_at, account()))
    print(say(f"数据库：{store}", f"Store: {store}"))
    print(say(f"工作簿：{workbook}", f"Workbook: {workbook}"))
    return max(_show(store, folder, force_window=force_window), int(failed > 0))


def _samples() -> Sequence[Traversable]:
    entries = sorted(files("resources.samples").iterdir(), key=lambda entry: entry.name)
    samples = [entry for entry in entries if Path(entry.name).suffix.lower() in SUFFIXES]
    if not samples:
        raise Known(
            "demo.no_samples",
            say("没有内置样例。", "No samples are bundled."),
            say("请重新安装程序。", "Install the program again."),
        )
    return samples


def _import(samples: Sequence[Path], store: Path) -> int:
    """Read the samples into the store; the answer is how many could not be read."""
    failed = 0
    pool, bar = reading_pool(2, packs=True), Bar()
    try:
        with closing(Workspace.open(store, author=account())) as workspace:
            for outcome in read_files(samples, pool, bar):
                bar.clear()
                if outcome.packed is not None:
                    workspace.add_packed(outcome.packed)
                else:
                    failed += 1
                    print(f"{outcome.path.name}: {outcome.error}", file=sys.stderr)
    finally:
        pool.shutdown(cancel_futures=True)
    return failed


def _print_reviews(reviews: Sequence[Review]) -> None:
    heading = (
        say("文件", "File"),
        say("机关", "Agency"),
        say("年度", "Year"),
        say("版式", "Form"),
        say("读出", "Read"),
        say("待核", "Unsure"),
        say("不符", "Fails"),
        say("无法判断", "Cannot tell"),
    )
    print(table([heading, *(_row(review) for review in reviews)]))
    for review in reviews:
        for finding in review.problems:
            print(f"{review.name}: {finding.rule}[{finding.instance}] {finding.message}")


def _row(review: Review) -> tuple[str, ...]:
    cells = review.extraction.cells
    known = sum(cell.is_known for cell in cells)
    statuses = [finding.status for finding in review.findings]
    return (
        shortened(review.name, 32),
        shortened(review.agency, 28),
        str(review.year or ""),
        review.extraction.template,
        f"{known}/{len(cells)}",
        str(len(cells) - known),
        str(statuses.count(Status.FAIL)),
        str(statuses.count(Status.CANNOT_TELL)),
    )


def _show(store: Path, folder: Path, *, force_window: bool) -> int:
    """Open the window where somebody can see it, else save its picture."""
    is_seen = has_display() and (force_window or sys.stdout.isatty())
    if not is_seen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        app = importlib.import_module("gui.app")
    except ImportError as error:
        raise Known(
            "window.unavailable",
            say(f"无法加载窗口：{error}。", f"The window cannot be loaded: {error}."),
            say(
                "请安装 README 所列的系统库；以上结果已写好。",
                "Install the system libraries that the README lists; the results above stand.",
            ),
        ) from error
    if is_seen:
        return app.run(store)
    picture = folder / "gouji-demo.png"
    app.picture(store, picture)
    print(say(f"窗口截图：{picture}", f"Picture of the window: {picture}"))
    return 0


def _unused(path: Path) -> Path:
    """The path, with a number where something has that name already."""
    number = 2
    candidate = path
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate
