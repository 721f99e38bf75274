"""What is proposed can be seen together with what is the matter, however low the pane is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.views.advice import Advice
from gui.views.paragraphs import Paragraphs

REASON = "“总计”一列：各项办理结果相加 57，（七）总计 56，相差 1。"


class Pane:
    """A problem with long reasons and one proposal."""

    def __init__(self, qtbot: QtBot, height: int) -> None:
        self.title, self.reasons, self.proposal = (
            QLabel("总计 = 26"),
            Paragraphs(),
            QPushButton("改"),
        )
        self.advice = Advice((self.title,), self.reasons, QLabel())
        self.advice.proposals.addWidget(self.proposal)
        self.reasons.set_text("\n".join([REASON] * 5))
        qtbot.addWidget(self.advice)
        self.advice.resize(320, height)
        with qtbot.waitExposed(self.advice):
            self.advice.show()

    @property
    def comes_first(self) -> bool:
        """Whether the proposal stands above the reasons."""
        return self.proposal.y() < self.reasons.y()


@pytest.mark.parametrize(("height", "comes_first"), [(600, False), (110, True)])
def test_that_a_proposal_comes_before_its_reasons_where_room_is_short(
    height: int, comes_first: bool, qtbot: QtBot
) -> None:
    pane = Pane(qtbot, height)

    qtbot.waitUntil(lambda: pane.comes_first is comes_first)
    bottom = pane.proposal.mapTo(pane.advice, pane.proposal.rect().bottomLeft()).y()
    assert bottom < height


def test_that_the_order_follows_the_height_and_the_words(qtbot: QtBot) -> None:
    pane = Pane(qtbot, 110)
    qtbot.waitUntil(lambda: pane.comes_first)

    pane.advice.resize(320, 600)
    qtbot.waitUntil(lambda: not pane.comes_first)
    pane.advice.resize(320, 110)
    qtbot.waitUntil(lambda: pane.comes_first)
    pane.reasons.set_text("相差 1。")
    qtbot.waitUntil(lambda: not pane.comes_first)
