"""The pane of charts: four charts, the keys in them, what they lead to, tables and pictures."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.address import Address
from core.library_query import Facet, LibraryQuery
from core.values import Value
from core.work.workspace import Workspace
from gui.chart_questions import Kind
from gui.main_window import MainWindow
from gui.models.chart import ChartTable, whole_ticks
from gui.theme import make_palette
from gui.views.chart_colours import chart_colours, contrast, ink_on
from tests.gui.conftest import Opener
from tests.helpers.readings import FIGURES, LAWSUITS, TOTAL, make_reading

AGENCY = "宁州市太安县民政局"
DENIED = [Address("requests", f"denied_{n}", "total") for n in range(1, 9)]


def figures(new: int, out: int, granted: int, total: int) -> dict[Address, Value]:
    """A report whose outcomes of reconsideration are 3 + 1 + 2 = 6, with this total."""
    rows = {"new": new, "carried_in": 0, "granted": granted, "carried_out": out}
    requests: dict[Address, Value] = {
        Address("requests", row, "total"): Decimal(number) for row, number in rows.items()
    }
    denied: dict[Address, Value] = dict.fromkeys(DENIED, Decimal(1))
    return requests | denied | {**FIGURES, **LAWSUITS, TOTAL: Decimal(total)}


@pytest.fixture
def desk(open_window: Opener, store: Path, qtbot: QtBot) -> MainWindow:
    """Three years of one agency and one of another; two wrong totals. The pane is in view."""
    workspace = Workspace.open(store, author="审核员")
    for agency, year, given in (
        (AGENCY, "2020", figures(10, 0, 4, 7)),
        (AGENCY, "2021", figures(20, 1, 5, 6)),
        (AGENCY, "2023", figures(40, 10, 6, 8)),
        ("宁州市太安县教育局", "2023", figures(8, 0, 0, 6)),
    ):
        data = f"{agency}{year}".encode()
        reading = make_reading(data, agency=agency, year=year, figures=given, name=f"{year}.txt")
        workspace.add_reading(data, reading)
    workspace.close()
    window = open_window()
    window.resize(1400, 900)
    window.session.open(3)
    window.docks.bring("charts")
    qtbot.waitUntil(lambda: window.charts.chart is not None)
    return window


def show(window: MainWindow, qtbot: QtBot, kind: Kind, variant: int = 0) -> None:
    """Choose a chart with the keys of the tabs, and wait for it."""
    charts = window.charts
    while charts.questions.kind != kind:
        right = charts.questions.kind < kind
        qtbot.keyClick(charts.kinds, Qt.Key.Key_Right if right else Qt.Key.Key_Left)
    for _ in range(variant):
        qtbot.keyClick(charts.variant, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not charts.questions.inquiries.busy)
    assert charts.chart is not None
    heights: list[int] = []

    def has_its_room() -> bool:
        heights.append(charts.canvas.viewport().height())
        return heights[-3:] == 3 * heights[-1:]

    qtbot.waitUntil(has_its_room)  # a low pane grows for it


def test_that_the_window_starts_without_the_library_that_draws_charts(store: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from core.work.workspace import Workspace;"
        "from gui.app import make_application; from gui.main_window import MainWindow;"
        "from gui.session import Session; from gui.settings import Settings;"
        f"settings = Settings(Path({str(store.with_suffix('.ini'))!r}));"
        "app = make_application(settings);"
        f"window = MainWindow(Session(Workspace.open(Path({str(store)!r}))), settings);"
        "window.show(); app.processEvents();"
        "print([n for n, m in sys.modules.items() if m and n in ('numpy', 'pyqtgraph')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"


def test_that_a_kind_of_result_leads_to_its_figure_by_keys(desk: MainWindow, qtbot: QtBot) -> None:
    canvas = desk.charts.canvas
    canvas.setFocus()
    assert canvas.mark.words.endswith("予以公开：6")

    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.mark.words.endswith("不予公开：8")
    qtbot.keyClick(canvas, Qt.Key.Key_Return)

    assert desk.session.address == DENIED[0]
    assert desk.form_view.table.hasFocus()


def test_that_a_result_that_was_not_read_is_said_and_not_drawn(desk: MainWindow) -> None:
    chart = desk.charts.chart
    assert chart is not None
    partial = chart.marks[1]

    assert partial.left == partial.right
    assert partial.figure == "未识别"
    assert chart.rows[1][1] == "未识别"


def test_that_a_corrected_figure_is_drawn_at_once_and_told(desk: MainWindow, qtbot: QtBot) -> None:
    desk.session.correct([(Address("requests", "granted", "total"), Decimal(16))])
    qtbot.waitUntil(lambda: desk.charts.chart is not None and "16" in desk.charts.chart.rows[0][1])
    chart = desk.charts.chart
    assert chart is not None

    assert chart.marks[0].corrected
    assert chart.rows[0][2] == "已更正"


def test_that_a_year_without_a_report_breaks_the_lines(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, qtbot, Kind.YEARS)
    chart = desk.charts.chart
    assert chart is not None

    assert [row[:2] for row in chart.rows] == [
        ("2020", "10"),
        ("2021", "20"),
        ("2022", ""),
        ("2023", "40"),
    ]
    new = [(mark.left, mark.top) for mark in chart.marks if mark.course == 0]
    assert new == [(2020, 10), (2021, 20), (2023, 40)]
    assert "2022：库中没有报告" in desk.charts.words.text()


def test_that_enter_on_a_year_opens_its_report(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, qtbot, Kind.YEARS)
    canvas = desk.charts.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)

    assert desk.session.report == 1


def test_that_enter_on_a_square_lists_the_reports_behind_it(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, qtbot, Kind.FAILURES, variant=2)
    chart, canvas = desk.charts.chart, desk.charts.canvas
    assert chart is not None
    row = next(n for n, row in enumerate(chart.rows) if row[0] == "四种结果之和等于总计")
    assert chart.headers[1:] == ("2020", "2021", "2023")
    assert chart.rows[row][1:] == ("1", "", "1")

    canvas.go_to(next(n for n, mark in enumerate(chart.marks) if mark.spot == (row, 3)))
    assert canvas.mark.words == "四种结果之和等于总计：2023 的 2 份报告中有 1 份不符"
    qtbot.keyClick(canvas, Qt.Key.Key_Enter)

    assert desk.library.listed() == (3,)
    assert desk.library.query.chosen == {
        Facet.RULE: frozenset({"review.sum"}),
        Facet.YEAR: frozenset({"2023"}),
    }


def test_that_a_chart_behind_another_pane_asks_for_room_once_it_is_seen(
    desk: MainWindow, qtbot: QtBot
) -> None:
    problem, charts, asked = desk.docks["problem"], desk.charts, list[int]()
    charts.room_wanted.connect(asked.append)
    problem.raise_()
    desk.resizeDocks([problem], [150], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: problem.height() <= 160)

    charts.kinds.setCurrentIndex(Kind.FAILURES)
    qtbot.waitUntil(lambda: charts.chart is not None and charts.chart.kind == "squares")
    QApplication.processEvents()
    assert asked == []

    desk.docks.bring("charts")
    qtbot.waitUntil(lambda: bool(asked))


def test_that_a_low_pane_grows_until_the_squares_are_seen(desk: MainWindow, qtbot: QtBot) -> None:
    """Names above the columns fill a low pane; a person came for what is below them."""
    desk.docks.bring("charts")
    dock = desk.docks["charts"]
    desk.resizeDocks([dock], [150], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: dock.height() <= 150)
    before = dock.height()

    show(desk, qtbot, Kind.FAILURES)

    canvas, seen = desk.charts.canvas, desk.charts.sheet.viewport().height()
    assert dock.height() > before
    assert dock.height() <= desk.height() * 3 // 5 + 1
    assert canvas.box(canvas.chart.marks[0]).bottom() < seen


def test_that_a_click_on_the_square_of_a_report_opens_it(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, qtbot, Kind.FAILURES)
    chart, canvas = desk.charts.chart, desk.charts.canvas
    assert chart is not None
    spot = next(spot for spot, target in chart.targets.items() if target.report == 1)
    mark = next(mark for mark in chart.marks if mark.spot[1] == spot[1])
    qtbot.mouseClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.box(mark).center().toPoint()
    )

    assert desk.session.report == 1


def test_that_the_squares_follow_what_the_library_lists(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, qtbot, Kind.FAILURES, variant=2)
    desk.library.show_query(LibraryQuery().choosing(Facet.YEAR, ["2020"]))

    def narrowed() -> None:
        assert desk.charts.chart is not None
        assert desk.charts.chart.headers[1:] == ("2020",)
        assert desk.charts.chart.about == "2020"

    qtbot.waitUntil(narrowed)


def test_that_enter_on_a_share_lists_its_reports(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, qtbot, Kind.SHARES)
    chart, canvas = desk.charts.chart, desk.charts.canvas
    assert chart is not None
    # 0 of 10 and of 8, 1 of 20, 10 of 40
    assert [row[1] for row in chart.rows[:4]] == ["2", "1", "0", "1"]

    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)

    assert desk.library.search.text() == "结转率>0 结转率<10%"
    assert desk.library.listed() == (2,)


def test_that_the_table_says_the_same_and_is_copied(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, qtbot, Kind.SHARES)
    desk.charts.as_table.setFocus()
    qtbot.keyClick(desk.charts.as_table, Qt.Key.Key_Space)
    table = desk.charts.table
    assert table.isVisible()
    assert table.model().index(0, 1).data() == "2"

    table.setFocus()
    table.setCurrentIndex(table.model().index(3, 0))
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0] == "占应办理申请的比例\t报告（份）\t占所列报告"
    assert copied[1] == "无结转\t2\t50.0 %"

    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.library.listed() == (3,)


def test_that_the_model_of_the_table_stays_sound_while_it_changes(
    desk: MainWindow, qtbot: QtBot
) -> None:
    model = ChartTable()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for kind in Kind:
        show(desk, qtbot, kind)
        model.show_chart(desk.charts.chart)
        assert model.rowCount() > 0
    model.show_chart(None)
    assert model.rowCount() == 0
    tester.deleteLater()


def test_that_a_picture_tells_its_title_its_source_and_all_labels(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    show(desk, qtbot, Kind.RESULTS)
    assert desk.charts.save_as(tmp_path / "结果.svg")
    assert desk.charts.save_as(tmp_path / "结果.png")

    text = (tmp_path / "结果.svg").read_text("utf-8")
    for words in ("申请办理结果", f"{AGENCY} 2023", "予以公开", "其他处理", "reports.gouji"):
        assert words in text
    assert "Noto Sans CJK SC" in text
    assert QSvgRenderer(str(tmp_path / "结果.svg")).isValid()
    image = QImage(str(tmp_path / "结果.png"))
    assert image.width() >= 2000
    assert image.pixelColor(3, 3).name() == "#ffffff"


def test_that_a_picture_that_cannot_be_written_says_why(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[str] = []
    desk.session.failed.connect(lambda error: told.append(str(error)))
    assert not desk.charts.save_as(tmp_path / "没有的文件夹" / "结果.svg")
    assert not desk.charts.save_as(tmp_path / "结果.bmp")

    assert "没有的文件夹" in told[0]
    assert ".bmp" in told[1]
    assert list(tmp_path.glob("*.part")) == []


def test_that_another_report_is_drawn_soon_whatever_its_number(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.session.opened.emit(90_000)
    desk.session.open(1)

    def drawn() -> None:
        assert desk.charts.chart is not None
        assert desk.charts.chart.about == f"{AGENCY} 2020"

    qtbot.waitUntil(drawn, timeout=3000)


def test_that_an_empty_pane_says_what_to_do(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    window.docks.bring("charts")
    assert window.charts.nothing.isVisible()
    assert "选择一份" in window.charts.nothing.text

    window.charts.kinds.setCurrentIndex(Kind.SHARES)
    qtbot.waitUntil(lambda: not window.charts.questions.inquiries.busy)
    assert "结转" in window.charts.nothing.text
    assert window.charts.canvas is None


def test_that_the_key_of_panes_leads_into_the_charts(desk: MainWindow, qtbot: QtBot) -> None:
    desk.source_view.setFocus()
    for _ in range(4):
        qtbot.keyClick(desk, Qt.Key.Key_F6)
        if desk.charts.isAncestorOf(desk.focusWidget()):
            break

    assert desk.charts.isAncestorOf(desk.focusWidget())


@pytest.mark.parametrize(
    ("greatest", "labels"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (7, ["0", "2", "4", "6", "8"]),
        (1234, ["0", "500", "1,000", "1,500"]),
    ],
)
def test_that_axes_count_in_whole_numbers(greatest: int, labels: list[str]) -> None:
    assert [label for _, label in whole_ticks(greatest)] == labels


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_that_figures_are_legible_on_every_shade_and_lines_on_paper(*, dark: bool) -> None:
    colours = chart_colours(make_palette(dark=dark))

    shades = [colours.shade(tone / 20) for tone in range(21)]
    assert min(contrast(ink_on(shade), shade) for shade in shades) >= 4.5
    assert min(contrast(line, colours.paper) for line in (*colours.lines, colours.bar)) >= 3
    # Darker, or lighter, from one shade to the next: so they are told apart without colour, too.
    against = [contrast(shade, colours.paper) for shade in shades]
    assert against == sorted(against)
