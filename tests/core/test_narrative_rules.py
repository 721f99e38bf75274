"""How grave a contradiction between prose and table is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.address import Address
from core.cells import Origin
from core.checks import evaluate
from core.extraction.compact import Compact
from core.extraction.narrative import quoted_figures
from core.findings import Finding
from core.geometry import TextSpan
from core.prose import Prose
from core.statement import Statement, fold
from tests.helpers.statements import statement_of

NEW = Address("requests", "new", "total")


def _statement(text: str, origin: Origin) -> Statement:
    extraction = statement_of("2021", {str(NEW): 3}).extraction
    quotes = quoted_figures(Compact.of(text, [[TextSpan(0, len(text))]]))
    return fold(
        replace(
            extraction,
            prose=Prose(mentions=quotes.mentions),
            cells=tuple(
                replace(c, origin=origin) if c.address == NEW else c for c in extraction.cells
            ),
        ),
        (),
    )


def _finding(statement: Statement) -> Finding:
    return next(f for f in evaluate(statement) if f.rule == "text.new_requests")


@pytest.mark.parametrize(
    ("origin", "severity"),
    [(Origin.READ, "error"), (Origin.JOINED, "error"), (Origin.INFERRED, "warning")],
)
def test_that_a_figure_placed_by_arithmetic_makes_no_error(origin: Origin, severity: str) -> None:
    finding = _finding(_statement("全年收到政府信息公开申请5件。", origin))

    assert (finding.left, finding.right, finding.severity) == (5, 3, severity)


def test_that_a_verdict_expires_when_the_text_says_another_figure() -> None:
    five = _finding(_statement("全年收到政府信息公开申请5件。", Origin.READ))
    six = _finding(_statement("全年收到政府信息公开申请6件。", Origin.READ))

    assert five.instance == six.instance
    assert five.key != six.key
