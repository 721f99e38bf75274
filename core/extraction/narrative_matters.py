"""Figures that count no applications: disputes and their outcomes, documents, decisions, money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from core.extraction.narrative_clauses import Clause, Sentence
from core.extraction.narrative_named import (
    CASES,
    DISCLOSURE,
    FILLER,
    Named,
    run_of,
    together,
    wording,
)
from core.extraction.narrative_words import Word

_DECISIONS: Final = frozenset("件 宗 起 例 份 次".split())
_USUAL_DECISIONS: Final = _DECISIONS - {"份", "次"}
_PAPERS: Final = frozenset("件 份 篇 部 个 项".split())
_MONEY: Final = frozenset("元 万元 亿元".split())
_GENERAL: Final = re.compile(r"出庭|应诉|[一二再]审|承办|负责人|被告|撤销|驳回|调解|化解|复议局")
"""Words of a sentence on an organ's lawsuits in general, whatever they are about."""
_OUTCOME_OF: Final = re.compile(r"的(?:(?:因)?政府信息公开(?:工作)?(?:引发的?)?)?")
_INSTANCE: Final = re.compile(r"[一二再]审")
"""What is said of the courts of one instance only: 一审胜诉6件，二审胜诉2件."""
_OTHER_PURCHASE: Final = re.compile(r"(集中)?采购(?!总?金额)")
_REVISED: Final = re.compile(r"[,、]修[改订]了?\d")
"""Whether what was revised counts as made is for each organ to say."""
_FAR: Final = 30
_JOINED: Final = re.compile("[、和及与]")
_ONE_LIST: Final = re.compile(r"[^,;。()]*")


def money_of(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    """Fees, fee notices and central procurement; None where the sum is of another thing."""
    family = next(w.name for w in reversed(words) if w.kind == "money")
    measure = clause.quantity.measure
    if family == "procurement" and not _is_central(words, sentence):
        return None
    if family == "procurement" and measure in ("个", "件", "项", "宗", "次"):
        doubt = wording(clause, frozenset((measure,)))
        return None if doubt is None else Named("procurement_projects", doubt=doubt)
    if family == "fee_notices":
        return Named(family) if measure in ("件", "份") and FILLER.fullmatch(clause.gap) else None
    if measure not in _MONEY:
        return None
    doubt = (
        ""
        if FILLER.fullmatch(re.sub("金额|收入|收取|总额|采购|[,()]", "", clause.gap))
        else "wording"
    )
    return Named(family, doubt=doubt)


def _is_central(words: Sequence[Word], sentence: Sentence) -> bool:
    """Whether the purchases are the central ones: 采购总金额 goes on from what was named before."""
    word = next(w for w in reversed(words) if w.kind == "money")
    text = sentence.compact.text
    named = list(_OTHER_PURCHASE.finditer(text, sentence.start, word.end))
    return named[-1][1] is not None if named else "集中采购" in sentence.body


def dispute_of(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    """Reconsiderations and lawsuits over disclosure; None where they are of any kind."""
    names = run_of(words, "dispute", sentence.compact.text)
    doubt = wording(clause, CASES)
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
    return together(names, clause, doubt)


def outcome_of(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    """How the disputes that the sentence names before ended."""
    outcome = next(w for w in reversed(words) if w.kind == "outcome")
    text = sentence.compact.text
    # 败诉的政府信息公开行政诉讼案件2件
    disputes = [
        w
        for w in words
        if w.kind == "dispute" and _OUTCOME_OF.fullmatch(text, outcome.end, w.start)
    ] or [
        w
        for w in sentence.words
        if w.kind == "dispute" and w.end <= outcome.start and not _in_aside(w, outcome, sentence)
    ]
    doubt = wording(clause, CASES)
    if not disputes or doubt is None or _INSTANCE.search(clause.lead):
        return None
    if outcome.name == "other" and not _is_listed(outcome, sentence):
        return None
    names = run_of(disputes, "dispute", sentence.compact.text)
    if not DISCLOSURE.search(sentence.body + sentence.topic):
        if _GENERAL.search(sentence.body):
            return None
        doubt = doubt or "topic"
    first, *rest = (f"{name}_{outcome.name}" for name in names)
    return Named(first, tuple(rest), doubt)


def _is_listed(outcome: Word, sentence: Sentence) -> bool:
    """维持5件、其他2件: whether another outcome stands before this one."""
    known = [
        w for w in sentence.words_between(sentence.start, outcome.start) if w.kind == "outcome"
    ]
    return bool(known) or sentence.compact.text[outcome.start : outcome.end].endswith("结果")


def _in_aside(word: Word, later: Word, sentence: Sentence) -> bool:
    """Whether a bracket that holds the word is closed before the other one: 诉讼19件（含复议后起诉8件）."""
    text = sentence.compact.text
    opened = text.rfind("(", sentence.start, word.start) > text.rfind(
        ")", sentence.start, word.start
    )
    return opened and ")" in text[word.end : later.start]


def document_of(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    """Regulations and normative documents made, repealed or in force."""
    nouns = [w for w in sentence.words if w.kind == "document" and w.end <= clause.quantity.start]
    behind = [w for w in clause.behind if w.kind == "document"]
    noun = next(iter(behind), None) or (nouns[-1] if nouns else None)
    acts = [w.name for w in words if w.kind == "making"] or _act_shared(words, clause, sentence)
    doubt = wording(clause, _PAPERS, longest=6)
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
        if between > _FAR or not FILLER.fullmatch(clause.gap) or len(known) < len(acts):
            return None
    return Named(f"{noun.name}_{act}", doubt=doubt)


def _act_shared(words: Sequence[Word], clause: Clause, sentence: Sentence) -> list[str]:
    """制发规章5件、规范性文件3件: the verb before the first figure is the second's, too."""
    text = sentence.compact.text
    making = [w for w in sentence.words_between(sentence.start, clause.start) if w.kind == "making"]
    if not making or not _JOINED.match(text, clause.start) or words[0].kind != "document":
        return []
    one_list = _ONE_LIST.fullmatch(text, making[-1].end, clause.start)
    return [making[-1].name] if one_list else []


def act_of(words: Sequence[Word], clause: Clause, sentence: Sentence) -> Named | None:
    """Licences, penalties and coercive measures that were decided on."""
    acts = [w for w in words if w.kind == "act"]
    names = run_of(
        [w for w in acts if w.name in ("licensing", "penalty", "coercion")],
        "act",
        sentence.compact.text,
    )
    doubt = wording(clause, _DECISIONS)
    if not names or doubt is None or any(w.name == "not_act" for w in acts):
        return None
    decided = any(w.name == "decision" for w in acts) or "决定" in clause.tail
    asked = any(w.name in ("received", "bare_request") for w in words)
    if "申请" in clause.gap or (asked and not decided):
        return None  # what is asked for is not yet decided
    usual = decided and clause.quantity.bare_measure in _USUAL_DECISIONS
    return together(names, clause, doubt or ("" if usual else "wording"))
