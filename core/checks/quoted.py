"""Figures of the prose as rules compare them: whether they speak of this year, and how exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.checks.figures import number_text
from core.checks.words import cell_words, column_of, row_of, short_label
from core.language import say
from core.prose import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.checks.subject import Subject
    from core.findings import Finding
    from core.prose import Mention
    from core.rules import Rule

_ONE: Final = Decimal(1)
_MOST_NAMED: Final = 2
_TENTH: Final = Decimal("0.1")
_PRECISION_WORDS: Final = {
    Precision.EXACT: ("", ""),
    Precision.ABOUT: ("约 ", "about "),
    Precision.MORE: ("多于 ", "more than "),
    Precision.LESS: ("不足 ", "less than "),
}


@lru_cache(maxsize=256)
def named_sums(rule: Rule, key: str) -> tuple[tuple[str, tuple[Address, ...]], ...]:
    """Families with the cells that are added: ``natural_person: requests.new.natural_person``."""
    named = (text.partition(":") for text in rule.texts(key))
    return tuple(
        (family.strip(), tuple(Address.parse(name.strip()) for name in sums.split("+")))
        for family, _, sums in named
    )


def mentions_of(subject: Subject, family: str) -> Iterator[Mention]:
    """What the prose says of this year, denials and numbers that were left out aside.

    A figure under the year before is the report's own where no other is given: then the year is
    the slip, and what is said stays doubtful.
    """
    every = [m for m in subject.statement.extraction.prose.mentions if m.family == family]
    figures = [m for m in every if m.value is not None and m.unit]
    report_year = year_of(subject)
    present = [m for m in figures if report_year is None or m.year in (None, report_year)]
    if present or report_year is None:
        yield from present
        return
    for mention in figures:
        if mention.year == report_year - 1:
            yield replace(mention, doubt=mention.doubt or "year")


def is_of_this_year(subject: Subject, mention: Mention) -> bool:
    """Whether the figure is said of the year that the report is about."""
    year = year_of(subject)
    return year is None or mention.year in (None, year)


def year_of(subject: Subject) -> int | None:
    """The year of the report; None where the document does not say."""
    value = subject.statement.extraction.year.value
    return int(value) if value and value.isdecimal() else None


def agrees(said: Mention, printed: Decimal, unit: Decimal = _ONE) -> bool:
    """Whether a number can be what is said; ``unit`` is what 1 in the cell is worth in the prose.

    310余 is from 310 up to 320, 近百 and 约5 are within a step or a tenth, a rounded amount within
    half a unit of its last decimal.
    """
    if said.value is None or said.number is None:
        return False
    difference = printed * unit - said.number
    if said.precision is Precision.EXACT:
        return abs(difference) <= _half_of_last_decimal(said, printed, unit)
    step = max(_step(said), abs(said.number) * _TENTH, _ONE)
    match said.precision:
        case Precision.MORE:
            return 0 <= difference <= step
        case Precision.LESS:
            return -step <= difference <= 0
        case _:
            return abs(difference) <= step


def _half_of_last_decimal(said: Mention, printed: Decimal, unit: Decimal) -> Decimal:
    """Half a unit of the last decimal of the figure with fewer; 0 between whole numbers."""
    value, number = said.value or _ONE, said.number or _ONE
    factor = number / value if value else _ONE
    ends = (_last_decimal(value) * factor, _last_decimal(printed) * unit)
    return Decimal(0) if factor == unit == _ONE else max(ends) / 2


def _last_decimal(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return _ONE.scaleb(min(exponent, 0)) if isinstance(exponent, int) else _ONE


def _step(said: Mention) -> Decimal:
    """What the last figure that is not 0 counts: 10 in 310, 1000 in 3000."""
    number = said.number or _ONE
    return _ONE.scaleb(
        max(number.normalize().adjusted() - len(number.normalize().as_tuple().digits) + 1, 0)
    )


def as_warning(found: Finding, *, when: bool) -> Finding:
    """The finding, no graver than a warning where what the prose means is not beyond doubt."""
    return replace(found, severity="warning") if when and found.severity == "error" else found


def is_doubtful(mention: Mention) -> bool:
    """Whether a contradiction with it can be no more than a warning."""
    return bool(mention.doubt) or mention.precision is not Precision.EXACT


def said_text(mention: Mention) -> str:
    """The figure for a sentence, with its unit: 约 50件."""
    if mention.value is None:
        return mention.unit
    zh, en = _PRECISION_WORDS[mention.precision]
    return say(zh, en) + number_text(mention.value) + mention.unit


def place_of(mention: Mention) -> str:
    """An instance's name: the characters at which the figure stands."""
    return f"{mention.span.start}-{mention.span.end}"


def cells_text(subject: Subject, addresses: tuple[Address, ...]) -> str:
    """The cells by name: a sum of two with a plus between, of more by what they have in common."""
    if len(addresses) > _MOST_NAMED:
        return _in_common(subject, addresses)
    words = (cell_words(subject.edition(a.table), a) for a in addresses)
    return say(" 加 ", " plus ").join(words)


def _in_common(subject: Subject, addresses: tuple[Address, ...]) -> str:
    edition = subject.edition(addresses[0].table)
    rows = [r.path for a in addresses if (r := row_of(edition, a.table, a.row))]
    columns = [c.path for a in addresses if (c := column_of(edition, a.table, a.column))]
    row, column = _last_shared(rows), short_label(_last_shared(columns))
    if not row:
        return say(" 加 ", " plus ").join(cell_words(edition, address) for address in addresses)
    return say(f"“{row}”各项“{column}”之和", f"the sum of “{row}”, “{column}”")


def _last_shared(paths: list[tuple[str, ...]]) -> str:
    """The innermost heading that all have."""
    shared = [levels[0] for levels in zip(*paths, strict=False) if len(set(levels)) == 1]
    return shared[-1] if shared else ""
