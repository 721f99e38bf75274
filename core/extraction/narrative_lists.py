"""Totals with their parts, percentages, and figures that were left out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from core.extraction.narrative_clauses import Sentence
from core.extraction.narrative_words import KINDS
from core.prose import Breakdown, Mention, Share

_OPENS: Final = re.compile(r"其中|分别(?:为|是)?|包括|分为|包含")
_COMPLETE: Final = re.compile(r"分别|包括|分为")
_REST: Final = re.compile(r"其[他它余](?!处理|组织|结果)")
_NO_PART: Final = re.compile(
    r"同比|环比|增[加长]|减少|下降|上升|[较比](?:上|去|往|20)|去年|涉及|覆盖|满意|召开|举办|培训"
)
_CHANGED: Final = re.compile(r"(?:增[加长]|减少|下降|上升|多|少)了?$")
_NEW_TOTAL: Final = re.compile(r"全年|本年度|截[至止]")
_SUBJECTS: Final = frozenset({"received", "answered", "carried_in", "carried_out", "dispute"})
_SHARE: Final = re.compile(
    r"[,、(]?(?:约|大约)?占(?:比|全部|全年|总|申请|受理|办结|答复|信息|公开|政府|件|数|量|结果|处理|的|比例|比重|为|达|约|到|了)*"
)
_OF_WHICH: Final = re.compile(r"[^,;]{0,14}[中里],")
"""Behind a total whose shares follow: 88件答复中，予以公开41件."""
_MISSING: Final = re.compile(
    r"(?:(?<!公)共计?|累计|合计|总计)(?:主动)?(?:公开|发布|收到|受理|办结|答复|制发|公布)?"
    r"(?:各类|政府|信息|申请|规范性文件)*(?P<measure>[条件篇份次期场])(?=[,;。、(]|$)"
)
_MISSING_ITEM: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?P<measure>条)(?=、)")
_NO_MEASURE: Final = re.compile(
    r"[一二两三四五六七八九十百千几数多余第头线链信教面油便纸柳金各每逐]$"
)
_ITEM_REACH: Final = 25
_ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a sentence in its place; ``depth`` counts the brackets around it."""

    start: int
    end: int
    depth: int
    mention: Mention

    @property
    def is_percent(self) -> bool:
        """Whether it is a percentage."""
        return self.mention.unit == "%"


@dataclass
class _List:
    """A list that is being read: its likely totals, the likelier first, and its parts so far.

    ``before`` are all figures before it that can be its total, ``seen`` all before it; ``others``
    are figures of the list in another measure (公文8件 of 441条).
    """

    totals: tuple[Entry, ...]
    depth: int
    opener: str
    before: tuple[Entry, ...]
    seen: tuple[Entry, ...]
    parts: list[Entry] = field(default_factory=list[Entry])
    others: list[Entry] = field(default_factory=list[Entry])
    names_rest: bool = False


def entries_of(sentence: Sentence, mentions: Sequence[Mention]) -> list[Entry]:
    """The figures of a sentence in order, with those that were left out."""
    text = sentence.compact.text
    spots = [(q.start, q.end, m) for q, m in zip(sentence.quantities, mentions, strict=True)]
    spots += [(m.start("measure"), m.end(), _missing(sentence, m)) for m in _gaps(sentence)]
    spots.sort(key=lambda spot: spot[0])
    entries: list[Entry] = []
    depth, at = 0, sentence.start
    for start, end, mention in spots:
        depth += text.count("(", at, start) - text.count(")", at, start)
        entries.append(Entry(start, end, depth, mention))
        at = start
    return entries


def _gaps(sentence: Sentence) -> Iterator[re.Match[str]]:
    text = sentence.compact.text
    yield from _MISSING.finditer(text, sentence.start, sentence.end)
    for match in _MISSING_ITEM.finditer(text, sentence.start, sentence.end):
        beside = any(
            q.measure == "条" and 0 < q.start - match.end() < _ITEM_REACH
            for q in sentence.quantities
        )
        if beside and not _NO_MEASURE.search(text, sentence.start, match.start()):
            yield match


def _missing(sentence: Sentence, match: re.Match[str]) -> Mention:
    doubt = "" if match.re is _MISSING else "wording"
    mention = sentence.quote("figure", match.start("measure"), match.end())
    return replace(mention, unit=match["measure"], doubt=doubt)


def breakdowns_in(sentence: Sentence, entries: Sequence[Entry]) -> Iterator[Breakdown]:
    """The lists of the sentence, inner ones too."""
    text = sentence.compact.text
    open_lists: list[_List] = []
    seen: list[Entry] = []
    for entry in entries:
        between = text[seen[-1].end if seen else sentence.start : entry.start]
        while open_lists and entry.depth < open_lists[-1].depth:
            yield from _closed(open_lists.pop())
        before = [
            e
            for e in seen
            if _can_be_total(e, entry) and not _CHANGED.search(text, sentence.start, e.start)
        ]
        opener = _OPENS.search(between)
        if opener and before:
            totals = (before[-1],)
            if open_lists and open_lists[-1].depth == entry.depth:
                outer = open_lists.pop()
                totals = (before[-1], *outer.totals)
                yield from _closed(outer)
            running = _List(totals, entry.depth, opener.group(), tuple(before), tuple(seen))
            open_lists.append(running)
        seen.append(entry)
        if entry.is_percent:
            continue
        if open_lists and entry.depth == open_lists[-1].depth:
            if _ends(sentence, open_lists[-1], between, entry):
                yield from _closed(open_lists.pop(), is_cut=True)
            else:
                _add(open_lists[-1], entry, between)
    while open_lists:
        yield from _closed(open_lists.pop())


def channels_in(entries: Sequence[Entry], lists: Sequence[Breakdown]) -> Iterator[Breakdown]:
    """网上申请5件，信函申请4件 behind the number of applications, without 其中."""
    listed = {part.span for one in lists for part in one.parts}
    loose = [e.mention for e in entries if e.mention.family.startswith("channel_")]
    loose = [mention for mention in loose if mention.span not in listed]
    totals = [e.mention for e in entries if e.mention.family == "new_requests"]
    if len(loose) > 1 and totals and totals[-1].span.start < loose[0].span.start:
        yield Breakdown("channels", totals[-1], tuple(loose), is_complete=True)


def _can_be_total(total: Entry, part: Entry) -> bool:
    """Files carried from year to year are not what a list behind them divides."""
    carried = total.mention.family in ("carried_in", "carried_out")
    return total.depth <= part.depth and not total.is_percent and not carried


def _ends(sentence: Sentence, running: _List, between: str, entry: Entry) -> bool:
    """Whether the figure begins something new rather than going on with the list."""
    if not running.parts:
        return False
    if _NEW_TOTAL.search(between):
        return True
    if running.depth > running.totals[0].depth:
        return False  # brackets hold the list together
    subjects = _subjects(sentence, running.parts[-1].end, entry.start)
    if KINDS.get(running.parts[-1].mention.family) == "result":
        subjects.discard("carried_out")  # what is still open is a result, too
    return bool(subjects - _subjects(sentence, running.totals[0].end, running.parts[0].start))


def _subjects(sentence: Sentence, start: int, end: int) -> set[str]:
    words = sentence.words_between(start, end)
    return {name for word in words for name in (word.name, word.kind) if name in _SUBJECTS}


def _add(running: _List, entry: Entry, between: str) -> None:
    mention = entry.mention
    if _measure(mention) != _measure(running.totals[0].mention) or _NO_PART.search(between):
        running.others.append(entry)
        return
    running.parts.append(entry)
    if _REST.search(between):
        running.names_rest = True


def _closed(running: _List, *, is_cut: bool = False) -> Iterator[Breakdown]:
    """The list as read; one that another subject cut off is complete only where it names a rest."""
    if len(running.parts) < 2:
        return
    at = _second_division(running)
    if at:
        yield from _closed(replace(running, parts=running.parts[:at]), is_cut=True)
        yield from _closed(replace(running, parts=running.parts[at:]), is_cut=True)
        return
    parts = tuple(entry.mention for entry in running.parts)
    total = _likeliest_total(running, parts)
    if total is None or _divides_several(running, parts) or _leaves_room(running, parts, total):
        return
    channels = all(part.family.startswith("channel_") for part in parts)
    persons = {"natural_person", "organisations"} <= {part.family for part in parts}
    named = bool(_COMPLETE.match(running.opener)) or channels or persons
    yield Breakdown(
        "channels" if channels else "parts",
        total,
        parts,
        is_complete=(running.names_rest or (named and not is_cut))
        and not running.others
        and len(running.totals) == 1,
    )


def _second_division(running: _List) -> int:
    """Where a total that is divided already is divided again by something else; 0 if nowhere.

    申请9件，其中自然人7件，法人2件，予以公开5件，无法提供4件.
    """
    total = running.totals[0].mention.number
    together = Decimal(0)
    for count, (part, following) in enumerate(pairwise(running.parts), start=1):
        together += part.mention.number or Decimal(0)
        kinds = {KINDS.get(entry.mention.family) for entry in (part, following)}
        if together == total and len(kinds) > 1:
            return count
    return 0


def _leaves_room(running: _List, parts: Sequence[Mention], total: Mention) -> bool:
    """Whether figures of the list in another measure may be what its parts lack of the total."""
    added = sum((part.number or Decimal(0) for part in parts), Decimal(0))
    return bool(running.others) and added < (total.number or Decimal(0))


def _likeliest_total(running: _List, parts: Sequence[Mention]) -> Mention | None:
    """Of several figures before the list, the one that it adds up to, else the one just before."""
    totals = [entry.mention for entry in running.totals]
    added = sum((part.number or Decimal(0) for part in parts), Decimal(0))
    earlier = [
        entry.mention
        for entry in reversed(running.before)
        if _measure(entry.mention) == _measure(parts[0])
    ]
    exact = next((total for total in (*totals, *earlier) if total.number == added), None)
    return exact or (totals[0] if len(totals) == 1 else None)


def _divides_several(running: _List, parts: Sequence[Mention]) -> bool:
    """直接起诉3件，复议后起诉1件，其中维持2件，其他结果2件: the list is of all figures before it."""
    added = sum((part.number or Decimal(0) for part in parts), Decimal(0))
    together = Decimal(0)
    for count, entry in enumerate(reversed(running.seen), start=1):
        if entry.is_percent or _measure(entry.mention) != _measure(parts[0]):
            return False
        together += entry.mention.number or Decimal(0)
        if together == added:
            return count > 1
    return False


def _measure(mention: Mention) -> str:
    return mention.unit.lstrip("万亿")


def shares_in(sentence: Sentence, entries: Sequence[Entry]) -> Iterator[Share]:
    """The percentages that the sentence gives of a total that it names, too."""
    text = sentence.compact.text
    before: list[Entry] = []
    for part, percent in pairwise(entries):
        if not _is_share(sentence, part, percent):
            before.append(part)
            continue
        whole = _whole(before, part, percent)
        if whole is None:
            continue
        listed = _OPENS.search(text, whole.end, part.start) or _OF_WHICH.match(text, whole.end)
        if not listed and whole.mention.family == "figure":
            continue
        doubt = "" if listed else "topic"
        yield Share(replace(percent.mention, doubt=doubt), part.mention, whole.mention)


def shares_of_table(
    sentence: Sentence, entries: Sequence[Entry], known: Sequence[Share]
) -> Iterator[Mention]:
    """不予公开35件，占4.34%: percentages whose whole only the table gives."""
    of_prose = {share.percent.span for share in known}
    for part, percent in pairwise(entries):
        if percent.mention.span in of_prose or not _is_share(sentence, part, percent):
            continue
        if KINDS.get(part.mention.family) in ("result", "person"):
            names = [f"{name}_share" for name in (part.mention.family, *part.mention.includes)]
            yield replace(percent.mention, family=names[0], includes=tuple(names[1:]))


def _is_share(sentence: Sentence, part: Entry, percent: Entry) -> bool:
    """Whether the second figure is the share of the first: 41件，占46.6%."""
    if not percent.is_percent or part.is_percent or part.mention.number is None:
        return False
    return _SHARE.fullmatch(sentence.compact.text, part.end, percent.start) is not None


def _whole(before: Sequence[Entry], part: Entry, percent: Entry) -> Entry | None:
    """Of the figures of the kind that are no share themselves, the one that the share is of.

    It is the one that the share is right of, else the results of what was answered, the first else.
    """
    number = part.mention.number or Decimal(0)
    able = [
        entry
        for entry in before
        if (entry.mention.number or 0) >= max(number, _ONE)
        and _measure(entry.mention) == _measure(part.mention)
    ]
    said = percent.mention.value or Decimal(0)
    last = _ONE.scaleb(min(int(said.as_tuple().exponent), 0))
    exact = (e for e in able if abs(number / (e.mention.number or _ONE) * 100 - said) <= last)
    is_result = KINDS.get(part.mention.family) == "result"
    answered = (e for e in able if is_result and e.mention.family in ("answered", "handled"))
    return next(exact, None) or next(answered, None) or next(iter(able), None)
