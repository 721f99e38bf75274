"""The command that says which agencies an area covers."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from core.cli.main import main
from core.work.workspace import Workspace
from tests.helpers.readings import make_reading

AREA, POLICE, SCHOOLS = "甲县", "甲县公安局", "甲县教育局"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOUJI_LANG", "zh")
    path = tmp_path / "审核.gouji"
    with closing(Workspace.open(path, author="赵宁")) as workspace:
        for number, agency in enumerate((AREA, POLICE, SCHOOLS)):
            data = str(number).encode()
            workspace.add_reading(data, make_reading(data, agency=agency, year="2023"))
    return path


def test_that_parts_are_declared_listed_and_taken_back(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["area", AREA, POLICE, SCHOOLS, "--store", str(store)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("涉及 1 份报告。")
    assert "尚未启用" in said

    assert main(["area", AREA, "--store", str(store)]) == 0
    assert capsys.readouterr().out == f"{AREA}：{POLICE}、{SCHOOLS}\n"

    assert main(["area", AREA, POLICE, "--undo", "--store", str(store)]) == 0
    assert capsys.readouterr().out == "涉及 1 份报告。\n"
    assert main(["area", "--store", str(store)]) == 0
    assert capsys.readouterr().out == f"{AREA}：{SCHOOLS}\n"


def test_that_a_store_without_areas_says_so(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["area", "--store", str(store)]) == 0

    assert capsys.readouterr().out == "没有声明所属单位。\n"


def test_that_an_agency_is_no_part_of_itself(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["area", AREA, AREA, "--store", str(store)]) != 0

    assert "不能是它自己的所属单位" in capsys.readouterr().err
    with closing(Workspace.open(store)) as workspace:
        assert workspace.agencies.areas() == {}
