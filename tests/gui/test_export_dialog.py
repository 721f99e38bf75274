"""The dialog of exports: scopes, sheets that suit the number of reports, and a true preview."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from core.export import Sheet
from gui.dialogs.export import ExportDialog, Scope
from gui.main_window import MainWindow

PATIENCE_MS = 60_000


@pytest.fixture
def dialog(desk: MainWindow, qtbot: QtBot) -> ExportDialog:
    numbers = tuple(line.number for line in desk.session.reports())
    scopes = [Scope("全部", numbers), Scope("一份", numbers[:1], "所选的报告"), Scope("无", ())]
    session = desk.session
    shown = ExportDialog(scopes, session.look_at, session.text_of, desk)
    qtbot.addWidget(shown)
    return shown


def choose_format(dialog: ExportDialog, suffix: str) -> None:
    dialog.formats.setCurrentIndex(dialog.formats.findData(suffix))


def preview(dialog: ExportDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(8)]
        for row in range(table.rowCount())
    ]


def save_button(dialog: ExportDialog) -> bool:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()


def test_that_few_reports_get_every_sheet(dialog: ExportDialog) -> None:
    assert dialog.choice.sheets == frozenset(Sheet)
    assert dialog.choice.report_sheets


def test_that_a_sheet_that_is_not_checked_is_not_chosen(dialog: ExportDialog) -> None:
    dialog.sheets.item(0).setCheckState(Qt.CheckState.Unchecked)

    assert dialog.choice.sheets == frozenset(Sheet) - {Sheet.SUMMARY}


def test_that_nothing_can_be_saved_when_no_report_is_in_scope(dialog: ExportDialog) -> None:
    dialog.scopes.setCurrentIndex(2)

    assert not save_button(dialog)


def test_that_nothing_can_be_saved_when_no_sheet_is_chosen(dialog: ExportDialog) -> None:
    for row in range(dialog.sheets.count()):
        dialog.sheets.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.forms.setChecked(False)
    dialog.sheets.itemChanged.emit(dialog.sheets.item(0))

    assert not save_button(dialog)


def test_that_the_workbook_begins_with_what_the_preview_shows(
    desk: MainWindow, dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    shown = preview(dialog)
    target = tmp_path / "年报.xlsx"
    scope = dialog.scope

    with qtbot.waitSignal(desk.session.export_finished, timeout=PATIENCE_MS):
        desk.session.export(target, scope.reports, dialog.choice, scope.written)

    rows = list(load_workbook(target)["汇总"].iter_rows(min_row=4, max_col=8, values_only=True))
    assert shown == [["" if v is None else str(v) for v in row] for row in rows]


def test_that_figures_stand_below_one_another_in_the_preview(dialog: ExportDialog) -> None:
    role, to_right = Qt.ItemDataRole.TextAlignmentRole, Qt.AlignmentFlag.AlignRight
    model = dialog.table.model()
    names = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    agency, errors = names.index("单位"), names.index("错误")

    assert model.data(model.index(0, errors), role) & to_right
    assert model.headerData(errors, Qt.Orientation.Horizontal, role) & to_right
    assert not model.data(model.index(0, agency), role) & to_right


def test_that_the_table_begins_with_what_the_preview_shows(
    desk: MainWindow, dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    choose_format(dialog, ".csv")
    shown = preview(dialog)
    target = tmp_path / "年报.csv"

    with qtbot.waitSignal(desk.session.export_finished, timeout=PATIENCE_MS):
        desk.session.export(target)

    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row[:8] for row in csv.reader(stream)][1 : len(shown) + 1]
    assert shown == rows
    assert not dialog.workbook.isEnabled()


def test_that_the_file_names_the_scope(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "两份.xlsx"
    answer = lambda *_args: (str(target.with_suffix("")), "")  # noqa: E731 - stands for a person
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    numbers = tuple(line.number for line in desk.session.reports())[:2]

    desk.questions.ask_export_of(numbers)
    (dialog,) = desk.findChildren(ExportDialog)
    with qtbot.waitSignal(desk.session.export_finished, timeout=PATIENCE_MS):
        dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()

    book = load_workbook(target)
    assert book["汇总"].max_row == 3 + 2
    facts = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert facts["报告范围"] == "所选的报告"
    assert facts["报告数"] == 2


def test_that_the_open_report_can_be_exported_alone_under_its_own_name(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Path] = []

    def answer(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        offered.append(Path(start))
        return str(tmp_path / offered[0].name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    desk.questions.ask_export()
    (dialog,) = desk.findChildren(ExportDialog)
    assert dialog.scopes.currentText() == "全部报告 (3)"

    dialog.scopes.setCurrentIndex(dialog.scopes.findText("打开的报告 (1)"))
    with qtbot.waitSignal(desk.session.export_finished, timeout=PATIENCE_MS):
        dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()

    assert offered[0].name == "云栖市溪梧区南浦街道办事处 2020.xlsx"
    book = load_workbook(tmp_path / offered[0].name)
    facts = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert facts["报告范围"] == "打开的报告"
    assert facts["报告数"] == 1
