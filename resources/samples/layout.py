"""The official form of a report as paragraphs and tables with merged cells, for every writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from resources.samples.reports import APPLICANTS, GROUPS, OUTCOMES, Report

_NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_DENIED: Final = (
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
)
_UNAVAILABLE: Final = (
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
)
_UNPROCESSED: Final = (
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
)
_OTHER: Final = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)
UPRIGHT: Final = frozenset({"三、本年度办理结果"})
"""Labels that are printed one character a line."""
_OUTCOME_LABELS: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


@dataclass(frozen=True)
class Box:
    """A cell of a printed table, with spans; ``figure`` tells a value from a label."""

    text: str
    columns: int = 1
    rows: int = 1
    figure: bool = False


@dataclass(frozen=True)
class Ruled:
    """A table as marked up: rows of boxes, those covered by a span left out."""

    code: str
    width: int
    rows: tuple[tuple[Box, ...], ...]

    def placed(self) -> Iterator[tuple[int, int, Box]]:
        """Every box with the row and column of its top left corner."""
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows):
            column = 0
            for box in row:
                while (number, column) in taken:
                    column += 1
                taken |= {
                    (number + r, column + c) for r in range(box.rows) for c in range(box.columns)
                }
                yield number, column, box
                column += box.columns

    def cut(self, after: int) -> tuple[Ruled, Ruled]:
        """The parts on two pages: a merged cell goes on without its text, an upright label with
        the rest of it."""
        first: list[list[Box]] = [[] for _ in range(after)]
        second: list[list[Box]] = [[] for _ in self.rows[after:]]
        for row, _, box in self.placed():
            if row >= after:
                second[row - after].append(box)
                continue
            above = min(box.rows, after - row)
            rest = box.rows - above
            here = len(box.text) // 2 if rest and box.text in UPRIGHT else len(box.text)
            first[row].append(replace(box, text=box.text[:here], rows=above))
            if rest:
                second[0].append(replace(box, text=box.text[here:], rows=rest))
        width = self.width
        return (
            Ruled(self.code, width, tuple(map(tuple, first))),
            Ruled(self.code, width, tuple(map(tuple, second))),
        )


@dataclass(frozen=True)
class Line:
    """A paragraph; ``kind`` is title, heading or text."""

    text: str
    kind: str = "text"


Piece = Line | Ruled


def pieces(report: Report) -> list[Piece]:
    """The whole report in the order in which it is printed."""
    prose = report.prose
    review: list[Piece] = [review_table(report)]
    return [
        Line(report.title, "title"),
        Line(f"发布日期：{report.year + 1}年1月20日"),
        Line("一、总体情况", "heading"),
        *map(Line, prose["first"]),
        Line("二、主动公开政府信息情况", "heading"),
        *map(Line, prose["second"]),
        art20_table(report),
        Line("三、收到和处理政府信息公开申请情况", "heading"),
        *map(Line, prose["third"]),
        requests_table(report),
        Line("四、政府信息公开行政复议、行政诉讼情况", "heading"),
        *([] if report.review_last else review),
        Line("五、存在的主要问题及改进情况", "heading"),
        *map(Line, prose["fifth"]),
        Line("六、其他需要报告的事项", "heading"),
        *map(Line, prose["sixth"]),
        *(review if report.review_last else []),
    ]


# --- section two -------------------------------------------------------------------------------

_BANNER: Final = {
    "art20_1": "第二十条第（一）项",
    "art20_5": "第二十条第（五）项",
    "art20_6": "第二十条第（六）项",
    "art20_8": "第二十条第（八）项",
    "art20_9": "第二十条第（九）项",
}
_ITEMS: Final = ("上一年项目数量", "本年增/减", "处理决定数量")
_HEADER: Final = {
    "2019": {
        "art20_1": ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
        "art20_5": _ITEMS,
        "art20_6": _ITEMS,
        "art20_8": _ITEMS[:2],
        "art20_9": ("采购项目数量", "采购总金额"),
    },
    "2021": {
        "art20_1": ("本年制发件数", "本年废止件数", "现行有效件数"),
        "art20_5": ("本年处理决定数量",),
        "art20_6": ("本年处理决定数量",),
        "art20_8": ("本年收费金额（单位：万元）",),
    },
}
_ROW: Final = {
    "regulations": "规章",
    "licensing": "行政许可",
    "other_services": "其他对外管理服务事项",
    "penalty": "行政处罚",
    "coercion": "行政强制",
    "fees": "行政事业性收费",
    "procurement": "政府集中采购",
}


def _stretched(texts: list[str], *, figure: bool) -> list[Box]:
    """Three columns filled by one to three boxes, the last one stretched."""
    last = Box(texts[-1], columns=4 - len(texts), figure=figure)
    return [*(Box(text, figure=figure) for text in texts[:-1]), last]


def art20_table(report: Report) -> Ruled:
    """Section two: one continuous table, a banner and a header before each item."""
    rows: list[tuple[Box, ...]] = []
    for code, table in report.art20.items():
        rows.append((Box(_BANNER[code], columns=4),))
        headings = list(_HEADER[report.edition][code])
        rows.append((Box("信息内容"), *_stretched(headings, figure=False)))
        for row, figures in table.items():
            label = _ROW.get(row) or (
                "行政规范性文件" if report.edition == "2021" else "规范性文件"
            )
            columns = [column for column in figures if column != "amount_unit"]
            texts = [report.text(code, row, column) for column in columns]
            rows.append((Box(label), *_stretched(texts, figure=True)))
    return Ruled("art20", 4, tuple(rows))


# --- section three -----------------------------------------------------------------------------


def requests_table(report: Report) -> Ruled:
    """Section three: three header rows, three label columns, seven columns of values."""
    results = [*_result_rows(report)]
    first = results[0]
    stub = Box("三、本年度办理结果", rows=len(results))
    rows = [
        (Box(_NOTE, columns=3, rows=3), Box("申请人情况", columns=7)),
        (Box("自然人", rows=2), Box("法人或其他组织", columns=5), Box("总计", rows=2)),
        tuple(map(Box, ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"))),
        (Box("一、本年新收政府信息公开申请数量", columns=3), *_values(report, "new")),
        (Box("二、上年结转政府信息公开申请数量", columns=3), *_values(report, "carried_in")),
        (stub, *first),
        *results[1:],
        (Box("四、结转下年度继续办理", columns=3), *_values(report, "carried_out")),
    ]
    return Ruled("requests", 10, tuple(rows))


def _result_rows(report: Report) -> Iterator[tuple[Box, ...]]:
    partial = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    yield Box("（一）予以公开", columns=2), *_values(report, "granted")
    yield Box(partial, columns=2), *_values(report, "partial")
    yield from _group(report, "（三）不予公开", "denied", _DENIED)
    yield from _group(report, "（四）无法提供", "unavailable", _UNAVAILABLE)
    yield from _group(report, "（五）不予处理", "unprocessed", _UNPROCESSED)
    if "other" in report.requests:
        yield Box("（六）其他处理", columns=2), *_values(report, "other")
    else:
        yield from _group(report, "（六）其他处理", "other", _OTHER)
    yield Box("（七）总计", columns=2), *_values(report, "total")


def _group(
    report: Report, label: str, row: str, labels: tuple[str, ...]
) -> Iterator[tuple[Box, ...]]:
    for number, text in enumerate(labels, 1):
        stub = (Box(label, rows=len(labels)),) if number == 1 else ()
        yield *stub, Box(text), *_values(report, f"{row}_{number}")


def _values(report: Report, row: str) -> list[Box]:
    return [Box(report.text("requests", row, column), figure=True) for column in APPLICANTS]


# --- section four ------------------------------------------------------------------------------


def review_table(report: Report) -> Ruled:
    """Section four: three header rows and one row of fifteen values."""
    outcomes = tuple(map(Box, _OUTCOME_LABELS))
    tall = tuple(Box(label, rows=2) for label in _OUTCOME_LABELS)
    values = tuple(
        Box(report.text("review", group, outcome), figure=True)
        for group in GROUPS
        for outcome in OUTCOMES
    )
    rows = (
        (Box("行政复议", columns=5), Box("行政诉讼", columns=10)),
        (*tall, Box("未经复议直接起诉", columns=5), Box("复议后起诉", columns=5)),
        (*outcomes, *outcomes),
        values,
    )
    return Ruled("review", 15, rows)
