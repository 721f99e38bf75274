"""The lists with a line a correction, a cell, or a rule: 更正记录, the long tables, 规则说明."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from core.address import Address
from core.cells import Cell, Origin
from core.checks.rulebook import load_rules
from core.corrections import Correction
from core.export import canvas as c
from core.export.canvas import Ordinal, Spot
from core.export.choice import Sheet
from core.export.counts import RuleCount
from core.export.shape import Forms, names_of
from core.export.wording import (
    CONFIRMED,
    GESTURES,
    ORIGINS,
    SEVERITIES,
    cell_name,
    edition_of,
    moment,
)
from core.review import Review
from core.rules import Rule
from core.values import Value, value_to_text

CORRECTION_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 24),
    ("年度", 7),
    ("文件", 24),
    ("单元格", 44),
    ("单元格代码", 26),
    ("机器读数", 11),
    ("原值", 11),
    ("新值", 11),
    ("原因", 26),
    ("更正人", 12),
    ("时间", 24),
    ("操作", 12),
)
LONG_COLUMNS: Final = (
    ("单位", 24),
    ("年度", 7),
    ("版式", 7),
    ("表", 34),
    ("行", 44),
    ("列", 18),
    ("数值", 12),
    ("原文", 14),
    ("来源", 10),
    ("置信度", 8),
    ("已更正", 8),
    ("更正前", 12),
    ("单元格代码", 34),
    ("文件", 24),
)
RULE_COLUMNS: Final = (
    ("规则号", 14),
    ("代码", 26),
    ("名称", 40),
    ("严重程度", 10),
    ("范围", 10),
    ("适用版式", 12),
    ("依据", 60),
    ("不符（报告数）", 10),
    ("已说明（报告数）", 10),
    ("无法判断（报告数）", 10),
)
_SCOPES: Final = {"report": "本报告", "years": "与上年", "agencies": "各单位间"}
_HUNDREDTH: Final = Decimal("0.01")


def latest_corrections(review: Review) -> dict[Address, Correction]:
    """The last entry of the log for each cell."""
    ordered = sorted(review.corrections, key=lambda correction: correction.sequence)
    return {correction.address: correction for correction in ordered}


def correction_rows(review: Review, forms: Forms) -> Iterator[list[Spot | None]]:
    """更正记录: the whole log in its order, undone entries included."""
    for entry in sorted(review.corrections, key=lambda correction: correction.sequence):
        yield [
            Spot(Ordinal.NEXT, c.NUMBER),
            Spot(review.agency),
            Spot(review.year, c.NUMBER),
            Spot(review.name),
            Spot(cell_name(forms, review, entry.address)),
            Spot(str(entry.address)),
            _state(entry.machine),
            _state(entry.old),
            _state(entry.new),
            Spot(entry.reason),
            Spot(entry.author),
            Spot(moment(entry.made_at)),
            Spot(GESTURES[entry.gesture]),
        ]


def _state(value: Value) -> Spot:
    return Spot(value if isinstance(value, Decimal) else value_to_text(value), c.NUMBER)


def sheet_of(table: str) -> Sheet:
    """The long sheet that holds the cells of a statutory table."""
    return {"requests": Sheet.REQUESTS, "review": Sheet.REVIEW}.get(table, Sheet.ACTIVE)


def long_rows(review: Review, wanted: Sheet) -> Iterator[list[Spot | None]]:
    """One line a cell of the tables of that sheet; 更正前 is what the machine read."""
    cells = {cell.address: cell for cell in review.extraction.cells}
    agency, year, name = Spot(review.agency), Spot(review.year, c.NUMBER), Spot(review.name)
    for address in review.statement.values:
        if sheet_of(address.table) is wanted:
            edition = edition_of(review, address.table)
            labels = _labels(edition, address)
            cell = cells.get(address)
            yield [agency, year, *labels, *_measured(review, address, cell), _code(address), name]


@lru_cache(maxsize=1024)
def _labels(edition: str, address: Address) -> tuple[Spot, Spot, Spot, Spot]:
    table, row, column = names_of(edition, address)
    return Spot(edition, c.NUMBER), Spot(table), Spot(row), Spot(column)


@lru_cache(maxsize=1024)
def _code(address: Address) -> Spot:
    return Spot(str(address))


def _measured(review: Review, address: Address, cell: Cell | None) -> list[Spot]:
    """Value, printed, origin, confidence, whether it was corrected, and from what."""
    origin = review.statement.origins.get(address, Origin.MISSING)
    is_unknown = origin in (Origin.AMBIGUOUS, Origin.MISSING)
    is_put, read = origin is Origin.CORRECTED, cell.value if cell else None
    is_corrected = is_put and review.statement.values[address] != read
    confidence = Decimal(str(cell.confidence)).quantize(_HUNDREDTH) if cell else None
    return [
        Spot(
            None if is_unknown else review.statement.values[address],
            c.LOOK_OF[origin],
            signed=address.column == "change",
        ),
        Spot(cell.printed if cell else ""),
        Spot(CONFIRMED if is_put and not is_corrected else ORIGINS[origin], c.NUMBER),
        Spot(confidence, c.NUMBER),
        Spot("是" if is_corrected else "", c.NUMBER),
        Spot(read if is_corrected else None, c.NUMBER),
    ]


def rule_rows(counts: Mapping[str, RuleCount]) -> Iterator[list[Spot | None]]:
    """规则说明: every rule, and in how many of the exported reports it does not simply hold."""
    for rule in load_rules():
        count = counts.get(rule.code, RuleCount())
        yield [
            Spot(rule.domain),
            Spot(rule.code),
            Spot(rule.title["zh"]),
            Spot(_severity(rule), c.NUMBER),
            Spot(_SCOPES[rule.scope], c.NUMBER),
            Spot("、".join(rule.editions) or "全部", c.NUMBER),
            Spot(rule.source),
            Spot(count.failed, c.NUMBER),
            Spot(count.excused, c.NUMBER),
            Spot(count.cannot_tell, c.NUMBER),
        ]


def _severity(rule: Rule) -> str:
    return SEVERITIES[rule.severity] if rule.is_on else f"{SEVERITIES[rule.severity]}（停用）"
