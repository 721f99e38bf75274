"""Exports of reviewed reports: a workbook for people, CSV and JSON lines for machines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import ExportError
from core.export.tidy import write_csv, write_jsonl
from core.export.workbook import write_workbook
from core.language import say
from core.review import Review

__all__ = ["export", "write_csv", "write_jsonl", "write_workbook"]


def export(
    path: Path,
    reviews: Sequence[Review],
    *,
    made_at: str,
    author: str = "",
    report_sheets: bool | None = None,
) -> None:
    """Write the kind of file that the suffix names: .xlsx, .csv or .jsonl. Raises ExportError."""
    match path.suffix.lower():
        case ".xlsx":
            write_workbook(
                path, reviews, made_at=made_at, author=author, report_sheets=report_sheets
            )
        case ".csv":
            write_csv(path, reviews)
        case ".jsonl":
            write_jsonl(path, reviews)
        case suffix:
            raise ExportError(
                "export.suffix",
                say(f"不支持的文件类型“{suffix}”。", f"Cannot export to “{suffix}” files."),
                say("请使用 .xlsx、.csv 或 .jsonl。", "Use .xlsx, .csv or .jsonl."),
            )
