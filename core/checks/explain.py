"""The smallest change that makes the sums of a table hold: exact, because every rule is linear.

Each rule says that a sum of cells with the signs + and - is 0; what it is instead is the gap. The
change of a cell must close every gap it touches and open none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from core.checks.figures import gather, number_text
from core.checks.instances import instances_of
from core.findings import Status, Suggestion
from core.language import say
from core.values import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.address import Address
    from core.checks.figures import Figures
    from core.checks.instances import Instance
    from core.findings import Finding
    from core.statement import Statement

_MOST: Final = 6
_PIVOTS: Final = 4
_MOST_RULES_OF_A_CELL: Final = 3

Gaps: TypeAlias = dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class _Change:
    """A cell with the amount to add to it, and the rules (by index) that it touches."""

    address: Address
    amount: Decimal
    touches: tuple[int, ...]


class _Sums:
    """The rules of one table that could be judged, as signed sums of cells."""

    def __init__(self, figures: Figures, instances: Sequence[Instance]) -> None:
        self.figures = figures
        self.terms: list[dict[Address, int]] = []
        self.rules_of: dict[Address, list[int]] = {}
        for index, instance in enumerate(instances):
            signs = dict.fromkeys(instance.left, 1) | dict.fromkeys(instance.right, -1)
            self.terms.append(signs)
            for address in signs:
                self.rules_of.setdefault(address, []).append(index)

    def change_for(self, address: Address, gaps: Gaps) -> _Change | None:
        """The change of a cell that closes every gap it touches; None when there is none."""
        touches = self.rules_of[address]
        amount: Decimal | None = None
        for index in touches:
            needed = -self.terms[index][address] * gaps.get(index, Decimal(0))
            if not needed or (amount is not None and needed != amount):
                return None
            amount = needed
        if amount is None:
            return None
        return self._change(address, amount)

    def forced_change(self, address: Address, index: int, gaps: Gaps) -> _Change | None:
        """The change that closes one gap, whatever it does to the other rules."""
        return self._change(address, -self.terms[index][address] * gaps[index])

    def _change(self, address: Address, amount: Decimal) -> _Change | None:
        new = _number(self.figures, address) + amount
        if new < 0 or new != new.to_integral_value():
            return None
        return _Change(address, amount, tuple(self.rules_of[address]))

    def gaps_after(self, change: _Change, gaps: Gaps) -> Gaps:
        """The gaps that remain when the change is made."""
        after = dict(gaps)
        for index in change.touches:
            gap = after.get(index, Decimal(0)) + self.terms[index][change.address] * change.amount
            if gap:
                after[index] = gap
            else:
                after.pop(index, None)
        return after

    def single_changes(self, gaps: Gaps) -> Iterator[_Change]:
        """The cells that can close some gaps without opening one."""
        for address in dict.fromkeys(a for index in gaps for a in self.terms[index]):
            change = self.change_for(address, gaps)
            if change:
                yield change

    def double_changes(self, gaps: Gaps) -> Iterator[tuple[_Change, _Change]]:
        """Pairs of cells that together close every gap."""
        seen: set[frozenset[Address]] = set()
        pivots = sorted(gaps, key=lambda index: len(self.terms[index]))[:_PIVOTS]
        for pivot in pivots:
            for address in self.terms[pivot]:
                first = self.forced_change(address, pivot, gaps)
                if first is None:
                    continue
                rest = self.gaps_after(first, gaps)
                if not rest or len(rest) > _MOST_RULES_OF_A_CELL:
                    continue
                for second in self.single_changes(rest):
                    pair = frozenset((first.address, second.address))
                    if len(second.touches) == len(rest) and len(pair) == 2 and pair not in seen:
                        seen.add(pair)
                        yield first, second


def suggest(statement: Statement, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The failing findings, each with the changes that would satisfy it, the likeliest first.

    One cell that satisfies every violated rule of its table excludes all else; otherwise pairs of
    cells, and single cells that satisfy some of the rules.
    """
    instances = instances_of(statement)
    figures = gather(statement, instances)
    instance_of = {(i.rule.code, i.code): i for i in instances}
    judged = [
        (f, instance_of[f.rule, f.instance])
        for f in findings
        if f.difference is not None and (f.rule, f.instance) in instance_of
    ]
    failing = [f for f, _ in judged if f.status is Status.FAIL]
    explained: list[Finding] = []
    for table in dict.fromkeys(f.addresses[0].table for f in failing):
        of_table = [entry for entry in judged if entry[0].addresses[0].table == table]
        explained.extend(_explain_table(statement, of_table, figures))
    return tuple(explained)


def _explain_table(
    statement: Statement, judged: Sequence[tuple[Finding, Instance]], figures: Figures
) -> Iterator[Finding]:
    sums = _Sums(figures, [instance for _, instance in judged])
    gaps = {i: f.difference for i, (f, _) in enumerate(judged) if f.difference}
    # Rules that share no cell are explained apart: the three blocks of the review table.
    for group in _connected(sums, gaps):
        ways = _ways(sums, {index: gaps[index] for index in group})
        ranked = sorted(
            ((_rank(statement, figures, way), closes, way) for way, closes in ways),
            key=lambda entry: (len(entry[1]) < len(group), len(entry[2]), entry[0]),
        )
        for index in group:
            finding = judged[index][0]
            suggestions = tuple(
                _suggestion(statement, figures, way, complete=len(closes) == len(gaps))
                for _, closes, way in ranked
                if index in closes
            )
            yield replace(finding, suggestions=suggestions[:_MOST])


def _connected(sums: _Sums, gaps: Gaps) -> list[list[int]]:
    """The violated rules, grouped by whether rules with common cells lead from one to another."""
    group_of: dict[int, int] = {}
    for start in range(len(sums.terms)):
        if start in group_of:
            continue
        queue = [start]
        while queue:
            index = queue.pop()
            if index in group_of:
                continue
            group_of[index] = start
            queue.extend(i for address in sums.terms[index] for i in sums.rules_of[address])
    groups: dict[int, list[int]] = {}
    for index in gaps:
        groups.setdefault(group_of[index], []).append(index)
    return list(groups.values())


def _ways(sums: _Sums, gaps: Gaps) -> list[tuple[tuple[_Change, ...], frozenset[int]]]:
    """Changes with the gaps they close."""
    singles = [((change,), frozenset(change.touches)) for change in sums.single_changes(gaps)]
    complete = [way for way in singles if len(way[1]) == len(gaps)]
    if complete:
        return complete
    return [*((pair, frozenset(gaps)) for pair in sums.double_changes(gaps)), *singles]


def _suggestion(
    statement: Statement, figures: Figures, way: tuple[_Change, ...], *, complete: bool
) -> Suggestion:
    cells = tuple((c.address, _number(figures, c.address) + c.amount) for c in way)
    patterns = [_pattern(statement, figures, change)[1] for change in way]
    reasons = [reason for reason in dict.fromkeys(patterns) if reason]
    if _is_swap(figures, way):
        reasons = [say("两格的数互换了位置", "the numbers of two cells changed places")]
    changes = say("；", "; ").join(
        f"{number_text(_number(figures, c.address))} → {number_text(new)}"
        for c, (_, new) in zip(way, cells, strict=True)
    )
    if reasons:
        changes += say(f"（{'，'.join(reasons)}）", f" ({', '.join(reasons)})")
    scope = say("所涉关系成立", "the relations of these cells hold")
    if complete:
        scope = say("全部关系成立", "every relation of the table holds")
    return Suggestion(
        cells, say(f"{changes}：改后{scope}。", f"{changes}: then {scope}."), complete
    )


def _rank(statement: Statement, figures: Figures, way: tuple[_Change, ...]) -> tuple[int, int]:
    """How likely a misreading or a slip produced it, the likeliest smallest; totals come last."""
    scores = [_pattern(statement, figures, change)[0] for change in way]
    if _is_swap(figures, way):
        scores = [0]
    totals = sum("total" in (change.address.row, change.address.column) for change in way)
    return sum(scores), totals


def _number(figures: Figures, address: Address) -> Decimal:
    """The number of a cell that stands in a rule that could be judged."""
    return figures[address].number or Decimal(0)


def _is_swap(figures: Figures, way: tuple[_Change, ...]) -> bool:
    """Whether two cells only exchange their numbers."""
    if len(way) != 2:
        return False
    first, second = (_number(figures, change.address) for change in way)
    return first + way[0].amount == second and second + way[1].amount == first


def _pattern(statement: Statement, figures: Figures, change: _Change) -> tuple[int, str]:
    """The slip that turns the true number into the printed one, with a score, 0 the likeliest."""
    number = _number(figures, change.address)
    new = number + change.amount
    reading = statement.reading(change.address)
    if reading is not None and new in reading.candidates:
        return 0, say("原文也可读作此数", "the source can be read so")
    if figures[change.address].is_blank:
        return 4, say("原为空白", "was blank")
    return _slip(normalised(number_text(number)), normalised(number_text(new)))


def _slip(old: str, new: str) -> tuple[int, str]:
    if old == "0" or new == "0":
        return 5, ""
    # Few numbers are another's digits in another order, so chance explains this least.
    if sorted(old) == sorted(new):
        return 1, say("数字次序颠倒", "digits in the wrong order")
    if len(new) > len(old) and _is_within(old, new):
        return 2, say("漏了数字", "a digit was lost")
    if len(new) < len(old) and _is_within(new, old):
        return 2, say("多了数字", "a digit was added")
    if len(old) == len(new) and sum(a != b for a, b in zip(old, new, strict=True)) == 1:
        return 3, say("一位数字不同", "one digit differs")
    return 5, ""


def _is_within(short: str, long: str) -> bool:
    """Whether the digits of one stand in the other in the same order."""
    rest = iter(long)
    return all(digit in rest for digit in short)
