"""Two people who exchange work: what the one sends, and the desk of the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.work.workspace import Workspace
from tests.helpers.desks import make_desk
from tests.helpers.packages import make_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """What Li sends."""
    return make_package(tmp_path)


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    """A desk with one report, on which nobody has worked."""
    desk = make_desk(tmp_path, "王")
    yield desk
    desk.close()
