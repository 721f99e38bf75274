from __future__ import annotations

from time import perf_counter

from tests.hostile.run import cases, outcomes


def test_that_every_hostile_file_ends_as_it_must_and_the_next_is_read() -> None:
    names = [case.name for case in cases()]

    assert len(names) == len(set(names))
    assert len(names) >= 60
    ended = list(outcomes(cases(quick=True)))
    assert [f"{o.case.name} {o.wrong}" for o in ended if o.wrong] == []
    assert max(outcome.seconds for outcome in ended) < 30


def test_that_the_report_after_a_stopped_one_is_read_in_its_usual_time() -> None:
    chosen = [case for case in cases() if case.name in ("pdf-forms-10-9.pdf", "zip-in-zip.zip")]
    chosen.sort(key=lambda case: case.name)
    begin = perf_counter()
    stopped, read = outcomes(chosen)

    assert stopped.end.startswith("reader.")
    assert read.end == "read"
    assert read.seconds < 5
    assert perf_counter() - begin < 60
