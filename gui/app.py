"""Start of the window: application, settings, log, store, and what happens to unforeseen errors."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import platformdirs
from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from core.cli.console import account
from core.errors import Known
from core.program import default_store
from core.work.workspace import Workspace
from gui.appearance import apply_theme, dress
from gui.desk import Desk
from gui.fonts import install_fonts
from gui.icons import icon
from gui.main_window import MainWindow
from gui.recent import last_store
from gui.rescue import lost_store, rescue
from gui.session import Session
from gui.settings import THEME, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from gui.theme import Mode

_NAME: Final = "gouji"
_PICTURE: Final = (1600, 1000)
_PATIENCE_MS: Final = 20_000


def state_folder() -> Path:
    """Where the log goes; made when it is missing."""
    folder = platformdirs.user_state_path(_NAME)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def settings_file() -> Path:
    """Where layout and theme are remembered; ``GOUJI_SETTINGS`` names another file."""
    named = os.environ.get("GOUJI_SETTINGS")
    return Path(named) if named else platformdirs.user_config_path(_NAME) / "gouji.ini"


_RARELY: Final = (20_000, 20, 100)
"""When the interpreter looks for unreachable objects: going through all of them, those of the open
reports included, takes up to a tenth of a second, which a person feels in the midst of typing."""

_TURN_S: Final = 0.001
"""How long a thread may compute before it lets another in. A slot of the window lets go at each call
into Qt, and with the usual 5 ms would wait so long at each for the thread that keeps reports."""


def make_application(settings: Settings) -> QApplication:
    """The application with the language, fonts and size of text that the settings ask for."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    gc.set_threshold(*_RARELY)
    sys.setswitchinterval(_TURN_S)
    app.setApplicationName(_NAME)
    app.setOrganizationName(_NAME)
    install_fonts(app)
    dress(app, settings)
    apply_theme(app, cast("Mode", settings.value(THEME)))
    app.setWindowIcon(icon("app"))
    return app


def run(store: Path | None, sources: Sequence[Path] = ()) -> int:
    """Open the window on the store and import the sources; gives the exit status."""
    settings = Settings(settings_file())
    app = make_application(settings)
    log = state_folder() / "gouji.log"
    keep = start_log(log)
    desk = Desk(settings, log)
    catch_unforeseen(desk)
    place = store or last_store(settings) or default_store()
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
        if not sources:
            desk.care.offer_import()
        desk.care.offer_drafts()
    try:
        return app.exec()
    finally:
        faulthandler.disable()
        keep.close()


def start_log(path: Path) -> IO[str]:
    """Write log and crash reports to the file; it must stay open as long as the program runs."""
    crashes = path.with_suffix(".crash.log")
    for log in (path, crashes):
        # For its user alone, as the store is; one of an earlier version may be open to all.
        log.touch(mode=0o600)
        log.chmod(0o600)
    logging.basicConfig(
        filename=path, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    stream = crashes.open("a", encoding="utf-8")
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
    kept = target.with_suffix(".ini")
    settings = Settings(kept)
    make_application(settings)
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
