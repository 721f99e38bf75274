"""What the store's promises rest on, and what else would break them silently."""

from __future__ import annotations

import ast
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.store import connection, filesystem
from core.work.workspace import Workspace
from tests.faults.kills import NAME, STORES, fill

ROOT = Path(__file__).resolve().parents[2]

MOUNTS = """\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:50 / /srv rw - nfs4 server:/srv rw
41 40 0:51 / /srv/local\\040disk rw - xfs /dev/vdb rw
42 27 0:52 / /home/li/share rw - fuse.sshfs li@server: rw
43 27 0:53 / /mnt/z rw - cifs //server/z rw
44 27 0:54 / /mnt/v rw - 9p host rw
"""


def sources(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("path", "kind", "shared"),
    [
        ("/home/li/reports.gouji", "ext4", False),
        ("/srv/reports.gouji", "nfs4", True),
        ("/srv/local disk/reports.gouji", "xfs", False),
        ("/home/li/share/reports.gouji", "fuse.sshfs", True),
        ("/home/li/shared/reports.gouji", "ext4", False),
        ("/mnt/z/reports.gouji", "cifs", True),
        ("/mnt/v/reports.gouji", "9p", True),
    ],
)
def test_that_the_file_system_of_a_store_is_known(path: str, kind: str, shared: bool) -> None:
    assert filesystem.kind_among(MOUNTS, Path(path)) == kind
    assert filesystem.is_shared(kind) is shared


@pytest.mark.parametrize(("kind", "journal"), [("ext4", "wal"), ("cifs", "truncate")])
def test_that_a_store_on_a_share_has_no_shared_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, journal: str
) -> None:
    fill(tmp_path)

    def told(_path: Path) -> str:
        return kind

    monkeypatch.setattr(filesystem, "kind_of", told)
    with closing(connection.connect(tmp_path / NAME, read_only=False)) as sqlite:
        assert sqlite.execute("PRAGMA journal_mode").fetchone() == (journal,)
        assert sqlite.execute("PRAGMA synchronous").fetchone() == (2,)


def test_that_a_store_that_was_brought_up_to_date_is_still_append_only(tmp_path: Path) -> None:
    # A migration that copies tables can lose triggers and WITHOUT ROWID without an error.
    shutil.copy(STORES / "1.0.gouji", tmp_path / NAME)
    Workspace.open(tmp_path / NAME).close()
    fill(fresh := tmp_path / "fresh")

    def shape(store: Path) -> list[tuple[str, str, str]]:
        with closing(sqlite3.connect(store)) as sqlite:
            sql = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
            return sqlite.execute(sql).fetchall()

    assert shape(tmp_path / NAME) == shape(fresh / NAME)
    triggers = {name for kind, name, _ in shape(tmp_path / NAME) if kind == "trigger"}
    tables = ("source", "report", "reading", "log")
    assert triggers >= {
        f"{t}_no_{what}" for t in tables for what in ("update", "delete", "replace")
    }


def test_that_the_store_is_opened_through_sqlite_alone() -> None:
    # Closing a file that SQLite has open drops its locks, and another process deletes the log.
    opening = {"open", "read_bytes", "write_bytes", "read_text", "copy", "copyfile"}
    found = [
        f"{path.name}:{node.lineno}"
        for path, tree in sources("core/store")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in opening
        # The copy that was just written, the lock's own file, the list of mounts, and the words
        # for packing that come with the program.
        and ast.unparse(node.func.value) not in ("scratch", "os", "_MOUNTS", "words")
    ]

    assert found == []


def test_that_no_second_sqlite_is_loaded() -> None:
    named = {
        alias.name.split(".")[0]
        for folder in ("core", "gui")
        for path, tree in sources(folder)
        if path.name != "trial.py"  # tries in vain to open one
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        node.module or ""
        for folder in ("core", "gui")
        for _path, tree in sources(folder)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }

    assert "sqlite3" in named
    assert not named & {"pysqlite3", "apsw", "PySide6.QtSql", "PySide6.QtNetwork", "socket"}


def test_that_pictures_of_foreign_kinds_are_never_opened_by_guess() -> None:
    # Without a list of kinds, Pillow hands PostScript to an interpreter.
    guesses = [
        f"{path.name}:{node.lineno}"
        for folder in ("core", "gui")
        for path, tree in sources(folder)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Image.open"
        and not any(keyword.arg == "formats" for keyword in node.keywords)
    ]

    assert guesses == []
