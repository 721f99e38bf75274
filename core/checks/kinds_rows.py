"""Kinds of rules about rows: those that the form demands, and those that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Origin
from core.checks.figures import number_text
from core.checks.relations import divides, rows_of
from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.checks.words import row_of, row_words, short_label, table_words
from core.findings import Finding, Status
from core.geometry import GridCell, PageBox, TextSpan
from core.language import say
from core.values import normalised, parse_printed

if TYPE_CHECKING:
    from core.cells import Unplaced
    from core.checks.subject import Subject
    from core.form import RowSpec
    from core.geometry import Place
    from core.rules import Rule

_NAMED: Final = 3
_SUBTOTAL: Final = re.compile(r"小计|合计|总计|共计")


def judge_missing(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Every row of the table's edition must be in the source; a row and its division are one."""
    read = {
        (address.table, address.row)
        for address, origin in subject.statement.origins.items()
        if origin is not Origin.MISSING
    }
    for table in subject.tables(rule):
        lacking = [
            row
            for row in rows_of(subject.edition(table), table, subject.rows(table))
            if (table, row.code) not in read
        ]
        where = table_words(subject.edition(table), table)
        if not lacking:
            yield finding(rule, subject, Answer(Status.PASS, table, passed(rule, where)))
            continue
        rows = _listed([row_words(row) for row in lacking])
        message = sentence(rule, {"where": where, "rows": rows, "count": str(len(lacking))})
        codes = {row.code for row in lacking}
        cells = tuple(a for a in subject.statement.values if a.table == table and a.row in codes)
        yield finding(rule, subject, Answer(Status.FAIL, table, message, cells))


def judge_labels(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Every row must print its label."""
    (table,) = rule.tables
    lost = [n for n in subject.statement.extraction.unlabelled if n.startswith(f"{table}.")]
    # Where no row has a label the text was torn from its labels; they may stand elsewhere.
    if len(lost) in (0, len(subject.rows(table))):
        yield finding(rule, subject, Answer(Status.PASS, table, passed(rule, "")))
        return
    codes = [name.partition(".")[2] for name in lost]
    specs = (row_of(subject.edition(table), table, code) for code in codes)
    rows = _listed([row_words(spec) for spec in specs if spec is not None])
    message = sentence(rule, {"rows": rows, "count": str(len(lost))})
    yield finding(rule, subject, Answer(Status.FAIL, table, message, facts=tuple(lost)))


def judge_added(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A table may have no row that is not in the form; subtotals are judged by their own rule."""
    stubs = _stubs()
    added = [
        line
        for line in subject.statement.extraction.unplaced
        if not _SUBTOTAL.search(line.label) and normalised(line.label) not in stubs
    ]
    if not added:
        yield finding(rule, subject, Answer(Status.PASS, "report", passed(rule, "")))
        return
    words = {"rows": _listed([normalised(u.label) for u in added]), "count": str(len(added))}
    facts = tuple("|".join((u.label, *u.texts)) for u in added)
    answer = Answer(Status.FAIL, "report", sentence(rule, words), facts=facts)
    yield finding(rule, subject, answer)


@cache
def _stubs() -> frozenset[str]:
    """The labels that stand for several rows of a form; read as a row they hold no figures."""
    return frozenset(
        normalised(words)
        for form in load_catalogue().forms.values()
        for table in form.tables
        for row in table.rows
        for part in row.path
        for words in (part, short_label(part))
    )


def judge_subtotals(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A printed subtotal must be the sum of the rows that stand before it in its group."""
    (table,) = rule.tables
    for number, line in enumerate(subject.statement.extraction.unplaced, 1):
        if line.table == table and _SUBTOTAL.search(line.label):
            yield _subtotal(rule, subject, line, f"subtotal_{number}")
    yield from _undivided(rule, subject, table)


def _subtotal(rule: Rule, subject: Subject, line: Unplaced, instance: str) -> Finding:
    (table,) = rule.tables
    label = normalised(line.label)
    parts = _group_of(subject, table, line)
    columns = load_catalogue().table(subject.edition(table), table).columns
    printed = [parse_printed(text, "count") for text in line.texts][-len(columns) :]
    if not parts or len(printed) < len(columns) or None in printed:
        reason = say("不能确定它是哪些行之和", "it is not clear which rows it is the sum of")
        message = doubtful(rule, f"“{label}”", reason)
        return finding(
            rule, subject, Answer(Status.CANNOT_TELL, instance, message, facts=line.texts)
        )
    values = [p.value if p and isinstance(p.value, Decimal) else Decimal(0) for p in printed]
    wrong = next(
        (
            (column.code, value)
            for column, value in zip(columns, values, strict=True)
            if _added(subject, table, parts, column.code) not in (value, None)
        ),
        None,
    )
    column = wrong[0] if wrong else columns[-1].code
    value = wrong[1] if wrong else values[-1]
    return _compared(rule, subject, (label, instance, column), value, parts, line.texts)


def _compared(
    rule: Rule,
    subject: Subject,
    named: tuple[str, str, str],
    value: Decimal,
    parts: Sequence[str],
    facts: tuple[str, ...],
) -> Finding:
    """The answer for one column of a subtotal."""
    label, instance, column = named
    (table,) = rule.tables
    cells = tuple(Address(table, row, column) for row in parts)
    added = _added(subject, table, parts, column)
    if added is None:
        reason = say("其分项有未读到的格", "not all of its parts were read")
        message = doubtful(rule, f"“{label}”", reason)
        return finding(
            rule, subject, Answer(Status.CANNOT_TELL, instance, message, cells, facts=facts)
        )
    status = Status.PASS if added == value else Status.FAIL
    spec = load_catalogue().all_columns_of(table)[column]
    message = passed(rule, f"“{label}”")
    if status is Status.FAIL:
        words = {"where": label, "column": short_label(spec.label)}
        words |= {"sum": number_text(added), "printed": number_text(value)}
        message = sentence(rule, words)
    return finding(
        rule, subject, Answer(status, instance, message, cells, added, value, facts=facts)
    )


def _added(subject: Subject, table: str, rows: Sequence[str], column: str) -> Decimal | None:
    numbers = [subject.figure(Address(table, row, column)).number for row in rows]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _undivided(rule: Rule, subject: Subject, table: str) -> Iterator[Finding]:
    """A row that the form divides, printed beside its division."""
    for code, parts in _divided(table, subject.rows(table)).items():
        label = row_words(load_catalogue().all_rows_of(table)[code])
        for column in load_catalogue().all_columns_of(table):
            value = subject.figure(Address(table, code, column)).number
            if value is None:
                continue
            yield _compared(rule, subject, (label, f"{code}.{column}", column), value, parts, ())


@lru_cache(maxsize=64)
def _divided(table: str, printed: tuple[str, ...]) -> dict[str, list[str]]:
    """The rows that are printed beside their parts, with these."""
    specs = load_catalogue().all_rows_of(table)
    found = {code: [p for p in printed if _is_part(specs, p, code)] for code in printed}
    return {code: parts for code, parts in found.items() if parts}


def _is_part(specs: dict[str, RowSpec], code: str, whole: str) -> bool:
    if code not in specs or whole not in specs:
        return False
    return divides(specs[code], specs[whole]) and len(specs[code].path) > len(specs[whole].path)


def _group_of(subject: Subject, table: str, line: Unplaced) -> list[str]:
    """The rows under the stub that the subtotal names, else under that of the row before it."""
    specs = load_catalogue().all_rows_of(table)
    printed = [code for code in subject.rows(table) if code in specs]
    label = normalised(line.label)
    stubs = {specs[code].path[1] for code in printed if len(specs[code].path) > 2}
    named = [stub for stub in stubs if normalised(short_label(stub)) in label]
    if len(named) != 1:
        before = _row_before(subject, table, line)
        named = [specs[before].path[1]] if before and len(specs[before].path) > 2 else []
    return [c for c in printed if len(specs[c].path) > 2 and specs[c].path[1] in named]


def _row_before(subject: Subject, table: str, line: Unplaced) -> str | None:
    """The row of the form that stands last before a row that the form does not have."""
    spot = _order(line.place)
    best: tuple[tuple[int, float], str] | None = None
    for cell in subject.statement.extraction.cells:
        own = _order(cell.place)
        if cell.address.table != table or spot is None or own is None or own >= spot:
            continue
        if best is None or own > best[0]:
            best = (own, cell.address.row)
    return best[1] if best else None


def _order(place: Place | None) -> tuple[int, float] | None:
    """Where a place stands from top to bottom."""
    if isinstance(place, PageBox):
        return (place.page, place.top)
    if isinstance(place, GridCell):
        return (place.grid, place.row)
    return (0, place.start) if isinstance(place, TextSpan) else None


def _listed(names: Sequence[str]) -> str:
    text = say("”“", "”, “").join(names[:_NAMED])
    if len(names) <= _NAMED:
        return f"“{text}”"
    return f"“{text}”" + say(f"等 {len(names)} 行", f" and {len(names) - _NAMED} more")


KINDS: Final = {
    "rows_missing": KindSpec(
        judge_missing, words=lambda _rule: ("where", "rows", "count"), any_table=True
    ),
    "labels_lost": KindSpec(judge_labels, words=lambda _rule: ("rows", "count")),
    "rows_added": KindSpec(judge_added, words=lambda _rule: ("rows", "count")),
    "subtotals": KindSpec(
        judge_subtotals, words=lambda _rule: ("where", "column", "sum", "printed")
    ),
}
