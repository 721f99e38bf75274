"""What two people, or a person and a newer reading, see differently; for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from core.language import say

if TYPE_CHECKING:
    from core.address import Address
    from core.corrections import Ruling
    from core.values import Value

DisputeKind = Literal["people", "reading", "verdict"]


@dataclass(frozen=True, slots=True)
class Side:
    """One answer, and whose it is. ``author`` is "" for the machine's newest reading and for people
    without a name; ``made_at`` is ISO 8601 UTC, "" for the reading.

    ``ruling`` is None for a value, and for a verdict that was withdrawn.
    """

    value: Value
    author: str
    made_at: str
    reason: str = ""
    is_machine: bool = False
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A cell with more than one value, or a finding with more than one verdict.

    ``sides`` hold each answer once; the first one counts until somebody decides. ``address`` is None
    for a verdict, ``finding_key`` is "" for a cell.
    """

    kind: DisputeKind
    sides: tuple[Side, ...]
    address: Address | None = None
    finding_key: str = ""


def whose(side: Side) -> str:
    """Whose answer it is, from when, and why, in words."""
    if side.is_machine:
        return say("新读数", "the newest reading")
    name = side.author or say("未署名", "somebody")
    when = moment_text(side.made_at)
    said = say(f"{name}，{when}", f"{name}, {when}")
    return say(f"{said}：{side.reason}", f"{said}: {side.reason}") if side.reason else said


def moment_text(made_at: str) -> str:
    """A moment (ISO 8601 UTC) by the clock on the wall here, to the minute; as it is if it is none."""
    try:
        return datetime.fromisoformat(made_at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return made_at
