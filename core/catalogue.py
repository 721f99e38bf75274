"""The catalogue of form editions: loads resources/forms/*.toml and reports all their faults at once.

It knows nothing of documents or reports; what a rule means is the business of core.checks.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final, Literal, cast

from core.errors import Known
from core.form import ColumnSpec, Form, RowSpec, Rule, Severity, TableSpec
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.values import Kind

_CODE: Final = re.compile(r"[a-z][a-z0-9_]*")
_RULE_CODE: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_KINDS: Final = ("count", "amount", "change", "unit")
_RULE_KINDS: Final = ("sum",)
_SEVERITIES: Final = ("error", "warning", "info")
_PLACEHOLDERS: Final = frozenset({"where", "left_sum", "right_sum", "parts"})


class FormErrors(Known):
    """The form files are faulty; ``problems`` names each fault with its file and key path."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(
            "form.broken",
            say("表样文件有错误：", "The form files are faulty: ") + "; ".join(problems),
            say("请改正上述各处。", "Correct each of these places."),
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All editions of the form, by edition, oldest first."""

    forms: dict[str, Form]

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions, oldest first."""
        return tuple(self.forms)

    def form(self, edition: str) -> Form:
        """The form of that edition. Raises KeyError when there is none."""
        return self.forms[edition]

    def table(self, edition: str, table: str) -> TableSpec:
        """A table of an edition. Raises KeyError when there is none."""
        return self.forms[edition].table(table)

    def table_codes(self) -> tuple[str, ...]:
        """The codes of the tables of all editions, in official order."""
        ordered = (table.code for form in self.forms.values() for table in form.tables)
        return tuple(sorted(dict.fromkeys(ordered), key=_official_order))

    def all_rows_of(self, table: str) -> dict[str, RowSpec]:
        """The rows of a table over all editions, by code; where both have one, the newer's."""
        specs = self._specs(table)
        return {row.code: row for spec in specs for row in spec.rows}

    def all_columns_of(self, table: str) -> dict[str, ColumnSpec]:
        """The columns of a table over all editions, by code; where both have one, the newer's."""
        specs = self._specs(table)
        return {column.code: column for spec in specs for column in spec.columns}

    def row(self, edition: str, table: str, row: str) -> RowSpec:
        """A row by code, looked up in the edition first and then in the others.

        A report may follow one edition and still print a row of another. Raises KeyError.
        """
        for spec in (self.table(edition, table), *self._specs(table)):
            for candidate in spec.rows:
                if candidate.code == row:
                    return candidate
        raise KeyError(row)

    def _specs(self, table: str) -> list[TableSpec]:
        return [form.table(table) for form in self.forms.values() if form.has_table(table)]


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of the bundled forms, or of those in ``folder``.

    Raises FormErrors with every fault of every file.
    """
    if folder is None:
        return _bundled()
    return _load(folder)


@cache
def _bundled() -> Catalogue:
    return _load(Path(str(files("resources"))) / "forms")


def _official_order(code: str) -> tuple[int, str]:
    return (0 if code.startswith("art20_") else 1, code)


def _load(folder: Path) -> Catalogue:
    problems: list[str] = []
    forms: dict[str, Form] = {}
    names: dict[str, str] = {}
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        problems.append(f"{folder.name}: " + say("没有表样文件", "holds no form file"))
    for path in paths:
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            problems.append(f"{path.name}: {error}")
            continue
        form = _read_form(_Section(content, path.name, problems))
        if form.edition in forms:
            problems.append(f"{path.name}: edition: " + say("版本重复", "stands in two files"))
        forms[form.edition] = form
        names[form.edition] = path.name
    problems.extend(_unknown_names(forms, names))
    if problems:
        raise FormErrors(tuple(problems))
    return Catalogue(forms)


class _Section:
    """A TOML table that is taken apart key by key; faults go to the shared list of problems."""

    def __init__(
        self, content: dict[str, object], name: str, problems: list[str], path: str = ""
    ) -> None:
        self._content = dict(content)
        self._name = name
        self._problems = problems
        self._path = path

    def fault(self, key: str, zh: str, en: str) -> None:
        """Note a problem with a key of this section."""
        where = f"{self._path}.{key}".strip(".")
        self._problems.append(f"{self._name}: {where}: {say(zh, en)}")

    def text(self, key: str, *, allowed: re.Pattern[str] | tuple[str, ...] | None = None) -> str:
        """A required text; "" and a fault where it is missing or not allowed."""
        value = self._content.pop(key, None)
        if value is None:
            self.fault(key, "缺少此项", "is missing")
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(key, "应为非空文字", "must be a text that is not empty")
            return ""
        if isinstance(allowed, re.Pattern) and not allowed.fullmatch(value):
            self.fault(key, f"代码“{value}”不合规", f"“{value}” is not a valid code")
        if isinstance(allowed, tuple) and value not in allowed:
            choice = ", ".join(allowed)
            self.fault(key, f"“{value}”不在 {choice} 之中", f"“{value}” is none of {choice}")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is absent."""
        return self.text(key) if key in self._content else None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; empty where it is absent, with a fault if it is required."""
        value = self._content.pop(key, [])
        entries = cast("list[object]", value) if isinstance(value, list) else [None]
        texts = tuple(entry for entry in entries if isinstance(entry, str) and entry.strip())
        if len(texts) != len(entries):
            self.fault(key, "应为文字列表", "must be a list of texts")
        elif required and not texts:
            self.fault(key, "缺少此项", "is missing")
        return texts

    def sections(self, key: str) -> Iterator[_Section]:
        """A required list of tables, one section each."""
        value = self._content.pop(key, [])
        entries = cast("list[object]", value) if isinstance(value, list) else [None]
        if not entries:
            self.fault(key, "缺少此项", "is missing")
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                content = cast("dict[str, object]", entry)
                path = f"{self._path}.{key}[{index}]".strip(".")
                yield _Section(content, self._name, self._problems, path)
            else:
                self.fault(f"{key}[{index}]", "应为表", "must be a table")

    def section(self, key: str) -> _Section:
        """A required table."""
        value = self._content.pop(key, None)
        if not isinstance(value, dict):
            self.fault(key, "缺少此项", "is missing")
            value = {}
        path = f"{self._path}.{key}".strip(".")
        return _Section(cast("dict[str, object]", value), self._name, self._problems, path)

    def close(self) -> None:
        """Fault every key that nobody asked for: it is misspelt or misplaced."""
        for key in self._content:
            self.fault(key, "未知的键", "is not a known key")


def _read_form(section: _Section) -> Form:
    edition = section.text("edition")
    title = section.text("title")
    tables = tuple(_read_table(entry) for entry in section.sections("tables"))
    rules = tuple(_read_rule(entry) for entry in section.sections("rules"))
    _fault_repeats(section, "tables", [table.code for table in tables])
    _fault_repeats(section, "rules", [rule.code for rule in rules])
    section.close()
    return Form(edition, title, tables, rules)


def _read_table(section: _Section) -> TableSpec:
    table = TableSpec(
        code=section.text("code", allowed=_CODE),
        heading=section.text("heading"),
        rows=tuple(_read_row(entry) for entry in section.sections("rows")),
        columns=tuple(_read_column(entry) for entry in section.sections("columns")),
        aliases=section.texts("aliases"),
        fingerprints=section.texts("fingerprints"),
    )
    _fault_repeats(section, "rows", [row.code for row in table.rows])
    _fault_repeats(section, "columns", [column.code for column in table.columns])
    _fault_repeats(section, "rows", ["/".join(row.path) for row in table.rows])
    _fault_repeats(section, "columns", ["/".join(column.path) for column in table.columns])
    section.close()
    return table


def _read_row(section: _Section) -> RowSpec:
    code = section.text("code", allowed=_CODE)
    path = section.texts("path", required=True)
    row = RowSpec(code, path[-1] if path else "", path, len(path), section.texts("aliases"))
    section.close()
    return row


def _read_column(section: _Section) -> ColumnSpec:
    code = section.text("code", allowed=_CODE)
    kind = cast("Kind", section.text("kind", allowed=_KINDS))
    path = section.texts("path", required=True)
    label = path[-1] if path else ""
    aliases = section.texts("aliases")
    column = ColumnSpec(code, label, kind, path, aliases, section.optional_text("unit"))
    section.close()
    return column


def _read_rule(section: _Section) -> Rule:
    words = section.section("message")
    rule = Rule(
        code=section.text("code", allowed=_RULE_CODE),
        domain=section.text("domain"),
        kind=section.text("kind", allowed=_RULE_KINDS),
        table=section.text("table"),
        per=cast("Literal['row', 'column']", section.text("per", allowed=("row", "column"))),
        left=section.texts("left", required=True),
        right=section.texts("right", required=True),
        severity=cast("Severity", section.text("severity", allowed=_SEVERITIES)),
        message={"zh": words.text("zh"), "en": words.text("en")},
        source=section.text("source"),
        rows=section.texts("rows"),
    )
    for tongue, template in rule.message.items():
        for name in sorted(_placeholders(template) - _PLACEHOLDERS - {*rule.left, *rule.right}):
            words.fault(tongue, f"未知的占位符“{name}”", f"“{name}” is not a known placeholder")
    words.close()
    section.close()
    return rule


def _placeholders(template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return {template}


def _fault_repeats(section: _Section, key: str, names: list[str]) -> None:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        section.fault(key, f"“{name}”重复", f"“{name}” stands there twice")


def _unknown_names(forms: dict[str, Form], files_of: dict[str, str]) -> Iterator[str]:
    """Rules that name a table that their edition lacks, or a row or column that no edition has."""
    catalogue = Catalogue(forms)
    for form in forms.values():
        for index, rule in enumerate(form.rules):
            where = f"{files_of[form.edition]}: rules[{index}]"
            if not form.has_table(rule.table):
                yield f"{where}.table: " + say(f"没有表“{rule.table}”", f"no table “{rule.table}”")
                continue
            rows = catalogue.all_rows_of(rule.table)
            known = catalogue.all_columns_of(rule.table) if rule.per == "row" else rows
            sides = {"left": (rule.left, known), "right": (rule.right, known)}
            for key, (names, allowed) in {**sides, "rows": (rule.rows, rows)}.items():
                for name in names:
                    if name not in allowed:
                        yield f"{where}.{key}: " + say(f"没有“{name}”", f"no “{name}”")
