"""``python -m tests.faults``: cause every fault there is, and print how often and what was lost.

``--only NAME`` causes one of the faults of the surroundings, once.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults import causes, damage, kills, power, syscalls

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A fault: how often it was caused, how often something was lost, and how it ended."""

    fault: str
    caused: int
    lost: int
    ended: str

    def __str__(self) -> str:
        return f"{self.fault:36} {self.caused:6} {self.lost:6}  {self.ended}"


def of_cause(name: str, rounds: int = ROUNDS) -> Row:
    """A fault of the surroundings."""
    lost, ended = 0, ""
    for _ in range(rounds):
        folder = Path(tempfile.mkdtemp(prefix="gouji-fault-"))
        try:
            ended = causes.cause(name, folder)
        except causes.NotHere as reason:
            return Row(name, 0, 0, f"not caused: {reason}")
        except AssertionError:
            lost, ended = lost + 1, traceback.format_exc()
        finally:
            folder.chmod(0o777)
            shutil.rmtree(folder)
    return Row(name, rounds, lost, ended)


def of_kills(times: int, seed: int) -> list[Row]:
    """The program killed at random."""
    return [
        Row(f"killed: {name}", tally.kills, len(tally.lost), f"{tally.told} acknowledged")
        for name, tally in kills.kill_all(times, seed).items()
    ]


def of_syscalls() -> Iterator[Row]:
    """An edit that is killed, or fails, at every call by which it writes."""
    if shutil.which("strace") is None:
        yield Row("every writing call", 0, 0, "not caused: strace is not installed")
        return
    for fault in ("signal=SIGKILL", "error=EIO", "error=ENOSPC"):
        struck, lost = syscalls.every(fault)
        yield Row(f"every writing call: {fault}", struck, len(lost), "; ".join(lost[:3]))


def of_power(rounds: int, seed: int) -> Row:
    """The power cut in the midst of edits; what the disk may hold is worked out from its writes."""
    if shutil.which("strace") is None:
        return Row("power cut (worked out)", 0, 0, "not caused: strace is not installed")
    tried = [power.cut(seed + number) for number in range(rounds)]
    lost = [line for _, lines in tried for line in lines]
    return Row("power cut (worked out)", sum(n for n, _ in tried), len(lost), "; ".join(lost[:3]))


def of_damage(times: int, seed: int) -> Row:
    """Bytes changed at random; overlooked damage counts as lost."""
    counted = damage.strike_often(times, seed)
    ended = ", ".join(f"{count} {how}" for how, count in counted.most_common())
    share = damage.share_found(counted)
    lost = counted["missed"] + counted["crashed"]
    return Row("damaged bytes", times, lost, f"{share:.1%} found: {ended}")


def main(argv: Sequence[str] | None = None) -> int:
    """Cause and tell; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--only", choices=causes.CAUSES)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args(argv)
    sys.stdout.write(f"{'fault':36} caused   lost  ended\n")
    lost = 0
    for row in [of_cause(arguments.only, 1)] if arguments.only else every(arguments.seed):
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
        lost += row.lost
    return 1 if lost else 0


def every(seed: int) -> Iterator[Row]:
    """All faults, one after the other."""
    for name in causes.CAUSES:
        yield of_cause(name)
    yield from of_kills(200, seed)
    yield from of_syscalls()
    yield of_power(ROUNDS, seed)
    yield of_damage(300, seed)


if __name__ == "__main__":
    sys.exit(main())
