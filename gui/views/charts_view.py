"""The pane of charts: what is shown follows the open report and the list of the library."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.errors import Known
from core.library_query import LibraryQuery
from core.spared import allow_numpy
from gui.chart_questions import ChartQuestions, Kind
from gui.dialogs.target import FileKind, ask_target
from gui.icons import icon
from gui.models.chart import Chart, ChartTable, Mark, Spot
from gui.models.phrases import listed
from gui.theme import make_palette
from gui.views.fold import Fold
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.session import Session
    from gui.settings import Settings

_GATHER_MS: Final = 300


class ChartsView(QWidget):
    """Tabs of charts, each also as a table; ``chosen`` carries the Target that was activated,
    ``room_wanted`` by how many pixels the pane is too low for the chart that was asked for.

    ``query`` gives what the library lists.
    """

    chosen = Signal(object)
    room_wanted = Signal(int)

    def __init__(
        self,
        session: Session,
        query: Callable[[], LibraryQuery],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self.questions = ChartQuestions(session, query, self)
        self._is_new = True
        self.chart: Chart | None = None
        self.canvas: Any = None
        """The ChartCanvas, once a chart was shown."""
        self._make_tools()
        self._make_pages()
        self._lay_out()
        self.questions.answered.connect(self._show)
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self.refresh)
        self._connect()
        self._show_kind()

    # -- assembly -------------------------------------------------------------------------------------

    def _make_tools(self) -> None:
        self.kinds = QTabBar()
        self.kinds.setExpanding(False)
        self.kinds.setDrawBase(False)
        self.kinds.setAccessibleName(self.tr("Charts"))
        for name in (
            self.tr("Results"),
            self.tr("Years"),
            self.tr("Failing rules"),
            self.tr("Carry-over"),
        ):
            self.kinds.addTab(name)
        self.variant = QComboBox()
        self.variant.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.variant.setAccessibleName(self.tr("What is put together"))
        self.as_table = QPushButton(self.tr("&Table"))
        self.as_table.setCheckable(True)
        self.as_table.setToolTip(self.tr("The same figures as a table; Ctrl+C copies it"))
        self.save = QPushButton(self.tr("&Save picture"))
        self.save.setIcon(icon("export"))
        menu = QMenu(self.save)
        for suffix in (".png", ".svg"):
            action = QAction(suffix[1:].upper() + "…", menu)
            action.triggered.connect(partial(self._ask_target, suffix))
            menu.addAction(action)
        menu.addSeparator()
        self.on_white = QAction(self.tr("On white, whatever the theme is"), menu)
        self.on_white.setCheckable(True)
        self.on_white.setChecked(True)
        menu.addAction(self.on_white)
        self.save.setMenu(menu)

    def _make_pages(self) -> None:
        self.model = ChartTable(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        as_list(self.table)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.table.setAccessibleName(self.tr("The chart as a table"))
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(0)
        self.sheet = QScrollArea()
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = EmptyState("info", "")
        self.pages = QStackedWidget()
        for page in (self.sheet, self.table, self.nothing):
            self.pages.addWidget(page)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)

    def _lay_out(self) -> None:
        choices, tools = QWidget(), QWidget()
        left, right = QHBoxLayout(choices), QHBoxLayout(tools)
        for row in (left, right):
            row.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.kinds)
        left.addWidget(self.variant)
        left.addStretch(1)
        right.addStretch(1)
        right.addWidget(self.as_table)
        right.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(Fold(choices, tools))
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.words)

    def _connect(self) -> None:
        self.kinds.currentChanged.connect(self._show_kind)
        self.variant.activated.connect(self._choose_variant)
        self.as_table.toggled.connect(self._show_page)
        self.table.activated.connect(self._activate_cell)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self.copy)
        session = self._session
        session.opened.connect(self.follow)
        session.changed.connect(self.follow)
        session.library_changed.connect(self.follow)
        session.import_finished.connect(self.follow)

    # -- what is shown --------------------------------------------------------------------------------

    def follow(self) -> None:
        """Another report is open, or the library lists others: count anew in a moment.

        A signal that carries the number of a report must not reach the timer, which would wait for
        as many milliseconds.
        """
        self._gather.start()

    def refresh(self) -> None:
        """Count anew, as long as anybody looks."""
        if self.isVisible():
            self.questions.ask()

    def _show(self, chart: Chart | None) -> None:
        self.chart = chart
        self.model.show_chart(chart)
        if chart is not None:
            self._drawn().show_chart(chart)
            self._fit_columns(chart)
        for tool in (self.as_table, self.save):
            tool.setEnabled(chart is not None)
        self._show_page()
        self._say()
        self._ask_for_room()

    def _ask_for_room(self) -> None:
        """Once for each chart that somebody asks for: what they make of the pane then is theirs."""
        # Qt holds a pane behind another one for visible, too.
        if self._is_new and self.chart is not None and not self.visibleRegion().isEmpty():
            self._is_new = False
            # A pane that has just come to the front does not know yet how high it is.
            QTimer.singleShot(0, self, self._want_room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What was drawn behind another pane asks for its room once it can be seen."""
        super().paintEvent(event)
        self._ask_for_room()

    def _want_room(self) -> None:
        layout, pane = self.layout(), self.parentWidget() or self
        if layout is None or self.canvas is None:
            return
        beside = layout.minimumSize().height() - self.pages.minimumSizeHint().height()
        missing = beside + self.canvas.minimumHeight() - pane.height()
        if missing > 0:
            self.room_wanted.emit(missing)

    def _show_kind(self) -> None:
        """Another chart: its ways of putting together, then its figures."""
        self._is_new = True
        self.questions.kind = Kind(self.kinds.currentIndex())
        self.variant.clear()
        self.variant.addItems(self.questions.variants())
        self.variant.setVisible(self.variant.count() > 1)
        self.variant.setCurrentIndex(self.questions.variant)
        self.refresh()

    def _choose_variant(self, number: int) -> None:
        self.questions.variant = number
        self.refresh()

    def _show_page(self) -> None:
        if self.chart is None:
            self.nothing.say(self.questions.why_nothing())
            self.pages.setCurrentWidget(self.nothing)
        else:
            self.pages.setCurrentWidget(self.table if self.as_table.isChecked() else self.sheet)

    def _drawn(self) -> Any:  # noqa: ANN401 - what it is, is known once pyqtgraph was loaded
        """The canvas. What it loads takes half a second, which nobody pays who looks at no chart."""
        if self.canvas is None:
            allow_numpy()
            from gui.views.chart_canvas import ChartCanvas

            canvas = ChartCanvas()
            canvas.moved.connect(self._show_mark)
            canvas.chosen.connect(self._activate)
            self.canvas = canvas
            self.sheet.setWidget(canvas)
            self.sheet.viewport().installEventFilter(canvas)
            self.sheet.setFocusProxy(canvas)
        return self.canvas

    def _fit_columns(self, chart: Chart) -> None:
        header, line = self.table.horizontalHeader(), self.fontMetrics().height()
        is_map = chart.kind == "squares"
        header.setStretchLastSection(chart.kind in ("bars", "lines"))  # which end with a remark
        if not is_map:
            self.table.resizeColumnsToContents()
        for column in range(1, len(chart.headers)):
            least = line * 6 if is_map else self.table.columnWidth(column) + line
            self.table.setColumnWidth(column, least)
        if chart.kind in ("bars", "squares"):
            self.table.setColumnWidth(0, line * 18)

    def _show_mark(self, mark: Mark) -> None:
        """Tell of the mark that the cursor came to, and have it in view."""
        spot = self.canvas.box(mark).center().toPoint()
        self.sheet.ensureVisible(spot.x(), spot.y())
        self._say(mark)

    def _say(self, mark: Mark | None = None) -> None:
        """Below the chart stands what is chosen, else how to choose, and what is not drawn."""
        chart = self.chart
        if chart is None:
            self.words.clear()
            return
        shown = mark or (None if self.canvas is None else self.canvas.mark)
        first = (
            chart.hint
            if shown is None
            else self.tr("{words}. {hint}").format(words=shown.words, hint=chart.hint)
        )
        notes = listed(chart.notes)
        self.words.setText(f"{first}\n{notes}" if notes else first)

    # -- what it leads to -----------------------------------------------------------------------------

    def _activate(self, spot: Spot) -> None:
        target = None if self.chart is None else self.chart.target(spot)
        if target is not None:
            self.chosen.emit(target)

    def _activate_cell(self, index: QModelIndex) -> None:
        self._activate((index.row(), index.column()))

    def copy(self) -> None:
        """Put the table into the clipboard, tabulators between its columns."""
        if self.chart is not None:
            QApplication.clipboard().setText(self.chart.text)

    def save_as(self, path: Path) -> bool:
        """Write the picture; whether that was possible."""
        from gui.views.chart_picture import save_picture

        if self.chart is None:
            return False
        palette = make_palette(dark=False) if self.on_white.isChecked() else self.palette()
        try:
            save_picture(
                self.chart,
                path,
                palette=palette,
                font=self.font(),
                source=self._source(),
                parent=self,
            )
        except Known as error:
            self._session.failed.emit(error)
            return False
        self._session.export_finished.emit(path)
        return True

    def _source(self) -> str:
        words = self.tr(
            "Source: annual reports in {store}, corrections included. Drawn by Gouji on {date}."
        )
        return words.format(store=self._session.store.name, date=date.today().isoformat())

    def _ask_target(self, suffix: str) -> None:
        chart = self.chart
        if chart is None:
            return
        name = "".join(c if c.isalnum() else "_" for c in f"{chart.title}_{chart.about}")[:60]
        title = self.tr("Save the picture")
        target = ask_target(self, title, name + suffix, (FileKind(suffix),), self._settings)
        if target is not None:
            self.save_as(target[0])

    def showEvent(self, event: QShowEvent) -> None:
        """Count when the pane comes into view."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "save"):
            self.save.setIcon(icon("export"))
