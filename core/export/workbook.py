"""The workbook: 汇总, 问题清单, 更正记录, 说明, and one sheet a report in the official form."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.workbook.properties import CalcProperties

from core.catalogue import load_catalogue
from core.export.about import About, write_about
from core.export.atomic import damaged, write_atomically
from core.export.canvas import Losses, add_looks, new_sheet
from core.export.gate import SheetTitles
from core.export.lists import (
    headings_of,
    latest_corrections,
    write_corrections,
    write_problems,
    write_summary,
)
from core.export.report_sheet import draw_report
from core.export.shape import Forms, shapes_of
from core.language import say
from core.review import Review

SUMMARY: Final = "汇总"
PROBLEMS: Final = "问题清单"
CORRECTIONS: Final = "更正记录"
ABOUT: Final = "说明"
SHEET_LIMIT: Final = 300
"""Above this many reports their own sheets are left out: no one turns over so many tabs."""


def write_workbook(
    path: Path,
    reviews: Sequence[Review],
    *,
    made_at: str,
    author: str = "",
    report_sheets: bool | None = None,
) -> None:
    """Write the workbook to ``path``, whole or not at all.

    ``report_sheets`` asks for the sheets of the reports or leaves them out; None decides by their
    number. Raises ExportError.
    """
    with_sheets = len(reviews) <= SHEET_LIMIT if report_sheets is None else report_sheets
    forms = load_catalogue().forms
    titles = _titles(reviews) if with_sheets else {}
    expected = [SUMMARY, PROBLEMS, CORRECTIONS, ABOUT, *titles.values()]

    def fill(hidden: Path) -> None:
        book = _build(reviews, forms, titles, made_at, author)
        book.save(hidden)

    write_atomically(path, fill, lambda hidden: _check(hidden, path, expected, len(reviews)))


def _titles(reviews: Sequence[Review]) -> dict[int, str]:
    claims = SheetTitles()
    for title in (SUMMARY, PROBLEMS, CORRECTIONS, ABOUT):
        claims.claim(title)
    return {
        number: claims.claim(f"{review.agency or review.name} {review.year or ''}")
        for number, review in enumerate(reviews)
    }


def _build(
    reviews: Sequence[Review],
    forms: Forms,
    titles: dict[int, str],
    made_at: str,
    author: str,
) -> Workbook:
    book = Workbook(write_only=True)
    add_looks(book)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.creator = author or "勾稽"
    book.properties.title = "政府信息公开工作年度报告汇总"
    losses = Losses()
    summary, problems, corrections, about = (
        new_sheet(book, title) for title in (SUMMARY, PROBLEMS, CORRECTIONS, ABOUT)
    )
    shapes = (shape for review in reviews for shape in shapes_of(review, forms))
    headings = headings_of(shapes, forms)
    counts = write_summary(summary, reviews, headings, titles, losses)
    write_problems(problems, reviews, forms, losses)
    entries = write_corrections(corrections, reviews, forms, losses)
    for number, title in titles.items():
        review = reviews[number]
        draw_report(
            new_sheet(book, title),
            review,
            shapes_of(review, forms),
            latest_corrections(review),
            back=SUMMARY,
            losses=losses,
        )
    left_out = bool(reviews) and not titles
    facts = About(made_at, author, len(reviews), counts, entries, left_out, SHEET_LIMIT)
    write_about(about, facts, losses)
    return book


def _check(hidden: Path, path: Path, expected: Sequence[str], reports: int) -> None:
    """Read the file back: a sound archive, the sheets in order, one line a report in 汇总."""
    try:
        with zipfile.ZipFile(hidden) as archive:
            broken = archive.testzip()
            lines = _count_rows(archive, "xl/worksheets/sheet1.xml")
        with hidden.open("rb") as stream:
            book = load_workbook(stream, read_only=True)
            found = book.sheetnames
            book.close()
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError) as error:
        raise damaged(path, say("文件不完整", "the file is not complete")) from error
    if broken:
        raise damaged(path, say(f"压缩包中的 {broken} 损坏", f"{broken} is broken"))
    if found != list(expected):
        raise damaged(path, say("工作表不全", "sheets are missing"))
    if lines != reports + 2:
        raise damaged(path, say("汇总的行数不符", "rows of the summary are missing"))


def _count_rows(archive: zipfile.ZipFile, member: str) -> int:
    """How many rows a sheet has, read in pieces: the summary of many reports is a large file."""
    mark, count, tail = b"<row ", 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(1 << 20):
            piece = tail + piece
            count += piece.count(mark)
            tail = piece[1 - len(mark) :]
    return count
