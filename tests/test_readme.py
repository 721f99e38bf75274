"""What the README promises is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
SETUP = (ROOT / "packaging" / "setup.sh").read_text("utf-8")

TARGETS = sorted(set(re.findall(r"^make ([a-z-]+)", README, flags=re.MULTILINE)))
ROOMS = sorted(
    {path.parent for room in ("core", "gui") for path in (ROOT / room).rglob("README.md")}
)
COMMANDS = sorted(set(re.findall(r"^gouji ([a-z]+)", README, flags=re.MULTILINE)))


def test_that_the_readme_names_the_two_commands_and_every_subcommand() -> None:
    assert {"run", "test"} <= set(TARGETS)
    run = subprocess.run(
        [sys.executable, "-m", "core", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    offered = re.findall(r"^ {4}([a-z]+)(?: |$)", run.stdout, flags=re.MULTILINE)

    assert len(offered) > 10
    assert sorted(offered) == COMMANDS


@pytest.mark.parametrize("target", TARGETS)
def test_that_a_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, flags=re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_that_a_command_of_the_readme_tells_its_usage(command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "core", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert f"gouji {command}" in run.stdout


def test_that_the_readme_lists_every_system_package_that_the_set_up_looks_for() -> None:
    looked_for = set(re.findall(r"([a-z0-9.-]+)=lib[\w.+-]+\.so", SETUP))
    looked_for |= {"python3-venv", "fonts-droid-fallback"}

    listed = re.search(r"apt-get install -y --no-install-recommends ([^`]*)", README)

    assert listed is not None
    assert looked_for <= set(listed[1].replace("\\", " ").split())
    assert len(looked_for) == 14


def test_that_the_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_that_a_room_s_readme_names_each_of_its_modules(room: Path) -> None:
    words = set(re.findall(r"[\w*]+", (room / "README.md").read_text("utf-8")))
    families = tuple(word.removesuffix("*") for word in words if re.fullmatch(r"\w+\*", word))
    modules = [path.stem for path in room.glob("*.py") if not path.stem.startswith("__")]

    assert modules
    assert [m for m in modules if m not in words and not m.startswith(families)] == []
