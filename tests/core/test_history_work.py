"""Looking through the log of a store, exporting what was found, and taking one change back."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.address import Address
from core.corrections import Correction
from core.errors import ExportError
from core.export.log_list import write_history
from core.history_query import History, HistoryLine, HistoryQuery
from core.progress import Silent
from core.reading import read_report
from core.reversal import reversal
from core.work.workspace import Workspace
from tests.helpers.readings import TOTAL, make_reading

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
TOWNSHIP, STREET = "beitan_township_2019.txt", "nanpu_street_2020.txt"
NEW = Address.parse("requests.new.total")
FEES = Address.parse("art20_5.licensing.decisions")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two reports; three changes by two people, the last of them undone."""
    workspace = Workspace.open(tmp_path / "reports.gouji", author="张三")
    for name in (TOWNSHIP, STREET):
        data = (SAMPLES / name).read_bytes()
        workspace.add_reading(data, read_report(data, name))
    workspace.correct(1, [(NEW, Decimal(41))], reason="看错一位")
    workspace.correct(2, [(FEES, Decimal(7))], gesture="proposal")
    workspace.author = "李四"
    workspace.correct(1, [(NEW, Decimal(42))])
    workspace.undo(1)
    return workspace


def test_that_corrections_are_found_by_when_they_were_made(tmp_path: Path) -> None:
    moments = iter([f"2026-03-0{day}T08:00:00.000+00:00" for day in (1, 2, 3)])
    now = [""]
    with closing(Workspace.open(tmp_path / "a.gouji", author="张三", clock=lambda: now[0])) as desk:
        now[0] = next(moments)
        data = (SAMPLES / STREET).read_bytes()
        desk.add_reading(data, read_report(data, STREET))
        desk.correct(1, [(NEW, Decimal(1))])
        now[0] = next(moments)
        desk.correct(1, [(NEW, Decimal(2))])
        now[0] = next(moments)
        desk.correct(1, [(NEW, Decimal(3))])

        def since(moment: str) -> list[object]:
            lines = desk.library.history(HistoryQuery(since=moment))
            return [line.correction.new for line in lines]

        assert since("") == [3, 2, 1]
        assert since("2026-03-02T08:00:00.000+00:00") == [3, 2]
        assert since("2026-03-02T08:00:00.001+00:00") == [3]
        assert since("2026-03-04T00:00:00.000+00:00") == []


def found(workspace: Workspace, query: HistoryQuery) -> list[tuple[int, str, str]]:
    lines = workspace.library.history(query)
    return [(li.correction.report, li.correction.gesture, li.correction.author) for li in lines]


def test_that_the_log_of_all_reports_is_there_newest_first(workspace: Workspace) -> None:
    assert found(workspace, HistoryQuery()) == [
        (1, "undo", "李四"),
        (1, "typed", "李四"),
        (2, "proposal", "张三"),
        (1, "typed", "张三"),
    ]
    assert workspace.library.correctors() == ("张三", "李四")


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (HistoryQuery(author="张三"), [2, 1]),
        (HistoryQuery(table="art20_5"), [2]),
        (HistoryQuery(gesture="undo"), [4]),
        (HistoryQuery(report=2), [2]),
        (HistoryQuery("看错"), [1]),
        (HistoryQuery("行政许可"), [2]),
        (HistoryQuery("北滩乡 42"), [4, 3]),
        (HistoryQuery("新收 李四"), [4, 3]),
        (HistoryQuery("%"), []),
        (HistoryQuery("'; DROP TABLE log; --"), []),
        (HistoryQuery("看错", author="李四"), []),
    ],
    ids=[
        "person", "table", "kind", "report", "reason", "cell", "agency and value",
        "row and person", "a percent sign", "an attack", "two filters",
    ],
)  # fmt: skip
def test_that_every_filter_narrows_the_log(
    workspace: Workspace, query: HistoryQuery, rows: list[int]
) -> None:
    # In the order of the log: typed by 张三, the proposal, typed by 李四, the undo.
    whole = [line.correction.sequence for line in workspace.library.history(HistoryQuery())][::-1]
    lines = workspace.library.history(query)

    assert [whole.index(line.correction.sequence) + 1 for line in lines] == rows


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Workspace]:
    """A log of 600 changes of one cell: the figures from 1 on, one after the other."""
    with closing(Workspace.open(tmp_path / "long.gouji", author="张三")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        for figure in range(1, 601):
            workspace.correct(1, [(TOTAL, Decimal(1000 + figure))])
        yield workspace


def test_that_a_log_of_any_length_is_whole_by_place_and_from_end_to_end(long: Workspace) -> None:
    history = long.library.history(HistoryQuery())
    expected = [Decimal(1000 + figure) for figure in range(600, 0, -1)]

    assert len(history) == 600
    assert [line.correction.new for line in history] == expected
    assert [history[row].correction.new for row in (599, 0, 255, 256, -1)] == [
        expected[row] for row in (599, 0, 255, 256, -1)
    ]
    with pytest.raises(IndexError):
        history[600]


def test_that_only_what_is_looked_at_is_fetched(workspace: Workspace) -> None:
    (line,) = workspace.library.history(HistoryQuery("看错"))
    fetched: list[int] = []

    def fetch(entries: Sequence[int]) -> tuple[HistoryLine, ...]:
        fetched.extend(entries)
        return tuple(replace(line, name=str(entry)) for entry in entries)

    history = History(range(100_000, 0, -1), fetch)

    assert history[99_999].name == "1"
    assert history[99_998].name == "2"
    assert len(fetched) < 300


def test_that_a_long_log_is_written_whole_and_a_stopped_one_not_at_all(
    long: Workspace, tmp_path: Path
) -> None:
    class Impatient(Silent):
        cancelled = True

    history = long.library.history(HistoryQuery())

    assert write_history(tmp_path / "a.csv", history, Silent())
    assert not write_history(tmp_path / "b.csv", history, Impatient())
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        _, *rows = csv.reader(stream)
    assert [row[0] for row in rows] == [str(number) for number in range(1, 601)]
    assert [row[8] for row in rows] == [str(1000 + figure) for figure in range(600, 0, -1)]
    assert [path.name for path in tmp_path.glob("*.*sv*")] == ["a.csv"]


def test_that_more_lines_than_a_sheet_holds_are_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="1048576 行") as refused:
        write_history(tmp_path / "a.xlsx", History(range(1_048_576)), Silent())

    assert "CSV" in refused.value.hint
    assert list(tmp_path.iterdir()) == []


def test_that_taking_an_old_change_back_names_what_came_after_it(workspace: Workspace) -> None:
    workspace.correct(1, [(NEW, Decimal(50))])
    log = [c for c in workspace.review(1).corrections if c.address == NEW]
    first, second = log[0], log[1]

    one, other = reversal(log, first), reversal(log, second)

    assert (one.to_machine, one.value, len(one.later)) == (True, first.machine, 3)
    assert (other.to_machine, other.value, len(other.later)) == (False, Decimal(41), 2)
    assert one.is_needed
    assert other.is_needed


def test_that_a_change_that_was_undone_needs_no_reversal(workspace: Workspace) -> None:
    log = [c for c in workspace.review(1).corrections if c.address == NEW]

    assert not reversal(log, log[1]).is_needed


WORDS = st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.booleans()), min_size=1, max_size=8)


@given(WORDS, st.integers(0, 7))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_a_reversal_gives_the_value_before_the_change(
    words: list[tuple[int, bool]], at: int
) -> None:
    log: list[Correction] = []
    states: list[tuple[object, bool]] = [(Decimal(0), True)]
    for number, (value, to_machine) in enumerate(words):
        new = Decimal(0) if to_machine else Decimal(value)
        log.append(
            Correction(
                str(number),
                number,
                1,
                NEW,
                None,
                new,
                Decimal(0),
                "",
                "甲",
                "",
                "typed",
                to_machine=to_machine,
            )
        )
        states.append((new, to_machine))
    at %= len(log)

    plan = reversal(log, log[at])

    assert (plan.value, plan.to_machine) == states[at]
    assert plan.later == tuple(log[at + 1 :])
    assert plan.is_needed == (states[-1] != states[at])


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_that_the_filtered_list_is_exported_line_by_line(
    workspace: Workspace, tmp_path: Path, suffix: str
) -> None:
    lines = workspace.library.history(HistoryQuery(author="张三"))
    path = tmp_path / f"更正{suffix}"

    assert write_history(path, lines, Silent())

    rows = read_back(path)
    assert len(rows) == 3
    assert rows[0][1:4] == ["单位", "年度", "文件"]
    assert [row[8] for row in rows[1:]] == ["7", "41"]
    assert [row[10] for row in rows[1:]] == ["张三", "张三"]
    assert "本年新收政府信息公开申请数量" in rows[2][4]


def read_back(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    sheet = load_workbook(path).worksheets[0]
    return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]


def test_that_a_formula_in_a_reason_stays_a_text(workspace: Workspace, tmp_path: Path) -> None:
    (line,) = workspace.library.history(HistoryQuery("看错"))
    evil: HistoryLine = replace(line, correction=replace(line.correction, reason="=1+1"))

    for name in ("a.csv", "a.xlsx"):
        write_history(tmp_path / name, History([1], lambda _: (evil,)), Silent())

    assert read_back(tmp_path / "a.csv")[1][9] == "'=1+1"
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["J2"].data_type == "s"


def test_that_another_kind_of_file_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_history(tmp_path / "a.pdf", workspace.library.history(HistoryQuery()), Silent())
    assert not (tmp_path / "a.pdf").exists()
