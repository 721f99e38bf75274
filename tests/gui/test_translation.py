"""The Chinese words of the window: complete, up to date, and in use."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView, QLabel
from pytestqt.qtbot import QtBot

from gui.appearance import install_language

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "resources" / "i18n" / "gouji_zh_CN.ts"
FIELDS = ("{count}", "{path}", "{message}", "{value}", "{text}", "{unit}", "{name}")


def messages(path: Path) -> dict[tuple[str, str], ET.Element]:
    # The files are the repository's own.
    found: dict[tuple[str, str], ET.Element] = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            found[name, message.findtext("source") or ""] = message
    return found


def translation(message: ET.Element) -> ET.Element:
    element = message.find("translation")
    assert element is not None
    return element


def test_that_every_string_is_translated() -> None:
    entries = messages(WORDS)
    open_ones = [
        key
        for key, message in entries.items()
        if translation(message).get("type") or not translation(message).text
    ]

    assert len(entries) > 150
    assert open_ones == []


def test_that_a_translation_keeps_the_fields_of_its_source() -> None:
    for (_, source), message in messages(WORDS).items():
        text = translation(message).text or ""
        for field in FIELDS:
            assert (field in source) == (field in text), source


def test_that_the_strings_are_those_of_the_code(tmp_path: Path) -> None:
    fresh = tmp_path / WORDS.name
    shutil.copy(WORDS, fresh)
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "gui").rglob("*.py"))

    subprocess.run(
        [tool, *sources, "-ts", fresh, "-no-obsolete", "-locations", "none"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    assert set(messages(fresh)) == set(messages(WORDS))


def test_that_the_compiled_words_are_those_of_the_source(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    tool = Path(sys.executable).with_name("pyside6-lrelease")

    subprocess.run([tool, WORDS, "-qm", fresh], check=True, capture_output=True)

    assert fresh.read_bytes() == WORDS.with_suffix(".qm").read_bytes()


def test_that_the_language_can_be_english(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_LANG", "en")
    install_language(qapp)
    english = QCoreApplication.translate("StatusArea", "Cancel")
    monkeypatch.setenv("GOUJI_LANG", "zh")
    install_language(qapp)
    chinese = QCoreApplication.translate("StatusArea", "Cancel")
    qt = QCoreApplication.translate("QPlatformTheme", "Close")

    assert (english, chinese, qt) == ("Cancel", "取消", "关闭")


def test_that_dialogs_for_files_speak_chinese_where_qt_does_not(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    qtbot.addWidget(dialog)

    words = [label.text() for label in dialog.findChildren(QLabel)]
    columns = dialog.findChildren(QHeaderView)[0].model()
    words += [str(columns.headerData(n, Qt.Orientation.Horizontal)) for n in range(4)]

    assert "位置(&L)：" in words
    assert "文件类型(&T)：" in words
    assert "大小" in words
    assert not [word for word in words if re.search("[A-Za-z]{3}", word)]
