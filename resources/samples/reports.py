"""The invented reports behind the bundled samples: what is printed, what it means, what is wrong.

Agencies, places and figures are made up. Every figure stands here once; the writers print it and
the expected reading is taken from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

Figure = Decimal | str | None
"""A number, a printed mark such as "/", or None for a blank."""

Table = dict[str, dict[str, Figure]]

APPLICANTS: Final = (
    "natural_person",
    "commercial",
    "research",
    "public_welfare",
    "legal_service",
    "other",
    "total",
)
OUTCOMES: Final = ("upheld", "corrected", "other", "pending", "total")
GROUPS: Final = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
OTHER_ROWS: Final = ("other_1", "other_2", "other_3")
RESULT_ROWS: Final = (
    "granted",
    "partial",
    *(f"denied_{n}" for n in range(1, 9)),
    *(f"unavailable_{n}" for n in range(1, 4)),
    *(f"unprocessed_{n}" for n in range(1, 6)),
)


@dataclass(frozen=True)
class Report:
    """One invented report.

    ``printed`` overrides how a cell is printed, by address; ``planted`` are the relations that the
    report breaks, as (rule, instance); ``quoted`` are figures of the prose that contradict a cell,
    as (rule, address, figure); ``joined`` are the cells whose number is printed in pieces. ``page_break_after`` is how many rows of the
    application table, its three header rows included, stand on the first page; 0: as it comes.
    """

    file: str
    agency: str
    year: int
    edition: str
    place: str
    art20: Mapping[str, Table]
    requests: Table
    review: Table
    prose: Mapping[str, tuple[str, ...]]
    printed: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[str, ...] = ()
    planted: tuple[tuple[str, str], ...] = ()
    quoted: tuple[tuple[str, str, int], ...] = ()
    review_last: bool = False
    page_break_after: int = 0

    @property
    def title(self) -> str:
        """The report's title."""
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def tables(self) -> dict[str, Table]:
        """All tables in official order."""
        return {**self.art20, "requests": self.requests, "review": self.review}

    def text(self, table: str, row: str, column: str) -> str:
        """What is printed in a cell."""
        figure = self.tables[table][row][column]
        default = "" if figure is None else str(figure)
        return self.printed.get(f"{table}.{row}.{column}", default)


def _figure(word: str) -> Figure:
    if word == "_":
        return None
    return word if word == "/" else Decimal(word)


def _row(words: str, columns: tuple[str, ...]) -> dict[str, Figure]:
    return dict(zip(columns, map(_figure, words.split()), strict=True))


def _requests(divided: bool, nothing: str = "0", **rows: str) -> Table:
    """The application table; rows that are not given hold ``nothing`` in every column."""
    others = OTHER_ROWS if divided else ("other",)
    names = ("new", "carried_in", *RESULT_ROWS, *others, "total", "carried_out")
    unknown = set(rows) - set(names)
    if unknown:
        raise ValueError(f"no such rows: {sorted(unknown)}")
    return {name: _row(rows.get(name, " ".join([nothing] * 7)), APPLICANTS) for name in names}


def _review(*groups: str) -> Table:
    return {name: _row(words, OUTCOMES) for name, words in zip(GROUPS, groups, strict=True)}


def _art20_2021(
    *, normative: str, licensing: str, penalty: str, coercion: str, fees: str
) -> dict[str, Table]:
    columns = ("issued", "repealed", "in_force")
    return {
        "art20_1": {
            "regulations": _row("0 0 0", columns),
            "normative_documents": _row(normative, columns),
        },
        "art20_5": {"licensing": _row(licensing, ("decisions",))},
        "art20_6": {
            "penalty": _row(penalty, ("decisions",)),
            "coercion": _row(coercion, ("decisions",)),
        },
        "art20_8": {"fees": _row(fees, ("amount",))},
    }


def _art20_2019(
    *,
    normative: str,
    licensing: str,
    services: str,
    penalty: str,
    coercion: str,
    fees: str,
    procurement: str,
) -> dict[str, Table]:
    published = ("made", "published", "total_published")
    items = ("previous_items", "change", "decisions")
    projects, amount, unit = procurement.split()
    return {
        "art20_1": {
            "regulations": _row("0 0 0", published),
            "normative_documents": _row(normative, published),
        },
        "art20_5": {"licensing": _row(licensing, items), "other_services": _row(services, items)},
        "art20_6": {"penalty": _row(penalty, items), "coercion": _row(coercion, items)},
        "art20_8": {"fees": _row(fees, items[:2])},
        "art20_9": {
            "procurement": {
                "projects": _figure(projects),
                "amount": _figure(amount),
                "amount_unit": None if unit == "_" else unit,
            }
        },
    }


def _prose(
    *, first: tuple[str, ...], second: str = "", third: str = "", fifth: str = "", sixth: str = ""
) -> dict[str, tuple[str, ...]]:
    improve = fifth or (
        "一年来，政府信息公开工作取得了一定进展，但解读形式还不够丰富，部分栏目更新不够及时。"
        "下一步，将加强业务培训，完善栏目设置，提高解读质量。"
    )
    return {
        "first": first,
        "second": (second,) if second else (),
        "third": (third,) if third else (),
        "fifth": (improve,),
        "sixth": (sixth or "本年度没有其他需要报告的事项。",),
    }


def _opening(year: int) -> str:
    return (
        "本报告根据《中华人民共和国政府信息公开条例》的规定编制。"
        f"报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    )


_TOPICS: Final = (
    "主动公开方面，按照职责及时公开政策文件和办事指南。依申请公开方面，规范登记、审核和答复流程。"
    "政府信息管理方面，完善信息发布审查和动态调整制度。平台建设方面，维护门户网站公开专栏。"
    "监督保障方面，组织业务培训，把公开工作纳入年度考核。"
)
"""The five topics that the form of 2021 asks for under its first heading."""

_NO_FEES: Final = "本年度未收取政府信息公开信息处理费。"

QINGHE_2023: Final = Report(
    file="qinghe_district_2023.pdf",
    agency="云栖市青禾区人民政府",
    year=2023,
    edition="2021",
    place="ruled tables, cut by a page break; a vertical label; 12 printed as “1 2”",
    art20=_art20_2021(
        normative="6 2 41", licensing="18652", penalty="1207", coercion="35", fees="316.45"
    ),
    requests=_requests(
        True,
        new="57 4 0 0 1 0 62",
        carried_in="3 0 0 0 0 0 3",
        granted="24 2 0 0 1 0 27",
        partial="6 0 0 0 0 0 6",
        denied_4="2 1 0 0 0 0 3",
        denied_6="1 0 0 0 0 0 1",
        denied_7="4 0 0 0 0 0 4",
        unavailable_1="11 1 0 0 0 0 12",
        unavailable_2="1 0 0 0 0 0 1",
        unprocessed_1="3 0 0 0 0 0 3",
        unprocessed_2="1 0 0 0 0 0 1",
        other_1="2 0 0 0 0 0 2",
        total="55 4 0 0 1 0 60",
        carried_out="5 0 0 0 0 0 5",
    ),
    review=_review("3 1 0 1 5", "1 0 0 1 2", "1 0 1 0 2"),
    prose=_prose(
        first=(
            _opening(2023),
            _TOPICS,
            "（一）主动公开。全年制发行政规范性文件6件，废止2件，现行有效41件。",
            "（二）依申请公开。全年新收政府信息公开申请62件，上年结转3件，办结60件，结转下年度5件。",
        ),
        sixth=_NO_FEES,
    ),
    printed={"requests.unavailable_1.total": "1 2"},
    joined=("requests.unavailable_1.total",),
    page_break_after=10,
)

SHUANGDU_2020: Final = Report(
    file="shuangdu_town_2020.pdf",
    agency="云栖市青禾区双渡镇人民政府",
    year=2020,
    edition="2019",
    place="2019 form; signed changes, a unit in a cell; litigation table after section six",
    art20=_art20_2019(
        normative="3 3 14",
        licensing="22 3 218",
        services="25 19 62",
        penalty="14 -6 9",
        coercion="2 0 0",
        fees="4 -1",
        procurement="3 251000 元",
    ),
    requests=_requests(
        False,
        new="10 0 0 0 0 0 10",
        granted="5 0 0 0 0 0 5",
        partial="2 0 0 0 0 0 2",
        unavailable_1="3 0 0 0 0 0 3",
        other="1 0 0 0 0 0 1",
        total="11 0 0 0 0 0 11",
    ),
    review=_review("0 0 0 0 0", "0 0 0 0 0", "0 0 0 0 0"),
    prose=_prose(
        first=(
            _opening(2020),
            "全年收到政府信息公开申请11件，均已按时答复，未发生因政府信息公开引起的行政复议和行政诉讼。",
        ),
        second="全年新制作规范性文件3件，均已主动公开。",
    ),
    printed={
        "art20_5.licensing.change": "+3",
        "art20_5.other_services.change": "增19",
        "art20_6.penalty.change": "减6",
        "art20_8.fees.change": "减 1",
        "art20_9.procurement.amount": "251000元",
    },
    planted=(("requests.balance", "natural_person"), ("requests.balance", "total")),
    quoted=(("text.new_requests", "requests.new.total", 11),),
    review_last=True,
)

LUMING_2021: Final = Report(
    file="luming_education_2021.docx",
    agency="云栖市鹿鸣县教育局",
    year=2021,
    edition="2021",
    place="merged cells; the result total counts one application twice",
    art20=_art20_2021(normative="2 0 9", licensing="137", penalty="3", coercion="0", fees="12.6"),
    requests=_requests(
        True,
        new="17 1 0 1 0 0 19",
        granted="9 1 0 0 0 0 10",
        partial="3 0 0 1 0 0 4",
        denied_5="1 0 0 0 0 0 1",
        unavailable_1="2 0 0 0 0 0 2",
        unprocessed_3="1 0 0 0 0 0 1",
        total="17 1 0 1 0 0 19",
    ),
    review=_review("1 0 0 0 1", "0 0 0 0 0", "0 0 0 0 0"),
    prose=_prose(
        first=(
            _opening(2021),
            _TOPICS,
            "全年新收政府信息公开申请19件，其中自然人17件，法人或其他组织2件。",
        ),
        sixth=_NO_FEES,
    ),
    planted=(("requests.result_total", "natural_person"), ("requests.result_total", "total")),
)

XIWU_2022: Final = Report(
    file="xiwu_development_2022.html",
    agency="云栖市溪梧区发展和改革局",
    year=2022,
    edition="2021",
    place="declared gb2312, navigation around; （六）其他处理 left undivided; a litigation sum is wrong",
    art20=_art20_2021(normative="1 1 7", licensing="94", penalty="0", coercion="0", fees="/"),
    requests=_requests(
        False,
        new="8 3 0 0 2 0 13",
        carried_in="1 0 0 0 0 0 1",
        granted="4 2 0 0 1 0 7",
        denied_8="1 0 0 0 0 0 1",
        unavailable_1="2 1 0 0 1 0 4",
        unprocessed_5="1 0 0 0 0 0 1",
        other="1 0 0 0 0 0 1",
        total="9 3 0 0 2 0 14",
    ),
    review=_review("2 0 0 0 2", "3 0 0 1 5", "0 0 0 0 0"),
    prose=_prose(
        first=(
            _opening(2022),
            "全年新收政府信息公开申请13件，上年结转1件，办结14件。",
        ),
        sixth=_NO_FEES,
    ),
    planted=(("review.sum", "litigation_direct"),),
)

QINGHE_2024: Final = Report(
    file="qinghe_district_2024.xlsx",
    agency="云栖市青禾区人民政府",
    year=2024,
    edition="2021",
    place="merged cells on a sheet; blanks for nothing; a row's total is wrong",
    art20=_art20_2021(
        normative="4 3 42", licensing="20114", penalty="1156", coercion="28", fees="298.7"
    ),
    requests=_requests(
        True,
        nothing="_",
        new="48 6 _ _ 2 _ 56",
        carried_in="5 _ _ _ _ _ 5",
        granted="21 3 _ _ 1 _ 26",
        partial="7 1 _ _ _ _ 8",
        denied_4="3 _ _ _ _ _ 3",
        unavailable_1="12 1 _ _ 1 _ 14",
        unprocessed_1="4 _ _ _ _ _ 4",
        other_3="2 _ _ _ _ _ 2",
        total="49 5 _ _ 2 _ 56",
        carried_out="4 1 _ _ _ _ 5",
    ),
    review=_review("4 _ _ 1 5", "2 _ _ _ 2", "_ _ _ _ _"),
    prose=_prose(
        first=(
            _opening(2024),
            _TOPICS,
            "全年新收政府信息公开申请56件，上年结转5件，办结56件，结转下年度5件。",
        ),
        sixth=_NO_FEES,
    ),
    planted=(("requests.row_sum", "granted"), ("requests.result_total", "total")),
)

BEITAN_2019: Final = Report(
    file="beitan_township_2019.txt",
    agency="云栖市鹿鸣县北滩乡人民政府",
    year=2019,
    edition="2019",
    place="text with tabs; one to three label cells before the values; nothing wrong",
    art20=_art20_2019(
        normative="5 4 21",
        licensing="31 0 46",
        services="12 0 8",
        penalty="6 0 2",
        coercion="0 0 0",
        fees="0 0",
        procurement="2 25.6835 _",
    ),
    requests=_requests(
        False,
        new="4 1 0 0 0 0 5",
        carried_in="1 0 0 0 0 0 1",
        granted="2 1 0 0 0 0 3",
        denied_7="1 0 0 0 0 0 1",
        unprocessed_1="1 0 0 0 0 0 1",
        total="4 1 0 0 0 0 5",
        carried_out="1 0 0 0 0 0 1",
    ),
    review=_review("1 0 0 0 1", "0 0 0 0 0", "0 0 0 0 0"),
    prose=_prose(
        first=(_opening(2019), "全年收到政府信息公开申请5件，上年结转1件，结转下年度1件。")
    ),
)

NANPU_2020: Final = Report(
    file="nanpu_street_2020.txt",
    agency="云栖市溪梧区南浦街道办事处",
    year=2020,
    edition="2019",
    place="text taken from a page: broken labels, a vertical label; two digits swapped",
    art20=_art20_2019(
        normative="0 0 0",
        licensing="18 2 305",
        services="7 -1 40",
        penalty="11 0 26",
        coercion="3 0 1",
        fees="0 0",
        procurement="1 8.5 _",
    ),
    requests=_requests(
        False,
        new="16 1 0 0 0 0 17",
        granted="11 1 0 0 0 0 21",
        denied_4="1 0 0 0 0 0 1",
        denied_6="1 0 0 0 0 0 1",
        unavailable_1="3 0 0 0 0 0 3",
        total="16 1 0 0 0 0 17",
    ),
    review=_review("0 1 0 0 1", "0 0 0 0 0", "0 0 0 0 0"),
    prose=_prose(first=(_opening(2020), "全年收到政府信息公开申请17件，已全部办结。")),
    printed={"art20_5.licensing.change": "增 2", "art20_5.other_services.change": "减 1"},
    planted=(("requests.row_sum", "granted"), ("requests.result_total", "total")),
)

REPORTS: Final = (
    QINGHE_2023,
    QINGHE_2024,
    SHUANGDU_2020,
    LUMING_2021,
    XIWU_2022,
    BEITAN_2019,
    NANPU_2020,
)
