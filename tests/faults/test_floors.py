"""What is installed is locked by hash, and no older than what mended a known hole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    """Versions by package."""
    return dict(_PINNED.findall((PACKAGING / name).read_text("utf-8")))


def floors() -> list[tuple[str, str]]:
    lines = (PACKAGING / "floors.txt").read_text("utf-8").splitlines()
    return [(parts[0], parts[1]) for line in lines if (parts := line.partition("#")[0].split())]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_that_every_package_is_locked_by_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (PACKAGING / lock).read_text("utf-8"))
    pinned = [entry for entry in entries if _PINNED.match(entry)]

    assert len(pinned) > 10
    assert [entry.split("\n")[0] for entry in pinned if "--hash=sha256:" not in entry] == []


def test_that_the_set_up_takes_nothing_without_its_hash() -> None:
    script = (PACKAGING / "setup.sh").read_text("utf-8")
    installs = re.findall(r"pip install(?:[^\n]*\\\n)*[^\n]*", script)

    assert installs
    # The project itself is the one thing installed from here, and brings no packages along.
    assert all("--require-hashes" in line or "--no-deps -e ." in line for line in installs)


@pytest.mark.parametrize(("package", "floor"), floors())
def test_that_no_package_is_older_than_its_floor(package: str, floor: str) -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        version = locked(lock).get(package)
        assert version is not None, f"{package} is not in {lock}"
        assert numbers(version) >= numbers(floor)
