"""The tables of traps and of limits in this folder's text name tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def rows(heading: str) -> list[str]:
    text = (ROOT / "tests" / "faults" / "README.md").read_text("utf-8")
    chapter = text.partition(f"# {heading}")[2].partition("\n# ")[0]
    return [line for line in chapter.splitlines() if line.startswith("|")][2:]


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {name for name in names if name.startswith("test_")}


def test_that_each_of_the_fourteen_traps_has_a_test() -> None:
    assert len(rows("Faults")) == 14
    for row in rows("Faults"):
        assert missing_in(row) == [], row


def test_that_each_limit_is_reached_by_a_test() -> None:
    limits = rows("Limits")

    assert len(limits) == 9
    assert [missing_in(row) for row in limits if "the same two" not in row] == [[]] * 8


def missing_in(row: str) -> list[str]:
    """What the row says of tests and is not so."""
    named = _NAMED.findall(row)
    gone = [
        f"{path}::{name}"
        for path, name in named
        if not (name in named_in(ROOT / path) if name else named_in(ROOT / path))
    ]
    return gone if named else ["no test"]
