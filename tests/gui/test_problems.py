"""Going through what needs eyes with the keys alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from core.address import Address
from core.agenda import Need
from core.cells import Origin
from core.findings import Status
from core.geometry import PageBox
from core.reading import read_report
from core.work.workspace import Workspace
from gui.main_window import MainWindow
from tests.gui.conftest import BUREAU, SAMPLES, STREET, TOWNSHIP, Opener, fill, press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
GRANTED = Address.parse("requests.granted.total")
UPHELD = Address.parse("review.litigation_direct.upheld")


def value(window: MainWindow, address: Address) -> object:
    review = window.session.review
    assert review is not None
    return review.statement.value(address)


def last_gesture(window: MainWindow) -> str:
    review = window.session.review
    assert review is not None
    return review.corrections[-1].gesture


def open_report(window: MainWindow, name: str) -> None:
    lines = window.session.reports()
    window.session.open(next(line.number for line in lines if line.name == name))


def name_of(window: MainWindow) -> str:
    review = window.session.review
    assert review is not None
    return review.name


@pytest.fixture
def street(desk: MainWindow) -> MainWindow:
    """The street's report: one proposal mends both sums; section two is in no sum."""
    return desk


@pytest.fixture
def bureau(desk: MainWindow) -> MainWindow:
    """The bureau's report: lawsuits that do not add up, with several proposals."""
    open_report(desk, BUREAU)
    return desk


def test_that_a_proposed_fix_costs_two_keys(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)
    assert street.form_view.table.current() == GRANTED
    press(qtbot, Key.Key_Return)

    assert value(street, GRANTED) == Decimal(12)
    assert last_gesture(street) == "proposal"


def test_that_the_next_task_comes_by_itself(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_Enter)

    task = street.problems.task
    assert task is not None
    assert task.need is Need.UNPROTECTED
    assert street.session.address == task.address
    assert street.problem_view.title.text() == "本表有 22 个数不在任何合计之内：请与原文核对"


def test_that_a_typed_fix_costs_its_digits_and_two_keys(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_2)
    press(qtbot, Key.Key_Return)

    qtbot.waitUntil(lambda: value(street, GRANTED) == Decimal(12))
    assert last_gesture(street) == "typed"
    task = street.problems.task
    assert task is not None
    assert task.need is Need.UNPROTECTED
    qtbot.waitUntil(lambda: street.form_view.table.current() == task.address)


def test_that_a_typed_value_that_mends_nothing_leaves_the_keyboard_on_the_task(
    street: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_9)
    press(qtbot, Key.Key_Return)

    qtbot.waitUntil(lambda: value(street, GRANTED) == Decimal(9))
    qtbot.waitUntil(lambda: street.form_view.table.current() == GRANTED)
    assert street.problems.place == 0


def test_that_correcting_another_cell_of_the_finding_decides_it_too(
    bureau: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F8)
    task = bureau.problems.task
    assert task is not None
    ((other, wanted),) = task.changes[1].cells
    assert other != task.address
    for _ in range(9):
        if bureau.form_view.table.current() == other:
            break
        press(qtbot, Key.Key_Right)
    press(qtbot, Key.Key_F7)
    assert bureau.problems.place == 0, "keys of a task count on its own cell alone"
    for digit in str(wanted):
        press(qtbot, Qt.Key(ord(digit)))
    press(qtbot, Key.Key_Return)

    qtbot.waitUntil(lambda: value(bureau, other) == wanted)
    qtbot.waitUntil(lambda: bureau.problems.is_at_hand)
    assert bureau.problems.task is not task


def test_that_a_verdict_key_rules_on_every_finding_of_the_cause(
    street: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_F7)

    review = street.session.review
    assert review is not None
    assert [verdict.ruling for verdict in review.verdicts] == ["source_says_so"] * 2
    assert not [f for f in review.open_problems if f.severity == "error"]
    assert street.problems.task is not None
    assert street.problems.task.need is Need.UNPROTECTED


@pytest.mark.parametrize(
    ("key", "ruling"), [(Key.Key_F3, "does_not_apply"), (Key.Key_F4, "to_ask")]
)
def test_that_the_other_verdicts_have_keys(
    street: MainWindow, qtbot: QtBot, key: Qt.Key, ruling: str
) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, key)

    review = street.session.review
    assert review is not None
    assert {verdict.ruling for verdict in review.verdicts} == {ruling}


def test_that_a_question_stays_on_the_agenda_but_does_not_come_back_by_itself(
    street: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_F4)
    assert street.problems.task is not None
    assert street.problems.task.need is Need.UNPROTECTED
    press(qtbot, Key.Key_F12)

    assert street.problems.task is None
    assert len(street.problems.tasks) == 1
    assert "待询问" in street.problem_view.title.text()


def test_that_a_question_says_who_asked_and_why(street: MainWindow, qtbot: QtBot) -> None:
    review = street.session.review
    assert review is not None
    finding = next(f for f in review.open_problems if f.severity == "error")
    street.session.judge(finding, "to_ask", "已电话询问该街道办")

    press(qtbot, Key.Key_F8)

    said = street.problem_view.message.text().split("\n")[-1]
    assert said.startswith("待询问：审核员，20")
    assert said.endswith("。理由：已电话询问该街道办")
    assert said in street.findings.basis.text()


def test_that_one_key_marks_section_two_as_checked(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_F12)

    review = street.session.review
    assert review is not None
    assert len(review.seen) == 22
    assert street.problems.tasks == ()
    # A mark is no correction.
    assert len(review.corrections) == 1


def test_that_leaving_a_finished_report_opens_the_next_that_waits(
    street: MainWindow, qtbot: QtBot
) -> None:
    for key in (Key.Key_F8, Key.Key_Return, Key.Key_F12):
        press(qtbot, key)
    report = street.session.report
    press(qtbot, Key.Key_F8)

    assert report not in street.session.waiting()
    assert name_of(street) != STREET
    assert street.problems.place == 0
    assert street.form_view.table.hasFocus()


def test_that_the_last_report_ends_the_list(street: MainWindow, qtbot: QtBot) -> None:
    """Every report of the list is gone through, whatever its tasks."""
    for _ in range(40):
        if not street.session.waiting():
            break
        task = street.problems.task
        if task is None:
            press(qtbot, Key.Key_F8)
        elif task.need is Need.UNPROTECTED:
            press(qtbot, Key.Key_F12)
        else:
            press(qtbot, Key.Key_F7)

    assert street.session.waiting() == frozenset()
    assert street.problem_view.title.text() == "列表中的报告都已审完。"


def test_that_the_position_and_what_remains_are_told(street: MainWindow, qtbot: QtBot) -> None:
    assert street.problem_view.position.text() == "共 2 项待看；还有 2 份报告"
    press(qtbot, Key.Key_F8)

    assert street.problem_view.position.text() == "第 1 项，共 2 项；还有 2 份报告"


def test_that_shift_f8_goes_back(bureau: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_F8)
    assert bureau.problems.place == 1
    press(qtbot, Key.Key_F8, Modifier.ShiftModifier)

    assert bureau.problems.place == 0
    assert bureau.form_view.table.current() == UPHELD


def test_that_a_number_takes_a_further_proposal(bureau: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)
    task = bureau.problems.task
    assert task is not None
    ((address, wanted),) = task.changes[1].cells
    assert wanted != task.changes[0].cells[0][1] or address != task.changes[0].cells[0][0]
    press(qtbot, Key.Key_2, Modifier.ControlModifier)

    assert value(bureau, address) == wanted
    assert last_gesture(bureau) == "proposal"


def test_that_nothing_typed_reaches_a_cell_when_the_task_has_none(
    bureau: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_F8)
    task = bureau.problems.task
    assert task is not None
    assert task.address is None
    press(qtbot, Key.Key_7)
    press(qtbot, Key.Key_Return)

    review = bureau.session.review
    assert review is not None
    assert review.corrections == ()
    assert not bureau.form_view.table.currentIndex().isValid()
    press(qtbot, Key.Key_F3)
    judged = bureau.session.review
    assert judged is not None
    assert [v.ruling for v in judged.verdicts] == ["does_not_apply"]


def test_that_nothing_typed_reaches_a_cell_when_a_decision_led_to_a_task_without_one(
    bureau: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_F7)
    task = bureau.problems.task
    assert task is not None
    assert task.address is None

    press(qtbot, Key.Key_7)
    press(qtbot, Key.Key_Return)

    review = bureau.session.review
    assert review is not None
    assert review.corrections == ()
    assert bureau.problems.task == task


def test_that_a_first_task_without_a_cell_is_not_passed_over(
    bureau: MainWindow, qtbot: QtBot
) -> None:
    bureau.session.correct([(UPHELD, Decimal(4))])
    report = bureau.session.report
    assert report is not None
    bureau.library.table.setFocus()
    bureau.session.open(report)

    press(qtbot, Key.Key_F8)
    assert bureau.problems.place == 0
    task = bureau.problems.task
    assert task is not None
    assert task.address is None

    # The keyboard goes and comes back, as when another program is looked at.
    bureau.library.table.setFocus()
    bureau.form_view.table.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert bureau.problems.task is task
    press(qtbot, Key.Key_F7)
    review = bureau.session.review
    assert review is not None
    assert [verdict.ruling for verdict in review.verdicts] == ["source_says_so"]
    press(qtbot, Key.Key_Down)
    assert bureau.form_view.table.currentIndex().isValid()


def test_that_enter_goes_down_where_no_task_is(street: MainWindow, qtbot: QtBot) -> None:
    elsewhere = Address.parse("requests.new.natural_person")
    street.form_view.table.setFocus()
    street.session.focus(elsewhere)
    press(qtbot, Key.Key_Return)

    assert street.form_view.table.current() == Address.parse("requests.carried_in.natural_person")
    assert value(street, GRANTED) == Decimal(21)


def test_that_choosing_the_cell_of_a_task_makes_it_the_task(
    street: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_F8)
    assert street.problems.place == 1
    street.session.focus(GRANTED)

    assert street.problems.place == 0
    press(qtbot, Key.Key_Return)
    assert value(street, GRANTED) == Decimal(12)


def test_that_the_piece_of_the_source_shows_every_figure_that_enter_would_change(
    desk: MainWindow, qtbot: QtBot
) -> None:
    # A second misprint in the row that was misprinted already: both together mend all sums.
    desk.session.correct([(Address.parse("requests.new.natural_person"), Decimal(6))])
    press(qtbot, Key.Key_F8)
    task = desk.problems.task
    assert task is not None
    assert len(task.changes[0].cells) == 2

    words = desk.problem_view.excerpt.words.text()

    assert words.count("background-color") == 2


def test_that_the_piece_of_the_source_marks_the_figure(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)

    words = street.problem_view.excerpt.words.text()
    assert "予以公开" in words
    assert ">&nbsp;21&nbsp;</b>" in words


def test_that_a_drawn_page_is_shown_around_the_figure(
    store: Path, open_window: Opener, qtbot: QtBot
) -> None:
    fill(store, "shuangdu_town_2020.pdf")
    window = open_window()
    open_report(window, "shuangdu_town_2020.pdf")
    qtbot.keyClick(window, Key.Key_F8)

    excerpt = window.problem_view.excerpt
    assert excerpt.currentWidget() is excerpt.picture
    qtbot.waitUntil(lambda: excerpt.picture.is_drawn, timeout=60_000)
    picture = excerpt.picture.grab().toImage()
    # Ink of figures and rules stands on the white paper.
    dark = sum(
        picture.pixelColor(x, y).lightness() < 90
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    assert dark > 50


def test_that_a_drawn_page_is_shown_with_the_whole_row_of_a_sum(
    store: Path, open_window: Opener, qtbot: QtBot
) -> None:
    fill(store, "qinghe_district_2023.pdf")
    window = open_window()
    open_report(window, "qinghe_district_2023.pdf")
    row = Address.parse("review.reconsideration.total")
    window.session.correct([(row, Decimal(999))])
    window.problems.go_to(suspect_of(window, row))
    review = window.session.review
    assert review is not None
    places = [cell.place for cell in review.extraction.cells if cell.address[:2] == row[:2]]

    picture = window.problem_view.excerpt.picture
    qtbot.waitUntil(lambda: picture.is_drawn, timeout=60_000)
    region = picture.region()

    assert len(places) == 5
    for place in places:
        assert isinstance(place, PageBox)
        assert region.contains(
            QRectF(QPointF(place.x0, place.top), QPointF(place.x1, place.bottom))
        )


def suspect_of(window: MainWindow, total: Address) -> Address:
    """The cell to look at first in the task about the sum of the total."""
    task = next(t for t in window.problems.tasks if total in t.findings[0].addresses)
    assert task.address is not None
    return task.address


def test_that_the_rule_is_told_with_its_numbers(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)

    review = street.session.review
    assert review is not None
    failed = [f for f in review.problems if f.status is Status.FAIL and f.severity == "error"]
    for finding in failed:
        assert finding.message in street.problem_view.message.text()
    assert "21 → 12" in street.problem_view.proposals[0].text()


def test_that_a_click_takes_a_proposal(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)

    qtbot.mouseClick(street.problem_view.proposals[0], Qt.MouseButton.LeftButton)

    assert value(street, GRANTED) == Decimal(12)


def test_that_undo_brings_the_task_back(street: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F8)
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Z, Modifier.ControlModifier)

    assert [task.need for task in street.problems.tasks] == [Need.FAILED, Need.UNPROTECTED]
    assert value(street, GRANTED) == Decimal(21)


def test_that_f8_over_the_last_task_goes_on_without_marking(
    street: MainWindow, qtbot: QtBot
) -> None:
    report = street.session.report
    for _ in range(3):
        press(qtbot, Key.Key_F8)

    assert street.session.report != report
    assert report in street.session.waiting()


def test_that_a_store_for_reading_only_lets_one_look_but_not_decide(
    store: Path, open_window: Opener, qtbot: QtBot
) -> None:
    fill(store, STREET, TOWNSHIP)
    first = Workspace.open(store, author="甲")
    try:
        window = open_window()
        open_report(window, STREET)
        qtbot.keyClick(window, Key.Key_F8)
        assert window.form_view.table.current() == GRANTED
        assert not any(action.isEnabled() for action in window.actions_.in_form())
        press(qtbot, Key.Key_F7)

        review = window.session.review
        assert review is not None
        assert review.verdicts == ()
    finally:
        first.close()


def test_that_every_key_of_a_task_stands_in_a_menu_and_only_once(street: MainWindow) -> None:
    listed = {command.action for command in street.keymap.commands}
    keys = [key.toString() for a in street.actions_.in_form() for key in a.shortcuts()]

    assert listed.issuperset(street.actions_.in_form())
    assert len(keys) == len(set(keys)) == 17


def fill_with_inferred_zeros(store: Path, rows: tuple[str, ...]) -> None:
    """The township's report, as if the zeros of these rows had been worked out, not read."""
    data = (SAMPLES / TOWNSHIP).read_bytes()
    reading = read_report(data, TOWNSHIP)
    cells = tuple(
        replace(cell, origin=Origin.INFERRED, value=Decimal(0))
        if cell.address.table == "requests" and cell.address.row in rows
        else cell
        for cell in reading.extraction.cells
    )
    workspace = Workspace.open(store, author="审核员")
    extraction = replace(reading.extraction, cells=cells)
    workspace.add_reading(data, replace(reading, extraction=extraction))
    workspace.close()


def test_that_the_inferred_zeros_of_empty_rows_cost_one_key_and_one_undo(
    store: Path, open_window: Opener, qtbot: QtBot
) -> None:
    fill_with_inferred_zeros(store, ("denied_3", "denied_4", "denied_5"))
    window = open_window()
    open_report(window, TOWNSHIP)
    inferred = [t for t in window.problems.tasks if t.need is Need.INFERRED]
    assert [len(task.addresses) for task in inferred] == [21]
    while window.problems.task is not inferred[0]:
        press(qtbot, Key.Key_F8)
    assert "21" in window.problem_view.title.text()
    assert "三安全一稳定" in window.problem_view.title.text()

    press(qtbot, Key.Key_F9)

    assert Need.INFERRED not in [task.need for task in window.problems.tasks]
    review = window.session.review
    assert review is not None
    assert {entry.gesture for entry in review.corrections} == {"confirmed"}
    assert len(review.corrections) == 21
    press(qtbot, Key.Key_Z, Modifier.ControlModifier)
    assert [len(t.addresses) for t in window.problems.tasks if t.need is Need.INFERRED] == [21]


def test_that_undo_leads_back_to_the_problem_that_was_judged_by_mistake(
    desk: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(desk, Key.Key_F8)
    table = desk.form_view.table
    judged, here = desk.problems.task, desk.session.address
    assert judged is not None
    assert judged.findings
    before = desk.session.review
    assert before is not None

    qtbot.keyClick(table, Key.Key_F7)
    after = desk.problems.task
    assert after is None or after.subjects != judged.subjects
    qtbot.keyClick(table, Key.Key_Z, Modifier.ControlModifier)

    qtbot.waitUntil(lambda: desk.session.address == here)
    review = desk.session.review
    assert review is not None
    assert review.verdicts == ()
    assert review.statement.values == before.statement.values
    again = desk.problems.task
    assert again is not None
    assert again.subjects == judged.subjects
    assert desk.problems.is_at_hand
