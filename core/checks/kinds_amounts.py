"""Kinds of rules about amounts of money: their units and decimals."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.agencies import Level, OrganKind
from core.catalogue import load_catalogue
from core.checks.figures import number_text
from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.findings import Finding, Status
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.agencies import Organ
    from core.checks.subject import Fault, Subject
    from core.rules import Rule

_OUGHT: Final = "万元"


def judge_unit(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """An amount that is to be in 万元 is not printed in another unit, nor as large as one in 元.

    A number with at most two decimals that is above ``most`` for each project is likely in 元, and
    so is any above ``large`` of a town or a bureau.
    """
    amount, unit, projects = (Address.parse(rule.text(k)) for k in ("amount", "unit", "projects"))
    number, count = subject.figure(amount).number, subject.figure(projects).number
    cells = (amount, unit, projects)
    if number is None:
        reason = say("金额未读到或有多种读法", "the amount was not read or is not clear")
        answer = Answer(Status.CANNOT_TELL, amount.row, doubtful(rule, "", reason), cells)
        yield finding(rule, subject, answer)
        return
    printed = subject.statement.value(unit)
    words = {"amount": number_text(number), "unit": "", "as_due": number_text(number / 10000)}
    most = subject.threshold(rule, "most")
    if number and isinstance(printed, str) and printed != _OUGHT:
        words["unit"] = printed
        status = Status.FAIL
    elif _is_large(number, count, most) or (
        number >= subject.threshold(rule, "large") and _is_small(subject.organ)
    ):
        words["unit"] = _OUGHT if printed else say("（未注明单位）", " (no unit printed)")
        status = Status.FAIL
    else:
        status = Status.PASS
    message = sentence(rule, words) if status is Status.FAIL else passed(rule, "")
    facts = (printed,) if isinstance(printed, str) else ()
    yield finding(rule, subject, Answer(status, amount.row, message, cells, facts=facts))


def _is_small(organ: Organ) -> bool:
    """Whether the organ is a town or a department, which do not buy for a billion yuan."""
    departments = (OrganKind.DEPARTMENT, OrganKind.ENFORCEMENT, OrganKind.PETITIONS)
    return organ.is_surely(Level.TOWN) or organ.kind in departments


def _is_large(number: Decimal, count: Decimal | None, most: Decimal) -> bool:
    exponent = number.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return bool(count and decimals <= 2 and number > most * count)


def judge_decimals(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """An amount has the decimals that the heading asks for, unless it is 0 or in another unit."""
    remarks = subject.statement.extraction.prose.remarks
    asked = next((r for r in remarks if r.kind == "asked_decimals"), None)
    if asked is None:
        return
    cell, unit = (Address.parse(rule.text(key)) for key in ("amount", "unit"))
    number = subject.figure(cell).number
    answer = Answer(Status.PASS, cell.row, passed(rule, ""), (cell,), text=(asked.span,))
    if number is None:
        reason = say("金额未读到或有多种读法", "the amount was not read or is not clear")
        status, message = Status.CANNOT_TELL, doubtful(rule, "", reason)
        answer = replace(answer, status=status, message=message)
    elif number and subject.statement.value(unit) in (None, _OUGHT):
        printed = next(s.printed for s in subject.cells[cell.table] if s.address == cell)
        decimals = _decimals(printed, number)
        words = {"amount": number_text(number), "count": str(decimals), "asked": asked.value}
        if decimals != int(asked.value):
            answer = replace(answer, status=Status.FAIL, message=sentence(rule, words))
    yield finding(rule, subject, answer)


def _decimals(printed: str, number: Decimal) -> int:
    """How many decimals stand in the source; of a number that a person set, those it has."""
    found = re.search(r"\d(?:\.(\d+))?\D*$", printed)
    if found:
        return len(found[1] or "")
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _faults(rule: Rule) -> Iterator[Fault]:
    """Cells that no edition of the rule's tables has."""
    catalogue = load_catalogue()
    for key in rule.parameters:
        table, _, rest = rule.text(key).partition(".")
        row, _, column = rest.partition(".")
        known = table in rule.tables and row in catalogue.all_rows_of(table)
        if not known or column not in catalogue.all_columns_of(table):
            yield key, f"没有“{rule.text(key)}”", f"no “{rule.text(key)}”"


KINDS: Final = {
    "amount_unit": KindSpec(
        judge_unit,
        {
            "amount": ParameterSpec("text"),
            "unit": ParameterSpec("text"),
            "projects": ParameterSpec("text"),
        },
        lambda _rule: ("amount", "unit", "as_due"),
        _faults,
    ),
    "amount_decimals": KindSpec(
        judge_decimals,
        {"amount": ParameterSpec("text"), "unit": ParameterSpec("text")},
        lambda _rule: ("amount", "count", "asked"),
        _faults,
    ),
}
