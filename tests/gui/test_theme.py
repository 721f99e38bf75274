"""What must be seen is seen in both themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QListWidget, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.check_page import TickTable
from gui.theme import apply_theme


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
