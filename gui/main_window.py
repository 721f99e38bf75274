"""The window: panes around one session, menus, notices and progress. Assembly only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from core.checks.rulebook import rules_by_code
from gui.abilities import Abilities
from gui.actions import Actions
from gui.appearance import apply_theme
from gui.centre import Centre
from gui.dialogs.identity import IdentityDialog
from gui.dialogs.related import RelatedDialog
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.docks import Docks, Pane, step_pane
from gui.dropping import Drops
from gui.exchanges import Exchanges
from gui.fonts import sign_size
from gui.guiding import Guiding
from gui.icons import icon
from gui.keymap import Keymap
from gui.layout import Layout
from gui.models.problems import Problems
from gui.notices import Notices
from gui.notify import Banner
from gui.offers import Palette
from gui.questions import Questions
from gui.recent import RecentStores
from gui.settings import LANGUAGE, THEME
from gui.status import StatusArea
from gui.theme import Mode
from gui.views.charts_view import ChartsView
from gui.views.disputes_view import DisputesView
from gui.views.findings_view import FindingsView
from gui.views.form_view import FormView
from gui.views.history_view import HistoryView
from gui.views.imports_view import ImportsView
from gui.views.library_failures import FailuresView
from gui.views.library_view import LibraryView
from gui.views.pane_mark import PaneMark
from gui.views.problem_end import ReportEnd
from gui.views.problem_view import ProblemView
from gui.views.rules_view import RulesView
from gui.views.source_view import SourceView

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from core.work.agencies import Relation
    from gui.jobs import ImportSummary
    from gui.models.chart import Target
    from gui.session import Session
    from gui.settings import Settings


class MainWindow(QMainWindow):
    """One window on one session."""

    store_wanted = Signal(object)

    def __init__(self, session: Session, settings: Settings, log: Path | None = None) -> None:
        super().__init__()
        self.session = session
        self._settings = settings
        self._log = log or Path()
        self._has_left = False
        self.setObjectName("main")
        self.setDockNestingEnabled(True)
        self.actions_ = Actions(self)
        self._make_panes()
        self._make_docks()
        self._make_centre()
        self.questions = Questions(session, self.library, settings, self)
        self.exchanges = Exchanges(session, self.library.listed, settings, self.banner, self)
        self.status = StatusArea(session, self)
        self.setStatusBar(self.status)
        self.actions_.add_menus(self.docks.commands())
        self.form_view.commands.add_to(self.actions_.edit_menu)
        self.form_view.sight.add_to(self.actions_.go_menu, self.actions_.view_menu)
        self.source_view.add_menu(self.menuBar())
        self.library.add_menu(self.menuBar())
        self._make_toolbar()
        self._connect_actions()
        self._connect_session()
        self._layout = Layout(self, self.docks, self.centre.splitter, settings)
        self._layout.restore()
        self.keymap = Keymap(self.menuBar(), settings)
        self.palette_ = Palette(self, settings)
        self.guiding = Guiding(self)
        self.drops = Drops(session, self)
        self.drops.sources.connect(self.import_paths)
        self.drops.package.connect(self.exchanges.take_in)
        self.drops.store.connect(self.store_wanted)
        self.pane_mark = PaneMark([pane for pane, _entry in self._stops()], self)
        self._show_theme()
        settings.changed.connect(self._follow_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._show_report()
        self.library.recall(settings)
        self._begin_at().setFocus()

    def _begin_at(self) -> QWidget:
        """Where the keyboard is at first: at the report that is open already, else at what is next."""
        if self.session.review is not None:
            return self.form_view.table
        return self.library.table if self.library.model.rowCount() else self.centre.welcome.button

    # -- assembly -------------------------------------------------------------------------------

    def _make_panes(self) -> None:
        self.banner = Banner()
        self.source_view = SourceView(self.session)
        self.form_view = FormView(self.session, self._settings)

    def _make_centre(self) -> None:
        """Behind the panes: it gives the keyboard to what the library has listed by then."""
        self.centre = Centre(self.session, self.source_view, self.form_view)
        self.centre.left.connect(lambda: self._begin_at().setFocus())
        self.centre.currentChanged.connect(self._show_exportable)
        self._show_exportable()
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
        self.history = HistoryView(self.session, self._settings)
        self.rules = RulesView(self.session)
        self.disputes = DisputesView(self.session)
        self.charts = ChartsView(self.session, lambda: self.library.query, self._settings)
        self.problems = Problems(self.session, self.library.listed, self)
        statuses, next_changed = self.library.gestures.statuses, self.library.standing.next_changed
        end = ReportEnd(self.session, statuses, next_changed)
        self.problem_view = ProblemView(self.session, self.problems, self.actions_, end)
        self.problem_view.told.connect(self.form_view.tell)
        self.failures = FailuresView()
        self.imports = ImportsView(self.session)
        left = Qt.DockWidgetArea.LeftDockWidgetArea
        library, findings, history = self.library, self.findings, self.history
        rules, disputes, imports = self.rules, self.disputes, self.imports
        problem, charts, failures = self.problem_view, self.charts, self.failures
        panes = (
            Pane("library", self.tr("Library"), library, library.table, "Alt+1", left),
            Pane("problem", self.tr("Present problem"), problem, problem, "Alt+6"),
            Pane("findings", self.tr("Findings"), findings, findings.table, "Alt+2"),
            Pane("history", self.tr("History"), history, history.table, "Alt+3"),
            Pane("rules", self.tr("Rules"), rules, rules.table, "Alt+4"),
            Pane("disputes", self.tr("Conflicts"), disputes, disputes.table, "Alt+7"),
            Pane("imports", self.tr("Import"), imports, imports.table, "Alt+8", waits=True),
            Pane("charts", self.tr("Charts"), charts, charts, "Alt+9"),
            Pane(
                "failures",
                self.tr("Failed imports"),
                failures,
                failures.table,
                "Alt+5",
                waits=True,
            ),
        )
        self.docks = Docks(self, panes, self.form_view.table.setFocus)
        self.setCorner(Qt.Corner.BottomLeftCorner, left)

    def _make_toolbar(self) -> None:
        bar = self.addToolBar(self.tr("Toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(sign_size(24))
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
        do.new_store.triggered.connect(ask.ask_new_store)
        ask.refused.connect(self.banner.show_warning)
        self.recent = RecentStores(do.recent_menu, self._settings, self.session.store)
        self.recent.chosen.connect(self.store_wanted)
        do.export.triggered.connect(ask.ask_export)
        do.export_package.triggered.connect(self.exchanges.ask_target)
        do.import_package.triggered.connect(self.exchanges.ask_package)
        do.kept.triggered.connect(self.exchanges.show_kept)
        self.exchanges.disputes_came.connect(partial(self.docks.bring, "disputes"))
        self.disputes.chosen.connect(self.problems.go_to)
        self.disputes.counted.connect(self._show_disputes)
        self._show_disputes(self.disputes.model.rowCount())
        do.quit.triggered.connect(self.close)
        do.undo.triggered.connect(self.session.undo)
        do.redo.triggered.connect(self.session.redo)
        do.restore.triggered.connect(self._restore_reading)
        do.identity.triggered.connect(self.show_identity)
        do.names.triggered.connect(partial(self.show_related, "name"))
        do.parts.triggered.connect(partial(self.show_related, "part"))
        self.form_view.table.addActions(do.in_form())
        self.problems.arrived.connect(self._show_problem)
        self.problems.bared.connect(self.form_view.table.leave_cells)
        self.source_view.form_wanted.connect(self.form_view.table.arrive)
        do.next_report.triggered.connect(lambda: self.library.step(1))
        do.previous_report.triggered.connect(lambda: self.library.step(-1))
        do.find_report.triggered.connect(self._find_report)
        do.next_pane.triggered.connect(lambda: step_pane(self._stops(), 1))
        do.previous_pane.triggered.connect(lambda: step_pane(self._stops(), -1))
        do.close_pane.triggered.connect(self.docks.close_present)
        do.reset_layout.triggered.connect(self._reset_layout)
        do.full_screen.toggled.connect(self._show_full_screen)
        do.shortcuts.triggered.connect(self.show_shortcuts)
        do.about.triggered.connect(self.show_about)
        for mode, action in do.themes.items():
            action.triggered.connect(partial(self.set_theme, mode))
        for name, action in do.languages.items():
            action.setChecked(name == self._settings.value(LANGUAGE))
            action.triggered.connect(partial(self._settings.put, LANGUAGE, name))
        self.library.gestures.export_wanted.connect(ask.ask_export_of)
        self.centre.welcome.pressed.connect(ask.ask_files)
        self.rules.chosen.connect(self.filter_by_rule)
        self.charts.chosen.connect(self._follow_chart)
        self.charts.room_wanted.connect(partial(self.docks.heighten, "charts"))
        self.library.query_changed.connect(self.charts.follow)
        self.failures.retry_wanted.connect(self.import_paths)
        self.failures.emptied.connect(self.docks["failures"].hide)

    def _connect_session(self) -> None:
        session = self.session
        session.opened.connect(self._show_report)
        session.changed.connect(self._show_report)
        session.imports.listed.connect(self._show_imports)
        session.import_finished.connect(self._show_import)
        Abilities(session, self.actions_, self)
        self.notices = Notices(session, self.banner, self.actions_.next_problem)
        self.library.gestures.signed_off_early.connect(self.notices.tell_early)
        self.notices.import_wanted.connect(self.import_paths)
        self.notices.reopen_wanted.connect(self.library.gestures.reopen)

    # -- what the session says --------------------------------------------------------------------

    def _show_report(self) -> None:
        review = self.session.review
        title = self.tr("Gouji")
        if review is not None:
            year = "" if review.year is None else str(review.year)
            title = f"{review.agency or review.name} {year} — {title}".replace("  ", " ")
        self.setWindowTitle(title)
        self._show_counts()

    def _show_exportable(self) -> None:
        self.actions_.export.setEnabled(not self.centre.is_welcome)

    def _show_disputes(self, count: int) -> None:
        title = self.tr("Conflicts")
        self.docks["disputes"].setWindowTitle(f"{title} ({count})" if count else title)

    def _show_counts(self) -> None:
        review = self.session.review
        found = () if review is None else review.open_problems
        problems = sum(not finding.is_note for finding in found)
        title = self.tr("Findings")
        self.docks["findings"].setWindowTitle(f"{title} ({problems})" if problems else title)

    def filter_by_rule(self, code: str) -> None:
        """List the reports in which a rule does not hold."""
        self.library.filter_by_rule(code, rules_by_code()[code].name)
        self.docks["library"].show()

    def _show_imports(self, paths: tuple[Path, ...]) -> None:
        """One file is told of in the banner; a list of many is worth looking at."""
        if len(paths) > 1:
            self.docks.bring("imports")

    def _follow_chart(self, target: Target) -> None:
        """Show what stands behind a part of a chart."""
        if target.query is not None:
            self.library.show_query(target.query)
            self.docks.bring("library")
        if target.report is not None:
            self.session.open(target.report)
        if target.address is not None:
            self.form_view.table.arrive(target.address)

    def _show_import(self, summary: ImportSummary) -> None:
        self._show_report()
        if summary.failures:
            self.failures.show_failures(summary.failures)
            self.docks.bring("failures")

    # -- commands ---------------------------------------------------------------------------------

    def import_paths(self, paths: tuple[Path, ...] | list[Path]) -> None:
        """Import files and folders; says why when that is not possible now."""
        if self.session.read_only:
            self.notices.tell_read_only()
        elif paths and not self.session.import_paths(paths):
            self.notices.tell_busy()

    def set_theme(self, mode: Mode, _checked: bool = True) -> None:
        """Show the window light, dark or as the system is, and remember it."""
        self._settings.put(THEME, mode)

    def show_shortcuts(self) -> None:
        """Open the table of shortcuts."""
        ShortcutsDialog(self.keymap, self).open()

    def show_identity(self) -> None:
        """Ask for agency, year and date of publication of the open report."""
        review = self.session.review
        if review is not None:
            IdentityDialog(self.session, review, self).open()

    def show_related(self, relation: Relation, _checked: bool = True) -> None:
        """Ask for the other names of the open report's agency, or for what its report covers."""
        review = self.session.review
        if review is not None and review.agency:
            RelatedDialog(self.session, review.agency, relation, self).open()

    def show_about(self) -> None:
        """Open the words about the program."""
        # The window need not wait for what this loads to tell of versions and guards.
        from gui.dialogs.about import AboutDialog

        AboutDialog(self.session.store, self._log, self).open()

    def _restore_reading(self) -> None:
        if self.session.address is not None:
            self.session.restore_reading([self.session.address])

    def _show_problem(self) -> None:
        """The keyboard goes to the form, where the keys of a problem count."""
        self.docks.bring("problem")
        task = self.problems.task
        self.form_view.table.arrive(self.session.address if task is None else task.address)

    def _find_report(self) -> None:
        self.docks.bring("library")
        self.library.focus_search()

    def _stops(self) -> list[tuple[QWidget, QWidget]]:
        """Where the keyboard can be, from the left to the right, then below."""
        library, *below = self.docks.stops()
        middle = [(self.source_view, self.source_view), (self.form_view, self.form_view.table)]
        return [library, *middle, *below]

    def _show_full_screen(self, wanted: bool) -> None:
        state = Qt.WindowState.WindowFullScreen
        now = self.windowState()
        self.setWindowState(now | state if wanted else now & ~state)

    # -- layout and theme ---------------------------------------------------------------------------

    def _reset_layout(self) -> None:
        self._layout.reset()
        self.docks["failures"].setVisible(bool(self.failures.failures))

    def _show_theme(self) -> None:
        mode = cast("Mode", self._settings.value(THEME))
        self.actions_.themes[mode].setChecked(True)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, mode)

    def _follow_setting(self, key: str) -> None:
        if key == THEME.key:
            self._show_theme()

    def _follow_system(self) -> None:
        if self.actions_.themes["system"].isChecked():
            self._show_theme()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the notice where nothing else has a use for it."""
        if event.key() == Qt.Key.Key_Escape and self.banner.isVisible():
            self.banner.hide()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "status"):
            self.actions_.refresh_icons()
            self.docks.refresh_icons()
            self.banner.colour()
            self.status.colour()
            self.setWindowIcon(icon("app", self.palette().highlight().color()))

    def remember(self) -> None:
        """Keep the layout, the filters and the open report for the next window."""
        self._layout.remember()
        self.library.remember(self._settings)
        self._settings.sync()

    def leave(self) -> None:
        """Close, and leave the session to another window."""
        self._has_left = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout; every correction is on disk already."""
        if not self._has_left:
            self.remember()
            self.session.close()
        super().closeEvent(event)
