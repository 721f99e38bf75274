"""Dates as a report prints them, and those of them that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.extraction.compact import Compact
from core.extraction.titles import CHINESE_DIGITS, YEAR

_DATE: Final = re.compile(r"(?<!\d)(\d{3,6})年(\d{1,3})月(\d{1,3})日")
_CHINESE: Final = re.compile(
    rf"({YEAR})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日"
)
_PARTED: Final = re.compile(r"(?<![\d./-])(20\d\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d./-])")
_TENS: Final = re.compile(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)")
# A PDF may lose the blank before the time of day: 2022-02-2609:30.
_DAY_OF_MONTH: Final = r"(\d{2}(?=\d{2}:\d{2})|\d{1,2}(?!\d))"
_LABELLED: Final = re.compile(
    r"(?P<label>发布日期|发布时间|发表日期|发表时间|公开日期|公开时间|公布日期|公布时间|上传时间|发稿时间|发文日期|发文时间|成文日期|"
    r"成文时间|更新日期|更新时间|生成日期|印发日期|(?:^|(?<=[\n【\[])|来源[:：][^\n:：]{0,40}?[^\S\n])[^\S\n]*(?:时间|日期))"
    r"\s*[\]】]?\s*[:：]?\s*(?:\|\s*)?[\[【]?\s*"
    # A span of time is the one that the figures cover.
    rf"(?P<day>(?:20\d\d\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*{_DAY_OF_MONTH}"
    rf"|20\d\d[01]\d[0-3]\d(?!\d)|{_CHINESE.pattern})(?!\s*日?\s*(?:起|至|到|[—~～–])))"
)
_PIECES: Final = re.compile(r"(20\d\d)\D*(\d{1,2})\D*(\d{1,2})\D*")
_DATE_LINE: Final = re.compile(
    rf"[\[【(]?(20\d\d)[-/.年](\d{{1,2}})[-/.月]{_DAY_OF_MONTH}日?"
    r"(?:\d{2}:\d{2}(?::\d{2})?)?(?:$|[\]】)]|信息来源|来源|作者|浏览|点击|阅读|字[号体]|星期)"
)
_PUBLISHED: Final = ("发布", "发表", "公开", "公布", "上传", "发稿", "来源", "时间", "日期")
_SEPARATE_YEAR: Final = 4


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed date: ISO 8601, or None where there is no such day; ``start``, ``end`` as searched."""

    iso: str | None
    start: int
    end: int


def dates_in(compact: Compact, source: str) -> Iterator[Printed]:
    """All full dates of the text, in order of kind: figures, then Chinese numerals."""
    for found in _DATE.finditer(compact.text):
        start = found.start()
        digits = found[1]
        gap = _gap(compact, source, found.start(1), found.end(1))
        if gap:  # another number, such as a telephone's, ends where the year begins
            start, digits = gap, compact.text[gap : found.end(1)]
        yield Printed(_iso(digits, found[2], found[3]), start, found.end())
    for found in _CHINESE.finditer(compact.text):
        year = "".join(CHINESE_DIGITS.get(c, c) for c in found[1])
        yield Printed(_iso(year, _small(found[2]), _small(found[3])), *found.span())


def signed_day(text: str) -> Printed | None:
    """The date with which a line without blanks ends, also one in figures that marks part."""
    for pattern in (_DATE, _CHINESE, _PARTED):
        for found in pattern.finditer(text):
            if found.end() == len(text):
                return Printed(_day(found.group()), *found.span())
    return None


def _day(text: str) -> str | None:
    """The day of one printed date, of whatever kind."""
    if named := _CHINESE.fullmatch(text):
        year = "".join(CHINESE_DIGITS.get(c, c) for c in named[1])
        return _iso(year, _small(named[2]), _small(named[3]))
    found = _PIECES.fullmatch(text)
    return _iso(*found.groups()) if found else None


def _gap(compact: Compact, source: str, start: int, end: int) -> int | None:
    """Where the last four digits begin, if a blank stands before them."""
    at = end - _SEPARATE_YEAR
    if at <= start:
        return None
    between = source[compact.offsets[at - 1] + 1 : compact.offsets[at]]
    return at if between else None


def _small(numeral: str) -> str:
    """A Chinese numeral below one hundred in digits."""
    found = _TENS.fullmatch(numeral)
    if not found:
        return "0"
    tens = int(CHINESE_DIGITS.get(found[1], "1")) if found[2] else 0
    ones = found[3] or ("" if found[2] else found[1])
    return str(tens * 10 + int(CHINESE_DIGITS.get(ones, "0")))


def _iso(year: str, month: str, day: str) -> str | None:
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def labelled_dates(text: str) -> list[Printed]:
    """Dates that the page calls its own, those of publication before those of the document."""
    found = [
        (not m["label"].startswith(_PUBLISHED), m.start(), m) for m in _LABELLED.finditer(text)
    ]
    printed = (
        Printed(_day(m["day"]), *m.span("day")) for _, _, m in sorted(found, key=lambda f: f[:2])
    )
    return [p for p in printed if p.iso]


def date_line(text: str) -> Printed | None:
    """The date with which a line without blanks begins, if only a time or a source follows."""
    found = _DATE_LINE.match(text)
    iso = _iso(found[1], found[2], found[3]) if found else None
    return Printed(iso, found.start(1), found.end(3)) if found and iso else None
