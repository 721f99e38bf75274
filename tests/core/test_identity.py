"""Agency, year and date of publication, as reports print them."""

from __future__ import annotations

import json

import pytest

from core.cells import Quoted
from core.extraction.identity import Identity, identify
from core.geometry import TextSpan
from core.readers import read_document

PERIOD = "本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。"
BODY = """
一、总体情况
2021年，我局认真贯彻落实《中华人民共和国政府信息公开条例》。
六、其他需要报告的事项
无。
"""


def identity_of(text: str) -> Identity:
    return identify(read_document(text.encode(), "document.txt"))


TITLES = [
    (
        "signs without a shape",
        "安平\u202e县\u200b水务\u2066局2021年政府信息公开工作年度报告\n",
        "安平县水务局",
    ),
    ("one line", "安平县水务局2021年政府信息公开工作年度报告\n", "安平县水务局"),
    ("blanks inside", "安平县水务局 2021 年政府信息公开 工作年度报告\n", "安平县水务局"),
    ("year of Chinese digits", "安平县水务局二〇二一年度政府信息公开工作报告\n", "安平县水务局"),
    ("year with circles", "安平县水务局二○二一年政府信息公开年度报告\n", "安平县水务局"),
    ("year in brackets", "安平县水务局〔2021〕年政府信息公开年报\n", "安平县水务局"),
    ("year first", "2021年度安平县水务局政府信息公开工作年度报告\n", "安平县水务局"),
    ("year behind", "安平县水务局政府信息公开工作年度报告（2021年度）\n", "安平县水务局"),
    ("year within", "安平县水务局政府信息公开2021年度报告\n", "安平县水务局"),
    ("about the year", "安平县水务局关于2021年政府信息公开工作情况的报告\n", "安平县水务局"),
    ("about the agency", "关于安平县水务局2021年政府信息公开工作年度报告\n", "安平县水务局"),
    ("letters turned round", "双河镇人民政府2021年政府信息公开工作告年度报\n", "双河镇人民政府"),
    ("without annual", "太安区人民政府2021年度政府信息公开工作报告\n", "太安区人民政府"),
    (
        "government and title run together",
        "太安区人民政府信息公开2021年年度报告\n",
        "太安区人民政府",
    ),
    ("only a region", "安平综合实验区2021年政府信息公开工作年度报告\n", "安平综合实验区"),
    (
        "agency on a line of its own",
        "安平县水务局\n2021年政府信息公开工作年度报告\n",
        "安平县水务局",
    ),
    (
        "broken inside the words",
        "太安区人民政府 2021 年度政府 \n信息公开工作报告 \n",
        "太安区人民政府",
    ),
    (
        "broken behind the year",
        "太安区人民政府2021年\n政府信息公开工作年度报告\n",
        "太安区人民政府",
    ),
    (
        "broken before the year's word",
        "太安区人民政府2021\n年政府信息公开工作年度报告\n",
        "太安区人民政府",
    ),
    (
        "broken inside the agency",
        "安平县发展和\n改革局2021年政府信息公开工作年度报告\n",
        "安平县发展和改革局",
    ),
    (
        "broken inside the government behind the year",
        "2021年安平县双河镇人民\n政府政府信息公开工作年度报告\n",
        "安平县双河镇人民政府",
    ),
    ("region above", "宁州市\n太安区\n2021年政府信息公开工作年度报告\n", "宁州市太安区"),
    (
        "agency of data",
        "安平县政务服务数据管理局\n2021年政府信息公开年报\n",
        "安平县政务服务数据管理局",
    ),
    ("three lines", "安平县水务局\n2021年度\n政府信息公开工作年度报告\n", "安平县水务局"),
    (
        "a label before",
        "标题：安平县水务局2021年政府信息公开年度报告-安平县水务局\n",
        "安平县水务局",
    ),
    ("site behind", "安平县水务局2021年政府信息公开年度报告_安平县人民政府网\n", "安平县水务局"),
    (
        "navigation above",
        "首页\n走进安平\n政务公开\n政府信息公开年报\n安平县水务局2021年政府信息公开年度报告\n",
        "安平县水务局",
    ),
    (
        "path of navigation",
        "当前位置：首页 > 政府信息公开 > 政府信息公开年报 > 2021年\n双河镇2021年政府信息公开工作年度报告\n",
        "双河镇",
    ),
    (
        "site's name above",
        "安平县人民政府\n安平县水务局2021年政府信息公开工作年度报告\n",
        "安平县水务局",
    ),
    (
        "field of a table",
        "索引号\t0143/2022-02\t发布机构\t安平县水务局\n名称\t安平县水务局2021年政府信息公开年度报告\n",
        "安平县水务局",
    ),
    (
        "notice quoted first",
        "根据《关于做好2019年政府信息公开工作年度报告编制工作的通知》要求编制。\n"
        "安平县水务局2021年政府信息公开工作年度报告\n",
        "安平县水务局",
    ),
    (
        "last year's report listed beside",
        "安平县水务局2020年政府信息公开工作年度报告\n安平县水务局2021年政府信息公开工作年度报告\n",
        "安平县水务局",
    ),
]


@pytest.mark.parametrize(("title", "agency"), [t[1:] for t in TITLES], ids=[t[0] for t in TITLES])
def test_that_the_title_gives_agency_and_year(title: str, agency: str) -> None:
    identity = identity_of(title + PERIOD + BODY)

    assert (identity.agency.value, identity.year.value) == (agency, "2021")


ELSEWHERE = [
    (
        "publisher",
        "发布机构：安平县水务局 发布日期：2022-01-20\n2021年政府信息公开工作年度报告\n",
        "",
    ),
    ("source", "发布时间:2022-01-07 00:00 来源:安平县水务局 字体:[ ]\n", ""),
    ("self-named report", "我局编制了《安平县水务局2021年政府信息公开工作年度报告》。\n", ""),
    ("sentence", "现公布安平县水务局2021年政府信息公开工作年度报告。\n", ""),
    ("signature", "2021年政府信息公开工作年度报告\n", "安平县水务局\n2022年1月20日\n"),
    ("signature alone", "2021年政府信息公开工作年度报告\n", "安平县水务局\n"),
    ("signature on one line", "2021年政府信息公开工作年度报告\n", "安平县水务局 2022年1月20日\n"),
    ("compiler", "本年度报告由安平县水务局编制。\n", ""),
    ("compiler according to", "本报告由安平县水务局根据《条例》要求编制。\n", ""),
    ("contact", "如对本报告有疑问，请与安平县水务局联系（地址：人民路1号）。\n", ""),
    ("organ in brackets behind", "2021年政府信息公开工作年度报告（安平县水务局）\n", ""),
    ("organ behind a dash", "2021年政府信息公开工作年度报告——安平县水务局\n", ""),
    (
        "cover",
        "中华人民共和国\n政府信息公开工作年度报告\n（2021年度）\n单位名称：安平县水务局\n",
        "",
    ),
    ("published now", "按照要求，现将2021年安平县水务局信息公开工作年度报告予以公布。\n", ""),
    ("compiled now", "根据《条例》要求，安平县水务局特编制2021年政府信息公开年度报告。\n", ""),
    ("compiled from its work", "按照要求，安平县水务局根据全县工作开展情况，编制本报告。\n", ""),
    (
        "work that was counted",
        "结合安平县水务局（以下简称“水务局”）政府信息公开工作有关数据撰写。\n",
        "",
    ),
    ("contact behind a colon", "如有疑问，请联系：安平县水务局（电话：0335-1234567）。\n", ""),
    ("subject of the first sentences", "2021年，安平县水务局认真贯彻落实《条例》。\n", ""),
    ("subject behind its leaders", "2021年，在县委的领导下，安平县水务局坚持以公开为常态。\n", ""),
    (
        "publisher that is fuller than the title",
        "发布机构：安平县水务局\n水务局2021年政府信息公开工作年度报告\n",
        "",
    ),
]


@pytest.mark.parametrize(
    ("head", "tail"), [e[1:] for e in ELSEWHERE], ids=[e[0] for e in ELSEWHERE]
)
def test_that_the_agency_is_found_elsewhere_when_the_title_names_none(head: str, tail: str) -> None:
    identity = identity_of(head + PERIOD + BODY + tail)

    assert (identity.agency.value, identity.year.value) == ("安平县水务局", "2021")


@pytest.mark.parametrize(
    "text",
    [
        "现公布我局2021年政府信息公开工作年度报告。\n",
        "现将我办2021年度政府信息公开情况报告如下：\n",
        "现公布本机关2021年政府信息公开工作年度报告。\n",
        "中华人民共和国\n政府信息公开工作年度报告\n",
        "2021年，全县各部门认真贯彻落实《条例》。\n",
        "2021年，各县区人民政府坚持以公开为常态。\n",
        "2021年政府信息公开工作年度报告（图片版）\n",
    ],
)
def test_that_a_word_for_the_reporting_organ_is_not_its_name(text: str) -> None:
    assert identity_of(text + PERIOD + BODY).agency.value is None


@pytest.mark.parametrize(
    "title",
    [
        "安平县水务局年政府信息公开工作年度报告\n",
        "\ufffd\ufffd\ufffd\ufffd年安平县水务局政府信息公开工作年度报告\n",
        "安平县水务局\ufffd\ufffd\ufffd\ufffd年度政府信息公开工作年度报告\n",
    ],
)
def test_that_a_year_without_its_digits_is_no_part_of_the_name(title: str) -> None:
    assert identity_of(title + PERIOD + BODY).agency.value == "安平县水务局"


def test_that_nothing_is_invented_when_the_document_names_neither() -> None:
    identity = identity_of("政府信息公开工作年度报告\n一、总体情况\n我局认真贯彻落实。\n")

    assert (identity.agency.value, identity.year.value, identity.published.value) == (None,) * 3


@pytest.mark.parametrize(
    "sentence",
    [
        "按时公开上年度政府信息公开年报。",
        "根据《关于做好2020年政府信息公开工作年度报告编制工作的通知》要求。",
        "认真落实《政府信息公开工作年度报告格式》。",
        "进一步做好2022年政府信息公开工作年度报告。",
    ],
)
def test_that_the_mention_of_another_document_is_no_title(sentence: str) -> None:
    identity = identity_of(sentence + PERIOD + BODY)

    assert identity.title.value is None
    assert identity.year.value == "2021"


def test_that_agency_year_and_title_have_their_places() -> None:
    identity = identity_of("安平县水务局2021年政府信息公开工作年度报告\n" + PERIOD + BODY)

    assert identity.agency.place == TextSpan(0, 6)
    assert identity.year.place == TextSpan(6, 10)
    assert identity.title.place == TextSpan(0, 23)


@pytest.mark.parametrize(
    "period",
    [
        "自2021年1月1日起至2021年12月31日止",
        "2021年1月1日—12月31日",
        "2021 年 1 月 1 日 - 2021 年 12 月 31 日",
        "从２０２１年１月１日到１２月３１日",
        "二〇二一年1月1日至12月31日",
        "2021年1月1日至12月底",
    ],
)
def test_that_the_stated_period_gives_the_year_when_the_title_has_none(period: str) -> None:
    identity = identity_of(f"安平县水务局政府信息公开工作年度报告\n统计期限{period}。\n{BODY}")

    assert (identity.year.value, identity.period.value) == ("2021", "2021")


def test_that_a_period_is_one_though_the_year_of_its_end_is_mistyped() -> None:
    period = "统计期限自2021年1月1日起至202021年12月31日止"
    identity = identity_of(f"安平县水务局政府信息公开工作年度报告\n{period}。\n{BODY}")

    assert (identity.period.value, identity.period_end.value) == ("2021", "2021-12-31")


def test_that_the_title_decides_when_the_period_names_another_year() -> None:
    identity = identity_of("双河镇2020年政府信息公开工作年度报告\n" + PERIOD + BODY)

    assert (identity.year.value, identity.period.value) == ("2020", "2021")


SIGNATURES = [
    ("organ and date", "安平县水务局\n2022年1月20日\n", "安平县水务局"),
    ("date and organ", "2022年1月20日\n安平县水务局（盖章）\n", "安平县水务局"),
    ("organ on the last line", "安平县水务局\n", "安平县水务局"),
    (
        "organ and date before the foot",
        "安平县水务局\n2022年1月20日\n打印 关闭\n安平县\n",
        "安平县水务局",
    ),
    ("links below", "安平县人民政府\n安平县教育局\n联系我们\n网站地图\n", None),
    ("the next article", "下一篇：工作动态\n安平县教育局\n2022年3月1日\n", None),
    ("a list of news", "教育工作会议召开2022年3月1日\n安平县教育局举办培训\n", None),
]


@pytest.mark.parametrize(
    ("tail", "signature"), [s[1:] for s in SIGNATURES], ids=[s[0] for s in SIGNATURES]
)
def test_that_the_foot_of_a_page_signs_nothing(tail: str, signature: str | None) -> None:
    assert identity_of(PERIOD + BODY + tail).signature.value == signature


DATES = [
    ("label", "发布日期：2022-01-20\n", "", "2022-01-20"),
    ("label with a time", "发布时间: 2022-01-29 16:33 字体:[]\n", "", "2022-01-29"),
    (
        "publication before composition",
        "成文日期 2022-01-10 发布日期 2022-01-18\n",
        "",
        "2022-01-18",
    ),
    ("Chinese date", "公开日期：2022年1月5日\n", "", "2022-01-05"),
    (
        "line below the title",
        "安平县水务局2021年政府信息公开年报\n2022-01-20 09:00\n",
        "",
        "2022-01-20",
    ),
    ("time behind the source", "来源：安平县水务局　时间：2022-01-20 15:51\n", "", "2022-01-20"),
    ("label in a table", "发文机关 | 水务局 | 发文日期 | 2022-01-20 |\n", "", "2022-01-20"),
    ("colon and table", "发布时间： | 2022年01月20日 14:17 |\n", "", "2022-01-20"),
    ("day of the update", "更新日期：2022-01-20 信息来源：水务局 浏览：\n", "", "2022-01-20"),
    ("appeared", "发表日期：2022-01-26    文章来源：水务局\n", "", "2022-01-26"),
    (
        "publication before the update",
        "更新时间：2022-03-01 发布日期：2022-01-18\n",
        "",
        "2022-01-18",
    ),
    ("the time of a meeting is none", "召开会议 时间：2021-05-06 地点：县政府\n", "", None),
    ("signature", "", "安平县水务局\n2022年1月20日\n", "2022-01-20"),
    ("signature in Chinese numerals", "", "二〇二二年一月二十五日\n", "2022-01-25"),
    ("no date", "", "", None),
    ("the day of collection is none", "采集时间：2025-12-30T21:37:37+08:00\n", "", None),
    ("today's date is none", "2025年12月30日 星期二\n首页\n", "", None),
    ("the period is none", "时间：2021年1月1日至12月31日\n", "", None),
]


@pytest.mark.parametrize(
    ("head", "tail", "published"), [d[1:] for d in DATES], ids=[d[0] for d in DATES]
)
def test_that_the_date_of_publication_is_read(head: str, tail: str, published: str | None) -> None:
    assert identity_of(head + PERIOD + BODY + tail).published.value == published


def test_that_the_files_own_title_helps_out_when_the_text_has_none() -> None:
    page = (
        "<html><head><title>安平县水务局2021年政府信息公开年度报告-安平县</title></head>"
        "<body><p>一、总体情况</p><p>我局认真贯彻落实条例。</p></body></html>"
    )
    identity = identify(read_document(page.encode(), "page.html"))

    assert identity.agency == Quoted("安平县水务局")
    assert identity.year == Quoted("2021")
    assert identity.title.value == "安平县水务局2021年政府信息公开年度报告"


def page_of(head: str, body: str) -> Identity:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return identify(read_document(page.encode(), "page.html"))


LABELLED = """<meta charset="utf-8"><title>安平县人民政府门户网站</title>
<meta name="ArticleTitle" content="安平县水务局2021年政府信息公开工作年度报告">
<meta name="PubDate" content="2022-01-19 10:24">"""
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))


def test_that_a_pages_labels_give_title_and_day_where_it_shows_neither() -> None:
    identity = page_of(LABELLED, PARAGRAPHS)

    assert identity.agency == Quoted("安平县水务局")
    assert identity.year.value == "2021"
    assert identity.published == Quoted("2022-01-19")


def test_that_a_date_that_the_page_shows_goes_before_its_label() -> None:
    identity = page_of(LABELLED, f"<p>发布时间：2022-01-21 08:30</p>{PARAGRAPHS}")

    assert identity.published.value == "2022-01-21"
    assert identity.published.place is not None


def test_that_a_signatures_date_goes_before_the_pages_label() -> None:
    identity = page_of(LABELLED, f"{PARAGRAPHS}<p>安平县水务局</p><p>2022年1月17日</p>")

    assert identity.published.value == "2022-01-17"


@pytest.mark.parametrize("day", ["", "2022-02-30", "20220119", "昨天"])
def test_that_a_label_that_is_no_day_gives_none(day: str) -> None:
    head = f'<meta charset="utf-8"><meta name="PubDate" content="{day}">'

    assert page_of(head, PARAGRAPHS).published == Quoted(None)


def test_that_what_the_text_says_goes_before_the_files_own_title() -> None:
    page = (
        "<html><head><title>安平县2020年政府信息公开年度报告</title></head><body>"
        f"<p>安平县水务局2021年政府信息公开年度报告</p><p>{PERIOD}</p></body></html>"
    )
    identity = identify(read_document(page.encode(), "page.html"))

    assert (identity.agency.value, identity.year.value) == ("安平县水务局", "2021")


def test_that_the_signature_is_found_below_a_table_that_was_added_to_the_last_section() -> None:
    rows = "".join(f"<tr><td>指标{n}</td><td>件</td><td>{n}</td></tr>" for n in range(20))
    page = f"<p>六、其他需要报告的事项</p><p>无。</p><table>{rows}</table>"
    signed = page + "<p>安平县水务局</p><p>2022年1月20日</p><p>版权所有：安平县人民政府</p>"

    identity = identify(read_document(signed.encode(), "page.html"))

    assert (identity.signature.value, identity.published.value) == ("安平县水务局", "2022-01-20")


FLOATED = "\n".join(("行政复议\t行政诉讼", "结果维持\t结果纠正\t" * 3, "0\t" * 14 + "0"))


def test_that_the_signature_is_found_below_a_table_of_text_with_many_fields() -> None:
    identity = identity_of(f"{PERIOD}{BODY}{FLOATED}\n安平县水务局\n二〇二二年一月十日\n")

    assert (identity.signature.value, identity.published.value) == ("安平县水务局", "2022-01-10")


def test_that_a_list_of_articles_below_the_foot_signs_nothing() -> None:
    news = "下一篇：工作动态\n" + "会议召开\n" * 5
    identity = identity_of(f"{PERIOD}{BODY}{news}安平县教育局\n2022年3月1日\n")

    assert identity.published == Quoted(None)


ARTICLE = "<table><tr><td>规章</td><td>0</td></tr></table>".replace("/", "\\/")


@pytest.mark.parametrize(
    ("more", "published"),
    [("", "2022-01-18"), (',"next":{"publishTime":"2022-02-03"}', None)],
    ids=["the article's", "of several articles"],
)
def test_that_a_script_that_holds_the_article_tells_its_day(
    more: str, published: str | None
) -> None:
    held = f'{{"title":"年报","publishTime":"2022-01-18 10:00:00","content":"{ARTICLE}"{more}}}'
    script = f'<script type="application/json">{held}</script>'

    assert page_of("", PARAGRAPHS + script).published.value == published


def test_that_a_script_whose_string_holds_the_article_tells_its_day() -> None:
    held = json.dumps({"title": "年报", "pubDate": "2022-01-18", "html": ARTICLE})
    script = f"<script>self.__next_f.push([1,{json.dumps(held)}])</script>"

    assert page_of("", PARAGRAPHS + script).published.value == "2022-01-18"


@pytest.mark.parametrize(
    ("arguments", "published"),
    [
        ('null,312,"标题, 一","2022-01-18 10:00:00"', "2022-01-18"),
        ("null,312,'标题','2022年1月18日'", "2022-01-18"),
        ('null,312,"标题"', None),
        ('null,"2022-01-18","标题",d', None),
    ],
)
def test_that_a_day_that_a_script_hands_over_by_name_is_that_of_publication(
    arguments: str, published: str | None
) -> None:
    state = f'{{data:[{{title:c,publishTime:d,views:b,content:"{ARTICLE}"}}]}}'
    script = f"window.__NUXT__=(function(a,b,c,d){{return {state}}}({arguments}));"

    read = page_of("", f"{PARAGRAPHS}<script>{script}</script>")

    assert read.published.value == published
