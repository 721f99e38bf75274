"""What befalls a PDF after it was written: pages that became pictures, digits without a meaning."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.corpus.layouts import Draft

_FINE: Final = 1.5
"""Pixels a point of a scan."""
_FONT: Final = re.compile(rb"<<\s*/BaseFont /[A-Z]{6}\+DejaVu.*?>>", re.DOTALL)


def scanned(data: bytes, draft: Draft, printed: Mapping[str, int]) -> bytes:
    """The same report with one page as a picture: the one that prints most figures.

    ``printed`` has the page of each address, from 1; its figures on that page are lost.
    """
    pages = Counter(printed.values())
    number = max(pages, key=lambda page: (pages[page], -page))
    draft.lost.update(address for address, page in printed.items() if page == number)
    pdf = pypdfium2.PdfDocument(data)
    picture = _picture(pdf[number - 1])
    whole = pypdfium2.PdfDocument.new()
    whole.import_pages(pdf)
    del whole[number - 1]
    whole.import_pages(pypdfium2.PdfDocument(picture), index=number - 1)
    out = BytesIO()
    whole.save(out)
    return out.getvalue()


def _picture(page: Any) -> bytes:  # noqa: ANN401 - pypdfium2 has no types
    """A PDF of one page with nothing but the picture of this one."""
    width, height = page.get_size()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.drawImage(ImageReader(page.render(scale=_FINE).to_pil()), 0, 0, width, height)
    canvas.save()
    return out.getvalue()


def without_mapping(data: bytes) -> bytes:
    """The same file when its Latin font does not say which characters its shapes are (H-16)."""
    return _FONT.sub(lambda found: found.group().replace(b"/ToUnicode", b"/ToUnicodX"), data)
