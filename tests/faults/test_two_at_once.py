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
from core.workspace import Workspace
from tests.faults.kills import NAME, fill
from tests.helpers.readings import TOTAL

ROOT = Path(__file__).resolve().parents[2]
WRITER = textwrap.dedent(
    """
    import sys
    from decimal import Decimal
    from pathlib import Path
    from core.workspace import Workspace
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
