"""What reviews cost: counted only where wanted, told, exported, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.address import Address
from core.effort import Effort, Worked
from gui.desk import Desk
from gui.dialogs.effort import EffortDialog, duration
from gui.effort import EffortMeter
from gui.main_window import MainWindow
from gui.settings import EFFORT, Settings
from tests.gui.conftest import STREET, TOWNSHIP, fill

NEW = Address("requests", "new", "total")
DAY = date(2026, 3, 2)


class Clock:
    """Stands still until it is set forward."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "gouji.ini")


@pytest.fixture
def owner(settings: Settings, store: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """The window as the program opens it, with two reports, the first one open."""
    fill(store, STREET, TOWNSHIP)
    owner = Desk(settings, tmp_path / "gouji.log")
    owner.effort.deleteLater()
    owner.effort = EffortMeter(
        settings, tmp_path / "effort.jsonl", owner, clock=CLOCK, today=lambda: DAY
    )
    window = owner.show_store(store)
    window.session.open(1)
    window.activateWindow()
    handle = window.windowHandle()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is handle)
    window.form_view.table.setFocus()
    yield owner
    if owner.window is not None:
        owner.window.close()
        owner.window.deleteLater()


def window_of(owner: Desk) -> MainWindow:
    assert owner.window is not None
    return owner.window


def press(owner: Desk, key: Qt.Key, seconds: float = 0) -> None:
    """So many seconds pass, then a key goes down as if the window system said so."""
    CLOCK.now += seconds
    handle = window_of(owner).windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key)


def counted(owner: Desk) -> list[tuple[int, Effort]]:
    return [(worked.report, worked.effort) for worked in owner.effort.read()]


def test_that_nothing_is_counted_unless_it_is_wanted(owner: Desk, tmp_path: Path) -> None:
    press(owner, Qt.Key.Key_F8)
    window_of(owner).session.correct([(NEW, Decimal(5))])

    assert counted(owner) == []
    assert not (tmp_path / "effort.jsonl").exists()


def test_that_keys_and_time_count_but_long_pauses_do_not(owner: Desk, settings: Settings) -> None:
    settings.put(EFFORT, True)
    press(owner, Qt.Key.Key_Down)
    press(owner, Qt.Key.Key_F8, seconds=10)  # a shortcut is a key, too
    press(owner, Qt.Key.Key_Shift, seconds=5)  # held down for another; a sign of life
    press(owner, Qt.Key.Key_Down, seconds=61)
    press(owner, Qt.Key.Key_Down, seconds=60)

    assert counted(owner) == [(1, Effort(keys=4, seconds=75.0))]


def test_that_each_report_has_its_own_counts(owner: Desk, settings: Settings) -> None:
    settings.put(EFFORT, True)
    press(owner, Qt.Key.Key_Down)
    press(owner, Qt.Key.Key_Down, seconds=4)
    window_of(owner).session.open(2)
    press(owner, Qt.Key.Key_Down, seconds=3)

    assert counted(owner) == [(1, Effort(2, 4.0)), (2, Effort(1, 3.0))]
    names = [worked.name for worked in owner.effort.read()]
    assert all(name.endswith(("2020", "2019")) for name in names)


def test_that_decided_cells_count_by_what_was_done(owner: Desk, settings: Settings) -> None:
    settings.put(EFFORT, True)
    session = window_of(owner).session
    other = Address("requests", "carried_in", "total")
    session.correct([(NEW, Decimal(5)), (other, Decimal(1))])
    session.correct([(NEW, Decimal(6)), (other, Decimal(2))], gesture="proposal")
    session.correct([(NEW, Decimal(6))], gesture="confirmed")
    session.undo()

    assert counted(owner) == [(1, Effort(corrected=4, confirmed=1, proposals=1))]


def test_that_switching_off_ends_the_counting(owner: Desk, settings: Settings) -> None:
    settings.put(EFFORT, True)
    press(owner, Qt.Key.Key_Down)
    settings.put(EFFORT, False)
    press(owner, Qt.Key.Key_Down)

    assert counted(owner) == [(1, Effort(keys=1))]


def test_that_closing_the_window_leaves_the_counts_on_disk(owner: Desk, settings: Settings) -> None:
    settings.put(EFFORT, True)
    press(owner, Qt.Key.Key_Down)
    window_of(owner).close()

    assert [worked.effort.keys for worked in owner.effort.log.read()] == [1]


def test_that_a_window_made_anew_is_counted_once(
    owner: Desk, settings: Settings, qtbot: QtBot
) -> None:
    settings.put(EFFORT, True)
    owner.show_anew()
    window_of(owner).activateWindow()
    handle = window_of(owner).windowHandle()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is handle)
    press(owner, Qt.Key.Key_Down)
    window_of(owner).session.correct([(NEW, Decimal(5))])

    assert counted(owner) == [(1, Effort(keys=1, corrected=1))]


def test_that_a_file_that_cannot_be_written_switches_it_off(
    owner: Desk, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "effort.jsonl").mkdir()
    settings.put(EFFORT, True)
    press(owner, Qt.Key.Key_Down)
    owner.effort.write()

    assert not settings.value(EFFORT)
    assert "工作量记录" in window_of(owner).banner.message


def test_that_a_key_costs_less_than_a_tenth_of_a_millisecond(
    owner: Desk, settings: Settings
) -> None:
    settings.put(EFFORT, True)
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_5, Qt.KeyboardModifier.NoModifier, "5"
    )
    window = window_of(owner)
    started = process_time()
    for _ in range(2000):
        owner.effort.eventFilter(window, event)

    assert (process_time() - started) / 2000 < 0.0001


# -- the dialog ----------------------------------------------------------------------------------------


@pytest.fixture
def dialog(owner: Desk, qtbot: QtBot) -> EffortDialog:
    """The dialog on two reports of two days."""
    log = owner.effort.log
    log.add(Worked("2026-03-01", "/一.gouji", 1, "甲局 2023", Effort(120, 3725.0, 3, 2, 1)))
    log.add(Worked("2026-03-02", "/一.gouji", 2, "乙局 2023", Effort(30, 65.0, 1)))
    window_of(owner).actions_.effort.trigger()
    found = window_of(owner).findChildren(EffortDialog)
    qtbot.waitUntil(found[0].isVisible)
    return found[0]


def test_that_the_dialog_sums_by_report_and_by_day(dialog: EffortDialog) -> None:
    first = dialog.reports.topLevelItem(1)
    day = dialog.days.topLevelItem(0)
    assert first is not None
    assert day is not None

    assert [first.text(n) for n in range(7)] == [
        *("甲局 2023", "2026-03-01", "1 小时 2 分", "120", "3", "2", "1"),
    ]
    assert [day.text(n) for n in range(4)] == ["2026-03-02", "1", "1 分 5 秒", "30"]
    assert "报告 2 份" in dialog.total.text()
    assert "按键 150 次" in dialog.total.text()


def test_that_the_box_switches_the_counting(
    dialog: EffortDialog, settings: Settings, qtbot: QtBot
) -> None:
    assert not dialog.switch.isChecked()
    dialog.switch.setFocus()
    qtbot.keyClick(dialog.switch, Qt.Key.Key_Space)

    assert settings.value(EFFORT)


def test_that_the_list_in_view_is_exported(dialog: EffortDialog, tmp_path: Path) -> None:
    dialog.tabs.setCurrentWidget(dialog.days)
    dialog.export_to(tmp_path / "工作量.csv")

    text = (tmp_path / "工作量.csv").read_text("utf-8-sig").splitlines()
    assert text[0].startswith("日期,报告份数")
    assert text[1].startswith("2026-03-02,1,65,30")
    assert "工作量.csv" in dialog.banner.message


def test_that_all_counts_are_deleted_after_a_question(
    dialog: EffortDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(dialog.delete, Qt.Key.Key_Space)
    (box,) = dialog.findChildren(QMessageBox)
    assert (tmp_path / "effort.jsonl").exists()
    sure = next(b for b in box.findChildren(QPushButton) if b is not box.defaultButton())
    qtbot.keyClick(sure, Qt.Key.Key_Space)

    assert not (tmp_path / "effort.jsonl").exists()
    assert dialog.reports.topLevelItemCount() == 0
    assert not dialog.export.isEnabled()
    dialog.done(QDialog.DialogCode.Rejected)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 分 0 秒"), (59.6, "1 分 0 秒"), (3599, "59 分 59 秒"), (7500, "2 小时 5 分")],
)
def test_that_a_time_is_told_in_hours_and_minutes(seconds: float, words: str) -> None:
    assert duration(seconds) == words
