"""两年对比: what an agency's two consecutive reports must have in common, and how its figures moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Origin
from core.export import canvas as c
from core.export.canvas import Formula, Ordinal, Spot
from core.export.ink import PERCENT, ROW, letters
from core.export.shape import column_name, row_name
from core.review import Review
from core.statement import Statement

OWN_COLUMNS: Final = (("序号", 6), ("单位", 26), ("上年年度", 9), ("本年年度", 9), ("文件", 26))

_NEWEST: Final = "2021"
_UNKNOWN: Final = (Origin.AMBIGUOUS, Origin.MISSING)
_MOVING: Final = (
    ("新收申请", "requests.new.total"),
    ("办理结果总计", "requests.total.total"),
    ("行政许可决定", "art20_5.licensing.decisions"),
    ("行政处罚决定", "art20_6.penalty.decisions"),
    ("行政强制决定", "art20_6.coercion.decisions"),
    ("收费金额（万元）", "art20_8.fees.amount"),
    ("行政复议总计", "review.reconsideration.total"),
    ("未经复议直接起诉总计", "review.litigation_direct.total"),
    ("复议后起诉总计", "review.litigation_after_reconsideration.total"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some figures of last year and of this one, and formulas over them.

    ``title`` stands over the columns. Of ``formulas`` each is a heading, its text with ``{0}`` for
    the first figure's cell and so on, and whether it must be 0.
    """

    title: str
    figures: tuple[Figure, ...]
    formulas: tuple[Derived, ...]

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.figures) + len(self.formulas)


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of one of the two reports."""

    heading: str
    address: Address
    is_former: bool


@dataclass(frozen=True, slots=True)
class Derived:
    """A column computed from the figures, signs by figure; a rate is of the first figure."""

    heading: str
    signs: tuple[int, ...]
    is_rate: bool = False
    must_be_zero: bool = False


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Carry-over of every column, documents in force, then the rates of change."""
    return (*_carried_over(), *_in_force(), *(_moved(title, name) for title, name in _MOVING))


def _carried_over() -> Iterator[Comparison]:
    forms = load_catalogue().forms
    for column in load_catalogue().table(_NEWEST, "requests").columns:
        label = column_name(forms, _NEWEST, "requests", column.code)
        yield Comparison(
            f"结转：{label}",
            (
                Figure("上年结转下年", Address("requests", "carried_out", column.code), True),
                Figure("本年上年结转", Address("requests", "carried_in", column.code), False),
            ),
            (Derived("差额", (-1, 1), must_be_zero=True),),
        )


def _in_force() -> Iterator[Comparison]:
    forms = load_catalogue().forms
    for row in ("regulations", "normative_documents"):
        yield Comparison(
            f"现行有效：{row_name(forms, _NEWEST, 'art20_1', row)}",
            (
                Figure("上年现行有效", Address("art20_1", row, "in_force"), True),
                Figure("本年制发", Address("art20_1", row, "issued"), False),
                Figure("本年废止", Address("art20_1", row, "repealed"), False),
                Figure("本年现行有效", Address("art20_1", row, "in_force"), False),
            ),
            (
                Derived("应为", (1, 1, -1, 0)),
                Derived("差额", (-1, -1, 1, 1), must_be_zero=True),
            ),
        )


def _moved(title: str, name: str) -> Comparison:
    address = Address.parse(name)
    return Comparison(
        title,
        (Figure("上年", address, True), Figure("本年", address, False)),
        (Derived("增减", (-1, 1)), Derived("变化率", (-1, 1), is_rate=True)),
    )


def years_rows(review: Review) -> Iterator[list[Spot | None]]:
    """One line for a report whose agency's report of the year before is there; else none."""
    before, year = review.before, review.year
    if before is None or before.year is None or year is None or before.year + 1 != year:
        return
    line: list[Spot | None] = [
        Spot(Ordinal.NEXT, c.NUMBER),
        Spot(review.agency or review.name),
        Spot(before.year, c.NUMBER),
        Spot(year, c.NUMBER),
        Spot(review.name),
    ]
    for comparison in comparisons():
        line += _compared(comparison, before, review.statement, len(line) + 1)
    yield line


def _compared(
    comparison: Comparison, before: Statement, now: Statement, column: int
) -> Iterator[Spot]:
    """The figures, then what follows from them where both reports have all of them."""
    values: list[Decimal | None] = []
    for figure in comparison.figures:
        statement = before if figure.is_former else now
        spot = _figure_spot(statement, figure.address)
        yield spot
        values.append(_number(statement, figure.address))
    names = [f"{letters(column + n)}{ROW}" for n in range(len(values))]
    known = [value for value in values if value is not None]
    for derived in comparison.formulas:
        if len(known) == len(values):
            yield _derived_spot(derived, names, known)
        else:
            yield Spot(look=c.CHECK)


def _figure_spot(statement: Statement, address: Address) -> Spot:
    if address not in statement.values:
        return Spot(look=c.ABSENT)
    origin = statement.origins.get(address, Origin.MISSING)
    value = None if origin in _UNKNOWN else statement.values[address]
    return Spot(value, c.LOOK_OF[origin])


def _number(statement: Statement, address: Address) -> Decimal | None:
    """What the cell counts as: a blank as 0; None where it is not known or not in the form."""
    if address not in statement.values or statement.origins.get(address) in _UNKNOWN:
        return None
    value = statement.values[address]
    return value if isinstance(value, Decimal) else Decimal(0)


def _derived_spot(derived: Derived, names: Sequence[str], values: Sequence[Decimal]) -> Spot:
    signed = [(s, n, v) for s, n, v in zip(derived.signs, names, values, strict=True) if s]
    plus = ",".join(name for sign, name, _ in signed if sign > 0)
    less = ",".join(name for sign, name, _ in signed if sign < 0)
    # SUM takes a text or a blank for 0, where + would fail.
    text = f"SUM({plus})-SUM({less})"
    value = sum((sign * number for sign, _, number in signed), Decimal(0))
    if not derived.is_rate:
        return Spot(Formula(text, value), c.CHECK)
    rate = value / values[0] if values[0] else None
    return Spot(
        Formula(f'IF(SUM({less})=0,"",({text})/SUM({less}))', rate and round(rate, 6), PERCENT),
        c.CHECK,
    )


def zero_columns() -> tuple[int, ...]:
    """The columns, from 1, that must be 0 in every line."""
    found: list[int] = []
    column = len(OWN_COLUMNS) + 1
    for comparison in comparisons():
        first = column + len(comparison.figures)
        found += [first + n for n, d in enumerate(comparison.formulas) if d.must_be_zero]
        column += comparison.width
    return tuple(found)
