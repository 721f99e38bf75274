"""A short run of the monkey; the long one is ``make monkey``."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.appearance import dress
from gui.settings import Settings
from tests.monkey.monkey import Monkey
from tests.screens.stage import make_props


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_nothing_breaks_under_random_hands(qapp: QApplication, tmp_path: Path) -> None:
    outcome = Monkey(make_props(tmp_path), tmp_path / "desk", seed=3).run(acts=150, seconds=40)
    dress(qapp, Settings(tmp_path / "plain.ini"))

    assert outcome.acts > 20
    assert outcome.breaks == []
