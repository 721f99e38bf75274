"""The commands that carry work from store to store: export, import and kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.cli.main import main
from core.store.backup import backups_of
from core.work.workspace import Workspace
from tests.helpers.readings import TOTAL

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def test_that_the_commands_carry_work_from_store_to_store(
    package: Path, wang: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wang.correct(1, [(TOTAL, Decimal(8))])
    wang.close()
    store = str(tmp_path / "王.gouji")

    assert main(["exchange", "import", str(package), "--preview", "--store", store]) == 1
    previewed = capsys.readouterr().out
    assert main(["exchange", "import", str(package), "--store", store]) == 1
    assert capsys.readouterr().out == previewed
    assert main(["exchange", "import", str(package), "--store", store]) == 0
    assert main(["exchange", "export", "--out", str(tmp_path / "b.goujix"), "--store", store]) == 0

    desk = Workspace.open(tmp_path / "王.gouji")
    assert {side.value for side in desk.review(1).disputes[0].sides} == {6, 8}
    assert "import" in {backup.occasion for backup in backups_of(desk.path)}
    desk.close()


def test_that_a_package_with_sources_fills_an_empty_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = SAMPLES / "nanpu_street_2020.txt"
    full, empty, out = (str(tmp_path / name) for name in ("a.gouji", "b.gouji", "p.goujix"))
    assert main(["import", str(sample), "--store", full]) == 0
    desk = Workspace.open(Path(full), author="李")
    address = next(iter(desk.review(1).statement.values))
    desk.correct(1, [(address, Decimal(12345))])
    desk.close()

    assert main(["exchange", "export", "--out", out, "--with-sources", "--store", full]) == 0
    assert main(["exchange", "import", out, "--store", empty]) == 0

    other = Workspace.open(Path(empty))
    assert other.review(1).statement.value(address) == 12345
    assert other.review(1).name == sample.name
    other.close()


def test_that_the_work_on_a_report_whose_source_cannot_be_read_is_kept(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = str(tmp_path / "空.gouji")

    assert main(["exchange", "import", str(package), "--store", empty]) == 1

    told = capsys.readouterr()
    assert "报告1.txt" in told.err
    assert "本库没有 1 份报告" in told.out
    desk = Workspace.open(Path(empty))
    assert desk.reports() == ()
    assert [len(parcel.facts) for parcel in desk.exchange.parcels()] == [3]
    assert len(desk.links()) == 1
    desk.close()


def test_that_kept_work_is_listed_discarded_and_brought_in_by_the_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = SAMPLES / "beitan_township_2019.txt"
    full, empty = str(tmp_path / "满.gouji"), str(tmp_path / "空.gouji")
    package = tmp_path / "p.goujix"
    main(["import", str(sample), "--store", full])
    desk = Workspace.open(Path(full), author="李")
    address = desk.review(1).extraction.cells[0].address
    desk.correct(1, [(address, Decimal(12345))])
    desk.exchange.export(package)
    desk.close()
    kept = ["exchange", "kept", "--store", empty]
    main(["exchange", "import", str(package), "--store", empty])
    capsys.readouterr()

    assert main(kept) == 0
    listed = capsys.readouterr().out
    assert "1  云栖市鹿鸣县北滩乡人民政府 2019（beitan_township_2019.txt）：1 条，来自李" in listed
    assert main([*kept, "--discard", "1"]) == 0
    assert main(kept) == 0
    assert "没有寄存的更正" in capsys.readouterr().out
    assert main([*kept, "--discard", "1"]) == 2
    assert "没有编号为 1 的寄存内容" in capsys.readouterr().err

    main(["exchange", "import", str(package), "--store", empty])
    capsys.readouterr()
    assert main(["import", str(sample), "--store", empty]) == 0
    assert "1 份报告此前寄存的更正已并入" in capsys.readouterr().out
    assert main(["verify", "--store", empty]) == 0


def test_that_a_day_that_is_none_is_told(
    tmp_path: Path, wang: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    wang.close()
    out, store = str(tmp_path / "p.goujix"), str(tmp_path / "王.gouji")

    assert main(["exchange", "export", "--out", out, "--since", "昨天", "--store", store]) == 2
    assert "昨天" in capsys.readouterr().err
    assert not (tmp_path / "p.goujix").exists()
