"""What the rules of the form say of a report; pure, and never asks where the figures came from."""

from __future__ import annotations

from core.checks.engine import evaluate
from core.checks.explain import suggest

__all__ = ["evaluate", "suggest"]
