"""Icons: our own SVG outlines, coloured from the palette, drawn sharp for every screen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIZES: Final = (16, 20, 24, 32, 48, 64)


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon of that name in the palette's text colour, or in the one given.

    Raises FileNotFoundError for an unknown name. It does not follow a later change of palette: ask
    again then. Drawing every size of every icon took a third of the window's start, so icons of
    the same colours are drawn once.
    """
    palette = QGuiApplication.palette()
    normal = colour or palette.color(QPalette.ColorRole.ButtonText)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    chosen = palette.color(QPalette.ColorRole.HighlightedText)
    return _icon(name, normal.name(), faint.name(), chosen.name())


@cache
def _icon(name: str, normal: str, faint: str, chosen: str) -> QIcon:
    result = QIcon()
    for size in _SIZES:
        plain = pixmap(name, size, QColor(normal))
        result.addPixmap(plain, QIcon.Mode.Normal)
        result.addPixmap(plain, QIcon.Mode.Active)
        result.addPixmap(pixmap(name, size, QColor(faint)), QIcon.Mode.Disabled)
        result.addPixmap(pixmap(name, size, QColor(chosen)), QIcon.Mode.Selected)
    return result


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels at the device pixel ratio."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _drawing(name, colour.name()).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = _svg(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _svg(name: str) -> str:
    return (files("resources.icons") / f"{name}.svg").read_text(encoding="utf-8")
