"""The findings of the open report: choose one to see its cells, press Enter to take its proposal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.checks.rulebook import rules_by_code
from gui.models.findings import DIFFERENCE, MESSAGE, RULING, SEVERITY, FindingsModel
from gui.models.verdicts import ruling_name, verdict_text
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list
from gui.views.paragraphs import paragraph
from gui.views.problem_buttons import ProposalButton

if TYPE_CHECKING:
    from core.corrections import Ruling
    from core.findings import Finding, Suggestion
    from gui.session import Session

_RULINGS: Final[tuple[Ruling, ...]] = ("source_says_so", "does_not_apply", "to_ask")
_PROPOSALS: Final = 5
_SIGN: Final = 24
"""The icon of a finding with the gap behind it."""
_LETTERS: Final = 56
"""As wide as the list must be to have room for more than what failed, in letters."""


class FindingsView(QWidget):
    """The list, and beside it what can be done about the chosen finding."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._marking = False
        self.model = FindingsModel(self)
        self.table = self._make_table()
        self.rulings: dict[Ruling, QPushButton] = {}
        self.proposals: list[QPushButton] = []
        self.nothing_open = EmptyState("document", self.tr("Open a report to see its findings."))
        self.all_agree = EmptyState("ok", self.tr("All totals agree."), ok=True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self._make_side())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([600, 420])
        self.pages = QStackedWidget()
        self._list = split
        for page in (split, self.nothing_open, self.all_agree):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.pages)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.clicked.connect(self._choose)
        self.table.installEventFilter(self)
        session.opened.connect(self._show_report)
        session.changed.connect(self._show_report)
        session.focused.connect(self._mark_focused)
        self._show_report()

    @property
    def finding(self) -> Finding | None:
        """The chosen finding; None when there is none."""
        index = self.table.currentIndex()
        return self.model.finding(index.row()) if index.isValid() else None

    def accept_proposal(self, number: int = 0) -> bool:
        """Carry out a proposal of the chosen finding as one gesture; whether there was one."""
        finding = self.finding
        if finding is None or number >= len(finding.suggestions) or self._session.read_only:
            return False
        proposal = finding.suggestions[number]
        edits = list(proposal.cells)
        return self._session.correct(edits, proposal.why, "proposal") is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list takes the first proposal; a narrow list leaves out what the side says."""
        if watched is self.table and event.type() == QEvent.Type.Resize:
            letters = self.table.width() // self.fontMetrics().horizontalAdvance("0")
            for column in (DIFFERENCE, RULING):
                self.table.setColumnHidden(column, letters < _LETTERS)
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            return self.accept_proposal()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.model.refresh_icons()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Findings"))
        as_list(table)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        return table

    def _fit_columns(self) -> None:
        """Make the short columns as wide as what stands in them; Qt would ask for every cell of them
        at every edit, and knows no widths while the table is not in view.
        """
        metrics = self.table.fontMetrics()
        for column in (SEVERITY, DIFFERENCE, RULING):
            widest = max(map(metrics.horizontalAdvance, self.model.texts(column)))
            width = widest + metrics.horizontalAdvance("00")
            sign = _SIGN if column == SEVERITY else 0
            self.table.setColumnWidth(column, width + sign)

    def _make_side(self) -> QWidget:
        self._message = _copied()
        self.basis = _copied(QPalette.ColorRole.PlaceholderText)
        self.earlier = QPushButton()
        self.earlier.clicked.connect(self._open_earlier)
        self._proposals = QVBoxLayout()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Reason of the verdict (optional)"))
        self.reason.setAccessibleName(self.tr("Reason of the verdict (optional)"))
        verdicts = QHBoxLayout()
        for ruling in _RULINGS:
            button = QPushButton(ruling_name(ruling))
            button.setCheckable(True)
            button.clicked.connect(partial(self._judge, ruling))
            verdicts.addWidget(button)
            self.rulings[ruling] = button
        verdicts.addStretch(1)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 4, 4, 4)
        layout.addWidget(self._message)
        layout.addLayout(self._proposals)
        layout.addWidget(self.earlier)
        layout.addWidget(self.basis)
        layout.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Finding"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        # What decides stays in view, however long the words are.
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(area, 1)
        column.addWidget(self.reason)
        column.addLayout(verdicts)
        return side

    def _show_report(self) -> None:
        before, row_before = self.finding, max(0, self.table.currentIndex().row())
        review = self._session.review
        self.model.show_review(review)
        self._fit_columns()
        if review is None:
            self.pages.setCurrentWidget(self.nothing_open)
        elif not self.model.rowCount():
            self.pages.setCurrentWidget(self.all_agree)
        else:
            self.pages.setCurrentWidget(self._list)
            row = self.model.row_of(before)
            if before is None:
                row_before = 0
            self._mark(min(row_before, self.model.rowCount() - 1) if row is None else row)
        self._show_side()

    def _mark(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self._marking = True
        try:
            index = self.model.index(row, SEVERITY)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)
        finally:
            self._marking = False

    def _mark_focused(self) -> None:
        address, chosen = self._session.address, self.finding
        if address is None or (chosen is not None and address in chosen.addresses):
            return
        for row in range(self.model.rowCount()):
            if address in self.model.finding(row).addresses:
                self._mark(row)
                self._show_side()
                return

    def _choose(self, current: QModelIndex) -> None:
        if self._marking or not current.isValid():
            return
        # What was begun for one finding is no reason for another.
        self.reason.clear()
        self._show_side()
        finding = self.model.finding(current.row())
        if finding.suggestions:
            self._session.focus(finding.suggestions[0].cells[0][0])
        elif finding.addresses:
            self._session.focus(finding.addresses[-1])
        # After the cell, so that the sentence is what stays in view.
        self._session.point(finding.text)

    def _judge(self, ruling: Ruling, _checked: bool = False) -> None:
        finding = self.finding
        if finding is None:
            return
        if self.model.ruling(finding) == ruling:
            self._session.withdraw(finding)
        else:
            reason = self.reason.text().strip()
            self.reason.clear()
            self._session.judge(finding, ruling, reason)

    def _show_side(self) -> None:
        finding = self.finding
        self._message.setText("" if finding is None else finding.message)
        self.basis.setText("" if finding is None else self._basis_of(finding))
        self._show_earlier(finding)
        for button in self.proposals:
            self._proposals.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.proposals = []
        writable = finding is not None and not self._session.read_only
        stands = None if finding is None else self.model.ruling(finding)
        self.reason.setEnabled(writable)
        for ruling, button in self.rulings.items():
            button.setEnabled(writable)
            button.setChecked(ruling == stands)
        for number, proposal in enumerate(() if finding is None else finding.suggestions):
            if number < _PROPOSALS:
                self.proposals.append(self._make_proposal(number, proposal, writable))

    def _basis_of(self, finding: Finding) -> str:
        """What the rule rests on, and what a person said of the finding."""
        rule = rules_by_code()[finding.rule]
        lines = [self.tr("Basis: {source}").format(source=rule.source)]
        verdict = self.model.verdict(finding)
        if verdict is not None:
            lines.append(verdict_text(verdict))
        return "\n".join(lines)

    def _show_earlier(self, finding: Finding | None) -> None:
        review = self._session.review
        there = bool(finding and finding.earlier and review and review.earlier is not None)
        self.earlier.setVisible(there)
        if there:
            self.earlier.setText(self.tr("Open the earlier report of this agency"))

    def _open_earlier(self) -> None:
        """Open the other report of a pair at the first cell involved."""
        finding, review = self.finding, self._session.review
        if finding is None or review is None or review.earlier is None:
            return
        cells = finding.earlier
        if self._session.open(review.earlier) and cells:
            self._session.focus(cells[0])

    def _make_proposal(self, number: int, proposal: Suggestion, writable: bool) -> QPushButton:
        text = self.tr("Change {cells}").format(cells=self.model.suggestion_text(proposal))
        if number == 0:
            text = self.tr("{proposal}  (Enter)").format(proposal=text)
        button = ProposalButton(text, proposal.why, foremost=number == 0)
        button.setEnabled(writable)
        button.clicked.connect(lambda _checked=False: self.accept_proposal(number))
        self._proposals.addWidget(button)
        return button


def _copied(role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QLabel:
    """A paragraph whose words can be taken along."""
    label = paragraph(role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
