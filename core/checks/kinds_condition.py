"""Kinds of rules that are conditions which must not come true: of each row, or of the whole report.

Three answers are kept apart: a condition is false as soon as one of its comparisons is known to be
false, true when all are known to be true, and else cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.catalogue import load_catalogue
from core.checks.figures import number_text
from core.checks.formula import Comparison, parse_condition, total
from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.checks.words import cell_words, row_of, row_words
from core.findings import Finding, Status
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.checks.subject import Fault, Subject
    from core.rules import Rule

_ZERO: Final = Decimal(0)
_NAMED_CELLS: Final = 3


@dataclass(frozen=True, slots=True)
class _Case:
    """What a rule is judged on: its code, words for it, and the cell that each name stands for."""

    code: str
    where: str
    cells: Mapping[str, Address]


def judge_rows(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """None of the conditions may be true of a row; names are its columns."""
    rows = rule.texts("rows")
    for table in subject.tables(rule):
        for row in subject.rows(table):
            if rows and row not in rows:
                continue
            cells = _cells(rule, subject, table, row)
            spec = row_of(subject.edition(table), table, row)
            if cells and spec is not None and subject.is_touched(cells.values()):
                yield _judge(rule, subject, _Case(row, row_words(spec), cells))


def judge_report(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """None of the conditions may be true of the report; names are whole addresses."""
    cells = _cells(rule, subject)
    if subject.is_touched(cells.values()):
        yield _judge(rule, subject, _Case("report", "", cells))


def _cells(rule: Rule, subject: Subject, table: str = "", row: str = "") -> dict[str, Address]:
    """The cell of each name; a name that the report's form does not have is left out."""
    cells: dict[str, Address] = {}
    for name in _names(rule):
        address = Address.parse(name) if "." in name else Address(table, row, name)
        if address in subject.statement.values:
            cells[name] = address
    return cells


def _names(rule: Rule) -> dict[str, None]:
    """The names of all conditions of a rule that are no thresholds, each once."""
    return {
        name: None
        for condition in rule.texts("wrong")
        for comparison in parse_condition(condition)
        for name in comparison.names()
        if name not in rule.thresholds
    }


def _judge(rule: Rule, subject: Subject, case: _Case) -> Finding:
    values: dict[str, Decimal | None] = dict.fromkeys(_names(rule), _ZERO)
    for name, address in case.cells.items():
        figure = subject.figure(address)
        values[name] = figure.number if figure.is_usable else None
    values |= {name: subject.threshold(rule, name) for name in rule.thresholds}
    conditions = [parse_condition(condition) for condition in rule.texts("wrong")]
    answers = [_is_true(condition, values) for condition in conditions]
    decisive = next((c for c, a in zip(conditions, answers, strict=True) if a), conditions[0])
    left, right = total(decisive[-1].left, values), total(decisive[-1].right, values)
    addresses = tuple(dict.fromkeys(case.cells.values()))
    words = _filled(case, values) | {"left": _shown(left), "right": _shown(right)}
    if any(answers):
        status, message = (
            Status.FAIL,
            sentence(rule, words) + _blanks(subject, addresses),
        )
    elif None in answers:
        status, message = (
            Status.CANNOT_TELL,
            doubtful(rule, case.where, _reason(subject, addresses)),
        )
    else:
        status, message = Status.PASS, passed(rule, case.where)
    return finding(rule, subject, Answer(status, case.code, message, addresses, left, right))


def _is_true(
    condition: tuple[Comparison, ...], values: Mapping[str, Decimal | None]
) -> bool | None:
    answers: list[bool | None] = []
    for comparison in condition:
        left, right = total(comparison.left, values), total(comparison.right, values)
        if left is None or right is None:
            answers.append(None)
        else:
            answers.append(comparison.holds(left, right))
    if False in answers:
        return False
    return None if None in answers else True


def _filled(case: _Case, values: Mapping[str, Decimal | None]) -> dict[str, str]:
    words = {"where": case.where}
    for name, value in values.items():
        text = _shown(value)
        if "share" in name and value is not None:
            text = f"{number_text(value * 100)}%"
        words[_placeholder(name)] = text
    return words


def _shown(number: Decimal | None) -> str:
    return say("（未读准）", "(not certain)") if number is None else number_text(number)


def _placeholder(name: str) -> str:
    """A whole address without its table: no dots may stand in a placeholder."""
    return "_".join(name.split(".")[-2:])


def _blanks(subject: Subject, addresses: tuple[Address, ...]) -> str:
    count = sum(subject.figure(address).is_blank for address in addresses)
    if not count:
        return ""
    return say(f"其中 {count} 个空白格按 0 计。", f" Blank cells counted as 0: {count}.")


def _reason(subject: Subject, addresses: tuple[Address, ...]) -> str:
    """Which cells are not known, and which totals are blank."""
    unknown = [a for a in addresses if not subject.figure(a).is_usable]
    named = [cell_words(subject.edition(a.table), a) for a in unknown[:_NAMED_CELLS]]
    zh, en = "、".join(named), ", ".join(named)
    if len(unknown) > _NAMED_CELLS:
        zh, en = f"{zh}等 {len(unknown)} 格", f"{en} and {len(unknown) - _NAMED_CELLS} more"
    return say(f"{zh}未读到、有多种读法或应填未填", f"not read, not clear or not filled in: {en}")


def _words(rule: Rule) -> tuple[str, ...]:
    return ("where", "left", "right", *map(_placeholder, _names(rule)), *rule.thresholds)


def _row_faults(rule: Rule) -> Iterator[Fault]:
    yield from _formula_faults(rule, by_row=True)


def _report_faults(rule: Rule) -> Iterator[Fault]:
    yield from _formula_faults(rule, by_row=False)


def _formula_faults(rule: Rule, *, by_row: bool) -> Iterator[Fault]:
    """Conditions that are none, and names that are neither cells of the rule's tables nor thresholds."""
    try:
        names = _names(rule)
    except ValueError as error:
        yield "wrong", f"“{error}”不是条件", f"“{error}” is no condition"
        return
    catalogue = load_catalogue()
    rows = {r for table in rule.tables for r in catalogue.all_rows_of(table)}
    columns = {c for table in rule.tables for c in catalogue.all_columns_of(table)}
    for name in names:
        if name not in (columns if by_row else _addresses(rule)):
            yield "wrong", f"没有“{name}”", f"no “{name}”"
    for row in rule.texts("rows"):
        if row not in rows:
            yield "rows", f"没有“{row}”", f"no “{row}”"


def _addresses(rule: Rule) -> set[str]:
    catalogue = load_catalogue()
    return {
        f"{table}.{row}.{column}"
        for table in rule.tables
        for row in catalogue.all_rows_of(table)
        for column in catalogue.all_columns_of(table)
    }


KINDS: Final = {
    "row_condition": KindSpec(
        judge_rows,
        {"wrong": ParameterSpec("texts"), "rows": ParameterSpec("texts", required=False)},
        _words,
        _row_faults,
        any_table=True,
        by_cells=True,
    ),
    "condition": KindSpec(
        judge_report, {"wrong": ParameterSpec("texts")}, _words, _report_faults, by_cells=True
    ),
}
