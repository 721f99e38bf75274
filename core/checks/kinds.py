"""The kinds of rules: what it means that a relation holds, said of one row or one column.

A kind is one plain function from an instance and the report's figures to a finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.findings import Finding, Status
from core.language import language, say
from core.values import ABSENCE_MARKS, normalised, value_to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.address import Address
    from core.checks.instances import Instance
    from core.statement import Statement

_ABSENT: Final = frozenset(normalised(mark) for mark in ABSENCE_MARKS)
_NAMED_CELLS: Final = 3
_ZERO: Final = Decimal(0)


@dataclass(slots=True)
class Figures:
    """The numbers of a statement as sums use them.

    ``numbers`` has no entry for a cell that cannot be used; ``blanks`` are the cells that count as
    0 because nothing is printed; ``unfilled`` are totals left blank although their parts are not,
    so that their 0 says nothing (A-TOTBLANK).
    """

    numbers: dict[Address, Decimal]
    blanks: set[Address]
    unfilled: set[Address] = field(default_factory=set)

    def total(self, addresses: Iterable[Address]) -> Decimal | None:
        """The sum, or None when one of the cells cannot be used."""
        result = _ZERO
        for address in addresses:
            number = self.numbers.get(address)
            if number is None or address in self.unfilled:
                return None
            result += number
        return result


def gather(statement: Statement, instances: Sequence[Instance]) -> Figures:
    """Look up every cell that the instances involve."""
    figures = Figures({}, set())
    for address in dict.fromkeys(a for instance in instances for a in instance.addresses):
        value = statement.values.get(address)
        if not statement.is_known(address):
            continue
        if isinstance(value, Decimal):
            figures.numbers[address] = value
        elif value is None or normalised(value) in _ABSENT:
            figures.numbers[address] = _ZERO
            figures.blanks.add(address)
    _find_unfilled(figures, instances)
    return figures


def _find_unfilled(figures: Figures, instances: Sequence[Instance]) -> None:
    """A total may be a part of another total, so repeat until nothing is added."""
    totals = [i for i in instances if len(i.right) == 1 and i.right[0] in figures.blanks]
    found = True
    while found:
        found = False
        for instance in totals:
            total = instance.right[0]
            if total not in figures.unfilled and any(
                figures.numbers.get(part, _ZERO) > 0 or part in figures.unfilled
                for part in instance.left
            ):
                figures.unfilled.add(total)
                found = True


def judge_sum(instance: Instance, statement: Statement, figures: Figures) -> Finding:
    """Both sides of the instance must add up to the same; counts have no tolerance."""
    left, right = figures.total(instance.left), figures.total(instance.right)
    blanks = tuple(
        address
        for address in instance.addresses
        if address in figures.blanks and address not in figures.unfilled
    )
    difference = None if left is None or right is None else left - right
    if difference is None:
        status, message = Status.CANNOT_TELL, _doubt(instance, figures, left)
    else:
        status = Status.FAIL if difference else Status.PASS
        message = _sentence(instance, figures, difference, blanks)
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
        blanks=blanks,
        figures=",".join(_figure(statement, address) for address in instance.addresses),
    )


def _figure(statement: Statement, address: Address) -> str:
    """A cell in the finding's key: a blank and a cell that is not known differ from 0."""
    if not statement.is_known(address):
        return "?"
    return value_to_text(statement.values.get(address))


def number_text(number: Decimal) -> str:
    """A number for a sentence, with a true minus sign and without idle zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _sentence(
    instance: Instance, figures: Figures, difference: Decimal, blanks: tuple[Address, ...]
) -> str:
    words = {a.column if instance.rule.per == "row" else a.row: a for a in instance.addresses}
    numbers = {name: number_text(figures.numbers[a]) for name, a in words.items()}
    for name in (*instance.rule.left, *instance.rule.right):
        numbers.setdefault(name, "0")
    terms = [
        f"{name} {number_text(figures.numbers[address])}"
        for name, address in zip(instance.names, instance.left, strict=False)
        if figures.numbers[address]
    ]
    text = instance.rule.message[language()].format(
        where=instance.where,
        parts=say(f"（{' + '.join(terms)}）", f" ({' + '.join(terms)})") if terms else "",
        **numbers,
        left=number_text(sum((figures.numbers[a] for a in instance.left), _ZERO)),
        right=number_text(sum((figures.numbers[a] for a in instance.right), _ZERO)),
    )
    return text + _ending(instance, difference, blanks)


def _ending(instance: Instance, difference: Decimal, blanks: tuple[Address, ...]) -> str:
    if not difference:
        text = say("，相符。", ", they agree.")
    else:
        gap = number_text(difference)
        text = say(f"，相差 {gap}。", f", a difference of {gap}.")
    if difference and blanks and all(address in blanks for address in instance.left):
        return text + say("各分项均为空白。", " All parts are blank.")
    if blanks:
        count = len(blanks)
        text += say(f"其中 {count} 个空白格按 0 计。", f" Blank cells counted as 0: {count}.")
    return text


def _doubt(instance: Instance, figures: Figures, left: Decimal | None) -> str:
    """Why the rule cannot tell: which cells are not known, or which total is blank."""
    pairs = list(zip(instance.names, instance.addresses, strict=True))
    unknown = [name for name, address in pairs if address not in figures.numbers]
    unfilled = [name for name, address in pairs if address in figures.unfilled]
    reasons: list[str] = []
    if unknown:
        cells = _listed(unknown)
        reasons.append(say(f"未读到或有多种读法：{cells}", f"not read or not clear: {cells}"))
    if unfilled:
        cells = _listed(unfilled)
        zh, en = f"空白而其分项有数：{cells}", f"blank although its parts are not: {cells}"
        if left is not None and len(instance.right) == 1:
            zh += f"（分项相加为 {number_text(left)}）"
            en += f" (the parts add up to {number_text(left)})"
        reasons.append(say(zh, en))
    unit = say("一行" if instance.rule.per == "row" else "一列", instance.rule.per.capitalize())
    return say(
        f"“{instance.where}”{unit}无法判断：{'；'.join(reasons)}。",
        f"{unit} “{instance.where}” cannot be judged: {'; '.join(reasons)}.",
    )


def _listed(names: Sequence[str]) -> str:
    text = say("、", ", ").join(names[:_NAMED_CELLS])
    if len(names) <= _NAMED_CELLS:
        return text
    return text + say(f"等 {len(names)} 格", f" and {len(names) - _NAMED_CELLS} more")
