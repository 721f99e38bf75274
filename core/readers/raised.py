"""Numbers of footnotes, raised behind a figure."""

from __future__ import annotations

from typing import Final

RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""To write a raised number such that nothing takes it for digits of the figure before it."""
