"""Names of reporting organs: their normal form, and the level and kind that a name tells.

Only the name is asked; where a name leaves several levels open (a 市 may be a city of prefecture or
of county rank, a development zone either), all of them are given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Level(StrEnum):
    """Rank of the administrative unit that an organ belongs to."""

    STATE = "state"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"


class OrganKind(StrEnum):
    """What an organ is, as far as rules ask.

    ``government`` also stands for a zone's 管理委员会 and a 街道办事处: organs that report for an area.
    ``office`` is the office of a government; ``enforcement`` a department whose daily work is
    licences, penalties and coercion; ``petitions`` the 信访 bureau, which has none of them.
    """

    GOVERNMENT = "government"
    OFFICE = "office"
    ENFORCEMENT = "enforcement"
    PETITIONS = "petitions"
    DEPARTMENT = "department"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Organ:
    """What a name tells of an organ; ``levels`` are all that it leaves open, () when it tells none."""

    levels: tuple[Level, ...]
    kind: OrganKind

    @property
    def level(self) -> Level | None:
        """The level, None unless there is exactly one."""
        return self.levels[0] if len(self.levels) == 1 else None

    def is_surely(self, *levels: Level) -> bool:
        """Whether every level that is left open is one of these (and one is known at all)."""
        return bool(self.levels) and set(self.levels) <= set(levels)


_TITLE_WORDS: Final = re.compile(
    r"(?:关于)?(?:20\d\d|[二〇零○一三四五六七八九]{4})?年?度?(?:关于)?"
    r"(?:政府)?信息公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:年度)?(?:情况)?(?:的)?(?:报告|年报|总结).*$"
)
_YEAR: Final = re.compile(r"(?:关于)?20\d\d年?度?")
_LOOSE: Final = re.compile(r"[\s·.,，、:：“”\"'\-—_|]+")


@lru_cache(maxsize=4096)
def normalised_agency(name: str) -> str:
    """The name for comparing: NFKC, without blanks and punctuation, years and words of a title.

    人民政府 and 人民政府办公室 stay different organs; what stands in brackets stays.
    """
    bare = _LOOSE.sub("", unicodedata.normalize("NFKC", name))
    bare = _YEAR.sub("", _TITLE_WORDS.sub("", bare))
    return re.sub(r"(?:的|网站)+$", "", bare)


def may_be_same(one: str, other: str) -> bool:
    """Whether one name may be a shorter way to write the other (发改局 for 发展和改革局).

    An abbreviation keeps the order of the characters, so the shorter name must run through the
    longer one. A government and its office pass, too: the office writes the government's report.
    """
    short, long = sorted((normalised_agency(one), normalised_agency(other)), key=len)
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)


_ZONE: Final = re.compile(
    r"(?:开发|高新|示范|实验|试验|管理|管|新|园|保税|工业|产业|风景|名胜|景|度假|港|合作|经济|技术|功能|旅游|集聚)区$"
)
# A unit's word is none where it begins another one (市场监督, 城市管理, 城乡建设, 乡村振兴).
_CITY: Final = r"市(?!场|政(?:管|工|设|园|公|道|局|处|维|养|建)|容|民(?!政|族|宗)|级|区[划域]|管理|综合管理|运行|更新)"
_COUNTY: Final = rf"(?:县(?!域|级|委)|旗|(?<!地)区(?!划|域|块|委)|{_CITY})"
_TOWN: Final = r"(?:街道|苏木|乡(?!村|镇|建设|规划|居民|统筹|环境|管理)|镇(?!化|企业|居民|管理))"
_CHAIN: Final = re.compile(
    r"(?P<state>国家|中华人民共和国|国务院)?(?:税务总局|统计局)?"
    r"(?P<province>\w{2,8}?(?:省|自治区|特别行政区)|北京市|天津市|上海市|重庆市)?"
    rf"(?P<city>[^\W省县区旗]{{1,10}}?(?:自治州|地区|盟(?!会)|{_CITY}))?"
    rf"(?P<county>[^\W省旗]{{1,14}}?{_COUNTY})?"
    rf"(?P<town>[^\W省]{{1,9}}?{_TOWN})?"
    # What a unit's word begins is no organ: 沙市 does not leave 区人民政府, it is 沙市区.
    rf"(?P<organ>(?!省|{_COUNTY}|{_TOWN}(?<!街道)).{{0,40}})"
)
_BARE_UNIT: Final = re.compile(
    rf"(?:(?P<province>省)|(?P<county>{_COUNTY})|(?P<town>{_TOWN}))(?P<organ>\w+)"
)
_AREA: Final = re.compile(
    r"(?:|(?:人民)?政府|街道(?:办事处)?|办事处|公所|行政公署|(?:党工委)?(?:管理委员会|管委会)(?:人民政府)?)"
)
_OFFICE: Final = re.compile(
    r"(?:(?:人民)?政府|(?:党工委)?(?:管理委员会|管委会))(?:综合|党政)?办(?:公[室厅])?|办公[室厅]|党政(?:综合)?办公室(?:.{1,6}[科股])?"
)
_PETITIONS: Final = re.compile(r"信访(?:局|办)|信访工作")
_ENFORCING: Final = (
    "公安 市场监督 市场监管 市监 城市管理 城管 行政执法 执法局 执法大队 执法支队 执法总队 综合执法 交警 交通警察 "
    "生态环境 环境保护 环保局 交通运输 应急管理 自然资源 卫生健康 税务局 农业农村 文化广电 文化和旅游 文化市场 "
    "食品药品 药品监督 消防 海关 质量技术监督 工商行政 安全生产监督 海事 渔政 路政"
).split()
_DEPARTMENT: Final = re.compile(
    r"[局厅部署院委办会处室社所站馆队校]$|中心$|分局$|大队$|支队$|集团$|公司$"
)


@lru_cache(maxsize=4096)
def organ_of(name: str) -> Organ:
    """Level and kind of the organ of that name; a region's bare name stands for its government."""
    bare = re.sub(r"\(.*?\)", "", normalised_agency(name))
    found = _CHAIN.fullmatch(bare) or _BARE_UNIT.fullmatch(bare)
    if not bare or not found:
        return Organ((), OrganKind.UNKNOWN)
    levels = _levels(found.groupdict(), bare)
    return Organ(levels, _kind(found["organ"], has_region=bool(levels)))


@lru_cache(maxsize=4096)
def units_of(name: str) -> tuple[str, ...]:
    """The administrative units that the name gives, outermost first: 宁州市, 太安区."""
    found = _CHAIN.fullmatch(re.sub(r"\(.*?\)", "", normalised_agency(name)))
    if not found:
        return ()
    parts = (found[part] for part in ("province", "city", "county", "town"))
    return tuple(part for part in parts if part)


def region_of(name: str) -> str:
    """The province, city and county that the name gives, "" when it gives none; towns are left out."""
    units = units_of(name)
    return "".join(units[:-1] if Level.TOWN in organ_of(name).levels else units)


def is_zone(unit: str) -> bool:
    """Whether the unit is a development zone or the like, which may lie across other units."""
    return _ZONE.search(unit) is not None


def _levels(parts: Mapping[str, str | None], name: str) -> tuple[Level, ...]:
    """The rank of the innermost unit."""
    county, city = parts.get("county"), parts.get("city")
    if parts.get("town") or name.startswith("街道"):
        return (Level.TOWN,)
    if county == "市" or (county and is_zone(county)):
        return (Level.CITY, Level.COUNTY)
    if county:
        return (Level.COUNTY,)
    if city:
        # 昆山市 is of county rank, 苏州市 of prefecture rank: the name alone does not tell.
        return (Level.CITY, Level.COUNTY) if city.endswith("市") else (Level.CITY,)
    if parts.get("province"):
        return (Level.PROVINCE,)
    return (Level.STATE,) if parts.get("state") else ()


def _kind(organ: str, *, has_region: bool) -> OrganKind:
    if _AREA.fullmatch(organ) and (organ or has_region):
        return OrganKind.GOVERNMENT
    if _OFFICE.fullmatch(organ):
        return OrganKind.OFFICE
    if _PETITIONS.search(organ):
        return OrganKind.PETITIONS
    if any(word in organ for word in _ENFORCING):
        return OrganKind.ENFORCEMENT
    return OrganKind.DEPARTMENT if _DEPARTMENT.search(organ) else OrganKind.UNKNOWN
