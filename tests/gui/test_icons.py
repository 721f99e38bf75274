"""Icons are drawn when they are seen, in the size and the colour that is wanted."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from gui.icons import icon, pixmap


def inks(picture: QPixmap) -> set[str]:
    """The colours of what is drawn; edges may be half transparent."""
    image = picture.toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    found = (image.pixelColor(x, y) for x, y in points)
    return {colour.name() for colour in found if colour.alpha() == 255}


def test_that_an_icon_has_the_size_that_is_asked_for(qapp: QApplication) -> None:
    picture = icon("search").pixmap(QSize(37, 37), 2.0)

    assert (picture.width(), picture.devicePixelRatio()) == (74, 2.0)
    assert inks(picture)


def test_that_each_state_has_its_colour(qapp: QApplication) -> None:
    palette = QGuiApplication.palette()
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    chosen = palette.color(QPalette.ColorRole.HighlightedText)
    sign = icon("search", QColor("#c00010"))

    assert inks(sign.pixmap(32, 32)) == {"#c00010"}
    assert inks(sign.pixmap(32, 32, QIcon.Mode.Active)) == {"#c00010"}
    assert inks(sign.pixmap(32, 32, QIcon.Mode.Disabled)) == {faint.name()}
    assert inks(sign.pixmap(32, 32, QIcon.Mode.Selected)) == {chosen.name()}


def test_that_an_icon_is_drawn_in_the_middle_of_a_broad_place(qapp: QApplication) -> None:
    canvas = QPixmap(60, 20)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    icon("search", QColor("#c00010")).paint(painter, QRect(0, 0, 60, 20))
    painter.end()

    assert inks(canvas.copy(20, 0, 20, 20)) == {"#c00010"}
    assert not inks(canvas.copy(0, 0, 20, 20))
    assert not inks(canvas.copy(40, 0, 20, 20))


def test_that_an_icon_outlives_its_makers_and_copies_that_qt_changes(qapp: QApplication) -> None:
    copy = QIcon(icon("search", QColor("#0000c0")))
    copy.addPixmap(QPixmap(8, 8))
    gc.collect()

    assert inks(copy.pixmap(32, 32)) == {"#0000c0"}
    del copy
    gc.collect()
    assert inks(icon("search", QColor("#0000c0")).pixmap(32, 32)) == {"#0000c0"}


def test_that_a_picture_is_sharp_for_the_screen_and_shared_by_nobody(qapp: QApplication) -> None:
    first = pixmap("search", 16, QColor("#c00010"), 2.0)
    first.fill(QColor("white"))
    second = pixmap("search", 16, QColor("#c00010"), 2.0)

    assert (second.width(), second.devicePixelRatio()) == (32, 2.0)
    assert inks(second) == {"#c00010"}


def test_that_an_unknown_icon_is_refused_at_once(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no such sign")
