"""The lists of a corrected workbook that tell of the work (问题清单, 两年对比, 更正记录 and the like).

What a person wrote into 处理意见 is a verdict where it begins with the words of one. Whatever else
is another than exported is not read, and named: nobody is to think that it came in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from core.corrections import OF_SOURCE, RULINGS
from core.language import say
from core.marks import (
    ABOUT,
    CORRECTIONS,
    HANDLING,
    PROBLEMS,
    REMEDY,
    REVIEWER,
    RULES,
    SUMMARY,
    YEARS,
    row_digest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl import Workbook

    from core.corrections import Ruling

_WIDEST: Final = 100
_LOWEST: Final = 1_048_576
_ABOVE: Final = {PROBLEMS: 1, YEARS: 2, CORRECTIONS: 1, SUMMARY: 3, RULES: 1, ABOUT: 0}
"""The rows of headings."""
_COLUMNS: Final = {HANDLING: "J", REMEDY: "K", REVIEWER: "L"}
_ENDS: Final = re.compile(r"[\s：:，,。；;、]+")

Line = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class MarkedVerdict:
    """What somebody wrote of a finding. ``author`` is "" where he did not sign it.

    ``answered`` are the facts that stood behind what was exported.
    """

    finding_key: str
    ruling: Ruling
    reason: str
    author: str
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the lists brought: verdicts by the report's place in the workbook, and where something
    was changed that is not read."""

    verdicts: dict[int, tuple[MarkedVerdict, ...]]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Problem:
    """A line of 问题清单 as it was exported; ``said`` and ``signed`` are digests."""

    report: int
    finding_key: str
    said: str
    signed: str
    answered: tuple[str, ...]


def read_told(book: Workbook, marks: Sequence[Mapping[str, Any]]) -> Told:
    """What was written into the lists since the export; ``marks`` are the lines of the hidden sheet.

    Lines may be sorted and left out. Workbooks of earlier versions say nothing of these lists.
    Raises ValueError, KeyError or TypeError where the marks are not ours.
    """
    verdicts: dict[int, list[MarkedVerdict]] = {}
    unread: list[str] = []
    for title in book.sheetnames:
        kind = next((k for k in _ABOVE if re.fullmatch(rf"{k}(?: \(\d+\))?", title)), None)
        known = [plain.get("lists", {}).get(kind) for plain in marks]
        known += [plain.get("told", {}).get(kind) for plain in marks[:1]]
        columns: list[int] = next((of_one["columns"] for of_one in known if of_one), [])
        if kind is None or not columns:
            continue
        digests = {digest for of_one in known if of_one for digest in of_one["rows"]}
        problems = _problems(marks) if kind == PROBLEMS else {}
        seen: dict[str, list[tuple[int, Line]]] = {}
        width = max(*columns, REVIEWER) + 1
        for row, line in _lines(book, title, _ABOVE[kind], min(width, _WIDEST)):
            if all(_at(line, column) is None for column in columns):
                continue  # a remark beside the list
            digest = row_digest(_at(line, column) for column in columns)
            if digest not in digests:
                unread.append(say(f"{title} 第 {row} 行", f"{title}, row {row}"))
            elif problems:
                seen.setdefault(digest, []).append((row, line))
        for digest, lines in seen.items():
            _read_alike(problems[digest], lines, title, verdicts, unread)
    return Told({report: tuple(found) for report, found in verdicts.items()}, tuple(unread))


def _problems(marks: Sequence[Mapping[str, Any]]) -> dict[str, list[_Problem]]:
    """The lines of 问题清单 by their digests; reports of one name may have lines alike."""
    found: dict[str, list[_Problem]] = {}
    for report, plain in enumerate(marks):
        own = plain.get("lists", {}).get(PROBLEMS)
        if own:
            for digest, (key, said, signed, answered) in zip(
                own["rows"], own["findings"], strict=True
            ):
                problem = _Problem(report, str(key), said, signed, tuple(map(str, answered)))
                found.setdefault(digest, []).append(problem)
    return found


def _read_alike(
    problems: Sequence[_Problem],
    lines: Sequence[tuple[int, Line]],
    title: str,
    verdicts: dict[int, list[MarkedVerdict]],
    unread: list[str],
) -> None:
    """Read what was written beside lines that say the same; as a rule each is the only one."""
    words = {tuple(_text(_at(line, column)) for column in _COLUMNS) for _, line in lines}
    for row, line in lines:
        handling, remedy, reviewer = (_text(_at(line, column)) for column in _COLUMNS)
        changed = [p for p in problems if row_digest([handling]) != p.said]
        ruling = _ruling(handling)
        if remedy:
            unread.append(f"{title}!{_COLUMNS[REMEDY]}{row}")
        if changed and (ruling is None or (len(problems) > 1 and len(words) > 1)):
            unread.append(f"{title}!{_COLUMNS[HANDLING]}{row}")
        elif not changed and all(row_digest([reviewer]) != p.signed for p in problems):
            unread.append(f"{title}!{_COLUMNS[REVIEWER]}{row}")
        elif changed and ruling is not None:
            for problem in changed:
                author = "" if row_digest([reviewer]) == problem.signed else reviewer
                verdict = MarkedVerdict(problem.finding_key, *ruling, author, problem.answered)
                if verdict not in verdicts.setdefault(problem.report, []):
                    verdicts[problem.report].append(verdict)


def _ruling(text: str) -> tuple[Ruling, str] | None:
    """The verdict that a text begins with, and the reason after it; None for other words."""
    for ruling, word in RULINGS.items():
        if text.startswith(word):
            rest = text.removeprefix(word).removeprefix(OF_SOURCE)
            ends = _ENDS.match(rest)
            if not rest or ends:
                return ruling, rest[ends.end() :] if ends else ""
    return None


def _lines(book: Workbook, title: str, above: int, width: int) -> Iterator[tuple[int, Line]]:
    rows = book[title].iter_rows(above + 1, _LOWEST, max_col=width, values_only=True)
    for row, line in enumerate(cast("Iterator[Line]", rows), above + 1):
        if any(content is not None for content in line):
            yield row, line


def _at(line: Line, column: int) -> object:
    return line[column] if column < len(line) else None


def _text(content: object) -> str:
    return "" if content is None else " ".join(str(content).split())
