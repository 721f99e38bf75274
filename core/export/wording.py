"""The words of the exported files: Chinese always, as the working papers they go into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.address import Address
from core.cells import Cell, Origin
from core.corrections import Correction, Gesture, Ruling
from core.export.shape import Forms, column_name, row_name, table_name
from core.findings import Finding, Status
from core.geometry import GridCell, PageBox, Place, TextSpan
from core.review import Review
from core.rules import Severity
from core.values import value_to_text

GESTURES: Final[Mapping[Gesture, str]] = {
    "typed": "录入",
    "proposal": "采纳建议",
    "pasted": "粘贴",
    "cleared": "清空",
    "moved": "移动",
    "confirmed": "确认无误",
    "undo": "撤销",
    "redo": "重做",
    "revert": "恢复机器读数",
    "imported": "导入",
    "merged": "新读数与更正一致",
}
RULINGS: Final[Mapping[Ruling, str]] = {
    "source_says_so": "原文如此",
    "does_not_apply": "规则不适用",
    "to_ask": "待向填报单位核实",
}
SEVERITIES: Final[Mapping[Severity, str]] = {"error": "错误", "warning": "警示", "info": "提示"}
_THEMES: Final[Mapping[str, str]] = {
    "requests": "勾稽关系不符",
    "review": "勾稽关系不符",
    "text": "文表不一致",
    "years": "年度间不衔接",
    "form": "格式不符",
    "value": "填写不规范",
}
_BLANK: Final = "（空白）"


def shown(value: object) -> str:
    """A value in a sentence; a blank is named."""
    return _BLANK if value is None or value == "" else str(value)


def kind_of(finding: Finding) -> str:
    """The 问题类型 of a finding: what is wrong, how grave, and the rule's own sentence."""
    theme = _THEMES.get(finding.rule.split(".", 1)[0], "数据存疑")
    if finding.status is Status.CANNOT_TELL:
        theme = "无法判断"
    return f"{theme}（{SEVERITIES[finding.severity]}）\n{finding.message}".strip()


def cell_name(forms: Forms, review: Review, address: Address) -> str:
    """Where a cell stands, in the form's own labels: table / row / column."""
    edition = edition_of(review, address.table)
    return " / ".join(
        (
            table_name(forms, edition, address.table),
            row_name(forms, edition, address.table, address.row),
            column_name(forms, edition, address.table, address.column),
        )
    )


def edition_of(review: Review, table: str) -> str:
    """The edition of that table in the report."""
    return review.extraction.editions.get(table, review.extraction.template)


def location_of(forms: Forms, review: Review, finding: Finding) -> str:
    """The 位置 of a finding: table, the row or column all its cells share; or the prose."""
    tables = dict.fromkeys(address.table for address in finding.addresses)
    parts = [_within(forms, review, finding, table) for table in tables]
    parts += [f"正文第 {span.start}–{span.end} 字" for span in finding.text]
    return "\n".join(parts) or "全文"


def _within(forms: Forms, review: Review, finding: Finding, table: str) -> str:
    edition = edition_of(review, table)
    names = [table_name(forms, edition, table)]
    addresses = [address for address in finding.addresses if address.table == table]
    rows = {address.row for address in addresses}
    columns = {address.column for address in addresses}
    if len(rows) == 1:
        names.append(f"{row_name(forms, edition, table, rows.pop())}（行）")
    if len(columns) == 1:
        names.append(f"{column_name(forms, edition, table, columns.pop())}（列）")
    return " / ".join(names)


def handling_of(review: Review, finding: Finding) -> tuple[str, str]:
    """处理意见 and 复核人: the ruling in force, else the first suggestion, else blank."""
    for verdict in reversed(review.verdicts):
        if verdict.finding_key == finding.key:
            text = RULINGS[verdict.ruling]
            return (f"{text}：{verdict.reason}" if verdict.reason else text), verdict.author
    if finding.suggestions:
        return f"建议：{finding.suggestions[0].why}", ""
    return "", ""


def note_of(review: Review, address: Address, last: Correction | None) -> str:
    """What the note on a cell says; "" where the cell was simply read."""
    origin = review.statement.origins.get(address, Origin.MISSING)
    if origin is Origin.READ:
        return ""
    cell = review.statement.reading(address)
    match origin:
        case Origin.CORRECTED if last is not None:
            return _corrected_note(last)
        case Origin.AMBIGUOUS:
            return f"无法确定，留空待核。\n可能的值：{_candidates(cell)}{_printed(cell)}"
        case Origin.MISSING:
            return "原文中未找到此单元格，留空待核。"
        case Origin.INFERRED:
            return f"按勾稽关系推断，请与原文核对。{_printed(cell)}{_alternatives(cell)}"
        case Origin.JOINED:
            return f"由分开印刷的数字拼合。{_printed(cell)}"
        case _:
            return ""


def _corrected_note(last: Correction) -> str:
    lines = [
        f"已更正：{shown(value_to_text(last.old))} → {shown(value_to_text(last.new))}",
        f"机器读数：{shown(value_to_text(last.machine))}",
        f"更正人：{last.author or '未署名'}",
        f"时间：{moment(last.made_at)}",
    ]
    return "\n".join([*lines, f"原因：{last.reason}"] if last.reason else lines)


def _candidates(cell: Cell | None) -> str:
    values = cell.candidates if cell else ()
    return "、".join(shown(value_to_text(value)) for value in values) or "无"


def _alternatives(cell: Cell | None) -> str:
    return f"\n可能的值：{_candidates(cell)}" if cell and cell.candidates else ""


def _printed(cell: Cell | None) -> str:
    return f"\n原文：{cell.printed}" if cell and cell.printed else ""


def moment(made_at: str) -> str:
    """An ISO 8601 moment for people; the zone stays said."""
    return made_at.replace("T", " ").replace("+00:00", " UTC").removesuffix("Z") + (
        " UTC" if made_at.endswith("Z") else ""
    )


def place_text(place: Place | None) -> str:
    """Where something stands in the source, in one line; "" when there is no place."""
    match place:
        case None:
            return ""
        case PageBox(page, x0, top, x1, bottom):
            return f"page {page} [{x0:.1f} {top:.1f} {x1:.1f} {bottom:.1f}]"
        case TextSpan(start, end):
            return f"text {start}-{end}"
        case GridCell(grid, row, column):
            return f"grid {grid} row {row} column {column}"
