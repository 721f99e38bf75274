"""Where everything of a report's tables stands on one common grid: the official shape, without Qt.

All tables of a report share a grid of 30 narrow columns, so that they stand in one view and the
keyboard moves across them. A table with four columns gives each of its columns several of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from core.address import Address
from core.checks.words import short_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.form import ColumnSpec, Form, RowSpec, TableSpec
    from core.review import Review
    from core.values import Kind

WIDTH: Final = 30
_STUB: Final = 9
_REQUEST_STUBS: Final = (2, 2, 5)
_BALANCE_NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_CONTENT: Final = "信息内容"

Role = Literal["section", "banner", "header", "stub", "note", "cell"]


@dataclass(frozen=True, slots=True)
class Box:
    """A merged rectangle of the grid with its text; a cell of the report where ``address`` is set."""

    row: int
    column: int
    row_span: int
    column_span: int
    role: Role
    text: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """What the form says of one cell: its labels, kind and unit, and the heading of its table."""

    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    kind: Kind
    unit: str | None
    table: str = ""

    @property
    def label(self) -> str:
        """Row path and column path, for tooltips and screen readers."""
        return f"{' > '.join(self.row_path)} / {' > '.join(self.column_path)}"

    @property
    def name(self) -> str:
        """Row and column in short, for a sentence."""
        return f"“{short_label(self.row_path[-1])} · {self.column_path[-1]}”"


@dataclass(frozen=True, slots=True)
class FormLayout:
    """The boxes of a report in official shape; ``lines`` are the editable cells row by row."""

    rows: int
    boxes: tuple[Box, ...]
    at: Mapping[tuple[int, int], Box]
    cells: Mapping[Address, Box]
    fields: Mapping[Address, Field]
    lines: tuple[tuple[Address, ...], ...]


@dataclass(slots=True)
class _Builder:
    """Collects boxes from top to bottom; ``row`` is the next free row."""

    row: int = 0
    boxes: list[Box] = field(default_factory=list[Box])
    fields: dict[Address, Field] = field(default_factory=dict[Address, Field])
    lines: list[tuple[Address, ...]] = field(default_factory=list[tuple[Address, ...]])

    def add(self, box: Box) -> None:
        self.boxes.append(box)

    def full_row(self, role: Role, text: str) -> None:
        """A row that one box fills."""
        self.add(Box(self.row, 0, 1, WIDTH, role, text))
        self.row += 1

    def cells(
        self,
        table: TableSpec,
        rows: Sequence[RowSpec],
        columns: Sequence[ColumnSpec],
        first: int,
        widths: Sequence[int],
    ) -> None:
        """One line of the grid with a cell for each row and column given (one row, usually)."""
        line: list[Address] = []
        pairs = [(row, column) for row in rows for column in columns]
        for (row, column), width in zip(pairs, widths, strict=True):
            address = Address(table.code, row.code, column.code)
            self.add(Box(self.row, first, 1, width, "cell", address=address))
            self.fields[address] = Field(
                row.path, column.path, column.kind, column.unit, short_label(table.heading)
            )
            line.append(address)
            first += width
        self.lines.append(tuple(line))
        self.row += 1

    def finish(self) -> FormLayout:
        return FormLayout(
            rows=self.row,
            boxes=tuple(self.boxes),
            at={(box.row, box.column): box for box in self.boxes},
            cells={box.address: box for box in self.boxes if box.address is not None},
            fields=self.fields,
            lines=tuple(self.lines),
        )


def lay_out(review: Review, forms: Mapping[str, Form]) -> FormLayout:
    """The official shape of all tables of the report, in the editions that were found in it."""
    extraction = review.extraction
    form = forms.get(extraction.template) or next(iter(forms.values()))
    build = _Builder()
    for official in form.tables:
        edition = forms.get(extraction.editions.get(official.code, ""), form)
        table = edition.table(official.code) if edition.has_table(official.code) else official
        rows = _printed_rows(table, review, forms)
        if table.code == "review":
            _review_table(build, table, rows)
        elif table.code.startswith("art20"):
            _box_table(build, table, rows)
        else:
            _stub_table(build, table, rows)
        for extra in extraction.unplaced:
            if extra.table == table.code:
                texts = "  ".join(text for text in extra.texts if text.strip())
                build.add(Box(build.row, 0, 1, _STUB, "note", extra.label))
                build.add(Box(build.row, _STUB, 1, WIDTH - _STUB, "note", texts))
                build.row += 1
    return build.finish()


def _printed_rows(
    table: TableSpec, review: Review, forms: Mapping[str, Form]
) -> tuple[RowSpec, ...]:
    """The rows that the report has, whichever edition describes them; the form's when it has none."""
    known = {row.code: row for row in table.rows}
    for form in forms.values():
        if form.has_table(table.code):
            for row in form.table(table.code).rows:
                known.setdefault(row.code, row)
    rows = tuple(known[code] for code in review.statement.rows(table.code) if code in known)
    return rows or table.rows


def _box_table(build: _Builder, table: TableSpec, rows: Sequence[RowSpec]) -> None:
    """A box of section two: a banner, a heading row, and its rows; the last column takes the rest."""
    build.full_row("banner", table.heading)
    each = (WIDTH - _STUB) // max(3, len(table.columns))
    widths = [each] * len(table.columns)
    widths[-1] = WIDTH - _STUB - each * (len(widths) - 1)
    build.add(Box(build.row, 0, 1, _STUB, "header", _CONTENT))
    _headings(build, [column.path for column in table.columns], _STUB, widths, 1)
    build.row += 1
    for row in rows:
        build.add(Box(build.row, 0, 1, _STUB, "stub", row.label))
        build.cells(table, [row], table.columns, _STUB, widths)


def _stub_table(build: _Builder, table: TableSpec, rows: Sequence[RowSpec]) -> None:
    """The application table: three heading rows, merged stubs of up to three levels."""
    build.full_row("section", table.heading)
    depth = max(len(column.path) for column in table.columns)
    each = (WIDTH - _STUB) // len(table.columns)
    widths = [each] * len(table.columns)
    widths[-1] += WIDTH - _STUB - sum(widths)
    build.add(Box(build.row, 0, depth, _STUB, "header", _BALANCE_NOTE))
    _headings(build, [column.path for column in table.columns], _STUB, widths, depth)
    build.row += depth
    _stubs(build, [row.path for row in rows])
    for row in rows:
        build.cells(table, [row], table.columns, _STUB, widths)


def _review_table(build: _Builder, table: TableSpec, rows: Sequence[RowSpec]) -> None:
    """The table of reviews and suits: officially one row, its rows standing side by side."""
    build.full_row("section", table.heading)
    paths = [row.path + column.path for row in rows for column in table.columns]
    each = WIDTH // len(paths)
    widths = [each] * len(paths)
    widths[-1] += WIDTH - sum(widths)
    depth = max(map(len, paths))
    _headings(build, paths, 0, widths, depth)
    build.row += depth
    build.cells(table, rows, table.columns, 0, widths)


def _headings(
    build: _Builder,
    paths: Sequence[tuple[str, ...]],
    first: int,
    widths: Sequence[int],
    depth: int,
) -> None:
    """Merged headings: equal beginnings of paths side by side become one; a last one reaches down."""
    starts = [first + sum(widths[:number]) for number in range(len(widths) + 1)]
    for level in range(depth):
        for begin, end in _runs(paths, level):
            is_last = len(paths[begin]) == level + 1
            span = depth - level if is_last else 1
            width = starts[end] - starts[begin]
            text = paths[begin][level]
            build.add(Box(build.row + level, starts[begin], span, width, "header", text))


def _stubs(build: _Builder, paths: Sequence[tuple[str, ...]]) -> None:
    """Merged row labels: a shared outer label goes down its rows, an own label reaches right."""
    starts = [sum(_REQUEST_STUBS[:number]) for number in range(len(_REQUEST_STUBS) + 1)]
    for level in range(len(_REQUEST_STUBS)):
        for begin, end in _runs(paths, level):
            is_last = len(paths[begin]) == level + 1
            width = (_STUB if is_last else starts[level + 1]) - starts[level]
            row, text = build.row + begin, paths[begin][level]
            build.add(Box(row, starts[level], end - begin, width, "stub", text))


def _runs(paths: Sequence[tuple[str, ...]], level: int) -> Iterable[tuple[int, int]]:
    """Neighbouring paths that agree up to the level, as (begin, end); an own label stands alone."""
    begin = 0
    while begin < len(paths):
        path, end = paths[begin], begin + 1
        if len(path) <= level:
            begin = end
            continue
        if len(path) > level + 1:
            while end < len(paths) and paths[end][: level + 1] == path[: level + 1]:
                end += 1
        yield begin, end
        begin = end
