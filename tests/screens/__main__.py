"""Take pictures of every screen: ``python -m tests.screens [--only NAMES] [--looks NAMES]``.

Each look has a process of its own. The pictures go to ``build/screens``; what is cut off is listed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.screens.stage import Look

ROOT: Final = Path(__file__).resolve().parents[2]
LOOKS: Final = tuple(
    f"{language}-{theme}-{scale}"
    for scale in (100, 200)
    for theme in ("light", "dark")
    for language in ("zh", "en")
)


def main() -> int:
    """Take the pictures; the answer is 1 where something is cut off."""
    parser = argparse.ArgumentParser(prog="tests.screens", description=__doc__)
    parser.add_argument("--only", default="", help="scenes, with commas between them")
    parser.add_argument("--looks", default=",".join(LOOKS), help="such as zh-light-100,en-dark-200")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screens")
    arguments = parser.parse_args()
    looks = arguments.looks.split(",")
    if len(looks) == 1:
        return _take(looks[0], arguments.only, arguments.out)
    status = 0
    for look in looks:
        command = [sys.executable, "-m", "tests.screens", "--looks", look]
        command += ["--only", arguments.only, "--out", str(arguments.out)]
        status |= subprocess.run(command, cwd=ROOT, check=False).returncode
    return status


def _take(name: str, only: str, out: Path) -> int:
    """Every picture of one look, in this process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="gouji-screens-") as place:
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = f"{place}/{kind.lower()}"
        return _shoot(_look(name), only, out, Path(place))


def _look(name: str) -> Look:
    from tests.screens.stage import Look

    language, theme, scale = name.split("-")
    return Look(language, theme, int(scale))


def _shoot(look: Look, only: str, out: Path, place: Path) -> int:
    from gui.app import make_application
    from gui.settings import Settings
    from tests.screens.cramped import cramped
    from tests.screens.scenes import SCENES
    from tests.screens.stage import Stage, make_props

    out.mkdir(parents=True, exist_ok=True)
    make_application(Settings(place / "none.ini"))
    props = make_props(place)
    status = 0
    for number, (name, scene) in enumerate(SCENES.items()):
        if only and name not in only.split(","):
            continue
        stage = Stage(look, props, place / f"stage-{number}")
        try:
            seen = scene(stage)
            stage.settle()
            seen.grab().save(str(out / f"{name}.{look.name}.png"))
            for word in cramped(seen):
                status = 1
                sys.stdout.write(f"{look.name} {name}: {word}\n")
        finally:
            stage.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
