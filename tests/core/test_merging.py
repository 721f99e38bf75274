"""A newer reading of a report: corrections that apply, are settled, or conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.address import Address
from core.cells import Origin
from core.corrections import Correction
from core.merging import in_force, merge
from core.statement import AGENCY, fold
from core.values import Value
from core.work.workspace import Workspace
from tests.helpers.readings import CORRECTED, FIGURES, OTHER, PENDING, TOTAL, UPHELD, make_reading

DATA = b"a report"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(Workspace.open(tmp_path / "s.gouji", author="甲")) as workspace:
        workspace.add_reading(DATA, make_reading())
        yield workspace


def read_anew(workspace: Workspace, figures: dict[Address, Value], data: bytes = DATA) -> None:
    workspace.read_anew(1, data, make_reading(data, figures={**FIGURES, **figures}))


def test_that_a_newer_reading_keeps_settles_or_disputes_each_correction(
    workspace: Workspace,
) -> None:
    # Read 3, 1 and 7; a person put 4, 2 and 6.
    workspace.correct(1, [(UPHELD, Decimal(4)), (CORRECTED, Decimal(2)), (TOTAL, Decimal(6))])

    reading = make_reading(figures={**FIGURES, CORRECTED: Decimal(2), TOTAL: Decimal(8)})
    merged = workspace.read_anew(1, DATA, reading)

    assert [c.address for c in merged.applied] == [UPHELD]
    assert [c.address for c in merged.settled] == [CORRECTED]
    assert [(c.address, c.before, c.correction.new, c.now) for c in merged.conflicts] == [
        (TOTAL, 7, 6, 8)
    ]
    review = workspace.review(1)
    assert [review.statement.value(a) for a in (UPHELD, CORRECTED, TOTAL)] == [4, 2, 6]
    assert [c.gesture for c in review.corrections] == ["typed", "typed", "typed", "merged"]
    assert workspace.conflicts(1) == merged.conflicts
    assert workspace.verify() == ()


@pytest.mark.parametrize("value", [Decimal(6), Decimal(8), Decimal(9)])
def test_that_any_word_of_a_person_decides_a_conflict(workspace: Workspace, value: Decimal) -> None:
    workspace.correct(1, [(TOTAL, Decimal(6))])
    read_anew(workspace, {TOTAL: Decimal(8)})

    workspace.correct(1, [(TOTAL, value)], gesture="confirmed")

    assert workspace.conflicts(1) == ()
    assert workspace.review(1).statement.value(TOTAL) == value
    assert workspace.verify() == ()


def give_back_by_hand(workspace: Workspace) -> None:
    workspace.restore_reading(1, [TOTAL])


def give_back_by_undoing(workspace: Workspace) -> None:
    workspace.undo(1)


def give_back_by_reading_the_same(workspace: Workspace) -> None:
    read_anew(workspace, {TOTAL: Decimal(6)}, b"read as corrected")


@pytest.mark.parametrize(
    "give_back", [give_back_by_hand, give_back_by_undoing, give_back_by_reading_the_same]
)
def test_that_a_cell_given_back_to_the_machine_shows_what_it_reads_later(
    workspace: Workspace, give_back: Callable[[Workspace], None]
) -> None:
    workspace.correct(1, [(TOTAL, Decimal(6))])
    give_back(workspace)
    read_anew(workspace, {TOTAL: Decimal(9)}, b"a later version of the report")

    review = workspace.review(1)
    assert review.statement.value(TOTAL) == 9
    assert review.statement.origins[TOTAL] is Origin.READ
    assert workspace.conflicts(1) == ()
    assert workspace.verify() == ()
    reopened = Workspace.open(workspace.path, create=False)
    assert reopened.review(1).statement.value(TOTAL) == 9
    reopened.close()


def test_that_giving_the_cell_back_to_the_machine_decides_a_conflict(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(6))])
    read_anew(workspace, {TOTAL: Decimal(8)})

    workspace.restore_reading(1, [TOTAL])

    assert workspace.conflicts(1) == ()
    assert workspace.review(1).statement.value(TOTAL) == 8


def test_that_a_changed_version_of_the_source_is_a_reading_of_the_same_report(
    workspace: Workspace,
) -> None:
    workspace.correct(1, [(AGENCY, "某某县教育体育局")])
    read_anew(workspace, {UPHELD: Decimal(5)}, b"the report, corrected by its authors")

    review = workspace.review(1)
    assert (review.statement.value(UPHELD), review.agency) == (5, "某某县教育体育局")
    assert workspace.source(1) == b"the report, corrected by its authors"
    assert len(workspace.reports()) == 1
    assert workspace.add_reading(DATA, make_reading()).duplicate
    assert workspace.verify() == ()


def test_that_the_same_reading_again_changes_nothing(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(6))])
    read_anew(workspace, {})

    assert len(workspace.review(1).corrections) == 1
    assert workspace.conflicts(1) == ()


def test_that_a_confirmation_stays_where_the_machine_is_as_unsure_as_before(
    workspace: Workspace,
) -> None:
    # The pending cell is inferred to be 2, and a person said that it is.
    workspace.correct(1, [(PENDING, Decimal(2))])
    read_anew(workspace, {UPHELD: Decimal(9)})

    assert [c.gesture for c in workspace.review(1).corrections] == ["typed"]
    assert workspace.verify() == ()


VALUES = st.sampled_from([None, Decimal(1), Decimal(2), Decimal(3), "/"])


@given(st.dictionaries(st.sampled_from(sorted(FIGURES)), VALUES), st.data())
def test_that_no_correction_is_dropped_and_each_has_one_fate(
    now: dict[Address, Value], data: st.DataObject
) -> None:
    old = make_reading().extraction
    new = make_reading(figures={**FIGURES, **now}).extraction
    machine = fold(old, ()).values
    corrections = tuple(
        Correction(
            str(n), n, 1, address, machine[address], data.draw(VALUES), machine[address], "", "甲",
            "", "typed", None, data.draw(st.booleans()),
        )
        for n, address in enumerate(data.draw(st.lists(st.sampled_from([OTHER, TOTAL, UPHELD]))))
    )  # fmt: skip

    merged = merge(new, corrections)

    fates = [c.id for c in (*merged.applied, *merged.settled)]
    fates += [c.correction.id for c in merged.conflicts]
    assert sorted(fates) == sorted(c.id for c in in_force(corrections))
