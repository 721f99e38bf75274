"""What a person may enter into a cell: text to value, or the reason why it cannot be accepted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from core.values import Value, parse_printed

if TYPE_CHECKING:
    from gui.models.form_layout import Field

_MONEY: Final = ("万元", "亿元", "元")
_COMPLETIONS: Final = (
    *("", "0", "00", "000", "元", "0元", "用", "适用"),
    *("升0", "加0", "少0", "降0", "—"),
)
"""What turns the beginning of an acceptable text into one: digits, a unit, a direction."""
_PRINTED_UNITS: Final = ("万元", "元")


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted text: its value, and the unit of money that was entered with it."""

    value: Value
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text that no cell of that kind can hold, and why, in one sentence."""

    message: str


def half_width(text: str) -> str:
    """The text with full-width digits and marks made plain, character by character, same length."""
    plain = (unicodedata.normalize("NFKC", mark) for mark in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(plain, text, strict=True))


def read_entry(text: str, field: Field, *, takes_unit: bool = False) -> Entry | Refusal:
    """Read what was typed or pasted for the cell.

    ``takes_unit`` says that the table has a cell of its own for the unit of money.
    """
    parsed = parse_printed(text, field.kind)
    if parsed is None:
        return Refusal(tr("“{text}” is neither a number nor one of / — 无.").format(text=text))
    if field.kind == "unit" and parsed.value not in (None, *_PRINTED_UNITS):
        return Refusal(tr("The unit is 万元 or 元, or nothing."))
    if parsed.joined:
        return Refusal(tr("“{text}” holds more than one number.").format(text=text))
    if parsed.unit in _MONEY and not _fits(parsed.unit, field, takes_unit=takes_unit):
        message = tr("The unit {unit} does not belong into this cell.")
        return Refusal(message.format(unit=parsed.unit))
    return Entry(parsed.value, parsed.unit if takes_unit and parsed.unit in _MONEY else None)


def complaint(text: str, field: Field, *, takes_unit: bool = False) -> str:
    """Why no text that begins so can be accepted; "" where it is, or may become, acceptable."""
    plain = half_width(text)
    entries = (read_entry(plain + end, field, takes_unit=takes_unit) for end in _COMPLETIONS)
    first = next(entries)
    if isinstance(first, Entry) or any(isinstance(entry, Entry) for entry in entries):
        return ""
    return first.message


def _fits(unit: str, field: Field, *, takes_unit: bool) -> bool:
    if field.kind != "amount":
        return False
    return unit in _PRINTED_UNITS if takes_unit else unit == field.unit


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
