"""The catalogue of form editions: loads resources/forms/*.toml and reports all their faults at once.

It knows nothing of documents, reports or rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from core.errors import Known
from core.form import ColumnSpec, Form, RowSpec, TableSpec
from core.language import say
from core.toml_table import TomlTable, fault_repeats, toml_tables

if TYPE_CHECKING:
    from core.values import Kind

_CODE: Final = re.compile(r"[a-z][a-z0-9_]*")
_KINDS: Final = ("count", "amount", "change", "unit")


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
    if not any(folder.glob("*.toml")):
        problems.append(f"{folder.name}: " + say("没有表样文件", "holds no form file"))
    for path, content in toml_tables(folder, problems):
        form = _read_form(content)
        if form.edition in forms:
            problems.append(f"{path.name}: edition: " + say("版本重复", "stands in two files"))
        forms[form.edition] = form
    if problems:
        raise FormErrors(tuple(problems))
    return Catalogue(forms)


def _read_form(section: TomlTable) -> Form:
    edition = section.text("edition")
    title = section.text("title")
    tables = tuple(_read_table(entry) for entry in section.sections("tables"))
    fault_repeats(section, "tables", [table.code for table in tables])
    section.close()
    return Form(edition, title, tables)


def _read_table(section: TomlTable) -> TableSpec:
    table = TableSpec(
        code=section.text("code", allowed=_CODE),
        heading=section.text("heading"),
        rows=tuple(_read_row(entry) for entry in section.sections("rows")),
        columns=tuple(_read_column(entry) for entry in section.sections("columns")),
        aliases=section.texts("aliases"),
    )
    fault_repeats(section, "rows", [row.code for row in table.rows])
    fault_repeats(section, "columns", [column.code for column in table.columns])
    fault_repeats(section, "rows", ["/".join(row.path) for row in table.rows])
    fault_repeats(section, "columns", ["/".join(column.path) for column in table.columns])
    section.close()
    return table


def _read_row(section: TomlTable) -> RowSpec:
    code = section.text("code", allowed=_CODE)
    path = section.texts("path", required=True)
    row = RowSpec(code, path[-1] if path else "", path, len(path), section.texts("aliases"))
    section.close()
    return row


def _read_column(section: TomlTable) -> ColumnSpec:
    code = section.text("code", allowed=_CODE)
    kind = cast("Kind", section.text("kind", allowed=_KINDS))
    path = section.texts("path", required=True)
    label = path[-1] if path else ""
    aliases = section.texts("aliases")
    column = ColumnSpec(code, label, kind, path, aliases, section.optional_text("unit"))
    section.close()
    return column
