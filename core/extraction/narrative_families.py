"""What a figure counts, from the words of its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.extraction.narrative_clauses import Clause, Sentence
from core.extraction.narrative_organs import names_another
from core.extraction.narrative_words import Word, words_in

_CASES: Final = frozenset("件 宗 起 例 个 份 件次 项 笔 封".split())
_DECISIONS: Final = frozenset("件 宗 起 例".split())
_LOOSE: Final = _CASES | {"条", "次"}
_PAPERS: Final = frozenset("件 份 篇 部 个 项".split())
_MONEY: Final = frozenset("元 万元 亿元".split())

_FILLER: Final = re.compile(
    r"(?:案件|案|公文|事件|申请|件|数|量|数量|情况|的|共计|总计|合计|累计|共|计|合|总|有|为|是|分别|均|各|都|了|达|到"
    r"|政府|信息|公开|事项|决定|处理|方式|类|等|及|宗|结果|其中|引起|引发|产生|提起|被|本年度?|全年|继续办理|[,:\"”])*"
)
_BETWEEN: Final = re.compile(r"(?:[、和及与或并]|以及|的|案件|、?因)*")
_NOTHING_NAMED: Final = re.compile(
    r"[和及与、以]*(?:其中|剩余|其余|余下|尚有|仍有|另有|还有|另|有|包括|含|是|为|已|:)*"
)
DISCLOSURE: Final = re.compile(r"信息公开|公开政府信息|依申请|复议、(?:行政)?诉讼情况")
_APPLICATIONS: Final = re.compile(
    r"依申请|公开申请|申请公开|申请情况|申请主体|申请人(?=类型|类别|情况|构成|身份|[看来为分])"
)
_GENERAL: Final = re.compile(r"出庭|应诉|[一二再]审|承办|负责人|被告|撤销|驳回|调解|化解|复议局")
"""Words of a sentence on an organ's lawsuits in general, whatever they are about."""
_OTHER_PURCHASE: Final = re.compile(r"(集中)?采购(?!总?金额)")
_SHARE_GAP: Final = re.compile(r"(?:的|类|申请|情形|情况)*(?:占比?|比例)(?:为|达|约)?")
_ALREADY_PUBLIC: Final = re.compile(r"主动公开范围|已主动公开")
"""What forms before that of 2019 kept apart from 同意公开; both are 予以公开 now."""
_REVISED: Final = re.compile(r"[,、]修[改订]了?\d")
"""Whether what was revised counts as made is for each organ to say."""
_SINCE: Final = re.compile(r"\(自?20\d\d年\d{0,2}月?以来")
"""What an aside says of a figure that is no year's."""
_FOR_OTHERS: Final = re.compile(r"转[来办交]|交办|协[助办查]|代办")
"""How applications come to an organ that they were not made to."""
_DISPOSITION: Final = re.compile(
    r"主动公开(?:的|类|文件|公文|信息)*\d+[件份篇个条][、,][^、,;。\d]{0,6}(?:依申请|不予?)公开"
)
"""How documents are classed when they are made: 主动公开52件、依申请公开60件、不予公开24件."""
_EACH: Final = re.compile(r"均|各|都")
_LATE: Final = re.compile(r"延期|延长|逾期|超期|当场|当日")
_IN_TIME: Final = re.compile(r"按时|按期|如期|及时")
_NEAR: Final = 10
_FAR: Final = 30


@dataclass(frozen=True, slots=True)
class Named:
    """What a figure counts; further families follow in ``each`` where it counts each of them."""

    family: str
    includes: tuple[str, ...] = ()
    doubt: str = ""
    each: tuple[str, ...] = ()


def family_of(clause: Clause, sentence: Sentence, agency: str | None) -> Named | None:
    """What the figure of the clause counts; None where its words do not say, or say another thing."""
    if {w.kind for w in clause.words} & {"change", "past", "plan", "foreign"}:
        return None
    if clause.behind and clause.behind[0].kind == "foreign":
        return None
    if _SINCE.match(clause.tail) or _SINCE.match(sentence.compact.text, clause.end):
        return None
    if (classed := _DISPOSITION.search(sentence.body)) is not None:
        begins = classed.start() + sentence.start
        if (
            begins < clause.quantity.start
            and ";" not in sentence.compact.text[begins : clause.start]
        ):
            return None
    heads_list = clause.gap.endswith(":")
    words = clause.words or _words_behind(clause)
    if heads_list and clause.behind and clause.behind[0].kind in ("result", "person"):
        words = clause.behind[:1]
    named = _named(words, clause, sentence) if words else None
    if named is None:
        return None
    if named.family != "figure" and not named.doubt and names_another(clause.lead, agency):
        return replace(named, doubt="organ")
    return named


def _words_behind(clause: Clause) -> tuple[Word, ...]:
    """The words that name a figure from behind: 5件予以公开, 2件结转下年度."""
    near = [w for w in clause.behind if w.start - clause.quantity.end <= _NEAR]
    if not _NOTHING_NAMED.fullmatch(clause.lead):
        return ()
    return tuple(
        w for w in near if w.kind in ("result", "person") or w.name.startswith("carried_")
    )[:1]


def _named(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    if clause.quantity.is_percent:
        return _share(words, clause, sentence)
    kinds = {word.kind for word in words}
    for kind, judge in (
        ("result", _result),
        ("money", _money),
        ("outcome", _outcome),
        ("dispute", _dispute),
        ("person", _person),
        ("document", _document),
        ("making", _document),
        ("act", _act),
        ("channel", _channel),
        ("flow", _flow),
        ("request", _flow),
    ):
        if kind in kinds:
            named = judge(words, clause, sentence)
            if named is not None or kind in ("result", "dispute", "money"):
                return named
    return None


def _run(words: Sequence[Word], kind: str, text: str) -> list[str]:
    """The names of the last words of a kind that only 、和及 and the like keep apart."""
    run: list[Word] = []
    for word in reversed([w for w in words if w.kind == kind]):
        if run and not _BETWEEN.fullmatch(text, word.end, run[0].start):
            break
        run.insert(0, word)
    return list(dict.fromkeys(word.name for word in run))


def _together(names: Sequence[str], clause: Clause, doubt: str) -> Named:
    if len(names) > 1 and _EACH.search(clause.gap):
        return Named(names[0], doubt=doubt, each=tuple(names[1:]))
    return Named(names[0], tuple(names[1:]), doubt)


def _wording(clause: Clause, units: frozenset[str], longest: int = 14) -> str | None:
    """A doubt where the words or the unit are unusual; None where they speak of another thing."""
    if clause.quantity.bare_measure not in units:
        return None
    if _FILLER.fullmatch(clause.gap):
        return ""
    return "wording" if len(clause.gap) <= longest else None


def _share(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    """不予公开占7.3%: a percentage of all results or of all applicants, without their numbers."""
    kind = words[-1].kind
    if kind not in ("result", "person") or not _SHARE_GAP.fullmatch(clause.gap):
        return None
    first, *rest = (f"{name}_share" for name in _run(words, kind, sentence.compact.text))
    return Named(first, tuple(rest))


def _result(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    names = _run(words, "result", sentence.compact.text)
    doubt = _wording(clause, _CASES)
    if doubt is None:
        return None
    results = sum(w.kind == "result" for w in sentence.words)
    if "granted" in names and _ALREADY_PUBLIC.search(sentence.body):
        doubt = doubt or "wording"
    if results < 2 and not _APPLICATIONS.search(sentence.topic + sentence.body):
        doubt = doubt or "topic"
    return _together(names, clause, doubt)


def _money(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    family = next(w.name for w in reversed(words) if w.kind == "money")
    measure = clause.quantity.measure
    if family == "procurement" and not _is_central(words, sentence):
        return None
    if family == "procurement" and measure in ("个", "件", "项", "宗", "次"):
        doubt = _wording(clause, frozenset((measure,)))
        return None if doubt is None else Named("procurement_projects", doubt=doubt)
    if family == "fee_notices":
        return Named(family) if measure in ("件", "份") and _FILLER.fullmatch(clause.gap) else None
    if measure not in _MONEY:
        return None
    doubt = (
        ""
        if _FILLER.fullmatch(re.sub("金额|收入|收取|总额|采购|[,()]", "", clause.gap))
        else "wording"
    )
    return Named(family, doubt=doubt)


def _is_central(words: Sequence[Word], sentence: Sentence) -> bool:
    """Whether the purchases are the central ones: 采购总金额 goes on from what was named before."""
    word = next(w for w in reversed(words) if w.kind == "money")
    text = sentence.compact.text
    named = list(_OTHER_PURCHASE.finditer(text, sentence.start, word.end))
    return named[-1][1] is not None if named else "集中采购" in sentence.body


def _dispute(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    names = _run(words, "dispute", sentence.compact.text)
    doubt = _wording(clause, _CASES)
    if doubt is None:
        return None
    first = next(w for w in words if w.kind == "dispute")
    said = sentence.compact.text[clause.start : clause.end]
    # A review organ counts the cases that it decides, whatever they are about.
    if any(w.kind == "flow" and w.start < first.start for w in words):
        if not DISCLOSURE.search(said):
            return None
    elif not DISCLOSURE.search(sentence.body + sentence.topic):
        if _GENERAL.search(sentence.body):
            return None
        doubt = "topic"
    return _together(names, clause, doubt)


def _outcome(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    outcome = next(w for w in reversed(words) if w.kind == "outcome")
    disputes = [w for w in sentence.words if w.kind == "dispute" and w.end <= outcome.start]
    doubt = _wording(clause, _CASES)
    if not disputes or doubt is None:
        return None
    names = _run(disputes, "dispute", sentence.compact.text)
    if not DISCLOSURE.search(sentence.body + sentence.topic):
        if _GENERAL.search(sentence.body):
            return None
        doubt = doubt or "topic"
    first, *rest = (f"{name}_{outcome.name}" for name in names)
    return Named(first, tuple(rest), doubt)


def _person(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    names = _run(words, "person", sentence.compact.text)
    doubt = _wording(clause, _CASES)
    first = next(w for w in words if w.kind == "person")
    everybody = re.search("公民|个人", sentence.compact.text[clause.start : first.start])
    if everybody or {"natural_person", "organisations"} <= set(names):
        return None  # 公民、法人和其他组织 are all applicants
    if doubt is None or not _APPLICATIONS.search(sentence.topic + sentence.body):
        return None
    return _together(names, clause, doubt)


def _document(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    nouns = [w for w in sentence.words if w.kind == "document" and w.end <= clause.quantity.start]
    behind = [w for w in clause.behind if w.kind == "document"]
    noun = next(iter(behind), None) or (nouns[-1] if nouns else None)
    acts = [w.name for w in words if w.kind == "making"]
    doubt = _wording(clause, _PAPERS, longest=6)
    known = [act for act in acts if act != "other_act"]
    if noun is None or doubt is None or not known:
        return None
    act = known[-1]
    if len(set(acts) - {act}) and act != "in_force":
        doubt = doubt or "wording"
    if act == "made" and _REVISED.match(sentence.compact.text, clause.quantity.end):
        doubt = doubt or "wording"
    if act == "issued":
        act, doubt = "made", doubt or "wording"
    if noun.end < clause.start:
        # 制发规范性文件4件，废止0件: as long as nothing else is named.
        between = clause.start - noun.end
        if between > _FAR or not _FILLER.fullmatch(clause.gap) or len(known) < len(acts):
            return None
    return Named(f"{noun.name}_{act}", doubt=doubt)


def _act(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    acts = [w for w in words if w.kind == "act"]
    names = _run(
        [w for w in acts if w.name in ("licensing", "penalty", "coercion")],
        "act",
        sentence.compact.text,
    )
    doubt = _wording(clause, _DECISIONS)
    if not names or doubt is None or any(w.name == "not_act" for w in acts):
        return None
    decided = any(w.name == "decision" for w in acts) or "决定" in clause.tail
    asked = any(w.name in ("received", "bare_request") for w in words)
    if "申请" in clause.gap or (asked and not decided):
        return None  # what is asked for is not yet decided
    return _together(names, clause, doubt or ("" if decided else "wording"))


def _channel(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    channels = {w.name for w in words if w.kind == "channel"}
    if not _APPLICATIONS.search(sentence.topic + sentence.body):
        return None
    if clause.quantity.bare_measure not in _CASES:
        return None
    several = (
        len(channels) > 1 or "等" in sentence.compact.text[clause.start : clause.quantity.start]
    )
    if several:
        return _flow(words, clause, sentence)
    last = max(w.end for w in words if w.kind == "channel")
    return Named(channels.pop()) if clause.quantity.start - last <= _NEAR * 2 else None


def _flow(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    names = {w.name for w in words}
    doubt = _wording(clause, _LOOSE)
    if doubt is None:
        return None
    noun = "request" in names or any(w.name == "request" for w in clause.behind[:1])
    if not (noun or _APPLICATIONS.search(sentence.body)):
        if not _APPLICATIONS.search(sentence.topic):
            return None
        doubt = doubt or _doubt_of_topic(sentence)
    if not noun and _goes_on_with_another(clause, sentence):
        return None
    if clause.quantity.bare_measure not in _CASES:
        if not noun:
            return None
        doubt = doubt or "wording"
    if "carried_between" in names:
        return None
    if _FOR_OTHERS.search(sentence.compact.text, clause.start, clause.end):
        doubt = doubt or "organ"
    for carried in ("carried_out", "carried_in"):
        if carried in names:
            return Named(carried, doubt=doubt)
        if f"{carried}_year" in names:
            return Named(carried, doubt=doubt or "wording")
    if "handled" in names or {"answered", "received"} <= names:
        return Named("handled", doubt=doubt or "wording")
    if "answered" in names:
        return None if _is_part_of_answered(clause, sentence) else Named("answered", doubt=doubt)
    if "received" in names:
        return Named("new_requests", _carried_in_aside(clause), doubt)
    return _only_noun(words, clause, doubt)


def _goes_on_with_another(clause: Clause, sentence: Sentence) -> bool:
    """办理来信328件，办结325件: what was named last before the clause is no application."""
    before = sentence.words_between(sentence.start, clause.start)
    if _APPLICATIONS.search(sentence.compact.text, clause.start, clause.end):
        return False
    named = [w.kind for w in before if w.kind in ("foreign", "request")]
    return bool(named) and named[-1] == "foreign"


def _doubt_of_topic(sentence: Sentence) -> str:
    """Whether what stands before the sentence leaves open what its figures count."""
    mixed = any(word.kind == "foreign" for word in words_in(sentence.topic))
    return "topic" if mixed or any(w.kind == "foreign" for w in sentence.words) else ""


def _is_part_of_answered(clause: Clause, sentence: Sentence) -> bool:
    """按时办结10件，延期办结2件: neither is the number of all that were answered."""
    return _LATE.search(clause.lead) is not None or (
        _IN_TIME.search(clause.lead) is not None and _LATE.search(sentence.body) is not None
    )


def _only_noun(words: Sequence[Word], clause: Clause, doubt: str) -> Named | None:
    """政府信息公开申请12件, without a verb, at the beginning of its clause."""
    if words[0].name != "request" or len(clause.lead) > _NEAR:
        return None
    return Named("new_requests", _carried_in_aside(clause), doubt or "wording")


def _carried_in_aside(clause: Clause) -> tuple[str, ...]:
    return ("carried_in",) if re.search(r"上(?:一)?年度?(?:结转|转入)", clause.aside) else ()
