"""Kinds of rules that compare the prose with the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.checks.subject import KindSpec

KINDS: Final[dict[str, KindSpec]] = {}
