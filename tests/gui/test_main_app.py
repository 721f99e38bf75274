"""Around the window: its picture, another store, and errors that nobody foresaw."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.app import make_application, picture
from gui.desk import Desk
from gui.settings import Settings
from tests.gui.conftest import STREET, TOWNSHIP, fill


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(tmp_path / "gouji.ini")
    owner = Desk(settings, tmp_path / "gouji.log")
    yield owner
    if owner.window is not None:
        owner.window.close()
        owner.window.deleteLater()


def test_that_a_picture_of_the_window_is_saved(store: Path, tmp_path: Path) -> None:
    fill(store, STREET)
    target = tmp_path / "window.png"

    picture(store, target)

    image = QImage(str(target))
    assert (image.width(), image.height()) == (1600, 1000)
    colours = {image.pixel(x, y) for x in range(0, 1600, 7) for y in range(0, 1000, 7)}
    assert len(colours) > 20
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".ini") == []


def test_that_work_in_a_thread_lets_the_window_in_after_a_millisecond(
    qtbot: QtBot, tmp_path: Path
) -> None:
    sys.setswitchinterval(0.005)

    make_application(Settings(tmp_path / "gouji.ini"))

    assert sys.getswitchinterval() == pytest.approx(0.001)


def test_that_an_unforeseen_error_of_a_thread_is_shown(
    owner: Desk, store: Path, qtbot: QtBot
) -> None:
    window = owner.show_store(store)

    def fail() -> None:
        try:
            raise ZeroDivisionError("Division durch null")
        except ZeroDivisionError as error:
            owner.note(error)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    qtbot.waitUntil(window.banner.isVisible)
    assert "出现意外" in window.banner.message
    assert "Division durch null" not in window.banner.message
    assert "ZeroDivisionError: Division durch null" in window.banner.details

    words = "复制详情"
    copy = next(b for b in window.banner.findChildren(QPushButton) if b.text() == words)
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == window.banner.details


def test_that_another_store_takes_the_place_of_the_first(
    owner: Desk, store: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.gouji"
    fill(store, STREET)
    fill(other, TOWNSHIP)
    first = owner.show_store(store)

    first.store_wanted.emit(other)

    assert owner.window is not None
    assert owner.window is not first
    assert [line.name for line in owner.window.session.reports()] == [TOWNSHIP]
    assert not first.isVisible()


def test_that_a_file_that_is_no_store_leaves_the_first_open(
    owner: Desk, store: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "notes.gouji"
    wrong.write_text("no store" * 200, encoding="utf-8")
    first = owner.show_store(store)

    first.store_wanted.emit(wrong)

    assert owner.window is first
    assert first.banner.isVisible()
    assert wrong.read_text(encoding="utf-8").startswith("no store")
