"""A workbook that was exported, corrected in a spreadsheet program, and comes back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.cli.main import main
from core.errors import Known
from core.exchange.marked import read_marked
from core.exchange.words import told
from core.export import Occasion, export
from core.work.workspace import Workspace
from tests.helpers.desks import make_desk, state
from tests.helpers.readings import FIGURES, LAWSUITS, OTHER, TOTAL, UPHELD, make_reading
from tests.helpers.workbooks import edited

MADE_AT = "2026-03-01T00:30:00+00:00"
SHEET = "某某县教育局 2023"


def desk_of(folder: Path) -> Workspace:
    desk = make_desk(folder, "李", reports=0)
    desk.add_reading(b"a report", make_reading(figures=FIGURES | LAWSUITS))
    return desk


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    desk = desk_of(tmp_path)
    yield desk
    desk.close()


def exported(desk: Workspace, path: Path) -> Path:
    export(path, [desk.review(1)], Occasion(MADE_AT, "李"))
    return path


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook as every desk with that report exports it."""
    folder = tmp_path_factory.mktemp("original")
    with closing(desk_of(folder)) as desk:
        return exported(desk, folder / "审核.xlsx")


@pytest.fixture(scope="module")
def opened(original: Path) -> Workbook:
    """The same, to look something up in."""
    return load_workbook(original)


@pytest.fixture(scope="module")
def at(opened: Workbook) -> dict[Address, str]:
    """Where the figures stand in the report's sheet, found by eye: they stand in one line."""
    rows = opened[SHEET].iter_rows()
    line = next(row for row in rows if row[0].value == 3 and row[4].value == 7)
    return {address: line[n].coordinate for n, address in enumerate([*FIGURES, *LAWSUITS])}


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path))


def put(path: Path, **values: object) -> Path:
    """Type values into cells of the report's sheet, by their reference."""

    def change(book: Workbook) -> None:
        for reference, value in values.items():
            book[SHEET][reference].value = value

    return edited(path, change)


def test_that_a_workbook_nobody_changed_changes_nothing(li: Workspace, book: Path) -> None:
    outlook = li.exchange.look(book)

    assert (outlook.applied, outlook.already_there, outlook.disputes) == (0, 0, 0)
    assert told(outlook) == ("文件中没有更正。",)


def test_that_changed_figures_become_corrections_of_the_one_who_sent_them(
    li: Workspace, book: Path, at: dict[Address, str]
) -> None:
    put(book, **{at[TOTAL]: 6, at[OTHER]: "/", at[UPHELD]: None})

    outlook = li.exchange.look(book, "王敏")
    li.exchange.merge(outlook)

    review = li.review(1)
    assert outlook.applied == 3
    values = [review.statement.value(a) for a in (TOTAL, OTHER, UPHELD)]
    assert values == [Decimal(6), "/", None]
    assert {c.author for c in review.corrections} == {"王敏"}
    saved = load_workbook(book).properties.modified
    assert saved is not None
    assert {c.made_at[:19] for c in review.corrections} == {saved.isoformat()[:19]}
    assert f"审核.xlsx {SHEET}!{at[TOTAL]}" in {c.reason for c in review.corrections}
    assert review.disputes == ()
    assert li.verify() == ()


def test_that_the_same_workbook_again_changes_nothing_even_after_a_decision(
    li: Workspace, book: Path, at: dict[Address, str]
) -> None:
    put(book, **{at[TOTAL]: 6})
    li.exchange.merge(li.exchange.look(book, "王敏"))
    assert li.exchange.look(book, "王敏").applied == 0

    li.correct(1, [(TOTAL, Decimal(8))])

    assert li.exchange.look(book, "王敏").applied == 0
    assert li.review(1).disputes == ()


def test_that_a_figure_that_was_corrected_alike_meanwhile_is_there_already(
    li: Workspace, book: Path, at: dict[Address, str]
) -> None:
    put(book, **{at[TOTAL]: 6})
    li.correct(1, [(TOTAL, Decimal(6))])

    outlook = li.exchange.look(book, "王敏")

    assert (outlook.applied, outlook.already_there, outlook.disputes) == (0, 1, 0)


def test_that_a_figure_that_was_corrected_otherwise_meanwhile_is_a_dispute(
    li: Workspace, book: Path, at: dict[Address, str]
) -> None:
    put(book, **{at[TOTAL]: 6})
    li.correct(1, [(TOTAL, Decimal(8))])

    outlook = li.exchange.look(book, "王敏")
    li.exchange.merge(outlook)

    (dispute,) = li.review(1).disputes
    assert outlook.disputes == 1
    assert {(side.value, side.author) for side in dispute.sides} == {(6, "王敏"), (8, "李")}


def test_that_a_correction_of_a_corrected_figure_answers_the_one_it_saw(
    li: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(8))])
    book = exported(li, tmp_path / "再审.xlsx")
    sheet = load_workbook(book)[SHEET]
    (reference,) = [c.coordinate for row in sheet.iter_rows() for c in row if c.value == 8]
    put(book, **{reference: 6})

    li.exchange.merge(li.exchange.look(book, "王敏"))

    assert li.review(1).statement.value(TOTAL) == 6
    assert li.review(1).disputes == ()


def test_that_formats_notes_and_formulas_around_are_no_change(
    li: Workspace, book: Path, at: dict[Address, str]
) -> None:
    def change(workbook: Workbook) -> None:
        sheet = workbook[SHEET]
        cell = sheet[at[TOTAL]]
        cell.number_format, cell.style = "0.00", "Normal"
        sheet["Q3"] = "备注：已与对方电话核实"
        sheet.row_dimensions[5].height = 50

    assert li.exchange.look(edited(book, change)).applied == 0


def insert_row(workbook: Workbook) -> None:
    workbook[SHEET].insert_rows(6)


def rename(workbook: Workbook) -> None:
    workbook[SHEET].title = "改名"


def delete(workbook: Workbook) -> None:
    workbook.remove(workbook[SHEET])


def relabel(workbook: Workbook) -> None:
    sheet: Worksheet = workbook[SHEET]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "总计")
    cell.value = "合计"


def tamper(workbook: Workbook) -> None:
    workbook["_勾稽"]["A2"] = str(workbook["_勾稽"]["A2"].value).replace("review", "reviev")


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (insert_row, "workbook.structure", f"{SHEET}!A6"),
        (rename, "workbook.structure", SHEET),
        (delete, "workbook.structure", SHEET),
        (relabel, "workbook.structure", f"{SHEET}!"),
        (tamper, "workbook.damaged", "审核.xlsx"),
        (lambda book: book.remove(book["_勾稽"]), "workbook.foreign", "审核.xlsx"),
        (
            lambda book: book["_勾稽"].__setitem__("B1", "9"),
            "workbook.version",
            "审核.xlsx",
        ),
    ],
    ids=["row", "renamed", "deleted", "label", "hidden sheet", "no marks", "version"],
)
def test_that_changed_structure_is_refused_with_its_place(
    li: Workspace, book: Path, change: Callable[[Workbook], None], code: str, place: str
) -> None:
    before = state(li)
    edited(book, change)

    with pytest.raises(Known) as refused:
        read_marked(book.read_bytes(), book.name)

    assert refused.value.code == code
    assert place in refused.value.message
    assert refused.value.hint
    assert state(li) == before


@pytest.mark.parametrize(
    "value",
    [
        "约六件",
        "1 2",
        "6万元",
        True,
        datetime(2026, 3, 1),
        "=1+5",
        "#REF!",
        1e300,
        10**16,
        "9" * 40,
    ],
    ids=str,
)
def test_that_what_is_no_figure_is_refused_with_sheet_and_cell(
    book: Path, value: object, at: dict[Address, str]
) -> None:
    reference = at[TOTAL]
    put(book, **{reference: value})

    with pytest.raises(Known) as refused:
        read_marked(book.read_bytes(), book.name)

    assert refused.value.code == "workbook.value"
    assert f"{SHEET}!{reference}" in refused.value.message


def cell_in(book: Workbook, title: str, code: Address) -> str:
    """Where a list shows a cell: the line of the report, or of the cell."""
    sheet: Worksheet = book[title]
    if title == "汇总":
        return (
            str(book.defined_names[str(code)].attr_text)
            .split("!")[1]
            .split(":")[0]
            .replace("$", "")
        )
    line = next(row for row in sheet.iter_rows() if row[12].value == str(code))
    return line[6].coordinate


@pytest.mark.parametrize("title", ["汇总", "复议诉讼"])
@pytest.mark.parametrize("value", [6, None, "/"], ids=str)
def test_that_a_figure_changed_in_a_list_is_refused_with_sheet_and_cell(
    book: Path, title: str, value: int | str | None, at: dict[Address, str], opened: Workbook
) -> None:
    reference = cell_in(opened, title, TOTAL)
    edited(book, lambda workbook: workbook[title].__setitem__(reference, value))

    with pytest.raises(Known) as refused:
        read_marked(book.read_bytes(), book.name)

    assert refused.value.code == "workbook.list"
    assert f"{title}!{reference}" in refused.value.message
    assert f"{SHEET}!{at[TOTAL]}" in refused.value.hint


def test_that_a_figure_changed_alike_in_lists_and_sheet_comes_in(
    li: Workspace, book: Path, at: dict[Address, str], opened: Workbook
) -> None:
    put(book, **{at[TOTAL]: 6})
    for title in ("汇总", "复议诉讼"):
        reference = cell_in(opened, title, TOTAL)
        edited(book, lambda workbook: workbook[title].__setitem__(reference, 6))  # noqa: B023

    assert li.exchange.look(book, "王敏").applied == 1


def test_that_lines_of_lists_may_be_sorted_filtered_and_annotated(
    li: Workspace, tmp_path: Path
) -> None:
    data = b"another report"
    li.add_reading(data, make_reading(data, name="二.txt", agency="第二局", figures=LAWSUITS))
    path = tmp_path / "审核.xlsx"
    export(path, [li.review(1), li.review(2)], Occasion(MADE_AT, "李"))

    def change(workbook: Workbook) -> None:
        sheet = workbook["汇总"]
        upper, lower = ([c.value for c in sheet[row]] for row in (4, 5))
        sheet.delete_rows(4, 2)
        for values in (lower, upper):
            sheet.append(values)
        workbook["复议诉讼"].delete_rows(3)
        sheet["B9"] = "合计已核"
        workbook["复议诉讼"]["P2"] = 12

    assert li.exchange.look(edited(path, change)).applied == 0


def test_that_a_list_without_its_columns_of_cells_is_refused(book: Path) -> None:
    edited(book, lambda workbook: workbook["复议诉讼"].delete_cols(13))

    with pytest.raises(Known, match="单元格代码") as refused:
        read_marked(book.read_bytes(), book.name)

    assert refused.value.code == "workbook.structure"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"no workbook", b"PK\x05\x06" + bytes(18)],
    ids=["empty", "PK", "text", "zip"],
)
def test_that_another_kind_of_file_is_told_apart(content: bytes) -> None:
    with pytest.raises(Known) as refused:
        read_marked(content, "别的.xlsx")

    assert "别的.xlsx" in refused.value.message


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_that_a_workbook_saved_by_libreoffice_comes_back(
    li: Workspace, book: Path, tmp_path: Path, at: dict[Address, str]
) -> None:
    put(book, **{at[TOTAL]: 6})
    out = tmp_path / "office"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    marked = read_marked((out / book.name).read_bytes(), book.name)

    (report,) = marked.reports
    assert [(c.address, c.found) for c in report.changes] == [(TOTAL, Decimal(6))]


def test_that_the_command_takes_a_workbook_with_its_author(
    li: Workspace, book: Path, tmp_path: Path, at: dict[Address, str]
) -> None:
    put(book, **{at[TOTAL]: 6})
    li.close()
    store = str(tmp_path / "李.gouji")

    assert main(["exchange", "import", str(book), "--author", "王敏", "--store", store]) == 0

    desk = Workspace.open(tmp_path / "李.gouji")
    (correction,) = desk.review(1).corrections
    assert (correction.author, correction.new) == ("王敏", 6)
    desk.close()
