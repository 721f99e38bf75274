"""Kinds of rules that compare an agency's report with those of its parts, of the same year.

A county's report covers its departments and towns. What the parts are is declared by hand; the
findings belong to the report of the whole.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.agencies import OrganKind
from core.checks.figures import number_text
from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.checks.words import column_of, row_of, row_words, short_label, table_words
from core.findings import Finding, Status
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.address import Address
    from core.checks.subject import Subject
    from core.rules import Rule

_ZERO: Final = Decimal(0)
_NAMED: Final = 3


def judge_added_up(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Each cell of the whole is the sum of the same cell of all its parts."""
    for line in _lines(rule, subject):
        yield finding(rule, subject, _added_up(rule, subject, line))


def _added_up(rule: Rule, subject: Subject, line: Sequence[Address]) -> Answer:
    where = _where(subject, line[0])
    answer = Answer(
        Status.CANNOT_TELL, _code(line[0]), "", tuple(line), facts=_facts(subject, line)
    )
    if subject.lacking:
        reason = say(
            f"库中没有这些单位本年度的报告：{_listed(subject.lacking)}",
            f"no report of this year of {_listed(subject.lacking)}",
        )
        return replace(answer, message=doubtful(rule, where, reason))
    unread = [s.statement.agency for s in (subject, *subject.parts) if not _is_read(s, line)]
    if unread:
        reason = say(
            f"有未读到或未填写的格：{_listed(unread)}",
            f"cells not read or not filled in: {_listed(unread)}",
        )
        return replace(answer, message=doubtful(rule, where, reason))
    sums = {a: sum((_number(part, a) for part in subject.parts), _ZERO) for a in line}
    wrong = [a for a in line if abs(sums[a] - _number(subject, a)) > rule.tolerance]
    return _compared(rule, subject, answer, sums, wrong)


def judge_within(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """No cell of a part, nor of several together, exceeds that of the whole.

    One part suffices. Only where several exceed it together can no single slip be the reason.
    """
    for line in _lines(rule, subject):
        known = {
            a: [n for part in subject.parts if (n := part.figure(a).number) is not None]
            for a in line
            if subject.figure(a).is_usable
        }
        known = {a: numbers for a, numbers in known.items() if numbers}
        answer = Answer(
            Status.CANNOT_TELL, _code(line[0]), "", tuple(line), facts=_facts(subject, line)
        )
        if not known:
            reason = say("没有可以比较的格", "no cell can be compared")
            message = doubtful(rule, _where(subject, line[0]), reason)
            yield finding(rule, subject, replace(answer, message=message))
            continue
        sums = {a: sum(numbers, _ZERO) for a, numbers in known.items()}
        wrong = [a for a in sums if sums[a] > _number(subject, a)]
        found = finding(rule, subject, _compared(rule, subject, answer, sums, wrong))
        is_grave = any(sum(n > 0 for n in known[a]) > 1 for a in wrong)
        yield found if is_grave or not wrong else replace(found, severity="warning")


def judge_scope(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The report of a government is not that of its office alone."""
    (table,) = rule.tables
    cells = [seen.address for seen in subject.cells.get(table, ())]
    for part in subject.parts:
        if part.organ.kind is not OrganKind.OFFICE:
            continue
        name = part.statement.agency
        facts = _facts(subject, cells)
        if not (_is_read(subject, cells) and _is_read(part, cells)):
            reason = say("有未读到或未填写的格", "cells not read or not filled in")
            answer = Answer(Status.CANNOT_TELL, name, doubtful(rule, name, reason), facts=facts)
        elif _is_copy(rule, subject, part, cells):
            filled = tuple(a for a in cells if _number(subject, a))
            words = {"part": name, "cells": str(len(filled))}
            answer = Answer(Status.FAIL, name, sentence(rule, words), filled, facts=facts)
        else:
            answer = Answer(Status.PASS, name, passed(rule, name), facts=facts)
        yield finding(rule, subject, answer)


def judge_twins(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """No two parts have the same table, figure for figure, unless it is mostly zeros."""
    for table in subject.tables(rule):
        cells = [seen.address for seen in subject.cells.get(table, ())]
        parts = [part for part in subject.parts if table in part.found]
        if len(parts) < 2:
            continue
        where = table_words(subject.edition(table), table)
        read = [part for part in parts if _is_read(part, cells)]
        twins = [
            (one, other)
            for index, one in enumerate(read)
            for other in read[index + 1 :]
            if _is_copy(rule, one, other, cells)
        ]
        answer = Answer(Status.PASS, table, passed(rule, where), facts=_facts(subject, cells))
        if twins:
            names = [f"{one.statement.agency} = {other.statement.agency}" for one, other in twins]
            message = sentence(rule, {"where": where, "names": _listed(names)})
            answer = replace(answer, status=Status.FAIL, message=message)
        elif len(read) < len(parts):
            unread = [part.statement.agency for part in parts if part not in read]
            reason = say(f"未全部读到：{_listed(unread)}", f"not wholly read: {_listed(unread)}")
            message = doubtful(rule, where, reason)
            answer = replace(answer, status=Status.CANNOT_TELL, message=message)
        yield finding(rule, subject, answer)


def _compared(
    rule: Rule, subject: Subject, answer: Answer, sums: dict[Address, Decimal], wrong: list[Address]
) -> Answer:
    where = _where(subject, answer.addresses[0])
    if not wrong:
        return replace(answer, status=Status.PASS, message=passed(rule, where))
    named = [
        say(
            f"“{_column(subject, a)}”各单位合计 {number_text(sums[a])}，"
            f"本报告 {number_text(_number(subject, a))}",
            f"“{_column(subject, a)}” {number_text(sums[a])} in the parts,"
            f" {number_text(_number(subject, a))} here",
        )
        for a in wrong
    ]
    words = {"where": where, "cells": _listed(named, say("；", "; ")), "count": str(len(wrong))}
    return replace(
        answer,
        status=Status.FAIL,
        message=sentence(rule, words),
        addresses=tuple(wrong),
        left=sums[wrong[0]],
        right=_number(subject, wrong[0]),
        facts=_facts(subject, wrong),
    )


def _lines(rule: Rule, subject: Subject) -> Iterator[tuple[Address, ...]]:
    """The cells of the rule's tables and columns, row by row; none where no part has a report."""
    columns = rule.texts("columns")
    if not subject.parts and not subject.lacking:
        return
    for table in subject.tables(rule):
        for _row, cells in groupby(subject.cells.get(table, ()), key=lambda c: c.address.row):
            line = tuple(c.address for c in cells if not columns or c.address.column in columns)
            if line:
                yield line


def _is_read(subject: Subject, cells: Iterable[Address]) -> bool:
    return all(subject.figure(address).is_usable for address in cells)


def _is_copy(rule: Rule, one: Subject, other: Subject, cells: Sequence[Address]) -> bool:
    """Whether both have the same figures, and enough that are not 0."""
    if any(_number(one, a) != _number(other, a) for a in cells):
        return False
    return sum(bool(_number(one, a)) for a in cells) >= one.threshold(rule, "cells")


def _number(subject: Subject, address: Address) -> Decimal:
    return subject.figure(address).number or _ZERO


def _facts(subject: Subject, cells: Sequence[Address]) -> tuple[str, ...]:
    """The parts and their figures: a verdict expires when one of them changes."""
    return tuple(
        text
        for part in subject.parts
        for text in (part.statement.agency, *(part.figure(a).text for a in cells))
    )


def _code(address: Address) -> str:
    return f"{address.table}.{address.row}"


def _where(subject: Subject, address: Address) -> str:
    row = row_of(subject.edition(address.table), address.table, address.row)
    return address.row if row is None else row_words(row)


def _column(subject: Subject, address: Address) -> str:
    column = column_of(subject.edition(address.table), address.table, address.column)
    return address.column if column is None else short_label(column.label)


def _listed(names: Sequence[str], joint: str = "") -> str:
    text = (joint or say("、", ", ")).join(names[:_NAMED])
    if len(names) <= _NAMED:
        return text
    return text + say(f"等 {len(names)} 处", f" and {len(names) - _NAMED} more")


_COLUMNS: Final = {"columns": ParameterSpec("texts", required=False)}


def _line_words(_rule: Rule) -> tuple[str, ...]:
    return ("where", "cells", "count")


KINDS: Final[dict[str, KindSpec]] = {
    "added_up": KindSpec(judge_added_up, _COLUMNS, _line_words, any_table=True),
    "within": KindSpec(judge_within, _COLUMNS, _line_words, any_table=True),
    "scope": KindSpec(judge_scope, words=lambda _: ("part", "cells")),
    "twins": KindSpec(judge_twins, words=lambda _: ("where", "names"), any_table=True),
}
