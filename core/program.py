"""The program itself: which version runs, and where it keeps the reports."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@cache
def installed_version() -> str:
    """The version of the installed program; "" when it runs from plain files."""
    from importlib.metadata import (  # it looks through all that is installed
        PackageNotFoundError,
        version,
    )

    try:
        return version("gouji")
    except PackageNotFoundError:
        return ""


def default_store() -> Path:
    """Where the reports are kept when nobody names a place."""
    import platformdirs

    return platformdirs.user_data_path("gouji") / "reports.gouji"
