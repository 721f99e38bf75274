"""The kind of rule that the form itself prints: both sides of a row or column add up to the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.checks.figures import number_text
from core.checks.relations import instances_in
from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.findings import Finding, Status
from core.language import Language, language, say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.checks.figures import Figure
    from core.checks.relations import Instance
    from core.checks.subject import Fault, Subject
    from core.rules import Rule

_NAMED_CELLS: Final = 3
_ZERO: Final = Decimal(0)


def judge_sum(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Both sides of each row or column must add up to the same."""
    tongue = language()
    for instance in subject.instances.get(rule.code, ()):
        if subject.is_touched(instance.addresses):
            yield finding(rule, subject, _answer(instance, subject, tongue))


def judge_around(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A sum that leaves out a line, judged where the cell of that line cannot be used.

    Elsewhere it follows from the sums that use the line, and would say the same a second time.
    """
    (table,) = rule.tables
    line = rule.text("around")
    lost = {
        address.column if rule.text("per") == "column" else address.row
        for address in subject.statement.values
        if address.table == table
        and line in (address.row, address.column)
        and not subject.figure(address).is_usable
    }
    if not lost:
        return
    tongue = language()
    printed = subject.rows(table)
    for instance in instances_in((rule,), subject.edition(table), table, printed):
        answer = _answer(instance, subject, tongue)
        # Where it cannot tell, the sum that uses the line says that it cannot, either.
        if instance.code in lost and answer.status is not Status.CANNOT_TELL:
            yield finding(rule, subject, answer)


def judge_counted_twice(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A sum that fails by exactly one of its parts: that part may be counted twice."""
    for instance in subject.instances.get(rule.text("sum"), ()):
        terms = {
            code: subject.figure(a)
            for code, a in zip(instance.codes, instance.addresses, strict=True)
        }
        answer = _answer(instance, subject, language())
        part = terms.get(rule.text("part"))
        if answer.left is None or answer.right is None or part is None:
            status, message = Status.CANNOT_TELL, doubtful(rule, instance.where, _unsummed())
        elif part.number and answer.left - answer.right == part.number:
            words = {"where": instance.where, "part": number_text(part.number)}
            status, message = Status.FAIL, sentence(rule, words)
        else:
            status, message = Status.PASS, passed(rule, instance.where)
        yield finding(rule, subject, replace(answer, status=status, message=message))


def _unsummed() -> str:
    return say("各项之和无法计算", "the sum cannot be formed")


def _answer(instance: Instance, subject: Subject, tongue: Language) -> Answer:
    terms = [subject.figure(address) for address in instance.addresses]
    parts = len(instance.left)
    left, right = _total(terms[:parts]), _total(terms[parts:])
    if left is None or right is None:
        status, message = Status.CANNOT_TELL, _doubt(instance, terms, left)
    else:
        difference = left - right
        status = Status.FAIL if abs(difference) > instance.rule.tolerance else Status.PASS
        message = ""
        if subject.is_told(status):
            message = _sentence(instance, terms, tongue) + _ending(terms, parts, difference, tongue)
            message += _counted_twice(instance, terms, difference, tongue)
    return Answer(status, instance.code, message, instance.addresses, left, right)


def _total(terms: Sequence[Figure]) -> Decimal | None:
    """The sum, or None when one of the terms cannot be used."""
    if not all(term.is_usable for term in terms):
        return None
    return _added(terms)


def _added(terms: Sequence[Figure]) -> Decimal:
    return sum([term.number for term in terms if term.number is not None], _ZERO)


def _sentence(instance: Instance, terms: Sequence[Figure], tongue: Language) -> str:
    """The rule's own sentence with the figures filled in; a row that is not printed is 0."""
    count = len(instance.left)
    texts = [number_text(term.number or _ZERO) for term in terms]
    shown = [f"{n} {t}" for n, t in zip(instance.names, texts[:count], strict=False) if t != "0"]
    opening, closing = ("（", "）") if tongue == "zh" else (" (", ")")
    codes = dict.fromkeys((*instance.rule.texts("left"), *instance.rule.texts("right")), "0")
    return instance.rule.message[tongue].format(
        where=instance.where,
        parts=f"{opening}{' + '.join(shown)}{closing}" if shown else "",
        left_sum=number_text(_added(terms[:count])),
        right_sum=number_text(_added(terms[count:])),
        **codes | dict(zip(instance.codes, texts, strict=True)),
    )


def _ending(terms: Sequence[Figure], parts: int, difference: Decimal, tongue: Language) -> str:
    gap = number_text(difference)
    blanks = sum([term.is_blank for term in terms])
    zh, en = ("，相符。", ", they agree.")
    if difference:
        zh, en = f"，相差 {gap}。", f", a difference of {gap}."
    if difference and all(term.is_blank for term in terms[:parts]):
        zh, en = zh + "各分项均为空白。", en + " All parts are blank."
    elif blanks:
        zh += f"其中 {blanks} 个空白格按 0 计。"
        en += f" Blank cells counted as 0: {blanks}."
    return zh if tongue == "zh" else en


def _counted_twice(
    instance: Instance, terms: Sequence[Figure], difference: Decimal, tongue: Language
) -> str:
    """Names the terms of the greater side that equal the difference (A-DUPSPLIT).

    What is 区分处理 is to be counted under 部分公开 only; many count it a second time elsewhere.
    A difference of 1 equals too many terms to mean anything.
    """
    count = len(instance.left)
    side = slice(0, count) if difference > 0 else slice(count, None)
    if abs(difference) < 2 or len(terms[side]) < 2:
        return ""
    names = [
        name
        for name, term in zip(instance.names[side], terms[side], strict=True)
        if term.number == abs(difference)
    ]
    if not names:
        return ""
    if tongue == "zh":
        return f"差额与“{'”“'.join(names)}”的数相同，可能重复计入或漏计。"
    return f" The difference equals {', '.join(names)}: it may be counted twice or left out."


def _doubt(instance: Instance, terms: Sequence[Figure], left: Decimal | None) -> str:
    """Why the rule cannot tell: which cells are not known, or which total is blank."""
    named = list(zip(instance.names, terms, strict=True))
    reasons: list[str] = []
    unknown = [name for name, term in named if term.number is None]
    if unknown:
        cells = _listed(unknown)
        reasons.append(say(f"未读到或有多种读法：{cells}", f"not read or not clear: {cells}"))
    unfilled = [name for name, term in named if term.is_unfilled]
    if unfilled:
        cells = _listed(unfilled)
        reasons.append(
            say(f"空白而其分项有数：{cells}", f"blank although its parts are not: {cells}")
        )
    if not unknown and left is not None:
        total = number_text(left)
        reasons.append(say(f"左边相加为 {total}", f"the left side adds up to {total}"))
    # The rule's own sentence names its row, column or block before the colon.
    subject = instance.rule.message[language()].partition(say("：", ":"))[0]
    subject = subject.format(where=instance.where)
    return say(
        f"{subject}无法判断：{'；'.join(reasons)}。",
        f"{subject} cannot be judged: {'; '.join(reasons)}.",
    )


def _listed(names: Sequence[str]) -> str:
    text = say("、", ", ").join(names[:_NAMED_CELLS])
    if len(names) <= _NAMED_CELLS:
        return text
    return text + say(f"等 {len(names)} 格", f" and {len(names) - _NAMED_CELLS} more")


def _words(rule: Rule) -> tuple[str, ...]:
    return ("where", "left_sum", "right_sum", "parts", *rule.texts("left"), *rule.texts("right"))


def _faults(rule: Rule) -> Iterator[Fault]:
    """Rows or columns that no edition of the table has."""
    if len(rule.tables) != 1:
        yield "per", "求和须恰在一张表内", "a sum needs exactly one table"
        return
    rows = load_catalogue().all_rows_of(rule.tables[0])
    columns = load_catalogue().all_columns_of(rule.tables[0])
    along = columns if rule.text("per") == "row" else rows
    named = {key: rule.texts(key) for key in ("left", "right", "rows")}
    named["around"] = (rule.text("around"),) if rule.text("around") else ()
    for key, names in named.items():
        known = rows if key == "rows" else along
        for name in names:
            if name not in known:
                yield key, f"没有“{name}”", f"no “{name}”"


KINDS: Final = {
    "sum": KindSpec(
        judge_sum,
        {
            "per": ParameterSpec("text", allowed=("row", "column")),
            "left": ParameterSpec("texts"),
            "right": ParameterSpec("texts"),
            "rows": ParameterSpec("texts", required=False),
        },
        _words,
        _faults,
        # A sum of a table that was not found cannot be told, which is an answer, too.
        whatever_found=True,
        by_cells=True,
    ),
    "sum_around": KindSpec(
        judge_around,
        {
            "per": ParameterSpec("text", allowed=("row", "column")),
            "left": ParameterSpec("texts"),
            "right": ParameterSpec("texts"),
            "around": ParameterSpec("text"),
        },
        _words,
        _faults,
    ),
    "counted_twice": KindSpec(
        judge_counted_twice,
        {"sum": ParameterSpec("text"), "part": ParameterSpec("text")},
        lambda _rule: ("where", "part"),
    ),
}
