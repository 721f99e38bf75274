"""Accidents of rows, merged cells and whole tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tests.corpus.layouts import NOTE, Matrix, Piece, Prose, requests_header, resolved
from tests.corpus.pieces import cut, labels, pieces, row_cells

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.layouts import Draft

STUB: Final = "三、本年度办理结果"
_PREFACE: Final = "该部分以表格形式报告。表格如下："


def _only(draft: Draft) -> Matrix | None:
    tables = draft.matrices("requests")
    if len(tables) == 1 and len(tables[0].rows) > 12 and tables[0].header >= 3:
        return tables[0]
    return None


def _group_rows(matrix: Matrix) -> list[tuple[int, Piece, int]]:
    """The merged label cells below the heading: first row, piece, column."""
    placed, width = resolved(matrix)
    return [
        (p.row, p.piece, p.column)
        for p in placed
        if p.row >= matrix.header and p.piece.rows > 1 and p.column < width - 7
    ]


def break_merged(draft: Draft, random: Random) -> None:
    """A page break goes through a merged label, whose words are shared or repeated (H-03)."""
    matrix = _only(draft)
    if matrix is None:
        return
    row, group, _ = random.choice(_group_rows(matrix) or [(0, Piece(""), 0)])
    if group.rows < 2:
        return
    text, at = group.text, row + random.randint(1, group.rows - 1)
    upper, lower = cut(matrix, at)
    rest = next((p for p in reversed(lower.rows[0]) if not p.text and not p.address), None)
    if rest is not None and len(text) > 3:
        if random.random() < 0.5:
            rest.text = text
        else:
            half = len(text) // 2
            group.text, rest.text = text[:half], text[half:]
    if random.random() < 0.5:
        lower.rows[:0] = requests_header() if resolved(lower)[1] == 10 else []
        lower.header = 3 if resolved(lower)[1] == 10 else 0
    draft.replace(matrix, [upper, Prose("\f"), lower])


def unmerge_stubs(draft: Draft, random: Random) -> None:
    """Merged labels are single cells: blank below the first, or with the words again (H-02)."""
    again = random.random() < 0.5
    for matrix in draft.matrices("requests"):
        for row, group, column in sorted(_group_rows(matrix), key=lambda g: -g[2]):
            for below in range(row + 1, row + group.rows):
                if below < len(matrix.rows):
                    text = group.text if again else ""
                    matrix.rows[below].insert(0, Piece(text, columns=group.columns))
            group.rows = 1
            del column


def miscount_columns(draft: Draft, random: Random) -> None:
    """One label spans a column too few, so its figures stand one to the left (H-08)."""
    for matrix in draft.matrices("requests"):
        wide = [p for p in labels_of(matrix) if p.columns == 3 and p.rows == 1]
        if wide and len(draft.matrices("requests")) == 1:
            random.choice(wide).columns = 2


def labels_of(matrix: Matrix) -> list[Piece]:
    """The label pieces of one table."""
    return [p for row in matrix.rows for p in row if p.address is None and p.text]


def drop_stub_span(draft: Draft, _random: Random) -> None:
    """The stub 三、 has no rowspan at all: the rows below it begin one column further left (H-26)."""
    for piece in labels(draft, "requests"):
        if piece.text == STUB:
            piece.rows = 1


def overspan_stub(draft: Draft, _random: Random) -> None:
    """The stub 三、 spans two rows too many and pushes the last row to the right (H-26)."""
    for piece in labels(draft, "requests"):
        if piece.text == STUB:
            piece.rows += 1


def merge_values(draft: Draft, random: Random) -> None:
    """One cell with a 0 is drawn over a whole block of zeros (H-25)."""
    for matrix in draft.matrices("requests"):
        zero = [n for n, row in enumerate(matrix.rows) if _zeros(row)]
        runs: list[list[int]] = []
        for n in zero:
            if runs and runs[-1][-1] == n - 1:
                runs[-1].append(n)
            else:
                runs.append([n])
        long = [r for r in runs if len(r) > 1]
        if not long:
            continue
        run = random.choice(long)[:8]
        for n in run:
            covered = {p.address or "" for p in row_cells(matrix.rows[n])}
            draft.open |= covered
            draft.covered |= covered
            matrix.rows[n] = [p for p in matrix.rows[n] if not p.address]
        matrix.rows[run[0]].append(Piece("0", columns=7, rows=len(run)))


def _zeros(row: list[Piece]) -> bool:
    cells = row_cells(row)
    return len(cells) == 7 and all(p.text == "0" for p in cells)


def lose_table(draft: Draft, random: Random) -> None:
    """One of the two large tables is not in the source."""
    code = random.choice(("requests", "review"))
    for matrix in draft.matrices(code):
        draft.replace(matrix, [])
    draft.figures.tables.pop(code, None)


def lose_rows(draft: Draft, random: Random) -> None:
    """A row or two of the form are missing."""
    tables = draft.figures.tables.get("requests", {})
    for matrix in draft.matrices("requests"):
        able = [
            n
            for n, row in enumerate(matrix.rows)
            if len(row) == 8
            and (row[1].address or "").count("_")
            and "total" in (row[-1].address or "")
        ]
        for n in sorted(random.sample(able, min(2, len(able))), reverse=True):
            for place in resolved(matrix)[0]:
                if place.row < n < place.row + place.piece.rows:
                    place.piece.rows -= 1
            tables.pop((matrix.rows[n][1].address or "..").split(".")[1], None)
            del matrix.rows[n]


def split_review(draft: Draft, _random: Random) -> None:
    """Reconsideration and litigation are two tables."""
    for matrix in draft.matrices("review"):
        if matrix.header != 3 or len(matrix.rows) != 4 or len(matrix.rows[3]) != 15:
            continue
        top, middle, bottom, values = matrix.rows
        left = Matrix("review", [top[:1], middle[:5], values[:5]], header=2)
        for piece in middle[:5]:
            piece.rows = 1
        right = Matrix("review", [top[1:], middle[5:], bottom, values[5:]], header=3)
        draft.replace(matrix, [left, Prose("行政诉讼情况如下："), right])


def total_litigation(draft: Draft, _random: Random) -> None:
    """A column that the form does not have adds up the litigation."""
    for matrix in draft.matrices("review"):
        if matrix.header != 3 or len(matrix.rows) != 4:
            continue
        values = [p for p in matrix.rows[3] if (p.address or "").endswith(".total")]
        if len(values) == 3 and all(p.text.isdigit() for p in values):
            matrix.rows[1].append(Piece("诉讼合计", rows=2))
            matrix.rows[0][-1].columns += 1
            matrix.rows[3].append(Piece(str(sum(int(p.text) for p in values[1:]))))


def reorder_sections(draft: Draft, random: Random) -> None:
    """The tables with their headings stand in another order."""
    starts = [
        n
        for n, e in enumerate(draft.elements)
        if isinstance(e, Prose) and e.heading and e.text[:2] in ("二、", "三、", "四、", "五、")
    ]
    if len(starts) != 4:
        return
    parts = [draft.elements[a:b] for a, b in pairwise(starts)]
    random.shuffle(parts)
    draft.elements[starts[0] : starts[-1]] = [e for part in parts for e in part]


def renumber(draft: Draft, random: Random) -> None:
    """Sections are numbered with arabic figures, shifted by one, or not at all (H-18)."""
    style = random.choice(("arabic", "shifted", "none", "wordy"))
    numerals = "一二三四五六"
    for element in draft.elements:
        if not (isinstance(element, Prose) and element.heading and element.text[1:2] == "、"):
            continue
        at = numerals.index(element.text[0])
        words = element.text[2:]
        if style == "wordy":
            words = {
                2: "行政机关收到和处理政府信息公开申请情况",
                3: "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            }.get(at, words)
            element.text = f"{numerals[at]}、{words}"
        elif style == "arabic":
            element.text = f"{at + 1}、{words}"
        elif style == "shifted" and at:
            element.text = f"{numerals[at - 1]}、{words}"
        else:
            element.text = words


def lose_headings(draft: Draft, random: Random) -> None:
    """Some section headings are missing: they were pictures (H-18)."""
    for element in list(draft.elements[2:]):
        if isinstance(element, Prose) and element.heading and random.random() < 0.5:
            draft.elements.remove(element)


def preface_tables(draft: Draft, _random: Random) -> None:
    """The template's own sentence was left in front of each table."""
    for code in ("art20", "requests", "review"):
        for matrix in draft.matrices(code)[:1]:
            draft.replace(matrix, [Prose(_PREFACE), matrix])


def lose_labels_of_columns(draft: Draft, _random: Random) -> None:
    """Two headings of section two are truncated: 本年新 | 本年新 (H-11)."""
    for piece in pieces(draft, "art20"):
        if piece.address is None and piece.text.startswith("本年新"):
            piece.text = "本年新"


def move_note(draft: Draft, _random: Random) -> None:
    """The note on the sums stands in a row of its own above or below the table (H-13)."""
    for matrix in draft.matrices("requests")[:1]:
        for piece in labels_of(matrix):
            if piece.text == NOTE and len(matrix.rows) > 3:
                piece.text = ""
                width = resolved(matrix)[1]
                matrix.rows.insert(0, [Piece(NOTE, columns=width)])
                matrix.header += 1
                return
