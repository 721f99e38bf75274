"""The six sections of a report, however their headings are worded and numbered."""

from __future__ import annotations

import pytest

from core.extraction.compact import Compact
from core.extraction.sections import sections_of
from core.prose import Section
from core.readers import read_document

OFFICIAL = """安平县水务局2021年政府信息公开工作年度报告
本报告由总体情况、主动公开政府信息情况和其他需要报告的事项等六部分组成。
一、总体情况
（一）主动公开政府信息情况
2021年公开信息30条。
（二）依申请公开情况
未收到申请。
二、主动公开政府信息情况
规章 0 0 0
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0
二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0
三、本年度办理结果
（七）总计 0 0 0 0 0 0 0
四、结转下年度继续办理 0 0 0 0 0 0 0
四、政府信息公开行政复议、行政诉讼情况
0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
五、存在的主要问题及改进情况
公开不够及时。
六、其他需要报告的事项
无。
"""
ALL = ["overview", "active", "requests", "review", "problems", "other"]


def read(text: str) -> tuple[Section, ...]:
    document = read_document(text.encode(), "document.txt")
    return sections_of(document, Compact(document.text))


def codes_of(text: str) -> list[str]:
    return [section.code for section in read(text)]


def test_that_rows_and_sub_headings_are_no_headings() -> None:
    sections = read(OFFICIAL)

    assert [(s.code, s.numeral, s.title) for s in sections] == [
        ("overview", "一、", "总体情况"),
        ("active", "二、", "主动公开政府信息情况"),
        ("requests", "三、", "收到和处理政府信息公开申请情况"),
        ("review", "四、", "政府信息公开行政复议、行政诉讼情况"),
        ("problems", "五、", "存在的主要问题及改进情况"),
        ("other", "六、", "其他需要报告的事项"),
    ]


def test_that_a_body_goes_up_to_the_next_heading() -> None:
    bodies = {s.code: OFFICIAL[s.body.start : s.body.end].strip() for s in read(OFFICIAL)}

    assert bodies["problems"] == "公开不够及时。"
    assert bodies["other"] == "无。"
    assert bodies["active"] == "规章 0 0 0"


VARIANTS = [
    ("一、工作基本情况", "overview"),
    ("一、概述", "overview"),
    ("一、总体概述", "overview"),
    ("一、政府信息公开工作的基本情况", "overview"),
    ("一、2019年政府信息公开工作的总体情况", "overview"),
    ("一、政府信息公开总体情况", "overview"),
    ("第一部分 总体情况", "overview"),
    ("一总体情况", "overview"),
    ("一. 总体情况", "overview"),
    ("二、行政机关主动公开政府信息情况", "active"),
    ("2、主动公开政府信息情况", "active"),
    ("二、主动公开政府信息的情况", "active"),
    ("二、主动公开政府政府情况", "active"),
    ("二、主动公开政府信系情况", "active"),
    ("主动公开政府信息情况", "active"),
    ("三、行政机关收到和处理政府信息公开申请情况", "requests"),
    ("三、收到和处理依申请公开政府信息情况", "requests"),
    ("三、收到和处理政府信息 \n公开申请情况", "requests"),
    ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "review"),
    ("四、政府信息公开行政复议，行政诉讼情况", "review"),
    ("四、因政府信息公开申请行政复议、提起行政诉讼的情况", "review"),
    ("四、行政复议和行政诉讼情况", "review"),
    ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
    ("五、存在问题及改进情况", "problems"),
    ("五、当前存在的主要问题及下一步改进措施", "problems"),
    ("五、存在的主要问题及整改措施", "problems"),
    ("六、其它需要报告的事项", "other"),
    ("六、其他需要报告的事项开展情况", "other"),
    ("六、需要报告的其他事项", "other"),
]


@pytest.mark.parametrize(("heading", "code"), VARIANTS, ids=[v[0].split("\n")[0] for v in VARIANTS])
def test_that_a_heading_is_told_by_its_words(heading: str, code: str) -> None:
    assert codes_of(f"前言。\n{heading}\n正文若干。\n") == [code]


@pytest.mark.parametrize(
    "line",
    [
        "三、本年度办理结果",
        "四、结转下年度继续办理",
        "一、本年新收政府信息公开申请数量",
        "（一）主动公开政府信息情况",
        "总体情况良好，公开及时。",
        "主动公开政府信息情况、收到和处理政府信息公开申请情况、",
        "五、强化监督检查",
    ],
)
def test_that_other_lines_are_no_headings(line: str) -> None:
    assert codes_of(f"前言。\n{line}\n正文若干。\n") == []


def test_that_the_sections_are_found_when_the_text_has_no_lines() -> None:
    assert codes_of("年度报告。" + "".join(OFFICIAL.split("\n")[2:])) == ALL


def test_that_a_list_of_contents_is_not_taken_for_the_sections() -> None:
    contents = "\n".join(line for line in OFFICIAL.split("\n") if "、" in line and "情况" in line)
    sections = read(contents + "\n六、其他需要报告的事项\n" + OFFICIAL)

    assert [s.code for s in sections] == ALL
    assert all(s.heading.start > len(contents) for s in sections)


def test_that_a_missing_section_is_simply_not_there() -> None:
    text = OFFICIAL.replace("六、其他需要报告的事项\n无。\n", "")

    assert codes_of(text) == ALL[:-1]


def test_that_sections_stand_in_the_order_of_the_text() -> None:
    text = "五、存在的主要问题及改进情况\n甲。\n六、其他需要报告的事项\n无。\n一、总体情况\n乙。\n"

    assert codes_of(text) == ["problems", "other", "overview"]


def test_that_a_plain_text_has_no_sections() -> None:
    assert read("今天天气很好。\n") == ()
