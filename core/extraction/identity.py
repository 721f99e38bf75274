"""Who reports on which year, from the document's own words; never from the file's name."""

from __future__ import annotations

import re
from typing import Final

from core.cells import Quoted
from core.document import Document
from core.extraction.compact import Compact

_REPORT: Final = r"政府信息公开(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)"
_TITLE: Final = re.compile(
    rf"(?P<agency>[\u4e00-\u9fff（）()·]{{0,40}}?)(?P<year>20[0-9]{{2}})年?(?:度)?(?P<after>[\u4e00-\u9fff]{{0,24}}?){_REPORT}"
)
_PERIOD: Final = re.compile(
    r"(20[0-9]{2})年1月1日(?:起)?(?:至|到|—|-|－|~)+(?:20[0-9]{2}年)?12月31日"
)
_PUBLISHER: Final = re.compile(
    r"(?:发布机构|发布单位|公开机构|信息来源|编制机关)[:：]?(?P<agency>[\u4e00-\u9fff]{4,30}?)(?=公开日期|发布日期|发文日期|文号|生成日期|成文日期|关键词|主题|名称|索引|时间|$)"
)
_ORGAN: Final = (
    r"(?:人民政府办公室|人民政府办公厅|人民政府|政府办公室|管理委员会|管委会|委员会|办事处|办公室|"
    r"[\u4e00-\u9fff]{1,12}(?:局|厅|委|院|处|中心|大队|支队|街道|社|队|站|镇|乡))"
)
_SIGNATURE: Final = re.compile(
    rf"([\u4e00-\u9fff]{{0,20}}{_ORGAN})(?:20[0-9]{{2}}年[0-9]{{1,2}}月[0-9]{{1,2}}日)?$"
)
_HEAD: Final = 6000
_SHORTEST_NAME: Final = 4


def identify(document: Document) -> tuple[Quoted, Quoted]:
    """Agency and year with their places; value None where the document does not say."""
    whole = Compact(document.text)
    title = _best_title(whole, Compact(document.title).text)
    return _agency(document, whole, title), _year(whole, title)


def _best_title(whole: Compact, declared: str) -> re.Match[str] | None:
    """The title line: preferably one that the file's own title repeats, else the first."""
    found = [m for m in _TITLE.finditer(whole.text[:_HEAD]) if not _is_mention(whole.text, m)]
    if not found:
        return None
    named = [m for m in found if m["agency"] and m.group() in declared]
    return (named or found)[0]


def _is_mention(text: str, match: re.Match[str]) -> bool:
    """Whether the match is part of a sentence about another document (《关于…》)."""
    before = text[max(0, match.start() - 2) : match.start()]
    return "《" in before or "关于" in match["agency"] or "做好" in match["agency"]


def _year(whole: Compact, title: re.Match[str] | None) -> Quoted:
    if title:
        return Quoted(title["year"], whole.span(*title.span("year")))
    period = _PERIOD.search(whole.text)
    if period:
        return Quoted(period.group(1), whole.span(*period.span(1)))
    lone = re.search(r"(20[0-9]{2})年(?:度)?政府信息公开", whole.text) or re.search(
        r"总体情况[^。]{0,12}?(20[0-9]{2})年", whole.text
    )
    return Quoted(lone.group(1), whole.span(*lone.span(1))) if lone else Quoted(None)


def _agency(document: Document, whole: Compact, title: re.Match[str] | None) -> Quoted:
    if title and title["agency"]:
        name, start = _last_line(document, whole, *title.span("agency"))
        name, start = _trimmed(name, start)
        if len(name) >= 3:
            return Quoted(name, whole.span(start, start + len(name)))
    publisher = _PUBLISHER.search(whole.text[:_HEAD])
    if publisher:
        return Quoted(publisher["agency"], whole.span(*publisher.span("agency")))
    if title and re.search(_ORGAN, title["after"]):
        return Quoted(title["after"], whole.span(*title.span("after")))
    signature = _SIGNATURE.search(re.sub(r"[。\s]+$", "", whole.text))
    if signature:
        name = re.split(r"无|。", signature.group(1))[-1]
        start = signature.end(1) - len(name)
        if len(name) >= 4:
            return Quoted(name, whole.span(start, start + len(name)))
    return Quoted(None)


def _last_line(document: Document, whole: Compact, start: int, end: int) -> tuple[str, int]:
    """The part of the name after the last line break, if that is a name by itself."""
    span = whole.span(start, end)
    broken = document.text.rfind("\n", span.start, span.end)
    if broken >= 0:
        first = next(n for n in range(start, end) if whole.offsets[n] > broken)
        if end - first >= _SHORTEST_NAME:
            start = first
    return whole.text[start:end], start


def _trimmed(name: str, start: int) -> tuple[str, int]:
    """Cut what runs into the name from the line before it, such as navigation words."""
    for word in ("标题", "名称", "当前位置", "首页", "年报", "文件下载", "时效", "信息公开"):
        at = name.rfind(word)
        if at >= 0 and at + len(word) < len(name):
            name, start = name[at + len(word) :], start + at + len(word)
    cut = len(name) - len(name.lstrip("（）()·"))
    return name[cut:], start + cut
