"""Where a file is to be written: its suffix, what stands there already, and thinking again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.export import ExportDialog
from gui.dialogs.target import LISTS, FileKind, ask_target
from gui.main_window import MainWindow
from gui.settings import FOLDER, Settings

PATIENCE_MS = 60_000
Answer = Callable[..., None]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Lets a person answer the dialogs for files one after the other; "" is to cancel."""

    def give(*answers: tuple[str, str]) -> None:
        following: Iterator[tuple[str, str]] = iter(answers)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(following))

    return give


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def press_when_asked(qtbot: QtBot, key: Qt.Key, seen: list[str]) -> None:
    """Press a key in the box that asks whether a file is to be replaced."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        seen.append(box.text())
        qtbot.keyClick(box, key)

    QTimer.singleShot(20, press)


def test_that_a_name_without_a_suffix_gets_that_of_the_kind_that_was_chosen(
    parent: QWidget, tmp_path: Path, answer: Answer
) -> None:
    answer((str(tmp_path / "3月.第二版"), "CSV (*.csv)"), (str(tmp_path / "三月.CSV"), ""))

    assert ask_target(parent, "导出", "表.xlsx", LISTS) == (
        tmp_path / "3月.第二版.csv",
        LISTS[1],
    )
    assert ask_target(parent, "导出", "表.xlsx", LISTS) == (tmp_path / "三月.CSV", LISTS[1])


def test_that_the_folder_is_remembered_for_its_use(
    parent: QWidget, tmp_path: Path, answer: Answer
) -> None:
    settings = Settings(tmp_path / "gouji.ini")
    folder = tmp_path / "报送"
    folder.mkdir()
    answer((str(folder / "表.xlsx"), ""))

    ask_target(parent, "导出", "表.xlsx", LISTS, settings, "exchange")

    assert settings.value(FOLDER.named("exchange")) == str(folder)
    assert settings.is_default(FOLDER.named("export"))


def test_that_a_file_that_only_the_suffix_leads_to_is_not_replaced_unasked(
    parent: QWidget, tmp_path: Path, answer: Answer, qtbot: QtBot
) -> None:
    (tmp_path / "表.pdf").write_bytes(b"older")
    answer((str(tmp_path / "表"), ""), (str(tmp_path / "另一张表"), ""))
    seen: list[str] = []
    press_when_asked(qtbot, Qt.Key.Key_Escape, seen)

    target = ask_target(parent, "导出", "表.pdf", [FileKind(".pdf", "PDF")])

    assert seen == ["“表.pdf”已存在。要替换它吗？"]
    assert target is not None
    assert target[0] == tmp_path / "另一张表.pdf", "the question for the file comes again"


def test_that_a_file_is_replaced_where_the_user_says_so(
    parent: QWidget, tmp_path: Path, answer: Answer, qtbot: QtBot
) -> None:
    (tmp_path / "表.pdf").write_bytes(b"older")
    answer((str(tmp_path / "表"), ""))
    press_when_asked(qtbot, Qt.Key.Key_R, [])

    target = ask_target(parent, "导出", "表.pdf", [FileKind(".pdf", "PDF")])

    assert target is not None
    assert target[0] == tmp_path / "表.pdf"


def test_that_who_cancels_the_name_of_the_file_keeps_what_was_chosen_before(
    desk: MainWindow, tmp_path: Path, answer: Answer, qtbot: QtBot
) -> None:
    answer(("", ""), (str(tmp_path / "数据"), ""))
    desk.questions.ask_export()
    (dialog,) = desk.findChildren(ExportDialog)
    dialog.formats.setCurrentIndex(dialog.formats.findData(".csv"))
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)

    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.suffix == ".csv"

    with qtbot.waitSignal(desk.session.export_finished, timeout=PATIENCE_MS):
        qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "数据.csv").exists()
    assert desk.findChildren(ExportDialog) == []
