"""Chinese letters on every machine: find a font that has them, for Qt and for the page drawer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontDatabase

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

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


def font_folders() -> tuple[Path, ...]:
    """The folders that hold fonts on this machine, ours first; only those that exist.

    The process that draws PDF pages gets them too: its engine sees none of Qt's fonts, and writes
    Chinese that is not embedded in the file as blanks when it finds no font.
    """
    home = Path.home()
    folders = [Path(folder) for folder in (os.environ.get("GOUJI_FONTS"),) if folder]
    if sys.platform == "win32":
        folders.append(Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts")
    elif sys.platform == "darwin":
        folders += [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        folders += [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
        folders += [home / ".local/share/fonts", home / ".fonts"]
    return tuple(folder for folder in folders if folder.is_dir())


def find_chinese_font() -> Path | None:
    """The best font file with Chinese letters on this machine; None when there is none."""
    found: dict[str, Path] = {}
    for folder in font_folders():
        for path in folder.rglob("*"):
            found.setdefault(path.name, path)
    return next((found[name] for name in _NAMES if name in found), None)


def install_fonts(app: QApplication) -> bool:
    """Give the application a font with Chinese letters; whether there is one."""
    font = app.font()
    if font.pointSize() < _POINTS:
        font.setPointSize(_POINTS)
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    families = list(QFontDatabase.families(system))
    if not families:
        path = find_chinese_font()
        number = -1 if path is None else QFontDatabase.addApplicationFont(str(path))
        families = [] if number < 0 else list(QFontDatabase.applicationFontFamilies(number))
    font.setFamilies([font.family(), *families[:3]])
    app.setFont(font)
    return bool(families)
