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
_RAISING: Final = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*super\b", re.IGNORECASE)
_INLINE: Final = frozenset("a b em font i small span strong u".split())
_SHOWING: Final = re.compile(r"(?:^|;)\s*display\s*:\s*(?!none)\w", re.IGNORECASE)
_DECLARATION: Final = re.compile(
    r"(?:^|[;{])\s*(display|grid-template-columns|grid-column(?:-start|-end)?|grid-row(?:-start|-end)?)"
    r"\s*:([^;}!]{1,400})",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SELECTOR: Final = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<mark>[.#])(?P<name>[\w-]+)$", re.I)
_SHEET_CHARACTERS: Final = 500_000


@dataclass(frozen=True, slots=True)
class Styles:
    """What the page's own style sheets say about laying out: classes and ids, each with what is
    declared of it.

    Only plain selectors (``.name``, ``#name``, ``tag.name``) outside of media queries are known.
    """

    rules: dict[tuple[str, str, str], dict[str, str]]

    def display(self, element: HtmlElement) -> str:
        """The display of an element, "" when nothing is said."""
        return self.declared(element, "display").split(" ")[0]

    def declared(self, element: HtmlElement, name: str) -> str:
        """What is declared of an element: its own style, then the sheets'; "" when nothing is."""
        style = element.get("style", "")
        own = _declarations(style).get(name) if name[:4] in style.lower() else None
        if own or not self.rules:
            return own or ""
        tag = element.tag
        names = [
            ("#", element.get("id", "")),
            *((".", c) for c in element.get("class", "").split()),
        ]
        for mark, selected in names:
            for key in ((tag, mark, selected), ("", mark, selected)):
                if name in self.rules.get(key, {}):
                    return self.rules[key][name]
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


def is_raised(element: HtmlElement) -> bool:
    """Whether the element's text stands raised within its line; a cell's own style raises none."""
    raises = element.tag in _INLINE and _RAISING.search(element.get("style", ""))
    return element.tag == "sup" or bool(raises)


class AllShown(Styles):
    """A page of which everything counts as shown but what is no text at all."""

    def hides(self, element: HtmlElement) -> bool:
        """Whether the element holds no text of the page."""
        return not isinstance(element.tag, str) or element.tag in _SKIPPED


def styles_of(root: HtmlElement) -> Styles:
    """The rules about laying out in the style elements of a page."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for selector, declared in _declared(root):
        match = _SELECTOR.match(selector)
        if match:
            key = ((match["tag"] or "").lower(), match["mark"], match["name"])
            found.setdefault(key, {}).update(declared)
    return Styles(found)


def _declared(root: HtmlElement) -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector of the page's style elements with what is declared there about laying out."""
    for sheet in root.iterdescendants("style"):
        if sheet.get("media", "all").lower() not in {"", "all", "screen"}:
            continue
        for selectors, rules in _rules((sheet.text or "")[:_SHEET_CHARACTERS]):
            declared = _declarations(rules)
            if declared:
                yield from ((selector.strip(), declared) for selector in selectors.split(","))


def _declarations(text: str) -> dict[str, str]:
    """What is declared about laying out, in small letters, by the name of the property."""
    return {match[1].lower(): match[2].strip().lower() for match in _DECLARATION.finditer(text)}


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
