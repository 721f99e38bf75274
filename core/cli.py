"""The command line: the same engine without a window.

Start-up matters here, so every command imports what it needs itself.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli_checks import add_check_options, wanted_settings
from core.console import Bar, account, has_display
from core.errors import Known
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.batch import FileOutcome
    from core.export import Choice
    from core.findings import Finding
    from core.merging import Conflict
    from core.rules import CheckSettings
    from core.workspace import Workspace

OK, FOUND, FAILED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit status: 0 done, 1 something was found or could not
    be read, 2 wrong usage or surroundings.
    """
    multiprocessing.freeze_support()
    _write_utf8()
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except Known as error:
        _complain(error)
        return FAILED
    except BrokenPipeError:
        # The reader of our output has gone; keep Python from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except KeyboardInterrupt:
        print(say("已中断。", "Interrupted."), file=sys.stderr)
        return 130


def default_store() -> Path:
    """Where the reports are kept when nobody names a place."""
    import platformdirs

    return platformdirs.user_data_path("gouji") / "reports.gouji"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gouji",
        description=say(
            "政府信息公开工作年度报告勾稽审核。不带命令时打开窗口。",
            "Review of annual reports on government information disclosure. "
            "Opens the window when no command is given.",
        ),
    )
    parser.add_argument(
        "--version", action="store_true", help=say("显示版本号", "print the version")
    )
    parser.set_defaults(run=_window)
    _add_store(parser)
    commands = parser.add_subparsers(
        title=say("命令", "commands"), metavar=say("命令", "COMMAND"), dest="command"
    )
    _add_extract(commands)
    _add_import(commands)
    _add_reread(commands)
    _add_check(commands)
    _add_export(commands)
    _add_verify(commands)
    _add_backup(commands)
    _add_restore(commands)
    _add_demo(commands)
    return parser


def _add_extract(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type private
    extract = _command(
        commands,
        "extract",
        say("读取文件并输出结果，不需要数据库", "read files and print what they hold; no store"),
    )
    extract.add_argument("files", nargs="+", type=Path, metavar=say("文件", "FILE"))
    extract.add_argument(
        "--json",
        action="store_true",
        help=say("每个文件输出一行 JSON", "print one JSON object a line"),
    )
    add_check_options(extract)
    extract.set_defaults(run=_extract)


def _add_import(commands: Any) -> None:  # noqa: ANN401 - see above
    add = _command(
        commands, "import", say("把文件或文件夹导入数据库", "import files or folders into a store")
    )
    add.add_argument("paths", nargs="+", type=Path, metavar=say("路径", "PATH"))
    _add_store(add)
    add.set_defaults(run=_import)


def _add_reread(commands: Any) -> None:  # noqa: ANN401 - see above
    reread = _command(
        commands,
        "reread",
        say(
            "用当前版本重新读取数据库中的原件，更正全部保留",
            "read the sources in a store anew; every correction is kept",
        ),
    )
    _add_store(reread)
    reread.add_argument(
        "--all",
        action="store_true",
        help=say("包括当前版本已读过的报告", "also those that this version has read already"),
    )
    reread.set_defaults(run=_reread)


def _add_check(commands: Any) -> None:  # noqa: ANN401 - see above
    check = _command(
        commands,
        "check",
        say(
            "校验数据库中的报告，有错误级问题时退出码为 1",
            "check the reports; exit 1 if a rule of severity error fails",
        ),
    )
    _add_store(check)
    add_check_options(check)
    check.set_defaults(run=_check)


def _add_export(commands: Any) -> None:  # noqa: ANN401 - see above
    export = _command(
        commands,
        "export",
        say("导出为 xlsx、csv、jsonl 或 parquet", "export to xlsx, csv, jsonl or parquet"),
    )
    _add_store(export)
    export.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar=say("文件", "FILE"),
        help=say("目标文件，由扩展名决定格式", "the file to write; its suffix names the format"),
    )
    export.add_argument(
        "--search",
        default="",
        metavar=say("词", "WORDS"),
        help=say(
            "只导出单位、年度或文件名含有这些词的报告",
            "only reports whose agency, year or file name hold these words",
        ),
    )
    export.add_argument(
        "--sheets",
        metavar=say("工作表", "SHEETS"),
        help=say(
            "工作簿中的工作表，以逗号分隔：summary、problems、years、active、requests、review、"
            "corrections、rules",
            "the sheets of a workbook, by commas: summary, problems, years, active, requests,"
            " review, corrections, rules",
        ),
    )
    export.add_argument(
        "--forms",
        action=argparse.BooleanOptionalAction,
        help=say("每份报告附一张法定表格", "a sheet in the official form for each report"),
    )
    add_check_options(export)
    export.set_defaults(run=_export)


def _add_verify(commands: Any) -> None:  # noqa: ANN401 - see above
    verify = _command(
        commands, "verify", say("检查数据库是否完好", "check that the store is undamaged")
    )
    _add_store(verify)
    verify.set_defaults(run=_verify)


def _add_backup(commands: Any) -> None:  # noqa: ANN401 - see above
    backup = _command(
        commands,
        "backup",
        say("备份数据库并核对备份", "make a copy of the store and check it"),
    )
    _add_store(backup)
    backup.add_argument(
        "--list",
        action="store_true",
        help=say("只列出已有的备份", "only list the copies there are"),
    )
    backup.set_defaults(run=_backup)


def _add_restore(commands: Any) -> None:  # noqa: ANN401 - see above
    restore = _command(
        commands,
        "restore",
        say(
            "用备份替换数据库，原数据库移到一旁保留",
            "put a copy in the place of the store, which is moved aside and kept",
        ),
    )
    _add_store(restore)
    restore.add_argument(
        "--number",
        type=int,
        metavar=say("编号", "NUMBER"),
        help=say("备份的编号（默认最新的完好备份）", "which copy (default: the newest whole one)"),
    )
    restore.set_defaults(run=_restore)


def _add_demo(commands: Any) -> None:  # noqa: ANN401 - see above
    demo = _command(
        commands,
        "demo",
        say("用内置样例演示", "import the bundled samples and show what comes out"),
    )
    demo.add_argument(
        "--store",
        type=Path,
        metavar=say("数据库", "STORE"),
        help=say("新建的数据库", "the new store to make"),
    )
    demo.add_argument(
        "--out",
        type=Path,
        metavar=say("文件夹", "DIR"),
        help=say("存放结果的文件夹", "the folder for what is written"),
    )
    demo.add_argument(
        "--window",
        action="store_true",
        help=say("在没有终端时也打开窗口", "open the window even without a terminal"),
    )
    demo.set_defaults(run=_demo)


def _command(commands: Any, name: str, text: str) -> argparse.ArgumentParser:  # noqa: ANN401
    return commands.add_parser(name, help=text, description=text)


def _add_store(parser: argparse.ArgumentParser) -> None:
    # Suppressed, so that a command does not overwrite what stood before it.
    parser.add_argument(
        "--store",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("数据库", "STORE"),
        help=say("数据库文件（默认在用户数据目录）", "the store (default: in the user's data)"),
    )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"gouji {version('gouji')}"
    except PackageNotFoundError:
        return "gouji"


def _store(arguments: argparse.Namespace) -> Path:
    named: Path | None = getattr(arguments, "store", None)
    return default_store() if named is None else named


def _open(
    arguments: argparse.Namespace, *, create: bool = False, settings: CheckSettings | None = None
) -> closing[Workspace]:
    """The store, with the settings of the user's file unless others are given."""
    from core.settings import load_settings
    from core.workspace import Workspace

    settings = load_settings() if settings is None else settings
    store = _store(arguments)
    return closing(Workspace.open(store, author=account(), create=create, settings=settings))


def _window(arguments: argparse.Namespace) -> int:
    if arguments.version:
        print(_version())
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


def _read(paths: Sequence[Path], workers: int) -> Iterator[FileOutcome]:
    """The outcomes of the files, read by workers, with progress on a terminal."""
    from core.batch import read_files
    from core.workers import WorkerPool

    pool = WorkerPool(max(1, min(workers, len(paths))))
    bar = Bar()
    try:
        for outcome in read_files(paths, pool, bar):
            bar.clear()
            yield outcome
    finally:
        bar.clear()
        pool.shutdown(cancel_futures=True)


def _extract(arguments: argparse.Namespace) -> int:
    status, settings = OK, wanted_settings(arguments)
    for outcome in _read(arguments.files, 2):
        if outcome.error is not None:
            status = FOUND
        if arguments.json:
            print(json.dumps(_json_line(outcome, settings), ensure_ascii=False), flush=True)
        else:
            _print_outcome(outcome, settings)
    return status


def _json_line(outcome: FileOutcome, settings: CheckSettings) -> dict[str, Any]:
    from core.contract import error_line, report_line

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
        _complain(outcome.error)
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


def _import(arguments: argparse.Namespace) -> int:
    from core.batch import find_sources

    sources = find_sources(arguments.paths)
    if not sources:
        message = say(
            "给出的路径中没有可导入的文件。", "There is no file to import at these paths."
        )
        hint = say("支持 PDF、DOCX、HTML、XLSX 和 TXT。", "PDF, DOCX, HTML, XLSX and TXT are read.")
        raise Known("import.nothing", message, hint)
    added = known = failed = 0
    with _open(arguments, create=True) as workspace:
        for outcome in _read(sources, os.cpu_count() or 1):
            if outcome.reading is None or outcome.data is None:
                assert outcome.error is not None
                failed += 1
                _complain(outcome.error)
            elif workspace.add_reading(outcome.data, outcome.reading).duplicate:
                known += 1
            else:
                added += 1
    print(
        say(
            f"导入 {added} 份，已存在 {known} 份，失败 {failed} 份。",
            f"{added} imported, {known} already there, {failed} failed.",
        )
    )
    return FOUND if failed else OK


def _reread(arguments: argparse.Namespace) -> int:
    from core.rereading import read_all_anew
    from core.workers import WorkerPool

    read = applied = settled = disputed = failed = 0
    bar, pool = Bar(), WorkerPool(os.cpu_count() or 1)
    with _open(arguments) as workspace:
        try:
            for outcome in read_all_anew(workspace, pool, bar, only_older=not arguments.all):
                bar.clear()
                if outcome.merge is None:
                    assert outcome.error is not None
                    failed += 1
                    _complain(outcome.error)
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


def _check(arguments: argparse.Namespace) -> int:
    from core.findings import Status
    from core.workers import WorkerPool

    failed, settings = 0, wanted_settings(arguments)
    bar, pool = Bar(), WorkerPool(os.cpu_count() or 1)
    with _open(arguments) as workspace:
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


def _export(arguments: argparse.Namespace) -> int:
    from core.exporting import export_store
    from core.workers import WorkerPool

    choice, bar, pool = _choice(arguments), Bar(), WorkerPool(os.cpu_count() or 1)
    with _open(arguments, settings=wanted_settings(arguments)) as workspace:
        try:
            reports = [line.number for line in workspace.reports(arguments.search)]
            scope = f"检索“{arguments.search}”" if arguments.search else ""
            count = export_store(workspace.wish(arguments.out, reports, choice, scope), pool, bar)
        finally:
            bar.clear()
            pool.shutdown(cancel_futures=True)
    print(
        say(
            f"已导出 {count} 份报告：{arguments.out}", f"{count} reports exported: {arguments.out}"
        )
    )
    return OK


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


def _verify(arguments: argparse.Namespace) -> int:
    with _open(arguments) as workspace:
        problems = workspace.verify()
        count = len(workspace.reports())
    for problem in problems:
        print(problem)
    if problems:
        return FOUND
    print(say(f"数据库完好，共 {count} 份报告。", f"The store is sound; it holds {count} reports."))
    return OK


def _backup(arguments: argparse.Namespace) -> int:
    from core.copies import list_copies, make_copy

    store = _store(arguments)
    for line in list_copies(store) if arguments.list else (make_copy(store),):
        print(line)
    return OK


def _restore(arguments: argparse.Namespace) -> int:
    from core.copies import put_back

    print(put_back(_store(arguments), arguments.number))
    return OK


def _demo(arguments: argparse.Namespace) -> int:
    from core.demo import demonstrate

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


def _complain(error: Known) -> None:
    print(f"{say('错误：', 'Error: ')}{error.message}", file=sys.stderr)
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)


def _write_utf8() -> None:
    """Write UTF-8 whatever the system's locale; a lone surrogate as the escape JSON has for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
