"""Files, folders, packages and stores that are dragged onto the window."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.work.workspace import Workspace
from gui.dialogs.exchange import ExchangeDialog
from gui.dropping import Load, load_of
from gui.main_window import MainWindow
from tests.gui.conftest import SAMPLES, STREET, TOWNSHIP, Opener, fill

_COPY = Qt.DropAction.CopyAction
_MOVE = Qt.DropAction.MoveAction
_NONE = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def data_of(*things: Path | str) -> QMimeData:
    """What a file manager or a browser hands over."""
    data = QMimeData()
    urls = [QUrl(one) if isinstance(one, str) else QUrl.fromLocalFile(str(one)) for one in things]
    data.setUrls(urls)
    return data


def send(window: MainWindow, event: QEvent) -> None:
    """As the platform does: the window finds out which part of it is meant."""
    handle = window.windowHandle()
    assert handle is not None
    QApplication.sendEvent(handle, event)


@contextmanager
def over(window: MainWindow, at: QPoint, data: QMimeData) -> Generator[QDragEnterEvent]:
    """The pointer carries something over the window, and leaves it in the end."""
    event = QDragEnterEvent(at, _COPY | _MOVE, data, *_NONE)
    send(window, event)
    yield event
    send(window, QDragLeaveEvent())


def drop(window: MainWindow, at: QPoint, data: QMimeData) -> QDropEvent:
    """Carry something into the window and let go."""
    send(window, QDragEnterEvent(at, _COPY | _MOVE, data, *_NONE))
    event = QDropEvent(QPointF(at), _COPY | _MOVE, data, *_NONE)
    send(window, event)
    return event


def middle(window: MainWindow, part: QWidget) -> QPoint:
    """The middle of a part, in the window's coordinates."""
    return part.mapTo(window, part.rect().center())


@pytest.mark.parametrize(
    ("things", "load"),
    [
        ((Path("/a/年报.pdf"),), Load.SOURCES),
        ((Path("/a/年报.pdf"), Path("/a/她的.goujix")), Load.SOURCES),
        ((Path("/a/她的.GOUJIX"),), Load.PACKAGE),
        ((Path("/a/审核.gouji"),), Load.STORE),
        (("https://example.gov.cn/2024.html",), Load.LINK),
        ((), Load.OTHER),
    ],
)
def test_that_what_is_dragged_is_known_for_what_it_is(
    things: Sequence[Path | str], load: Load
) -> None:
    assert load_of(data_of(*things))[0] is load


def test_that_it_is_said_what_letting_go_would_do_until_the_pointer_leaves(
    desk: MainWindow, folder: Path
) -> None:
    sign = desk.drops.sign
    assert not sign.isVisible()

    with over(desk, middle(desk, desk.form_view), data_of(folder)) as event:
        assert event.isAccepted()
        assert sign.isVisible()
        assert sign.text() == "松开鼠标，导入文件夹“收到的年报”里的报告"
        assert sign.geometry() == desk.rect()

    assert not sign.isVisible()


@pytest.mark.parametrize("name", ["library", "history", "form", "source"])
def test_that_files_are_imported_wherever_in_the_window_they_are_dropped(
    open_window: Opener, store: Path, tmp_path: Path, name: str, qtbot: QtBot
) -> None:
    fill(store, STREET)
    window = open_window()
    window.session.open(window.session.reports()[0].number)
    window.docks.bring("history")
    part: QWidget = {
        "library": window.library.search,
        "history": window.history.filter.text,
        "form": window.form_view.table,
        "source": window.source_view,
    }[name]
    source = Path(shutil.copy(SAMPLES / TOWNSHIP, tmp_path))

    with qtbot.waitSignal(window.session.import_finished, timeout=60_000):
        done = drop(window, middle(window, part), data_of(source))

    assert done.dropAction() == _COPY  # nothing that the sender would delete
    assert source.exists()
    assert len(window.session.reports()) == 2
    assert not isinstance(part, QLineEdit) or not part.text()
    assert not window.drops.sign.isVisible()


def test_that_a_file_dropped_on_a_cell_that_is_edited_is_imported(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    table = desk.form_view.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    before = editor.text()
    source = Path(shutil.copy(SAMPLES / "qinghe_district_2024.xlsx", tmp_path))

    with qtbot.waitSignal(desk.session.import_finished, timeout=60_000):
        drop(desk, middle(desk, editor), data_of(source))

    assert editor.text() == before
    assert len(desk.session.reports()) == 4


def test_that_a_package_shows_what_it_would_bring(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    package = tmp_path / "她的.goujix"
    desk.session.exchange.export(package)

    drop(desk, middle(desk, desk.form_view), data_of(package))

    def dialogs() -> list[ExchangeDialog]:
        return [one for one in desk.findChildren(ExchangeDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()), timeout=60_000)
    dialogs()[0].reject()


def test_that_a_store_is_opened(desk: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "另一个.gouji"
    Workspace.open(other, author="审核员").close()

    with qtbot.waitSignal(desk.store_wanted) as asked:
        drop(desk, middle(desk, desk.form_view), data_of(other))

    assert asked.args == [other]


def test_that_a_link_is_refused_with_what_to_do(desk: MainWindow) -> None:
    data = data_of("https://example.gov.cn/2024.html")

    with over(desk, middle(desk, desk.form_view), data):
        assert "保存成文件" in desk.drops.sign.text()

    assert not drop(desk, middle(desk, desk.form_view), data).isAccepted()


def test_that_words_are_nothing_for_the_window(desk: MainWindow) -> None:
    data = QMimeData()
    data.setText("本年新收")

    with over(desk, middle(desk, desk.form_view), data) as event:
        assert not event.isAccepted()
        assert not desk.drops.sign.isVisible()


def test_that_a_window_that_only_looks_on_says_why_nothing_can_be_dropped(
    desk: MainWindow, open_window: Opener, folder: Path
) -> None:
    second = open_window()
    assert second.session.read_only

    with over(second, middle(second, second.library), data_of(folder)):
        assert "只能查看" in second.drops.sign.text()


def test_that_a_folder_without_reports_is_told_as_such(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()

    with qtbot.waitSignal(desk.session.import_finished, timeout=60_000):
        drop(desk, middle(desk, desk.form_view), data_of(empty))

    assert desk.banner.message == "没有可以导入的：里面没有可能是报告的文件。"


def test_that_the_keyboard_goes_to_the_reports_when_the_first_one_comes(
    open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.centre.welcome.button.hasFocus()
    source = Path(shutil.copy(SAMPLES / STREET, tmp_path))

    with qtbot.waitSignal(window.session.import_finished, timeout=60_000):
        drop(window, middle(window, window.centre.welcome), data_of(source))

    qtbot.waitUntil(lambda: window.session.review is not None)
    assert window.library.table.hasFocus()
