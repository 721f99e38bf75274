"""How the rules are applied, kept beside the user's other settings; commands and window share it.

The file is checks.toml in the user's folder of settings, or the one that ``GOUJI_CHECKS`` names:

    strict = true
    switched_on = ["requests.partial_counted_twice"]
    switched_off = ["form.topics"]
    level = "county"
    organ = "department"

    [severities]
    "form.topics" = "info"

    [thresholds]
    "years.requests_jump.rise" = 5
"""

from __future__ import annotations

import json
import os
import tomllib
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from core.agencies import Level, OrganKind
from core.checks.rulebook import rules_by_code
from core.errors import Known
from core.language import say
from core.program import installed_version
from core.rules import SEVERITIES, CheckSettings, Severity
from core.toml_table import TomlTable

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME: Final = "checks.toml"
_VARIABLE: Final = "GOUJI_CHECKS"


class SettingsErrors(Known):
    """The settings of checks are faulty; ``problems`` names each fault with its file and key."""

    def __init__(self, path: Path, problems: tuple[str, ...]) -> None:
        super().__init__(
            "checks.settings",
            say("校验设置有错误：", "The settings of checks are faulty: ") + "; ".join(problems),
            say(f"请改正或删除 {path}。", f"Correct or remove {path}."),
        )
        self.problems = problems


def settings_path() -> Path:
    """The file of the settings of checks, whether it is there or not."""
    import platformdirs

    named = os.environ.get(_VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("gouji") / _NAME


def load_settings(path: Path | None = None) -> CheckSettings:
    """The settings of the file; those by default where there is none.

    Raises SettingsErrors with every fault of the file.
    """
    path = path or settings_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return CheckSettings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsErrors(path, (f"{path.name}: {error}",)) from error
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise SettingsErrors(path, (f"{path.name}: {error}",)) from error
    problems: list[str] = []
    settings = _read(TomlTable(content, path.name, problems))
    if problems:
        raise SettingsErrors(path, tuple(problems))
    return settings


def save_settings(settings: CheckSettings, path: Path | None = None) -> None:
    """Put the settings in the place of the file's former ones. Raises Known if that fails."""
    path = path or settings_path()
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(as_toml(settings), encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise Known(
            "checks.unsaved",
            say(f"校验设置无法保存：{error}", f"The settings of checks cannot be saved: {error}"),
            say(f"请检查 {path.parent} 的权限。", f"Check the permissions of {path.parent}."),
        ) from error


def adjusted(
    settings: CheckSettings,
    *,
    strict: bool | None = None,
    switch_on: Iterable[str] = (),
    switch_off: Iterable[str] = (),
) -> CheckSettings:
    """The settings with rules switched on and off by code. Raises Known for an unknown code."""
    on, off = frozenset(switch_on), frozenset(switch_off)
    for code in sorted(on | off):
        if code not in rules_by_code():
            raise Known(
                "checks.no_rule",
                say(f"没有名为“{code}”的规则。", f"There is no rule “{code}”."),
                say("规则的名称见导出的规则表。", "An export lists the rules by name."),
            )
    return replace(
        settings,
        switched_on=(settings.switched_on - off) | on,
        switched_off=(settings.switched_off - on) | off,
        is_strict=settings.is_strict if strict is None else strict,
    )


def _read(table: TomlTable) -> CheckSettings:
    on, off = table.texts("switched_on"), table.texts("switched_off")
    for key, codes in (("switched_on", on), ("switched_off", off)):
        for code in codes:
            if code not in rules_by_code():
                table.fault(key, f"没有规则“{code}”", f"no rule “{code}”")
    for code in sorted({*on} & {*off}):
        table.fault("switched_off", f"“{code}”也在 switched_on 中", f"“{code}” is switched on, too")
    settings = CheckSettings(
        level=_one_of(table, "level", tuple(Level)),
        organ=_one_of(table, "organ", tuple(OrganKind)),
        thresholds=_thresholds(table.section("thresholds", required=False)),
        severities=_severities(table.section("severities", required=False)),
        switched_on=frozenset(on),
        switched_off=frozenset(off),
        is_strict=table.flag("strict", default=False),
    )
    table.close()
    return settings


def _one_of(table: TomlTable, key: str, allowed: tuple[str, ...]) -> str:
    return str(table.text(key, allowed=allowed)) if key in table.keys else ""


def _thresholds(table: TomlTable) -> dict[str, Decimal]:
    thresholds: dict[str, Decimal] = {}
    for name in table.keys:
        code, _, threshold = name.rpartition(".")
        rule = rules_by_code().get(code)
        if rule is None or threshold not in rule.thresholds:
            table.fault(name, "没有这个阈值", "is not a threshold of a rule")
        thresholds[name] = table.number(name)
    return thresholds


def _severities(table: TomlTable) -> dict[str, Severity]:
    severities: dict[str, Severity] = {}
    for code in table.keys:
        if code not in rules_by_code():
            table.fault(code, f"没有规则“{code}”", f"no rule “{code}”")
        severities[code] = cast("Severity", table.text(code, allowed=SEVERITIES))
    return severities


def as_toml(settings: CheckSettings) -> str:
    """The text of a file with these settings; equal settings give equal texts."""
    lines = [f"strict = {str(settings.is_strict).lower()}"]
    for key, codes in (
        ("switched_on", settings.switched_on),
        ("switched_off", settings.switched_off),
    ):
        lines.append(f"{key} = [{', '.join(map(_quoted, sorted(codes)))}]")
    for key, name in (("level", settings.level), ("organ", settings.organ)):
        if name:
            lines.append(f"{key} = {_quoted(name)}")
    if settings.severities:
        lines += ["", "[severities]"]
        lines += [f"{_quoted(c)} = {_quoted(s)}" for c, s in sorted(settings.severities.items())]
    if settings.thresholds:
        lines += ["", "[thresholds]"]
        lines += [f"{_quoted(n)} = {number:f}" for n, number in sorted(settings.thresholds.items())]
    return "\n".join(lines) + "\n"


_COUNTED: Final = 2
"""Another number whenever lines of the library count something otherwise."""


@lru_cache(maxsize=8)
def _hashed(settings: str) -> str:
    rules = repr(tuple(rules_by_code().values()))
    said = f"{installed_version()} {_COUNTED}\n{rules}\n{settings}"
    return sha256(said.encode()).hexdigest()[:16]


def fingerprint(settings: CheckSettings) -> str:
    """Another text whenever reports may be judged or counted otherwise: by rules, settings or program."""
    return _hashed(as_toml(settings))


def _quoted(text: str) -> str:
    # The strings of JSON are strings of TOML.
    return json.dumps(text, ensure_ascii=False)
