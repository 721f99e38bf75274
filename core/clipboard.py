"""Tables as spreadsheets put them on the clipboard: lines of tab separated texts, some quoted."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from core.errors import Known
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST: Final = 200_000
"""Characters; the whole form has some thousand."""


class ClipboardRefused(Known):
    """The clipboard holds no table that could go into a form."""


def table_of(text: str) -> list[list[str]]:
    """The lines of a copied table; a text in quotes may hold tabs, line ends and doubled quotes.

    The line end behind the last line counts for nothing. Raises ClipboardRefused for a text that is
    too long, and for an opened quote that nothing closes.
    """
    if len(text) > _MOST:
        raise _refused(
            say("剪贴板中的内容太长。", "The clipboard holds too much."),
            say("请只复制要粘贴的单元格。", "Copy only the cells that you want to paste."),
        )
    try:
        rows = list(csv.reader(StringIO(text, newline=""), dialect="excel-tab", strict=True))
    except csv.Error:
        raise _refused(
            say("剪贴板中的表格有未闭合的引号。", "A quote in the copied table is not closed."),
            say("请重新复制。", "Copy it again."),
        ) from None
    return [row or [""] for row in rows]


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """The table as spreadsheets take it from the clipboard."""
    stream = StringIO(newline="")
    csv.writer(stream, dialect="excel-tab").writerows(rows)
    return stream.getvalue().removesuffix("\r\n")


def _refused(message: str, hint: str) -> ClipboardRefused:
    return ClipboardRefused("clipboard.table", message, hint)
