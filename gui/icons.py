"""Icons: our own SVG outlines, coloured from the palette, drawn sharp for every screen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRect, QSize


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon of that name in the palette's text colour, or in the one given.

    Raises FileNotFoundError for an unknown name. It does not follow a later change of palette: ask
    again then. It is drawn when it is first seen, in the size in which it is.
    """
    palette = QGuiApplication.palette()
    normal = colour or palette.color(QPalette.ColorRole.ButtonText)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    chosen = palette.color(QPalette.ColorRole.HighlightedText)
    return _icon(name, normal.name(), faint.name(), chosen.name())


@cache
def _icon(name: str, normal: str, faint: str, chosen: str) -> QIcon:
    _svg(name)
    colours = {QIcon.Mode.Disabled: faint, QIcon.Mode.Selected: chosen}
    return QIcon(_Engine(name, normal, colours))


class _Engine(QIconEngine):
    """Draws one icon in the sizes and states that are asked for."""

    _kept: Final[list[_Engine]] = []
    """Qt does not hold the Python half of an engine, without which it cannot draw."""

    def __init__(self, name: str, normal: str, others: Mapping[QIcon.Mode, str]) -> None:
        super().__init__()
        self._name, self._normal, self._others = name, normal, others
        self._kept.append(self)

    def clone(self) -> QIconEngine:
        """Another one, for an icon that Qt is about to change."""
        return _Engine(self._name, self._normal, self._others)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon in so many pixels of the screen."""
        return _picture(self._name, size.width(), size.height(), self._colour(mode))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it where a style wants it, sharp for the screen."""
        ratio = painter.device().devicePixelRatio()
        width, height = round(rect.width() * ratio), round(rect.height() * ratio)
        painter.drawPixmap(rect, _picture(self._name, width, height, self._colour(mode)))

    def _colour(self, mode: QIcon.Mode) -> str:
        return self._others.get(mode, self._normal)


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels at the device pixel ratio."""
    side = round(size * ratio)
    picture = QPixmap(_picture(name, side, side, colour.name()))
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _picture(name: str, width: int, height: int, colour: str) -> QPixmap:
    """The icon in so many pixels of the screen, as large as it fits, in the middle."""
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    side = min(width, height)
    place = QRectF((width - side) / 2, (height - side) / 2, side, side)
    _drawing(name, colour).render(painter, place)
    painter.end()
    return picture


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = _svg(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _svg(name: str) -> str:
    return (files("resources.icons") / f"{name}.svg").read_text(encoding="utf-8")
