"""The rules of resources/rules, read once; all faults of all files are reported together."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from core.catalogue import load_catalogue
from core.checks.kinds import KINDS
from core.rules import ReadRule, Rule, RuleErrors, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """The bundled rules, or those in ``folder``, in the order in which they are judged.

    Raises RuleErrors with every fault of every file.
    """
    if folder is None:
        return _bundled()
    return _load(folder)


@cache
def _bundled() -> tuple[Rule, ...]:
    return _load(Path(str(files("resources"))) / "rules")


@cache
def rules_by_code() -> dict[str, Rule]:
    """The bundled rules by their code."""
    return {rule.code: rule for rule in load_rules()}


def _load(folder: Path) -> tuple[Rule, ...]:
    problems: list[str] = []
    parameters = {name: kind.parameters for name, kind in KINDS.items()}
    found = list(read_rules(folder, parameters, problems))
    for read in found:
        _fault_names(read)
        if read.rule.kind in KINDS and not problems:
            _fault_kind(read)
    if problems:
        raise RuleErrors(tuple(problems))
    return tuple(read.rule for read in found)


def _fault_names(read: ReadRule) -> None:
    """Tables and editions that no form has."""
    catalogue = load_catalogue()
    _fault_unknown(read, "tables", read.rule.tables, catalogue.table_codes())
    _fault_unknown(read, "editions", read.rule.editions, catalogue.editions)


def _fault_unknown(read: ReadRule, key: str, names: Iterable[str], known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            read.entry.fault(key, f"没有“{name}”", f"no “{name}”")


def _fault_kind(read: ReadRule) -> None:
    """Parameters that mean nothing, and placeholders that the kind does not fill."""
    kind = KINDS[read.rule.kind]
    faults = list(kind.faults(read.rule))
    for key, zh, en in faults:
        read.parameters.fault(key, zh, en)
    if faults:
        return
    known = set(kind.words(read.rule))
    for tongue, template in read.rule.message.items():
        for name in sorted(_placeholders(template) - known):
            read.message.fault(
                tongue, f"未知的占位符“{name}”", f"“{name}” is not a known placeholder"
            )


def _placeholders(template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return {template}
