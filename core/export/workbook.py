"""The workbook on disk: written piece by piece, read back, put in its place."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from core.export.assembly import Assembly, Order
from core.export.atomic import damaged, write_atomically
from core.export.pieces import Piece
from core.export.pour import pour
from core.language import say
from core.progress import Watch

_PIECE: Final = 1 << 20
_ROW: Final = b"<row "


def write_workbook(path: Path, pieces: Iterable[Piece], order: Order, watch: Watch) -> int:
    """Write the workbook to ``path``, whole or not at all; the answer is how many reports it holds.

    Raises ExportError, and Stopped when ``watch`` says so.
    """
    with closing(Assembly(order, watch)) as assembly:

        def fill(hidden: Path) -> None:
            for piece in pieces:
                assembly.take(piece)
            with TemporaryFile() as skeleton, hidden.open("wb") as target:
                bodies = assembly.save(skeleton)
                pour(skeleton, target, bodies, watch.check)

        write_atomically(path, fill, lambda hidden: _check(hidden, path, assembly.expected, watch))
        return assembly.reports


def _check(hidden: Path, path: Path, expected: Mapping[str, int | None], watch: Watch) -> None:
    """Read the file back: a sound archive, all sheets, and the lines of every list."""
    try:
        with zipfile.ZipFile(hidden) as archive:
            found = {name: _count_rows(archive, name, watch) for name in archive.namelist()}
            sheets = archive.read("xl/workbook.xml").count(b"<sheet ")
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError) as error:
        raise damaged(path, say("文件不完整", "the file is not complete")) from error
    if sheets != len(expected) or not expected.keys() <= found.keys():
        raise damaged(path, say("工作表不全", "sheets are missing"))
    for name, rows in expected.items():
        if rows is not None and found.get(name) != rows:
            raise damaged(path, say(f"{name} 的行数不符", f"rows of {name} are missing"))


def _count_rows(archive: zipfile.ZipFile, member: str, watch: Watch) -> int:
    """How many rows a sheet has. Reading to the end checks the member's checksum as well."""
    count, tail = 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            watch.check()
            piece = tail + piece
            count += piece.count(_ROW)
            tail = piece[1 - len(_ROW) :]
    return count
