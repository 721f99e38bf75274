"""The settings of a person, as a session follows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.agenda import Need
from core.cli.console import account
from gui.habits import Habits
from gui.main_window import MainWindow
from gui.settings import (
    READING_MEGABYTES,
    READING_SECONDS,
    REVIEWER,
    STOP_AT_UNPROTECTED,
    WORKERS,
    Settings,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "own.ini")


def test_that_files_are_read_within_the_limits_that_are_set(
    desk: MainWindow, settings: Settings
) -> None:
    Habits(desk.session, settings, desk)
    assert desk.session.reading.seconds == 60
    assert desk.session.reading.size >= 1

    settings.put(READING_SECONDS, 120)
    settings.put(READING_MEGABYTES, 2048)
    settings.put(WORKERS, 7)

    reading = desk.session.reading
    assert (reading.seconds, reading.memory_bytes, reading.size) == (120, 2048 * 1024**2, 7)


def test_that_nobody_is_led_to_tables_that_they_do_not_want_to_see(
    desk: MainWindow, settings: Settings
) -> None:
    Habits(desk.session, settings, desk)
    assert Need.UNPROTECTED in {task.need for task in desk.session.agenda}

    settings.put(STOP_AT_UNPROTECTED, value=False)

    assert Need.UNPROTECTED not in {task.need for task in desk.session.agenda}
    assert {task.need for task in desk.session.agenda}


def test_that_an_empty_name_signs_with_that_of_the_account(
    desk: MainWindow, settings: Settings
) -> None:
    settings.put(REVIEWER, " 王审核 ")
    Habits(desk.session, settings, desk)
    assert desk.session.author == "王审核"

    settings.reset(REVIEWER)

    assert desk.session.author == account()
