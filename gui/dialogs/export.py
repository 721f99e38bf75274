"""What to export: which reports, into what kind of file, which sheets; with its first lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.export import Choice, Sheet
from core.export.choice import LONG_LIMIT, SHEET_LIMIT
from core.export.parquet import is_installed
from core.export.preview import Preview, preview_of_cells, preview_of_sheet
from core.sentences import sentences
from gui.fonts import grown
from gui.models.form_model import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.review import Review

_SHOWN_REPORTS: Final = 3
_NARROWEST, _WIDEST = 8, 36
"""Of a column, in figures of its text."""
_FIGURE: Final = re.compile(r"[+-]?[\d,]+(\.\d+)?%?")
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Scope:
    """Reports that can be exported: their numbers, and the words for them in window and file."""

    words: str
    reports: tuple[int, ...]
    written: str = ""


class ExportDialog(QDialog):
    """Asks for scope, format and sheets; ``target_wanted``: they are chosen, the file is not yet.

    For the preview ``review`` gives a report, or None, and ``text_of`` the text of its document.
    """

    target_wanted = Signal()

    def __init__(
        self,
        scopes: Sequence[Scope],
        review: Callable[[int], Review | None],
        text_of: Callable[[Review], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.resize(grown(900, 620))
        self._scopes = tuple(scopes)
        self._review = review
        self._text_of = text_of
        self._reviews: tuple[Review, ...] = ()
        self._touched = False
        self._make_choices()
        self._make_preview()
        self._lay_out()
        self._connect()
        self._show_scope()

    @property
    def scope(self) -> Scope:
        """The reports that were chosen."""
        return self._scopes[self.scopes.currentIndex()]

    @property
    def suffix(self) -> str:
        """The kind of file that was chosen: .xlsx, .csv, .jsonl or .parquet."""
        return str(self.formats.currentData())

    @property
    def choice(self) -> Choice:
        """The sheets that were chosen."""
        rows = (self.sheets.item(row) for row in range(self.sheets.count()))
        checked = frozenset(_sheet(i) for i in rows if i.checkState() is Qt.CheckState.Checked)
        return Choice(checked, self.forms.isChecked())

    def _make_choices(self) -> None:
        self.scopes = QComboBox()
        for scope in self._scopes:
            self.scopes.addItem(f"{scope.words} ({len(scope.reports):,})")
        self.formats = QComboBox()
        self.formats.addItem(self.tr("Excel workbook (*.xlsx)"), ".xlsx")
        self.formats.addItem(self.tr("CSV table, one line a cell (*.csv)"), ".csv")
        self.formats.addItem(self.tr("JSON lines, one line a report (*.jsonl)"), ".jsonl")
        if is_installed():
            self.formats.addItem(self.tr("Parquet, one row a cell (*.parquet)"), ".parquet")
        self.sheets = QListWidget()
        self.sheets.setAccessibleName(self.tr("Sheets"))
        for sheet in Sheet:
            item = QListWidgetItem(f"{sheet.value} — {_words(sheet)}")
            item.setData(Qt.ItemDataRole.UserRole, sheet)
            self.sheets.addItem(item)
        self.forms = QCheckBox(self.tr("A sheet in the &official form for each report"))

    def _make_preview(self) -> None:
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("First lines"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)  # it would never let go of the keyboard
        self.table.verticalHeader().hide()

    def _lay_out(self) -> None:
        top = QFormLayout()
        top.addRow(self.tr("&Reports:"), self.scopes)
        top.addRow(self.tr("&File:"), self.formats)
        self.workbook = QGroupBox(self.tr("Sheets"))
        inside = QVBoxLayout(self.workbook)
        inside.addWidget(self.sheets, 1)
        inside.addWidget(self.forms)
        shown = QGroupBox(self.tr("First lines"))
        below = QVBoxLayout(shown)
        below.addWidget(self.table, 1)
        middle = QHBoxLayout()
        middle.addWidget(self.workbook, 2)
        middle.addWidget(shown, 5)
        kind = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kind.Save | kind.Cancel)
        self.buttons.button(kind.Save).setText(self.tr("Save as…"))
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.scopes.currentIndexChanged.connect(self._show_scope)
        self.formats.currentIndexChanged.connect(self._show_preview)
        self.sheets.currentRowChanged.connect(self._show_preview)
        self.sheets.itemChanged.connect(self._note_touch)
        self.forms.clicked.connect(self._note_touch)
        self.buttons.accepted.connect(self.target_wanted)
        self.buttons.rejected.connect(self.reject)

    def _note_touch(self) -> None:
        """From now on the person's own choice stays, however many reports there are."""
        self._touched = True
        self._show_told()

    def _show_scope(self) -> None:
        """Take the first reports of the scope, and the sheets that suit their number."""
        found = (self._review(number) for number in self.scope.reports[:_SHOWN_REPORTS])
        self._reviews = tuple(review for review in found if review is not None)
        if not self._touched:
            self._choose_by_number()
        if self.sheets.currentRow() < 0:
            self.sheets.setCurrentRow(0)
        self._show_preview()

    def _choose_by_number(self) -> None:
        settled = Choice().settled(len(self.scope.reports))
        self.sheets.blockSignals(True)
        for row in range(self.sheets.count()):
            item = self.sheets.item(row)
            state = Qt.CheckState.Checked if _sheet(item) in settled.sheets else _UNCHECKED
            item.setCheckState(state)
        self.sheets.blockSignals(False)
        self.forms.setChecked(settled.report_sheets)

    def _show_preview(self) -> None:
        is_workbook = self.suffix == ".xlsx"
        self.workbook.setEnabled(is_workbook)
        if is_workbook:
            sheet = _sheet(self.sheets.currentItem())
            self._fill(preview_of_sheet(sheet, self._reviews, self._text_of))
        else:
            self._fill(preview_of_cells(self._reviews))
        self._show_told()

    def _show_told(self) -> None:
        reports = len(self.scope.reports)
        words = [self.tr("Reports to write: {count}.").format(count=f"{reports:,}")]
        if self.suffix == ".xlsx":
            if self.forms.isChecked() and reports > SHEET_LIMIT:
                words.append(self.tr("So many sheets make the workbook slow to open."))
            long = {Sheet.ACTIVE, Sheet.REQUESTS, Sheet.REVIEW} & (
                self.choice.sheets or frozenset()
            )
            if long and reports > LONG_LIMIT:
                words.append(self.tr("Lines of single cells suit CSV better for so many reports."))
        elif self.suffix == ".csv":
            words.append(
                self.tr("Texts that begin like a formula get an apostrophe in front, so that no"
                        " spreadsheet runs them.")
            )  # fmt: skip
        self.told.setText(sentences(*words))
        has_sheet = self.suffix != ".xlsx" or bool(self.choice.sheets) or self.forms.isChecked()
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(reports) and has_sheet)

    def _fill(self, preview: Preview) -> None:
        self.table.clear()
        self.table.setColumnCount(len(preview.columns))
        self.table.setRowCount(len(preview.lines))
        for column, name in enumerate(preview.columns):
            self._fill_column(column, name, [line[column] for line in preview.lines])
        self.table.resizeColumnsToContents()
        figure = self.table.fontMetrics().horizontalAdvance("0")
        for column in range(len(preview.columns)):
            width = max(self.table.columnWidth(column), _NARROWEST * figure)
            self.table.setColumnWidth(column, min(width, _WIDEST * figure))

    def _fill_column(self, column: int, name: str, texts: Sequence[str]) -> None:
        """Figures stand below one another as they will in the file, under the end of their name."""
        filled = [text for text in texts if text]
        is_figures = bool(filled) and all(map(_FIGURE.fullmatch, filled))
        alignment = _RIGHT if is_figures else _LEFT
        heading = QTableWidgetItem(name)
        heading.setTextAlignment(alignment)
        self.table.setHorizontalHeaderItem(column, heading)
        for row, text in enumerate(texts):
            item = QTableWidgetItem(" ".join(text.split()))
            item.setToolTip(plain_tip(text))
            item.setTextAlignment(alignment)
            self.table.setItem(row, column, item)


_UNCHECKED: Final = Qt.CheckState.Unchecked


def _sheet(item: QListWidgetItem) -> Sheet:
    sheet = item.data(Qt.ItemDataRole.UserRole)
    assert isinstance(sheet, Sheet)
    return sheet


def _words(sheet: Sheet) -> str:
    """What a sheet holds; its title is Chinese in every language, as the file is."""
    translate = QCoreApplication.translate
    return {
        Sheet.SUMMARY: translate("ExportDialog", "one line a report"),
        Sheet.PROBLEMS: translate("ExportDialog", "what does not hold"),
        Sheet.YEARS: translate("ExportDialog", "an agency's two years"),
        Sheet.ACTIVE: translate("ExportDialog", "section two, one line a cell"),
        Sheet.REQUESTS: translate("ExportDialog", "section three, one line a cell"),
        Sheet.REVIEW: translate("ExportDialog", "section four, one line a cell"),
        Sheet.CORRECTIONS: translate("ExportDialog", "what people changed"),
        Sheet.RULES: translate("ExportDialog", "every rule, and how it fares"),
    }[sheet]
