"""The signs of how grave a finding is."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QIcon

from gui.icons import icon
from gui.theme import state_colours


def severity_icons() -> dict[str, QIcon]:
    """By severity, and by ``unsure`` where it cannot be told, in the colours of the present theme."""
    colours = state_colours(QGuiApplication.palette())
    return {
        "error": icon("error", colours.error),
        "warning": icon("warning", colours.warning),
        "info": icon("info", colours.info),
        "unsure": icon("unsure", colours.unsure),
    }
