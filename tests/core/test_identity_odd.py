"""Agency, year and day of publication where a report prints them in odd forms and places."""

from __future__ import annotations

import pytest

from core.cells import Extraction
from core.extraction import extract
from core.readers import read_document
from tests.helpers.plain_tables import report_tables

_AGENCY = "青衣县水务局"
_TITLE = f"{_AGENCY}2023年政府信息公开工作年度报告"
_PERIOD = "本报告的统计期限为2023年1月1日至2023年12月31日。"


def _read(*, top: str = _TITLE, told: str = _PERIOD, end: str = "") -> Extraction:
    boxes, requests, review = ("\n".join(map("\t".join, rows)) for rows in report_tables())
    text = (
        f"{top}\n{told}\n一、总体情况\n（一）主动公开。全年公开信息120条。\n"
        f"二、主动公开政府信息情况\n{boxes}\n三、收到和处理政府信息公开申请情况\n{requests}\n"
        f"四、政府信息公开行政复议、行政诉讼情况\n{review}\n五、存在的主要问题及改进情况\n"
        f"（一）问题。深度不够。\n六、其他需要报告的事项\n无其他需要报告的事项。\n{end}\n"
    )
    return extract(read_document(text.encode(), "a"))


@pytest.mark.parametrize(
    "day",
    ["2024.1.15", "2024/1/15", "2024-01-15", "2024 - 1 - 15", "2024.01.15", "二○二四年一月十五日"],
)
@pytest.mark.parametrize("between", ["\n", "　　"], ids=["own line", "same line"])
def test_that_a_signature_is_dated_in_any_form(between: str, day: str) -> None:
    assert _read(end=f"{_AGENCY}{between}{day}").published.value == "2024-01-15"


@pytest.mark.parametrize("last", ["2023.12", "第2024页", "10.2024.1.15", "2024.2.30", "- 3 -"])
def test_that_what_is_no_day_dates_nothing(last: str) -> None:
    assert _read(end=f"{_AGENCY}\n{last}").published.value is None


@pytest.mark.parametrize(
    "line",
    [
        "[发布日期]:2024/01/15　来源：青衣县水务局　点击：12",
        "【发布时间】2024-01-15",
        "发布日期：二〇二四年一月十五日",
        "发布日期：20240115",
        "发布时间：2024-01-1509:30",
    ],
)
def test_that_a_labelled_day_is_read_in_any_form(line: str) -> None:
    assert _read(top=f"{line}\n{_TITLE}").published.value == "2024-01-15"


def test_that_the_day_beside_the_organ_below_the_title_is_the_publications() -> None:
    extraction = _read(top=f"{_TITLE}\n{_AGENCY} 2024年1月15日")

    assert extraction.published.value == "2024-01-15"


@pytest.mark.parametrize(
    ("told", "year"),
    [
        (f"2023年，{_AGENCY}认真贯彻落实条例。", "2023"),
        ("二〇二三年，我局认真贯彻落实条例。", "2023"),
        ("与2022年相比，2023年度我局进一步加强公开。", "2023"),
        ("统计时间为2023年1月—12月。", "2023"),
        ("2022年起步，2023年巩固。", None),
        ("2019年4月3日条例公布。", None),
    ],
)
def test_that_the_only_year_that_sentences_begin_with_is_the_reports(
    told: str, year: str | None
) -> None:
    extraction = _read(top=f"{_AGENCY}政府信息公开工作年度报告", told=told)

    assert extraction.year.value == year


@pytest.mark.parametrize(
    ("office", "agency"),
    [
        ("青衣县水务局办公室", "青衣县水务局"),
        ("青衣县城关街道党政办公室", "青衣县城关街道"),
        ("青衣县人民政府办公室", "青衣县人民政府办公室"),
    ],
)
def test_that_the_office_to_ask_stands_for_its_organ(office: str, agency: str) -> None:
    told = f"{_PERIOD}如有疑问，请联系{office}（电话：0833-3702000）。"

    assert _read(top="政府信息公开工作年度报告", told=told).agency.value == agency


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("栏" + _TITLE, _AGENCY),
        ("栏目导" + _TITLE, _AGENCY),
        ("政和县水务局2023年政府信息公开工作年度报告", "政和县水务局"),
    ],
)
def test_that_a_menu_beside_the_title_is_no_part_of_the_name(title: str, agency: str) -> None:
    assert _read(top=title, end=f"{agency}\n2024年1月15日").agency.value == agency
