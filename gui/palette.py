"""What the command palette offers, and what of it fits the words that are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_WORST: Final = 1_000
_MEANT: Final = 3
"""Letters that are meant when they stand in order; two stand so in nearly everything."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that Enter does. ``key`` is the same the next time; ``place`` says what it is or
    where its command stands, ``keys`` how it is done without the palette.
    """

    key: str
    title: str
    place: str
    run: Callable[[], object]
    keys: str = ""


def fitting(offers: Iterable[Offer], words: str, recent: Sequence[str]) -> list[Offer]:
    """The offers that fit every word, the best first; of equal ones those used last come first.

    A word fits by its letters in a row, by the initials of the pinyin, or by its letters in order.
    """
    wanted = words.casefold().split()
    ranked: list[tuple[int, int, int, Offer]] = []
    for number, offer in enumerate(offers):
        cost = _cost(offer, wanted)
        if cost is not None:
            age = recent.index(offer.key) if offer.key in recent else _WORST
            ranked.append((cost, age, number, offer))
    return [offer for *_, offer in sorted(ranked, key=lambda entry: entry[:3])]


def _cost(offer: Offer, wanted: Sequence[str]) -> int | None:
    """0 for the best fit; None where a word does not fit."""
    title, place = offer.title.casefold(), offer.place.casefold()
    letters = initials(offer.title)
    total = 0
    for word in wanted:
        if title.startswith(word):
            cost = 0
        elif word in title or letters.startswith(word):
            cost = 1
        elif word in letters:
            cost = 2
        elif word in place or word in initials(place):
            cost = 3
        elif len(word) >= _MEANT and (_in_order(word, title) or _in_order(word, letters)):
            cost = 4
        else:
            return None
        total += cost
    return total


def _in_order(word: str, text: str) -> bool:
    """Whether the letters of the word stand in the text in their order, with others between."""
    rest = iter(text)
    return all(letter in rest for letter in word)
