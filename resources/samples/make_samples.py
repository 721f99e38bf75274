"""Write the bundled samples and what is to be read from them: ``make samples``.

The samples are reports of invented agencies, each with the accidents of its kind of source and with
planted errors. Next to them stands ``expected.json``: for each file the tables (as ``gouji extract
--json`` gives them), the cells whose number is printed in pieces, the relations that do not hold,
and the figures of the prose that contradict a cell. Needs reportlab and, for the PDFs, Debian's
fonts-droid-fallback. Writing them again gives the same files.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from resources.samples import writers
from resources.samples.reports import APPLICANTS, OUTCOMES, REPORTS, Figure, Report, Table

EXPECTED: Final = "expected.json"

WRITERS: Final[dict[str, Callable[[Report], bytes]]] = {
    "qinghe_district_2023.pdf": writers.write_pdf,
    "qinghe_district_2024.xlsx": writers.write_xlsx,
    "shuangdu_town_2020.pdf": writers.write_pdf,
    "luming_education_2021.docx": writers.write_docx,
    "xiwu_development_2022.html": writers.write_html,
    "beitan_township_2019.txt": writers.write_tabbed,
    "nanpu_street_2020.txt": writers.write_dump,
}


def broken_relations(report: Report) -> set[tuple[str, str]]:
    """The statutory relations that the figures break, as (rule, instance); blanks count as 0."""
    return {
        *_broken_rows(report.requests),
        *_broken_columns(report.requests),
        *_broken_review(report.review),
    }


def _broken_rows(requests: Table) -> Iterator[tuple[str, str]]:
    for row, figures in requests.items():
        if _sum(figures[column] for column in APPLICANTS[:-1]) != _number(figures["total"]):
            yield "requests.row_sum", row


def _broken_columns(requests: Table) -> Iterator[tuple[str, str]]:
    outside = {"new", "carried_in", "total", "carried_out"}
    for column in APPLICANTS:
        figures = {row: _number(cells[column]) for row, cells in requests.items()}
        if sum(n for row, n in figures.items() if row not in outside) != figures["total"]:
            yield "requests.result_total", column
        received = figures["new"] + figures["carried_in"]
        if received != figures["total"] + figures["carried_out"]:
            yield "requests.balance", column


def _broken_review(review: Table) -> Iterator[tuple[str, str]]:
    for group, figures in review.items():
        if _sum(figures[outcome] for outcome in OUTCOMES[:-1]) != _number(figures["total"]):
            yield "review.sum", group


def _number(figure: Figure) -> Decimal:
    return figure if isinstance(figure, Decimal) else Decimal(0)


def _sum(figures: Iterable[Figure]) -> Decimal:
    return sum(map(_number, figures), Decimal(0))


def _plain(figure: Figure) -> int | float | str | None:
    if not isinstance(figure, Decimal):
        return figure
    return int(figure) if figure == figure.to_integral_value() else float(figure)


def expected(report: Report) -> dict[str, object]:
    """What is to be read from the report's file, in the terms of ``gouji extract --json``."""
    return {
        "agency": report.agency,
        "year": report.year,
        "template": report.edition,
        "about": report.place,
        "tables": {
            table: {row: {c: _plain(f) for c, f in cells.items()} for row, cells in rows.items()}
            for table, rows in report.tables.items()
        },
        "joined": list(report.joined),
        "broken": [{"rule": rule, "instance": instance} for rule, instance in report.planted],
        "contradicted": [
            {"rule": rule, "cell": cell, "text": figure} for rule, cell, figure in report.quoted
        ],
    }


def write_samples(folder: Path) -> None:
    """Write all samples and the expected readings into the folder.

    Raises ValueError when a report breaks other relations than those planted in it.
    """
    for report in REPORTS:
        if broken_relations(report) != set(report.planted):
            raise ValueError(f"{report.file}: {sorted(broken_relations(report))} broken")
        (folder / report.file).write_bytes(WRITERS[report.file](report))
    readings = {report.file: expected(report) for report in REPORTS}
    text = json.dumps(readings, ensure_ascii=False, indent=1)
    (folder / EXPECTED).write_text(text + "\n", encoding="utf-8")


def main() -> int:
    """Write the samples beside this script; 1 when the font for the PDFs is not installed."""
    if not writers.CJK_FONT.exists():
        print(
            f"{writers.CJK_FONT} is missing: sudo apt-get install fonts-droid-fallback",
            file=sys.stderr,
        )
        return 1
    folder = Path(__file__).resolve().parent
    write_samples(folder)
    for report in REPORTS:
        size = (folder / report.file).stat().st_size
        print(f"{report.file:32} {size:7,} bytes  {report.place}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
