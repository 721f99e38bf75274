"""What an exported workbook says of itself on a hidden sheet, so that a corrected one finds its way
back: shared by those who write it and those who read it."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.values import Value

TITLE: Final = "_勾稽"
FORMAT: Final = "gouji-workbook"
VERSION: Final = 1
SUMMARY: Final = "汇总"
ACTIVE: Final = "主动公开"
REQUESTS: Final = "申请办理"
REVIEW: Final = "复议诉讼"
"""The titles of the lists that repeat figures of the report sheets."""
PROBLEMS: Final = "问题清单"
YEARS: Final = "两年对比"
CORRECTIONS: Final = "更正记录"
RULES: Final = "规则说明"
ABOUT: Final = "说明"
"""The titles of the lists of which the hidden sheet knows the lines, by their digests."""
HANDLING: Final = 9
REMEDY: Final = 10
REVIEWER: Final = 11
"""The columns of 问题清单, from 0, that are for people: 处理意见, 整改情况, 复核人."""


def digest(lines: Iterable[Iterable[str]]) -> str:
    """The SHA-256 by which the hidden sheet vouches for its lines, each in pieces."""
    return hashlib.sha256("\n".join(map("".join, lines)).encode()).hexdigest()


def row_digest(contents: Iterable[object]) -> str:
    """What a line of a list says in sixteen digits, however a spreadsheet program writes it down."""
    return hashlib.sha256("\x1f".join(map(_said, contents)).encode()).hexdigest()[:16]


def _said(content: object) -> str:
    if isinstance(content, int | float | Decimal):
        return format(Decimal(repr(content) if isinstance(content, float) else content).normalize())
    # A writer escapes an underscore that would begin an escape; not every reader undoes it.
    return "" if content is None else " ".join(str(content).replace("_x005F_", "_").split())


def value_to_plain(value: Value) -> list[str] | str | None:
    """A value in JSON types: a number as a list of its digits, texts and None as they are."""
    return [format(value, "f")] if isinstance(value, Decimal) else value


def value_from_plain(plain: object) -> Value:
    """The inverse of value_to_plain. Raises ValueError for anything else."""
    match plain:
        case None | str():
            return plain
        case [str(digits)] if len(digits) <= 64:
            number = Decimal(digits)
            if number.is_finite() and "e" not in digits.lower():
                return number
        case _:
            pass
    raise ValueError(f"not a value: {plain!r}")
