"""Which elements of a web page a browser would not show, as far as the page itself says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SKIPPED: Final = frozenset(
    "script style noscript template head title option textarea iframe object rt rp annotation "
    "annotation-xml del s strike".split()
)
"""What is not text of the page: code, fallbacks, pronunciations, struck out words."""
_HIDING: Final = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)|(?:left|top|text-indent)\s*:\s*-\d{4,}"
    r"|text-decoration(?:-line)?\s*:[^;]*line-through)",
    re.IGNORECASE,
)
_SHOWING: Final = re.compile(r"(?:^|;)\s*display\s*:\s*(?!none)\w", re.IGNORECASE)
_DISPLAY: Final = re.compile(r"(?:^|;)\s*display\s*:\s*([\w-]+)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SELECTOR: Final = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<mark>[.#])(?P<name>[\w-]+)$", re.I)
_SHEET_CHARACTERS: Final = 500_000


@dataclass(frozen=True, slots=True)
class Styles:
    """What the page's own style sheets say about showing: classes and ids, each with its display.

    Only plain selectors (``.name``, ``#name``, ``tag.name``) outside of media queries are known.
    """

    displays: dict[tuple[str, str, str], str]

    def display(self, element: HtmlElement) -> str:
        """The display of an element, "" when nothing is said: its own style, then the sheets'."""
        own = _DISPLAY.search(element.get("style", ""))
        if own:
            return own[1].lower()
        if not self.displays:
            return ""
        tag = element.tag
        names = [
            ("#", element.get("id", "")),
            *((".", c) for c in element.get("class", "").split()),
        ]
        for mark, name in names:
            for key in ((tag, mark, name), ("", mark, name)):
                if key in self.displays:
                    return self.displays[key]
        return ""

    def hides(self, element: HtmlElement) -> bool:
        """Whether the element is not shown."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return True
        if element.tag == "dialog" and "open" not in element.attrib:
            return True
        style = element.get("style", "")
        if _HIDING.search(style):
            return True
        if "hidden" in element.attrib:
            return not _SHOWING.search(style)
        return self.display(element) == "none"


class AllShown(Styles):
    """A page of which everything counts as shown but what is no text at all."""

    def hides(self, element: HtmlElement) -> bool:
        """Whether the element holds no text of the page."""
        return not isinstance(element.tag, str) or element.tag in _SKIPPED


def styles_of(root: HtmlElement) -> Styles:
    """The rules about display in the style elements of a page."""
    displays: dict[tuple[str, str, str], str] = {}
    for sheet in root.iterdescendants("style"):
        if sheet.get("media", "all").lower() in {"", "all", "screen"}:
            for selectors, rules in _rules((sheet.text or "")[:_SHEET_CHARACTERS]):
                display = _DISPLAY.search(rules)
                if not display:
                    continue
                for selector in selectors.split(","):
                    match = _SELECTOR.match(selector.strip())
                    if match:
                        key = ((match["tag"] or "").lower(), match["mark"], match["name"])
                        displays[key] = display[1].lower()
    return Styles(displays)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations outside of at-rules with blocks of their own."""
    depth = 0
    start = 0
    heads: list[str] = []
    sheet = _COMMENT.sub("", sheet)
    for match in re.finditer(r"[{}]", sheet):
        if match[0] == "{":
            heads.append(sheet[start : match.start()].rpartition(";")[2].strip())
            depth += 1
        elif depth:
            head = heads.pop()
            depth -= 1
            if not depth and not head.startswith("@"):
                yield head, sheet[start : match.start()]
        start = match.end()
