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
    from core.prose import Remark
    from core.rules import Rule

_UNITS: Final = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000), "元": Decimal(1)}
_TEN: Final = Decimal(10)
_FIRST_YEAR_OF_FEES: Final = 2021
_UNPAID: Final = Address("requests", "other_2", "total")


def judge_amount(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """An amount of money equals its cell, in whatever unit each of them is given."""
    cell = Address.parse(rule.text("cell"))
    figure = subject.figure(cell)
    for mention in mentions_of(subject, rule.text("family")):
        where = say(f"正文“{mention.words}”", f"“{mention.words}”")
        units = _units_of(rule, subject)
        if figure.number is None or (figure.is_blank and mention.value):
            reason = cells_text(subject, (cell,)) + say(
                "空白或没有读准", " is blank or not certain"
            )
            status, message = Status.CANNOT_TELL, doubtful(rule, where, reason)
        elif any(agrees(mention, figure.number, unit) for unit in units):
            status, message = Status.PASS, passed(rule, where)
        else:
            values = {"words": mention.words, "said": said_text(mention)}
            values |= {"cells": cells_text(subject, (cell,)), "printed": number_text(figure.number)}
            status, message = Status.FAIL, sentence(rule, values)
        known = status is not Status.CANNOT_TELL and figure.number is not None
        answer = Answer(
            status,
            place_of(mention),
            message,
            addresses=(cell,),
            left=mention.number,
            right=figure.number * units[0] if known and figure.number is not None else None,
            text=(mention.sentence,),
            facts=(said_text(mention),),
        )
        found = finding(rule, subject, answer)
        yield as_warning(found, when=is_doubtful(mention) or len(units) > 1)


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
    fees = subject.figure(cell)
    for mention in mentions_of(subject, "information_fee"):
        yuan = mention.number or Decimal(0)
        where = say(f"正文“{mention.words}”", f"“{mention.words}”")
        within = fees.number is None or yuan <= fees.number * _UNITS["万元"]
        if yuan % _TEN == 0 and within and fees.number is None and yuan:
            status = Status.CANNOT_TELL
            reason = cells_text(subject, (cell,)) + say("没有读准", " was not read for certain")
            message = doubtful(rule, where, reason)
        elif yuan % _TEN == 0 and within:
            status, message = Status.PASS, passed(rule, where)
        else:
            reason = say("不是 10 元的整倍数", "is no multiple of 10 yuan")
            if yuan % _TEN == 0:
                reason = say(
                    f"多于表中的行政事业性收费 {number_text(fees.number or Decimal(0))} 万元",
                    f"is more than all administrative fees, {number_text(fees.number or Decimal(0))} 万元",
                )
            status = Status.FAIL
            values = {"words": mention.words, "said": said_text(mention), "reason": reason}
            message = sentence(rule, values)
        yield finding(
            rule,
            subject,
            Answer(
                status,
                place_of(mention),
                message,
                addresses=(cell,),
                left=yuan,
                text=(mention.sentence,),
                facts=(said_text(mention),),
            ),
        )


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
    unpaid = subject.figure(_UNPAID)
    if _UNPAID not in subject.figures:
        return
    denials = [
        m
        for family in ("fee_notices", "information_fee")
        for m in subject.statement.extraction.prose.mentions
        if m.family == family and m.value == 0
    ]
    if not denials:
        return
    mention = denials[0]
    where = say(f"正文“{mention.words}”", f"“{mention.words}”")
    if not unpaid.is_usable:
        reason = cells_text(subject, (_UNPAID,)) + say("没有读准", " was not read for certain")
        status, message = Status.CANNOT_TELL, doubtful(rule, where, reason)
    elif unpaid.number:
        status = Status.FAIL
        values = {"words": mention.words, "printed": number_text(unpaid.number)}
        message = sentence(rule, values)
    else:
        status, message = Status.PASS, passed(rule, where)
    answer = Answer(
        status,
        place_of(mention),
        message,
        addresses=(_UNPAID,),
        text=(mention.sentence,),
        facts=(mention.family,),
    )
    yield as_warning(finding(rule, subject, answer), when=mention.family != "fee_notices")


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
