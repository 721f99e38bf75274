"""The list of files of an import that is broken off."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.work.import_journal import ImportJournal


@pytest.fixture
def journal(tmp_path: Path) -> ImportJournal:
    return ImportJournal(tmp_path / "年报.gouji")


def test_that_what_is_not_done_is_left_in_the_order_of_the_import(
    journal: ImportJournal, tmp_path: Path
) -> None:
    paths = [
        tmp_path / "乙.pdf",
        tmp_path / "甲.pdf",
        tmp_path / "丙\n.pdf",
        tmp_path / "\udcff.pdf",
    ]
    assert journal.left() == ()
    journal.begin(paths)
    journal.note(paths[1])

    assert ImportJournal(tmp_path / "年报.gouji").left() == (paths[0], paths[2], paths[3])


def test_that_nothing_is_left_of_an_import_that_ended(
    journal: ImportJournal, tmp_path: Path
) -> None:
    journal.begin([tmp_path / "a.pdf"])
    journal.end()
    journal.end()

    assert journal.left() == ()
    assert list(tmp_path.iterdir()) == []


def test_that_a_line_cut_off_by_a_crash_leaves_its_file_to_do(
    journal: ImportJournal, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    journal.begin([first, second])
    journal.note(first)
    journal.note(second)
    path = tmp_path / "年报.gouji.import"
    path.write_bytes(path.read_bytes()[:-5])

    assert journal.left() == (second,)


@pytest.mark.parametrize("content", ["", "{}", "7", "[1, 2", "\xff"])
def test_that_a_spoilt_journal_offers_nothing(
    content: str, journal: ImportJournal, tmp_path: Path
) -> None:
    (tmp_path / "年报.gouji.import").write_text(content, encoding="utf-8")

    assert journal.left() == ()


def test_that_a_folder_that_takes_nothing_stops_no_import(tmp_path: Path) -> None:
    journal = ImportJournal(tmp_path / "gone" / "年报.gouji")

    journal.begin([tmp_path / "a.pdf"])
    journal.note(tmp_path / "a.pdf")

    assert journal.left() == ()
