"""Characters that pdfium leaves out of a page's text, read by pdfminer instead.

pdfminer knows the predefined Chinese encodings and needs no font of the system. It is slow, so it
runs only on pages of which something is missing.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any, Final

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from core.readers.unreadable import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.readers.frame import Box, Point

_NEAR: Final = 0.5
"""Points within which both libraries put the beginning of the same character."""
_STEPS: Final = (0.0, -_NEAR, _NEAR)
_DAMAGED: Final = (
    PDFException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises over damaged files; it has no error of its own for most of them."""
_CID: Final = 7
_DESCENT, _ASCENT, _WIDTH = 2.0, 7.0, 5.0
"""The box, in points, of a character of which nothing is known but where it begins."""


class Unseen:
    """The pages of a document as pdfminer reads them; opened when first asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: list[PDFPage] | None = None

    def characters(
        self, index: int, lost: Sequence[Point], known: Sequence[Point]
    ) -> Iterator[tuple[str, Box, Point]]:
        """The characters of the text objects that begin at the points ``lost``, with their boxes
        and the direction in which they run.

        ``known`` is where the other text objects of the page begin, so where a lost one ends. All
        count in the coordinates of the page's content, before crop and rotation. For an object
        that pdfminer does not find either comes one U+FFFD.
        """
        starts = {_rounded(*point): -1 for point in known}
        starts |= {_rounded(*point): number for number, point in enumerate(lost)}
        found: set[int] = set()
        current = -1
        for char in self._all(index):
            x, y = char.matrix[4:]
            around = (_rounded(x + dx, y + dy) for dx in _STEPS for dy in _STEPS)
            current = next((starts[spot] for spot in around if spot in starts), current)
            if current >= 0:
                found.add(current)
                text = char.get_text()
                # What has no Unicode value comes as the number within the font: (cid:17).
                yield text if len(text) < _CID else UNREADABLE, char.bbox, char.matrix[:2]
        spots = {_rounded(*lost[number]) for number in found}
        for x, y in lost:
            if _rounded(x, y) not in spots:
                yield UNREADABLE, (x, y - _DESCENT, x + _WIDTH, y + _ASCENT), (1.0, 0.0)

    def _all(self, index: int) -> list[LTChar]:
        try:
            if self._pages is None:
                document = PDFDocument(PDFParser(io.BytesIO(self._data)))
                self._pages = list(PDFPage.create_pages(document))
            page = self._pages[index]
            resources = PDFResourceManager()
            device = PDFPageAggregator(resources, laparams=None)
            # Without crop and rotation pdfminer counts as the page's content does.
            page.rotate = 0
            page.mediabox = (0.0, 0.0, page.mediabox[2], page.mediabox[3])
            PDFPageInterpreter(resources, device).process_page(page)
            return list(_characters(device.get_result()))
        except _DAMAGED:
            # Only pdfium can open it; what it leaves out comes as unreadable then.
            return []


def _rounded(x: float, y: float) -> tuple[int, int]:
    return round(x / _NEAR), round(y / _NEAR)


def _characters(container: LTContainer[Any]) -> Iterator[LTChar]:
    for element in container:
        if isinstance(element, LTChar):
            yield element
        elif isinstance(element, LTContainer):
            yield from _characters(element)
