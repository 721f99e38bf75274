"""The present problem with all that its decision needs: place, figures, proposals, keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.agenda import Need, Task
from core.cells import Origin
from core.disputes import whose
from core.errors import Known
from core.geometry import PageBox
from core.values import value_to_text
from gui.actions import plain_text, shortcut_text
from gui.models.disputes import ruling_word
from gui.models.findings import cell_name, changes_text, row_names
from gui.models.form_model import origin_word
from gui.models.verdicts import verdict_text
from gui.views.advice import Advice
from gui.views.excerpt_view import ExcerptView
from gui.views.key_columns import KeyColumns
from gui.views.paragraphs import Paragraphs, paragraph
from gui.views.problem_buttons import KeyButton, ProposalButton

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from core.address import Address
    from core.agenda import Change
    from core.corrections import Ruling
    from core.document import Document
    from core.findings import Finding
    from core.geometry import Place
    from core.review import Review
    from gui.actions import Actions
    from gui.models.problems import Problems
    from gui.session import Session
    from gui.views.problem_end import ReportEnd

_MOST_MESSAGES: Final = 2


class ProblemView(QWidget):
    """What is to be decided now; the buttons do what the keys do in the form.

    ``told`` carries words that belong below the form.
    """

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        problems: Problems,
        actions: Actions,
        end: ReportEnd,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._problems = problems
        self._do = actions
        self.back = KeyButton(actions.back)
        self.end = end
        self._opened: int | None = None
        self._advised: Task | None = None
        self.excerpt = ExcerptView()
        self.position = paragraph(QPalette.ColorRole.PlaceholderText)
        self.title = paragraph()
        self.message = Paragraphs()
        self.proposals: list[QPushButton] = []
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self._advice = Advice((self.position, self.back, self.title), self.message, end)
        self._advice.setAccessibleName(self.tr("Present problem"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.excerpt)
        split.addWidget(self._advice)
        self._keys = self._make_keys()
        split.addWidget(self._keys)
        for number, stretch in enumerate((4, 5, 0)):
            split.setStretchFactor(number, stretch)
        split.setSizes([420, 480, 170])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(split)
        self._connect_keys()
        problems.shown.connect(self.refresh)
        session.opened.connect(self._forget)
        self.refresh()

    def _make_keys(self) -> QWidget:
        """A button for each key, so that the mouse reaches and the eye learns it."""
        do = self._do
        keys = (*do.rulings.values(), do.confirm, do.see_table, do.next_problem)
        return KeyColumns([KeyButton(action) for action in keys])

    def _connect_keys(self) -> None:
        do, problems = self._do, self._problems
        do.take_proposal.triggered.connect(lambda: problems.take(0))
        for number, action in enumerate(do.proposals):
            action.triggered.connect(partial(self._take, number))
        for ruling, action in do.rulings.items():
            action.triggered.connect(partial(self._judge, ruling))
        do.confirm.triggered.connect(problems.confirm)
        do.see_table.triggered.connect(problems.see)
        do.next_problem.triggered.connect(lambda: problems.step(1))
        do.previous_problem.triggered.connect(lambda: problems.step(-1))
        do.back.triggered.connect(problems.come_back)
        problems.unproposed.connect(self._tell_keys)

    def _take(self, number: int, _checked: bool = False) -> None:
        self._problems.take(number)

    def _judge(self, ruling: Ruling, _checked: bool = False) -> None:
        self._problems.judge(ruling)

    def _tell_keys(self) -> None:
        """Say what decides a task for which nothing is proposed."""
        do = self._do
        able = [a for a in (do.confirm, *do.rulings.values(), do.next_problem) if a.isEnabled()]
        keys = self.tr(", ").join(f"{shortcut_text(a)} {plain_text(a)}" for a in able)
        task = self._problems.task
        has_cell = task is not None and task.address is not None
        text = (
            self.tr("No proposal here. Type the right figure, or press {keys}.")
            if has_cell
            else self.tr("No proposal here. Press {keys}.")
        )
        self._advised = task
        self.told.emit(text.format(keys=keys))

    # -- what is shown --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the task as it stands, and what its keys can do now."""
        review, task = self._session.review, self._problems.task
        if self._advised is not None and task is not self._advised:
            self._advised = None
            self.told.emit("")
        self._keys.setVisible(review is not None)
        self.excerpt.setVisible(task is not None)
        self.back.setVisible(self._problems.is_left)
        is_through = review is not None and task is None and self._is_asked_only()
        self.end.refresh(is_through=is_through)
        self.position.setText(self._position())
        self._show_changes(review, task)
        if review is None or task is None:
            self.title.setText(self._state(review))
            self.message.set_text("")
            self.excerpt.show_places(())
        else:
            self.title.setText(self._title(review, task))
            self.message.set_text(self._message(review, task))
            self._show_excerpt(review, task)
        self._show_abilities(task)

    def _position(self) -> str:
        place, count, others = (
            self._problems.place,
            len(self._problems.tasks),
            self._problems.others,
        )
        parts: list[str] = []
        if place is not None:
            parts.append(self.tr("{place} of {count}").format(place=place + 1, count=count))
        elif count:
            parts.append(self.tr("{count} to look at").format(count=count))
        if others:
            parts.append(self.tr("other reports waiting: {count}").format(count=others))
        told = self.tr("; ").join(parts)
        return told[:1].upper() + told[1:]

    def _state(self, review: Review | None) -> str:
        """What to do where no task is shown."""
        key = shortcut_text(self._do.next_problem)
        if review is None:
            return self.tr("Open a report to go through its problems.")
        if self._problems.tasks:
            if self._is_asked_only():
                return self.tr("Only questions are left here; {key} goes on.").format(key=key)
            return self.tr("{key} shows the first problem.").format(key=key)
        if closing := self.end.closing(key, self._problems.others):
            return closing
        if self._problems.others:
            text = self.tr("Nothing needs eyes here. {key}: reviewed, next report.")
            return text.format(key=key)
        if self._session.waits.among([review.report]):
            return self.tr("Nothing needs eyes here. {key}: reviewed.").format(key=key)
        return self.tr("All reports of the list are done.")

    def _is_asked_only(self) -> bool:
        return all(map(self._problems.is_asked, self._problems.tasks))

    def _title(self, review: Review, task: Task) -> str:
        if task.need is Need.UNPROTECTED:
            return self.tr("Figures of this table in no sum: {count}; compare them").format(
                count=len(task.addresses)
            )
        if task.address is None:
            return self._need(task)
        if len(task.addresses) > 1:
            return self._group_title(review, task)
        value = value_to_text(review.statement.value(task.address))
        return f"{cell_name(review, task.address)} = {value or self._absence(review, task.address)}"

    def _absence(self, review: Review, address: Address) -> str:
        """Why a cell shows no value: a blank was printed, or nothing is known of it."""
        match review.statement.origins.get(address):
            case Origin.AMBIGUOUS:
                return self.tr("open")
            case Origin.MISSING:
                return self.tr("not found")
            case _:
                return self.tr("blank")

    def _group_title(self, review: Review, task: Task) -> str:
        """Of cells that are decided with one look: how many, what they came to, and the rows."""
        values = {review.statement.value(address) for address in task.addresses}
        rows = row_names(review, task.addresses)
        if not any(values):
            text = self.tr("{count} zeros were worked out in empty rows: {rows}")
        else:
            text = self.tr("{count} figures of a row were worked out: {rows}")
        return text.format(count=len(task.addresses), rows=self.tr("; ").join(rows))

    def _message(self, review: Review, task: Task) -> str:
        lines = [f.message for f in task.findings[:_MOST_MESSAGES]]
        if task.need is Need.DISPUTED and task.findings:
            lines += self._verdicts(review, task.findings[0])
        if len(task.findings) > _MOST_MESSAGES:
            more = len(task.findings) - _MOST_MESSAGES
            lines.append(self.tr("… and {count} more of one cause").format(count=more))
        is_one = len(task.addresses) == 1 and task.need is not Need.UNPROTECTED
        cell = review.statement.reading(task.addresses[0]) if is_one else None
        if cell is not None and not (task.findings and cell.origin is Origin.READ):
            text = self.tr("{need}; printed: {printed} ({origin})")
            lines.append(
                text.format(
                    need=self._need(task),
                    printed=cell.printed.strip() or self.tr("blank"),
                    origin=origin_word(review.statement.origins[cell.address]),
                )
            )
        if len(task.addresses) > 1 and task.need is Need.INFERRED:
            lines.append(self._need(task))
        if task.need is not Need.DISPUTED:  # then the verdicts of all stand there already
            keys = {finding.key for finding in task.findings}
            said = (verdict for verdict in review.verdicts if verdict.finding_key in keys)
            lines += dict.fromkeys(map(verdict_text, said))
        return "\n".join(lines)

    def _verdicts(self, review: Review, finding: Finding) -> list[str]:
        """What each of several people says of the finding."""
        lines = [self.tr("Verdicts in conflict: give one with its key")]
        for dispute in review.disputes:
            if dispute.finding_key == finding.key:
                lines += [f"{ruling_word(side.ruling)} — {whose(side)}" for side in dispute.sides]
        return lines

    def _need(self, task: Task) -> str:
        if task.need is Need.FAILED and task.findings[0].severity != "error":
            return self.tr("Warning")
        return {
            Need.DISPUTED: self.tr("In conflict: take one, or type another value"),
            Need.FAILED: self.tr("Does not agree"),
            Need.CANNOT_TELL: self.tr("Cannot tell"),
            Need.AMBIGUOUS: self.tr("Several values are possible"),
            Need.MISSING: self.tr("Not found in the source"),
            Need.INFERRED: self.tr("Worked out, not read"),
            Need.UNCERTAIN: self.tr("Read without certainty"),
            Need.UNPROTECTED: self.tr("In no sum"),
        }[task.need]

    def _show_changes(self, review: Review | None, task: Task | None) -> None:
        for button in self.proposals:
            self._advice.proposals.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.proposals = []
        if review is None or task is None:
            return
        for number, change in enumerate(task.changes[: len(self._do.proposals)]):
            self.proposals.append(self._make_proposal(review, number, change))

    def _make_proposal(self, review: Review, number: int, change: Change) -> QPushButton:
        action = self._do.take_proposal if number == 0 else self._do.proposals[number]
        key = shortcut_text(action).split(", ")[0]
        task = self._problems.task
        is_choice = task is not None and task.need is Need.DISPUTED
        if is_choice:
            # Which of several values is the question; whose it is belongs beside it.
            value = value_to_text(change.cells[0][1]) or self.tr("blank")
            words = f"{value} — {change.why}"
        else:
            words = changes_text(review, change.cells)
        foremost = number == 0 and not is_choice  # of several people's values none is to be urged
        button = ProposalButton(f"{words}  ({key})", change.why, foremost=foremost)
        button.setEnabled(self._problems.can_take)
        button.clicked.connect(partial(self._take, number))
        self._advice.proposals.addWidget(button)
        return button

    def _show_abilities(self, task: Task | None) -> None:
        do, problems = self._do, self._problems
        do.back.setEnabled(problems.is_left)
        do.take_proposal.setEnabled(problems.can_take or problems.lacks_proposal)
        for number, action in enumerate(do.proposals):
            action.setEnabled(problems.can_take and task is not None and number < len(task.changes))
        for action in do.rulings.values():
            action.setEnabled(problems.can_judge)
        do.confirm.setEnabled(problems.can_confirm)
        do.see_table.setEnabled(problems.can_see)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How low the keys may be depends on how wide they all are together."""
        super().resizeEvent(event)
        self._keys.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Mark the figure in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.refresh()

    # -- the piece of the source ----------------------------------------------------------------

    def _forget(self, _report: int) -> None:
        self._opened = None

    def _show_excerpt(self, review: Review, task: Task) -> None:
        if self._opened != review.report:
            self._opened = review.report
            self.excerpt.open(*self._load())
        cells = {cell.address: cell.place for cell in review.extraction.cells}
        # What Enter would change is to be seen before, too.
        proposed = [address for change in task.changes[:1] for address, _ in change.cells]
        shown = dict.fromkeys((*task.addresses, *proposed))
        places: list[Place] = [p for a in shown if (p := cells.get(a)) is not None]
        # Of a page only a piece is shown, of anything else the whole row.
        beside = [cells.get(address) for address in _row_of(task)]
        places += [p for p in beside if isinstance(p, PageBox) and p not in places]
        if not places and task.findings:
            places += task.findings[0].text
        if places:
            here = self._session.address
            self.excerpt.show_places(places, None if here is None else cells.get(here))
        else:
            self.excerpt.say(self.tr("The source has no place for it."))

    def _load(self) -> tuple[Document | None, bytes]:
        try:
            document = self._session.document()
            return document, self._session.source() if document.format == "pdf" else b""
        except Known:
            # The pane of the source says why.
            return None, b""


def _row_of(task: Task) -> list[Address]:
    """The cells that the task's rule compares in the row of the cell to look at first."""
    first = task.address
    if first is None or not task.findings:
        return []
    return [a for a in task.findings[0].addresses if (a.table, a.row) == (first.table, first.row)]
