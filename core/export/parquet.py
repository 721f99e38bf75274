"""Parquet with one row a cell, for those who have pyarrow installed: it is larger than all the rest."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from core.cells import Origin
from core.errors import ExportError
from core.export.atomic import damaged, write_atomically
from core.export.problems import TextOf
from core.export.shape import names_of
from core.export.wording import edition_of, place_text
from core.language import say
from core.progress import Watch
from core.review import Review
from core.spared import allow_numpy
from core.values import value_to_text

_COLUMNS: Final = (
    ("report", "int64"),
    ("agency", "string"),
    ("year", "int64"),
    ("edition", "string"),
    ("table", "string"),
    ("row", "string"),
    ("column", "string"),
    ("row_label", "string"),
    ("column_label", "string"),
    ("value", "float64"),
    ("value_text", "string"),
    ("printed", "string"),
    ("origin", "string"),
    ("confidence", "float64"),
    ("machine_value", "string"),
    ("place", "string"),
)
_AT_ONCE: Final = 20_000
Row = tuple[int | float | str | None, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one report."""

    name: str
    rows: tuple[Row, ...]


def is_installed() -> bool:
    """Whether the library that writes Parquet is installed."""
    return find_spec("pyarrow") is not None


def demand_library() -> None:
    """Raises ExportError when the library that writes Parquet is not installed."""
    if not is_installed():
        raise ExportError(
            "export.no_parquet",
            say("没有安装写 Parquet 所需的组件。", "What writes Parquet is not installed."),
            say(
                "请安装 gouji[parquet]（运行 pip install pyarrow），或导出为 CSV。",
                "Install gouji[parquet] (run pip install pyarrow), or export to CSV.",
            ),
        )


class RowsMaker:
    """Makes the rows of reports; it can be sent to another process."""

    def __call__(self, reviews: Sequence[Review], _text_of: TextOf) -> list[Rows]:
        """The rows of each report."""
        return [Rows(review.name, _rows_of(review)) for review in reviews]


def _rows_of(review: Review) -> tuple[Row, ...]:
    cells = {cell.address: cell for cell in review.extraction.cells}
    rows: list[Row] = []
    for address, value in review.statement.values.items():
        cell, edition = cells.get(address), edition_of(review, address.table)
        rows.append(
            (
                review.report,
                review.agency or None,
                review.year,
                edition,
                *address,
                *names_of(edition, address)[1:],
                float(value) if isinstance(value, Decimal) else None,
                value_to_text(value),
                cell.printed if cell else "",
                review.statement.origins.get(address, Origin.MISSING).value,
                cell.confidence if cell else None,
                value_to_text(cell.value) if cell else "",
                place_text(cell.place) if cell else "",
            )
        )
    return tuple(rows)


def write(path: Path, parts: Iterable[Rows], watch: Watch) -> int:
    """Write the rows; the answer is how many reports. Raises ExportError and Stopped."""
    allow_numpy()  # some versions of pyarrow cannot do without
    arrow: Any = importlib.import_module("pyarrow")
    files: Any = importlib.import_module("pyarrow.parquet")
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in _COLUMNS])
    reports = rows = 0

    def fill(hidden: Path) -> None:
        nonlocal reports, rows
        waiting: list[Row] = []
        with files.ParquetWriter(hidden, schema) as writer:
            for part in parts:
                waiting += part.rows
                reports, rows = reports + 1, rows + len(part.rows)
                if len(waiting) >= _AT_ONCE:
                    writer.write_table(_table(arrow, schema, waiting))
                    waiting.clear()
                watch.step(reports, part.name)
            writer.write_table(_table(arrow, schema, waiting))

    def check(hidden: Path) -> None:
        if files.read_metadata(hidden).num_rows != rows:
            raise damaged(path, say(f"应有 {rows} 行", f"expected {rows} rows"))

    write_atomically(path, fill, check)
    return reports


def _table(arrow: Any, schema: Any, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - optional library
    """The rows as the library's table."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS)
    arrays = [arrow.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
    return arrow.table(arrays, schema=schema)
