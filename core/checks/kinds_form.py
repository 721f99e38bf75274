"""Kinds of rules of the form of a report: its identity, sections and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.checks.subject import KindSpec

KINDS: Final[dict[str, KindSpec]] = {}
