from __future__ import annotations

import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BufferedReader
from pathlib import Path

import pytest

from core import source_files
from core.batch import find_sources, read_files
from core.errors import UnreadableSource
from core.progress import Silent
from core.source_files import MAX_BYTES, bytes_of, name_of

REPORT = Path(__file__).resolve().parents[2] / "resources" / "samples" / "beitan_township_2019.txt"


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def huge(path: Path) -> None:
    with path.open("wb") as target:
        target.truncate(10 * MAX_BYTES)


def vanishing(path: Path) -> None:
    """Nothing is there."""


MAKERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "不是普通文件"),
    "socket": (listen, "不是普通文件"),
    "folder": (Path.mkdir, "这是一个文件夹"),
    "loop": (lambda path: path.symlink_to(path), "无法打开文件"),
    "dangling": (lambda path: path.symlink_to("/nowhere"), "文件不存在"),
    "endless": (lambda path: path.symlink_to("/dev/zero"), "不是普通文件"),
    "absent": (vanishing, "文件不存在"),
    "huge": (huge, "超过 100 MB 的上限"),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_that_what_is_no_file_is_refused_at_once_and_by_name(tmp_path: Path, kind: str) -> None:
    make, told = MAKERS[kind]
    make(path := tmp_path / "年报.pdf")

    with pytest.raises(UnreadableSource) as raised:
        bytes_of(path)
    assert told in raised.value.message
    assert "年报.pdf" in raised.value.message


@pytest.mark.parametrize("name", ["a\0b.pdf", "a\ud800.pdf"], ids=["NUL", "half a character"])
def test_that_a_name_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableSource, match=r"“a\ufffdb?\.pdf”不是有效的文件名"):
        bytes_of(tmp_path / name)


def test_that_a_file_that_grows_while_it_is_read_is_measured_by_what_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path := tmp_path / "log.txt").write_bytes(b"x" * 1_000)
    monkeypatch.setattr(source_files, "MAX_BYTES", 4_000)
    handed_out: list[BufferedReader] = []

    def grow(source: BufferedReader) -> int:
        handed_out.append(source)
        with path.open("ab") as end:
            end.write(b"x" * 100_000)
        return 1_000

    monkeypatch.setattr(source_files, "_size", grow)

    with pytest.raises(UnreadableSource, match="log\\.txt") as raised:
        bytes_of(path)
    assert raised.value.code == "file.too_large"
    assert len(handed_out) == 1


def test_that_a_folder_that_cannot_be_looked_into_is_told_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "年报.txt").write_bytes(REPORT.read_bytes())
    # Deeper than any path can name.
    folder, name = os.open(tmp_path, os.O_RDONLY), "层" * 80
    for _ in range(20):
        os.mkdir(name, dir_fd=folder)
        below = os.open(name, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    with ThreadPoolExecutor(1) as executor:
        read, told = read_files(find_sources([tmp_path]), executor, Silent())

    assert read.reading is not None
    assert told.error is not None
    assert "文件名过长" in told.error.message


def test_that_a_link_to_a_report_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(REPORT)

    assert bytes_of(tmp_path / "link.txt") == REPORT.read_bytes()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("年报 2023.pdf", "年报 2023.pdf"),
        ("a\nb.pdf", "a\ufffdb.pdf"),
        ("a\u202efdp.exe", "a\ufffdfdp.exe"),
        ("a\x1b[31m.pdf", "a\ufffd[31m.pdf"),
        (os.fsdecode(b"\xff\xfe.pdf"), "\ufffd\ufffd.pdf"),
        ("年" * 80 + ".pdf", "年" * 80 + ".pdf"),
        ("x" * 200 + ".pdf", "x" * 60 + "…" + "x" * 56 + ".pdf"),
    ],
)
def test_that_a_name_is_shown_as_what_it_is(name: str, shown: str) -> None:
    assert name_of(Path(name)) == shown


def test_that_odd_names_reach_the_reader_cleaned(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("年报\u202e\n".encode() + b"\xff.txt")
    path.write_bytes(REPORT.read_bytes())
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = read_files([path], executor, Silent())

    assert outcome.reading is not None
    assert outcome.reading.document.name == "年报\ufffd\ufffd\ufffd.txt"
