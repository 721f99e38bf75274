"""A small report as web markup, with figures chosen such that every sum of the form holds.

A table is a list of rows; a cell is its text, or a text with the columns and rows that it covers.
"""

from __future__ import annotations

from typing import Final

from core.extraction import extract
from core.readers import read_document
from core.values import value_to_json

MarkedCell = str | tuple[str, int, int]
Rows = list[list[MarkedCell]]

COLUMNS: Final = (
    *("natural_person", "commercial", "research", "public_welfare"),
    *("legal_service", "other", "total"),
)
REQUESTS: Final = {
    "new": ("一、本年新收政府信息公开申请数量", "23 4 0 1 2 0 30"),
    "carried_in": ("二、上年结转政府信息公开申请数量", "3 0 0 0 0 1 4"),
    "granted": ("（一）予以公开", "9 1 0 0 1 0 11"),
    "partial": ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "2 0 0 0 0 1 3"),
    "denied_1": ("1.属于国家秘密", "0 0 0 0 0 0 0"),
    "denied_2": ("2.其他法律行政法规禁止公开", "1 0 0 0 0 0 1"),
    "denied_3": ("3.危及“三安全一稳定”", "0 0 0 0 0 0 0"),
    "denied_4": ("4.保护第三方合法权益", "1 1 0 0 0 0 2"),
    "denied_5": ("5.属于三类内部事务信息", "0 0 0 0 0 0 0"),
    "denied_6": ("6.属于四类过程性信息", "2 0 0 0 0 0 2"),
    "denied_7": ("7.属于行政执法案卷", "0 0 0 0 1 0 1"),
    "denied_8": ("8.属于行政查询事项", "0 0 0 0 0 0 0"),
    "unavailable_1": ("1.本机关不掌握相关政府信息", "4 1 0 0 0 0 5"),
    "unavailable_2": ("2.没有现成信息需要另行制作", "0 0 0 0 0 0 0"),
    "unavailable_3": ("3.补正后申请内容仍不明确", "1 0 0 0 0 0 1"),
    "unprocessed_1": ("1.信访举报投诉类申请", "1 0 0 0 0 0 1"),
    "unprocessed_2": ("2.重复申请", "0 0 0 1 0 0 1"),
    "unprocessed_3": ("3.要求提供公开出版物", "0 0 0 0 0 0 0"),
    "unprocessed_4": ("4.无正当理由大量反复申请", "0 0 0 0 0 0 0"),
    "unprocessed_5": ("5.要求行政机关确认或重新出具已获取信息", "0 0 0 0 0 0 0"),
    "other_1": (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "1 0 0 0 0 0 1",
    ),
    "other_2": (
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "0 0 0 0 0 0 0",
    ),
    "other_3": ("3.其他", "1 1 0 0 0 0 2"),
    "total": ("（七）总计", "23 4 0 1 2 1 31"),
    "carried_out": ("四、结转下年度继续办理", "3 0 0 0 0 0 3"),
}
_STUBS: Final = {
    "denied": ("（三）不予公开", 8),
    "unavailable": ("（四）无法提供", 3),
    "unprocessed": ("（五）不予处理", 5),
    "other": ("（六）其他处理", 3),
}
OUTCOMES: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
REVIEW: Final = {
    "reconsideration": "1 2 0 0 3",
    "litigation_direct": "0 1 0 0 1",
    "litigation_after_reconsideration": "2 0 0 1 3",
}
BOXES: Final[Rows] = [
    [("第二十条第（一）项", 4, 1)],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "7", "2", "41"],
    [("第二十条第（五）项", 4, 1)],
    ["信息内容", ("本年处理决定数量", 3, 1)],
    ["行政许可", ("812", 3, 1)],
    [("第二十条第（六）项", 4, 1)],
    ["信息内容", ("本年处理决定数量", 3, 1)],
    ["行政处罚", ("95", 3, 1)],
    ["行政强制", ("6", 3, 1)],
    [("第二十条第（八）项", 4, 1)],
    ["信息内容", ("本年收费金额（单位：万元）", 3, 1)],
    ["行政事业性收费", ("13.5", 3, 1)],
]
_BOX_FIGURES: Final = {
    "art20_1.regulations.issued": 0,
    "art20_1.regulations.repealed": 0,
    "art20_1.regulations.in_force": 0,
    "art20_1.normative_documents.issued": 7,
    "art20_1.normative_documents.repealed": 2,
    "art20_1.normative_documents.in_force": 41,
    "art20_5.licensing.decisions": 812,
    "art20_6.penalty.decisions": 95,
    "art20_6.coercion.decisions": 6,
    "art20_8.fees.amount": 13.5,
}
HEADINGS: Final = (
    "清河县交通运输局2023年政府信息公开工作年度报告",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
)


def requests_rows(*, zeros: bool = True, stub_rows: int = 22) -> Rows:
    """The application table; without zeros, cells in which nothing happened are blank."""
    rows: Rows = [
        [
            ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            ("申请人情况", 7, 1),
        ],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    begun: set[str] = set()
    for code, (label, printed) in REQUESTS.items():
        values = [value if zeros or value != "0" else "" for value in printed.split()]
        group = code.rpartition("_")[0]
        row: list[MarkedCell] = [("三、本年度办理结果", 1, stub_rows)] if code == "granted" else []
        if code in {"new", "carried_in", "carried_out"}:
            row.append((label, 3, 1))
        elif group in _STUBS:
            if group not in begun:
                row.append((_STUBS[group][0], 1, _STUBS[group][1]))
                begun.add(group)
            row.append(label)
        else:
            row.append((label, 2, 1))
        rows.append([*row, *values])
    return rows


def review_rows() -> Rows:
    """The review and litigation table."""
    return [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [*((leaf, 1, 2) for leaf in OUTCOMES), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [*OUTCOMES, *OUTCOMES],
        [*" ".join(REVIEW.values()).split()],
    ]


def table(rows: Rows) -> str:
    """The rows as an HTML table."""
    lines = ("".join(map(_cell, row)) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cell(cell: MarkedCell) -> str:
    text, columns, rows = (cell, 1, 1) if isinstance(cell, str) else cell
    return f'<td colspan="{columns}" rowspan="{rows}">{text}</td>'


def article(boxes: str = "", requests: str = "", review: str = "") -> str:
    """The markup of the report; each part can be given in another shape."""
    title, *heads = (f"<p>{heading}</p>" for heading in HEADINGS)
    parts = (
        boxes or table(BOXES),
        requests or table(requests_rows()),
        review or table(review_rows()),
    )
    return title + "".join(head + part for head, part in zip(heads, (*parts, ""), strict=True))


def page(body: str, head: str = "<meta charset=utf-8>") -> bytes:
    """A page with this body."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def figures(*, zeros: bool = True) -> dict[str, int | float | str | None]:
    """What has to be read of the report, by address."""
    wanted: dict[str, int | float | str | None] = dict(_BOX_FIGURES)
    for code, (_, printed) in REQUESTS.items():
        for column, value in zip(COLUMNS, printed.split(), strict=True):
            wanted[f"requests.{code}.{column}"] = int(value) if zeros or value != "0" else None
    for block, printed in REVIEW.items():
        for outcome, value in zip(
            ("upheld", "corrected", "other", "pending", "total"), printed.split(), strict=True
        ):
            wanted[f"review.{block}.{outcome}"] = int(value)
    return wanted


def read(data: bytes) -> dict[str, int | float | str | None]:
    """What is read of a source, by address."""
    return {
        str(cell.address): value_to_json(cell.value)
        for cell in extract(read_document(data, "报告")).cells
    }
