"""Who reports on which year and when it was published, from the document's own words.

The file's name decides nothing: what it suggests is a proposal (core.proposals), never a reading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import category

from core.agencies import may_be_same
from core.cells import Quoted
from core.document import Document
from core.extraction.compact import Compact
from core.extraction.dates import date_line, labelled_dates, signed_day
from core.extraction.own_names import PRESS, fields_in, is_full, is_organ, sentences_in
from core.extraction.titles import YEAR, Lines, Part, Title, titles_in, year_number
from core.geometry import TextSpan

_UNSEEN: Final = frozenset({"Cc", "Cf"})
"""Signs without a shape, such as those that turn the writing round: no part of a name."""
_PERIOD: Final = re.compile(
    rf"(?P<year>{YEAR})年(?:度)?1月(?:1日)?(?:开始|起|零时)?[,]?(?:至|到|—|-|－|–|~|-)+"
    rf"(?:(?P<until>{YEAR})年|\d{{5,8}}年|当年|同年|本年)?(?:度)?(?P<end>1[0-2]月(?:\d{{1,2}}日|底)?|年底)"
)
_YEAR_OF_WORK: Final = (
    re.compile(rf"(?P<year>{YEAR})年(?:度)?政府信息公开"),
    re.compile(rf"总体情况[^。]{{0,12}}?(?P<year>{YEAR})年"),
)
_YEAR_OF_SENTENCE: Final = re.compile(
    rf"(?P<year>{YEAR})年(?:度|以来|全年)?(?!\d|[一二三四五六七八九十]{{1,2}}月|[底初末前]|同期|相比)"
)
"""The year with which a sentence begins to tell of it."""
_TABLES_BEGIN: Final = re.compile(r"第二十条第?\(?一\)?项|主动公开政府信息情况")
_LAST_SECTION: Final = re.compile(r"其[他它]需要?(?:报告|说明)|需要?报告的其?[他它]?事项")
_FOOT: Final = re.compile(
    r"上一[篇条]|下一[篇条]|分享|打印|关闭|扫一扫|版权|主办|承办|网站|链接|相关|附件"
)
_BELOW_ARTICLE: Final = re.compile(r"上一[篇条]|下一[篇条]|分享|打印|关闭|扫一扫|版权|主办单位")
_PAGE_NUMBER: Final = re.compile(r"[-—–·\d第页共/]*")
_SEAL: Final = re.compile(r"\((?:公章|盖章|印章|章)\)")
_OPENING: Final = 1500
"""Characters without blanks before the tables, where nothing says where these begin."""
_SIGNATURE_LINES: Final = 15
_LAST_LINES: Final = 4
_BELOW_TITLE: Final = 3
_MENUS: Final = ("栏目导航", "导航", "栏目", "首页", "目录", "政府信息公开", "信息公开", "政务公开")
_MARGIN: Final = 6
"""Characters of a menu on one line at most."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the document says of itself, each with its place; ``title`` is the title as printed.

    What only the file's own title field says (HTML title, document property) has no place.

    ``signature`` is the organ that signs at the end, ``period`` the year that the report says its
    figures cover, ``period_end`` the last day of it.
    """

    agency: Quoted
    year: Quoted
    published: Quoted
    title: Quoted
    signature: Quoted
    period: Quoted
    period_end: Quoted


def identify(document: Document) -> Identity:
    """Agency, year and date of publication; value None where the document does not say."""
    printed = _printed(document)
    if printed.title.value or not document.title:
        return printed
    declared = _printed(replace(document, text=document.title, title="", published="", grids=()))
    if not declared.title.value:
        return printed
    return replace(
        printed,
        title=Quoted(declared.title.value),
        agency=printed.agency if printed.agency.value else Quoted(declared.agency.value),
        year=printed.year if printed.year.value else Quoted(declared.year.value),
    )


def _printed(document: Document) -> Identity:
    """What the text itself says."""
    whole = Compact(document.text)
    lines = Lines(document, whole)
    period = _PERIOD.search(whole.text)
    found = list(titles_in(whole, lines))
    title = _best(found, whole, Compact(document.title).text, period)
    signature, signed = _signature(document, whole, lines)
    firm = title if title and (title.alone or title.own) else None
    return Identity(
        agency=_agency(document, whole, title, signature),
        year=_year(whole, lines, firm, title, period),
        published=_published(document, whole, lines, firm) or _dated(document, signed),
        title=_quoted(document, whole, firm.start, firm.end) if firm else Quoted(None),
        signature=signature,
        period=_year_quoted(whole, period.span("year")) if period else Quoted(None),
        period_end=_period_end(whole, period) if period else Quoted(None),
    )


def _best(
    found: list[Title], whole: Compact, declared: str, period: re.Match[str] | None
) -> Title | None:
    """The title of this report: most complete, repeated by the file's own title, of its year."""

    def worth(title: Title) -> int:
        points = 4 * title.alone + 3 * title.own
        points += 2 * (title.agency is not None) + 2 * (title.year is not None)
        if title.year and period:
            points += year_number(title.year.text) == year_number(period["year"])
        return points + 2 * (whole.text[title.start : title.end] in declared)

    return max(found, key=worth, default=None)


def _year(
    whole: Compact,
    lines: Lines,
    firm: Title | None,
    loose: Title | None,
    period: re.Match[str] | None,
) -> Quoted:
    if firm and firm.year:
        return _year_quoted(whole, (firm.year.start, firm.year.end))
    if period:
        return _year_quoted(whole, period.span("year"))
    if loose and loose.year:
        return _year_quoted(whole, (loose.year.start, loose.year.end))
    for pattern in _YEAR_OF_WORK:
        named = pattern.search(whole.text)
        if named:
            return _year_quoted(whole, named.span("year"))
    return _year_told(whole, lines)


def _year_told(whole: Compact, lines: Lines) -> Quoted:
    """The only year with which sentences before the tables begin; none where there are several."""
    tables = _TABLES_BEGIN.search(whole.text)
    end = tables.start() if tables else _OPENING
    told = [
        found
        for found in _YEAR_OF_SENTENCE.finditer(whole.text, 0, end)
        if whole.text[found.start() - 1] in "。;,:)" or found.start() in lines.starts
    ]
    if len({year_number(found["year"]) for found in told}) != 1:
        return Quoted(None)
    return _year_quoted(whole, told[0].span("year"))


def _year_quoted(whole: Compact, bounds: tuple[int, int]) -> Quoted:
    return Quoted(str(year_number(whole.text[slice(*bounds)])), whole.span(*bounds))


def _period_end(whole: Compact, period: re.Match[str]) -> Quoted:
    """The last day that the figures cover; a month alone means its end."""
    year = year_number(period["until"] or period["year"])
    named = re.fullmatch(r"(\d{1,2})月(?:(\d{1,2})日|底)?", period["end"])
    month, day = (named[1], named[2] or "31") if named else ("12", "31")
    return Quoted(f"{year}-{int(month):02}-{int(day):02}", whole.span(*period.span()))


def _quoted(document: Document, whole: Compact, start: int, end: int) -> Quoted:
    span = whole.span(start, end)
    quoted = document.text[span.start : span.end]
    return Quoted(
        "".join(c for c in quoted if not c.isspace() and category(c) not in _UNSEEN), span
    )


def _agency(document: Document, whole: Compact, title: Title | None, signature: Quoted) -> Quoted:
    """The title's organ; where it names none, or none in full, the fullest of the others."""
    others = list(_other_names(document, whole, signature))
    if not (title and title.agency):
        return next((quoted for _, quoted in sorted(others, key=lambda o: o[0])), Quoted(None))
    named = _quoted(document, whole, *_without_margin(whole, title.agency))
    if is_full(named.value or ""):
        return named
    fuller = [q for _, q in others if q.value and is_full(q.value)]
    return next((q for q in fuller if may_be_same(q.value or "", named.value or "")), named)


def _without_margin(whole: Compact, agency: Part) -> tuple[int, int]:
    """Where the name begins and ends without the words of a menu beside it, of which a page as
    printed has the first on the title's line; the document names the organ without them elsewhere."""
    for size in range(1, _MARGIN + 1):
        rest = agency.text[size:]
        beside = any(menu.startswith(agency.text[:size]) for menu in _MENUS)
        often = whole.text.count(rest) - whole.text.count(agency.text)
        if beside and is_full(rest) and is_organ(rest) and often:
            return agency.start + size, agency.end
    return agency.start, agency.end


def _other_names(
    document: Document, whole: Compact, signature: Quoted
) -> Iterator[tuple[int, Quoted]]:
    """Organs that the document names as its own, with a rank: smaller is surer."""
    for rank, name, span in fields_in(document):
        yield rank, Quoted(name, span)
    if signature.value:
        yield 2, signature
    for rank, part in sentences_in(whole):
        yield rank, _quoted(document, whole, part.start, part.end)


def _signature(document: Document, whole: Compact, lines: Lines) -> tuple[Quoted, Quoted]:
    """Organ and date on lines of their own below the last section's sentences, below a table
    that is added there, or at the very end: a table of plain text has many lines.

    An organ without a date counts on the last line only: the foot of a page names others.
    """
    headings = list(_LAST_SECTION.finditer(whole.text))
    if headings:
        last = headings[-1].start()
        tables = [bisect_left(whole.offsets, grid.span.end) - 1 for grid in document.grids]
        for position in (last, *(end for end in tables[-1:] if end > last)):
            organ, day = _signed_below(document, whole, lines, position)
            if organ.value or day.value:
                return organ, day
    foot = lines.after(lines.near_end(_LAST_LINES + _SIGNATURE_LINES), _SIGNATURE_LINES)
    if not any(_BELOW_ARTICLE.search(whole.text, *line) for line in foot):
        organ, day = _signed_below(document, whole, lines, lines.near_end(_LAST_LINES))
        if organ.value and day.value:
            return organ, day
    return Quoted(None), Quoted(None)


def _signed_below(
    document: Document, whole: Compact, lines: Lines, position: int
) -> tuple[Quoted, Quoted]:
    organ, day = Quoted(None), Quoted(None)
    for start, end in lines.after(position, _SIGNATURE_LINES):
        text = _SEAL.sub("", whole.text[start:end])
        if _FOOT.search(text):
            break
        signed = signed_day(text)
        name = text[: signed.start] if signed else text
        is_named = is_organ(name) and not PRESS.search(name)
        if is_named:
            organ = _quoted(document, whole, start, start + len(name))
        if signed and (is_named or not name):
            day = Quoted(signed.iso, whole.span(start + signed.start, start + signed.end))
        elif is_named and (day.value or _is_page_number(whole.text[end:])):
            return organ, day
        elif not is_named:
            organ = Quoted(None)
        if day.value and organ.value:
            return organ, day
    return (organ if day.value else Quoted(None)), day


def _is_page_number(rest: str) -> bool:
    """Whether nothing but a page's number stands behind the last line."""
    return _PAGE_NUMBER.fullmatch(rest) is not None and signed_day(rest) is None


def _dated(document: Document, signed: Quoted) -> Quoted:
    """The date of the signature; where none is printed, the day that the file itself declares."""
    return signed if signed.value else Quoted(document.published or None)


def _published(
    document: Document, whole: Compact, lines: Lines, title: Title | None
) -> Quoted | None:
    """The page's own date of publication, or the date on one of the lines below the title."""
    for printed in labelled_dates(document.text):
        return Quoted(printed.iso, TextSpan(printed.start, printed.end))
    if title is None:
        return None
    for start, end in lines.after(title.end - 1, _BELOW_TITLE):
        line = whole.text[start:end]
        printed = date_line(line) or signed_day(line)
        if printed and (printed.start < 2 or is_organ(line[: printed.start])):
            return Quoted(printed.iso, whole.span(start + printed.start, start + printed.end))
    return None
