"""Importing and exporting from the window: progress, failures in a list, cancel."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.jobs import ImportSummary
from gui.main_window import MainWindow
from tests.gui.conftest import STREET, TOWNSHIP, Opener

PATIENCE_MS = 60_000


def test_that_a_folder_is_imported_and_its_bad_file_listed(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    steps: list[tuple[int, int, str]] = []
    window.session.import_progress.connect(lambda *step: steps.append(step))

    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS) as done:
        window.import_paths([folder])
        assert window.status.progress.isVisible()
        assert window.status.cancel.isVisible()

    summary = done.args[0] if done.args else None
    assert isinstance(summary, ImportSummary)
    assert (len(summary.added), len(summary.failures)) == (2, 1)
    assert [step[:2] for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert window.docks["failures"].isVisible()
    name, hint = window.failures.table.item(0, 0), window.failures.table.item(0, 2)
    assert name is not None
    assert hint is not None
    assert name.text() == "空文件.pdf"
    assert hint.text()
    assert window.session.review is not None
    assert not window.status.progress.isVisible()
    assert window.banner.message == (
        "已导入 2 份年报。1 份无法读取，见“导入失败”列表。按 F8 逐个查看问题。"
    )


def test_that_an_empty_window_says_that_files_are_being_read(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    invitation = window.centre.welcome.text
    assert "拖到这里" in invitation
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([folder / "空文件.pdf"])
        assert window.centre.currentWidget() is window.centre.welcome
        assert window.centre.welcome.text == "正在读取文件，读完会自动打开第一份报告。"

    assert window.centre.welcome.text == invitation


def test_that_the_same_files_again_add_nothing(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    for _ in range(2):
        with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
            window.import_paths([folder])

    assert len(window.session.reports()) == 2
    assert "2 份已在库中。" in window.banner.message


def test_that_a_repaired_file_can_be_tried_again(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    bad = folder / "空文件.pdf"
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([bad])
    good = next(folder.glob("*.txt"))
    bad.write_bytes(good.read_bytes())

    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        qtbot.mouseClick(window.failures.retry, Qt.MouseButton.LeftButton)

    assert len(window.session.reports()) == 1
    assert window.failures.failures == ()


def test_that_cancel_ends_an_import(open_window: Opener, folder: Path, qtbot: QtBot) -> None:
    source = next(folder.glob("*.txt")).read_text(encoding="utf-8")
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"{source}\n{number}", encoding="utf-8")
    window = open_window()

    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS) as done:
        window.import_paths([folder])
        qtbot.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)

    summary = done.args[0] if done.args else None
    assert isinstance(summary, ImportSummary)
    assert summary.cancelled
    assert len(window.session.reports()) < 42
    assert "已取消" in window.banner.message


def test_that_the_rest_of_a_cancelled_import_is_one_click_away(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    source = next(folder.glob("*.txt")).read_text(encoding="utf-8")
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"{source}\n{number}", encoding="utf-8")
    window = open_window()
    session = window.session
    session.imports.noted.connect(session.cancel)  # after the first file
    with qtbot.waitSignal(session.import_finished, timeout=PATIENCE_MS) as done:
        window.import_paths([folder])
    session.imports.noted.disconnect(session.cancel)
    summary = done.args[0] if done.args else None
    assert isinstance(summary, ImportSummary)
    reports = len(session.reports())
    assert len(summary.left) == 15 - reports
    assert f"还有 {len(summary.left)} 个文件没有导入" in window.banner.message
    (go_on,) = [b for b in window.banner.findChildren(QPushButton) if b.isVisible()]

    with qtbot.waitSignal(session.import_finished, timeout=PATIENCE_MS):
        qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)

    assert len(session.reports()) == 14
    assert "已在库中" not in window.banner.message


def test_that_files_of_one_name_are_listed_with_their_folders(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    """An authority's reports often lie in a folder for each agency, all under one name."""
    for source in list(folder.glob("*.txt")):
        (folder / source.stem).mkdir()
        source.rename(folder / source.stem / "年报.txt")
    window = open_window()
    steps: list[str] = []
    window.session.import_progress.connect(lambda _done, _all, name: steps.append(name))
    with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([folder])

    model = window.imports.table.model()
    names = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert names == {
        "nanpu_street_2020/年报.txt",
        "beitan_township_2019/年报.txt",
        "空文件.pdf",
    }
    assert set(steps) == names


def test_that_a_report_that_came_beside_the_open_one_is_one_click_away(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    session = window.session
    for name in (STREET, TOWNSHIP, STREET):
        with qtbot.waitSignal(session.import_finished, timeout=PATIENCE_MS):
            window.import_paths([folder / name])
        offers = [b.text() for b in window.banner.findChildren(QPushButton) if b.isVisible()]
        assert offers == (["打开报告"] if name == TOWNSHIP else [])
    assert "1 份已在库中" in window.banner.message
    # The street's, imported first, is open all the time.
    assert session.report == 1

    with qtbot.waitSignal(session.import_finished, timeout=PATIENCE_MS):
        window.import_paths([folder / TOWNSHIP])
    (button,) = [b for b in window.banner.findChildren(QPushButton) if b.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert session.report == 2


def test_that_another_version_of_a_report_is_told_of(
    open_window: Opener, folder: Path, qtbot: QtBot
) -> None:
    first = folder / STREET
    second = folder / "再版.txt"
    second.write_text(first.read_text(encoding="utf-8") + "\n更正版", encoding="utf-8")
    window = open_window()
    for path in (first, second):
        with qtbot.waitSignal(window.session.import_finished, timeout=PATIENCE_MS):
            window.import_paths([path])

    assert window.banner.message == (
        "已导入 1 份年报。其中 1 份，库中另有该单位同一年度的报告。按 F8 逐个查看问题。"
    )


def test_that_an_export_is_written_beside_the_window(
    desk: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "年报.jsonl"

    with qtbot.waitSignal(desk.session.export_finished, timeout=PATIENCE_MS):
        desk.session.export(target)

    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 3
    assert str(target) in desk.banner.message


def test_that_an_export_that_fails_says_why(desk: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.session.export_finished, timeout=PATIENCE_MS) as done:
        desk.session.export(tmp_path / "没有" / "年报.csv")

    assert done.args == [None]
    assert desk.banner.isVisible()
    assert desk.banner.message


def test_that_the_list_follows_what_is_read(
    open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    """Of many files the last one is in view when it is its turn."""
    many = tmp_path / "许多"
    many.mkdir()
    for number in range(40):
        (many / f"{number:02}.txt").write_text(f"第 {number} 份不是年报", "utf-8")
    window = open_window()
    table = window.imports.table

    with qtbot.waitSignal(window.session.import_finished, timeout=60_000):
        window.import_paths([many])

    last = table.visualRect(window.imports.model.index(39, 0))
    assert table.viewport().rect().intersects(last)
