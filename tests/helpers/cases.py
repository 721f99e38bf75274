"""The rule cases of tests/cases/rules: data in, findings out.

A file is named after its rule. At its top it may say why the rule never gives one of the answers
(``without_pass``, ``without_fail``, ``without_cannot_tell``). A case has ``name``, what is read
(below), ``instance`` and ``status``, and what else its finding must say. A case whose status is
``none`` says that the rule gives no answer for the instance.

Read are ``edition``, ``tables``, ``cells``, ``rest``, ``without`` and ``candidates`` (see
statements.py), ``printed`` (the text of a cell where it differs from its value), ``agency``,
``year``, ``template``, ``published``, ``editions``, ``unlabelled``, ``unplaced`` (table, label, texts), ``prose``
(lists of mentions, sections, remarks, breakdowns, shares; or a ``text``, of which the extraction
reads the figures), ``settings``, and for rules across years
``earlier``: the same of the report of the year before; for rules across agencies ``parts``: the same
of each part, and ``lacking``: the parts without a report.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.address import Address
from core.cells import Extraction, Quoted, Unplaced
from core.checks import evaluate, evaluate_agencies, evaluate_years
from core.extraction.compact import Compact
from core.extraction.narrative import quoted_figures
from core.findings import Finding
from core.geometry import TextSpan
from core.prose import Breakdown, Mention, Precision, Prose, Remark, Section, Share
from core.rules import CheckSettings
from core.statement import Statement, fold
from tests.helpers.statements import statement_of

RULES = Path(__file__).parent.parent / "cases" / "rules"
ANSWERS = ("pass", "fail", "cannot_tell")
NOWHERE = TextSpan(0, 0)


def case_files() -> Iterator[tuple[str, dict[str, Any]]]:
    """The code of the rule and the content of its file."""
    for path in sorted(RULES.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def findings_of(case: Mapping[str, Any]) -> tuple[Finding, ...]:
    settings = settings_of(case.get("settings", {}))
    if "earlier" in case:
        earlier = case_statement({"edition": case["edition"], **case["earlier"]})
        return evaluate_years(earlier, case_statement(case), settings)
    if "parts" in case:
        parts = [case_statement({"edition": case["edition"], **part}) for part in case["parts"]]
        return evaluate_agencies(
            case_statement(case), parts, settings, lacking=case.get("lacking", ())
        )
    return evaluate(case_statement(case), settings)


def settings_of(given: Mapping[str, Any]) -> CheckSettings:
    return CheckSettings(
        level=given.get("level", ""),
        organ=given.get("organ", ""),
        thresholds={name: Decimal(n) for name, n in given.get("thresholds", {}).items()},
        switched_on=frozenset(given.get("switched_on", ())),
        switched_off=frozenset(given.get("switched_off", ())),
        is_strict=given.get("is_strict", False),
    )


def case_statement(case: Mapping[str, Any]) -> Statement:
    whole = {"tables": case["tables"]} if "tables" in case else {}
    statement = statement_of(
        case["edition"],
        case.get("cells", {}),
        rest=case.get("rest", 0),
        without=case.get("without", ()),
        candidates=case.get("candidates", {}),
        **whole,
    )
    return fold(_dressed(statement.extraction, case), ())


def _dressed(extraction: Extraction, case: Mapping[str, Any]) -> Extraction:
    printed = {Address.parse(cell): text for cell, text in case.get("printed", {}).items()}
    return replace(
        extraction,
        agency=Quoted(case.get("agency")),
        year=Quoted(case.get("year")),
        published=Quoted(case.get("published")),
        template=case.get("template", extraction.template),
        editions=extraction.editions | case.get("editions", {}),
        cells=tuple(
            replace(cell, printed=printed.get(cell.address, cell.printed))
            for cell in extraction.cells
        ),
        unplaced=tuple(
            Unplaced(line["table"], line["label"], tuple(line.get("texts", ())), None)
            for line in case.get("unplaced", ())
        ),
        unlabelled=tuple(case.get("unlabelled", ())),
        prose=_prose(case.get("prose", {})),
    )


def _prose(given: Mapping[str, Any]) -> Prose:
    if "text" in given:
        return _read(given)
    return Prose(
        sections=tuple(_section(entry) for entry in given.get("sections", ())),
        mentions=tuple(_mention(entry) for entry in given.get("mentions", ())),
        breakdowns=tuple(
            Breakdown(
                entry.get("kind", "parts"),
                _mention(entry["total"]),
                tuple(_mention(part) for part in entry["parts"]),
            )
            for entry in given.get("breakdowns", ())
        ),
        shares=tuple(
            Share(_mention(entry["percent"]), _mention(entry["part"]), _mention(entry["whole"]))
            for entry in given.get("shares", ())
        ),
        remarks=tuple(_remark(entry) for entry in given.get("remarks", ())),
        sketch=tuple(given.get("sketch", ())),
    )


def _read(given: Mapping[str, Any]) -> Prose:
    text = given["text"]
    compact = Compact.of(text, [[TextSpan(0, len(text))]])
    quotes = quoted_figures(compact, given.get("agency"))
    remarks = tuple(_remark(entry) for entry in given.get("remarks", ()))
    return Prose((), quotes.mentions, quotes.breakdowns, quotes.shares, remarks)


def _mention(entry: Mapping[str, Any]) -> Mention:
    value = entry.get("value")
    return Mention(
        family=entry.get("family", ""),
        value=None if value is None else Decimal(value),
        unit=entry.get("unit", "件"),
        precision=Precision(entry.get("precision", "exact")),
        span=_span(entry, "span"),
        sentence=_span(entry, "sentence"),
        words=entry.get("words", ""),
        year=entry.get("year"),
        includes=tuple(entry.get("includes", ())),
        doubt=entry.get("doubt", ""),
    )


def _section(entry: Mapping[str, Any]) -> Section:
    return Section(
        entry["code"],
        entry.get("numeral", ""),
        entry.get("title", ""),
        _span(entry, "heading"),
        _span(entry, "body"),
    )


def _remark(entry: Mapping[str, Any]) -> Remark:
    return Remark(
        entry["kind"], entry.get("value", ""), _span(entry, "span"), _span(entry, "sentence")
    )


def _span(entry: Mapping[str, Any], key: str) -> TextSpan:
    return TextSpan(*entry[key]) if key in entry else NOWHERE
