"""Archives of several reports, as cities send them: each file in them is imported for itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.batch import FileOutcome, read_files
from core.cli.main import main
from core.progress import Silent
from core.readers import unpacking
from core.work.workspace import Workspace
from tests.helpers.archives import encrypted, in_gbk, zipped

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
STREET = (SAMPLES / "nanpu_street_2020.txt").read_bytes()
TOWNSHIP = (SAMPLES / "beitan_township_2019.txt").read_bytes()


def outcomes_of(path: Path, *others: Path) -> list[FileOutcome]:
    with ThreadPoolExecutor(2) as executor:
        return list(read_files([path, *others], executor, Silent(), opens_archives=True))


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return tmp_path / "2023年报.zip"


def test_that_each_report_of_an_archive_is_read_and_named_with_its_folder(sent: Path) -> None:
    sent.write_bytes(
        zipped(
            ("街道/南浦.txt", STREET),
            ("乡镇/北滩/年报.txt", TOWNSHIP),
            ("乡镇/logo.png", b"\x89PNG"),
            ("__MACOSX/._南浦.txt", b"x"),
        )
    )

    first, second = outcomes_of(sent)

    assert [first.name, second.name] == [
        "2023年报.zip › 街道/南浦.txt",
        "2023年报.zip › 乡镇/北滩/年报.txt",
    ]
    assert first.reading is not None
    assert first.reading.extraction.name == first.name
    assert first.data == STREET
    assert {first.path, second.path} == {sent}


def test_that_names_in_gbk_are_read_right(sent: Path) -> None:
    archive = zipped(("nianbaoA.txt", STREET), ("b.txt", TOWNSHIP))
    sent.write_bytes(in_gbk(archive, "年报一二.txt", "nianbaoA.txt"))

    assert outcomes_of(sent)[0].name == "2023年报.zip › 年报一二.txt"


def test_that_a_bad_file_in_an_archive_does_not_stop_the_rest(sent: Path, tmp_path: Path) -> None:
    sent.write_bytes(zipped(("空.pdf", b""), ("好.txt", STREET)))
    beside = tmp_path / "b.txt"
    beside.write_bytes(TOWNSHIP)

    found = {outcome.name: outcome for outcome in outcomes_of(sent, beside)}

    assert set(found) == {"2023年报.zip › 空.pdf", "2023年报.zip › 好.txt", "b.txt"}
    error = found["2023年报.zip › 空.pdf"].error
    assert error is not None
    assert "2023年报.zip › 空.pdf" in error.message
    assert found["2023年报.zip › 好.txt"].reading is not None
    assert found["b.txt"].reading is not None


@pytest.mark.parametrize(
    "members",
    [
        (("../../etc/a.txt", STREET), ("b.txt", TOWNSHIP)),
        (("/etc/a.txt", STREET), ("b.txt", TOWNSHIP)),
        (("x\\..\\..\\a.txt", STREET), ("b.txt", TOWNSHIP)),
        (("a.txt", b" " * 30_000_000), ("b.txt", TOWNSHIP)),
    ],
    ids=["leads up", "leads to the root", "leads up as on Windows", "inflates without measure"],
)
def test_that_an_unsafe_archive_is_refused_as_a_whole(
    sent: Path, members: tuple[tuple[str, bytes], ...]
) -> None:
    sent.write_bytes(zipped(*members))

    (outcome,) = outcomes_of(sent)

    assert outcome.error is not None
    assert outcome.error.code == "archive.unsafe"


def test_that_an_archive_with_more_files_than_the_limit_is_refused(sent: Path) -> None:
    sent.write_bytes(zipped(*((f"{number}.txt", b"x") for number in range(2001))))

    (outcome,) = outcomes_of(sent)

    assert outcome.error is not None
    assert outcome.error.code == "archive.unsafe"


def test_that_an_archive_with_a_password_says_so(sent: Path) -> None:
    sent.write_bytes(encrypted(zipped(("a.txt", STREET), ("b.txt", TOWNSHIP))))

    (outcome,) = outcomes_of(sent)

    assert outcome.error is not None
    assert outcome.error.code == "archive.encrypted"


def test_that_an_archive_of_archives_of_several_is_not_followed_further(sent: Path) -> None:
    inner = zipped(("a.txt", STREET), ("b.txt", TOWNSHIP))
    sent.write_bytes(zipped(("里.zip", inner), ("c.txt", STREET)))

    found = {outcome.name: outcome for outcome in outcomes_of(sent)}

    error = found["2023年报.zip › 里.zip"].error
    assert error is not None
    assert error.code == "archive.several"
    assert found["2023年报.zip › c.txt"].reading is not None


def test_that_large_archives_come_in_portions_and_lose_nothing(
    sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Three files are a portion, so there are several.
    monkeypatch.setattr(unpacking, "_AT_ONCE", 25_000)
    sent.write_bytes(zipped(*((f"{n}.txt", b"x" * 9_000 + str(n).encode()) for n in range(7))))

    names = [outcome.name for outcome in outcomes_of(sent)]

    assert names == [f"2023年报.zip › {number}.txt" for number in range(7)]


def test_that_the_command_imports_what_is_in_an_archive(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent.write_bytes(zipped(("街道.txt", STREET), ("乡镇.txt", TOWNSHIP), ("空.pdf", b"")))
    store = tmp_path / "s.gouji"

    status = main(["import", str(tmp_path), "--store", str(store)])

    told = capsys.readouterr()
    assert status == 1
    assert "2" in told.out
    assert "空.pdf" in told.err
    workspace = Workspace.open(store, author="甲")
    names = [line.name for line in workspace.reports()]
    workspace.close()
    assert sorted(names) == ["2023年报.zip › 乡镇.txt", "2023年报.zip › 街道.txt"]
