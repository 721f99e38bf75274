"""Exports of reviewed reports: a workbook for people, CSV, JSON lines and Parquet for machines.

The work is in two halves, so that many reports are never in memory at once and several processes
can share it: a maker turns some reviews into what they contribute, and ``write`` puts these parts
together in one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.errors import ExportError
from core.export import parquet
from core.export.about import Occasion
from core.export.assembly import Order
from core.export.choice import Choice, Settled, Sheet
from core.export.pieces import BookMaker
from core.export.problems import TextOf
from core.export.tidy import CsvMaker, JsonMaker, write_csv, write_jsonl
from core.export.workbook import write_workbook
from core.language import Language, say
from core.progress import Progress, Silent, Stopped, Watch
from core.review import Depth, Review

__all__ = ["Choice", "Occasion", "Plan", "Settled", "Sheet", "Stopped", "export", "plan"]

SUFFIXES: Final = (".xlsx", ".csv", ".jsonl", ".parquet")

Maker = Callable[[Sequence[Review], TextOf], list[Any]]
"""Turns reviews into their parts of the file, whose kind only its writer knows; can be pickled."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An export that was decided on: ``make`` and ``write`` belong together.

    ``depth`` is how much of each review ``make`` looks at, ``language`` what messages in the file
    are written in; None: the user's language.
    """

    make: Maker
    write: Callable[[Iterable[Any], Watch], int]
    depth: Depth
    language: Language | None = None


def plan(path: Path, choice: Settled, occasion: Occasion) -> Plan:
    """How to write the kind of file that the suffix names. Raises ExportError.

    The writer answers with the number of reports, and raises ExportError and Stopped.
    """
    match path.suffix.lower():
        case ".xlsx":
            order = Order(choice, occasion)
            return Plan(
                BookMaker(choice),
                lambda parts, watch: write_workbook(path, parts, order, watch),
                Depth.WHOLE if choice.report_sheets else Depth.PROBLEMS,
                "zh",
            )
        case ".csv":
            return Plan(CsvMaker(), lambda parts, watch: write_csv(path, parts, watch), Depth.CELLS)
        case ".jsonl":
            return Plan(
                JsonMaker(), lambda parts, watch: write_jsonl(path, parts, watch), Depth.PROBLEMS
            )
        case ".parquet":
            parquet.demand_library()
            return Plan(
                parquet.RowsMaker(),
                lambda parts, watch: parquet.write(path, parts, watch),
                Depth.CELLS,
            )
        case suffix:
            raise ExportError(
                "export.suffix",
                say(f"不支持的文件类型“{suffix}”。", f"Cannot export to “{suffix}” files."),
                say(
                    "请使用 .xlsx、.csv、.jsonl 或 .parquet。",
                    "Use .xlsx, .csv, .jsonl or .parquet.",
                ),
            )


def export(
    path: Path,
    reviews: Sequence[Review],
    occasion: Occasion,
    choice: Choice | None = None,
    progress: Progress | None = None,
) -> int:
    """Write reviews that are at hand; the answer is how many. Raises ExportError and Stopped."""
    decided = plan(path, (choice or Choice()).settled(len(reviews)), occasion)
    parts = (part for review in reviews for part in decided.make([review], _no_text))
    return decided.write(parts, Watch(progress or Silent(), len(reviews)))


def _no_text(_review: Review) -> str:
    return ""
