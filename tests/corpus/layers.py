"""Plain texts as programs take them out of a PDF, or people out of a browser."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pdfplumber
import pypdfium2
from pdfminer.high_level import extract_text

from tests.corpus.layouts import Matrix, resolved
from tests.corpus.pdf import write_pdf
from tests.corpus.pieces import row_cells
from tests.corpus.writers import grid_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.corpus.layouts import Draft

_OWN_LINE: Final = re.compile(r"[ \t]+")


def write_text_layer(draft: Draft, random: Random) -> bytes:
    """The text layer without layout, as copied out of a viewer: blanks and columns are lost."""
    document = pypdfium2.PdfDocument(write_pdf(draft, random))
    pages: list[str] = []
    for page in document:
        text_page = page.get_textpage()
        pages.append(text_page.get_text_bounded())
        text_page.close()
        page.close()
    document.close()
    return "\n".join(pages).replace("\r\n", "\n").encode()


def write_miner(draft: Draft, random: Random) -> bytes:
    """What pdfminer makes of the page: its guess of boxes, often a column at a time."""
    return extract_text(BytesIO(write_pdf(draft, random))).encode()


def write_plumber(draft: Draft, random: Random) -> bytes:
    """What ``extract_text`` of pdfplumber makes of the pages: words of one height on a line."""
    with pdfplumber.open(BytesIO(write_pdf(draft, random))) as document:
        return "\n".join(page.extract_text() for page in document.pages).encode()


def write_plumber_layout(draft: Draft, random: Random) -> bytes:
    """The same with ``layout=True``: columns kept by blanks."""
    with pdfplumber.open(BytesIO(write_pdf(draft, random))) as document:
        return "\n".join(page.extract_text(layout=True) for page in document.pages).encode()


def write_pdftotext(draft: Draft, random: Random) -> bytes:
    """What the command pdftotext makes of the page."""
    return _pdftotext(write_pdf(draft, random))


def write_pdftotext_layout(draft: Draft, random: Random) -> bytes:
    """What pdftotext -layout makes of the page: columns kept by blanks."""
    return _pdftotext(write_pdf(draft, random), "-layout")


def write_pdftotext_raw(draft: Draft, random: Random) -> bytes:
    """What pdftotext -raw makes of the page: the order in which it was drawn."""
    return _pdftotext(write_pdf(draft, random), "-raw")


def _pdftotext(data: bytes, *options: str) -> bytes:
    with TemporaryDirectory(prefix="gouji-corpus-") as folder:
        source = Path(folder) / "source.pdf"
        source.write_bytes(data)
        command = ["pdftotext", *options, "-enc", "UTF-8", str(source), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout


def _text(draft: Draft, table: Callable[[Matrix], str]) -> bytes:
    parts = [table(e) if isinstance(e, Matrix) else e.text for e in draft.elements]
    return ("\n".join(parts) + "\n").encode()


def write_copied(draft: Draft, random: Random) -> bytes:
    """Copied out of a browser whose cells hold paragraphs: line breaks and a tab between cells."""
    between = random.choice(("\n\t", "\n\n\t"))

    def lines(matrix: Matrix) -> str:
        rows = (between.join(p.text.replace("\n", "") for p in row) for row in matrix.rows)
        return "\n".join(rows)

    return _text(draft, lines)


def write_parted(draft: Draft, random: Random) -> bytes:
    """Copied out of a browser that ends each cell with a tab, on its line or on one of its own."""
    between = random.choice(("\t\n", "\n\n\t\n\n"))

    def lines(matrix: Matrix) -> str:
        rows = (between.join(p.text.replace("\n", "") for p in row) for row in matrix.rows)
        return "\n".join(rows)

    return _text(draft, lines)


def write_celled(draft: Draft, _random: Random) -> bytes:
    """What a converter of pages makes of cells that hold paragraphs: each on a line with a pipe
    behind it, and each row behind a line of one pipe."""

    def lines(matrix: Matrix) -> str:
        rows = ([p.text.replace("\n", " ").strip() for p in row] for row in matrix.rows)
        return "\n".join(
            line for row in rows for line in ("|", *(f"{t} |" if t else "|" for t in row))
        )

    return _text(draft, lines)


def write_stacked(draft: Draft, _random: Random) -> bytes:
    """Each cell on a line of its own; blank cells leave no trace."""

    def lines(matrix: Matrix) -> str:
        return "\n".join(p.text.replace("\n", "") for row in matrix.rows for p in row if p.text)

    return _text(draft, lines)


def write_spaced(draft: Draft, _random: Random) -> bytes:
    """A row a line, one blank between cells; blank cells leave no trace."""

    def lines(matrix: Matrix) -> str:
        return "\n".join(
            " ".join(p.text.replace("\n", "") for p in row if p.text) for row in matrix.rows
        )

    return _text(draft, lines)


def write_glued(draft: Draft, _random: Random) -> bytes:
    """All blanks are lost: a row is one run of label and digits."""

    def lines(matrix: Matrix) -> str:
        return "\n".join(
            _OWN_LINE.sub("", "".join(p.text.replace("\n", "") for p in row)) for row in matrix.rows
        )

    return _text(draft, lines)


def write_unlabelled(draft: Draft, _random: Random) -> bytes:
    """The labels of the rows are lost: they were pictures or another layer; headings are left.

    A blank cell leaves no trace, and neither does a row of them.
    """

    def lines(matrix: Matrix) -> str:
        kept = (
            " ".join(p.text.replace("\n", "") for p in row_cells(row) or row if p.text)
            for row in matrix.rows
        )
        return "\n".join(line for line in kept if line)

    return _text(draft, lines)


def write_columns(draft: Draft, _random: Random) -> bytes:
    """A dump column by column, as a viewer copies a selection of columns."""

    def lines(matrix: Matrix) -> str:
        _, width = resolved(matrix)
        texts = grid_texts(matrix)
        return "\n".join(
            row[column] for column in range(width) for row in texts if row[column].strip()
        )

    return _text(draft, lines)


def write_deduplicated(draft: Draft, random: Random) -> bytes:
    """A dump whose repeated lines were removed: labels are left, most figures are not (H-21)."""
    lines = write_stacked(draft, random).decode().split("\n")
    return ("\n".join(dict.fromkeys(lines)) + "\n").encode()
