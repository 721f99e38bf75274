"""The hidden sheet of a workbook that comes back, made by someone who means harm or damaged."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.errors import Known
from core.exchange.marked import read_marked
from core.exchange.package import Package
from core.exchange.workbook import as_package
from core.export import Occasion, export
from core.marks import TITLE, digest
from tests.helpers.desks import make_desk

NOON = "2026-03-01T12:00:00+00:00"
Mark = dict[str, Any]


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    desk = make_desk(tmp_path, "李")
    path = tmp_path / "审核.xlsx"
    export(path, [desk.review(1)], Occasion("2026-03-01T00:30:00+00:00", "李"))
    desk.close()
    return path.read_bytes()


def taken(data: bytes) -> Package:
    return as_package(read_marked(data, "审核.xlsx"), "审核.xlsx", author="李", now=NOON)


def vouched(data: bytes, head: dict[int, str] | None = None, /, **parts: object) -> bytes:
    """The workbook with other marks, and with a first figure changed; its digest fits them."""
    workbook = load_workbook(io.BytesIO(data))
    sheet = workbook[TITLE]
    mark: Mark = json.loads(str(sheet["A2"].value))
    reference: str = next(iter(mark["cells"].values()))[0]
    workbook[mark["title"]][reference].value = 4_321
    sheet["A2"].value = json.dumps(mark | parts)
    sheet["E1"].value = digest([[sheet["A2"].value]])
    for column, text in (head or {}).items():
        sheet.cell(1, column, text)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_that_marks_that_were_vouched_for_are_taken(book: bytes) -> None:
    (fact,) = taken(vouched(book)).facts

    assert fact.content["new"] == "4321"


@pytest.mark.parametrize(
    "parts",
    [
        {"year": {"of": "mice"}},
        {"year": 10**30},
        {"year": True},
        {"source": "../../etc"},
        {"agency": "局" * 100_000},
        {"name": "a\ud800"},
        {"cells": []},
        {"cells": {"identity.report.year": ["A1", None, None, []]}},
        {"cells": {"requests.new.total": ["ZZZ99", ["1e999999999"], None, []]}},
        {"labels": 7},
        {"title": None},
    ],
    ids=lambda parts: f"{next(iter(parts))}-{str(next(iter(parts.values())))[:12]}",
)
def test_that_marks_no_export_could_have_made_are_refused_by_name(
    book: bytes, parts: dict[str, object]
) -> None:
    with pytest.raises(Known, match="审核\\.xlsx") as refused:
        taken(vouched(book, **parts))

    assert refused.value.code in ("workbook.damaged", "workbook.structure")


@pytest.mark.parametrize("moment", ["tomorrow", "2026-13-01T00:00:00+00:00"])
def test_that_a_time_of_export_that_is_none_is_refused(book: bytes, moment: str) -> None:
    with pytest.raises(Known) as refused:
        taken(vouched(book, {4: moment}))

    assert refused.value.code == "workbook.damaged"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "docProps/core.xml"]
)
@pytest.mark.parametrize("broken", [b"<", b"<a b='<'/>", b"\xff\xfe\x00", b"<a>&#0;</a>"], ids=repr)
def test_that_a_part_that_is_no_xml_makes_a_damaged_workbook(
    book: bytes, part: str, broken: bytes
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, broken if name == part else old.read(name))

    with pytest.raises(Known, match="审核\\.xlsx") as refused:
        taken(target.getvalue())

    assert refused.value.code == "xlsx.damaged"
    assert refused.value.hint
