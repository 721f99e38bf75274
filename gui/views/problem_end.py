"""What the review of a report ends with: its status, and another look at what was changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.standing import ReviewStatus, Standing
from gui.views.problem_buttons import KeyButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from gui.session import Session


class ReportEnd(QWidget):
    """Buttons that stand where nothing is left to decide in the open report.

    ``statuses`` are the commands that give it a status, ``next_changed`` leads to the cells that
    are other than at its last sign-off, or than they were read.
    """

    def __init__(
        self, session: Session, statuses: Mapping[ReviewStatus, QAction], next_changed: QAction
    ) -> None:
        super().__init__()
        self._session = session
        self._standing = Standing()
        self.sign_off = KeyButton(statuses[ReviewStatus.FINAL], self.tr("Sign off"))
        self.hand_on = KeyButton(statuses[ReviewStatus.TO_RECHECK], self.tr("Have it rechecked"))
        self.look_again = KeyButton(next_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for button in (self.sign_off, self.hand_on, self.look_again):
            column.addWidget(button)

    def refresh(self, *, is_through: bool) -> None:
        """Offer what can be done now; nothing while there is something to decide."""
        self._standing = (self._session.standing() if is_through else None) or Standing()
        self.look_again.setVisible(bool(self._standing.changed))
        self.hand_on.setVisible(self._standing.status is not ReviewStatus.TO_RECHECK)
        self.setVisible(is_through and not self._session.read_only and not self._is_final)

    def closing(self, key: str, others: int) -> str:
        """What a report that is signed off says; "" of any other. ``key`` leads to the next one."""
        if not self._is_final:
            return ""
        if others:
            return self.tr("Signed off. {key}: next report.").format(key=key)
        return self.tr("Signed off; all reports of the list are done.")

    @property
    def _is_final(self) -> bool:
        return self._standing.status is ReviewStatus.FINAL
