"""Writers of the bundled samples: one function a format, each with the accidents of its kind."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from pathlib import Path
from typing import Final

import docx
import openpyxl
import reportlab
from docx.document import Document as WordDocument
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from resources.samples.layout import UPRIGHT, Box, Line, Ruled, pieces
from resources.samples.reports import Report

CJK_FONT: Final = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
"""Debian's fonts-droid-fallback; its glyphs are embedded, so the samples render everywhere."""

_EPOCH: Final = (2024, 1, 2, 0, 0, 0)


# --- PDF -----------------------------------------------------------------------------------------


def write_pdf(report: Report) -> bytes:
    """Ruled tables on A4; labels wrap, the result label stands upright, a table crosses a page."""
    pdfmetrics.registerFont(TTFont("Han", str(CJK_FONT)))
    latin = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    pdfmetrics.registerFont(TTFont("Latin", str(latin)))
    story: list[Flowable] = []
    for piece in pieces(report):
        if isinstance(piece, Line):
            story.append(_pdf_line(piece))
        elif piece.code == "requests" and report.page_break_after:
            above, below = piece.cut(report.page_break_after)
            story += [_pdf_table(above), PageBreak(), _pdf_table(below), Spacer(1, 10)]
        else:
            story += [_pdf_table(piece), Spacer(1, 10)]
    target = io.BytesIO()
    page = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=56,
        rightMargin=56,
        topMargin=64,
        bottomMargin=64,
        title=report.title,
        author=report.agency,
        invariant=1,
    )
    page.build(story)
    return target.getvalue()


def _marked(text: str) -> str:
    """Markup that sets what the Chinese font lacks (digits, Latin, quotes) in the other font."""
    runs = re.findall(r"[\x20-\x7e“”—]+|[^\x20-\x7e“”—]+", text)
    return "".join(
        f'<font name="Latin">{escape(run)}</font>'
        if re.match(r"[\x20-\x7e“”—]", run)
        else escape(run)
        for run in runs
    )


def _style(name: str, size: float, *, centred: bool = False) -> ParagraphStyle:
    style = ParagraphStyle(name, fontName="Han", fontSize=size, leading=size * 1.4, wordWrap="CJK")
    if centred:
        style.alignment = TA_CENTER
    return style


def _pdf_line(line: Line) -> Paragraph:
    size = {"title": 16.0, "heading": 13.0, "text": 11.0}[line.kind]
    style = _style(line.kind, size, centred=line.kind == "title")
    style.spaceBefore = style.spaceAfter = 6
    if line.kind == "text":
        style.firstLineIndent = 2 * size
    return Paragraph(_marked(line.text), style)


def _pdf_table(ruled: Ruled) -> Table:
    grid: list[list[Flowable | str]] = [[""] * ruled.width for _ in ruled.rows]
    spans: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    commands = [
        ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    printed = _style("cell", 8.5, centred=True)
    for row, column, box in ruled.placed():
        narrow = any(box.text and box.text in label for label in UPRIGHT) or (
            ruled.code == "review" and not box.figure and box.rows > 1
        )
        text = "<br/>".join(map(_marked, box.text)) if narrow else _marked(box.text)
        grid[row][column] = Paragraph(text, printed)
        if box.columns > 1 or box.rows > 1:
            end = (column + box.columns - 1, row + box.rows - 1)
            spans.append(("SPAN", (column, row), end))
    style = TableStyle([*commands, *spans])
    return Table(grid, colWidths=_widths(ruled), style=style, splitByRow=1)


def _widths(ruled: Ruled) -> list[float]:
    if ruled.code == "requests":
        return [22.0, 52.0, 150.0, *([37.0] * 7)]
    return [480.0 / ruled.width] * ruled.width


# --- DOCX ----------------------------------------------------------------------------------------


def write_docx(report: Report) -> bytes:
    """Word's own merged cells, both ways."""
    document = docx.Document()
    document.core_properties.title = report.title
    document.core_properties.author = report.agency
    for piece in pieces(report):
        if isinstance(piece, Line):
            document.add_paragraph(piece.text)
        else:
            _docx_table(document, piece)
    target = io.BytesIO()
    document.save(target)
    return _timeless(target.getvalue())


def _docx_table(document: WordDocument, ruled: Ruled) -> None:
    table = document.add_table(len(ruled.rows), ruled.width, style="Table Grid")
    for row, column, box in ruled.placed():
        cell = table.cell(row, column)
        if box.columns > 1 or box.rows > 1:
            cell = cell.merge(table.cell(row + box.rows - 1, column + box.columns - 1))
        cell.text = box.text


# --- XLSX ----------------------------------------------------------------------------------------


def write_xlsx(report: Report) -> bytes:
    """One sheet: paragraphs in the first column, tables with merged cells, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has one worksheet"
    sheet.title = "年度报告"
    line = Side(style="thin")
    row = 1
    for piece in pieces(report):
        if isinstance(piece, Line):
            sheet.cell(row, 1, piece.text)
            row += 1
            continue
        for top, left, box in piece.placed():
            cell = sheet.cell(row + top, left + 1, _typed(box))
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            if box.columns > 1 or box.rows > 1:
                sheet.merge_cells(
                    start_row=row + top,
                    start_column=left + 1,
                    end_row=row + top + box.rows - 1,
                    end_column=left + box.columns,
                )
        row += len(piece.rows) + 1
    target = io.BytesIO()
    book.save(target)
    return _timeless(target.getvalue())


def _typed(box: Box) -> int | float | str | None:
    if box.figure and re.fullmatch(r"\d+", box.text):
        return int(box.text)
    if box.figure and re.fullmatch(r"\d+\.\d+", box.text):
        return float(box.text)
    return box.text or None


def _timeless(data: bytes) -> bytes:
    """The same archive with fixed times, so that writing it again gives the same bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(\w+)[^>]*>)[^<]*(</dcterms:)",
                    rb"\g<1>2024-01-02T00:00:00Z\3",
                    content,
                )
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


# --- HTML ----------------------------------------------------------------------------------------

_PAGE: Final = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}-{agency}门户网站</title>
<style>table {{ border-collapse: collapse }} td {{ border: 1px solid }}</style>
</head>
<body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/hudong/">互动交流</a></li></ul></div>
<table class="crumbs"><tr><td>当前位置：</td><td><a href="/">首页</a></td><td>政府信息公开年报</td></tr></table>
<h1>{title}</h1>
<p>发布日期：{next_year}-01-26　浏览次数：318　字号：大 中 小</p>
<div class="article">
{body}
</div>
<div class="footer"><p>主办：{agency}　网站标识码：0000000000　联系电话：0000-0000000</p>
<p>分享到：微信　微博　【打印】【关闭】</p></div>
</body>
</html>
"""


def write_html(report: Report) -> bytes:
    """A page of a web site: spans, navigation around, declared gb2312 and written in gb18030."""
    body = "\n".join(
        f"<p>　　{escape(piece.text)}</p>" if isinstance(piece, Line) else _html_table(piece)
        for piece in pieces(report)[1:]
    )
    page = _PAGE.format(
        title=report.title, agency=report.agency, next_year=report.year + 1, body=body
    )
    return page.encode("gb18030")


def _html_table(ruled: Ruled) -> str:
    lines = ["<table>"]
    for row in ruled.rows:
        cells = "".join(_html_cell(box) for box in row)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table>"])


def _html_cell(box: Box) -> str:
    spans = (f' colspan="{box.columns}"' if box.columns > 1 else "") + (
        f' rowspan="{box.rows}"' if box.rows > 1 else ""
    )
    return f"<td{spans}>{escape(box.text) or '&nbsp;'}</td>"


# --- TXT -----------------------------------------------------------------------------------------


def write_tabbed(report: Report) -> bytes:
    """Text pasted from a page: tabs between cells, and no cell where a span covers it.

    So a row of the application table has one, two or three label cells before its values.
    """
    lines: list[str] = []
    for piece in pieces(report):
        if isinstance(piece, Line):
            lines += [piece.text, ""]
        else:
            lines += ["\t".join(box.text for box in row) for row in piece.rows]
            lines.append("")
    return "\n".join(lines).encode()


def write_dump(report: Report) -> bytes:
    """The text layer of a page: blanks between values, labels broken over lines, one upright."""
    lines: list[str] = []
    for piece in pieces(report):
        if isinstance(piece, Line):
            lines += _broken(piece.text, 28)
        elif piece.code == "requests":
            lines += _dumped_requests(piece)
        elif piece.code == "review":
            lines += _dumped_review(piece)
        else:
            lines += [" ".join(box.text for box in row) for row in piece.rows]
    return "\n\n".join(f"{line} " for line in lines).encode()


def _broken(text: str, length: int) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


def _dumped_requests(ruled: Ruled) -> list[str]:
    """Rows as a page's text gives them; the upright label comes one character a line."""
    lines: list[str] = []
    for number, row in enumerate(ruled.rows):
        labels = [box.text for box in row if not box.figure]
        values = "  ".join(box.text for box in row if box.figure)
        if number < 3:
            lines += [part for label in labels for part in _broken(label, 20)]
            continue
        if labels[0] in UPRIGHT:
            lines += list(labels.pop(0))
        if len(labels) == 2:
            lines += _broken(labels.pop(0), 5)
        head = labels[0]
        if len(head) <= 18:
            lines.append(f"{head} {values} ")
        else:
            lines += [*_broken(head, 14), f" {values} "]
    return lines


def _dumped_review(ruled: Ruled) -> list[str]:
    """Outcome labels two characters a line, then the fifteen values on one line."""
    groups, first, second, values = ruled.rows
    lines = [" ".join(box.text for box in groups)]
    for box in first:
        lines += [box.text] if box.columns > 1 else _broken(box.text, 2)
    lines += [part for box in second for part in _broken(box.text, 2)]
    lines.append("  ".join(box.text for box in values))
    return lines
