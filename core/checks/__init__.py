"""What the rules of the form say of a report; pure, and never asks where the figures came from."""

from __future__ import annotations

from core.checks.engine import evaluate, evaluate_agencies, evaluate_years, reevaluate
from core.checks.explain import suggest
from core.checks.rulebook import load_rules

__all__ = [
    "evaluate",
    "evaluate_agencies",
    "evaluate_years",
    "load_rules",
    "reevaluate",
    "suggest",
]
