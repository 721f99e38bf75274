"""Findings that are remembered from edit to edit are those of judging everything anew."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.address import Address
from core.cells import Quoted
from core.checks import evaluate, evaluate_years
from core.corrections import Correction
from core.judgements import Judgements
from core.rules import CheckSettings
from core.statement import AGENCY, YEAR, Statement, fold
from tests.helpers.statements import statement_of

EARLIER, LATER = 1, 2
TABLES = ("art20_1", "art20_5", "requests", "review")


def report(year: str) -> Statement:
    extraction = statement_of("2021", {}, tables=TABLES).extraction
    extraction = replace(extraction, agency=Quoted("某某县教育局"), year=Quoted(year))
    return fold(extraction, ())


def correction(number: int, address: Address, value: Decimal | str | None) -> Correction:
    return Correction("", number, 1, address, None, value, None, "", "", "", "typed")


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_that_edits_of_both_years_are_judged_as_if_all_were_judged_anew(
    data: st.DataObject,
) -> None:
    states = {EARLIER: report("2022"), LATER: report("2023")}
    edits: dict[int, list[Correction]] = {EARLIER: [], LATER: []}
    judgements = Judgements(CheckSettings())
    for number in range(data.draw(st.integers(1, 5))):
        edited = data.draw(st.sampled_from([EARLIER, LATER]))
        address = data.draw(
            st.sampled_from(
                [
                    AGENCY,
                    YEAR,
                    Address("requests", "carried_in", "total"),
                    Address("requests", "carried_out", "total"),
                    Address("art20_1", "normative_documents", "in_force"),
                    Address("art20_5", "licensing", "decisions"),
                    Address("review", "reconsideration", "pending"),
                ]
            )
        )
        value = {AGENCY: "某某县卫生局", YEAR: Decimal(2021)}.get(
            address, data.draw(st.none() | st.integers(0, 30).map(Decimal))
        )
        edits[edited].append(correction(number, address, value))
        states[edited] = fold(states[edited].extraction, edits[edited])
        before = (EARLIER, states[EARLIER])
        judgements.findings(EARLIER, states[EARLIER], None, explains=data.draw(st.booleans()))
        bare = judgements.findings(LATER, states[LATER], before, explains=False)
        everything = evaluate(states[LATER]) + evaluate_years(states[EARLIER], states[LATER])
        assert [(f.key, f.status, f.severity) for f in bare] == [
            (f.key, f.status, f.severity) for f in everything
        ]
        assert not any(f.suggestions for f in bare)
        if data.draw(st.booleans()):  # a person looks only now and then
            assert judgements.findings(LATER, states[LATER], before) == everything


def test_that_a_report_fares_alike_beside_an_earlier_one_whose_other_figures_changed() -> None:
    judgements = Judgements(CheckSettings())
    carried = Address("requests", "carried_out", "total")
    denied = Address("requests", "denied_5", "commercial")
    then = report("2022")
    later = report("2023")
    carried_more = fold(then.extraction, [correction(1, carried, Decimal(4))])
    denied_more = fold(then.extraction, [correction(1, denied, Decimal(4))])
    of_another = fold(then.extraction, [correction(1, AGENCY, "某某县卫生局")])

    def alike(state: Statement) -> bool | None:
        found = judgements.beside_both(LATER, later, EARLIER, (then, state))
        return found and found[0] == found[1]

    assert alike(denied_more) is True
    assert alike(carried_more) is False
    assert alike(of_another) is None


def test_that_another_earlier_report_is_compared_as_soon_as_it_counts() -> None:
    judgements = Judgements(CheckSettings())
    later = report("2023")
    stocked = statement_of("2021", {"requests.carried_out.total": 4}, tables=TABLES)
    stocked = fold(replace(stocked.extraction, year=Quoted("2022")), ())
    judgements.findings(LATER, later, (EARLIER, report("2022")))
    found = judgements.findings(LATER, later, (3, stocked))

    wrong = [f for f in found if f.rule == "years.carry_over" and f.instance == "total"]
    assert [(f.left, f.right) for f in wrong] == [(Decimal(4), Decimal(0))]


def test_that_a_report_without_an_earlier_one_is_compared_with_none() -> None:
    judgements = Judgements(CheckSettings())
    judgements.findings(LATER, report("2023"), (EARLIER, report("2022")))

    assert judgements.findings(LATER, report("2023"), None) == evaluate(report("2023"))
