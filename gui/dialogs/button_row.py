"""The buttons at the foot of a dialog."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QWidget


class ButtonRow(QDialogButtonBox):
    """Buttons that Tab visits as they stand, from the left to the right.

    Qt visits them in the order of their roles, which the desktop arranges otherwise.
    """

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        row = sorted(self.buttons(), key=lambda button: button.x())
        for left, right in pairwise(row):
            QWidget.setTabOrder(left, right)
