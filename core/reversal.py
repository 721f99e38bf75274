"""What taking one change of the log back means: the value that the cell gets, and what it covers.

Pure. The log only grows: a reversal is a new entry, whatever came after the old one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.address import Address
    from core.corrections import Correction
    from core.values import Value


@dataclass(frozen=True, slots=True)
class Reversal:
    """A change that is to be taken back. ``to_machine``: the cell is given back to the reading,
    which ``value`` repeats. ``later`` are the changes of the cell since, which the reversal covers.
    """

    correction: Correction
    value: Value
    to_machine: bool
    later: tuple[Correction, ...]

    @property
    def address(self) -> Address:
        """The cell."""
        return self.correction.address

    @property
    def is_needed(self) -> bool:
        """Whether the cell does not stand so already."""
        last = self.later[-1] if self.later else self.correction
        return last.to_machine != self.to_machine or last.new != self.value


def reversal(corrections: Iterable[Correction], correction: Correction) -> Reversal:
    """What it means to take a correction of the report's log back."""
    same = sorted(
        (c for c in corrections if c.address == correction.address), key=lambda c: c.sequence
    )
    before = [c for c in same if c.sequence < correction.sequence]
    later = tuple(c for c in same if c.sequence > correction.sequence)
    to_machine = not before or before[-1].to_machine
    value = correction.machine if to_machine else before[-1].new
    return Reversal(correction, value, to_machine, later)
