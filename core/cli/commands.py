"""What the commands of the command line do; each gives its exit status.

Start-up matters here, so every command imports what it needs itself.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.cli.checks import wanted_settings
from core.cli.console import Bar, account, has_display
from core.errors import Known
from core.language import say
from core.program import default_store, installed_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.batch import FileOutcome
    from core.export import Choice
    from core.findings import Finding
    from core.merging import Conflict
    from core.rules import CheckSettings
    from core.work.workspace import Workspace

OK: Final = 0
FOUND: Final = 1
"""Something was found, or could not be read."""
FAILED: Final = 2
"""Wrong usage or surroundings."""


def version() -> str:
    """The program with its version."""
    return f"gouji {installed_version()}".rstrip()


def about(arguments: argparse.Namespace) -> int:
    """Tell the version, where the store is and what it holds, and what a hostile file could do on this
    system.
    """
    from core.jail.trial import described
    from core.reading_apart import guards

    lines = described(guards().result())
    print(version())
    print(say(f"数据库：{_store(arguments)}", f"Store: {_store(arguments)}"))
    for line in _held_lines(_store(arguments)):
        print(f"  {line}")
    print(say("读取文件的进程：", "The processes that read files:"))
    for line in lines:
        print(f"  {line}")
    return OK


def _held_lines(path: Path) -> tuple[str, ...]:
    """What the store holds, in sentences; why it cannot be told where it cannot be opened."""
    from core.store.inventory import take_inventory
    from core.store.store import Store

    try:
        with closing(Store.open(path, create=False, read_only=True)) as store:
            held = store.ask(take_inventory)
    except Known as error:
        return (error.message,)
    version = ".".join(map(str, held.version))
    size, idle = (f"{count / 1_000_000:.1f} MB" for count in (held.size, held.idle))
    return (
        say(
            f"格式 {version}，{size}，其中空闲 {idle}",
            f"version {version}, {size}, of which {idle} wait for new entries",
        ),
        say(
            f"报告 {held.reports} 份，原件 {held.sources} 件，读取 {held.readings} 次",
            f"reports: {held.reports}, sources: {held.sources}, readings: {held.readings}",
        ),
        say(
            f"更正 {held.corrections} 条，认定 {held.verdicts} 条，寄存 {held.parcels} 项，"
            f"未完成的录入 {held.drafts} 处",
            f"corrections: {held.corrections}, verdicts: {held.verdicts}, parcels kept: {held.parcels},"
            f" unfinished entries: {held.drafts}",
        ),
    )


def _store(arguments: argparse.Namespace) -> Path:
    named: Path | None = getattr(arguments, "store", None)
    return default_store() if named is None else named


def opened(
    arguments: argparse.Namespace, *, create: bool = False, settings: CheckSettings | None = None
) -> closing[Workspace]:
    """The store that a command names, with the settings of the user's file unless others are given."""
    from core.settings import load_settings
    from core.work.workspace import Workspace

    settings = load_settings() if settings is None else settings
    store = _store(arguments)
    return closing(Workspace.open(store, author=account(), create=create, settings=settings))


def window(arguments: argparse.Namespace) -> int:
    """Open the window, or print the version where that is asked. Raises Known without a display."""
    if arguments.version:
        print(version())
        return OK
    if not has_display():
        message = say(
            "没有可用的显示器，无法打开窗口。", "There is no display to open the window on."
        )
        hint = say(
            "请在桌面环境中运行，或使用命令：gouji --help。",
            "Run it on a desktop, or use a command: gouji --help.",
        )
        raise Known("window.no_display", message, hint)
    return importlib.import_module("gui.app").run(getattr(arguments, "store", None))


def read(
    paths: Sequence[Path], workers: int | None = None, *, to_keep: bool = False
) -> Iterator[FileOutcome]:
    """The outcomes of the files, read by workers, with progress on a terminal.

    ``to_keep``: those of the files in archives too, all of them packed for a store.
    """
    from core.batch import read_files
    from core.reading_apart import reading_pool

    size = max(1, min(workers or os.cpu_count() or 1, len(paths) + 3 * to_keep))
    pool = reading_pool(size, packs=to_keep)
    bar = Bar()
    try:
        for outcome in read_files(paths, pool, bar, opens_archives=to_keep):
            bar.clear()
            yield outcome
    finally:
        bar.clear()
        pool.shutdown(cancel_futures=True)


def extract(arguments: argparse.Namespace) -> int:
    """Read files and print what they hold."""
    status, settings = OK, wanted_settings(arguments)
    for outcome in read(arguments.files, 2):
        if outcome.error is not None:
            status = FOUND
        if arguments.json:
            print(json.dumps(_json_line(outcome, settings), ensure_ascii=False), flush=True)
        else:
            _print_outcome(outcome, settings)
    return status


def _json_line(outcome: FileOutcome, settings: CheckSettings) -> dict[str, Any]:
    from core.cli.contract import error_line, report_line

    if outcome.reading is None:
        assert outcome.error is not None
        return error_line(outcome.path.name, outcome.error)
    return report_line(outcome.reading, _findings(outcome, settings))


def _findings(outcome: FileOutcome, settings: CheckSettings) -> Sequence[Finding]:
    from core.checks import evaluate
    from core.statement import fold

    if outcome.reading is None:
        return ()
    return evaluate(fold(outcome.reading.extraction, ()), settings)


def _print_outcome(outcome: FileOutcome, settings: CheckSettings) -> None:
    if outcome.reading is None:
        assert outcome.error is not None
        complain(outcome.error)
        return
    extraction = outcome.reading.extraction
    known = sum(cell.is_known for cell in extraction.cells)
    print(_title(extraction.agency.value, extraction.year.value, extraction.name))
    print(
        say(
            f"  {extraction.template} 版表格，{len(extraction.cells)} 格中读出 {known} 格",
            f"  {extraction.template} form, {known} of {len(extraction.cells)} cells read",
        )
    )
    _print_findings(_findings(outcome, settings))


def import_files(arguments: argparse.Namespace) -> int:
    """Read files and folders into a store."""
    from core.batch import find_sources

    sources = find_sources(arguments.paths)
    if not sources:
        message = say(
            "给出的路径中没有可导入的文件。", "There is no file to import at these paths."
        )
        hint = say(
            "支持 PDF、DOCX、HTML、XLSX、TXT，以及 ZIP、TAR、TAR.GZ 压缩包。",
            "PDF, DOCX, HTML, XLSX and TXT are read, and ZIP, TAR and TAR.GZ archives of them.",
        )
        raise Known("import.nothing", message, hint)
    added = known = failed = came = 0
    with opened(arguments, create=True) as workspace:
        for outcome in read(sources, to_keep=True):
            if outcome.packed is None:
                assert outcome.error is not None
                failed += 1
                complain(outcome.error)
                continue
            changes = workspace.add_packed(outcome.packed)
            known += changes.duplicate
            added += not changes.duplicate
            came += changes.handed_over
    print(
        say(
            f"导入 {added} 份，已存在 {known} 份，失败 {failed} 份。",
            f"{added} imported, {known} already there, {failed} failed.",
        )
    )
    if came:
        print(
            say(
                f"其中 {came} 份报告此前寄存的更正已并入。",
                f"Work that was kept for {came} of them came in.",
            )
        )
    return FOUND if failed else OK


def reread(arguments: argparse.Namespace) -> int:
    """Read the sources of a store anew; corrections are kept."""
    from core.reading_apart import reading_pool
    from core.work.rereading import read_all_anew

    read = applied = settled = disputed = failed = 0
    bar, pool = Bar(), reading_pool(os.cpu_count() or 1)
    with opened(arguments) as workspace:
        try:
            for outcome in read_all_anew(workspace, pool, bar, only_older=not arguments.all):
                bar.clear()
                if outcome.merge is None:
                    assert outcome.error is not None
                    failed += 1
                    complain(outcome.error)
                    continue
                read += 1
                applied += len(outcome.merge.applied)
                settled += len(outcome.merge.settled)
                disputed += len(outcome.merge.conflicts)
                if outcome.merge.conflicts:
                    print(outcome.name)
                    _print_conflicts(outcome.merge.conflicts)
        finally:
            bar.clear()
            pool.shutdown(cancel_futures=True)
    print(
        say(
            f"重新读取 {read} 份，失败 {failed} 份。更正：{applied} 处仍适用，"
            f"{settled} 处新读数已一致，{disputed} 处需要复核。",
            f"{read} read anew, {failed} failed. Corrections: {applied} still apply,"
            f" {settled} settled by the reading, {disputed} to be decided.",
        )
    )
    return FOUND if failed or disputed else OK


def _print_conflicts(conflicts: Sequence[Conflict]) -> None:
    from core.values import value_to_text

    blank = say("空白", "blank")
    for conflict in conflicts:
        values = (conflict.before, conflict.correction.new, conflict.now)
        before, put, now = (value_to_text(value) or blank for value in values)
        print(
            say(
                f"  {conflict.address}：原读数 {before}，更正为 {put}，新读数 {now}",
                f"  {conflict.address}: read {before}, corrected to {put}, now read {now}",
            )
        )


def check(arguments: argparse.Namespace) -> int:
    """Judge every report of a store anew."""
    from core.findings import Status
    from core.workers.pool import WorkerPool

    failed, settings = 0, wanted_settings(arguments)
    bar, pool = Bar(), WorkerPool(os.cpu_count() or 1)
    with opened(arguments) as workspace:
        try:
            for found in workspace.recheck(pool, bar, settings):
                bar.clear()
                print(_title(found.agency, found.year, found.name))
                _print_findings(found.problems)
                failed += sum(
                    f.status is Status.FAIL and f.severity == "error" for f in found.problems
                )
        finally:
            bar.clear()
            pool.shutdown(cancel_futures=True)
    return FOUND if failed else OK


def export(arguments: argparse.Namespace) -> int:
    """Write the reports of a store to a file."""
    from core.work.exporting import export_store
    from core.workers.pool import WorkerPool

    choice, bar, pool = _choice(arguments), Bar(), WorkerPool(os.cpu_count() or 1)
    with opened(arguments, settings=wanted_settings(arguments)) as workspace:
        try:
            reports = [line.number for line in workspace.reports(arguments.search)]
            if arguments.search and not reports:
                raise _nothing_found(arguments.search)
            scope = f"检索“{arguments.search}”" if arguments.search else ""
            count = export_store(workspace.wish(arguments.out, reports, choice, scope), pool, bar)
        finally:
            bar.clear()
            pool.shutdown(cancel_futures=True)
    print(
        say(
            f"已导出 {count} 份报告：{arguments.out}",
            f"Reports exported: {count}, to {arguments.out}",
        )
    )
    return OK


def _nothing_found(words: str) -> Known:
    """Better than an empty file in the place of one that was full."""
    return Known(
        "export.nothing",
        say(
            f"没有符合“{words}”的报告，未导出。", f"No report matches “{words}”: nothing exported."
        ),
        say("请换一个词，或不加 --search。", "Search for something else, or leave --search out."),
    )


def _choice(arguments: argparse.Namespace) -> Choice:
    from core.export import Choice
    from core.export.choice import sheets_named

    try:
        named = None if arguments.sheets is None else sheets_named(arguments.sheets.split(","))
    except KeyError as error:
        message = say(f"没有名为 {error} 的工作表。", f"There is no sheet {error}.")
        hint = say("可用的名称见 gouji export --help。", "See gouji export --help for the names.")
        raise Known("export.sheet", message, hint) from error
    return Choice(named, arguments.forms)


def verify(arguments: argparse.Namespace) -> int:
    """Say what is damaged in a store."""
    with opened(arguments) as workspace:
        problems = workspace.verify()
        count, outdated = len(workspace.reports()), workspace.checks.outdated()
    for problem in problems:
        print(problem)
    if outdated:
        print(
            say(
                f"{outdated} 份报告在列表中的核对结果出自其他规则或设置，gouji check 会重新核对；这不是损坏。",
                f"{outdated} reports were judged by other rules or settings: gouji check judges them"
                " anew. This is no damage.",
            )
        )
    if problems:
        return FOUND
    print(say(f"数据库完好，共 {count} 份报告。", f"The store is sound; reports in it: {count}."))
    return OK


def backup(arguments: argparse.Namespace) -> int:
    """Copy a store, or list its copies."""
    from core.work.copies import list_copies, make_copy

    store = _store(arguments)
    for line in list_copies(store) if arguments.list else (make_copy(store),):
        print(line)
    return OK


def restore(arguments: argparse.Namespace) -> int:
    """Put a copy in the place of a store."""
    from core.work.copies import put_back

    print(put_back(_store(arguments), arguments.number))
    return OK


def link(arguments: argparse.Namespace) -> int:
    """Say that two names stand for one agency, or take it back."""
    with opened(arguments) as workspace:
        changes = workspace.link(arguments.one, arguments.other, linked=not arguments.undo)
    count = len(changes.reports)
    print(say(f"涉及 {count} 份报告。", f"Reports concerned: {count}."))
    return OK


def demo(arguments: argparse.Namespace) -> int:
    """Show the program on the bundled samples."""
    from core.cli.demo import demonstrate

    return demonstrate(arguments.store, arguments.out, force_window=arguments.window)


def _title(agency: str | None, year: str | int | None, name: str) -> str:
    unknown = say("（未识别）", "(unknown)")
    return f"{agency or unknown} {year or unknown} [{name}]"


def _print_findings(findings: Sequence[Finding]) -> None:
    from core.findings import Status

    marks = {Status.FAIL: say("不符", "FAIL"), Status.CANNOT_TELL: say("无法判断", "cannot tell")}
    problems = [f for f in findings if f.status is not Status.PASS]
    for finding in problems:
        print(f"  {marks[finding.status]}  {finding.rule}[{finding.instance}]  {finding.message}")
    if not problems:
        print(say("  勾稽关系全部相符", "  every rule holds"))


def complain(error: Known) -> None:
    """Tell of an error of the surroundings on standard error."""
    print(f"{say('错误：', 'Error: ')}{error.message}", file=sys.stderr)
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)
