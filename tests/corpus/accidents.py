"""What befalls a report between its author and us: each accident changes a draft in place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tests.corpus import companions, foreigners, gathered, notation, shapes
from tests.corpus.layouts import (
    GROUPS,
    NOTE,
    Matrix,
    Piece,
    Prose,
    foreign,
    requests_header,
    resolved,
)
from tests.corpus.looks import LOOKS, UNREADABLE
from tests.corpus.pieces import chunks, cut, figures, labels, pieces

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.corpus.layouts import Draft


def wrap_labels(draft: Draft, random: Random) -> None:
    """Labels are broken every few characters (H-01)."""
    for piece in labels(draft, "art20", "requests", "review"):
        piece.text = chunks(piece.text, random.randint(3, 6))


def stand_stub_upright(draft: Draft, _random: Random) -> None:
    """Stub and outcome labels have one character a line (H-02)."""
    upright = {"三、本年度办理结果", *GROUPS.values()}
    for piece in labels(draft, "requests", "review"):
        if (piece.rows > 1 and piece.text in upright) or piece.text.endswith(
            ("维持", "纠正", "结果")
        ):
            piece.text = chunks(piece.text, 1)


def _cut_requests(draft: Draft, random: Random) -> Matrix | None:
    """Cut the application table somewhere below its heading; returns the lower part."""
    tables = draft.matrices("requests")
    if len(tables) != 1 or len(tables[0].rows) < 12:
        return None
    matrix = tables[0]
    upper, lower = cut(matrix, random.randint(matrix.header + 3, len(matrix.rows) - 2))
    draft.replace(
        matrix, [upper, Prose("- 3 -"), lower] if random.random() < 0.5 else [upper, lower]
    )
    return lower


def break_page(draft: Draft, random: Random) -> None:
    """The application table goes on as another table after a page break (H-03)."""
    _cut_requests(draft, random)


def break_page_with_header(draft: Draft, random: Random) -> None:
    """The same, with the heading repeated."""
    lower = _cut_requests(draft, random)
    if lower:
        lower.rows[:0] = requests_header()
        lower.header = 3


def break_row(draft: Draft, random: Random) -> None:
    """A page break goes through a row: its label ends on the next page, beside blanks (H-03)."""
    lower = _cut_requests(draft, random)
    if lower is None:
        return
    upper = draft.matrices("requests")[0]
    row = upper.rows[-1]
    label = next((p for p in reversed(row) if p.address is None), None)
    if label is None or len(label.text) < 5:
        return
    half = len(label.text) // 2
    # In front of the rest stand only the merged cells that go on below.
    stub = [p for p in lower.rows[0] if not p.text and p.address is None]
    span = 3 - sum(p.columns for p in stub)
    if span < 1 or label.columns != span:
        return
    rest = [Piece(label.text[half:], columns=span), *(Piece("") for p in row if p.address)]
    label.text = label.text[:half]
    for piece in stub:
        lower.rows[0].remove(piece)
        piece.rows += 1
    lower.rows.insert(0, [*stub, *rest])


def split_numbers(draft: Draft, random: Random) -> None:
    """One to three numbers are torn in two by a blank or a line break (H-04)."""
    long = [p for p in figures(draft, "requests") if p.text.isdigit() and len(p.text) > 1]
    for piece in random.sample(long, min(len(long), random.randint(1, 3))):
        at = random.randint(1, len(piece.text) - 1)
        piece.text = piece.text[:at] + random.choice((" ", "\n")) + piece.text[at:]
        assert piece.address
        row = piece.address.rpartition(".")[0]
        draft.ambiguous.update(
            p.address
            for p in pieces(draft, "requests")
            if p.address and p.address.startswith(f"{row}.")
        )


def drop_note(draft: Draft, _random: Random) -> None:
    """The note on the sums is not in the heading."""
    for piece in labels(draft, "requests"):
        if piece.text == NOTE:
            piece.text = ""


def fuse_note(draft: Draft, _random: Random) -> None:
    """The note on the sums runs into the heading beside it (H-13)."""
    for matrix in draft.matrices("requests"):
        for row in matrix.rows:
            for left, right in pairwise(row):
                if left.text == NOTE:
                    left.text, right.text = "", NOTE + right.text


def overwrite_labels(draft: Draft, random: Random) -> None:
    """The labels of one group of reasons are overwritten by 0 (H-12)."""
    group = random.choice(("denied", "unavailable", "unprocessed"))
    for matrix in draft.matrices("requests"):
        for row in matrix.rows:
            first = next((n for n, p in enumerate(row) if p.address), 0)
            if first and (row[first].address or "").startswith(f"requests.{group}_"):
                row[first - 1].text = "0"


def add_subtotals(draft: Draft, random: Random) -> None:
    """A subtotal row, which the form does not have, ends each group of reasons."""
    label = random.choice(("小计", "合计"))
    for matrix in draft.matrices("requests"):
        for code, stub in GROUPS.items():
            start = next(
                (
                    n
                    for n, row in enumerate(matrix.rows)
                    for p in row
                    if p.text == stub and p.rows > 1
                ),
                None,
            )
            if start is None:
                continue
            group = next(p for p in matrix.rows[start] if p.text == stub)
            columns = [p.address.rpartition(".")[2] for p in matrix.rows[start] if p.address]
            sums = [_sum(draft, code, column) for column in columns]
            matrix.rows.insert(start + group.rows, [Piece(label), *(Piece(str(s)) for s in sums)])
            group.rows += 1
            # The stub around the group grows, too; after a page break it has no text.
            for place in resolved(matrix)[0]:
                if place.column == 0 and place.row <= start < place.row + place.piece.rows:
                    place.piece.rows += 1


def _sum(draft: Draft, group: str, column: str) -> int:
    rows = draft.figures.tables["requests"]
    values = [r[column] for name, r in rows.items() if name.startswith(f"{group}_")]
    return sum(v for v in values if isinstance(v, int))


def add_local_rows(draft: Draft, random: Random) -> None:
    """A local form has rows of its own: in the first box, and below the application table."""
    for matrix in draft.matrices("art20"):
        at = next((n for n, row in enumerate(matrix.rows) if "规范性文件" in row[0].text), None)
        if at is not None:
            extra = Piece("其他主动公开文件（通知、公告等）")
            draft.local.append(extra.text)
            matrix.rows.insert(
                at + 1, [extra, *(Piece(str(random.randint(3, 60))) for _ in range(3))]
            )
    for matrix in draft.matrices("requests")[-1:]:
        width = resolved(matrix)[1]
        label = Piece("五、收取信息处理费（元）", columns=width - 7)
        draft.local.append(label.text)
        matrix.rows.append([label, *(Piece("0") for _ in range(7))])


def add_subtotal_column(draft: Draft, _random: Random) -> None:
    """The heading of organisations has a column of its own for their sum."""
    tables = draft.matrices("requests")
    if len(tables) != 1 or tables[0].header != 3 or tables[0].rows[0][-1].columns != 7:
        return
    matrix = tables[0]
    matrix.rows[0][-1].columns = 8
    organisations = next((p for p in matrix.rows[1] if p.columns == 5), None)
    if organisations is None:
        return
    organisations.columns = 6
    matrix.rows[2].append(Piece("小计"))
    for row in matrix.rows[3:]:
        at = next((n for n, p in enumerate(row) if (p.address or "").endswith(".total")), None)
        if at is None:
            continue
        table, code, _ = (row[at].address or "").split(".")
        values = draft.figures.tables[table][code]
        known = [v for c, v in values.items() if c not in ("natural_person", "total")]
        shown = sum(v for v in known if isinstance(v, int))
        row.insert(at, Piece("" if all(v is None for v in known) else str(shown)))


def precede_with_foreign(draft: Draft, _random: Random) -> None:
    """Another table stands before the statutory ones."""
    draft.elements.insert(draft.section("一、") + 2, foreign("公开渠道"))


def follow_with_foreign(draft: Draft, _random: Random) -> None:
    """Another table stands after the statutory ones."""
    draft.elements += [Prose("附件：政府信息公开统计表"), foreign("指标名称")]


def delay_review(draft: Draft, _random: Random) -> None:
    """The litigation table floats to the end, after section six (H-10)."""
    for matrix in draft.matrices("review"):
        draft.replace(matrix, [])
        draft.elements.append(matrix)


def merge_tables(draft: Draft, _random: Random) -> None:
    """All tables and their headings are one grid."""
    width = 30
    first = next(
        n for n, e in enumerate(draft.elements) if isinstance(e, Matrix) and e.code == "art20"
    )
    last = max(
        n for n, e in enumerate(draft.elements) if isinstance(e, Matrix) and e.code != "foreign"
    )
    rows: list[list[Piece]] = []
    for element in draft.elements[first : last + 1]:
        if isinstance(element, Prose):
            rows.append([Piece(element.text, columns=width)])
            continue
        placed, own = resolved(element)
        if width % own and own != 4:
            return
        edges = [0, 9, 16, 23, 30] if own == 4 else [n * width // own for n in range(own + 1)]
        for place in placed:
            right = min(place.column + place.piece.columns, own)
            place.piece.columns = edges[right] - edges[place.column]
        rows.extend(element.rows)
    draft.elements[first : last + 1] = [Matrix("requests", rows)]


def cut_boxes(draft: Draft, random: Random) -> None:
    """Each box of section two is a table of its own, or is cut below its banner (H-17)."""
    for matrix in draft.matrices("art20"):
        banners = [n for n, row in enumerate(matrix.rows) if row[0].text.startswith("第二十条")]
        cuts = banners if random.random() < 0.7 else [n + 1 for n in banners[1:2]]
        bounds = sorted({0, *cuts, len(matrix.rows)})
        parts: list[Prose | Matrix] = [
            Matrix("art20", matrix.rows[a:b]) for a, b in pairwise(bounds)
        ]
        draft.replace(matrix, parts)


def miscount_stub(draft: Draft, _random: Random) -> None:
    """The merged stub 三、 spans 20 rows although there are 22, and the rest slips left (H-26)."""
    for piece in labels(draft, "requests"):
        if piece.text == "三、本年度办理结果" and piece.rows > 20:
            piece.rows = 20


def lose_last_cells(draft: Draft, random: Random) -> None:
    """Some rows lack their last cell (H-06)."""
    for matrix in draft.matrices("requests"):
        for row in matrix.rows:
            if row[-1].address and random.random() < 0.2:
                draft.open.update(p.address for p in row if p.address)
                draft.lost.add(row.pop().address or "")


def add_spacers(draft: Draft, random: Random) -> None:
    """A blank column and a blank row stand in the tables."""
    for matrix in draft.matrices("requests"):
        for number, row in enumerate(matrix.rows):
            last = max((n for n, p in enumerate(row) if p.address is None), default=0)
            if any(p.address for p in row):
                row.insert(last + 1, Piece(""))
            elif number == 0 and len(row) > 1:
                row.insert(1, Piece("", rows=max(1, matrix.header)))
    for matrix in draft.matrices("art20"):
        width = resolved(matrix)[1]
        at = random.randint(0, len(matrix.rows))
        matrix.rows.insert(at, [Piece("") for _ in range(width)])


def cut_headings(draft: Draft, _random: Random) -> None:
    """The headings of the applicants are cut over two rows of the table."""
    for matrix in draft.matrices("requests"):
        names = matrix.rows[2] if matrix.header == 3 and len(matrix.rows) > 3 else []
        if not names or any(len(p.text) < 2 for p in names):
            continue
        for row in matrix.rows[:2]:
            for piece in row:
                piece.rows += piece.rows > 1
        matrix.rows.insert(3, [Piece(p.text[len(p.text) // 2 :]) for p in names])
        for piece in names:
            piece.text = piece.text[: len(piece.text) // 2]
        matrix.header = 4


def repeat_header(draft: Draft, _random: Random) -> None:
    """The heading rows of the application table are printed twice."""
    for matrix in draft.matrices("requests")[:1]:
        if matrix.header == 3 and resolved(matrix)[1] == 10:
            matrix.rows[:0] = requests_header()
            matrix.header = 6


def label_review(draft: Draft, _random: Random) -> None:
    """The litigation table has a leading label cell."""
    for matrix in draft.matrices("review"):
        if matrix.header == 3:
            matrix.rows[0].insert(0, Piece("类别", rows=3))
            matrix.rows[3].insert(0, Piece("数量（件）"))


ACCIDENTS: Final[dict[str, Callable[[Draft, Random], None]]] = {
    "label_variants": notation.vary_labels,
    "label_typos": notation.mistype_labels,
    "wrapped_labels": wrap_labels,
    "vertical_stub": stand_stub_upright,
    "absence_marks": notation.mark_absences,
    "missing_table": shapes.lose_table,
    "missing_rows": shapes.lose_rows,
    "change_words": notation.word_changes,
    "number_split": split_numbers,
    "thousands": notation.separate_thousands,
    "thousands_blank": notation.space_thousands,
    "units": notation.name_units,
    "units_everywhere": notation.name_units_everywhere,
    "full_width": notation.widen_digits,
    "invisible": notation.hide_characters,
    "ocr_letters": notation.misread_letters,
    "no_note": drop_note,
    "note_fused": fuse_note,
    "note_row": shapes.move_note,
    "heads_truncated": shapes.lose_labels_of_columns,
    "subtotal_rows": add_subtotals,
    "merged_values": shapes.merge_values,
    "rows_gathered": gathered.gather_rows,
    "glued_row": notation.glue_row,
    "glued_label": notation.glue_labels,
    "label_overwritten": overwrite_labels,
    "page_break": break_page,
    "page_break_header": break_page_with_header,
    "page_break_row": break_row,
    "page_break_merged": shapes.break_merged,
    "local_rows": add_local_rows,
    "subtotal_column": add_subtotal_column,
    "review_label": label_review,
    "review_split": shapes.split_review,
    "litigation_total": shapes.total_litigation,
    "foreign_before": precede_with_foreign,
    "foreign_after": follow_with_foreign,
    "budget_before": foreigners.precede_with_budget,
    "website_before": foreigners.precede_with_website,
    "old_form_after": foreigners.follow_with_old_form,
    "enforcement_after": foreigners.follow_with_enforcement,
    "explanation_before": companions.precede_with_explanation,
    "explanation_after": companions.follow_with_explanation,
    "earlier_after": companions.follow_with_earlier,
    "renumbered": shapes.renumber,
    "headings_lost": shapes.lose_headings,
    "template_text": shapes.preface_tables,
    "review_late": delay_review,
    "reordered": shapes.reorder_sections,
    "art20_cut": cut_boxes,
    "rowspan_error": miscount_stub,
    "rowspan_missing": shapes.drop_stub_span,
    "rowspan_over": shapes.overspan_stub,
    "colspan_error": shapes.miscount_columns,
    "stub_unmerged": shapes.unmerge_stubs,
    "cells_lost": lose_last_cells,
    "spacers": add_spacers,
    "headings_cut": cut_headings,
    "header_twice": repeat_header,
    "one_grid": merge_tables,
    **LOOKS,
}
"""In the order in which several are applied: texts first, then rows, then whole tables."""

ASKED: Final = UNREADABLE | {
    "explanation_before",
    "explanation_after",
    "earlier_after",
    "rows_gathered",
}
"""Accidents that befall a report only when they are asked for."""

_MARKUP: Final = ("html", "html-gb", "html-word", "html-nested")
ONLY: Final = {
    "rowspan_error": _MARKUP,
    "rowspan_missing": _MARKUP,
    "rowspan_over": _MARKUP,
    "colspan_error": _MARKUP,
    "one_grid": ("html*", "docx*", "xlsx*", "pdf*"),
    "rows_gathered": ("html*", "docx*", "xlsx*", "pdf*"),
    "glued_label": ("txt*", "markdown"),
    **dict.fromkeys(LOOKS, ("pdf", "pdf-rects")),
}
"""Accidents that only these formats can have; "*" at the end stands for any ending."""
