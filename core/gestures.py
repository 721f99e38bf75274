"""Gestures of two people on one report: the later one must have seen the earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import StoreError
from core.language import say
from core.values import value_to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.address import Address
    from core.corrections import Correction, Ruling, Verdict
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


def refuse_unseen_gesture(
    corrections: Sequence[Correction], seen: Sequence[Correction] | None
) -> None:
    """Let nobody take back or repeat a gesture other than the one that they saw last.

    ``seen`` are the corrections that the person saw; None where nobody looked. Raises StoreError
    that names what was done since.
    """
    if seen is None or [c.id for c in corrections[-1:]] == [c.id for c in seen[-1:]]:
        return
    newest = corrections[-1] if corrections else seen[-1]
    by, value = newest.author or say("他人", "somebody"), value_to_text(newest.new)
    raise StoreError(
        "edit.conflict",
        say(
            f"{by}在此期间又改了 {newest.address}（{value or '空白'}）；未撤销，也未重做。",
            f"{by} meanwhile changed {newest.address} ({value or 'blank'}); nothing was undone.",
        ),
        say("请看过后再撤销或重做。", "Look at it, then undo or redo again."),
    )


def refuse_unseen_verdict(
    verdicts: Sequence[Verdict],
    seen: Sequence[Verdict] | None,
    finding_key: str,
    ruling: Ruling | None,
) -> None:
    """Let no verdict on the finding be covered that the person has not seen.

    ``ruling`` is what the person says, None: that no verdict holds. Two who say the same agree.
    Raises StoreError that names who judged meanwhile.
    """
    if seen is None:
        return
    now, then = (
        next((v for v in some if v.finding_key == finding_key), None) for some in (verdicts, seen)
    )
    if now == then or (now.ruling if now else None) == ruling:
        return
    by = (now.author if now else "") or say("他人", "somebody")
    why = f"（{now.reason}）" if now and now.reason else ""
    raise StoreError(
        "verdict.conflict",
        say(
            f"{by}在此期间已认定或撤回认定{why}；您的认定未保存。",
            f"{by} judged this meanwhile{why}; your verdict was not saved.",
        ),
        say("请看过后再认定。", "Look at it, then judge again."),
    )


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
