"""Kinds of rules that compare a report with the one of the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.checks.subject import KindSpec

KINDS: Final[dict[str, KindSpec]] = {}
