"""Kinds of rules that compare figures quoted in the prose with cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.cells import Origin
from core.checks import kinds_text_fees, kinds_text_lists
from core.checks.figures import number_text
from core.checks.quoted import (
    agrees,
    as_warning,
    cells_text,
    is_doubtful,
    is_of_this_year,
    mentions_of,
    named_sums,
    place_of,
    said_text,
)
from core.checks.subject import Answer, KindSpec, doubtful, finding, passed, sentence
from core.findings import Status
from core.language import say
from core.rules import ParameterSpec

if TYPE_CHECKING:
    from core.checks.subject import Fault, Subject
    from core.findings import Finding
    from core.prose import Mention
    from core.rules import Rule

_LEAST_PROSE: Final = 200
"""Characters from which the text beside the tables tells of the year's work."""
_PLACEHOLDERS: Final = ("words", "said", "cells", "printed")


@dataclass(frozen=True, slots=True)
class _Sum:
    """Cells that are added; ``total`` is None where one is not known, ``unknown`` says which."""

    addresses: tuple[Address, ...]
    total: Decimal | None
    unknown: tuple[Address, ...]

    @property
    def is_zero_by_blanks(self) -> bool:
        """Whether it is 0 only because nothing is printed."""
        return self.total == 0 and bool(self.unknown)


def judge_quoted(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Every figure of the rule's families equals its cells, or others that it may mean."""
    cells_of = dict(named_sums(rule, "cells"))
    for family in rule.texts("families"):
        for mention in _own_figures(subject, family, _sum(subject, cells_of[family])):
            names = (family, *mention.includes)
            if cells_of.keys() >= set(names):
                cells = dict.fromkeys(cell for name in names for cell in cells_of[name])
                yield _compared(rule, subject, mention, _sum(subject, cells))


def _own_figures(subject: Subject, family: str, cells: _Sum) -> list[Mention]:
    """What is said of the report's organ: of others only where nothing is said of it.

    本级收到12件，各分局收到30件 is right where the table has 12; where it has 42 and only parts are
    told of, all of them are right together.
    """
    said = list(mentions_of(subject, family))
    own = [mention for mention in said if mention.doubt != "organ"]
    together = sum((mention.number or Decimal(0) for mention in said), Decimal(0))
    return own if own or (len(said) > 1 and together == cells.total) else said


def _compared(rule: Rule, subject: Subject, mention: Mention, cells: _Sum) -> Finding:
    where = say(f"正文“{mention.words}”", f"“{mention.words}”")
    right = cells.total
    means_another = _agrees_with_another(rule, subject, mention, "also")
    if right is None or (cells.is_zero_by_blanks and mention.value):
        unknown = cells_text(subject, cells.unknown)
        reason = say(f"{unknown}空白或没有读准", f"{unknown} is blank or was not read for certain")
        status, message, right = Status.CANNOT_TELL, doubtful(rule, where, reason), None
    elif agrees(mention, right) or (means_another and not _is_of_received(subject, mention)):
        status, message = Status.PASS, passed(rule, where)
    else:
        values = {
            "words": mention.words,
            "said": said_text(mention),
            "cells": cells_text(subject, cells.addresses),
            "printed": number_text(right),
        }
        status, message = Status.FAIL, sentence(rule, values)
    answer = Answer(
        status,
        place_of(mention),
        message,
        addresses=cells.addresses,
        left=mention.number,
        right=right,
        text=(mention.sentence,),
        facts=(said_text(mention),),
    )
    softened = (
        is_doubtful(mention)
        or means_another
        or _agrees_with_another(rule, subject, mention, "softens")
        or _is_inferred(subject, cells.addresses)
    )
    return as_warning(finding(rule, subject, answer), when=softened)


def _is_of_received(subject: Subject, mention: Mention) -> bool:
    """Whether it is a part of the applications received: 新收65件，其中自然人59件 are not those answered."""
    return any(
        listed.total.family == "new_requests"
        and not listed.total.includes
        and mention.span in {part.span for part in listed.parts}
        for listed in subject.statement.extraction.prose.breakdowns
    )


def _is_inferred(subject: Subject, cells: tuple[Address, ...]) -> bool:
    """Whether the arithmetic placed one of the figures: then the reading may be what is wrong."""
    return any(subject.statement.origins.get(cell) is Origin.INFERRED for cell in cells)


def _agrees_with_another(rule: Rule, subject: Subject, mention: Mention, key: str) -> bool:
    """Whether the figure is what another sum of cells gives."""
    others = (cells for family, cells in named_sums(rule, key) if family == mention.family)
    sums = (_sum(subject, cells).total for cells in others)
    return any(total is not None and agrees(mention, total) for total in sums)


def judge_quoted_share(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A percentage is that of the cells in one of the totals, but for one in its last digit."""
    cells_of = dict(named_sums(rule, "cells"))
    for family in rule.texts("families"):
        for mention in mentions_of(subject, family):
            names = (family, *mention.includes)
            if cells_of.keys() >= set(names):
                cells = dict.fromkeys(cell for name in names for cell in cells_of[name])
                yield _share(rule, subject, mention, _sum(subject, cells))


def _share(rule: Rule, subject: Subject, mention: Mention, cells: _Sum) -> Finding:
    where = say(f"正文“{mention.words}”", f"“{mention.words}”")
    wholes = [
        _sum(subject, of) for family, of in named_sums(rule, "of") if family == mention.family
    ]
    shares = [_percent(cells, whole) for whole in wholes]
    said = mention.value or Decimal(0)
    last = Decimal(1).scaleb(min(int(said.as_tuple().exponent), 0))
    if any(share is not None and abs(share - said) <= last for share in shares):
        status, message, right = Status.PASS, passed(rule, where), said
    elif shares[0] is None:
        reason = say("表中的数空白或没有读准", "the figures are blank or were not read for certain")
        status, message, right = Status.CANNOT_TELL, doubtful(rule, where, reason), None
    else:
        right = shares[0].quantize(last)
        values = {"words": mention.words, "said": said_text(mention)}
        values["cells"] = cells_text(subject, cells.addresses)
        status, message = Status.FAIL, sentence(rule, values | {"printed": f"{right}%"})
    answer = Answer(
        status,
        place_of(mention),
        message,
        addresses=cells.addresses,
        left=said,
        right=right,
        text=(mention.sentence,),
        facts=(said_text(mention),),
    )
    return finding(rule, subject, answer)


def _percent(part: _Sum, whole: _Sum) -> Decimal | None:
    if part.total is None or not whole.total:
        return None
    return part.total / whole.total * 100


def judge_denial(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Where the prose says that there was none, nothing above 0 is printed."""
    families = dict(named_sums(rule, "cells"))
    for mention in subject.statement.extraction.prose.mentions:
        cells = families.get(mention.family)
        is_denial = mention.value == 0 and not mention.unit
        if cells is None or not is_denial or not is_of_this_year(subject, mention):
            continue
        if all(cell.table in subject.found for cell in cells):
            yield _denied(rule, subject, mention, cells)


def _denied(rule: Rule, subject: Subject, mention: Mention, cells: tuple[Address, ...]) -> Finding:
    where = say(f"正文“{mention.words}”", f"“{mention.words}”")
    against, total = _above_zero(subject, cells), _sum(subject, cells)
    if against:
        values = {
            "words": mention.words,
            "said": "0",
            "cells": cells_text(subject, cells),
            "printed": _printed(subject, against),
        }
        status, message = Status.FAIL, sentence(rule, values)
    elif total.total is None:
        unknown = cells_text(subject, total.unknown)
        reason = say(f"{unknown}没有读准", f"{unknown} was not read for certain")
        status, message = Status.CANNOT_TELL, doubtful(rule, where, reason)
    else:
        status, message = Status.PASS, passed(rule, where)
    right = _sum(subject, against).total if against else total.total
    answer = Answer(
        status,
        f"{mention.family} {place_of(mention)}",
        message,
        addresses=against or cells,
        left=None if right is None else Decimal(0),
        right=right,
        text=(mention.sentence,),
    )
    return as_warning(finding(rule, subject, answer), when=bool(mention.doubt))


def judge_untold(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Where a table has cases, the prose gives some figure of the families.

    Tables without prose, and a report that has no case, give no answer.
    """
    cells = tuple(Address.parse(name) for name in rule.texts("cells"))
    prose = subject.statement.extraction.prose
    extent = next((int(r.value) for r in prose.remarks if r.kind == "extent"), 0)
    if extent < _LEAST_PROSE or not any(cell.table in subject.found for cell in cells):
        return
    known = _sum(subject, cells)
    against = _above_zero(subject, cells)
    told = [m for m in prose.mentions if m.family in rule.texts("families")]
    if told:
        message = passed(rule, say("正文", "the prose"))
        yield finding(rule, subject, Answer(Status.PASS, "prose", message, addresses=cells))
    elif against:
        message = sentence(rule, {"printed": _printed(subject, against)})
        yield finding(rule, subject, Answer(Status.FAIL, "prose", message, addresses=against))
    elif known.total is None:
        reason = say("有数空白或没有读准", "figures are blank or were not read for certain")
        message = doubtful(rule, cells_text(subject, known.unknown), reason)
        yield finding(rule, subject, Answer(Status.CANNOT_TELL, "prose", message, addresses=cells))


def _printed(subject: Subject, cells: tuple[Address, ...]) -> str:
    """Each cell with its number."""
    numbers = (subject.figure(cell).number or Decimal(0) for cell in cells)
    named = zip((cells_text(subject, (cell,)) for cell in cells), numbers, strict=True)
    return say("、", ", ").join(f"{words} {number_text(number)}" for words, number in named)


def _above_zero(subject: Subject, cells: tuple[Address, ...]) -> tuple[Address, ...]:
    """The cells that are not 0; where a total is not known, the parts of its row that are not."""
    against: list[Address] = []
    for cell in cells:
        figure = subject.figure(cell)
        row = [a for a in subject.figures if (a.table, a.row) == (cell.table, cell.row)]
        asked = [cell] if figure.is_usable or cell.column != "total" else row
        against += [address for address in asked if subject.figure(address).number]
    return tuple(against)


def _sum(subject: Subject, cells: Iterable[Address]) -> _Sum:
    """The sum of those cells that the report's form has."""
    present = tuple(cell for cell in cells if cell in subject.figures)
    terms = [(cell, subject.figure(cell)) for cell in present]
    unknown = tuple(cell for cell, figure in terms if not figure.is_usable)
    if unknown or not present:
        return _Sum(present, None, unknown or present)
    total = sum((figure.number or Decimal(0) for _, figure in terms), Decimal(0))
    return _Sum(present, total, tuple(cell for cell, figure in terms if figure.is_blank))


def _faults(rule: Rule) -> Iterator[Fault]:
    for key in ("cells", "also", "softens", "of"):
        try:
            named = named_sums(rule, key)
        except ValueError as error:
            yield key, f"不是“类别: 格子 + 格子”：{error}", f"not “family: cell + cell”: {error}"
            return
        lacking = set(rule.texts("families")) - {family for family, _ in named}
        if key in rule.parameters and key in ("cells", "of") and lacking:
            names = ", ".join(sorted(lacking))
            yield key, f"没有这些类别的格子：{names}", f"names no cells of {names}"


def _words(_rule: Rule) -> tuple[str, ...]:
    return _PLACEHOLDERS


_SUMS: Final = ParameterSpec("texts")
_OTHER_SUMS: Final = ParameterSpec("texts", required=False)

KINDS: Final[dict[str, KindSpec]] = {
    "quoted": KindSpec(
        judge_quoted,
        {
            "families": ParameterSpec("texts"),
            "cells": _SUMS,
            "also": _OTHER_SUMS,
            "softens": _OTHER_SUMS,
        },
        words=_words,
        faults=_faults,
    ),
    "quoted_share": KindSpec(
        judge_quoted_share,
        {"families": ParameterSpec("texts"), "cells": _SUMS, "of": _SUMS},
        words=_words,
        faults=_faults,
    ),
    "denial": KindSpec(
        judge_denial, {"cells": _SUMS}, words=_words, faults=_faults, any_table=True
    ),
    "untold": KindSpec(
        judge_untold,
        {"families": ParameterSpec("texts"), "cells": ParameterSpec("texts")},
        words=lambda _: ("printed",),
        any_table=True,
    ),
    **kinds_text_lists.KINDS,
    **kinds_text_fees.KINDS,
}
