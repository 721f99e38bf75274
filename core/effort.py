"""How much work reviews took: counts alone, on this computer alone, never in a store that travels.

What was typed is not known here, only how often a key went down.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast

from core.errors import Known
from core.language import say
from core.system_words import system_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class EffortError(Known):
    """The counts cannot be read, written or deleted."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Keys pressed, seconds at work, cells corrected, cells confirmed as read, proposals taken."""

    keys: int = 0
    seconds: float = 0.0
    corrected: int = 0
    confirmed: int = 0
    proposals: int = 0

    def plus(self, other: Effort) -> Effort:
        """Both together."""
        return Effort(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Effort)))


@dataclass(frozen=True, slots=True)
class Worked:
    """What was done on one day for one report.

    ``day`` is the local date, ISO 8601; ``store`` the path of the store; ``report`` its number
    there, 0 for work while no report was open; ``name`` what it was called.
    """

    day: str
    store: str
    report: int
    name: str
    effort: Effort = field(default_factory=Effort)


class EffortLog:
    """A file of JSON lines, each with what was done since the one before."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, worked: Worked) -> None:
        """Write one line more. Raises EffortError."""
        line = json.dumps(asdict(worked), ensure_ascii=False) + "\n"
        try:
            # For its user alone; one call writes a line whole, whoever else writes.
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            place = os.open(self.path, flags, 0o600)
            try:
                os.write(place, line.encode("utf-8", "replace"))
            finally:
                os.close(place)
        except OSError as error:
            raise self._failed("写入", "written", error) from error

    def read(self) -> tuple[Worked, ...]:
        """All lines; those that a power cut tore are left out. Raises EffortError."""
        try:
            text = self.path.read_text("utf-8", "replace")
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._failed("读取", "read", error) from error
        return tuple(worked for line in text.splitlines() if (worked := _worked(line)))

    def delete(self) -> None:
        """Forget everything. Raises EffortError."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed("删除", "deleted", error) from error

    def _failed(self, chinese: str, english: str, error: OSError) -> EffortError:
        return EffortError(
            "effort.file",
            say(
                f"工作量记录“{self.path}”无法{chinese}（{system_words(error)}）。",
                f"The counts in “{self.path}” cannot be {english} ({system_words(error)}).",
            ),
            say(
                "请检查该文件的权限和磁盘空间。年报和更正不受影响。",
                "Look at the rights of the file and the room on the disk. Reports and corrections"
                " are not touched.",
            ),
        )


def by_report(worked: Iterable[Worked]) -> tuple[Worked, ...]:
    """One entry a report with the day it was last worked on, that day's first."""
    found: dict[tuple[str, int], Worked] = {}
    for one in worked:
        key = one.store, one.report
        before = found.get(key)
        total = one.effort if before is None else before.effort.plus(one.effort)
        day = one.day if before is None else max(before.day, one.day)
        found[key] = Worked(day, one.store, one.report, one.name, total)
    return tuple(sorted(found.values(), key=lambda one: one.day, reverse=True))


def by_day(worked: Iterable[Worked]) -> tuple[tuple[str, int, Effort], ...]:
    """Day, number of reports and effort, the last day first."""
    efforts: dict[str, Effort] = {}
    reports: dict[str, set[tuple[str, int]]] = {}
    for one in worked:
        efforts[one.day] = efforts.get(one.day, Effort()).plus(one.effort)
        if one.report:
            reports.setdefault(one.day, set()).add((one.store, one.report))
    return tuple(
        (day, len(reports.get(day, ())), efforts[day]) for day in sorted(efforts, reverse=True)
    )


def _worked(line: str) -> Worked | None:
    try:
        found = cast("dict[str, Any]", json.loads(line))
        numbers = cast("dict[str, Any]", found["effort"])
        effort = Effort(
            int(numbers["keys"]),
            float(numbers["seconds"]),
            *(int(numbers[name]) for name in ("corrected", "confirmed", "proposals")),
        )
        names = (str(found["day"]), str(found["store"]), int(found["report"]), str(found["name"]))
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
    return Worked(*names, effort)
