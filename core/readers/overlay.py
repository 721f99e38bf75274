"""What lies over the content of a PDF page and is seen as part of it: form fields, typed notes, lines
that strike out."""

from __future__ import annotations

from typing import Any, Final

import pypdfium2.raw as raw

_PRINTED: Final = frozenset(
    (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STRIKEOUT)
)


def with_fields_printed(pdf: Any, index: int) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    """The page with what was filled into its form fields, typed or struck out over it, as its own.

    pdfium's text and paths of a page know only its content. Seals, highlights and links stay apart from it.
    The caller closes the page.
    """
    page = pdf[index]
    if not any(_is_printed(page, number) for number in range(raw.FPDFPage_GetAnnotCount(page))):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    # Only a page that is opened anew has what was added to its content.
    page.close()
    return pdf[index]


def _is_printed(page: Any, number: int) -> bool:  # noqa: ANN401
    annotation = raw.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return False
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    return kind in _PRINTED
