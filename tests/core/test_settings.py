"""The settings of checks in their file, and those that a command adds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import Known
from core.rules import CheckSettings
from core.settings import SettingsErrors, adjusted, load_settings, save_settings, settings_path


def test_that_no_file_means_the_settings_by_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == CheckSettings()


def test_that_settings_come_back_as_they_were_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_CHECKS", str(tmp_path / "new" / "mine.toml"))
    settings = CheckSettings(
        level="county",
        organ="department",
        thresholds={"years.requests_jump.rise": Decimal("2.50")},
        severities={"form.topics": "info"},
        switched_on=frozenset({"requests.secret_share"}),
        switched_off=frozenset({"form.topics", "form.title"}),
        is_strict=True,
    )
    save_settings(settings)

    assert settings_path() == tmp_path / "new" / "mine.toml"
    assert load_settings() == settings


def test_that_every_fault_of_the_file_is_named_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "checks.toml"
    path.write_text(
        'strict = "yes"\nlevel = "village"\nswitched_on = ["form.nothing"]\ncolour = 1\n'
        '[severities]\n"form.topics" = "grave"\n'
        '[thresholds]\n"years.requests_jump.height" = 1\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsErrors) as error:
        load_settings(path)

    named = sorted(problem.split(": ")[1] for problem in error.value.problems)
    assert named == [
        "colour",
        "level",
        "severities.form.topics",
        "strict",
        "switched_on",
        "thresholds.years.requests_jump.height",
    ]


@pytest.mark.parametrize("content", [b"strict = ", b"\xff\xfe"], ids=["no_toml", "no_utf8"])
def test_that_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "checks.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsErrors) as error:
        load_settings(path)

    assert "checks.toml" in error.value.problems[0]


def test_that_a_rule_cannot_be_on_and_off(tmp_path: Path) -> None:
    path = tmp_path / "checks.toml"
    path.write_text('switched_on = ["form.title"]\nswitched_off = ["form.title"]\n', "utf-8")
    with pytest.raises(SettingsErrors):
        load_settings(path)


def test_that_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Known) as error:
        save_settings(CheckSettings(), tmp_path / "file" / "checks.toml")

    assert error.value.code == "checks.unsaved"


def test_that_a_command_has_the_last_word_on_a_rule() -> None:
    settings = CheckSettings(
        switched_on=frozenset({"form.title"}), switched_off=frozenset({"form.topics"})
    )
    changed = adjusted(settings, strict=True, switch_on=["form.topics"], switch_off=["form.title"])

    assert changed == CheckSettings(
        switched_on=frozenset({"form.topics"}),
        switched_off=frozenset({"form.title"}),
        is_strict=True,
    )


def test_that_a_rule_that_is_not_there_is_told() -> None:
    with pytest.raises(Known) as error:
        adjusted(CheckSettings(), switch_off=["form.nothing"])

    assert error.value.code == "checks.no_rule"
