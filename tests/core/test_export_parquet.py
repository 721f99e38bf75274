"""Parquet, where the library that writes it is installed; and what is said where it is not."""

from __future__ import annotations

import importlib
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from core.cells import Origin
from core.errors import ExportError
from core.export import Occasion, export
from tests.helpers.reviews import make_review, read_cell

OCCASION = Occasion("2024-03-01T08:00:00Z")


@pytest.mark.skipif(find_spec("pyarrow") is not None, reason="pyarrow is installed")
def test_that_a_missing_library_is_named_and_no_file_is_left(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as failure:
        export(tmp_path / "a.parquet", [make_review()], OCCASION)

    assert failure.value.code == "export.no_parquet"
    assert "pyarrow" in failure.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
def test_that_parquet_has_one_typed_row_a_cell(tmp_path: Path) -> None:
    dash = read_cell("requests.new.total", "/", Origin.READ, printed="/")
    amount = Decimal("105.95")
    readings = {"requests.new.total": dash, "art20_8.fees.amount": amount}
    target = tmp_path / "a.parquet"

    export(target, [make_review("2021", readings), make_review("2019", report=2)], OCCASION)

    # The library has no types.
    library: Any = importlib.import_module("pyarrow.parquet")
    rows: list[dict[str, Any]] = library.read_table(target).to_pylist()
    # 200 cells of the 2021 form; 198 of the 2019 form and the unit of the procurement amount.
    assert len(rows) == 200 + 199
    first = {(r["table"], r["row"], r["column"]): r for r in rows if r["report"] == 1}
    fee, new = first["art20_8", "fees", "amount"], first["requests", "new", "total"]
    assert (fee["value"], fee["value_text"]) == (105.95, "105.95")
    assert (new["value"], new["value_text"], new["year"]) == (None, "/", 2023)
