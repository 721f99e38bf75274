"""Kinds of rules on sums of money in the prose, on the fee statement and on announced parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.checks.figures import number_text
from core.checks.quoted import (
    agrees,
    as_warning,
    cells_text,
    is_doubtful,
    mentions_of,
    place_of,
    said_text,
    year_of,
)
from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.findings import Status
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from core.checks.subject import Fault, Subject
    from core.findings import Finding
    from core.prose import Mention, Remark
    from core.rules import Rule

_UNITS: Final = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000), "元": Decimal(1)}
_TEN: Final = Decimal(10)
_FIRST_YEAR_OF_FEES: Final = 2021
_UNPAID: Final = Address("requests", "other_2", "total")


def judge_amount(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """An amount of money equals its cell, in whatever unit each of them is given."""
    for mention in mentions_of(subject, rule.text("family")):
        yield _amount(rule, subject, mention, Address.parse(rule.text("cell")))


def _amount(rule: Rule, subject: Subject, mention: Mention, cell: Address) -> Finding:
    where, printed = _where(mention), subject.figure(cell).number
    units = _units_of(rule, subject)
    if printed is None or (subject.figure(cell).is_blank and mention.value):
        status, message, printed = Status.CANNOT_TELL, _unread(rule, subject, mention, cell), None
    elif any(agrees(mention, printed, unit) for unit in units):
        status, message = Status.PASS, passed(rule, where)
    else:
        values = {"words": mention.words, "said": said_text(mention)}
        values |= {"cells": cells_text(subject, (cell,)), "printed": number_text(printed)}
        status, message = Status.FAIL, sentence(rule, values)
    answer = Answer(
        status,
        place_of(mention),
        message,
        addresses=(cell,),
        left=mention.number,
        right=None if printed is None else printed * units[0],
        text=(mention.sentence,),
        facts=(said_text(mention),),
    )
    doubtful_unit = len(units) > 1
    return as_warning(finding(rule, subject, answer), when=is_doubtful(mention) or doubtful_unit)


def _where(mention: Mention) -> str:
    return say(f"正文“{mention.words}”", f"“{mention.words}”")


def _unread(rule: Rule, subject: Subject, mention: Mention, cell: Address) -> str:
    """The message where the cell does not let the rule be judged."""
    reason = cells_text(subject, (cell,)) + say("空白或没有读准", " is blank or not certain")
    return doubtful(rule, _where(mention), reason)


def _units_of(rule: Rule, subject: Subject) -> tuple[Decimal, ...]:
    """What 1 in the cell may be worth in yuan; several where no unit is printed."""
    named = rule.text("unit_cell")
    if not named:
        return (_UNITS["万元"],)
    printed = subject.statement.value(Address.parse(named))
    if isinstance(printed, str) and printed in _UNITS:
        return (_UNITS[printed],)
    return (_UNITS["万元"], _UNITS["元"])


def judge_fee(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The information fee is a multiple of ten yuan, and part of the administrative fees."""
    cell = Address.parse(rule.text("cell"))
    fees = subject.figure(cell).number
    for mention in mentions_of(subject, "information_fee"):
        yuan = mention.number or Decimal(0)
        reason = _fault_of_fee(yuan, fees)
        if reason:
            status = Status.FAIL
            values = {"words": mention.words, "said": said_text(mention), "reason": reason}
            message = sentence(rule, values)
        elif fees is None and yuan:
            status, message = Status.CANNOT_TELL, _unread(rule, subject, mention, cell)
        else:
            status, message = Status.PASS, passed(rule, _where(mention))
        answer = Answer(
            status,
            place_of(mention),
            message,
            addresses=(cell,),
            left=yuan,
            text=(mention.sentence,),
            facts=(said_text(mention),),
        )
        yield finding(rule, subject, answer)


def _fault_of_fee(yuan: Decimal, fees: Decimal | None) -> str:
    """What is wrong with the fee beside all fees (in 万元); "" where nothing is."""
    if yuan % _TEN:
        return say("不是 10 元的整倍数", " is no multiple of 10 yuan")
    if fees is not None and yuan > fees * _UNITS["万元"]:
        all_fees = number_text(fees)
        return say(
            f"多于表中的行政事业性收费 {all_fees} 万元",
            f" is more than all administrative fees, {all_fees} 万元",
        )
    return ""


def judge_fee_statement(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """From 2021 on section six says what information fees were collected, if only none."""
    year = year_of(subject)
    said = next(iter(_remarks(subject, "other_section")), None)
    if year is None or year < _FIRST_YEAR_OF_FEES or said is None or said.value == "text":
        return
    elsewhere = any(
        m.family in ("information_fee", "fee_notices")
        for m in subject.statement.extraction.prose.mentions
    )
    holds = said.value != "none" or elsewhere
    yield finding(
        rule,
        subject,
        Answer(
            Status.PASS if holds else Status.FAIL,
            "other",
            passed(rule, "") if holds else sentence(rule, {}),
            text=(said.span,),
            facts=(said.value, str(elsewhere)),
        ),
    )


def judge_fee_denied(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Who treated unpaid applications as given up has sent fee notices."""
    denial = _denial_of_fee(subject)
    if denial is None or _UNPAID not in subject.figures:
        return
    unpaid = subject.figure(_UNPAID)
    if not unpaid.is_usable:
        status, message = Status.CANNOT_TELL, _unread(rule, subject, denial, _UNPAID)
    elif unpaid.number:
        status = Status.FAIL
        values = {"words": denial.words, "printed": number_text(unpaid.number)}
        message = sentence(rule, values)
    else:
        status, message = Status.PASS, passed(rule, _where(denial))
    answer = Answer(
        status,
        place_of(denial),
        message,
        addresses=(_UNPAID,),
        text=(denial.sentence,),
        facts=(denial.family,),
    )
    # A notice may have been sent and nothing collected.
    yield as_warning(finding(rule, subject, answer), when=denial.family != "fee_notices")


def _denial_of_fee(subject: Subject) -> Mention | None:
    """The denial that a notice was sent, else that a fee was collected; None where some were sent."""
    said = subject.statement.extraction.prose.mentions
    if any(m.family == "fee_notices" and m.value for m in said):
        return None
    denials = {m.family: m for m in said if m.value == 0}
    return denials.get("fee_notices") or denials.get("information_fee")


def judge_announced_parts(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The report has as many parts as it says, counted where it lists them."""
    for announced, listed in zip(
        _remarks(subject, "announced_parts"), _remarks(subject, "listed_parts"), strict=False
    ):
        said, counted = int(announced.value), int(listed.value)
        holds = said == counted
        values = {"said": announced.value, "counted": listed.value}
        yield finding(
            rule,
            subject,
            Answer(
                Status.PASS if holds else Status.FAIL,
                "parts",
                passed(rule, "") if holds else sentence(rule, values),
                left=Decimal(said),
                right=Decimal(counted),
                text=(announced.span, listed.span),
                facts=(announced.value, listed.value),
            ),
        )


def _remarks(subject: Subject, kind: str) -> list[Remark]:
    return [r for r in subject.statement.extraction.prose.remarks if r.kind == kind]


def _cell_faults(rule: Rule) -> Iterator[Fault]:
    for key in ("cell", "unit_cell"):
        text = rule.text(key)
        if text and text.count(".") != 2:
            yield key, f"“{text}”不是格子", f"“{text}” is no cell"


_CELL: Final = ParameterSpec("text")

KINDS: Final[dict[str, KindSpec]] = {
    "quoted_amount": KindSpec(
        judge_amount,
        {
            "family": ParameterSpec("text"),
            "cell": _CELL,
            "unit_cell": ParameterSpec("text", required=False),
        },
        words=lambda _rule: ("words", "said", "cells", "printed"),
        faults=_cell_faults,
    ),
    "information_fee": KindSpec(
        judge_fee,
        {"cell": _CELL},
        words=lambda _rule: ("words", "said", "reason"),
        faults=_cell_faults,
    ),
    "fee_statement": KindSpec(judge_fee_statement),
    "fee_denied": KindSpec(judge_fee_denied, words=lambda _rule: ("words", "printed")),
    "announced_parts": KindSpec(judge_announced_parts, words=lambda _rule: ("said", "counted")),
}
