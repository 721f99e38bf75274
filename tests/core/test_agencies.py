from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.agencies import Level, OrganKind, may_be_same, normalised_agency, organ_of, units_of

CITY_OR_COUNTY = (Level.CITY, Level.COUNTY)

ORGANS = [
    ("江苏省人民政府", (Level.PROVINCE,), OrganKind.GOVERNMENT),
    ("新疆维吾尔自治区人民政府", (Level.PROVINCE,), OrganKind.GOVERNMENT),
    ("北京市人民政府", (Level.PROVINCE,), OrganKind.GOVERNMENT),
    ("上海市人民政府办公厅", (Level.PROVINCE,), OrganKind.OFFICE),
    ("国务院办公厅", (Level.STATE,), OrganKind.OFFICE),
    ("延边朝鲜族自治州人民政府", (Level.CITY,), OrganKind.GOVERNMENT),
    ("大兴安岭地区行政公署", (Level.CITY,), OrganKind.GOVERNMENT),
    ("兴安盟审计局", (Level.CITY,), OrganKind.DEPARTMENT),
    ("昆山市人民政府", CITY_OR_COUNTY, OrganKind.GOVERNMENT),
    ("苏州市昆山市城市管理局", (Level.COUNTY,), OrganKind.ENFORCEMENT),
    ("盐城市城市管理局", CITY_OR_COUNTY, OrganKind.ENFORCEMENT),
    ("徐州经济技术开发区管理委员会", CITY_OR_COUNTY, OrganKind.GOVERNMENT),
    ("重庆市永川区市场监督管理局", (Level.COUNTY,), OrganKind.ENFORCEMENT),
    ("乌鲁木齐市水磨沟区", (Level.COUNTY,), OrganKind.GOVERNMENT),
    ("乌鲁木齐市水磨沟区人民政府（水磨沟区政府办公室）", (Level.COUNTY,), OrganKind.GOVERNMENT),
    ("文登区信访局", (Level.COUNTY,), OrganKind.PETITIONS),
    ("鄂温克族自治旗财政局", (Level.COUNTY,), OrganKind.DEPARTMENT),
    ("国家税务总局沭阳县税务局", (Level.COUNTY,), OrganKind.ENFORCEMENT),
    ("获嘉县住房和城乡建设局", (Level.COUNTY,), OrganKind.DEPARTMENT),
    ("龙游县横山镇人民政府", (Level.TOWN,), OrganKind.GOVERNMENT),
    ("黄浦区打浦桥街道办事处", (Level.TOWN,), OrganKind.GOVERNMENT),
    ("溪丘湾乡人民政府", (Level.TOWN,), OrganKind.GOVERNMENT),
    ("县财政局", (Level.COUNTY,), OrganKind.DEPARTMENT),
    ("市信访局", CITY_OR_COUNTY, OrganKind.PETITIONS),
    ("政府办公室", (), OrganKind.OFFICE),
    ("城市管理局", (), OrganKind.ENFORCEMENT),
    ("", (), OrganKind.UNKNOWN),
]

# Names that hold the word of another unit.
NESTED = [
    ("景德镇市人民政府", CITY_OR_COUNTY),
    ("新乡市获嘉县人民政府", (Level.COUNTY,)),
    ("荆州市沙市区人民政府", (Level.COUNTY,)),
    ("津市市人民政府", CITY_OR_COUNTY),
    ("内江市市中区人民政府", (Level.COUNTY,)),
    ("市中区人民政府", (Level.COUNTY,)),
    ("沙县区人民政府", (Level.COUNTY,)),
    ("镇江市丹徒区人民政府", (Level.COUNTY,)),
    ("乡宁县人民政府", (Level.COUNTY,)),
    ("宁州市民政局", CITY_OR_COUNTY),
    ("宁州市政务服务数据管理局", CITY_OR_COUNTY),
    ("宁州市政府办公室", CITY_OR_COUNTY),
    ("安平县市政管理局", (Level.COUNTY,)),
    ("西乡县乡村振兴局", (Level.COUNTY,)),
]


@pytest.mark.parametrize(("name", "levels", "kind"), ORGANS, ids=[o[0] or "empty" for o in ORGANS])
def test_that_a_name_tells_level_and_kind(
    name: str, levels: tuple[Level, ...], kind: OrganKind
) -> None:
    organ = organ_of(name)

    assert (organ.levels, organ.kind) == (levels, kind)


@pytest.mark.parametrize(("name", "levels"), NESTED, ids=[n[0] for n in NESTED])
def test_that_a_units_word_inside_a_place_name_is_no_unit(
    name: str, levels: tuple[Level, ...]
) -> None:
    assert organ_of(name).levels == levels


def test_that_a_level_is_sure_only_when_every_open_one_is_asked_for() -> None:
    zone = organ_of("徐州经济技术开发区管理委员会")

    assert zone.is_surely(Level.CITY, Level.COUNTY)
    assert not zone.is_surely(Level.COUNTY)
    assert zone.level is None
    assert not organ_of("政府办公室").is_surely(*Level)


@pytest.mark.parametrize(
    "written",
    [
        "沭阳县发展和改革局",
        " 沭阳县 发展和改革局\n",
        "沭阳县发展和改革局2023年",
        "沭阳县发展和改革局2023年度政府信息公开工作年度报告",
        "沭阳县发展和改革局关于2023年政府信息公开工作情况的报告",
        "沭阳县发展和改革局２０２３年政府信息公开年报",
        "沭阳县发展和改革局二〇二三年政府信息公开工作年度报告",
    ],
)
def test_that_years_and_title_words_are_no_part_of_the_name(written: str) -> None:
    assert normalised_agency(written) == "沭阳县发展和改革局"


def test_that_a_government_and_its_office_have_different_names() -> None:
    assert normalised_agency("太平区人民政府") != normalised_agency("太平区人民政府办公室")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("沭阳县发改局", "沭阳县发展和改革局", True),
        ("水磨沟区政府", "乌鲁木齐市水磨沟区人民政府", True),
        ("太平区人民政府", "太平区人民政府办公室", True),
        ("沭阳县教育局", "沭阳县发展和改革局", False),
        ("甲县乙镇人民政府", "甲县丙镇人民政府", False),
        ("", "太平区人民政府", False),
    ],
)
def test_that_an_abbreviation_may_be_the_same_organ(one: str, other: str, same: bool) -> None:
    assert may_be_same(one, other) is same
    assert may_be_same(other, one) is same


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("宁州市太安区人民政府（太安区政府办公室）", ("宁州市", "太安区")),
        ("江苏省宁州市安平县双河镇人民政府", ("江苏省", "宁州市", "安平县", "双河镇")),
        ("安平县水务局", ("安平县",)),
        ("政府办公室", ()),
        ("县财政局", ()),
    ],
)
def test_that_a_name_gives_its_units_outermost_first(name: str, units: tuple[str, ...]) -> None:
    assert units_of(name) == units


REGION = st.sampled_from(["甲", "乙丙", "丁戊己", "安平"])
DEPARTMENTS = st.sampled_from(["财政局", "教育局", "水利局", "统计局", "人民政府"])


@given(REGION, st.sampled_from(["县", "自治县", "旗"]), DEPARTMENTS)
def test_that_a_department_has_the_level_of_its_region(name: str, unit: str, organ: str) -> None:
    assert organ_of(f"江苏省{name}市{name}{unit}{organ}").levels == (Level.COUNTY,)


@given(st.text(st.characters(categories=["L"])))
def test_that_a_normal_name_is_normal_already(name: str) -> None:
    once = normalised_agency(name)

    assert normalised_agency(once) == once


@given(st.text(max_size=60))
def test_that_any_text_has_at_most_two_levels(name: str) -> None:
    assert len(organ_of(name).levels) <= 2
