"""The sheet 说明: what the workbook is, when and by which program, what is unchecked, its colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.worksheet.worksheet import Worksheet

from core.checks.rulebook import load_rules
from core.export import canvas as c
from core.export.canvas import Canvas, Content, Losses, Spot, lay_out_page
from core.export.choice import LONG, LONG_LIMIT, SHEET_LIMIT, Settled
from core.export.counts import Counts
from core.export.wording import moment
from core.program import installed_version


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, by whom and of what an export is made; ``scope`` says which reports were chosen."""

    made_at: str
    author: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """The facts of one export; ``lines`` are the lines of each list by its title."""

    occasion: Occasion
    choice: Settled
    reports: int
    counts: Counts
    losses: Losses
    lines: Mapping[str, int] = field(default_factory=dict[str, int])


def program_version() -> str:
    """The version of the program as installed; 未知 where it runs without being installed."""
    return installed_version() or "未知"


def write_about(sheet: Worksheet, about: About) -> list[list[Spot | None]]:
    """Fill and close 说明; the answer are its two columns, row by row.

    It is written last, because it counts what the other sheets lost.
    """
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 96
    lay_out_page(sheet)
    canvas = Canvas()
    canvas.put(1, 1, Spot("说明", c.TITLE), columns=2)
    row = _part(canvas, 2, "", _facts(about))
    row = _part(canvas, row, "工作表（行数）", list(about.lines.items()))
    row = _part(canvas, row, "未检查的内容", _unchecked(about))
    canvas.put(row, 1, Spot("颜色与读法", c.LABEL), columns=2)
    for name, look, text in _LEGEND:
        row += 1
        canvas.put(row, 1, Spot(name, look))
        canvas.put(row, 2, Spot(text, c.TEXT))
    _part(canvas, row, "", list(_READING))
    canvas.pour(sheet, Losses())
    rows = sorted({row for row, _ in canvas.spots})
    return [[canvas.spots.get((row, column)) for column in (1, 2)] for row in rows]


def _part(canvas: Canvas, row: int, title: str, facts: list[tuple[str, Content]]) -> int:
    """Write facts line by line below the row; the answer is the row for the next part."""
    if title:
        canvas.put(row, 1, Spot(title, c.LABEL), columns=2)
    for name, content in facts:
        row += 1
        canvas.put(row, 1, Spot(name, c.HEAD))
        canvas.put(row, 2, Spot(content, c.TEXT))
    return row + 2 if title or row > 2 else row + 1


def _facts(about: About) -> list[tuple[str, Content]]:
    counts, occasion = about.counts, about.occasion
    facts: list[tuple[str, Content]] = [
        ("内容", "政府信息公开工作年度报告的数据、勾稽检查结果与更正记录"),
        ("导出时间", moment(occasion.made_at)),
        ("导出人", occasion.author or "未署名"),
        ("程序版本", f"勾稽 {program_version()}"),
        ("报告范围", occasion.scope or "全部报告"),
        ("报告数", about.reports),
        ("规则数", sum(1 for rule in load_rules() if rule.is_on)),
        ("错误数", counts.errors),
        ("问题数（含警示、提示）", counts.problems),
        ("其中已有处理意见", counts.excused),
        ("不确定单元格数", counts.unsure),
        ("已更正单元格数", counts.corrected),
        ("更正记录条数", counts.corrections),
    ]
    facts += _left_out(about)
    if about.losses.replaced:
        facts.append(("替换的字符数", about.losses.replaced))
    if about.losses.cut:
        facts.append(("截断的长文字数", about.losses.cut))
    return facts


def _left_out(about: About) -> list[tuple[str, Content]]:
    facts: list[tuple[str, Content]] = []
    if about.reports > SHEET_LIMIT and not about.choice.report_sheets:
        facts.append(
            ("分表", f"报告超过 {SHEET_LIMIT} 份，未附各报告的法定表格分表；单元格批注也一并省略。")
        )
    missing = about.choice.left_out
    if missing:
        names = "、".join(sheet.value for sheet in missing)
        reason = (
            f"（报告超过 {LONG_LIMIT} 份，逐格数据请另导出 CSV）"
            if about.reports > LONG_LIMIT and set(missing) == set(LONG)
            else ""
        )
        facts.append(("未附的工作表", f"{names}{reason}"))
    return facts


def _unchecked(about: About) -> list[tuple[str, Content]]:
    counts = about.counts
    facts: list[tuple[str, Content]] = [
        (
            "第二部分各表",
            "第二十条各表在同一年度内没有勾稽关系，数字读错或填错一般查不出，须与原文逐格核对。",
        ),
        (
            "不确定的单元格",
            "无法确定、未找到的单元格留空，所涉的勾稽关系记为“无法判断”，不算通过。",
        ),
        ("正文", "只核对正文中引用的数字、日期、名称与格式；内容是否充实、是否属实不在检查之列。"),
        ("跨年度", "只与库中同一单位上一年度的报告比较；上一年度报告不在库中的，不作比较。"),
    ]
    if counts.unprotected is not None:
        facts.insert(0, ("没有规则保护的单元格数", counts.unprotected))
    return facts


_LEGEND = (
    ("直接读出", c.NUMBER, "原文中直接读出的数。"),
    ("拼合读出", "拼合读出", "原文中被空格或换行分开的数字，拼成一个数；见批注。"),
    ("推断", "推断", "版面丢失了栏位，按勾稽关系只有一种放法；请与原文核对。"),
    ("无法确定", "无法确定", "有多种可能，不作选择，留空；批注列出可能的值。"),
    ("未找到", "未找到", "原文中没有找到这一行或这一格，留空。"),
    ("已更正", "已更正", "由人更正或确认；批注写明原值、何人、时间。"),
    ("本版无此项", c.ABSENT, "该报告所用版式没有这一格。"),
    ("问题：错误", c.ERROR, "问题清单中违反勾稽关系或法定格式的问题。"),
    ("问题：警示", c.WARNING, "问题清单中通常有误、但可能另有原因的问题。"),
    (
        "原文如此",
        c.OF_SOURCE,
        "经人核对，报告本身就是这样印的：属源文件的问题，数据不改，退回更正。",
    ),
)
_READING: tuple[tuple[str, Content], ...] = (
    ("空白", "原文为空（未着色），或无法确定、未找到（着色）。空白不等于 0，求和时按 0 计。"),
    ("0", "原文印的就是 0。"),
    ("/ — 无", "原文印的就是这个符号或文字，照录；求和时按 0 计。"),
    (
        "校验公式",
        "灰底斜体为实时公式，应为 0 的不为 0 时变红。所涉单元格留空待核时，差额仅供参考。"
        "报告印错的总计不改，差额就是问题本身。",
    ),
    (
        "问题清单",
        "表中数为报告所印的总计一方，计算值为分项相加一方，差额 = 表中数 − 计算值；"
        "正文的问题，原文为所引的句子，计算值取自表格。",
    ),
    ("区域名称", "汇总的每一列都有名称（如 requests.new.total），可在公式中直接使用。"),
)
