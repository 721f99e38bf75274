"""Sentences and clauses: which words belong to which figure.

A clause of a figure reaches from the stop, comma, semicolon, bracket or figure before it up to the
next of these; brackets without a figure are no boundary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from core.extraction.compact import BREAK, Compact
from core.extraction.narrative_numbers import Quantity, quantities_in
from core.extraction.narrative_words import Word, words_in
from core.geometry import TextSpan
from core.prose import Mention, Precision

_SENTENCE: Final = re.compile(rf"[^。!?{BREAK}]+(?:。其中[^。!?{BREAK}]+)*")
_WORTH_READING: Final = re.compile(
    r"\d[余多]?[万亿]?[^\d,.:;、()年月日号]|[一二三四五六七八九十百千两][余多]?[件宗起例份篇部]|共[条件篇份]"
    r"|(?:未|没|无|零|为0)(?=.{0,60}(?:申请|复议|诉讼|费|规范性文件|行政[许处强]))|(?:申请|复议|诉讼|公开|处理费).{0,12}(?:未|没|零|为0|:无)"
    r"|[均都部](?=.{0,16}(?:维持|胜诉))"
)
_CLAUSE_START: Final = ",;(。"
_CLAUSE_END: Final = ",;()、"
_ONLY_SUM: Final = re.compile(r"(?:,|全年|合并|总)*(?:共|计|合计|共计|总计|累计|数量为|总数为)")
_ASIDE: Final = re.compile(r"\([^()]{0,60}\)$")
_YEAR: Final = re.compile(
    r"(?P<against>[较比与同])?(?P<year>20\d\d)年"
    r"(?:(?![\d修版第])|(?=\d{1,2}月(?:\d{1,2}日)?(?:起(?!至)|以来)))|(?P<this>今年|本年度?|全年|年内)"
)
_CARRIED: Final = re.compile(r"(?:20\d\d年度?)?结转(?:至|到|入)?(?:20\d\d年度?)?")
_QUOTED: Final = re.compile(r"《[^》]{0,80}》|〔\d{4}〕")
_MEASURES: Final = frozenset("件 宗 起 例 个 份 件次 项 笔 封 篇 部 元".split())
"""Measure words of what the tables count; with any other a figure counts something else."""
_LOOSE_MEASURES: Final = frozenset("条 次".split())
"""Measure words that some use of applications, too."""
_LOOSELY: Final = re.compile("申请|行政强制")
_LONGEST_QUOTE: Final = 60
_HEADING: Final = 30
_NARROW_COMMA: Final = re.compile(r",(?!\d)|(?<!\d),")
_WIDE: Final = str.maketrans(";:()!?", "；：（）！？")


@dataclass(frozen=True, slots=True)
class Clause:
    """A figure with the words of its clause: ``words`` before it, ``behind`` those after it.

    ``lead`` is the text before the first of the words, ``gap`` the text between the last of them and
    the figure, ``tail`` what follows it; ``aside`` is what stands in brackets between.
    """

    quantity: Quantity
    start: int
    end: int
    words: tuple[Word, ...]
    behind: tuple[Word, ...]
    lead: str
    gap: str
    tail: str
    aside: str


class Sentence:
    """Characters ``start`` to ``end`` of a compact text, without the full stop.

    ``topic`` is what stands before it in its paragraph: the heading and the sentence before.
    """

    def __init__(self, compact: Compact, start: int, end: int, topic: str) -> None:
        self.compact = compact
        self.start, self.end = start, end
        self.topic = topic
        self.body = compact.text[start:end]
        self.quantities = [_moved(q, start) for q in quantities_in(self.body)]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words that name something, in order; found only where a figure needs them."""
        moved = (
            Word(w.name, w.start + self.start, w.end + self.start) for w in words_in(self.body)
        )
        return tuple(moved)

    def year_at(self, offset: int) -> int | None:
        """The year that the sentence last named before the character; None for the report's."""
        return next((year for start, year in reversed(self._years) if start < offset), None)

    @cached_property
    def _years(self) -> tuple[tuple[int, int | None], ...]:
        return tuple(self._named_years())

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that stand wholly between two characters."""
        return tuple(w for w in self.words if w.start >= start and w.end <= end)

    def clauses(self) -> Iterator[Clause]:
        """Each figure with its clause, in order."""
        before = self.start
        for number, quantity in enumerate(self.quantities):
            later = self.quantities[number + 1 :]
            clause = self._clause(quantity, before, later[0].start if later else self.end)
            yield clause
            before = quantity.end
            if not clause.words and clause.behind and clause.behind[0].start == quantity.end:
                # 2件部分公开、1件不予公开: the word is the first figure's, and not the second's.
                before = clause.behind[0].end

    def mention(self, quantity: Quantity, family: str) -> Mention:
        """The figure as a mention of the family."""
        return self.quote(family, quantity.start, quantity.end, quantity=quantity)

    def quote(self, family: str, start: int, end: int, quantity: Quantity | None = None) -> Mention:
        """A mention at these characters; without a figure, a denial."""
        return Mention(
            family=family,
            value=quantity.value if quantity else None,
            unit=quantity.measure if quantity else "",
            precision=quantity.precision if quantity else Precision.EXACT,
            span=self.compact.span(start, end),
            sentence=self.span,
            words=self._words_around(start, end),
            year=self.year_at(start),
        )

    @property
    def span(self) -> TextSpan:
        """Its place in the document's text, the full stop included."""
        return self.compact.span(self.start, min(self.end + 1, len(self.compact.text) - 1))

    def _clause(self, quantity: Quantity, before: int, limit: int) -> Clause:
        text = self.compact.text
        aside = _ASIDE.search(text, before, quantity.start)
        stop = aside.start() if aside else quantity.start
        start = self._start_of_clause(before, stop)
        if start > before and _ONLY_SUM.fullmatch(text, start, stop):
            start = self._start_of_clause(before, start - 1)
        ends = (n for n in range(quantity.end, limit) if text[n] in _CLAUSE_END)
        end = next(ends, limit)
        named = quantity.bare_measure in _MEASURES or (
            quantity.bare_measure in _LOOSE_MEASURES | {"%"} and _LOOSELY.search(self.body)
        )
        words = self.words_between(start, stop) if named else ()
        return Clause(
            quantity,
            start,
            end,
            words=words,
            behind=self.words_between(quantity.end, end) if named else (),
            lead=text[start : words[0].start if words else stop],
            gap=text[words[-1].end : stop] if words else "",
            tail=text[quantity.end : end],
            aside=aside.group() if aside else "",
        )

    def _start_of_clause(self, before: int, stop: int) -> int:
        marks = [self.compact.text.rfind(mark, before, stop) for mark in _CLAUSE_START]
        return max(*marks, before - 1) + 1

    def _named_years(self) -> Iterator[tuple[int, int | None]]:
        quoted = [m.span() for m in _QUOTED.finditer(self.body)]
        quoted += [m.span() for m in _CARRIED.finditer(self.body)]
        for match in _YEAR.finditer(self.body):
            if match["against"] or any(a <= match.start() < b for a, b in quoted):
                continue
            yield match.start() + self.start, int(match["year"]) if match["year"] else None

    def _words_around(self, start: int, end: int) -> str:
        """The clause that the characters stand in, as people would quote it."""
        text = self.compact.text
        for marks in (",;:。", ",;:。(、"):
            first = max(text.rfind(mark, self.start, start) for mark in marks) + 1 or self.start
            stops = (text.find(mark, end, self.end) for mark in marks)
            last = min((stop for stop in stops if stop >= 0), default=self.end)
            if last - first <= _LONGEST_QUOTE:
                return _as_written(text[first:last])
        return _as_written(text[max(first, end - _LONGEST_QUOTE) : end])


def sentences_of(compact: Compact) -> Iterator[Sentence]:
    """The sentences in which a figure or a denial can stand, in order."""
    heading = before = ""
    for match in _SENTENCE.finditer(compact.text):
        body = match.group()
        opens = match.start() == 0 or compact.text[match.start() - 1] == BREAK
        closes = compact.text[match.end() : match.end() + 1] in (BREAK, "")
        if opens:
            before = ""
        if opens and len(body) < _HEADING and not re.search(r"[,;]|\d件", body):
            heading = body
            if closes:
                continue
        if _WORTH_READING.search(body):
            yield Sentence(compact, *match.span(), topic=f"{heading}。{before}")
        before = body


def _as_written(words: str) -> str:
    """The words with the wide marks of Chinese, but for the commas and points of numbers."""
    return _NARROW_COMMA.sub("，", words).translate(_WIDE)


def _moved(quantity: Quantity, offset: int) -> Quantity:
    return Quantity(
        quantity.start + offset,
        quantity.end + offset,
        quantity.value,
        quantity.measure,
        quantity.precision,
    )
