"""The program itself: which version runs."""

from __future__ import annotations

from functools import cache


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
