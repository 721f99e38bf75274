"""Choosing among the readings of several rows by the sums over them.

A reading stays when some combination with readings of the other rows satisfies every relation in
every column. The combinations of two halves of the open rows are met in the middle, so that a dozen
rows with three readings each can still be decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from core.extraction.repair import Option, Relation, number

_MOST: Final = 4000
"""Combinations of one half that are tried."""

_Sums = tuple[Decimal, ...]
"""Left side less right side of each relation in each column."""
_Combined = dict[_Sums, list[tuple[int, ...]]]
"""The numbers of the options taken, by the sums that they make."""


def chosen_by_columns(
    options: dict[str, list[Option]], relations: Sequence[Relation]
) -> dict[str, list[Option]]:
    """Drop the options that no combination with the other rows lets satisfy the column sums.

    ``relations`` are pairs of row codes whose sums must be equal in every column; one with a row of
    which a figure cannot be read is left out. When no
    combination satisfies them, or there are too many to try, all options stay.
    """
    known = {c for c, found in options.items() if all(p.readable for o in found for p in o)}
    usable = [(a, b) for a, b in relations if known.issuperset((*a, *b))]
    # Rows with many options and rows with few go to both halves alike.
    open_rows = sorted(
        (c for c, found in options.items() if len(found) > 1), key=lambda c: len(options[c])
    )
    if not open_rows or not usable:
        return options
    fixed = [code for code in options if code not in open_rows]
    halves = (open_rows[::2], open_rows[1::2])
    width = len(usable) * len(options[open_rows[0]][0])
    base, first, second = (
        _combined({c: options[c] for c in codes}, usable, width) for codes in (fixed, *halves)
    )
    if base is None or first is None or second is None:
        return options
    kept: dict[str, set[int]] = {code: set() for code in open_rows}
    start = next(iter(base))
    for sums, choices in first.items():
        others = second.get(tuple(-a - b for a, b in zip(start, sums, strict=True)), [])
        if others:
            _keep(kept, halves[0], choices)
            _keep(kept, halves[1], others)
    if not all(kept.values()):
        return options
    return {
        code: [o for n, o in enumerate(found) if n in kept.get(code, {n})]
        for code, found in options.items()
    }


def _keep(
    kept: dict[str, set[int]], codes: Sequence[str], choices: Sequence[tuple[int, ...]]
) -> None:
    for choice in choices:
        for code, taken in zip(codes, choice, strict=True):
            kept[code].add(taken)


def _combined(
    options: dict[str, list[Option]], relations: Sequence[Relation], width: int
) -> _Combined | None:
    """The sums of all combinations of options; None when there are too many."""
    found: _Combined = {(Decimal(0),) * width: [()]}
    amount = 1
    for code, rows in options.items():
        amount *= len(rows)
        if amount > _MOST:
            return None
        vectors = [_signed(code, option, relations) for option in rows]
        longer: _Combined = {}
        for sums, choices in found.items():
            for n, vector in enumerate(vectors):
                total = tuple(a + b for a, b in zip(sums, vector, strict=True))
                longer.setdefault(total, []).extend((*choice, n) for choice in choices)
        found = longer
    return found


def _signed(code: str, option: Option, relations: Sequence[Relation]) -> _Sums:
    """What the row adds to each relation in each column."""
    signs = [(code in left) - (code in right) for left, right in relations]
    return tuple(sign * number(piece.value) for sign in signs for piece in option)
