"""Opens web pages saved as one file (.mht, .mhtml, .eml): the page is one part of a message."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email import policy
from typing import TYPE_CHECKING, Final

from core.readers.limits import HTML_BYTES, MAIL_HEADER, MAIL_PARTS
from core.readers.refusals import refusal

if TYPE_CHECKING:
    from email.message import EmailMessage

_HEAD: Final = 8192
_VERSION: Final = re.compile(rb"^mime-version\s*:", re.IGNORECASE | re.MULTILINE)
_CONTENT: Final = re.compile(
    rb"^content-type\s*:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE
)
_PART: Final = re.compile(rb"^content-type\s*:", re.IGNORECASE | re.MULTILINE)
_FRAMESET: Final = re.compile(rb"<frameset\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The bytes of the page's markup and the charset that its part names, "" if none."""

    markup: bytes
    charset: str


def is_mht(data: bytes) -> bool:
    """Whether the bytes are a message that holds a web page."""
    head = data[:_HEAD]
    return bool(_VERSION.search(head) and _CONTENT.search(head))


def page_in(data: bytes, name: str) -> SavedPage:
    """The page that was saved: its root part, or of a frameset the longest frame.

    Raises UnreadableSource when the message holds no page.
    """
    if len(data) > 2 * HTML_BYTES:
        raise refusal("file.too_large", name)
    is_long = len(re.split(rb"\r?\n\r?\n", data[: MAIL_HEADER + 4], maxsplit=1)[0]) > MAIL_HEADER
    if is_long or len(_PART.findall(data)) > MAIL_PARTS:
        raise refusal("document.too_complex", name)
    try:
        message = email.message_from_bytes(data, policy=policy.default)
    except RecursionError as error:  # parts within parts
        raise refusal("document.too_complex", name) from error
    pages = [
        SavedPage(_content(part), part.get_content_charset(""))
        for part in message.walk()
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}
    ]
    if not pages:
        raise refusal("mht.empty", name)
    if _FRAMESET.search(pages[0].markup):
        return max(pages, key=lambda page: len(page.markup))
    return pages[0]


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
