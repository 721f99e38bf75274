"""Chinese letters on every machine: find a font that has them, for Qt and for the page drawer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from core.readers.drawing import font_folders

_NAMES: Final = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
    "msyh.ttc",
    "simsun.ttc",
    "PingFang.ttc",
)
_POINTS: Final = 10


def find_chinese_font() -> Path | None:
    """The best font file with Chinese letters on this machine; None when there is none."""
    found: dict[str, Path] = {}
    for folder in map(Path, font_folders()):
        for path in folder.rglob("*"):
            found.setdefault(path.name, path)
    return next((found[name] for name in _NAMES if name in found), None)


def points(percent: int) -> float:
    """The size of the window's text at so many percent of the system's, which is never tiny."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return max(system.pointSizeF(), _POINTS) * percent / 100


def grown(width: int, height: int) -> QSize:
    """The size of a window that is made for text of the usual size, as large as the text is now.

    No larger than the screen lets it be, but never smaller than it was made.
    """
    share = max(1.0, QApplication.font().pointSizeF() / points(100))
    screen = QGuiApplication.primaryScreen().availableSize()
    return QSize(
        max(width, min(round(width * share), screen.width() * 9 // 10)),
        max(height, min(round(height * share), screen.height() * 9 // 10)),
    )


def sign_size(pixels: int) -> QSize:
    """The size of a sign of so many pixels beside text of the usual size, for text as it is now.

    A sign is known before it is as large as the text, and rows of them must fit narrow panes.
    """
    share = min(max(1.0, QApplication.font().pointSizeF() / points(100)), 1.4)
    return QSize(round(pixels * share), round(pixels * share))


def scale_text(app: QApplication, percent: int) -> None:
    """Write everything larger or smaller than the system does."""
    font = app.font()
    font.setPointSizeF(points(percent))
    app.setFont(font)


def install_fonts(app: QApplication) -> bool:
    """Give the application a font with Chinese letters; whether there is one."""
    font = app.font()
    font.setPointSizeF(points(100))
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    families = list(QFontDatabase.families(system))
    if not families:
        path = find_chinese_font()
        number = -1 if path is None else QFontDatabase.addApplicationFont(str(path))
        families = [] if number < 0 else list(QFontDatabase.applicationFontFamilies(number))
    font.setFamilies([font.family(), *families[:3]])
    app.setFont(font)
    return bool(families)
