"""Web pages as content systems publish them: Word's markup, layout tables, scripts, frames."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Final

from tests.corpus.layouts import Matrix
from tests.corpus.writers import shown, write_html

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.layouts import Draft, Piece

_BORDER: Final = (
    "border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt"
)
_SPAN: Final = "font-size:10.5pt;font-family:宋体;mso-bidi-font-family:宋体;color:#333333"
_HEAD: Final = (
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    '<meta name="ColumnName" content="政府信息公开年报">'
)


def _word_text(text: str, random: Random) -> str:
    """A text in nested spans, torn where Word saw fit, with its own paragraph marks."""
    if not text:
        return '<span lang="EN-US" style="' + _SPAN + '"><o:p>&nbsp;</o:p></span>'
    if len(text) > 3 and random.random() < 0.5:
        at = random.randint(1, len(text) - 1)
        halves = (text[:at], text[at:])
    else:
        halves = (text,)
    spans = (
        f'<span lang="EN-US" style="{_SPAN}"><span style="mso-spacerun:yes"></span>'
        f"{escape(half).replace(chr(10), '<br>')}</span>"
        for half in halves
    )
    return "".join(spans) + "<o:p></o:p>"


def _word_cell(piece: Piece, random: Random) -> str:
    spans = f' colspan="{piece.columns}"' if piece.columns > 1 else ""
    spans += f' rowspan="{piece.rows}"' if piece.rows > 1 else ""
    return (
        f'<td width="{40 * piece.columns}"{spans} valign="center" style="{_BORDER}">'
        f'<p class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan">'
        f"{_word_text(piece.text, random)}</p></td>\n"
    )


def _word_table(matrix: Matrix, random: Random) -> str:
    rows = (
        f'<tr style="mso-yfti-irow:{number};height:23.0pt">\n'
        f"{''.join(_word_cell(p, random) for p in row)}</tr>\n"
        for number, row in enumerate(matrix.rows)
    )
    return (
        '<div align="center"><table class="MsoNormalTable" border="0" cellspacing="0" '
        f'style="border-collapse:collapse">{"".join(rows)}</table></div>\n'
    )


def _word_body(draft: Draft, random: Random) -> str:
    parts: list[str] = []
    for element in shown(draft):
        if isinstance(element, Matrix):
            parts.append(_word_table(element, random))
        else:
            parts.append(f'<p class="MsoNormal">{_word_text(element.text, random)}</p>\n')
    return "".join(parts)


def write_html_word(draft: Draft, random: Random) -> bytes:
    """An article pasted from a word processor, with a button bar and an accessible copy link."""
    return (
        f"<html><head>{_HEAD}<title>{escape(draft.title)}_年报_某某网</title></head><body>"
        "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->"
        '<div class="bar">当前位置：<a>首页</a>&gt;<a>政府信息公开年报</a> 字体：[大 中 小]</div>'
        f'<div class="WordSection1">{_word_body(draft, random)}</div>'
        "<p>浏览次数：<span id=c>305</span> 次　打印本页　关闭窗口</p></body></html>"
    ).encode()


def write_html_nested(draft: Draft, random: Random) -> bytes:
    """An old site: everything stands in tables for the layout, three deep."""
    links = "".join(f"<tr><td><a href='/{y}'>{y}年年报</a></td></tr>" for y in range(2014, 2021))
    return (
        f"<html><head><title>{escape(draft.title)}</title></head><body><table width=1000><tr>"
        f"<td colspan=2><table><tr><td>首页</td><td>机构</td><td>公开指南</td></tr></table></td></tr>"
        f"<tr><td width=200 valign=top><table>{links}</table></td><td><table width='100%'><tr>"
        f"<td align=center>{escape(draft.title)}</td></tr><tr><td>来源：本站　点击：1024</td></tr>"
        f"<tr><td>{_word_body(draft, random)}</td></tr>"
        "</table></td></tr><tr><td colspan=2>版权所有　技术支持：信息中心　12345</td></tr>"
        "</table></body></html>"
    ).encode()


def write_html_script(draft: Draft, random: Random) -> bytes:
    """The article is a string of a script, which a browser would put on the page."""
    body = json.dumps(_word_body(draft, random), ensure_ascii=random.random() < 0.5)
    return (
        f"<html><head><meta charset=utf-8><title>{escape(draft.title)}</title></head><body>"
        f'<div id="nav">首页</div><div id="article"></div><script>var article = {{"title": '
        f'{json.dumps(draft.title)}, "content": {body.replace("</", "<" + chr(92) + "/")}}};'
        'document.getElementById("article").innerHTML = article.content;</script></body></html>'
    ).encode()


def write_html_frame(draft: Draft, random: Random) -> bytes:
    """The article is the document of a frame, inline in the page around it."""
    inner = write_html(draft, random).decode()
    return (
        f"<html><head><meta charset=utf-8><title>{escape(draft.title)}</title></head><body>"
        f'<h1>政府信息公开年报</h1><iframe width="100%" srcdoc="{escape(inner, quote=True)}"></iframe>'
        "<p>主办单位：信息中心</p></body></html>"
    ).encode()


def write_html_divs(draft: Draft, random: Random) -> bytes:
    """Tables without table elements: rows and cells are blocks that a style sheet aligns."""
    parts: list[str] = []
    for element in shown(draft):
        if not isinstance(element, Matrix):
            parts.append(f"<p>{escape(element.text)}</p>")
            continue
        for row in element.rows:
            cells = "".join(f'<div class="td">{escape(p.text)}</div>' for p in row)
            parts.append(f'<div class="tr">{cells}</div>')
    style = "<style>.tr{display:table-row}.td{display:table-cell;border:1px solid}</style>"
    del random
    return f"<html><head><meta charset=utf-8>{style}</head><body>{''.join(parts)}</body></html>".encode()
