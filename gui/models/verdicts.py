"""What a person said of a finding, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.models.moments import local_time

if TYPE_CHECKING:
    from core.corrections import Ruling, Verdict


def ruling_name(ruling: Ruling) -> str:
    """A ruling's name."""
    return {
        "source_says_so": tr("Source says so"),
        "does_not_apply": tr("Rule does not apply"),
        "to_ask": tr("To ask"),
    }[ruling]


def verdict_text(verdict: Verdict) -> str:
    """The ruling, who gave it and when, and the reason where there is one."""
    words = tr("{ruling}: {author}, {time}").format(
        ruling=ruling_name(verdict.ruling),
        author=verdict.author,
        time=local_time(verdict.made_at),
    )
    if not verdict.reason:
        return words
    return tr("{verdict}. Reason: {reason}").format(verdict=words, reason=verdict.reason)


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
