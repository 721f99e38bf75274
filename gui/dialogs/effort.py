"""What reviews cost: the counts by report and by day, exported, deleted, switched on and off."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.effort import Effort, Worked, by_day, by_report
from core.errors import Known
from gui.dialogs.button_row import ButtonRow
from gui.dialogs.target import LISTS, ask_target
from gui.models.form_model import plain_tip
from gui.notify import Banner
from gui.settings import EFFORT

if TYPE_CHECKING:
    from gui.effort import EffortMeter
    from gui.settings import Settings

translate = QCoreApplication.translate
_SIZE: Final = (46, 28)
"""In heights of a line."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EffortDialog(QDialog):
    """Two lists of what was counted on this computer."""

    def __init__(
        self, meter: EffortMeter, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._meter = meter
        self._settings = settings
        self._worked: tuple[Worked, ...] = ()
        self.setWindowTitle(self.tr("Effort"))
        line = self.fontMetrics().height()
        self.resize(_SIZE[0] * line, _SIZE[1] * line)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = Banner()
        self.switch = QCheckBox(self.tr("&Count my effort on this computer"))
        self.switch.setChecked(settings.value(EFFORT))
        self.switch.toggled.connect(partial(settings.put, EFFORT))
        settings.changed.connect(self._follow)
        words = QLabel(
            self.tr(
                "Counted are keys (never which ones), seconds at work (pauses of more than a minute"
                " left out), cells corrected and confirmed, and proposals taken. The counts stay in"
                " a file of your own on this computer; no store, export or package holds them."
            )
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        counts = [
            self.tr("Time"),
            self.tr("Keys"),
            self.tr("Corrected"),
            self.tr("Confirmed"),
            self.tr("Proposals"),
        ]
        self.reports = _list([self.tr("Report"), self.tr("Last day"), *counts], right=2)
        self.days = _list([self.tr("Day"), self.tr("Reports"), *counts], right=1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)  # the lists have frames of their own
        self.tabs.tabBar().setAccessibleName(self.tr("Effort"))
        self.tabs.addTab(self.reports, self.tr("By &report"))
        self.tabs.addTab(self.days, self.tr("By &day"))
        self.total = QLabel()
        self.total.setTextFormat(Qt.TextFormat.PlainText)
        self.total.setWordWrap(True)
        self._make_buttons()
        layout = QVBoxLayout(self)
        for widget in (self.banner, self.switch, words):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.total)
        layout.addWidget(self._buttons)
        self.refresh()

    def refresh(self) -> None:
        """Read the counts anew."""
        try:
            self._worked = self._meter.read()
        except Known as error:
            self._worked = ()
            self.banner.show_known(error)
        self.reports.clear()
        for worked in by_report(self._worked):
            name = worked.name or self.tr("no report open")
            row = _row([name, worked.day], worked.effort, right=2)
            row.setToolTip(0, plain_tip(f"{name}\n{worked.store}"))
            self.reports.addTopLevelItem(row)
        self.days.clear()
        for day, reports, effort in by_day(self._worked):
            self.days.addTopLevelItem(_row([day, str(reports)], effort, right=1))
        self.total.setText(self._total())
        for button in (self.export, self.delete):
            button.setEnabled(bool(self._worked))

    def _total(self) -> str:
        if not self._worked:
            if self._settings.value(EFFORT):
                return self.tr("Nothing was counted yet: go on reviewing, and look again.")
            return self.tr("Nothing was counted. Tick the box above to begin.")
        total = Effort()
        for worked in self._worked:
            total = total.plus(worked.effort)
        reports = sum(worked.report != 0 for worked in by_report(self._worked))
        words = self.tr(
            "In all: reports {reports}, time {time}, keys {keys}, cells corrected {corrected},"
            " confirmed {confirmed}, proposals taken {proposals}."
        )
        return words.format(
            reports=f"{reports:,}",
            time=duration(total.seconds),
            keys=f"{total.keys:,}",
            corrected=f"{total.corrected:,}",
            confirmed=f"{total.confirmed:,}",
            proposals=f"{total.proposals:,}",
        )

    def _make_buttons(self) -> None:
        self._buttons = ButtonRow(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self.export = QPushButton(self.tr("&Export…"))
        self.delete = QPushButton(self.tr("De&lete all…"))
        for button in (self.export, self.delete):
            button.setAutoDefault(False)
            self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.export.clicked.connect(self._ask_target)
        self.delete.clicked.connect(self._ask_to_delete)

    def _follow(self, key: str) -> None:
        """The meter switches itself off where it cannot write; so do the settings."""
        if key == EFFORT.key:
            self.switch.setChecked(self._settings.value(EFFORT))
            self.total.setText(self._total())

    def _ask_target(self) -> None:
        title, name = self.tr("Export the counts"), f"{self.tr('effort')}.xlsx"
        target = ask_target(self, title, name, LISTS, self._settings)
        if target is not None:
            self.export_to(target[0])

    def export_to(self, path: Path) -> None:
        """Write the list that is in view."""
        from core.export.effort_list import write_effort

        try:
            write_effort(path, self._worked, daily=self.tabs.currentWidget() is self.days)
        except Known as error:
            self.banner.show_known(error)
        else:
            words = self.tr("Exported to {path}.")
            self.banner.show_message(words.format(path=path), "ok")

    def _ask_to_delete(self) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Effort"))
        box.setText(self.tr("Delete all counts? They cannot be brought back."))
        box.setInformativeText(self.tr("Reports and corrections are not touched."))
        sure = box.addButton(self.tr("&Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sure.clicked.connect(self._delete)
        box.open()

    def _delete(self) -> None:
        try:
            self._meter.delete()
        except Known as error:
            self.banner.show_known(error)
        self.refresh()


def duration(seconds: float) -> str:
    """Hours and minutes, or minutes and seconds."""
    whole = round(seconds)
    if whole >= 3600:
        words = translate("EffortDialog", "{hours} h {minutes} min")
        return words.format(hours=whole // 3600, minutes=whole % 3600 // 60)
    words = translate("EffortDialog", "{minutes} min {seconds} s")
    return words.format(minutes=whole // 60, seconds=whole % 60)


def _list(headers: list[str], *, right: int) -> QTreeWidget:
    table = QTreeWidget()
    table.setHeaderLabels(headers)
    for column in range(right, len(headers)):
        table.headerItem().setTextAlignment(column, _RIGHT)
    table.setAllColumnsShowFocus(True)
    table.setAccessibleName(headers[0])
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAlternatingRowColors(True)
    header = table.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _row(names: list[str], effort: Effort, *, right: int) -> QTreeWidgetItem:
    counts = (effort.keys, effort.corrected, effort.confirmed, effort.proposals)
    row = QTreeWidgetItem([*names, duration(effort.seconds), *(f"{n:,}" for n in counts)])
    for column in range(right, row.columnCount()):
        row.setTextAlignment(column, _RIGHT)
    return row
