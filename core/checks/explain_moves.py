"""Misreadings of whole rows and columns, undone: a shifted row, a split or glued number, a swap."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from core.checks.explain_sums import ZERO, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from core.address import Address
    from core.checks.explain_sums import Gaps, Sums, Terms

Line: TypeAlias = "tuple[Address, ...]"
"""A row's cells in the order of the columns, its total last."""

_Numbers: TypeAlias = "list[Decimal | None]"
_Kind: TypeAlias = "Callable[[Sums, Line, Sequence[Decimal]], Iterator[tuple[str, _Numbers]]]"
_MOST_BROKEN: Final = 2
_MANY: Final = 4
"""Fewer columns than this are put right by a shift or by two cells."""


def lines_of(rules: Sequence[Terms]) -> dict[int, Line]:
    """The rows of the table by the index of the rule that adds each up, in the form's order."""
    lines: dict[int, Line] = {}
    for index, terms in enumerate(rules):
        if len({address.row for address in terms}) == 1 and len(terms) > 1:
            lines[index] = tuple(terms)
    return lines


def moves(sums: Sums, gaps: Gaps) -> Iterator[Step]:
    """Every move that closes gaps and opens none, whatever it leaves open."""
    lines = {
        index: line
        for index, line in lines_of(sums.rules).items()
        if all(address in sums.touches for address in line)
    }
    broken = sum(index in gaps for index in lines)
    steps: list[Iterable[Step]] = []
    for index, line in lines.items():
        is_suspect = index in gaps or not sums.filled.isdisjoint(line)
        # The sum of a row may hold by chance after its numbers have moved.
        if (is_suspect and broken <= _MOST_BROKEN) or (not broken and len(gaps) >= _MANY):
            steps.append(_line_moves(sums, index, line, _shifts, _joints))
        elif not broken:
            steps.append(_line_moves(sums, index, line, _shifts))
    whole = list(lines.values())
    for step in chain(*steps, _swapped_rows(sums, whole), _swapped_columns(sums, whole)):
        after = sums.gaps_after(step, gaps)
        if len(after) < len(gaps) and after.keys() <= gaps.keys():
            yield step


def _line_moves(sums: Sums, index: int, line: Line, *kinds: _Kind) -> Iterator[Step]:
    numbers = [sums.numbers[address] for address in line]
    for slip, new in (found for kind in kinds for found in kind(sums, line, numbers)):
        step = _step(sums, index, line, new, slip)
        if step:
            yield step


def _shifts(sums: Sums, line: Line, numbers: Sequence[Decimal]) -> Iterator[tuple[str, _Numbers]]:
    """The row, or its parts alone, moved back by one column; None is what was pushed out."""
    *parts, total = numbers
    if sums.is_spare(line[-1]):
        yield "shifted_left", [None, *parts]
    if sums.is_spare(line[-2]):
        yield "parts_left", [None, *parts[:-1], total]
    if sums.is_spare(line[0]):
        yield "shifted_right", [*numbers[1:], None]
        yield "parts_right", [*parts[1:], None, total]


def _joints(sums: Sums, line: Line, numbers: Sequence[Decimal]) -> Iterator[tuple[str, _Numbers]]:
    """A number that was read as two, or two that were read as one, and the rest moved back."""
    for k in range(len(line) - 1):
        # What begins with 0 is no beginning of a number.
        digits = f"{numbers[k]:f}{numbers[k + 1]:f}"
        if numbers[k] and line[k + 1] not in sums.printed.blank and digits.isdigit():
            whole = Decimal(digits)
            yield "split", [*numbers[:k], whole, *numbers[k + 2 :], None]
            yield "split", [None, *numbers[:k], whole, *numbers[k + 2 :]]
    for k in range(len(line)):
        for two in _cuts(numbers[k]):
            if sums.is_spare(line[-1]) and k < len(line) - 1:
                yield "joined", [*numbers[:k], *two, *numbers[k + 1 : -1]]
            if sums.is_spare(line[0]) and k:
                yield "joined", [*numbers[1:k], *two, *numbers[k + 1 :]]


def _cuts(number: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    digits = f"{number:f}"
    for place in range(1, len(digits)):
        if digits.isdigit() and (digits[place] != "0" or place == len(digits) - 1):
            yield Decimal(digits[:place]), Decimal(digits[place:])


def _step(sums: Sums, index: int, line: Line, new: _Numbers, slip: str) -> Step | None:
    """The change of a row to new numbers; the rule of the row gives the one that was pushed out.

    Where no other rule would confirm that number, it is taken to be 0.
    """
    terms = sums.rules[index]
    rest = sum((terms[a] * n for a, n in zip(line, new, strict=True) if n is not None), ZERO)
    lost = next((a for a, n in zip(line, new, strict=True) if n is None), None)
    pushed_out = ZERO
    if lost is not None and len(sums.touches[lost]) > 1:
        pushed_out = -terms[lost] * rest
    if pushed_out < 0 or (lost is None and rest):
        return None
    return _change(
        sums, zip(line, (pushed_out if n is None else n for n in new), strict=True), slip
    )


def _change(sums: Sums, new: Iterable[tuple[Address, Decimal]], slip: str) -> Step | None:
    amounts = ((address, number - sums.numbers[address]) for address, number in new)
    cells = tuple((address, amount) for address, amount in amounts if amount)
    return Step(cells, slip) if len(cells) > 1 else None


def _swapped_rows(sums: Sums, lines: Sequence[Line]) -> Iterator[Step]:
    for above, below in pairwise(lines):
        if _same_rules(sums, above, below):
            continue
        step = _exchange(sums, zip(above, below, strict=True), "rows_swapped")
        if step:
            yield step


def _same_rules(sums: Sums, above: Line, below: Line) -> bool:
    """Whether the column rules treat two rows alike, so that an exchange cannot be seen."""
    one, other = (set(sums.touches[line[0]]) for line in (above, below))
    return len(one ^ other) <= 2  # each has its own row's rule


def _swapped_columns(sums: Sums, lines: Sequence[Line]) -> Iterator[Step]:
    """The column of totals exchanged with another; the rules treat all others alike."""
    if len(lines) < 2:
        return
    for column in range(len(lines[0]) - 1):
        pairs = [(line[column], line[-1]) for line in lines]
        step = _exchange(sums, pairs, "columns_swapped")
        if step:
            yield step


def _exchange(sums: Sums, pairs: Iterable[tuple[Address, Address]], slip: str) -> Step | None:
    numbers = sums.numbers
    both = ((here, there) for pair in pairs for here, there in (pair, pair[::-1]))
    return _change(sums, ((here, numbers[there]) for here, there in both), slip)
