"""Sentences behind each other, in whatever language they are."""

from __future__ import annotations

from typing import Final

_FULL_STOPS: Final = "。！？；："


def sentences(*parts: str) -> str:
    """One text of them; the full stop of Chinese bears its blank within. Empty ones are left out."""
    text = ""
    for part in filter(None, parts):
        text += part if not text or text[-1] in _FULL_STOPS else f" {part}"
    return text
