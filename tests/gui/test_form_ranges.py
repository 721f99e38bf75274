"""Gestures on many cells of the form, by the keys of a spreadsheet; each is one undo step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.cells import Origin
from gui.main_window import MainWindow
from tests.gui.test_form_view import Desk, cell

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
COLUMNS = (
    "natural_person", "commercial", "research", "public_welfare", "legal_service", "other", "total"
)  # fmt: skip


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, "2021", {})


def row(desk: Desk, name: str) -> list[object]:
    return [desk.value(f"requests.{name}.{column}") for column in COLUMNS]


def press(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier, times: int = 1) -> None:
    for _ in range(times):
        desk.press(key, modifier)


def undone(desk: Desk) -> None:
    """Take one step back, after which nothing is left to take back."""
    desk.session.undo()
    assert desk.gestures() == []


def test_that_a_row_shifted_by_one_column_is_put_right_by_one_key(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    QGuiApplication.clipboard().setText("5\t0\t0\t0\t0\t5\t")
    press(desk, Key.Key_V, CTRL)
    assert row(desk, "new") == [5, 0, 0, 0, 0, 5, None]
    steps = len(desk.gestures())

    press(desk, Key.Key_Right, ALT | SHIFT)

    assert row(desk, "new") == [None, 5, 0, 0, 0, 0, 5]
    assert set(desk.gestures()[steps:]) == {"moved"}
    desk.session.undo()
    assert row(desk, "new") == [5, 0, 0, 0, 0, 5, None]


def test_that_rows_chosen_whole_are_exchanged_whole(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    QGuiApplication.clipboard().setText("1\t2\t3\t4\t5\t6\t21")
    press(desk, Key.Key_V, CTRL)
    steps = len(desk.gestures())

    press(desk, Key.Key_Space, SHIFT)
    press(desk, Key.Key_Down, SHIFT)
    press(desk, Key.Key_T, CTRL)

    assert row(desk, "new") == [0] * 7
    assert row(desk, "carried_in") == [1, 2, 3, 4, 5, 6, 21]
    assert set(desk.gestures()[steps:]) == {"moved"}
    desk.session.undo()
    assert row(desk, "new") == [1, 2, 3, 4, 5, 6, 21]


def test_that_shift_and_arrows_choose_more_whole_lines_and_fewer(desk: Desk) -> None:
    desk.go("requests.granted.research")

    press(desk, Key.Key_Space, SHIFT)
    press(desk, Key.Key_Up, SHIFT, times=2)
    rows = [*dict.fromkeys(address.row for address in desk.table.selected())]
    assert rows == ["new", "carried_in", "granted"]
    assert len(desk.table.selected()) == 3 * 7

    press(desk, Key.Key_Down, SHIFT, times=3)
    rows = [*dict.fromkeys(address.row for address in desk.table.selected())]
    assert rows == ["granted", "partial"]
    assert desk.table.current() == cell("requests.partial.research")

    press(desk, Key.Key_Space, CTRL)
    press(desk, Key.Key_Right, SHIFT)
    columns = {address.column for address in desk.table.selected()}
    assert columns == {"research", "public_welfare"}

    press(desk, Key.Key_Up, Modifier.NoModifier)
    press(desk, Key.Key_Right, SHIFT)
    assert len(desk.table.selected()) == 2, "single cells go on one by one"


def test_that_a_shift_that_would_lose_a_figure_says_which(desk: Desk) -> None:
    desk.go("requests.new.natural_person")

    press(desk, Key.Key_Right, ALT | SHIFT)

    assert desk.gestures() == []
    assert "15" in desk.view.message.text()
    assert "总计" in desk.view.message.text()


def test_that_filling_down_repeats_the_first_chosen_cell(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    press(desk, Key.Key_Down, SHIFT, 3)

    press(desk, Key.Key_D, CTRL)

    names = ("new", "carried_in", "granted", "partial")
    assert [desk.value(f"requests.{name}.natural_person") for name in names] == [15] * 4
    undone(desk)


def test_that_filling_right_takes_the_cell_before_a_single_one(desk: Desk) -> None:
    desk.go("requests.new.commercial")

    press(desk, Key.Key_D, CTRL | SHIFT)

    assert desk.value("requests.new.commercial") == 15
    undone(desk)


def test_that_a_moved_figure_stays_selected_so_that_it_can_move_on(desk: Desk) -> None:
    desk.go("requests.new.natural_person")

    press(desk, Key.Key_Right, CTRL, 2)

    assert row(desk, "new")[:3] == [None, None, 15]
    assert desk.table.current() == cell("requests.new.research")
    desk.session.undo()
    assert row(desk, "new")[:3] == [None, 15, 0]


def test_that_a_move_onto_a_figure_is_refused(desk: Desk) -> None:
    desk.go("requests.new.other")

    press(desk, Key.Key_Right, CTRL)

    assert desk.gestures() == []
    assert desk.view.message.isVisible()


def test_that_cut_cells_move_when_they_are_pasted(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    press(desk, Key.Key_X, CTRL)
    assert desk.value("requests.new.natural_person") == 15
    desk.go("requests.denied_1.commercial")

    press(desk, Key.Key_V, CTRL)

    assert desk.value("requests.new.natural_person") is None
    assert desk.value("requests.denied_1.commercial") == 15
    undone(desk)


def test_that_a_cell_shown_while_ctrl_is_held_is_the_only_one_selected(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    press(desk, Key.Key_C, CTRL)

    desk.go("requests.denied_1.commercial")

    assert desk.table.selected() == [cell("requests.denied_1.commercial")]


def test_that_a_second_paste_of_cut_cells_copies(desk: Desk) -> None:
    desk.go("requests.new.natural_person")
    press(desk, Key.Key_X, CTRL)
    desk.go("requests.denied_1.commercial")
    press(desk, Key.Key_V, CTRL)
    desk.go("requests.denied_2.commercial")

    press(desk, Key.Key_V, CTRL)

    assert desk.value("requests.denied_1.commercial") == 15
    assert desk.value("requests.denied_2.commercial") == 15


def test_that_two_chosen_rows_are_exchanged(desk: Desk) -> None:
    desk.go("requests.granted.natural_person")
    press(desk, Key.Key_Space, SHIFT)
    assert len(desk.table.selected()) == 7
    index = desk.table.form.index_of
    for column in COLUMNS:
        model = desk.table.selectionModel()
        model.select(index(cell(f"requests.denied_4.{column}")), model.SelectionFlag.Select)

    press(desk, Key.Key_T, CTRL)

    assert row(desk, "denied_4") == [15, 0, 0, 0, 0, 0, 14]
    assert row(desk, "granted") == [0] * 7
    undone(desk)


def test_that_a_whole_column_can_be_chosen(desk: Desk) -> None:
    desk.go("review.litigation_direct.total")
    press(desk, Key.Key_Space, CTRL)

    assert {str(address) for address in desk.table.selected()} == {
        "review.reconsideration.total",
        "review.litigation_direct.total",
        "review.litigation_after_reconsideration.total",
    }


def test_that_a_quoted_number_with_commas_is_pasted(desk: Desk) -> None:
    QGuiApplication.clipboard().setText('"1,234"\t７\r\n')
    desk.go("requests.new.natural_person")

    press(desk, Key.Key_V, CTRL)

    assert row(desk, "new")[:2] == [1234, 7]


def test_that_a_refused_paste_names_every_place_and_changes_nothing(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("1\tabc\n二\t2")
    desk.go("requests.denied_1.natural_person")

    press(desk, Key.Key_V, CTRL)

    assert desk.gestures() == []
    told = desk.view.message.text()
    assert "第 1 行第 2 列" in told
    assert "第 2 行第 1 列" in told
    assert "abc" in told


def test_that_a_cell_that_was_not_read_is_not_moved(qtbot: QtBot) -> None:
    desk = Desk(qtbot, "2021", {"requests.denied_1.other": Origin.AMBIGUOUS})
    desk.go("requests.denied_1.other")

    press(desk, Key.Key_Left, CTRL)

    assert desk.gestures() == []
    assert desk.view.message.isVisible()


def test_that_every_command_is_in_the_menu_of_the_cell_and_has_a_key_of_its_own(
    desk: Desk,
) -> None:
    listed: set[QAction] = set()

    def collect(menu: QMenu) -> None:
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                collect(inner)
            else:
                listed.add(action)

    menu = QMenu()
    desk.view.commands.add_to(menu)
    collect(menu)
    keys = [key.toString() for a in desk.view.commands.all() for key in a.shortcuts()]

    assert listed.issuperset(desk.view.commands.all())
    assert len(keys) == len(set(keys))
    assert all(action.shortcuts() for action in desk.view.commands.all())


def test_that_the_keys_of_the_form_collide_with_no_other(desk_of_window: MainWindow) -> None:
    window = desk_of_window
    own = set(window.form_view.commands.all())
    commands = [command for command in window.keymap.commands if command.action in own]
    clashes = [window.keymap.clash(c, keys) for c in commands for keys in c.defaults]

    assert len(commands) == len(own)
    assert set(clashes) == {None}
    assert window.actions_.edit_menu.actions()[-1] in window.form_view.commands.choices


@pytest.fixture
def desk_of_window(request: pytest.FixtureRequest) -> MainWindow:
    from tests.gui.conftest import STREET, fill

    fill(request.getfixturevalue("store"), STREET)
    window = request.getfixturevalue("open_window")()
    QApplication.processEvents()
    return window
