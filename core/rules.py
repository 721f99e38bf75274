"""Rules as data: what each one says, how grave it is, where it comes from, and its parameters.

What a kind of rule means is the business of core.checks, which also says which parameters a kind
takes; here they are read and every fault is named with its file and key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, TypeVar, cast

from core.errors import Known
from core.language import language, say
from core.toml_table import TomlTable, fault_repeats, toml_tables

V = TypeVar("V")
Severity = Literal["error", "warning", "info"]
Scope = Literal["report", "years", "agencies"]
Parameter: TypeAlias = str | tuple[str, ...] | Decimal | bool

_RULE_CODE: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
SEVERITIES: Final = ("error", "warning", "info")
_SCOPES: Final = ("report", "years", "agencies")
# Findings follow the order of the files.
_THEMES: Final = (
    "requests",
    "review",
    "art20",
    "value",
    "document",
    "form",
    "text",
    "years",
    "levels",
)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """What must hold in a report, in two years of one agency, or among agencies.

    ``domain`` is the code of the field (A-ROW), ``source`` the article or notice it rests on.
    ``tables`` are those whose cells it reads: it is judged where they were found, in one of
    ``editions`` (empty: all), and again after an edit of one of their cells. ``levels`` and
    ``organs`` limit it to organs of such a level or kind (empty: all). ``strict`` is the severity
    when a reviewer checks strictly. ``thresholds`` are named numbers that settings may change.
    """

    code: str
    domain: str
    title: Mapping[str, str]
    kind: str
    severity: Severity
    message: Mapping[str, str]
    source: str
    scope: Scope = "report"
    tables: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    tolerance: Decimal = Decimal(0)
    strict: Severity | None = None
    is_on: bool = True
    thresholds: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])

    @property
    def name(self) -> str:
        """The title in the user's language."""
        return self.title[language()]

    def text(self, key: str) -> str:
        """A parameter that is a text; "" where an optional one is absent."""
        return cast("str", self.parameters.get(key, ""))

    def texts(self, key: str) -> tuple[str, ...]:
        """A parameter that is a list of texts; empty where an optional one is absent."""
        return cast("tuple[str, ...]", self.parameters.get(key, ()))

    def number(self, key: str) -> Decimal:
        """A parameter that is a number; 0 where an optional one is absent."""
        return cast("Decimal", self.parameters.get(key, Decimal(0)))

    def flag(self, key: str) -> bool:
        """A parameter that is a yes or no; no where it is absent."""
        return cast("bool", self.parameters.get(key, False))


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """A parameter that a kind of rule takes; ``allowed`` are the texts it may be (empty: any)."""

    shape: Literal["text", "texts", "number", "flag"]
    required: bool = True
    allowed: tuple[str, ...] = ()


ParametersOfKinds: TypeAlias = Mapping[str, Mapping[str, ParameterSpec]]


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a reviewer sets: the organ where its name does not tell, thresholds, rules on and off.

    ``thresholds`` are named ``<rule code>.<threshold>``. ``severities`` are those of rules that are
    not to count as their file says, whether the review is strict or not. ``level`` and ``organ``
    are codes of core.agencies; "" leaves them to the agency's name.
    """

    level: str = ""
    organ: str = ""
    thresholds: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    severities: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    switched_on: frozenset[str] = frozenset()
    switched_off: frozenset[str] = frozenset()
    is_strict: bool = False

    def runs(self, rule: Rule) -> bool:
        """Whether the rule is judged at all."""
        if rule.code in self.switched_off:
            return False
        return rule.is_on or rule.code in self.switched_on

    def threshold(self, rule: Rule, name: str) -> Decimal:
        """A threshold of a rule. Raises KeyError when the rule has none of that name."""
        return self.thresholds.get(f"{rule.code}.{name}", rule.thresholds[name])

    def severity(self, rule: Rule) -> Severity:
        """How grave a failure of the rule is."""
        if rule.code in self.severities:
            return self.severities[rule.code]
        return rule.strict if self.is_strict and rule.strict else rule.severity

    def switched(self, rule: Rule, *, is_on: bool) -> CheckSettings:
        """The settings with one rule switched on or off."""
        named = frozenset({rule.code})
        return replace(
            self,
            switched_on=self.switched_on | named
            if is_on and not rule.is_on
            else self.switched_on - named,
            switched_off=self.switched_off | named
            if rule.is_on and not is_on
            else self.switched_off - named,
        )

    def weighed(self, rule: Rule, severity: Severity) -> CheckSettings:
        """The settings with another severity of one rule."""
        plain = replace(self, severities=_without(self.severities, rule.code))
        if plain.severity(rule) == severity:
            return plain
        return replace(self, severities={**self.severities, rule.code: severity})

    def limited(self, rule: Rule, name: str, number: Decimal) -> CheckSettings:
        """The settings with another threshold. Raises KeyError when the rule has none of that name."""
        key = f"{rule.code}.{name}"
        others = _without(self.thresholds, key)
        if number == rule.thresholds[name]:
            return replace(self, thresholds=others)
        return replace(self, thresholds={**others, key: number})

    def reset(self, rule: Rule) -> CheckSettings:
        """The settings with one rule as its file says."""
        settings = self.switched(rule, is_on=rule.is_on)
        for name, number in rule.thresholds.items():
            settings = settings.limited(rule, name, number)
        return replace(settings, severities=_without(settings.severities, rule.code))

    def is_changed(self, rule: Rule) -> bool:
        """Whether anything of the rule is set otherwise than in its file."""
        return self.reset(rule) != self


def _without(named: Mapping[str, V], name: str) -> Mapping[str, V]:
    return {key: value for key, value in named.items() if key != name}


class RuleErrors(Known):
    """The rule files are faulty; ``problems`` names each fault with its file and key path."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(
            "rules.broken",
            say("规则文件有错误：", "The rule files are faulty: ") + "; ".join(problems),
            say("请改正上述各处。", "Correct each of these places."),
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ReadRule:
    """A rule with the tables of the file that it came from, so that further faults can be named."""

    rule: Rule
    entry: TomlTable
    parameters: TomlTable
    message: TomlTable


def read_rules(folder: Path, kinds: ParametersOfKinds, problems: list[str]) -> Iterator[ReadRule]:
    """The rules of all files of a folder, in the order of the themes; faults go to ``problems``."""
    if not any(folder.glob("*.toml")):
        problems.append(f"{folder.name}: " + say("没有规则文件", "holds no rule file"))
    files = sorted(toml_tables(folder, problems), key=lambda file: _theme_order(file[0]))
    for path, content in files:
        found = [_read_rule(entry, path.stem, kinds) for entry in content.sections("rules")]
        fault_repeats(content, "rules", [read.rule.code for read in found])
        content.close()
        yield from found


def _theme_order(path: Path) -> tuple[int, str]:
    theme = path.stem
    return (_THEMES.index(theme) if theme in _THEMES else len(_THEMES), theme)


def _read_rule(entry: TomlTable, theme: str, kinds: ParametersOfKinds) -> ReadRule:
    code = entry.text("code", allowed=_RULE_CODE)
    if code and not code.startswith(f"{theme}."):
        entry.fault("code", f"应以“{theme}.”开头", f"must begin with “{theme}.”")
    kind = entry.text("kind", allowed=tuple(kinds))
    given = entry.section("parameters", required=False)
    message = entry.section("message")
    strict = entry.text("strict", allowed=SEVERITIES) if "strict" in entry.keys else None
    rule = Rule(
        code=code,
        domain=entry.text("domain"),
        title=_in_both(entry.section("title")),
        kind=kind,
        severity=cast("Severity", entry.text("severity", allowed=SEVERITIES)),
        message=_in_both(message),
        source=entry.text("source"),
        scope=cast("Scope", _optional(entry, "scope", "report", _SCOPES)),
        tables=entry.texts("tables"),
        editions=entry.texts("editions"),
        levels=entry.texts("levels"),
        organs=entry.texts("organs"),
        tolerance=entry.number("tolerance", Decimal(0)),
        strict=cast("Severity | None", strict),
        is_on=entry.flag("is_on", default=True),
        thresholds=_thresholds(entry.section("thresholds", required=False)),
        parameters=_parameters(given, kinds.get(kind, {})),
    )
    entry.close()
    return ReadRule(rule, entry, given, message)


def _optional(entry: TomlTable, key: str, default: str, allowed: tuple[str, ...]) -> str:
    return entry.text(key, allowed=allowed) if key in entry.keys else default


def _in_both(words: TomlTable) -> Mapping[str, str]:
    both = MappingProxyType({"zh": words.text("zh"), "en": words.text("en")})
    words.close()
    return both


def _thresholds(given: TomlTable) -> Mapping[str, Decimal]:
    return MappingProxyType({name: given.number(name) for name in given.keys})


def _parameters(given: TomlTable, specs: Mapping[str, ParameterSpec]) -> Mapping[str, Parameter]:
    values: dict[str, Parameter] = {}
    for key, spec in specs.items():
        if not spec.required and key not in given.keys:
            continue
        values[key] = _parameter(given, key, spec)
    given.close()
    return MappingProxyType(values)


def _parameter(given: TomlTable, key: str, spec: ParameterSpec) -> Parameter:
    if spec.shape == "number":
        return given.number(key)
    if spec.shape == "flag":
        return given.flag(key, default=False)
    if spec.shape == "text":
        return given.text(key, allowed=spec.allowed or None)
    texts = given.texts(key, required=spec.required)
    for text in texts:
        if spec.allowed and text not in spec.allowed:
            choice = ", ".join(spec.allowed)
            given.fault(key, f"“{text}”不在 {choice} 之中", f"“{text}” is none of {choice}")
    return texts
