"""The stores that were open last: listed, greyed when missing, opened again, never written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from gui.desk import Desk
from gui.main_window import MainWindow
from gui.recent import last_store, note_store
from gui.settings import RECENT, Settings
from tests.gui.conftest import STREET, TOWNSHIP, fill


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "gouji.ini")


@pytest.fixture
def owner(settings: Settings, tmp_path: Path) -> Iterator[Desk]:
    owner = Desk(settings, tmp_path / "gouji.log")
    yield owner
    if owner.window is not None:
        owner.window.close()
        owner.window.deleteLater()


def listed(window: MainWindow) -> list[QAction]:
    window.recent.fill()
    return window.actions_.recent_menu.actions()


def test_that_a_recent_store_is_opened_again_from_the_menu(owner: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "2023年度.gouji", tmp_path / "2024年度.gouji"
    fill(first, STREET)
    fill(second, TOWNSHIP)
    owner.show_store(first)
    window = owner.show_store(second)
    assert [action.toolTip() for action in listed(window)] == [str(second), str(first)]
    assert [action.isChecked() for action in listed(window)] == [True, False]

    listed(window)[1].trigger()

    assert owner.window is not None
    assert owner.window.session.store == first
    assert [action.toolTip() for action in listed(owner.window)] == [str(first), str(second)]


def test_that_a_missing_store_stays_in_the_list_greyed(
    owner: Desk, settings: Settings, tmp_path: Path
) -> None:
    note_store(settings, tmp_path / "移动硬盘" / "旧.gouji")
    window = owner.show_store(tmp_path / "a.gouji")

    present, missing = listed(window)

    assert present.isEnabled()
    assert not missing.isEnabled()
    assert "找不到" in missing.text()


def test_that_ten_stores_are_remembered_each_once(settings: Settings, tmp_path: Path) -> None:
    for number in (*range(12), 5):
        note_store(settings, tmp_path / f"{number}.gouji")

    names = [Path(name).stem for name in settings.texts(RECENT)]
    assert names == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]


def test_that_the_program_begins_with_the_last_store_unless_it_is_gone(
    settings: Settings, tmp_path: Path
) -> None:
    store = tmp_path / "a.gouji"
    assert last_store(settings) is None
    note_store(settings, store)
    assert last_store(settings) is None

    fill(store, STREET)
    assert last_store(settings) == store


def test_that_a_new_store_never_takes_the_place_of_a_file(
    owner: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = owner.show_store(tmp_path / "a.gouji")
    taken = tmp_path / "b.gouji"
    taken.write_text("笔记", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(taken), ""))

    window.actions_.new_store.trigger()

    assert owner.window is window
    assert "已经存在" in window.banner.message
    assert taken.read_text(encoding="utf-8") == "笔记"

    fresh = str(tmp_path / "2025")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (fresh, ""))
    window.actions_.new_store.trigger()

    assert owner.window is not None
    assert owner.window.session.store == tmp_path / "2025.gouji"
