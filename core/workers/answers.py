"""Unpacks the answers of processes that read foreign files, and trusts nothing in them.

A pickle can name any function to be called. A process that was taken over by a file could send such
a one, so only values are let through: ours, and numbers and dates.
"""

from __future__ import annotations

import io
import pickle
import sys
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, Final

from core.errors import Known

_FOREIGN: Final = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timezone"),
    ("datetime", "timedelta"),
}


class _Values(pickle.Unpickler):
    """Finds the classes of values and nothing else."""

    def find_class(self, module_name: str, global_name: str, /) -> type:
        """The class. Raises UnpicklingError unless it is one of a value."""
        if module_name.startswith("core.") or (module_name, global_name) in _FOREIGN:
            found: object = getattr(sys.modules.get(module_name), global_name, None)
            if found is None:
                found = super().find_class(module_name, global_name)
            if isinstance(found, type) and _is_value(found, module_name):
                return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no value")


def unpacked(packed: bytes) -> Any:  # noqa: ANN401 - whatever the task answers
    """The answer. Raises UnpicklingError, or what a damaged pickle raises, for anything else."""
    return _Values(io.BytesIO(packed)).load()


def _is_value(found: type, module_name: str) -> bool:
    return module_name in ("decimal", "datetime") or (
        found.__module__ == module_name
        and (is_dataclass(found) or issubclass(found, (Enum, Known, tuple)))
    )
