"""Limits on what a reader takes in, so that no file can exhaust the machine."""

from __future__ import annotations

from typing import Final

FILE_BYTES: Final = 100_000_000
TEXT_BYTES: Final = 20_000_000
TEXT_LINES: Final = 200_000
HTML_BYTES: Final = 10_000_000
TAGS: Final = 300_000
"""Of a web page; the largest real ones have a tenth of them."""
ATTRIBUTES: Final = 5_000
"""Of one tag; a parser's work grows with their square."""
MAIL_PARTS: Final = 2_000
MAIL_HEADER: Final = 100_000
"""Bytes before the first empty line of a web archive."""
GRID_UNITS: Final = 400_000
"""Cells of one grid, counted after spans are expanded."""
GRIDS: Final = 5_000
SPAN: Final = 1_000
"""Rows or columns that one cell may cover, as browsers limit it."""
DEPTH: Final = 200
"""Nesting of marked-up elements that is followed."""
PARAGRAPHS: Final = 50_000
PDF_PAGES: Final = 2_000
PDF_READ_WHOLE: Final = 40
"""Pages up to which a PDF is read whole; of a longer one only what surrounds the wanted pages."""
PDF_SURROUNDINGS: Final = 20
PAGE_CHARACTERS: Final = 50_000
PAGE_STROKES: Final = 5_000
"""Above either of the two limits a page is read as text only, without tables."""
ZIP_ENTRIES: Final = 2_000
ZIP_BYTES: Final = 200_000_000
ZIP_RATIO: Final = 100
SHEET_ROWS: Final = 200_000
SHEET_COLUMNS: Final = 500
