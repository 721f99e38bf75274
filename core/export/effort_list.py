"""The counts of effort as a list, report by report or day by day."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.effort import Effort, Worked, by_day, by_report
from core.export.plain_list import Content, PlainList, write_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TITLE: Final = "工作量"
_COUNTS: Final = (
    ("工作秒数", 10),
    ("按键次数", 10),
    ("更正单元格", 11),
    ("确认单元格", 11),
    ("采纳建议", 10),
)


def write_effort(path: Path, worked: Sequence[Worked], *, daily: bool) -> None:
    """Write the counts day by day or report by report. Raises ExportError."""
    if daily:
        columns: list[tuple[str, float]] = [("日期", 12), ("报告份数", 10), *_COUNTS]
        rows = [(day, reports, *_numbers(effort)) for day, reports, effort in by_day(worked)]
        numbers = frozenset(range(1, 7))
    else:
        columns = [("报告", 36), ("库", 36), ("最近日期", 12), *_COUNTS]
        rows = [(w.name, w.store, w.day, *_numbers(w.effort)) for w in by_report(worked)]
        numbers = frozenset(range(3, 8))
    write_list(path, PlainList(_TITLE, columns, rows, numbers))


def _numbers(effort: Effort) -> tuple[Content, ...]:
    return (
        Decimal(round(effort.seconds)),
        effort.keys,
        effort.corrected,
        effort.confirmed,
        effort.proposals,
    )
