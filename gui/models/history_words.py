"""Words for entries of the log: how a change came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from core.corrections import Correction, Gesture


def gesture_word(entry: Correction) -> str:
    """How the change came about."""
    if entry.gesture == "revert" and not entry.to_machine:
        return tr("Change reverted")
    return gesture_words()[entry.gesture]


def gesture_words() -> dict[Gesture, str]:
    """The user's word for each kind of change."""
    return {
        "typed": tr("Typed"),
        "proposal": tr("Proposal accepted"),
        "pasted": tr("Pasted"),
        "cleared": tr("Cleared"),
        "moved": tr("Moved"),
        "confirmed": tr("Confirmed"),
        "undo": tr("Undone"),
        "redo": tr("Redone"),
        "revert": tr("Reading restored"),
        "imported": tr("Imported"),
        "merged": tr("Settled by a newer reading"),
    }


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
