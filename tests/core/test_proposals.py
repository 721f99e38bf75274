from __future__ import annotations

import pytest

from core.proposals import Proposal, proposal_of


@pytest.mark.parametrize(
    ("name", "agency", "year"),
    [
        ("安平县水务局2021年政府信息公开工作年度报告.pdf", "安平县水务局", 2021),
        ("2021年度安平县水务局政府信息公开年报.docx", "安平县水务局", 2021),
        ("03_安平县水务局_2021.html", "安平县水务局", 2021),
        ("双河镇 2022.txt", "双河镇", 2022),
        (
            "太安区人民政府办公室关于2023年政府信息公开工作情况的报告.doc",
            "太安区人民政府办公室",
            2023,
        ),
        ("20220120_年度报告.pdf", None, None),
        ("2022年1月20日发布2021年年报.pdf", None, 2021),
        ("000_6cd533002dae5f50.txt", None, None),
        ("source.html", None, None),
        ("", None, None),
    ],
)
def test_that_a_file_name_proposes_agency_and_year(
    name: str, agency: str | None, year: int | None
) -> None:
    assert proposal_of(name) == Proposal(agency, year)
