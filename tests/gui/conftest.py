"""Windows over real stores in temporary folders; the sources are the bundled samples."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.reading import read_report
from core.work.workspace import Workspace
from gui.appearance import dress, install_language
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.style import wear_style
from tests.screens.stage import Look, Props, Stage, make_props

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
STREET = "nanpu_street_2020.txt"
TOWNSHIP = "beitan_township_2019.txt"
BUREAU = "xiwu_development_2022.html"

Opener = Callable[[], MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a display says of every window what it cannot do with it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


def fill(store: Path, *names: str) -> None:
    """Read bundled samples into a store."""
    if not store.exists():
        store.touch(0o600)
        store.write_bytes(_filled(names))
        return
    _read_into(store, names)


@cache
def _filled(names: Sequence[str]) -> bytes:
    """A store with these samples: most tests begin with the same, and each reads its own copy."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "filled.gouji"
        _read_into(store, names)
        return store.read_bytes()


def _read_into(store: Path, names: Sequence[str]) -> None:
    workspace = Workspace.open(store, author="审核员")
    for name in names:
        data = (SAMPLES / name).read_bytes()
        workspace.add_reading(data, read_report(data, name))
    workspace.close()


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> None:
    """The window speaks Chinese, as it does by default, and is dressed as the program is."""
    wear_style(qapp)
    if not qapp.findChildren(QTranslator):
        install_language(qapp)


@pytest.fixture(scope="module")
def props(tmp_path_factory: pytest.TempPathFactory) -> Props:
    """What the screens show; a module that wants other things to be seen makes its own."""
    return make_props(tmp_path_factory.mktemp("props"))


@pytest.fixture
def plain(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """The program looks and speaks as before when the test is over."""
    yield
    dress(qapp, Settings(tmp_path / "plain.ini"))


@pytest.fixture
def stage(props: Props, tmp_path: Path, plain: None) -> Iterator[Stage]:
    """The whole program over the store of the screens."""
    stage = Stage(Look(), props, tmp_path / "stage")
    yield stage
    stage.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the test's store is; nothing is there yet."""
    return tmp_path / "reports.gouji"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two good reports and a file that is none."""
    folder = tmp_path / "收到的年报"
    folder.mkdir()
    for name in (STREET, TOWNSHIP):
        shutil.copy(SAMPLES / name, folder)
    (folder / "空文件.pdf").write_bytes(b"")
    return folder


@pytest.fixture
def open_window(qtbot: QtBot, store: Path, tmp_path: Path) -> Iterator[Opener]:
    """Opens windows on the test's store as the program does, and closes what is left open."""
    windows: list[MainWindow] = []

    def open_one() -> MainWindow:
        settings = Settings(tmp_path / "gouji.ini")
        session = Session(Workspace.open(store, author="审核员"))
        window = MainWindow(session, settings)
        session.setParent(window)
        windows.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.resize(1440, 900)  # the screen of the platform without one is small
        QApplication.processEvents()  # the panes take their sizes once the window can be seen
        return window

    yield open_one
    for window in windows:
        if window.isVisible():
            window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def desk(open_window: Opener, store: Path) -> MainWindow:
    """A window on a store of three reports, the street's report open."""
    fill(store, STREET, TOWNSHIP, BUREAU)
    window = open_window()
    lines = window.session.reports()
    window.session.open(next(line.number for line in lines if line.name == STREET))
    return window


def press(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is, as a person does."""
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifier)
