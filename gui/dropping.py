"""What is dragged over the window: shown what letting go would do, and done when it is dropped."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDropEvent, QPainter, QPen
from PySide6.QtWidgets import QLabel, QWidget

from core.exchange.package import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QPaintEvent

    from gui.session import Session

_STORE: Final = ".gouji"
_DRAGS: Final = (QEvent.Type.DragEnter, QEvent.Type.DragMove)
_ENDS: Final = (QEvent.Type.DragLeave, QEvent.Type.Drop)
_EDGE: Final = 3


class Load(Enum):
    """What is dragged."""

    SOURCES = "files and folders to import"
    PACKAGE = "one package of corrections"
    STORE = "one store"
    LINK = "an address in the web"
    OTHER = "nothing for this window"


def load_of(data: QMimeData) -> tuple[Load, tuple[Path, ...]]:
    """What is dragged, and the paths of it. Packages and stores count where they come alone."""
    urls = data.urls()
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if not paths:
        return (Load.LINK if any(url.host() for url in urls) else Load.OTHER), ()
    alone = {SUFFIX: Load.PACKAGE, _STORE: Load.STORE}.get(paths[0].suffix.lower())
    return (alone if alone is not None and len(paths) == 1 else Load.SOURCES), paths


class Drops(QObject):
    """Follows what is dragged over one window; each signal carries what was dropped.

    Lines for words let files pass to the window, or they would take their paths as words.
    """

    sources = Signal(object)
    package = Signal(object)
    store = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.sign = DropSign(window)
        window.setAcceptDrops(True)
        for inside in window.findChildren(QWidget):
            inside.setAcceptDrops(False)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what can be used, and say of the rest why not."""
        if event.type() in _DRAGS:
            self._judge(cast("QDropEvent", event))
            return True
        if event.type() in _ENDS:
            self.sign.hide()
        if event.type() == QEvent.Type.Drop:
            self._take(cast("QDropEvent", event))
            return True
        return super().eventFilter(watched, event)

    def _judge(self, event: QDropEvent) -> None:
        load, paths = load_of(event.mimeData())
        refusal = self._refusal(load)
        if load is Load.OTHER:
            event.ignore()
            return
        self.sign.say(refusal or self._promise(load, paths), able=not refusal)
        if refusal:
            # Further moves must come here for the sign to go when the pointer leaves.
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def _take(self, event: QDropEvent) -> None:
        load, paths = load_of(event.mimeData())
        if load is Load.OTHER or self._refusal(load):
            event.ignore()
            return
        # Never a move: the sender would delete what it thinks was taken.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        match load:
            case Load.PACKAGE:
                self.package.emit(paths[0])
            case Load.STORE:
                self.store.emit(paths[0])
            case _:
                self.sources.emit(paths)

    def _refusal(self, load: Load) -> str:
        """Why it cannot be taken now; empty where it can."""
        if load is Load.LINK:
            return self.tr("This is a link. Save the page as a file and drop that here.")
        if load in (Load.OTHER, Load.STORE):
            return ""
        if self._session.read_only:
            return self.tr("This store can only be looked at here: nothing can be imported.")
        if self._session.busy:
            return self.tr("An import is running. Drop this once it has ended.")
        return ""

    def _promise(self, load: Load, paths: Sequence[Path]) -> str:
        name = paths[0].name
        if load is Load.PACKAGE:
            return self.tr("Let go to look at the corrections in “{name}”").format(name=name)
        if load is Load.STORE:
            return self.tr("Let go to open the store “{name}”").format(name=name)
        if len(paths) > 1:
            return self.tr("Let go to import {count} files and folders").format(count=len(paths))
        if paths[0].is_dir():
            return self.tr("Let go to import the reports in the folder “{name}”").format(name=name)
        return self.tr("Let go to import “{name}”").format(name=name)


class DropSign(QLabel):
    """Lies over the whole window while something is dragged there."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._able = True
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, *, able: bool) -> None:
        """Show what would happen, or why nothing would."""
        font = self.window().font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        self.setFont(font)
        self.setText(words)
        self._able = able
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil over the window, a frame around it, and the words on a plate in the middle."""
        palette, painter = self.palette(), QPainter(self)
        tint = palette.highlight().color() if self._able else palette.placeholderText().color()
        veil = palette.window().color()
        veil.setAlpha(170)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tint, _EDGE, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(8, 8, -8, -8), 8, 8)
        painter.setPen(QPen(tint, _EDGE))
        painter.setBrush(palette.base())
        painter.drawRoundedRect(self._plate(), 8, 8)
        painter.end()
        super().paintEvent(event)

    def _plate(self) -> QRect:
        room = self.contentsRect()
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
        line = self.fontMetrics().height()
        return (
            self.fontMetrics()
            .boundingRect(room, flags, self.text())
            .adjusted(-line, -line, line, line)
        )
