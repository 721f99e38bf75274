"""Facts about a report's form: years and dates that it names, organs, parts, leftover words.

What each kind of Remark holds as its value:

===================  =============================================================================
extent               the number of characters of prose, without blanks
title                the title as printed
period               the year that the figures are said to cover; period_end: its last day as printed
year                 another year than the report's that introduces figures (2020年收到2个申请)
date                 a date that no calendar has, as printed
signature            the organ that signs
own_word             what the text calls its own area or organ (全县, 我局)
place                a county or town whose government the text names
template_text        words of the form's instructions left in the report
doubled              an opening or a whole sentence that stands twice in a row (2020年以来，今年以来)
announced_parts      the number of parts that the report says it has; listed_parts: how many it names
no_facts             a generic word (多数部门) of an overview that gives no figure at all
problems_empty       what stands in place of problems (无), empty where nothing does
problems_untold      that no word tells of problems where their heading is missing
other_section        none, fee, fee_denied or text: what section six says, also without heading
table_words          a table whose words stand somewhere in the text, read or not
asked_decimals       how many decimals a table asks for (保留4位小数)
topic                a topic of the overview that is treated
===================  =============================================================================
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zlib import crc32

from core.extraction.compact import BREAK, Compact
from core.extraction.dates import dates_in
from core.extraction.identity import Identity
from core.extraction.titles import CHINESE_DIGITS
from core.geometry import TextSpan
from core.prose import Remark, Section

TOPICS: Final = {
    "active": re.compile(r"主动公开"),
    "on_request": re.compile(r"依申请|公开申请"),
    "management": re.compile(
        r"信息(?:的)?(?:发布|日常|资源|审核|动态|规范化)?(?:和审核)?管理|管理(?:情况|方面|工作)"
    ),
    "platform": re.compile(r"平台|网站|公众号|新媒体"),
    "supervision": re.compile(r"监督|考核|评议|责任追究|问责"),
}
"""Topics that the overview is to cover (国办公开办函〔2021〕30号), by words that each cannot do without."""

_YEAR_CLAUSE: Final = re.compile(
    r"(?:(?<=[。;:!\n])|(?<=\)[、.])|(?<=报告)|^)(?:\([一二三四五六七八九十]\)|\d[.、])?(?:截[至止])?(?P<year>20\d\d)年(?:度)?"
    r"(?!\d|[/—-])(?P<rest>[^。;!\n]{0,160})"
)
_FIGURE: Final = re.compile(
    r"(?:收到|受理|办理|答复|办结|公开|发布|制发|制定|制作|废止|处理|未发生|未收到|接到)[^。;]{0,40}?(?:\d|未|没有|零|无)|未(?:收到|接到|发生)"
)
_OTHER_TIME: Final = re.compile(
    r"同比|相比|比上年|较上年|较20|比20|上年度|去年|计划|打算|争取|确保|力争|预算|决算|拟|将(?!\d)|十[三四五]五"
)
_TEMPLATE: Final = re.compile(
    r"(?:该|本|此)部分(?:内容)?(?:以|用|采用)?(?:表格|文字)(?:的)?形式(?:进行)?(?:报告|填报|填写)(?:[。,;.]?表格如下)?|"
    r"(?<![A-Za-z0-9])[XxＸ×*]{2,4}(?=年|局|县|市|区|镇|乡|街道|月|件|条|万元|单位)|"
    r"(?:此处|在此处)(?:填写|填报|插入)|\((?:单位|机关|部门)(?:名称|全称)\)|"
    r"\((?:如无|没有)[^()\n]{0,12}(?:填|写)[^()\n]{0,8}\)|填(?:写|报)说明[:：]"
)
_SINCE: Final = r"(?:自?(?:20\d\d年度?|今年|去年|本年度?|一年)以来|今年来|一年来)"
_DOUBLED: Final = re.compile(
    rf"(?<![\u3400-\u9fff\d])(?:{_SINCE},?{_SINCE}|(?P<year>20\d\d年度?|本年度),?(?P=year))(?=[,\u3400-\u9fff])"
    r"|(?<=[。\n])(?P<said>[^。;:\n]{12,200}。)(?P=said)"
)
"""What is left when two texts were put together: an opening in two wordings, a sentence twice."""
_ANNOUNCED: Final = re.compile(r"(?P<count>[一二三四五六七八九十]|\d)个?大?(?:部分|方面)")
_LIST_OPENS: Final = re.compile(
    r"(?:报告|全文|年报)[^。;\n]{0,12}?(?:由|包括|包含|含|分为|涵盖|有)"
)
_LIST_REACH: Final = 260
_LISTED: Final = re.compile(r"(?:情况|事项|措施|概述|打算|计划|(?:问题|不足)(?![及和与、的以]))")
_BETWEEN_PARTS: Final = re.compile(r"[、,“”\"]+(?!(?:提起)?(?:行政)?诉讼)")
_OWN_WORD: Final = re.compile(
    r"全(?:县|区|镇|乡|旗|街道)(?!域|程|市|省|国|面)|我(?:县|区|镇|乡|局|街道|旗|委|厅)(?!们)"
)
_PLACE: Final = re.compile(
    r"(?:(?<=[,。;:、(\n省市州盟由与在向经])|(?<=通过|根据)|^)"
    r"(?:请?[与向]|通过|[由在经])?(?P<place>(?:(?!人民|政府)[\u3400-\u9fff]){1,5}?(?:县|区|旗|镇|乡|街道))人民政府"
)
_GENERIC_WORDS: Final = re.compile(
    r"(?:大?多数|部分|个别|少数|一些|有的|有些|各)(?:部门|地区|地方|单位|乡镇|县区|县市|市县)"
)
_TABLE_WORDS: Final = {
    "art20_1": re.compile(r"条第?\(?一\)?项|规范性文件[\d/-]"),
    "art20_5": re.compile(r"条第?\(?五\)?项"),
    "art20_6": re.compile(r"条第?\(?六\)?项"),
    "art20_8": re.compile(r"条第?\(?八\)?项"),
    "art20_9": re.compile(r"条第?\(?九\)?项"),
    "requests": re.compile(r"新收政府信息公开申请数量|三安全一稳定|重新出具已获取信息"),
    "review": re.compile(r"未经复议直接起诉"),
}
_OTHER_WORDS: Final = re.compile(r"其[他它]需要?报告|需要?报告的其?[他它]?事项|信息处理费")
_LATE: Final = 400
"""Characters from the end of the prose in which section six stands when its heading is lost."""
_QUOTED: Final = re.compile(r"《[^《》]{1,80}》")
_MEASURED: Final = re.compile(
    r"\d(?:余|多)?(?:万|千|百)?(?:余|多)?(?:条|件|次|篇|期|个|场|份|人|项|元|幅|批|户|家|例|起|部|类|期|%)|[一二两三四五六七八九十百]+(?:余|多)?(?:条|件|次|篇|期|场|份)"
)
_NOTHING: Final = re.compile(r"[^。;]{0,14}?(?:无|没有|不存在|未发现|未发生)[^。;\d]{0,16}[。;.!]?")
_GENERIC: Final = re.compile(
    r"^[区县市]|[各全我本该每所社园片辖]|乡镇|县区|市县|镇街|上级|下级|有关|相关|基层"
)
_PROBLEM_WORDS: Final = re.compile(
    r"问题|不足|短板|困难|薄弱|欠缺|不够|有待|差距|整改|改进|下一步|今后|下步|仍需|不到位|不强"
)
_FEE: Final = re.compile(r"信息处理费|收费|收取")
_FEE_DENIED: Final = re.compile(
    r"(?:未|没有|不|无)[^。;]{0,20}?(?:收取|收费|产生|发出|信息处理费)|收取[^。;]{0,20}?(?<![\d.])0(?:\.0+)?(?:万)?元|零收费"
)

_ASKED_DECIMALS: Final = re.compile(r"保留(?:小数点后)?(?P<count>[1-6一二两三四五六])位(?:小数)?")
_GRAM: Final = 5
_EACH: Final = ("year", "date", "template_text", "doubled")
"""Remarks of which each place is a fact of its own."""


@dataclass(frozen=True, slots=True)
class _Text:
    """The prose to search: compact, with the spans of its sentences in the original."""

    compact: Compact

    @property
    def text(self) -> str:
        return self.compact.text

    def remark(self, kind: str, value: str, start: int, end: int) -> Remark:
        """A remark on these characters with the sentence around them."""
        text = self.text
        first = max(text.rfind(mark, 0, start) for mark in "。;!\n") + 1
        ends = [at for mark in "。;!\n" if (at := text.find(mark, end)) >= 0]
        last = min(ends, default=len(text))
        return Remark(
            kind,
            value,
            self.compact.span(start, end),
            self.compact.span(min(first, start), max(last, end)),
        )

    def part(self, span: TextSpan) -> tuple[int, int]:
        """The characters that stand in this span of the original."""
        offsets = self.compact.offsets
        return bisect_left(offsets, span.start), bisect_left(offsets, span.end)


def remarks_of(
    source: str,
    whole: Compact,
    prose: Compact,
    identity: Identity,
    sections: Sequence[Section],
) -> tuple[Remark, ...]:
    """All remarks on a report; ``whole`` is the document's full text ``source``, ``prose`` a part."""
    text = _Text(prose)
    found = [
        _extent(prose),
        *_of_identity(identity),
        *_years(text, identity),
        *_dates(text, source),
        *_words(text),
        *_parts(text),
        *_tables(whole),
        *_of_sections(source, whole, text, sections),
    ]
    # What is said often is one fact: its first place is enough.
    first = {(r.kind, r.value, r.span if r.kind in _EACH else None): r for r in reversed(found)}
    return tuple(sorted(first.values(), key=lambda r: (r.span.start, r.span.end, r.kind, r.value)))


def _extent(compact: Compact) -> Remark:
    characters = len(compact.text.replace(BREAK, ""))
    whole = compact.span(0, len(compact.text)) if characters else TextSpan(0, 0)
    return Remark("extent", str(characters), whole, whole)


def _of_identity(identity: Identity) -> Iterator[Remark]:
    facts = {
        "title": identity.title,
        "period": identity.period,
        "period_end": identity.period_end,
        "signature": identity.signature,
    }
    for kind, quoted in facts.items():
        if quoted.value:
            # The file's own title field stands nowhere in the text.
            span = quoted.place if isinstance(quoted.place, TextSpan) else TextSpan(0, 0)
            yield Remark(kind, quoted.value, span, span)


def _years(text: _Text, identity: Identity) -> Iterator[Remark]:
    """Clauses that give figures for another year; plans and comparisons are none."""
    own = identity.year.value
    for clause in _YEAR_CLAUSE.finditer(text.text):
        if own is None or clause["year"] >= own:
            continue
        if _FIGURE.search(clause["rest"]) and not _OTHER_TIME.search(clause["rest"]):
            yield text.remark("year", clause["year"], *clause.span("year"))


def _dates(text: _Text, source: str) -> Iterator[Remark]:
    for printed in dates_in(text.compact, source):
        if printed.iso is None:
            words = text.text[printed.start : printed.end]
            yield text.remark("date", words, printed.start, printed.end)


def _words(text: _Text) -> Iterator[Remark]:
    titles = [m.span() for m in _QUOTED.finditer(text.text)]

    def is_quoted(found: re.Match[str]) -> bool:
        return any(start <= found.start() < end for start, end in titles)

    for found in _OWN_WORD.finditer(text.text):
        if not is_quoted(found):
            yield text.remark("own_word", found.group(), *found.span())
    for found in _PLACE.finditer(text.text):
        if not _GENERIC.search(found["place"]) and not is_quoted(found):
            yield text.remark("place", found["place"], *found.span("place"))
    for found in _TEMPLATE.finditer(text.text):
        yield text.remark("template_text", found.group(), *found.span())
    for found in _DOUBLED.finditer(text.text):
        words = (found["said"] or found.group()).replace(",", "，")
        yield text.remark("doubled", words, *found.span())


def _parts(text: _Text) -> Iterator[Remark]:
    for found in _ANNOUNCED.finditer(text.text):
        reach = max(0, found.start() - _LIST_REACH)
        opening = _LIST_OPENS.search(text.text, reach, found.start())
        if not opening or re.search(r"[。;\n]", text.text[opening.end() : found.start()]):
            continue
        count = CHINESE_DIGITS.get(found["count"], found["count"]).replace("十", "10")
        words = text.text[opening.end() : found.start()]
        listed = _listed_parts(words, int(count))
        # A list that ends with 等 may leave parts out.
        if listed < 2 or (words.endswith("等") and listed < int(count)):
            continue
        yield text.remark("announced_parts", count, *found.span("count"))
        yield text.remark("listed_parts", str(listed), opening.end(), found.start())
        return


def _listed_parts(words: str, announced: int) -> int:
    """How many parts the words list: by how their names end, or by what stands between them.

    Names contain the marks that part them (行政复议、行政诉讼情况), and not all end in 情况; where one
    way of counting gives the number announced, that is meant.
    """
    named = len(_LISTED.findall(words))
    between = len([part for part in _BETWEEN_PARTS.split(words) if part not in ("", "等")])
    return announced if announced in (named, between) else max(named, between)


def _of_sections(
    source: str, whole: Compact, text: _Text, sections: Sequence[Section]
) -> Iterator[Remark]:
    for section in sections:
        body = source[section.body.start : section.body.end].strip()
        first = Compact(body.split("\n", 1)[0]).text
        if section.code == "overview" and body:
            yield from _of_overview(text, *text.part(section.body))
        if section.code == "problems" and (not body or _NOTHING.fullmatch(first)):
            yield Remark("problems_empty", first, section.heading, section.body)
        if section.code == "other":
            yield Remark("other_section", _other(body, first), section.heading, section.body)
    if all(section.code != "other" for section in sections):
        yield from _headless_other(_Text(whole))
    if all(section.code != "problems" for section in sections):
        yield from _untold_problems(text, sections)


def _untold_problems(text: _Text, sections: Sequence[Section]) -> Iterator[Remark]:
    """Where the section on problems would stand, its heading being missing: below the tables."""
    review = next((section for section in sections if section.code == "review"), None)
    if review and not _PROBLEM_WORDS.search(text.text, *text.part(review.body)):
        yield Remark("problems_untold", "", review.heading, review.heading)


def _headless_other(text: _Text) -> Iterator[Remark]:
    found = _OTHER_WORDS.search(text.text, max(0, len(text.text) - _LATE))
    if found:
        remark = text.remark("other_section", "", *found.span())
        said = text.text[slice(*text.part(remark.sentence))]
        yield replace(remark, value=_other(said, said))


def _tables(whole: Compact) -> Iterator[Remark]:
    for table, words in _TABLE_WORDS.items():
        found = words.search(whole.text)
        if found:
            span = whole.span(*found.span())
            yield Remark("table_words", table, span, span)
    asked = _ASKED_DECIMALS.search(whole.text)
    if asked:
        count = CHINESE_DIGITS.get(asked["count"], asked["count"])
        span = whole.span(*asked.span())
        yield Remark("asked_decimals", count, span, span)


def _of_overview(text: _Text, start: int, end: int) -> Iterator[Remark]:
    for topic, words in TOPICS.items():
        found = words.search(text.text, start, end)
        if found:
            yield text.remark("topic", topic, *found.span())
    generic = _GENERIC_WORDS.search(text.text, start, end)
    if generic and not _MEASURED.search(text.text, start, end):
        yield text.remark("no_facts", generic.group(), *generic.span())


def _other(body: str, first: str) -> str:
    bare = "".join(body.split())
    if _FEE.search(bare):
        return "fee_denied" if _FEE_DENIED.search(bare) else "fee"
    return "none" if not first or _NOTHING.fullmatch(first) else "text"


def sketch_of(compact: Compact) -> tuple[int, ...]:
    """Hashes of every eighth 5-gram of the prose, sorted; an eighth by the hash's own value."""
    # Fixed width, so that a 5-gram is a slice of bytes; the hash must be the same in every process.
    units = memoryview(compact.text.replace(BREAK, "").encode("utf-32-le"))
    width = 4 * _GRAM
    hashes = {crc32(units[at : at + width]) for at in range(0, len(units) - width + 1, 4)}
    return tuple(sorted(value for value in hashes if value % 8 == 0))
