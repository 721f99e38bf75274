"""What people did to a cell: corrected, confirmed, given back."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from core.address import Address
from core.corrections import Correction, Gesture
from core.opinions import opinions

CELL = Address.parse("requests.new.total")


def log(*words: tuple[str, int, str]) -> list[Correction]:
    """Entries of one cell that the machine read as 5: who, which value, by which gesture.

    An undo takes the entry before it back.
    """
    found: list[Correction] = []
    old = Decimal(5)
    for number, (author, value, gesture) in enumerate(words):
        new = Decimal(value)
        found.append(
            Correction(
                str(number),
                number,
                1,
                CELL,
                old,
                new,
                Decimal(5),
                "",
                author,
                "2026-01-02T03:04:05Z",
                cast("Gesture", gesture),
                str(number - 1) if gesture == "undo" else None,
                gesture == "undo" and value == 5,
            )
        )
        old = new
    return found


def test_that_a_word_that_repeats_the_reading_confirms_it() -> None:
    assert opinions(log(("甲", 5, "confirmed")))[CELL].is_confirmed
    assert not opinions(log(("甲", 7, "typed")))[CELL].is_confirmed


def test_that_nobody_s_word_stands_when_the_reading_was_restored() -> None:
    opinion = opinions(log(("甲", 7, "typed"), ("甲", 5, "undo")))[CELL]

    assert not opinion.stands
    assert not opinion.is_confirmed
    assert len(opinion.entries) == 2
