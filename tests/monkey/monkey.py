"""Works at a window as nobody would, and notes what breaks: an exception, a hang, a damaged store.

Acts are drawn from a seed; what they meet depends on the machine's speed, so a run that failed may
pass the next time. The last acts are told with every break.
"""

from __future__ import annotations

import faulthandler
import random
import sys
import traceback
from collections import deque
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from core.work.workspace import Workspace
from gui.settings import LANGUAGE, TEXT_SCALE, THEME
from tests.screens.stage import Look, Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from gui.main_window import MainWindow
    from tests.screens.stage import Props

_Key = Qt.Key
_Mod = Qt.KeyboardModifier
_KEYS: Final = (
    *(_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right, _Key.Key_Home, _Key.Key_End),
    *(_Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Return, _Key.Key_Tab, _Key.Key_Backtab),
    *(_Key.Key_Escape, _Key.Key_Space, _Key.Key_Delete, _Key.Key_Backspace, _Key.Key_F2),
    *(_Key.Key_0, _Key.Key_1, _Key.Key_7, _Key.Key_Slash, _Key.Key_Minus, _Key.Key_A, _Key.Key_X),
    *(_Key.Key_F5, _Key.Key_F6, _Key.Key_F8),
)
_DECIDING: Final = (
    *(_Key.Key_Return, _Key.Key_F7, _Key.Key_F3, _Key.Key_F4, _Key.Key_F9, _Key.Key_F12),
)
_HELD: Final = (
    *(_Mod.NoModifier,) * 8,
    _Mod.ShiftModifier,
    _Mod.ControlModifier,
    _Mod.AltModifier,
)
_PAUSES_MS: Final = (0, 0, 0, 0, 5, 30, 120)
_HANG_S: Final = 120
_HARMLESS: Final = (
    "This plugin does not support",
    "propagateSizeHints",
    "QXcbClipboard",
    # Keys that come at once after Enter close the editor first; what was typed is kept as a draft.
    "commitData called with an editor that does not belong to this view",
)
_KEPT_ACTS: Final = 25


@dataclass(slots=True)
class Outcome:
    """What a run did and met. ``slowest`` is the longest time between two acts, in ms."""

    acts: int = 0
    slowest: int = 0
    breaks: list[str] = field(default_factory=list[str])


class Monkey:
    """One run over a copy of the props' store, in a folder of its own; ``tell`` gets each break."""

    def __init__(
        self, props: Props, folder: Path, seed: int, tell: Callable[[str], object] = len
    ) -> None:
        self.outcome = Outcome()
        self._tell = tell
        self._chance = random.Random(seed)
        self._stage = Stage(Look(), props, folder)
        self._folder = folder
        self._incoming = props.incoming
        self._last: deque[str] = deque(maxlen=_KEPT_ACTS)
        self._is_over = False
        self._clock = QElapsedTimer()
        self._acts: tuple[tuple[int, Callable[[], str]], ...] = (
            (30, self._press),
            (8, self._type),
            (12, self._decide),
            (8, self._command),
            (10, self._click),
            (3, self._take_back),
            (2, self._open),
            (1, self._resize),
            (1, self._dress),
        )

    def run(self, seconds: float) -> Outcome:
        """As many acts as fit into the time; then the stores are checked."""
        hook, self._is_over = sys.excepthook, False
        ask = (QFileDialog.getOpenFileName, QFileDialog.getOpenFileNames)
        answer = (QFileDialog.getSaveFileName, QFileDialog.getExistingDirectory)
        open_url = QDesktopServices.openUrl
        sys.excepthook = self._note_exception
        messages = qInstallMessageHandler(self._note_message)
        self._answer_for_files()
        try:
            self._stage.open_store()
            loop, span = QEventLoop(), QElapsedTimer()
            span.start()
            self._clock.start()

            def tick() -> None:
                if self._is_over:
                    return
                if span.elapsed() > seconds * 1000:
                    self._is_over = True
                    loop.quit()
                    return
                # The next act is due even where this one opens a dialog that waits.
                QTimer.singleShot(self._chance.choice(_PAUSES_MS), tick)
                self._act()

            tick()
            loop.exec()
            self._leave()
        finally:
            faulthandler.cancel_dump_traceback_later()
            sys.excepthook = hook
            qInstallMessageHandler(messages)
            QFileDialog.getOpenFileName, QFileDialog.getOpenFileNames = ask
            QFileDialog.getSaveFileName, QFileDialog.getExistingDirectory = answer
            QDesktopServices.openUrl = open_url
        self._check_stores()
        return self.outcome

    # -- acts ------------------------------------------------------------------------------------

    def _act(self) -> None:
        self.outcome.slowest = max(self.outcome.slowest, self._clock.restart())
        faulthandler.dump_traceback_later(_HANG_S, exit=True)
        weights, acts = zip(*self._acts, strict=True)
        (act,) = self._chance.choices(acts, weights)
        self.outcome.acts += 1
        try:
            self._last.append(act())
        except Exception:  # of a virtual method that Python overrides: raised from the call
            self._note("exception", traceback.format_exc())

    @property
    def _window(self) -> MainWindow:
        return self._stage.window

    def _front(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window

    def _target(self) -> QWidget:
        front, focus = self._front(), QApplication.focusWidget()
        return focus if focus is not None and front.isAncestorOf(focus) else front

    def _press(self) -> str:
        key, held = self._chance.choice(_KEYS), self._chance.choice(_HELD)
        QTest.keyClick(self._target(), key, held)
        return f"{key.name} {held.name}"

    def _type(self) -> str:
        digits = str(self._chance.randrange(1000))
        for digit in digits:
            QTest.keyClick(self._target(), _Key(ord(digit)))
        ending = self._chance.choice((_Key.Key_Return, _Key.Key_Tab, _Key.Key_Escape, None))
        if ending is not None:
            QTest.keyClick(self._target(), ending)
        return f"typed {digits} {ending and ending.name}"

    def _decide(self) -> str:
        key = self._chance.choice(_DECIDING)
        QTest.keyClick(self._window, _Key.Key_F8)
        QTest.keyClick(self._target(), key)
        return f"F8 and {key.name}"

    def _take_back(self) -> str:
        window = self._window.actions_
        action = self._chance.choice((window.undo, window.redo))
        action.trigger()
        return action.objectName()

    def _command(self) -> str:
        quitting = self._window.actions_.quit
        able = [c for c in self._window.keymap.commands if c.action.isEnabled()]
        command = self._chance.choice([c for c in able if c.action is not quitting])
        if QApplication.activeModalWidget() is None:
            command.action.trigger()
        return f"{command.menu} > {command.title}"

    def _click(self) -> str:
        front = self._front()
        there = [w for w in front.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        if not there:
            return "nothing to click"
        widget = self._chance.choice(there)
        spot = QPoint(
            self._chance.randrange(max(1, widget.width())),
            self._chance.randrange(max(1, widget.height())),
        )
        name = f"{type(widget).__name__} {widget.objectName()} {spot.toTuple()}"
        if self._chance.random() < 0.2:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, _Mod.NoModifier, spot)
        else:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _Mod.NoModifier, spot)
        return f"click {name}"

    def _open(self) -> str:
        reports = self._window.session.reports()
        if reports:
            self._window.session.open(self._chance.choice(reports).number)
        return "opened another report"

    def _resize(self) -> str:
        size = self._chance.randrange(500, 1700), self._chance.randrange(400, 1100)
        self._window.resize(*size)
        return f"resized to {size}"

    def _dress(self) -> str:
        setting, value = self._chance.choice(
            (
                (THEME, self._chance.choice(("light", "dark", "system"))),
                (LANGUAGE, self._chance.choice(("zh", "en"))),
                (TEXT_SCALE, self._chance.choice((80, 100, 150, 200))),
            )
        )
        self._stage.settings.put(setting, value)  # type: ignore[arg-type]
        return f"{setting.key} = {value}"

    # -- what surrounds it ------------------------------------------------------------------------

    def _answer_for_files(self) -> None:
        """Dialogs for files are the desktop's: they are answered, or given up."""

        def sources(*_: object, **__: object) -> tuple[list[str], str]:
            files = sorted(map(str, self._incoming.iterdir()))
            return self._chance.sample(files, self._chance.randrange(len(files))), ""

        def one(*_: object, **__: object) -> tuple[str, str]:
            files = sorted(p for p in self._folder.rglob("*") if p.is_file())
            return (str(self._chance.choice(files)) if self._chance.random() < 0.5 else ""), ""

        def target(*_: object, **__: object) -> tuple[str, str]:
            name = f"{self._chance.randrange(10**6)}"
            return (str(self._folder / name) if self._chance.random() < 0.7 else ""), ""

        def folder(*_: object, **__: object) -> str:
            return str(self._incoming)

        QFileDialog.getOpenFileNames = sources
        QFileDialog.getOpenFileName = one
        QFileDialog.getSaveFileName = target
        QFileDialog.getExistingDirectory = folder
        QDesktopServices.openUrl = lambda *_: True

    def _leave(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isValid(widget) and widget.isVisible() and widget is not self._window:
                widget.close()
        self._stage.close()

    def _check_stores(self) -> None:
        for store in sorted(self._folder.rglob("*.gouji")):
            if store.stat().st_size == 0 or ".backups" in str(store.parent):
                continue
            with closing(Workspace.open(store, create=False)) as workspace:
                found = workspace.verify()
            if found:
                self._note(f"store {store.name}", "\n".join(found))

    def _note_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._note("exception", "".join(traceback.format_exception(kind, error, trace)))

    def _note_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind.name != "QtDebugMsg" and not any(one in text for one in _HARMLESS):
            self._note("message of Qt", text)

    def _note(self, what: str, text: str) -> None:
        acts = "\n  ".join(self._last)
        self.outcome.breaks.append(f"{what} at act {self.outcome.acts}: {text}\n  {acts}")
        self._tell(f"{self.outcome.breaks[-1]}\n\n")
