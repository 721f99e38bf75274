"""Consistent figures of one invented report: the gold, and how each cell is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from random import Random

Value = int | float | str | None
Tables = dict[str, dict[str, dict[str, Value]]]
Size = Literal["small", "medium", "large"]
Plant = Literal["row_sum", "detail", "result_total", "balance", "review_sum"]

APPLICANTS: Final = (
    "natural_person",
    "commercial",
    "research",
    "public_welfare",
    "legal_service",
    "other",
)
REQUEST_COLUMNS: Final = (*APPLICANTS, "total")
REVIEW_ROWS: Final = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
OUTCOMES: Final = ("upheld", "corrected", "other", "pending")
PLANTS: Final[tuple[Plant, ...]] = ("row_sum", "detail", "result_total", "balance", "review_sum")
PLACEHOLDERS: Final = ("/", "—", "无")

_PLACES: Final = (
    "云岭县",
    "松鹤市澄湖区",
    "鹭川市",
    "青溪县",
    "白鹭市",
    "枫湾市东浦区",
    "鹤沙县",
    "临川省鹭川市",
    "阿勒旗",
    "黎山彝族自治县",
    "青江土家族苗族自治州",
    "石林经济技术开发区",
)
_TOWNS: Final = ("青溪镇", "石门乡", "槐荫街道", "柳河镇", "双桥乡", "红旗民族乡", "哈拉苏木")
_BUREAUS: Final = (
    "财政局",
    "水务局",
    "教育局",
    "民政局",
    "统计局",
    "文化和旅游局",
    "发展和改革委员会",
    "人民政府办公室",
    "住房和城乡建设局",
    "市场监督管理局",
    "医疗保障局",
    "信访局",
    "城市管理综合行政执法局",
    "政务服务数据管理局",
    "退役军人事务局",
)
_REACH: Final = {"small": 3, "medium": 90, "large": 12000}


@dataclass(frozen=True, slots=True)
class Figures:
    """The gold of one report.

    ``tables`` has the shape of the output contract, None where the cell is printed blank.
    ``printed`` holds, by printed address, the texts that differ from the plain number.
    ``planted`` are the cells that break a relation on purpose.
    """

    agency: str
    year: int
    edition: str
    divided: bool
    tables: Tables
    printed: dict[str, str] = field(default_factory=dict)
    planted: tuple[str, ...] = ()
    header_unit: bool = False

    def text(self, address: str) -> str:
        """What the source prints in that cell."""
        if address in self.printed:
            return self.printed[address]
        table, row, column = address.split(".")
        return plain(self.tables[table][row][column])


def plain(value: Value) -> str:
    """A value as digits without exponent; a blank is the empty text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else format(Decimal(str(value)), "f")


def result_rows(*, divided: bool) -> tuple[str, ...]:
    """The rows of the application table that add up to its total, in official order."""
    other = ("other_1", "other_2", "other_3") if divided else ("other",)
    return (
        "granted",
        "partial",
        *(f"denied_{n}" for n in range(1, 9)),
        *(f"unavailable_{n}" for n in range(1, 4)),
        *(f"unprocessed_{n}" for n in range(1, 6)),
        *other,
    )


def make_figures(
    random: Random,
    *,
    size: Size = "medium",
    edition: str = "2021",
    divided: bool | None = None,
    blanks: bool = False,
    placeholders: bool = False,
    plant: Plant | None = None,
) -> Figures:
    """Invent one report; all relations hold except the planted one.

    ``divided`` tells whether （六）其他处理 has three rows; by default as in the edition.
    ``blanks`` leaves zeros of the two large tables unprinted. ``plant`` breaks one relation.
    """
    divided = edition == "2021" if divided is None else divided
    reach = _REACH[size]
    printed: dict[str, str] = {}
    boxes, header_unit = (_boxes_2021 if edition == "2021" else _boxes_2019)(random, reach, printed)
    tables: Tables = {
        **boxes,
        "requests": _requests(random, reach, result_rows(divided=divided)),
        "review": _review(random, reach),
    }
    planted = _plant(random, tables, plant, result_rows(divided=divided)) if plant else ()
    if placeholders:
        _place_marks(random, tables, printed)
    if blanks:
        _leave_blank(random, tables, set(planted))
    year = random.choice((2019, 2020) if edition == "2019" else (2021, 2022, 2023, 2024))
    return Figures(
        _agency(random, size), year, edition, divided, tables, printed, planted, header_unit
    )


def _agency(random: Random, size: Size) -> str:
    place = random.choice(_PLACES)
    if place.endswith("开发区"):
        return f"{place}管理委员会"
    if size == "large":
        return f"{place}人民政府"
    if random.random() < 0.6:
        return f"{place}{random.choice(_BUREAUS)}"
    town = random.choice(_TOWNS)
    return f"{place}{town}{'办事处' if town.endswith('街道') else '人民政府'}"


def _small(random: Random, reach: int) -> int:
    return random.choice((0, 0, random.randint(0, max(2, reach // 20))))


def _boxes_2019(random: Random, reach: int, printed: dict[str, str]) -> tuple[Tables, bool]:
    made = _small(random, reach)
    published = random.randint(0, made)
    tables: Tables = {
        "art20_1": {
            "regulations": {"made": 0, "published": 0, "total_published": 0},
            "normative_documents": {
                "made": made,
                "published": published,
                "total_published": published + _small(random, reach),
            },
        }
    }
    for table, rows in (
        ("art20_5", ("licensing", "other_services")),
        ("art20_6", ("penalty", "coercion")),
    ):
        tables[table] = {row: _items(random, reach, printed, f"{table}.{row}") for row in rows}
    fees = _items(random, min(reach, 20), printed, "art20_8.fees")
    tables["art20_8"] = {"fees": {k: fees[k] for k in ("previous_items", "change")}}
    amount, unit, text, header_unit = _procurement(random, reach)
    projects = random.randint(1, max(3, reach // 10)) if amount else 0
    tables["art20_9"] = {
        "procurement": {"projects": projects, "amount": amount, "amount_unit": unit}
    }
    printed["art20_9.procurement.amount"] = text
    return tables, header_unit


def _items(random: Random, reach: int, printed: dict[str, str], address: str) -> dict[str, Value]:
    previous = random.randint(0, reach * 2)
    change = random.choice((0, 0, random.randint(1, 20), -random.randint(0, min(previous, 700))))
    styles = ("增{}", "增 {}", "+{}", "{}") if change > 0 else ("减{}", "减 {}", "-{}")
    if change:
        printed[f"{address}.change"] = random.choice(styles).format(abs(change))
    return {
        "previous_items": previous,
        "change": change,
        "decisions": random.choice((0, random.randint(0, reach * 8))),
    }


def _procurement(random: Random, reach: int) -> tuple[Value, Value, str, bool]:
    """Amount, its unit, how it is printed, and whether the heading names the unit."""
    style = random.choice(("zero", "yuan", "ten_thousand", "heading", "bare"))
    if style == "zero":
        return 0, None, "0", False
    if style == "yuan":
        amount = random.randint(2000, reach * 4000)
        return amount, "元", f"{amount}元", False
    if style == "ten_thousand":
        amount = random.randint(100, reach * 900) / 100
        return amount, "万元", f"{plain(amount)}万元", False
    amount = random.randint(10000, reach * 90000) / 10000
    return amount, "万元" if style == "heading" else None, plain(amount), style == "heading"


def _boxes_2021(random: Random, reach: int, printed: dict[str, str]) -> tuple[Tables, bool]:
    fees = random.choice((0, random.randint(1, reach * 100), random.randint(1, reach * 9000) / 100))
    printed["art20_8.fees.amount"] = plain(fees)
    tables: Tables = {
        "art20_1": {
            "regulations": {"issued": 0, "repealed": 0, "in_force": 0},
            "normative_documents": {
                "issued": _small(random, reach),
                "repealed": _small(random, reach),
                "in_force": random.randint(0, max(3, reach // 10)),
            },
        },
        "art20_5": {"licensing": {"decisions": random.randint(0, reach * 8)}},
        "art20_6": {
            "penalty": {"decisions": random.randint(0, reach * 2)},
            "coercion": {"decisions": _small(random, reach)},
        },
        "art20_8": {"fees": {"amount": fees}},
    }
    return tables, False


def _requests(random: Random, reach: int, rows: tuple[str, ...]) -> dict[str, dict[str, Value]]:
    used = random.sample(rows, random.randint(2, 5) if reach < 100 else len(rows) // 2)
    counts: dict[str, dict[str, int]] = {}
    for column in APPLICANTS:
        share = {"natural_person": 1.0, "commercial": 0.15}.get(column, 0.03)
        quiet = random.random() < (0.4 if column != "natural_person" else 0.1)
        most = 0 if quiet else int(reach * share * random.random())
        results = dict.fromkeys(rows, 0)
        for row in used:
            results[row] = random.randint(0, max(1, most // 3)) if most else 0
        total = sum(results.values())
        carried_out = random.randint(0, total // 4)
        carried_in = random.randint(0, min(total, max(1, total // 4)))
        counts[column] = {
            "new": total + carried_out - carried_in,
            "carried_in": carried_in,
            **results,
            "total": total,
            "carried_out": carried_out,
        }
    names = ("new", "carried_in", *rows, "total", "carried_out")
    table: dict[str, dict[str, Value]] = {}
    for row in names:
        parts = {column: counts[column][row] for column in APPLICANTS}
        table[row] = {**parts, "total": sum(parts.values())}
    return table


def _review(random: Random, reach: int) -> dict[str, dict[str, Value]]:
    table: dict[str, dict[str, Value]] = {}
    for row in REVIEW_ROWS:
        parts = {
            outcome: random.choice((0, 0, random.randint(0, 2 + reach // 100)))
            for outcome in OUTCOMES
        }
        table[row] = {**parts, "total": sum(parts.values())}
    return table


def _plant(random: Random, tables: Tables, plant: Plant, rows: tuple[str, ...]) -> tuple[str, ...]:
    """Break one relation by changing printed figures; returns the changed cells."""
    by = random.choice((1, 2, 3, 9, 10, 100))
    requests, review = tables["requests"], tables["review"]
    if plant == "review_sum":
        row = random.choice(REVIEW_ROWS)
        return _raise(review, "review", (row,), ("total",), by)
    if plant == "row_sum":
        # One total is misprinted: its row fails, and the column of totals with it.
        return _raise(requests, "requests", (random.choice(rows),), ("total",), by)
    column = random.choice(APPLICANTS)
    if plant == "detail":
        return _raise(requests, "requests", (random.choice(rows),), (column,), by)
    if plant == "result_total":
        return _raise(requests, "requests", (random.choice(rows),), (column, "total"), by)
    return _raise(requests, "requests", ("carried_out",), (column, "total"), by)


def _raise(
    table: dict[str, dict[str, Value]],
    code: str,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    by: int,
) -> tuple[str, ...]:
    changed: list[str] = []
    for row in rows:
        for column in columns:
            old = table[row][column]
            assert isinstance(old, int)
            table[row][column] = old + by
            changed.append(f"{code}.{row}.{column}")
    return tuple(changed)


def _place_marks(random: Random, tables: Tables, printed: dict[str, str]) -> None:
    """Print a mark of absence instead of zeros that do not apply."""
    mark = random.choice(PLACEHOLDERS)
    tables["art20_1"]["regulations"] = dict.fromkeys(tables["art20_1"]["regulations"], mark)
    if tables["art20_8"]["fees"].get("amount") == 0:
        tables["art20_8"]["fees"]["amount"] = mark
        printed.pop("art20_8.fees.amount", None)
    for columns in tables["review"].values():
        if not any(columns.values()):
            columns.update(dict.fromkeys(columns, mark))


def _leave_blank(random: Random, tables: Tables, kept: set[str]) -> None:
    """Leave zeros unprinted: all of them, or all but the totals, as the report's author likes."""
    totals_too = random.random() < 0.6
    codes = ("requests", "review", "art20_1") if random.random() < 0.3 else ("requests", "review")
    for code in codes:
        for row, columns in tables[code].items():
            for column, value in columns.items():
                if value != 0 or f"{code}.{row}.{column}" in kept:
                    continue
                if totals_too or column != "total":
                    columns[column] = None
