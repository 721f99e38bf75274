"""Figures of the prose behind their words, denied in passing, or counted for others."""

from __future__ import annotations

import pytest

from core.extraction.compact import Compact
from core.extraction.narrative import quoted_figures
from core.prose import Mention

_AGENCY = "青衣县人民政府"


def _mentions(text: str) -> tuple[Mention, ...]:
    return quoted_figures(Compact(text), _AGENCY).mentions


def _figures(text: str) -> dict[str, int]:
    return {m.family: int(m.number) for m in _mentions(text) if m.number is not None}


@pytest.mark.parametrize(
    "said",
    ["3件均已答复", "3件已按时办结", "其中3件已答复", "3件全部在法定期限内答复"],
)
def test_that_a_figure_counts_the_answers_named_behind_it(said: str) -> None:
    figures = _figures(f"2023年共收到政府信息公开申请3件，{said}。")

    assert figures == {"new_requests": 3, "answered": 3}


@pytest.mark.parametrize(
    "said", ["2件当场答复，1件书面答复", "2件延期答复，1件按时答复", "1件系重复申请或者信访事项"]
)
def test_that_a_part_of_the_applications_is_not_taken_for_all_that_were_answered(
    said: str,
) -> None:
    assert _figures(f"2023年共收到政府信息公开申请3件，{said}。") == {"new_requests": 3}


def test_that_outcomes_are_those_of_the_case_outside_the_bracket() -> None:
    figures = _figures("因政府信息公开引发行政诉讼19件（含复议后起诉8件），维持14件。")

    assert figures == {"litigation": 19, "litigation_after": 8, "litigation_upheld": 14}


def test_that_figures_whose_sum_the_sentence_gives_are_other_organs() -> None:
    text = "各县（区）政府受理1203件，市直部门受理688件，全市合计受理政府信息公开申请1891件。"

    assert {int(m.number or 0): m.doubt for m in _mentions(text)} == {
        1203: "organ",
        688: "organ",
        1891: "",
    }


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("本年度政府信息公开申请受理数为0。", {"new_requests": 0}),
        ("2021年依申请公开受理数、办结数均为零。", {"new_requests": 0}),
        ("收到申请公开0条，公开村务信息1102条。", {"new_requests": 0}),
        ("无行政许可、行政处罚和行政强制事项。", {"licensing": 0, "penalty": 0, "coercion": 0}),
        ("全年未作出行政强制决定。", {"coercion": 0}),
        ("未收取行政事业性收费。", {"fees": 0}),
        ("全年没有新制定规范性文件。", {"document_made": 0}),
        ("2024年未出台行政规范性文件，现行有效规范性文件1件。", None),
        ("未因政府信息公开收取任何费用。", {"information_fee": 0}),
        ("无行政许可信息公开不及时的情况。", {}),
        ("未制定规范性文件清单。", {}),
    ],
)
def test_that_what_is_denied_is_nothing(text: str, figures: dict[str, int] | None) -> None:
    wanted = {"document_made": 0, "document_in_force": 1} if figures is None else figures

    assert _figures(text) == wanted


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "全年登记政府信息公开申请26件次，其中个人提出21件次、企业提出5件次。",
            {"new_requests": 26, "natural_person": 21, "commercial": 5},
        ),
        ("对8件申请作出不予处理告知，均为政府信息公开申请。", {"unprocessed": 8}),
        ("就2件政府信息公开申请依法不予公开。", {"denied": 2}),
        (
            "办结政府信息公开申请15件，其中3件经补正后内容仍不明确。",
            {"answered": 15, "unavailable_3": 3},
        ),
        ("全年依申请公开办结6件，公开答复4件。", {"answered": 6}),
        ("败诉的政府信息公开行政诉讼案件2件。", {"litigation_corrected": 2}),
        (
            "依申请公开3起，未引起行政复议或行政诉讼。",
            {"new_requests": 3, "reconsideration": 0, "litigation": 0},
        ),
        ("未制定过规章和行政规范性文件。", {"regulation_made": 0, "document_made": 0}),
        ("本单位今年无新增规范性文件。", {"document_made": 0}),
        ("依申请公开方面，上年度无结转申请。", {"carried_in": 0}),
        ("服务企业9家，走访个人12人次。", {}),
        ("对8件申请依法延期答复，涉及政府信息公开。", {}),
    ],
)
def test_that_less_usual_words_count_the_same(text: str, figures: dict[str, int]) -> None:
    assert _figures(text) == figures
