"""The address of a cell: the one key that page, table, finding, correction and workbook share."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Address(NamedTuple):
    """A cell by names from the form, never by grid indices; printed ``requests.granted.total``.

    A tuple, because every check and every list looks cells up by it: its hash is the fastest.
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read the printed form back. Raises ValueError unless it has exactly three names."""
        return _parsed(text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Address:
    names = text.split(".")
    if len(names) != 3 or not all(names):
        raise ValueError(f"not a cell address: {text!r}")
    return Address(*names)
