"""One report in the official form: the statutory tables as printed, with live check formulas."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.cells import Origin
from core.corrections import Correction
from core.export import canvas as c
from core.export.canvas import Canvas, Formula, Spot, lay_out_page, redden_nonzero
from core.export.mark import SheetMark, shown_value
from core.export.shape import TableShape, merged_labels
from core.export.wording import note_of
from core.review import Review
from core.rules import Rule

WIDTH: Final = 15
"""All tables share 15 narrow columns: the review table needs them, the others merge some."""

_NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_STUB: Final = ((1, 1), (2, 1), (3, 3))
_FIRST_VALUE: Final = 6
_BELOW_TITLE: Final = 4
_ART20_SPANS: Final = ((6, 2), (8, 2), (10, 3))
_ART20_LAST: Final = 12
_COLUMN_UNITS: Final = 9.5
_LINE_POINTS: Final = 14.0
_CHECKS: Final[Mapping[str, str]] = {
    "requests.row_sum": "校验：\n各列之和－总计",
    "requests.result_total": "校验：办理结果（一）至（六）之和－（七）总计",
    "requests.balance": "校验：一＋二－三（七）－四",
    "review.sum": "校验：四项之和－总计",
}


@dataclass(slots=True)
class _Drawing:
    """A report sheet being drawn; ``places`` tells formulas where each cell stands."""

    review: Review
    latest: Mapping[Address, Correction]
    canvas: Canvas = field(default_factory=Canvas)
    places: dict[Address, tuple[int, int]] = field(default_factory=dict[Address, tuple[int, int]])
    checks: list[str] = field(default_factory=list[str])
    row: int = 1

    def value(self, address: Address, row: int, column: int, *, columns: int = 1) -> None:
        """Place a cell of the report and remember where."""
        self.canvas.put(
            row,
            column,
            spot_of(self.review, address, self.latest.get(address)),
            columns=columns,
        )
        self.places[address] = (row, column)

    def check(
        self, row: int, column: int, plus: Sequence[Address], less: Sequence[Address]
    ) -> None:
        """Place a formula: sum of ``plus`` minus sum of ``less``; texts and blanks count as 0."""
        self.canvas.put(
            row,
            column,
            Spot(
                Formula(f"={self._sum(plus)}-{self._sum(less)}"), c.CHECK, self._doubt(plus, less)
            ),
        )
        self.checks.append(f"{get_column_letter(column)}{row}")

    def _doubt(self, plus: Sequence[Address], less: Sequence[Address]) -> str:
        """What the note says where the difference means little, because cells are not known."""
        unknown = sum(1 for a in (*plus, *less) if not self.review.statement.is_known(a))
        return f"涉及 {unknown} 个待核的空白单元格，差额仅供参考。" if unknown else ""

    def _sum(self, addresses: Sequence[Address]) -> str:
        return f"SUM({','.join(_ranges([self.places[a] for a in addresses]))})"


def spot_of(review: Review, address: Address, last: Correction | None) -> Spot:
    """A cell of the report with its colour and, where it was not simply read, its note."""
    return Spot(
        shown_value(review, address),
        look_of(review, address),
        note_of(review, address, last),
        signed=is_signed(address),
    )


def look_of(review: Review, address: Address) -> c.Look:
    """How a cell of the report looks: its colour says where its value comes from."""
    return c.LOOK_OF[review.statement.origins.get(address, Origin.MISSING)]


def is_signed(address: Address) -> bool:
    """Whether the cell's number is shown with a plus where it grew."""
    return address.column == "change"


def draw_report(
    sheet: Worksheet,
    review: Review,
    shapes: Sequence[TableShape],
    latest: Mapping[Address, Correction],
    *,
    back: str,
    losses: c.Losses,
) -> SheetMark:
    """Fill and close the sheet of one report; ``back`` is the title of the sheet to go back to.

    The answer is by what its figures are found again.
    """
    drawing = _Drawing(review, latest)
    _draw_title(drawing, back)
    art20 = [shape for shape in shapes if shape.code.startswith("art20_")]
    if art20:
        _draw_section(drawing, "二、主动公开政府信息情况")
        for shape in art20:
            _draw_art20(drawing, shape)
        drawing.row += 1
    for shape in shapes:
        if shape.code == "requests":
            _draw_section(drawing, shape.heading)
            _draw_requests(drawing, shape)
        elif shape.code == "review":
            _draw_section(drawing, shape.heading)
            _draw_review(drawing, shape)
    mark = _mark(sheet.title, drawing)
    _draw_unplaced(drawing)
    _set_up(sheet, drawing)
    drawing.canvas.pour(sheet, losses)
    return mark


def _mark(title: str, drawing: _Drawing) -> SheetMark:
    """Where the figures stand so far, and the labels below the title."""
    figures = set(drawing.places.values())
    labels = {
        _reference(place): spot.content
        for place, spot in drawing.canvas.spots.items()
        if isinstance(spot.content, str) and place[0] >= _BELOW_TITLE and place not in figures
    }
    places = {address: _reference(place) for address, place in drawing.places.items()}
    return SheetMark(title, drawing.review, places, labels)


def _draw_title(drawing: _Drawing, back: str) -> None:
    review = drawing.review
    year = f"{review.year}年" if review.year else ""
    title = f"{review.agency or review.name}{year}政府信息公开工作年度报告（数据表）"
    drawing.canvas.put(1, 1, Spot(title, c.TITLE), columns=WIDTH)
    drawing.canvas.raise_row(1, 30)
    about = f"来源文件：{review.name}　版式：{review.extraction.template}年版"
    drawing.canvas.put(2, 1, Spot("返回汇总", c.LINK, link=back), columns=2)
    drawing.canvas.put(2, 3, Spot(about, c.REMARK), columns=WIDTH - 2)
    drawing.canvas.raise_row(2, 20)
    drawing.row = _BELOW_TITLE


def _draw_section(drawing: _Drawing, heading: str) -> None:
    drawing.canvas.put(drawing.row, 1, Spot(heading, c.REMARK), columns=WIDTH)
    drawing.canvas.raise_row(drawing.row, 22)
    drawing.row += 1


def _draw_art20(drawing: _Drawing, shape: TableShape) -> None:
    canvas, top = drawing.canvas, drawing.row
    canvas.put(top, 1, Spot(shape.heading, c.HEAD), columns=_ART20_LAST)
    canvas.put(top + 1, 1, Spot("信息内容", c.HEAD), columns=_FIRST_VALUE - 1)
    numbers = [column for column in shape.columns if column.kind != "unit"]
    spans = _art20_spans(len(numbers))
    for column, (left, width) in zip(numbers, spans, strict=True):
        canvas.put(top + 1, left, Spot(column.label, c.HEAD), columns=width)
    for offset, row in enumerate(shape.rows):
        line = top + 2 + offset
        canvas.put(line, 1, Spot(row.label, c.LABEL), columns=_FIRST_VALUE - 1)
        for column, (left, width) in zip(numbers, spans, strict=True):
            # The unit was printed beside the amount, so both share the official form's box.
            unit = f"{column.code}_unit"
            has_unit = any(other.code == unit for other in shape.columns)
            drawing.value(
                Address(shape.code, row.code, column.code), line, left, columns=width - has_unit
            )
            if has_unit:
                drawing.value(Address(shape.code, row.code, unit), line, left + width - 1)
    drawing.row = top + 2 + len(shape.rows)


def _art20_spans(count: int) -> list[tuple[int, int]]:
    """Where ``count`` value columns stand; the last one takes the rest, as in the official form.

    More than the form has are there where people put figures into cells of another edition: each
    then takes one column of the sheet.
    """
    spans = list(_ART20_SPANS[:count])
    if count > len(spans):
        spans = [(_FIRST_VALUE + place, 1) for place in range(count)]
    if spans:
        left, _ = spans[-1]
        spans[-1] = (left, max(1, _ART20_LAST + 1 - left))
    return spans


def _draw_requests(drawing: _Drawing, shape: TableShape) -> None:
    canvas, top = drawing.canvas, drawing.row
    depth = max((len(column.path) for column in shape.columns), default=1)
    canvas.put(top, 1, Spot(_NOTE, c.LABEL), rows=depth, columns=_FIRST_VALUE - 1)
    for label in merged_labels([column.path for column in shape.columns], depth):
        canvas.put(
            top + label.level,
            _FIRST_VALUE + label.first,
            Spot(label.text, c.HEAD),
            rows=label.depth,
            columns=label.length,
        )
    body = top + depth
    _draw_stub(drawing, shape, body)
    for offset, row in enumerate(shape.rows):
        for position, column in enumerate(shape.columns):
            drawing.value(
                Address(shape.code, row.code, column.code), body + offset, _FIRST_VALUE + position
            )
    _check_request_rows(drawing, shape, top, depth)
    drawing.row = body + len(shape.rows)
    for rule in shape.rules:
        if rule.text("per") == "column" and rule.code in _CHECKS:
            _check_request_columns(drawing, shape, rule)
    drawing.row += 1


def _draw_stub(drawing: _Drawing, shape: TableShape, body: int) -> None:
    depth = len(_STUB)
    for label in merged_labels([row.path[:depth] for row in shape.rows], depth):
        left = _STUB[label.level][0]
        last_left, last_width = _STUB[label.level + label.depth - 1]
        width = last_left + last_width - left
        first = body + label.first
        drawing.canvas.put(first, left, Spot(label.text, c.LABEL), rows=label.length, columns=width)
        if label.length == 1:
            drawing.canvas.raise_row(first, _height(label.text, width))


def _height(text: str, columns: int) -> float:
    """Points for a wrapped Chinese label; a Chinese character is two units of width wide."""
    per_line = max(1, int(columns * _COLUMN_UNITS / 2.1))
    return max(18.0, math.ceil(len(text) / per_line) * _LINE_POINTS + 4)


def _check_request_rows(drawing: _Drawing, shape: TableShape, top: int, depth: int) -> None:
    column = _FIRST_VALUE + len(shape.columns)
    for rule in shape.rules:
        if rule.text("per") != "row" or rule.code not in _CHECKS:
            continue
        drawing.canvas.put(top, column, Spot(_CHECKS[rule.code], c.CHECK), rows=depth, columns=2)
        for offset, row in enumerate(shape.rows):
            if rule.texts("rows") and row.code not in rule.texts("rows"):
                continue
            plus, less = _sides(drawing, rule, shape, row.code)
            if plus and less:
                line = top + depth + offset
                drawing.canvas.put(line, column, Spot(look=c.CHECK), columns=2)
                drawing.check(line, column, plus, less)


def _check_request_columns(drawing: _Drawing, shape: TableShape, rule: Rule) -> None:
    drawing.canvas.put(drawing.row, 1, Spot(_CHECKS[rule.code], c.CHECK), columns=_FIRST_VALUE - 1)
    drawing.canvas.raise_row(drawing.row, 20)
    for position, column in enumerate(shape.columns):
        plus, less = _sides(drawing, rule, shape, column.code)
        if plus and less:
            drawing.check(drawing.row, _FIRST_VALUE + position, plus, less)
    drawing.row += 1


def _sides(
    drawing: _Drawing, rule: Rule, shape: TableShape, instance: str
) -> tuple[list[Address], list[Address]]:
    """The cells of both sides of a rule that this report has, for one row or column."""

    def cells(names: tuple[str, ...]) -> list[Address]:
        wanted = [
            Address(shape.code, instance, name)
            if rule.text("per") == "row"
            else Address(shape.code, name, instance)
            for name in names
        ]
        return [address for address in wanted if address in drawing.places]

    return cells(rule.texts("left")), cells(rule.texts("right"))


def _draw_review(drawing: _Drawing, shape: TableShape) -> None:
    """The official table has one line of cells and no label beside it; rows become headings."""
    canvas, top = drawing.canvas, drawing.row
    cells = [(row, column) for row in shape.rows for column in shape.columns]
    paths = [(*row.path, *column.path) for row, column in cells]
    depth = max((len(path) for path in paths), default=1)
    for label in merged_labels(paths, depth):
        canvas.put(
            top + label.level,
            1 + label.first,
            Spot(label.text, c.HEAD),
            rows=label.depth,
            columns=label.length,
        )
    line = top + depth
    for position, (row, column) in enumerate(cells):
        drawing.value(Address(shape.code, row.code, column.code), line, 1 + position)
    canvas.raise_row(line, 22)
    for rule in shape.rules:
        if rule.text("per") == "row" and rule.code in _CHECKS:
            line += 1
            _check_review(drawing, shape, rule, line)
    drawing.row = line + 2


def _check_review(drawing: _Drawing, shape: TableShape, rule: Rule, line: int) -> None:
    width = len(shape.columns)
    for position, row in enumerate(shape.rows):
        left = 1 + position * width
        plus, less = _sides(drawing, rule, shape, row.code)
        if plus and less:
            if width > 1:
                drawing.canvas.put(line, left, Spot(_CHECKS[rule.code], c.CHECK), columns=width - 1)
            drawing.check(line, left + width - 1, plus, less)
    drawing.canvas.raise_row(line, 20)


def _draw_unplaced(drawing: _Drawing) -> None:
    unplaced = drawing.review.extraction.unplaced
    if not unplaced:
        return
    _draw_section(drawing, "法定格式以外的行（原文照录，不参与计算）")
    for line in unplaced:
        drawing.canvas.put(drawing.row, 1, Spot(line.label, c.LABEL), columns=_FIRST_VALUE - 1)
        for position, text in enumerate(line.texts):
            drawing.canvas.put(drawing.row, _FIRST_VALUE + position, Spot(text, c.TEXT))
        drawing.row += 1


def _ranges(places: Sequence[tuple[int, int]]) -> list[str]:
    """The positions as references, neighbours of one row or column drawn together."""
    runs: list[list[tuple[int, int]]] = []
    for place in sorted(places):
        if runs and _continues(runs[-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [
        _reference(run[0]) if len(run) == 1 else f"{_reference(run[0])}:{_reference(run[-1])}"
        for run in runs
    ]


def _continues(run: Sequence[tuple[int, int]], place: tuple[int, int]) -> bool:
    (row, column), (first_row, first_column) = run[-1], run[0]
    if place == (row, column + 1):
        return first_row == row
    return place == (row + 1, column) and first_column == column


def _reference(place: tuple[int, int]) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"


def _set_up(sheet: Worksheet, drawing: _Drawing) -> None:
    for column in range(1, WIDTH + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _COLUMN_UNITS
    sheet.freeze_panes = "A3"
    lay_out_page(sheet)
    redden_nonzero(sheet, drawing.checks)
