"""What a person types for a report's agency, year and date of publication, as values."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.language import say
from core.statement import AGENCY, YEAR

if TYPE_CHECKING:
    from core.address import Address
    from core.values import Value

# The regulation that orders the reports took force in 2008 (国务院令第492号).
_FIRST_YEAR: Final = 2008
_YEAR: Final = re.compile(r"(\d{4})\s*年?度?", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", re.ASCII)


def identity_entered(address: Address, text: str) -> Value:
    """The value of agency, year or date of publication (ISO 8601); None for nothing typed.

    Full-width signs count as plain ones. Raises ValueError with a message in the user's language.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if not plain:
        return None
    if address == AGENCY:
        # As typed but for blanks: brackets in names of organs are full-width.
        return " ".join(text.split())
    return _year(plain) if address == YEAR else _day(plain)


def _year(text: str) -> Decimal:
    found = _YEAR.fullmatch(text)
    # A report is on a year that has begun.
    if found is None or not _FIRST_YEAR <= int(found[1]) <= date.today().year:
        last = date.today().year
        raise ValueError(
            say(
                f"年度应是 {_FIRST_YEAR} 至 {last} 之间的四位数字，如 2023。",
                f"The year has four digits, from {_FIRST_YEAR} to {last}, like 2023.",
            )
        )
    return Decimal(found[1])


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        raise ValueError(
            say(
                "公布日期应写全年月日，如 2024-01-23 或 2024年1月23日。",
                "The date needs year, month and day, like 2024-01-23.",
            )
        ) from None
