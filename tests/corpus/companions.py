"""Articles that stand on one page with a report: its explanation (H-19), an earlier report (H-20)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.corpus.figures import make_figures
from tests.corpus.layouts import Matrix, Piece, Prose, make_draft

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.layouts import Draft

_CELLS: Final = {
    "新收申请": ("requests.new.total",),
    "上年结转": ("requests.carried_in.total",),
    "予以公开": ("requests.granted.total",),
    "结转下年度继续办理": ("requests.carried_out.total",),
    "行政复议": ("review.reconsideration.total",),
    "行政诉讼": (
        "review.litigation_direct.total",
        "review.litigation_after_reconsideration.total",
    ),
}


def _figure(draft: Draft, addresses: tuple[str, ...]) -> str:
    """The sum of the cells as the form prints them; what prints no number counts as none."""
    total = 0
    for address in addresses:
        table, row, column = address.split(".")
        value = draft.figures.tables.get(table, {}).get(row, {}).get(column)
        total += value if isinstance(value, int) else 0
    return str(total)


def _explanation(draft: Draft, random: Random) -> list[Prose | Matrix]:
    """What a press office makes of the report: the same figures, large, and one table of them."""
    figures, told = draft.figures, {name: _figure(draft, at) for name, at in _CELLS.items()}
    opening = random.choice(
        (
            f"一图读懂{figures.agency}{figures.year}年政府信息公开工作年度报告",
            f"《{figures.agency}{figures.year}年政府信息公开工作年度报告》解读",
        )
    )
    lines = ["一、编制背景", "按照条例规定，每年1月31日前公布上一年度报告。", "二、主要内容"]
    if random.random() < 0.5:
        lines += [part for name, value in told.items() for part in (name, f"{value}件")]
    else:
        lines += [f"{name}：{value}件" for name, value in told.items()]
    rows = [[Piece("指标"), Piece("数量（件）")]]
    rows += [[Piece(name), Piece(value)] for name, value in told.items()]
    return [Prose(opening), *(Prose(line) for line in lines), Matrix("foreign", rows, header=1)]


def precede_with_explanation(draft: Draft, random: Random) -> None:
    """The explanation of the report stands before its title (H-19)."""
    draft.elements[:0] = _explanation(draft, random)


def follow_with_explanation(draft: Draft, random: Random) -> None:
    """The explanation of the report stands behind its end (H-19)."""
    draft.elements += _explanation(draft, random)


def follow_with_earlier(draft: Draft, random: Random) -> None:
    """The report of the year before stands on the same page, below (H-20)."""
    year = draft.figures.year - 1
    earlier = make_figures(random, edition="2019" if year < 2021 else "2021")
    earlier = replace(earlier, agency=draft.figures.agency, year=year)
    draft.elements += make_draft(earlier, random).elements
