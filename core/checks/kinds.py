"""The kinds of rules: one table, in which every module of kinds enters its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.checks import (
    kinds_amounts,
    kinds_blanks,
    kinds_cells,
    kinds_condition,
    kinds_form,
    kinds_levels,
    kinds_positions,
    kinds_rows,
    kinds_sum,
    kinds_text,
    kinds_years,
)

if TYPE_CHECKING:
    from core.checks.subject import KindSpec

KINDS: Final[dict[str, KindSpec]] = {
    **kinds_sum.KINDS,
    **kinds_condition.KINDS,
    **kinds_cells.KINDS,
    **kinds_blanks.KINDS,
    **kinds_amounts.KINDS,
    **kinds_rows.KINDS,
    **kinds_positions.KINDS,
    **kinds_form.KINDS,
    **kinds_text.KINDS,
    **kinds_years.KINDS,
    **kinds_levels.KINDS,
}
