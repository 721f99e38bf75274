"""A pen on PDF pages: text in two fonts, rules of many styles, turned pages, running heads."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from reportlab.pdfgen.canvas import Canvas

    from tests.corpus.layouts import Draft

Ruling = Literal[
    "ruled",
    "rects",
    "borderless",
    "rows",
    "open",
    "double",
    "columns",
    "box",
    "three",
    "bands",
    "dashed",
    "dots",
    "pillars",
    "cells",
]
"""Strokes; thin filled rectangles; nothing; horizontal rules only; no outer edges; double lines;
vertical rules only; a box around everything; three lines; every other row shaded; dashes; small
squares in a row; vertical rules in a box; every other row shaded cell by cell."""

FONT: Final = "Corpus"
UNMAPPED: Final = "CorpusUnmapped"
_RULINGS: Final[dict[str, Ruling]] = {
    "rules_horizontal": "rows",
    "rules_open": "open",
    "rules_double": "double",
    "rules_vertical": "columns",
    "rules_box": "box",
    "rules_three": "three",
    "rows_shaded": "bands",
    "rules_dashed": "dashed",
    "rules_dotted": "dots",
    "rules_pillars": "pillars",
    "cells_shaded": "cells",
}
_UNRULED: Final = frozenset({"borderless", "box", "three", "bands", "cells"})
"""Styles whose cells have no edges of their own."""
_INSTEAD: Final = {"−": "-", "↓": "减", "↑": "增"}
"""What stands for a sign that no font can draw: without it the figure would mean another."""
_DASH: Final = (2.4, 2.0)
_DOT, _STEP = 0.8, 2.2
_SHORT, _LONG = 595.0, 842.0


@cache
def font_path() -> Path | None:
    """A font with Chinese characters on this system, None when there is none that can be used."""
    return next((p for p in _fonts(":lang=zh") if p.name == "DroidSansFallbackFull.ttf"), None)


def _fonts(pattern: str) -> list[Path]:
    """The files of the fonts on this system that fit."""
    if not shutil.which("fc-list"):
        return []
    listed = subprocess.run(
        ["fc-list", pattern, "file"], capture_output=True, text=True, check=False
    ).stdout
    return sorted(Path(line.strip().rstrip(":")) for line in listed.splitlines() if line.strip())


@cache
def latin_path() -> Path | None:
    """A font with Latin letters and digits that is written into a file, None without such."""
    return next((p for p in _fonts("") if p.name == "DejaVuSans.ttf"), None)


@cache
def glyphs() -> frozenset[int]:
    """The characters that the Chinese font can draw; registers it. Needs font_path()."""
    font = TTFont(FONT, str(font_path()))
    pdfmetrics.registerFont(font)
    if latin_path():
        pdfmetrics.registerFont(TTFont(UNMAPPED, str(latin_path()), asciiReadable=0))
    return frozenset(font.face.charToGlyph)


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is printed, in points; ``marks`` are the accidents that only drawing shows."""

    ruling: Ruling = "ruled"
    size: float = 9.0
    prose_size: float = 12.0
    margin: float = 62.0
    pad: float = 3.0
    rule: float = 0.6
    latin: str = "Times-Roman"
    marks: frozenset[str] = field(default=frozenset())

    @property
    def width(self) -> float:
        """The width of the page as displayed."""
        return _LONG if "landscape" in self.marks else _SHORT

    @property
    def height(self) -> float:
        """The height of the page as displayed."""
        return _SHORT if "landscape" in self.marks else _LONG

    @property
    def turned(self) -> int:
        """By how many degrees the content is turned on the sheet: 0, 90 or 270."""
        if "rotated_90" in self.marks or "sideways" in self.marks:
            return 90
        return 270 if "rotated_270" in self.marks else 0


def make_look(draft: Draft, random: Random, ruling: Ruling) -> Look:
    """Draw the lots of sizes and fonts; the accidents of the draft decide the rest."""
    chosen = ruling
    for mark in sorted(draft.look):
        chosen = _RULINGS.get(mark, chosen)
    return Look(
        chosen,
        # Only rows of several lines can be cut: large print makes them.
        size=11.5 if "rows_cut" in draft.look else random.choice((7.5, 8.0, 9.0, 10.0, 10.5)),
        prose_size=random.choice((10.5, 12.0, 14.0, 16.0)),
        margin=random.choice((50.0, 62.0, 79.0)),
        pad=random.choice((1.5, 3.0, 5.0, 9.0)),
        rule=random.choice((0.25, 0.5, 0.6, 1.0)),
        latin=_latin(draft, random),
        marks=frozenset(draft.look),
    )


def _latin(draft: Draft, random: Random) -> str:
    drawn = random.choice(("Times-Roman", "Helvetica", "Courier"))
    return UNMAPPED if "digits_unmapped" in draft.look and latin_path() else drawn


@dataclass(slots=True)
class Pen:
    """The canvas with the position of the next line, in points from the top of the page.

    ``printed`` has the page of each figure that was drawn, by address.
    """

    canvas: Canvas
    look: Look
    title: str
    top: float = 0.0
    page: int = 1
    printed: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self.begin()

    @property
    def leading(self) -> float:
        """From line to line in a table."""
        return self.look.size * 1.35

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.look.height - self.look.margin - self.top

    def begin(self) -> None:
        """Turn the sheet, and print what stands on each page before anything else."""
        look = self.look
        self.top = look.margin
        if look.turned:
            if "sideways" in look.marks:
                self.canvas.setPageSize((look.height, look.width))
            else:
                # The library exchanges the sides of a page that is turned this way itself.
                self.canvas.setPageRotation(look.turned)
            if look.turned == 90:
                self.canvas.transform(0, 1, -1, 0, look.height, 0)
            else:
                self.canvas.transform(0, -1, 1, 0, 0, look.width)
        if "watermark" in look.marks:
            self._watermark()
        if "running_heads" in look.marks:
            self.line(look.margin, 28, self.title, 8)
            self.canvas.setLineWidth(0.4)
            y = look.height - 40
            self.canvas.line(look.margin, y, look.width - look.margin, y)

    def _watermark(self) -> None:
        look = self.look
        self.canvas.saveState()
        self.canvas.setFillGray(0.85)
        self.canvas.translate(look.width / 2, look.height / 2)
        self.canvas.rotate(45)
        self.canvas.setFont(FONT, 52)
        self.canvas.drawCentredString(0, 0, "政务公开专用")
        self.canvas.restoreState()

    def turn(self) -> None:
        """Finish the page with its number and begin another."""
        self.finish()
        self.begin()

    def finish(self) -> None:
        """Finish the page with its number."""
        look = self.look
        number = f"- {self.page} -"
        if "running_heads" in look.marks:
            number = f"第 {self.page} 页 共 9 页"
        self.line(look.width / 2 - 8, look.height - 40, number, 9)
        self.canvas.showPage()
        self.page += 1

    def runs(self, text: str) -> list[tuple[str, str]]:
        """The text cut by font: the Chinese font lacks Latin letters and digits."""
        known = glyphs()
        runs: list[tuple[str, str]] = []
        for wanted in text:
            drawn = ord(wanted) in known or wanted not in _INSTEAD
            character = wanted if drawn else _INSTEAD[wanted]
            font = FONT if ord(character) in known else self.look.latin
            # What neither font can draw (invisible characters) is not drawn.
            if font != FONT and not character.encode("cp1252", "ignore"):
                continue
            if runs and runs[-1][0] == font:
                runs[-1] = (font, runs[-1][1] + character)
            else:
                runs.append((font, character))
        return runs

    def measure(self, text: str, size: float) -> float:
        """The width of a line."""
        return sum(pdfmetrics.stringWidth(run, font, size) for font, run in self.runs(text))

    def line(self, x: float, top: float, text: str, size: float) -> None:
        """Print one line whose upper edge is ``top``."""
        shown = self.canvas.beginText(x, self.look.height - top - size)
        for font, run in self.runs(text):
            shown.setFont(font, size)
            shown.textOut(run)
        self.canvas.drawText(shown)

    def upright(self, x: float, top: float, text: str) -> None:
        """Print one line that runs upwards, centred on the point."""
        self.canvas.saveState()
        self.canvas.translate(x, self.look.height - top)
        self.canvas.rotate(90)
        at = -self.measure(text, self.look.size) / 2
        shown = self.canvas.beginText(at, -self.look.size / 3)
        for font, run in self.runs(text):
            shown.setFont(font, self.look.size)
            shown.textOut(run)
        self.canvas.drawText(shown)
        self.canvas.restoreState()

    def wrapped(self, text: str, width: float, size: float) -> list[str]:
        """Lines no wider than the width; breaks in the text are kept."""
        lines: list[str] = []
        for part in text.split("\n"):
            line = ""
            for character in part:
                if line and self.measure(line + character, size) > width:
                    lines.append(line)
                    line = ""
                line += character
            lines.append(line)
        return lines

    def edge(self, x0: float, top0: float, x1: float, top1: float, *, outer: bool) -> None:
        """One horizontal or vertical rule in the style of the look."""
        ruling, height = self.look.ruling, self.look.height
        if ruling in _UNRULED or (ruling == "open" and outer and x0 == x1):
            return
        if (ruling == "rows" and x0 == x1) or (ruling in ("columns", "pillars") and x0 != x1):
            return
        if ruling == "dots":
            self._dotted(x0, height - top0, x1, height - top1)
            return
        if ruling == "rects":
            wide, high = max(x1 - x0, 0.5), max(top1 - top0, 0.5)
            self.canvas.rect(x0, height - top1, wide, high, stroke=0, fill=1)
            return
        self.canvas.setLineWidth(self.look.rule)
        self.canvas.setDash(*(_DASH if ruling == "dashed" else ()))
        self.canvas.line(x0, height - top0, x1, height - top1)
        if ruling == "double":
            by = 1.6
            right, down = (by, 0) if x0 == x1 else (0, by)
            self.canvas.line(x0 + right, height - top0 - down, x1 + right, height - top1 - down)

    def _dotted(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A row of small filled squares, each a shape of its own."""
        length = max(abs(x1 - x0), abs(y1 - y0))
        for n in range(int(length / _STEP) + 1):
            share = min(1.0, n * _STEP / max(length, 1.0))
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            self.canvas.rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, stroke=0, fill=1)

    def under(self, x0: float, x1: float, tops: Sequence[float]) -> None:
        """What stands behind a part of a table: shading of every other row."""
        if self.look.ruling == "bands":
            for top, bottom in list(pairwise(tops))[1::2]:
                self.shade(x0, top, x1, bottom)

    def around(self, x0: float, x1: float, tops: Sequence[float], header: int) -> None:
        """The lines that a part of a table has as a whole; ``header`` counts its heading rows."""
        canvas, height, ruling = self.canvas, self.look.height, self.look.ruling
        canvas.setLineWidth(self.look.rule)
        if ruling == "box":
            canvas.rect(x0, height - tops[-1], x1 - x0, tops[-1] - tops[0], stroke=1, fill=0)
        elif ruling in ("three", "pillars"):
            for number in {0, min(header, len(tops) - 1), len(tops) - 1}:
                canvas.line(x0, height - tops[number], x1, height - tops[number])

    def shade(self, x0: float, top0: float, x1: float, top1: float) -> None:
        """Fill an area with a light colour."""
        self.canvas.saveState()
        self.canvas.setFillColorRGB(0.78, 0.86, 0.95)
        self.canvas.rect(x0, self.look.height - top1, x1 - x0, top1 - top0, stroke=0, fill=1)
        self.canvas.restoreState()
