"""CSV and JSON lines, read back by the standard library."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.address import Address
from core.cells import Cell, Origin
from core.corrections import Correction
from core.export import Occasion, export
from core.geometry import PageBox
from core.review import Review
from tests.helpers.reviews import make_review

MADE_AT = "2024-03-01T08:00:00Z"

PLACED = Cell(
    Address("requests", "new", "total"),
    Decimal(15),
    "15",
    Origin.READ,
    0.99,
    PageBox(4, 10, 20, 30, 40),
)
CORRECTION = Correction(
    "c1",
    1,
    1,
    PLACED.address,
    Decimal(15),
    Decimal(16),
    Decimal(15),
    "解析错误",
    "张三",
    "2024-02-03T04:05:06Z",
    "typed",
)


def csv_of(path: Path, *reviews: Review) -> list[dict[str, str]]:
    target = path / "out.csv"
    export(target, reviews, Occasion(MADE_AT))
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def jsonl_of(path: Path, *reviews: Review) -> list[dict[str, Any]]:
    target = path / "out.jsonl"
    export(target, reviews, Occasion(MADE_AT))
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_that_csv_has_one_line_a_cell(tmp_path: Path) -> None:
    review = make_review("2021", {"requests.new.total": PLACED}, corrections=[CORRECTION])

    rows = csv_of(tmp_path, review, make_review("2019", year=2020, report=2))

    # 200 cells of the 2021 form; 198 of the 2019 form and the unit of the procurement amount.
    assert len(rows) == 200 + 199
    (row,) = (r for r in rows if (r["report"], r["table"], r["row"], r["column"]) == (
        "1", "requests", "new", "total",
    ))  # fmt: skip
    assert row == {
        "report": "1",
        "agency": "甲县",
        "year": "2023",
        "edition": "2021",
        "table": "requests",
        "row": "new",
        "column": "total",
        "row_label": "一、本年新收政府信息公开申请数量",
        "column_label": "总计",
        "value": "16",
        "printed": "15",
        "origin": "corrected",
        "confidence": "0.99",
        "machine_value": "15",
        "place": "page 4 [10.0 20.0 30.0 40.0]",
    }


def test_that_csv_cannot_run_a_formula_and_keeps_signed_numbers(tmp_path: Path) -> None:
    review = make_review("2019", {"art20_5.licensing.change": -646}, agency="=cmd()", year=2020)

    rows = csv_of(tmp_path, review)

    assert {row["agency"] for row in rows} == {"'=cmd()"}
    (change,) = (r for r in rows if (r["row"], r["column"]) == ("licensing", "change"))
    assert change["value"] == "-646"


def test_that_blank_and_dash_stay_apart_in_csv(tmp_path: Path) -> None:
    readings = {"requests.new.total": None, "requests.new.other": "/", "requests.new.research": 0}

    rows = csv_of(tmp_path, make_review("2021", readings))

    values = {row["column"]: row["value"] for row in rows if row["row"] == "new"}
    assert (values["total"], values["other"], values["research"]) == ("", "/", "0")


def test_that_json_lines_have_one_object_a_report(tmp_path: Path) -> None:
    readings = {
        "requests.new.total": PLACED,
        "requests.new.other": "/",
        "requests.new.research": None,
        "art20_8.fees.amount": Decimal("105.95"),
    }
    review = make_review("2021", readings, corrections=[CORRECTION])

    first, second = jsonl_of(tmp_path, review, make_review("2021", agency="乙\ud800县", report=2))

    assert (first["report"], first["agency"], first["year"]) == (1, "甲县", 2023)
    assert first["tables"]["requests"]["new"]["total"] == 16
    assert first["tables"]["requests"]["new"]["other"] == "/"
    assert first["tables"]["requests"]["new"]["research"] is None
    assert first["tables"]["art20_8"]["fees"]["amount"] == 105.95
    (cell,) = (c for c in first["cells"] if c["cell"] == "requests.new.total")
    assert (cell["value"], cell["machine_value"], cell["origin"]) == (16, 15, "corrected")
    assert cell["where"] == {"page": 4, "box": [10, 20, 30, 40]}
    (correction,) = first["corrections"]
    assert (correction["old"], correction["new"], correction["author"]) == (15, 16, "张三")
    assert second["agency"] == "乙\ufffd县"
