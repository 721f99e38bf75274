"""The six sections of a report: their headings as printed, told by words, and their bodies.

Reports word and number their headings freely, and the rows of the application table carry the same
numerals (四、结转下年度继续办理), so the words decide; a numeral only makes a match surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from core.document import Document
from core.extraction.compact import Compact
from core.extraction.titles import YEAR, Lines
from core.geometry import TextSpan
from core.prose import Section

CODES: Final = ("overview", "active", "requests", "review", "problems", "other")
_OFFICIAL: Final = {
    "overview": "总体情况",
    "active": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "review": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other": "其他需要报告的事项",
}
_WORDS: Final = (
    rf"(?P<overview>(?:{YEAR}年度?)?(?:政府)?(?:信息公开)?(?:工作)?的?(?:年度)?"
    r"(?:(?:总体|基本|整体)(?:工作)?(?:基本)?(?:情况|概况|概述)|工作(?:基本)?(?:情况|概述)|概述|概况))|"
    r"(?P<active>(?:行政机关|政府)?主动公开(?:政府)?(?:信息|政府)?的?(?:工作)?情况)|"
    r"(?P<requests>(?:行政机关)?(?:收到|受理)[和及与、并]?(?:处理|办理|答复)的?(?:政府)?(?:信息)?(?:依申请)?公开"
    r"的?(?:政府信息)?(?:申请)?的?(?:工作)?情况|(?:政府信息)?依申请公开(?:政府信息)?(?:申请)?(?:办理|工作)?的?情况)|"
    r"(?P<review>因?(?:政府)?(?:信息公开)?(?:工作)?(?:被|申请|提起|引起|引发|产生|的)*行政复议"
    r"(?:[、,和及与]|以及)?(?:被?提起)?(?:行政)?诉讼的?(?:工作)?情况)|"
    r"(?P<problems>(?:(?:政府信息公开)?(?:工作)?中?(?:当前|目前)?的?(?:存在|面临)的?(?:主要)?(?:问题|困难|不足|短板)"
    r"(?:[和及与、,]?(?:以及)?(?:下一步|今后|原因)?的?(?:整改|改进|解决|工作|努力)?的?"
    r"(?:情况|措施|打算|安排|思路|方向|计划|建议|办法)?)"
    r"|(?:政府信息公开)?(?:工作)?中?的?(?:主要)?(?:问题|困难|不足|短板)(?:[和及与、,]|以及)"
    r"(?:下一?步|今后|整改|改进|解决|工作|努力)+的?(?:情况|措施|打算|安排|思路|方向|计划|建议|办法)))|"
    r"(?P<other>其[他它]需要?(?:报告|说明)的?(?:有关|重要)?(?:事项|情况|问题)(?:开展情况)?|"
    r"需要?(?:报告|说明)的其?[他它]?(?:事项|情况)|其[他它](?:报告)?(?:事项|情况))"
)
_NUMERAL: Final = (
    r"(?:(?P<chinese>(?:第[一二三四五六七八九十]部分|[一二三四五六七八九十]{1,2})[、.,:]?)|(?P<arabic>\d[、.](?!\d))|"
    r"(?P<bracket>\([一二三四五六七八九十]\)))?"
)
_AT_LINE: Final = re.compile(_NUMERAL + "(?:" + _WORDS + ")")
_INSIDE: Final = re.compile(r"(?<=[。;!)\d])(?P<chinese>[一二三四五六七]、)(?:" + _WORDS + ")")
_NUMBERED: Final = re.compile(r"(?P<chinese>[一二三四五六七]、)(?P<words>[\u3400-\u9fff、,]{4,30})")
_LIKE: Final = 72
"""Percent likeness from which a numbered line is a mistyped heading."""
# How a heading is marked; the surest mark of each code counts.
_CHINESE, _BARE, _ARABIC, _INLINE, _BRACKET = range(5)


@dataclass(frozen=True, slots=True)
class _Heading:
    code: str
    numeral: str
    start: int
    end: int
    mark: int


def sections_of(document: Document, whole: Compact) -> tuple[Section, ...]:
    """The sections of a document, whose text is ``whole``, in the order in which they stand."""
    lines = Lines(document, whole)
    chosen = sorted(_chosen(list(_headings(whole.text, lines))), key=lambda h: h.start)
    ends = [heading.start for heading in chosen[1:]] + [len(whole.text)] * bool(chosen)
    return tuple(
        Section(
            code=heading.code,
            numeral=heading.numeral,
            title=whole.text[heading.start + len(heading.numeral) : heading.end],
            heading=whole.span(heading.start, heading.end),
            body=_body(whole, heading.end, end),
        )
        for heading, end in zip(chosen, ends, strict=True)
    )


def _body(whole: Compact, start: int, end: int) -> TextSpan:
    if start < end:
        return whole.span(start, end)
    after = whole.offsets[start - 1] + 1
    return TextSpan(after, after)


def _headings(text: str, lines: Lines) -> Iterator[_Heading]:
    ends = set(lines.starts)
    for start, end in pairwise(lines.starts):
        found = _AT_LINE.match(text, start)
        heading = _marked(found, ends) if found else _mistyped(text, start, end)
        if heading:
            yield heading
    for found in _INSIDE.finditer(text):
        yield _Heading(found.lastgroup or "", found["chinese"], *found.span(), _INLINE)


def _marked(found: re.Match[str], ends: set[int]) -> _Heading | None:
    """A heading that begins a line; without a Chinese numeral it must fill it, too."""
    code = next(code for code in CODES if found[code])
    fills = any(end in ends for end in (found.end(), found.end() + 1))
    if found["chinese"] and (found["chinese"][-1] in "、.,:分" or fills):
        return _Heading(code, found["chinese"], *found.span(), _CHINESE)
    if not fills:
        return None
    if found["bracket"]:
        return _Heading(code, found["bracket"], *found.span(), _BRACKET)
    mark = _ARABIC if found["arabic"] else _BARE
    return _Heading(code, found["arabic"] or "", *found.span(), mark)


def _mistyped(text: str, start: int, end: int) -> _Heading | None:
    """A numbered line that is nearly one of the official headings."""
    found = _NUMBERED.fullmatch(text, start, end)
    if not found:
        return None
    likeness = {code: fuzz.ratio(found["words"], words) for code, words in _OFFICIAL.items()}
    code = max(likeness, key=lambda c: likeness[c])
    if likeness[code] < _LIKE:
        return None
    return _Heading(code, found["chinese"], start, end, _CHINESE)


def _chosen(found: Sequence[_Heading]) -> Iterator[_Heading]:
    """One heading a code: from the fullest run, since a list of contents repeats the headings."""
    surest = {code: min((h.mark for h in found if h.code == code), default=0) for code in CODES}
    kept = [h for h in found if h.mark == surest[h.code]]
    bracketed = sum(mark == _BRACKET for mark in surest.values())
    if bracketed < len(CODES) // 2:  # a sub-heading of the overview (（一）主动公开…情况)
        kept = [h for h in kept if h.mark != _BRACKET]
    runs: list[dict[str, _Heading]] = [{}]
    for heading in kept:
        if heading.code in runs[-1]:
            runs.append({})
        runs[-1][heading.code] = heading
    fullest = max(reversed(runs), key=len)
    rest = {h.code: h for h in kept if h.code not in fullest}
    return iter((*fullest.values(), *rest.values()))
