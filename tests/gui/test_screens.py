"""Screens say their words whole: in both languages, at the usual size of text and at twice it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.screens.__main__ import IN_GUIDE, LOOKS
from tests.screens.cramped import cramped
from tests.screens.scenes import SCENES
from tests.screens.stage import Look, Props, Stage

QUICK = ("start problem findings history export preview settings-2 shortcuts about guide").split()

ASKING = (
    "main findings history rules imports failures conflicts charts-0 charts-2 preview export"
    " settings-0 settings-1 settings-2 settings-3 settings-4 shortcuts about kept backups drafts"
    " unfinished rescue palette guide identity parts effort assign reason read-only"
).split()
"""Screens on which the keyboard has much to go to."""


@pytest.mark.usefixtures("plain")
# The other looks are seen by ``make screenshots``.
@pytest.mark.parametrize(("language", "scale"), [("zh", 100), ("en", 200)])
def test_that_no_words_are_cut_off(language: str, scale: int, props: Props, tmp_path: Path) -> None:
    cut: list[str] = []
    for name in QUICK:
        stage = Stage(Look(language, "light", scale), props, tmp_path / name)
        try:
            seen = SCENES[name](stage)
            stage.settle()
            cut += [f"{name}: {words}" for words in cramped(seen)]
        finally:
            stage.close()

    assert not cut, "\n".join(cut)


@pytest.mark.parametrize("name", ASKING)
def test_that_a_screen_reader_names_all_that_takes_the_keyboard(name: str, stage: Stage) -> None:
    seen = SCENES[name](stage)
    stage.settle()
    takers = [w for w in (seen, *seen.findChildren(QWidget)) if takes_keyboard(w)]
    nameless = [
        f"{type(w).__name__} in {type(w.parent()).__name__}" for w in takers if not _name(w)
    ]

    assert takers
    assert nameless == []


def takes_keyboard(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    # What stands for another widget, as the viewport of a list or the line of a number, is that one.
    is_inner = widget.focusProxy() is not None or isinstance(
        widget.parent(), (QAbstractSpinBox, QComboBox)
    )
    return widget.isVisible() and by_tab and not is_inner


def _name(widget: QWidget) -> str:
    """What a screen reader says: the accessible name, the label beside it, or its own words."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name)


def test_that_words_without_room_are_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    label, button, line = QLabel("数据来源"), QPushButton("全部恢复默认"), QLineEdit()
    line.setPlaceholderText("搜索名称和正文")
    for widget in (label, button, line):
        widget.setFixedWidth(30)
        layout.addWidget(widget)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()

    assert cramped(window) == [
        "QLabel “数据来源”",
        "QPushButton “全部恢复默认”",
        "QLineEdit “搜索名称和正文”",
    ]
    for widget in (label, button, line):
        widget.setFixedWidth(300)
    assert cramped(window) == []


def test_that_the_looks_and_the_guide_name_what_there_is() -> None:
    assert len(LOOKS) == 12
    assert set(IN_GUIDE) <= set(SCENES)
    assert set(QUICK) <= set(SCENES)
