"""Printed text to values: numbers, absences and units, exactly as the form's cells use them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, Literal

Value = Decimal | str | None
"""A number; a mark of absence as printed ("/", "—", "无") or a unit; None: blank or not known."""

Kind = Literal["count", "amount", "change", "unit"]

ABSENCE_MARKS: Final = frozenset({"/", "\\", "-", "—", "－", "–", "一", "--", "——", "无", "不适用"})
# Longer ones stand before those that they end with.
_UNITS: Final = (
    "万元",
    "亿元",
    "元",
    "件次",
    "人次",
    "件",
    "个",
    "项",
    "条",
    "宗",
    "次",
    "部",
    "份",
    "篇",
)
_DOWN: Final = ("减少", "下降", "减", "降", "↓", "-", "−", "－", "–", "—")
_UP: Final = ("增加", "上升", "新增", "增", "升", "↑", "+", "＋")
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", re.ASCII)
_FOOTNOTE: Final = re.compile(
    r"(?<=[\d０-９件个项条宗次元])\s*(?:[\[(（〔【]?[⁰¹²³⁴⁵⁶⁷⁸⁹①-⑳]+[\])）〕】]?|[*＊※]+"
    r"|[\[〔【]\d{1,2}[\]〕】]|[\[(（〔【]?见?注[\d①-⑳]{0,2}[\])）〕】]?)\s*$"
)
"""A mark of a footnote behind a figure: raised, circled, called a note, or in square brackets, so
none of its digits. A number in round brackets may as well be a part of the figure."""
_AS_TEXT: Final = re.compile(r"""\s*(?:=?"([^"]*)"|['’‘`]([^'’‘`]*))\s*""")
"""A figure that a spreadsheet keeps as text: with an apostrophe before it, or as ``="12"``."""
_NO_VALUES: Final = frozenset({"nan", "none", "null", "<na>", "nil"})
"""What programs write for a blank cell."""
_TRADITIONAL: Final = str.maketrans(
    "報開請結處數總辦訟訴復複議務業構織組體權內類過當條項規數覆決續轉無沒強費採購額單經審維糾計關據國衆眾員應屬於與該準確認號檔"
    "舉範執發現鄉區億納罰訪許機萬試鎮祕間廳為爲這穩題詢減時會價標繳補進縣來個繼護況對統廢問獲後動華",
    "报开请结处数总办讼诉复复议务业构织组体权内类过当条项规数复决续转无没强费采购额单经审维纠计关据国众众员应属于与该准确认号档"
    "举范执发现乡区亿纳罚访许机万试镇秘间厅为为这稳题询减时会价标缴补进县来个继护况对统废问获后动华",
)
"""What the form's words have in mirrors of a site in traditional characters."""
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a printed text says. ``signed`` is False for a change whose direction is not printed."""

    value: Value
    unit: str | None = None
    signed: bool = True
    joined: bool = False


@lru_cache(maxsize=16_384)
def normalised(text: str) -> str:
    """NFKC, invisible characters and white space dropped, the form's words in simplified
    characters; the form for comparing labels."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.translate(_INVISIBLE)))
    # What a blank kept apart may combine now.
    return unicodedata.normalize("NFKC", bare).translate(_TRADITIONAL)


def is_blank(text: str) -> bool:
    """Whether nothing is printed, or what a program writes in the place of nothing."""
    bare = normalised(text)
    return not bare or bare.lower() in _NO_VALUES


_ABSENT: Final = frozenset(map(normalised, ABSENCE_MARKS))


@lru_cache(maxsize=16_384)
def parse_printed(text: str, kind: Kind) -> Parsed | None:
    """Read one cell's text; None when it is neither a number nor a known absence.

    Digits that blanks or line breaks separate are put together (``joined``); the caller decides
    whether two numbers could be meant instead. A change may carry 增/减, 上升/下降, + or -.
    """
    if found := _AS_TEXT.fullmatch(text):
        text = found[1] or found[2] or ""
    if is_blank(text):
        return Parsed(None)
    bare = normalised(text)
    if kind == "unit":
        return Parsed(bare)
    if bare in _ABSENT:
        return Parsed(text.translate(_INVISIBLE).strip())
    unmarked = _FOOTNOTE.sub("", text)
    if any(char.isdigit() and not char.isdecimal() for char in unmarked):
        return None  # a footnote mark (², ①) is no digit of the number, whatever NFKC makes of it
    text, bare = unmarked, normalised(unmarked)
    sign, rest = _split_sign(bare)
    if sign and kind != "change" and sign > 0:
        sign = 0
    unit, rest = _split_unit(rest)
    rest = rest.replace("，", ",")
    if kind == "change" and not sign:
        sign, rest = _split_sign(rest)
    if not _NUMBER.fullmatch(rest):
        return None
    try:
        number = Decimal(rest.replace(",", ""))
    except InvalidOperation:  # pragma: no cover - the pattern admits numbers only
        return None
    joined = len(re.findall(r"[\d.,]+", unicodedata.normalize("NFKC", text))) > 1
    signed = kind != "change" or sign != 0 or not number
    return Parsed(-number if sign < 0 and number else number, unit, signed, joined)


def _split_unit(text: str) -> tuple[str | None, str]:
    """The unit behind a figure, also one in brackets: 12件, 12(件)."""
    for unit in _UNITS:
        for printed in (unit, f"({unit})"):
            if text.endswith(printed):
                return unit, text[: -len(printed)]
    return None, text


def _split_sign(text: str) -> tuple[int, str]:
    for words, sign in ((_DOWN, -1), (_UP, 1)):
        for word in words:
            if text.startswith(normalised(word)) and len(text) > len(word):
                return sign, text[len(normalised(word)) :]
    return 0, text


def value_to_json(value: Value) -> int | float | str | None:
    """A number as int where it is whole, else float; texts and None as they are."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def value_to_text(value: Value) -> str:
    """The text that stands for a value in the store and in an editor; blank is the empty text."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else value
