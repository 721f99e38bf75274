"""What a figure counts, from the words of its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.extraction.narrative_clauses import Clause, Sentence
from core.extraction.narrative_matters import (
    act_of,
    dispute_of,
    document_of,
    money_of,
    outcome_of,
)
from core.extraction.narrative_named import (
    APPLICATIONS,
    CASES,
    Named,
    run_of,
    together,
    topic_of,
    wording,
)
from core.extraction.narrative_organs import names_another
from core.extraction.narrative_words import Word, words_in

_LOOSE: Final = CASES | {"条", "次"}
_NOTHING_NAMED: Final = re.compile(
    r"[和及与、以]*(?:其中|除|剩余|其余|余下|余|尚有|仍有|另有|还有|另|有|包括|含|是|为|已|:)*"
)
_LED_TO: Final = re.compile(
    r"(?:申请)?(?:进入|引发|引起|提起|被(?:申请|提起))了?"
    r"|(?:有关|涉及|关于|因)?(?:政府)?信息公开(?:工作|申请)?(?:引发|引起)?的"
)
"""What joins a figure to the dispute behind it: 6件申请进入行政复议程序."""
_OF_DISPUTES: Final = re.compile(
    r"(?:其中|发生|产生|引发|引起|全年|共|有|20\d\d年度?|本年度?|[,、:])*"
)
_ONE_OF: Final = re.compile(r"或|及|和|与|、(?!\d)|以及|等(?!情[形况])")
_DONE: Final = re.compile(
    r"(?:申请|均|都|全部|已|经|依法|按规定|按时|按期|如期|及时|在法定期限内|予以)*"
)
_FACED: Final = re.compile(r"(?:其中|并|,)?(?:对|就|将)(?:其中|另外)?(?:的)?")
_DECIDED_ON: Final = re.compile(
    r"的?(?:政府信息公开)?申请(?:事项)?(?:依法|均|都|分别)*(?:作出|做出)?了?"
)
"""What joins a number of applications to the result behind it."""
_DECIDED: Final = re.compile(r"(?:作出|做出|实施|办理)了?")
_BARE: Final = re.compile(r"不?公开|(?:(?:政府|申请)?信息)?不存在")
"""Results that are named so short that only a sentence on applications means them."""
_NOT_OURS: Final = re.compile(r"非(?:本|我)|不属于(?:本|我)")
"""Results as they were named before 2019: those of other organs stand apart from 不存在."""
_SHARE_GAP: Final = re.compile(r"(?:的|类|申请|情形|情况)*(?:占比?|比例)(?:为|达|约)?")
_ALREADY_PUBLIC: Final = re.compile(r"主动公开范围|已主动公开")
"""What forms before that of 2019 kept apart from 同意公开; both are 予以公开 now."""
_SINCE: Final = re.compile(r"\(自?20\d\d年\d{0,2}月?以来")
"""What an aside says of a figure that is no year's."""
_FOR_OTHERS: Final = re.compile(r"转[来办交]|交办|协[助办查]|代办")
"""How applications come to an organ that they were not made to."""
_DISPOSITION: Final = re.compile(
    r"主动公开(?:的|类|文件|公文|信息)*\d+[件份篇个条][、,][^、,;。\d]{0,6}(?:依申请|不予?)公开"
)
"""How documents are classed when they are made: 主动公开52件、依申请公开60件、不予公开24件."""
_LATE: Final = re.compile(r"延期|延长|逾期|超期|当场|当日")
_OTHERWISE: Final = re.compile(r"不予受理(?:的)?\d|撤[回销](?:申请)?(?:的)?\d")
"""What became of applications that a sentence counts beside those that were answered."""
_ELSE: Final = re.compile(rf"{_LATE.pattern}|撤[回销]|不予受理")
"""What a sentence says of other applications than those of a figure before 已答复."""
_GRANTING: Final = re.compile(r"(?<!申请)公开$")
_IN_TIME: Final = re.compile(r"按时|按期|如期|及时")
_NEAR: Final = 10
_RESULTS_OF_FORM: Final = 2
_SUM_ALONE: Final = re.compile(
    r"[,、]?(?:(?:共|合|总|累|小)?计|共|金额|总额|收取|收费|费用|实收|为|人民币)*"
)
_CASES_OF_FEE: Final = re.compile(
    r"(?:收取|收费|共|总|合|累|计|的|申请|依申请公开|项目)*\d+[件笔宗起例次份个项][,、]?"
)
"""What stands between the name of the fee, or of the purchases, and their sum: how many they are."""


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
    words = clause.words or _words_behind(clause, sentence.compact.text)
    words = words or _fee_before(clause, sentence)
    if heads_list and clause.behind and clause.behind[0].kind in ("result", "person"):
        words = clause.behind[:1]
    named = _named(words, clause, sentence) if words else None
    if named is None:
        return None
    if not clause.words and words[0].kind == "dispute":
        named = replace(named, doubt=named.doubt or "wording")
    if named.family != "figure" and not named.doubt and names_another(clause.lead, agency):
        return replace(named, doubt="organ")
    return named


def _words_behind(clause: Clause, text: str) -> tuple[Word, ...]:
    """The words that name a figure from behind: 5件予以公开, 2件结转下年度, 作出3件行政许可."""
    near = [w for w in clause.behind if w.start - clause.quantity.end <= _NEAR]
    disputes = [
        w
        for w in clause.behind
        if w.kind == "dispute" and _LED_TO.fullmatch(text, clause.quantity.end, w.start)
    ]
    if disputes and _OF_DISPUTES.fullmatch(clause.lead):
        return tuple(disputes[:1])
    acts = [w for w in near if w.kind == "act" and w.start == clause.quantity.end]
    if acts and _DECIDED.search(clause.lead[-3:]):
        return tuple(acts[:1])
    if _FACED.fullmatch(clause.lead):
        # 对8件申请作出不予处理告知
        results = (w for w in clause.behind if w.kind == "result")
        decided = next(results, None)
        told = decided and _DECIDED_ON.fullmatch(text, clause.quantity.end, decided.start)
        return (decided,) if decided and told else ()
    if not _NOTHING_NAMED.fullmatch(clause.lead):
        return ()
    named = [
        w
        for w in near
        if w.kind in ("result", "person", "outcome") or w.name.startswith("carried_")
    ]
    if named:
        # 16件系重复申请或者信访类事项: of one of the two alone nothing is said.
        return () if _ONE_OF.match(text, named[0].end) else tuple(named[:1])
    return tuple(w for w in near if w.name == "answered" and _done(clause, w, text))[:1]


def _done(clause: Clause, word: Word, text: str) -> bool:
    """28件已按时办结: whether nothing else is said of how they were answered."""
    return _DONE.fullmatch(text, clause.quantity.end, word.start) is not None


def _fee_before(clause: Clause, sentence: Sentence) -> tuple[Word, ...]:
    """收取信息处理费1件，共计380元: the sum is of what was just counted, a fee or purchases."""
    text = sentence.compact.text
    fees = [
        w
        for w in sentence.words_between(sentence.start, clause.start)
        if w.name in ("information_fee", "procurement")
    ]
    if not fees or not _SUM_ALONE.fullmatch(clause.lead):
        return ()
    return tuple(fees[-1:]) if _CASES_OF_FEE.fullmatch(text, fees[-1].end, clause.start) else ()


def _named(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    if clause.quantity.is_percent:
        return _share(words, clause, sentence)
    kinds = {word.kind for word in words}
    for kind, judge in (
        ("result", _result),
        ("money", money_of),
        ("outcome", outcome_of),
        ("dispute", dispute_of),
        ("person", _person),
        ("document", document_of),
        ("making", document_of),
        ("act", act_of),
        ("channel", _channel),
        ("flow", _flow),
        ("request", _flow),
    ):
        if kind in kinds:
            named = judge(words, clause, sentence)
            if named is not None or kind in ("result", "dispute", "money"):
                return named
    return None


def _share(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    """不予公开占7.3%: a percentage of all results or of all applicants, without their numbers."""
    kind = words[-1].kind
    if kind not in ("result", "person") or not _SHARE_GAP.fullmatch(clause.gap):
        return None
    first, *rest = (f"{name}_share" for name in run_of(words, kind, sentence.compact.text))
    return Named(first, tuple(rest))


def _result(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    names = run_of(words, "result", sentence.compact.text)
    doubt = wording(clause, CASES)
    if doubt is None:
        return None
    last = words[-1]
    if _BARE.fullmatch(sentence.compact.text, last.start, last.end):
        if topic_of(sentence) is None or _NOT_OURS.search(sentence.body):
            return None
        doubt = doubt or "wording"
    results = sum(w.kind == "result" for w in sentence.words)
    if "granted" in names and _ALREADY_PUBLIC.search(sentence.body):
        doubt = doubt or "wording"
    if results < 2 and not APPLICATIONS.search(sentence.topic + sentence.body):
        doubt = doubt or "topic"
    return together(names, clause, doubt)


def _person(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    names = run_of(words, "person", sentence.compact.text)
    doubt = wording(clause, CASES)
    first = next(w for w in words if w.kind == "person")
    everybody = re.search("公民|个人", sentence.compact.text[clause.start : first.start])
    if everybody or {"natural_person", "organisations"} <= set(names):
        return None  # 公民、法人和其他组织 are all applicants
    topic = topic_of(sentence)
    if doubt is None or topic is None:
        return None
    return together(names, clause, doubt or topic)


def _channel(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    channels = {w.name for w in words if w.kind == "channel"}
    if not APPLICATIONS.search(sentence.topic + sentence.body):
        return None
    if clause.quantity.bare_measure not in CASES:
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
    doubt = wording(clause, _LOOSE)
    if doubt is None:
        return None
    noun = "request" in names or any(w.name == "request" for w in clause.behind[:1])
    if not (noun or APPLICATIONS.search(sentence.body) or _counts_applications(clause, sentence)):
        topic = topic_of(sentence)
        if topic is None or (topic and "handled" in names):
            return None
        doubt = doubt or topic or _doubt_of_topic(sentence)
    if not noun and _goes_on_with_another(clause, sentence):
        return None
    if clause.quantity.bare_measure not in CASES:
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
    if "carried_rest" in names:
        return (
            Named("carried_out", doubt=doubt or "wording")
            if _was_answered(clause, sentence)
            else None
        )
    if "handled" in names or {"answered", "received"} <= names:
        return Named("handled", doubt=doubt or "wording")
    if "answered" in names:
        behind = words[0].start >= clause.quantity.end
        part = _is_part_of_answered(clause, sentence) or (behind and _ELSE.search(sentence.body))
        return None if part else Named("answered", doubt=doubt or ("wording" if behind else ""))
    if "received" in names:
        return Named("new_requests", _carried_in_aside(clause), doubt)
    return _only_noun(words, clause, doubt)


def _was_answered(clause: Clause, sentence: Sentence) -> bool:
    """答复186件，结转7件: whether the sentence said before how many were answered."""
    before = sentence.words_between(sentence.start, clause.start)
    return any(word.name == "answered" for word in before)


def _counts_applications(clause: Clause, sentence: Sentence) -> bool:
    """Whether nothing but applications can be meant, though no word of the sentence names them:
    several of the form's results are listed, or the form's words for what is carried out stand."""
    results = {w.name for w in sentence.words if w.kind == "result"}
    return len(results) >= _RESULTS_OF_FORM or "继续办理" in clause.gap


def _goes_on_with_another(clause: Clause, sentence: Sentence) -> bool:
    """办理来信328件，办结325件: what was named last before the clause is no application."""
    before = sentence.words_between(sentence.start, clause.start)
    if APPLICATIONS.search(sentence.compact.text, clause.start, clause.end):
        return False
    named = [w.kind for w in before if w.kind in ("foreign", "request")]
    return bool(named) and named[-1] == "foreign"


def _doubt_of_topic(sentence: Sentence) -> str:
    """Whether what stands before the sentence leaves open what its figures count."""
    mixed = any(word.kind == "foreign" for word in words_in(sentence.topic))
    return "topic" if mixed or any(w.kind == "foreign" for w in sentence.words) else ""


def _is_part_of_answered(clause: Clause, sentence: Sentence) -> bool:
    """按时办结10件，延期办结2件, 公开答复4件: none is the number of all that were answered."""
    answered = next((w for w in clause.words if w.name == "answered"), None)
    if answered and _GRANTING.search(sentence.compact.text, clause.start, answered.start):
        return True
    if _LATE.search(clause.lead) or _OTHERWISE.search(sentence.body):
        return True
    return bool(_IN_TIME.search(clause.lead) and _LATE.search(sentence.body))


def _only_noun(words: Sequence[Word], clause: Clause, doubt: str) -> Named | None:
    """政府信息公开申请12件, without a verb, at the beginning of its clause."""
    if words[0].name != "request" or len(clause.lead) > _NEAR:
        return None
    return Named("new_requests", _carried_in_aside(clause), doubt or "wording")


def _carried_in_aside(clause: Clause) -> tuple[str, ...]:
    return ("carried_in",) if re.search(r"上(?:一)?年度?(?:结转|转入)", clause.aside) else ()
