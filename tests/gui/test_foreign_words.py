"""Names, reasons and reports of others that look like markup are shown letter by letter everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.errors import Known
from gui.rescue import rescue
from tests.screens.foreign import MARKUP, make_foreign_props, taken_for_markup
from tests.screens.scenes import SCENES
from tests.screens.stage import Props, Stage

SEEN = "main history imports failures conflict export kept drafts charts-0 rescue menu-0".split()


@pytest.fixture(scope="module")
def props(tmp_path_factory: pytest.TempPathFactory) -> Props:
    return make_foreign_props(tmp_path_factory.mktemp("props"))


@pytest.mark.parametrize("name", SEEN)
def test_that_no_screen_takes_words_of_others_for_markup(name: str, stage: Stage) -> None:
    seen = SCENES[name](stage)
    stage.settle()

    assert [*taken_for_markup(seen), *taken_for_markup(stage.window)] == []


def test_that_a_store_with_such_a_name_is_told_of_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[QMessageBox] = []

    def look_at(box: QMessageBox) -> int:
        told.append(box)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look_at)
    rescue(tmp_path / f"{MARKUP}.gouji", Known("store.file", f"无法使用“{MARKUP}”。", "请检查。"))
    (box,) = told
    qtbot.addWidget(box)

    assert (box.text(), box.informativeText()) == (f"无法使用“{MARKUP}”。", "请检查。")
    assert list(taken_for_markup(box)) == []


def test_that_markup_that_is_taken_for_such_would_be_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    plain, rich, cells = QLabel(MARKUP), QLabel(MARKUP), QListWidget()
    plain.setTextFormat(Qt.TextFormat.PlainText)
    cells.addItem("一")
    cells.item(0).setToolTip(MARKUP)
    window.setToolTip(MARKUP)
    for widget in (plain, rich, cells):
        layout.addWidget(widget)
    qtbot.addWidget(window)

    assert [line.partition(":")[0].strip() for line in taken_for_markup(window)] == [
        "QWidget",
        "QWidget",
        "QWidget QListWidget",
    ]
