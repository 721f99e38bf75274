"""How the cells and labels of the form are set: lines that end as they should, figures that belong together."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from core.cells import Origin
from gui.models.form_face import Face
from gui.theme import make_palette
from gui.views.form_painting import PAIR, paint_cell, wrapping

WORDS = int(Qt.TextFlag.TextWordWrap)
ANYWHERE = int(Qt.TextFlag.TextWrapAnywhere)


@pytest.fixture
def metrics(qapp: QApplication) -> QFontMetrics:
    return QFontMetrics(qapp.font())


def test_that_no_line_of_a_label_begins_with_a_comma(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("（二）部分公开（区")

    assert (
        wrapping(metrics, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", width)
        == WORDS
    )


def test_that_a_label_too_narrow_for_its_words_is_broken_anywhere(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("三") * 3 // 2

    assert wrapping(metrics, "（三）不予公开", width) & ANYWHERE


@pytest.mark.parametrize(
    "face",
    [Face(Decimal(88), Origin.READ, earlier="88"), Face(Decimal(88), Origin.READ, was="88")],
    ids=["year before", "what was read"],
)
def test_that_a_second_figure_stands_close_to_the_first_in_a_tall_row(
    face: Face, metrics: QFontMetrics
) -> None:
    image = QImage(80, 120, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_cell(painter, QRect(0, 0, 80, 120), make_palette(dark=False), face)
    painter.end()

    inked = [y for y in range(118) if any(image.pixelColor(x, y).value() < 128 for x in range(70))]

    assert max(inked) - min(inked) <= metrics.height() * PAIR
    assert (max(inked) + min(inked)) / 2 == pytest.approx(60, abs=6)
