"""What a web page declares of itself in its head: the title of the article, the day it appeared.

Sites of governments label their pages so (政府网站发展指引，国办发〔2017〕47号，附件：网页标签规范):
``ArticleTitle`` and ``PubDate`` in meta elements, which no browser shows. A page that a script
builds has the day beside the article that the script holds, or for search engines (``datePublished``
of schema.org, ``article:published_time`` of the Open Graph).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from core.readers.embedded import markup_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_DAY: Final = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_NAMES: Final = frozenset(
    "publishdate publish-date publish_date publishtime pubtime datepublished dc.date.issued "
    "dcterms.issued article:published_time og:published_time og:release_date".split()
)
"""Names of the day of publication, besides the one of the governments' sites."""
_KEY: Final = (
    r"""\b(?:datePublished|(?:pub|publish|published|release|display_?publish)_?(?:time|date|at))"""
    r"""\\*["']?\s*[:=]\s*"""
)
_VALUE: Final = r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|1\d{12}"
_PUBLISHED: Final = re.compile(rf"""{_KEY}\\*["']?({_VALUE})(?!\d)""", re.IGNORECASE)
_PUBLISHED_BY_NAME: Final = re.compile(rf"{_KEY}([a-z_$][\w$]{{0,5}})\s*[,}}]", re.IGNORECASE)
_PARAMETERS: Final = re.compile(r"\(function\(([\w$,\s]{1,20000})\)\s*\{")
_CALLED: Final = re.compile(r"\}\s*\(")
_ARGUMENT: Final = re.compile(r"""("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[^,"']++)(?:,|\)|$)""")
_ASSIGNED: Final = re.compile(
    r"^[\s;]*(?:(?:var|let|const)\s+)?[\w.]{1,40}\s*=\s*[\"']?[\w:/. -]+[\"']?[\s;]*$"
)
"""A script that does nothing but keep one value."""
_MILLISECONDS: Final = re.compile(r"1\d{12}")
_BEIJING: Final = timedelta(hours=8)
_LEAST_TITLE: Final = 4
"""Characters; shorter ones are placeholders."""


def declared_title(root: HtmlElement) -> str:
    """The title of the article, or else the page's, which often names only the site; "" if none."""
    article = _labelled(root, "articletitle")
    return article if len(article) >= _LEAST_TITLE else root.findtext(".//title") or ""


def declared_day(root: HtmlElement) -> str:
    """The day of publication as ISO 8601, "" if the page declares none or no day of a calendar."""
    return next((day for text in _declarations(root) if (day := _day(text))), "")


def _declarations(root: HtmlElement) -> Iterator[str]:
    """What the page declares of its day, the surest first."""
    yield _labelled(root, "pubdate")
    for element in root.iter("meta", "time", "span"):
        names = {element.get(name, "").strip().lower() for name in ("name", "property", "itemprop")}
        if not _NAMES.isdisjoint(names):
            yield (element.get("content") or element.get("datetime") or "").strip()
    yield _scripted_day(root)


def _scripted_day(root: HtmlElement) -> str:
    """The only time of publication in the scripts about the article; "" if there are several.

    Other scripts list other articles.
    """
    days = {
        day
        for script in root.iterdescendants("script")
        if (text := script.text or "") and _is_of_the_article(script, text)
        for day in (*_PUBLISHED.findall(text), *_days_called_by_name(text))
    }
    return days.pop() if len(days) == 1 else ""


def _days_called_by_name(text: str) -> Iterator[str]:
    """The days of publication in a state that a function makes of its arguments, as Nuxt writes it:
    ``(function(a,b){return {publishTime:b}}("标题","2024-01-15"))``.
    """
    begun = _PARAMETERS.search(text)
    calls = [match.end() for match in _CALLED.finditer(text)]
    if not begun or not calls:
        return
    names = "".join(begun[1].split()).split(",")
    arguments = (match[1] for match in _ARGUMENT.finditer(text, calls[-1]))
    known = dict(zip(names, arguments, strict=False))
    for name in _PUBLISHED_BY_NAME.findall(text):
        if found := re.match(rf"({_VALUE})(?!\d)", known.get(name, "").strip("\"'")):
            yield found[1]


def _is_of_the_article(script: HtmlElement, text: str) -> bool:
    if script.get("type", "").lower() == "application/ld+json" or _ASSIGNED.match(text[:200]):
        return True
    names_a_day = _PUBLISHED.search(text) or _PUBLISHED_BY_NAME.search(text)
    return names_a_day is not None and bool(markup_in(text))


def _day(text: str) -> str:
    found = _DAY.match(text)
    if not found and not _MILLISECONDS.fullmatch(text):
        return ""
    try:
        if found:
            return date(*map(int, found.groups())).isoformat()
        return (datetime.fromtimestamp(int(text) / 1000, UTC) + _BEIJING).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _labelled(root: HtmlElement, name: str) -> str:
    for meta in root.iter("meta"):
        if meta.get("name", "").strip().lower() == name:
            return meta.get("content", "").strip()
    return ""
