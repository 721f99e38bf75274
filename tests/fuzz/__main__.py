"""Fuzz the readers; a crash, a hang or an error without a name is kept as a file and ends with 1.

Run as python -m tests.fuzz [READER ...] [--minutes N | --seconds N] [--seed N] [--guided], or with
--case FILE to see what a kept file does. Files are read with the limits of the program, in processes
that are shut in. With --guided, atheris (not installed by the set-up: pip install atheris) looks in
this process for files that take new ways through the code. A line of figures is: name, value, unit,
goal, ok or short.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic
from types import FunctionType
from typing import Final

from core.errors import Known
from core.reading_apart import MEMORY, prepare_reading
from core.workers.pool import WorkerPool
from core.workers.process import Confinement
from tests.fuzz.targets import TARGETS, Target, open_package

FOLDER: Final = Path("build/fuzz")
_PATIENCE_S: Final = 60.0
_MINUTES: Final = 10.0
_LARGEST: Final = 200_000
_WATCHED: Final = ("core.readers", "core.extraction", "pdfplumber", "pdfminer", "docx", "email")
"""Modules in which a new way counts for atheris."""


def hunt(name: str, seconds: float, seed: int, folder: Path = FOLDER) -> tuple[int, list[Path]]:
    """How many files were read, and those that broke the reader."""
    target, random = TARGETS[name], Random(seed)
    pool = _pool(target)
    finds: list[Path] = []
    count, end = 0, monotonic() + seconds
    try:
        while monotonic() < end:
            data = target.file(random)
            code = _code(pool, target.read, data)
            count += 1
            if code.startswith("reader."):
                finds.append(_keep(folder, name, code, data))
                sys.stdout.write(f"{finds[-1]}\n")
    finally:
        pool.shutdown(cancel_futures=True)
    return count, finds


def _pool(target: Target) -> WorkerPool:
    # A package is opened by its path, which a process that is shut in cannot.
    shut_in = None if target.read is open_package else Confinement(prepare_reading)
    # What waits for its turn on a busy machine does not hang.
    patience = _PATIENCE_S * (1 + max(0.0, os.getloadavg()[0] - (os.cpu_count() or 1)))
    return WorkerPool(1, timeout_s=patience, memory_bytes=MEMORY, confinement=shut_in)


def _code(pool: WorkerPool, task: Callable[[bytes], None], data: bytes) -> str:
    try:
        pool.submit(task, data).result()
    except Known as error:
        return error.code
    return "read"


def _keep(folder: Path, name: str, code: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{code.removeprefix('reader.')}-{hashlib.sha256(data).hexdigest()[:8]}"
    path.write_bytes(data)
    return path


def _guide(name: str, seconds: float) -> int:
    """Let atheris hunt; it ends the process at the first find and writes it beside the others."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        sys.stderr.write("atheris is not installed: .venv/bin/pip install atheris\n")
        return 2
    target = TARGETS[name]
    corpus = FOLDER / f"{name}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number in range(20):
        (corpus / str(number)).write_bytes(target.file(Random(number)))

    def once(data: bytes) -> None:
        try:
            target.read(data)
        except Known:
            return

    for function in _watched():
        atheris.instrument_func(function)
    options = [f"-max_total_time={seconds:.0f}", f"-max_len={_LARGEST}", "-rss_limit_mb=2048"]
    options += [f"-timeout={_PATIENCE_S:.0f}", f"-artifact_prefix={FOLDER}/{name}-"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], once)
    atheris.Fuzz()
    return 0


def _watched() -> list[FunctionType]:
    """What reads files. Watching the rest of Python, too, takes nine tenths of the time."""
    loaded = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType)]
    return [function for function in loaded if str(function.__module__).startswith(_WATCHED)]


def main() -> int:
    """Hunt; the answer is the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=_MINUTES, help="for each reader")
    parser.add_argument("--seconds", type=float, help="instead of minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true")
    parser.add_argument(
        "--case", type=Path, help="read one kept file here, without a process around"
    )
    arguments = parser.parse_args()
    unknown = set(arguments.readers) - set(TARGETS)
    if unknown:
        parser.error(f"no such reader: {', '.join(sorted(unknown))}")
    readers = arguments.readers or list(TARGETS)
    seconds = arguments.seconds or 60 * arguments.minutes
    if arguments.case:
        TARGETS[readers[0]].read(arguments.case.read_bytes())
        return 0
    if arguments.guided:
        return _guide(readers[0], seconds)
    broken = 0
    for name in readers:
        count, finds = hunt(name, seconds, arguments.seed)
        broken += len(finds)
        verdict = "short" if finds else "ok"
        sys.stdout.write(f"fuzz_{name}_broken {len(finds)} of_{count}_files 0 {verdict}\n")
        sys.stdout.flush()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
