"""The kind of rule that counts the numbers of a table's row: each must have its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.cells import Origin
from core.checks.subject import Answer, KindSpec, finding, passed, sentence
from core.findings import Finding, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.address import Address
    from core.checks.subject import Subject
    from core.rules import Rule


def judge_positions(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Of a table with one row of cells none may be without a place in the source."""
    (table,) = rule.tables
    statement = subject.statement
    cells = [address for address in statement.values if address.table == table]
    lost = tuple(a for a in cells if _is_lost(subject, a))
    if not lost:
        yield finding(rule, subject, Answer(Status.PASS, table, passed(rule, "")))
        return
    words = {"count": str(len(cells)), "lost": str(len(lost))}
    yield finding(rule, subject, Answer(Status.FAIL, table, sentence(rule, words), lost))


def _is_lost(subject: Subject, address: Address) -> bool:
    """Whether it is not known if anything is printed for the cell: it may be blank."""
    origin = subject.statement.origins[address]
    if origin is not Origin.AMBIGUOUS:
        return origin is Origin.MISSING
    reading = subject.statement.reading(address)
    return reading is not None and None in reading.candidates


KINDS: Final = {
    "positions": KindSpec(judge_positions, words=lambda _rule: ("count", "lost")),
}
