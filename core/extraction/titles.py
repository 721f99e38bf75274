"""Title lines of annual reports: where they stand, and the agency and year that they name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from core.agencies import Level, OrganKind, organ_of
from core.document import Document
from core.extraction.compact import Compact

CHINESE_DIGITS: Final = {
    **{numeral: str(number) for number, numeral in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("零○OoＯ", "0"),
}
YEAR: Final = r"(?:20\d\d|二[〇零○Oo][〇零○Oo一二三四五六七八九]{2})"
_CORE: Final = re.compile(
    r"(?:信息|政[务務])公[开開](?:工作)?(?:情况)?的?"
    rf"(?:[(〔\[]?(?P<inside>{YEAR})年?[)〕\]]?)?"
    r"(?:年?[度底])?(?:工作)?(?:情况)?的?(?:年?[度底])?(?:工作)?(?:情况)?的?"
    r"(?:[报報]告|年[报報]|告年度报|总结)"
    rf"(?P<trail>[(〔\[](?P<after>{YEAR})年?[度底]?[)〕\]])?"
)
_LEAD: Final = re.compile(
    rf"(?P<before>.*?)[(〔\[]?(?P<year>{YEAR})[)〕\]]?(?:年?[度底]|年)?(?P<between>[^\d]*)"
)
_DECORATION: Final = "#*~`•·◆■●★▪"
_REACH: Final = 120
"""Characters before the title's own words in which its agency and year stand."""
_OPENING: Final = re.compile(rf"[{_DECORATION}]*(?:(?:标题|名称|题名):)?")
_LABEL: Final = re.compile(
    r"^(?:信息名称|文件名称|标题|题名|名称|一张?图(?:[读看解]懂|解读|速览)|图解|图说|解读)"
)
_NAME: Final = re.compile(r"[\u3400-\u9fff()·]*$")
_NOT_A_NAME: Final = re.compile(
    r"首页|目录|指南|年报|时间|日期|来源|打印|分享|位置|无障碍|概况|服务$|互动|数据$|数据开放|专栏|登录|搜索|标题|名称|公开$|"
    r"索引|文号|时效|下载|正文|导航|栏目|网站|报告"
)
_OTHER_DOCUMENT: Final = re.compile(
    r"的?(?:格式|有关|通知|编制|编写|填报|报送|要求|模板|任务|制度|办法|审核|发布工作|栏目|工作的|等)"
)
_ABOUT_REPORTS: Final = re.compile(r"做好|切实|编报|报送|印发|转发|进一步|开展|上一?年度?$")
_SELF: Final = re.compile(
    r"(?:编制|制作|形成|公布|公开|发布|撰写|提交|编写)(?:了|的|本|如下)*[:]?《?$"
)
_VERBS: Final = re.compile(
    r".*(?:公布|发布|公开|编制|制作|形成|撰写|编写|提交|根据|按照|要求|现将|现就|这是|即为)"
)
_SELF_WORD: Final = re.compile(
    r"(?:[我本该](?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道|新区|开发区|苏木)?(?:人民政府|政府|行政机关|机关|单位|部门|办事处|"
    r"委员会|管委会|办公[室厅]|分局|支队|大队|中心|[局委办厅院处所站部会队级社])?|中华人民共和国)"
)
_LOST_YEAR: Final = re.compile(r"^\ufffd*年度?|\ufffd*年度?$")
"""What is left of a year whose digits were lost."""
_BEHIND: Final = re.compile(
    r"(?:[(〔\[](?P<inside>[\u3400-\u9fff]{4,30})[)〕\]]|[-—–─]{2,}(?P<dashed>[\u3400-\u9fff]{4,30}))"
)
"""The organ behind the words of the title; after a single dash stands the name of the site."""
_PARAGRAPHS: Final = 100
"""Characters from which a cell holds paragraphs rather than a label."""
_REGION_END: Final = re.compile(r"[省市县区旗盟州镇乡]$|街道$|自治区$")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the compact text that names something; empty when start is end."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as found in the compact text; agency and year are None where it names none.

    ``alone`` says that it fills its lines, ``own`` that a sentence calls it this very report.
    """

    start: int
    end: int
    agency: Part | None
    year: Part | None
    alone: bool
    own: bool = False


class Lines:
    """Where the lines and fields of the original text begin in its compact form."""

    def __init__(self, document: Document, compact: Compact) -> None:
        breaks = [m.end() for m in re.finditer(r"[\n\f\t|]+", document.text)]
        breaks += _breaks_in_cells(document)
        starts = {bisect_left(compact.offsets, offset) for offset in breaks}
        self.starts: Sequence[int] = sorted(starts | {0, len(compact.text)})

    def around(self, position: int) -> tuple[int, int]:
        """Start and end of the line in which the character stands."""
        at = bisect_right(self.starts, position)
        return self.starts[at - 1], self.starts[at] if at < len(self.starts) else position

    def after(self, position: int, count: int) -> Iterator[tuple[int, int]]:
        """The next lines, at most ``count``, that begin behind the character."""
        at = bisect_right(self.starts, position)
        yield from pairwise(self.starts[at : at + count + 1])

    def near_end(self, count: int) -> int:
        """The character before the last lines, so many of them."""
        return self.starts[max(0, len(self.starts) - 1 - count)] - 1

    def before(self, start: int) -> Iterator[tuple[int, int]]:
        """The lines before the one that begins at ``start``, nearest first."""
        at = bisect_left(self.starts, start)
        for end, begin in pairwise(reversed(self.starts[: at + 1])):
            yield begin, end


def _breaks_in_cells(document: Document) -> Iterator[int]:
    """Where paragraphs begin inside a cell, for a page that is laid out as a table."""
    for grid in document.grids:
        for slot in grid.slots:
            if len(slot.text) < _PARAGRAPHS or "\n" not in slot.text:
                continue
            # In the document's text a cell is one line.
            flat = slot.text.replace("\n", " ")
            start = document.text.find(flat, grid.span.start, grid.span.end)
            if start >= 0:
                yield from (start + m.end() for m in re.finditer(r"\n+", slot.text))


def year_number(text: str) -> int:
    """The year that the digits give, arabic or Chinese."""
    return int("".join(CHINESE_DIGITS.get(c, c) for c in text))


def titles_in(compact: Compact, lines: Lines) -> Iterator[Title]:
    """Every place in the text that reads like the title of a report, in reading order."""
    for core in _CORE.finditer(compact.text):
        if _OTHER_DOCUMENT.match(compact.text, core.end()):
            continue
        title = _title(compact.text, lines, core)
        if title:
            yield title


def _title(text: str, lines: Lines, core: re.Match[str]) -> Title | None:
    stop = core.start() - (2 if text.endswith(("政府", "政务"), 0, core.start()) else 0)
    if text.endswith("人民", 0, stop):
        stop = core.start()  # 人民政府 belongs to the name: 某县人民政府信息公开年报
    line_start, _ = lines.around(stop)
    reach = max(line_start, stop - _REACH)
    segment = re.split(r"[。;；,，:：>!?\-_]", text[reach:stop])[-1]
    start = stop - len(segment)
    quoted = "《" in segment
    if quoted:
        start += segment.rindex("《") + 1
        segment = segment[segment.rindex("《") + 1 :]
    start += len(segment) - len(segment.lstrip(_DECORATION))
    segment = segment.lstrip(_DECORATION)
    own = quoted and bool(_SELF.search(text[max(line_start, start - 12) : start]))
    sentence = text[reach:start].removesuffix("《")
    begins = reach == line_start and _OPENING.fullmatch(sentence) is not None
    _, line_end = lines.around(core.end() - 1)
    ends = core.end() == line_end or text[core.end()] in "-_|(*#》"
    if quoted and begins and ends:
        quoted = False  # a title line that stands in brackets
    if (quoted and not own) or _ABOUT_REPORTS.search(segment):
        return None
    year, agency = _year_and_agency(segment, start, core)
    if begins and not sentence.endswith(":"):
        agency, year = _from_lines_above(text, lines, line_start, agency, year)
    if agency and not quoted and not (begins and ends):
        agency = _after_verbs(agency)
    behind = _name_behind(text, core.end(), line_end) if begins and not agency else None
    if behind:
        return Title(start, line_end, behind, year, not quoted, own)
    first = min(p.start for p in (agency, year, Part("", start)) if p)
    return Title(first, core.end(), agency, year, begins and ends and not quoted, own)


def _year_and_agency(
    segment: str, start: int, core: re.Match[str]
) -> tuple[Part | None, Part | None]:
    """Year and name as they stand before the words of the title, or the year within or behind."""
    for group in ("after", "inside"):
        if core[group]:
            year = Part(core[group], core.start(group))
            return year, _name(segment, start)
    lead = _LEAD.fullmatch(segment)
    if not lead:
        return None, _name(segment, start)
    year = Part(lead["year"], start + lead.start("year"))
    agency = None if _VERBS.fullmatch(lead["before"]) else _name(lead["before"], start)
    return year, agency or _name(lead["between"], start + lead.start("between"))


def _name(text: str, start: int) -> Part | None:
    """The name of an organ at the end of the text, without the words around it."""
    text = re.sub(r"(?:关于|的|[〔\[(])+$", "", text)
    lost = _LOST_YEAR.match(text)
    start, text = start + (lost.end() if lost else 0), _LOST_YEAR.sub("", text)
    label = _LABEL.match(text)
    if label:
        start, text = start + label.end(), text[label.end() :]
    if "关于" in text:
        start, text = start + text.rindex("关于") + 2, text[text.rindex("关于") + 2 :]
    found = _NAME.search(text)
    name = found.group() if found else ""
    start += len(text) - len(name)
    bare = name.lstrip("()·、")
    if bare.count("(") != bare.count(")"):
        bare = bare[bare.rfind(")") + 1 :] if ")" in bare else bare[: bare.rfind("(")]
        return _name(bare, start + name.find(bare)) if bare else None
    start += len(name) - len(name.lstrip("()·、"))
    return Part(bare, start) if len(bare) > 1 and not is_self_word(bare) else None


def is_self_word(name: str) -> bool:
    """Whether the word only points at the reporting organ (我局, 本机关) or names the state."""
    return _SELF_WORD.fullmatch(name) is not None


def _after_verbs(agency: Part) -> Part | None:
    """The name inside a sentence (现公布某局2023年…): what follows the last verb."""
    cut = _VERBS.match(agency.text)
    at = cut.end() if cut else 0
    rest = Part(agency.text[at:], agency.start + at)
    return rest if _names_organ(rest.text) else None


def _names_organ(name: str) -> bool:
    return organ_of(name).kind is not OrganKind.UNKNOWN and not is_self_word(name)


def _name_behind(text: str, start: int, end: int) -> Part | None:
    """The organ between the words of the title and the end of the line."""
    behind = _BEHIND.fullmatch(text, start, end)
    if not behind:
        return None
    group = "inside" if behind["inside"] else "dashed"
    return Part(behind[group], behind.start(group)) if _names_organ(behind[group]) else None


def _from_lines_above(
    text: str, lines: Lines, line_start: int, agency: Part | None, year: Part | None
) -> tuple[Part | None, Part | None]:
    """The title goes on upwards where the line above holds what this one lacks."""
    for begin, end in list(_short_lines(text, lines, line_start)):
        above = text[begin:end]
        alone = re.fullmatch(rf"[(〔\[]?({YEAR})[)〕\]]?年?度?", above)
        if alone and not year:
            year = Part(alone.group(1), begin + alone.start(1))
            continue
        lead = _LEAD.fullmatch(above)
        if lead and not year and not agency and not lead["between"]:
            year = Part(lead["year"], begin + lead.start("year"))
            agency = _name(lead["before"], begin)
            continue
        if lead and not year and agency and _continues(lead["between"], agency.text):
            year = Part(lead["year"], begin + lead.start("year"))
            first = begin + lead.start("between")
            return Part(text[first : agency.end], first), year
        name = re.sub(r"关于$", "", above)
        if _NOT_A_NAME.search(name) or not _NAME.fullmatch(name):
            break
        if agency is None and _names_organ(name):
            agency = Part(name, begin)
        elif agency is not None and _continues(name, agency.text):
            agency = Part(text[begin : agency.end], begin)
        else:
            break
    return agency, year


def _short_lines(text: str, lines: Lines, start: int) -> Iterator[tuple[int, int]]:
    for number, (begin, end) in enumerate(lines.before(start)):
        if number >= 3 or end - begin > 40 or text[end - 1] in "。；，、":
            return
        yield begin, end


_RANK: Final = {level: rank for rank, level in enumerate(Level)}


def _continues(above: str, name: str) -> bool:
    """Whether the line above is the first part of the name: its region, or words broken off."""
    if name.startswith(above):
        return False
    upper, lower = organ_of(above), organ_of(name)
    if lower.levels:
        is_region = upper.kind is OrganKind.GOVERNMENT and _REGION_END.search(above) is not None
        return is_region and min(_RANK[x] for x in upper.levels) < min(
            _RANK[x] for x in lower.levels
        )
    whole = organ_of(above + name)
    return bool(upper.levels) and whole.kind is not OrganKind.UNKNOWN
