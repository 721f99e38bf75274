"""Fonts that do not say which characters their shapes are: what they print is never read as a figure,
and never taken for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from core.extraction.lines import Field
from core.geometry import TextSpan
from core.readers import read_document
from core.readers.unreadable import UNREADABLE
from tests.corpus.page import latin_path

if TYPE_CHECKING:
    from pathlib import Path

    from core.document import Document

_ROWS = ((175, ("31", "12", "5")), (135, ("7", "8", "90")))
_MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"
    " 1 begincodespacerange <0000> <FFFF> endcodespacerange {} endcmap end end"
)
_TO_CONTROLS = "1 beginbfrange <0000> <00FF> <0000> endbfrange"


def stream(data: bytes) -> bytes:
    return b"<</Length %d/Length1 %d>>\nstream\n%b\nendstream" % (len(data), len(data), data)


def content(path: Path) -> bytes:
    """A grid of six cells, and a line of words in a font that every program knows."""
    numbers = TTFont("Shapes", str(path)).face.charToGlyph
    drawn = [
        "BT /F2 12 Tf 60 250 Td (A line of words that any program can read, as words go) Tj ET"
    ]
    drawn += [f"50 {y} m 350 {y} l S" for y in (200, 160, 120)]
    drawn += [f"{x} 120 m {x} 200 l S" for x in (50, 150, 250, 350)]
    for y, row in _ROWS:
        for x, figure in zip((60, 160, 260), row, strict=True):
            shapes = "".join(f"{numbers[ord(digit)]:04X}" for digit in figure)
            drawn.append(f"BT /F1 12 Tf {x} {y} Td <{shapes}> Tj ET")
    return "\n".join(drawn).encode()


def read(path: Path, mapping: str | None) -> Document:
    """A page with figures in a font of numbered shapes; ``mapping`` says their characters."""
    to_unicode = b"/ToUnicode 10 0 R" if mapping is not None else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R/F2 9 0 R>>>>>>",
        stream(content(path)),
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Shapes/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]" + to_unicode + b">>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Shapes/FontDescriptor 7 0 R/DW 600"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/CIDToGIDMap/Identity>>",
        b"<</Type/FontDescriptor/FontName/ABCDEF+Shapes/Flags 4/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 8 0 R>>",
        stream(path.read_bytes()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(_MAP.format(mapping).encode()),
    ]
    written = b"%PDF-1.5\n"
    starts: list[int] = []
    for number, own in enumerate(objects, 1):
        starts.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, own)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    written += b"xref\n0 11\n0000000000 65535 f \n%btrailer<</Size 11/Root 1 0 R>>\n" % table
    written += b"startxref\n%d\n%%%%EOF" % (written.rindex(b"xref\n0 11"))
    return read_document(written, "a.pdf")


@pytest.mark.parametrize("mapping", [None, "", _TO_CONTROLS], ids=["none", "empty", "controls"])
def test_that_figures_in_a_font_without_characters_are_there_but_unreadable(
    mapping: str | None,
) -> None:
    path = latin_path()
    if path is None:
        pytest.skip("no font to write into a file")

    document = read(path, mapping)

    figures = [figure for _, row in _ROWS for figure in row]
    (grid,) = document.grids
    assert [slot.text for slot in grid.slots] == [UNREADABLE * len(f) for f in figures]
    assert any("缺少文字编码" in note for note in document.notes)


@pytest.mark.parametrize("text", ["8\ufffd", "\ufffd", "\ue016\ue014", "1\ue014"])
def test_that_what_is_left_of_a_figure_is_no_label(text: str) -> None:
    field = Field(text, TextSpan(0, len(text)), 0, 1)

    assert field.is_figure
