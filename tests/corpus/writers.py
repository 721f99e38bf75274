"""Writing a draft as a page or a text; Office files, odd pages and PDF have modules of their own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from tests.corpus.layouts import Matrix, resolved

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.corpus.layouts import Draft, Piece, Prose

_NAVIGATION: Final = (
    '<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府信息公开年报</div>'
    '<ul class="menu"><li>机构职能</li><li>政策文件</li><li>2018</li><li>2017</li></ul>'
)
_FOOTER: Final = (
    '<div class="share">分享到： 微信 微博</div><div class="foot">主办单位：信息中心 '
    "备案号12003456 网站标识码3500000001 <script>var visits = 120;</script></div>"
)


def shown(draft: Draft) -> list[Prose | Matrix]:
    """The elements of a source that knows no pages."""
    return [e for e in draft.elements if isinstance(e, Matrix) or e.text != "\f"]


def _html(draft: Draft, *, encoding: str, table: Callable[[Matrix], str]) -> bytes:
    parts = [
        f'<!DOCTYPE html><html><head><meta charset="{encoding}">'
        f"<title>{escape(draft.title)}</title>"
        "<style>td{border:1px solid}</style></head><body>",
        _NAVIGATION,
        '<div class="content">',
    ]
    for number, element in enumerate(shown(draft)):
        if isinstance(element, Matrix):
            parts.append(table(element))
        elif number == 0:
            parts.append(f"<h1>{escape(element.text)}</h1>")
        elif element.heading:
            parts.append(f"<p><strong>{escape(element.text)}</strong></p>")
        else:
            parts.append(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{escape(element.text)}</p>")
    parts += ["</div>", _FOOTER, "</body></html>"]
    return "\n".join(parts).encode(encoding)


def _table_markup(matrix: Matrix) -> str:
    rows: list[str] = []
    for row in matrix.rows:
        cells = "".join(_cell_markup(piece) for piece in row)
        rows.append(f"<tr>{cells}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _cell_markup(piece: Piece) -> str:
    spans = f' colspan="{piece.columns}"' if piece.columns > 1 else ""
    spans += f' rowspan="{piece.rows}"' if piece.rows > 1 else ""
    text = escape(piece.text).replace("\n", "<br>")
    return f"<td{spans}><p>{text or '&nbsp;'}</p></td>"


def _paragraph_markup(matrix: Matrix) -> str:
    """The table with its markup lost: every cell a paragraph, blanks as empty paragraphs."""
    return "".join(
        f"<p>{escape(piece.text).replace(chr(10), '<br>')}</p>\n"
        for row in matrix.rows
        for piece in row
    )


def write_html(draft: Draft, _random: Random) -> bytes:
    """A page with real tables, navigation around, UTF-8."""
    return _html(draft, encoding="utf-8", table=_table_markup)


def write_html_gb(draft: Draft, _random: Random) -> bytes:
    """The same page in the charset of older sites."""
    return _html(draft, encoding="gb18030", table=_table_markup).replace(b"gb18030", b"gb2312", 1)


def write_html_paragraphs(draft: Draft, _random: Random) -> bytes:
    """A page whose tables became one paragraph a cell."""
    return _html(draft, encoding="utf-8", table=_paragraph_markup)


def _text(draft: Draft, table: Callable[[Matrix], str]) -> bytes:
    parts = [table(e) if isinstance(e, Matrix) else e.text for e in draft.elements]
    return ("\n\n".join(parts) + "\n").encode()


def grid_texts(matrix: Matrix) -> list[list[str]]:
    """The table as a full grid of texts; covered positions are empty, line breaks are gone."""
    placed, width = resolved(matrix)
    height = max([len(matrix.rows), *(p.row + 1 for p in placed)])
    texts = [[""] * width for _ in range(height)]
    for place in placed:
        texts[place.row][place.column] = place.piece.text.replace("\n", "")
    return texts


def write_tabbed(draft: Draft, _random: Random) -> bytes:
    """A text with a tab between grid positions, covered ones included."""
    return _text(draft, lambda m: "\n".join("\t".join(row) for row in grid_texts(m)))


def write_ragged(draft: Draft, _random: Random) -> bytes:
    """A text with a tab between cells: spans to the right collapse, blanks at the end vanish."""

    def lines(matrix: Matrix) -> str:
        placed, _ = resolved(matrix)
        above: dict[int, list[tuple[int, str]]] = {n: [] for n in range(len(matrix.rows))}
        for place in placed:
            for row in range(place.row, min(place.row + place.piece.rows, len(matrix.rows))):
                text = place.piece.text.replace("\n", "") if row == place.row else ""
                above[row].append((place.column, text))
        return "\n".join(
            "\t".join(text for _, text in sorted(cells)).rstrip("\t") for cells in above.values()
        )

    return _text(draft, lines)


def write_markdown(draft: Draft, _random: Random) -> bytes:
    """A dump with pipes between the columns."""

    def lines(matrix: Matrix) -> str:
        rows = [f"| {' | '.join(row)} |" for row in grid_texts(matrix)]
        rule = f"|{'---|' * len(grid_texts(matrix)[0])}"
        return "\n".join([rows[0], rule, *rows[1:]])

    return _text(draft, lines)
