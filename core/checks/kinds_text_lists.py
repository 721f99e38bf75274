"""Kinds of rules on lists and percentages inside the prose."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.checks.figures import number_text
from core.checks.quoted import as_warning, is_doubtful, is_of_this_year, place_of, said_text
from core.checks.subject import Answer, KindSpec, finding, passed, sentence
from core.findings import Status
from core.language import say
from core.prose import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.checks.subject import Subject
    from core.findings import Finding
    from core.prose import Breakdown, Mention, Share
    from core.rules import Rule

_HUNDRED: Final = Decimal(100)
_ZERO: Final = Decimal(0)
_MANY: Final = 4
_NEW: Final = Address("requests", "new", "total")
_CARRIED_IN: Final = Address("requests", "carried_in", "total")


def judge_parts(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The parts of a list add up to its total.

    其中 may name only some of the parts: then they must not exceed the total, and a list of many
    that all but reaches it is suspicious.
    """
    for listed in subject.statement.extraction.prose.breakdowns:
        total, added = listed.total, _added(listed.parts)
        if listed.kind != "parts" or total.number is None or _slipped(listed):
            continue
        gap = total.number - added
        if gap and not listed.is_complete and not _is_suspicious(rule, subject, listed, gap):
            continue
        is_rounded = any(is_doubtful(m) for m in (total, *listed.parts))
        yield _list_finding(
            rule,
            subject,
            listed,
            holds=not gap or (is_rounded and abs(gap) <= _slack(listed)),
            certain=listed.is_complete and not is_rounded,
        )


def _is_suspicious(rule: Rule, subject: Subject, listed: Breakdown, gap: Decimal) -> bool:
    total = listed.total.number or _ZERO
    near = subject.threshold(rule, "near") * total
    return gap < 0 or (len(listed.parts) >= _MANY and gap <= max(near, Decimal(1)))


def _slack(listed: Breakdown) -> Decimal:
    """How far rounded figures may be apart: a tenth of those that are not exact."""
    figures = (listed.total, *listed.parts)
    return (
        sum((m.number or _ZERO for m in figures if m.precision is not Precision.EXACT), _ZERO) / 10
    )


def judge_unit_slip(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A total in 万条 of parts in 条 that add up to it without the factor."""
    for listed in subject.statement.extraction.prose.breakdowns:
        if listed.total.value and _slipped(listed):
            yield _list_finding(rule, subject, listed, holds=False, certain=True)


def _slipped(listed: Breakdown) -> bool:
    total, added = listed.total, _added(listed.parts)
    face = sum((part.value or _ZERO for part in listed.parts), _ZERO)
    return total.number != added and total.value == face


def judge_channels(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Applications by channel add up to those that came in, or to these and those carried in."""
    for listed in subject.statement.extraction.prose.breakdowns:
        total = listed.total
        if listed.kind != "channels" or total.number is None:
            continue
        if total.family != "new_requests" or not is_of_this_year(subject, total):
            continue
        added = _added(listed.parts)
        cells = [subject.figure(a).number or _ZERO for a in (_NEW, _CARRIED_IN)]
        with_carried = total.number + _carried_in(subject, total)
        holds = added in (total.number, with_carried, cells[0], sum(cells))
        yield _list_finding(rule, subject, listed, holds=holds, certain=False)


def _carried_in(subject: Subject, received: Mention) -> Decimal:
    """The files carried in that the sentence names beside those received."""
    return _added(
        [
            mention
            for mention in subject.statement.extraction.prose.mentions
            if mention.family == "carried_in" and mention.sentence == received.sentence
        ]
    )


def _list_finding(
    rule: Rule, subject: Subject, listed: Breakdown, *, holds: bool, certain: bool
) -> Finding:
    total, added = listed.total, _added(listed.parts)
    parts = " + ".join(said_text(part) for part in listed.parts)
    values = {
        "words": total.words,
        "said": said_text(total),
        "parts": parts,
        "added": number_text(added),
    }
    where = say(f"正文“{total.words}”", f"“{total.words}”")
    found = finding(
        rule,
        subject,
        Answer(
            Status.PASS if holds else Status.FAIL,
            place_of(total),
            passed(rule, where) if holds else sentence(rule, values),
            left=total.number,
            right=added,
            text=(total.sentence,),
            facts=(said_text(total), parts),
        ),
    )
    return as_warning(found, when=not certain)


def _added(parts: Sequence[Mention]) -> Decimal:
    return sum((part.number or _ZERO for part in parts), _ZERO)


def judge_share(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A percentage is the ratio of the figures beside it, but for one in its last digit."""
    for share in subject.statement.extraction.prose.shares:
        percent, part, whole = share.percent, share.part, share.whole
        if percent.value is None or part.number is None or not whole.number:
            continue
        last = Decimal(1).scaleb(min(_exponent(percent.value), 0))
        ratio = part.number / whole.number * _HUNDRED
        holds = abs(percent.value - ratio) <= last
        true = percent.value if holds else ratio.quantize(last, ROUND_HALF_UP)
        yield _share(rule, subject, share, true=true)


def _share(rule: Rule, subject: Subject, share: Share, *, true: Decimal) -> Finding:
    figures = (share.percent, share.part, share.whole)
    said, part, whole = map(said_text, figures)
    words = share.percent.words
    values = {"words": words, "said": said, "part": part, "whole": whole}
    holds = true == share.percent.value
    where = say(f"正文“{words}”", f"“{words}”")
    answer = Answer(
        Status.PASS if holds else Status.FAIL,
        place_of(share.percent),
        passed(rule, where)
        if holds
        else sentence(rule, values | {"true": number_text(true) + "%"}),
        left=share.percent.value,
        right=true,
        text=(share.percent.sentence,),
        facts=(said, part, whole),
    )
    return as_warning(finding(rule, subject, answer), when=any(map(is_doubtful, figures)))


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def judge_missing(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A measure word stands without its number; the parts listed after it give what it was."""
    prose = subject.statement.extraction.prose
    for mention in prose.mentions:
        if mention.value is not None:
            continue
        parts = next((b.parts for b in prose.breakdowns if b.total.span == mention.span), ())
        added = _added(parts)
        hint = say(
            f"，所列各项相加为 {number_text(added)}",
            f"; the parts that follow add up to {number_text(added)}",
        )
        values = {"words": mention.words, "said": mention.unit, "hint": hint if parts else ""}
        found = finding(
            rule,
            subject,
            Answer(
                Status.FAIL,
                place_of(mention),
                sentence(rule, values),
                right=added if parts else None,
                text=(mention.sentence,),
                facts=(mention.words,),
            ),
        )
        yield as_warning(found, when=bool(mention.doubt))


_LIST_WORDS: Final = ("words", "said", "parts", "added")

KINDS: Final[dict[str, KindSpec]] = {
    "parts": KindSpec(judge_parts, words=lambda _rule: _LIST_WORDS),
    "unit_slip": KindSpec(judge_unit_slip, words=lambda _rule: _LIST_WORDS),
    "channels": KindSpec(judge_channels, words=lambda _rule: _LIST_WORDS),
    "share": KindSpec(judge_share, words=lambda _rule: ("words", "said", "part", "whole", "true")),
    "missing_number": KindSpec(judge_missing, words=lambda _rule: ("words", "said", "hint")),
}
