"""Limits that the system keeps for a process: memory, time, files, processes."""

from __future__ import annotations

import contextlib
import sys
from typing import Final

_FILES: Final = 64


def lower_limits(memory_bytes: int, processor_s: float) -> None:
    """Lower them for this process, for good; Windows has none of this kind.

    ``memory_bytes`` counts address space, ``processor_s`` from now on. No file can be written.
    """
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(usage.ru_utime + usage.ru_stime + processor_s) + 2
    limits = (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, _FILES, _FILES),
        (resource.RLIMIT_NPROC, 0, 0),
        # The soft limit's signal tells a process that took too long from one that crashed.
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
    )
    for kind, soft, hard in limits:
        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(kind, (soft, hard))
