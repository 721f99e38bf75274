"""What two people, or a person and a newer reading, see differently; for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

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
