"""The table of traps in this folder's text names tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def rows() -> list[str]:
    lines = (ROOT / "tests" / "faults" / "README.md").read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith("|")][2:]


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {name for name in names if name.startswith("test_")}


def test_that_each_of_the_fourteen_traps_has_a_test() -> None:
    assert len(rows()) == 14
    for row in rows():
        named = _NAMED.findall(row)
        assert named, row
        for path, name in named:
            found = named_in(ROOT / path)
            assert name in found if name else found, row
