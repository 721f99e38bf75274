"""The list of an import, archives in the window, and imports that were broken off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.work.import_journal import ImportJournal
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.models.imports import REASON, STATE, ImportsModel
from gui.settings import WORKERS, Settings
from tests.gui.conftest import BUREAU, SAMPLES, STREET, TOWNSHIP, Opener, fill
from tests.helpers.archives import zipped

PATIENCE_MS = 60_000


def states(window: MainWindow) -> dict[str, str]:
    model = window.imports.model
    return {
        model.file(row).name: str(model.index(row, STATE).data()) for row in range(model.rowCount())
    }


def test_that_the_list_tells_what_became_of_each_file(
    open_window: Opener, store: Path, folder: Path, qtbot: QtBot
) -> None:
    fill(store, TOWNSHIP)
    text = (SAMPLES / STREET).read_text(encoding="utf-8")
    (folder / "再报.txt").write_text(f"{text}\n（更正版）", encoding="utf-8")
    window = open_window()
    model = window.imports.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    with qtbot.waitSignal(window.session.imports.listed, timeout=PATIENCE_MS):
        window.import_paths([folder])
    assert set(states(window).values()) <= {"等待", "正在读取", "已导入"}
    assert "正在读取" in states(window).values()
    assert not window.docks["imports"].isHidden()
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        pass

    assert states(window) == {
        TOWNSHIP: "已在库中",
        STREET: "已导入",
        "再报.txt": "已导入，另有一版",
        "空文件.pdf": "未导入",
    }
    row = next(r for r in range(model.rowCount()) if model.file(r).name == "空文件.pdf")
    assert "空文件.pdf" in model.index(row, REASON).data()
    assert tester.model() is model


def test_that_enter_opens_the_report_of_a_row(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([folder])
    with qtbot.waitActive(window):
        window.activateWindow()
    table = window.imports.table
    row = next(r for r in range(3) if window.imports.model.file(r).name == STREET)

    table.setFocus()
    table.selectRow(row)
    qtbot.keyClick(table, Qt.Key.Key_Return)

    review = window.session.review
    assert review is not None
    assert review.name == STREET


def test_that_the_files_of_an_archive_are_listed_each(
    open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    archive = tmp_path / "全市.zip"
    members = [(f"街道/{name}", (SAMPLES / name).read_bytes()) for name in (STREET, TOWNSHIP)]
    archive.write_bytes(zipped(*members, ("坏.pdf", b"")))
    window = open_window()
    tester = QAbstractItemModelTester(
        window.imports.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )

    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([archive])

    assert states(window) == {
        f"全市.zip › 街道/{STREET}": "已导入",
        f"全市.zip › 街道/{TOWNSHIP}": "已导入",
        "全市.zip › 坏.pdf": "未导入",
    }
    assert [failure.name for failure in window.failures.failures] == ["全市.zip › 坏.pdf"]
    assert tester.model() is not None


def test_that_a_cancelled_import_leaves_whole_reports_and_offers_nothing(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.session.imports.listed, timeout=PATIENCE_MS):
        window.import_paths([folder])

    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.status.cancel.click()

    assert "已取消" in states(window).values()
    assert window.session.imports.left() == ()


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(tmp_path / "gouji.ini")
    settings.put(WORKERS, 1)
    owner = Desk(settings, tmp_path / "gouji.log")
    yield owner
    if owner.window is not None:
        owner.window.close()
        owner.window.deleteLater()


def test_that_the_rest_of_a_broken_import_is_offered_and_imported(
    owner: Desk, store: Path, folder: Path, qtbot: QtBot
) -> None:
    shutil.copy(SAMPLES / BUREAU, folder)
    window = owner.show_store(store)
    with qtbot.waitSignal(window.session.imports.noted, timeout=PATIENCE_MS):
        window.import_paths([folder])
    window.close()

    window = owner.show_store(store)
    before = len(window.session.reports())
    assert 0 <= before < 3
    assert len(window.session.imports.left()) == 3
    assert owner.care is not None
    box = owner.care.offer_import()
    assert isinstance(box, QMessageBox)
    assert "3 个文件" in box.text()
    go_on = next(b for b in box.findChildren(QPushButton) if "继续导入" in b.text())
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        go_on.click()

    assert len(window.session.reports()) == 3
    assert owner.care.offer_import() is None


def test_that_the_rest_is_not_offered_again_once_dropped(
    owner: Desk, store: Path, folder: Path
) -> None:
    ImportJournal(store).begin([folder / STREET])
    window = owner.show_store(store)
    assert owner.care is not None
    box = owner.care.offer_import()
    assert box is not None

    next(b for b in box.findChildren(QPushButton) if "不再导入" in b.text()).click()

    assert window.session.imports.left() == ()
    assert window.session.reports() == ()


def test_that_a_window_made_later_shows_the_import_so_far(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([folder])

    later = ImportsModel(window.session.imports)

    files = [later.file(row) for row in range(later.rowCount())]
    assert {file.name: file.state for file in files} == {
        STREET: "added",
        TOWNSHIP: "added",
        "空文件.pdf": "failed",
    }
