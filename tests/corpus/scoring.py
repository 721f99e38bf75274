"""Comparing what the program reads with the gold of a generated report."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import Known
from core.reading import read_report
from core.values import value_to_json

if TYPE_CHECKING:
    from core.cells import Cell
    from tests.corpus.figures import Figures, Tables, Value

STEPS: Final = (0.99, 0.95, 0.9, 0.8, 0.0)
"""Lower bounds of the classes of confidence in the report."""

_SURE: Final = 0.9
_UNSURE: Final = ("ambiguous", "missing")


@dataclass(frozen=True, slots=True)
class Case:
    """A written report: the bytes and everything that is known of them.

    ``ambiguous`` are cells of which the source leaves the value open: no value with a doubtful
    origin is right there, too. ``lost`` are cells that the source does not have: no value is right.
    ``again`` are the arguments of the command that make this case alone.
    """

    label: str
    format: str
    accidents: tuple[str, ...]
    name: str
    data: bytes
    figures: Figures
    ambiguous: frozenset[str]
    lost: frozenset[str] = frozenset()
    again: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that was read differently; ``silent`` when nothing sends a reviewer there."""

    address: str
    gold: Value
    got: Value
    origin: str
    confidence: float
    silent: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one case. ``confident`` pairs the confidence of each cell with being right."""

    case: Case
    cells: int
    lenient: int
    wrong: tuple[Wrong, ...]
    confident: tuple[tuple[float, bool], ...]
    agency_found: bool

    @property
    def right(self) -> int:
        """Cells read exactly; year and template count like cells."""
        return self.cells - len(self.wrong)

    @property
    def silent(self) -> int:
        """Wrong cells that claim to be sure."""
        return sum(wrong.silent for wrong in self.wrong)


def flat(tables: Tables) -> dict[str, Value]:
    """The gold by printed address."""
    return {
        f"{table}.{row}.{column}": value
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def gold_json(case: Case) -> str:
    """The gold in the format of the hand-made ones."""
    figures = case.figures
    return json.dumps(
        {
            "template": figures.edition,
            "year": figures.year,
            "agency": figures.agency,
            "tables": figures.tables,
            "notes": [f"generated: {case.format}, {', '.join(case.accidents) or 'no accident'}"],
            "may_be_ambiguous": sorted(case.ambiguous),
            "lost": sorted(case.lost),
            "planted": list(figures.planted),
        },
        ensure_ascii=False,
        indent=1,
    )


def same(gold: Value, got: Value) -> bool:
    """Exact: a blank is not 0, a text is not a number."""
    if isinstance(gold, int | float) and isinstance(got, int | float):
        return abs(gold - got) < 1e-9
    return gold == got


def _alike(gold: Value, got: Value) -> bool:
    return same(gold, got) or same(gold or 0, got or 0)


def score(case: Case) -> Score:
    """Read the case with the program and compare each cell."""
    gold = flat(case.figures.tables)
    try:
        extraction = read_report(case.data, case.name).extraction
    except Known as error:
        wrong = tuple(Wrong(a, v, None, error.code, 0.0, silent=False) for a, v in gold.items())
        facts = _facts(case, None, "")
        return Score(case, len(gold) + 2, 0, wrong + facts, (), agency_found=False)
    cells = {str(cell.address): cell for cell in extraction.cells}
    found: list[Wrong] = []
    confident: list[tuple[float, bool]] = []
    lenient = 0
    for address, value in gold.items():
        cell = cells.get(address)
        got = value_to_json(cell.value) if cell else None
        right = _is_right(case, address, value, cell)
        lenient += right or (cell is not None and _alike(value, got))
        if cell and str(cell.origin) not in _UNSURE:
            confident.append((cell.confidence, right))
        if not right:
            found.append(_wrong(address, value, got, cell))
    for address, cell in cells.items():
        if address not in gold and cell.value is not None:
            found.append(_wrong(address, "no such cell", value_to_json(cell.value), cell))
    facts = _facts(case, extraction.year.value, extraction.template)
    return Score(
        case,
        len(gold) + 2,
        lenient + 2 - len(facts),
        (*found, *facts),
        tuple(confident),
        agency_found=extraction.agency.value == case.figures.agency,
    )


def _is_right(case: Case, address: str, gold: Value, cell: Cell | None) -> bool:
    if cell is None:
        return False
    if address in case.ambiguous and cell.value is None and str(cell.origin) in _UNSURE:
        return True
    if address in case.lost and cell.value is None:
        return True
    return same(gold, value_to_json(cell.value))


def _wrong(address: str, gold: Value, got: Value, cell: Cell | None) -> Wrong:
    if cell is None:
        return Wrong(address, gold, None, "absent", 0.0, silent=False)
    silent = str(cell.origin) not in _UNSURE and cell.confidence >= _SURE
    return Wrong(address, gold, got, str(cell.origin), cell.confidence, silent)


def _facts(case: Case, year: str | None, template: str) -> tuple[Wrong, ...]:
    """Year and template where they are wrong; a wrong one is silent, nothing doubts it."""
    pairs = (("year", str(case.figures.year), year), ("template", case.figures.edition, template))
    return tuple(
        Wrong(name, gold, got, "said" if got else "missing", 1.0, silent=bool(got))
        for name, gold, got in pairs
        if gold != got
    )
