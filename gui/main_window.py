"""The window: panes around one session, menus, notices and progress. Assembly only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.checks.rulebook import rules_by_code
from core.library_query import LibraryQuery
from gui.actions import Actions
from gui.dialogs.about import AboutDialog
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.icons import icon
from gui.models.problems import Problems
from gui.notify import Banner
from gui.questions import Questions
from gui.status import StatusArea
from gui.theme import Mode, apply_theme
from gui.views.findings_view import FindingsView
from gui.views.form_view import FormView
from gui.views.history_view import HistoryView
from gui.views.library_empty import EmptyState
from gui.views.library_failures import FailuresView
from gui.views.library_view import LibraryView
from gui.views.problem_view import ProblemView
from gui.views.rules_view import RulesView
from gui.views.source_view import SourceView

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from core.errors import Known
    from gui.jobs import ImportSummary
    from gui.session import Session

_LAYOUT: Final = 1
_SIZE: Final = (1440, 900)
_SPLIT: Final = (460, 740)


class MainWindow(QMainWindow):
    """One window on one session."""

    store_wanted = Signal(object)
    closing = Signal()

    def __init__(self, session: Session, settings: QSettings, log: Path | None = None) -> None:
        super().__init__()
        self.session = session
        self._settings = settings
        self._log = log or Path()
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.actions_ = Actions(self)
        self._make_panes()
        self._make_docks()
        self.questions = Questions(session, self.library, settings, self)
        self.status = StatusArea(session, self)
        self.setStatusBar(self.status)
        self.actions_.add_menus([dock.toggleViewAction() for dock in self.docks])
        self.library.add_menu(self.menuBar())
        self._make_toolbar()
        self._connect_actions()
        self._connect_session()
        self._fresh = self.saveState(_LAYOUT)
        self._restore_layout()
        self._show_theme()
        if session.read_only:
            self._show_read_only()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._show_report()
        self.library.recall(settings)

    # -- assembly -------------------------------------------------------------------------------

    def _make_panes(self) -> None:
        self.banner = Banner()
        self.source_view = SourceView(self.session)
        self.form_view = FormView(self.session)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.source_view)
        self.splitter.addWidget(self.form_view)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes(list(_SPLIT))
        self.welcome = EmptyState(
            "import",
            self.tr(
                "Drop annual reports here (PDF, Word, web page, Excel or text), or import them."
            ),
            self.tr("Import files…"),
            "import",
        )
        self.choose = EmptyState("document", self.tr("Choose a report in the library."))
        self.centre = QStackedWidget()
        for page in (self.splitter, self.welcome, self.choose):
            self.centre.addWidget(page)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.centre, 1)
        self.setCentralWidget(middle)

    def _make_docks(self) -> None:
        self.library = LibraryView(self.session)
        self.findings = FindingsView(self.session)
        self.history = HistoryView(self.session)
        self.rules = RulesView(self.session)
        self.problems = Problems(self.session, self.library.listed, self)
        self.problem_view = ProblemView(self.session, self.problems, self.actions_)
        self.failures = FailuresView()
        left, bottom = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        self.library_dock = self._dock(self.tr("Library"), "library", self.library, left)
        self.problem_dock = self._dock(
            self.tr("Present problem"), "problem", self.problem_view, bottom
        )
        self.findings_dock = self._dock(self.tr("Findings"), "findings", self.findings, bottom)
        self.history_dock = self._dock(self.tr("History"), "history", self.history, bottom)
        self.rules_dock = self._dock(self.tr("Rules"), "rules", self.rules, bottom)
        self.failures_dock = self._dock(
            self.tr("Failed imports"), "failures", self.failures, bottom
        )
        self.docks = (
            self.library_dock,
            self.findings_dock,
            self.history_dock,
            self.rules_dock,
            self.failures_dock,
            self.problem_dock,
        )
        for number, dock in enumerate(self.docks, start=1):
            dock.toggleViewAction().setShortcut(f"Alt+{number}")
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.tabifyDockWidget(self.problem_dock, self.findings_dock)
        self.tabifyDockWidget(self.findings_dock, self.history_dock)
        self.tabifyDockWidget(self.findings_dock, self.rules_dock)
        self.tabifyDockWidget(self.findings_dock, self.failures_dock)
        self.failures_dock.hide()
        self.problem_dock.raise_()
        self.resizeDocks([self.library_dock], [380], Qt.Orientation.Horizontal)
        self.resizeDocks([self.problem_dock], [272], Qt.Orientation.Vertical)

    def _dock(self, title: str, name: str, inside: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(inside)
        self.addDockWidget(area, dock)
        return dock

    def _make_toolbar(self) -> None:
        bar = self.addToolBar(self.tr("Toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        do = self.actions_
        bar.addActions([do.import_files, do.import_folder, do.export])
        bar.addSeparator()
        bar.addActions([do.undo, do.redo])
        bar.addSeparator()
        bar.addActions([do.previous_problem, do.next_problem])

    def _connect_actions(self) -> None:
        ask = self.questions
        ask.sources_chosen.connect(self.import_paths)
        ask.store_chosen.connect(self.store_wanted)
        do = self.actions_
        do.import_files.triggered.connect(ask.ask_files)
        do.import_folder.triggered.connect(ask.ask_folder)
        do.open_store.triggered.connect(ask.ask_store)
        do.export.triggered.connect(ask.ask_export)
        do.quit.triggered.connect(self.close)
        do.undo.triggered.connect(self.session.undo)
        do.redo.triggered.connect(self.session.redo)
        do.restore.triggered.connect(self._restore_reading)
        self.form_view.table.addActions(do.in_form())
        self.problems.arrived.connect(self._show_problem)
        do.next_report.triggered.connect(lambda: self.library.step(1))
        do.previous_report.triggered.connect(lambda: self.library.step(-1))
        do.find_report.triggered.connect(self._find_report)
        do.next_pane.triggered.connect(self._next_pane)
        do.reset_layout.triggered.connect(self._reset_layout)
        do.full_screen.toggled.connect(self._show_full_screen)
        do.shortcuts.triggered.connect(self.show_shortcuts)
        do.about.triggered.connect(self.show_about)
        for mode, action in do.themes.items():
            action.triggered.connect(partial(self.set_theme, mode))
        self.library.import_wanted.connect(ask.ask_files)
        self.library.gestures.export_wanted.connect(ask.ask_export_of)
        self.welcome.pressed.connect(ask.ask_files)
        self.rules.chosen.connect(self._filter_by_rule)
        self.failures.retry_wanted.connect(self.import_paths)
        self.failures.emptied.connect(self.failures_dock.hide)

    def _connect_session(self) -> None:
        session = self.session
        session.opened.connect(self._show_report)
        session.changed.connect(self._show_report)
        session.focused.connect(self._show_abilities)
        session.failed.connect(self._show_failure)
        session.taken_over.connect(self._show_taken_over)
        session.library_changed.connect(self._show_centre)
        session.import_started.connect(self._show_abilities)
        session.import_finished.connect(self._show_import)
        session.export_started.connect(self._show_abilities)
        session.export_finished.connect(self._show_export)

    # -- what the session says --------------------------------------------------------------------

    def _show_report(self) -> None:
        review = self.session.review
        title = self.tr("Gouji")
        if review is not None:
            year = "" if review.year is None else str(review.year)
            title = f"{review.agency or review.name} {year} — {title}".replace("  ", " ")
        self.setWindowTitle(title)
        self._show_centre()
        self._show_abilities()
        self._show_counts()

    def _show_centre(self) -> None:
        if self.session.review is not None:
            self.centre.setCurrentWidget(self.splitter)
        elif self.library.model.rowCount() or self.session.find(LibraryQuery()):
            self.centre.setCurrentWidget(self.choose)
        else:
            self.centre.setCurrentWidget(self.welcome)
        self.actions_.export.setEnabled(self.centre.currentWidget() is not self.welcome)

    def _show_abilities(self) -> None:
        review, writable = self.session.review, not self.session.read_only
        do = self.actions_
        do.undo.setEnabled(writable and review is not None and review.can_undo)
        do.redo.setEnabled(writable and review is not None and review.can_redo)
        do.restore.setEnabled(writable and review is not None and self.session.address is not None)
        for action in (do.next_problem, do.previous_problem):
            action.setEnabled(review is not None)
        for action in (do.import_files, do.import_folder):
            action.setEnabled(writable and not self.session.busy)
        for button in (self.welcome.button, self.library.empty.button):
            button.setEnabled(writable)

    def _show_counts(self) -> None:
        review = self.session.review
        problems = 0 if review is None else len(review.open_problems)
        title = self.tr("Findings")
        self.findings_dock.setWindowTitle(f"{title} ({problems})" if problems else title)

    def _show_failure(self, error: Known) -> None:
        self.banner.show_known(error)

    def _filter_by_rule(self, code: str) -> None:
        self.library.filter_by_rule(code, rules_by_code()[code].name)
        self.library_dock.show()

    def _show_read_only(self) -> None:
        self.banner.show_message(
            self.tr("This store is open in another window; here it can only be looked at."),
            "warning",
        )

    def _show_taken_over(self) -> None:
        self._show_abilities()
        self.banner.show_message(
            self.tr("The other window was closed: from now on you can edit here."), "ok"
        )

    def _show_import(self, summary: ImportSummary) -> None:
        self._show_report()
        if summary.failures:
            self.failures.show_failures(summary.failures)
            self.failures_dock.show()
            self.failures_dock.raise_()
        words = [self.tr("Imported {count} reports.").format(count=len(summary.added))]
        if summary.duplicates:
            already = self.tr("{count} were already in the store.")
            words.append(already.format(count=len(summary.duplicates)))
        if summary.failures:
            failed = self.tr("{count} could not be read; see the list of failed imports.")
            words.append(failed.format(count=len(summary.failures)))
        if summary.cancelled:
            words.append(self.tr("Cancelled."))
        level = "warning" if summary.failures or summary.cancelled else "ok"
        self.banner.show_message(" ".join(words), level)

    def _show_export(self, path: Path | None) -> None:
        self._show_abilities()
        if path is not None:
            self.banner.show_message(self.tr("Exported to {path}.").format(path=path), "ok")

    # -- commands ---------------------------------------------------------------------------------

    def import_paths(self, paths: tuple[Path, ...] | list[Path]) -> None:
        """Import files and folders; says why when that is not possible now."""
        if self.session.read_only:
            self._show_read_only()
        elif paths and not self.session.import_paths(paths):
            self.banner.show_message(self.tr("An import is already running."), "warning")

    def set_theme(self, mode: Mode, _checked: bool = True) -> None:
        """Show the window light, dark or as the system is, and remember it."""
        self._settings.setValue("theme", mode)
        self._show_theme()

    def show_shortcuts(self) -> None:
        """Open the table of shortcuts."""
        listed = [*self.actions_.all(), *(dock.toggleViewAction() for dock in self.docks)]
        listed += self.library.actions()
        ShortcutsDialog(listed, self).open()

    def show_about(self) -> None:
        """Open the words about the program."""
        AboutDialog(self.session.store, self._log, self).open()

    def _restore_reading(self) -> None:
        if self.session.address is not None:
            self.session.restore_reading([self.session.address])

    def _show_problem(self) -> None:
        """The keyboard goes to the form, where the keys of a problem count."""
        if not self.problem_view.isVisible():
            self.problem_dock.show()
            self.problem_dock.raise_()
        task = self.problems.task
        self.form_view.table.arrive(self.session.address if task is None else task.address)

    def _find_report(self) -> None:
        self.library_dock.show()
        self.library_dock.raise_()
        self.library.focus_search()

    def _next_pane(self) -> None:
        panes: list[QWidget] = [self.library.table, self.source_view, self.form_view]
        panes += [self.findings.table, self.history.table]
        panes = [pane for pane in panes if pane.isVisible()]
        if not panes:
            return
        here = QApplication.focusWidget()
        at = -1
        if here is not None:
            owners = (i for i, p in enumerate(panes) if p is here or p.isAncestorOf(here))
            at = next(owners, -1)
        pane = panes[(at + 1) % len(panes)]
        if pane.focusPolicy() == Qt.FocusPolicy.NoFocus:
            inner = (w for w in pane.findChildren(QWidget) if w.isVisible() and _takes_focus(w))
            pane = next(inner, pane)
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_full_screen(self, wanted: bool) -> None:
        state = Qt.WindowState.WindowFullScreen
        now = self.windowState()
        self.setWindowState(now | state if wanted else now & ~state)

    # -- layout and theme ---------------------------------------------------------------------------

    def _restore_layout(self) -> None:
        self.resize(*_SIZE)
        shape = self._settings.value("window/geometry")
        if isinstance(shape, QByteArray):
            self.restoreGeometry(shape)
        state = self._settings.value("window/state")
        if isinstance(state, QByteArray):
            self.restoreState(state, _LAYOUT)
        split = self._settings.value("window/splitter")
        if isinstance(split, QByteArray):
            self.splitter.restoreState(split)
        self.failures_dock.hide()

    def _reset_layout(self) -> None:
        self.restoreState(self._fresh, _LAYOUT)
        self.splitter.setSizes(list(_SPLIT))
        self.failures_dock.setVisible(bool(self.failures.failures))

    def _show_theme(self) -> None:
        wanted = self._settings.value("theme", "system", type=str)
        modes: dict[str, Mode] = {mode: mode for mode in self.actions_.themes}
        mode = modes.get(str(wanted), "system")
        self.actions_.themes[mode].setChecked(True)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, mode)

    def _follow_system(self) -> None:
        if self.actions_.themes["system"].isChecked():
            self._show_theme()

    def changeEvent(self, event: QEvent) -> None:
        """Colour the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "status"):
            self.actions_.refresh_icons()
            self.banner.colour()
            self.status.colour()
            self.setWindowIcon(icon("app", self.palette().highlight().color()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        event.acceptProposedAction()
        self.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout; every correction is on disk already."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.setValue("window/state", self.saveState(_LAYOUT))
        self._settings.setValue("window/splitter", self.splitter.saveState())
        self.library.remember(self._settings)
        self._settings.sync()
        self.closing.emit()
        self.session.close()
        super().closeEvent(event)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
