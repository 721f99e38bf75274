"""Agency, year and date of publication as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.address import Address
from core.statement import AGENCY, PUBLISHED, YEAR
from core.work.identity_entry import identity_entered


@pytest.mark.parametrize(
    ("text", "value"), [("2023", 2023), ("２０２３年度", 2023), (" 2021 年", 2021), ("2008", 2008)]
)
def test_that_a_year_is_taken_as_people_type_it(text: str, value: int) -> None:
    assert identity_entered(YEAR, text) == Decimal(value)


@pytest.mark.parametrize("text", ["23", "2007", "2999", "二〇二三", "2023-2024"])
def test_that_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2008"):
        identity_entered(YEAR, text)


@pytest.mark.parametrize(
    "text", ["2024-01-23", "2024年1月23日", "2024.1.23", "２０２４/１/２３", "2024 年 1 月 23 日"]
)
def test_that_a_date_is_taken_as_people_type_it(text: str) -> None:
    assert identity_entered(PUBLISHED, text) == "2024-01-23"


@pytest.mark.parametrize("text", ["2024-02-30", "2024年1月", "1月23日", "昨天"])
def test_that_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2024-01-23"):
        identity_entered(PUBLISHED, text)


def test_that_an_agency_keeps_its_full_width_brackets() -> None:
    assert identity_entered(AGENCY, "  甲市 乙局（丙办） ") == "甲市 乙局（丙办）"


@pytest.mark.parametrize("address", [AGENCY, YEAR, PUBLISHED])
def test_that_nothing_typed_is_not_known(address: Address) -> None:
    assert identity_entered(address, " \u3000") is None
