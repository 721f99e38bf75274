"""The statutory tables of the 2021 form with chosen figures, drawn as a PDF in many manners.

Every figure of the application table differs from its neighbours and all sums of the form hold, so
that a figure that lands in another cell shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.layouts import ROW_LABELS

A4: Final = (595.0, 842.0)
MARGIN: Final = 50.0
FONT: Final = "STSong-Light"
"""A font that every PDF viewer has to know: nothing needs to be on the system."""
COLUMNS: Final = (
    "natural_person",
    "commercial",
    "research",
    "public_welfare",
    "legal_service",
    "other",
    "total",
)
RESULTS: Final = {
    code: label
    for code, label in ROW_LABELS.items()
    if code not in ("new", "carried_in", "other", "total", "carried_out")
}
GROUPS: Final = {
    "denied": ("（三）不予公开", 8),
    "unavailable": ("（四）无法提供", 3),
    "unprocessed": ("（五）不予处理", 5),
    "other": ("（六）其他处理", 3),
}
NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_OUTCOMES: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_REQUEST_WIDTHS: Final = (30.0, 50.0, 125.0, 40.0, 40.0, 40.0, 45.0, 45.0, 40.0, 40.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell by its place in the table, in rows and columns; ``address`` of cells with a figure."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Boxes with the widths of the columns and the heights of the rows, in points."""

    boxes: tuple[Box, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    def edges(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, right and bottom within the table."""
        return (
            sum(self.widths[: box.column]),
            sum(self.heights[: box.row]),
            sum(self.widths[: box.column + box.columns]),
            sum(self.heights[: box.row + box.rows]),
        )

    def change(self, change: Callable[[Box], Box]) -> Table:
        """The table with each box changed."""
        return replace(self, boxes=tuple(change(box) for box in self.boxes))

    def cut(self, row: int) -> tuple[Table, Table]:
        """What stands above and below a page break before that row; what it cuts goes on blank."""
        above: list[Box] = []
        below: list[Box] = []
        for box in self.boxes:
            if box.row < row:
                above.append(replace(box, rows=min(box.rows, row - box.row)))
            if box.row + box.rows > row:
                rest = box.row + box.rows - max(row, box.row)
                text = box.text if box.row >= row else ""
                below.append(replace(box, row=max(box.row - row, 0), rows=rest, text=text))
        return (
            Table(tuple(above), self.widths, self.heights[:row]),
            Table(tuple(below), self.widths, self.heights[row:]),
        )

    def part(self, column: int) -> tuple[Table, Table]:
        """What stands left and right of a border of columns; what it cuts goes on blank."""
        left, right = self.turned().cut(column)
        return left.turned(), right.turned()

    def turned(self) -> Table:
        """The table with its rows as columns."""
        boxes = (
            replace(b, row=b.column, column=b.row, rows=b.columns, columns=b.rows)
            for b in self.boxes
        )
        return Table(tuple(boxes), self.heights, self.widths)


Rule = Callable[[Canvas, Table, float, float], None]
"""Draws the rules of a table whose top left corner, as displayed, is given."""


def requests_figures() -> dict[str, int]:
    """Figures by printed address: all sums hold and neighbours differ."""
    figures: dict[str, int] = {}
    rows = [*RESULTS, "carried_in", "carried_out"]
    for number, row in enumerate(rows):
        for at, column in enumerate(COLUMNS[:-1]):
            figures[f"requests.{row}.{column}"] = (number * 5 + at * 3) % 14
    for column in COLUMNS[:-1]:
        total = sum(figures[f"requests.{row}.{column}"] for row in RESULTS)
        figures[f"requests.total.{column}"] = total
        out = figures[f"requests.carried_out.{column}"]
        figures[f"requests.new.{column}"] = total + out - figures[f"requests.carried_in.{column}"]
    for row in ("new", *rows, "total"):
        parts = (figures[f"requests.{row}.{column}"] for column in COLUMNS[:-1])
        figures[f"requests.{row}.total"] = sum(parts)
    return figures


def requests_table(figures: dict[str, int] | None = None) -> Table:
    """The application table: three columns of labels, seven of figures."""
    figures = requests_figures() if figures is None else figures
    boxes = [
        Box(0, 0, NOTE, rows=3, columns=3),
        Box(0, 3, "申请人情况", columns=7),
        Box(1, 3, "自然人", rows=2),
        Box(1, 4, "法人或其他组织", columns=5),
        Box(1, 9, "总计", rows=2),
    ]
    organisations = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    boxes += [Box(2, 4 + at, name) for at, name in enumerate(organisations)]
    labels = {
        "new": "一、本年新收政府信息公开申请数量",
        "carried_in": "二、上年结转政府信息公开申请数量",
    }
    labels |= RESULTS | {"total": "（七）总计", "carried_out": "四、结转下年度继续办理"}
    for row, (code, label) in enumerate(labels.items(), 3):
        group, _, number = code.partition("_")
        if code == "granted":
            boxes.append(Box(row, 0, "三、本年度办理结果", rows=22))
        if group in GROUPS and number:
            if number == "1":
                boxes.append(Box(row, 1, GROUPS[group][0], rows=GROUPS[group][1]))
            boxes.append(Box(row, 2, label))
        else:
            outer = code in ("new", "carried_in", "carried_out")
            boxes.append(Box(row, 0 if outer else 1, label, columns=3 if outer else 2))
        for at, column in enumerate(COLUMNS):
            address = f"requests.{code}.{column}"
            boxes.append(Box(row, 3 + at, str(figures[address]), address=address))
    heights = [18.0, 18.0, 34.0, *(22.0 for _ in labels)]
    heights[3 + list(labels).index("partial")] = 34.0
    for code in ("other_1", "other_2", "unprocessed_5"):
        heights[3 + list(labels).index(code)] = 46.0
    return Table(tuple(boxes), _REQUEST_WIDTHS, tuple(heights))


def art20_figures() -> dict[str, int]:
    """Figures of section two by printed address."""
    return {
        "art20_1.regulations.issued": 1,
        "art20_1.regulations.repealed": 2,
        "art20_1.regulations.in_force": 13,
        "art20_1.normative_documents.issued": 24,
        "art20_1.normative_documents.repealed": 15,
        "art20_1.normative_documents.in_force": 246,
        "art20_5.licensing.decisions": 1357,
        "art20_6.penalty.decisions": 268,
        "art20_6.coercion.decisions": 79,
        "art20_8.fees.amount": 31,
    }


def art20_table() -> Table:
    """The four boxes of section two."""
    figures = art20_figures()
    labels = {
        "regulations": "规章",
        "normative_documents": "行政规范性文件",
        "licensing": "行政许可",
        "penalty": "行政处罚",
        "coercion": "行政强制",
        "fees": "行政事业性收费",
    }
    heads = {
        "1": ("本年制发件数", "本年废止件数", "现行有效件数"),
        "5": ("本年处理决定数量",),
        "6": ("本年处理决定数量",),
        "8": ("本年收费金额（单位：万元）",),
    }
    boxes: list[Box] = []
    row = 0
    for code, numeral in (("1", "一"), ("5", "五"), ("6", "六"), ("8", "八")):
        boxes.append(Box(row, 0, f"第二十条第（{numeral}）项", columns=4))
        span = 3 // len(heads[code])
        boxes.append(Box(row + 1, 0, "信息内容"))
        boxes += [Box(row + 1, 1 + n, h, columns=span) for n, h in enumerate(heads[code])]
        row += 2
        for label in dict.fromkeys(a.split(".")[1] for a in figures if a[6] == code):
            own = [a for a in figures if a.split(".")[1] == label]
            boxes.append(Box(row, 0, labels[label]))
            boxes += [
                Box(row, 1 + n, str(figures[a]), columns=span, address=a) for n, a in enumerate(own)
            ]
            row += 1
    return Table(tuple(boxes), (150.0, 115.0, 115.0, 115.0), (24.0,) * row)


def review_figures() -> dict[str, int]:
    """Figures of section four: each block of five ends with its sum."""
    rows = {
        "reconsideration": (4, 1, 2, 3, 10),
        "litigation_direct": (5, 0, 6, 1, 12),
        "litigation_after_reconsideration": (2, 2, 0, 3, 7),
    }
    columns = ("upheld", "corrected", "other", "pending", "total")
    return {
        f"review.{row}.{column}": value
        for row, values in rows.items()
        for column, value in zip(columns, values, strict=True)
    }


def review_table() -> Table:
    """The table of review and litigation: fifteen columns."""
    boxes = [
        Box(0, 0, "行政复议", columns=5),
        Box(0, 5, "行政诉讼", columns=10),
        *(Box(1, n, name, rows=2) for n, name in enumerate(_OUTCOMES)),
        Box(1, 5, "未经复议直接起诉", columns=5),
        Box(1, 10, "复议后起诉", columns=5),
        *(Box(2, 5 + n, name) for n, name in enumerate(_OUTCOMES * 2)),
    ]
    figures = review_figures()
    boxes += [Box(3, n, str(figures[a]), address=a) for n, a in enumerate(figures)]
    return Table(tuple(boxes), (33.0,) * 15, (20.0, 20.0, 32.0, 24.0))


def all_figures() -> dict[str, int]:
    """Every figure of the three tables by printed address."""
    return art20_figures() | requests_figures() | review_figures()


def grid_rules(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Each cell's four borders as lines."""
    canvas.setLineWidth(0.6)
    for x0, y0, x1, y1 in box_edges(table, left, top):
        canvas.rect(x0, y1, x1 - x0, y0 - y1, stroke=1, fill=0)


def no_rules(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Nothing: only the positions of the words tell."""


def box_edges(table: Table, left: float, top: float) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each box, counted from the lower left corner of the page."""
    for box in table.boxes:
        x0, y0, x1, y1 = table.edges(box)
        yield left + x0, top - y0, left + x1, top - y1


@dataclass(slots=True)
class Printer:
    """A document being drawn: paragraphs and tables from the top of the page to its end."""

    rule: Rule = grid_rules
    size: float = 9.0
    page: tuple[float, float] = A4
    top: float = MARGIN
    footer: Callable[[Canvas, int], None] | None = None
    header: Callable[[Canvas, int], None] | None = None
    target: BytesIO = field(default_factory=BytesIO)
    canvas: Canvas = field(init=False)
    number: int = 1
    skipped: str = "-"
    """Figures of addresses that begin so are not printed."""

    def __post_init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas = Canvas(self.target, pagesize=self.page, invariant=1)
        if self.header:
            self.header(self.canvas, self.number)

    def turn(self) -> None:
        """Begin another page."""
        if self.footer:
            self.footer(self.canvas, self.number)
        self.canvas.showPage()
        self.number += 1
        self.top = MARGIN
        if self.header:
            self.header(self.canvas, self.number)

    def text(self, words: str, *, size: float = 12.0) -> None:
        """A line of text."""
        self.write(MARGIN, self.page[1] - self.top - size, words, size)
        self.top += size * 1.6

    def write(self, x: float, y: float, words: str, size: float) -> None:
        """Words from a point that is counted from the lower left corner."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, words)

    def table(self, table: Table, *, left: float = MARGIN) -> None:
        """A table in one piece."""
        top = self.page[1] - self.top
        self.rule(self.canvas, table, left, top)
        self.canvas.setFillColorRGB(0, 0, 0)
        for box, (x0, y0, x1, y1) in zip(table.boxes, box_edges(table, left, top), strict=True):
            self._fill(box, x0, y0, x1, y1)
        self.top += sum(table.heights) + 8

    def _fill(self, box: Box, x0: float, y0: float, x1: float, y1: float) -> None:
        if (box.address or "").startswith(self.skipped):
            return
        lines = wrapped(box.text, x1 - x0 - 4, self.size)
        leading = self.size * 1.15
        y = (y0 + y1) / 2 + len(lines) * leading / 2 - self.size * 0.95
        for line in lines:
            width = pdfmetrics.stringWidth(line, FONT, self.size)
            single = box.address is None and box.columns * box.rows == 1 and box.row > 2
            x = x0 + 2 if single else (x0 + x1 - width) / 2
            self.write(x, y, line, self.size)
            y -= leading

    def finish(self) -> bytes:
        """The document."""
        if self.footer:
            self.footer(self.canvas, self.number)
        self.canvas.save()
        return self.target.getvalue()


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines no wider than the width; breaks in the text are kept."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and pdfmetrics.stringWidth(line + character, FONT, size) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


def print_report(printer: Printer, *, cut: int | None = None) -> bytes:
    """The whole report; ``cut`` breaks the application table before that of its rows."""
    printer.text("测试市公共事务局2023年政府信息公开工作年度报告", size=16)
    printer.text("一、总体情况")
    printer.text("本机关认真做好政府信息公开工作。")
    printer.text("二、主动公开政府信息情况")
    printer.table(art20_table())
    printer.text("三、收到和处理政府信息公开申请情况")
    if cut is None:
        printer.turn()
        printer.table(requests_table())
    else:
        above, below = requests_table().cut(cut)
        printer.table(above)
        printer.turn()
        printer.table(below)
    printer.turn()
    printer.text("四、政府信息公开行政复议、行政诉讼情况")
    printer.table(review_table())
    printer.text("五、存在的主要问题及改进情况")
    printer.text("公开内容还不够全面。")
    printer.text("六、其他需要报告的事项")
    printer.text("无其他需要报告的事项。")
    return printer.finish()
