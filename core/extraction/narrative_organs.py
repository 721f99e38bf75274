"""Whose figure it is: the organs that a clause names."""

from __future__ import annotations

import re
from typing import Final

_ORGAN: Final = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:政府办公室|政府办|办公室|办公厅|人民政府|区政府|县政府|市政府|局|委员会|管委会|镇|街道|中心|大队|支队|乡)(?![镇街])"
)
_OWN: Final = re.compile(
    r"(?:我|本|各|全|向|由|及)[\u4e00-\u9fff]{0,4}$|各级|所有|全[省市区县旗镇乡]"
)
_WHOLE: Final = re.compile(r"全[省市区县州旗镇乡局]|各级")
_NO_NAME: Final = re.compile(
    r"^(?:年度?|全年|上半年|共|累计|截[至止]|年?底|以来|期间|[由在经对向])+"
)
_SHORTEST_ORGAN: Final = 3
_EACH_OF_OTHERS: Final = re.compile(
    r"[省市县区]级部门|各(?:县|区|市|州|旗|镇|乡|街道|园区|分局|科室|部门|单位|直属|下属|派出)"
)
"""Organs below or beside the reporting one, unless 全市 and the like take in all of them."""


def names_another(lead: str, agency: str | None) -> bool:
    """Whether the beginning of a clause names another organ than the report's as the doer."""
    if _EACH_OF_OTHERS.search(lead) and not _WHOLE.search(lead):
        return True
    named = (_NO_NAME.sub("", match.group()) for match in _ORGAN.finditer(lead))
    return any(
        len(name) >= _SHORTEST_ORGAN and not _OWN.search(name) and not is_same_organ(name, agency)
        for name in named
    )


def is_same_organ(named: str, agency: str | None) -> bool:
    """Whether a short name in the text can stand for the agency: 县发改局 for 某县发展和改革局."""
    if not agency:
        return True
    return named.endswith(agency) or _is_within(named, agency)


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
