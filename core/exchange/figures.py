"""What stands in a cell of a workbook, as the figure that a cell of the form holds."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.exchange import refusals
from core.language import say
from core.values import Kind, Value, parse_printed

if TYPE_CHECKING:
    from core.address import Address

_TOO_LARGE: Final = Decimal(10) ** 15
"""No count or amount of a report comes near it, and no spreadsheet keeps more digits."""


def figure(raw: object, address: Address, where: tuple[str, str, str]) -> Value:
    """What a cell of the workbook says; ``where`` is the file, the sheet and the reference.

    Raises Known when it is no figure for such a cell of the form.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        # The shortest text that means the same number is what was typed.
        number = Decimal(repr(raw))
        if not number.is_finite() or abs(number) >= _TOO_LARGE:
            raise _no_figure(raw, where)
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    kind = _kind(address)
    parsed = parse_printed(raw, kind) if isinstance(raw, str) else None
    if parsed is None or parsed.joined or (parsed.unit and kind != "unit"):
        raise _no_figure(raw, where)
    if isinstance(parsed.value, Decimal) and abs(parsed.value) >= _TOO_LARGE:
        raise _no_figure(raw, where)
    return parsed.value


def _no_figure(raw: object, where: tuple[str, str, str]) -> refusals.ExchangeError:
    shown = format(raw, "g") if isinstance(raw, float) else str(raw)[:40]
    return refusals.no_figure(*where, say(f"“{shown}”不是可用的数值", f"“{shown}” is no figure"))


def is_unchanged(raw: object, exported: Value) -> bool:
    """Whether a text is letter by letter what was exported."""
    return isinstance(raw, str) and raw.strip() == str(exported).strip()


@cache
def _kinds() -> dict[tuple[str, str], Kind]:
    return {
        (table.code, column.code): column.kind
        for form in load_catalogue().forms.values()
        for table in form.tables
        for column in table.columns
    }


def _kind(address: Address) -> Kind:
    return _kinds()[address.table, address.column]
