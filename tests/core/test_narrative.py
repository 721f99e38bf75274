"""Sentences in, quoted figures out."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extraction.compact import Compact
from core.extraction.narrative import Quotes, quoted_figures
from core.extraction.narrative_words import PATTERNS, words_in
from core.geometry import TextSpan
from core.prose import Mention, Precision


def read(text: str, agency: str | None = None) -> Quotes:
    return quoted_figures(Compact.of(text, [[TextSpan(0, len(text))]]), agency)


def said(text: str, agency: str | None = None) -> list[tuple[str, int | None]]:
    """Family and value of each mention, in reading order."""
    mentions = read(text, agency).mentions
    return [(m.family, None if m.value is None else int(m.value)) for m in mentions]


def only(text: str, agency: str | None = None) -> Mention:
    (mention,) = read(text, agency).mentions
    return mention


FLOW = """
收到政府信息公开申请12件，其中自然人申请10件，法人或其他组织申请2件。
  new_requests 12, natural_person 10, organisations 2
依申请公开方面，全年受理3259件，答复3278件。
  new_requests 3259, answered 3278
受理政府信息公开申请13件，其中5件已办结，8件申请人撤销。
  new_requests 13
收到政府信息公开申请9件，上年结转1件，结转下年度继续办理2件。
  new_requests 9, carried_in 1, carried_out 2
全年共收到政府信息公开申请，共计5件。
  new_requests 5
我办共受理依申请公开政府信息0件，办结0件。
  new_requests 0, answered 0
2020 年全区收到 2 个依申请公开政府信息申请。
  new_requests 2
收到自然人政府信息公开申请10件。
  natural_person 10
收到申请19件，其中网上申请10件、信函申请9件；办结17件，其中予以公开12件、不予公开5件，结转下年度办理2件。
  new_requests 19, answered 17, granted 12, denied 5, carried_out 2
新收依申请公开件211件，已办结204件，正在办理7件。
  new_requests 211, answered 204
依申请公开。新收申请9件；办结9件，其中公开7件、不予公开2件。
  new_requests 9, answered 9, granted 7, denied 2
办结来信122件。结转下年度继续办理的12件。
  carried_out 12
以信函方式收到政府信息公开申请3件。
  channel_letter 3
通过网站、信函等渠道共收到政府信息公开申请8件。
  new_requests 8
受理并答复政府信息公开申请12件。
  handled 12
按时办结政府信息公开申请10件，延期办结2件。
  nothing
收到政府信息公开申请11件，其中1件为上年结转。
  new_requests 11, carried_in 1
"""
RESULTS = """
办结政府信息公开申请11件，其中予以公开5件，部分公开3件，不予公开1件，无法提供2件，不予处理0件，其他处理0件。
  answered 11, granted 5, partial 3, denied 1, unavailable 2, unprocessed 0, other_result 0
依申请公开的办理结果：5件予以公开，3件不予公开。
  granted 5, denied 3
政府信息公开申请中予以公开、部分公开、不予公开分别为5件、3件、2件。
  granted 5, partial 3, denied 2
本机关不掌握相关政府信息的12件，重复申请2件，均属政府信息公开申请。
  unavailable_1 12, unprocessed_2 2
"""
REAL = """
各职能部门、镇街共收到政府信息依申请公开1499件。
  new_requests 1499
县本级共收到公民、法人和其他组织提出的信息公开申请23件，全部按时答复。
  new_requests 23
共收到10件依申请公开请求，2021年结转政府信息公开申请2件，共办结10件，结转2023年度继续办理2件。
  new_requests 10, carried_in 2, answered 10, carried_out 2
2020年结转至2021年的政府信息公开申请3件。
  nothing
全年收到依申请公开信息3条，答复率100%。
  new_requests 3
同意公开或部分公开政府信息公开申请共81件，公开率为30.80%。
  granted 81
全区共发生涉及政府信息公开的行政诉讼案件2件，被纠错0件。
  litigation 2, litigation_corrected 0
截至2022年底，共有现行有效行政规范性文件32件，其中2022年新制定4件，废止3件。
  document_in_force 32, document_made 4, document_repealed 3
全市共收到依申请件927件，上年结转34件，办结930件，31件结转到2025年度继续办理。
  new_requests 927, carried_in 34, answered 930, carried_out 31
依申请公开方面，受理申请18件（自然人15件，法人3件），答复17件。
  new_requests 18, natural_person 15, organisations 3, answered 17
有关政府信息公开事务的行政复议案0件。
  reconsideration 0
全年办理行政复议案件5件，其中政府信息公开类2件。
  nothing
本单位制定规范性文件2件，召开新闻发布会5次，发布政策解读材料65篇。
  document_made 2
发出收费通知3件，实际收取信息处理费0元。
  fee_notices 3, information_fee 0
本乡制定并公开规范性文件0件，行政许可项目22项，行政处罚0件。
  document_made 0, penalty 0
"""
DISPUTES = """
因政府信息公开被申请行政复议7件，被提起行政诉讼9件。
  reconsideration 7, litigation 9
因政府信息公开引发行政复议3件，其中维持2件，纠正1件；行政诉讼2件，胜诉1件，败诉1件。
  reconsideration 3, reconsideration_upheld 2, reconsideration_corrected 1, litigation 2, litigation_upheld 1, litigation_corrected 1
政府信息公开行政复议、行政诉讼分别为3件、2件。
  reconsideration 3, litigation 2
涉及政府信息公开的案件中，复议后提起行政诉讼1件，未经复议直接起诉2件。
  litigation_after 1, litigation_direct 2
全年办理行政复议案件20件，审结18件。
  nothing
"""
TABLES = """
制发行政规范性文件4件，废止0件，现行有效32件。
  document_made 4, document_repealed 0, document_in_force 32
2020年制作规范性文件9篇，已同步发布政策解读文件。
  document_made 9
主动公开本年度制发的省政府规章5件、行政规范性文件6件，废止规章7件。
  regulation_made 5, document_made 6, regulation_repealed 7
废止规章1件，主动公开规范性文件4件。
  regulation_repealed 1
清理规范性文件30件，废止5件，拟修改3件。
  document_repealed 5
政策、规范性文件类信息68条。对16件行政规范性文件进行合法性审查。
  nothing
作出行政许可决定20811件、行政处罚决定301件。
  licensing 20811, penalty 301
发布行政许可类信息69条，行政许可事项22项。
  nothing
行政事业性收费3万元。全年收取信息处理费380元。
  fees 3, information_fee 380
全年收取信息处理费1件，共计380元。
  information_fee 380
依法收取信息处理费2笔、金额800元，办公用品采购65元。
  information_fee 800
"""
LAWSUITS = """
因政府信息公开被提起行政诉讼3件，法院判决驳回原告诉讼请求1件，2件正在审理中。
  litigation 3, litigation_upheld 1, litigation_pending 2
因政府信息公开引起行政诉讼3件，胜诉2件，未结1件。
  litigation 3, litigation_upheld 2, litigation_pending 1
因政府信息公开引起行政诉讼9件，一审胜诉6件，二审胜诉2件，未审结1件。
  litigation 9, litigation_pending 1
"""
DENIALS = """
本机关未收到政府信息公开申请，没有因政府信息公开工作引起的行政复议、行政诉讼、举报投诉等情况。
  new_requests 0, reconsideration 0, litigation 0
2023年没有收到政府信息公开申请，也没有因政府信息公开申请而引发的行政复议和行政诉讼。
  new_requests 0, reconsideration 0, litigation 0
未接到要求公开政府信息的申请。
  new_requests 0
全年依申请公开为零。
  new_requests 0
全年没有发生一起因政府信息公开引起的行政诉讼败诉案件。
  litigation_corrected 0
全年未收到依申请公开，未因政府信息公开被提起行政复议或行政诉讼。
  new_requests 0, reconsideration 0, litigation 0
全年未收到行政许可申请。全年未接到信息公开申请。
  new_requests 0
我局未收到公民、法人和其他组织政府信息公开申请，不存在行政复议和行政诉讼情况。
  new_requests 0, reconsideration 0, litigation 0
我镇无依申请公开政府信息，全年无信息公开举报、复议和诉讼等情形发生。
  new_requests 0, reconsideration 0, litigation 0
对未收到回复的申请人进行回访，没有现成信息需要另行制作，避免因政府信息公开发生行政复议。
  nothing
未收取信息处理费。未发出收费通知。
  information_fee 0, fee_notices 0
"""
OTHERS = """
受理12345热线2492件，办结2492件，市民满意率100%。
  nothing
办理人大代表建议和政协提案35件，受理信访件12件，收到留言15例。
  nothing
办理各类许可申请350件，全部办结。
  nothing
去年收到政府信息公开申请5件，今年收到7件。
  new_requests 7
2021年收到政府信息公开申请8件，较上年增加3件，同比增长60%，比2020年多3件。
  new_requests 8
2024年计划办理政府信息公开申请20件。
  nothing
"""


def _pairs(block: str) -> list[tuple[str, list[tuple[str, int]]]]:
    lines = block.strip().split("\n")
    pairs: list[tuple[str, list[tuple[str, int]]]] = []
    for text, wanted in zip(lines[::2], lines[1::2], strict=True):
        figures = [] if wanted.strip() == "nothing" else wanted.strip().split(", ")
        pairs.append((text, [(f.split()[0], int(f.split()[1])) for f in figures]))
    return pairs


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pair
        for block in (FLOW, RESULTS, REAL, DISPUTES, TABLES, LAWSUITS, OTHERS)
        for pair in _pairs(block)
    ],
)
def test_that_each_figure_counts_what_its_clause_names(
    text: str, wanted: list[tuple[str, int]]
) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), _pairs(DENIALS))
def test_that_a_denial_is_a_mention_of_nought(text: str, wanted: list[tuple[str, int]]) -> None:
    mentions = read(text).mentions

    assert [(m.family, int(m.value or 0)) for m in mentions] == wanted
    assert all(m.value == 0 and not m.unit for m in mentions)


def test_that_joined_subjects_are_one_figure_of_both() -> None:
    granted = only("政府信息公开申请中予以公开及部分公开258件。")
    disputes = only("因政府信息公开引发的行政复议、诉讼7件。")

    assert (granted.family, granted.includes, granted.value) == ("granted", ("partial",), 258)
    assert (disputes.family, disputes.includes) == ("reconsideration", ("litigation",))


@pytest.mark.parametrize(
    "text",
    ["收到政府信息公开申请10件（含上年结转1件）。", "收到政府信息公开申请10件，其中上年结转1件。"],
    ids=["in brackets", "among them"],
)
def test_that_files_carried_in_are_included_when_the_clause_says_so(text: str) -> None:
    received, carried_in = read(text).mentions

    assert (received.value, received.includes) == (10, ("carried_in",))
    assert (carried_in.family, carried_in.value) == ("carried_in", 1)


@pytest.mark.parametrize(
    ("figure", "value", "unit", "precision"),
    [
        ("十二件", "12", "件", Precision.EXACT),
        ("一百零三件", "103", "件", Precision.EXACT),
        ("两件", "2", "件", Precision.EXACT),
        ("二十件", "20", "件", Precision.EXACT),
        ("１２件", "12", "件", Precision.EXACT),
        ("1 2 件", "12", "件", Precision.EXACT),
        ("1,234件", "1234", "件", Precision.EXACT),
        ("3.2万件", "3.2", "万件", Precision.EXACT),
        ("约50件", "50", "件", Precision.ABOUT),
        ("近百件", "100", "件", Precision.ABOUT),
        ("50件左右", "50", "件", Precision.ABOUT),
        ("310余件", "310", "件", Precision.MORE),
        ("十多件", "10", "件", Precision.MORE),
        ("超过30件", "30", "件", Precision.MORE),
        ("30件以上", "30", "件", Precision.MORE),
        ("不足5件", "5", "件", Precision.LESS),
    ],
)
def test_that_a_figure_is_read_as_it_is_meant(
    figure: str, value: str, unit: str, precision: Precision
) -> None:
    text = f"全年共收到政府信息公开申请{figure}，均已答复。"
    mention = only(text)

    assert (mention.value, mention.unit) == (Decimal(value), unit)
    assert mention.precision is precision
    assert text[mention.span.start : mention.span.end] == figure
    assert text[mention.sentence.start : mention.sentence.end] == text


def test_that_a_factor_belongs_to_the_number() -> None:
    assert only("收到政府信息公开申请3.2万件。").number == 32_000
    assert only("全年行政事业性收费1.2亿元。").number == 120_000_000


@pytest.mark.parametrize(
    "text",
    [
        "在20个工作日内答复政府信息公开申请人。",
        "政府信息公开申请第3件。",
        "政府信息公开申请每月5—8件。",
        "对依申请公开的一件事一次办。",
    ],
    ids=["days", "ordinal", "range", "turn of speech"],
)
def test_that_a_number_is_no_figure_when_it_counts_no_cases(text: str) -> None:
    assert said(text) == []


def test_that_a_line_break_inside_a_sentence_hides_nothing() -> None:
    text = "2024年，区政府受理政府\n信息公开申请1\n7件，均已在法定期限内予以答复。"
    mention = only(text)

    assert (mention.family, mention.value, mention.year) == ("new_requests", 17, 2024)
    assert text[mention.span.start : mention.span.end] == "1\n7件"


def test_that_the_year_is_the_one_the_clause_names() -> None:
    text = "根据2019年修订的《2018年工作办法》，2020年收到政府信息公开申请5件，2021年收到8件。"

    assert [(m.value, m.year) for m in read(text).mentions] == [(5, 2020), (8, 2021)]


def test_that_no_year_is_taken_from_a_date_or_a_decree() -> None:
    text = "根据国务院2021年第3号文，2019年5月15日前收到政府信息公开申请3件。"

    assert only(text).year is None


def test_that_figures_since_a_day_are_of_its_year() -> None:
    assert only("自2008年5月1日起，累计收到政府信息公开申请3210件。").year == 2008


@pytest.mark.parametrize(
    ("text", "agency", "doubt"),
    [
        ("区政府办代表区政府受理政府信息公开申请17件。", "某市某区人民政府", "organ"),
        ("县发改局收到政府信息公开申请17件。", "某县发展和改革局", ""),
        ("我局收到政府信息公开申请17件。", "某县发展和改革局", ""),
        ("2019年度街道受理政府信息公开申请17件。", "某区某街道办事处", ""),
        ("县教育局收到政府信息公开申请17件。", "某县发展和改革局", "organ"),
        ("县教育局收到政府信息公开申请17件。", None, ""),
        ("全区各级行政机关共受理政府信息公开申请17件。", "某区人民政府", ""),
        ("办理政府信息公开申请17件。", None, "wording"),
    ],
)
def test_that_a_doubt_names_its_reason(text: str, agency: str | None, doubt: str) -> None:
    assert only(text, agency).doubt == doubt


def test_that_a_doubt_about_the_organ_goes_on_in_the_sentence() -> None:
    mentions = read("县政府办公室收到政府信息公开申请12件，答复12件。", "某县教育局").mentions

    assert [m.doubt for m in mentions] == ["organ", "organ"]


def test_that_a_list_ends_where_another_subject_begins() -> None:
    text = "收到政府信息公开申请12件，其中自然人10件，法人或其他组织2件，办结11件。"
    (listed,) = read(text).breakdowns

    assert listed.total.value == 12
    assert [p.value for p in listed.parts] == [10, 2]


def test_that_figures_in_brackets_are_no_parts_of_the_outer_list() -> None:
    text = "共发布380条，其中资金152条，预决算197条（政府32条、部门165条）、经费27条、债券4条。"
    (listed,) = read(text).breakdowns

    assert [p.value for p in listed.parts] == [152, 197, 27, 4]
    assert not listed.is_complete


def test_that_a_list_goes_on_after_a_full_stop_before_its_parts() -> None:
    text = "通过网站公开信息共条。其中，机构类信息32条，文件类17条，其他信息612条。"
    quotes = read(text)
    (listed,) = quotes.breakdowns

    assert listed.total.value is None
    assert [p.value for p in listed.parts] == [32, 17, 612]
    assert listed.is_complete
    assert [m.value for m in quotes.mentions] == [None]


def test_that_what_is_still_open_belongs_to_the_results() -> None:
    text = "受理政府信息公开申请34件，其中予以公开30件、其他处理2件、结转下年度继续办理2件。"
    (listed,) = read(text).breakdowns

    assert [p.value for p in listed.parts] == [30, 2, 2]
    assert not listed.is_complete


def test_that_a_part_may_say_in_all() -> None:
    text = "全年公开信息3437条，包括人事12条，动态1740条，公告225条，解读共计110条，其他1827条。"
    (listed,) = read(text).breakdowns

    assert [p.value for p in listed.parts] == [12, 1740, 225, 110, 1827]
    assert listed.is_complete


def test_that_percentages_of_an_unnamed_total_are_no_shares() -> None:
    assert read("在公开的信息中，指南1条，占8%；公文5条，占41%；预算2条，占17%。").shares == ()


def test_that_a_percentage_is_of_the_figure_right_before_it() -> None:
    text = "新收政府信息公开申请1541件，共办理政府信息公开申请1527件，其中予以公开占58.5%。"

    assert read(text).shares == ()


def test_that_files_carried_on_are_no_total_of_the_results() -> None:
    text = "办结政府信息公开申请81件，4件结转下一年度办理。其中，予以公开40件，不予公开41件。"
    (listed,) = read(text).breakdowns

    assert (listed.total.family, listed.total.value) == ("answered", 81)


def test_that_channels_behind_the_number_received_are_a_list() -> None:
    text = "共收到政府信息公开申请9件，通过网络申请5件，信函3件，当面1件。"
    (listed,) = read(text).breakdowns

    assert (listed.kind, listed.total.value) == ("channels", 9)
    assert [p.value for p in listed.parts] == [5, 3, 1]


def test_that_help_for_other_organs_is_no_channel() -> None:
    text = "收到政府信息公开申请9件（其中在线申请3件，邮寄1件，协助办理5件）。"
    (listed,) = read(text).breakdowns

    assert listed.kind == "parts"
    assert [p.value for p in listed.parts] == [3, 1, 5]


def test_that_a_share_has_its_part_and_its_whole() -> None:
    text = "办结政府信息公开申请805件，其中予以公开275件，占34.16%，同比增长12%。"
    quotes = read(text)

    (share,) = quotes.shares

    assert (str(share.percent.value), share.part.value, share.whole.value) == ("34.16", 275, 805)


@pytest.mark.parametrize("name", PATTERNS)
def test_that_no_word_begins_where_no_word_is_looked_for(name: str) -> None:
    @given(st.from_regex(PATTERNS[name], fullmatch=True))
    def each(example: str) -> None:
        words = words_in(example)

        assert words
        assert words[0].start == 0

    each()


@given(
    st.text(
        alphabet="收到申请政府信息公开1２件,，。其中（）条占%未发生行政复议诉讼共万余年20\n ",
        max_size=80,
    )
)
def test_that_every_mention_stands_in_its_sentence(text: str) -> None:
    for mention in read(text).mentions:
        assert 0 <= mention.sentence.start <= mention.span.start
        assert mention.span.start < mention.span.end <= mention.sentence.end <= len(text)


def test_that_a_long_prose_is_read_in_linear_time() -> None:
    sentence = "2022年，我局共收到政府信息公开申请12件，其中自然人10件，未发生行政复议、行政诉讼。"

    def seconds(times: int) -> float:
        text = sentence * times
        started = time.process_time()
        read(text)
        return time.process_time() - started

    seconds(10)
    assert seconds(400) < 16 * max(seconds(100), 0.01)
