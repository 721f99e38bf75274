"""The form files: what they hold, and how a broken one is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalogue import Catalogue, FormErrors, load_catalogue
from core.values import normalised

SMALL = """
edition = "2030"
title = "Form"
[[tables]]
code = "review"
heading = "Review"
rows = [{ code = "one", path = ["One"] }]
columns = [
  { code = "part", kind = "count", path = ["Part"] },
  { code = "total", kind = "count", path = ["Total"] },
]
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", "en")


def load(folder: Path, text: str) -> Catalogue:
    (folder / "2030.toml").write_text(text, encoding="utf-8")
    return load_catalogue(folder)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(FormErrors) as caught:
        load(folder, text)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("edition", "cells"),
    [
        (
            "2019",
            # art20_9 counts the amount's unit as a cell of its own.
            {
                "art20_1": 6,
                "art20_5": 6,
                "art20_6": 6,
                "art20_8": 2,
                "art20_9": 3,
                "requests": 161,
                "review": 15,
            },
        ),
        (
            "2021",
            {
                "art20_1": 6,
                "art20_5": 1,
                "art20_6": 2,
                "art20_8": 1,
                "requests": 175,
                "review": 15,
            },
        ),
    ],
)
def test_that_an_edition_has_the_tables_and_cells_of_the_notice(
    edition: str, cells: dict[str, int]
) -> None:
    form = load_catalogue().form(edition)

    assert {t.code: len(t.rows) * len(t.columns) for t in form.tables} == cells


def test_that_other_results_are_one_row_in_2019_and_three_in_2021() -> None:
    catalogue = load_catalogue()

    def others(edition: str) -> list[str]:
        rows = catalogue.table(edition, "requests").rows
        return [row.code for row in rows if row.code.startswith("other")]

    assert others("2019") == ["other"]
    assert others("2021") == ["other_1", "other_2", "other_3"]


def test_that_a_row_of_the_other_edition_is_found_too() -> None:
    catalogue = load_catalogue()

    assert catalogue.row("2021", "requests", "other").label == "（六）其他处理"
    assert catalogue.row("2019", "requests", "other_3").path[-2:] == ("（六）其他处理", "3.其他")
    with pytest.raises(KeyError):
        catalogue.row("2021", "requests", "other_4")


def test_that_a_label_leads_from_the_outermost_stub_to_its_own() -> None:
    table = load_catalogue().table("2021", "requests")

    assert table.row("denied_1").path == ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密")
    assert table.row("denied_1").level == 3
    assert table.column("commercial").path == ("申请人情况", "法人或其他组织", "商业企业")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_that_no_two_rows_or_columns_of_a_table_share_a_label_or_alias(edition: str) -> None:
    for table in load_catalogue().form(edition).tables:
        for specs in (table.rows, table.columns):
            labels = [
                name
                for spec in specs
                for name in {normalised(label) for label in (spec.label, *spec.aliases)}
            ]
            assert len(labels) == len(set(labels)), table.code


def test_that_the_bundled_catalogue_is_loaded_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_that_a_small_form_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL).editions == ("2030",)


def test_that_a_broken_file_is_reported_with_all_its_problems(tmp_path: Path) -> None:
    broken = (
        SMALL.replace('title = "Form"\n', "")
        .replace('kind = "count", path = ["Part"]', 'kind = "number", path = "Part"')
        .replace('code = "one"', 'code = "One.two", labels = "x"')
    )

    assert problems(tmp_path, broken) == [
        "2030.toml: title: is missing",
        "2030.toml: tables[0].rows[0].code: “One.two” is not a valid code",
        "2030.toml: tables[0].rows[0].labels: is not a known key",
        "2030.toml: tables[0].columns[0].kind: “number” is none of count, amount, change, unit",
        "2030.toml: tables[0].columns[0].path: must be a list of texts",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('code = "total", kind', 'code = "part", kind', "tables[0].columns: “part” stands there"),
        ('edition = "2030"', "edition = 2030", "edition: must be a text that is not empty"),
        ('rows = [{ code = "one", path = ["One"] }]', "", "tables[0].rows: is missing"),
        ('path = ["One"]', "path = [1]", "tables[0].rows[0].path: must be a list of texts"),
    ],
    ids=["repeat", "type", "missing", "entry"],
)
def test_that_a_fault_is_named_with_its_key(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in SMALL

    assert any(f"2030.toml: {problem}" in p for p in problems(tmp_path, SMALL.replace(old, new)))


def test_that_a_file_that_is_no_toml_does_not_hide_the_faults_of_another(tmp_path: Path) -> None:
    (tmp_path / "2029.toml").write_text("edition = ", encoding="utf-8")
    found = problems(tmp_path, SMALL.replace('heading = "Review"', ""))

    assert [problem.split(": ")[0] for problem in found] == ["2029.toml", "2030.toml"]


def test_that_an_edition_in_two_files_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "2029.toml").write_text(SMALL, encoding="utf-8")

    assert problems(tmp_path, SMALL) == ["2030.toml: edition: stands in two files"]


def test_that_a_folder_without_forms_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FormErrors, match="holds no form file"):
        load_catalogue(tmp_path)
