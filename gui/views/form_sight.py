"""What the form shows and where: an index of its tables, which figures, last year's beside them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.checks.words import table_words
from gui.actions import plain_text, shortcut_text, tip_text
from gui.models.form_face import Show
from gui.models.years import Years
from gui.settings import LAST_YEAR
from gui.views.fold import Fold
from gui.views.form_legend import Legend

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.address import Address
    from gui.models.form_model import FormModel
    from gui.session import Session
    from gui.settings import Settings

_SHOWS: Final = tuple(Show)
_BEFORE_COUNT: Final = " · "
"""Without it a count reads as a part of the name of the table."""


class FormSight(QWidget):
    """The strip above the form, and the commands that it stands for. ``told`` is a sentence for
    the reader; their keys count in the whole window.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, form: FormModel, settings: Settings | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._settings = settings
        self._years = Years(session, self)
        self._tables: list[str] = []
        self._named: dict[int, tuple[str, int]] = {}
        """The edition and count that each tab of the index shows."""
        self._make_commands()
        self.index = QTabBar()
        self.index.setExpanding(False)
        self.index.setDrawBase(False)
        self.index.setUsesScrollButtons(True)
        self.index.setElideMode(Qt.TextElideMode.ElideNone)
        self.index.setAccessibleName(self.tr("Tables of the report"))
        self.figures = self._button(self.switch)
        self.beside = self._button(self.last_year)
        self.key = self._button(self.legend)
        self.banner = QLabel()
        self.banner.setMargin(5)
        self.banner.setAutoFillBackground(True)
        self.banner.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        # Its words fold rather than widening the pane.
        self.banner.setWordWrap(True)
        folds = self.banner.sizePolicy()
        folds.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.banner.setSizePolicy(folds)
        buttons = Fold(_at_right(self.figures), _at_right(self.beside, self.key))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Fold(self.index, buttons))
        layout.addWidget(self.banner)
        self.index.tabBarClicked.connect(self._open_table)
        form.shown.connect(self.refresh)
        form.modelReset.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.focused.connect(self._follow)
        wanted = settings is None or settings.value(LAST_YEAR)
        self.last_year.setChecked(wanted)
        form.show_years(wanted)
        self.refresh()

    # -- commands -------------------------------------------------------------------------------

    def all(self) -> list[QAction]:
        """Every command, in menu order."""
        return [
            *(self.next_table, self.previous_table, self.to_earlier, self.to_later, self.back),
            *(self.switch, self.last_year, self.legend),
        ]

    def add_to(self, go: QMenu, view: QMenu) -> None:
        """Put the commands into the menus of moving and of looking."""
        go.addSeparator()
        go.addActions(self.all()[:5])
        view.addSeparator()
        view.addActions(self.all()[5:])

    def _make_commands(self) -> None:
        self.next_table = self._make(self.tr("Next &table"), "Ctrl+PgDown", partial(self._step, 1))
        self.previous_table = self._make(
            self.tr("Previous ta&ble"), "Ctrl+PgUp", partial(self._step, -1)
        )
        self.to_earlier = self._make(
            self.tr("The same in the &year before"), "Alt+Left", self._to_earlier
        )
        self.to_later = self._make(
            self.tr("The same in the year a&fter"), "Alt+Right", self._to_later
        )
        self.back = self._make(self.tr("Bac&k to the report left"), "Alt+Backspace", self._back)
        self.switch = self._make(
            self.tr("Present figures, machine's, &changes"), "F5", self._switch
        )
        self.last_year = self._make(
            self.tr("&Year before beside"), "Ctrl+Shift+B", self._toggle_year
        )
        self.last_year.setCheckable(True)
        self.legend = self._make(self.tr("L&egend"), "Shift+F1", self.show_legend)

    def _make(self, text: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setIconText(plain_text(action))
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: do())
        self.addAction(action)
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def show_legend(self) -> None:
        """Explain the marks beneath the strip."""
        legend = Legend(self)
        corner = self.mapToGlobal(QPoint(self.width(), self.height()))
        legend.move(corner - QPoint(legend.sizeHint().width(), 0))
        legend.show()

    def _switch(self) -> None:
        at = (_SHOWS.index(self._form.show) + 1) % len(_SHOWS)
        self._form.show_figures(_SHOWS[at])
        self._lead_to_change()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._state()))

    def _changes(self) -> list[Address]:
        """The cells that alone are shown; none while all are."""
        layout = self._form.layout
        if layout is None or self._form.show is not Show.CHANGES:
            return []
        faces = ((address, self._form.face(address)) for address in layout.cells)
        return [address for address, face in faces if face is not None and not face.hidden]

    def _lead_to_change(self) -> None:
        """A form that shows changes alone looks empty where none is in view."""
        changes = self._changes()
        if changes and self._session.address not in changes:
            self._session.focus(changes[0])

    def _toggle_year(self) -> None:
        wanted = self.last_year.isChecked()
        if self._settings is not None:
            self._settings.put(LAST_YEAR, wanted)
        self._form.show_years(wanted)

    def _to_earlier(self) -> None:
        if not self._years.to_earlier():
            self.told.emit(_nothing_earlier())

    def _to_later(self) -> None:
        if not self._years.to_later():
            self.told.emit(self.tr("The store has no later report of this agency."))

    def _back(self) -> None:
        if not self._years.back():
            self.told.emit(self.tr("No report was left for another year's."))

    # -- the index of tables --------------------------------------------------------------------

    def _step(self, by: int) -> None:
        if self._tables:
            here = self._session.address
            at = self._tables.index(here.table) if here and here.table in self._tables else -by
            self._open_table((at + by) % len(self._tables))

    def _open_table(self, number: int) -> None:
        """Go to the first problem of the table, else to its first cell."""
        if not 0 <= number < len(self._tables):
            return
        table, layout = self._tables[number], self._form.layout
        assert layout is not None
        first = (a for task in self._session.agenda for a in task.addresses[:1] if a.table == table)
        cells = (a for a in layout.cells if a.table == table)
        target = next(first, None) or next(cells)
        self._session.focus(target)

    def _follow(self, address: Address) -> None:
        if address.table in self._tables:
            self.index.setCurrentIndex(self._tables.index(address.table))

    # -- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say what is shown, and how many problems each table has."""
        layout, review = self._form.layout, self._session.review
        tables = list(dict.fromkeys(a.table for a in layout.cells)) if layout else []
        with QSignalBlocker(self.index):
            if tables != self._tables:
                self._tables = tables
                self._named.clear()
                while self.index.count():
                    self.index.removeTab(0)
                for _ in tables:
                    self.index.addTab("")
            counts = Counter(t.address.table for t in self._session.agenda if t.address)
            for number, table in enumerate(tables):
                self._name_tab(number, table, counts[table])
        self._show_state(review is not None and review.earlier is not None)

    def _name_tab(self, number: int, table: str, count: int) -> None:
        review = self._session.review
        assert review is not None
        edition = review.extraction.editions.get(table, review.extraction.template)
        if self._named.get(number) == (edition, count):
            return
        self._named[number] = edition, count
        words = table_words(edition, table)
        told = f"{_BEFORE_COUNT}{count}" if count else ""
        self.index.setTabText(number, f"{self._short(table)}{told}")
        problems = self.tr("{count} to look at").format(count=count)
        self.index.setTabToolTip(number, f"{words}\n{problems}")
        self.index.setAccessibleTabName(number, f"{words}, {problems}")

    def _short(self, table: str) -> str:
        return {
            "requests": self.tr("Applications"),
            "review": self.tr("Reviews"),
            "art20_1": self.tr("20(1)"),
            "art20_5": self.tr("20(5)"),
            "art20_6": self.tr("20(6)"),
            "art20_8": self.tr("20(8)"),
            "art20_9": self.tr("20(9)"),
        }.get(table, table)

    def _show_state(self, has_earlier: bool) -> None:
        self.switch.setIconText(self._state())
        keys = shortcut_text(self.switch)
        tip = self.tr("Show the present figures, the machine's reading, or changes alone ({key})")
        self.switch.setToolTip(tip.format(key=keys))
        self.banner.setText(self._explanation().format(key=keys))
        self.banner.setVisible(self._form.show is not Show.PRESENT)
        font = self.figures.font()
        font.setBold(self._form.show is not Show.PRESENT)
        self.figures.setFont(font)
        for action in (self.last_year, self.to_earlier):
            action.setEnabled(has_earlier)
        self.last_year.setToolTip(tip_text(self.last_year) if has_earlier else _nothing_earlier())
        review = self._session.review
        self.to_later.setEnabled(review is not None and review.later is not None)
        before = None if review is None else review.before
        year = before.year if before is not None else None
        text = self.tr("With {year}").format(year=year) if year else self.tr("With year before")
        self.last_year.setIconText(text)

    def _state(self) -> str:
        return {
            Show.PRESENT: self.tr("Present figures"),
            Show.READING: self.tr("As the machine read"),
            Show.CHANGES: self.tr("Changes alone"),
        }[self._form.show]

    def _explanation(self) -> str:
        """What is shown in place of the present figures."""
        if self._form.show is Show.READING:
            return self.tr("What the machine read, before any correction. {key}: changes alone")
        if not self._changes():
            return self.tr("No cell of this report was corrected. {key}: present figures")
        return self.tr("Corrected cells alone, what was read above. {key}: present figures")

    def changeEvent(self, event: QEvent) -> None:
        """Words in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._named.clear()
            self.refresh()


def _nothing_earlier() -> str:
    translate = QCoreApplication.translate
    return translate("FormSight", "The store has no earlier report of this agency.")


def _at_right(*buttons: QToolButton) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    line.addStretch(1)
    for button in buttons:
        line.addWidget(button)
    return row
