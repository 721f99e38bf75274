"""The facts of the prose to plain JSON types and back, exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.geometry import TextSpan
from core.prose import Breakdown, Mention, Precision, Prose, Remark, Section, Share

if TYPE_CHECKING:
    from collections.abc import Sequence


def prose_to_json(prose: Prose) -> dict[str, Any]:
    """The prose as plain JSON types; spans are pairs."""
    return {
        "sections": [
            [s.code, s.numeral, s.title, *_span(s.heading), *_span(s.body)] for s in prose.sections
        ],
        "mentions": [_mention_to_json(m) for m in prose.mentions],
        "breakdowns": [
            [
                b.kind,
                _mention_to_json(b.total),
                [_mention_to_json(m) for m in b.parts],
                b.is_complete,
            ]
            for b in prose.breakdowns
        ],
        "shares": [
            [_mention_to_json(m) for m in (s.percent, s.part, s.whole)] for s in prose.shares
        ],
        "remarks": [[r.kind, r.value, *_span(r.span), *_span(r.sentence)] for r in prose.remarks],
        "sketch": list(prose.sketch),
    }


def prose_from_json(plain: dict[str, Any]) -> Prose:
    """The inverse of prose_to_json. Raises KeyError or ValueError on anything else."""
    return Prose(
        sections=tuple(
            Section(code, numeral, title, TextSpan(*spans[:2]), TextSpan(*spans[2:]))
            for code, numeral, title, *spans in plain["sections"]
        ),
        mentions=tuple(_mention_from_json(m) for m in plain["mentions"]),
        breakdowns=tuple(
            Breakdown(
                kind, _mention_from_json(total), tuple(map(_mention_from_json, parts)), is_complete
            )
            for kind, total, parts, is_complete in plain["breakdowns"]
        ),
        shares=tuple(Share(*map(_mention_from_json, three)) for three in plain["shares"]),
        remarks=tuple(
            Remark(kind, value, TextSpan(*spans[:2]), TextSpan(*spans[2:]))
            for kind, value, *spans in plain["remarks"]
        ),
        sketch=tuple(plain["sketch"]),
    )


def _span(span: TextSpan) -> tuple[int, int]:
    return span.start, span.end


def _mention_to_json(mention: Mention) -> list[Any]:
    return [
        mention.family,
        None if mention.value is None else format(mention.value, "f"),
        mention.unit,
        mention.precision.value,
        *_span(mention.span),
        *_span(mention.sentence),
        mention.words,
        mention.year,
        list(mention.includes),
        mention.doubt,
    ]


def _mention_from_json(plain: Sequence[Any]) -> Mention:
    family, value, unit, precision, *spans, words, year, includes, doubt = plain
    return Mention(
        family,
        None if value is None else Decimal(value),
        unit,
        Precision(precision),
        TextSpan(*spans[:2]),
        TextSpan(*spans[2:]),
        words,
        year,
        tuple(includes),
        doubt,
    )
