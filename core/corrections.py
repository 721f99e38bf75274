"""Human work: corrections and verdicts, append-only facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from core.address import Address
from core.values import Value

Gesture = Literal[
    "typed",
    "proposal",
    "pasted",
    "cleared",
    "moved",
    "confirmed",
    "undo",
    "redo",
    "revert",
    "imported",
    "merged",
]
Ruling = Literal["source_says_so", "does_not_apply", "to_ask"]
RULINGS: Final[Mapping[Ruling, str]] = {
    "source_says_so": "原文如此",
    "does_not_apply": "规则不适用",
    "to_ask": "待向填报单位核实",
}
"""The words with which 处理意见 of an exported list begins where a verdict stands."""
OF_SOURCE: Final = "（源文件本身的问题，退回更正）"
"""What follows the first of them in what we write."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of one cell by a person. ``old`` is the state before, ``machine`` the reading.

    ``id`` is a UUID, ``sequence`` the order in the log (never the clock). ``to_machine`` is True
    when the change gives the cell back to the machine's reading. ``reverts`` names the correction
    that an undo, redo or revert takes back. ``made_at`` is ISO 8601 UTC.
    """

    id: str
    sequence: int
    report: int
    address: Address
    old: Value
    new: Value
    machine: Value
    reason: str
    author: str
    made_at: str
    gesture: Gesture
    reverts: str | None = None
    to_machine: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """The corrections of one gesture, in log order: what one undo takes back."""

    id: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's judgement of a finding; it expires by itself, because the key holds the figures."""

    finding_key: str
    ruling: Ruling
    reason: str
    author: str
    made_at: str

    @property
    def excuses(self) -> bool:
        """Whether the finding is dealt with: the source says so, or the rule is not about it."""
        return self.ruling != "to_ask"
