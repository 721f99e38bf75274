"""The words of the exported files: Chinese always, as the working papers they go into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from core.address import Address
from core.cells import Cell, Extraction, Origin
from core.corrections import OF_SOURCE, RULINGS, Correction, Gesture, Ruling
from core.export.shape import Forms, column_name, row_name, table_name
from core.findings import Cause, Finding, Status
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
ORIGINS: Final[Mapping[Origin, str]] = {
    Origin.READ: "直接读出",
    Origin.JOINED: "拼合读出",
    Origin.INFERRED: "推断",
    Origin.AMBIGUOUS: "无法确定",
    Origin.MISSING: "未找到",
    Origin.CORRECTED: "已更正",
}
CONFIRMED: Final = "已确认"
"""In the place of ``已更正``: a person found the machine's reading right."""
SEVERITIES: Final[Mapping[Severity, str]] = {"error": "错误", "warning": "警示", "info": "提示"}
_HANDLINGS: Final[Mapping[Ruling, str]] = {
    **RULINGS,
    "source_says_so": RULINGS["source_says_so"] + OF_SOURCE,
}
_CAUSES: Final[Mapping[Cause, str]] = {
    Cause.MISREAD: "可能为解析错误",
    Cause.SOURCE: "可能为源文件错误",
}
_LONGEST_QUOTE: Final = 300
MONEY_NOTE: Final = "按单位折合为万元后合计；未注明单位的不计。"
_THEMES: Final[Mapping[str, str]] = {
    "requests": "勾稽关系不符",
    "review": "勾稽关系不符",
    "text": "文表不一致",
    "years": "年度间不衔接",
    "levels": "与所属单位不符",
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
    return _edition_of(review.extraction, table)


def _edition_of(extraction: Extraction, table: str) -> str:
    return extraction.editions.get(table, extraction.template)


def location_of(forms: Forms, review: Review, finding: Finding) -> str:
    """The 位置 of a finding: table, the row or column all its cells share; section of the prose.

    Cells of the agency's earlier report stand on a line of their own.
    """
    edition = partial(edition_of, review)
    parts = _tables_of(forms, edition, finding.addresses)
    before = review.before
    if finding.earlier and before is not None:
        year = f"{before.year}年" if before.year else "上年"
        extraction = before.extraction
        former = partial(_edition_of, extraction)
        parts += [f"{year}报告：{part}" for part in _tables_of(forms, former, finding.earlier)]
    parts += [_section_of(review, span) for span in finding.text]
    return "\n".join(dict.fromkeys(parts)) or "全文"


def _section_of(review: Review, span: TextSpan) -> str:
    """The section of the prose in which a sentence stands, and its characters."""
    where = f"第 {span.start}–{span.end} 字"
    for section in review.extraction.prose.sections:
        if section.heading.start <= span.start < section.body.end:
            return f"正文“{section.numeral}{section.title}”，{where}"
    return f"正文{where}"


def quoted(review: Review, finding: Finding, text: str) -> str:
    """The sentences that a finding is about, as printed.

    Where the document's text is not at hand, the clauses that the reading kept.
    """
    clauses = {m.sentence: m.words for m in review.extraction.prose.mentions}
    said = (
        _shortened(text[span.start : span.end]) if text else clauses.get(span, "")
        for span in finding.text
    )
    return "\n".join(f"“{words}”" for words in dict.fromkeys(said) if words)


def printed_cell(review: Review, finding: Finding) -> str:
    """What the source prints in the one cell that a finding is about; "" where they are several."""
    readings = [review.statement.reading(address) for address in finding.addresses]
    return " ".join(readings[0].printed.split()) if len(readings) == 1 and readings[0] else ""


def _shortened(sentence: str) -> str:
    words = " ".join(sentence.split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"


def _tables_of(
    forms: Forms, edition: Callable[[str], str], addresses: Sequence[Address]
) -> list[str]:
    tables = dict.fromkeys(address.table for address in addresses)
    return [
        _within(forms, edition(table), table, [a for a in addresses if a.table == table])
        for table in tables
    ]


def _within(forms: Forms, edition: str, table: str, addresses: Sequence[Address]) -> str:
    names = [table_name(forms, edition, table)]
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
            text = _HANDLINGS[verdict.ruling]
            return (f"{text}：{verdict.reason}" if verdict.reason else text), verdict.author
    if finding.suggestions:
        first = finding.suggestions[0]
        return f"建议（{_CAUSES[first.cause]}）：{first.why}", ""
    return "", ""


def is_of_source(review: Review, finding: Finding) -> bool:
    """Whether a person ruled that the source itself is wrong: then it goes back to the agency."""
    in_force = [v for v in review.verdicts if v.finding_key == finding.key]
    return bool(in_force) and in_force[-1].ruling == "source_says_so"


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
    new, machine = shown(value_to_text(last.new)), shown(value_to_text(last.machine))
    if last.new == last.machine:
        lines = [f"{CONFIRMED}：{new}", f"确认人：{last.author or '未署名'}"]
    else:
        lines = [
            f"已更正：{shown(value_to_text(last.old))} → {new}",
            f"机器读数：{machine}",
            f"更正人：{last.author or '未署名'}",
        ]
    lines.append(f"时间：{moment(last.made_at)}")
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
