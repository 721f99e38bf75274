"""The kinds of rules: what it means that a relation holds, said of one row or one column.

A kind is one plain function from an instance and the report's figures to a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from core.findings import Finding, Status
from core.language import Language, language, say
from core.values import ABSENCE_MARKS, normalised, value_to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.address import Address
    from core.checks.instances import Instance
    from core.statement import Statement

_ABSENT: Final = frozenset(normalised(mark) for mark in ABSENCE_MARKS)
_NAMED_CELLS: Final = 3
_ZERO: Final = Decimal(0)


@dataclass(slots=True)
class Figure:
    """A cell as sums use it.

    ``number`` is None where the cell cannot be used; ``is_blank`` says that it is 0 because nothing
    is printed; ``is_unfilled`` that it is a total left blank although its parts are not, so that
    its 0 says nothing (A-TOTBLANK). ``text`` stands for it in a finding's key.
    """

    number: Decimal | None
    text: str
    is_blank: bool = False
    is_unfilled: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it may be added."""
        return self.number is not None and not self.is_unfilled


Figures: TypeAlias = "dict[Address, Figure]"


def gather(statement: Statement, instances: Sequence[Instance]) -> Figures:
    """Look up every cell that the instances involve."""
    addresses = dict.fromkeys(a for i in instances for side in (i.left, i.right) for a in side)
    figures = {address: _figure(statement, address) for address in addresses}
    _mark_unfilled(figures, instances)
    return figures


def _figure(statement: Statement, address: Address) -> Figure:
    if not statement.is_known(address):
        return Figure(None, "?")
    value = statement.value(address)
    if isinstance(value, Decimal):
        return Figure(value, value_to_text(value))
    if value is None or normalised(value) in _ABSENT:
        return Figure(_ZERO, value or "", is_blank=True)
    return Figure(None, value)


def _mark_unfilled(figures: Figures, instances: Sequence[Instance]) -> None:
    """A total may be a part of another total, so repeat until nothing is added."""
    totals = [
        (figures[instance.right[0]], [figures[part] for part in instance.left])
        for instance in instances
        if len(instance.right) == 1 and figures[instance.right[0]].is_blank
    ]
    found = True
    while found:
        found = False
        for total, parts in totals:
            if not total.is_unfilled and any(part.number or part.is_unfilled for part in parts):
                total.is_unfilled = found = True


def judge_sum(instance: Instance, figures: Figures, tongue: Language) -> Finding:
    """Both sides of the instance must add up to the same; counts have no tolerance."""
    terms = [figures[address] for address in instance.addresses]
    parts = len(instance.left)
    left, right = _total(terms[:parts]), _total(terms[parts:])
    if left is None or right is None:
        difference, status = None, Status.CANNOT_TELL
        message = _doubt(instance, terms, left)
    else:
        difference = left - right
        status = Status.FAIL if difference else Status.PASS
        message = _sentence(instance, terms, tongue) + _ending(terms, parts, difference, tongue)
        message += _counted_twice(instance, terms, difference, tongue)
    return Finding(
        rule=instance.rule.code,
        instance=instance.code,
        severity=instance.rule.severity,
        status=status,
        addresses=instance.addresses,
        left=left,
        right=right,
        difference=difference,
        message=message,
        blanks=tuple(
            address
            for address, term in zip(instance.addresses, terms, strict=True)
            if term.is_blank and not term.is_unfilled
        ),
        figures=",".join([term.text for term in terms]),
    )


def number_text(number: Decimal) -> str:
    """A number for a sentence, with a true minus sign and without idle zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


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
    codes = dict.fromkeys((*instance.rule.left, *instance.rule.right), "0")
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
