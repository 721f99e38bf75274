"""Bytes of a store changed at random: what a check of the store finds of it.

Some bytes of a file hold nothing: room on a page that no row takes, and counters that say nothing
of the content. A change there counts as harmless only when everything that can be read is shown to
be what it was: every row of every table, the shape, and what each index finds.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from core.errors import StoreError
from core.reading import read_report
from core.work.workspace import Workspace
from tests.helpers.readings import OTHER, TOTAL, make_reading

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
PAGE = 2048
Outcome = Literal["at the start", "by the check", "harmless", "missed", "crashed"]


def fill(path: Path) -> None:
    """A store in which every table has rows, and rows were taken out of those that allow it."""
    with closing(Workspace.open(path, author="甲")) as workspace:
        for name in ("nanpu_street_2020.txt", "beitan_township_2019.txt"):
            data = (SAMPLES / name).read_bytes()
            workspace.add_reading(data, read_report(data, name))
        for number in range(40):
            data = f"report {number}".encode()
            reading = make_reading(data, agency=f"第{number % 9}局", year=str(2010 + number % 12))
            (report, *_) = workspace.add_reading(data, reading).reports
            workspace.correct(report, [(TOTAL, Decimal(number))], reason="页面如此")
        for report in range(3, 12):
            workspace.correct(report, [(OTHER, "/")])
            workspace.undo(report)
            workspace.judge(report, workspace.review(report).problems[0], "source_says_so", "原文")
        workspace.link("第一局", "第二局")
        workspace.keep_draft(3, TOTAL, "12")
        workspace.keep_draft(4, TOTAL, "34")


def strike(content: bytes, chance: random.Random) -> bytes:
    """The content with 1 to 63 bytes changed somewhere on one page."""
    length = chance.randint(1, 63)
    start = chance.randrange(len(content) // PAGE) * PAGE + chance.randrange(PAGE - length)
    old = content[start : start + length]
    new = old
    while new == old:
        new = chance.randbytes(length)
    return content[:start] + new + content[start + length :]


def outcome(path: Path, sound: Sequence[Any]) -> Outcome:
    """How the program takes a damaged store; ``sound`` is what could be read from it before."""
    try:
        workspace = Workspace.open(path, create=False)
    except StoreError:
        return "at the start"
    try:
        with closing(workspace):
            if workspace.verify():
                return "by the check"
    except StoreError:
        return "by the check"
    return "harmless" if everything(path) == sound else "missed"


def everything(path: Path) -> list[Any]:
    """All that can be read: the shape, and the rows of each table by its key and by each index."""
    with closing(sqlite3.connect(path)) as sqlite:
        schema = sqlite.execute("SELECT * FROM sqlite_schema ORDER BY name").fetchall()
        asked = [
            "PRAGMA integrity_check",
            "PRAGMA application_id",
            "PRAGMA user_version",
            *(f"SELECT * FROM {name}" for kind, name, *_ in schema if kind == "table"),
        ]
        return [schema, *(sorted(sqlite.execute(sql).fetchall(), key=repr) for sql in asked)]


def strike_often(times: int, seed: int) -> Counter[Outcome]:
    """Damage fresh copies of one store, and count how each damage was taken."""
    chance = random.Random(seed)
    counted: Counter[Outcome] = Counter()
    with tempfile.TemporaryDirectory() as name:
        template = Path(name) / "template.gouji"
        fill(template)
        content, sound = template.read_bytes(), everything(template)
        for number in range(times):
            folder = Path(name) / str(number)
            folder.mkdir()
            path = folder / "reports.gouji"
            path.write_bytes(strike(content, chance))
            counted[_taken(path, sound)] += 1
            shutil.rmtree(folder)
    return counted


def _taken(path: Path, sound: Sequence[Any]) -> Outcome:
    try:
        return outcome(path, sound)
    except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        # Anything but a message is a bug of the program.
        return "crashed"


def share_found(counted: Counter[Outcome]) -> float:
    """Of the damages that changed what can be read, the share that was told of."""
    found = counted["at the start"] + counted["by the check"]
    return found / max(1, counted.total() - counted["harmless"])
