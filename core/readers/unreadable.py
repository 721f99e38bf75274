"""What stands in the text for something that is printed and cannot be read."""

from __future__ import annotations

from typing import Final

UNREADABLE: Final = "\ufffd"
"""A character whose font does not say which it is, or a picture in the place of a figure."""
