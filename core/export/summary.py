"""汇总: one line a report with all its statutory cells, the area's total above them.

Which columns there are is known only when all reports were seen. So a line is first written with
every cell of every edition, and put together with those that are needed at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Origin
from core.checks.instances import sum_rules
from core.export import canvas as c
from core.export.canvas import Formula, Ordinal, Spot
from core.export.choice import Settled
from core.export.counts import Counts
from core.export.headings import Heading, all_headings, heading_numbers
from core.export.ink import COLUMN, FIELD, ROW, Ink, letters, number_cell, row_of
from core.export.lists import latest_corrections
from core.export.mark import shown_value
from core.export.report_sheet import is_signed, look_of
from core.export.shape import shapes_in
from core.export.wording import note_of
from core.review import Review

OWN_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 26),
    ("年度", 7),
    ("版式", 8),
    ("文件", 26),
    ("错误", 7),
    ("不确定", 8),
    ("更正", 7),
)
OWN_GROUPS: Final = (("报告", 1, 5), ("核查", 6, 8))
FIRST_LINE: Final = 4
"""Two lines of heading, the total, and then the reports."""

_STATED: Final = ("requests.result_total", "requests.balance")
_LEAD: Final = len(f'<c r="{COLUMN}')
"""A cell whose column is chosen later is kept without its beginning."""
_NO_AGENCY: Final = "（未识别）"
_UNKNOWN: Final = (Origin.AMBIGUOUS, Origin.MISSING)


@dataclass(frozen=True, slots=True)
class Check:
    """A sum that must be 0 in every line: some cells less others."""

    title: str
    plus: tuple[Address, ...]
    less: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A report's line yet without its columns.

    ``used`` are the headings that the report's form has, ``amounts`` the numbers but 0 by heading,
    and ``notes`` what is noted on cells by heading.
    """

    xml: str
    used: frozenset[int]
    amounts: Mapping[int, Decimal]
    notes: Mapping[int, str]


@cache
def checks() -> tuple[Check, ...]:
    """The sums that the form itself states, over the totals of the applications and the disputes."""
    found: list[Check] = []
    for table in ("requests", "review"):
        rules = {r.code: r for edition in load_catalogue().forms for r in sum_rules(edition, table)}
        for rule in rules.values():
            sides = (rule.texts("left"), rule.texts("right"))
            if rule.code in _STATED:
                left, right = (tuple(Address(table, row, "total") for row in s) for s in sides)
                found.append(Check(f"{rule.domain}（总计）", left, right))
            elif table == "review":
                for row in load_catalogue().all_rows_of(table).values():
                    left, right = (tuple(Address(table, row.code, n) for n in s) for s in sides)
                    found.append(Check(row.path[-1], left, right))
    return tuple(found)


def own_spots(review: Review, counts: Counts, *, linked: bool) -> tuple[Spot, ...]:
    """The cells of a line that are about the report itself."""
    return (
        Spot(Ordinal.NEXT, c.NUMBER),
        Spot(review.agency or _NO_AGENCY, c.LINK if linked else c.TEXT),
        Spot(review.year, c.NUMBER),
        Spot(review.extraction.template, c.NUMBER),
        Spot(review.name),
        Spot(counts.errors, c.NUMBER),
        Spot(counts.unsure, c.NUMBER),
        Spot(counts.corrected, c.NUMBER),
    )


def used_headings(review: Review) -> frozenset[int]:
    """The headings that the report's form has."""
    extraction = review.extraction
    cells = tuple(review.statement.values)
    return _used(extraction.template, tuple(sorted(extraction.editions.items())), cells)


@lru_cache(maxsize=256)
def _used(
    template: str, editions: tuple[tuple[str, str], ...], cells: tuple[Address, ...]
) -> frozenset[int]:
    """Many reports print the same cells."""
    numbers = heading_numbers()
    shapes = shapes_in(template, dict(editions), cells, load_catalogue().forms)
    return frozenset(numbers[a] for s in shapes for a in s.addresses() if a in numbers)


def line_of(review: Review, counts: Counts, ink: Ink, choice: Settled) -> Line:
    """The report's line."""
    own = own_spots(review, counts, linked=choice.report_sheets)
    first = "".join(ink.cell(spot, letters(n)) for n, spot in enumerate(own, 1))
    cells, amounts = [""] * len(all_headings()), dict[int, Decimal]()
    for number, address in _headed(review):
        value, look = shown_value(review, address), look_of(review, address)
        signed = is_signed(address)
        if isinstance(value, Decimal):
            cells[number] = number_cell(str(value), look, signed)
            if value or value.as_tuple().exponent:  # a plain 0 adds nothing, and most are 0
                amounts[number] = value
        else:
            cells[number] = ink.cell(Spot(value, look, signed=signed))
    last = [str(_residue(review, check)) for check in checks()]
    return Line(
        FIELD.join([first, *(cell[_LEAD:] for cell in cells), *last]),
        used_headings(review),
        amounts,
        _notes(review) if choice.is_detailed else {},
    )


def _headed(review: Review) -> Iterator[tuple[int, Address]]:
    """The cells of the report that have a heading, with its number."""
    numbers = heading_numbers()
    return ((numbers[a], a) for a in review.statement.values if a in numbers)


def value_spots(review: Review) -> dict[int, Spot]:
    """The cells of the report by heading, without their notes."""
    return {
        number: Spot(
            shown_value(review, address), look_of(review, address), signed=is_signed(address)
        )
        for number, address in _headed(review)
    }


def _notes(review: Review) -> dict[int, str]:
    """What is noted on the cells of the report, by heading."""
    latest = latest_corrections(review)
    told = ((n, note_of(review, address, latest.get(address))) for n, address in _headed(review))
    return {number: note for number, note in told if note}


def _residue(review: Review, check: Check) -> Decimal:
    """What the check yields: texts, blanks and cells that are not known count as 0."""
    return _sum(review, check.plus) - _sum(review, check.less)


def _sum(review: Review, addresses: Sequence[Address]) -> Decimal:
    statement = review.statement
    values = (
        statement.values.get(a) for a in addresses if statement.origins.get(a) not in _UNKNOWN
    )
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the finished sheet: which headings, from which column on."""

    kept: tuple[int, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in their order."""
        every = all_headings()
        return tuple(every[number] for number in self.kept)

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks of which the sheet has the cells."""
        shown = {heading.address for heading in self.headings}
        return tuple(k for k in checks() if shown & {*k.plus} and shown & {*k.less})

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(OWN_COLUMNS) + len(self.kept) + len(self.checks)

    def letters(self) -> dict[Address, str]:
        """The letters of each cell's column."""
        first = len(OWN_COLUMNS) + 1
        return {h.address: letters(first + n) for n, h in enumerate(self.headings)}


def finished(lines: Iterator[str], columns: Columns) -> Iterator[str]:
    """The lines with the columns that were kept, and the checks as live formulas."""
    first = len(OWN_COLUMNS) + 1
    leads = [f'<c r="{letters(first + n)}' for n in range(len(columns.kept))]
    ink = Ink()
    absent = ink.cell(Spot(look=c.ABSENT))[_LEAD:]
    every, formulas = checks(), _formulas(columns)
    for line in lines:
        fields = line.split(FIELD)
        cells = [
            lead + (fields[1 + number] or absent)
            for number, lead in zip(columns.kept, leads, strict=True)
        ]
        residues = dict(zip(every, fields[-len(every) :], strict=True))
        tail = [
            ink.cell(Spot(Formula(text, Decimal(residues[check])), c.CHECK), name)
            for check, name, text in formulas
        ]
        yield row_of("".join([fields[0], *cells, *tail]))


def _formulas(columns: Columns) -> list[tuple[Check, str, str]]:
    """Each check with the letters of its column and its formula, the row left open."""
    names = columns.letters()
    first = len(OWN_COLUMNS) + len(columns.kept) + 1
    return [
        (check, letters(first + n), f"{_sum_of(check.plus, names)}-{_sum_of(check.less, names)}")
        for n, check in enumerate(columns.checks)
    ]


def _sum_of(addresses: Sequence[Address], names: Mapping[Address, str]) -> str:
    """A sum over the cells of the same line; texts and blanks count as 0."""
    shown = [f"{names[address]}{ROW}" for address in addresses if address in names]
    return f"SUM({','.join(shown)})"


def total_row(columns: Columns, totals: Mapping[int, Decimal], reports: int) -> list[Spot | None]:
    """The area's total as live sums over the lines below.

    Amounts of which the unit is printed beside are converted: 元 and 万元 cannot be added.
    """
    last = FIRST_LINE + max(reports, 1) - 1
    names = columns.letters()
    row: list[Spot | None] = [Spot(look=c.TOTAL) for _ in OWN_COLUMNS]
    row[1] = Spot("合计", c.TOTAL)
    for number, heading in zip(columns.kept, columns.headings, strict=True):
        area = _area(names[heading.address], last)
        unit = names.get(heading.address._replace(column=f"{heading.address.column}_unit"))
        if heading.kind == "unit":
            row.append(Spot("万元", c.TOTAL))
        elif unit is not None:
            of = _area(unit, last)
            text = f'SUMIF({of},"万元",{area})+SUMIF({of},"元",{area})/10000'
            row.append(Spot(Formula(text, number_format="0.00"), c.TOTAL))
        else:
            value = totals.get(number, Decimal(0))
            row.append(Spot(Formula(f"SUM({area})", value), c.TOTAL))
    first = len(OWN_COLUMNS) + len(columns.kept) + 1
    for n, _ in enumerate(columns.checks):
        area = _area(letters(first + n), last)
        row.append(Spot(Formula(f'COUNTIF({area},"<>0")'), c.TOTAL))
    return row


def _area(name: str, last: int) -> str:
    return f"{name}{FIRST_LINE}:{name}{last}"
