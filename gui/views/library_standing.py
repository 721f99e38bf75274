"""How far the review of the open report is, and the cells that changed since its sign-off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from core.standing import ReviewStatus, Standing
from gui.models.findings import cell_name
from gui.models.form_model import plain_tip

if TYPE_CHECKING:
    from gui.session import Session
    from gui.views.library_gestures import LibraryGestures


class StandingBar(QWidget):
    """Status, reviewer and changed cells of the open report; hidden while none is open."""

    def __init__(self, session: Session, gestures: LibraryGestures) -> None:
        super().__init__()
        self._session = session
        self._gestures = gestures
        self._standing = Standing()
        self.status = self._button(self.tr("Status of the open report"))
        self.reviewer = self._button(self.tr("Reviewer of the open report"))
        self.changed = self._button(self.tr("Cells other than as read or last signed off"))
        self.status.setMenu(self._status_menu())
        self.reviewer.clicked.connect(self._assign)
        self.changed.setMenu(QMenu(self))
        self.changed.menu().aboutToShow.connect(self._list_changed)
        self.next_changed = QAction(self.tr("Next &changed cell"), self)
        self.next_changed.setShortcut(QKeySequence("Ctrl+F8"))
        self.next_changed.triggered.connect(self._step)
        self.addAction(self.next_changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.status)
        layout.addWidget(self.reviewer)
        layout.addStretch(1)
        layout.addWidget(self.changed)
        session.opened.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.standing_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the standing as it is now."""
        standing = self._session.standing()
        self.setVisible(standing is not None)
        self._standing = standing or Standing()
        writable = not self._session.read_only
        self.status.setText(self._standing.status.label)
        self.status.setEnabled(writable)
        self.status.setToolTip(plain_tip(self._course()))
        self.reviewer.setText(self._standing.reviewer or self.tr("Nobody assigned"))
        self.reviewer.setEnabled(writable)
        changed = self._standing.changed
        self.next_changed.setEnabled(bool(changed))
        self.changed.setVisible(bool(changed))
        self.changed.setText(self.tr("Changed: {count}").format(count=len(changed)))

    def _course(self) -> str:
        """How the report came to its status."""
        standing, words = self._standing, [self.tr("Status of the open report")]
        if standing.reason:
            words.append(self.tr("Reason: {reason}").format(reason=standing.reason))
        if standing.signed_by:
            signed = self.tr("Last signed off by {name}, {day}")
            words.append(signed.format(name=standing.signed_by, day=standing.signed_at[:10]))
        return "\n".join(words)

    def _list_changed(self) -> None:
        """Fill the menu, when somebody opens it."""
        menu, review = self.changed.menu(), self._session.review
        menu.clear()
        for address in self._standing.changed:
            words = str(address) if review is None else cell_name(review, address)
            menu.addAction(words, partial(self._session.focus, address))

    def _status_menu(self) -> QMenu:
        menu = QMenu(self)
        for status in ReviewStatus:
            menu.addAction(status.label, partial(self._set_status, status))
        return menu

    def _set_status(self, status: ReviewStatus) -> None:
        if self._session.report is not None:
            self._gestures.set_status(status, (self._session.report,))

    def _assign(self) -> None:
        if self._session.report is not None:
            self._gestures.ask_reviewer((self._session.report,))

    def _step(self) -> None:
        """Go to the changed cell after the present one, round and round."""
        changed, here = self._standing.changed, self._session.address
        if changed:
            at = changed.index(here) + 1 if here in changed else 0
            self._session.focus(changed[at % len(changed)])

    def _button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
