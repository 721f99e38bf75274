"""Comparing what the program reads with the gold of a generated report."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.checks import evaluate
from core.errors import Known
from core.findings import Status
from core.reading import read_report
from core.statement import fold
from core.values import normalised, value_to_json

if TYPE_CHECKING:
    from core.cells import Cell, Extraction
    from tests.corpus.figures import Figures, Tables, Value
    from tests.corpus.quotes import Quote

STEPS: Final = (0.99, 0.95, 0.9, 0.8, 0.5, 0.0)
"""Lower bounds of the classes of confidence in the report."""

SURE: Final = 0.95
MOST_WRONG: Final = 0.001
"""Of the cells that are said to be this sure, at most this share may be wrong."""

_SILENT: Final = 0.9
_UNSURE: Final = ("ambiguous", "missing")
_SUMS: Final = (
    "requests.row_sum",
    "requests.result_total",
    "requests.balance",
    "requests.balance_of_results",
    "requests.parts_blank",
    "requests.subtotal",
    "review.sum",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A written report: the bytes and everything that is known of them.

    ``ambiguous`` are cells of which the source leaves the value open: right there is, too, no value
    with a doubtful origin, unless candidates are named and the true value is not among them. ``lost`` are cells that the source does not have: no value is right.
    ``again`` are the arguments of the command that make this case alone. ``told`` are the cells whose
    value the source tells, ``open`` those of which it leaves several readings; of others neither is
    proved.
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
    published: str = ""
    quotes: tuple[Quote, ...] = ()
    local: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    @property
    def quoted(self) -> list[Quote]:
        """What the prose quotes of cells that this source has and that can be read."""
        gold = flat(self.figures.tables)
        return [
            q
            for q in self.quotes
            if all(c in gold and c not in self.ambiguous | self.lost for c in q.cells)
        ]


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
class Unfair:
    """A cell that was asked though the source tells it, or told though it leaves it open."""

    address: str
    gold: Value
    got: Value
    origin: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that the program says is broken, and the cells that it names."""

    rule: str
    cells: frozenset[str]
    is_error: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one case. ``confident`` pairs the confidence of each cell with being right.

    ``known`` counts the cells whose value is that of the gold, an honest question being none;
    ``judged`` those of which is proved what the source tells, or that have a wrong value, ``unfair``
    are those of them that were read otherwise.
    ``failing`` are the cells that failing sum findings name, a set for each finding. ``unlisted``
    counts inferred and ambiguous cells that do not say among which values. ``kept`` counts the local
    rows that the program shows as rows outside the form, ``heard`` the
    quoted figures of the prose that the program read; ``contradicted`` are the rules on the
    prose that it says are broken.
    """

    case: Case
    cells: int
    lenient: int
    wrong: tuple[Wrong, ...]
    confident: tuple[tuple[float, bool], ...]
    agency_found: bool
    failing: tuple[frozenset[str], ...] = ()
    unlisted: int = 0
    day_found: bool = False
    kept: int = 0
    heard: int = 0
    known: int = 0
    judged: int = 0
    unfair: tuple[Unfair, ...] = ()
    contradicted: tuple[Failure, ...] = ()

    @property
    def right(self) -> int:
        """Cells read exactly; year and template count like cells."""
        return self.cells - len(self.wrong)

    @property
    def silent(self) -> int:
        """Wrong cells that claim to be sure."""
        return sum(wrong.silent for wrong in self.wrong)

    @property
    def expected(self) -> bool:
        """Whether the misprinted cells can be read at all from this source."""
        planted = self.case.figures.planted
        gold = flat(self.case.figures.tables)
        return all(a in gold and a not in self.case.ambiguous | self.case.lost for a in planted)

    @property
    def found(self) -> bool:
        """Whether a failing finding names a cell that was misprinted on purpose."""
        return any(named & set(self.case.figures.planted) for named in self.failing)

    @property
    def lies(self) -> list[Quote]:
        """The quoted figures that contradict the tables on purpose."""
        return [q for q in self.case.quoted if q.is_false]

    @property
    def lies_found(self) -> int:
        """How many of those a finding names."""
        return sum(any(f.cells & set(q.cells) for f in self.contradicted) for q in self.lies)

    @property
    def text_alarms(self) -> int:
        """Contradictions that the program sees, as errors, in a report without any."""
        if any(q.is_false for q in self.case.quotes) or self.case.figures.planted:
            return 0
        return sum(f.is_error for f in self.contradicted)

    @property
    def alarms(self) -> int:
        """Failing sums of a report in which every sum holds."""
        holds = not self.case.figures.planted and "missing_rows" not in self.case.accidents
        return len(self.failing) if holds else 0


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
            "published": case.published,
            "quotes": [asdict(quote) for quote in case.quotes],
        },
        ensure_ascii=False,
        indent=1,
    )


def same(gold: Value, got: Value) -> bool:
    """Exact: a blank is not 0, a text is not a number."""
    if isinstance(gold, int | float) and isinstance(got, int | float):
        return abs(gold - got) < 1e-9
    return gold == got


def score(case: Case) -> Score:
    """Read the case with the program and compare each cell."""
    gold = flat(case.figures.tables)
    try:
        extraction = read_report(case.data, case.name).extraction
    except Known as error:
        return _refused(case, error)
    cells = {str(cell.address): cell for cell in extraction.cells}
    right = {a: _is_right(case, a, v, cells) for a, v in gold.items()}
    facts = _facts(case, extraction.year.value, extraction.template)
    failures = _failures(extraction)
    heard = {m.value for m in extraction.prose.mentions}
    judged, unfair = _judged(case, cells)
    return Score(
        case,
        len(gold) + 2,
        sum(right[a] or _is_alike(v, cells.get(a)) for a, v in gold.items()) + 2 - len(facts),
        (*_found_wrong(gold, right, cells), *facts),
        tuple(
            (cells[a].confidence, right[a])
            for a in gold
            if a in cells and str(cells[a].origin) not in _UNSURE
        ),
        agency_found=extraction.agency.value == case.figures.agency,
        failing=tuple(f.cells for f in failures if f.rule in _SUMS),
        contradicted=tuple(f for f in failures if f.rule.startswith("text.")),
        day_found=(extraction.published.value or "") == case.published,
        kept=sum(
            any(normalised(u.label) == normalised(w) for u in extraction.unplaced)
            for w in case.local
        ),
        known=sum(
            same(v, value_to_json(c.value) if (c := cells.get(a)) else None)
            for a, v in gold.items()
        ),
        judged=judged,
        unfair=unfair,
        heard=sum(Decimal(q.said) in heard for q in case.quoted),
        unlisted=sum(
            str(c.origin) in ("inferred", "ambiguous") and not c.candidates for c in cells.values()
        ),
    )


def _refused(case: Case, error: Known) -> Score:
    """What is counted where the program reads nothing: every cell is wrong, none in silence."""
    gold = flat(case.figures.tables)
    wrong = tuple(Wrong(a, v, None, error.code, 0.0, silent=False) for a, v in gold.items())
    judged, unfair = _judged(case, {})
    facts = _facts(case, None, "")
    cells = len(gold) + 2
    return Score(
        case, cells, 0, wrong + facts, (), agency_found=False, judged=judged, unfair=unfair
    )


def _found_wrong(
    gold: dict[str, Value], right: dict[str, bool], cells: dict[str, Cell]
) -> list[Wrong]:
    """The cells that are read otherwise than printed, and those that the report does not have."""
    found = [
        _wrong(a, gold[a], value_to_json(c.value) if (c := cells.get(a)) else None, cells.get(a))
        for a, is_right in right.items()
        if not is_right
    ]
    for address, cell in cells.items():
        if address not in gold and cell.value is not None:
            found.append(_wrong(address, "no such cell", value_to_json(cell.value), cell))
    return found


def _failures(extraction: Extraction) -> list[Failure]:
    return [
        Failure(f.rule, frozenset(map(str, f.addresses)), is_error=f.severity == "error")
        for f in evaluate(fold(extraction, ()))
        if f.status is Status.FAIL
    ]


def _judged(case: Case, cells: dict[str, Cell]) -> tuple[int, tuple[Unfair, ...]]:
    """How many cells are judged by what the source tells, and those that were read otherwise."""
    judged = 0
    unfair: list[Unfair] = []
    for address, value in flat(case.figures.tables).items():
        cell = cells.get(address)
        got = value_to_json(cell.value) if cell else None
        origin = str(cell.origin) if cell else "absent"
        is_wrong = got is not None and not same(value, got)
        if address in case.told:
            is_wrong = not same(value, got)
        elif address in case.open:
            is_wrong = origin != "ambiguous" or got is not None
        elif not is_wrong:
            continue
        judged += 1
        if is_wrong:
            unfair.append(Unfair(address, value, got, origin, address in case.open))
    return judged, tuple(unfair)


def _is_alike(gold: Value, cell: Cell | None) -> bool:
    if cell is None:
        return False
    got = value_to_json(cell.value)
    return same(gold, got) or same(gold or 0, got or 0)


def _is_right(case: Case, address: str, gold: Value, cells: dict[str, Cell]) -> bool:
    cell = cells.get(address)
    if cell is None:
        # A unit has a cell only beside an amount that was read.
        amount = cells.get(address.removesuffix("_unit"))
        return address.endswith("_unit") and bool(
            gold is None or (address in case.ambiguous and amount and amount.value is None)
        )
    if cell.value is None and address in case.lost:
        return True
    if cell.value is None and address in case.ambiguous and str(cell.origin) in _UNSURE:
        among = [value_to_json(v) for v in cell.candidates]
        return not among or any(same(gold, value) for value in among)
    return same(gold, value_to_json(cell.value))


def _wrong(address: str, gold: Value, got: Value, cell: Cell | None) -> Wrong:
    if cell is None:
        return Wrong(address, gold, None, "absent", 0.0, silent=False)
    silent = str(cell.origin) not in _UNSURE and cell.confidence >= _SILENT
    return Wrong(address, gold, got, str(cell.origin), cell.confidence, silent)


def _facts(case: Case, year: str | None, template: str) -> tuple[Wrong, ...]:
    """Year and template where they are wrong; a wrong one is silent, nothing doubts it."""
    pairs = (("year", str(case.figures.year), year), ("template", case.figures.edition, template))
    return tuple(
        Wrong(name, gold, got, "said" if got else "missing", 1.0, silent=bool(got))
        for name, gold, got in pairs
        if gold != got
    )
