"""The sheets that are lists: 汇总, 问题清单, 更正记录."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.cells import Origin
from core.checks.rulebook import rules_by_code
from core.corrections import Correction
from core.export import canvas as c
from core.export.canvas import Losses, Spot, append, close, lay_out_page, merge
from core.export.report_sheet import spot_of
from core.export.shape import Forms, TableShape
from core.export.wording import (
    GESTURES,
    cell_name,
    handling_of,
    kind_of,
    location_of,
    moment,
)
from core.findings import Finding, Status
from core.review import Review
from core.values import Value, value_to_text

PROBLEM_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 24),
    ("年度", 7),
    ("位置（章节/表/行/列）", 40),
    ("问题类型", 44),
    ("报告原文/表中数", 14),
    ("应为/计算值", 14),
    ("差额", 10),
    ("依据(规则号)", 24),
    ("处理意见", 28),
    ("整改情况", 20),
    ("复核人", 10),
)
CORRECTION_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 24),
    ("年度", 7),
    ("文件", 24),
    ("单元格", 44),
    ("单元格代码", 26),
    ("机器读数", 11),
    ("原值", 11),
    ("新值", 11),
    ("原因", 26),
    ("更正人", 12),
    ("时间", 24),
    ("操作", 12),
)
_SUMMARY_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 26),
    ("年度", 7),
    ("版式", 8),
    ("文件", 26),
    ("错误", 7),
    ("不确定", 8),
    ("更正", 7),
)


_SUMMARY_GROUPS: Final = (("报告", 1, 5), ("核查", 6, 8))
_NO_AGENCY: Final = "（未识别）"


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one report or of all; ``unsure`` are cells no one may rely on unseen."""

    errors: int = 0
    problems: int = 0
    unsure: int = 0
    corrected: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.errors + other.errors,
            self.problems + other.problems,
            self.unsure + other.unsure,
            self.corrected + other.corrected,
        )


def counts_of(review: Review) -> Counts:
    """Failed errors, all problems, unsure cells (ambiguous, missing, inferred), corrected ones."""
    origins = list(review.statement.origins.values())
    return Counts(
        sum(1 for f in review.problems if f.severity == "error" and f.status is Status.FAIL),
        len(review.problems),
        sum(1 for o in origins if o in (Origin.AMBIGUOUS, Origin.MISSING, Origin.INFERRED)),
        sum(1 for o in origins if o is Origin.CORRECTED),
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of 汇总: the cell it shows, and its two lines of heading."""

    address: Address
    row: str
    column: str


def headings_of(shapes: Iterable[TableShape], order: Forms) -> tuple[Heading, ...]:
    """The columns of 汇总: every cell that some report has, in official order."""
    found: dict[Address, Heading] = {}
    for shape in shapes:
        for row in shape.rows:
            above = " / ".join(row.path)
            if shape.code.startswith("art20_"):
                above = f"{shape.heading} {above}"
            for column in shape.columns:
                address = Address(shape.code, row.code, column.code)
                found.setdefault(address, Heading(address, above, column.label))
    rank = _official_ranks(order)
    last = (len(rank), len(rank), len(rank))
    return tuple(sorted(found.values(), key=lambda h: _rank(rank, h.address, last)))


def _official_ranks(forms: Forms) -> dict[tuple[str, str], int]:
    """A place in the order for tables, rows and columns of all editions, older editions first."""
    ranks: dict[tuple[str, str], int] = {}
    tables = dict.fromkeys(
        sorted(
            (t.code for form in forms.values() for t in form.tables),
            key=lambda code: ({"requests": 1, "review": 2}.get(code, 0), code),
        )
    )
    for code in tables:
        ranks["table", code] = len(ranks)
        specs = [form.table(code) for form in forms.values() if form.has_table(code)]
        for name in _interleaved([[row.code for row in spec.rows] for spec in specs]):
            ranks.setdefault((f"{code}.row", name), len(ranks))
        for name in _interleaved([[col.code for col in spec.columns] for spec in specs]):
            ranks.setdefault((f"{code}.column", name), len(ranks))
    return ranks


def _interleaved(orders: Sequence[Sequence[str]]) -> list[str]:
    """One order that keeps each of the given ones: a new name follows the one before it.

    Names before the first shared one come last, so that the editions' own columns stay together.
    """
    merged: list[str] = []
    for names in orders:
        position = len(merged)
        for name in names:
            if name in merged:
                position = merged.index(name) + 1
            else:
                merged.insert(position, name)
                position += 1
    return merged


def _rank(
    rank: Mapping[tuple[str, str], int], address: Address, last: tuple[int, int, int]
) -> tuple[int, int, int]:
    return (
        rank.get(("table", address.table), last[0]),
        rank.get((f"{address.table}.row", address.row), last[1]),
        rank.get((f"{address.table}.column", address.column), last[2]),
    )


def write_summary(
    sheet: Worksheet,
    reviews: Iterable[Review],
    headings: Sequence[Heading],
    links: Mapping[int, str],
    losses: Losses,
) -> Counts:
    """One row a report. ``links`` leads from a row (from 0) to the sheet of its report."""
    _set_up(sheet, [width for _, width in _SUMMARY_COLUMNS], frozen="C3", repeated="1:2")
    for position in range(len(headings)):
        letter = get_column_letter(len(_SUMMARY_COLUMNS) + 1 + position)
        sheet.column_dimensions[letter].width = 10
    sheet.row_dimensions[1].height = 62
    sheet.row_dimensions[2].height = 34
    _write_summary_head(sheet, headings, losses)
    total, number = Counts(), 0
    for number, review in enumerate(reviews, 1):
        counts = counts_of(review)
        total += counts
        row = _summary_row(number, review, counts, headings, links)
        append(sheet, row, losses)
    width = get_column_letter(len(_SUMMARY_COLUMNS) + len(headings))
    sheet.auto_filter.ref = f"A2:{width}{number + 2}"
    close(sheet)
    return total


def _write_summary_head(sheet: Worksheet, headings: Sequence[Heading], losses: Losses) -> None:
    own = [Spot(name, c.HEAD) for name, _ in _SUMMARY_COLUMNS]
    above = [Spot(look=c.HEAD) for _ in own]
    areas: list[tuple[int, int, int, int]] = []
    for text, first, last in _SUMMARY_GROUPS:
        above[first - 1] = Spot(text, c.HEAD)
        areas.append((1, first, 1, last))
    append(sheet, [*above, *(Spot(h.row, c.HEAD) for h in headings)], losses)
    append(sheet, [*own, *(Spot(h.column, c.HEAD) for h in headings)], losses)
    start = 0
    for position in range(1, len(headings) + 1):
        ends = position == len(headings) or _owner(headings[position]) != _owner(headings[start])
        if ends:
            left = len(own) + 1 + start
            if position - start > 1:
                areas.append((1, left, 1, len(own) + position))
            start = position
    merge(sheet, areas)


def _owner(heading: Heading) -> tuple[str, str]:
    return heading.address.table, heading.address.row


def _summary_row(
    number: int,
    review: Review,
    counts: Counts,
    headings: Sequence[Heading],
    links: Mapping[int, str],
) -> list[Spot]:
    link = links.get(number - 1, "")
    noted = bool(links)
    latest = latest_corrections(review)
    row = [
        Spot(number, c.NUMBER),
        Spot(review.agency or _NO_AGENCY, c.LINK if link else c.TEXT, link=link),
        Spot(review.year, c.NUMBER),
        Spot(review.extraction.template, c.NUMBER),
        Spot(review.name, c.TEXT),
        Spot(counts.errors, c.NUMBER),
        Spot(counts.unsure, c.NUMBER),
        Spot(counts.corrected, c.NUMBER),
    ]
    for heading in headings:
        address = heading.address
        if address in review.statement.values:
            row.append(spot_of(review, address, latest.get(address), noted=noted))
        else:
            row.append(Spot(look=c.ABSENT))
    return row


def latest_corrections(review: Review) -> dict[Address, Correction]:
    """The last entry of the log for each cell."""
    ordered = sorted(review.corrections, key=lambda correction: correction.sequence)
    return {correction.address: correction for correction in ordered}


def write_problems(
    sheet: Worksheet, reviews: Iterable[Review], forms: Forms, losses: Losses
) -> int:
    """问题清单: one row a finding that is no pass. Returns how many."""
    return _write_list(sheet, PROBLEM_COLUMNS, _problem_rows(reviews, forms), losses)


def _problem_rows(reviews: Iterable[Review], forms: Forms) -> Iterator[list[Spot]]:
    number = 0
    for review in reviews:
        for finding in review.problems:
            number += 1
            handling, reviewer = handling_of(review, finding)
            yield [
                Spot(number, c.NUMBER),
                Spot(review.agency or review.name),
                Spot(review.year, c.NUMBER),
                Spot(location_of(forms, review, finding)),
                Spot(kind_of(finding)),
                Spot(finding.right, c.NUMBER),
                Spot(finding.left, c.NUMBER),
                Spot(_difference(finding), c.NUMBER),
                Spot(_basis(finding)),
                Spot(handling),
                Spot(),
                Spot(reviewer),
            ]


def _difference(finding: Finding) -> Decimal | None:
    """What is printed minus what it should be, so that the three numbers of a row read across."""
    if finding.left is None or finding.right is None:
        return finding.difference
    return finding.right - finding.left


def _basis(finding: Finding) -> str:
    rule = rules_by_code().get(finding.rule)
    return f"{rule.domain}（{finding.rule}）" if rule else finding.rule


def write_corrections(
    sheet: Worksheet, reviews: Iterable[Review], forms: Forms, losses: Losses
) -> int:
    """更正记录: the whole log in its order, undone entries included. Returns how many rows."""
    return _write_list(sheet, CORRECTION_COLUMNS, _correction_rows(reviews, forms), losses)


def _correction_rows(reviews: Iterable[Review], forms: Forms) -> Iterator[list[Spot]]:
    number = 0
    for review in reviews:
        for entry in sorted(review.corrections, key=lambda correction: correction.sequence):
            number += 1
            yield [
                Spot(number, c.NUMBER),
                Spot(review.agency),
                Spot(review.year, c.NUMBER),
                Spot(review.name),
                Spot(cell_name(forms, review, entry.address)),
                Spot(str(entry.address)),
                _state(entry.machine),
                _state(entry.old),
                _state(entry.new),
                Spot(entry.reason),
                Spot(entry.author),
                Spot(moment(entry.made_at)),
                Spot(GESTURES[entry.gesture]),
            ]


def _state(value: Value) -> Spot:
    return Spot(value if isinstance(value, Decimal) else value_to_text(value), c.NUMBER)


def _write_list(
    sheet: Worksheet,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[list[Spot]],
    losses: Losses,
) -> int:
    _set_up(sheet, [width for _, width in columns], frozen="A2", repeated="1:1")
    sheet.row_dimensions[1].height = 28
    append(sheet, [Spot(name, c.HEAD) for name, _ in columns], losses)
    number = 0
    for row in rows:
        number += 1
        append(sheet, row, losses)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{number + 1}"
    close(sheet)
    return number


def _set_up(sheet: Worksheet, widths: Sequence[int], *, frozen: str, repeated: str) -> None:
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = frozen
    sheet.print_title_rows = repeated
    lay_out_page(sheet)
