"""What a web page declares of itself in its head: the title of the article, the day it appeared.

Sites of governments label their pages so (政府网站发展指引，国办发〔2017〕47号，附件：网页标签规范):
``ArticleTitle`` and ``PubDate`` in meta elements, which no browser shows. A page that a script
builds has the day beside the article that the script holds.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from core.readers.embedded import markup_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAY: Final = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_PUBLISHED: Final = re.compile(
    r"""["'](?:pub|publish|published|release|display_?publish)_?(?:time|date|at)["']\s*:\s*["'](20\d\d[-/.]\d{1,2}[-/.]\d{1,2})""",
    re.IGNORECASE,
)
_LEAST_TITLE: Final = 4
"""Characters; shorter ones are placeholders."""


def declared_title(root: HtmlElement) -> str:
    """The title of the article, or else the page's, which often names only the site; "" if none."""
    article = _labelled(root, "articletitle")
    return article if len(article) >= _LEAST_TITLE else root.findtext(".//title") or ""


def declared_day(root: HtmlElement) -> str:
    """The day of publication as ISO 8601, "" if the page declares none or no day of a calendar."""
    found = _DAY.match(_labelled(root, "pubdate") or _scripted_day(root))
    if not found:
        return ""
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def _scripted_day(root: HtmlElement) -> str:
    """The only time of publication in the scripts that hold an article; "" if there are several."""
    held = (script.text or "" for script in root.iterdescendants("script"))
    days = {day for text in held if markup_in(text) for day in _PUBLISHED.findall(text)}
    return days.pop() if len(days) == 1 else ""


def _labelled(root: HtmlElement, name: str) -> str:
    for meta in root.iter("meta"):
        if meta.get("name", "").strip().lower() == name:
            return meta.get("content", "").strip()
    return ""
