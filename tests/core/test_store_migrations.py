from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import StoreError
from core.store import backup, connection
from core.store.schema import CURRENT_VERSION, MIGRATIONS, Migration
from core.work.workspace import Workspace
from tests.helpers.readings import OTHER, TOTAL, make_reading

STORES = Path(__file__).resolve().parents[1] / "stores"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with one report and one correction."""
    path = tmp_path / "reports.gouji"
    with closing(Workspace.open(path)) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.correct(1, [(TOTAL, None), (OTHER, "/")])
    return path


def test_that_an_older_store_is_brought_up_to_date(path: Path) -> None:
    later = (*MIGRATIONS, Migration(CURRENT_VERSION + 1, ("CREATE TABLE later (x TEXT) STRICT",)))
    with closing(connection.connect(path, read_only=False)) as sqlite:
        connection.migrate(sqlite, CURRENT_VERSION, later)

        assert sqlite.execute("SELECT count(*) FROM later").fetchone() == (0,)
        assert sqlite.execute("PRAGMA user_version").fetchone() == (CURRENT_VERSION + 1,)


def test_that_a_failed_migration_leaves_the_store_as_it_was(path: Path) -> None:
    statements = ("CREATE TABLE later (x TEXT) STRICT", "DROP TABLE nothing")
    later = (*MIGRATIONS, Migration(CURRENT_VERSION + 1, statements))
    with (
        closing(connection.connect(path, read_only=False)) as sqlite,
        pytest.raises(sqlite3.OperationalError),
    ):
        connection.migrate(sqlite, CURRENT_VERSION, later)

    with closing(Workspace.open(path, create=False)) as workspace:
        assert workspace.verify() == ()


def test_that_a_store_of_version_1_keeps_its_readings_corrections_and_verdicts(
    tmp_path: Path,
) -> None:
    # Two bundled samples; in the first report one cell was corrected, another changed and undone;
    # in the second a finding was judged.
    path = tmp_path / "old.gouji"
    shutil.copy(STORES / "1.0.gouji", path)

    with closing(Workspace.open(path)) as workspace:
        street, township = workspace.review(1), workspace.review(2)

        assert (street.agency, street.year) == ("云栖市溪梧区南浦街道办事处", 2020)
        assert [(str(c.address), c.new, c.gesture) for c in street.corrections] == [
            ("requests.granted.total", 12, "typed"),
            ("requests.new.natural_person", 99, "typed"),
            ("requests.new.natural_person", 16, "undo"),
        ]
        assert (street.can_undo, street.can_redo) == (True, True)
        assert [v.reason for v in township.verdicts] == ["原件如此"]
        assert "云栖市溪梧区南浦街道办事处2020年" in workspace.source(1).decode()
        assert [line.number for line in workspace.reports()] == [1, 2]
        assert workspace.verify() == ()
    assert [b.occasion for b in backup.backups_of(path)] == ["migrate"]


def test_that_an_old_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    path = tmp_path / "old.gouji"
    shutil.copy(STORES / "1.0.gouji", path)
    lock = connection.WriterLock.take(path)
    assert lock is not None

    with pytest.raises(StoreError) as error:
        Workspace.open(path)
    lock.release()

    assert error.value.code == "store.older"


def test_that_a_migration_killed_before_its_log_was_folded_in_is_not_made_twice(
    tmp_path: Path,
) -> None:
    old, left = tmp_path / "old.gouji", tmp_path / "left.gouji"
    shutil.copy(STORES / "1.0.gouji", old)
    with (
        closing(connection.connect(old, read_only=False)) as sqlite,
        closing(connection.connect(old, read_only=True)) as reader,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM log").fetchone()  # nothing is folded in meanwhile
        connection.migrate(sqlite, connection.version_of(sqlite), MIGRATIONS[:2])
        for suffix in ("", "-wal"):  # what a kill leaves behind
            shutil.copy(f"{old}{suffix}", f"{left}{suffix}")
    assert connection.gate(left) == 1 << 16

    with closing(Workspace.open(left)) as workspace:
        assert [c.new for c in workspace.review(1).corrections] == [12, 99, 16]
        assert workspace.verify() == ()
