"""Kinds of rules on the parts of a report: its six sections, their tables, and the topics of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.cells import Origin
from core.checks.form_answers import failed, held, of_prose, remark, remarks, unclear
from core.checks.subject import KindSpec
from core.checks.words import table_words
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.checks.subject import Subject
    from core.findings import Finding
    from core.prose import Section
    from core.rules import Rule

SECTIONS: Final = {
    "overview": "一、总体情况",
    "active": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
_TOPICS: Final = {
    "active": ("主动公开", "active disclosure"),
    "on_request": ("依申请公开", "disclosure on request"),
    "management": ("政府信息管理", "information management"),
    "platform": ("平台建设", "platforms"),
    "supervision": ("监督保障", "supervision"),
}
_NUMERALS: Final = "一二三四五六"
_ENOUGH: Final = 4
"""Headings without which a missing one may be lost with the text layer rather than left out."""


def _has_cells(subject: Subject, *prefixes: str) -> bool:
    """Whether anything of these tables was found."""
    return any(
        origin is not Origin.MISSING
        for address, origin in subject.statement.origins.items()
        if address.table.startswith(prefixes)
    )


def _is_there(subject: Subject, code: str) -> bool:
    """Whether the section is there but for its heading: its table, its words, or its number.

    A later heading with the form's own numeral counts the sections before it.
    """
    tables = {"active": "art20", "requests": "requests", "review": "review"}
    if code in tables:
        return _has_cells(subject, tables[code])
    if code == "other":
        return remark(subject, "other_section") is not None
    if code == "problems" and remark(subject, "problems_untold") is not None:
        return False
    order = list(SECTIONS)
    later = (
        section
        for section in subject.statement.extraction.prose.sections
        if order.index(section.code) > order.index(code)
    )
    return any(_numeral(section) == _NUMERALS[order.index(section.code)] for section in later)


def judge_sections_missing(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Every section is there; ``headless`` asks after those that are, but without a heading."""
    found = {section.code for section in subject.statement.extraction.prose.sections}
    headless = rule.flag("headless")
    missing = [
        code for code in SECTIONS if code not in found and _is_there(subject, code) is headless
    ]
    if len(found) < _ENOUGH and headless:
        return
    if missing and len(found) < _ENOUGH:
        names = say("、", ", ").join(SECTIONS[code] for code in missing)
        zh = f"识别到的章节标题太少，可能是版式所致，未见：{names}"
        en = f"too few headings were found, which may be due to the layout; not found: {names}"
        yield unclear(rule, subject, "sections", zh, en)
        return
    for code in missing:
        yield failed(rule, subject, code, {"section": SECTIONS[code]})
    if not missing:
        yield held(rule, subject, "sections")


def judge_section_order(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The sections stand in the form's order."""
    sections = subject.statement.extraction.prose.sections
    if len(sections) < 2:
        return
    order = list(SECTIONS)
    places = [order.index(section.code) for section in sections]
    turns = [n for n in range(1, len(places)) if places[n] < places[n - 1]]
    for n in turns:
        words = {"first": sections[n - 1].title, "second": sections[n].title}
        yield failed(rule, subject, sections[n].code, words, sections[n].heading)
    if not turns:
        yield held(rule, subject, "order")


def judge_section_numbers(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The headings carry the form's numerals; a heading without one may have lost it on the way."""
    sections = [s for s in subject.statement.extraction.prose.sections if s.numeral]
    if not sections:
        return
    wrong = [s for s in sections if _numeral(s) != _NUMERALS[list(SECTIONS).index(s.code)]]
    if not wrong:
        yield held(rule, subject, "numbers")
        return
    headings = say("、", ", ").join(f"“{s.numeral}{s.title}”" for s in wrong)
    yield failed(rule, subject, "numbers", {"headings": headings}, *(s.heading for s in wrong))


def _numeral(section: Section) -> str:
    """The numeral alone; an arabic one stays as it is and so is never the form's."""
    return re.sub(r"第|部分|[、.,:()]", "", section.numeral)


def judge_tables_missing(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Every table of the report's edition is there; its words without its rows may be unread."""
    extraction = subject.statement.extraction
    form = load_catalogue().form(extraction.template)
    missing = [t.code for t in form.tables if not _has_cells(subject, t.code)]
    worded = {found.value for found in remarks(subject, "table_words")}
    for code in missing:
        table = table_words(extraction.template, code)
        if code in worded:
            zh, en = (
                f"有“{table}”的字样而没有读到各行",
                f"the words of “{table}” are there, no row was read",
            )
            yield unclear(rule, subject, code, zh, en)
        else:
            yield failed(rule, subject, code, {"table": table})
    if not missing:
        yield held(rule, subject, "tables")


def judge_mixed(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """All tables follow one edition; those of section four are the same in both."""
    extraction = subject.statement.extraction
    editions = {
        table: edition
        for table, edition in extraction.editions.items()
        if table != "review" and _has_cells(subject, table)
    }
    odd = [table for table, edition in editions.items() if edition != extraction.template]
    if not odd:
        yield held(rule, subject, "tables")
        return
    names = say("、", ", ").join(f"“{table_words(editions[t], t)}”" for t in odd)
    words = {"tables": names, "other": editions[odd[0]], "template": extraction.template}
    yield failed(rule, subject, "tables", words)


def judge_topics(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The overview treats the five topics that the form of 2021 asks for."""
    sections = {s.code: s for s in subject.statement.extraction.prose.sections}
    if "overview" not in sections:
        return
    treated = {found.value for found in remarks(subject, "topic")}
    missing = [say(*names) for topic, names in _TOPICS.items() if topic not in treated]
    if not missing:
        yield held(rule, subject, "topics")
        return
    words = {"topics": say("、", ", ").join(missing)}
    yield failed(rule, subject, "topics", words, sections["overview"].heading)


def judge_section_remark(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A section that is there must not be as the remark says (empty, without facts)."""
    code = rule.text("section")
    section = next((s for s in subject.statement.extraction.prose.sections if s.code == code), None)
    if section is None:
        return
    fault = remark(subject, rule.text("remark"))
    if fault is None:
        yield held(rule, subject, code)
    else:
        words = fault.value or say("（空白）", "(blank)")
        yield failed(rule, subject, code, {"words": words}, section.heading)


KINDS: Final[dict[str, KindSpec]] = {
    "sections_missing": KindSpec(
        of_prose(judge_sections_missing),
        {"headless": ParameterSpec("flag", required=False)},
        words=lambda _: ("section",),
        any_table=True,
    ),
    "section_order": KindSpec(of_prose(judge_section_order), words=lambda _: ("first", "second")),
    "section_numbers": KindSpec(of_prose(judge_section_numbers), words=lambda _: ("headings",)),
    "tables_missing": KindSpec(
        of_prose(judge_tables_missing), words=lambda _: ("table",), any_table=True
    ),
    "mixed": KindSpec(
        of_prose(judge_mixed), words=lambda _: ("tables", "other", "template"), any_table=True
    ),
    "topics": KindSpec(of_prose(judge_topics), words=lambda _: ("topics",)),
    "section_remark": KindSpec(
        of_prose(judge_section_remark),
        {
            "section": ParameterSpec("text", allowed=tuple(SECTIONS)),
            "remark": ParameterSpec("text"),
        },
        words=lambda _: ("words",),
    ),
}
