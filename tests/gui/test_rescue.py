"""Backups, unfinished entries and damaged stores, as a person meets them in the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.address import Address
from core.standing import ReviewStatus
from core.store import failures
from core.store.backup import Backup, back_up, backups_of, restore
from core.work.workspace import Workspace
from gui.app import make_application
from gui.appearance import apply_theme
from gui.desk import Desk
from gui.dialogs.backups import BackupsDialog
from gui.dialogs.drafts import DraftsDialog
from gui.keeper import Keeper
from gui.main_window import MainWindow
from gui.rescue import Rescue, RescueBox, lost_store, rescue
from gui.restoring import WaitBox
from gui.settings import THEME, Settings
from gui.theme import is_dark
from gui.views.form_delegate import CellEditor
from tests.gui.conftest import SAMPLES, STREET, TOWNSHIP, fill
from tests.gui.test_keeper import GRANTED

PATIENCE_MS = 60_000

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NEW = Address.parse("requests.new.natural_person")


@pytest.fixture
def owner(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A window as the program opens it, its report open."""
    # The copy of the start would come amid a test on a busy machine.
    monkeypatch.setattr("gui.desk._BEFORE_FIRST_COPY_MS", 3_600_000)
    fill(store, STREET)
    settings = Settings(tmp_path / "gouji.ini")
    desk = Desk(settings, tmp_path / "gouji.log")
    desk.show_store(store).session.open(1)
    yield desk
    window = desk.window
    assert window is not None
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def window_of(owner: Desk) -> MainWindow:
    assert owner.window is not None
    return owner.window


def care_of(owner: Desk) -> Rescue:
    assert owner.care is not None
    return owner.care


def type_into(owner: Desk, address: Address, keys: str, qtbot: QtBot) -> CellEditor:
    table = window_of(owner).form_view.table
    table.setCurrentIndex(table.form.index_of(address))
    qtbot.keyClicks(table, keys[0])
    editor = table.indexWidget(table.currentIndex())
    assert isinstance(editor, CellEditor)
    qtbot.keyClicks(editor, keys[1:])
    return editor


def press(editor: CellEditor, key: Qt.Key, qtbot: QtBot) -> None:
    """Press a key that ends the editing, and let the editor close."""
    qtbot.keyClick(editor, key)
    QApplication.processEvents()


def texts(owner: Desk) -> list[tuple[Address, str]]:
    return [(draft.address, draft.text) for draft in window_of(owner).session.drafts()]


def test_that_each_keystroke_is_on_disk(owner: Desk, qtbot: QtBot) -> None:
    editor = type_into(owner, GRANTED, "1", qtbot)
    assert texts(owner) == [(GRANTED, "1")]

    qtbot.keyClick(editor, "2")

    assert texts(owner) == [(GRANTED, "12")]


def test_that_what_is_entered_or_given_up_is_no_draft(owner: Desk, qtbot: QtBot) -> None:
    editor = type_into(owner, GRANTED, "12", qtbot)
    press(editor, Qt.Key.Key_Return, qtbot)
    assert texts(owner) == []

    editor = type_into(owner, NEW, "34", qtbot)
    press(editor, Qt.Key.Key_Escape, qtbot)
    assert texts(owner) == []


def test_that_typing_what_stands_there_leaves_no_draft(owner: Desk, qtbot: QtBot) -> None:
    review = window_of(owner).session.review
    assert review is not None
    editor = type_into(owner, NEW, str(review.statement.value(NEW)), qtbot)
    press(editor, Qt.Key.Key_Return, qtbot)

    assert texts(owner) == []


def half_typed(store: Path, *drafts: tuple[Address, str]) -> None:
    """As a killed program leaves it."""
    workspace = Workspace.open(store, author="审核员")
    for address, text in drafts:
        workspace.keep_draft(1, address, text)
    workspace.close()


def reopened(owner: Desk, store: Path, *drafts: tuple[Address, str]) -> DraftsDialog:
    """The dialog that a new start shows."""
    window_of(owner).session.close()
    half_typed(store, *drafts)
    owner.show_store(store)
    dialog = care_of(owner).offer_drafts()
    assert dialog is not None
    return dialog


def test_that_unfinished_entries_are_offered_beside_what_stands(owner: Desk, store: Path) -> None:
    dialog = reopened(owner, store, (GRANTED, "1"), (NEW, "34，"))
    row = dialog.table.topLevelItem(0)

    assert "2 处" in dialog.words.text()
    assert row is not None
    assert [row.text(column) for column in (2, 3)] == ["21", "1"]
    assert window_of(owner).session.reports()[0].corrected == 0
    dialog.close()


def test_that_an_unfinished_entry_is_taken_or_dropped_by_one_click(
    owner: Desk, store: Path, qtbot: QtBot
) -> None:
    dialog = reopened(owner, store, (GRANTED, "12"), (NEW, "34"))
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert texts(owner) == [(NEW, "34")]

    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)

    review = window_of(owner).session.review
    assert review is not None
    assert [(c.address, c.new) for c in review.corrections] == [(GRANTED, Decimal(12))]
    assert texts(owner) == []


def test_that_an_entry_that_no_cell_can_hold_is_opened_to_be_finished(
    owner: Desk, store: Path, qtbot: QtBot
) -> None:
    dialog = reopened(owner, store, (GRANTED, "1x"))
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    table = window_of(owner).form_view.table

    editor = table.indexWidget(table.currentIndex())
    assert isinstance(editor, CellEditor)
    assert (table.current(), editor.text()) == (GRANTED, "1x")
    assert texts(owner) == [(GRANTED, "1x")]


def test_that_an_entry_that_was_left_for_another_report_is_offered_at_once(
    owner: Desk, store: Path, qtbot: QtBot
) -> None:
    window = window_of(owner)
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([SAMPLES / TOWNSHIP])
    type_into(owner, GRANTED, "12", qtbot)

    window.session.open(2)

    assert "“12”" in window.banner.message
    (look,) = [b for b in window.banner.findChildren(QPushButton) if b.isVisible()]
    qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(DraftsDialog)
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert window.session.report == 1
    assert window.session.review is not None
    assert window.session.review.statement.value(GRANTED) == 12
    window.banner.hide()
    window.session.open(2)
    assert not window.banner.isVisible()


def test_that_a_start_without_unfinished_entries_asks_nothing(owner: Desk) -> None:
    assert care_of(owner).offer_drafts() is None


def granted(owner: Desk) -> object:
    session = window_of(owner).session
    session.open(1)
    assert session.review is not None
    return session.review.statement.value(GRANTED)


def copy_of(store: Path) -> Backup:
    backup = back_up(store, "hand", NOON)
    assert backup is not None
    return backup


def test_that_enter_in_the_list_of_backups_restores_nothing(owner: Desk, qtbot: QtBot) -> None:
    window = window_of(owner)
    window.session.correct([(GRANTED, Decimal(12))])
    dialog = care_of(owner).show_backups()
    dialog.copy.click()
    qtbot.waitUntil(lambda: dialog.table.topLevelItemCount() == 1)
    assert dialog.restore.isEnabled()

    with qtbot.assertNotEmitted(dialog.chosen), qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_that_a_backup_is_restored_by_one_click(owner: Desk, store: Path, qtbot: QtBot) -> None:
    window_of(owner).session.correct([(GRANTED, Decimal(12))])
    care_of(owner).show_backups().copy.click()
    qtbot.waitUntil(lambda: len(backups_of(store)) == 1)
    qtbot.waitUntil(lambda: "备份" in window_of(owner).banner.message)
    window_of(owner).session.correct([(GRANTED, Decimal(99))])

    dialog = care_of(owner).show_backups()
    row = dialog.table.topLevelItem(0)
    assert row is not None
    assert [row.text(column) for column in (0, 2)] == ["1", "手动"]
    dialog.restore.click()
    qtbot.waitUntil(lambda: "第 1 号" in window_of(owner).banner.message, timeout=PATIENCE_MS)

    assert granted(owner) == 12
    assert [b.occasion for b in backups_of(store)] == ["restore", "hand"]


def test_that_a_restoring_that_takes_its_time_says_so_and_cannot_be_left(
    owner: Desk, store: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, before = Event(), window_of(owner)

    def take_time(store: Path, backup: Backup, now: datetime) -> Path:
        go_on.wait(PATIENCE_MS / 1000)
        return restore(store, backup, now)

    monkeypatch.setattr("gui.restoring.restore", take_time)
    before.session.correct([(GRANTED, Decimal(12))])
    before.session.set_status([1], ReviewStatus.IN_REVIEW)
    owner.restore(copy_of(store))

    qtbot.waitUntil(lambda: bool(before.findChildren(WaitBox)), timeout=PATIENCE_MS)
    (box,) = before.findChildren(WaitBox)
    qtbot.waitUntil(box.isVisible, timeout=PATIENCE_MS)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    box.close()
    assert box.isVisible()
    assert not before.isEnabled()
    assert any("第 1 号" in label.text() for label in box.findChildren(QLabel))

    go_on.set()
    qtbot.waitUntil(lambda: window_of(owner) is not before, timeout=PATIENCE_MS)
    assert not isValid(box) or not box.isVisible()
    assert granted(owner) == 12


def test_that_what_nobody_foresaw_while_restoring_leaves_the_store_in_use(
    owner: Desk, store: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(store: Path, backup: Backup, now: datetime) -> Path:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr("gui.restoring.restore", break_off)
    before = window_of(owner)
    before.session.correct([(GRANTED, Decimal(12))])

    owner.restore(copy_of(store))
    qtbot.waitUntil(lambda: window_of(owner) is not before, timeout=PATIENCE_MS)

    assert granted(owner) == 12
    assert "意外" in window_of(owner).banner.message
    assert "nobody foresaw this" in window_of(owner).banner.details


def test_that_a_damaged_backup_leaves_the_store_as_it_is(
    owner: Desk, store: Path, qtbot: QtBot
) -> None:
    window_of(owner).session.correct([(GRANTED, Decimal(12))])
    folder = store.with_name(f"{store.name}.backups")
    folder.mkdir()
    (folder / "000001-20260301T120000Z-hand.gouji").write_bytes(b"no copy")

    care_of(owner).show_backups().restore.click()
    qtbot.waitUntil(lambda: "损坏" in window_of(owner).banner.message, timeout=PATIENCE_MS)

    assert granted(owner) == 12


def test_that_damage_found_at_the_start_opens_the_list_of_backups(owner: Desk, store: Path) -> None:
    back_up(store, "hand", NOON)
    keeper = window_of(owner).findChild(Keeper)
    assert keeper is not None
    keeper.failed.emit(failures.damaged(store, "x"))

    (dialog,) = window_of(owner).findChildren(BackupsDialog)
    assert dialog.isVisible()
    assert "损坏" in window_of(owner).banner.message


def answer(*, restore: bool) -> None:
    """Press a button of the box that is about to come up."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, RescueBox)
        (box.restore if restore else box.button(QMessageBox.StandardButton.Cancel)).click()

    QTimer.singleShot(50, press)


def test_that_a_store_that_is_gone_comes_back_from_its_backup(store: Path) -> None:
    fill(store, STREET)
    assert lost_store(store) is None
    back_up(store, "hand", NOON)
    store.unlink()
    error = lost_store(store)
    assert error is not None
    assert error.code == "store.missing"

    answer(restore=True)
    assert rescue(store, error)

    with closing(Workspace.open(store, create=False)) as workspace:
        assert [line.name for line in workspace.reports()] == [STREET]


def test_that_nothing_is_restored_unasked(store: Path) -> None:
    fill(store, STREET)
    back_up(store, "hand", NOON)
    store.write_bytes(b"no store")

    answer(restore=False)
    assert not rescue(store, failures.not_a_store(store))

    assert store.read_bytes() == b"no store"


def test_that_a_value_changed_by_another_is_shown_and_not_covered(
    owner: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window_of(owner).session
    stale = session.review
    assert stale is not None
    session.correct([(GRANTED, Decimal(12))])
    monkeypatch.setattr(session, "_review", stale)

    assert session.correct([(GRANTED, Decimal(13))]) is None

    assert session.review is not None
    assert session.review.statement.value(GRANTED) == 12
    assert "要改为 13" in window_of(owner).banner.message


def test_that_the_offer_to_restore_looks_and_speaks_as_the_program_does(
    qapp: QApplication, tmp_path: Path, store: Path
) -> None:
    """It comes before any window does."""
    settings = Settings(tmp_path / "dark.ini")
    settings.put(THEME, "dark")
    fill(store, STREET)
    backup = back_up(store, "hand", datetime.now(UTC))
    assert backup is not None
    try:
        make_application(settings)
        box = RescueBox(failures.missing(store), backup)
        assert is_dark(box.palette())
        assert box.windowTitle() == "勾稽"
    finally:
        apply_theme(qapp, "light")
