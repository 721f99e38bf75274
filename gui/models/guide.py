"""The user guide: its sections in the reader's language, with the present words and keys in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from core.language import language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.language import Language

_MARK: Final = re.compile(r"\{([\w.]+(?:/[^{}|]+)?)(\|menu)?\}")
"""A command by its name: its keys, or with ``|menu`` where it is in the menus."""
KEY_TABLE: Final = "all_keys"
_HEADING: Final = re.compile(r"^(#{1,2}) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a section under one heading, which is of level 1 or 2."""

    heading: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One file of the guide; ``name`` is the same in every language, ``text`` is Markdown."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """The heading of the whole section."""
        return self.parts[0].heading

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its stretches, the first one with the title."""
        found = list(_HEADING.finditer(self.text))
        ends = [match.start() for match in found[1:]] + [len(self.text)]
        return tuple(
            Part(match[2].strip(), len(match[1]), self.text[match.end() : end])
            for match, end in zip(found, ends, strict=True)
        )


def section_names(spoken: Language) -> tuple[str, ...]:
    """The names of the sections in one language, in order."""
    folder = files("resources.guide") / spoken
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".md"))
    return tuple(sorted(name.removesuffix(".md") for name in names))


def load_guide(
    told: Callable[[str, bool], str], spoken: Language | None = None
) -> Sequence[Section]:
    """The sections in the reader's language, or in the one named.

    ``told`` gives the words for a command: its keys, or where it is in the menus when asked so;
    it raises LookupError for a command that there is not.
    """
    spoken = spoken or language()
    folder = files("resources.guide") / spoken
    return [
        Section(name, _MARK.sub(lambda found: told(found[1], bool(found[2])), text))
        for name in section_names(spoken)
        for text in [(folder / f"{name}.md").read_text(encoding="utf-8")]
    ]


def picture_data(name: str, spoken: Language | None = None) -> bytes | None:
    """The bytes of a picture of the guide; None for whatever is no picture of it."""
    if not re.fullmatch(r"[\w-]+\.png", name):
        return None
    entry = files("resources.guide") / (spoken or language()) / name
    return entry.read_bytes() if entry.is_file() else None
