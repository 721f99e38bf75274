"""The commands that carry work between stores: gouji exchange export, import and kept."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.cli import commands
from core.cli.console import Bar
from core.cli.parsers import Commands, add_command, add_store
from core.errors import Known
from core.language import say

if TYPE_CHECKING:
    import argparse

    from core.exchange.exchange import Outlook
    from core.work.workspace import Workspace

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")


def add_exchange(parsers: Commands) -> None:
    """Gouji exchange, with export, import and kept below it."""
    about = say(
        "与其他人交换更正、认定、审核状态等（不含原件）",
        "exchange corrections, verdicts, statuses and more with others",
    )
    exchange = parsers.add_parser("exchange", help=about, description=about)
    inner = exchange.add_subparsers(
        title=say("命令", "commands"),
        metavar=say("命令", "COMMAND"),
        dest="exchange",
        required=True,
    )
    _add_export(inner)
    _add_import(inner)
    _add_kept(inner)


def _add_export(parsers: Commands) -> None:
    about = say("把更正写成更正包", "write the work on the reports to a package")
    export = add_command(parsers, "export", about, export_package)
    add_store(export)
    export.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar=say("文件", "FILE"),
        help=say("更正包（.goujix）", "the package (.goujix)"),
    )
    export.add_argument(
        "--since",
        default="",
        metavar=say("日期", "DATE"),
        help=say(
            "只含这一天起有改动的报告，如 2026-03-01",
            "only reports that were worked on from that day on, as 2026-03-01",
        ),
    )
    export.add_argument(
        "--search",
        default="",
        metavar=say("词", "WORDS"),
        help=say(
            "只含单位、年度或文件名有这些词的报告",
            "only reports whose agency, year or file name hold these words",
        ),
    )
    export.add_argument(
        "--with-sources",
        action="store_true",
        help=say("附上报告原件", "with the sources of the reports"),
    )


def _add_import(parsers: Commands) -> None:
    about = say(
        "合并更正包或更正后的工作簿；数据库先备份，有冲突时退出码为 1",
        "merge a package or a corrected workbook; the store is copied first; exit 1 if something"
        " is in conflict",
    )
    take_in = add_command(parsers, "import", about, import_package)
    take_in.add_argument("file", type=Path, metavar=say("文件", "FILE"))
    add_store(take_in)
    take_in.add_argument(
        "--preview",
        action="store_true",
        help=say("只说明会有什么变化，不合并", "only say what would come; merge nothing"),
    )
    take_in.add_argument(
        "--author",
        default="",
        metavar=say("姓名", "NAME"),
        help=say("工作簿中的更正是谁做的（默认本人）", "who corrected the workbook (default: you)"),
    )


def _add_kept(parsers: Commands) -> None:
    about = say(
        "列出寄存的更正：本库还没有其报告，导入原件时自动并入",
        "list the work that is kept for reports that are not here yet",
    )
    kept = add_command(parsers, "kept", about, show_kept)
    add_store(kept)
    kept.add_argument(
        "--discard",
        type=int,
        nargs="+",
        default=(),
        metavar=say("编号", "NUMBER"),
        help=say(
            "放弃这些编号的寄存内容；再次导入同一个更正包可以找回",
            "discard what has these numbers; its package brings it again",
        ),
    )


def export_package(arguments: argparse.Namespace) -> int:
    """Write the work on the reports of a store to a package."""
    since = _moment(arguments.since)
    bar = Bar()
    with commands.opened(arguments) as workspace:
        reports = None
        if arguments.search:
            reports = [line.number for line in workspace.reports(arguments.search)]
        try:
            package = workspace.exchange.export(
                arguments.out,
                reports,
                since=since,
                with_sources=arguments.with_sources,
                progress=bar,
            )
        finally:
            bar.clear()
    print(
        say(
            f"已导出 {len(package.reports)} 份报告的 {len(package.facts)} 条记录：{arguments.out}",
            f"Entries exported: {len(package.facts)}, on reports: {len(package.reports)};"
            f" {arguments.out}",
        )
    )
    return commands.OK


def import_package(arguments: argparse.Namespace) -> int:
    """Merge a package into a store."""
    from core.exchange.words import told

    with commands.opened(arguments, create=not arguments.preview) as workspace:
        outlook = workspace.exchange.look(arguments.file, arguments.author)
        if not arguments.preview:
            outlook = _take_in(workspace, arguments.file, outlook)
    for sentence in told(outlook):
        print(sentence)
    return commands.FOUND if outlook.disputes or outlook.unknown else commands.OK


def show_kept(arguments: argparse.Namespace) -> int:
    """List what is kept for reports that are not here, or discard some of it."""
    from core.exchange.words import kept_lines

    with commands.opened(arguments) as workspace:
        kept = workspace.exchange.parcels()
        unknown = sorted(set(arguments.discard) - {parcel.number for parcel in kept})
        if unknown:
            numbers = "、".join(map(str, unknown))
            raise Known(
                "exchange.kept",
                say(
                    f"没有编号为 {numbers} 的寄存内容。", f"Nothing kept has the number {numbers}."
                ),
                say(
                    "请先用不带 --discard 的同一命令查看编号。",
                    "List the numbers with the same command without --discard.",
                ),
            )
        if arguments.discard:
            gone = workspace.exchange.discard(arguments.discard)
            print(say(f"已放弃 {gone} 项寄存内容。", f"{gone} parcels discarded."))
            return commands.OK
    for line in kept_lines(kept):
        print(line)
    return commands.OK


def _take_in(workspace: Workspace, path: Path, outlook: Outlook) -> Outlook:
    """Take all of it in; the answer is what came."""
    from core.work.intake import take_in

    bar = Bar()
    try:
        intake = take_in(workspace, path, outlook, bar, os.cpu_count() or 1)
    finally:
        bar.clear()
    for failure in intake.failures:
        commands.complain(failure)
    return intake.outlook


def _moment(text: str) -> str:
    """The day or moment, in local time unless it names a zone, as ISO 8601 UTC; "" for none."""
    if not text:
        return ""
    try:
        if _DATE.fullmatch(text) is None:
            raise ValueError(text)
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Known(
            "exchange.since",
            say(f"“{text}”不是日期。", f"“{text}” is no date."),
            say("请写成 2026-03-01 这样的形式。", "Write it as 2026-03-01."),
        ) from error
    return moment.isoformat(timespec="milliseconds")
