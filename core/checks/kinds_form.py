"""Kinds of rules on what a report says of itself: agency, year, period, edition and dates."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from core.agencies import Level, OrganKind
from core.checks import kinds_names, kinds_sections
from core.checks.form_answers import failed, held, of_prose, remark, remarks, spans, unclear
from core.checks.quoted import named_sums
from core.checks.subject import KindSpec
from core.language import say
from core.proposals import proposal_of
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.address import Address
    from core.cells import Extraction, Quoted
    from core.checks.subject import Fault, Subject
    from core.findings import Finding
    from core.geometry import TextSpan
    from core.prose import Mention, Remark
    from core.rules import Rule

_FIRST_YEAR: Final = 2019
"""The statutory form came with report year 2019."""


def _year(extraction: Extraction) -> int | None:
    return int(extraction.year.value) if extraction.year.value else None


def judge_identified(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The document must say who reports, on which year, or when it was published."""
    extraction = subject.statement.extraction
    fact = rule.text("fact")
    proposal = proposal_of(extraction.name)
    facts: dict[str, tuple[Quoted, str]] = {
        "agency": (extraction.agency, proposal.agency or ""),
        "year": (extraction.year, str(proposal.year or "")),
        "published": (extraction.published, ""),
    }
    quoted, proposed = facts[fact]
    if quoted.value:
        yield held(rule, subject, fact, quoted.value)
        return
    hint = say(f"文件名提示“{proposed}”，请核实。", f" Its file name suggests “{proposed}”.")
    yield failed(rule, subject, fact, {"hint": hint if proposed else ""})


def judge_stated_year(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The year of the title must be the one that the figures are said to cover."""
    quoted, period = subject.statement.extraction.year, remark(subject, "period")
    if not quoted.value or not period:
        return
    if quoted.value == period.value:
        yield held(rule, subject, "period", period.value)
        return
    words = {"year": quoted.value, "period": period.value}
    yield failed(rule, subject, "period", words, *spans(quoted.place), period.span)


def judge_period(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The figures are said to cover the whole year, to its last day."""
    period, end = remark(subject, "period"), remark(subject, "period_end")
    if period is None or end is None:
        said = say("没有写明数据的统计期限", "does not state the period of its figures")
        yield failed(rule, subject, "period", {"said": said})
    elif end.value == f"{period.value}-12-31":
        yield held(rule, subject, "period", end.value)
    else:
        said = say(f"写明的统计期限止于 {end.value}", f"states a period that ends {end.value}")
        yield failed(rule, subject, "period", {"said": said}, end.span)


def judge_edition(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Report years 2019 and 2020 follow the form of 2019, later ones that of 2021."""
    extraction = subject.statement.extraction
    year = _year(extraction)
    if year is None:
        yield unclear(rule, subject, "report", "不知道报告年度", "the report year is not known")
        return
    due = "2021" if year >= 2021 else "2019"
    if year >= _FIRST_YEAR and due == extraction.template:
        yield held(rule, subject, "report", due)
        return
    form = say(f"{due} 年版", f"the form of {due}")
    old = say("2019 年以前的统计表", "the statistics form of before 2019")
    words = {
        "year": str(year),
        "printed": extraction.template,
        "due": form if year >= _FIRST_YEAR else old,
    }
    yield failed(rule, subject, "report", words, *spans(extraction.year.place))


def judge_published(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Not before the year is over, and not after the day that the Regulation sets."""
    extraction = subject.statement.extraction
    year, published = _year(extraction), extraction.published.value
    if year is None or published is None:
        return
    day, opening = date.fromisoformat(published), date(year + 1, 1, 1)
    words = {"published": published, "year": str(year)}
    if rule.text("bound") == "early":
        late_enough, due = day >= opening, opening
    else:
        first, last = (_due(subject, rule, opening, name) for name in ("department", "government"))
        due = _deadline(subject, first, last)
        if subject.organ.kind is OrganKind.UNKNOWN and first < day <= last:
            yield unclear(
                rule,
                subject,
                "date",
                f"发布日期 {published}，不知道发布机关是政府还是部门",
                f"it is dated {published}, and whether a government or a department reports is not known",
            )
            return
        late_enough = day <= due
    words["due"] = due.isoformat()
    if late_enough:
        yield held(rule, subject, "date", published)
    else:
        yield failed(rule, subject, "date", words, *spans(extraction.published.place))


def _due(subject: Subject, rule: Rule, opening: date, name: str) -> date:
    """The threshold, month and day as one number (131), in the year after the report's."""
    month, day = divmod(int(subject.threshold(rule, name)), 100)
    month = min(max(month, 1), 12)
    _, days = monthrange(opening.year, month)
    return opening.replace(month=month, day=min(max(day, 1), days))


def _deadline(subject: Subject, department: date, government: date) -> date:
    """A government's office often signs the government's own report, so it has as long."""
    organ = subject.organ
    if organ.is_surely(Level.TOWN):
        return department
    if organ.kind in (OrganKind.GOVERNMENT, OrganKind.OFFICE, OrganKind.UNKNOWN):
        return government
    return department


def judge_other_year(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A clause gives figures for another year; ``figure``: one that stands in the tables.

    A figure that agrees with the tables is this year's, so the year in the text is wrong. Beside
    this year's figure of the same kind it is a comparison.
    """
    year = subject.statement.extraction.year.value
    if not year:
        return
    named = [r for r in remarks(subject, "year") if not _compares(r, subject, int(year))]
    wrong = [r for r in named if bool(_introduced(rule, r, subject)) == rule.flag("figure")]
    for found in wrong:
        instance = f"{found.span.start}-{found.span.end}"
        quoted = "”“".join(m.words for m in _introduced(rule, found, subject))
        words = {"year": year, "named": found.value, "words": quoted}
        yield failed(rule, subject, instance, words, found.sentence)
    if not wrong:
        yield held(rule, subject, "years", year)


def _quoted(clause: TextSpan, subject: Subject) -> list[Mention]:
    """The figures that the clause quotes."""
    mentions = subject.statement.extraction.prose.mentions
    return [m for m in mentions if clause.start <= m.span.start < clause.end]


def _compares(found: Remark, subject: Subject, year: int) -> bool:
    """Whether every figure of the clause is given elsewhere for the report year, too."""
    here = _quoted(found.sentence, subject)
    elsewhere = {
        m.family
        for m in subject.statement.extraction.prose.mentions
        if m.year in (None, year) and m not in here
    }
    return bool(here) and {m.family for m in here} <= elsewhere


def _introduced(rule: Rule, found: Remark, subject: Subject) -> list[Mention]:
    """The figures of the sentence that the tables show for the same thing."""
    cells = dict(named_sums(rule, "cells"))
    quoted = [m for m in _quoted(found.sentence, subject) if m.value and not m.doubt]
    return [m for m in quoted if _stands_in(cells.get(m.family, ()), m, subject)]


def _stands_in(cells: Sequence[Address], mention: Mention, subject: Subject) -> bool:
    """Whether the cells that the report has of these give the figure together."""
    present = [subject.figure(cell).number for cell in cells if cell in subject.figures]
    known = [number for number in present if number is not None]
    return bool(known) and len(known) == len(present) and sum(known) == mention.number


def _sum_faults(rule: Rule) -> Iterator[Fault]:
    try:
        named_sums(rule, "cells")
    except ValueError as error:
        yield "cells", f"不是“类别: 格子 + 格子”：{error}", f"not “family: cell + cell”: {error}"


def judge_remarks(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Each remark of the kind is a fault of the report by itself."""
    faults = remarks(subject, rule.text("remark"))
    for fault in faults:
        instance = f"{fault.span.start}-{fault.span.end}"
        yield failed(rule, subject, instance, {"words": fault.value}, fault.span)
    if not faults and subject.statement.extraction.prose.sections:
        yield held(rule, subject, "text")


KINDS: Final[dict[str, KindSpec]] = {
    "identified": KindSpec(
        of_prose(judge_identified),
        {"fact": ParameterSpec("text", allowed=("agency", "year", "published"))},
        words=lambda _: ("hint",),
    ),
    "stated_year": KindSpec(of_prose(judge_stated_year), words=lambda _: ("year", "period")),
    "period": KindSpec(of_prose(judge_period), words=lambda _: ("said",)),
    "edition": KindSpec(of_prose(judge_edition), words=lambda _: ("year", "printed", "due")),
    "published": KindSpec(
        of_prose(judge_published),
        {"bound": ParameterSpec("text", allowed=("early", "late"))},
        words=lambda _: ("published", "year", "due"),
    ),
    "other_year": KindSpec(
        of_prose(judge_other_year),
        {"figure": ParameterSpec("flag", required=False), "cells": ParameterSpec("texts")},
        words=lambda _: ("year", "named", "words"),
        faults=_sum_faults,
        any_table=True,
    ),
    "remarks": KindSpec(
        of_prose(judge_remarks), {"remark": ParameterSpec("text")}, words=lambda _: ("words",)
    ),
    **kinds_names.KINDS,
    **kinds_sections.KINDS,
}
