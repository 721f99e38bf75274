from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import StoreError
from core.store import backup, connection, failures
from core.store.codec import storable
from core.store.readings import packed
from core.store.schema import APPLICATION_ID, CURRENT_VERSION
from core.store.store import Store
from core.work.workspace import Workspace
from tests.helpers.readings import OTHER, TOTAL, make_reading

STORES = Path(__file__).resolve().parents[1] / "stores"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with one report and one correction."""
    path = tmp_path / "reports.gouji"
    with closing(Workspace.open(path, author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.correct(1, [(TOTAL, None), (OTHER, "/")])
    return path


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as sqlite:
        for statement in statements:
            sqlite.execute(statement)
        sqlite.commit()


def problems(path: Path) -> tuple[str, ...]:
    with closing(Workspace.open(path, create=False)) as workspace:
        return workspace.verify()


def test_that_a_new_store_is_private_and_carries_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "100% ?#.gouji"
    Store.open(path).close()

    with closing(sqlite3.connect(path)) as sqlite:
        assert sqlite.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert sqlite.execute("PRAGMA user_version").fetchone() == (CURRENT_VERSION,)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name, f"{path.name}.lock"]


def test_that_a_new_store_is_whole_before_anything_is_written_into_it(tmp_path: Path) -> None:
    path = tmp_path / "s.gouji"
    Store.open(path).close()

    backup.check(path)
    assert problems(path) == ()


def test_that_the_connection_is_set_to_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.gouji"
    Store.open(path).close()

    with closing(connection.connect(path, read_only=False)) as sqlite:
        settings = {
            name: sqlite.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "cell_size_check",
                "recursive_triggers",
                "busy_timeout",
            )
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "recursive_triggers": 1,
        "busy_timeout": 250,
    }


def test_that_a_missing_store_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        Store.open(tmp_path / "none.gouji", create=False)

    assert error.value.code == "store.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"plain text, no store at all" * 50, b"SQLite format 3\0" + b"\xff" * 200]
)
def test_that_a_file_that_is_no_store_is_refused_and_left_as_it_was(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)

    with pytest.raises(StoreError) as error:
        Store.open(path)

    assert error.value.code == "store.foreign"
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_foreign_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    tamper(path, "CREATE TABLE log (x)")
    content = path.read_bytes()

    with pytest.raises(StoreError) as error:
        Store.open(path)

    assert error.value.code == "store.foreign"
    assert path.read_bytes() == content


def test_that_a_newer_store_is_refused_and_left_as_it_was(path: Path) -> None:
    tamper(path, f"PRAGMA user_version = {CURRENT_VERSION + 1}", "PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()

    with pytest.raises(StoreError) as error:
        Store.open(path)

    assert error.value.code == "store.newer"
    assert path.read_bytes() == content


def test_that_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        Store.open(tmp_path)

    assert error.value.code == "store.foreign"


def test_that_a_store_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(StoreError) as error:
        Store.open(tmp_path / "file" / "s.gouji")

    assert error.value.code == "store.file"


@pytest.mark.parametrize("table", ["log", "report", "reading", "source"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {t} SET rowid = rowid",
        "DELETE FROM {t}",
        "INSERT OR REPLACE INTO {t} SELECT * FROM {t}",
    ],
    ids=["update", "delete", "replace"],
)
def test_that_rows_are_only_ever_added(path: Path, table: str, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        tamper(path, statement.format(t=table))

    assert problems(path) == ()


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (("DROP TRIGGER log_no_update", "UPDATE log SET reason = 'x'"), "log: row 1 was changed"),
        (
            (
                "DROP TRIGGER log_no_delete",
                "DELETE FROM overlay",
                "DELETE FROM log WHERE sequence=3",
            ),
            "log: ends at row 2, but row 3 was written",
        ),
        (
            (
                "DROP TRIGGER log_no_delete",
                "DELETE FROM overlay",
                "DELETE FROM log WHERE sequence=1",
            ),
            "log: row 1 is missing",
        ),
        (
            ("UPDATE overlay SET value = '8'",),
            "report 1: the corrected cells are not those of the log",
        ),
        (
            ("UPDATE projection SET errors = errors + 1",),
            "report 1: its line in the library is out of date",
        ),
        (
            ("DROP TRIGGER source_no_update", "UPDATE source SET size = 1"),
            "its size is not 1",
        ),
        (
            ("DROP TRIGGER reading_no_update", "UPDATE reading SET packed = document"),
            "report 1: reading: content does not match its sha256",
        ),
        (
            ("DROP TRIGGER reading_no_update", "UPDATE reading SET document = x'00'"),
            "report 1: document: ",
        ),
        (("DROP TRIGGER log_no_replace",), "file: its tables or triggers are not those"),
        (
            ("DROP TRIGGER report_no_update", "UPDATE report SET imported_by = '乙'"),
            "report 1: its entry in the log does not match",
        ),
        (
            ("DROP TRIGGER reading_no_delete", "DELETE FROM reading"),
            "report 1: a reading of it is missing",
        ),
    ],
    ids=[
        "changed log",
        "cut log",
        "gap in the log",
        "overlay",
        "projection",
        "source",
        "reading",
        "document",
        "trigger",
        "import",
        "lost reading",
    ],
)
def test_that_damage_is_named(path: Path, statements: tuple[str, ...], told: str) -> None:
    assert problems(path) == ()
    tamper(path, *statements)

    assert any(told in problem for problem in problems(path))


def test_that_a_damaged_reading_is_never_shown(path: Path) -> None:
    tamper(path, "DROP TRIGGER reading_no_update", "UPDATE reading SET packed = x'00'")

    with closing(Workspace.open(path)) as workspace, pytest.raises(StoreError) as error:
        workspace.review(1)

    assert error.value.code == "store.damaged"


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_that_nothing_is_written_into_a_store_that_is_gone(path: Path, how: str) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    with closing(Workspace.open(path)) as workspace:
        if how == "deleted":
            path.unlink()
        else:
            copy.replace(path)

        with pytest.raises(StoreError) as error:
            workspace.correct(1, [(TOTAL, "无")])

    assert error.value.code == "store.replaced"
    # What was acknowledged before is neither in the file's place nor lost.
    (rescued,) = backup.backups_of(path)
    assert rescued.path.name in error.value.hint
    with closing(Workspace.open(rescued.path)) as workspace:
        assert workspace.review(1).statement.value(OTHER) == "/"
        assert workspace.verify() == ()


def test_that_work_is_saved_when_its_file_goes_and_nobody_writes_again(path: Path) -> None:
    with closing(Workspace.open(path)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(5))])
        path.unlink()

    (rescued,) = backup.backups_of(path)
    with closing(Workspace.open(rescued.path)) as workspace:
        assert workspace.review(1).statement.value(TOTAL) == 5


def test_that_a_second_window_reads_and_cannot_write(path: Path) -> None:
    with closing(Workspace.open(path)) as first, closing(Workspace.open(path)) as second:
        first.correct(1, [(TOTAL, "无")])

        assert (first.read_only, second.read_only) == (False, True)
        assert second.review(1).statement.value(TOTAL) == "无"
        assert not second.review(1).can_undo
        with pytest.raises(StoreError) as error:
            second.undo(1)
    assert error.value.code == "store.read_only"


def test_that_the_right_to_write_passes_on_when_a_window_closes(path: Path) -> None:
    Workspace.open(path).close()

    with closing(Workspace.open(path)) as workspace:
        assert not workspace.read_only


def test_that_another_writer_is_told_and_nothing_is_kept(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(Workspace.open(path)) as workspace, pytest.raises(StoreError) as error:
            workspace.correct(1, [(TOTAL, "无")])

    assert error.value.code == "store.busy"
    with closing(Workspace.open(path)) as workspace:
        assert workspace.review(1).statement.value(TOTAL) is None


def test_that_a_closed_store_is_complete_in_its_one_file(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy.gouji"
    copy.parent.mkdir()
    shutil.copy(path, copy)

    assert problems(copy) == ()
    assert not path.with_name(f"{path.name}-wal").exists()


def test_that_a_failed_transaction_leaves_nothing_behind(path: Path) -> None:
    reading = make_reading(b"x")

    def add_and_fail(store: Store) -> None:
        with store.writing():
            store.add(packed(b"x", reading), author="", at="")
            raise KeyError

    with closing(Store.open(path)) as store:
        with pytest.raises(KeyError):
            add_and_fail(store)

        assert store.numbers() == (1,)


def test_that_acknowledged_corrections_survive_a_killed_process(path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from decimal import Decimal
        from pathlib import Path
        from core.work.workspace import Workspace
        from tests.helpers.readings import TOTAL
        workspace = Workspace.open(Path(sys.argv[1]))
        for number in range(10_000):
            workspace.correct(1, [(TOTAL, Decimal(number))])
            print(number, flush=True)
        """
    )
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _ in range(25)]
        child.kill()
        acknowledged += [int(line) for line in child.stdout.read().split()]

    with closing(Workspace.open(path)) as workspace:
        # All but the two corrections of the fixture.
        written = [c.new for c in workspace.review(1).corrections[2:]]
        assert written[: len(acknowledged)] == acknowledged
        assert len(written) <= len(acknowledged) + 1
        assert workspace.verify() == ()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_FULL, "store.full"),
        (sqlite3.SQLITE_IOERR_WRITE, "store.io"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "store.read_only"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store.busy"),
        (sqlite3.SQLITE_CORRUPT, "store.damaged"),
        (sqlite3.SQLITE_NOTADB, "store.foreign"),
        (sqlite3.SQLITE_CANTOPEN, "store.cannot_open"),
        (sqlite3.SQLITE_MISUSE, "store.failed"),
    ],
)
def test_that_each_failure_of_sqlite_has_its_message(
    tmp_path: Path, number: int, code: str
) -> None:
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = number

    told = failures.explain(error, tmp_path)
    assert told.code == code
    assert str(tmp_path) in told.message
    assert told.hint


def test_that_what_sqlite_would_cut_is_replaced() -> None:
    assert storable("a\0b\udc80c无") == "a\ufffdb\ufffdc无"


def test_that_a_second_window_sees_changes_and_takes_over_when_the_first_leaves(path: Path) -> None:
    with closing(Workspace.open(path, author="乙")) as second_in_line:
        assert not second_in_line.read_only  # alone, it writes
    first = Workspace.open(path, author="甲")
    with closing(Workspace.open(path, author="乙")) as second:
        assert second.read_only
        assert not second.follow()

        first.correct(1, [(TOTAL, Decimal(5))])
        assert second.follow()
        assert not second.follow()
        assert second.review(1).statement.value(TOTAL) == 5
        with pytest.raises(StoreError):
            second.correct(1, [(TOTAL, Decimal(6))])

        first.close()
        assert second.follow()
        assert not second.read_only
        second.correct(1, [(TOTAL, Decimal(6))])
        assert second.review(1).corrections[-1].author == "乙"
    assert problems(path) == ()
