"""What a package will do here, before it is merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.disputes import moment_text
from core.exchange.words import report_name, told
from core.sentences import sentences
from gui.dialogs.list_dialog import RIGHT
from gui.fonts import grown
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from core.exchange.exchange import Coming, Outlook

_MOST_LINES = 1_000
_COUNTS = (1, 2, 3)
"""The columns of figures."""


class ExchangeDialog(QDialog):
    """Sums a package up and lists its reports; accepting it means to merge."""

    def __init__(self, outlook: Outlook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import corrections"))
        self.resize(grown(760, 480))
        package = outlook.package
        origin = self.tr("From {author}, {time}, Gouji {version}").format(
            author=package.author or self.tr("somebody"),
            time=moment_text(package.made_at),
            version=package.program,
        )
        self.told = _words("\n".join((origin, *told(outlook))))
        self._brought = frozenset(outlook.brought)
        self.table = self._make_table(outlook)
        note = self.tr("The store is copied first. Nothing of yours is dropped.")
        if len(outlook.coming) > _MOST_LINES:
            cut = self.tr("Of the reports the first {count} are listed; all of them are merged.")
            note = sentences(cut.format(count=_MOST_LINES), note)
        kind = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kind.Ok | kind.Cancel)
        self.merge = self.buttons.button(kind.Ok)
        self.merge.setText(self.tr("Merge"))
        self.merge.setEnabled(outlook.applied + outlook.kept > 0 or bool(outlook.brought))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        self.note = _words(note)
        layout.addWidget(self.note)
        layout.addWidget(self.buttons)

    def _make_table(self, outlook: Outlook) -> QTableWidget:
        lines = sorted(outlook.coming, key=_weight)[:_MOST_LINES]
        table = QTableWidget(len(lines), 5)
        table.setAccessibleName(self.tr("Reports of the package"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("Report"),
                self.tr("Merged"),
                self.tr("Already here"),
                self.tr("In conflict"),
                self.tr("Note"),
            ]
        )
        as_list(table)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in _COUNTS:
            table.model().setHeaderData(
                column, Qt.Orientation.Horizontal, RIGHT, Qt.ItemDataRole.TextAlignmentRole
            )
        for row, one in enumerate(lines):
            for column, text in enumerate(self._texts(one)):
                item = QTableWidgetItem(text)
                if column in _COUNTS:
                    item.setTextAlignment(RIGHT)
                table.setItem(row, column, item)
        table.selectRow(0)
        return table

    def _texts(self, one: Coming) -> tuple[str, ...]:
        title = report_name(one.listed)
        if one.report is None:
            if one.listed in self._brought:
                return title, "", "", "", self.tr("Source comes along")
            count = len(one.facts) + one.known
            kept = self.tr("Not in this store: {count} kept until its import").format(count=count)
            return title, "", "", "", kept
        note = self.tr("Signed off") if one.is_final else ""
        new_disputes = max(0, one.disputes - one.open_before)
        return title, str(len(one.facts)), str(one.known), str(new_disputes), note


def _weight(one: Coming) -> tuple[bool, int]:
    """Conflicts first, then what comes; what has no place here last."""
    return one.report is None, -(one.disputes - one.open_before) * 1_000 - len(one.facts)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
