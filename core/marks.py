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


def digest(lines: Iterable[Iterable[str]]) -> str:
    """The SHA-256 by which the hidden sheet vouches for its lines, each in pieces."""
    return hashlib.sha256("\n".join(map("".join, lines)).encode()).hexdigest()


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
