"""numpy is loaded by who draws with it, not by who would merely know its numbers.

openpyxl and sqlite-utils load numpy wherever it is installed, though nobody here gives them its
numbers: 0.2 s of every start, and threads in processes that are to be forked. As long as
``sys.modules`` says None, importing it fails as if it were not there.
"""

from __future__ import annotations

import sys
from typing import Final

_NAME: Final = "numpy"


def spare_numpy() -> None:
    """Let nobody load numpy from now on, unless it was loaded before."""
    # The type says that modules are never None; the manual says what None means.
    sys.modules.setdefault(_NAME, None)  # pyright: ignore[reportArgumentType]


def allow_numpy() -> None:
    """Let it be loaded in this process after all."""
    if _NAME in sys.modules and not hasattr(sys.modules[_NAME], "__name__"):
        del sys.modules[_NAME]
