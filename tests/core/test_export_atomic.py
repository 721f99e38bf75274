"""An export is there as a whole, or the old file is untouched."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

import pytest

from core.errors import ExportError
from core.export import Occasion, export
from core.export.atomic import explained, write_atomically
from tests.helpers.reviews import make_review

MADE_AT = "2024-03-01T08:00:00Z"


def accept(_path: Path) -> None:
    """Find nothing wrong with a file."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(b"old")
    return path


def test_that_a_failure_midway_leaves_the_old_file_and_nothing_else(old: Path) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(ExportError) as failure:
        write_atomically(old, fail, accept)

    assert failure.value.code == "export.disk_full"
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_that_a_bug_midway_leaves_the_old_file_and_nothing_else(old: Path) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_atomically(old, fail, accept)

    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_that_a_file_that_does_not_read_back_is_not_put_in_place(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.export.workbook._count_rows", lambda *_: 1)

    with pytest.raises(ExportError) as failure:
        export(old, [make_review()], Occasion(MADE_AT))

    assert failure.value.code == "export.check_failed"
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_that_a_damaged_archive_is_not_put_in_place(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pour_half(_skeleton: object, target: IO[bytes], *_rest: object) -> None:
        target.write(b"PK\x03\x04 and no more")

    monkeypatch.setattr("core.export.workbook.pour", pour_half)

    with pytest.raises(ExportError) as failure:
        export(old, [make_review()], Occasion(MADE_AT))

    assert failure.value.code == "export.check_failed"
    assert old.read_bytes() == b"old"


def test_that_the_mode_of_the_old_file_is_kept(old: Path) -> None:
    old.chmod(0o640)

    export(old, [make_review()], Occasion(MADE_AT))

    assert old.stat().st_mode & 0o777 == 0o640
    assert old.read_bytes()[:2] == b"PK"
    assert list(old.parent.iterdir()) == [old]


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as failure:
        export(tmp_path / "nowhere" / "x.csv", [make_review()], Occasion(MADE_AT))

    assert failure.value.code == "export.folder_missing"
    assert "nowhere" in failure.value.message


def test_that_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.mkdir()

    with pytest.raises(ExportError) as failure:
        export(target, [make_review()], Occasion(MADE_AT))

    assert failure.value.code == "export.is_folder"
    assert list(tmp_path.iterdir()) == [target]


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that the test may not write to, for root as well."""
    folder = Path(mkdtemp())
    folder.chmod(0o555)
    uid = os.geteuid()
    if uid == 0:
        # Modes do not bind root, so the test is someone else for a while.
        os.seteuid(65534)
    yield folder
    os.seteuid(uid)
    folder.chmod(0o755)
    folder.rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes on Windows")
def test_that_a_folder_without_permission_is_told(locked_folder: Path) -> None:
    with pytest.raises(ExportError) as failure:
        export(locked_folder / "x.csv", [make_review()], Occasion(MADE_AT))

    assert failure.value.code == "export.no_permission"


def test_that_a_file_open_in_an_office_program_is_not_overwritten(old: Path) -> None:
    (old.parent / f".~lock.{old.name}#").write_text("someone")

    with pytest.raises(ExportError) as failure:
        export(old, [make_review()], Occasion(MADE_AT))

    assert failure.value.code == "export.open_elsewhere"
    assert old.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_that_a_link_keeps_leading_to_the_file(old: Path) -> None:
    link = old.parent / "link.csv"
    link.symlink_to(old)

    export(link, [make_review()], Occasion(MADE_AT))

    assert link.is_symlink()
    assert old.read_bytes().startswith(b"\xef\xbb\xbfreport,")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "export.disk_full"),
        (errno.EDQUOT, "export.disk_full"),
        (errno.EROFS, "export.no_permission"),
        (errno.ENOENT, "export.folder_missing"),
        (errno.EIO, "export.failed"),
    ],
)
def test_that_an_error_of_the_system_is_explained(number: int, code: str, tmp_path: Path) -> None:
    known = explained(OSError(number, os.strerror(number)), tmp_path / "x.xlsx")

    assert known.code == code
    assert known.hint


def test_that_messages_follow_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("GOUJI_LANG", "zh")
    assert explained(error, tmp_path / "x.xlsx").message == "磁盘空间不足，无法写入“x.xlsx”。"
    monkeypatch.setenv("GOUJI_LANG", "en")
    assert explained(error, tmp_path / "x.xlsx").message == "The disk is full: “x.xlsx”."


def test_that_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as failure:
        export(tmp_path / "x.doc", [make_review()], Occasion(MADE_AT))

    assert failure.value.code == "export.suffix"
    assert list(tmp_path.iterdir()) == []
