"""Facts of a report's form, from its prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extraction.compact import Compact
from core.extraction.fields import lines_of
from core.extraction.identity import identify
from core.extraction.locate import locate
from core.extraction.prose import stretches
from core.extraction.remarks import remarks_of, sketch_of
from core.extraction.sections import sections_of
from core.prose import Remark
from core.readers import read_document

TITLE = "安平县水务局2021年政府信息公开工作年度报告\n"


def all_remarks(text: str) -> tuple[Remark, ...]:
    document = read_document(text.encode(), "document.txt")
    whole = Compact(document.text)
    lines = lines_of(document)
    prose = Compact.of(document.text, stretches(document, lines, locate(lines)))
    sections = sections_of(document, whole)
    return remarks_of(document.text, whole, prose, identify(document), sections)


def remarks(kind: str, text: str) -> list[str]:
    return [remark.value for remark in all_remarks(text) if remark.kind == kind]


OTHER_YEARS = [
    ("this year", "2021年收到申请2件。", []),
    ("last year", "2020年全县收到2个申请。", ["2020"]),
    (
        "last year in a list",
        "三、收到和处理政府信息公开申请情况\n2020 年全区收到 2 个申请。",
        ["2020"],
    ),
    ("denial for last year", "2020年，我局未收到申请。", ["2020"]),
    ("compared", "2020年收到申请5件，同比增长12%。", []),
    ("compared with before", "较2020年收到的申请增加3件。", []),
    ("a plan", "2022年将公开50条。", []),
    ("budgets of two years", "公开2020年决算、2021年预算。", []),
    ("a document of last year", "根据2020年政务公开工作要点开展工作。", []),
]


@pytest.mark.parametrize(
    ("sentence", "years"), [y[1:] for y in OTHER_YEARS], ids=[y[0] for y in OTHER_YEARS]
)
def test_that_only_a_clause_of_figures_names_another_year(sentence: str, years: list[str]) -> None:
    assert remarks("year", f"{TITLE}{sentence}\n") == years


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("统计期限为2021年1月1日至2021年12月31日。", []),
        ("统计期限为2021年1月1日至202021年12月31日。", ["202021年12月31日"]),
        ("截至2021年13月1日。", ["2021年13月1日"]),
        ("2021年2月29日印发。", ["2021年2月29日"]),
        ("2020年2月29日印发。", []),
        ("电话：0527-83593059 2021年1月20日。", []),
    ],
)
def test_that_a_date_is_remarked_when_no_calendar_has_it(sentence: str, dates: list[str]) -> None:
    assert remarks("date", TITLE + sentence + "\n") == dates


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("该部分以表格形式报告。表格如下。", ["该部分以表格形式报告。表格如下"]),
        ("本部分内容以文字形式填报", ["本部分内容以文字形式填报"]),
        ("XX局认真贯彻。", ["XX"]),
        ("××年全年公开。", ["××"]),
        ("（单位名称）认真贯彻。", ["(单位名称)"]),
        ("开展“双随机、一公开”检查，形成报告。", []),
        ("网站 www.xxgk.gov.cn 公开信息。", []),
        ("公开的数据以表格形式展示。", []),
    ],
)
def test_that_words_of_the_template_are_remarked(sentence: str, words: list[str]) -> None:
    assert remarks("template_text", TITLE + sentence + "\n") == words


def test_that_a_broken_line_hides_no_template_text() -> None:
    assert remarks("template_text", TITLE + "二、主动公开政府信息情况\n该部分以表格形\n式报告。\n")


PARTS = (
    "全文由总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，{extra}"
    "政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况和其他需要报告的事项等六部分组成。\n"
)


@pytest.mark.parametrize(
    ("extra", "listed"),
    [("", "6"), ("年度政府信息管理情况，解读回应及互动交流情况，", "8")],
    ids=["as announced", "two more"],
)
def test_that_announced_and_listed_parts_are_counted(extra: str, listed: str) -> None:
    text = TITLE + PARTS.format(extra=extra)

    assert remarks("announced_parts", text) == ["6"]
    assert remarks("listed_parts", text) == [listed]


def test_that_parts_are_counted_whose_names_do_not_end_alike() -> None:
    seven = (
        "全文由概述，主动公开，依申请公开，复议诉讼，问题和改进，收费情况，其他事项七个部分组成。\n"
    )
    eight = seven.replace("概述，", "概述，信息管理，")

    assert remarks("listed_parts", TITLE + seven) == ["7"]
    assert remarks("listed_parts", TITLE + eight) == ["8"]


def test_that_an_open_list_of_fewer_parts_than_announced_says_nothing() -> None:
    said = "本报告由河口镇人民政府依据《条例》和有关要求编制，包括总体情况等六个部分。\n"

    assert remarks("announced_parts", TITLE + said) == []


def test_that_a_number_of_parts_without_a_list_announces_nothing() -> None:
    assert remarks("announced_parts", TITLE + "重点从三个方面改进，分为两部分。\n") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("无。", ["无。"]),
        ("暂无问题", ["暂无问题"]),
        ("本年度没有明显问题。", ["本年度没有明显问题。"]),
        ("一是公开不及时；二是没有专人负责。", []),
        ("", [""]),
    ],
)
def test_that_a_section_of_problems_that_names_none_is_remarked(body: str, said: list[str]) -> None:
    text = f"{TITLE}五、存在的主要问题及改进情况\n{body}\n六、其他需要报告的事项\n无\n"

    assert remarks("problems_empty", text) == said


_REVIEW_SECTION = "四、政府信息公开行政复议、行政诉讼情况\n{told}\n六、其他需要报告的事项\n无\n"


@pytest.mark.parametrize(
    ("told", "untold"),
    [
        ("无行政复议、行政诉讼。", [""]),
        ("无行政诉讼。\n公开内容还不够丰富，下一步将加强培训。", []),
        ("无行政诉讼。\n五、工作中的不足和下一步打算\n人手少。", []),
        ("无行政诉讼。\n五、存在的主要问题及改进情况\n人手少。", []),
    ],
    ids=["left out", "without heading", "in other words", "there"],
)
def test_that_problems_left_out_are_told_from_a_lost_heading(told: str, untold: list[str]) -> None:
    assert remarks("problems_untold", TITLE + _REVIEW_SECTION.format(told=told)) == untold


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("无", "none"),
        ("无其他需要报告的事项", "none"),
        ("暂无需要报告的其他事项。", "none"),
        ("2021年未收取信息处理费。", "fee_denied"),
        ("全年收取信息处理费0元。", "fee_denied"),
        ("全年收取信息处理费380元。", "fee"),
        ("全年收取信息处理费400元。", "fee"),
        ("本年度发出收费通知1件，收取信息处理费100元。", "fee"),
        ("希望加强培训。", "text"),
    ],
)
def test_that_the_last_section_says_nothing_something_or_a_fee(body: str, said: str) -> None:
    text = f"{TITLE}六、其他需要报告的事项\n{body}\n安平县水务局\n2022年1月20日\n"

    assert remarks("other_section", text) == [said]


def test_that_the_last_section_is_heard_when_its_heading_is_lost() -> None:
    text = f"{TITLE}五、存在的主要问题及改进情况\n公开不及时。\n本年度未收取信息处理费。\n"

    assert remarks("other_section", text) == ["fee_denied"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("多数部门认识不足，部分地区进展缓慢。", ["多数部门"]),
        ("多数部门公开信息30条。", []),
        ("我局认真贯彻落实条例。", []),
    ],
)
def test_that_an_overview_is_generic_when_it_gives_no_figure(body: str, words: list[str]) -> None:
    text = f"{TITLE}一、总体情况\n{body}\n二、主动公开政府信息情况\n"

    assert remarks("no_facts", text) == words


def test_that_words_for_its_own_area_are_remarked_once_and_not_in_titles_of_documents() -> None:
    text = f"{TITLE}全县公开信息。我局落实《关于全区工作的通知》，全县推进，全面开展。\n"

    assert remarks("own_word", text) == ["全县", "我局"]


def test_that_governments_in_the_text_are_places() -> None:
    text = (
        f"{TITLE}通过永和县人民政府网站公开。请与清水镇人民政府联系。各乡镇人民政府落实，"
        "加强区政府网站管理。\n"
    )

    assert remarks("place", text) == ["永和县", "清水镇"]


def test_that_governments_of_two_levels_are_no_place_together() -> None:
    assert remarks("place", "按照临川市人民政府和县人民政府的部署，推进公开。") == []


def test_that_title_period_and_signature_are_remarked() -> None:
    text = (
        f"{TITLE}统计期限自2021年1月1日起至2021年12月30日止。\n"
        "六、其他需要报告的事项\n无\n安平县水务局\n2022年1月20日\n"
    )

    assert remarks("title", text) == [TITLE.strip()]
    assert remarks("period", text) == ["2021"]
    assert remarks("period_end", text) == ["2021-12-30"]
    assert remarks("signature", text) == ["安平县水务局"]


def test_that_topics_of_the_overview_are_told() -> None:
    text = (
        f"{TITLE}一、总体情况\n（一）主动公开30条。（二）依申请公开0件。（三）加强政府信息管理。"
        "（四）维护网站。\n二、主动公开政府信息情况\n开展监督考核。\n"
    )

    assert remarks("topic", text) == ["active", "on_request", "management", "platform"]


def test_that_every_remark_has_a_place_within_its_sentence() -> None:
    text = f"{TITLE}一、总体情况\n2020年收到申请2件。全县公开。202020年12月31日。\n"

    for remark in all_remarks(text):
        assert remark.sentence.start <= remark.span.start <= remark.span.end <= remark.sentence.end


def test_that_like_texts_have_like_sketches() -> None:
    words = [f"第{n}条信息通过政府网站向社会公开" for n in range(200)]
    one = set(sketch_of(Compact("".join(words))))
    other = set(sketch_of(Compact("".join([*words[:160], "今年另有新的做法和成效" * 20]))))

    assert one == set(sketch_of(Compact("\n".join(words))))
    assert 0.7 < len(one & other) / len(one) < 0.9
    assert all(value % 8 == 0 for value in one)


FRAGMENTS = st.sampled_from(
    "安平县水务局 2021年 二〇二一年 政府信息公开 工作年度报告 《 》 ( ) 。 ； ： \n \t 一、 总体情况 其他需要报告的事项 无 "
    "由 包括 六个部分 2020年收到2个申请 202020年12月31日 2021年13月40日 1月1日至 12月31日 十二月三十一日 全县 我局 "
    "永和县人民政府 发布日期：2022-02-30 来源： 关于 的 请与 联系 第二十条第（一）项".split(" ")
)


@given(st.lists(FRAGMENTS, min_size=1, max_size=40))
def test_that_any_text_is_remarked_on_within_its_bounds(fragments: list[str]) -> None:
    text = "".join(fragments) + "正文"

    for remark in all_remarks(text):
        assert 0 <= remark.sentence.start <= remark.span.start
        assert remark.span.end <= max(remark.sentence.end, remark.span.end) <= len(text)


DOUBLED = [
    (
        "since twice",
        "二是依申请公开。2020 年以来，今年以来，本机关未收到申请。",
        ["2020年以来，今年以来"],
    ),
    ("a year's work twice", "2021年以来，一年来，我局公开信息9条。", ["2021年以来，一年来"]),
    ("the year twice", "2021年，2021年我局公开信息9条。", ["2021年，2021年"]),
    (
        "a sentence twice",
        "一是加强领导。进一步完善了信息发布审核机制。进一步完善了信息发布审核机制。",
        ["进一步完善了信息发布审核机制。"],
    ),
    ("the year and the whole of it", "2021年，全年共收到申请9件。", []),
    ("the year and since", "2021年，我局认真落实。今年以来，公开信息9条。", []),
    ("two years", "2020年、2021年共公开信息9条。", []),
    ("a span", "统计期限为2021年1月1日至2021年12月31日。", []),
    ("recent years", "近年来，今年以来尤其如此。", []),
    ("a plan of one year for it", "2021年2021年度决算公开。", ["2021年2021年"]),
    ("short answers alike", "（一）收费情况。无。无。", []),
]


@pytest.mark.parametrize(("text", "words"), [d[1:] for d in DOUBLED], ids=[d[0] for d in DOUBLED])
def test_that_an_opening_or_a_sentence_that_stands_twice_is_remarked(
    text: str, words: list[str]
) -> None:
    assert remarks("doubled", f"{TITLE}一、总体情况\n{text}\n") == words
