"""Office files of one XML, and pages that a word processor's document holds as they are."""

from __future__ import annotations

import quopri
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pytest

from core.errors import UnreadableSource
from core.readers import read_document
from tests.helpers.marked_up import HEADINGS, article, figures, page, read
from tests.helpers.plain_tables import report_tables

if TYPE_CHECKING:
    from tests.helpers.plain_tables import Table

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_2003: Final = "http://schemas.microsoft.com/office/word/2003/wordml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.microsoft.com/office/2006/xmlPackage"
_SHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>'


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _word_table(table: Table) -> str:
    rows = ("".join(f"<w:tc>{_paragraph(text)}</w:tc>" for text in row) for row in table)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _body(*, zeros: bool = True) -> str:
    title, *heads = map(_paragraph, HEADINGS)
    tables = [*map(_word_table, report_tables(zeros=zeros)), ""]
    return title + "".join(head + table for head, table in zip(heads, tables, strict=True))


def _of_2003(body: str) -> bytes:
    return (
        f'{_DECLARED}<?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{_WORD_2003}" xmlns:wx="aux"><w:body><wx:sect>{body}</wx:sect>'
        "</w:body></w:wordDocument>"
    ).encode()


def _package(body: str) -> bytes:
    return (
        f'{_DECLARED}<?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="{_PACKAGE}">'
        '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
        f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
        "</pkg:xmlData></pkg:part></pkg:package>"
    ).encode()


def _workbook(*sheets: str) -> bytes:
    return (
        f'{_DECLARED}<?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{_SHEET}" xmlns:ss="{_SHEET}" xmlns:x="excel">{"".join(sheets)}</Workbook>'
    ).encode()


def _sheet(rows: str, name: str = "表", options: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{options}</Worksheet>'


def _sheet_of(table: Table) -> str:
    """The rows with blank cells left out: the number of a cell says where it stands."""
    rows: list[str] = []
    for row in table:
        cells = (
            f'<Cell ss:Index="{n}"><Data ss:Type="{"Number" if text.isdigit() else "String"}">'
            f"{text}</Data></Cell>"
            for n, text in enumerate(row, 1)
            if text
        )
        rows.append(f"<Row>{''.join(cells)}</Row>")
    return _sheet("".join(rows))


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
@pytest.mark.parametrize("write", [_of_2003, _package], ids=["word2003", "package"])
def test_that_every_cell_is_read_of_a_word_file_of_one_xml(write: object, zeros: bool) -> None:
    assert callable(write)

    data = write(_body(zeros=zeros))

    assert isinstance(data, bytes)
    assert read_document(data, "报告.doc").format == "docx"
    assert read(data) == figures(zeros=zeros)


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
def test_that_every_cell_is_read_of_a_workbook_of_one_xml(zeros: bool) -> None:
    data = _workbook(*map(_sheet_of, report_tables(zeros=zeros)))

    assert read_document(data, "报告.xls").format == "xlsx"
    assert read(data) == figures(zeros=zeros)


def test_that_cells_below_each_other_are_one_as_word_2003_merges_them() -> None:
    merged = "<w:tc><w:tcPr><w:vmerge{}/></w:tcPr>{}</w:tc>"
    rows = [
        merged.format(' w:val="restart"', _paragraph("三、")) + f"<w:tc>{_paragraph('1')}</w:tc>",
        merged.format("", "<w:p/>") + f"<w:tc>{_paragraph('2')}</w:tc>",
    ]
    document = read_document(
        _of_2003(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"), "a.doc"
    )

    slots = document.grids[0].slots
    assert [(s.row, s.column, s.row_span, s.text) for s in slots] == [
        (0, 0, 2, "三、"),
        (0, 1, 1, "1"),
        (1, 1, 1, "2"),
    ]


def test_that_cells_of_a_workbook_stand_where_merged_ones_leave_room() -> None:
    rows = (
        '<Row><Cell ss:MergeDown="1"><Data>甲</Data></Cell>'
        '<Cell ss:MergeAcross="1"><Data>乙</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="Number">12.50</Data></Cell><Cell><Data>丁</Data></Cell></Row>'
    )
    slots = read_document(_workbook(_sheet(rows)), "a.xls").grids[0].slots

    assert [(s.row, s.column, s.row_span, s.column_span, s.text) for s in slots] == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "12.5"),
        (1, 2, 1, 1, "丁"),
    ]


def test_that_hidden_sheets_and_rows_of_a_workbook_of_one_xml_are_left_out() -> None:
    shown = _sheet(
        "<Row><Cell><Data>甲</Data></Cell><Cell><Data>1</Data></Cell></Row>"
        '<Row ss:Hidden="1"><Cell><Data>乙</Data></Cell></Row>'
    )
    hidden = _sheet(
        "<Row><Cell><Data>丙</Data></Cell></Row>",
        options="<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>",
    )

    assert read_document(_workbook(shown, hidden), "a.xls").text == "表\n甲\t1\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_of_2003("<w:p>")[:-20], "docx.damaged"),
        (
            _of_2003("").replace(b"<w:word", b"<!DOCTYPE w [<!ENTITY a '1'>]><w:word", 1),
            "archive.unsafe",
        ),
        (_of_2003("<w:p/>"), "document.no_text"),
        (
            _workbook(_sheet('<Row ss:Index="900000000"><Cell><Data>1</Data></Cell></Row>')),
            "document.too_complex",
        ),
        (_workbook(_sheet('<Row><Cell ss:MergeDown="999999999"/></Row>')), "document.too_complex"),
    ],
    ids=["cut off", "entities", "blank", "far", "merged"],
)
def test_that_an_office_file_of_one_xml_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(data, "报告.doc")

    assert caught.value.code == code
    assert "报告.doc" in str(caught.value)


def _with_chunk(file: str, held: bytes, body: str = '<w:altChunk r:id="c1"/>') -> bytes:
    relations = (
        f'{_DECLARED}<Relationships xmlns="{_RELATIONS}"><Relationship Id="c1" '
        f'Type="{_OFFICE}/aFChunk" Target="{file}"/></Relationships>'
    )
    document = (
        f'{_DECLARED}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>{body}</w:body>'
        "</w:document>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("word/document.xml", document)
        container.writestr("word/_rels/document.xml.rels", relations)
        container.writestr("word/afchunk" + file[file.rindex(".") :], held)
    return out.getvalue()


def _saved(markup: bytes) -> bytes:
    return (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + quopri.encodestring(markup)
        + b"\r\n--b--\r\n"
    )


@pytest.mark.parametrize("file", ["afchunk.htm", "/word/afchunk.html", "afchunk.mht"])
def test_that_a_page_is_read_which_a_document_holds_as_a_part(file: str) -> None:
    markup = page(article())

    data = _with_chunk(file, _saved(markup) if file.endswith("mht") else markup)

    assert read(data) == figures()


def test_that_a_part_is_left_out_when_the_document_has_it_not() -> None:
    data = _with_chunk(
        "elsewhere.htm",
        b"<p>1</p>",
        _paragraph("甲") + '<w:altChunk r:id="c1"/><w:altChunk r:id="c2"/>',
    )

    assert read_document(data, "a.docx").text == "甲\n"


def test_that_a_drawing_is_read_in_its_older_version_when_the_newer_has_no_text() -> None:
    def box(kind: str, text: str) -> str:
        return f"<m:{kind}><w:txbxContent>{text}</w:txbxContent></m:{kind}>"

    older = box("Fallback", _paragraph("旧"))
    both = box("Choice", _paragraph("新")) + older
    drawings = "".join(
        f'<w:p><w:r><m:AlternateContent xmlns:m="compatibility">{versions}</m:AlternateContent>'
        "</w:r></w:p>"
        for versions in (older, both)
    )

    assert read_document(_package(drawings), "a.doc").text.split() == ["旧", "新"]
