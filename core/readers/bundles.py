"""Rows of a table that were put into one: each cell holds a line for every row.

So do people who draw a table by hand: the labels below each other in one cell, and in each cell
beside it as many figures. Knows cells only; which label is which is not asked here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from core.values import is_blank, normalised, parse_printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.readers.assembly import RawCell

_COLUMNS: Final = 3
"""Cells with as many lines of figures each, from which these count as rows: a number that was
broken over lines stands in one or two."""
_NUMERAL: Final = re.compile(r"(?:\(?[一二三四五六七八九十]+[、,.)]|\d{1,2}[.、,])")
_BROKEN: Final = 2
"""Lines over which a number may be broken in a narrow column."""
_LABEL: Final = 4
"""Characters of a label rather than of a piece that was broken off one."""
SEVERAL: Final = " / "
"""Between figures of which nothing tells the row, so that nobody takes them for one number."""


def unbundled(cells: Sequence[RawCell]) -> list[RawCell]:
    """The cells with each such row as the rows it stands for; all others as they are.

    ``cells`` keep their blank lines: these tell in which rows a column is blank.
    """
    rows: defaultdict[int, list[RawCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    broken = {cell.row for cell in cells if "\n" in cell.text}
    sizes = {row: _size(own) if row in broken else 1 for row, own in rows.items()}
    doubtful = {row for row in broken if sizes[row] == 1 and _are_several(rows[row])}
    if not doubtful and all(size == 1 for size in sizes.values()):
        return list(cells)
    last = max(cell.row + cell.row_span for cell in cells)
    tops = [0, *accumulate(sizes.get(row, 1) for row in range(last))]
    found: list[RawCell] = []
    for cell in cells:
        size = sizes[cell.row]
        top, bottom = tops[cell.row], tops[cell.row + cell.row_span]
        moved = replace(cell, row=top, row_span=bottom - top)
        if cell.row in doubtful and is_figures(cell.text):
            moved = replace(moved, text=SEVERAL.join(_lines(cell)))
        found.extend(_parts(moved, size) if size > 1 and cell.row_span == 1 else [moved])
    return found


def _size(row: Sequence[RawCell]) -> int:
    """How many rows stand in the cells of one: 1 unless several columns and the labels say so.

    Where each label has a numeral of its own, one column is enough, and rows may be blank.
    """
    stub = [cell.text for cell in row if cell.row_span == 1 and not is_figures(cell.text)]
    size, columns = _lines_of_most(row)
    if size > 1 and any(len(labels_begun(text.split("\n"))) == size for text in stub):
        return size if any(_label_lines(text, size) for text in stub) else 1
    said = size > 1 and columns >= _COLUMNS and _is_filled(row, size)
    return size if said and any(_label_lines(text, size) for text in stub) else 1


def _has_several_labels(row: Sequence[RawCell]) -> bool:
    """Whether labels of several rows stand below each other in a cell."""
    return any(len(labels_begun(_lines(cell))) > 1 for cell in row if cell.row_span == 1)


def _are_several(row: Sequence[RawCell]) -> bool:
    """Whether the cells hold several figures each, though nothing tells whose: beside several
    labels, in more lines than a number is broken over, or a 0 before another line, with which no
    number begins."""
    if _has_several_labels(row) and any(is_figures(c.text) and "\n" in c.text for c in row):
        return True
    size, columns = _lines_of_most(row)
    if size == 1 or columns < _COLUMNS or not _is_filled(row, size):
        return False
    alike = (lines for cell in row if len(lines := _lines(cell)) == size)
    return size > _BROKEN or any(lines[0].strip() == "0" for lines in alike)


def _lines_of_most(row: Sequence[RawCell]) -> tuple[int, int]:
    """How many lines of figures most cells have, and how many cells these are."""
    counts = Counter(len(_lines(cell)) for cell in row if is_figures(cell.text))
    return max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))


def _is_filled(row: Sequence[RawCell], size: int) -> bool:
    """Whether some cells of so many lines print the first, and some the last: a break that ends
    every cell ends no row."""
    alike = [lines for cell in row if len(lines := _lines(cell)) == size]
    return any(lines[0].strip() for lines in alike) and any(lines[-1].strip() for lines in alike)


def _lines(cell: RawCell) -> list[str]:
    return cell.text.split("\n")


def is_figures(text: str) -> bool:
    """Whether a cell prints nothing but figures, one a line, some of them perhaps blank."""
    printed = [line for line in text.split("\n") if not is_blank(line)]
    return bool(printed) and all(parse_printed(line, "change") is not None for line in printed)


def _label_lines(text: str, size: int) -> tuple[range, ...]:
    """Which lines of a cell are the label of each of its rows; none if there are others.

    A label is a line, or goes from its numeral to the next one.
    """
    lines = text.split("\n")
    printed = [n for n, line in enumerate(lines) if not is_blank(line)]
    if size < 2 or any(parse_printed(lines[n], "change") is not None for n in printed):
        return ()
    begun = labels_begun(lines)
    if len(begun) == size and begun[0] == printed[0]:
        return tuple(range(a, b) for a, b in pairwise([*begun, len(lines)]))
    if len(printed) == size and (not begun or min(len(lines[n]) for n in printed) >= _LABEL):
        return tuple(range(n, n + 1) for n in printed)
    # Labels of different depth stand in columns of their own, each in its row's line.
    apart = 0 < len(printed) < len(lines) == size
    return (
        tuple(range(n, n + 1) for n in range(size)) if apart and len(begun) == len(printed) else ()
    )


def _labels(text: str, size: int) -> tuple[str, ...]:
    """The label of each row, without blank lines."""
    lines = text.split("\n")
    return tuple(
        "\n".join(lines[n] for n in own if not is_blank(lines[n]))
        for own in _label_lines(text, size)
    )


def labels_begun(lines: Sequence[str]) -> list[int]:
    """The lines that begin with the numeral of a label."""
    return [n for n, line in enumerate(lines) if _NUMERAL.match(normalised(line))]


def _parts(cell: RawCell, size: int) -> Iterator[RawCell]:
    """What the cell prints in each of its rows; what belongs to all of them stays one cell."""
    texts: Sequence[str] = _lines(cell)
    labels = _labels(cell.text, size)
    if is_figures(cell.text) and len(texts) != size:
        yield replace(cell, text=SEVERAL.join(texts) if len(texts) > 1 else cell.text)
        return
    if not is_figures(cell.text) and not is_blank(cell.text):
        texts = labels
    elif is_blank(cell.text):
        texts = ("",) * size
    if len(texts) != size:
        yield cell
        return
    for number, text in enumerate(texts):
        yield replace(cell, row=cell.row + number, row_span=1, text=text)
