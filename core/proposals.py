"""What a file's name suggests of agency and year: shown to a person, never read as a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from core.agencies import OrganKind, normalised_agency, organ_of

_SUFFIX: Final = re.compile(r"\.[A-Za-z]{2,5}$")
_REPORT_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)年(?!\s*\d{1,2}月)")
_ANY_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d|年)")
_NAMES: Final = re.compile(r"[\u3400-\u9fff()]{3,}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Agency and year as a file's name suggests them; None where it does not."""

    agency: str | None
    year: int | None


def proposal_of(file_name: str) -> Proposal:
    """The proposal that the name makes."""
    stem = _SUFFIX.sub("", file_name)
    year = _REPORT_YEAR.search(stem) or _ANY_YEAR.search(stem)
    return Proposal(_agency(stem), int(year[1]) if year else None)


def _agency(stem: str) -> str | None:
    for piece in re.split(r"[_+\-\s]+", stem):
        for name in _NAMES.findall(normalised_agency(piece)):
            organ = organ_of(name)
            if organ.kind is not OrganKind.UNKNOWN and (organ.levels or len(name) >= 4):
                return name
    return None
