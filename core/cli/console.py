"""The terminal: progress that nobody sees in a pipe, columns that fit Chinese, displays."""

from __future__ import annotations

import getpass
import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import Final, TextIO

_NO_SCREEN: Final = ("offscreen", "minimal")


class Bar:
    """A Progress on a terminal: one line that is written over; nothing where there is none."""

    cancelled: bool = False

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._is_seen = self._stream.isatty()

    def step(self, done: int, total: int, name: str) -> None:
        """Write how far the work is."""
        if self._is_seen:
            self._stream.write(f"\r\x1b[K{done}/{total} {shortened(name, 60)}")
            self._stream.flush()

    def clear(self) -> None:
        """Wipe the line, so that the next message starts on a clean one."""
        if self._is_seen:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def width(text: str) -> int:
    """The columns that the text takes on a terminal; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shortened(text: str, columns: int) -> str:
    """The text within so many columns, with an ellipsis where it was cut."""
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return f"{text}…"


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows as aligned columns; the first row is the heading."""
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True))
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * wide for wide in widths))
    return "\n".join(line.rstrip() for line in lines)


def has_display() -> bool:
    """Whether a window could be seen."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform:
        return platform not in _NO_SCREEN
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def account() -> str:
    """The name of the system's account, as author; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
