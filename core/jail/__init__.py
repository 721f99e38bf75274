"""Shuts a process in before it opens a foreign file: no network, no files, no other programs.

Nothing here can be undone by the process itself. Each guard is closed as far as the system offers
it; ``core.jail.trial`` tries them out, which is the only way of knowing. Must not know what the
process is for.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from core.jail.hook import forbid_in_python
from core.jail.landlock import confine_files
from core.jail.limits import lower_limits
from core.jail.seccomp import filter_calls, leave_network

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["shut_in"]


def shut_in(readable: Sequence[str], memory_bytes: int, processor_s: float) -> None:
    """Shut this process in for good; what it opened before stays open to it.

    ``readable`` are files and folders that may still be read. Call it in a process with one thread
    only, with all modules imported that will be needed.
    """
    lower_limits(memory_bytes, processor_s)
    # A kernel that lacks one of them must not keep reports from being read; the trial tells.
    with contextlib.suppress(OSError):
        confine_files(readable)
    try:
        filter_calls()
    except OSError:
        with contextlib.suppress(OSError):
            leave_network()
        forbid_in_python()
