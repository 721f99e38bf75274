"""Start of the window: application, language, theme, store, and what happens to unforeseen errors."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import sys
import threading
import traceback
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import platformdirs
from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QLibraryInfo,
    QLocale,
    QObject,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from core.commands import default_store
from core.console import account
from core.errors import Known
from core.language import language
from core.settings import load_settings
from core.store.backup import restore
from core.workspace import Workspace
from gui.fonts import install_fonts
from gui.icons import icon
from gui.keeper import Keeper
from gui.main_window import MainWindow
from gui.rescue import Rescue, lost_store, rescue
from gui.session import Session
from gui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from core.store.backup import Backup
    from gui.notify import Level

_NAME: Final = "gouji"
_PICTURE: Final = (1600, 1000)
_PATIENCE_MS: Final = 20_000
_BEFORE_FIRST_COPY_MS: Final = 3_000
"""The window comes up first; copying a large store takes seconds of the disk."""
_log = logging.getLogger(__name__)


def state_folder() -> Path:
    """Where the log goes; made when it is missing."""
    folder = platformdirs.user_state_path(_NAME)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def settings_file() -> Path:
    """Where layout and theme are remembered; ``GOUJI_SETTINGS`` names another file."""
    named = os.environ.get("GOUJI_SETTINGS")
    return Path(named) if named else platformdirs.user_config_path(_NAME) / "gouji.ini"


_RARELY: Final = (20_000, 20, 100)
"""When the interpreter looks for unreachable objects: going through all of them, those of the open
reports included, takes up to a tenth of a second, which a person feels in the midst of typing."""


def make_application() -> QApplication:
    """The application with its language and fonts; the present one where there is one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    gc.set_threshold(*_RARELY)
    app.setApplicationName(_NAME)
    app.setOrganizationName(_NAME)
    install_language(app)
    install_fonts(app)
    app.setWindowIcon(icon("app"))
    return app


def install_language(app: QApplication) -> None:
    """Chinese words for Qt's own dialogs and for ours, unless the user's language is English."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    chinese = language() == "zh"
    locale = QLocale("zh_CN") if chinese else QLocale("en_US")
    QLocale.setDefault(locale)
    if not chinese:
        return
    qt = QTranslator(app)
    if qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    ours = QTranslator(app)
    with as_file(files("resources.i18n") / "gouji_zh_CN.qm") as path:
        if ours.load(str(path)):
            app.installTranslator(ours)


class Desk(QObject):
    """Owns the window of the present store and changes it for another."""

    troubled = Signal(str, str)

    def __init__(self, settings: Settings, log: Path) -> None:
        super().__init__()
        self._settings = settings
        self._log = log
        self.window: MainWindow | None = None
        self.care: Rescue | None = None
        self.troubled.connect(self._tell)

    def show_store(self, store: Path) -> MainWindow:
        """Open the store in a window, in place of the present one. Raises StoreError."""
        store.parent.mkdir(parents=True, exist_ok=True)
        workspace = Workspace.open(store, author=account(), settings=load_settings())
        session = Session(workspace)
        before = self.window
        window = MainWindow(session, self._settings, self._log)
        session.setParent(window)
        session.crashed.connect(self.note)
        window.store_wanted.connect(self._change)
        keeper = Keeper(workspace, self._settings, window)
        self.care = Rescue(window, keeper)
        self.care.restore_wanted.connect(self.restore)
        window.closing.connect(keeper.stop)
        QTimer.singleShot(_BEFORE_FIRST_COPY_MS, keeper, keeper.start)
        self.window = window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()
        return window

    def restore(self, backup: Backup) -> None:
        """Put a copy in the place of the present store, which is moved aside, and show it."""
        window = self.window
        if window is None:
            return
        store = window.session.store
        window.setEnabled(False)
        window.closing.emit()
        window.session.close()
        level: Level = "ok"
        try:
            aside = restore(store, backup, datetime.now(UTC))
        except Known as error:
            text, level = str(error), "error"
        else:
            text = self.tr("Backup {number} is in place; what stood there is kept in {aside}.")
            text = text.format(number=backup.number, aside=aside.name)
        try:
            self.show_store(store).banner.show_message(text, level)
        except Known as error:  # what stood there is damaged, and the copy could not be put back
            window.setEnabled(True)
            window.banner.show_known(error)

    def note(self, error: BaseException) -> None:
        """Log an unforeseen error and tell of it; may be called from any thread."""
        details = "".join(traceback.format_exception(error))
        _log.error("unforeseen error\n%s", details)
        self.troubled.emit(str(error) or type(error).__name__, details)

    def _change(self, store: Path) -> None:
        if self.window is not None and store == self.window.session.store:
            return
        try:
            self.show_store(store)
        except Known as error:
            if self.window is not None:
                self.window.banner.show_known(error)

    def _tell(self, message: str, details: str) -> None:
        if self.window is None:
            return
        text = self.tr("Something unforeseen happened: {message}. Your work is saved.")
        self.window.banner.show_message(text.format(message=message), "error", details)


def run(store: Path | None, sources: Sequence[Path] = ()) -> int:
    """Open the window on the store and import the sources; gives the exit status."""
    app = make_application()
    log = state_folder() / "gouji.log"
    keep = start_log(log)
    settings = Settings(settings_file())
    desk = Desk(settings, log)
    catch_unforeseen(desk)
    place = store or default_store()
    try:
        if (error := lost_store(place)) is not None:
            raise error
        window = desk.show_store(place)
    except Known as error:
        if not rescue(place, error):
            return 1
        window = desk.show_store(place)
    if sources:
        window.import_paths(list(sources))
    elif window.session.review is None:
        window.library.open_last()
    if desk.care is not None:
        desk.care.offer_drafts()
    try:
        return app.exec()
    finally:
        faulthandler.disable()
        keep.close()


def start_log(path: Path) -> IO[str]:
    """Write log and crash reports to the file; it must stay open as long as the program runs."""
    logging.basicConfig(
        filename=path, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    stream = path.with_suffix(".crash.log").open("a", encoding="utf-8")
    faulthandler.enable(stream)
    return stream


def catch_unforeseen(desk: Desk) -> None:
    """Let no exception end in silence: each becomes a line of the log and a notice."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            QApplication.quit()
            return
        desk.note(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            desk.note(args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook


def picture(store: Path, target: Path) -> None:
    """Save a picture of the window with the first report open; needs no display.

    Raises StoreError when the store cannot be opened, OSError when the picture cannot be written.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    kept = target.with_suffix(".ini")
    settings = Settings(kept)
    session = Session(Workspace.open(store, author=account(), create=False))
    window = MainWindow(session, settings)
    window.resize(*_PICTURE)
    window.show()
    try:
        if window.library.open_last() and window.problems.tasks:
            window.problems.step(1)
        _settle(window)
        if not window.grab().save(str(target)):
            raise OSError(f"cannot write {target}")
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        kept.unlink(missing_ok=True)


def _settle(window: MainWindow) -> None:
    """Let events run until the page is drawn and nothing more happens, or patience ends."""
    clock = QElapsedTimer()
    clock.start()
    quiet = 0
    while quiet < 5 and clock.elapsed() < _PATIENCE_MS:
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        quiet = quiet + 1 if window.source_view.is_drawn() else 0
