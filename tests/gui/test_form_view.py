"""Correcting the statutory tables with the keyboard, as a reviewer does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from core.address import Address
from core.cells import Origin
from gui.models.form_model import origin_word
from gui.session import Session
from gui.theme import state_colours
from gui.views.form_view import FormView
from tests.gui.form_desk import extraction_of, open_desk

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from core.values import Value

PRINTED = {
    "requests.new.natural_person": "15",
    "requests.new.total": "15",
    "requests.granted.natural_person": "15",
    "requests.granted.total": "14",
    "requests.total.natural_person": "15",
    "requests.total.total": "15",
}
ORIGINS = {
    "requests.denied_1.other": Origin.AMBIGUOUS,
    "requests.denied_2.other": Origin.MISSING,
    "requests.denied_3.other": Origin.INFERRED,
}
Key = Qt.Key


def cell(name: str) -> Address:
    return Address.parse(name)


class Desk:
    """A form on the screen, driven by keys."""

    def __init__(self, qtbot: QtBot, edition: str, origins: dict[str, Origin]) -> None:
        self.qtbot = qtbot
        self.session: Session = open_desk(extraction_of(edition, PRINTED, origins=origins))
        self.view = FormView(self.session)
        self.table = self.view.table
        qtbot.addWidget(self.view)
        self.view.resize(1000, 800)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.activateWindow()
        self.table.setFocus()

    def value(self, name: str) -> Value:
        assert self.session.review is not None
        return self.session.review.statement.value(cell(name))

    def gestures(self) -> list[str]:
        assert self.session.review is not None
        return [entry.gesture for entry in self.session.review.corrections]

    def go(self, name: str) -> None:
        self.session.focus(cell(name))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        target = self.editor() or self.table
        QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into the cell: the first key opens the editor, the rest goes into it."""
        QTest.keyClicks(self.table, text[0])
        editor = self.editor()
        assert editor is not None
        QTest.keyClicks(editor, text[1:])

    def editor(self) -> QLineEdit | None:
        found = self.table.findChildren(QLineEdit)
        return next((line for line in found if line.isVisible()), None)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, "2021", {})


@pytest.fixture
def doubtful(qtbot: QtBot) -> Desk:
    return Desk(qtbot, "2021", ORIGINS)


@pytest.fixture
def old_form(qtbot: QtBot) -> Desk:
    return Desk(qtbot, "2019", {})


def test_that_digits_and_enter_correct_the_cell_and_satisfy_its_rule(desk: Desk) -> None:
    desk.go("requests.granted.total")
    face = desk.table.form.face(cell("requests.granted.total"))
    assert face is not None
    assert face.failed
    assert face.ghost == "15"

    desk.type("15")
    desk.press(Key.Key_Return)

    desk.qtbot.waitUntil(lambda: desk.value("requests.granted.total") == 15)
    after = desk.table.form.face(cell("requests.granted.total"))
    assert after is not None
    assert (after.failed, after.ghost, after.origin) == (False, "", Origin.CORRECTED)


def test_that_enter_goes_down_and_shift_enter_up(desk: Desk) -> None:
    desk.go("requests.granted.total")
    desk.type("15")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.table.current() == cell("requests.partial.total"))

    desk.type("7")
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    desk.qtbot.waitUntil(lambda: desk.table.current() == cell("requests.granted.total"))
    assert desk.value("requests.partial.total") == 7


def test_that_tab_in_the_editor_keeps_the_entry_and_edits_the_next_cell(desk: Desk) -> None:
    desk.go("requests.granted.natural_person")
    desk.type("16")

    desk.press(Key.Key_Tab)

    assert desk.value("requests.granted.natural_person") == 16
    assert desk.table.current() == cell("requests.granted.commercial")
    assert desk.editor() is not None


def test_that_full_width_digits_are_taken_as_digits(desk: Desk) -> None:
    desk.go("requests.granted.total")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    assert editor is not None

    editor.selectAll()
    editor.insert("１，２３４")

    assert editor.text() == "1,234"
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.value("requests.granted.total") == 1234)


def test_that_a_text_that_is_no_number_is_refused_with_a_reason_and_stays_open(desk: Desk) -> None:
    desk.go("requests.granted.total")
    desk.type("1x")

    desk.press(Key.Key_Return)

    editor = desk.editor()
    assert editor is not None
    assert editor.text() == "1x"
    assert desk.view.message.isVisible()
    assert "1x" in desk.view.message.text()
    assert desk.value("requests.granted.total") == 14
    ink = QPalette.ColorRole.Text
    assert editor.palette().color(ink) == state_colours(editor.palette()).error
    QTest.keyClick(editor, Key.Key_Backspace)
    assert not desk.view.message.isVisible()
    assert editor.palette().color(ink) == desk.view.table.palette().color(ink)


def test_that_two_numbers_are_never_glued_by_typing(desk: Desk) -> None:
    desk.go("requests.granted.total")
    desk.type("1 2")
    desk.press(Key.Key_Return)

    assert desk.value("requests.granted.total") == 14
    assert desk.view.message.isVisible()


def test_that_escape_leaves_the_cell_as_it_was(desk: Desk) -> None:
    desk.go("requests.granted.total")
    desk.type("99")
    desk.press(Key.Key_Escape)

    assert desk.editor() is None
    assert desk.value("requests.granted.total") == 14


def test_that_the_same_value_again_is_no_correction(desk: Desk) -> None:
    desk.go("requests.granted.total")
    desk.type("14")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.editor() is None)

    assert desk.gestures() == []


def test_that_confirming_an_inferred_value_makes_it_a_correction(doubtful: Desk) -> None:
    doubtful.go("requests.denied_3.other")
    doubtful.type("0")
    doubtful.press(Key.Key_Return)

    doubtful.qtbot.waitUntil(lambda: doubtful.gestures() == ["typed"])


def test_that_arrows_visit_cells_only_and_cross_tables(desk: Desk) -> None:
    desk.go("requests.carried_out.natural_person")

    desk.press(Key.Key_Down)
    assert desk.table.current() == cell("review.litigation_direct.upheld")
    desk.press(Key.Key_Up)
    assert desk.table.current() == cell("requests.carried_out.natural_person")
    desk.press(Key.Key_Left)
    assert desk.table.current() == cell("requests.carried_out.natural_person")
    desk.press(Key.Key_Right)
    assert desk.table.current() == cell("requests.carried_out.commercial")


def test_that_tab_goes_from_the_end_of_a_row_to_the_next(desk: Desk) -> None:
    desk.go("art20_1.regulations.in_force")

    desk.press(Key.Key_Tab)
    assert desk.table.current() == cell("art20_1.normative_documents.issued")
    desk.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.table.current() == cell("art20_1.regulations.in_force")


def test_that_delete_blanks_the_selection_in_one_gesture(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    desk.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    desk.press(Key.Key_Delete)

    assert desk.value("requests.new.natural_person") is None
    assert desk.value("requests.carried_in.natural_person") is None
    assert desk.gestures() == ["cleared", "cleared"]
    assert desk.view.message.text() == "已清空 2 格，撤销可以恢复。"
    desk.session.undo()
    assert desk.value("requests.new.natural_person") == 15
    assert desk.value("requests.carried_in.natural_person") == 0


def test_that_a_pasted_range_is_one_gesture(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("1\t２\n—\t4\n")
    desk.go("requests.denied_1.natural_person")

    desk.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert desk.value("requests.denied_1.natural_person") == 1
    assert desk.value("requests.denied_1.commercial") == 2
    assert desk.value("requests.denied_2.natural_person") == "—"
    assert desk.value("requests.denied_2.commercial") == 4
    desk.session.undo()
    assert [desk.value(f"requests.denied_1.{c}") for c in ("natural_person", "commercial")] == [
        0,
        0,
    ]
    assert desk.value("requests.denied_2.commercial") == 0


def test_that_a_paste_with_one_bad_value_changes_nothing(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("1\tabc")
    desk.go("requests.denied_1.natural_person")

    desk.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert desk.gestures() == []
    assert "abc" in desk.view.message.text()


def test_that_a_paste_over_the_edge_is_refused(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("1\t2")
    desk.go("requests.denied_1.total")

    desk.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert desk.gestures() == []
    assert desk.view.message.isVisible()


def test_that_a_copied_row_is_separated_by_tabs(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    desk.press(Key.Key_End, Qt.KeyboardModifier.ShiftModifier)

    desk.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "15\t0\t0\t0\t0\t0\t15"


@pytest.mark.parametrize(
    ("text", "value"),
    [("增19", 19), ("减7", -7), ("-646", -646), ("+3", 3), ("88", 88)],
    ids=["up", "down", "minus", "plus", "bare"],
)
def test_that_a_change_takes_its_direction_in_words_or_signs(
    old_form: Desk, text: str, value: int
) -> None:
    accepted = old_form.table.form.enter([(cell("art20_5.licensing.change"), text)], "typed")

    assert accepted
    assert old_form.value("art20_5.licensing.change") == value


def test_that_an_amount_with_its_unit_fills_both_cells(old_form: Desk) -> None:
    old_form.table.form.enter([(cell("art20_9.procurement.amount"), "3148.29万元")], "typed")

    assert old_form.value("art20_9.procurement.amount") == Decimal("3148.29")
    assert old_form.value("art20_9.procurement.amount_unit") == "万元"


def test_that_an_amount_in_another_unit_is_refused(desk: Desk) -> None:
    assert not desk.table.form.enter([(cell("art20_8.fees.amount"), "3148元")], "typed")
    assert desk.value("art20_8.fees.amount") == 0


def test_that_selecting_a_cell_puts_it_into_focus_everywhere(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.session.focused) as focused:
        desk.table.setCurrentIndex(desk.table.form.index_of(cell("requests.partial.other")))

    assert focused.args == [cell("requests.partial.other")]


def test_that_a_click_selects_the_cell_under_the_pointer(desk: Desk) -> None:
    index = desk.table.form.index_of(cell("art20_1.regulations.repealed"))
    place = desk.table.visualRect(index).center()

    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert desk.session.address == cell("art20_1.regulations.repealed")


def test_that_a_focus_from_elsewhere_selects_and_reveals_the_cell(desk: Desk) -> None:
    desk.go("review.litigation_direct.pending")

    index = desk.table.currentIndex()
    assert desk.table.current() == cell("review.litigation_direct.pending")
    assert desk.table.viewport().rect().contains(desk.table.visualRect(index))


def test_that_a_correction_keeps_selection_and_scroll(desk: Desk) -> None:
    desk.go("review.reconsideration.upheld")
    before = desk.table.verticalScrollBar().value()

    desk.session.correct([(cell("review.reconsideration.upheld"), Decimal(3))])

    assert before > 0
    assert desk.table.verticalScrollBar().value() == before
    assert desk.table.current() == cell("review.reconsideration.upheld")


def test_that_a_screen_reader_hears_labels_value_and_state(desk: Desk) -> None:
    index = desk.table.form.index_of(cell("requests.granted.total"))

    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)

    label, values = spoken.split(": ")
    value, *states = values.split(", ")
    assert label == "三、本年度办理结果 > （一）予以公开 / 申请人情况 > 总计"
    assert value == "14"
    assert states[0] == origin_word(Origin.READ)
    assert len(states) == 4
    assert states[2].endswith("15")
    assert states[3] == "收到和处理政府信息公开申请情况"


def test_that_a_tooltip_tells_the_machine_s_reading_and_who_corrected_it(desk: Desk) -> None:
    desk.session.correct([(cell("requests.granted.total"), Decimal(15))], reason="看错")

    told = desk.table.form.describe(cell("requests.granted.total"))

    lines = told.splitlines()
    assert lines[0] == "三、本年度办理结果 > （一）予以公开 / 申请人情况 > 总计"
    assert len([line for line in lines if line.endswith("14")]) == 2
    assert lines[-1] == "2026-01-02 03:04 审核员：14 → 15；手工录入；看错"


def test_that_a_read_only_store_lets_nothing_be_entered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "read_only", True)
    desk.go("requests.granted.total")

    desk.press(Key.Key_Delete)

    assert desk.gestures() == []
    assert desk.view.message.isVisible()


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_that_the_model_keeps_qt_s_contract_while_cells_change(
    qtbot: QtBot, edition: str, qtmodeltester: ModelTester
) -> None:
    desk = Desk(qtbot, edition, ORIGINS)
    qtmodeltester.check(desk.table.form)

    desk.session.correct([(cell("requests.granted.total"), Decimal(15))])
    desk.session.undo()
    desk.session.open(1)

    assert desk.table.form.rowCount() > 0


def test_that_a_cell_come_to_from_elsewhere_stands_whole_in_a_low_form(desk: Desk) -> None:
    font = desk.view.font()
    font.setPointSize(2 * font.pointSize())
    desk.table.setFont(font)
    desk.view.resize(1000, 160)
    QApplication.processEvents()

    desk.session.focus(cell("requests.new.total"))

    table = desk.table
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_that_the_current_cell_stays_in_view_when_the_form_becomes_low(desk: Desk) -> None:
    desk.session.focus(cell("requests.total.total"))

    desk.view.resize(900, 220)
    QApplication.processEvents()

    table = desk.table
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
