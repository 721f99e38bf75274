"""Organs that a report names as its own elsewhere than in its title: fields of the page, who
compiled it, whom to ask, whose work its sentences tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.agencies import OrganKind, organ_of
from core.document import Document
from core.extraction.compact import Compact
from core.extraction.titles import YEAR, Part, is_self_word
from core.geometry import TextSpan

_FIELD: Final = re.compile(
    r"(?P<label>发布机构|发布单位|发布机关|发布部门|公开机构|公开主体|公开单位|编制机关|编制单位|编报单位|填报单位|填报机关|报告单位|"
    r"单位名称|机关名称|机构名称|发文机关|责任部门|信息来源|来源|单位)"
    r"[\s　]*[:：]?[\s　]*(?P<name>[\u3400-\u9fff（）()]{2,30})"
)
_WEAK_FIELDS: Final = ("信息来源", "来源", "单位")
_HAN: Final = r"[\u3400-\u9fff()]"
_WRITES: Final = "(?:编制|编写|撰写)"
_SENTENCES: Final = (
    (
        4,
        re.compile(
            rf"(?:报告|年报)[是系]?由(?P<name>{_HAN}{{3,30}}?)(?:按照|根据|依据|依照|组织|负责|编制|编写|撰写)"
        ),
    ),
    (5, re.compile(rf"由(?P<name>{_HAN}{{3,30}}?)(?:组织)?(?:负责)?{_WRITES}")),
    (
        5,
        re.compile(
            rf"[,。;](?P<name>{_HAN}{{4,30}}?)(?:特此?|现|(?:根据|结合|依据|按照)[^。;]{{4,60}}?){_WRITES}"
            rf"(?:了|形成|本|{YEAR})"
        ),
    ),
    (
        5,
        re.compile(
            rf"(?:结合|梳理|根据)(?:{YEAR}年度?)?(?P<name>{_HAN}{{4,30}}?)(?:\((?:以下)?简称[^()]*\))?(?:{YEAR}年度?)?"
            rf"政府信息公开(?:工作)?的?(?:实际|有关|相关|开展|统计|情况)[^。]{{0,20}}{_WRITES}"
        ),
    ),
    (
        6,
        re.compile(
            r"(?:请与|请联系:?|请向|请致电)(?P<name>[\u3400-\u9fff]{3,30}?)(?:联系|咨询|反映|[(:,。])"
        ),
    ),
)
_WORKS: Final = re.compile(
    rf"(?:[,。;]|{YEAR}年度?(?:以来)?,?)(?P<name>[\u3400-\u9fff]{{4,30}}?)(?:党组|党委)?"
    r"(?:认真(?:贯彻|落实|学习|执行)|坚持以|严格(?:按照|落实|执行|遵守)|深入(?:贯彻|学习|推进)|全面(?:贯彻|落实)|以习近平|坚决贯彻)"
)
_INNER_OFFICE: Final = re.compile(r"(?<=[局委厅处会队院道镇乡])(?:党政|党委|综合|行政)*办公室$")
"""The office within an organ, that answers its telephone; a government's is an organ of its own."""
_NOT_ONE: Final = re.compile(
    r"[各全其对由与和按在向及从为以将把并如凡经受因]|.*(?:各级|各部门|各单位|领导下|要求|精神|部署)"
)
"""What begins no name, or names others: 各县区人民政府, 在区委的领导下."""
PRESS: Final = re.compile(r"融媒|新闻|电视|日报|网站|门户|本站|信息网")
_HEAD: Final = 6000
_OPENING: Final = 1500
"""Characters, without blanks, in which a report tells first who worked."""


def is_organ(name: str) -> bool:
    """Whether the name is an organ's, rather than a word for the reporting organ itself."""
    organ = organ_of(name)
    known = organ.kind is not OrganKind.UNKNOWN and (len(name) >= 4 or bool(organ.levels))
    return known and not is_self_word(name)


def is_full(name: str) -> bool:
    """Whether the name says of which region: 县财政局 and 政府办公室 do not."""
    return bool(organ_of(name).levels) and name[0] not in "省市县区旗镇乡我本"


def outer_organ(name: str) -> str:
    """The organ whose inner office the name is: 县水务局 of 县水务局办公室; else the name."""
    outer = _INNER_OFFICE.sub("", name)
    return outer if is_organ(outer) else name


def fields_in(document: Document) -> Iterator[tuple[int, str, TextSpan]]:
    """Organs in labelled fields, with a rank (smaller is surer) and their place."""
    for field in _FIELD.finditer(document.text[:_HEAD]):
        name = outer_organ(field["name"])
        if is_organ(name) and not PRESS.search(name):
            rank = 3 if field["label"] in _WEAK_FIELDS else 1
            start = field.start("name")
            yield rank, name, TextSpan(start, start + len(name))


def sentences_in(whole: Compact) -> Iterator[tuple[int, Part]]:
    """Organs that sentences name as the one that reports, with a rank: smaller is surer."""
    for rank, pattern in _SENTENCES:
        for named in pattern.finditer(whole.text, 0, _HEAD):
            name = outer_organ(named["name"])
            if is_organ(name) and not _NOT_ONE.match(name):
                yield rank, Part(name, named.start("name"))
                break
    for named in _WORKS.finditer(whole.text, 0, _OPENING):
        name = named["name"]
        if is_organ(name) and is_full(name) and not _NOT_ONE.match(name):
            yield 7, Part(name, named.start("name"))
            break
