"""The one door of the window to the workspace: what is open, what changed, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.agenda import Attention, Task, agenda
from core.errors import Known
from core.history_query import History
from core.work.workspace import Changes
from gui.importing import Importing
from gui.jobs import ExportJob, HistoryJob, ImportSummary, Reading
from gui.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.address import Address
    from core.corrections import Gesture, Ruling
    from core.document import Document
    from core.exchange.exchange import Exchange, Outlook
    from core.export import Choice
    from core.findings import Finding
    from core.geometry import TextSpan
    from core.history_query import HistoryQuery
    from core.library import ReportLine
    from core.library_query import Facet, LibraryQuery
    from core.progress import Progress
    from core.review import Review
    from core.standing import ReviewStatus, Standing
    from core.store.drafts import Draft
    from core.values import Value
    from core.work.agencies import Relation
    from core.work.intake import Intake
    from core.work.workspace import Workspace

T = TypeVar("T")
_WATCH_MS: Final = 500
"""How often a window that only looks asks whether another one wrote."""


class Session(QObject):
    """One store on show: the open report, the work on it, and signals of what changed.

    Every method that works on the open report does nothing and gives None when none is open.
    Known errors never leave it: they arrive at ``failed``. ``crashed`` carries bugs of a background
    job; ``library_changed`` the reports whose lines differ now, None where others may have come or
    gone; ``standing_changed`` the reports whose status or reviewer is another now; ``pointed`` spans of the source to mark; ``taken_over`` says that a store open for reading only may be written from now on.
    """

    opened = Signal(int)
    changed = Signal(object)
    focused = Signal(object)
    pointed = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    closing = Signal()
    taken_over = Signal()
    library_changed = Signal(object)
    standing_changed = Signal(object)
    import_started = Signal()
    import_progress = Signal(int, int, str)
    import_finished = Signal(object)
    export_started = Signal()
    export_progress = Signal(int, int, str)
    export_finished = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._review: Review | None = None
        self._document: Document | None = None
        self._focus: Address | None = None
        self.attention = Attention()
        self.reading = Reading()
        self._tasks: tuple[Review, tuple[Task, ...]] | None = None
        self.waits = Waiting(self, lambda some: self._try(lambda: workspace.waiting(some)))
        self.imports = Importing(workspace, self)
        self.imports.started.connect(self.import_started)
        self.imports.progress.connect(self.import_progress)
        self.imports.stored.connect(self.refresh_library)
        self.imports.crashed.connect(self.crashed)
        self.imports.finished.connect(self._end_import)
        self._export: ExportJob | HistoryJob | None = None
        self._exported: Path | None = None
        self._drafted: set[tuple[int, Address]] = set()
        self._watch = QTimer(self, interval=_WATCH_MS)
        self._watch.timeout.connect(self.follow)
        if workspace.read_only:
            self._watch.start()

    # -- what is open ---------------------------------------------------------------------------

    @property
    def review(self) -> Review | None:
        """The open report as it stands now; None when none is open."""
        return self._review

    @property
    def report(self) -> int | None:
        """The number of the open report; None when none is open."""
        return None if self._review is None else self._review.report

    @property
    def address(self) -> Address | None:
        """The cell in focus; None before the first one is chosen."""
        return self._focus

    @property
    def agenda(self) -> tuple[Task, ...]:
        """What needs eyes in the open report, the gravest first."""
        if self._review is None:
            return ()
        if self._tasks is None or self._tasks[0] is not self._review:
            self._tasks = self._review, agenda(self._review, self.attention)
        return self._tasks[1]

    def attend(self, attention: Attention) -> None:
        """Stop at other things from now on."""
        if attention != self.attention:
            self.attention, self._tasks = attention, None
            self._show_present()

    def sign_as(self, author: str) -> None:
        """Sign what is done from now on with another name."""
        self._workspace.sign_as(author)

    def announce(self) -> None:
        """Tell panes that were made only now what is open, and which cell is in focus."""
        if self._review is not None:
            self.opened.emit(self._review.report)
        if self._focus is not None:
            self.focused.emit(self._focus)

    def refresh(self) -> None:
        """Show everything anew: it is judged by other rules now, or in another language."""
        self._show_present()
        self.refresh_library()

    def refresh_library(self) -> None:
        """Show the list of reports anew."""
        self.waits.forget()
        self.library_changed.emit(None)

    @property
    def store(self) -> Path:
        """Where the store is."""
        return self._workspace.path

    @property
    def author(self) -> str:
        """The name that corrections are signed with."""
        return self._workspace.author

    @property
    def read_only(self) -> bool:
        """Whether another window writes to the store, so that this one only shows it."""
        return self._workspace.read_only

    def document(self) -> Document:
        """The open report's document. Raises LookupError when no report is open."""
        if self._document is None:
            self._document = self._workspace.document(self._number())
        return self._document

    def source(self) -> bytes:
        """The open report's source file. Raises LookupError when no report is open."""
        return self._workspace.source(self._number())

    def reports(self, search: str = "", rule: str = "") -> tuple[ReportLine, ...]:
        """The reports of the store, or those whose names hold the words and that break the rule."""
        return self._try(lambda: self._workspace.reports(search, rule)) or ()

    def find(self, query: LibraryQuery) -> Sequence[int]:
        """The numbers of the reports that the query asks for, in its order."""
        return self._try(lambda: self._workspace.library.find(query)) or ()

    def lines(self, reports: Sequence[int]) -> tuple[ReportLine, ...]:
        """The lines of the reports, in their order."""
        return self._try(lambda: self._workspace.library.lines(reports)) or ()

    def facet_counts(self, query: LibraryQuery, facet: Facet) -> tuple[tuple[str, int], ...]:
        """How many reports there are of each value of a facet, the query's other facets given."""
        return self._try(lambda: self._workspace.library.facet_counts(query, facet)) or ()

    def standing(self) -> Standing | None:
        """How far the review of the open report is."""
        report = self.report
        return (
            None if report is None else self._try(lambda: self._workspace.library.standing(report))
        )

    def set_status(self, reports: Sequence[int], status: ReviewStatus, reason: str = "") -> bool:
        """Record how far the reviews are; whether that was possible."""
        return self._stand(lambda: self._workspace.set_status(reports, status, reason))

    def assign(self, reports: Sequence[int], reviewer: str) -> bool:
        """Record who reviews the reports, "" for nobody; whether that was possible."""
        return self._stand(lambda: self._workspace.assign(reports, reviewer))

    def history(self, query: HistoryQuery) -> History:
        """The corrections that the query asks for, the newest first."""
        return self._try(lambda: self._workspace.library.history(query)) or History()

    def correctors(self) -> tuple[str, ...]:
        """Everybody who ever corrected a cell."""
        return self._try(self._workspace.library.correctors) or ()

    def export_history(self, path: Path, lines: History) -> bool:
        """Write lines of the history in the background; whether it was begun."""
        return self._write(HistoryJob(path, lines, self)) if self._export is None else False

    def waiting(self) -> frozenset[int]:
        """The reports that need a person: something is open, or nobody went through them yet."""
        return self.waits.reports()

    def follow(self) -> None:
        """Show what another window changed; take the store over once that window is gone."""
        if not self._try(self._workspace.follow):
            return
        if not self.read_only:
            self._watch.stop()
            self.taken_over.emit()
        self.refresh()

    # -- gestures -------------------------------------------------------------------------------

    def open(self, number: int) -> bool:
        """Show the report; whether it could be opened."""
        review = self._try(lambda: self._workspace.review(number))
        if review is None:
            return False
        self._review, self._document, self._focus = review, None, None
        self.opened.emit(number)
        return True

    def focus(self, address: Address) -> None:
        """Put one cell into focus in every pane."""
        if address != self._focus:
            self._focus = address
            self.focused.emit(address)

    def point(self, spans: Sequence[TextSpan]) -> None:
        """Mark sentences of the open report's source; none takes the marks away."""
        self.pointed.emit(tuple(spans))

    def correct(
        self,
        edits: Sequence[tuple[Address, Value]],
        reason: str = "",
        gesture: Gesture = "typed",
    ) -> Changes | None:
        """Correct cells of the open report in one undoable gesture; on disk when it returns.

        A value that somebody else changed meanwhile is not covered but shown.
        """
        seen = {a: self._review.statement.value(a) for a, _ in edits} if self._review else {}
        changes = self._change(
            lambda report: self._workspace.correct(
                report, edits, reason=reason, gesture=gesture, seen=seen
            )
        )
        if changes is None:
            self._show_present()
        return changes

    def keep_draft(self, address: Address, text: str) -> None:
        """Have what is being typed into a cell of the open report on disk."""
        report = self.report
        if report is not None:
            self._drafted.add((report, address))
            self._try(lambda: self._workspace.keep_draft(report, address, text))

    def drop_draft(self, address: Address, report: int | None = None) -> None:
        """Forget what was being typed into a cell, of the open report by default."""
        number = self.report if report is None else report
        if number is not None and (report is not None or (number, address) in self._drafted):
            self._drafted.discard((number, address))
            self._try(lambda: self._workspace.drop_draft(number, address))

    def drafts(self) -> tuple[Draft, ...]:
        """What was being typed and was neither entered nor dropped."""
        return self._try(self._workspace.drafts) or ()

    def look_at(self, number: int) -> Review | None:
        """A report as it stands now, without opening it; None when it cannot be read."""
        return self._try(lambda: self._workspace.review(number))

    def restore_reading(self, addresses: Sequence[Address]) -> Changes | None:
        """Give cells back to the machine's reading."""
        return self._change(
            lambda report: self._workspace.restore_reading(report, addresses, self._review)
        )

    def undo(self) -> Changes | None:
        """Take the last gesture on the open report back; None when there is none."""
        return self._change(lambda report: self._workspace.undo(report, self._review))

    def redo(self) -> Changes | None:
        """Repeat the gesture that was taken back last; None when there is none."""
        return self._change(lambda report: self._workspace.redo(report, self._review))

    def judge(
        self, findings: Finding | Sequence[Finding], ruling: Ruling, reason: str = ""
    ) -> Changes | None:
        """Record a verdict on findings of the open report, in one undoable gesture."""
        return self._change(
            lambda report: self._workspace.judge(report, findings, ruling, reason, self._review)
        )

    def withdraw(self, finding: Finding) -> Changes | None:
        """Take the verdict on a finding of the open report back."""
        return self._change(
            lambda report: self._workspace.judge(report, finding, None, seen=self._review)
        )

    def mark_seen(self, addresses: Sequence[Address] | None = None) -> Changes | None:
        """Record that cells of the open report, or all of it, were compared with the source."""
        return self._change(lambda report: self._workspace.mark_seen(report, addresses))

    def related(self, agency: str, relation: Relation) -> tuple[str, ...]:
        """The other names of the agency, or the agencies that it covers, as people declared."""
        return self._try(lambda: self._workspace.agencies.related(agency, relation)) or ()

    def relate(self, agency: str, relation: Relation, names: Sequence[str]) -> bool:
        """Have these be all its other names, or all its parts; whether that was possible."""
        work = self._workspace.agencies.relate
        return self._stand(lambda: Changes(work(agency, relation, names)))

    # -- work of others -------------------------------------------------------------------------

    @property
    def exchange(self) -> Exchange:
        """What takes work out as packages and tells what a package would bring; any thread may."""
        return self._workspace.exchange

    def merge(self, path: Path, outlook: Outlook, progress: Progress) -> Intake:
        """Copy the store, then take in a package; ``show_merged`` shows it. Any thread may.

        Raises Known, and Stopped where ``progress`` says so.
        """
        from core.work.intake import take_in

        return take_in(self._workspace, path, outlook, progress)

    def show_merged(self, reports: Sequence[int]) -> None:
        """Show what came in from elsewhere."""
        self.waits.forget()
        self._show_present()
        self.standing_changed.emit(tuple(reports))
        self.library_changed.emit(None)

    # -- import and export ----------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether an import or an export is running."""
        return self.imports.busy or self._export is not None

    def import_paths(self, paths: Sequence[Path]) -> bool:
        """Read files and folders in worker processes; whether the import was begun.

        A second import while one runs is refused, and so is one into a read-only store.
        """
        return self.imports.start(paths, self.reading)

    def text_of(self, review: Review) -> str:
        """The text of any report's document; "" where it cannot be had."""
        document = self._try(lambda: self._workspace.document(review.report))
        return "" if document is None else document.text

    def export(
        self,
        path: Path,
        reports: Sequence[int] = (),
        choice: Choice | None = None,
        scope: str = "",
    ) -> bool:
        """Write reports (all of them by default) in the background; whether it was begun.

        ``scope`` says in the file which reports they are.
        """
        from core.export import Choice

        if self._export is not None:
            return False
        numbers = tuple(reports) or tuple(line.number for line in self.reports())
        wish = self._workspace.wish(path, numbers, choice or Choice(), scope)
        return self._write(ExportJob(wish, self))

    def _write(self, job: ExportJob | HistoryJob) -> bool:
        self._export, self._exported = job, None
        job.progress.connect(self.export_progress)
        job.written.connect(self._note_written)
        job.failed.connect(self._tell)
        job.finished.connect(self._end_export)
        self.export_started.emit()
        job.start()
        return True

    def cancel(self) -> None:
        """Stop the running import or export; what was imported so far stays."""
        self.imports.cancel()
        if self._export is not None:
            self._export.cancel()

    def close(self) -> None:
        """Stop background work and let go of the store."""
        self.closing.emit()
        self.imports.close()
        if self._export is not None:
            self._export.abandon()
            self._export = None
        self._workspace.close()

    # -- inside ---------------------------------------------------------------------------------

    def _number(self) -> int:
        if self._review is None:
            raise LookupError("no report is open")
        return self._review.report

    def _try(self, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except Known as error:
            self.failed.emit(error)
            return None

    def _show_present(self) -> None:
        report = self.report
        if report is None:
            return
        review = self._try(lambda: self._workspace.review(report))
        if review is not None:
            self._review = review
            self.changed.emit(Changes((report,)))

    def _change(self, work: Callable[[int], Changes | None]) -> Changes | None:
        report = self.report
        if report is None:
            return None
        changes = self._try(lambda: work(report))
        if changes is None:
            return None
        review = self._try(lambda: self._workspace.review(report))
        if review is not None:
            self._review = review
        self.waits.note(changes.reports)
        self.changed.emit(changes)
        self.library_changed.emit(changes.reports)
        return changes

    def _stand(self, work: Callable[[], Changes]) -> bool:
        changes = self._try(work)
        if changes is None:
            return False
        if changes.reports:
            self.waits.note(changes.reports)
            self.standing_changed.emit(changes.reports)
            self.library_changed.emit(changes.reports)
        return True

    def _end_import(self, summary: ImportSummary) -> None:
        self.import_finished.emit(summary)
        if self._review is None and summary.added:
            self.open(summary.added[0])

    def _note_written(self, path: Path) -> None:
        self._exported = path

    def _tell(self, error: Exception) -> None:
        (self.failed if isinstance(error, Known) else self.crashed).emit(error)

    def _end_export(self) -> None:
        job, self._export = self._export, None
        if job is not None:
            job.deleteLater()
        self.export_finished.emit(self._exported)
