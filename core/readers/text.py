"""Decodes text of unknown encoding and reads plain text documents."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.language import say
from core.readers.assembly import Assembly, TooComplex
from core.readers.commas import cells_by_mark
from core.readers.limits import TEXT_BYTES, TEXT_LINES
from core.readers.markdown import unmarked
from core.readers.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.document import Document
    from core.readers.assembly import RawCell

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "民政府信息公开申请行复议诉讼年度报告办理结果数量单位其他总计本情况条例第项法律机关规范性文件"
    "這個國們來時對會發動過開請複議訴訟報數單總計條項關規範辦結況"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LIKELY: Final = ("utf-8", "gb18030", "big5")
_CHINESE: Final = ("gb", "hz", "big5", "cp936", "cp950", "utf", "euc", "iso2022")
"""How the names of the codecs begin that a declaration is believed for: a page that declares a
western charset was written by a program that knew no better."""
_WESTERN: Final = ("latin-1", "cp1252")
_DOUBLED: Final = re.compile(r"(?<!\S)(?=\S*[\u3400-\u9fff])(?:(\S)\1){3,}(?!\S)")
"""Words of which each character stands twice; shorter ones may be words such as 方方面面."""
_BREAKS: Final = re.compile(r"\n+")
_DOUBLE_SPACED: Final = 0.9
"""Share of the line breaks that come in pairs in a text that is double spaced."""
_NUL: Final = "\x00"
_MOST_NULS: Final = 0.3
_FEWEST_COMMON: Final = 0.1
"""Share of NULs that dumps of PDFs have at most, and of common characters at least: programs print a
NUL for a letter whose font does not say which it is."""
_TOLERATED: Final = 0.02
"""Share of characters that may be control characters or replacements in something called text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was decoded by; ``replaced`` characters could not be decoded, for
    ``unnamed`` ones the text has a NUL."""

    text: str
    encoding: str
    replaced: int = 0
    guessed: bool = False
    unnamed: int = 0

    def notes(self) -> tuple[str, ...]:
        """Remarks for people on how sure the decoding is."""
        remarks: list[str] = []
        if self.guessed:
            remarks.append(
                say(f"文字编码按 {self.encoding} 推定。", f"Encoding taken to be {self.encoding}.")
            )
        if self.replaced:
            remarks.append(
                say(
                    f"有 {self.replaced} 个字符无法解码，已用“\ufffd”代替。",
                    f"{self.replaced} characters could not be decoded and were replaced by “\ufffd”.",
                )
            )
        if self.unnamed:
            remarks.append(
                say(
                    f"有 {self.unnamed} 个字符在原文件的字体中没有编码，已用“\ufffd”代替，请对照原件核对。",
                    f"The font of the original does not name {self.unnamed} characters; they were"
                    " replaced by “\ufffd”. Compare with the original.",
                )
            )
        return tuple(remarks)


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """Decode by byte order mark, declaration or content; None when the bytes are no text.

    ``declared`` is the encoding that the document names itself, "" when it names none.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _accept(_forced(data[len(mark) :], encoding))
    wide = _wide_encoding(data)
    if wide and not any(_is_plausible(_strict(data, one) or "") for one in ("utf-8", "gb18030")):
        return _accept(_forced(data, wide))
    for encoding in dict.fromkeys(("utf-8", declared if _is_chinese(declared) else "")):
        text = _strict(data, encoding)
        if text is not None:
            return _accept(_unmangled(text) or _without_nuls(Decoded(text, encoding)))
    candidates = [(name, _strict(data, name)) for name in ("gb18030", "big5")]
    fitting = [Decoded(text, name, guessed=True) for name, text in candidates if text is not None]
    if fitting:
        return _accept(_without_nuls(max(fitting, key=lambda found: _plausibility(found.text))))
    return _accept(_guess(data))


def read_text(data: bytes, name: str, decoded: Decoded) -> Document:
    """Read decoded plain text: each line is a block, tables parted by commas are grids.

    Raises UnreadableSource.
    """
    if len(data) > TEXT_BYTES:
        raise refusal("file.too_large", name)
    if decoded.text.count("\n") > TEXT_LINES:
        raise refusal("document.too_complex", name)
    assembly = Assembly()
    for remark in decoded.notes():
        assembly.note(remark)
    text = unmarked(single_spaced(undoubled(normalise_lines(decoded.text))))
    for part in cells_by_mark(text) or text.removesuffix("\n").split("\n"):
        if isinstance(part, str):
            assembly.add_line(part)
        else:
            _add_cells(assembly, part, name)
    if assembly.is_blank:
        raise refusal("document.no_text", name)
    return assembly.document(data, name, "txt")


def _add_cells(assembly: Assembly, cells: Sequence[RawCell], name: str) -> None:
    try:
        assembly.add_grid(cells)
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error


def normalise_lines(text: str) -> str:
    r"""The text with \r\n and \r as \n; a form feed, which ends a page, stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def undoubled(text: str) -> str:
    """The text without the second copy of each character of a line.

    Bold letters are often drawn twice, and programs that dump a PDF then print 第第二二十十条条.
    """
    return _DOUBLED.sub(lambda match: match.group()[::2], text)


def single_spaced(text: str) -> str:
    """The text with one line break where a program wrote two after each paragraph.

    So every blank cell of a table leaves an empty line of its own, and only these.
    """
    breaks = [len(match.group()) for match in _BREAKS.finditer(text.strip("\n"))]
    doubled = sum(size % 2 == 0 for size in breaks)
    if max(breaks, default=0) < 4 or doubled < _DOUBLE_SPACED * len(breaks):
        return text
    return _BREAKS.sub(lambda match: "\n" * max(1, len(match.group()) // 2), text)


def _strict(data: bytes, encoding: str) -> str | None:
    """The decoded text; None when it does not fit or the encoding is unknown."""
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):
        return None


def _forced(data: bytes, encoding: str, *, guessed: bool = False) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"), guessed)


def _accept(found: Decoded) -> Decoded | None:
    """The decoding unless it is full of control characters or replacements, as no text is."""
    allowed = max(1, int(len(found.text) * _TOLERATED))
    controls = len(_CONTROL.findall(found.text))
    return found if controls <= allowed and found.replaced <= allowed else None


def _without_nuls(found: Decoded) -> Decoded:
    """Chinese text with a replacement for each NUL, which stands for a letter that a font does not
    name; bytes that are no text stay as they are."""
    nuls = found.text.count(_NUL)
    if not nuls or nuls > _MOST_NULS * len(found.text) or not _is_plausible(found.text):
        return found
    text = found.text.replace(_NUL, "\ufffd")
    return replace(found, text=text, unnamed=nuls)


def _is_chinese(encoding: str) -> bool:
    """Whether an encoding has Chinese characters; False for one that is not known."""
    try:
        return codecs.lookup(encoding).name.startswith(_CHINESE)
    except LookupError:
        return False


def _unmangled(text: str) -> Decoded | None:
    """What a text was before its bytes were taken for western characters; None for other texts."""
    sample = text[:200_000]
    if any(character > "\u2fff" for character in sample) or sample.isascii():
        return None
    for western in _WESTERN:
        for encoding in ("utf-8", "gb18030"):
            try:
                whole = text.encode(western).decode(encoding)
            except UnicodeError:
                continue
            if _plausibility(whole):
                return Decoded(whole, encoding, guessed=True)
    return None


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark shows by NULs that all stand at odd or all at even places."""
    head = data[:65_536]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd + even < max(2, len(head) // 100):
        return ""
    # Chinese text has NULs in its digits, blanks and line ends only; U+4E00 has one elsewhere.
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else ""


def _plausibility(text: str) -> int:
    return sum(character in _COMMON for character in text[:200_000])


def _is_plausible(text: str) -> bool:
    """Whether a text has as many common characters as Chinese reports have at least."""
    return _plausibility(text) > _FEWEST_COMMON * min(len(text), 200_000)


def _guess(data: bytes) -> Decoded:
    """The decoding of bytes that no likely encoding fits as a whole, replacements counted."""
    forced = [_forced(data, encoding, guessed=True) for encoding in _LIKELY]
    best = max(forced, key=lambda found: (_plausibility(found.text), -found.replaced))
    if best.replaced <= len(best.text) * _TOLERATED:
        return best
    from charset_normalizer import from_bytes

    match = from_bytes(data[:262_144]).best()
    return _forced(data, match.encoding, guessed=True) if match else best
