"""Finding the statutory tables among a document's lines, by words that only they have."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Line
from core.extraction.rows import words_of

_NEW: Final = ("本年新收政府信息公开申请", "本年新收政府信息", "本年新收申请", "本年新收")
_OUT: Final = (
    "结转下年度继续办理",
    "结转下一年度继续办理",
    "结转下年继续办理",
    "结转下年度",
    "结转下一年",
)
_INSIDE: Final = tuple(
    bare(words)
    for words in (
        "区分处理的，只计这一情形",
        "不计其他情形",
        "属于国家秘密",
        "法律行政法规禁止公开",
        "三安全一稳定",
        "保护第三方合法权益",
        "三类内部事务",
        "四类过程性",
        "属于行政执法案卷",
        "属于行政查询事项",
        "不掌握相关政府信息",
        "没有现成信息",
        "补正后申请内容",
        "信访举报投诉类",
        "要求提供公开出版物",
        "无正当理由大量反复",
        "重新出具已获取信息",
        "结转下年度继续办理",
    )
)
_OF_THE_FORM: Final = (
    *_INSIDE,
    *_NEW,
    "第二十条第",
    "信息内容",
    "处理决定数量",
    "行政事业性收费",
    "复议后起诉",
    "未经复议直接起诉",
    "结果维持",
)
_FEW_WORDS: Final = 2
_COMPLETE: Final = 12
"""How many of these words an application table has even when some labels are damaged."""
_COLUMNS: Final = 7
_LABEL_END: Final = 8
"""Words on a line that may still belong to a wrapped label."""
_MANY_ROWS: Final = 15
_OPENINGS: Final = ("本年新收", "上年结转", "予以公开")
"""How the first rows begin, of which a report may lack one or two."""
_FEW_LABELS: Final = 3
_MORE_LABELS: Final = 5
_CROWD: Final = 40
"""Figures that stand between the first and the last label of an application table at least."""
_REACH: Final = 2600
"""Characters without blanks within which the application table's labels stand."""
_REVIEW: Final = "行政复议"
"""The heading of the first block, of which a page may print the others elsewhere."""
_LEAVES: Final = re.compile("结果维持|结果纠正|其[他它]结果|尚未审结|总计|合计")
_OUTCOME_PIECES: Final = ("结果", "维持", "纠正", "尚未", "审结", "总计", "合计")
_REVIEW_HEADING: Final = re.compile(
    "[一二三四五六七]?因?政府信息公开.{0,8}行政复议.{0,4}行政诉讼情况"
)
_PROSE: Final = 30
"""Words in a plain line from which it is a sentence rather than a heading."""
_LEAF: Final = 4
"""Characters of the longest heading of an outcome, 结果维持."""
_LOCAL_FIGURES: Final = 5
_REVIEW_LINES: Final = 16
_REVIEW_CELLS: Final = 40
"""Lines between the first heading and the last, one a row, and one a cell of plain text."""
_OUTCOMES: Final = 8
_FIRST_BOX: Final = r"第二十条第?[一1]项"
_FIRST_BOX_ROWS: Final = re.compile("规章|规范性文件|制发|现行有效|对外公开")
_BANNER: Final = re.compile("第二十条第[一五六八九15689]项")
_FEW_BANNERS: Final = 3
_BOX_LINES: Final = 24
"""Lines within which the next box of article 20 follows, even with a cell on each line."""
_SECTION_THREE: Final = "收到和处理政府信息公开申请情况"
_BOX_HEADING: Final = re.compile("(?<!申请)数量(?!的)|件数|金额|增减")
_SECTION_TWO: Final = re.compile("[一二三四五六七1-7](?:行政机关)?主动公开政府信息情况")
_ENDS: Final = re.compile(
    r"[二三四五六七2-7](?:存在的?(?:主要)?问题|政府信息公开工作存在|其[他它]需要报告"
    r"|因?政府信息公开(?:工作)?(?:被申请)?行政复议)"
    r"|[一二三四五六七1-7](?:行政机关)?主动公开政府信息情况"
    r"|[五5]存在|[六6]其他需要|[四4](?:因政府信息公开|行政复议)"
)
"""Headings of the sections after the application table, also where a report counts them otherwise."""


@dataclass(frozen=True, slots=True)
class Regions:
    """Line ranges (half open) of the tables; None where a table was not found."""

    requests: tuple[int, int] | None
    review: tuple[int, int] | None
    art20: tuple[int, int] | None


def names_the_form(text: str) -> bool:
    """Whether a page's text holds words of the statutory tables, so that it may hold a part of one."""
    words = bare(text)
    return sum(label in words for label in _OF_THE_FORM) >= _FEW_WORDS


def prints_boxes(lines: Sequence[Line]) -> bool:
    """Whether the banners of most boxes of article 20 stand there, each on a line of its own.

    A form whose rows lost their labels is known by these; prose names the article in sentences.
    """
    banners = {words for line in lines if _BANNER.fullmatch(words := words_of(line))}
    return len(banners) >= _FEW_BANNERS


def before_next_section(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines above the heading of a section that follows the application table."""
    headings = (n for n, line in enumerate(lines) if _ENDS.match(words_of(line)))
    return lines[: next(headings, len(lines))]


class Stream:
    """The words of all lines as one text without blanks, with the way back to the line.

    Figures of plain lines are left out: in a narrow stub they stand in the midst of labels.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.starts: list[int] = []
        parts: list[str] = []
        length = 0
        for line in lines:
            self.starts.append(length)
            fields = [f for f in line.fields if f.is_label] if line.kind == "plain" else None
            words = words_of(line) if fields is None else "".join(bare(f.text) for f in fields)
            parts.append(words)
            length += len(words)
        self.text = "".join(parts)

    def line_at(self, offset: int) -> int:
        """The number of the line in which the character stands."""
        return max(0, bisect_right(self.starts, offset) - 1)


def locate(lines: Sequence[Line]) -> Regions:
    """Find each table's lines; the most complete candidate wins, not the first."""
    stream = Stream(lines)
    requests = _requests(stream, lines) or _nameless(lines)
    review = _review(stream, lines, requests)
    return Regions(requests, review, _art20(stream, lines, requests))


def application_tables(stream: Stream) -> list[range]:
    """The lines from the first to the last row of each complete application table, in order."""
    text = stream.text
    starts = [m.start() for m in re.finditer("本年新收", text)]
    tables: list[range] = []
    for start, following in pairwise([*starts, len(text)]):
        part = text[start : min(following, start + _REACH)]
        inside = sorted(part.find(words) for words in _INSIDE if words in part)
        if len(inside) < _COMPLETE:
            continue
        # The prose of another report may come back to what is carried out.
        ends = [part.find(words, inside[_COMPLETE - 1]) for words in _OUT]
        if any(end >= 0 for end in ends):
            last = stream.line_at(start + min(end for end in ends if end >= 0))
            tables.append(range(stream.line_at(start), last + 1))
    return tables


def _requests(stream: Stream, lines: Sequence[Line]) -> tuple[int, int] | None:
    text = stream.text
    begin = _first_row(text)
    if begin is None:
        return _crowded(stream, lines)
    end = next((text.find(w, begin) for w in _OUT if text.find(w, begin) >= 0), -1)
    first_line = _with_figures_above(stream, lines, stream.line_at(begin))
    heading = _ENDS.search(text, max(begin, end))
    section_end = stream.line_at(heading.start()) if heading else len(lines)
    if end < 0:
        return first_line, _above_review(lines, first_line, section_end)
    stop = _after_figures(lines, stream.line_at(end))
    part, behind = lines[first_line:stop], lines[stop:section_end]
    if part[-1].kind == "plain" and _figures_in(behind) > 2 * _figures_in(part):
        # A dump by columns prints all labels before most figures.
        stop = max(stop, section_end)
    return first_line, stop


def _above_review(lines: Sequence[Line], first: int, stop: int) -> int:
    """Where the headings of the review table begin, if no heading of a section parts it from the
    application table; else ``stop``."""
    outcomes = next((n for n in range(first, stop) if is_outcome_header(lines[n])), None)
    if outcomes is None:
        return stop
    while outcomes > first and not any(f.is_figure for f in lines[outcomes - 1].fields):
        outcomes -= 1
    return outcomes


def _with_figures_above(stream: Stream, lines: Sequence[Line], first: int) -> int:
    """The line from which the figures of a table stand whose first label is on line ``first``.

    Programs that take the columns of a page one by one print figures of the first rows above all
    labels, below the heading of the section.
    """
    heading = stream.text.rfind(_SECTION_THREE, 0, stream.starts[first])
    above = stream.line_at(heading) + 1 if heading >= 0 else first
    between = lines[above:first]
    is_plain = all(line.kind == "plain" for line in between)
    words = stream.text[stream.starts[above] : stream.starts[first]]
    is_own = is_plain and not _BOX_HEADING.search(words)
    return above if is_own and _figures_in(between) >= _COLUMNS else first


def _first_row(text: str) -> int | None:
    """Where the labels of the application table begin; None when too few of them stand there."""
    for opening in _OPENINGS:
        starts = [m.start() for m in re.finditer(opening, text)]
        # The last start before the labels is the table's; earlier ones are prose.
        count, start = max(((_labels_behind(text, s), s) for s in starts), default=(0, 0))
        if count >= _FEW_LABELS:
            break
    else:
        first = min((text.find(w) for w in _INSIDE if w in text), default=-1)
        return first if sum(w in text for w in _INSIDE) >= _MORE_LABELS else None
    heading = _SECTION_TWO.search(text, start, start + _REACH)
    if heading is None or _labels_behind(text[: heading.start()], start):
        return start
    # No label stands before the heading of section two: the start was prose, of a report that
    # prints no such row.
    later = (text.find(w, heading.end()) for w in _OPENINGS)
    return next((n for n in later if _labels_behind(text, n) >= _MORE_LABELS), start)


def _labels_behind(text: str, start: int) -> int:
    """How many labels of the application table stand within reach of a place; 0 of none."""
    return len({w for w in _INSIDE if w in text[start : start + _REACH]}) if start >= 0 else 0


def _crowded(stream: Stream, lines: Sequence[Line]) -> tuple[int, int] | None:
    """Plain lines from the first to the last label with as many figures as only this table has.

    Labels in narrow columns stand among each other's words, so that few of them are whole.
    """
    for match in reversed([*re.finditer("本年新收", stream.text)]):
        part = stream.text[match.start() : match.start() + _REACH]
        # Figures may stand in the midst of the last label.
        ends = [match.start() + end.start() for end in re.finditer("结转下一?年", part)]
        first = stream.line_at(match.start())
        stop = _after_figures(lines, stream.line_at(min(ends))) if ends else first
        if _figures_in(lines[first:stop]) >= _CROWD:
            return first, stop
    return None


def _figures_in(lines: Sequence[Line]) -> int:
    return sum(f.is_figure for line in lines if line.kind == "plain" for f in line.fields)


def _nameless(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Rows of figures without any label, as only the application table has so many."""
    rows = [
        n
        for n, line in enumerate(lines)
        if line.kind == "plain"
        and len(line.fields) == _COLUMNS
        and all(f.is_figure for f in line.fields)
    ]
    if len(rows) < _MANY_ROWS or rows[-1] - rows[0] > 2 * len(rows):
        return None
    return rows[0], rows[-1] + 1


def _after_figures(lines: Sequence[Line], number: int) -> int:
    """The line after the last row's values, which may be printed below its label.

    Rows that a local form adds below the last one belong to the table as well.
    """
    line = lines[number]
    if line.kind != "plain":
        number += 1
        while number < len(lines) and _is_local_row(lines[number], line):
            number += 1
        return number
    seen = any(f.is_figure for f in line.fields)
    number += 1
    while number < len(lines):
        fields = lines[number].fields
        figures = sum(f.is_figure for f in fields)
        words = "".join(bare(f.text) for f in fields if not f.is_figure)
        if figures == len(fields) and not (seen and figures > _COLUMNS):
            seen = True
        elif seen or _ENDS.match(words) or len(words) > _LABEL_END:
            break
        elif figures:
            seen = True
        number += 1
    return number


def _is_local_row(line: Line, last: Line) -> bool:
    if line.kind != last.kind or line.grid != last.grid or _ENDS.match(words_of(line)):
        return False
    own = [f for f in line.fields if not f.carried]
    return own[:1] != [] and own[0].is_label and sum(f.is_figure for f in own) >= _LOCAL_FIGURES


def _review(
    stream: Stream, lines: Sequence[Line], requests: tuple[int, int] | None
) -> tuple[int, int] | None:
    """From the header that names the two kinds of litigation to the next section."""
    inside = range(*requests) if requests else range(0)
    named = [stream.line_at(m.start()) for m in re.finditer("复议后起诉", stream.text)]
    # Where that heading is damaged, the ten outcomes below it still tell the table.
    outcomes = [n for n, line in enumerate(lines) if is_outcome_header(line)]
    for number in [n for n in (*reversed(named), *reversed(outcomes)) if n not in inside]:
        begin = _review_begin(lines, number, inside)
        near = "".join(words_of(line) for line in lines[begin : number + 4])
        if "未经复议" not in near and number not in outcomes:
            continue
        stop = len(lines)
        for later in range(number + 1, len(lines)):
            if _ends_review(lines[later]):
                stop = later
                break
        if requests and number < requests[0]:
            stop = min(stop, requests[0])
        return begin, stop
    return _torn_review(lines, inside)


def _torn_review(lines: Sequence[Line], inside: range) -> tuple[int, int] | None:
    """The table below its section's heading, in plain text that tears the headings of its columns."""
    for number in reversed(range(len(lines))):
        if number in inside or not _REVIEW_HEADING.fullmatch(words_of(lines[number])):
            continue
        stop = number + 1
        while stop < len(lines) and stop not in inside and not _ends_review(lines[stop]):
            stop += 1
        part = lines[number + 1 : stop]
        words = "".join(words_of(line) for line in part)
        named = sum(words.count(piece) for piece in _OUTCOME_PIECES)
        if named >= _OUTCOMES and all(line.kind == "plain" for line in part):
            return number + 1, stop
    return None


def _ends_review(line: Line) -> bool:
    return _ENDS.match(words_of(line)) is not None or _is_prose(line)


def _is_prose(line: Line) -> bool:
    """Whether a line is a sentence; headings of many narrow columns are as long, but in pieces."""
    if line.kind != "plain" or all(len(field.text) <= _LEAF for field in line.fields):
        return False
    return len(_LEAVES.sub("", words_of(line))) > _PROSE


def is_first_box(line: Line) -> bool:
    """Whether a line is the banner of the first box of article 20, alone or above its headings."""
    words = words_of(line)
    return len(words) <= _PROSE and re.match(_FIRST_BOX, words) is not None


def opens_section(line: Line) -> bool:
    """Whether a line is the heading of a section with tables, or of one that follows them."""
    words = words_of(line)
    heading = _SECTION_THREE in words and len(words) <= _PROSE
    return heading or any(pattern.match(words) for pattern in (_SECTION_TWO, _ENDS))


def is_outcome_header(line: Line) -> bool:
    """Whether a row of a table consists of the outcomes of both kinds of litigation."""
    return line.kind != "plain" and len(_LEAVES.findall(words_of(line))) >= _OUTCOMES


def _review_begin(lines: Sequence[Line], number: int, inside: range) -> int:
    """The first line of the header; of a table cut into several, the header of the first."""
    begin = max(0, number - 3)
    reach = _REVIEW_CELLS if lines[number].kind == "plain" else _REVIEW_LINES
    for earlier in range(number - 1, max(-1, number - reach), -1):
        if earlier in inside:
            break
        words = words_of(lines[earlier])
        heads = "结果维持" in words or "未经复议" in words or words == _REVIEW
        if heads and (lines[earlier].kind != "plain" or len(words) <= _PROSE):
            begin = min(begin, max(0, earlier - 2))
    return max(begin, inside.stop) if begin in inside else begin


def _first_of_run(marks: Sequence[int]) -> int:
    """The first of the marks that lead to the last one without a gap: the boxes of one table."""
    first = marks[-1]
    for mark in reversed(marks[:-1]):
        if first - mark > _BOX_LINES:
            break
        first = mark
    return first


def _art20(
    stream: Stream, lines: Sequence[Line], requests: tuple[int, int] | None
) -> tuple[int, int] | None:
    """From the first box of article 20 to the application table."""
    marks = [stream.line_at(m.start()) for m in re.finditer(_FIRST_BOX, stream.text)]
    if not marks:
        marks = [stream.line_at(m.start()) for m in re.finditer("信息内容", stream.text)]
    if not marks:
        marks = [stream.line_at(m.start()) for m in re.finditer("规范性文件", stream.text)]
    if not marks:
        return _section_two(stream, lines)
    usable = [m for m in marks if not requests or m < requests[0]]
    usable = [m for m in usable if not _is_repeated_banner(lines, m)] or usable
    first = usable[-1] if usable else marks[0]
    if usable and not stream.text.count("第二十条"):
        first = usable[0]
    elif usable and not re.search(_FIRST_BOX, stream.text):
        # The first banner is damaged; the headings of all boxes are still there.
        first = _first_of_run(usable)
    if requests and requests[0] > first:
        return first, requests[0]
    heading = _ENDS.search(stream.text, stream.starts[first])
    return first, stream.line_at(heading.start()) if heading else len(lines)


def _is_repeated_banner(lines: Sequence[Line], number: int) -> bool:
    """Whether the banner of the first box stands above other boxes, as a page repeats the first row
    of a table."""
    own = lines[number].grid
    if own is None:
        return False
    below = "".join(words_of(n) for n in lines[number + 1 : number + _BOX_LINES] if n.grid == own)
    return _FIRST_BOX_ROWS.search(below) is None and "行政" in below


def _section_two(stream: Stream, lines: Sequence[Line]) -> tuple[int, int] | None:
    """The section of the boxes by its heading and the next one's, where their labels are lost."""
    following = stream.text.rfind("收到和处理政府信息公开申请")
    heading = stream.text.rfind("主动公开政府信息情况", 0, max(0, following))
    if heading < 0:
        return None
    first, stop = stream.line_at(heading), stream.line_at(following)
    short = all(len(words_of(line)) < _PROSE for line in lines[first:stop])
    return (first, stop) if short else None
