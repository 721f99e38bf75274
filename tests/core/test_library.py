"""The library of a store: finding, counting, and how far reviews are."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.address import Address
from core.errors import StoreError
from core.library_query import Facet, LibraryQuery, Order
from core.progress import Silent
from core.reading import Reading, read_report
from core.standing import ReviewStatus
from core.store import backup
from core.values import Value
from core.work.workspace import Workspace
from tests.helpers.readings import CORRECTED, OTHER, TOTAL, UPHELD, make_reading

STORES = Path(__file__).resolve().parents[1] / "stores"
PROSE = "本年度重点推进\n行政处罚信息公开，受理2021年结转申请"


def with_text(reading: Reading, text: str) -> Reading:
    return replace(reading, document=replace(reading.document, text=text))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Three reports: 1 education 2023, 2 finance 2021 with more prose, 3 a town of 2023."""
    with closing(Workspace.open(tmp_path / "s.gouji", author="甲")) as workspace:
        workspace.add_reading(b"1", make_reading(b"1", agency="宁州市太安县教育局"))
        finance = make_reading(b"2", name="b.txt", agency="宁州市财政局", year="2021")
        workspace.add_reading(b"2", with_text(finance, PROSE))
        whole: dict[Address, Value] = {
            UPHELD: Decimal(3),
            CORRECTED: Decimal(4),
            OTHER: None,
            TOTAL: Decimal(70),
        }
        town = make_reading(b"3", agency="宁州市太安县北滩镇人民政府", figures=whole)
        workspace.add_reading(b"3", town)
        yield workspace


def found(workspace: Workspace, search: str = "", **facets: str) -> list[int]:
    query = LibraryQuery(search)
    for facet, value in facets.items():
        query = query.choosing(Facet(facet), [value])
    return list(workspace.library.find(query))


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("教育局", [1]),
        ("重点推进行政处罚", [2]),
        ("处罚信息 财政", [2]),
        ("处罚", []),
        ("处罚信息 教育", []),
        ("2021", [2]),
        ("b.txt", [2]),
        ('"', []),
        ("行政处罚重点", []),
    ],
)
def test_that_words_are_found_in_names_and_longer_ones_in_the_prose(
    workspace: Workspace, search: str, expected: list[int]
) -> None:
    assert found(workspace, search) == expected


def test_that_reports_with_the_words_in_their_names_come_first(workspace: Workspace) -> None:
    mentions = make_reading(b"4", agency="安阳市档案局", year="2020")
    workspace.add_reading(b"4", with_text(mentions, "会同宁州市财政局办理"))

    assert found(workspace, "财政局") == [2, 4]


def test_that_a_new_reading_is_found_by_its_own_prose_alone(workspace: Workspace) -> None:
    anew = make_reading(b"2, changed", name="b.txt", agency="宁州市财政局", year="2021")
    workspace.read_anew(2, b"2, changed", with_text(anew, "全年未收到申请"))

    assert found(workspace, "未收到申请") == [2]
    assert found(workspace, "处罚信息") == []
    assert workspace.verify() == ()


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("review.reconsideration.total>=70", [3]),
        ("review.reconsideration.total<70", [1, 2]),
        ("review.reconsideration.total=7 教育", [1]),
        ("review.reconsideration.other<1", []),
        ("review.nowhere.total>1", []),
    ],
)
def test_that_a_condition_on_a_cell_is_met_by_its_present_value(
    workspace: Workspace, search: str, expected: list[int]
) -> None:
    assert found(workspace, search) == expected


def test_that_conditions_follow_a_correction(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal("70.5"))])

    assert found(workspace, "review.reconsideration.total>70") == [1]


def test_that_a_facet_counts_what_the_other_filters_leave(workspace: Workspace) -> None:
    library = workspace.library
    of_2023 = LibraryQuery().choosing(Facet.YEAR, ["2023"])

    assert library.facet_counts(of_2023, Facet.YEAR) == (("2021", 1), ("2023", 2))
    assert library.facet_counts(of_2023, Facet.REGION) == (("宁州市太安县", 2),)
    assert library.facet_counts(of_2023, Facet.LEVEL) == (("county", 1), ("town", 1))
    assert library.facet_counts(LibraryQuery("处罚信息"), Facet.FORMAT) == (("txt", 1),)
    rules = dict(library.facet_counts(of_2023, Facet.RULE))
    assert rules["review.sum"] == 2


def test_that_several_values_of_one_facet_may_be_chosen(workspace: Workspace) -> None:
    query = LibraryQuery().choosing(Facet.YEAR, ["2021", "2023"]).choosing(Facet.LEVEL, ["town"])

    assert list(workspace.library.find(query)) == [3]


@pytest.mark.parametrize(
    ("order", "descending", "expected"),
    [
        (Order.AGENCY, False, [3, 1, 2]),
        (Order.YEAR, False, [2, 3, 1]),
        (Order.IMPORTED, True, [3, 2, 1]),
        (Order.STATUS, True, [3, 1, 2]),
        (Order.CORRECTED, True, [1, 3, 2]),
    ],
)
def test_that_the_library_is_sorted_as_asked(
    workspace: Workspace, order: Order, descending: bool, expected: list[int]
) -> None:
    workspace.set_status([3], ReviewStatus.FINAL)
    workspace.correct(1, [(TOTAL, Decimal(6))])

    assert list(workspace.library.find(LibraryQuery(order=order, descending=descending))) == (
        expected
    )


def test_that_what_needs_most_work_comes_first(workspace: Workspace) -> None:
    query = LibraryQuery(order=Order.WORK, descending=True)

    lines = workspace.library.lines(workspace.library.find(query))

    load = [(line.errors, line.warnings, line.cannot_tell, line.unsure) for line in lines]
    assert load == sorted(load, reverse=True)
    assert len(set(load)) > 1


# -- how far a review is ---------------------------------------------------------------------------------


def test_that_the_first_correction_begins_the_review(workspace: Workspace) -> None:
    assert workspace.library.standing(1).status is ReviewStatus.UNREVIEWED

    workspace.correct(1, [(TOTAL, Decimal(6))])
    finding = workspace.review(2).problems[0]
    workspace.judge(2, finding, "source_says_so")

    assert found(workspace, status="in_review") == [1, 2]


def test_that_a_status_set_by_hand_outlasts_corrections(workspace: Workspace) -> None:
    workspace.set_status([1], ReviewStatus.DOUBTFUL)
    workspace.correct(1, [(TOTAL, Decimal(6))])

    assert workspace.library.standing(1).status is ReviewStatus.DOUBTFUL


def test_that_a_report_that_is_signed_off_refuses_changes(workspace: Workspace) -> None:
    finding = workspace.review(1).problems[0]
    workspace.correct(1, [(OTHER, Decimal(1))])
    workspace.set_status([1], ReviewStatus.FINAL)

    attempts = (
        lambda: workspace.correct(1, [(TOTAL, Decimal(6))]),
        lambda: workspace.restore_reading(1, [OTHER]),
        lambda: workspace.undo(1),
        lambda: workspace.judge(1, finding, "to_ask"),
        lambda: workspace.judge(1, finding, None),
        lambda: workspace.read_anew(1, b"1", make_reading(b"1", agency="别的局")),
    )
    for attempt in attempts:
        with pytest.raises(StoreError) as error:
            attempt()
        assert error.value.code == "report.final"
    assert [c.address for c in workspace.review(1).corrections] == [OTHER]
    assert workspace.verify() == ()


def test_that_reopening_needs_a_reason_that_the_log_keeps(workspace: Workspace) -> None:
    workspace.set_status([1, 2], ReviewStatus.FINAL)

    with pytest.raises(StoreError) as error:
        workspace.set_status([2, 1], ReviewStatus.TO_RECHECK, "  ")
    assert error.value.code == "status.reason"
    assert found(workspace, status="final") == [1, 2]

    workspace.set_status([1], ReviewStatus.TO_RECHECK, "来电更正")
    assert workspace.library.standing(1).reason == "来电更正"
    workspace.correct(1, [(TOTAL, Decimal(6))])
    with closing(sqlite3.connect(workspace.path)) as sqlite:
        rows = sqlite.execute(
            "SELECT author, reason, content FROM log WHERE kind = 'status' AND report = 1"
        ).fetchall()
    assert rows == [
        ("甲", "", '{"status": "final"}'),
        ("甲", "来电更正", '{"status": "to_recheck"}'),
    ]


def test_that_only_cells_changed_since_the_sign_off_are_named(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(6)), (UPHELD, Decimal(9))])
    workspace.undo(1)
    workspace.correct(1, [(OTHER, Decimal(1))])
    assert workspace.library.standing(1).changed == (OTHER,)

    workspace.set_status([1], ReviewStatus.FINAL)
    assert workspace.library.standing(1).changed == ()
    workspace.set_status([1], ReviewStatus.TO_RECHECK, "复核")
    workspace.correct(1, [(OTHER, Decimal(2)), (CORRECTED, Decimal(5))])
    workspace.correct(1, [(OTHER, Decimal(1))])

    standing = workspace.library.standing(1)
    assert (standing.changed, standing.signed_by) == ((CORRECTED,), "甲")
    assert workspace.library.lines([1])[0].changed == 1


def test_that_reports_are_assigned_and_found_by_their_reviewer(workspace: Workspace) -> None:
    assert workspace.assign([1, 3], " 乙 ").reports == (1, 3)
    assert workspace.assign([1, 2], "乙").reports == (2,)
    workspace.assign([3], "")

    assert found(workspace, reviewer="乙") == [1, 2]
    assert workspace.library.facet_counts(LibraryQuery(), Facet.REVIEWER) == (("", 1), ("乙", 2))
    assert workspace.verify() == ()


def test_that_standing_survives_closing_and_computing_lines_anew(tmp_path: Path) -> None:
    path = tmp_path / "s.gouji"
    with closing(Workspace.open(path, author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.set_status([1], ReviewStatus.DOUBTFUL)
        workspace.assign([1], "乙")
    with closing(sqlite3.connect(path)) as sqlite:
        sqlite.execute("DELETE FROM projection")
        sqlite.commit()

    with closing(Workspace.open(path)) as workspace:
        (line,) = workspace.reports()
        assert (line.status, line.reviewer) == (ReviewStatus.DOUBTFUL, "乙")


def test_that_checking_repairs_an_index_that_lost_reports(workspace: Workspace) -> None:
    with closing(sqlite3.connect(workspace.path)) as sqlite:
        sqlite.execute("INSERT INTO prose_index (prose_index) VALUES ('delete-all')")
        sqlite.commit()
    assert found(workspace, "处罚信息") == []
    assert workspace.verify() == ("library: the index of the prose does not match the documents",)

    with ThreadPoolExecutor(1) as executor:
        list(workspace.recheck(executor, Silent()))

    assert found(workspace, "处罚信息") == [2]
    assert workspace.verify() == ()


def test_that_a_store_of_version_2_0_gets_standing_region_and_search(tmp_path: Path) -> None:
    # Two bundled samples; a finding of the first was judged.
    path = tmp_path / "old.gouji"
    shutil.copy(STORES / "2.0.gouji", path)

    with closing(Workspace.open(path)) as workspace:
        street, township = workspace.library.lines([1, 2])

        assert (street.status, township.status) == (
            ReviewStatus.IN_REVIEW,
            ReviewStatus.UNREVIEWED,
        )
        assert found(workspace, region="云栖市溪梧区") == [1]
        assert found(workspace, level="town") == [1, 2]
        assert found(workspace, "requests.new.natural_person>=0") == [1, 2]
        assert found(workspace, "主动公开政府信息") != []
        assert workspace.verify() == ()


def test_that_a_figure_is_found_whether_or_not_its_row_is_one_value_throughout(
    tmp_path: Path,
) -> None:
    sevens: dict[Address, Value] = dict.fromkeys((UPHELD, CORRECTED, OTHER, TOTAL), Decimal(7))
    blanks: dict[Address, Value] = dict.fromkeys((UPHELD, CORRECTED, OTHER, TOTAL), None)
    mixed: dict[Address, Value] = {**sevens, UPHELD: Decimal("12.50"), CORRECTED: "/", OTHER: None}
    with closing(Workspace.open(tmp_path / "s.gouji")) as workspace:
        for number, figures in enumerate((sevens, blanks, mixed)):
            data = str(number).encode()
            workspace.add_reading(data, make_reading(data, figures=figures))

        assert found(workspace, f"{UPHELD}>=7") == [1, 3]
        assert found(workspace, f"{CORRECTED}>=0") == [1]
        assert found(workspace, f"{OTHER}<=7") == [1]
        assert found(workspace, f"{TOTAL}=7 {UPHELD}=12.5") == [3]
        workspace.correct(2, [(TOTAL, Decimal(7))])
        assert found(workspace, f"{TOTAL}=7") == [1, 2, 3]
        workspace.correct(2, [(cell, Decimal(7)) for cell in (UPHELD, CORRECTED, OTHER)])
        assert found(workspace, f"{OTHER}=7") == [1, 2]
        assert workspace.verify() == ()


def test_that_a_store_of_version_2_1_keeps_its_readings_and_is_found_in(tmp_path: Path) -> None:
    path = tmp_path / "old.gouji"
    shutil.copy(STORES / "2.1.gouji", path)
    with closing(sqlite3.connect(path)) as sqlite:
        packed = sqlite.execute("SELECT packed, document FROM reading").fetchall()

    with closing(Workspace.open(path)) as workspace:
        assert found(workspace, "requests.new.natural_person>=16") == [1]
        assert found(workspace, "requests.granted.total=12 requests.new.total>0") == [1]
        assert found(workspace, "南浦街道") == [1]
        assert found(workspace, "主动公开政府信息") == [1, 2]
        assert [d.text for d in workspace.drafts()] == ["1"]
        assert [v.reason for v in workspace.review(1).verdicts] == ["原件如此"]
        known = workspace.source(1)
        assert workspace.add_reading(known, read_report(known, "again.txt")).duplicate
        assert workspace.verify() == ()
    with closing(sqlite3.connect(path)) as sqlite:
        assert sqlite.execute("SELECT packed, document FROM reading").fetchall() == packed
    assert [b.occasion for b in backup.backups_of(path)] == ["migrate"]
