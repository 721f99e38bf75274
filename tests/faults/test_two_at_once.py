"""Two processes on one store: one writes, the other sees it within a second and takes over."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from core.errors import StoreError
from core.review import Review
from core.work.workspace import Workspace
from tests.faults.kills import NAME, fill
from tests.helpers.readings import TOTAL

ROOT = Path(__file__).resolve().parents[2]
WRITER = textwrap.dedent(
    """
    import sys
    from decimal import Decimal
    from pathlib import Path
    from core.work.workspace import Workspace
    from tests.helpers.readings import TOTAL
    workspace = Workspace.open(Path(sys.argv[1]), author="甲")
    print("open", flush=True)
    for line in sys.stdin:
        workspace.correct(1, [(TOTAL, Decimal(line))])
        print("edited", flush=True)
    workspace.close()
    """
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    fill(tmp_path)
    return tmp_path / NAME


@pytest.fixture
def writer(store: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WRITER, str(store)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def edit(writer: subprocess.Popen[str], value: int) -> None:
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(f"{value}\n")
    writer.stdin.flush()
    assert writer.stdout.readline() == "edited\n"


def within_a_second(holds: Callable[[], bool]) -> bool:
    end = monotonic() + 1
    while monotonic() < end:
        if holds():
            return True
        sleep(0.05)
    return False


def test_that_another_process_sees_a_change_and_takes_over_when_the_writer_is_killed(
    store: Path, writer: subprocess.Popen[str]
) -> None:
    with closing(Workspace.open(store, author="乙")) as onlooker:
        assert onlooker.read_only
        with pytest.raises(StoreError) as error:
            onlooker.correct(1, [(TOTAL, Decimal(8))])
        assert error.value.code == "store.read_only"

        edit(writer, 5)
        assert within_a_second(onlooker.follow)
        assert onlooker.review(1).statement.value(TOTAL) == 5

        writer.kill()
        writer.wait()
        assert within_a_second(onlooker.follow)
        assert not onlooker.read_only
        onlooker.correct(1, [(TOTAL, Decimal(6))])
        assert [c.author for c in onlooker.review(1).corrections[-2:]] == ["甲", "乙"]
        assert onlooker.verify() == ()


def test_that_the_one_who_takes_over_covers_nothing_that_it_has_not_seen(
    store: Path, writer: subprocess.Popen[str]
) -> None:
    with closing(Workspace.open(store, author="乙")) as onlooker:
        seen = {TOTAL: onlooker.review(1).statement.value(TOTAL)}
        edit(writer, 5)
        writer.kill()
        writer.wait()
        assert within_a_second(lambda: onlooker.follow() and not onlooker.read_only)

        with pytest.raises(StoreError) as error:
            onlooker.correct(1, [(TOTAL, Decimal(9))], seen=seen)

        assert error.value.code == "edit.conflict"
        assert "由甲改为 5" in error.value.message
        assert "乙要改为 9" in error.value.message
        assert onlooker.review(1).statement.value(TOTAL) == 5


@pytest.mark.parametrize(
    "cover",
    [
        lambda workspace, seen: workspace.undo(1, seen),
        lambda workspace, seen: workspace.redo(1, seen),
        lambda workspace, seen: workspace.restore_reading(1, [TOTAL], seen),
    ],
    ids=["undo", "redo", "back to the reading"],
)
def test_that_nobody_takes_back_or_repeats_what_they_have_not_seen(
    store: Path,
    writer: subprocess.Popen[str],
    cover: Callable[[Workspace, Review], object],
) -> None:
    with closing(Workspace.open(store, author="乙")) as onlooker:
        seen = onlooker.review(1)
        edit(writer, 5)
        writer.kill()
        writer.wait()
        assert within_a_second(lambda: onlooker.follow() and not onlooker.read_only)

        with pytest.raises(StoreError) as error:
            cover(onlooker, seen)

        assert error.value.code == "edit.conflict"
        assert "甲在此期间又改了 review.reconsideration.total（5）" in error.value.message
        assert onlooker.review(1).statement.value(TOTAL) == 5
        now = onlooker.review(1)
        onlooker.undo(1, now)
        assert onlooker.review(1).statement.value(TOTAL) == 1
        assert onlooker.verify() == ()


def test_that_a_verdict_covers_no_other_that_was_not_seen(store: Path) -> None:
    with closing(Workspace.open(store, author="甲")) as first:
        finding = first.review(1).problems[0]
        seen = first.review(1)
        first.judge(1, finding, "to_ask", "已去电")
    with closing(Workspace.open(store, author="乙")) as second:
        for ruling in ("source_says_so", None):
            with pytest.raises(StoreError) as error:
                second.judge(1, finding, ruling, seen=seen)
            assert error.value.code == "verdict.conflict"
            assert "甲在此期间" in error.value.message
            assert "已去电" in error.value.message
        second.judge(1, finding, "to_ask", "同意", seen)
        now = second.review(1)
        second.judge(1, finding, "source_says_so", "原件如此", now)

        assert [v.reason for v in second.review(1).verdicts] == ["原件如此"]
        assert second.verify() == ()


def test_that_looking_at_a_store_never_costs_its_writer_the_log(
    store: Path, writer: subprocess.Popen[str]
) -> None:
    # Opening and closing the file, in whatever process, must leave the writer's locks alone.
    for value in range(2, 57):
        edit(writer, value)
        if value % 10 == 0:
            with closing(Workspace.open(store)) as onlooker:
                onlooker.back_up("hand")
                onlooker.verify()
    Workspace.open(store).close()
    writer.kill()
    writer.wait()

    with closing(Workspace.open(store)) as workspace:
        assert [c.new for c in workspace.review(1).corrections[1:]] == list(range(2, 57))
