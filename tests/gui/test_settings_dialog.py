"""The dialog of settings: at once, searchable, given back; and the rules with their store."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from core.cells import Origin
from core.checks.rulebook import load_rules, rules_by_code
from core.cli.console import account
from core.rules import CheckSettings
from core.settings import load_settings
from core.work.summaries import ask
from gui.desk import Desk
from gui.dialogs.setting_row import row_of
from gui.dialogs.settings import SettingsDialog
from gui.main_window import MainWindow
from gui.models.check_rules import RULE, CheckRulesModel, threshold_words
from gui.settings import (
    LOW_CONFIDENCE,
    REVIEWER,
    STOP_AT_INFERRED,
    THEME,
    WORKERS,
    Settings,
)
from tests.gui.conftest import STREET, TOWNSHIP, fill

LATE = "form.published_late"
PATIENCE_MS = 60_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "gouji.ini")


@pytest.fixture
def checks_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "checks.toml"
    monkeypatch.setenv("GOUJI_CHECKS", str(path))
    return path


@pytest.fixture
def window(settings: Settings, store: Path, checks_file: Path) -> Iterator[MainWindow]:
    fill(store, STREET, TOWNSHIP)
    owner = Desk(settings, checks_file.with_name("gouji.log"))
    window = owner.show_store(store)
    window.session.open(1)
    yield window
    assert owner.window is window
    window.close()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> SettingsDialog:
    """Opened by its key."""
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    return window.findChildren(SettingsDialog)[0]


def rule_row(model: CheckRulesModel, code: str) -> int:
    return [model.rule(row).code for row in range(model.rowCount())].index(code)


def test_that_a_number_that_is_typed_counts_at_once(
    dialog: SettingsDialog, settings: Settings, qtbot: QtBot
) -> None:
    box = row_of(dialog, WORKERS).editor
    assert isinstance(box, QSpinBox)
    assert box.text() == "自动"

    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "3")
    qtbot.keyClick(box, Qt.Key.Key_Return)

    assert settings.value(WORKERS) == 3
    assert dialog.isVisible()


def test_that_numbers_and_choices_below_one_another_have_one_edge(
    dialog: SettingsDialog,
) -> None:
    for page in (0, 1):
        dialog.pages.setCurrentRow(page)
        boxes = [*dialog.findChildren(QSpinBox), *dialog.findChildren(QComboBox)]
        seen = {box.mapTo(dialog, box.rect().topLeft()).x() for box in boxes if box.isVisible()}

        assert len(seen) == 1


def test_that_an_empty_name_shows_whose_name_counts(dialog: SettingsDialog) -> None:
    line = row_of(dialog, REVIEWER).editor
    assert isinstance(line, QLineEdit)

    assert line.text() == ""
    assert line.placeholderText() == account()


def test_that_one_setting_is_given_back(
    dialog: SettingsDialog, settings: Settings, qtbot: QtBot
) -> None:
    row = row_of(dialog, STOP_AT_INFERRED)
    assert isinstance(row.editor, QCheckBox)
    assert not row.reset.isEnabled()

    row.editor.setFocus()
    qtbot.keyClick(row.editor, Qt.Key.Key_Space)
    assert not settings.value(STOP_AT_INFERRED)
    row.reset.click()

    assert settings.value(STOP_AT_INFERRED)
    assert row.editor.isChecked()


def test_that_all_settings_and_rules_are_given_back(
    dialog: SettingsDialog, settings: Settings, checks_file: Path
) -> None:
    settings.put(THEME, "dark")
    settings.put(LOW_CONFIDENCE, 50)
    dialog.checks.strict.click()
    assert load_settings().is_strict

    dialog.reset_all.click()

    assert settings.is_default(THEME)
    assert settings.is_default(LOW_CONFIDENCE)
    assert not dialog.checks.strict.isChecked()
    assert load_settings() == CheckSettings()


def test_that_the_search_leaves_what_has_the_words(dialog: SettingsDialog) -> None:
    dialog.search.setText("备份间隔")
    shown = [row.words for row in dialog.rows if not row.isHidden()]
    assert shown
    assert all(row.answers("备份间隔") for row in dialog.rows if not row.isHidden())
    pages = dialog.pages
    assert [pages.item(n).text() for n in range(pages.count()) if not pages.item(n).isHidden()] == [
        "备份"
    ]

    dialog.search.setText("按时发布")
    assert pages.currentItem().text() == "校验规则"

    dialog.search.setText("量子")
    assert not dialog.nothing.isHidden()


def test_that_the_name_of_the_reviewer_signs_from_now_on(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot
) -> None:
    line = row_of(dialog, REVIEWER).editor
    assert isinstance(line, QLineEdit)

    line.setFocus()
    line.insert("王审核")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert window.session.author == "王审核"


def failures(window: MainWindow) -> dict[str, int]:
    """In how many reports each rule fails that does not hold everywhere."""
    totals = ask(window.session.store, lambda store: store.rule_totals())
    return {rule: failed for rule, failed, _excused, _open in totals}


def test_that_a_rule_is_switched_off_saved_and_the_store_judged_anew(
    dialog: SettingsDialog, window: MainWindow, checks_file: Path, qtbot: QtBot
) -> None:
    totals = failures(window)
    failing = next(code for code, failed in totals.items() if failed and code in rules_by_code())
    table, model = dialog.checks.table, dialog.checks.model
    row = rule_row(model, failing)

    table.setCurrentIndex(model.index(row, RULE))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert load_settings().switched_off == {failing}
    review = window.session.review
    assert review is not None
    assert failing not in {finding.rule for finding in review.problems}
    dialog.reject()

    def is_judged() -> bool:
        return failing not in failures(window)

    qtbot.waitUntil(is_judged, timeout=PATIENCE_MS)
    qtbot.waitUntil(window.status.progress.isHidden, timeout=PATIENCE_MS)


def test_that_a_threshold_and_a_severity_are_saved_and_given_back(
    dialog: SettingsDialog, checks_file: Path
) -> None:
    page = dialog.checks
    page.table.selectRow(rule_row(page.model, LATE))
    assert page.numbers["department"].text() == "131"

    page.numbers["department"].setValue(220)
    box: QComboBox = page.severity
    box.setCurrentIndex(box.findData("info"))
    box.activated.emit(box.currentIndex())

    saved = load_settings()
    assert saved.thresholds == {f"{LATE}.department": Decimal(220)}
    assert saved.severities == {LATE: "info"}
    assert page.model.index(rule_row(page.model, LATE), 1).data() == "提示"

    page.reset.click()
    assert load_settings() == CheckSettings()
    assert page.numbers["department"].text() == "131"


def test_that_settings_that_cannot_be_saved_are_told(
    dialog: SettingsDialog, window: MainWindow, checks_file: Path
) -> None:
    checks_file.mkdir()

    dialog.checks.strict.click()

    assert "校验设置无法保存" in window.banner.message


def test_that_the_list_of_rules_keeps_to_the_rules_of_models(qtbot: QtBot) -> None:
    model = CheckRulesModel(CheckSettings())
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    index = model.index(0, RULE)

    assert model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert model.settings.switched_off == {model.rule(0).code}
    assert model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert model.settings == CheckSettings()


@pytest.mark.parametrize("name", sorted({name for r in load_rules() for name in r.thresholds}))
def test_that_every_threshold_has_words(name: str) -> None:
    assert threshold_words(name) != name


def test_that_figures_are_marked_from_the_certainty_that_the_reviewer_sets(
    window: MainWindow, settings: Settings
) -> None:
    review, form = window.session.review, window.form_view.table.form
    assert review is not None
    sure = next(
        cell.address
        for cell in review.extraction.cells
        if cell.origin is Origin.READ and 0.9 <= cell.confidence < 1
    )

    def is_marked() -> bool:
        face = form.face(sure)
        return face is not None and face.is_uncertain

    assert not is_marked()

    settings.put(LOW_CONFIDENCE, 100)
    assert is_marked()

    settings.put(LOW_CONFIDENCE, 0)
    assert not is_marked()
