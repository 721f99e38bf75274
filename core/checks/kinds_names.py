"""Kinds of rules on the names in a report: its title, who signs, and what the text calls its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from core.agencies import Level, OrganKind, is_zone, may_be_same, organ_of, units_of
from core.checks.form_answers import failed, held, of_prose, remark, remarks, spans
from core.checks.subject import KindSpec
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.checks.subject import Subject
    from core.findings import Finding
    from core.rules import Rule

_ALIKE: Final = 50
"""Percent likeness of two departments' names, their region aside, that may be one organ's."""


def judge_title(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The title names the agency in full, the year, and the report by its name."""
    title = remark(subject, "title")
    if title is None:
        words = {"defects": say("没有标题", "there is no title line")}
        yield failed(rule, subject, "title", words)
        return
    defects = list(_defects(title.value))
    if not defects:
        yield held(rule, subject, "title", title.value)
        return
    words = {"defects": say("；", "; ").join(defects)}
    yield failed(rule, subject, "title", words, title.span)


def _defects(title: str) -> Iterator[str]:
    bare = re.sub(r"20\d\d|[二〇零○一三四五六七八九]{4}|[〔〕()（）\[\]]", "", title)
    name = re.sub(r"关于|年度?|的|(?:政府|政务)?信息公开.*", "", bare)
    if not name:
        yield say("没有机关名称", "it names no agency")
    elif not units_of(name) and (not organ_of(name).levels or name[0] in "省市县区旗镇乡我本"):
        yield say(f"“{name}”没有写明地区", f"“{name}” does not say of which region")
    if bare == title and not re.search(r"20\d\d", title):
        yield say("没有年度", "it names no year")
    if "告年度报" in title:
        yield say("“工作告年度报”有误", "“工作告年度报” is misspelt")
    elif not re.search(r"年报|年度(?:工作)?(?:情况)?(?:的)?(?:工作)?报告", title):
        yield say("应为“年度报告”", "it does not say 年度报告")


def judge_signature(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The organ that signs is the one that the title names, or the office of that government."""
    agency, signature = subject.statement.extraction.agency, remark(subject, "signature")
    if not agency.value or not signature or not organ_of(signature.value).levels:
        return
    if _is_one_organ(agency.value, signature.value):
        yield held(rule, subject, "signature", signature.value)
        return
    words = {"agency": agency.value, "signature": signature.value}
    yield failed(rule, subject, "signature", words, *spans(agency.place), signature.span)


def _is_one_organ(one: str, other: str) -> bool:
    if may_be_same(one, other):
        return True
    units, others = units_of(one), units_of(other)
    if not units or not others:
        return True
    areas = (OrganKind.GOVERNMENT, OrganKind.OFFICE)
    if not _is_same_unit(units[-1], others[-1]):
        return False
    if organ_of(one).kind in areas or organ_of(other).kind in areas:
        return organ_of(one).kind in areas and organ_of(other).kind in areas
    bodies = (one.rpartition(units[-1])[2], other.rpartition(others[-1])[2])
    return fuzz.ratio(*bodies) >= _ALIKE


def _is_same_unit(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def judge_own_words(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The text calls its area and its organ what they are: no 全县 in a 区, no 我局 in a 镇."""
    agency = subject.statement.extraction.agency.value
    units = units_of(agency or "")
    if not agency or not units:
        return
    wrong = [r for r in remarks(subject, "own_word") if _is_foreign(r.value, units, subject)]
    for found in wrong:
        words = {"agency": agency, "word": found.value}
        yield failed(rule, subject, found.value, words, found.sentence)
    if not wrong:
        yield held(rule, subject, "words", agency)


def _is_foreign(word: str, units: tuple[str, ...], subject: Subject) -> bool:
    unit, own = units[-1], word[1:]
    kind = subject.organ.kind
    is_area = kind in (OrganKind.GOVERNMENT, OrganKind.OFFICE)
    if own in ("局", "委", "厅"):
        return own == "局" and is_area
    if own in ("镇", "乡", "街道"):
        of_town = subject.organ.is_surely(Level.TOWN) and is_area
        return of_town and not unit.endswith(own) and word[0] == "我"
    # 全区 may mean an autonomous region, a zone may be a county by another name, and a town may
    # speak of its county.
    return own == "县" and unit.endswith("区") and not is_zone(unit)


def judge_places(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A government that the text names is of the agency's own county or town."""
    agency = subject.statement.extraction.agency.value
    own = {u[-1]: u for u in units_of(agency or "") if u[-1] in "县区旗镇乡" and not is_zone(u)}
    if not own:
        return
    if not subject.organ.is_surely(Level.TOWN):
        own = {end: unit for end, unit in own.items() if end in "县区旗"}
    wrong = [r for r in remarks(subject, "place") if _is_elsewhere(r.value, own)]
    for found in wrong:
        words = {"agency": agency or "", "place": found.value}
        yield failed(rule, subject, found.value, words, found.sentence)
    if own and not wrong:
        yield held(rule, subject, "places", agency or "")


def _is_elsewhere(place: str, own: Mapping[str, str]) -> bool:
    """Whether a unit of the place's is of a rank of which the agency names another one."""
    for unit in units_of(place):
        rank = "县区旗" if unit[-1] in "县区旗" else "镇乡" if unit[-1] in "镇乡" else ""
        named = [known for end, known in own.items() if end in rank]
        if named and not is_zone(unit) and not any(_is_same_unit(unit, k) for k in named):
            return True
    return False


KINDS: Final[dict[str, KindSpec]] = {
    "title": KindSpec(of_prose(judge_title), words=lambda _: ("defects",)),
    "signature": KindSpec(of_prose(judge_signature), words=lambda _: ("agency", "signature")),
    "own_words": KindSpec(of_prose(judge_own_words), words=lambda _: ("agency", "word")),
    "places": KindSpec(of_prose(judge_places), words=lambda _: ("agency", "place")),
}
