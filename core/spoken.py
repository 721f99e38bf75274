"""What people say of their work, as a store, a package and a cell of a workbook can keep it."""

from __future__ import annotations

from typing import Final

from core.errors import StoreError
from core.language import say
from core.store.codec import storable

MOST: Final = 32_767
"""Characters, as many as a cell of a workbook or a line for typing holds."""


_LONGEST_NAME: Final = 200


def signature(name: str) -> str:
    """A person's name as every entry of the log can carry it: in one line, and cut to what is a name.

    It comes from the account or the settings, and nobody may be kept from working by it.
    """
    return " ".join(storable(name).split())[:_LONGEST_NAME].rstrip()


def spoken(text: str) -> str:
    """The text as it can be kept. Raises StoreError when it is longer than ``MOST``."""
    if len(text) > MOST:
        raise StoreError(
            "entry.too_long",
            say(
                f"输入的文字有 {len(text)} 字，超过 {MOST} 字的上限，未保存。",
                f"The text has {len(text)} characters, more than {MOST}; it was not saved.",
            ),
            say("请缩短后重新输入。", "Shorten it and enter it again."),
        )
    return storable(text)
