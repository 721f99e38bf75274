"""All commands with their keys on a sheet of A4, to be printed and laid beside the keyboard."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from core.export.atomic import damaged, write_atomically
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_POINTS: Final = 7.5
_MARGIN_MM: Final = 14
_DPI: Final = 300
_DPI_OF_FONTS: Final = 96
_HEADING_LINES: Final = 2
"""A heading and the empty line before it."""

Section = tuple[str, "Sequence[tuple[str, str]]"]
"""A menu, and its commands with their keys."""


def write_sheet(path: Path, title: str, sections: Iterable[Section]) -> None:
    """Write the sheet as PDF, black on white whatever the theme is. Raises ExportError."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setHtml(_page(title, sections))
    paper = _sheet()
    # A document without pages of its own is given further margins, of 2 cm, when it is printed.
    document.setDocumentMargin(0)
    document.setPageSize(paper.paintRectPixels(_DPI_OF_FONTS).size().toSizeF())

    def write(hidden: Path) -> None:
        writer = QPdfWriter(str(hidden))
        writer.setTitle(title)
        writer.setResolution(_DPI)
        writer.setPageLayout(paper)
        document.print_(writer)

    def check(hidden: Path) -> None:
        data = hidden.read_bytes()
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-32:]:
            raise damaged(path, say("文件不完整", "the file is not whole"))

    write_atomically(path, write, check)


def _sheet() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )


def _page(title: str, sections: Iterable[Section]) -> str:
    halves = (f'<td width="47%">{_column(half)}</td>' for half in _halves([*sections]))
    table = '<td width="6%"></td>'.join(halves)
    # The colours of a dark theme would be white on the white of paper.
    return (
        f'<body style="color: #000000"><h2>{escape(title)}</h2>'
        f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{table}</tr></table></body>'
    )


def _halves(sections: Sequence[Section]) -> tuple[Sequence[Section], Sequence[Section]]:
    """Two columns of much the same length; no section is torn apart."""
    lengths = [len(commands) + _HEADING_LINES for _, commands in sections]
    cut = min(
        range(len(sections) + 1), key=lambda end: abs(sum(lengths[:end]) - sum(lengths[end:]))
    )
    return sections[:cut], sections[cut:]


def _column(sections: Iterable[Section]) -> str:
    parts = ['<table width="100%" cellspacing="0" cellpadding="0">']
    for name, commands in sections:
        parts.append(f'<tr><td colspan="2"><br><b>{escape(name)}</b></td></tr>')
        parts += [
            f"<tr><td>{escape(words)}</td><td>{escape(keys)}</td></tr>" for words, keys in commands
        ]
    return f"{''.join(parts)}</table>"
