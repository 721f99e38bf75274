"""The log of some years put into a store of many reports: who worked on which of them, and how."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from core.address import Address
from core.corrections import Action, Correction
from core.merging import reading_of
from core.standing import ReviewStatus
from core.store.codec import value_to_scalar
from core.store.facts import FACT, Fact, fact_to_plain, made
from core.store.log import Entry, VerdictRow
from core.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from random import Random

    from core.cells import Extraction
    from core.values import Value

_AUTHORS: Final = ("李敏", "王芳", "赵强", "陈静")
_COLLEAGUE: Final = "外单位"
_EVERY: Final = 50
_SHARED: Final = 10
_CELLS: Final = tuple(
    Address("requests", row, "total") for row in ("new", "granted", "other", "total", "carried_out")
)
_STATES: Final = (ReviewStatus.IN_REVIEW, ReviewStatus.DOUBTFUL, ReviewStatus.TO_RECHECK)


def work_on(path: Path, reports: int, random: Random) -> None:
    """Have people work on one report in fifty: five corrections in two gestures, some undone, and
    for each a verdict and a status. Every tenth of these also holds what a colleague sent.

    The lines of the library count the corrections, and are not judged anew.
    """
    numbers = sorted(random.sample(range(1, reports + 1), max(1, reports // _EVERY)))
    with closing(Store.open(path, create=False)) as store, store.writing():
        for place, number in enumerate(numbers):
            _Desk(store, number, place, len(numbers), random).review(is_shared=place % _SHARED == 0)


class _Desk:
    """One report before one reviewer, ``place`` of ``all_`` in the course of a year."""

    def __init__(self, store: Store, report: int, place: int, all_: int, random: Random) -> None:
        self._store = store
        self._report = report
        self._extraction: Extraction = store.extraction(report)
        self._author = random.choice(_AUTHORS)
        self._day = place * 300 // all_
        self._entries = 0
        self._random = random

    def review(self, *, is_shared: bool) -> None:
        first = self._gesture(_CELLS[:2])
        self._gesture(_CELLS[2:])
        if self._random.random() < 0.1:
            self._take_back(first)
        self._judge()
        if is_shared:
            self._merge()
        status = self._random.choice(_STATES)
        self._store.append_entry(
            Entry(
                self._name(), "status", self._report, self._now(), self._author, "",
                {"status": status.value},
            )
        )  # fmt: skip
        self._count()

    def _gesture(self, cells: tuple[Address, ...]) -> Action:
        made_ = tuple(
            self._correction(address, Decimal(self._random.randint(0, 400))) for address in cells
        )
        return self._store.append(Action(self._name(), made_))

    def _take_back(self, action: Action) -> None:
        undone = tuple(
            replace(
                self._correction(c.address, c.machine),
                old=c.new,
                gesture="undo",
                reverts=c.id,
                to_machine=True,
            )
            for c in action.corrections
        )
        self._store.append(Action(self._name(), undone))

    def _correction(self, address: Address, new: Value) -> Correction:
        reading = reading_of(self._extraction, address)
        return Correction(
            id=self._name(),
            sequence=0,
            report=self._report,
            address=address,
            old=reading,
            new=new,
            machine=reading,
            reason="与原件核对",
            author=self._author,
            made_at=self._now(),
            gesture="typed",
        )

    def _judge(self) -> None:
        key = f"{self._random.getrandbits(64):016x}"
        row = VerdictRow(
            self._name(), self._report, key, "source_says_so", "原件如此", self._author, self._now()
        )
        self._store.append_verdict(row)

    def _merge(self) -> None:
        address, new = _CELLS[0], Decimal(self._random.randint(500, 900))
        fact = self._fact(address, new)
        came = replace(
            self._correction(address, new), id=fact.id, author=_COLLEAGUE, gesture="imported"
        )
        marks: Mapping[str, Mapping[str, Any]] = {came.id: {FACT: fact_to_plain(fact)}}
        self._store.append(Action(self._name(), (came,)), marks)

    def _fact(self, address: Address, new: Decimal) -> Fact:
        content = {
            "new": value_to_scalar(new),
            "machine": value_to_scalar(reading_of(self._extraction, address)),
            "gesture": "typed",
            "to_machine": False,
            "reverts": None,
        }
        source = self._extraction.sha256
        now = self._now()
        return made("correction", source, str(address), content, author=_COLLEAGUE, made_at=now)

    def _count(self) -> None:
        line = self._store.projection(self._report)
        assert line is not None
        corrected = len(self._store.overlay(self._report))
        self._store.project(replace(line, corrected=corrected))
        self._store.show_standing(self._report)

    def _name(self) -> str:
        """An id as long as those that the program gives."""
        return f"{self._random.getrandbits(128):032x}"

    def _now(self) -> str:
        self._entries += 1
        month, day = divmod(self._day, 28)
        return f"2026-{1 + month:02}-{1 + day:02}T09:{self._entries:02}:00.000+00:00"
