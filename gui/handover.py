"""What one window hands to the next on the same work, when language or size of the text change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gui.docks import holds_keyboard

if TYPE_CHECKING:
    from core.address import Address
    from core.agenda import Task
    from gui.jobs import Failure, ImportSummary
    from gui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Handover:
    """The state of a window that neither its session nor the settings keep.

    ``draft`` is what is being typed, with its cell; ``keyboard`` the pane that has the keyboard, ""
    for the form; ``notice`` the end of an import that is still told of.
    """

    draft: tuple[Address, str] | None
    in_front: tuple[str, ...]
    keyboard: str
    task: Task | None
    failures: tuple[Failure, ...]
    notice: ImportSummary | None

    @classmethod
    def of(cls, window: MainWindow) -> Handover:
        """Take it from the window; the cell that is being typed into is closed."""
        keyboard = window.docks.present
        if holds_keyboard(window.source_view):
            keyboard = _SOURCE
        return cls(
            window.form_view.table.put_draft_aside(),
            tuple(window.docks.in_front()),
            keyboard,
            window.problems.task,
            window.failures.failures,
            window.notices.told,
        )

    def give(self, window: MainWindow) -> None:
        """Go on in the window, which is on show, with the same report open."""
        session = window.session
        session.announce()
        if self.task is not None:
            window.problems.go_to(self.task.address)
        window.failures.show_failures(self.failures)
        if self.notice is not None:
            window.notices.tell_import(self.notice)
        for pane in self.in_front:
            window.docks.bring(pane)
        if self.draft is not None:
            window.form_view.table.continue_draft(*self.draft)
            session.keep_draft(*self.draft)
        elif self.keyboard == _SOURCE:
            window.source_view.setFocus()
        elif self.keyboard:
            window.docks.lead_into(self.keyboard)


_SOURCE: Final = "source"
