"""The table of settings: defaults, limits, what a spoilt file leaves, and that keys are named once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.settings import (
    FOLDER,
    LAYOUT,
    SETTINGS,
    STOP_AT_INFERRED,
    THEME,
    WORKERS,
    Settings,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "gouji.ini")


def test_that_values_are_kept_with_their_kind(settings: Settings, tmp_path: Path) -> None:
    settings.put(WORKERS, 3)
    settings.put(STOP_AT_INFERRED, value=False)
    settings.put(FOLDER.named("import"), "/年报")
    settings.put(LAYOUT, b"\x00\xff")
    settings.sync()

    again = Settings(tmp_path / "gouji.ini")
    assert again.value(WORKERS) == 3
    assert again.value(STOP_AT_INFERRED) is False
    assert again.value(FOLDER.named("import")) == "/年报"
    assert again.value(FOLDER.named("export")) == ""
    assert again.value(LAYOUT) == b"\x00\xff"


def test_that_a_value_out_of_bounds_is_refused(settings: Settings) -> None:
    with pytest.raises(ValueError, match="theme"):
        settings.put(THEME, "green")
    with pytest.raises(ValueError, match="workers"):
        settings.put(WORKERS, 17)

    assert settings.is_default(THEME)
    assert settings.is_default(WORKERS)


@pytest.mark.parametrize("spoilt", ["theme=green", "[reading]\nworkers=viele", "theme=@Invalid()"])
def test_that_a_spoilt_file_leaves_the_defaults(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "gouji.ini"
    path.write_text(spoilt if spoilt.startswith("[") else f"[General]\n{spoilt}", encoding="utf-8")

    settings = Settings(path)

    assert settings.value(THEME) == "system"
    assert settings.value(WORKERS) == 0


def test_that_only_a_change_is_told(settings: Settings) -> None:
    told: list[str] = []
    settings.changed.connect(told.append)

    settings.put(THEME, "dark")
    settings.put(THEME, "dark")
    settings.reset(THEME)
    settings.reset(THEME)

    assert told == ["theme", "theme"]


def test_that_every_default_is_allowed_and_every_key_stands_once(settings: Settings) -> None:
    for setting in SETTINGS:
        settings.put(setting, setting.default)

    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
