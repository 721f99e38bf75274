"""A desk over the bundled samples, in any language, theme and size of text, to look at."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from core.address import Address
from core.batch import SUFFIXES
from core.reading import read_report
from core.work.import_journal import ImportJournal
from core.work.workspace import Workspace
from gui.appearance import dress
from gui.desk import Desk
from gui.settings import LANGUAGE, REVIEWER, TEXT_SCALE, THEME, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.main_window import MainWindow

SAMPLES: Final = Path(__file__).resolve().parents[2] / "resources" / "samples"
NEW_DISTRICT: Final = "qinghe_district_2024.xlsx"
DISTRICT: Final = "qinghe_district_2023.pdf"
TOWN: Final = "shuangdu_town_2020.pdf"
BUREAU: Final = "xiwu_development_2022.html"
STREET: Final = "nanpu_street_2020.txt"
SCHOOLS: Final = "luming_education_2021.docx"
MINE: Final = "赵宁"
HERS: Final = "王敏"

GRANTED: Final = Address.parse("requests.granted.total")
NEW: Final = Address.parse("requests.new.total")
_PATIENCE_MS: Final = 60_000
_QUIET_MS: Final = 40


@dataclass(frozen=True, slots=True)
class Look:
    """How the program shows itself: language, theme, per cent of the system's size of text."""

    language: str = "zh"
    theme: str = "light"
    scale: int = 100
    size: tuple[int, int] = (1440, 900)

    @property
    def name(self) -> str:
        """The look in the names of files."""
        return f"{self.language}-{self.theme}-{self.scale}"


@dataclass(frozen=True, slots=True)
class Props:
    """What the screens show: a store with work in it, a colleague's package, files to import."""

    store: Path
    package: Path
    incoming: Path


def make_props(folder: Path) -> Props:
    """Read the samples and do some work on them, as two people would.

    Raises OSError when the folder cannot be written.
    """
    store, hers = folder / "审核.gouji", folder / "hers.gouji"
    names = sorted(path.name for path in SAMPLES.iterdir() if path.suffix.lower() in SUFFIXES)
    with closing(Workspace.open(store, author=MINE)) as workspace:
        for name in names:
            data = (SAMPLES / name).read_bytes()
            workspace.add_reading(data, read_report(data, name))
    shutil.copy(store, hers)
    package = folder / f"{HERS}.goujix"
    with closing(Workspace.open(hers, author=HERS)) as workspace:
        street = report_number(workspace, STREET)
        workspace.correct(street, [(GRANTED, Decimal(11))], reason="原件为 11")
        workspace.correct(street, [(NEW, Decimal(12))])
        workspace.exchange.export(package)
    with closing(Workspace.open(store, author=MINE)) as workspace:
        street, schools = report_number(workspace, STREET), report_number(workspace, SCHOOLS)
        workspace.correct(street, [(GRANTED, Decimal(12))], reason="两位数字颠倒")
        workspace.correct(schools, [(NEW, Decimal(30))], reason="看错了")
        workspace.undo(schools)
        workspace.assign([street, schools], MINE)
        workspace.back_up("open")
        workspace.back_up("hand")
    incoming = folder / "收到的年报"
    incoming.mkdir()
    for name in (STREET, BUREAU, DISTRICT):
        shutil.copy(SAMPLES / name, incoming)
    (incoming / "空文件.pdf").write_bytes(b"")
    (incoming / "扫描件.wps").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    return Props(store, package, incoming)


def report_number(workspace: Workspace, name: str) -> int:
    """The number of the report that was read from a sample."""
    return next(line.number for line in workspace.reports() if line.name == name)


class Stage:
    """The program in one look; ``window`` is the present one. To be closed."""

    def __init__(self, look: Look, props: Props, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.props = props
        self._size = look.size
        self.is_at_work = False
        """Whether something is shown that runs and does not end."""
        self.folder = folder
        self.settings = Settings(folder / "gouji.ini")
        self.settings.put(LANGUAGE, look.language)
        self.settings.put(THEME, look.theme)
        self.settings.put(TEXT_SCALE, look.scale)
        self.settings.put(REVIEWER, MINE)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, self.settings)
        self.desk = Desk(self.settings, folder / "gouji.log")
        self._held = ExitStack()

    @property
    def window(self) -> MainWindow:
        """The window that is open. Raises LookupError before the first."""
        if self.desk.window is None:
            raise LookupError("no store was opened")
        return self.desk.window

    def open_empty(self) -> MainWindow:
        """A store without reports."""
        return self._show(self.folder / "空白.gouji")

    def open_store(self) -> MainWindow:
        """A fresh copy of the store with work in it."""
        return self._show(self._copy_store())

    def open_held_store(self) -> MainWindow:
        """The same while somebody else works in it."""
        store = self._copy_store()
        self._held.enter_context(closing(Workspace.open(store, author=HERS)))
        return self._show(store)

    def _copy_store(self) -> Path:
        name = f"{len(list(self.folder.iterdir()))}"
        store = self.folder / name / self.props.store.name
        store.parent.mkdir()
        shutil.copy(self.props.store, store)
        copies = self.props.store.with_name(f"{self.props.store.name}.backups")
        if copies.is_dir():
            shutil.copytree(copies, store.with_name(copies.name))
        return store

    def open_report(self, name: str) -> MainWindow:
        """A fresh copy of the store with one report open."""
        window = self.open_store()
        lines = window.session.reports()
        window.session.open(next(line.number for line in lines if line.name == name))
        self.settle()
        return window

    def break_off_import(self) -> None:
        """Leave the trace of an import that ended with the program."""
        files = tuple(sorted(self.props.incoming.iterdir()))
        ImportJournal(self.window.session.store).begin(files)

    def wait(self, until: Callable[[], object]) -> None:
        """Let events run until something holds. Raises TimeoutError when it does not."""
        clock = QElapsedTimer()
        clock.start()
        while not until():
            if clock.elapsed() > _PATIENCE_MS:
                raise TimeoutError("nothing came")
            _let_run(_QUIET_MS)

    def settle(self) -> None:
        """Let events run until the source is drawn and what was asked for is shown."""
        _let_run(_QUIET_MS)
        self.wait(self.window.source_view.is_drawn)
        self._wait_for_work()
        piece = self.window.problem_view.excerpt.picture
        self.wait(lambda: not piece.isVisible() or piece.is_drawn)
        _let_run(8 * _QUIET_MS)
        self._wait_for_work()

    def _wait_for_work(self) -> None:
        """Whether the store is being judged anew just now depends on the machine."""
        self.wait(lambda: self.is_at_work or not self.window.status.progress.isVisible())

    def close(self) -> None:
        """Close the window and what is open over it."""
        if self.desk.window is not None:
            for dialog in QApplication.topLevelWidgets():
                if dialog is not self.desk.window and dialog.isVisible():
                    dialog.close()
            self.desk.window.close()
            self.desk.window.deleteLater()
        self._held.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _show(self, store: Path) -> MainWindow:
        window = self.desk.show_store(store)
        window.showNormal()  # the small screen of the platform for tests made it fill that
        window.resize(*self._size)
        window.activateWindow()
        return window


def over(parent: QWidget, kind: type[QWidget]) -> QWidget | None:
    """The dialog of the kind that is open over the window."""
    return next((one for one in parent.findChildren(kind) if one.isVisible()), None)


def _let_run(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
