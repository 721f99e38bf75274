"""Measure how well and how fast reports are checked and explained; 1 when a goal is missed.

Run as python -m tests.bench.checks. A line is: name, value, unit, goal, ok or short. With --full
10,000 reports are checked again instead of 1,000.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.checks import evaluate, reevaluate, suggest
from core.cli.commands import FOUND, OK
from core.corrections import Correction
from core.statement import fold
from tests.bench import misread
from tests.bench.bundled import filled, readings
from tests.bench.figure import Figure, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.findings import Finding, Suggestion
    from core.statement import Statement
    from tests.bench.misread import Cells, Spoilt

_EDITED: Final = Address("requests", "new", "total")
_SECONDS_FOR_10000: Final = 60.0
_SEED: Final = 20
_REPORTS: Final = 1_000
_HOPELESS: Final = 300
_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the true change stands among what is proposed, and in how many milliseconds.

    ``rank`` is None where it is not proposed at all. ``is_unique`` says that no other change of as
    many cells makes every sum hold. ``is_seen`` is False where the error breaks no sum.
    """

    rank: int | None
    is_unique: bool
    is_seen: bool
    milliseconds: float


def outcomes(draw: Callable[[Random], Spoilt], count: int = _REPORTS) -> list[Outcome]:
    """What becomes of reports that were spoilt in one way."""
    random = Random(_SEED)
    spoilt = (draw(random) for _ in range(count))
    return [_outcome(one) for one in spoilt if one.true]


def _outcome(spoilt: Spoilt) -> Outcome:
    statement = spoilt.statement()
    findings = evaluate(statement)
    start = process_time()
    explained = suggest(statement, findings)
    milliseconds = 1_000 * (process_time() - start)
    if not explained:
        return Outcome(None, is_unique=False, is_seen=False, milliseconds=milliseconds)
    # Every failure that the error caused must show the true change: the worst of them counts.
    ranks = [_rank(finding.suggestions, spoilt.true) for finding in explained]
    rank = None if None in ranks else max(rank for rank in ranks if rank is not None)
    is_unique = len(spoilt.true) > 2 or misread.count_changes(spoilt) == 1
    return Outcome(rank, is_unique=is_unique, is_seen=True, milliseconds=milliseconds)


def _rank(suggestions: Sequence[Suggestion], true: Cells) -> int | None:
    for rank, suggestion in enumerate(suggestions):
        if {str(address): int(number) for address, number in suggestion.cells} == true:
            return rank
    return None


def _share(found: Sequence[Outcome], within: int) -> float:
    return 100 * sum(o.rank is not None and o.rank < within for o in found) / max(len(found), 1)


def _rates() -> list[Figure]:
    """How often the true change comes first, by what went wrong."""
    one, two = outcomes(misread.one_wrong), outcomes(misread.two_wrong)
    unique_one = [o for o in one if o.is_unique]
    unique_two = [o for o in two if o.is_unique]
    figures = [
        Figure("one_cell_first", _share(unique_one, 1), "%", 99, is_least=True),
        Figure("one_cell_not_unique", 100 - 100 * len(unique_one) / len(one), "%"),
        Figure("two_cells_first_three", _share(unique_two, 3), "%", 95, is_least=True),
        Figure("two_cells_first_three_of_all", _share(two, 3), "%"),
        Figure("two_cells_not_unique", 100 - 100 * len(unique_two) / len(two), "%"),
    ]
    for name, draw in (
        ("neighbouring_column", misread.in_neighbouring_column),
        ("row_shifted", misread.row_shifted),
        ("row_split", misread.row_split),
        ("row_unread", misread.row_unread),
    ):
        found = outcomes(draw)
        seen = [o for o in found if o.is_seen]
        figures.append(Figure(f"{name}_first_three", _share(seen, 3), "%", 95, is_least=True))
        unseen = 100 - 100 * len(seen) / len(found)
        figures.append(Figure(f"{name}_breaks_no_sum", unseen, "%"))
    milliseconds = [o.milliseconds for o in (*one, *two)]
    figures.append(Figure("explain_median", median(milliseconds), "ms", 20))
    return figures


def _hopeless() -> Figure:
    """The slowest explanation of tables in which up to every cell is wrong."""
    random = Random(_SEED)
    worst = 0.0
    for _ in range(_HOPELESS):
        statement = misread.many_wrong(random).statement()
        findings = evaluate(statement)
        worst = max(worst, _best(partial(suggest, statement, findings)))
    return Figure("explain_worst", worst, "ms", 50)


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of the best of some rounds; what else the machine does is not counted."""
    times: list[float] = []
    for _ in range(_ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return 1_000 * min(times)


def _whole_reports() -> list[Statement]:
    """The bundled samples, read from their files."""
    return [fold(reading.extraction, ()) for _data, reading in readings()]


def _after_an_edit(statement: Statement, findings: Sequence[Finding]) -> float:
    """Milliseconds until the rules have judged a report again in which a total was changed."""
    correction = Correction("", 1, 1, _EDITED, None, Decimal(7), None, "", "", "", "typed")
    edited = fold(statement.extraction, [correction])
    return _best(partial(reevaluate, edited, findings, [_EDITED]))


def _one_report() -> list[Figure]:
    statements = _whole_reports()
    checked = [_best(partial(evaluate, statement)) for statement in statements]
    edited = [_after_an_edit(statement, evaluate(statement)) for statement in statements]
    return [
        Figure("rules_of_one_report", median(checked), "ms", 10),
        Figure("rules_after_an_edit", median(edited), "ms", 5),
        _edit_to_findings(),
    ]


def _edit_to_findings() -> Figure:
    """Milliseconds from a person's correction to all findings, with the store and the next year."""
    times: list[float] = []
    with TemporaryDirectory() as folder, closing(filled(Path(folder) / "s.gouji", 35)) as work:
        for line in work.reports():
            work.review(line.number)
            for number in range(_ROUNDS):
                start = process_time()
                work.correct(line.number, [(_EDITED, Decimal(90 + number))])
                work.review(line.number)
                times.append(1_000 * (process_time() - start))
    return Figure("edit_to_findings", median(times), "ms", 16)


def _library(count: int) -> Figure:
    """Seconds in which the command checks a whole store again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.gouji"
        filled(path, count).close()
        start = perf_counter()
        command = [sys.executable, "-m", "core", "check", "--store", str(path)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        seconds = perf_counter() - start
    if done.returncode not in (OK, FOUND):
        raise SystemExit("gouji check failed")
    return Figure(f"check_{count}_reports", seconds, "s", _SECONDS_FOR_10000 * count / 10_000)


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="check 10,000 reports, not 1,000")
    is_full = parser.parse_args().full
    return 0 if show(_figures(10_000 if is_full else 1_000)) else 1


def _figures(reports: int) -> Iterator[Figure]:
    yield from _rates()
    yield _hopeless()
    yield from _one_report()
    yield _library(reports)


if __name__ == "__main__":
    sys.exit(main())
