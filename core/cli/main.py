"""The command line: which commands there are and what they take; core.cli.commands does them."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli import commands
from core.cli.areas import add_area
from core.cli.checks import add_check_options
from core.cli.exchange import add_exchange
from core.cli.parsers import Commands, add_command, add_store
from core.errors import Known
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence


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
        commands.complain(error)
        return commands.FAILED
    except BrokenPipeError:
        # The reader of our output has gone; keep Python from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return commands.FOUND
    except KeyboardInterrupt:
        print(say("已中断。", "Interrupted."), file=sys.stderr)
        return 130


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
    parser.set_defaults(run=commands.window)
    add_store(parser)
    parsers = parser.add_subparsers(
        title=say("命令", "commands"), metavar=say("命令", "COMMAND"), dest="command"
    )
    _add_extract(parsers)
    _add_import(parsers)
    _add_reread(parsers)
    _add_check(parsers)
    _add_export(parsers)
    _add_verify(parsers)
    _add_backup(parsers)
    _add_restore(parsers)
    _add_link(parsers)
    add_area(parsers)
    add_exchange(parsers)
    _add_demo(parsers)
    _add_about(parsers)
    return parser


def _add_extract(parsers: Commands) -> None:
    extract = add_command(
        parsers,
        "extract",
        say("读取文件并输出结果，不需要数据库", "read files and print what they hold; no store"),
        commands.extract,
    )
    extract.add_argument("files", nargs="+", type=Path, metavar=say("文件", "FILE"))
    extract.add_argument(
        "--json",
        action="store_true",
        help=say("每个文件输出一行 JSON", "print one JSON object a line"),
    )
    add_check_options(extract)


def _add_import(parsers: Commands) -> None:
    add = add_command(
        parsers,
        "import",
        say("把文件或文件夹导入数据库", "import files or folders into a store"),
        commands.import_files,
    )
    add.add_argument("paths", nargs="+", type=Path, metavar=say("路径", "PATH"))
    add_store(add)


def _add_reread(parsers: Commands) -> None:
    reread = add_command(
        parsers,
        "reread",
        say(
            "用当前版本重新读取数据库中的原件，更正全部保留",
            "read the sources in a store anew; every correction is kept",
        ),
        commands.reread,
    )
    add_store(reread)
    reread.add_argument(
        "--all",
        action="store_true",
        help=say("包括当前版本已读过的报告", "also those that this version has read already"),
    )


def _add_check(parsers: Commands) -> None:
    check = add_command(
        parsers,
        "check",
        say(
            "校验数据库中的报告，有错误级问题时退出码为 1",
            "check the reports; exit 1 if a rule of severity error fails",
        ),
        commands.check,
    )
    add_store(check)
    add_check_options(check)


def _add_export(parsers: Commands) -> None:
    export = add_command(
        parsers,
        "export",
        say("导出为 xlsx、csv、jsonl 或 parquet", "export to xlsx, csv, jsonl or parquet"),
        commands.export,
    )
    add_store(export)
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


def _add_verify(parsers: Commands) -> None:
    verify = add_command(
        parsers,
        "verify",
        say("检查数据库是否完好", "check that the store is undamaged"),
        commands.verify,
    )
    add_store(verify)


def _add_backup(parsers: Commands) -> None:
    backup = add_command(
        parsers,
        "backup",
        say("备份数据库并核对备份", "make a copy of the store and check it"),
        commands.backup,
    )
    add_store(backup)
    backup.add_argument(
        "--list",
        action="store_true",
        help=say("只列出已有的备份", "only list the copies there are"),
    )


def _add_restore(parsers: Commands) -> None:
    restore = add_command(
        parsers,
        "restore",
        say(
            "用备份替换数据库，原数据库移到一旁保留",
            "put a copy in the place of the store, which is moved aside and kept",
        ),
        commands.restore,
    )
    add_store(restore)
    restore.add_argument(
        "--number",
        type=int,
        metavar=say("编号", "NUMBER"),
        help=say("备份的编号（默认最新的完好备份）", "which copy (default: the newest whole one)"),
    )


def _add_link(parsers: Commands) -> None:
    link = add_command(
        parsers,
        "link",
        say(
            "声明两个名称是同一机关，其报告逐年对照",
            "say that two names stand for one agency, whose years are then compared",
        ),
        commands.link,
    )
    link.add_argument("one", metavar=say("名称", "NAME"))
    link.add_argument("other", metavar=say("名称", "NAME"))
    add_store(link)
    link.add_argument(
        "--undo", action="store_true", help=say("收回这一声明", "take such a word back")
    )


def _add_demo(parsers: Commands) -> None:
    demo = add_command(
        parsers,
        "demo",
        say("用内置样例演示", "import the bundled samples and show what comes out"),
        commands.demo,
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


def _add_about(parsers: Commands) -> None:
    about = add_command(
        parsers,
        "about",
        say(
            "显示版本、数据库的位置与内容、读取文件时的防护",
            "print the version, the store and what it holds, and what guards the reading of files",
        ),
        commands.about,
    )
    add_store(about)


def _write_utf8() -> None:
    """Write UTF-8 whatever the system's locale; a lone surrogate as the escape JSON has for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
