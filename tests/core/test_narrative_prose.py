"""Which parts of a document are prose, and the facts of the prose in the store."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extraction.fields import lines_of
from core.extraction.locate import locate
from core.extraction.prose import stretches
from core.geometry import TextSpan
from core.prose import Breakdown, Mention, Precision, Prose, Remark, Section, Share
from core.readers import read_document
from core.store.prose_codec import prose_from_json, prose_to_json

REPORT = """某县教育局2022年政府信息公开工作年度报告
一、总体情况
2022年，我局共收到政府信息公
开申请3件。
- 1 -
均已办结。
三、收到和处理政府信息公开申请情况
本年度新收申请3件，没有结转。
\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3
二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0
（一）予以公开\t3\t0\t0\t0\t0\t0\t3
（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t0\t0\t0\t0\t0\t0\t0
1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0
2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0
（七）总计\t3\t0\t0\t0\t0\t0\t3
四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0
五、存在的主要问题及改进情况
公开不够及时。
"""


def _stretches(text: str) -> list[str]:
    document = read_document(text.encode(), "report.txt")
    lines = lines_of(document)
    return [
        "".join(document.text[span.start : span.end].strip() for span in stretch)
        for stretch in stretches(document, lines, locate(lines))
    ]


def test_that_prose_leaves_out_the_tables_and_the_page_numbers() -> None:
    assert _stretches(REPORT) == [
        "某县教育局2022年政府信息公开工作年度报告",
        "一、总体情况",
        "2022年，我局共收到政府信息公开申请3件。均已办结。",
        "三、收到和处理政府信息公开申请情况",
        "本年度新收申请3件，没有结转。",
        "五、存在的主要问题及改进情况",
        "公开不够及时。",
    ]


def test_that_a_short_sentence_alone_on_a_row_of_a_sheet_is_prose() -> None:
    sentence = "（二）依申请公开。本年度未收到申请。"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ("一、总体情况", sentence, "二、主动公开政府信息情况"):
        sheet.append([row])
    for box in (("第二十条第（五）项",), ("信息内容", "本年处理决定数量"), ("行政许可", 3)):
        sheet.append(box)
    saved = BytesIO()
    book.save(saved)
    document = read_document(saved.getvalue(), "report.xlsx")
    lines = lines_of(document)

    found = stretches(document, lines, locate(lines))

    assert [document.text[s.start : s.end] for s in found[-1]] == [sentence]


def test_that_cells_below_each_other_are_no_sentence() -> None:
    cells = "\n".join(
        ["行政复议", "结果维持", "无", "结果纠正", "无", "其他结果", "无", "总计", "无"]
    )
    text = f"四、政府信息公开行政复议、行政诉讼情况\n{cells}\n五、存在的主要问题\n公开不够及时。\n"

    assert _stretches(text) == [
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题",
        "公开不够及时。",
    ]


def test_that_a_sentence_is_prose_where_the_table_has_lost_its_first_row() -> None:
    sentence = "2022年，本机关共办结申请0件，结转下年度继续办理0件。"
    rows = [
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "6.属于四类过程性信息",
        "7.属于行政执法案卷",
        "8.属于行政查询事项",
    ]
    table = "\n".join(f"{row} 0 0 0 0 0 0 0" for row in rows)

    assert sentence in _stretches(f"一、总体情况\n{sentence}\n{table}\n")


def test_that_a_page_laid_out_as_a_table_is_still_prose() -> None:
    cell = "2022年，我局共收到政府信息公开申请3件，均已按期答复，没有发生行政复议和行政诉讼。"
    html = f"<html><body><table><tr><td>导航</td><td>{cell}</td></tr></table></body></html>"
    document = read_document(html.encode(), "page.html")
    lines = lines_of(document)
    found = stretches(document, lines, locate(lines))

    assert cell in "".join(document.text[s.start : s.end] for stretch in found for s in stretch)


spans = st.builds(TextSpan, st.integers(0, 999), st.integers(0, 999))
texts = st.text(max_size=8)
mentions = st.builds(
    Mention,
    family=texts,
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2),
    unit=texts,
    precision=st.sampled_from(Precision),
    span=spans,
    sentence=spans,
    words=texts,
    year=st.none() | st.integers(2000, 2100),
    includes=st.lists(texts, max_size=2).map(tuple),
    doubt=texts,
)
proses = st.builds(
    Prose,
    sections=st.lists(st.builds(Section, texts, texts, texts, spans, spans), max_size=2).map(tuple),
    mentions=st.lists(mentions, max_size=2).map(tuple),
    breakdowns=st.lists(
        st.builds(
            Breakdown, texts, mentions, st.lists(mentions, max_size=2).map(tuple), st.booleans()
        ),
        max_size=2,
    ).map(tuple),
    shares=st.lists(st.builds(Share, mentions, mentions, mentions), max_size=2).map(tuple),
    remarks=st.lists(st.builds(Remark, texts, texts, spans, spans), max_size=2).map(tuple),
    sketch=st.lists(st.integers(0, 2**32 - 1), max_size=3).map(tuple),
)


@given(proses)
def test_that_the_facts_of_the_prose_come_back_as_they_were(prose: Prose) -> None:
    assert prose_from_json(prose_to_json(prose)) == prose


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [("3.2", "万件", "32000"), ("1.2", "亿元", "120000000"), ("17", "件", "17")],
)
def test_that_a_mention_counts_with_its_factor(value: str, unit: str, number: str) -> None:
    nowhere = TextSpan(0, 0)
    mention = Mention("figure", Decimal(value), unit, Precision.EXACT, nowhere, nowhere)

    assert mention.number == Decimal(number)
