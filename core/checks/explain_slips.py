"""How likely a slip turns a true number into the printed one, in bits: the fewer, the likelier.

The bits are a prior of the kind of slip plus the choice among the outcomes that it could have had,
so that a slip which explains any number explains none well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, Final

from core.findings import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONFUSED: Final = frozenset(frozenset(pair) for pair in ("08", "17", "38", "56", "06"))
_PRIOR: Final = {
    "candidate": 0.0,
    "sign": 2.0,
    "lost": 3.0,
    "doubled": 3.5,
    "transposed": 3.5,
    "confused": 3.0,
    "glued": 4.0,
    "part_lost": 4.0,
    "added": 4.5,
    "scale": 5.0,
    "blank": 5.0,
    "reordered": 5.0,
    "digit": 6.0,
    "copied": 7.0,
    # Errors of the source.
    "one_off": 6.0,
    "omitted": 6.5,
    "twice": 7.0,
    "total": 8.0,
    "other": 10.0,
    # Slips of two cells and more.
    "swapped": 4.5,
    "moved": 4.0,
    "boundary": 5.0,
    "carried": 1.0,
    "counted_twice": 1.0,
    "shifted_left": 5.0,
    "shifted_right": 5.0,
    "parts_left": 6.0,
    "parts_right": 6.0,
    "split": 6.0,
    "rows_swapped": 6.0,
    "columns_swapped": 8.0,
    "joined": 6.0,
    # Numbers for cells that had none.
    "chosen": 0.0,
    "filled": 0.0,
    "unfilled": 0.0,
}
_OF_THE_SOURCE: Final = frozenset(
    {"one_off", "omitted", "twice", "total", "other", "carried", "counted_twice", "unfilled"}
)
_FILLINGS: Final = frozenset({"chosen", "filled", "unfilled"})


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of slip with its bits."""

    kind: str
    bits: float

    @property
    def is_filling(self) -> bool:
        """Whether it gives a number to a cell that had none, which changes nothing printed."""
        return self.kind in _FILLINGS

    @property
    def cause(self) -> Cause:
        """Whether the reading or the source went wrong."""
        return Cause.SOURCE if self.kind in _OF_THE_SOURCE else Cause.MISREAD


def slip(kind: str, outcomes: float = 1) -> Slip:
    """The slip with the bits of its kind and of one outcome among ``outcomes``."""
    return Slip(kind, _PRIOR[kind] + log2(max(outcomes, 1)))


@lru_cache(maxsize=8_192)
def misreading(printed: str, true: str) -> Slip | None:
    """The likeliest way to misread the true digits as the printed ones; None where there is none."""
    found = [*_of_one_digit(printed, true), *_of_length(printed, true), *_of_value(printed, true)]
    return min(found, key=lambda slip: slip.bits, default=None)


def _of_one_digit(printed: str, true: str) -> Iterator[Slip]:
    """Slips that keep the number of digits."""
    count = len(true)
    if len(printed) != count:
        return
    differing = [i for i in range(count) if printed[i] != true[i]]
    if len(differing) == 1:
        pair = frozenset((printed[differing[0]], true[differing[0]]))
        yield slip("confused", 2 * count) if pair in _CONFUSED else slip("digit", 9 * count)
    elif sorted(printed) == sorted(true):
        first, last = differing[0], differing[-1]
        is_neighbour = len(differing) == 2 and last == first + 1
        yield slip("transposed", count - 1) if is_neighbour else slip("reordered", count**2)


def _of_length(printed: str, true: str) -> Iterator[Slip]:
    """Slips that lose or add digits."""
    count, more = len(true), len(printed) - len(true)
    if more == -1 and _is_one_less(printed, true):
        yield slip("lost", count)
    elif (more < 0 and true.startswith(printed)) or (more < 0 and true.endswith(printed)):
        yield slip("part_lost", 2 * count)
    elif more == 1 and any(printed == true[:i] + true[i - 1 :] for i in range(1, count + 1)):
        yield slip("doubled", count)
    elif more == 1 and _is_one_less(true, printed):
        yield slip("added", 10 * (count + 1))
    elif more > 1 and (printed.startswith(true) or printed.endswith(true)):
        yield slip("glued", 2 * 10**more)


def _is_one_less(short: str, long: str) -> bool:
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _of_value(printed: str, true: str) -> Iterator[Slip]:
    if printed == f"-{true}":
        yield slip("sign")
    if printed == f"{true}0000" or true == f"{printed}0000":
        yield slip("scale")
