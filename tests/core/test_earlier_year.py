"""Lists are answered while another thread writes, and show what was committed by then."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.library_query import Facet, LibraryQuery
from core.store import connection
from core.store.store import Store
from core.work.workspace import Workspace
from tests.helpers.readings import make_reading

ALL = LibraryQuery()


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    path = tmp_path / "审核.gouji"
    with closing(Workspace.open(path, author="赵宁")) as workspace:
        workspace.add_reading(b"1", make_reading(b"1", agency="甲县教育局"))
    with closing(Store.open(path)) as opened:
        yield opened


@contextmanager
def somebody_writing(store: Store) -> Generator[None]:
    """Another thread is in the middle of a transaction that marks every report as signed off."""
    is_within, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with store.writing():
            store.ask(lambda sqlite: sqlite.execute("UPDATE projection SET status = 'final'"))
            is_within.set()
            may_end.wait(30)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert is_within.wait(30)
        yield
    finally:
        may_end.set()
        thread.join()


def test_that_a_list_does_not_wait_for_a_writing_thread(store: Store) -> None:
    with somebody_writing(store):
        assert list(store.find(ALL)) == [1]
        assert [line.status for line in store.projections([1])] == ["unreviewed"]
        assert store.facet_counts(ALL, Facet.STATUS) == (("unreviewed", 1),)
        assert store.waiting() == {1}

    assert [line.status for line in store.projections([1])] == ["final"]


def test_that_a_list_within_a_transaction_shows_what_it_wrote(store: Store) -> None:
    with store.writing():
        store.ask(lambda sqlite: sqlite.execute("UPDATE projection SET status = 'final'"))

        assert store.facet_counts(ALL, Facet.STATUS) == (("final", 1),)


def test_that_a_list_waits_where_no_log_lets_it_read_meanwhile(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    monkeypatch.setattr(connection, "connect", lambda *_, **__: _without_log(store.path))
    asking = threading.Thread(target=lambda: found.extend(store.find(ALL)))
    with somebody_writing(store):
        asking.start()
        asking.join(0.2)
        assert not found
    asking.join(30)

    assert found == [1]


def test_that_the_file_is_let_go_of_with_the_store(tmp_path: Path) -> None:
    path = tmp_path / "a.gouji"
    with closing(Store.open(path)) as opened, somebody_writing(opened):
        opened.find(ALL)

    assert not path.with_name("a.gouji-wal").exists()


def _without_log(path: Path) -> object:
    """A connection to another file, which keeps no write-ahead log."""
    return sqlite3.connect(path.with_name("plain.db"), check_same_thread=False)
