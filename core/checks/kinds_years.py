"""Kinds of rules that compare a report with the same agency's of the year before.

A finding belongs to the later report and names the cells of the earlier one apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.catalogue import load_catalogue
from core.checks.figures import number_text
from core.checks.subject import (
    Answer,
    KindSpec,
    Subject,
    doubtful,
    finding,
    passed,
    sentence,
)
from core.checks.words import cell_words, row_words, short_label, table_words
from core.findings import Finding, Status
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.checks.figures import Figure
    from core.checks.subject import Fault
    from core.rules import Rule

_ZERO: Final = Decimal(0)
_PERCENT: Final = Decimal(100)
_WAN: Final = Decimal(10_000)
_ABOUT: Final = Decimal("0.1")
_SMALLEST_SKETCH: Final = 30
_LAST_YEAR_OF_2019_FORM: Final = 2020


@dataclass(frozen=True, slots=True)
class _Carried:
    """One row or column of a stock over the years, with the cells of each part."""

    code: str
    where: str
    earlier: tuple[Address, ...]
    plus: tuple[Address, ...]
    minus: tuple[Address, ...]
    now: tuple[Address, ...]


def judge_carried(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """What stood at the end of last year, and came and went since, is what stands now.

    With the relation ``at_most`` it is only the greatest number that can stand now.
    """
    before = subject.earlier
    if before is None or not _in_edition(rule, before):
        return
    for carried in _carried(rule, subject):
        found = finding(rule, subject, _carried_answer(rule, subject, before, carried))
        yield _lenient(rule, found, carried.code)


def _carried_answer(rule: Rule, subject: Subject, before: Subject, carried: _Carried) -> Answer:
    present = (*carried.plus, *carried.minus, *carried.now)
    unknown = [*_unknown(before, carried.earlier, earlier=True), *_unknown(subject, present)]
    facts = _facts(before, carried.earlier)
    if unknown:
        message = doubtful(rule, carried.where, _not_known(unknown))
        return Answer(
            Status.CANNOT_TELL, carried.code, message, present, earlier=carried.earlier, facts=facts
        )
    start = _sum(before, carried.earlier)
    plus, minus = _sum(subject, carried.plus), _sum(subject, carried.minus)
    expected, now = start + plus - minus, _sum(subject, carried.now)
    holds = now <= expected if rule.text("relation") == "at_most" else now == expected
    words = {
        "where": carried.where,
        "earlier": number_text(start),
        "plus": number_text(plus),
        "minus": number_text(minus),
        "expected": number_text(expected),
        "now": number_text(now),
        "difference": number_text(now - expected),
    }
    return Answer(
        Status.PASS if holds else Status.FAIL,
        carried.code,
        passed(rule, carried.where) if holds else sentence(rule, words),
        present,
        expected,
        now,
        earlier=carried.earlier,
        facts=facts,
    )


def _carried(rule: Rule, subject: Subject) -> Iterator[_Carried]:
    """The rows or columns that the report has of those the rule is about."""
    table = rule.tables[0]
    edition = subject.edition(table)
    spec = load_catalogue().table(edition, table)
    by_row = rule.text("per") == "row"
    lines = (
        [(row.code, row_words(row)) for row in spec.rows]
        if by_row
        else [(column.code, short_label(column.label)) for column in spec.columns]
    )
    only = rule.texts("only")

    def cells(key: str, code: str) -> tuple[Address, ...]:
        names = rule.texts(key)
        return tuple(
            Address(table, code, name) if by_row else Address(table, name, code) for name in names
        )

    for code, where in lines:
        if not only or code in only:
            parts = (cells(key, code) for key in ("earlier", "plus", "minus", "now"))
            yield _Carried(code, where, *parts)


def _lenient(rule: Rule, found: Finding, code: str) -> Finding:
    """The finding as a warning where the rule is strict about other rows or columns only."""
    grave = rule.texts("grave")
    return found if not grave or code in grave else replace(found, severity="warning")


def judge_years_cells(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Cells of the earlier report limit cells of the later one.

    ``at_least``: together the later ones must reach the earlier ones. ``from_nothing``: where the
    earlier ones are all 0, the later ones must be, too.
    """
    before = subject.earlier
    if before is None or not _in_edition(rule, before):
        return
    earlier, later = _addresses(rule, "earlier"), _addresses(rule, "later")
    unknown = [*_unknown(before, earlier, earlier=True), *_unknown(subject, later)]
    answer = Answer(
        Status.CANNOT_TELL, "cells", "", later, earlier=earlier, facts=_facts(before, earlier)
    )
    if unknown:
        yield finding(
            rule, subject, replace(answer, message=doubtful(rule, "", _not_known(unknown)))
        )
        return
    start, now = _sum(before, earlier), _sum(subject, later)
    holds = now >= start if rule.text("relation") == "at_least" else bool(start) or not now
    words = {"earlier": number_text(start), "now": number_text(now)}
    yield finding(
        rule,
        subject,
        replace(
            answer,
            status=Status.PASS if holds else Status.FAIL,
            message=passed(rule, "") if holds else sentence(rule, words),
            left=start,
            right=now,
        ),
    )


def judge_jump(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A figure that is many times, or a small part of, what it was the year before."""
    before = subject.earlier
    if before is None:
        return
    for address in _addresses(rule, "cells"):
        if address in before.figures and address in subject.figures:
            yield finding(rule, subject, _jump_answer(rule, subject, before, address))


def _jump_answer(rule: Rule, subject: Subject, before: Subject, address: Address) -> Answer:
    where = cell_words(subject.edition(address.table), address)
    earlier, now = before.figure(address).number, subject.figure(address).number
    answer = Answer(
        Status.CANNOT_TELL,
        str(address),
        "",
        (address,),
        earlier,
        now,
        earlier=(address,),
        facts=_facts(before, (address,)),
    )
    if earlier is None or now is None:
        unknown = [*_unknown(before, (address,), earlier=True), *_unknown(subject, (address,))]
        return replace(answer, message=doubtful(rule, where, _not_known(unknown)))
    if not _is_jump(rule, subject, earlier, now):
        return replace(answer, status=Status.PASS, message=passed(rule, where))
    words = {
        "where": where,
        "earlier": number_text(earlier),
        "now": number_text(now),
        "change": _change_words(earlier, now),
        "unit_hint": _unit_hint(earlier, now) if rule.flag("is_money") else "",
    }
    return replace(answer, status=Status.FAIL, message=sentence(rule, words))


def _is_jump(rule: Rule, subject: Subject, earlier: Decimal, now: Decimal) -> bool:
    if earlier < subject.threshold(rule, "base") or (rule.flag("both") and not (earlier and now)):
        return False
    if abs(now - earlier) <= subject.threshold(rule, "least"):
        return False
    rise, fall = subject.threshold(rule, "rise"), subject.threshold(rule, "fall")
    return now > rise * earlier or now < fall * earlier


def _change_words(earlier: Decimal, now: Decimal) -> str:
    if not earlier:
        return say("上年为 0", "0 the year before")
    percent = (now - earlier) / earlier * _PERCENT
    sign = "+" if percent > 0 else "−"
    return f"{sign}{abs(percent):.1f}%"


def _unit_hint(earlier: Decimal, now: Decimal) -> str:
    ratio = max(earlier, now) / min(earlier, now)
    if abs(ratio - _WAN) > _ABOUT * _WAN:
        return ""
    return say(
        "相差约一万倍，可能一年以元、一年以万元填写。",
        " About 10,000 times: yuan and 10,000 yuan may be mixed.",
    )


def judge_same_tables(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A table that is figure for figure that of the year before, and not mostly zeros."""
    before = subject.earlier
    if before is None:
        return
    for code, tables in (
        ("art20", _art20(subject)),
        ("requests", ("requests",)),
        ("review", ("review",)),
    ):
        addresses, printed_before = (_numbers(s, tables) for s in (subject, before))
        if not addresses or set(addresses) != set(printed_before):
            continue
        yield finding(rule, subject, _same_answer(rule, subject, before, (code, addresses)))


def _numbers(subject: Subject, tables: Iterable[str]) -> tuple[Address, ...]:
    """The cells of these tables that are to hold a number."""
    return tuple(seen.address for table in tables for seen in subject.cells.get(table, ()))


def _same_answer(
    rule: Rule, subject: Subject, before: Subject, group: tuple[str, tuple[Address, ...]]
) -> Answer:
    code, addresses = group
    where = table_words(subject.edition(addresses[0].table), addresses[0].table)
    if code == "art20":
        where = say("主动公开政府信息情况", "proactive disclosure")
    answer = Answer(Status.PASS, code, passed(rule, where), earlier=addresses)
    if any(_differ(subject.figure(a), before.figure(a)) for a in addresses):
        return answer
    unknown = [*_unknown(before, addresses, earlier=True), *_unknown(subject, addresses)]
    if unknown:
        message = doubtful(rule, where, _not_known(unknown))
        return replace(answer, status=Status.CANNOT_TELL, message=message)
    filled = sum(bool(subject.figure(a).number) for a in addresses)
    if filled < subject.threshold(rule, "cells"):
        return answer
    words = {"where": where, "cells": str(filled)}
    nonzero = tuple(a for a in addresses if subject.figure(a).number)
    return replace(
        answer,
        status=Status.FAIL,
        message=sentence(rule, words),
        addresses=nonzero,
        earlier=nonzero,
        facts=_facts(before, nonzero),
    )


def _differ(now: Figure, then: Figure) -> bool:
    """Whether two figures are known and not the same."""
    return now.is_usable and then.is_usable and now.number != then.number


def judge_similar(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Prose most of which already stood in the report of the year before."""
    before = subject.earlier
    if before is None:
        return
    now, then = (s.statement.extraction.prose.sketch for s in (subject, before))
    if min(len(now), len(then)) < _SMALLEST_SKETCH:
        reason = say("正文过短，无法比较", "there is too little prose to compare")
        message = doubtful(rule, "", reason)
        yield finding(rule, subject, Answer(Status.CANNOT_TELL, "prose", message))
        return
    share = Decimal(len(set(now) & set(then))) / len(set(now))
    is_similar = share > subject.threshold(rule, "share")
    words = {"share": f"{share * _PERCENT:.0f}"}
    answer = Answer(
        Status.FAIL if is_similar else Status.PASS,
        "prose",
        sentence(rule, words) if is_similar else passed(rule, ""),
        facts=(words["share"],),
    )
    yield finding(rule, subject, answer)


def judge_edition_change(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The form changes from the report on 2020 to that on 2021, and at no other time."""
    before = subject.earlier
    if before is None or before.statement.year is None or subject.statement.year is None:
        return
    then, now = (s.statement.extraction.template for s in (before, subject))
    due = before.statement.year <= _LAST_YEAR_OF_2019_FORM < subject.statement.year
    holds = (then != now) == due
    words = {"earlier": then, "now": now}
    message = passed(rule, "") if holds else sentence(rule, words)
    status = Status.PASS if holds else Status.FAIL
    yield finding(rule, subject, Answer(status, "template", message, facts=(then, now)))


def judge_gap(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Years between this report and the agency's earlier one have no report here."""
    before = subject.earlier
    if before is None or before.statement.year is None or subject.statement.year is None:
        return
    missing = range(before.statement.year + 1, subject.statement.year)
    years = say("、", ", ").join(map(str, missing))
    status = Status.FAIL if missing else Status.PASS
    message = sentence(rule, {"years": years}) if missing else passed(rule, "")
    yield finding(rule, subject, Answer(status, "years", message, facts=(years,)))


def _in_edition(rule: Rule, before: Subject) -> bool:
    """Whether the earlier report has the rule's tables, in an edition that it is about."""
    wanted = rule.texts("earlier_editions") or rule.editions
    return all(
        table in before.found and (not wanted or before.edition(table) in wanted)
        for table in rule.tables
    )


def _addresses(rule: Rule, key: str) -> tuple[Address, ...]:
    return tuple(Address.parse(name) for name in rule.texts(key))


def _art20(subject: Subject) -> tuple[str, ...]:
    return tuple(t for t in subject.statement.extraction.editions if t.startswith("art20"))


def _sum(subject: Subject, addresses: Iterable[Address]) -> Decimal:
    return sum((subject.figure(a).number or _ZERO for a in addresses), _ZERO)


def _facts(before: Subject, addresses: Iterable[Address]) -> tuple[str, ...]:
    """The earlier report's figures: a verdict expires when one of them changes."""
    return tuple(before.figure(address).text for address in addresses)


def _unknown(
    subject: Subject, addresses: Iterable[Address], *, earlier: bool = False
) -> Iterator[str]:
    for address in addresses:
        figure: Figure = subject.figure(address)
        if not figure.is_usable:
            words = cell_words(subject.edition(address.table), address)
            yield say(f"上年报告{words}", f"{words} of the year before") if earlier else words


def _not_known(names: Sequence[str]) -> str:
    cells = say("、", ", ").join(names[:3])
    more = say(f"等 {len(names)} 格", f" and {len(names) - 3} more") if len(names) > 3 else ""
    return say(f"未读到或未填写：{cells}{more}", f"not read or not filled in: {cells}{more}")


def _cell_faults(rule: Rule) -> Iterator[Fault]:
    """Cells that no edition of the form has."""
    catalogue = load_catalogue()
    known = {
        f"{table}.{row}.{column}"
        for table in catalogue.table_codes()
        for row in catalogue.all_rows_of(table)
        for column in catalogue.all_columns_of(table)
    }
    for key in ("earlier", "later", "cells"):
        for name in rule.texts(key):
            if name not in known:
                yield key, f"没有“{name}”", f"no “{name}”"


def _carried_faults(rule: Rule) -> Iterator[Fault]:
    """Rows or columns that no edition of the table has."""
    if len(rule.tables) != 1:
        yield "per", "须恰在一张表内", "needs exactly one table"
        return
    rows = load_catalogue().all_rows_of(rule.tables[0])
    columns = load_catalogue().all_columns_of(rule.tables[0])
    lines, names = (rows, columns) if rule.text("per") == "row" else (columns, rows)
    keys = {"earlier": names, "plus": names, "minus": names, "now": names}
    for key, known in {**keys, "only": lines, "grave": lines}.items():
        for name in rule.texts(key):
            if name not in known:
                yield key, f"没有“{name}”", f"no “{name}”"


_TEXTS: Final = ParameterSpec("texts")
_OPTIONAL: Final = ParameterSpec("texts", required=False)
_FLAG: Final = ParameterSpec("flag", required=False)

KINDS: Final[dict[str, KindSpec]] = {
    "carried": KindSpec(
        judge_carried,
        {
            "per": ParameterSpec("text", allowed=("row", "column")),
            "relation": ParameterSpec("text", required=False, allowed=("equal", "at_most")),
            "earlier": _TEXTS,
            "plus": _OPTIONAL,
            "minus": _OPTIONAL,
            "now": _TEXTS,
            "only": _OPTIONAL,
            "grave": _OPTIONAL,
            "earlier_editions": _OPTIONAL,
        },
        lambda _: ("where", "earlier", "plus", "minus", "expected", "now", "difference"),
        _carried_faults,
    ),
    "years_cells": KindSpec(
        judge_years_cells,
        {
            "relation": ParameterSpec("text", allowed=("at_least", "from_nothing")),
            "earlier": _TEXTS,
            "later": _TEXTS,
            "earlier_editions": _OPTIONAL,
        },
        lambda _: ("earlier", "now"),
        _cell_faults,
    ),
    "jump": KindSpec(
        judge_jump,
        {"cells": _TEXTS, "both": _FLAG, "is_money": _FLAG},
        lambda _: ("where", "earlier", "now", "change", "unit_hint"),
        _cell_faults,
        any_table=True,
    ),
    "same_tables": KindSpec(judge_same_tables, words=lambda _: ("where", "cells"), any_table=True),
    "similar": KindSpec(judge_similar, words=lambda _: ("share",)),
    "edition_change": KindSpec(judge_edition_change, words=lambda _: ("earlier", "now")),
    "gap": KindSpec(judge_gap, words=lambda _: ("years",), any_years_apart=True),
}
