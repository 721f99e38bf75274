"""The kinds of rules: one table, in which every module of kinds enters its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.checks import kinds_form, kinds_sum, kinds_text, kinds_years

if TYPE_CHECKING:
    from core.checks.subject import KindSpec

KINDS: Final[dict[str, KindSpec]] = {
    **kinds_sum.KINDS,
    **kinds_form.KINDS,
    **kinds_text.KINDS,
    **kinds_years.KINDS,
}
