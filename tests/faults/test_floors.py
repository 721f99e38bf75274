"""What is installed is locked by hash, and no older than what mended a known hole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def declared() -> list[tuple[str, Requirement]]:
    """What the project asks for, with the lock in which it must stand."""
    project = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    asked = {
        "requirements.txt": [*project["project"]["dependencies"], *groups["build"]],
        "requirements-dev.txt": [*project["project"]["dependencies"], *groups["dev"]],
    }
    return [(lock, Requirement(text)) for lock, texts in asked.items() for text in texts]


@pytest.mark.parametrize(("lock", "asked"), declared(), ids=str)
def test_that_the_lock_holds_what_the_project_asks_for(lock: str, asked: Requirement) -> None:
    versions = {canonicalize_name(name): version for name, version in locked(lock).items()}

    assert asked.specifier.contains(versions[canonicalize_name(asked.name)], prereleases=True)


def test_that_both_locks_hold_the_same_versions() -> None:
    run, dev = locked("requirements.txt"), locked("requirements-dev.txt")

    assert run.items() <= dev.items()


@pytest.mark.parametrize(("package", "floor"), floors())
def test_that_no_package_is_older_than_its_floor(package: str, floor: str) -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        version = locked(lock).get(package)
        assert version is not None, f"{package} is not in {lock}"
        assert numbers(version) >= numbers(floor)
