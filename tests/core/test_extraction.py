"""What is read of real reports and of small texts made up to hold one accident each."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.address import Address
from core.cells import Extraction, Origin
from core.errors import NotAReport
from core.reading import read_report
from core.values import value_to_json
from tests.corpus.layouts import ROW_LABELS

_SAMPLES = (
    "seed_000",
    "seed_001",
    "seed_002",
    "seed_003",
    "seed_004",
    "hongze_2024_pdf",
    "pingtan_zone_2019_html",
    "pingtan_zone_2020_html",
    "shuyang_drc_2023_html",
)

_ROWS_2021 = tuple(label for code, label in ROW_LABELS.items() if code != "other")


def _text(figures: dict[int, str], *, blank: str = "0 0 0 0 0 0 0") -> str:
    """The application table as words, one row a line; ``figures`` replace a row's figures."""
    lines = ["云栖市青禾区2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    lines += [f"{label} {figures.get(n, blank)}" for n, label in enumerate(_ROWS_2021)]
    lines += ["四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况"]
    return "\n".join(lines)


def _read(text: str) -> Extraction:
    return read_report(text.encode(), "report.txt").extraction


def _row(extraction: Extraction, row: str) -> list[Any]:
    return [
        value_to_json(cell.value)
        for cell in extraction.cells
        if (cell.address.table, cell.address.row) == ("requests", row)
    ]


@pytest.mark.parametrize("name", _SAMPLES)
def test_that_a_real_report_is_read_as_a_person_transcribed_it(
    real_samples: Path, name: str
) -> None:
    gold = json.loads((real_samples / name / "gold.json").read_text("utf-8"))
    source = next(p for p in (real_samples / name).iterdir() if p.suffix != ".json")
    wanted = {
        f"{table}.{row}.{column}": value
        for table, rows in gold["tables"].items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    ambiguous = set(gold.get("ambiguous", ()))

    extraction = read_report(source.read_bytes(), source.name).extraction

    cells = {str(cell.address): cell for cell in extraction.cells}
    read = {key: value_to_json(cell.value) for key, cell in cells.items()}
    assert read == {k: None if k in ambiguous else v for k, v in wanted.items()}
    assert {k for k, c in cells.items() if c.origin is Origin.AMBIGUOUS} == ambiguous
    assert extraction.template == gold["template"]
    assert extraction.year.value == str(gold["year"])
    assert all(cell.place is not None for cell in extraction.cells)


def test_that_a_number_cut_by_a_blank_is_a_conclusion_when_the_row_then_adds_up() -> None:
    extraction = _read(
        _text({0: "10 2 0 0 0 0 1 2", 12: "10 2 0 0 0 0 1 2", 23: "10 2 0 0 0 0 12"})
    )

    assert _row(extraction, "new") == [10, 2, 0, 0, 0, 0, 12]
    cell = extraction.cell(Address("requests", "new", "total"))
    assert cell is not None
    assert cell.origin is Origin.INFERRED
    assert cell.candidates == (Decimal(12), Decimal(2))
    assert cell.printed == "1 2"


def test_that_a_lost_figure_is_inferred_from_the_row_and_never_counts_as_read() -> None:
    extraction = _read(_text({0: "3 0 0 0 0 4", 2: "3 0 1 0 0 0 4", 23: "3 0 1 0 0 0 4"}))

    assert _row(extraction, "new") == [3, 0, 1, 0, 0, 0, 4]
    cell = extraction.cell(Address("requests", "new", "research"))
    assert cell is not None
    assert cell.origin is Origin.INFERRED


def test_that_two_figures_without_columns_stay_ambiguous_when_no_sum_decides() -> None:
    extraction = _read(_text({0: "2 2", 2: "2 2", 23: "2 2"}, blank=""))

    assert _row(extraction, "new")[6] == 2
    for column in ("natural_person", "commercial", "research", "other"):
        cell = extraction.cell(Address("requests", "new", column))
        assert cell is not None
        assert cell.origin is Origin.AMBIGUOUS
        assert set(cell.candidates) == {Decimal(2), None}


def test_that_a_row_that_the_form_does_not_have_is_kept_apart_and_not_added() -> None:
    lines = _text({0: "5 0 0 0 0 0 5", 2: "5 0 0 0 0 0 5", 23: "5 0 0 0 0 0 5"}).split("\n")
    table = ["\t".join(line.rsplit(" ", 7)) for line in lines[2:27]]
    table.insert(9, "\t".join(["免除费用的申请件数", *"7777777"]))

    extraction = _read("\n".join([*lines[:2], *table, *lines[27:]]))

    assert [row.label for row in extraction.unplaced] == ["免除费用的申请件数"]
    assert extraction.unplaced[0].texts == ("7",) * 7
    assert _row(extraction, "total") == [5, 0, 0, 0, 0, 0, 5]


def test_that_an_undivided_other_row_in_a_2021_form_is_read_as_printed() -> None:
    lines = _text({0: "5 0 0 0 0 0 5", 2: "5 0 0 0 0 0 5", 23: "5 0 0 0 0 0 5"}).split("\n")
    lines[22:25] = ["（六）其他处理 0 0 0 0 0 0 0"]
    boxes = "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n行政规范性文件 1 2 3"

    extraction = _read("\n".join([lines[0], boxes, *lines[1:]]))

    assert extraction.template == "2021"
    assert _row(extraction, "other") == [0] * 7
    assert _row(extraction, "other_1") == []


def test_that_a_text_without_statutory_tables_is_no_report() -> None:
    with pytest.raises(NotAReport, match="法定表格"):
        _read("关于做好2023年度政府信息公开工作的通知\n请各单位认真执行。")


def test_that_a_text_saved_without_its_chinese_is_to_be_saved_again_in_another_encoding() -> None:
    with pytest.raises(NotAReport) as caught:
        read_report(_text({}).encode("ascii", "replace"), "报告.txt")

    assert "问号" in caught.value.hint
    assert "UTF-8" in caught.value.hint


_BANNERS = "第二十条第（一）项\n第二十条第（五）项\n第二十条第（六）项"


def test_that_a_form_that_lost_all_its_labels_is_opened_with_every_cell_to_fill_in() -> None:
    extraction = _read(
        f"二、主动公开政府信息情况\n{_BANNERS}\n三、收到和处理政府信息公开申请情况\n0\n0"
    )

    assert extraction.cells
    assert all(cell.origin is Origin.MISSING for cell in extraction.cells)


def test_that_prose_on_the_boxes_of_the_form_is_no_report() -> None:
    with pytest.raises(NotAReport):
        _read("请填写" + _BANNERS.replace("\n", "所列事项。\n请填写") + "所列事项。")


def test_that_the_year_is_the_period_when_no_title_names_it() -> None:
    text = _text({}).replace(
        "云栖市青禾区2023年政府信息公开工作年度报告", "统计期限为2022年1月1日至2022年12月31日。"
    )

    assert _read(text).year.value == "2022"


def test_that_an_agency_that_the_document_never_names_is_not_made_up() -> None:
    text = _text({}).replace("云栖市青禾区2023年", " 2023年")

    assert _read(text).agency.value is None
