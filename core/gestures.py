"""Gestures of two people on one cell: the later one must have seen the earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import StoreError
from core.language import say
from core.values import value_to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.address import Address
    from core.corrections import Correction
    from core.statement import Statement
    from core.values import Value


def refuse_unseen(
    statement: Statement,
    corrections: Sequence[Correction],
    wanted: Mapping[Address, Value],
    seen: Mapping[Address, Value],
    author: str,
) -> None:
    """Let no value be covered that the author has not seen.

    Raises StoreError that names both values and both people. Two who want the same agree.
    """
    for address, new in wanted.items():
        present = statement.value(address)
        if address in seen and present not in (seen[address], new):
            by = [c.author for c in corrections if c.address == address]
            raise _changed_meanwhile(address, (present, by[-1] if by else ""), (new, author))


def _changed_meanwhile(
    address: Address, stands: tuple[Value, str], wanted: tuple[Value, str]
) -> StoreError:
    blank, somebody = say("空白", "blank"), say("他人", "somebody")
    (now, by), (new, author) = (
        (value_to_text(value) or blank, name or somebody) for value, name in (stands, wanted)
    )
    return StoreError(
        "edit.conflict",
        say(
            f"{address} 已由{by}改为 {now}；{author}要改为 {new}，未保存。",
            f"{address} was changed to {now} by {by}; {author} wanted {new}, which was not saved.",
        ),
        say("请看过现在的数值后重新输入。", "Look at the present value, then enter it again."),
    )
