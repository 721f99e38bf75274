"""Manners of ruling a table, from a full grid to none: what authors and their programs draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers.printed_form import box_edges, grid_rules

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from tests.helpers.printed_form import Table


def thin_rectangles(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Each border a filled rectangle half a point thick."""
    for x0, y0, x1, y1 in box_edges(table, left, top):
        for x in (x0, x1):
            canvas.rect(x - 0.25, y1, 0.5, y0 - y1, stroke=0, fill=1)
        for y in (y0, y1):
            canvas.rect(x0, y - 0.25, x1 - x0, 0.5, stroke=0, fill=1)


def dash_pattern(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Dashed by the pattern of the pen."""
    canvas.setDash(2, 2)
    grid_rules(canvas, table, left, top)
    canvas.setDash()


def short_segments(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Dashes that are lines of their own, six points apart."""
    for x0, y0, x1, y1 in box_edges(table, left, top):
        x, y = x0, y1
        while x < x1:
            for at in (y0, y1):
                canvas.line(x, at, min(x + 3, x1), at)
            x += 6
        while y < y0:
            for at in (x0, x1):
                canvas.line(at, y, at, min(y + 3, y0))
            y += 6


def dots(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Borders of dots, each a filled square."""
    for x0, y0, x1, y1 in box_edges(table, left, top):
        x, y = x0, y1
        while x < x1:
            for at in (y0, y1):
                canvas.rect(x, at - 0.25, 0.5, 0.5, stroke=0, fill=1)
            x += 2
        while y < y0:
            for at in (x0, x1):
                canvas.rect(at - 0.25, y, 0.5, 0.5, stroke=0, fill=1)
            y += 2


def doubled(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Double lines, four points apart."""
    for x0, y0, x1, y1 in box_edges(table, left, top):
        canvas.rect(x0, y1, x1 - x0, y0 - y1)
        canvas.rect(x0 + 2, y1 + 2, x1 - x0 - 4, y0 - y1 - 4)


def shading(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Coloured cells with gaps between them, no lines."""
    for x0, y0, x1, y1 in box_edges(table, left, top):
        canvas.setFillColorRGB(0.8, 0.9, 1)
        canvas.rect(x0 + 0.5, y1 + 0.5, x1 - x0 - 1, y0 - y1 - 1, stroke=0, fill=1)


def without_outer_border(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Lines between cells only."""
    right, bottom = left + sum(table.widths), top - sum(table.heights)
    for x0, y0, x1, y1 in box_edges(table, left, top):
        if x1 < right - 1:
            canvas.line(x1, y0, x1, y1)
        if y1 > bottom + 1:
            canvas.line(x0, y1, x1, y1)


def open_at_the_left(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """No vertical border at the left and right end."""
    right = left + sum(table.widths)
    for x0, y0, x1, y1 in box_edges(table, left, top):
        if x1 < right - 1:
            canvas.line(x1, y0, x1, y1)
        for y in (y0, y1):
            canvas.line(x0, y, x1, y)


def with_surplus_lines(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """One line across and one down too many in the first row of headings."""
    grid_rules(canvas, table, left, top)
    canvas.line(left + 200, top - 9, left + sum(table.widths), top - 9)
    middle = left + sum(table.widths[:4]) + 10
    canvas.line(middle, top, middle, top - 18)


def in_a_frame(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """A frame around the table, apart from it."""
    width, height = sum(table.widths), sum(table.heights)
    grid_rules(canvas, table, left, top)
    canvas.rect(left - 6, top - height - 6, width + 12, height + 12)


def touched_by_a_frame(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """A wider frame that shares the upper and lower border."""
    width, height = sum(table.widths), sum(table.heights)
    grid_rules(canvas, table, left, top)
    canvas.rect(left - 20, top - height, width + 40, height)


def across_only(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Upper and lower borders of the cells."""
    for x0, y0, x1, y1 in box_edges(table, left, top):
        for y in (y0, y1):
            canvas.line(x0, y, x1, y)


def full_lines_across(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """A line over the whole width between any two rows."""
    y = top
    for height in (0.0, *table.heights):
        y -= height
        canvas.line(left, y, left + sum(table.widths), y)


def down_only(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Left and right borders of the cells."""
    for x0, y0, x1, y1 in box_edges(table, left, top):
        for x in (x0, x1):
            canvas.line(x, y0, x, y1)


def outer_border_only(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """A box around everything."""
    height = sum(table.heights)
    canvas.rect(left, top - height, sum(table.widths), height)


def three_lines(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Above, below the headings, and below: the table of science."""
    for height in (0.0, sum(table.heights[:3]), sum(table.heights)):
        canvas.line(left, top - height, left + sum(table.widths), top - height)


def pillars_between_three_lines(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Left and right borders of the cells, and lines above, below the headings, and below."""
    down_only(canvas, table, left, top)
    three_lines(canvas, table, left, top)


def zebra(canvas: Canvas, table: Table, left: float, top: float) -> None:
    """Every other row shaded."""
    y = top
    for number, height in enumerate(table.heights):
        y -= height
        if number % 2:
            canvas.setFillColorRGB(0.85, 0.9, 1)
            canvas.rect(left, y, sum(table.widths), height, stroke=0, fill=1)
