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


def test_that_a_symbol_of_word_is_a_character_and_never_a_blank() -> None:
    cells = "".join(
        f'<w:tc><w:p><w:r><w:sym w:font="x" w:char="{code}"/></w:r></w:p></w:tc>'
        for code in ("2014", "F0BE", "2f", "")
    )

    grid = read_document(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a").grids[0]

    assert [slot.text for slot in grid.slots] == ["—", "\ufffd", "/", "\ufffd"]


def test_that_digits_of_the_symbol_font_are_digits() -> None:
    run = "".join(f'<w:r><w:sym w:font="Symbol" w:char="{c}"/></w:r>' for c in ("F031", "F032"))
    cells = f"<w:tc><w:p>{run}</w:p></w:tc>" * 2

    grid = read_document(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a").grids[0]

    assert [slot.text for slot in grid.slots] == ["12", "12"]


def test_that_the_prompt_of_an_empty_content_control_is_a_blank() -> None:
    def control(state: str, text: str) -> str:
        run = f"<w:r><w:t>{text}</w:t></w:r>"
        return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"

    empty = control("<w:showingPlcHdr/>", "单击此处输入文字。")
    filled = control("", "12")
    off = control('<w:showingPlcHdr w:val="0"/>', "3")
    cells = "".join(f"<w:tc><w:p>{inner}</w:p></w:tc>" for inner in (empty, filled, off))
    around = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        "<w:tc><w:p><w:r><w:t>请选择</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>"
    )

    grid = read_document(word(f"<w:tbl><w:tr>{cells}{around}</w:tr></w:tbl>"), "a").grids[0]

    assert [slot.text for slot in grid.slots] == ["", "12", "3", ""]


def test_that_a_picture_in_the_place_of_a_figure_is_no_blank() -> None:
    drawn = '<w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r>'
    runs = (drawn, f"<w:r><w:t>7</w:t></w:r>{drawn}", "")
    cells = "".join(f"<w:tc><w:p>{run}</w:p></w:tc>" for run in runs)

    grid = read_document(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a").grids[0]

    assert [slot.text for slot in grid.slots] == ["\ufffd", "7", ""]


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


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_that_struck_out_text_of_word_is_left_out_and_a_raised_digit_is_none() -> None:
    struck = f"<w:p>{run('21', '<w:strike/>')}{run('23')}</w:p>"
    kept = f"<w:p>{run('5', '<w:strike w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>"
    raised = '<w:vertAlign w:val="superscript"/>'

    read = read_document(word(struck + kept + f"<w:p>{run('7')}{run('1', raised)}</w:p>"), "a")

    assert read.text == "23\n5\n7¹\n"


def test_that_a_word_table_of_one_cell_is_text_of_the_cell_that_holds_it() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('12')}</w:p></w:tc></w:tr></w:tbl><w:p/>"
    row = f"<w:tr><w:tc><w:p>{run('总计')}</w:p></w:tc><w:tc>{inner}</w:tc></w:tr>"

    grids = read_document(word(f"<w:tbl>{row}</w:tbl>"), "a").grids

    assert [[slot.text for slot in grid.slots] for grid in grids] == [["总计", "12"]]


def test_that_hidden_rows_of_a_word_table_are_left_out() -> None:
    hidden = (
        "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>藏</w:t></w:r></w:p></w:tc></w:tr>"
    )
    shown = f"<w:tr><w:tc><w:p>{run('见')}</w:p></w:tc></w:tr>"

    assert read_document(word(f"<w:tbl>{hidden}{shown}</w:tbl>"), "a").text == "见\n"


def test_that_cells_that_word_does_not_have_are_told_from_blank_ones() -> None:
    short = f"<w:tr><w:tc><w:p>{run('1')}</w:p></w:tc></w:tr>"
    full = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"

    slots = read_document(word(f"<w:tbl>{short}{full}</w:tbl>"), "a").grids[0].slots

    assert [(slot.row, slot.column, slot.drawn) for slot in slots] == [
        (0, 0, True),
        (0, 1, False),
        (1, 0, True),
        (1, 1, True),
    ]


def test_that_a_formula_without_a_result_is_neither_a_figure_nor_blank() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"] = "总计", '=IF(D1="",1,2)', 4

    read = read_document(saved(book), "a")

    assert [slot.text for slot in read.grids[0].slots] == ["总计", '=IF(D1="",1,2)', "4"]
    assert len(read.notes) == 1


def test_that_an_error_of_a_formula_stands_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"] = 3, "#REF!"
    sheet["B1"].data_type = "e"

    assert read_document(saved(book), "a").text == "Sheet\n3\t#REF!\n"


def test_that_hidden_rows_and_columns_of_a_sheet_are_left_out_and_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 4):
        for column in range(1, 4):
            sheet.cell(row, column, 10 * row + column)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True

    read = read_document(saved(book), "a")

    assert read.text == "Sheet\n11\t13\n31\t33\n"
    assert any("Sheet" in note for note in read.notes)


def test_that_a_merged_cell_keeps_the_part_that_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"], sheet["B3"] = "标题", 5, 6
    sheet["A2"] = "组"
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True

    assert read_document(saved(book), "a").text == "Sheet\n标题\t\n组\t6\n"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12.0, "General", "12"),
        (1000, "0E+00", "1000"),
        (0.5, "0%", "50%"),
        (7, '0"件"', "7"),
        (568.28, "#,##0", "568.28"),
        (25.6835, "0.00", "25.6835"),
        (1 / 3, "0.00", "0.33"),
    ],
)
def test_that_a_number_keeps_its_value_whatever_its_format(
    value: float, number_format: str, shown: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"] = value, "尾"
    sheet["A1"].number_format = number_format

    assert read_document(saved(book), "a").text == f"Sheet\n{shown}\t尾\n"


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("0;-0;;@", ""),
        ("#,###", ""),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"),
        (r"0;-0;\—", "0"),
        ("#,##0_ ", "0"),
        ("0.00_);(0.00)", "0.00"),
        ("@", "0"),
        ('0"件"', "0"),
    ],
)
def test_that_a_zero_is_a_zero_unless_its_format_shows_nothing(
    number_format: str, shown: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["B1"] = 0, 4, "尾"
    sheet["A1"].number_format = number_format

    document = read_document(saved(book), "a")

    assert document.text == f"Sheet\n{shown}\t尾\n4\t\n"
    assert len(document.notes) == (not shown)


def test_that_zeros_which_a_sheet_does_not_show_are_blank_and_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"] = "头", 0, 10
    sheet.sheet_view.showZeros = False

    document = read_document(saved(book), "a")

    assert document.text == "Sheet\n头\t\t10\n"
    assert "1 个 0 设置为不显示" in document.notes[0]
