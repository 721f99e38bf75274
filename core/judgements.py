"""What the rules say of reports, remembered: after an edit only what depends on it is judged anew.

Knows statements and rules, no store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.checks import evaluate, evaluate_years, reevaluate
from core.statement import IDENTITY

if TYPE_CHECKING:
    from core.address import Address
    from core.findings import Finding
    from core.rules import CheckSettings
    from core.statement import Statement

_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class _Judged:
    statement: Statement
    earlier: Statement | None
    own: tuple[Finding, ...]
    of_years: tuple[Finding, ...]


class Judgements:
    """The findings of the reports that were judged last."""

    def __init__(self, settings: CheckSettings) -> None:
        self._settings = settings
        self._judged: dict[int, _Judged] = {}

    def findings(
        self, report: int, statement: Statement, earlier: Statement | None
    ) -> tuple[Finding, ...]:
        """All findings of a report: its own first, then those of the pair with the year before."""
        known = self._judged.pop(report, None)
        own = self._own(known, statement)
        if known and known.statement == statement and known.earlier == earlier:
            of_years = known.of_years
        elif earlier is None:
            of_years = ()
        else:
            of_years = evaluate_years(earlier, statement, self._settings)
        if len(self._judged) >= _KEPT:
            self._judged.pop(next(iter(self._judged)))
        self._judged[report] = _Judged(statement, earlier, own, of_years)
        return own + of_years

    def _own(self, known: _Judged | None, statement: Statement) -> tuple[Finding, ...]:
        if known is None or known.statement.extraction is not statement.extraction:
            return evaluate(statement, self._settings)
        changed = _changed(known.statement, statement)
        if not changed:
            return known.own
        if any(address.table == IDENTITY for address in changed):
            return evaluate(statement, self._settings)
        return reevaluate(statement, known.own, changed, self._settings)


def _changed(before: Statement, after: Statement) -> tuple[Address, ...]:
    """The cells whose value, or whether it is known, differs."""
    addresses = {*before.values, *after.values, *before.identity}
    return tuple(
        address
        for address in addresses
        if before.value(address) != after.value(address)
        or before.origins.get(address) != after.origins.get(address)
    )
