"""Reads Office files that are one XML file: Word's and Excel's of 2003, and Word's package as XML.

Programs that fill in templates write them, and call them .doc and .xls; Office opens them as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from core.readers.archive import attribute, local_name
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.bundles import unbundled
from core.readers.limits import GRID_UNITS, SHEET_COLUMNS, SHEET_ROWS, TEXT_BYTES
from core.readers.refusals import refusal
from core.readers.side_by_side import side_by_side
from core.readers.word_body import Body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]

    from core.document import Document

_ROOT: Final = re.compile(
    rb"<(?:\w+:)?(?:wordDocument\b|package\b[^>]{0,400}/xmlPackage"
    rb"|Workbook\b[^>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet)"
)
_HEAD: Final = 4096
_WORD: Final = "docx"
_EXCEL: Final = "xlsx"


def is_office_xml(data: bytes) -> bool:
    """Whether the bytes are such a file."""
    return data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and bool(
        _ROOT.search(data[:_HEAD])
    )


def read_office_xml(data: bytes, name: str) -> Document:
    """Read such a file. Raises UnreadableSource."""
    root = _parsed(data, name)
    assembly = Assembly()
    kind = _EXCEL if local_name(root) == "Workbook" else _WORD
    try:
        if kind == _EXCEL:
            _add_sheets(assembly, root)
        else:
            body = next((e for e in root.iter() if local_name(e) == "body"), None)
            if body is None:
                raise refusal("docx.damaged", name)
            Body(assembly).read(body)
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    if assembly.is_blank:
        raise refusal("document.no_text", name)
    return assembly.document(data, name, kind, title=_title(root))


def _parsed(data: bytes, name: str) -> _Element:
    if len(data) > TEXT_BYTES:
        raise refusal("file.too_large", name)
    # An entity could hide or invent figures, and no Office program writes a DOCTYPE.
    if b"<!DOCTYPE" in data:
        raise refusal("archive.unsafe", name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal("docx.damaged", name) from error


def _title(root: _Element) -> str:
    titles = [e for e in root.iter() if local_name(e) in ("Title", "title")]
    return (titles[0].text or "") if titles else ""


def _add_sheets(assembly: Assembly, root: _Element) -> None:
    for sheet in (e for e in root if local_name(e) == "Worksheet"):
        hidden = any(local_name(e) == "Visible" for e in sheet.iter())
        cells = [] if hidden else _printed(unbundled(list(_cells(sheet))))
        if any(cell.text for cell in cells):
            assembly.add_line(attribute(sheet, "Name") or "")
            for table in side_by_side(cells):
                assembly.add_grid(table)


def _printed(cells: list[RawCell]) -> list[RawCell]:
    return [RawCell(c.row, c.column, c.row_span, c.column_span, c.text.strip()) for c in cells]


def _cells(sheet: _Element) -> Iterator[RawCell]:
    """The cells of a sheet; rows and cells without a number follow the one before.

    Raises TooComplex.
    """
    row = units = 0
    taken: set[tuple[int, int]] = set()
    for line in (e for e in sheet.iter() if local_name(e) == "Row"):
        row = _count(line, "Index") or row + 1
        column = 0
        for cell in (e for e in line if local_name(e) == "Cell"):
            column = _count(cell, "Index") or column + 1
            while (row, column) in taken:
                column += 1
            width, height = 1 + _count(cell, "MergeAcross"), 1 + _count(cell, "MergeDown")
            units += width * height
            if units > GRID_UNITS or row > SHEET_ROWS or column > SHEET_COLUMNS:
                raise TooComplex
            if not _count(line, "Hidden"):
                yield RawCell(row, column, height, width, _text(cell))
            taken.update((row + n, column + m) for n in range(height) for m in range(width))
            column += width - 1
        row += _count(line, "Span")


def _text(cell: _Element) -> str:
    held = next((e for e in cell if local_name(e) == "Data"), None)
    text = "" if held is None else "".join(map(str, held.itertext()))
    # Numbers are written as the machine holds them: 15 or 15.0, 0.30000000000000004.
    if (
        held is not None
        and attribute(held, "Type") == "Number"
        and re.fullmatch(r"-?\d+\.\d+", text)
    ):
        return f"{float(text):.11g}"
    return text.replace("\r\n", "\n")


def _count(element: _Element, name: str) -> int:
    printed = attribute(element, name) or ""
    return int(printed[:9]) if printed.isascii() and printed.isdigit() else 0
