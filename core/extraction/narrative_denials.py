"""What the prose denies: 未收到申请, 没有发生行政复议, 行政诉讼均为零."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from core.extraction.narrative_clauses import Sentence
from core.extraction.narrative_named import DISCLOSURE, topic_of
from core.extraction.narrative_words import Word
from core.prose import Mention

_DENIAL: Final = re.compile(
    r"(?:均|都|尚|暂|从|并)?(?:未(?:再|曾)?(?:收到|接到|受理|接收|发生|产生|出现|涉及|引发|引起|新增|新收|有|被(?:申请|提起))(?:过|任何|一[起件例宗])?"
    r"|未(?=因[^,;。]{0,24}(?:被|引|发生|产生|提起))"
    r"|(?:没有|没)(?:收到|接到|受理|接收|发生|产生|出现|涉及|引发|引起|被(?:申请|提起))?(?:过|任何|一[起件例宗])?(?!现成)"
    r"|无(?=一[起件例宗]|任何|政府信息|信息公开|依申请|公开|行政[复诉]|因|复议|诉讼|相关|此类|申请(?!人)|新[增收])(?:一[起件例宗]|任何)?"
    r"|不存在(?=[^,;。]{0,16}(?:复议|诉讼))"
    r"|零(?=申请|复议|诉讼))"
)
_DENIES: Final = re.compile(r"未|没|无|零|为0|是0")
_DENIED_BEHIND: Final = re.compile(
    r"(?:案件|情况|(?:受理|收到|接收|新收)?(?:件|总)?数量?|(?:受理|收到|办结|答复|[、和及])+(?:件|总)?数量?|申请|的)*(?:均|都|皆)?(?:未发生|没有发生|未收到|没有收到|未产生|为零|为0|是零|是0)(?![\d.%]|件|宗|起|例|个)"
)
_NO_FEE: Final = re.compile(
    r"(?:未|没有|没)(?:曾|有)?(?:向[\u4e00-\u9fff]{2,6}|因(?:政府信息公开|依申请公开)[^,;。未无]{0,8}?)?(?:收取|产生|发生|发出|开具|下达|制发|送达)(?:过|任何)?"
    r"(?:(?:依申请公开|政府信息公开|相关|的)*(?P<notice>收费通知书?)"
    r"|(?:依申请公开|政府信息公开|政府信息|相关|申请|的)*(?:信息处理费|收费情况|费用|收费))"
    r"|信息处理费(?:收取|收费)?(?:情况)?[:,]?(?:20\d\d年度?|本机关|本单位)*"
    r"(?:均?未(?:收取|产生|发生)|没有收取|为零|为0|无)(?![\d.])"
)
_ACT: Final = r"行政(?:许可|处罚|强制)"
_NO_ACT: Final = re.compile(
    r"(?:无|没有|未(?:作出|做出|实施|办理|发生|开展|产生))(?:任何|过)?"
    rf"(?P<acts>{_ACT}(?:(?:[、和及与]|以及){_ACT})*)"
    r"(?:处理)?(?:决定|案件|事项|措施|行为|情况|职权|权限)*(?=[,;。]|$)"
)
_ACTS: Final = {"行政许可": "licensing", "行政处罚": "penalty", "行政强制": "coercion"}
_MADE_NONE: Final = (
    r"(?:未|没有|无)(?:新增|(?:新|再)?(?:制定|制发|出台|印发))(?:出台|印发|过|任何|新的)*"
)
_NOT_MADE: Final = re.compile(
    rf"{_MADE_NONE}(?:规章(?:[和及与或、]|以及))?(?:行政)?规范性文件(?=[,;。]|也|$)"
)
_NO_REGULATION: Final = re.compile(rf"{_MADE_NONE}规章(?=[,;。和及与或、以]|$)")
_NO_FEES: Final = re.compile(
    r"(?:未|没有|无)(?:收取|征收|产生|发生)?(?:任何|过)?行政事业性收费(?:项目|事项|情况)?(?=[,;。]|$)"
)
_NOT_CARRIED_IN: Final = re.compile(
    r"(?:(?:没有|无)(?:上年度?结转|结转上年)|上(?:一)?年度?(?:没有|无|未有)结转)"
    r"(?:办理)?(?:的?(?:政府信息公开)?申请|件|事项)*(?=[,;。]|$)"
)
_NOT_CARRIED_OUT: Final = re.compile(
    r"(?<!上年)(?<!年度)(?:没有|无)结转(?:(?:至|到)?下(?:一)?年度?)?(?:继续)?(?:办理)?(?:的?申请|件|事项|情况)*(?=[,;。]|$)"
)
_CLAUSE_END: Final = ",;("
_REASON: Final = re.compile(r"因|由|就|对|与|涉及|关于|有关|针对|围绕")
_NARROWED: Final = re.compile(
    r"不当|不及时|不规范|不满|差错|失误|错误|泄密|泄露|失密|超期|逾期|违法|违规|答复(?:内容|意见)?引|书面|现场|当面|传真|信函|网上|网络|线上"
)
_OTHERS: Final = re.compile(r"回复|答复(?!引)|反馈|缴费|费用|收费|投诉类|许可申请|结转")
_WINNERS: Final = re.compile(r"败诉|被?纠[正错]|被?撤销|确认违法|责令")
_ALL_UPHELD: Final = re.compile(
    r"(?P<who>(?:(?:行政)?(?:复议|诉讼|应诉)(?:机关|案件|[、和及]|共?\d+件)*)+)"
    r"[^,;。复诉]{0,12}(?:,[^,;。复诉]{0,6}){0,2}"
    r"(?:均|全部|都)(?:以|被|获得?|予以|为|得到|由[^,;。]{1,8})*(?:维持|胜诉)"
)
_TOGETHER: Final = re.compile(r"[、和及与或]|以及|案件|情况")


def denials_in(sentence: Sentence) -> Iterator[Mention]:
    """Mentions of 0 without a unit, one for each thing denied."""
    for match in _NO_FEE.finditer(sentence.body):
        family = "fee_notices" if match["notice"] else "information_fee"
        start, end = match.start() + sentence.start, match.end() + sentence.start
        yield replace(sentence.quote(family, start, end), value=Decimal(0))
    if "维持" in sentence.body or "胜诉" in sentence.body:
        yield from _all_upheld(sentence)
    if not _DENIES.search(sentence.body):
        return
    yield from _acts_denied(sentence)
    text = sentence.compact.text
    seen: set[tuple[str, int]] = set()
    for match in _DENIAL.finditer(text, sentence.start, sentence.end):
        start, end = match.end(), _clause_end(sentence, match.end())
        words = sentence.words_between(start, end)
        for word in _denied(sentence, words, start, end):
            if (word.name, word.start) not in seen:
                seen.add((word.name, word.start))
                stop = _end_of_run(sentence, word)
                yield _denial(sentence, word, min(match.start(), word.start), stop, until=end)
    for word in sentence.words:
        if word.kind not in ("request", "dispute") or (word.name, word.start) in seen:
            continue
        behind = _DENIED_BEHIND.match(text, _end_of_run(sentence, word), sentence.end)
        if behind and word.name != "bare_request":
            yield _denial(sentence, word, word.start, behind.end(), until=behind.end())


def _acts_denied(sentence: Sentence) -> Iterator[Mention]:
    """无行政许可、行政处罚事项, 未出台规范性文件, 无结转: none was decided on, made, taken, carried."""
    for match in _NO_ACT.finditer(sentence.body):
        for act in re.finditer(_ACT, match["acts"]):
            at = match.start("acts") + sentence.start
            quote = sentence.quote(_ACTS[act.group()], at + act.start(), at + act.end())
            yield replace(quote, value=Decimal(0), doubt="wording")
    families = [
        ("document_made", _NOT_MADE),
        ("regulation_made", _NO_REGULATION),
        ("fees", _NO_FEES),
    ]
    if topic_of(sentence) is not None:
        families += [("carried_in", _NOT_CARRIED_IN), ("carried_out", _NOT_CARRIED_OUT)]
    for family, words in families:
        for match in words.finditer(sentence.body):
            start, end = match.start() + sentence.start, match.end() + sentence.start
            yield replace(sentence.quote(family, start, end), value=Decimal(0), doubt="wording")


def _all_upheld(sentence: Sentence) -> Iterator[Mention]:
    """复议机关全部维持: that no decision was put right, for each proceeding that the clause names."""
    doubt = "" if DISCLOSURE.search(sentence.topic + sentence.body) else "topic"
    for match in _ALL_UPHELD.finditer(sentence.body):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        for word, name in (("复议", "reconsideration"), ("诉", "litigation")):
            if word in match["who"]:
                quote = sentence.quote(f"{name}_all_upheld", start, end)
                yield replace(quote, value=Decimal(0), doubt=doubt)


def _denied(sentence: Sentence, words: tuple[Word, ...], start: int, end: int) -> Iterator[Word]:
    """The applications and disputes that the clause denies; not those it only gives as a reason."""
    text = sentence.compact.text
    disputes = [w for w in words if w.kind == "dispute"]
    for word in words:
        if _OTHERS.search(text, start, word.start):
            return
        if word.kind == "act" and word.name != "not_act" and not disputes:
            return  # 未收到行政许可申请
        if word.kind == "dispute":
            yield word
        elif word.kind == "request":
            is_reason = bool(disputes) and (
                _REASON.search(text, start, word.start) is not None
                or not _TOGETHER.match(text, word.end)
            )
            if not is_reason and _is_object(sentence, word, start, end):
                yield word


def _is_object(sentence: Sentence, word: Word, start: int, end: int) -> bool:
    """Whether applications themselves are denied rather than what came of them."""
    text = sentence.compact.text
    reason = _REASON.search(text, start, word.start)
    rest = text[word.end : end]
    return reason is None or not re.match(r"(?:而)?(?:引起|引发|产生|导致|发生|收费|收取)", rest)


def _denial(sentence: Sentence, word: Word, start: int, end: int, *, until: int) -> Mention:
    """The denial at these characters; its clause goes on ``until`` there."""
    text = sentence.compact.text
    family = "new_requests" if word.kind == "request" else word.name
    if word.kind == "dispute" and _WINNERS.search(text, word.end, until):
        family = f"{word.name}_corrected"
    doubt = "wording" if _NARROWED.search(text, start, until) else ""
    if word.name == "bare_request" and "依申请" not in sentence.topic + sentence.body:
        doubt = doubt or "topic"
    if word.kind == "dispute" and not DISCLOSURE.search(sentence.topic + sentence.body):
        doubt = doubt or "topic"
    mention = sentence.quote(family, start, end)
    return replace(mention, value=Decimal(0), doubt=doubt)


def _end_of_run(sentence: Sentence, word: Word) -> int:
    """Where the words that 、和及 join to this one end."""
    text = sentence.compact.text
    end = word.end
    for later in sentence.words:
        if later.start < end or later.kind not in ("dispute", "request"):
            continue
        if (
            re.fullmatch(r"(?:[、和及与或]|以及|案件|情况|提起|被)*", text[end : later.start])
            is None
        ):
            break
        end = later.end
    return end


def _clause_end(sentence: Sentence, start: int) -> int:
    stops = (sentence.compact.text.find(mark, start, sentence.end) for mark in _CLAUSE_END)
    return min((stop for stop in stops if stop >= 0), default=sentence.end)
