"""Colours of charts, told apart by people who see few colours, too; none of them stands alone.

Lines differ in dashes and signs as well, squares and bars have their figure written beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette

from gui.theme import is_dark


@dataclass(frozen=True, slots=True)
class ChartColours:
    """What a chart is drawn with; ``pale`` and ``deep`` are the ends of the squares' shades."""

    paper: QColor
    ink: QColor
    faint: QColor
    bar: QColor
    ring: QColor
    pale: QColor
    deep: QColor
    lines: tuple[QColor, ...]

    def shade(self, tone: float) -> QColor:
        """The colour of a square that is so dark, from 0 to 1."""
        a, b = self.pale, self.deep
        return QColor.fromRgbF(
            a.redF() + (b.redF() - a.redF()) * tone,
            a.greenF() + (b.greenF() - a.greenF()) * tone,
            a.blueF() + (b.blueF() - a.blueF()) * tone,
        )


# Okabe and Ito's colours, darker on white and as they are on black.
_LINES: Final = {
    False: ("#0072b2", "#b84c00", "#00785a", "#94477a"),
    True: ("#56b4e9", "#e69f00", "#2fc79a", "#e39ac4"),
}
_BARS: Final = {False: "#2b6cb0", True: "#5aa2e8"}
_SHADES: Final = {False: ("#dbe9f6", "#08306b"), True: ("#1d3b5c", "#b5dbf7")}


def chart_colours(palette: QPalette) -> ChartColours:
    """The colours that fit the palette."""
    dark, role = is_dark(palette), QPalette.ColorRole
    pale, deep = map(QColor, _SHADES[dark])
    return ChartColours(
        paper=palette.color(role.Base),
        ink=palette.color(role.Text),
        faint=palette.color(role.PlaceholderText),
        bar=QColor(_BARS[dark]),
        ring=palette.color(role.Highlight) if not dark else QColor("#ffffff"),
        pale=pale,
        deep=deep,
        lines=tuple(map(QColor, _LINES[dark])),
    )


def ink_on(ground: QColor) -> QColor:
    """Black or white, whichever stands out more on the colour."""
    black, white = QColor("#000000"), QColor("#ffffff")
    return black if contrast(black, ground) > contrast(white, ground) else white


def contrast(one: QColor, other: QColor) -> float:
    """How well two colours stand out from each other, from 1 to 21 (WCAG 2.1, 1.4.3)."""
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
