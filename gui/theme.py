"""Light and dark: two palettes of our own, and the colours that mean something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtGui import QColor, QPalette

Mode = Literal["system", "light", "dark"]

_Role = QPalette.ColorRole
_ROLES: Final = (
    _Role.Window,
    _Role.WindowText,
    _Role.Base,
    _Role.AlternateBase,
    _Role.Text,
    _Role.Button,
    _Role.ButtonText,
    _Role.BrightText,
    _Role.ToolTipBase,
    _Role.ToolTipText,
    _Role.PlaceholderText,
    _Role.Highlight,
    _Role.HighlightedText,
    _Role.Link,
    _Role.LinkVisited,
    _Role.Light,
    _Role.Midlight,
    _Role.Mid,
    _Role.Dark,
    _Role.Shadow,
    _Role.Accent,
)
_LIGHT: Final = [
    "#f2f3f5",
    "#1b1f24",
    "#ffffff",
    "#f6f7f9",
    "#1b1f24",
    "#f2f3f5",
    "#1b1f24",
    "#ffffff",
    "#ffffff",
    "#1b1f24",
    "#5f6875",
    "#1f5fbf",
    "#ffffff",
    "#1f5fbf",
    "#6b3fa0",
    "#ffffff",
    "#e4e6ea",
    "#c3c8d0",
    "#9aa1ab",
    "#6d737c",
    "#1f5fbf",
]
_DARK: Final = [
    "#25282d",
    "#e8eaed",
    "#1b1d21",
    "#212429",
    "#e8eaed",
    "#2d3137",
    "#e8eaed",
    "#ffffff",
    "#2d3137",
    "#e8eaed",
    "#9aa3af",
    "#2f6fce",
    "#ffffff",
    "#8ab8ff",
    "#c7a6f2",
    "#454a52",
    "#3a3f46",
    "#4b515a",
    "#15171a",
    "#0d0e10",
    "#6ea8ff",
]
_DISABLED: Final = {False: "#78808b", True: "#828a95"}
"""What cannot be used now can still be read: 3 to 1 on whatever it stands on."""


@dataclass(frozen=True, slots=True)
class StateColours:
    """Colours with a meaning, each legible (at least 4.5 to 1) on the palette's base."""

    error: QColor
    warning: QColor
    info: QColor
    ok: QColor
    unsure: QColor
    corrected: QColor


_STATES: Final = {
    False: StateColours(
        *map(QColor, ["#b3261e", "#855300", "#1f5fbf", "#1e6b3a", "#6a4a9c", "#0b6a74"])
    ),
    True: StateColours(
        *map(QColor, ["#ff8f86", "#f2b84b", "#8ab8ff", "#7fd19b", "#c7a6f2", "#6fd0dc"])
    ),
}

_FINDS: Final = {
    False: (QColor("#ffc94d"), QColor("#ffebb8")),
    True: (QColor("#7d5c00"), QColor("#4d3d12")),
}


def is_dark(palette: QPalette) -> bool:
    """Whether the palette writes light on dark."""
    return palette.color(_Role.Base).lightness() < 128


def state_colours(palette: QPalette) -> StateColours:
    """The meaningful colours that fit the palette."""
    return _STATES[is_dark(palette)]


def paper_colours() -> StateColours:
    """The meaningful colours on the white paper of a page, whatever the theme is."""
    return _STATES[False]


def find_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """What is behind the words that a search is at, and behind its other finds."""
    return _FINDS[is_dark(palette)]


def paper_find_colours() -> tuple[QColor, QColor]:
    """The same on the white paper of a page."""
    return _FINDS[False]


def make_palette(*, dark: bool) -> QPalette:
    """One of the two palettes."""
    palette = QPalette()
    for role, name in zip(_ROLES, _DARK if dark else _LIGHT, strict=True):
        palette.setColor(role, QColor(name))
    faint = QColor(_DISABLED[dark])
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, palette.color(_Role.Midlight))
    return palette
