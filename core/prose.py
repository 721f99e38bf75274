"""What the prose of a report says: its sections, the figures it quotes, and remarks on its form.

Facts only, each with its place in Document.text; whether they agree with the tables is a rule's
business. All spans are characters of the document's full text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.geometry import TextSpan

_FACTORS: Final = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class Precision(StrEnum):
    """How exactly a figure is meant: 约, 左右, 近 (about), 余, 多, 以上 (more), 不足 (less)."""

    EXACT = "exact"
    ABOUT = "about"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure quoted in the prose.

    ``family`` names what it counts (``new_requests``, ``answered``, ...; the names that the rules of
    resources/rules/text.toml compare; ``figure`` for anything else). ``value`` is in ``unit`` as
    printed, 173769 for 173769万条 with the unit 万条; None where the number is missing before its
    measure word. A denial (未收到, 未发生) is a mention of 0 without a unit. ``words`` are the clause
    that names it, as printed but for line breaks. ``year`` is the year that the sentence names for
    the figure, None when it names none. ``includes`` are further families that the figure contains
    (含上年结转, 予以公开及部分公开). ``doubt`` says why the match may mean something else: ``organ`` (the
    clause names another organ), ``topic`` (what is counted is only to be guessed), ``wording``;
    "" when it cannot.
    """

    family: str
    value: Decimal | None
    unit: str
    precision: Precision
    span: TextSpan
    sentence: TextSpan
    words: str = ""
    year: int | None = None
    includes: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def number(self) -> Decimal | None:
        """The value with its factor applied: 1737690000 for 173769万条; yuan where it is money."""
        factor = _FACTORS.get(self.unit[:1])
        return self.value if self.value is None or factor is None else self.value * factor


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A sentence that gives a total and its parts; ``kind`` is parts (其中, 分别) or channels.

    ``is_complete`` says that the parts are meant to be all of them (分别, 包括, 其他); 其中 alone may
    name only some.
    """

    kind: str
    total: Mention
    parts: tuple[Mention, ...]
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with the figures that it is a ratio of, where the sentence gives both."""

    percent: Mention
    part: Mention
    whole: Mention


@dataclass(frozen=True, slots=True)
class Section:
    """A section as printed: ``code`` is overview, active, requests, review, problems or other.

    ``numeral`` is its number as printed ("二、", "2、", "" when there is none); ``heading`` spans the
    heading, ``body`` what follows up to the next one.
    """

    code: str
    numeral: str
    title: str
    heading: TextSpan
    body: TextSpan


@dataclass(frozen=True, slots=True)
class Remark:
    """A fact about the report's form: a year that is named, a date, an organ, leftover template text.

    ``kind`` says which, ``value`` holds it in normal form (2021, 2021-01-20, an organ's name).
    """

    kind: str
    value: str
    span: TextSpan
    sentence: TextSpan


@dataclass(frozen=True, slots=True)
class Prose:
    """All facts of one report's prose, in reading order.

    ``sketch`` are the hashes of every eighth (by hash value) of the 5-grams of its text, sorted: two
    reports' sketches give the share of text that they have in common (CASS 2017 measured it so).
    """

    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    shares: tuple[Share, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sketch: tuple[int, ...] = ()
