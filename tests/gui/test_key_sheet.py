"""The sheet of keys: every command that has keys, as a PDF to print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.dialogs.shortcuts import ShortcutsDialog
from gui.main_window import MainWindow


@pytest.fixture
def dialog(desk: MainWindow, qtbot: QtBot) -> Iterator[ShortcutsDialog]:
    opened = ShortcutsDialog(desk.keymap, desk)
    opened.show()
    yield opened
    opened.close()


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_that_the_sheet_names_each_key_with_its_command(
    dialog: ShortcutsDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "快捷键"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    qtbot.mouseClick(dialog.sheet, Qt.MouseButton.LeftButton)

    said = text_of(target.with_suffix(".pdf"))
    assert "导入文件" in said
    assert "Ctrl+O" in said
    assert "F8" in said
    assert "Shift+Enter" in said, "fixed keys stand there too"
    assert "新建库" not in said, "a command without keys is no matter of the sheet"
    assert str(target.with_suffix(".pdf")) in dialog.told.text()


def test_that_all_keys_stand_on_one_page_within_its_margins(
    dialog: ShortcutsDialog, tmp_path: Path
) -> None:
    target = tmp_path / "keys.pdf"

    assert dialog.save_sheet(target)

    with pypdfium2.PdfDocument(target) as sheet:
        (page,) = sheet
        letters = page.get_textpage()
        boxes = [letters.get_charbox(n) for n in range(letters.count_chars())]
        wide, high = page.get_size()
    margin = 14 / 25.4 * 72
    assert min(left for left, *_ in boxes) == pytest.approx(margin, abs=4)
    assert max(right for _, _, right, _ in boxes) <= wide - margin + 4
    assert min(bottom for _, bottom, *_ in boxes if bottom) >= margin - 4
    assert max(top for *_, top in boxes) <= high - margin + 4


def test_that_a_folder_that_is_not_there_is_told_and_nothing_is_left(
    dialog: ShortcutsDialog, tmp_path: Path
) -> None:
    target = tmp_path / "没有" / "快捷键.pdf"

    assert not dialog.save_sheet(target)

    assert str(target.parent) in dialog.told.text()
    assert not target.parent.exists()
