"""The sheet 说明: what the workbook is, when and by which program, and how to read its colours."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from openpyxl.worksheet.worksheet import Worksheet

from core.export import canvas as c
from core.export.canvas import Canvas, Content, Losses, Spot, lay_out_page
from core.export.lists import Counts
from core.export.wording import moment


@dataclass(frozen=True, slots=True)
class About:
    """The facts of one export; ``left_out`` says that the sheets of the reports are not in it."""

    made_at: str
    author: str
    reports: int
    counts: Counts
    corrections: int
    left_out: bool
    limit: int


def program_version() -> str:
    """The version of the program as installed; 未知 where it runs without being installed."""
    try:
        return version("gouji")
    except PackageNotFoundError:
        return "未知"


def write_about(sheet: Worksheet, about: About, losses: Losses) -> None:
    """Fill and close 说明. It is written last, because it counts what the other sheets lost."""
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 96
    lay_out_page(sheet)
    canvas = Canvas()
    canvas.put(1, 1, Spot("说明", c.TITLE), columns=2)
    row = 3
    for name, content in _facts(about, losses):
        canvas.put(row, 1, Spot(name, c.HEAD))
        canvas.put(row, 2, Spot(content, c.TEXT))
        row += 1
    row += 1
    for name, look, text in _LEGEND:
        canvas.put(row, 1, Spot(name, look))
        canvas.put(row, 2, Spot(text, c.TEXT))
        row += 1
    for name, text in _READING:
        canvas.put(row, 1, Spot(name, c.HEAD))
        canvas.put(row, 2, Spot(text, c.TEXT))
        row += 1
    canvas.pour(sheet, losses)


def _facts(about: About, losses: Losses) -> list[tuple[str, Content]]:
    counts = about.counts
    facts: list[tuple[str, Content]] = [
        ("内容", "政府信息公开工作年度报告的数据、勾稽检查结果与更正记录"),
        ("导出时间", moment(about.made_at)),
        ("导出人", about.author or "未署名"),
        ("程序版本", f"勾稽 {program_version()}"),
        ("报告数", about.reports),
        ("错误数", counts.errors),
        ("问题数（含警示、提示）", counts.problems),
        ("不确定单元格数", counts.unsure),
        ("已更正单元格数", counts.corrected),
        ("更正记录条数", about.corrections),
    ]
    if about.left_out:
        text = f"报告超过 {about.limit} 份，未附各报告的法定表格分表；单元格批注也一并省略。"
        facts.append(("分表", text))
    if losses.replaced:
        facts.append(("替换的字符数", losses.replaced))
    if losses.cut:
        facts.append(("截断的长文字数", losses.cut))
    return facts


_LEGEND = (
    ("直接读出", c.NUMBER, "原文中直接读出的数。"),
    ("拼合读出", "拼合读出", "原文中被空格或换行分开的数字，拼成一个数；见批注。"),
    ("推断", "推断", "版面丢失了栏位，按勾稽关系只有一种放法；请与原文核对。"),
    ("无法确定", "无法确定", "有多种可能，不作选择，留空；批注列出可能的值。"),
    ("未找到", "未找到", "原文中没有找到这一行或这一格，留空。"),
    ("已更正", "已更正", "由人更正；批注写明原值、更正人、时间。"),
    ("本版无此项", c.ABSENT, "该报告所用版式没有这一格。"),
)
_READING = (
    ("空白", "原文为空（未着色），或无法确定、未找到（着色）。空白不等于 0，求和时按 0 计。"),
    ("0", "原文印的就是 0。"),
    ("/ — 无", "原文印的就是这个符号或文字，照录；求和时按 0 计。"),
    (
        "校验公式",
        "分表中灰底斜体为实时公式，应为 0；不为 0 时变红。所涉单元格留空待核时，差额仅供参考。"
        "报告印错的总计不改，差额就是问题本身。",
    ),
    ("问题清单", "表中数为报告所印的总计一方，计算值为分项相加一方，差额 = 表中数 − 计算值。"),
)
