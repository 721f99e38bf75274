"""How words are put together in the language of the window: colons and semicolons of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from collections.abc import Iterable

translate = QCoreApplication.translate


def told_of(name: str, words: str) -> str:
    """What is said of something, after its name; the name alone where nothing is said."""
    if not words:
        return name
    return translate("Phrases", "{name}: {words}").format(name=name, words=words)


def listed(words: Iterable[str]) -> str:
    """Several things, each of which may hold commas; empty ones are left out."""
    return translate("Phrases", "; ").join(filter(None, words))


def named(words: Iterable[str]) -> str:
    """Several short things one after the other."""
    return translate("Phrases", ", ").join(filter(None, words))


def size_words(size: int) -> str:
    """The size of a file of so many bytes; the figure and its unit stay on one line."""
    form = QLocale.DataSizeFormat.DataSizeTraditionalFormat
    return QLocale().formattedDataSize(size, 1, form).replace(" ", "\u00a0")
