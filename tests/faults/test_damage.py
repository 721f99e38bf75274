"""A check of the store finds damage wherever it changed anything; ``make faults`` strikes 300 times."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults import damage


def test_that_damage_anywhere_is_found_or_shown_to_be_harmless() -> None:
    counted = damage.strike_often(30, seed=3)

    assert counted["missed"] == counted["crashed"] == 0
    assert counted["by the check"] > counted["harmless"] / 2


def test_that_what_a_check_overlooks_would_be_noticed(tmp_path: Path) -> None:
    path = tmp_path / "s.gouji"
    damage.fill(path)
    sound = damage.everything(path)
    content = path.read_bytes()
    # One character of a reason in the log: SQLite itself would never notice.
    struck = content.replace("页面如此".encode(), "页面如彼".encode(), 1)
    path.write_bytes(struck)

    assert struck != content
    assert damage.everything(path) != sound
    assert damage.outcome(path, sound) == "by the check"


def test_that_a_strike_changes_some_bytes_of_one_page() -> None:
    chance = random.Random(5)
    content = bytes(damage.PAGE * 4)
    for _ in range(100):
        struck = damage.strike(content, chance)
        changed = [at for at, (a, b) in enumerate(zip(content, struck, strict=True)) if a != b]
        assert 1 <= len(changed) <= 63
        assert changed[0] // damage.PAGE == changed[-1] // damage.PAGE
