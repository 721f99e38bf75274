"""What the rules on quoted figures say of real reports; each was looked up in its source by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.checks import evaluate
from core.findings import Status
from core.reading import read_report
from core.statement import fold

FOUND: dict[str, list[str]] = {
    # 区政府办代表区政府受理政府信息公开申请17件; the table covers the whole district.
    "hongze_2024_pdf": ["warning text.new_requests: 17 of 95"],
    # 2599条 in 11 parts of 2533; 核准企业资质条 has lost its number.
    "pingtan_zone_2019_html": [
        "error text.parts: 2599 of 2533",
        "info text.requests_untold: None of None",
        "warning text.missing_number: None of None",
    ],
    # 2602条 in 11 parts of 2603; 21 applications agree.
    "pingtan_zone_2020_html": ["error text.parts: 2602 of 2603"],
    # 未发生…行政复议和行政诉讼, but the row of disputes prints 5 5 6 1 7.
    "seed_000": ["error text.denial: 0 of 5"],
    # 规范性文件9篇 against 7; 信息共条 before 32 + 17 + 324 + 1 + 612; six parts, eight named.
    "seed_001": [
        "error text.documents_made: 9 of 7",
        "error text.missing_number: None of 986",
        "warning text.announced_parts: 6 of 8",
    ],
    # 未发生…行政诉讼 against seven suits; section six says 无 in 2021.
    "seed_002": ["error text.denial: 0 of 7", "warning text.fee_statement: None of None"],
    "seed_003": [],
    # 15 applications in the table, none in the prose.
    "seed_004": ["info text.requests_untold: None of None"],
    "shuyang_drc_2023_html": [],
}


@pytest.mark.parametrize("name", FOUND)
def test_that_the_prose_of_a_real_report_is_contradicted_where_it_is_wrong(
    real_samples: Path, name: str
) -> None:
    source = next(p for p in (real_samples / name).iterdir() if p.suffix != ".json")
    statement = fold(read_report(source.read_bytes(), source.name).extraction, ())

    failing = [
        f"{f.severity} {f.rule}: {f.left} of {f.right}"
        for f in evaluate(statement)
        if f.rule.startswith("text.") and f.status is Status.FAIL
    ]

    assert sorted(failing) == sorted(FOUND[name])


def test_that_every_finding_of_the_prose_stands_in_a_sentence(real_samples: Path) -> None:
    source = next(p for p in (real_samples / "seed_001").iterdir() if p.suffix != ".json")
    reading = read_report(source.read_bytes(), source.name)
    made = next(
        f for f in evaluate(fold(reading.extraction, ())) if f.rule == "text.documents_made"
    )
    (sentence,) = made.text

    assert reading.document.text[sentence.start : sentence.end] == (
        "2020年制作规范性文件9篇，已同步发布政策解读文件。"
    )
    assert [str(a) for a in made.addresses] == ["art20_1.normative_documents.made"]
