"""Moments as the user reads them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta


def local_time(made_at: str) -> str:
    """An ISO 8601 moment in the time of this place; a text that is none stays as it is."""
    try:
        return datetime.fromisoformat(made_at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return made_at


def days_back(days: int | None) -> str:
    """When the day began here that was so many days ago (0: today), ISO 8601 UTC; "" for None."""
    if days is None:
        return ""
    day = datetime.now().astimezone().date() - timedelta(days=days)
    return datetime.combine(day, time()).astimezone(UTC).isoformat(timespec="milliseconds")
