"""Pages whose tables are no table elements, or are there for scripts only."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from tests.corpus.layouts import Matrix, resolved
from tests.corpus.writers import grid_texts, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.corpus.layouts import Draft

_HEAD = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>{}</title></head><body>{}</body></html>"
)


def _page(draft: Draft, table: Callable[[Matrix], str]) -> bytes:
    parts = [
        table(e) if isinstance(e, Matrix) else f"<p>{escape(e.text)}</p>" for e in shown(draft)
    ]
    return _HEAD.format(escape(draft.title), "".join(parts)).encode()


def write_html_rows(draft: Draft, random: Random) -> bytes:
    """Rows and cells as elements that nothing declares to be such."""
    row, cell = random.choice((("ul", "li"), ("li", "span"), ("div", "div"), ("el-row", "el-col")))

    def rows(matrix: Matrix) -> str:
        lines = (
            "".join(f"<{cell}>{escape(text)}</{cell}>" for text in texts)
            for texts in grid_texts(matrix)
        )
        return f"<section>{''.join(f'<{row}>{line}</{row}>' for line in lines)}</section>"

    return _page(draft, rows)


def write_html_grid(draft: Draft, random: Random) -> bytes:
    """Cells one after the other, which a style lays out as a grid."""
    block, cell = random.choice(
        (
            (
                'style="display:grid;grid-template-columns:repeat({0},1fr)"',
                'style="grid-column:{2} / span {0};grid-row:span {1}"',
            ),
            ('class="grid grid-cols-{0}"', 'class="col-span-{0} row-span-{1} col-start-{2}"'),
        )
    )

    def cells(matrix: Matrix) -> str:
        placed, width = resolved(matrix)
        inside = (
            f"<div {cell.format(p.piece.columns, p.piece.rows, p.column + 1)}>"
            f"{escape(p.piece.text)}</div>"
            for p in placed
        )
        return f"<div {block.format(width)}>{''.join(inside)}</div>"

    return _page(draft, cells)


def write_html_data(draft: Draft, random: Random) -> bytes:
    """Texts and rows of cells as data of a script, nothing on the page itself."""
    blocks = [
        {"type": "table", "rows": grid_texts(e)} if isinstance(e, Matrix) else {"text": e.text}
        for e in shown(draft)
    ]
    data = json.dumps({"data": {"blocks": blocks}}, ensure_ascii=random.random() < 0.5)
    carry = random.choice(
        ('<script type="application/json">{}</script>', "<script>var page = {};</script>")
    )
    return _HEAD.format(escape(draft.title), "<div id=app></div>" + carry.format(data)).encode()
