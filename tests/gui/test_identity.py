"""Agency, year and date of the open report are corrected in a dialog, with one undo step."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.statement import AGENCY, PUBLISHED, YEAR
from gui.dialogs.identity import IdentityDialog
from gui.main_window import MainWindow
from tests.gui.conftest import STREET, Opener, fill


@pytest.fixture
def window(store: Path, open_window: Opener) -> MainWindow:
    fill(store, STREET)
    window = open_window()
    window.library.step(1)
    return window


def asked(window: MainWindow) -> IdentityDialog:
    window.form_view.table.setFocus()
    QTest.keyClick(window.form_view.table, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = (d for d in window.findChildren(IdentityDialog) if d.isVisible())
    return dialog


def typed(dialog: IdentityDialog, address: object, text: str) -> None:
    line = next(line for a, line in dialog.lines.items() if a == address)
    line.setFocus()
    line.selectAll()
    QApplication.clipboard().setText(text)
    line.paste()


def test_that_year_and_date_are_entered_together_and_undone_together(window: MainWindow) -> None:
    review = window.session.review
    assert review is not None
    year, published = review.statement.value(YEAR), review.statement.value(PUBLISHED)
    dialog = asked(window)
    typed(dialog, YEAR, "2022年")
    typed(dialog, PUBLISHED, "2023年1月30日")

    QTest.keyClick(dialog.lines[AGENCY], Qt.Key.Key_Return)

    statement = window.session.review.statement if window.session.review else None
    assert statement is not None
    assert statement.value(YEAR) == Decimal(2022)
    assert statement.value(PUBLISHED) == "2023-01-30"
    assert "2022" in window.windowTitle()

    window.session.undo()

    assert window.session.review is not None
    assert window.session.review.statement.value(YEAR) == year
    assert window.session.review.statement.value(PUBLISHED) == published


def test_that_a_year_that_is_none_is_refused_where_it_stands(window: MainWindow) -> None:
    dialog = asked(window)
    typed(dialog, YEAR, "23")

    QTest.keyClick(dialog.lines[YEAR], Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert "2008" in dialog.trouble.text()
    assert window.session.review is not None
    assert not window.session.review.can_undo


def test_that_nothing_changed_is_no_gesture(window: MainWindow) -> None:
    dialog = asked(window)

    QTest.keyClick(dialog.lines[AGENCY], Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert window.session.review is not None
    assert not window.session.review.can_undo
