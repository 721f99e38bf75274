"""The language of the core's own messages."""

from __future__ import annotations

import pytest

from core.language import language, one_language, say


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param({"GOUJI_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en", id="ours_first"),
        pytest.param({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh", id="lc_all"),
        pytest.param({"LANG": "en_GB.UTF-8"}, "en", id="english"),
        pytest.param({"LANG": "fr_FR.UTF-8"}, "zh", id="neither"),
    ],
)
def test_that_the_first_name_of_a_language_counts(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], expected: str
) -> None:
    for name in ("GOUJI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)

    assert language() == expected


def test_that_one_report_is_spoken_of_in_one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", "en")
    with one_language() as tongue:
        monkeypatch.setenv("GOUJI_LANG", "zh")
        inside = say("中文", "English")

    assert (tongue, inside, say("中文", "English")) == ("en", "English", "中文")
