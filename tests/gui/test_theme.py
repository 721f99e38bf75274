"""What must be seen is seen in both themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.appearance import apply_theme
from gui.dialogs.check_page import TickTable
from gui.theme import find_colours, make_palette, state_colours
from gui.views.form_legend import marks
from gui.views.form_painting import faint_ink, ground_of
from gui.views.problem_buttons import ProposalButton

ROLE = QPalette.ColorRole


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, "dark")
    yield qapp
    apply_theme(qapp, "light")


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 reckons it."""
    light, dim = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dim + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.usefixtures("dark")
@pytest.mark.parametrize("kind", [QCheckBox, QTreeWidget, QListWidget, TickTable])
def test_that_boxes_to_tick_can_be_seen_in_the_dark(kind: type[QWidget], qtbot: QtBot) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    widget.show()

    # Fusion outlines a box in the window's colour, darkened so.
    outline = widget.palette().window().color().darker(140)

    assert contrast(outline, widget.palette().base().color()) >= 3


def test_that_lists_are_as_before_when_it_is_light_again(dark: QApplication, qtbot: QtBot) -> None:
    apply_theme(dark, "light")
    widget = QTreeWidget()
    qtbot.addWidget(widget)
    widget.show()

    assert widget.palette().window() == dark.palette().window()


INKS = {
    ROLE.WindowText: (ROLE.Window,),
    ROLE.Text: (ROLE.Base, ROLE.AlternateBase, ROLE.Midlight),
    ROLE.ButtonText: (ROLE.Button,),
    ROLE.PlaceholderText: (ROLE.Base, ROLE.AlternateBase, ROLE.Window, ROLE.Button),
    ROLE.HighlightedText: (ROLE.Highlight,),
    ROLE.ToolTipText: (ROLE.ToolTipBase,),
    ROLE.Link: (ROLE.Base, ROLE.Window),
    ROLE.LinkVisited: (ROLE.Base, ROLE.Window),
}
"""What is written with, and on what."""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_that_all_words_can_be_read(dark: bool) -> None:
    palette = make_palette(dark=dark)
    colours = state_colours(palette)

    words = {
        f"{ink.name} on {ground.name}": contrast(palette.color(ink), palette.color(ground))
        for ink, grounds in INKS.items()
        for ground in grounds
    }
    states = {
        f"{name} on {ground.name}": contrast(getattr(colours, name), palette.color(ground))
        for name in ("error", "warning", "info", "ok", "unsure", "corrected")
        for ground in (ROLE.Base, ROLE.AlternateBase, ROLE.Window, ROLE.ToolTipBase)
    }

    # WCAG 2, 1.4.3
    assert {pair: ratio for pair, ratio in (words | states).items() if ratio < 4.5} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_that_what_cannot_be_used_now_can_still_be_read(dark: bool) -> None:
    palette, group = make_palette(dark=dark), QPalette.ColorGroup.Disabled

    pairs = {
        f"{ink.name} on {ground.name}": contrast(
            palette.color(group, ink), palette.color(group, ground)
        )
        for ink, ground in (
            (ROLE.WindowText, ROLE.Window),
            (ROLE.Text, ROLE.Base),
            (ROLE.Text, ROLE.AlternateBase),
            (ROLE.ButtonText, ROLE.Button),
            (ROLE.HighlightedText, ROLE.Highlight),
        )
    }

    # WCAG 2 asks nothing of these; as marks they would need 3 to 1.
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < 3} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_that_words_can_be_read_on_what_a_search_marks(dark: bool) -> None:
    palette = make_palette(dark=dark)

    assert all(contrast(palette.text().color(), find) >= 4.5 for find in find_colours(palette))


@pytest.mark.parametrize("selected", [False, True], ids=["plain", "chosen"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_that_all_that_a_cell_says_can_be_read(dark: bool, selected: bool) -> None:
    palette = make_palette(dark=dark)
    colours = state_colours(palette)
    inks = {
        "figure": palette.text().color(),
        "beside": faint_ink(palette, selected=selected),
        "sum": colours.error,
        "jump": colours.warning,
        "open or not found": colours.unsure,
    }

    words = {
        f"{name} where {meaning}": contrast(ink, ground_of(face, palette, selected=selected))
        for face, meaning in marks()
        for name, ink in inks.items()
    }
    rings = {
        f"ring where {meaning}": contrast(
            palette.color(ROLE.Accent), ground_of(face, palette, selected=True)
        )
        for face, meaning in marks()
    }

    assert {pair: ratio for pair, ratio in words.items() if ratio < 4.5} == {}
    assert {pair: ratio for pair, ratio in rings.items() if ratio < 3} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_that_marks_and_rings_can_be_seen(dark: bool) -> None:
    palette = make_palette(dark=dark)

    pairs = {
        f"{mark.name} on {ground.name}": contrast(palette.color(mark), palette.color(ground))
        for mark in (ROLE.Accent, ROLE.Highlight)
        for ground in (ROLE.Base, ROLE.Window)
    }

    # WCAG 2, 1.4.11
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < 3} == {}


@pytest.mark.usefixtures("dark")
@pytest.mark.parametrize("kind", [QLineEdit, QSpinBox, QTableWidget, QPlainTextEdit])
def test_that_what_takes_words_has_a_frame_in_the_dark(kind: type[QWidget], qtbot: QtBot) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    widget.show()

    # Fusion draws a frame in the window's colour, darkened so.
    frame = widget.palette().window().color().darker(140)

    assert contrast(frame, make_palette(dark=True).window().color()) >= 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_the_foremost_proposal_can_be_read(
    theme: str, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp, "dark" if theme == "dark" else "light")
    button = ProposalButton("改为 12", "", foremost=True)
    qtbot.addWidget(button)
    button.resize(200, 30)

    image = button.grab().toImage()
    grounds = [image.pixelColor(6, y) for y in range(4, 26)]
    words = button.palette().buttonText().color()
    apply_theme(qapp, "light")

    assert min(contrast(words, ground) for ground in grounds) >= 4.5
