"""Kinds of rules that look at cells one by one: what stands in them and how it is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.cells import Origin
from core.checks.figures import number_text
from core.checks.subject import Answer, KindSpec, Seen, doubtful, finding, passed, sentence
from core.checks.words import cell_words, table_words
from core.findings import Finding, Status
from core.language import say
from core.rules import ParameterSpec
from core.values import normalised, parse_printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.address import Address
    from core.checks.subject import Subject
    from core.rules import Rule

_NAMED_CELLS: Final = 3
_SEPARATED: Final = re.compile(r"\d,\d{3}")
_LEADING_ZERO: Final = re.compile(r"0\d")


Test = Callable[[Seen, Decimal], "bool | None"]
"""Whether something is wrong with a cell, given the rule's limit; None where it cannot be told."""


def _is_negative(seen: Seen, _limit: Decimal) -> bool:
    number = seen.figure.number
    return seen.kind != "change" and number is not None and number < 0


def _is_broken(seen: Seen, _limit: Decimal) -> bool:
    number = seen.figure.number
    return seen.kind != "amount" and number is not None and number != number.to_integral_value()


def _has_more_decimals(seen: Seen, limit: Decimal) -> bool:
    number = seen.figure.number
    if seen.kind != "amount" or number is None:
        return False
    exponent = number.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > limit


def _is_unread(seen: Seen, _limit: Decimal) -> bool | None:
    if seen.figure.number is not None:
        return False
    return True if seen.figure.text != "?" else None


def _has_unit(seen: Seen, _limit: Decimal) -> bool:
    parsed = parse_printed(seen.printed, seen.kind)
    return parsed is not None and parsed.unit is not None


def _has_no_direction(seen: Seen, _limit: Decimal) -> bool:
    if seen.kind != "change" or not seen.figure.number:
        return False
    parsed = parse_printed(seen.printed, seen.kind)
    return parsed is not None and not parsed.signed


def _is_unusual(seen: Seen, _limit: Decimal) -> bool:
    return seen.figure.number is not None and bool(seen.printed) and _is_odd(seen.printed.strip())


@lru_cache(maxsize=4096)
def _is_odd(text: str) -> bool:
    """Leading zeros, full-width digits, separators of thousands."""
    return bool(
        any(unicodedata.east_asian_width(char) == "F" and char.isdigit() for char in text)
        or _SEPARATED.search(text)
        or _LEADING_ZERO.match(normalised(text))
    )


def _is_placeholder(seen: Seen, _limit: Decimal) -> bool:
    return seen.figure.is_blank and bool(seen.figure.text)


_TESTS: Final[Mapping[str, Test]] = {
    "negative": _is_negative,
    "broken": _is_broken,
    "decimals": _has_more_decimals,
    "unread": _is_unread,
    "unit": _has_unit,
    "direction": _has_no_direction,
    "unusual": _is_unusual,
    "placeholder": _is_placeholder,
}


def judge_cells(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One answer a table: no cell may be such as the rule's test says; those that are, are named."""
    limit = subject.threshold(rule, "limit") if "limit" in rule.thresholds else Decimal(0)
    test, columns = _TESTS[rule.text("test")], rule.texts("columns")
    for table in subject.tables(rule):
        if not subject.is_table_touched(table):
            continue
        answers = [
            (seen.address, answer)
            for seen in subject.cells.get(table, ())
            if (not columns or seen.address.column in columns)
            and (answer := test(seen, limit)) is not False
        ]
        yield _finding(rule, subject, table, answers)


def _finding(
    rule: Rule, subject: Subject, table: str, answers: Sequence[tuple[Address, bool | None]]
) -> Finding:
    where = table_words(subject.edition(table), table)
    wrong = tuple(address for address, answer in answers if answer)
    unknown = tuple(address for address, answer in answers if answer is None)
    if wrong:
        words = {"where": where, "cells": _listed(subject, wrong), "count": str(len(wrong))}
        return finding(rule, subject, Answer(Status.FAIL, table, sentence(rule, words), wrong))
    if unknown:
        cells = _listed(subject, unknown)
        reason = say(f"未读到或有多种读法：{cells}", f"not read or not clear: {cells}")
        message = doubtful(rule, where, reason)
        return finding(rule, subject, Answer(Status.CANNOT_TELL, table, message, unknown))
    return finding(rule, subject, Answer(Status.PASS, table, passed(rule, where)))


def _listed(subject: Subject, addresses: Sequence[Address]) -> str:
    """The first cells with what stands in them, and how many there are."""
    named = [_cell(subject, address) for address in addresses[:_NAMED_CELLS]]
    text = say("、", ", ").join(named)
    if len(addresses) <= _NAMED_CELLS:
        return text
    return text + say(f"等 {len(addresses)} 格", f" and {len(addresses) - _NAMED_CELLS} more")


def _cell(subject: Subject, address: Address) -> str:
    words = cell_words(subject.edition(address.table), address)
    reading = subject.statement.reading(address)
    number = subject.figure(address).number
    if subject.statement.origins[address] is Origin.CORRECTED and number is not None:
        return f"{words} {number_text(number)}"
    printed = " ".join(reading.printed.split()) if reading is not None else ""
    return f"{words} {printed}".rstrip()


KINDS: Final = {
    "cells": KindSpec(
        judge_cells,
        {
            "test": ParameterSpec("text", allowed=tuple(_TESTS)),
            "columns": ParameterSpec("texts", required=False),
        },
        lambda _rule: ("where", "cells", "count"),
        any_table=True,
        by_cells=True,
    )
}
