"""What a figure is found to count, and the words that all ways of finding it share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.extraction.narrative_clauses import Clause, Sentence
from core.extraction.narrative_words import Word, words_in

CASES: Final = frozenset("件 宗 起 例 个 份 件次 项 笔 封".split())
FILLER: Final = re.compile(
    r"(?:案件|案|公文|事件|申请|件|数|量|数量|情况|的|共计|总计|合计|累计|共|计|合|总|有|为|是|分别|均|各|都|了|达|到"
    r"|政府|信息|公开|事项|决定|处理|方式|类|等|及|宗|结果|其中|引起|引发|产生|提起|被|本年度?|全年|继续办理|[,:\"”])*"
)
_BETWEEN: Final = re.compile(r"(?:[、和及与或并]|以及|的|案件|、?因)*")
DISCLOSURE: Final = re.compile(r"信息公开|公开政府信息|依申请|复议、(?:行政)?诉讼情况")
APPLICATIONS: Final = re.compile(
    r"依申请|公开申请|申请公开|申请情况|申请主体|申请人(?=类型|类别|情况|构成|身份|[看来为分])"
)
_RECEIVED: Final = re.compile(r"(?:收到|接到|新收|受理)了?的?申请(?=[\d,、(中])")
"""Applications of which the sentence does not say what for."""
_EACH: Final = re.compile(r"均|各|都")


@dataclass(frozen=True, slots=True)
class Named:
    """What a figure counts; further families follow in ``each`` where it counts each of them."""

    family: str
    includes: tuple[str, ...] = ()
    doubt: str = ""
    each: tuple[str, ...] = ()


def topic_of(sentence: Sentence) -> str | None:
    """Whether the sentence speaks of applications for information: "" where it or what stands before
    says so, a doubt where it only says 收到申请 and names nothing else; None where it does not."""
    if APPLICATIONS.search(sentence.topic + sentence.body):
        return ""
    others = [*sentence.words, *words_in(sentence.topic)]
    is_another = any(w.kind in ("foreign", "act", "dispute") for w in others)
    return "topic" if _RECEIVED.search(sentence.body) and not is_another else None


def run_of(words: Sequence[Word], kind: str, text: str) -> list[str]:
    """The names of the last words of a kind that only 、和及 and the like keep apart."""
    run: list[Word] = []
    for word in reversed([w for w in words if w.kind == kind]):
        if run and not _BETWEEN.fullmatch(text, word.end, run[0].start):
            break
        run.insert(0, word)
    return list(dict.fromkeys(word.name for word in run))


def together(names: Sequence[str], clause: Clause, doubt: str) -> Named:
    """One figure for several things: their sum, or as much of each (均, 各)."""
    if len(names) > 1 and _EACH.search(clause.gap):
        return Named(names[0], doubt=doubt, each=tuple(names[1:]))
    return Named(names[0], tuple(names[1:]), doubt)


def wording(clause: Clause, units: frozenset[str], longest: int = 14) -> str | None:
    """A doubt where the words or the unit are unusual; None where they speak of another thing."""
    if clause.quantity.bare_measure not in units:
        return None
    if FILLER.fullmatch(clause.gap):
        return ""
    return "wording" if len(clause.gap) <= longest else None
