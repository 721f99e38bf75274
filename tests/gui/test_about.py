from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.dialogs.about import AboutDialog


@pytest.mark.skipif(sys.platform != "linux", reason="guards of the Linux kernel")
def test_that_it_tells_what_guards_the_computer(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = AboutDialog(tmp_path / "reports.gouji", tmp_path / "gouji.log")
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.waitUntil(lambda: "✓" in dialog.guards.text(), timeout=20_000)
    lines = dialog.guards.text().splitlines()[1:]
    assert [line[:2] for line in lines] == ["✓ "] * 5
    assert "不能联网" in lines[0]


def test_that_closing_it_early_does_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = AboutDialog(tmp_path / "reports.gouji", tmp_path / "gouji.log")
    dialog.show()

    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    qtbot.wait(2_500)
