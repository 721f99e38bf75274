"""Stores and folders whose names are no text, look like options, or are as long as names can be."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from core.batch import find_sources
from core.cli.main import main
from core.errors import Known
from core.store import backup
from core.work.workspace import Workspace
from tests.helpers.readings import TOTAL, make_reading

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "beitan_township_2019.txt"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names there are any bytes")

NAMES = {
    "GBK": "审核".encode("gbk") + b"/" + "教育局".encode("gbk") + b".gouji",
    "line break": b"a\nb.gouji",
    "of an address": b"a?mode=memory#x%41&b.gouji",
    "quotes": b"'q\".gouji",
    "turned round": "\u202egouji.gouji".encode(),
    "of an option": b"--help.gouji",
    "blank": b" .gouji",
}


@pytest.fixture(params=NAMES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / os.fsdecode(NAMES[request.param])
    path.parent.mkdir(exist_ok=True)
    return path


def test_that_work_is_kept_copied_and_brought_back_under_any_name(store: Path) -> None:
    with closing(Workspace.open(store, author="李")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.correct(1, [(TOTAL, Decimal(6))])
        workspace.back_up("hand")
        workspace.correct(1, [(TOTAL, Decimal(5))])
        assert workspace.verify() == ()
    copy = backup.newest_whole(store)
    assert copy is not None
    backup.restore(store, copy, copy.made_at)
    with closing(Workspace.open(store, create=False)) as workspace:
        assert workspace.review(1).statement.value(TOTAL) == 6

    assert sorted(os.listdir(store.parent.parent))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".jsonl"])
def test_that_the_commands_take_any_name(
    store: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Workspace.open(store, author="李")) as workspace:
        workspace.add_reading(b"a report", make_reading())
    out = store.with_name(store.name + suffix)

    assert main(["verify", f"--store={store}"]) == 0
    assert main(["export", f"--store={store}", f"--out={out}"]) == 0
    assert out.stat().st_size > 100
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("letters", [249, 300])
def test_that_a_name_without_room_for_the_files_beside_it_is_told(
    tmp_path: Path, letters: int
) -> None:
    with pytest.raises(Known, match="文件名过长"):
        Workspace.open(tmp_path / ("x" * letters + ".gouji"))

    assert os.listdir(tmp_path) == []


def test_that_a_folder_that_leads_back_to_itself_is_searched_once(tmp_path: Path) -> None:
    folder = tmp_path / "年报"
    folder.mkdir()
    (folder / "a.txt").write_bytes(SAMPLE.read_bytes())
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)

    assert find_sources([folder, folder / "a.txt"]) == (folder / "a.txt",)
