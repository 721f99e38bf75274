from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.address import Address
from core.cli import commands, console
from core.cli.main import main
from core.work.workspace import Workspace
from tests.helpers.readings import FIGURES, LAWSUITS, TOTAL, make_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "samples" / "nanpu_street_2020.txt"
OTHER = ROOT / "resources" / "samples" / "beitan_township_2019.txt"


@pytest.fixture(autouse=True, scope="module")
def _english() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GOUJI_LANG", "en")
        patched.delenv("DISPLAY", raising=False)
        patched.delenv("WAYLAND_DISPLAY", raising=False)
        patched.setenv("GOUJI_CHECKS", os.devnull)
        yield


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("imported") / "s.gouji"
    assert main(["import", str(SAMPLE), "--store", str(store)]) == 0
    return store


@pytest.fixture
def store(imported: Path, tmp_path: Path) -> Path:
    """A copy of a store with one report."""
    return Path(shutil.copy(imported, tmp_path))


def gouji(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "core", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)


def lines(text: str) -> Sequence[dict[str, dict[str, str]]]:
    return [json.loads(line) for line in text.splitlines()]


def test_that_extract_prints_one_object_a_file_in_the_order_given(tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    done = gouji("extract", str(SAMPLE), str(bad), str(tmp_path / "none"), str(OTHER), "--json")
    first, second, third, fourth = lines(done.stdout.decode("utf-8"))

    assert done.returncode == 1
    assert done.stderr == b""
    assert [o["source"]["name"] for o in (first, second, third, fourth)] == [
        SAMPLE.name,
        "坏.pdf",
        "none",
        OTHER.name,
    ]
    assert set(second["error"]) == set(third["error"]) == {"code", "message", "hint"}
    assert "requests" in first["tables"]
    assert "error" not in first
    assert "error" not in fourth


def test_that_extract_succeeds_when_every_file_was_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["extract", str(SAMPLE), "--json"]) == 0
    assert len(lines(capsys.readouterr().out)) == 1


def test_that_extract_without_json_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(SAMPLE)]) == 0
    assert f"[{SAMPLE.name}]" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["extract"], ["nonsense"], ["export"], ["import"]])
def test_that_wrong_usage_ends_with_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)

    assert end.value.code == 2


@pytest.mark.parametrize("command", ["extract", "demo", "import", "check", "export", "verify"])
def test_that_each_command_explains_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])

    assert end.value.code == 0
    assert f"gouji {command}" in capsys.readouterr().out


def test_that_import_counts_what_is_new_known_and_unreadable(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    capsys.readouterr()

    status = main(["import", str(SAMPLE), str(OTHER), str(empty), "--store", str(store)])
    out, err = capsys.readouterr()
    assert status == 1
    assert out == "1 imported, 1 already there, 1 failed.\n"
    assert "empty.txt" in err
    assert "\r" not in err


def test_that_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path), "--store", str(tmp_path / "s.gouji")]) == 2
    assert "no file to import" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_that_check_prints_what_fails_and_ends_with_status_1(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Workspace.open(store)) as workspace:
        workspace.correct(1, [(Address("requests", "new", "total"), Decimal(987654))])

    assert main(["check", "--store", str(store)]) == 1
    assert "FAIL  requests.row_sum[new]" in capsys.readouterr().out


def test_that_a_check_with_other_settings_leaves_the_list_as_it_is(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Workspace.open(store)) as workspace:
        workspace.correct(1, [(Address("requests", "new", "total"), Decimal(987654))])
    main(["check", "--store", str(store), "--without", "requests.row_sum"])
    printed = capsys.readouterr().out

    assert "requests.balance" in printed
    assert "requests.row_sum" not in printed
    assert main(["verify", "--store", str(store)]) == 0


def test_that_the_settings_of_the_user_are_those_of_every_command(
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(Workspace.open(store)) as workspace:
        workspace.correct(1, [(Address("requests", "new", "total"), Decimal(987654))])
    monkeypatch.setenv("GOUJI_CHECKS", str(tmp_path / "checks.toml"))
    (tmp_path / "checks.toml").write_text('switched_off = ["requests.row_sum"]\n', "utf-8")
    main(["check", "--store", str(store)])
    without = capsys.readouterr().out
    main(["check", "--store", str(store), "--with", "requests.row_sum"])
    with_it = capsys.readouterr().out

    assert "requests.row_sum" not in without
    assert "requests.row_sum" in with_it
    assert main(["verify", "--store", str(store)]) == 0


def test_that_a_rule_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(SAMPLE), "--without", "requests.nothing"]) == 2
    assert "no rule “requests.nothing”" in capsys.readouterr().err


def test_that_check_ends_with_status_0_when_no_rule_finds_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "sound.gouji"
    figures = FIGURES | LAWSUITS | {TOTAL: Decimal(6)}
    with closing(Workspace.open(store)) as workspace:
        workspace.add_reading(b"a report", make_reading(figures=figures))

    assert main(["check", "--store", str(store)]) == 0


@pytest.mark.parametrize("command", [["check"], ["verify"], ["export", "--out", "x.csv"]])
def test_that_a_missing_store_is_told_and_not_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.gouji"

    assert main([*command, "--store", str(missing)]) == 2
    assert str(missing) in capsys.readouterr().err
    assert not missing.exists()


def test_that_export_writes_what_the_suffix_names(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"

    assert main(["export", "--store", str(store), "--out", str(target)]) == 0
    assert len(target.read_text("utf-8").splitlines()) == 1


def test_that_a_search_that_finds_nothing_leaves_the_old_file(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("last week's")

    options = ["--store", str(store), "--out", str(target), "--search", "不存在的机关"]
    assert main(["export", *options]) == 2

    assert "“不存在的机关”" in capsys.readouterr().err
    assert target.read_text() == "last week's"


def test_that_an_unknown_suffix_is_told(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--store", str(store), "--out", str(tmp_path / "x.doc")]) == 2
    assert ".xlsx" in capsys.readouterr().err


def test_that_verify_names_damage_and_a_check_mends_the_list(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--store", str(store)]) == 0
    with closing(sqlite3.connect(store)) as sqlite:
        sqlite.execute("UPDATE projection SET errors = 99")
        sqlite.commit()
    capsys.readouterr()

    assert main(["verify", "--store", str(store)]) == 1
    assert "out of date" in capsys.readouterr().out
    main(["check", "--store", str(store)])
    assert main(["verify", "--store", str(store)]) == 0


def test_that_lines_of_an_older_version_are_told_of_and_are_no_damage(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its rules found 99 errors in one report, and an unknown rule failed."""
    with closing(sqlite3.connect(store)) as sqlite:
        sqlite.execute("UPDATE projection SET errors = 99, basis = 12345 WHERE report = 1")
        sqlite.execute("INSERT INTO tally VALUES (1, 'old.rule', 'error', 99, 0, 0)")
        sqlite.commit()

    assert main(["verify", "--store", str(store)]) == 0
    printed = capsys.readouterr().out
    assert "1 reports were judged by other rules" in printed
    assert "The store is sound" in printed

    main(["check", "--store", str(store)])
    capsys.readouterr()
    assert main(["verify", "--store", str(store)]) == 0
    assert "other rules" not in capsys.readouterr().out


def test_that_a_line_that_is_wrong_under_any_rules_is_damage(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(store)) as sqlite:
        sqlite.execute("UPDATE projection SET unsure = 3, basis = 12345 WHERE report = 1")
        sqlite.commit()

    assert main(["verify", "--store", str(store)]) == 1
    assert "out of date" in capsys.readouterr().out


def test_that_the_window_needs_a_display(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "has_display", lambda: False)

    assert main([]) == 2
    assert "no display" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("DISPLAY", ":0", True),
        ("WAYLAND_DISPLAY", "wayland-0", True),
        ("QT_QPA_PLATFORM", "offscreen", False),
        ("DISPLAY", "", False),
    ],
)
def test_that_a_display_is_noticed(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv(variable, value)

    assert console.has_display() is expected


def test_that_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("gouji")


def test_that_columns_line_up_with_chinese_text() -> None:
    assert console.table([("机关", "n"), ("a", "1")]) == "机关  n\n----  -\na     1"
    assert console.shortened("年度报告", 5) == "年度…"


def test_that_demo_reads_the_samples_and_writes_workbook_and_picture(tmp_path: Path) -> None:
    done = gouji("demo", "--out", str(tmp_path / "out"))
    out = done.stdout.decode("utf-8")

    assert done.returncode == 0, done.stderr.decode("utf-8")
    assert SAMPLE.name in out
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"demo.gouji", "gouji-demo.xlsx", "gouji-demo.png"} <= names
    assert (tmp_path / "out" / "gouji-demo.png").read_bytes().startswith(b"\x89PNG")


def test_that_demo_never_touches_a_store_that_is_there(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = store.read_bytes()

    assert main(["demo", "--store", str(store), "--out", str(tmp_path / "out")]) == 2
    assert store.read_bytes() == content


def test_that_reading_anew_keeps_corrections_and_says_how_they_fared(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Workspace.open(store, author="甲")) as workspace:
        workspace.correct(1, [(Address.parse("requests.granted.total"), Decimal(99))])
    capsys.readouterr()

    assert main(["reread", "--store", str(store), "--all"]) == 0
    said = capsys.readouterr().out
    assert "1 still apply, 0 settled by the reading, 0 to be decided" in said
    with closing(Workspace.open(store)) as workspace:
        assert workspace.review(1).statement.value(Address.parse("requests.granted.total")) == 99
        assert workspace.verify() == ()

    assert main(["reread", "--store", str(store)]) == 0
    assert capsys.readouterr().out.startswith("0 read anew")


def test_that_two_names_of_one_agency_are_linked_and_parted(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["link", "云栖市溪梧区南浦街道办事处", "南浦街道", "--store", str(store)]) == 0
    assert "Reports concerned: 1." in capsys.readouterr().out
    with closing(Workspace.open(store)) as workspace:
        assert [(link.other, link.linked) for link in workspace.links()] == [("南浦街道", True)]

    assert (
        main(["link", "云栖市溪梧区南浦街道办事处", "南浦街道", "--undo", "--store", str(store)])
        == 0
    )
    with closing(Workspace.open(store)) as workspace:
        assert [link.linked for link in workspace.links()] == [True, False]
