"""A report beside its explanation or an earlier report: only the report itself is read."""

from __future__ import annotations

import pytest

from core.errors import Known
from core.reading import read_report
from tests.corpus.plan import FORMATS, make_case
from tests.corpus.scoring import score

_FORMATS = ("html", "html-paragraphs", "docx", "xlsx", "pdf", "txt", "markdown")
_COMPANIONS = ("explanation_before", "explanation_after", "earlier_after")
_EXPLANATION = """一图读懂青溪县人民政府2022年政府信息公开工作年度报告
一、主动公开
现行有效行政规范性文件：12件
二、依申请公开
新收申请：37件
予以公开：21件
结转下年度继续办理：2件
行政复议：1件
"""


@pytest.mark.parametrize("name", [name for name in _FORMATS if name in FORMATS])
@pytest.mark.parametrize("companion", _COMPANIONS)
@pytest.mark.parametrize("number", [1, 3, 4])
def test_that_an_article_beside_the_report_leaves_its_reading_as_it_is(
    companion: str, name: str, number: int
) -> None:
    result = score(make_case(61, number, name, [companion]))

    assert result.wrong == ()
    assert result.agency_found
    assert result.day_found
    assert result.text_alarms == 0


@pytest.mark.parametrize("name", ["html", "xlsx", "txt"])
def test_that_the_other_report_of_a_file_is_named_as_left_out(name: str) -> None:
    case = make_case(61, 1, name, ["earlier_after"])

    notes = read_report(case.data, case.name).extraction.notes

    assert any("2 份报告" in note or "2 reports" in note for note in notes)


def test_that_an_explanation_alone_is_no_report() -> None:
    with pytest.raises(Known) as caught:
        read_report(_EXPLANATION.encode(), "解读.txt")

    assert "法定表格" in str(caught.value)
