"""Working as a team in the window: packages, the queue of conflicts, deciding with the keys."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.address import Address
from core.agenda import Need
from core.exchange import entering
from core.exchange.package import read_package
from core.export import Occasion, export
from core.findings import Finding
from core.reading import read_report
from core.review import Review
from core.shelf import Shelf
from core.store.facts import Fact
from core.store.store import Store
from core.work.workspace import Workspace
from gui.dialogs.asking import TextDialog
from gui.dialogs.exchange import ExchangeDialog
from gui.dialogs.kept import KeptDialog
from gui.main_window import MainWindow
from tests.gui.conftest import BUREAU, SAMPLES, STREET, TOWNSHIP, Opener, fill

GRANTED = Address.parse("requests.granted.total")
NEW = Address.parse("requests.new.total")
EDUCATION = "luming_education_2021.docx"
PATIENCE_MS = 20_000
Key = Qt.Key


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """What a colleague made of the same reports: another total, and one report that is not here."""
    fill(tmp_path / "她.gouji", STREET, TOWNSHIP)
    other = Workspace.open(tmp_path / "她.gouji", author="王敏")
    street = next(line.number for line in other.reports() if line.name == STREET)
    other.correct(street, [(GRANTED, Decimal(11))], reason="原件是 11")
    other.correct(street, [(NEW, Decimal(12))])
    strange = b"strange"
    from tests.helpers.readings import TOTAL, make_reading

    other.add_reading(strange, make_reading(strange, name="外来.txt", agency="外县局"))
    other.correct(3, [(TOTAL, Decimal(6))])
    path = tmp_path / "王敏.goujix"
    other.exchange.export(path)
    other.close()
    return path


def sums_of(review: Review) -> list[Finding]:
    """The sums of disputes that do not hold."""
    return [finding for finding in review.problems if finding.rule == "review.sum"]


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def take_in(window: MainWindow, path: Path, qtbot: QtBot) -> ExchangeDialog:
    window.exchanges.take_in(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(ExchangeDialog)), timeout=PATIENCE_MS)
    return window.findChildren(ExchangeDialog)[0]


def merge(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    dialog = take_in(window, path, qtbot)
    with qtbot.waitSignal(window.session.library_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.findChildren(ExchangeDialog), timeout=PATIENCE_MS)


@pytest.fixture
def disputed(desk: MainWindow, package: Path, qtbot: QtBot) -> MainWindow:
    """The window after the package came in: one cell has two values."""
    desk.session.correct([(GRANTED, Decimal(12))])
    merge(desk, package, qtbot)
    qtbot.waitUntil(lambda: desk.disputes.model.rowCount() == 1, timeout=PATIENCE_MS)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow, timeout=PATIENCE_MS)
    return desk


def test_that_the_preview_says_what_would_come_and_writes_nothing(
    desk: MainWindow, package: Path, qtbot: QtBot
) -> None:
    desk.session.correct([(GRANTED, Decimal(12))])
    before = desk.session.review

    dialog = take_in(desk, package, qtbot)

    words = dialog.told.text()
    assert "王敏" in words
    assert "合并 2 条，已有 0 条，冲突 1 处" in words
    assert "外县局 2023" in words
    rows = [
        [item.text() if (item := dialog.table.item(row, column)) else "" for column in range(5)]
        for row in range(dialog.table.rowCount())
    ]
    assert rows[0][1:4] == ["2", "0", "1"]
    assert rows[-1][4] == "本库没有，寄存 1 条待导入"
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert desk.session.review == before


def test_that_sources_that_come_along_are_imported_with_the_work_on_them(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "她.gouji", EDUCATION)
    other = Workspace.open(tmp_path / "她.gouji", author="王敏")
    other.correct(1, [(GRANTED, Decimal(123))])
    path = tmp_path / "王敏.goujix"
    other.exchange.export(path, with_sources=True)
    other.close()
    dialog = take_in(desk, path, qtbot)
    assert "附有原件的报告 1 份" in dialog.told.text()
    note = dialog.table.item(0, 4)
    assert note is not None
    assert note.text() == "随附原件"

    with qtbot.waitSignal(desk.session.library_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)

    (line,) = (line for line in desk.session.reports() if line.name == EDUCATION)
    desk.session.open(line.number)
    assert desk.session.review is not None
    assert desk.session.review.statement.value(GRANTED) == 123
    assert "合并 1 条" in desk.banner.message


def test_that_the_queue_names_the_keys_that_decide_the_chosen_conflict(
    disputed: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    queue = disputed.disputes
    assert "Ctrl+2" in queue.told.text()
    with closing(Workspace.open(tmp_path / "他.gouji", author="李军")) as other:
        data = (SAMPLES / BUREAU).read_bytes()
        other.add_reading(data, read_report(data, BUREAU))
        other.judge(1, sums_of(other.review(1)), "source_says_so")
        other.exchange.export(tmp_path / "李军.goujix")
    bureau = next(line.number for line in disputed.session.reports() if line.name == BUREAU)
    disputed.session.open(bureau)
    review = disputed.session.review
    assert review is not None
    disputed.session.judge(sums_of(review), "does_not_apply")
    merge(disputed, tmp_path / "李军.goujix", qtbot)
    qtbot.waitUntil(lambda: queue.model.rowCount() == 2, timeout=PATIENCE_MS)

    disputed.docks.lead_into("disputes")
    chosen = [row for row in range(2) if queue.model.row(row).dispute.address is None]
    queue.table.selectRow(chosen[0])

    assert "F7 原文如此" in queue.told.text()
    assert "Ctrl+2" not in queue.told.text()


def test_that_a_window_that_is_opened_later_counts_the_conflicts_too(
    disputed: MainWindow, open_window: Opener
) -> None:
    assert disputed.disputes.model.rowCount() == 1

    assert open_window().docks["disputes"].windowTitle() == "冲突 (1)"


def test_that_a_merging_is_summed_up_and_leads_to_the_conflicts(disputed: MainWindow) -> None:
    text = disputed.banner.message
    assert "合并 2 条" in text
    assert "冲突 1 处" in text
    assert disputed.docks["disputes"].windowTitle() == "冲突 (1)"
    assert disputed.session.review is not None
    assert disputed.session.review.statement.value(NEW) == 12
    assert disputed.session.report in disputed.session.waiting()


def test_that_the_queue_shows_both_values_with_authors(disputed: MainWindow) -> None:
    model = disputed.disputes.model
    texts = [str(model.index(0, column).data()) for column in range(4)]

    assert "同意" in texts[1] or "予以公开" in texts[1]
    assert {texts[2][:2], texts[3][:2]} == {"11", "12"}
    assert "王敏" in texts[2] + texts[3]
    assert "审核员" in texts[2] + texts[3]
    assert "原件是 11" in texts[2] + texts[3]


def test_that_f8_leads_to_the_conflict_first_and_a_key_takes_the_other_value(
    disputed: MainWindow, qtbot: QtBot
) -> None:
    disputed.form_view.table.setFocus()
    press(qtbot, Key.Key_F8)
    task = disputed.problems.task
    assert task is not None
    assert task.need is Need.DISPUTED
    assert disputed.session.address == GRANTED
    second = task.changes[1].cells[0][1]

    press(qtbot, Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    review = disputed.session.review
    assert review is not None
    assert review.statement.value(GRANTED) == second
    assert review.disputes == ()
    qtbot.waitUntil(lambda: disputed.disputes.model.rowCount() == 0, timeout=PATIENCE_MS)
    assert disputed.docks["disputes"].windowTitle() == "冲突"

    disputed.session.undo()

    assert disputed.session.review is not None
    assert len(disputed.session.review.disputes) == 1
    qtbot.waitUntil(lambda: disputed.disputes.model.rowCount() == 1, timeout=PATIENCE_MS)


def test_that_enter_in_the_queue_goes_to_the_cell_and_enter_there_keeps_its_value(
    disputed: MainWindow, qtbot: QtBot
) -> None:
    lines = disputed.session.reports()
    disputed.session.open(next(line.number for line in lines if line.name == BUREAU))
    disputed.docks.bring("disputes")
    disputed.disputes.table.setFocus()
    disputed.disputes.table.setCurrentIndex(disputed.disputes.model.index(0, 0))

    press(qtbot, Key.Key_Return)

    review = disputed.session.review
    assert review is not None
    assert review.name == STREET
    assert disputed.form_view.table.current() == GRANTED
    kept = review.statement.value(GRANTED)

    press(qtbot, Key.Key_Return)

    review = disputed.session.review
    assert review is not None
    assert (review.statement.value(GRANTED), review.disputes) == (kept, ())


def test_that_typing_a_third_value_decides(disputed: MainWindow, qtbot: QtBot) -> None:
    disputed.session.correct([(GRANTED, Decimal(10))])

    assert disputed.session.review is not None
    assert disputed.session.review.disputes == ()


def test_that_the_queue_is_a_sound_model(disputed: MainWindow, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(
        disputed.disputes.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for change, left in (
        (lambda: disputed.session.correct([(GRANTED, Decimal(10))]), 0),
        (disputed.session.undo, 1),
    ):
        change()
        disputed.disputes.refresh()
        qtbot.waitUntil(lambda: not disputed.disputes.looking.busy, timeout=PATIENCE_MS)
        assert tester.model().rowCount() == left


def test_that_the_queue_has_what_was_done_while_it_was_looked_for(
    disputed: MainWindow, qtbot: QtBot
) -> None:
    disputed.disputes.refresh()
    assert disputed.disputes.looking.busy
    disputed.session.correct([(GRANTED, Decimal(10))])

    qtbot.waitUntil(lambda: not disputed.disputes.looking.busy, timeout=PATIENCE_MS)
    assert disputed.disputes.model.rowCount() == 0


def test_that_a_file_that_is_no_package_is_told_in_the_banner(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "别的.goujix"
    path.write_bytes(b"no zip")

    with qtbot.waitSignal(desk.session.failed, timeout=PATIENCE_MS):
        desk.exchanges.take_in(path)

    qtbot.waitUntil(lambda: "别的.goujix" in desk.banner.message, timeout=PATIENCE_MS)


def test_that_a_merging_shows_how_far_it_is_and_is_given_up_by_its_button(
    desk: MainWindow, package: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = entering._enter_report  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    given_up = threading.Event()

    def when_given_up(store: Store, shelf: Shelf, report: int, facts: Sequence[Fact]) -> None:
        given_up.wait(PATIENCE_MS / 1000)
        enter(store, shelf, report, facts)

    monkeypatch.setattr(entering, "_enter_report", when_given_up)
    assert desk.session.review is not None
    before = desk.session.review.statement
    dialog = take_in(desk, package, qtbot)

    qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: any(d.isVisible() for d in desk.findChildren(QProgressDialog)), timeout=PATIENCE_MS
    )
    (waiting,) = (d for d in desk.findChildren(QProgressDialog) if d.isVisible())
    (button,) = waiting.findChildren(QPushButton)
    assert button.text() == "取消"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    given_up.set()

    qtbot.waitUntil(lambda: "没有任何改动" in desk.banner.message, timeout=PATIENCE_MS)
    for line in desk.session.reports():
        desk.session.open(line.number)
    desk.session.open(next(n.number for n in desk.session.reports() if n.name == STREET))
    assert desk.session.review.statement == before
    assert desk.session.exchange.parcels() == ()


def test_that_the_sources_go_along_where_that_kind_of_file_is_chosen(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "全部.goujix"

    def choose(*arguments: object) -> tuple[str, str]:
        return str(target), str(arguments[3]).split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)

    desk.actions_.export_package.trigger()
    qtbot.waitUntil(lambda: target.name in desk.banner.message, timeout=PATIENCE_MS)

    assert len(read_package(target).originals) == 3


def test_that_the_listed_reports_go_into_the_file_that_was_named(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.session.correct([(GRANTED, Decimal(12))])
    answer = (str(tmp_path / "我的"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)

    desk.actions_.export_package.trigger()
    target = tmp_path / "我的.goujix"
    qtbot.waitUntil(lambda: target.name in desk.banner.message, timeout=PATIENCE_MS)

    (fact,) = read_package(target).facts
    assert (fact.subject, fact.author) == (str(GRANTED), "审核员")


def test_that_kept_work_is_passed_on_with_all_reports_and_not_with_some(
    desk: MainWindow, package: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    merge(desk, package, qtbot)
    for name in ("全部.goujix", "部分.goujix"):
        if name.startswith("部分"):
            desk.library.search.setText("2020")
            qtbot.waitUntil(lambda: len(desk.library.listed()) == 1, timeout=PATIENCE_MS)
        desk.exchanges.export_to(tmp_path / name)
        qtbot.waitUntil(lambda n=name: n in desk.banner.message, timeout=PATIENCE_MS)

    whole, some = (read_package(tmp_path / name) for name in ("全部.goujix", "部分.goujix"))
    assert "外来.txt" in {listed.name for listed in whole.reports}
    assert "外来.txt" not in {listed.name for listed in some.reports}


def test_that_a_corrected_workbook_is_taken_in_under_the_name_that_was_given(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = desk.session.review
    assert review is not None
    path = tmp_path / "审核.xlsx"
    export(path, [review], Occasion("2026-03-01T00:30:00+00:00", "审核员"))
    book = load_workbook(path)
    sheet = book[f"{review.agency} {review.year}"]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == 21]
    cell.value = 12
    book.save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    def name_her() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TextDialog)
        dialog.line.setText("王敏")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    QTimer.singleShot(0, name_her)
    desk.actions_.import_package.trigger()
    qtbot.waitUntil(lambda: bool(desk.findChildren(ExchangeDialog)), timeout=3 * PATIENCE_MS)
    with qtbot.waitSignal(desk.session.library_changed, timeout=PATIENCE_MS):
        desk.findChildren(ExchangeDialog)[0].merge.click()

    review = desk.session.review
    assert review is not None
    (correction,) = review.corrections
    assert (correction.address, correction.new, correction.author) == (GRANTED, 12, "王敏")


def test_that_a_list_of_reports_that_is_cut_says_so(
    desk: MainWindow, package: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlook = desk.session.exchange.look(package)
    whole = ExchangeDialog(outlook)
    qtbot.addWidget(whole)
    assert "只列出" not in whole.note.text()

    monkeypatch.setattr("gui.dialogs.exchange._MOST_LINES", 1)
    cut = ExchangeDialog(outlook)
    qtbot.addWidget(cut)

    assert cut.table.rowCount() == 1
    assert "只列出前 1 份报告" in cut.note.text()


def kept_dialog(window: MainWindow, qtbot: QtBot) -> KeptDialog:
    window.actions_.kept.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(KeptDialog)), timeout=PATIENCE_MS)
    return window.findChildren(KeptDialog)[0]


def test_that_work_on_a_report_to_come_is_listed_and_comes_in_with_its_import(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(tmp_path / "她.gouji", EDUCATION)
    other = Workspace.open(tmp_path / "她.gouji", author="王敏")
    other.correct(1, [(GRANTED, Decimal(123))])
    path = tmp_path / "王敏.goujix"
    other.exchange.export(path)
    (tmp_path / EDUCATION).write_bytes(other.source(1))
    other.close()
    merge(desk, path, qtbot)

    dialog = kept_dialog(desk, qtbot)
    row = dialog.table.topLevelItem(0)
    assert row is not None
    assert [row.text(column) for column in (1, 2, 3)] == [EDUCATION, "1", "王敏"]
    assert not dialog.discard.isEnabled()
    qtbot.keyClick(dialog, Key.Key_Escape)
    with qtbot.waitSignal(desk.session.import_finished, timeout=3 * PATIENCE_MS):
        desk.import_paths([tmp_path / EDUCATION])

    assert "此前寄存的更正已并入" in desk.banner.message
    (line,) = (line for line in desk.session.reports() if line.name == EDUCATION)
    desk.session.open(line.number)
    review = desk.session.review
    assert review is not None
    assert review.statement.value(GRANTED) == 123
    qtbot.waitUntil(lambda: not desk.findChildren(KeptDialog), timeout=PATIENCE_MS)
    assert kept_dialog(desk, qtbot).table.topLevelItemCount() == 0


def test_that_kept_work_is_discarded_by_choice_and_told_to_be_gone(
    desk: MainWindow, package: Path, qtbot: QtBot
) -> None:
    merge(desk, package, qtbot)
    dialog = kept_dialog(desk, qtbot)
    row = dialog.table.topLevelItem(0)
    assert row is not None
    place = dialog.table.visualItemRect(row).center()

    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(dialog.discard, Qt.MouseButton.LeftButton)

    assert dialog.table.topLevelItemCount() == 0
    assert "没有寄存的更正" in dialog.words.text()
    assert desk.session.exchange.parcels() == ()
