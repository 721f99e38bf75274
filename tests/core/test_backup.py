from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli.main import main
from core.errors import StoreError
from core.store import backup, connection
from core.store.backup import Backup
from core.work.workspace import Workspace
from tests.helpers.readings import OTHER, TOTAL, make_reading

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with one report and one correction."""
    path = tmp_path / "reports.gouji"
    with closing(Workspace.open(path, author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.correct(1, [(TOTAL, Decimal(1))])
    return path


def total_in(path: Path) -> object:
    with closing(Workspace.open(path, create=False)) as workspace:
        assert workspace.verify() == ()
        return workspace.review(1).statement.value(TOTAL)


def copy_of(age: timedelta, number: int, size: int = 1) -> Backup:
    return Backup(Path(f"{number}"), number, NOON - age, "timer", size)


def test_that_a_copy_is_a_whole_store_that_only_its_owner_reads(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)

    assert copy is not None
    assert (
        copy.path == path.with_name("reports.gouji.backups") / "000001-20260301T120000Z-hand.gouji"
    )
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert copy.path.parent.stat().st_mode & 0o777 == 0o700
    assert total_in(copy.path) == 1


def test_that_a_copy_is_made_beside_an_open_writer_and_holds_its_last_gesture(path: Path) -> None:
    with closing(Workspace.open(path)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))])
        copy = backup.back_up(path, "timer", NOON)
        workspace.correct(1, [(TOTAL, Decimal(3))])

    assert copy is not None
    assert total_in(copy.path) == 2
    assert total_in(path) == 3


def test_that_nothing_is_copied_when_nothing_changed(path: Path) -> None:
    assert backup.back_up(path, "open", NOON) is not None
    assert backup.back_up(path, "timer", NOON) is None

    with closing(Workspace.open(path)) as workspace:
        workspace.judge(1, workspace.review(1).findings[0], "to_ask")
    changed = backup.back_up(path, "timer", NOON)

    assert changed is not None
    assert [b.number for b in backup.backups_of(path)] == [2, 1]


def test_that_a_restored_copy_takes_the_place_of_the_store_with_its_log(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)
    assert copy is not None
    wal = path.with_name("reports.gouji-wal")
    with closing(Workspace.open(path)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2)), (OTHER, Decimal(9))])
        # As a killed program leaves them. The log would be applied to a copy put beside it.
        left = {file: file.read_bytes() for file in (path, wal)}
    for file, content in left.items():
        file.write_bytes(content)

    aside = backup.restore(path, copy, NOON)

    assert total_in(path) == 1
    assert total_in(aside / "reports.gouji") == 2
    assert copy.path.exists()


def test_that_a_store_in_use_is_not_replaced(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)
    assert copy is not None
    with closing(Workspace.open(path)), pytest.raises(StoreError) as raised:
        backup.restore(path, copy, NOON)

    assert raised.value.code == "store.in_use"
    assert total_in(path) == 1


def test_that_a_damaged_copy_is_never_put_in_place(path: Path) -> None:
    whole = backup.back_up(path, "hand", NOON)
    with closing(Workspace.open(path)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))])
    damaged = backup.back_up(path, "hand", NOON)
    assert damaged is not None
    content = damaged.path.read_bytes()
    damaged.path.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])

    with pytest.raises(StoreError) as raised:
        backup.restore(path, damaged, NOON)

    assert raised.value.code == "store.damaged"
    assert total_in(path) == 2
    assert backup.newest_whole(path) == whole


def test_that_a_lost_store_comes_back_from_its_copy(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)
    assert copy is not None
    path.unlink()

    backup.restore(path, copy, NOON)

    assert total_in(path) == 1


def test_that_two_days_are_kept_whole_and_one_copy_of_each_older_day() -> None:
    recent = [copy_of(timedelta(hours=n), 100 - n) for n in range(48)]
    older = [copy_of(timedelta(days=d, hours=h), 50 - 2 * d - h) for d in (3, 4) for h in (0, 1)]

    gone = backup.thinned([*recent, *older], NOON)

    # Of each older day the earlier of its two copies goes.
    assert gone == (older[1], older[3])


def test_that_the_newest_two_stay_whatever_their_size_or_the_clock_says() -> None:
    copies = [copy_of(timedelta(days=400 - n), 9 - n, size=10) for n in range(4)]

    gone = backup.thinned(copies, NOON, bytes_kept=5)

    assert gone == tuple(copies[2:])


@given(st.lists(st.integers(-1000, 20_000), max_size=60))
def test_that_thinning_twice_takes_no_more_than_thinning_once(hours: list[int]) -> None:
    copies = [copy_of(timedelta(hours=h), len(hours) - n) for n, h in enumerate(sorted(hours))]
    first = backup.thinned(copies, NOON)

    kept = [c for c in copies if c not in first]

    assert set(copies[:2]) <= set(kept)
    assert backup.thinned(kept, NOON) == ()


def test_that_the_present_store_is_copied_before_another_takes_its_place(path: Path) -> None:
    old = backup.back_up(path, "hand", NOON)
    assert old is not None
    with closing(Workspace.open(path)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))])

    backup.restore(path, old, NOON)
    before, _ = backup.backups_of(path)

    assert before.occasion == "restore"
    assert total_in(path) == 1
    backup.restore(path, before, NOON)
    assert total_in(path) == 2


def test_that_a_reader_that_holds_the_log_back_hinders_the_restoring(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)
    assert copy is not None
    writer = Workspace.open(path)
    with closing(connection.connect(path, read_only=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM log").fetchone()
        writer.correct(1, [(TOTAL, Decimal(2))])
        writer.close()
        with pytest.raises(StoreError) as raised:
            backup.restore(path, copy, NOON)

    assert raised.value.code == "store.in_use"
    assert total_in(path) == 2


def test_that_a_damaged_store_gives_way_without_a_copy_of_it(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)
    assert copy is not None
    damage = b"no store any more" * 1000
    path.write_bytes(damage)

    aside = backup.restore(path, copy, NOON)

    assert total_in(path) == 1
    assert (aside / path.name).read_bytes() == damage
    assert backup.backups_of(path) == (copy,)


def test_that_a_copy_whose_log_was_changed_is_not_whole(path: Path) -> None:
    whole = backup.back_up(path, "hand", NOON)
    with closing(Workspace.open(path)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))], reason="页面为 2")
    changed = backup.back_up(path, "hand", NOON)
    assert changed is not None
    content = changed.path.read_bytes()
    changed.path.write_bytes(content.replace("页面为 2".encode(), "页面为 3".encode()))

    assert changed.path.read_bytes() != content
    assert backup.newest_whole(path) == whole


def test_that_a_copy_is_named_by_its_number(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)

    assert backup.numbered(path, 1) == copy
    with pytest.raises(StoreError) as raised:
        backup.numbered(path, 2)
    assert raised.value.code == "store.no_backup"


def test_that_a_window_that_looks_on_shows_what_was_restored(path: Path) -> None:
    copy = backup.back_up(path, "hand", NOON)
    assert copy is not None
    writer = Workspace.open(path)
    with closing(Workspace.open(path)) as onlooker:
        writer.correct(1, [(TOTAL, Decimal(2))])
        assert onlooker.follow()
        writer.close()

        backup.restore(path, copy, NOON)

        assert onlooker.follow()
        assert onlooker.review(1).statement.value(TOTAL) == 1


def test_that_copies_are_made_listed_and_put_back_by_command(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(path)]
    assert main(["backup", *store]) == 0
    with closing(Workspace.open(path)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))])
    capsys.readouterr()

    assert main(["backup", *store, "--list"]) == 0
    number, _, occasion, size = capsys.readouterr().out.rstrip("\n").split("\t")
    assert (number, occasion) == ("1", "手动")
    assert int(size) == (copy := backup.numbered(path, 1)).path.stat().st_size == copy.size
    assert main(["restore", *store, "--number", "1"]) == 0
    assert total_in(path) == 1
    assert main(["restore", *store, "--number", "9"]) == 2
    assert "没有这样的备份" in capsys.readouterr().err
    # The newest copy is the one that was made before the first restoring.
    assert main(["restore", *store]) == 0
    assert total_in(path) == 2
