"""Moments as the user reads them."""

from __future__ import annotations

from datetime import datetime


def local_time(made_at: str) -> str:
    """An ISO 8601 moment in the time of this place; a text that is none stays as it is."""
    try:
        return datetime.fromisoformat(made_at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return made_at
