"""A table of a TOML file that is taken apart key by key, so that all faults are found at once."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class TomlTable:
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

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        """A number; ``default`` where the key is absent, and a fault if there is none."""
        value = self._content.pop(key, default)
        if value is None:
            self.fault(key, "缺少此项", "is missing")
        elif isinstance(value, Decimal):
            return value
        elif isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        else:
            self.fault(key, "应为数", "must be a number")
        return Decimal(0)

    def flag(self, key: str, *, default: bool) -> bool:
        """A yes or no; ``default`` where the key is absent."""
        value = self._content.pop(key, default)
        if not isinstance(value, bool):
            self.fault(key, "应为 true 或 false", "must be true or false")
            return default
        return value

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

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that nobody has asked for yet."""
        return tuple(self._content)

    def sections(self, key: str) -> Iterator[TomlTable]:
        """A required list of tables."""
        value = self._content.pop(key, [])
        entries = cast("list[object]", value) if isinstance(value, list) else [None]
        if not entries:
            self.fault(key, "缺少此项", "is missing")
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                content = cast("dict[str, object]", entry)
                path = f"{self._path}.{key}[{index}]".strip(".")
                yield TomlTable(content, self._name, self._problems, path)
            else:
                self.fault(f"{key}[{index}]", "应为表", "must be a table")

    def section(self, key: str, *, required: bool = True) -> TomlTable:
        """A table; an empty one where it is absent, with a fault if it is required."""
        value = self._content.pop(key, None if required else {})
        if not isinstance(value, dict):
            self.fault(key, "缺少此项", "is missing")
            value = {}
        path = f"{self._path}.{key}".strip(".")
        return TomlTable(cast("dict[str, object]", value), self._name, self._problems, path)

    def close(self) -> None:
        """Fault every key that nobody asked for: it is misspelt or misplaced."""
        for key in self._content:
            self.fault(key, "未知的键", "is not a known key")


def toml_tables(folder: Path, problems: list[str]) -> Iterator[tuple[Path, TomlTable]]:
    """The files of a folder by name; one that is no TOML is a problem and left out."""
    for path in sorted(folder.glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            problems.append(f"{path.name}: {error}")
            continue
        yield path, TomlTable(content, path.name, problems)


def fault_repeats(table: TomlTable, key: str, names: list[str]) -> None:
    """Fault the names that stand twice."""
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        table.fault(key, f"“{name}”重复", f"“{name}” stands there twice")
