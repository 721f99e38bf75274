"""Take pictures of every screen: ``python -m tests.screens [--only NAMES] [--looks NAMES] [--size WxH]``.

Each look has a process of its own. The pictures go to ``build/screens``, and what is cut off is
listed. ``--guide`` takes those of the user guide anew and puts them there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.screens.stage import Look

ROOT: Final = Path(__file__).resolve().parents[2]
GUIDE: Final = ROOT / "resources" / "guide"
LOOKS: Final = tuple(
    f"{language}-{theme}-{scale}"
    for scale in (100, 150, 200)
    for theme in ("light", "dark")
    for language in ("zh", "en")
)
IN_GUIDE: Final = {
    "main": "main",
    "problem-pages": "problem",
    "legend": "legend",
    "findings": "findings",
    "filters": "library",
    "preview": "preview",
    "conflicts": "conflicts",
    "export": "export",
    "history": "history",
    "backups": "backups",
    "settings-2": "settings",
    "charts-0": "charts",
}
"""Scenes of which the guide has pictures, and their names there."""
_GUIDE_SIZE: Final = (1440, 840)


def main() -> int:
    """Take the pictures; the answer is 1 where something is cut off."""
    parser = argparse.ArgumentParser(prog="tests.screens", description=__doc__)
    parser.add_argument("--only", default="", help="scenes, with commas between them")
    parser.add_argument("--looks", default="", help="such as zh-light-100,en-dark-200")
    parser.add_argument("--size", default="", help="of the window, such as 1280x720")
    parser.add_argument("--guide", action="store_true", help="the pictures of the user guide")
    arguments = parser.parse_args()
    every = [f"{one}-light-100" for one in ("zh", "en")] if arguments.guide else list(LOOKS)
    looks = arguments.looks.split(",") if arguments.looks else every
    if len(looks) == 1:
        return _take(looks[0], arguments.only, arguments.size, for_guide=arguments.guide)
    status = 0
    for look in looks:
        command = [sys.executable, "-m", "tests.screens", "--looks", look]
        command += ["--only", arguments.only, "--size", arguments.size]
        command += ["--guide"] if arguments.guide else []
        status |= subprocess.run(command, cwd=ROOT, check=False).returncode
    return status


def _take(name: str, only: str, size: str, *, for_guide: bool) -> int:
    """Every picture of one look, in this process."""
    language, theme, scale = name.split("-")
    wanted = set(only.split(",")) if only else set[str]()
    with tempfile.TemporaryDirectory(prefix="gouji-") as place:
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = f"{place}/{kind.lower()}"
        os.environ.setdefault("QT_QPA_PLATFORM", _desktop(Path(place)))
        from tests.screens.scenes import SCENES
        from tests.screens.stage import Look

        if for_guide:
            look = Look(language, theme, int(scale), _GUIDE_SIZE)
            targets = {one: GUIDE / language / f"{name}.png" for one, name in IN_GUIDE.items()}
        else:
            look = Look(language, theme, int(scale))
            if size:
                wide, high = map(int, size.split("x"))
                look = replace(look, size=(wide, high))
            folder = ROOT / "build" / "screens" / size
            folder.mkdir(parents=True, exist_ok=True)
            targets = {one: folder / f"{one}.{name}.png" for one in SCENES}
        chosen = {one: at for one, at in targets.items() if not wanted or one in wanted}
        return _shoot(look, chosen, Path(place))


def _desktop(place: Path) -> str:
    """The platform without a display, with a screen of the usual size; its own is very small."""
    screen = place / "screen.json"
    sizes = {"x": 0, "y": 0, "width": 1920, "height": 1080}
    resolution = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screen.write_text(json.dumps({"screens": [{"name": "desk", **sizes, **resolution}]}))
    return f"offscreen:configfile={screen}"


def _shoot(look: Look, targets: Mapping[str, Path], place: Path) -> int:
    from gui.app import make_application
    from gui.settings import Settings
    from tests.screens.cramped import cramped
    from tests.screens.scenes import SCENES
    from tests.screens.stage import Stage, make_props

    make_application(Settings(place / "none.ini"))
    props = make_props(place)
    status = 0
    for name, target in targets.items():
        stage = Stage(look, props, place / name)
        try:
            seen = SCENES[name](stage)
            stage.settle()
            seen.grab().save(str(target))
            if target.is_relative_to(GUIDE):
                _lighten(target)
            for words in cramped(seen):
                status = 1
                sys.stdout.write(f"{look.name} {name}: {words}\n")
        finally:
            stage.close()
    return status


def _lighten(picture: Path) -> None:
    """Few colours say as much of a window, in a tenth of the bytes."""
    with Image.open(picture) as image:
        # This way of choosing colours keeps those that are rare, such as the red of an error.
        kept = image.convert("RGB").quantize(method=Image.Quantize.MAXCOVERAGE, kmeans=1)
        kept.save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
