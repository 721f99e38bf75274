"""The way through what needs eyes: one task after the other, then the next report that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.agenda import Need, Task, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.address import Address
    from core.corrections import Ruling
    from core.work.workspace import Changes
    from gui.session import Session


class Problems(QObject):
    """Where the reviewer stands. ``shown``: the task, or what can be done about it, is another now;
    ``arrived``: a key led to a task, which wants the keyboard in the form; ``bared``: the task is
    about no cell, so that none is to take what is typed; ``unproposed``: a proposal was to be taken
    where there is none.

    ``task`` is None before the first step and behind the last task of a report. ``listed`` gives
    the reports to go through, in order.
    """

    shown = Signal()
    arrived = Signal()
    bared = Signal()
    unproposed = Signal()

    def __init__(
        self,
        session: Session,
        listed: Callable[[], Sequence[int]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._listed = listed
        self._tasks: tuple[Task, ...] = ()
        self._at: int | None = None
        self._is_bare = False
        self._is_due = False
        self._is_deciding = False
        self._others = 0
        self._report: int | None = None
        self._left_at: dict[int, Task] = {}
        session.opened.connect(self._open)
        session.changed.connect(self._keep_place)
        session.focused.connect(self._follow)
        session.import_finished.connect(self._count_others)
        session.standing_changed.connect(self._count_others)
        session.waits.counted.connect(self._count_others)
        self._open()

    # -- where the reviewer stands --------------------------------------------------------------

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What needs eyes in the open report."""
        return self._tasks

    @property
    def place(self) -> int | None:
        """The number of the task, counted from 0."""
        return self._at

    @property
    def task(self) -> Task | None:
        """The task to decide now."""
        return None if self._at is None else self._tasks[self._at]

    @property
    def others(self) -> int:
        """How many other reports of the list wait."""
        return self._others

    @property
    def is_at_hand(self) -> bool:
        """Whether the keyboard is on the task, so that its keys may decide it."""
        task = self.task
        if task is None:
            return False
        if task.address is None:
            return self._is_bare
        # A task of many cells is at hand in each of them.
        return self._session.address in task.addresses

    @property
    def can_take(self) -> bool:
        """Whether a proposal of the task can be taken."""
        task = self.task
        return self._may_decide and task is not None and bool(task.changes)

    @property
    def lacks_proposal(self) -> bool:
        """Whether the task waits for a decision of which none is proposed."""
        task = self.task
        is_open = task is not None and not task.changes and task.need is not Need.UNPROTECTED
        return self._may_decide and is_open

    @property
    def is_left(self) -> bool:
        """Whether the keyboard went elsewhere before the task was decided."""
        return self.task is not None and not self.is_at_hand

    @property
    def can_judge(self) -> bool:
        """Whether the task is about findings, on which a verdict can be given."""
        task = self.task
        return self._may_decide and task is not None and bool(task.findings)

    @property
    def can_confirm(self) -> bool:
        """Whether the cell may be confirmed as it was read."""
        task = self.task
        needs = (Need.MISSING, Need.INFERRED, Need.UNCERTAIN)
        return self._may_decide and task is not None and task.need in needs

    @property
    def can_see(self) -> bool:
        """Whether the keyboard is in a table of which cells are to be marked as seen."""
        return not self._session.read_only and self._unseen() is not None

    @property
    def _may_decide(self) -> bool:
        return self.is_at_hand and not self._session.read_only

    # -- moving ---------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next task (or back, with -1); from the last one on to the next report.

        A report without tasks is marked as gone through when it is left forward.
        """
        before = -1 if by > 0 else len(self._tasks)
        at = before if self._at is None else self._at
        target = at if self._is_due else at + by
        if 0 <= target < len(self._tasks):
            self._go(target)
        else:
            self._leave(by)
        self.arrived.emit()

    def go_to(self, address: Address | None) -> None:
        """Go to the first task about the cell, if there is one; None: about no cell."""
        there = (n for n, task in enumerate(self._tasks) if task.address == address)
        at = next(there, None)
        if at is not None:
            self._go(at)
        self.arrived.emit()

    def come_back(self) -> None:
        """Go to the task again from wherever the keyboard went."""
        if self._at is not None:
            self._go(self._at)
            self.arrived.emit()

    def _leave(self, by: int) -> None:
        if by > 0 and not self._tasks and not self._session.read_only:
            self._session.mark_seen()
        following = self._following(by)
        self._at = None
        if following is not None and self._session.open(following):
            self._count_others()
        if self._tasks:
            self._go(0 if by > 0 else len(self._tasks) - 1)
        else:
            self._at = None
            self.shown.emit()

    def _following(self, by: int) -> int | None:
        """The nearest report of the list that waits, around its end; None when no other does."""
        listed, report = self._listed(), self._session.report
        here = listed.index(report) if report in listed else -1 if by > 0 else len(listed)
        after, before = listed[here + 1 :], listed[: max(here, 0)]
        order = (*after, *before) if by > 0 else (*reversed(before), *reversed(after))
        waiting = self._session.waiting()
        return next((number for number in order if number in waiting), None)

    def _go(self, at: int) -> None:
        self._at, self._is_due = at, False
        task = self._tasks[at]
        self._is_bare = task.address is None
        self._session.point(task.findings[0].text if task.findings else ())
        if task.address is not None:
            self._session.focus(task.address)
        else:
            self.bared.emit()
        self.shown.emit()

    # -- deciding -------------------------------------------------------------------------------

    def take(self, number: int = 0) -> None:
        """Carry out a proposal of the task; without any the keyboard stays where it is."""
        task = self.task
        if self.lacks_proposal:
            self.unproposed.emit()
        elif self.can_take and task is not None and number < len(task.changes):
            change = task.changes[number]
            self._decide(lambda: self._session.correct(change.cells, change.why, "proposal"))

    def judge(self, ruling: Ruling) -> None:
        """Give the verdict on every finding of the task."""
        task = self.task
        if self.can_judge and task is not None:
            findings = task.findings
            self._decide(lambda: self._session.judge(findings, ruling))

    def confirm(self) -> None:
        """Confirm the cell as it was read: then its value is a person's word."""
        task, review = self.task, self._session.review
        if self.can_confirm and task is not None and review is not None:
            edits = [(address, review.statement.value(address)) for address in task.addresses]
            self._decide(lambda: self._session.correct(edits, gesture="confirmed"))

    def see(self) -> None:
        """Mark what no rule protects in the table as compared with the source."""
        unseen = self._unseen()
        if self.can_see and unseen is not None:
            self._decide(lambda: self._session.mark_seen(unseen.addresses))

    def _unseen(self) -> Task | None:
        """The task of unprotected cells in whose part of the report the keyboard is."""
        here = self._session.address
        if here is None:
            return None
        there = (task for task in self._tasks if task.need is Need.UNPROTECTED)
        return next((t for t in there if part_of(t.addresses[0]) == part_of(here)), None)

    def _decide(self, work: Callable[[], Changes | None]) -> None:
        """Do it, then go to the next task; behind the last when none is left."""
        before, at = self._tasks, self._at
        self._is_deciding = True
        try:
            done = work()
        finally:
            self._is_deciding = False
        self._tasks = self._session.agenda
        following = at if done is None else self._next_after(before, at, done)
        if following is None:
            self._at = None
            self._session.point(())
            self.shown.emit()
        else:
            self._go(following)

    def _next_after(self, before: Sequence[Task], at: int | None, changes: Changes) -> int | None:
        """What a correction left open or raised in the cells just looked at, else the next task."""
        if at is not None and not _cells(before[at]).isdisjoint(changes.addresses):
            same = self._find(before[at])
            here = self._opened_by(changes, before) if same is None else same
            if here is not None and not self.is_asked(self._tasks[here]):
                return here
        return self._successor(before, at)

    def _successor(self, before: Sequence[Task], at: int | None) -> int | None:
        start = 0 if at is None else at + 1
        open_ = [n for n, task in enumerate(self._tasks) if not self.is_asked(task)]
        later = [known for task in before[start:] if (known := self._find(task)) in open_]
        return next(iter((*later, *open_)), None)

    def is_asked(self, task: Task) -> bool:
        """Whether the task stays open because somebody is to be asked."""
        review = self._session.review
        verdicts = () if review is None else review.verdicts
        asked = {verdict.finding_key for verdict in verdicts if not verdict.excuses}
        return bool(task.findings) and all(f.key in asked for f in task.findings)

    def _find(self, task: Task) -> int | None:
        """Where the same task stands now."""
        same = (n for n, t in enumerate(self._tasks) if t.subjects & task.subjects)
        return next(same, None)

    # -- keeping up -----------------------------------------------------------------------------

    def _open(self) -> None:
        """Show a report from its first task on, or from the one that was left undecided."""
        if self._report is not None and self.task is not None:
            self._left_at[self._report] = self.task
        self._report = self._session.report
        left = None if self._report is None else self._left_at.pop(self._report, None)
        self._tasks = self._session.agenda
        self._at = None if left is None else self._find(left)
        self._is_bare, self._is_due = False, self._at is not None
        self._count_others()

    def _count_others(self) -> None:
        """Tell how many others wait as soon as it is known; nothing else waits for that."""
        waiting = self._session.waits.known
        if waiting is None:
            self._session.waits.count()
        else:
            others = waiting - {self._session.report}
            self._others = len(others.intersection(self._listed())) if others else 0
        self.shown.emit()

    def _keep_place(self, changes: Changes) -> None:
        """After an edit that was typed or came from another pane."""
        if self._is_deciding:
            return
        before, at, was_at_hand = self._tasks, self._at, self.is_at_hand
        self._tasks, self._at = self._session.agenda, None
        again = self._opened_by(changes, before) if changes.taken_back else None
        if again is not None:
            self._at = again
            QTimer.singleShot(0, self, self._return)
        elif at is not None:
            same = self._find(before[at])
            self._at = self._next_after(before, at, changes) if same is None else same
            is_done_here = same is None and not _cells(before[at]).isdisjoint(changes.addresses)
            if was_at_hand or is_done_here:
                # Not at once: the editor that was typed into is still being closed.
                QTimer.singleShot(0, self, self._return)
            else:
                self._is_due = self._is_due or same is None
        self.shown.emit()

    def _opened_by(self, changes: Changes, before: Sequence[Task]) -> int | None:
        """The task that a gesture, or taking one back, opened: it was not there before."""
        known = {subject for task in before for subject in task.subjects}
        again = (
            number
            for number, task in enumerate(self._tasks)
            if known.isdisjoint(task.subjects)
            and (not changes.addresses or not _cells(task).isdisjoint(changes.addresses))
        )
        return next(again, None)

    def _return(self) -> None:
        if self._at is not None:
            self._go(self._at)

    def _follow(self, address: Address) -> None:
        self._is_bare = False
        task = self.task
        if task is not None and address not in task.addresses:
            heads = (n for n, t in enumerate(self._tasks) if t.address == address)
            there = next(heads, None)
            if there is not None:
                self._at, self._is_due = there, False
        self.shown.emit()


def _cells(task: Task) -> set[Address]:
    """Every cell that the task has to do with."""
    return {*task.addresses, *(a for finding in task.findings for a in finding.addresses)}
