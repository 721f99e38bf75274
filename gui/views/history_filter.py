"""The row over the history: words, person, table, kind and time of change, this report or all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QToolButton, QWidget

from core.catalogue import load_catalogue
from core.checks.words import table_words
from core.history_query import HistoryQuery
from gui.models.history_words import gesture_words
from gui.models.moments import days_back
from gui.views.fold import Fold
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WAIT_MS: Final = 120
"""After the last keystroke, before the log is looked through."""
_NEWEST: Final = "2021"
_LETTERS: Final = 10
"""Of a choice that are shown at least; its list shows it whole."""


class HistoryFilter(QWidget):
    """What is asked of the log; ``changed`` when it is another thing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = SearchLine()
        self.person, self.table = QComboBox(), QComboBox()
        self.kind, self.time = QComboBox(), QComboBox()
        self.store = QCheckBox()
        self.export = QToolButton()
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self.changed)
        choices = Fold(self._pair(self.person, self.table), self._pair(self.kind, self.time))
        rest = QWidget()
        beside = QHBoxLayout(rest)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.store)
        beside.addWidget(self.export)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Fold(self.text, Fold(choices, rest)))
        self.text.textChanged.connect(self._timer.start)
        self.store.toggled.connect(self.changed)
        self._retranslate()

    def _pair(self, *boxes: QComboBox) -> QWidget:
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        for box in boxes:
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_LETTERS)
            box.activated.connect(self.changed)
            line.addWidget(box)
        return pair

    def query(self, report: int | None) -> HistoryQuery:
        """What is asked for, of this report unless the whole store is chosen."""
        return HistoryQuery(
            self.text.text(),
            self.person.currentData(),
            self.table.currentData() or "",
            self.kind.currentData(),
            None if self.store.isChecked() else report,
            days_back(self.time.currentData()),
        )

    @property
    def is_set(self) -> bool:
        """Whether anything is left out but what belongs to other reports."""
        boxes = (self.person, self.table, self.kind, self.time)
        return bool(self.text.text().strip()) or any(box.currentIndex() > 0 for box in boxes)

    def show_people(self, names: Iterable[str]) -> None:
        """Let one of these be chosen."""
        entries = [(self.tr("Everybody"), None), *((name, name) for name in sorted(names))]
        self._fill(self.person, [(text or self.tr("(no name)"), data) for text, data in entries])

    def _retranslate(self) -> None:
        self.text.say(self.tr("Value, reason, agency, cell…"))
        self.text.setAccessibleName(self.tr("Filter the history"))
        self.store.setText(self.tr("Whole store"))
        self.export.setText(self.tr("Export list…"))
        self.export.setToolTip(self.tr("Write these lines to a workbook or CSV"))
        for box, name in (
            (self.person, self.tr("Person")),
            (self.table, self.tr("Table")),
            (self.kind, self.tr("Kind of change")),
            (self.time, self.tr("Time of change")),
        ):
            box.setAccessibleName(name)
        codes = dict.fromkeys(t.code for f in load_catalogue().forms.values() for t in f.tables)
        tables = [(table_words(_NEWEST, code), code) for code in codes]
        self._fill(self.table, [(self.tr("All tables"), None), *tables])
        kinds = [(words, kind) for kind, words in gesture_words().items()]
        self._fill(self.kind, [(self.tr("All kinds"), None), *kinds])
        times = [
            (self.tr("Any time"), None),
            (self.tr("Today"), 0),
            (self.tr("Last 7 days"), 6),
            (self.tr("Last 30 days"), 29),
        ]
        self._fill(self.time, times)

    def _fill(self, box: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
        """Give the box other entries; what was chosen stays where it still is one."""
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            for text, data in entries:
                box.addItem(text, data)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def changeEvent(self, event: QEvent) -> None:
        """Words in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
