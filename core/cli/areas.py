"""The command ``area``: which agencies' reports make up the report of an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.agency_links import agency_key
from core.checks.engine import compares_agencies
from core.cli.commands import OK, opened
from core.cli.parsers import Commands, add_command, add_store
from core.language import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from core.work.workspace import Workspace


def add_area(parsers: Commands) -> None:
    """WHOLE, PARTS, --undo and --store."""
    parser = add_command(
        parsers,
        "area",
        say(
            "声明行政区域包含哪些单位，汇总数与各单位之和相核对",
            "say which agencies an area covers, whose figures it then must add up to",
        ),
        area,
    )
    parser.add_argument(
        "whole",
        nargs="?",
        metavar=say("行政区域", "WHOLE"),
        help=say("汇总报告的机关", "the agency whose report covers the others"),
    )
    parser.add_argument(
        "parts",
        nargs="*",
        metavar=say("所属单位", "PART"),
        help=say(
            "计入其中的机关；不写则列出已有的", "agencies that it covers; without, those it has"
        ),
    )
    add_store(parser)
    parser.add_argument(
        "--undo", action="store_true", help=say("收回这一声明", "take such a word back")
    )


def area(arguments: argparse.Namespace) -> int:
    """Say that agencies are parts of an area, take it back, or list what was said."""
    with opened(arguments) as workspace:
        if not arguments.parts:
            for line in _declared(workspace, arguments.whole):
                print(line)
            return OK
        reports = dict[int, None]()
        for part in arguments.parts:
            changes = workspace.set_part(arguments.whole, part, is_part=not arguments.undo)
            reports |= dict.fromkeys(changes.reports)
        count, is_compared = len(reports), compares_agencies(workspace.checks.settings)
    print(say(f"涉及 {count} 份报告。", f"Reports concerned: {count}."))
    if not is_compared and not arguments.undo:
        print(
            say(
                "汇总核对的规则尚未启用：请在设置的“校验规则”中启用。",
                "No rule that adds up an area is switched on; see the rules in the settings.",
            )
        )
    return OK


def _declared(workspace: Workspace, whole: str | None) -> Iterator[str]:
    """One line an area with its parts; only that of ``whole``, where it is given."""
    areas = workspace.agencies.areas()
    for name, parts in areas.items():
        if whole is None or agency_key(name) == agency_key(whole):
            yield say(f"{name}：{'、'.join(parts)}", f"{name}: {', '.join(parts)}")
    if not areas:
        yield say("没有声明所属单位。", "No parts of areas were declared.")
