"""Which commands of the window can be used, as its session stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.session import Session


class Abilities(QObject):
    """Enables and disables actions whenever the session says that something is otherwise.

    The commands of the present problem are the matter of its pane.
    """

    def __init__(self, session: Session, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._do = actions
        for told in (
            *(session.opened, session.changed, session.focused, session.taken_over),
            *(session.import_started, session.import_finished),
            *(session.export_started, session.export_finished),
        ):
            told.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Bring all of them up to date."""
        self._show_editing()
        is_open = self._session.review is not None
        for action in (self._do.next_problem, self._do.previous_problem):
            action.setEnabled(is_open)
        may_import = not self._session.read_only and not self._session.busy
        for action in (self._do.import_files, self._do.import_folder, self._do.import_package):
            action.setEnabled(may_import)

    def _show_editing(self) -> None:
        review = None if self._session.read_only else self._session.review
        do, is_open = self._do, review is not None
        do.undo.setEnabled(review is not None and review.can_undo)
        do.redo.setEnabled(review is not None and review.can_redo)
        do.restore.setEnabled(is_open and self._session.address is not None)
        do.identity.setEnabled(is_open)
        for relate in (do.names, do.parts):
            relate.setEnabled(review is not None and bool(review.agency))
