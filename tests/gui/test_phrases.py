"""Words put together in the language of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.address import Address
from core.work.summaries import results
from gui.main_window import MainWindow
from gui.models.charts import results_chart
from gui.models.phrases import listed, named, told_of

GRANTED = Address.parse("requests.granted.total")


def test_that_chinese_words_are_put_together_with_chinese_marks(qapp: QApplication) -> None:
    assert told_of("（一）予以公开", "27") == "（一）予以公开：27"
    assert told_of("（一）予以公开", "") == "（一）予以公开"
    assert listed(("甲", "", "乙、丙")) == "甲；乙、丙"
    assert named(("2023", "本年新收")) == "2023、本年新收"


def test_that_what_a_bar_tells_is_chinese_throughout(desk: MainWindow, qtbot: QtBot) -> None:
    review = desk.session.review
    assert review is not None
    chart = results_chart(results(review, by_row=False), "南浦街道")
    granted = next(mark for mark in chart.marks if "予以公开" in mark.words)

    assert "：" in granted.words
    assert ":" not in granted.words
    assert "," not in granted.words

    desk.docks.bring("charts")
    qtbot.waitUntil(lambda: desk.charts.chart is not None)
    desk.charts.canvas.go_to(0)
    assert desk.charts.words.text().endswith("。按回车转到表中的数字。")
