"""Answers of rules that judge a report's form by its remarks, dates and names."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from core.checks.subject import Answer, doubtful, finding, passed, sentence
from core.findings import Status
from core.geometry import TextSpan
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.checks.subject import Judge, Subject
    from core.findings import Finding
    from core.geometry import Place
    from core.prose import Remark
    from core.rules import Rule


def of_prose(judge: Judge) -> Judge:
    """The judge, silent where the prose was not read at all (a reading of before it was)."""

    @wraps(judge)
    def judge_read(rule: Rule, subject: Subject) -> Iterable[Finding]:
        return judge(rule, subject) if subject.statement.extraction.prose.remarks else ()

    return judge_read


def remarks(subject: Subject, kind: str) -> tuple[Remark, ...]:
    """The remarks of one kind on the report."""
    return tuple(r for r in subject.statement.extraction.prose.remarks if r.kind == kind)


def remark(subject: Subject, kind: str) -> Remark | None:
    """The first remark of the kind."""
    return next(iter(remarks(subject, kind)), None)


def failed(
    rule: Rule, subject: Subject, instance: str, words: Mapping[str, str], *text: TextSpan
) -> Finding:
    """The rule's sentence with the words, which a verdict on the finding depends on."""
    answer = Answer(
        Status.FAIL, instance, sentence(rule, words), text=text, facts=tuple(words.values())
    )
    return finding(rule, subject, answer)


def held(rule: Rule, subject: Subject, instance: str, *facts: str) -> Finding:
    """The rule was judged on these facts and nothing is wrong."""
    return finding(rule, subject, Answer(Status.PASS, instance, passed(rule, ""), facts=facts))


def unclear(rule: Rule, subject: Subject, instance: str, zh: str, en: str) -> Finding:
    """The rule cannot tell, and why."""
    message = doubtful(rule, "", say(zh, en))
    return finding(rule, subject, Answer(Status.CANNOT_TELL, instance, message))


def spans(*places: Place | None) -> tuple[TextSpan, ...]:
    """Those of the places that are spans of the text."""
    return tuple(place for place in places if isinstance(place, TextSpan))
