"""Kinds of rules about what was left blank: totals beside parts, parts beside totals, whole tables."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.checks.words import table_words
from core.findings import Finding, Status
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.address import Address
    from core.checks.relations import Instance
    from core.checks.subject import Subject
    from core.rules import Rule

_NAMED: Final = 3


def judge_totals(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """No total of the named sums may be blank while one of its parts is printed."""
    yield from _of_sums(rule, subject, blank="total")


def judge_parts(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """No total of the named sums may be above 0 while all its parts are blank."""
    yield from _of_sums(rule, subject, blank="parts")


def _of_sums(rule: Rule, subject: Subject, *, blank: str) -> Iterator[Finding]:
    for code in rule.texts("sums"):
        instances = subject.instances.get(code, ())
        wrong = [instance for instance in instances if _is_wrong(subject, instance, blank)]
        if wrong:
            words = {"names": _listed(wrong), "count": str(len(wrong))}
            totals = tuple(instance.right[0] for instance in wrong)
            answer = Answer(Status.FAIL, code, sentence(rule, words), totals)
        else:
            answer = Answer(Status.PASS, code, passed(rule, ""))
        if instances:
            yield finding(rule, subject, answer)


def _is_wrong(subject: Subject, instance: Instance, blank: str) -> bool:
    """A part that was not read is neither blank nor printed: the sum itself says so."""
    (total,) = [subject.figure(address) for address in instance.right]
    parts = [subject.figure(address) for address in instance.left]
    if blank == "total":
        return total.is_blank and any(p.number is not None and not p.is_blank for p in parts)
    return bool(total.number) and all(part.is_blank for part in parts)


def _listed(instances: Sequence[Instance]) -> str:
    names = say("”“", "”, “").join(instance.where for instance in instances[:_NAMED])
    if len(instances) <= _NAMED:
        return f"“{names}”"
    rest = len(instances) - _NAMED
    return f"“{names}”" + say(f"等 {len(instances)} 处", f" and {rest} more")


def judge_share(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Blank cells of a section: either some among filled ones, or all of them."""
    for section, tables in groupby(subject.tables(rule), key=lambda table: table.partition("_")[0]):
        names = tuple(tables)
        cells = [seen for table in names for seen in subject.cells.get(table, ())]
        blanks = tuple(c.address for c in cells if c.figure.is_blank and not c.figure.text)
        filled = sum(not c.figure.is_blank and c.figure.number is not None for c in cells)
        yield _share(rule, subject, section, (names[0], blanks, filled, len(cells)))


def _share(
    rule: Rule,
    subject: Subject,
    section: str,
    counted: tuple[str, tuple[Address, ...], int, int],
) -> Finding:
    table, blanks, filled, count = counted
    where = section_words(subject, table)
    unknown = count - filled - len(blanks)
    some = rule.text("blank") == "some"
    if blanks and (filled if some else not filled and not unknown):
        words = {"where": where, "count": str(len(blanks)), "all": str(count)}
        message = sentence(rule, words)
        return finding(rule, subject, Answer(Status.FAIL, section, message, blanks))
    if blanks and unknown and (some or not filled):
        reason = say(f"有 {unknown} 格未读到", f"{unknown} cells were not read")
        message = doubtful(rule, where, reason)
        return finding(rule, subject, Answer(Status.CANNOT_TELL, section, message, blanks))
    return finding(rule, subject, Answer(Status.PASS, section, passed(rule, where)))


def section_words(subject: Subject, table: str) -> str:
    """Words for the section of the form that the table stands in."""
    if table.startswith("art20"):
        return say("二、主动公开政府信息情况", "section two")
    return table_words(subject.edition(table), table)


KINDS: Final = {
    "blank_totals": KindSpec(
        judge_totals, {"sums": ParameterSpec("texts")}, lambda _rule: ("names", "count")
    ),
    "blank_parts": KindSpec(
        judge_parts, {"sums": ParameterSpec("texts")}, lambda _rule: ("names", "count")
    ),
    "blank_share": KindSpec(
        judge_share,
        {"blank": ParameterSpec("text", allowed=("some", "all"))},
        lambda _rule: ("where", "count", "all"),
        any_table=True,
    ),
}
