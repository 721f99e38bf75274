"""Whatever is asked of the library: lists and counts agree with each other and with the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.address import Address
from core.library_query import Facet, LibraryQuery, Order
from core.standing import ReviewStatus
from core.work.workspace import Workspace
from tests.helpers.readings import CORRECTED, OTHER, TOTAL, UPHELD, make_reading

_AGENCIES = ("宁州市教育局", "宁州市太安县财政局", "安阳市人民政府", "北滩镇人民政府", "")
_YEARS = ("2019", "2021", "2023", None)
_CELLS = (TOTAL, OTHER, UPHELD, CORRECTED)

queries = st.builds(
    LibraryQuery,
    search=st.sampled_from(
        ("", "宁州", "财政局", "2021", "报告 教育", "review.reconsideration.total>6")
    ),
    chosen=st.dictionaries(
        st.sampled_from((Facet.YEAR, Facet.STATUS, Facet.LEVEL, Facet.REVIEWER, Facet.RULE)),
        st.frozensets(
            st.sampled_from(
                ("2021", "2023", "", "final", "unreviewed", "county", "乙", "review.sum")
            ),
            min_size=1,
        ),
    ),
    order=st.sampled_from(Order),
    descending=st.booleans(),
)


@pytest.fixture(scope="module")
def library() -> Iterator[Workspace]:
    """Twenty reports of four years, some assigned, some signed off."""
    with (
        TemporaryDirectory() as folder,
        closing(Workspace.open(Path(folder) / "s.gouji", author="甲")) as workspace,
    ):
        for number in range(20):
            data = f"report {number}".encode()
            agency, year = _AGENCIES[number % 5], _YEARS[number // 5]
            workspace.add_reading(data, make_reading(data, agency=agency, year=year))
        workspace.assign([1, 5, 9, 13], "乙")
        workspace.set_status([2, 5, 11], ReviewStatus.FINAL)
        yield workspace


@settings(max_examples=40)
@given(query=queries)
def test_that_the_values_of_a_facet_add_up_to_the_list_without_it(
    library: Workspace, query: LibraryQuery
) -> None:
    for facet in Facet:
        listed = library.library.find(query.choosing(facet, ()))
        counts = library.library.facet_counts(query, facet)

        if facet is not Facet.RULE:
            assert sum(count for _, count in counts) == len(listed)
        for value, count in counts:
            assert len(library.library.find(query.choosing(facet, [value]))) == count


@settings(max_examples=40)
@given(query=queries)
def test_that_an_order_changes_no_list_and_lines_come_as_they_are_listed(
    library: Workspace, query: LibraryQuery
) -> None:
    listed = library.library.find(query)
    plain = library.library.find(LibraryQuery(query.search, query.chosen))

    assert sorted(listed) == sorted(plain)
    assert [line.number for line in library.library.lines(listed)] == list(listed)


edits = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(_CELLS), st.sampled_from((None, Decimal(1), Decimal(2)))),
        st.sampled_from(("undo", "sign off")),
    ),
    max_size=12,
)


@settings(max_examples=20)
@given(edits=edits)
def test_that_changed_cells_are_those_that_differ_from_the_last_sign_off(
    edits: list[tuple[Address, Decimal | None] | str],
) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(Workspace.open(Path(folder) / "s.gouji", author="甲")) as workspace,
    ):
        workspace.add_reading(b"a report", make_reading())
        signed = dict(workspace.review(1).statement.values)
        for edit in edits:
            if edit == "sign off":
                workspace.set_status([1], ReviewStatus.FINAL)
                workspace.set_status([1], ReviewStatus.TO_RECHECK, "复核")
                signed = dict(workspace.review(1).statement.values)
            elif isinstance(edit, str):
                workspace.undo(1)
            else:
                workspace.correct(1, [edit])

        present = workspace.review(1).statement.values
        expected = {address for address in _CELLS if present[address] != signed[address]}
        assert set(workspace.library.standing(1).changed) == expected
        assert workspace.verify() == ()
