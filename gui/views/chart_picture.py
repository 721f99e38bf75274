# pyright: basic
# pyqtgraph tells no types of what it builds on.
"""A chart as a file to be put into a text: title, of whom, the chart, what is left out, the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QImageReader,
    QImageWriter,
    QPainter,
    QPalette,
)
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer

from core.errors import ExportError
from core.export.atomic import damaged, write_atomically
from core.language import say
from gui.views.chart_canvas import ChartCanvas
from gui.views.chart_colours import chart_colours

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.models.chart import Chart

SUFFIXES: Final = (".png", ".svg")
_WIDTH: Final = 1000
_HEIGHT: Final = 460
_MARGIN: Final = 24.0
_SHARP: Final = 2.0
"""Pixels of a PNG for each of the picture: it is to be printed, too."""
_FONTS: Final = (
    "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Micro Hei', sans-serif"
)
"""What an SVG asks for after our own font: whoever opens it elsewhere has one of these."""
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


def save_picture(
    chart: Chart, path: Path, *, palette: QPalette, font: QFont, source: str, parent: QWidget
) -> None:
    """Write the chart as PNG or SVG, by the suffix, whole or not at all. Raises ExportError.

    ``palette`` gives the ground and the ink, ``source`` is the line below the chart.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ExportError(
            "export.kind",
            say(f"不能把图表保存为 {suffix} 文件。", f"A chart cannot be saved as {suffix}."),
            say("请用 .png 或 .svg。", "Take .png or .svg."),
        )
    sheet = _Sheet(chart, palette, font, source, parent)
    try:
        write_atomically(
            path,
            lambda hidden: _write(hidden, suffix, sheet),
            lambda hidden: _check(hidden, suffix, path),
        )
    finally:
        sheet.close()


class _Sheet:
    """The picture: texts above and below a canvas that nobody sees."""

    def __init__(
        self, chart: Chart, palette: QPalette, font: QFont, source: str, parent: QWidget
    ) -> None:
        self.chart = chart
        self.colours = chart_colours(palette)
        self.font = QFont(font)
        self.heading = QFont(font)
        self.heading.setBold(True)
        self.heading.setPointSizeF(font.pointSizeF() * 1.4)
        canvas = self._canvas = ChartCanvas(parent)
        canvas.setWindowFlag(Qt.WindowType.Window)
        canvas.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        canvas.setPalette(palette)
        canvas.setFont(font)
        canvas.setFrameShape(canvas.Shape.NoFrame)
        canvas.show_chart(chart)
        least = canvas.minimumSize()
        canvas.resize(max(_WIDTH, least.width()), max(_HEIGHT, least.height()))
        canvas.show()  # only so is it laid out
        canvas.show_chart(chart)
        cast("Any", canvas.scene()).prepareForPaint()
        self.above = [(chart.title, self.heading), (chart.about, self.font)]
        self.below = [(note, self.font) for note in (*chart.notes, source)]

    @property
    def size(self) -> QSize:
        """In pixels of the picture."""
        height = sum(self._height(*line) for line in (*self.above, *self.below))
        return QSize(
            int(self._canvas.width() + 2 * _MARGIN),
            int(self._canvas.height() + height + 4 * _MARGIN),
        )

    @property
    def resolution(self) -> int:
        """Pixels of an inch, as the canvas reckons."""
        return self._canvas.logicalDpiX()

    def paint(self, painter: QPainter) -> None:
        """Draw it with its corner at the painter's origin."""
        size = self.size
        painter.fillRect(0, 0, size.width(), size.height(), self.colours.paper)
        y = self._write(painter, self.above, _MARGIN) + _MARGIN
        seen = QRectF(self._canvas.viewport().rect())
        place = QRectF(_MARGIN, y, seen.width(), seen.height())
        self._canvas.scene().render(painter, place, seen)
        self._write(painter, self.below, place.bottom() + _MARGIN)

    def close(self) -> None:
        """Let go of the canvas."""
        self._canvas.close()
        self._canvas.deleteLater()

    def _height(self, text: str, font: QFont) -> float:
        room = QRectF(0, 0, self._canvas.width(), 10_000)
        return QFontMetricsF(font).boundingRect(room, _WRAPPED, text).height()

    def _write(self, painter: QPainter, lines: list[tuple[str, QFont]], y: float) -> float:
        painter.setPen(self.colours.ink)
        for text, font in lines:
            painter.setFont(font)
            height = self._height(text, font)
            painter.drawText(QRectF(_MARGIN, y, self._canvas.width(), height + 2), _WRAPPED, text)
            y += height
        return y


def _write(hidden: Path, suffix: str, sheet: _Sheet) -> None:
    if suffix == ".png":
        _write_png(hidden, sheet)
    else:
        _write_svg(hidden, sheet)


def _write_png(hidden: Path, sheet: _Sheet) -> None:
    image = QImage(sheet.size * _SHARP, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(_SHARP, _SHARP)
    sheet.paint(painter)
    painter.end()
    if not QImageWriter(str(hidden), b"png").write(image):
        raise OSError(f"cannot write {hidden}")


def _write_svg(hidden: Path, sheet: _Sheet) -> None:
    generator = QSvgGenerator()
    generator.setFileName(str(hidden))
    generator.setSize(sheet.size)
    # The axes are drawn from a record that is scaled to the resolution of what it is drawn on.
    generator.setResolution(sheet.resolution)
    generator.setViewBox(QRectF(0, 0, sheet.size.width(), sheet.size.height()))
    generator.setTitle(f"{sheet.chart.title} {sheet.chart.about}")
    generator.setDescription("\n".join(sheet.chart.notes))
    painter = QPainter(generator)
    sheet.paint(painter)
    painter.end()
    text = hidden.read_text("utf-8")
    named = re.sub(r'font-family="([^"]*)"', rf'font-family="\1, {_FONTS}"', text)
    hidden.write_text(named, "utf-8")


def _check(hidden: Path, suffix: str, path: Path) -> None:
    """Read it back. Raises ExportError."""
    if suffix == ".png":
        whole = not QImageReader(str(hidden), b"png").read().isNull()
    else:
        whole = QSvgRenderer(str(hidden)).isValid()
    if not whole:
        raise damaged(path, say("图片不完整", "the picture is not whole"))
