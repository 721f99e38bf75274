"""Figures in a sentence: a number, its measure word, and how exactly it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.prose import Precision

_MEASURES: Final = "件次 人次 场次 批次 个百分点 百分点 % 元 件 宗 起 例 份 篇 部 个 项 条 次 期 则 场 批 户 家 人 幅 封 册"
_CHINESE_MEASURES: Final = "件宗起例份篇部元"
"""Measure words behind which 一, 两, 十二 is a figure; 三个方面, 一次性, 二十条措施 are none."""
_LESS: Final = ("不足", "不到", "低于")
_MORE: Final = ("超过", "超", "逾", "突破", "多达", "至少", "余", "多", "以上")
_ABOUT: Final = ("大约", "约", "近", "接近", "将近", "左右", "上下")

_QUANTITY: Final = re.compile(
    rf"(?P<before>{'|'.join(_LESS + _MORE[:6] + ('大约', '接近', '将近', '约', '近'))})?"
    r"(?:(?P<digits>(?<![\d.A-Za-z〔\[])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    r"|(?P<chinese>(?<![第一二三四五六七八九十百千零〇两每几数])[一二三四五六七八九十百千零〇两]+))"
    r"(?P<inner>余|多)?(?P<scale>万|亿)?(?P<later>余|多)?"
    rf"(?P<measure>{'|'.join(_MEASURES.split())})?"
    r"(?P<after>左右|以上|上下|以内)?"
)
_NO_FIGURE: Final = re.compile(
    r"工作日|自然日|小时|月|方面|部(?:门|分(?!(?:予以)?公开))|板块|章节|[专栏]栏|栏目|环节|领域|渠道|单位|字|百分点|事(?!项)|大(?!气|学|案)|性|个(?:工作|自然)"
)
_CHINESE_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_PLACES: Final = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at characters ``start`` to ``end`` of a compact text, words of precision included.

    ``measure`` is its measure word with the factor before it (万条), "" where there is none.
    """

    start: int
    end: int
    value: Decimal
    measure: str
    precision: Precision

    @property
    def is_percent(self) -> bool:
        """Whether it is a percentage."""
        return self.measure == "%"

    @property
    def bare_measure(self) -> str:
        """The measure word without its factor."""
        return self.measure.lstrip("万亿")


def quantities_in(text: str) -> list[Quantity]:
    """All figures with a measure word, or with a factor (1.2亿), in order."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        measure = (match["scale"] or "") + (match["measure"] or "")
        if not measure or _is_no_figure(text, match):
            continue
        if match["digits"]:
            value = Decimal(match["digits"].replace(",", ""))
        else:
            value = _chinese_number(match["chinese"])
        found.append(Quantity(match.start(), match.end(), value, measure, _precision(match)))
    return found


def _is_no_figure(text: str, match: re.Match[str]) -> bool:
    """Whether it is an ordinal, a range, a span of time or a turn of speech."""
    start = match.start("digits") if match["digits"] else match.start("chinese")
    before = text[max(0, start - 2) : start]
    if before.endswith("第") or re.search(r"\d[-—~–至]$", before):
        return True
    if match["chinese"] and (match["measure"] or "") not in tuple(_CHINESE_MEASURES):
        return match["scale"] is None or match["measure"] is None
    return _NO_FIGURE.match(text, match.end()) is not None


def _precision(match: re.Match[str]) -> Precision:
    words = {match[name] for name in ("before", "inner", "later", "after")}
    if words & {*_LESS, "以内"}:
        return Precision.LESS
    if words & set(_MORE):
        return Precision.MORE
    return Precision.ABOUT if words & set(_ABOUT) else Precision.EXACT


def _chinese_number(text: str) -> Decimal:
    """一百零三 is 103, 十二 is 12, 二〇 is 20."""
    if not any(character in _CHINESE_PLACES for character in text):
        return Decimal("".join(str(_CHINESE_DIGITS[character]) for character in text))
    total = digit = 0
    for character in text:
        if character in _CHINESE_PLACES:
            total += (digit or 1) * _CHINESE_PLACES[character]
            digit = 0
        else:
            digit = _CHINESE_DIGITS[character]
    return Decimal(total + digit)
