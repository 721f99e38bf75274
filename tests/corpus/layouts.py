"""The official shape of a report: prose and tables of cells with spans, before any accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.corpus.figures import OUTCOMES, REQUEST_COLUMNS, REVIEW_ROWS, result_rows
from tests.corpus.prose import date_line, fee, overview, preamble, signature, title_of

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.figures import Figures
    from tests.corpus.quotes import Quote

NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_Box = tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]
"""Headings, columns, and the labels of the rows by their codes."""

_NUMERALS: Final = {"1": "一", "5": "五", "6": "六", "8": "八", "9": "九"}

ROW_LABELS: Final = {
    "new": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partial": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "denied_1": "1.属于国家秘密",
    "denied_2": "2.其他法律行政法规禁止公开",
    "denied_3": "3.危及“三安全一稳定”",
    "denied_4": "4.保护第三方合法权益",
    "denied_5": "5.属于三类内部事务信息",
    "denied_6": "6.属于四类过程性信息",
    "denied_7": "7.属于行政执法案卷",
    "denied_8": "8.属于行政查询事项",
    "unavailable_1": "1.本机关不掌握相关政府信息",
    "unavailable_2": "2.没有现成信息需要另行制作",
    "unavailable_3": "3.补正后申请内容仍不明确",
    "unprocessed_1": "1.信访举报投诉类申请",
    "unprocessed_2": "2.重复申请",
    "unprocessed_3": "3.要求提供公开出版物",
    "unprocessed_4": "4.无正当理由大量反复申请",
    "unprocessed_5": "5.要求行政机关确认或重新出具已获取信息",
    "other": "（六）其他处理",
    "other_1": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_2": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_3": "3.其他",
    "total": "（七）总计",
    "carried_out": "四、结转下年度继续办理",
}
GROUPS: Final = {
    "denied": "（三）不予公开",
    "unavailable": "（四）无法提供",
    "unprocessed": "（五）不予处理",
    "other": "（六）其他处理",
}
_ORGANISATIONS: Final = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_OUTCOMES: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_BOXES: Final[dict[str, dict[str, _Box]]] = {
    "2019": {
        "1": (
            ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
            ("made", "published", "total_published"),
            {"regulations": "规章", "normative_documents": "规范性文件"},
        ),
        "5": (
            ("上一年项目数量", "本年增/减", "处理决定数量"),
            ("previous_items", "change", "decisions"),
            {"licensing": "行政许可", "other_services": "其他对外管理服务事项"},
        ),
        "6": (
            ("上一年项目数量", "本年增/减", "处理决定数量"),
            ("previous_items", "change", "decisions"),
            {"penalty": "行政处罚", "coercion": "行政强制"},
        ),
        "8": (
            ("上一年项目数量", "本年增/减"),
            ("previous_items", "change"),
            {"fees": "行政事业性收费"},
        ),
        "9": (
            ("采购项目数量", "采购总金额"),
            ("projects", "amount"),
            {"procurement": "政府集中采购"},
        ),
    },
    "2021": {
        "1": (
            ("本年制发件数", "本年废止件数", "现行有效件数"),
            ("issued", "repealed", "in_force"),
            {"regulations": "规章", "normative_documents": "行政规范性文件"},
        ),
        "5": (("本年处理决定数量",), ("decisions",), {"licensing": "行政许可"}),
        "6": (
            ("本年处理决定数量",),
            ("decisions",),
            {"penalty": "行政处罚", "coercion": "行政强制"},
        ),
        "8": (("本年收费金额（单位：万元）",), ("amount",), {"fees": "行政事业性收费"}),
    },
}


@dataclass(slots=True)
class Piece:
    """A cell of a table; ``address`` is set for cells that print a figure of the form."""

    text: str
    columns: int = 1
    rows: int = 1
    address: str | None = None


@dataclass(slots=True)
class Matrix:
    """A table as rows of pieces; a position that a span covers is left out, as in HTML.

    ``code`` is art20, requests, review or foreign; ``header`` counts the heading rows.
    """

    code: str
    rows: list[list[Piece]]
    header: int = 0

    def find(self, address: str) -> Piece | None:
        """The piece that prints that cell."""
        return next((p for row in self.rows for p in row if p.address == address), None)


@dataclass(slots=True)
class Prose:
    """A paragraph of text; ``heading`` for section headings."""

    text: str
    heading: bool = False


@dataclass(slots=True)
class Draft:
    """A report about to be written; accidents change ``elements``.

    ``ambiguous`` are cells whose meaning is open where the format loses blanks and columns; ``open``
    those whose meaning is open in any format; ``lost`` are cells that are not in the source at all,
    ``covered`` those below a merged cell, which are not where the format has no merged cells.
    ``title`` is without line breaks, ``published`` the day in ISO 8601 or empty, ``quotes`` what the
    prose says of the tables. ``local`` are the labels of rows that the form does not have, ``accidents`` the names of what happened, ``look`` those that a page only shows when drawn.
    """

    figures: Figures
    elements: list[Prose | Matrix]
    title: str
    published: str
    quotes: list[Quote]
    ambiguous: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    look: set[str] = field(default_factory=set)
    local: list[str] = field(default_factory=list)
    accidents: list[str] = field(default_factory=list)

    def matrices(self, code: str) -> list[Matrix]:
        """The tables of that code, in order of print."""
        return [e for e in self.elements if isinstance(e, Matrix) and e.code == code]

    def section(self, numeral: str) -> int:
        """The position of the section heading that begins so."""
        return next(
            n
            for n, e in enumerate(self.elements)
            if isinstance(e, Prose) and e.heading and e.text.startswith(numeral)
        )

    def replace(self, old: Matrix, new: list[Prose | Matrix]) -> None:
        """Put other elements in the place of a table."""
        at = next(n for n, element in enumerate(self.elements) if element is old)
        self.elements[at : at + 1] = new


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece at its resolved position, spans cut at the edge of the table."""

    row: int
    column: int
    piece: Piece


def resolved(matrix: Matrix) -> tuple[list[Placed], int]:
    """Where each piece lands, as a browser lays a table out, and the width in columns."""
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for number, row in enumerate(matrix.rows):
        column = 0
        for piece in row:
            while (number, column) in taken:
                column += 1
            placed.append(Placed(number, column, piece))
            taken.update(
                (number + down, column + right)
                for down in range(piece.rows)
                for right in range(piece.columns)
            )
            column += piece.columns
    return placed, 1 + max((column for _, column in taken), default=-1)


def make_draft(figures: Figures, random: Random) -> Draft:
    """Lay one report out in the official shape, with prose around the tables."""
    texts, quotes = overview(figures, random)
    line, published = date_line(figures, random)
    signed, day = signature(figures, random)
    title = title_of(figures, random)
    opening: list[Prose | Matrix] = [
        *(Prose(part, heading=True) for part in title.split("\n")),
        *([Prose(line)] if line else []),
        Prose(preamble(figures, random)),
        Prose("一、总体情况", heading=True),
        *map(Prose, texts),
    ]
    return Draft(
        figures,
        [*opening, *_body(figures), *_closing(figures, random, signed)],
        title.replace("\n", ""),
        published or day,
        quotes,
    )


def _body(figures: Figures) -> list[Prose | Matrix]:
    return [
        Prose("二、主动公开政府信息情况", heading=True),
        art20(figures),
        Prose("三、收到和处理政府信息公开申请情况", heading=True),
        requests(figures),
        Prose("四、政府信息公开行政复议、行政诉讼情况", heading=True),
        review(figures),
    ]


def _closing(figures: Figures, random: Random, signed: list[str]) -> list[Prose | Matrix]:
    return [
        Prose("五、存在的主要问题及改进情况", heading=True),
        Prose("一是公开内容还不够全面，二是解读形式较为单一。下一步将加强培训，完善制度。"),
        Prose("六、其他需要报告的事项", heading=True),
        Prose(fee(figures, random)),
        *map(Prose, signed),
    ]


def art20(figures: Figures) -> Matrix:
    """The boxes of section two in one table of four columns."""
    rows: list[list[Piece]] = []
    for item, (heads, columns, labels) in _BOXES[figures.edition].items():
        rows.append([Piece(f"第二十条第（{_NUMERALS[item]}）项", columns=4)])
        # The last heading of a box with fewer columns spans the rest of the table.
        rest = 4 - len(heads)
        spans = [1] * (len(heads) - 1) + [rest]
        if figures.header_unit and item == "9":
            heads = (heads[0], f"{heads[1]}（单位：万元，保留4位小数）")
        rows.append(
            [Piece("信息内容"), *(Piece(h, columns=s) for h, s in zip(heads, spans, strict=True))]
        )
        for row, label in labels.items():
            values: list[Piece] = []
            for column, span in zip(columns, spans, strict=True):
                address = f"art20_{item}.{row}.{column}"
                values.append(Piece(figures.text(address), columns=span, address=address))
            rows.append([Piece(label), *values])
    return Matrix("art20", rows)


def requests_header() -> list[list[Piece]]:
    """The three heading rows of the application table."""
    return [
        [Piece(NOTE, columns=3, rows=3), Piece("申请人情况", columns=7)],
        [
            Piece("自然人", rows=2),
            Piece("法人或其他组织", columns=5),
            Piece("总计", rows=2),
        ],
        [Piece(name) for name in _ORGANISATIONS],
    ]


def requests(figures: Figures) -> Matrix:
    """The application table: three stub columns and seven value columns."""
    results = result_rows(divided=figures.divided)
    rows = requests_header()
    for row in ("new", "carried_in", *results, "total", "carried_out"):
        stub: list[Piece] = []
        if row == "granted":
            stub.append(Piece("三、本年度办理结果", rows=len(results) + 1))
        group, _, number = row.partition("_")
        if group in GROUPS and number:
            if number == "1":
                size = sum(1 for name in results if name.startswith(f"{group}_"))
                stub.append(Piece(GROUPS[group], rows=size))
            span = 1
        else:
            span = 3 if row in ("new", "carried_in", "carried_out") else 2
        stub.append(Piece(ROW_LABELS[row], columns=span))
        addresses = [f"requests.{row}.{column}" for column in REQUEST_COLUMNS]
        rows.append([*stub, *(Piece(figures.text(a), address=a) for a in addresses)])
    return Matrix("requests", rows, header=3)


def review(figures: Figures) -> Matrix:
    """The table of reconsideration and litigation: fifteen columns, one row of figures."""
    columns = (*OUTCOMES, "total")
    addresses = [f"review.{row}.{column}" for row in REVIEW_ROWS for column in columns]
    rows = [
        [Piece("行政复议", columns=5), Piece("行政诉讼", columns=10)],
        [
            *(Piece(name, rows=2) for name in _OUTCOMES),
            Piece("未经复议直接起诉", columns=5),
            Piece("复议后起诉", columns=5),
        ],
        [Piece(name) for name in (*_OUTCOMES, *_OUTCOMES)],
        [Piece(figures.text(a), address=a) for a in addresses],
    ]
    return Matrix("review", rows, header=3)


def foreign(title: str) -> Matrix:
    """A table that is no part of the statutory form."""
    rows = [
        [Piece("序号"), Piece(title), Piece("单位"), Piece("数量")],
        [Piece("1"), Piece("门户网站发布信息"), Piece("条"), Piece("812")],
        [Piece("2"), Piece("政务微信发布信息"), Piece("条"), Piece("306")],
        [Piece("3"), Piece("举办新闻发布会"), Piece("次"), Piece("2")],
    ]
    return Matrix("foreign", rows, header=1)
