from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from core.errors import UnreadableSource
from core.readers import read_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # pyright: ignore[reportAttributeAccessIssue]
    return target.getvalue()


def word(body: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return target.getvalue()


def test_that_word_paragraphs_and_merged_cells_keep_their_order_and_spans() -> None:
    document = docx.Document()
    document.core_properties.title = "年度报告"
    document.add_paragraph("一、总体情况")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数量"
    table.cell(1, 1).text, table.cell(1, 2).text = "3", "4"
    table.cell(2, 0).text = "合计"
    document.add_paragraph("结束")

    read = read_document(saved(document), "a")
    grid = read.grids[0]

    assert (read.format, read.title, grid.rows, grid.columns) == ("docx", "年度报告", 3, 3)
    assert [(s.row, s.column, s.row_span, s.column_span, s.text) for s in grid.slots] == [
        (0, 0, 2, 1, "项目"),
        (0, 1, 1, 2, "数量"),
        (1, 1, 1, 1, "3"),
        (1, 2, 1, 1, "4"),
        (2, 0, 1, 1, "合计"),
        (2, 1, 1, 1, ""),
        (2, 2, 1, 1, ""),
    ]
    assert read.text == "一、总体情况\n项目\t数量\n3\t4\n合计\t\t\n结束\n"


def test_that_deleted_and_hidden_text_of_word_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>收</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    assert read_document(word(body), "a").text == "收新\n控件\n"


def test_that_nested_word_tables_follow_the_table_that_holds_them() -> None:
    cell = "<w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc>"
    inner = f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}</w:tc></w:tr></w:tbl>"

    grids = read_document(word(outer), "a").grids

    assert [[slot.text for slot in grid.slots] for grid in grids] == [["外"], ["内", "内"]]


def test_that_a_span_of_a_thousand_million_columns_is_cut() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'

    grid = read_document(word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), "a").grids[0]

    assert (grid.rows, grid.columns) == (1, 1)


def test_that_a_sheet_is_read_as_excel_shows_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "申请"
    sheet["B2"], sheet["B3"], sheet["C3"] = "标题", 95.0, 1234.5
    sheet["C3"].number_format = "#,##0.00"
    sheet["B4"], sheet["C4"] = 0.1 + 0.2, 0
    sheet.merge_cells("B2:C2")
    hidden = book.create_sheet("旧表")
    hidden["A1"], hidden.sheet_state = 1, "hidden"

    read = read_document(saved(book), "a")

    assert read.text == "申请\n标题\n95\t1,234.50\n0.3\t0\n"
    assert (read.grids[0].slots[0].column_span, len(read.grids)) == (2, 1)
    assert any("旧表" in note for note in read.notes)


def test_that_formulas_without_a_stored_result_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = 5, "=A1*2"

    assert any(
        note.startswith(("有 1 个公式", "1 formula"))
        for note in read_document(saved(book), "a").notes
    )


@pytest.mark.parametrize("corner", ["A1:XFD1048576", "A1:ZZ1000"])
def test_that_a_sheet_merged_without_measure_is_refused(corner: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merge = f'</sheetData><mergeCells><mergeCell ref="{corner}"/></mergeCells>'
                content = content.replace(b"</sheetData>", merge.encode())
            new.writestr(name, content)

    with pytest.raises(UnreadableSource) as caught:
        read_document(target.getvalue(), "a")
    assert caught.value.code == "document.too_complex"
