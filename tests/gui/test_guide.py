"""The user guide: complete in both languages, true to the commands, and turned like a book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.language import Language
from gui.dialogs.export import ExportDialog
from gui.dialogs.guide import GuideWindow
from gui.guiding import key_table
from gui.main_window import MainWindow
from gui.models.guide import Section, load_guide, picture_data, section_names

LANGUAGES: tuple[Language, Language] = ("zh", "en")
GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide"
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]*)\)")
KEYS = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)*F\d+|(?:(?:Ctrl|Alt|Shift)\+)+[^`]+)`")
Key = Qt.Key


def sections(window: MainWindow, spoken: Language) -> dict[str, Section]:
    return {one.name: one for one in load_guide(window.guiding.told, spoken)}


@pytest.fixture
def guide(desk: MainWindow, qtbot: QtBot) -> Iterator[GuideWindow]:
    """The guide over a window, open at its beginning."""
    guide = desk.guiding.show()
    with qtbot.waitExposed(guide):
        guide.show()
    yield guide
    guide.close()


def test_that_both_languages_have_the_same_sections_with_as_many_parts(desk: MainWindow) -> None:
    chinese, english = (sections(desk, spoken) for spoken in LANGUAGES)

    assert section_names("zh") == section_names("en")
    assert len(chinese) == 15
    counts = {name: len(one.parts) for name, one in chinese.items() if name != "14-keys"}
    assert counts == {n: len(one.parts) for n, one in english.items() if n != "14-keys"}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_that_every_link_and_every_picture_is_there(desk: MainWindow, spoken: Language) -> None:
    found = sections(desk, spoken)
    for section in found.values():
        for is_picture, target in LINK.findall(section.text):
            if is_picture:
                data = picture_data(target, spoken)
                assert data is not None, f"{spoken}/{section.name}: {target}"
                assert not QImage.fromData(data).isNull(), target
                continue
            name, _, heading = target.partition("#")
            assert name.removesuffix(".md") in found, f"{spoken}/{section.name}: {target}"
            parts = found[name.removesuffix(".md")].parts
            assert not heading or heading in [part.heading for part in parts], target


def test_that_every_picture_is_used_and_all_of_them_are_light_to_carry() -> None:
    for spoken in LANGUAGES:
        used = {
            target
            for path in (GUIDE / spoken).glob("*.md")
            for is_picture, target in LINK.findall(path.read_text("utf-8"))
            if is_picture
        }
        assert used == {path.name for path in (GUIDE / spoken).glob("*.png")}

    assert sum(path.stat().st_size for path in GUIDE.rglob("*.png")) < 1_500_000


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_that_keys_which_the_guide_spells_out_are_those_of_commands(
    desk: MainWindow, spoken: Language
) -> None:
    there = {"F2"} | {keys for command in desk.keymap.commands for keys in command.keys.split(", ")}
    there.add(desk.library.filter_button.shortcut().toString())
    for path in (GUIDE / spoken).glob("*.md"):
        for keys in KEYS.findall(path.read_text("utf-8")):
            assert keys in there, f"{path.name}: {keys}"


def test_that_an_unknown_command_in_the_guide_is_refused(desk: MainWindow) -> None:
    with pytest.raises(LookupError, match="no_such_command"):
        desk.guiding.told("no_such_command", False)


def test_that_the_guide_names_the_keys_that_the_user_gave(desk: MainWindow) -> None:
    before = sections(desk, "zh")["01-first-steps"].text
    command = next(c for c in desk.keymap.commands if c.name == "export")
    command.action.setShortcut("Ctrl+Alt+X")
    after = sections(desk, "zh")["01-first-steps"].text

    assert "**文件 › 导出**（`Ctrl+E`）" in before
    assert "**文件 › 导出**（`Ctrl+Alt+X`）" in after


def test_that_the_table_of_keys_has_every_command_with_keys(desk: MainWindow) -> None:
    lines = key_table(desk.keymap).splitlines()

    assert "| 下一个问题 | `F8` |" in lines
    assert "| 采纳第一条建议 | `回车` |" in lines
    assert len([line for line in lines if line.endswith("` |")]) == len(
        [command for command in desk.keymap.commands if command.keys]
    )


def test_that_the_key_opens_the_guide_at_the_pane_that_has_the_keyboard(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.library.table.setFocus()
    qtbot.keyClick(desk.library.table, Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    guide = next(w for w in QApplication.topLevelWidgets() if isinstance(w, GuideWindow))

    assert guide.place == ("07-library", "")
    assert guide.windowTitle() == "用户指南"
    guide.close()


def test_that_a_dialog_has_the_key_too_and_does_not_block_the_guide(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.questions.ask_export()
    dialog = desk.findChildren(ExportDialog)[0]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.sheets.setFocus()
    qtbot.keyClick(dialog.sheets, Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    guide = next(w for w in QApplication.topLevelWidgets() if isinstance(w, GuideWindow))
    size = guide.pages.font().pointSizeF()
    qtbot.mouseClick(guide.larger, Qt.MouseButton.LeftButton)

    assert guide.place == ("09-workbook", "")
    assert guide.pages.font().pointSizeF() > size
    assert dialog.isVisible()
    guide.close()
    dialog.reject()


def test_that_links_turn_pages_and_back_and_forward_follow_the_course(
    guide: GuideWindow, qtbot: QtBot
) -> None:
    guide.pages.anchorClicked.emit(QUrl("10-safety.md"))
    assert guide.place == ("10-safety", "")
    assert guide.pages.toPlainText().startswith("备份与意外")

    qtbot.mouseClick(guide.back, Qt.MouseButton.LeftButton)
    assert guide.place == ("01-first-steps", "")
    assert not guide.back.isEnabled()

    qtbot.mouseClick(guide.forward, Qt.MouseButton.LeftButton)
    assert guide.place == ("10-safety", "")


def test_that_a_heading_of_the_contents_comes_to_the_top(guide: GuideWindow) -> None:
    guide.show_place("10-safety", "检查")

    first = guide.pages.cursorForPosition(QPoint(40, 60)).block()
    bar = guide.pages.verticalScrollBar()
    assert first.text() == "检查" or bar.value() == bar.maximum()


def test_that_headings_stand_apart_from_what_ends_above_them(guide: GuideWindow) -> None:
    guide.show_place("14-keys")
    layout, line = guide.pages.document().documentLayout(), guide.pages.fontMetrics().height()
    blocks = [guide.pages.document().begin()]
    while blocks[-1].next().isValid():
        blocks.append(blocks[-1].next())

    heading = next(n for n, block in enumerate(blocks) if n and block.blockFormat().headingLevel())
    above, below = (layout.blockBoundingRect(blocks[n]) for n in (heading - 1, heading))

    assert below.top() - above.bottom() >= line


def test_that_the_search_leaves_what_has_the_words_and_marks_them(
    guide: GuideWindow, qtbot: QtBot
) -> None:
    guide.search.setText("扫描件")
    qtbot.waitUntil(lambda: guide.place[0] == "13-limits")

    shown = [guide.contents.topLevelItem(n) for n in range(15)]
    names = [item.text(0) for item in shown if item is not None and not item.isHidden()]
    assert names == ["读不了的文件", "常见提示与问题"]
    assert len(guide.pages.extraSelections()) == guide.pages.toPlainText().count("扫描件")

    qtbot.keyClick(guide.search, Key.Key_Return)
    assert guide.pages.textCursor().selectedText() == "扫描件"


def test_that_words_that_are_nowhere_are_told(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.search.setText("量子力学")

    qtbot.waitUntil(guide.nothing.isVisible)
    guide.search.clear()
    qtbot.waitUntil(lambda: not guide.nothing.isVisible())


@pytest.mark.parametrize(
    "name", ["http://example.org/a.png", "file:///etc/passwd", "../../icons/app.svg", "a/b.png"]
)
def test_that_nothing_but_pictures_of_the_guide_is_fetched(guide: GuideWindow, name: str) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value

    assert guide.pages.loadResource(kind, QUrl(name)) is None


def test_that_foreign_links_lead_nowhere(guide: GuideWindow) -> None:
    guide.pages.anchorClicked.emit(QUrl("https://example.org/"))
    guide.pages.anchorClicked.emit(QUrl("file:///10-safety.md"))

    assert guide.place == ("01-first-steps", "")


def test_that_pictures_are_no_wider_than_the_page(guide: GuideWindow) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    image = guide.pages.loadResource(kind, QUrl("main.png"))

    assert isinstance(image, QImage)
    assert image.width() / image.devicePixelRatio() <= guide.pages.viewport().width()
