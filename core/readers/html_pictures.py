"""Pictures of a web page that stand in a cell in the place of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.readers.unreadable import UNREADABLE
from core.values import is_blank, parse_printed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from core.readers.visibility import Styles

_KEEPS_OPEN: Final = re.compile(r"\s*[012](?:\.\d+)?(?:px)?\s*$")
"""The width or height of a picture that shows nothing and keeps a cell from falling together."""


def told_by_pictures(cell: HtmlElement, styles: Styles) -> str:
    """The figure that the pictures of a cell without text say they show; U+FFFD where they do not,
    "" where there is none."""
    pictures = [
        picture
        for picture in cell.iter("img")
        if not styles.hides(picture)
        and not any(_KEEPS_OPEN.match(picture.get(side, "")) for side in ("width", "height"))
    ]
    told = "".join(picture.get("alt", "") for picture in pictures)
    if not is_blank(told) and parse_printed(told, "change") is not None:
        return told
    return UNREADABLE if pictures else ""
