"""Paragraphs of tests/cases/paragraphs: prose and tables in, contradictions out.

Each paragraph says its ``year``, the ``cells`` that are not 0, and the ``findings`` that a person
sees in it: the rule and how grave it is. Many have none: figures of other years, organs and things.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from core.findings import Status
from tests.helpers.cases import findings_of

_PARAGRAPHS: Final = Path(__file__).parent.parent / "cases" / "paragraphs"
_TABLES: Final = ("art20_1", "art20_5", "art20_6", "art20_8", "art20_9", "requests", "review")
_FIRST_OF_2021_FORM: Final = 2021
_LEAST_RECALL: Final = 0.97


def _paragraphs() -> Iterator[dict[str, Any]]:
    for path in sorted(_PARAGRAPHS.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for number, paragraph in enumerate(content["paragraphs"], start=1):
            yield paragraph | {"id": f"{path.stem}-{number}"}


PARAGRAPHS: Final = tuple(_paragraphs())


def _contradictions(paragraph: dict[str, Any]) -> list[str]:
    edition = "2021" if paragraph["year"] >= _FIRST_OF_2021_FORM else "2019"
    tables = [table for table in _TABLES if (edition, table) != ("2021", "art20_9")]
    prose = {"text": paragraph["text"], "agency": paragraph.get("agency")}
    case = {"edition": edition, "tables": tables, "cells": paragraph.get("cells", {})}
    findings = findings_of(case | {"year": str(paragraph["year"]), "prose": prose})
    return sorted(
        f"{finding.rule} {finding.severity}"
        for finding in findings
        if finding.rule.startswith("text.") and finding.status is Status.FAIL
    )


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda paragraph: paragraph["id"])
def test_that_what_contradicts_is_found_and_nothing_else(paragraph: dict[str, Any]) -> None:
    assert _contradictions(paragraph) == paragraph["findings"], paragraph["text"]


def test_that_hardly_a_contradiction_is_known_to_be_missed() -> None:
    found = sum(len(paragraph["findings"]) for paragraph in PARAGRAPHS)
    missed = sum(len(paragraph.get("missed", ())) for paragraph in PARAGRAPHS)

    assert found / (found + missed) >= _LEAST_RECALL
