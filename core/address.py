"""The address of a cell: the one key that page, table, finding, correction and workbook share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A cell by names from the form, never by grid indices; printed ``requests.granted.total``."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read the printed form back. Raises ValueError unless it has exactly three names."""
        names = text.split(".")
        if len(names) != 3 or not all(names):
            raise ValueError(f"not a cell address: {text!r}")
        return cls(*names)
