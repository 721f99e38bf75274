"""Processes killed in the midst of every kind of work; what they said was done must be there.

``python -m tests.faults.kills --kills 200 --seed 7`` prints a line for each kind of work and fails
when anything is lost.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

from core.cli.main import main as command
from core.exchange.package import read_package
from core.store import backup
from core.work.workspace import Workspace
from tests.faults import forked
from tests.faults.forked import Say
from tests.helpers.readings import FIGURES, PENDING, TOTAL, make_reading

STORES = Path(__file__).resolve().parents[1] / "stores"
NAME = "reports.gouji"
_PACKAGES = 6


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of work on the store of a folder.

    ``lost`` names what is missing or wrong afterwards, given what the work said it had done. It is
    killed after up to ``rounds`` of which it told, within the time that one takes here and now.
    """

    prepare: Callable[[Path], None]
    work: Callable[[Path, Say], None]
    lost: Callable[[Path, Sequence[str]], Iterator[str]]
    rounds: int = 8


def fill(folder: Path) -> None:
    """A store with one report and one correction."""
    with closing(Workspace.open(folder / NAME, author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.correct(1, [(TOTAL, Decimal(1))])


def edit(folder: Path, say: Say) -> None:
    workspace = Workspace.open(folder / NAME)
    for number in itertools.count(2):
        workspace.correct(1, [(TOTAL, Decimal(number))])
        say(number)
        if number % 3 == 0:
            workspace.fold_log()


def lost_edits(folder: Path, said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        kept = [str(c.new) for c in workspace.review(1).corrections[1:]]
    if kept[: len(said)] != list(said) or len(kept) > len(said) + 1:
        yield f"edits {said[-3:]} were told, {kept[-3:]} are there"


def fill_and_edit(folder: Path) -> None:
    fill(folder)
    with closing(Workspace.open(folder / NAME)) as workspace:
        for number in range(2, 12):
            workspace.correct(1, [(TOTAL, Decimal(number))])


def undo(folder: Path, say: Say) -> None:
    workspace = Workspace.open(folder / NAME)
    for number in itertools.count(1):
        step = workspace.undo if number % 20 < 10 else workspace.redo
        say(step(1) is not None)


def lost_undos(folder: Path, said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        steps = [c for c in workspace.review(1).corrections if c.gesture in ("undo", "redo")]
    if len(steps) - said.count("True") not in (0, 1):
        yield f"{said.count('True')} steps were told, {len(steps)} are there"


def judge(folder: Path, say: Say) -> None:
    workspace = Workspace.open(folder / NAME)
    finding = workspace.review(1).problems[0]
    for number in itertools.count(1):
        workspace.judge(1, finding, "to_ask", str(number))
        say(number)


def lost_verdicts(folder: Path, said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        kept = [int(verdict.reason) for verdict in workspace.review(1).verdicts]
    if sum(kept) - int(said[-1] if said else 0) not in (0, 1):
        yield f"verdict {said[-1:]} was told, {kept} is there"


def type_text(folder: Path, say: Say) -> None:
    workspace = Workspace.open(folder / NAME)
    for number in itertools.count(1):
        workspace.keep_draft(1, TOTAL, str(number))
        say(number)


def lost_keys(folder: Path, said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        kept = [int(draft.text) for draft in workspace.drafts()]
    if sum(kept) - int(said[-1] if said else 0) not in (0, 1):
        yield f"key {said[-1:]} was told, {kept} is there"


def add(folder: Path, say: Say) -> None:
    workspace = Workspace.open(folder / NAME)
    for number in itertools.count(2):
        data = f"report {number}".encode()
        year = str(2008 + number % 20)
        say(workspace.add_reading(data, make_reading(data, year=year)).reports[0])


def lost_imports(folder: Path, said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        listed = {line.number for line in workspace.reports()} - {1}
        if len(listed) - len(said) not in (0, 1) or not {int(n) for n in said} <= listed:
            yield f"imports up to {said[-1:]} were told, {len(listed)} are there"
        for number in listed:
            if workspace.source(number) != f"report {number}".encode():
                yield f"the source of report {number} is another"


def take_old(folder: Path) -> None:
    shutil.copy(STORES / "1.0.gouji", folder / NAME)


def bring_up_to_date(folder: Path, say: Say) -> None:
    Workspace.open(folder / NAME).close()
    say("migrated")


def lost_by_migration(folder: Path, _said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        corrections = [c.new for c in workspace.review(1).corrections]
        if corrections != [Decimal(12), Decimal(99), Decimal(16)]:
            yield f"the corrections of the old store are now {corrections}"
        if [v.reason for v in workspace.review(2).verdicts] != ["原件如此"]:
            yield "the verdict of the old store is gone"


def export(folder: Path, say: Say) -> None:
    with redirect_stdout(StringIO()):
        while True:
            command(["export", "--store", str(folder / NAME), "--out", str(folder / "out.xlsx")])
            say("exported")


def fill_and_export(folder: Path) -> None:
    fill(folder)
    with redirect_stdout(StringIO()):
        command(["export", "--store", str(folder / NAME), "--out", str(folder / "out.xlsx")])


def lost_exports(folder: Path, _said: Sequence[str]) -> Iterator[str]:
    try:
        with zipfile.ZipFile(folder / "out.xlsx") as workbook:
            broken = workbook.testzip()
    except (OSError, zipfile.BadZipFile) as error:
        broken = str(error)
    if broken is not None:
        yield f"the workbook is broken: {broken}"


def edit_and_copy(folder: Path, say: Say) -> None:
    workspace = Workspace.open(folder / NAME)
    for number in itertools.count(2):
        workspace.correct(1, [(TOTAL, Decimal(number))])
        say(number)
        workspace.back_up("hand")


def lost_copies(folder: Path, said: Sequence[str]) -> Iterator[str]:
    yield from lost_edits(folder, said)
    copies = backup.backups_of(folder / NAME)
    if copies and backup.newest_whole(folder / NAME) != copies[0]:
        yield f"copy {copies[0].number} has its name, but is not whole"
    if len(copies) < len(said) - 1:
        yield f"{len(said)} edits were each copied, {len(copies)} copies are there"


def fill_and_copy(folder: Path) -> None:
    """A copy with 1, the store with 2."""
    fill(folder)
    backup.back_up(folder / NAME, "hand", datetime.now(UTC))
    with closing(Workspace.open(folder / NAME)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))])


def put_back(folder: Path, say: Say) -> None:
    store = folder / NAME
    while True:
        aside = backup.restore(store, backup.numbered(store, 1), datetime.now(UTC))
        say(aside.name)


def lost_by_restoring(folder: Path, said: Sequence[str]) -> Iterator[str]:
    store = folder / NAME
    value = total_in(store)
    if value != 1 and (said or value != 2):
        yield f"after restoring {said} the value is {value}"
    copies = [*folder.glob("*.aside/*.gouji"), *(b.path for b in backup.backups_of(store))]
    if 2 not in [value, *(total_in(copy) for copy in copies)]:
        yield "what stood there before is nowhere"


def total_in(store: Path) -> object:
    with closing(Workspace.open(store, create=False)) as workspace:
        return workspace.review(1).statement.value(TOTAL)


def read_anew(folder: Path, say: Say) -> None:
    """The source once more, its figures read one higher each time."""
    workspace = Workspace.open(folder / NAME)
    for number in itertools.count(8):
        reading = make_reading(b"a report", figures=FIGURES | {PENDING: Decimal(number)})
        workspace.read_anew(1, b"a report", reading)
        say(number)


def lost_readings(folder: Path, said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        review = workspace.review(1)
        kept = review.statement.value(PENDING)
        if said and kept not in (Decimal(said[-1]), Decimal(said[-1]) + 1):
            yield f"reading {said[-1]} was told, {kept} is there"
        if review.statement.value(TOTAL) != 1:
            yield "the correction is gone"


def fill_and_send(folder: Path) -> None:
    """Packages of a colleague with one more correction each."""
    with closing(Workspace.open(folder / "other.gouji", author="乙")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        for number in range(2, 2 + _PACKAGES):
            workspace.correct(1, [(TOTAL, Decimal(number))])
            workspace.exchange.export(folder / f"{number}.goujix")
    with closing(Workspace.open(folder / NAME, author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())


def merge(folder: Path, say: Say) -> None:
    workspace = Workspace.open(folder / NAME, author="甲")
    for number in range(2, 2 + _PACKAGES):
        package = read_package(folder / f"{number}.goujix")
        workspace.exchange.merge(workspace.exchange.outlook(package))
        say(number)


def lost_merges(folder: Path, said: Sequence[str]) -> Iterator[str]:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        found = [int(str(c.new)) for c in workspace.review(1).corrections if c.author == "乙"]
    if found != list(range(2, 2 + len(found))) or len(found) - len(said) not in (0, 1):
        yield f"packages up to {said[-1:]} were told, {found[-2:]} are there"


TASKS = {
    "edit": Task(fill, edit, lost_edits),
    "key": Task(fill, type_text, lost_keys),
    "undo and redo": Task(fill_and_edit, undo, lost_undos),
    "verdict": Task(fill, judge, lost_verdicts),
    "import": Task(fill, add, lost_imports),
    "migration": Task(take_old, bring_up_to_date, lost_by_migration, rounds=0),
    "export": Task(fill_and_export, export, lost_exports, rounds=2),
    "backup": Task(fill, edit_and_copy, lost_copies, rounds=4),
    "reading anew": Task(fill, read_anew, lost_readings),
    "merging": Task(fill_and_send, merge, lost_merges, rounds=_PACKAGES - 1),
    "restore": Task(fill_and_copy, put_back, lost_by_restoring, rounds=4),
}


@dataclass(slots=True)
class Tally:
    """How often a kind of work was killed, what it had told, and what was found lost."""

    kills: int
    told: int
    lost: list[str]


def kill(task: Task, kills: int, chance: random.Random) -> Tally:
    """Kill the work so often, each time at another moment and on a fresh copy of its store."""
    tally = Tally(0, 0, [])
    with tempfile.TemporaryDirectory() as name:
        template = Path(name) / "template"
        template.mkdir()
        task.prepare(template)
        usual = sorted(_first_round(task, template, Path(name)) for _ in range(3))[1]
        for number in range(kills):
            folder = Path(name) / str(number)
            shutil.copytree(template, folder)
            moment, lines = chance.uniform(0, usual), chance.randint(0, task.rounds)
            said = forked.run(lambda say, folder=folder: task.work(folder, say), moment, lines)
            tally.kills += 1
            tally.told += len(said)
            tally.lost += task.lost(folder, said)
            with closing(Workspace.open(folder / NAME, create=False)) as workspace:
                tally.lost += workspace.verify()
            shutil.rmtree(folder)
    return tally


def _first_round(task: Task, template: Path, folder: Path) -> float:
    """Seconds until the work tells of its first round; on a busy machine more."""
    copy = folder / "usual"
    shutil.copytree(template, copy)
    began = time.monotonic()
    forked.run(lambda say: task.work(copy, say), 0.0, 1)
    taken = time.monotonic() - began
    shutil.rmtree(copy)
    return taken


def kill_all(kills: int, seed: int) -> dict[str, Tally]:
    """Share the kills among all kinds of work."""
    chance = random.Random(seed)
    share, more = divmod(kills, len(TASKS))
    return {
        name: kill(task, share + (n < more), chance) for n, (name, task) in enumerate(TASKS.items())
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Kill and tell; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args(argv)
    tallies = kill_all(arguments.kills, arguments.seed)
    for name, tally in tallies.items():
        sys.stdout.write(
            f"{name}\t{tally.kills} kills\t{tally.told} told\t{len(tally.lost)} lost\n"
        )
        for line in tally.lost:
            sys.stdout.write(f"  {line}\n")
    return 1 if any(tally.lost for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
