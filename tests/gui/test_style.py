"""Widgets as this program builds them: room, signs and marks beyond what Fusion gives them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QListWidget,
    QMessageBox,
    QStyle,
    QTabBar,
    QTableWidget,
    QTreeWidget,
    QTreeWidgetItem,
)
from pytestqt.qtbot import QtBot

from gui.appearance import apply_theme
from gui.fonts import scale_text
from gui.style import wear_style
from gui.theme import state_colours

INDICATOR = QStyle.PixelMetric.PM_IndicatorWidth
BUTTONS = QDialogButtonBox.StandardButton


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The program in its light theme, and so again when the test is over."""
    scale_text(qapp, 100)
    apply_theme(qapp, "light")
    yield qapp
    scale_text(qapp, 100)
    apply_theme(qapp, "light")


def inks(icon: QIcon) -> set[str]:
    image = icon.pixmap(QSize(32, 32)).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {c.name() for x, y in points if (c := image.pixelColor(x, y)).alpha() == 255}


@pytest.mark.usefixtures("app")
def test_that_rows_of_lists_and_trees_are_high_enough_for_a_mouse(qtbot: QtBot) -> None:
    rows, tree = QListWidget(), QTreeWidget()
    for widget in (rows, tree):
        qtbot.addWidget(widget)
    rows.addItem("云栖市鹿鸣县教育局")
    tree.addTopLevelItem(QTreeWidgetItem(["云栖市鹿鸣县教育局"]))

    assert rows.sizeHintForRow(0) >= 24
    assert tree.sizeHintForRow(0) >= 24


@pytest.mark.usefixtures("app")
def test_that_words_of_neighbouring_headers_do_not_touch(qtbot: QtBot) -> None:
    table = QTableWidget(0, 2)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels(["不符", "已说明"])
    table.show()
    header = table.horizontalHeader()

    words = header.fontMetrics().horizontalAdvance("已说明")

    assert header.sectionSizeHint(1) >= words + 12


@pytest.mark.usefixtures("app")
def test_that_a_figure_and_the_words_of_the_next_column_stand_apart(qtbot: QtBot) -> None:
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setHeaderLabels(["新值", "方式"])
    tree.addTopLevelItem(QTreeWidgetItem(["2026-11-22 08:05", "手工录入"]))
    words = tree.fontMetrics().horizontalAdvance("2026-11-22 08:05")

    tree.setRootIsDecorated(False)

    assert tree.sizeHintForColumn(0) >= words + 12


@pytest.mark.usefixtures("app")
def test_that_the_words_of_a_header_begin_where_those_of_its_column_begin(qtbot: QtBot) -> None:
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setRootIsDecorated(False)
    tree.setHeaderLabels(["国"])
    tree.addTopLevelItem(QTreeWidgetItem(["国"]))
    tree.resize(120, 120)
    with qtbot.waitExposed(tree):
        tree.show()

    begins = [_first_ink(part.grab().toImage()) for part in (tree.header(), tree.viewport())]

    assert abs(begins[0] - begins[1]) <= 1
    assert begins[0] >= 6


def _first_ink(image: QImage) -> int:
    """How many pixels are left of the first dark one."""
    columns = range(image.width())
    return next(
        x
        for x in columns
        if any(image.pixelColor(x, y).value() < 100 for y in range(image.height()))
    )


def test_that_a_box_to_tick_grows_with_the_text(app: QApplication) -> None:
    small = app.style().pixelMetric(INDICATOR)

    scale_text(app, 200)
    wear_style(app)
    large = app.style().pixelMetric(INDICATOR)
    scale_text(app, 100)
    wear_style(app)

    assert large == 2 * small
    assert app.style().pixelMetric(INDICATOR) == small


def test_that_the_theme_stays_when_the_size_of_the_text_changes(app: QApplication) -> None:
    apply_theme(app, "dark")
    ground = app.palette().color(QPalette.ColorRole.Window)

    scale_text(app, 150)
    wear_style(app)

    assert app.palette().color(QPalette.ColorRole.Window) == ground


@pytest.mark.usefixtures("app")
def test_that_buttons_of_dialogs_bear_words_alone(qtbot: QtBot) -> None:
    box = QDialogButtonBox(BUTTONS.Ok | BUTTONS.Cancel | BUTTONS.Close | BUTTONS.RestoreDefaults)
    qtbot.addWidget(box)

    assert all(button.icon().isNull() for button in box.buttons())


def test_that_signs_of_messages_have_the_colours_of_the_theme(app: QApplication) -> None:
    box = QMessageBox
    for kind, name in ((box.Icon.Warning, "warning"), (box.Icon.Critical, "error")):
        sign = getattr(QStyle.StandardPixmap, f"SP_MessageBox{kind.name}")
        colour: QColor = getattr(state_colours(app.palette()), name)

        assert inks(app.style().standardIcon(sign)) == {colour.name()}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shape", [QTabBar.Shape.RoundedNorth, QTabBar.Shape.RoundedSouth])
def test_that_a_line_marks_the_open_tab(
    theme: str, shape: QTabBar.Shape, app: QApplication, qtbot: QtBot
) -> None:
    apply_theme(app, "dark" if theme == "dark" else "light")
    bar = QTabBar()
    qtbot.addWidget(bar)
    bar.setShape(shape)
    for name in ("当前问题", "核对结果"):
        bar.addTab(name)
    bar.setCurrentIndex(1)
    with qtbot.waitExposed(bar):
        bar.show()

    image = bar.grab().toImage()
    accent = app.palette().color(QPalette.ColorRole.Accent)
    is_marked = [
        any(
            image.pixelColor(bar.tabRect(tab).center().x(), y) == accent
            for y in range(image.height())
        )
        for tab in range(2)
    ]

    assert is_marked == [False, True]
