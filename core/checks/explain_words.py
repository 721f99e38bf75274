"""Why a change is proposed, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.checks.explain_slips import Slip
    from core.language import Language

_SHOWN: Final = 3
_REASONS: Final = {
    "candidate": ("原文也可读作此数", "the source can be read so"),
    "sign": ("多读了负号", "a minus sign was read"),
    "lost": ("漏了数字", "a digit was lost"),
    "part_lost": ("漏了数字", "digits were lost"),
    "doubled": ("数字重复", "a digit was doubled"),
    "added": ("多了数字", "a digit was added"),
    "glued": ("与别的数字粘连", "run together with other digits"),
    "transposed": ("数字次序颠倒", "digits in the wrong order"),
    "reordered": ("数字次序颠倒", "digits in the wrong order"),
    "confused": ("形近数字误认", "digits that look alike"),
    "digit": ("一位数字不同", "one digit differs"),
    "scale": ("相差一万倍", "a factor of 10,000"),
    "blank": ("原为空白", "was blank"),
    "copied": ("与相邻格的数相同，或为误取", "taken from a neighbouring cell"),
    "chosen": ("原文可读作此数", "the source can be read so"),
    "unfilled": ("原未填，按关系推得", "was left blank; the relations leave this number"),
    "filled": ("原未读出，按关系推得", "was not read; the relations leave this number"),
    "swapped": ("两格的数互换了位置", "the numbers of two cells changed places"),
    "moved": ("数填到了另一格", "the number stood in another cell"),
    "boundary": ("两个数的分界读错", "digits went to the neighbouring number"),
    "shifted_left": ("整行左移了一格", "the row was shifted left by one"),
    "shifted_right": ("整行右移了一格", "the row was shifted right by one"),
    "parts_left": ("除总计外左移了一格", "all but the total were shifted left by one"),
    "parts_right": ("除总计外右移了一格", "all but the total were shifted right by one"),
    "split": ("一个数被拆成两个，其后错位", "one number was read as two"),
    "joined": ("两个数被连成一个，其后错位", "two numbers were read as one"),
    "rows_swapped": ("相邻两行的数互换", "two neighbouring rows changed places"),
    "columns_swapped": ("两列的数互换", "two columns changed places"),
    "one_off": ("原文或差一件", "the source may be off by one"),
    "omitted": ("原文合计或漏加一项", "the source's total may leave out a part"),
    "twice": ("原文或将一项计了两次", "the source may count a part twice"),
    "total": ("原文合计或有误", "the source's total may be wrong"),
    "carried": ("原文此格与合计或同错", "the source's cell and its total may both be wrong"),
    "counted_twice": (
        "原文或将同一件计入两行",
        "the source may count the same cases in two rows",
    ),
    "other": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the relations of the table that did not hold or could not be judged.

    ``settled`` of them hold then, ``left`` do not. ``is_too_much`` says that no way was found to
    settle all.
    """

    settled: int
    left: int
    alternatives: int = 0
    is_too_much: bool = False


def sentence(
    changes: Sequence[tuple[str, str]], slips: Sequence[Slip], effect: Effect, tongue: Language
) -> str:
    """The old and the new figures, what would have gone wrong, and what the change settles."""
    is_zh = tongue == "zh"
    text = ("；" if is_zh else "; ").join(f"{old} → {new}" for old, new in changes[:_SHOWN])
    if len(changes) > _SHOWN:
        more = len(changes) - _SHOWN
        text += f" 等 {len(changes)} 格" if is_zh else f" and {more} more"
    kinds = dict.fromkeys(slip.kind for slip in slips)
    reasons = [reason for reason in (_REASONS[kind][not is_zh] for kind in kinds) if reason]
    if reasons:
        text += f"（{'，'.join(reasons)}）" if is_zh else f" ({', '.join(reasons)})"
    return text + (_scope_zh(effect) if is_zh else _scope_en(effect))


def too_many() -> str:
    """Said of a failure for which no small change was found."""
    return say("不符之处过多，无法一次解释。", " Too many failures to explain at once.")


def _scope_zh(effect: Effect) -> str:
    count, left = effect.settled, effect.left
    text = f"：改后 {count} 条关系成立，其余 {left} 条须另改。"
    if not left:
        text = f"：改后全部关系成立（{count} 条由此成立）。"
    elif effect.is_too_much:
        text = f"：改后 {count} 条关系成立；不符之处过多，其余 {left} 条无法一并解释。"
    if effect.alternatives:
        text += f"另有 {effect.alternatives} 种同样小的改法。"
    return text


def _scope_en(effect: Effect) -> str:
    count, left = effect.settled, effect.left
    text = f": then {count} more relations hold, {left} others need another change."
    if not left:
        text = f": then every relation holds, {count} of them by this."
    elif effect.is_too_much:
        text = f": then {count} more relations hold; too many others fail to explain all at once."
    if effect.alternatives:
        text += f" Changes as small and as likely: {effect.alternatives} more."
    return text
