"""What needs a person's eyes in a report, and in which order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.address import Address
from core.agenda import LOW_CONFIDENCE, Need, Task, agenda
from core.cells import Cell, Origin
from core.checks import evaluate
from core.checks.blind_spots import unprotected
from core.corrections import Correction, Ruling, Verdict
from core.findings import Status
from core.review import Review
from core.statement import fold
from core.values import Value
from tests.helpers.reviews import Reading, make_review, read_cell

A = Address.parse
SOUND: dict[str, Reading] = {
    "art20_1.normative_documents.in_force": 6,
    "requests.new.natural_person": 3,
    "requests.new.total": 3,
    "requests.granted.natural_person": 3,
    "requests.granted.total": 3,
    "requests.total.natural_person": 3,
    "requests.total.total": 3,
}
"""Three people asked and were granted what they asked for; six documents are in force."""
ART20 = ("art20_1", "art20_5", "art20_6", "art20_8")


def judged(review: Review) -> Review:
    return replace(review, findings=evaluate(review.statement))


def review_of(readings: dict[str, Reading] | None = None) -> Review:
    """A sound report, but for these cells; what no sum protects was looked at."""
    return seen(judged(make_review("2021", SOUND | (readings or {}))))


def seen(review: Review) -> Review:
    return replace(review, seen=frozenset(unprotected(review.statement)))


def corrected(review: Review, address: Address, value: Value) -> Review:
    change = Correction("", 1, 1, address, None, value, None, "", "", "", "confirmed")
    statement = fold(review.extraction, [change])
    return replace(review, statement=statement, findings=evaluate(statement))


def excused(review: Review, ruling: Ruling) -> Review:
    verdicts = tuple(Verdict(f.key, ruling, "", "", "") for f in review.problems)
    return replace(review, verdicts=verdicts)


def needs(tasks: tuple[Task, ...]) -> list[tuple[Need, str]]:
    return [(task.need, str(task.address)) for task in tasks]


def test_that_nothing_is_to_do_when_all_holds_and_was_seen() -> None:
    assert agenda(review_of()) == ()


def test_that_cells_without_a_sum_are_one_task_of_section_two_when_nobody_saw_them() -> None:
    review = judged(make_review("2021", SOUND))

    (task,) = agenda(review)

    assert task.need is Need.UNPROTECTED
    assert {address.table for address in task.addresses} == set(ART20)
    assert len(task.addresses) == 10


def test_that_two_sums_that_one_change_mends_are_one_task() -> None:
    # The row's total and the column's sum are both 3.
    review = review_of({"requests.granted.natural_person": 5})

    tasks = agenda(review)
    sums = [t for t in tasks if any(f.rule == "requests.row_sum" for f in t.findings)]

    assert len(sums) == 1
    assert {f.rule for f in sums[0].findings} >= {"requests.row_sum", "requests.result_total"}
    assert sums[0].address == A("requests.granted.natural_person")
    assert sums[0].changes[0].cells == ((A("requests.granted.natural_person"), Decimal(3)),)


def test_that_the_proposal_that_mends_all_sums_of_a_task_is_its_first() -> None:
    # Two misprints, which the column of totals links: 3 requests came in, and were granted.
    review = review_of({"requests.new.natural_person": 30, "requests.granted.total": 9})

    (task,) = [task for task in agenda(review) if task.need is Need.FAILED]

    new, granted = A("requests.new.natural_person"), A("requests.granted.total")
    assert [set(change.cells) for change in task.changes] == [
        {(new, Decimal(3)), (granted, Decimal(3))},
        {(new, Decimal(3))},
        {(granted, Decimal(3))},
    ]
    assert task.address == new


def test_that_a_cell_of_a_finding_is_no_task_of_its_own() -> None:
    unsure = read_cell("requests.granted.natural_person", Decimal(5), Origin.INFERRED)
    review = review_of({"requests.granted.natural_person": unsure})

    assert Need.INFERRED not in [task.need for task in agenda(review)]


def test_that_unsure_cells_come_after_findings_ambiguous_ones_first() -> None:
    unsure: dict[str, Reading] = {
        "art20_8.fees.amount": read_cell("art20_8.fees.amount", Decimal(0), Origin.INFERRED),
        "review.litigation_direct.upheld": replace(
            read_cell("review.litigation_direct.upheld", Decimal(0)), confidence=0.4
        ),
    }
    tasks = agenda(review_of(unsure))

    assert [task.need for task in tasks] == [Need.INFERRED, Need.UNCERTAIN]


def test_that_an_ambiguous_cell_offers_its_candidates() -> None:
    cell = read_cell(
        "art20_8.fees.amount", None, Origin.AMBIGUOUS, candidates=(Decimal(3), Decimal(30))
    )
    tasks = agenda(review_of({"art20_8.fees.amount": cell}))
    task = next(t for t in tasks if t.address == A("art20_8.fees.amount"))

    assert [change.cells[0][1] for change in task.changes] == [Decimal(3), Decimal(30)]


def test_that_a_confirmed_cell_is_done() -> None:
    cell = read_cell("art20_8.fees.amount", Decimal(0), Origin.INFERRED)
    review = review_of({"art20_8.fees.amount": cell})
    assert needs(agenda(review)) == [(Need.INFERRED, "art20_8.fees.amount")]

    assert agenda(seen(corrected(review, cell.address, Decimal(0)))) == ()


def test_that_a_verdict_that_excuses_takes_a_finding_off_and_a_question_does_not() -> None:
    review = review_of({"requests.granted.natural_person": 5})
    there = [task for task in agenda(review) if task.findings]

    asked = [task for task in agenda(excused(review, "to_ask")) if task.findings]
    dealt_with = [task for task in agenda(excused(review, "source_says_so")) if task.findings]

    assert asked == there != []
    assert dealt_with == []


def doubted_row() -> dict[str, Reading]:
    """Granted to people: 5 is read where 3 stands; the reading doubts the whole row."""
    names = ("natural_person", "total")
    cells = {f"requests.granted.{name}": Decimal(3) for name in names}
    cells["requests.granted.natural_person"] = Decimal(5)
    return {name: replace(read_cell(name, v), confidence=0.5) for name, v in cells.items()}


def test_that_the_doubt_of_a_row_ends_when_a_person_puts_its_sum_right() -> None:
    review = review_of(doubted_row())
    mended = corrected(review, A("requests.granted.natural_person"), Decimal(3))

    assert [task.need for task in agenda(review)] == [Need.FAILED]
    assert agenda(seen(mended)) == ()


def test_that_the_doubt_of_a_row_stays_when_another_row_is_corrected() -> None:
    sound_but_doubted = {
        "requests.granted.total": replace(
            read_cell("requests.granted.total", Decimal(3)), confidence=0.5
        )
    }
    review = review_of(dict(sound_but_doubted))
    elsewhere = corrected(review, A("review.litigation_direct.upheld"), Decimal(0))

    assert needs(agenda(seen(elsewhere))) == [(Need.UNCERTAIN, "requests.granted.total")]


COLUMNS = (
    "natural_person", "commercial", "research", "public_welfare", "legal_service", "other", "total"
)  # fmt: skip


def inferred(row: str, *figures: int) -> dict[str, Reading]:
    names = [f"requests.{row}.{column}" for column in COLUMNS]
    return {
        name: read_cell(name, Decimal(figure), Origin.INFERRED)
        for name, figure in zip(names, figures, strict=True)
    }


def test_that_the_empty_rows_of_a_table_whose_zeros_were_inferred_are_one_look() -> None:
    rows = [f"denied_{number}" for number in range(1, 9)] + ["unavailable_1", "unavailable_2"]
    cells = {name: cell for row in rows for name, cell in inferred(row, *[0] * 7).items()}

    (task,) = agenda(review_of(cells))

    assert task.need is Need.INFERRED
    assert len(task.addresses) == 70
    assert list(dict.fromkeys(a.row for a in task.addresses)) == rows


def test_that_a_row_with_figures_is_a_look_of_its_own_beside_the_empty_ones() -> None:
    cells = inferred("denied_1", *[0] * 7) | inferred("granted", 3, 0, 0, 0, 0, 0, 3)

    tasks = agenda(review_of(cells))

    assert [{a.row for a in task.addresses} for task in tasks] == [{"granted"}, {"denied_1"}]
    assert {task.need for task in tasks} == {Need.INFERRED}


def test_that_zeros_inferred_in_two_tables_are_two_looks() -> None:
    fee = read_cell("art20_8.fees.amount", Decimal(0), Origin.INFERRED)
    cells = inferred("denied_1", *[0] * 7) | {"art20_8.fees.amount": fee}

    assert [task.addresses[0].table for task in agenda(review_of(cells))] == ["art20_8", "requests"]


CELLS = st.sampled_from(
    [cell.address for cell in make_review("2021").extraction.cells if cell.value is not None]
)
ORIGINS = st.sampled_from([Origin.READ, Origin.JOINED, Origin.INFERRED, Origin.AMBIGUOUS])
CONTENTS = st.builds(
    lambda value, origin, confidence: Cell(
        A("a.b.c"),
        None if origin is Origin.AMBIGUOUS else Decimal(value),
        str(value),
        origin,
        confidence,
        None,
        (Decimal(value), Decimal(10 * value)) if origin is Origin.AMBIGUOUS else (),
    ),
    st.integers(0, 40),
    ORIGINS,
    st.sampled_from([0.3, 0.99]),
)


@given(st.dictionaries(CELLS, CONTENTS, max_size=6), st.sets(CELLS, max_size=9), st.booleans())
@settings(max_examples=40, deadline=None)
def test_that_every_problem_is_on_the_agenda_exactly_once(
    cells: dict[Address, Cell], looked_at: set[Address], some_excused: bool
) -> None:
    read: dict[str, Reading] = {str(a): cell for a, cell in cells.items()}
    review = replace(judged(make_review("2021", read)), seen=frozenset(looked_at))
    if some_excused:
        verdicts = tuple(Verdict(f.key, "does_not_apply", "", "", "") for f in review.problems[::2])
        review = replace(review, verdicts=verdicts)

    tasks = agenda(review)

    to_judge = [
        f for f in review.open_problems if f.status is not Status.FAIL or f.severity != "info"
    ]
    listed = [finding for task in tasks for finding in task.findings]
    assert sorted(f.key for f in listed) == sorted(f.key for f in to_judge)
    named = {address for finding in to_judge for address in finding.addresses}
    unsure = {
        a
        for a, cell in cells.items()
        if cell.origin in (Origin.INFERRED, Origin.AMBIGUOUS) or cell.confidence < LOW_CONFIDENCE
    }
    blind = set(unprotected(review.statement)) - looked_at
    about_cells = [a for task in tasks if not task.findings for a in task.addresses]
    assert sorted(about_cells) == sorted((unsure | blind) - named)


@given(st.dictionaries(CELLS, CONTENTS, max_size=6))
@settings(max_examples=25, deadline=None)
def test_that_graver_needs_come_first(cells: dict[Address, Cell]) -> None:
    read: dict[str, Reading] = {str(a): cell for a, cell in cells.items()}
    tasks = agenda(judged(make_review("2021", read)))

    order = [list(Need).index(task.need) for task in tasks]
    severities = [t.findings[0].severity for t in tasks if t.need is Need.FAILED]

    assert order == sorted(order)
    assert severities == sorted(severities)
