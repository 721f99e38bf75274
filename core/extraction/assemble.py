"""Putting what was read of each table together into one extraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Cell, Extraction, Origin, Quoted, Unplaced
from core.document import Document
from core.errors import NotAReport
from core.extraction.added_rows import rows_behind, rows_left_out
from core.extraction.align import Aligned
from core.extraction.art20 import Box, box_fields, box_table, read_boxes, unit_in_header
from core.extraction.boxes import (
    box_options,
    cut_options,
    full_options,
    has_cut_number,
    mended,
    runs_together,
)
from core.extraction.compared_years import without_other_years
from core.extraction.earned import (
    UNEARNED,
    doubted,
    is_open,
    unheaded_blocks,
    with_guesses_doubted,
)
from core.extraction.fields import lines_of
from core.extraction.identity import identify
from core.extraction.labels import SURE, containment, label_forms
from core.extraction.lines import Line
from core.extraction.locate import before_next_section, locate, prints_boxes
from core.extraction.merged_zeros import shared_places
from core.extraction.prose import prose_of
from core.extraction.repair import Piece, Placed, piece_of, settle
from core.extraction.results import RowResult, places_of
from core.extraction.review import read_review
from core.extraction.rows import RowReading, words_of
from core.extraction.several_reports import one_report
from core.extraction.tables import read_requests
from core.form import ColumnSpec, Form, TableSpec
from core.language import say
from core.values import parse_printed

READER: Final = "gouji 1"

_CONFIDENCE: Final = {
    Origin.READ: 0.99,
    Origin.JOINED: 0.95,
    Origin.INFERRED: 0.85,
    Origin.AMBIGUOUS: 0.3,
    Origin.MISSING: 0.0,
}

_DOUBTFUL: Final = 0.5
_LOST: Final = 50
"""Question marks that no sentence explains: the labels of the form alone have 500 characters."""
_UNIT_BLANK: Final = 0.9
"""Of a unit that is printed neither beside its amount nor in the heading."""


def extract(document: Document) -> Extraction:
    """Read the statutory tables of a document.

    Raises NotAReport when none of them is there.
    """
    forms = [form for _, form in sorted(load_catalogue().forms.items())]
    document, lines = one_report(*without_other_years(document, lines_of(document)))
    regions = locate(lines)
    boxes: dict[str, Box] = {}
    odd: list[tuple[str, RowReading]] = []
    if regions.art20:
        boxes, extra = read_boxes(lines[slice(*regions.art20)], forms)
        odd += [("art20", row) for row in extra]
    requests: list[RowResult] = []
    if regions.requests:
        requests, extra = read_requests(lines, regions.requests, forms, document)
        extra = (*extra, *_added_rows(lines, regions.requests, forms, requests, extra))
        odd += [("requests", row) for row in extra]
    taken = places_of(requests)
    review = read_review(lines, regions.review, document, taken) if regions.review else None
    few = not requests and not review and sum(len(box.rows) for box in boxes.values()) < 3
    if few and not prints_boxes(lines):
        raise _not_a_report(document)
    identity = identify(document)
    template = _template(boxes, requests, identity.year, forms)
    form = next(f for f in forms if f.edition == template)
    other = next(f for f in forms if f.edition != template)
    editions, cells = _boxes_cells(boxes, form, other)
    cells += _request_cells(requests, form, other)
    part = lines[slice(*regions.review)] if regions.review else []
    weak = unheaded_blocks(part, review or [], len(form.table("review").columns))
    cells += _review_cells(review, form.table("review"), weak)
    editions |= {"requests": _requests_edition(requests, template), "review": template}
    return Extraction(
        sha256=document.sha256,
        name=document.name,
        format=document.format,
        agency=identity.agency,
        year=identity.year,
        published=identity.published,
        template=template,
        editions=editions,
        cells=with_guesses_doubted(cells, document),
        unlabelled=tuple(f"requests.{row.code}" for row in requests if not row.likeness),
        unplaced=tuple(_unplaced(table, row) for table, row in odd),
        reader=READER,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        notes=document.notes,
        prose=prose_of(document, lines, regions, identity),
    )


def _added_rows(
    lines: Sequence[Line],
    region: tuple[int, int],
    forms: Sequence[Form],
    requests: Sequence[RowResult],
    left: Sequence[RowReading],
) -> Iterator[RowReading]:
    """Rows that a local form adds to the application table, besides those that it ``left``."""
    taken = places_of(requests) | {field.place for row in left for field in row.fields}
    known = [row for form in forms for row in form.table("requests").rows]
    count = len(forms[0].table("requests").columns)
    yield from rows_left_out(lines[slice(*region)], known, taken, count)
    yield from rows_behind(before_next_section(lines[region[1] :]), count)


def _not_a_report(document: Document) -> NotAReport:
    return NotAReport(
        "report.none",
        say(
            f"“{document.name}”中没有找到政府信息公开工作年度报告的法定表格。",
            f"“{document.name}” holds none of the statutory tables of an annual disclosure report.",
        ),
        _what_to_do(document),
    )


def _what_to_do(document: Document) -> str:
    if _lost_its_words(document.text):
        return say(
            "文中的汉字大多成了问号：保存时选用的编码没有汉字。请从原文件另存一次，编码选 UTF-8。",
            "Most of its Chinese became question marks: it was saved in an encoding without Chinese."
            " Save the original once more, as UTF-8.",
        )
    if document.format == "xlsx":
        return say(
            "请确认选中的是年度报告本身。收回在 Excel 里改过的勾稽工作簿，"
            "请用“文件”菜单的“导入更正包或工作簿”。",
            "Check that this is the report itself. For a workbook of Gouji that was corrected"
            " take File > Import corrections or a workbook.",
        )
    return say(
        "请确认选中的是年度报告正文；如果表格是图片，请先做文字识别。",
        "Check that this is the report itself; if its tables are pictures, run OCR first.",
    )


def _lost_its_words(text: str) -> bool:
    """Whether characters that an encoding lacks were written as question marks when it was saved."""
    lost = text.count("?") + text.count("\ufffd")
    return lost >= _LOST and lost > sum("\u4e00" <= letter <= "\u9fff" for letter in text)


def _template(
    boxes: dict[str, Box], requests: Sequence[RowResult], year: Quoted, forms: Sequence[Form]
) -> str:
    """The edition most tables belong to; the year decides only where no table does."""
    votes = [box.edition for box in boxes.values() if box.edition]
    if {"other_services", "procurement"} & {r for b in boxes.values() for r in b.rows}:
        votes.append("2019")
    codes = {row.code for row in requests}
    if "other_1" in codes:
        votes.append("2021")
    if votes:
        return max(dict.fromkeys(votes), key=votes.count)
    if year.value:
        return "2019" if int(year.value) <= 2020 else "2021"
    return "2019" if "other" in codes else forms[-1].edition


def _requests_edition(requests: Sequence[RowResult], template: str) -> str:
    """（六）其他处理 is one row in 2019 and three from 2021; the table's own print decides."""
    codes = {row.code for row in requests}
    if "other_1" in codes:
        return "2021"
    return "2019" if "other" in codes else template


def _boxes_cells(
    boxes: dict[str, Box], form: Form, other: Form
) -> tuple[dict[str, str], list[Cell]]:
    editions: dict[str, str] = {}
    cells: list[Cell] = []
    codes = {t.code for t in form.tables if t.code.startswith("art20")} | set(boxes)
    for code in sorted(codes):
        box = boxes.get(code)
        chosen = other if box and box.edition == other.edition else form
        table = box_table(chosen, other, code)
        editions[code] = chosen.edition if chosen.has_table(code) else other.edition
        for row in table.rows:
            cells += _believed_box_row(table, row.code, box)
    return editions, cells


def _believed_box_row(table: TableSpec, row: str, box: Box | None) -> list[Cell]:
    """The cells of a row, doubted where no rules draw it and its figures do not fill its columns."""
    cells = _box_row(table, row, box)
    aligned = box.rows.get(row) if box else None
    if aligned is None or box is None or not is_open(aligned.row.line):
        return cells
    columns = sum(c.kind != "unit" for c in table.columns)
    whole = aligned.likeness >= SURE and len(aligned.row.figures) == columns
    among_grids = any(not line.ruled for line in (aligned.row.line, *box.header))
    if not among_grids:
        return cells
    return [doubted(c) if not whole or c.value is None else c for c in cells]


def _box_row(table: TableSpec, row: str, box: Box | None) -> list[Cell]:
    columns = [c for c in table.columns if c.kind != "unit"]
    aligned = box.rows.get(row) if box else None
    if box is not None and aligned is None and row in dict(box.dealt):
        return _loose_box_row(table, row, box)
    if aligned is None or box is None:
        return [_missing(Address(table.code, row, c.code)) for c in table.columns]
    fields = box_fields(aligned.row, columns, box.header)
    shared = shared_places(a.row for a in box.rows.values())
    if box.loose and not _names_its_figures(aligned, len(columns)):
        return _loose_box_row(table, row, box)
    if fields is None and row in dict(box.dealt):
        return _loose_box_row(table, row, box)
    if fields is None or _may_be_cut(aligned, box, len(columns)):
        return _open_box_row(table, row, aligned, box)
    cells: list[Cell] = []
    for n, column in enumerate(columns):
        address = Address(table.code, row, column.code)
        piece = piece_of(fields[n], column.kind)
        origin = Origin.JOINED if piece.joined else Origin.READ
        if not piece.readable:
            origin = Origin.MISSING if piece.place is None else Origin.AMBIGUOUS
        placed = Placed(piece, origin)
        if piece.value is not None and piece.place in shared:
            placed = Placed(replace(piece, value=None), Origin.AMBIGUOUS, (piece.value, None))
        cells.append(_cell(address, placed, aligned.likeness, positional=aligned.row.positional))
        if any(c.kind == "unit" for c in table.columns) and column.kind == "amount":
            line = aligned.row.line
            # A heading of several rows may have lost its unit where only positions tell the rows.
            sure = _UNIT_BLANK if line.ruled or line.kind == "plain" else UNEARNED
            cells.append(_unit_cell(table, row, cells[-1], box, sure))
    return cells


def _may_be_cut(aligned: Aligned, box: Box, count: int) -> bool:
    """Whether figures may be pieces of one number, as a row beside has more figures than cells."""
    rows = [a.row for a in box.rows.values()]
    surplus = any(len(row.figures) > count for row in rows)
    plain = not any(row.positional for row in rows)
    return (
        plain
        and surplus
        and len(aligned.row.figures) == count
        and has_cut_number(aligned.row.figures)
    )


def _names_its_figures(aligned: Aligned, count: int) -> bool:
    """Whether the label and all figures of the row stand on one line."""
    line, figures = aligned.row.line, aligned.row.figures
    here = containment(words_of(line), label_forms(aligned.spec)) >= SURE
    return here and len(figures) == count and all(f in line.fields for f in figures)


def _loose_box_row(table: TableSpec, row: str, box: Box) -> list[Cell]:
    """The cells of a row of which the text, printed out of order, does not tell the figures: those
    that the order of all figures gives it, if they are as many as the cells, any other a candidate.
    """
    cells: list[Cell] = []
    own = dict(box.dealt).get(row, ())
    columns = [c for c in table.columns if c.kind != "unit"]
    for n, column in enumerate(columns):
        pieces = [piece_of(field, column.kind) for field in box.loose or box.figures]
        values = tuple(dict.fromkeys([*(p.value for p in pieces if p.readable), None]))
        address = Address(table.code, row, column.code)
        if len(own) != len(columns):
            cells.append(Cell(address, None, "", Origin.AMBIGUOUS, 0.3, pieces[0].place, values))
            continue
        placed = Placed(piece_of(own[n], column.kind), Origin.INFERRED, values)
        cells.append(_cell(address, placed, 0.0, positional=False))
        if column.kind == "amount" and len(columns) < len(table.columns):
            cells.append(_unit_cell(table, row, cells[-1], box))
    return cells


def _open_box_row(table: TableSpec, row: str, aligned: Aligned, box: Box) -> list[Cell]:
    """The cells of a row whose columns the text does not tell, with all that they can mean."""
    columns = [c for c in table.columns if c.kind != "unit"]
    figures = aligned.row.figures
    cut = _may_be_cut(aligned, box, len(columns))
    allowed = cut_options(figures, columns) if cut else box_options(figures, columns)
    # A row that prints zeros without blanks tells that the rows beside it have no blank cells either.
    options = full_options(allowed) if not cut and runs_together(box.figures) else allowed
    whole = None if aligned.row.positional else mended(figures, columns)
    placed = (
        settle([whole])
        if whole is not None
        else settle(
            options or [_unread_box_row(columns, aligned, box)], among=allowed, concluded=True
        )
    )
    cells: list[Cell] = []
    for column, outcome in zip(columns, placed, strict=True):
        cell = _cell(
            Address(table.code, row, column.code),
            outcome,
            aligned.likeness,
            positional=aligned.row.positional,
        )
        cells.append(cell)
        has_unit = column.kind == "amount" and any(c.kind == "unit" for c in table.columns)
        if has_unit and cell.value is not None:
            cells.append(_unit_cell(table, row, cell, box))
    return cells


def _unread_box_row(columns: Sequence[ColumnSpec], aligned: Aligned, box: Box) -> tuple[Piece, ...]:
    """A row without any reading: each cell may be any figure of the section, or blank."""
    place = aligned.row.line.fields[0].place
    made: list[Piece] = []
    for column in columns:
        pieces = [piece_of(field, column.kind) for field in box.figures]
        values = tuple(dict.fromkeys([*(p.value for p in pieces if p.readable), None]))
        made.append(Piece(None, "", place, readable=False, among=values))
    return tuple(made)


def _unit_cell(
    table: TableSpec, row: str, amount: Cell, box: Box, sure: float = _UNIT_BLANK
) -> Cell:
    """The unit of the amount: as printed in the cell, else as the heading names it."""
    column = next(c for c in table.columns if c.kind == "unit")
    parsed = parse_printed(amount.printed, "amount")
    if parsed and parsed.unit:
        address = Address(table.code, row, column.code)
        others = (parsed.unit, None) if amount.candidates else ()
        return replace(amount, address=address, value=parsed.unit, candidates=others)
    heading = unit_in_header(box.header)
    if heading is None:
        # Beside an amount that is only concluded, the heading may stand anywhere, too.
        address = Address(table.code, row, column.code)
        return Cell(address, None, "", Origin.READ, min(sure, amount.confidence), amount.place)
    unit, field = heading
    return Cell(Address(table.code, row, column.code), unit, unit, Origin.READ, 0.95, field.place)


def _request_cells(requests: Sequence[RowResult], form: Form, other: Form) -> list[Cell]:
    found = {row.code: row for row in requests}
    divided = "other_1" in found or ("other" not in found and form.edition != "2019")
    source = next(
        f
        for f in (form, other)
        if any(r.code == "other_1" for r in f.table("requests").rows) == divided
    )
    if not requests:
        source = form
    table = source.table("requests")
    cells: list[Cell] = []
    for row in table.rows:
        result = found.get(row.code)
        for n, column in enumerate(table.columns):
            address = Address(table.code, row.code, column.code)
            if result is None:
                cells.append(_missing(address))
                continue
            cell = _cell(address, result.placed[n], result.likeness, positional=result.positional)
            if n in result.unearned:
                cell = doubted(cell)
            doubt = min(cell.confidence, _DOUBTFUL)
            cells.append(replace(cell, confidence=doubt) if result.doubtful else cell)
    return cells


def _review_cells(
    review: Sequence[Placed] | None, table: TableSpec, weak: frozenset[int]
) -> list[Cell]:
    cells: list[Cell] = []
    width = len(table.columns)
    for m, row in enumerate(table.rows):
        for n, column in enumerate(table.columns):
            address = Address(table.code, row.code, column.code)
            if review:
                cell = _cell(address, review[m * width + n], 1.0, positional=True)
                cells.append(doubted(cell) if m in weak else cell)
            else:
                cells.append(_missing(address))
    return cells


def _missing(address: Address) -> Cell:
    return Cell(address, None, "", Origin.MISSING, 0.0, None)


def _cell(address: Address, placed: Placed, likeness: float, *, positional: bool) -> Cell:
    confidence = _CONFIDENCE[placed.origin]
    if placed.origin in (Origin.READ, Origin.JOINED):
        if likeness < SURE:
            confidence = min(confidence, 0.9 if likeness else 0.85)
        if not positional:
            confidence = min(confidence, 0.98)
    piece = placed.piece
    value = piece.value if placed.origin not in (Origin.AMBIGUOUS, Origin.MISSING) else None
    return Cell(
        address, value, piece.printed, placed.origin, confidence, piece.place, placed.candidates
    )


def _unplaced(table: str, row: RowReading) -> Unplaced:
    mapped = [field for field in row.mapped or () if field is not None]
    whole = bool(mapped) and len(mapped) == len(row.mapped or ())
    # What only fills up the grid behind a row that a wrong span has moved is none of its cells.
    fields = mapped if whole else [field for field in row.fields if field.drawn]
    texts = tuple(" ".join(field.text.split()) for field in fields)
    place = row.fields[0].place if row.fields else None
    return Unplaced(table, " ".join(row.label.split()), texts, place)
