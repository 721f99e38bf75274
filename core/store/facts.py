"""Human work as facts that travel between stores, and what a set of them says. Pure, knows no SQL.

Each fact names those that its author had seen and answers (``after``). What stands in a cell then
follows from the set of facts alone, whatever order they came in: the heads, which no other fact
answers, are the opinions in force. More than one opinion is a dispute; the one on top until somebody
decides is the latest by its time, of equal times the one with the larger id.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from core.agency_links import agency_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FactKind = Literal["correction", "verdict", "status", "assignment", "link", "seen"]
KINDS: Final[frozenset[str]] = frozenset(get_args(FactKind))

FACT: Final = "fact"
"""Under this name the content of an entry of the log holds a fact that came from elsewhere."""
TOP: Final = "top"
"""Under this name it holds the id of a fact that an entry only puts on top again."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of human work.

    ``source`` is the SHA-256 of the first source of its report, "" for links of agencies;
    ``subject`` a cell's address, a finding's key, a pair of agencies, or "". ``content`` are its
    particulars: JSON scalars, lists and objects. ``id`` is a hash of all the rest.
    """

    kind: FactKind
    source: str
    subject: str
    content: Mapping[str, Any]
    author: str
    made_at: str
    reason: str
    after: tuple[str, ...]
    id: str = field(default="", compare=False)

    @property
    def register(self) -> tuple[str, str]:
        """What the fact gives a value to, within its report."""
        return self.kind, self.subject


def made(
    kind: FactKind,
    source: str,
    subject: str,
    content: Mapping[str, Any],
    *,
    author: str,
    made_at: str,
    reason: str = "",
    after: Iterable[str] = (),
) -> Fact:
    """The fact with its id."""
    answered = tuple(sorted(after))
    parts = [kind, source, subject, content, author, made_at, reason, answered]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    return Fact(kind, source, subject, content, author, made_at, reason, answered, digest)


def fact_to_plain(fact: Fact) -> dict[str, Any]:
    """The fact as plain JSON types."""
    return {
        "id": fact.id,
        "kind": fact.kind,
        "source": fact.source,
        "subject": fact.subject,
        "content": dict(fact.content),
        "author": fact.author,
        "made_at": fact.made_at,
        "reason": fact.reason,
        "after": list(fact.after),
    }


def fact_from_plain(plain: Mapping[str, Any]) -> Fact:
    """The inverse of fact_to_plain, its id worked out anew. Raises KeyError for a missing part."""
    return made(
        plain["kind"],
        plain["source"],
        plain["subject"],
        plain["content"],
        author=plain["author"],
        made_at=plain["made_at"],
        reason=plain["reason"],
        after=plain["after"],
    )


class Register:
    """All that is known of one cell, one finding or one other subject."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}
        self._answered: set[str] = set()
        self._heads: set[str] = set()

    def __contains__(self, fact: str) -> bool:
        return fact in self._facts

    def add(self, fact: Fact) -> None:
        """Take a fact in; one that is known changes nothing."""
        self._facts[fact.id] = fact
        self._answered.update(fact.after)
        self._heads.difference_update(fact.after)
        if fact.id not in self._answered:
            self._heads.add(fact.id)

    def heads(self) -> tuple[str, ...]:
        """The ids of the facts that no other answers: what a new fact of this store answers."""
        return tuple(sorted(self._heads))

    def opinions(self) -> tuple[Fact, ...]:
        """What people say in the end, the one on top last; () where all of it was taken back.

        Who takes a correction back has no opinion of his own: what he had before him counts again.
        """
        if len(self._heads) == 1:
            (head,) = self._heads
            if self._undone_by(self._facts[head]) is None:
                return (self._facts[head],)
        found: dict[str, Fact] = {}
        queue, visited = list(self.heads()), set[str]()
        while queue:
            fact = self._facts.get(queue.pop())
            if fact is None or fact.id in visited:
                continue
            visited.add(fact.id)
            undone = self._undone_by(fact)
            if undone is None:
                found[fact.id] = fact
            else:
                queue.extend(undone.after)
        if len(found) > 1:
            older = {older for fact in found.values() for older in self._before(fact)}
            found = {name: fact for name, fact in found.items() if name not in older}
        return tuple(sorted(found.values(), key=lambda fact: (fact.made_at, fact.id)))

    def _undone_by(self, fact: Fact) -> Fact | None:
        if fact.content.get("gesture") != "undo":
            return None
        return self._facts.get(str(fact.content.get("reverts")))

    def _before(self, fact: Fact) -> set[str]:
        """All facts that the fact answers, at first or second hand."""
        before: set[str] = set()
        queue = list(fact.after)
        while queue:
            name = queue.pop()
            if name not in before and name in self._facts:
                before.add(name)
                queue.extend(self._facts[name].after)
        return before


class Ledger:
    """The facts of one report, or those about agencies, by what they give a value to."""

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}
        self.registers: dict[tuple[str, str], Register] = {}
        self._by_entry: dict[str, str] = {}

    def add(self, fact: Fact) -> None:
        """Take a fact in; one that is known changes nothing."""
        self.facts[fact.id] = fact
        self.registers.setdefault(fact.register, Register()).add(fact)

    def heads(self, kind: str, subject: str) -> tuple[str, ...]:
        """What a new fact on the subject answers."""
        register = self.registers.get((kind, subject))
        return () if register is None else register.heads()

    def play(self, row: Mapping[str, Any], source: str) -> None:
        """Take an entry of the log in: own work as a fact, what came from elsewhere as it came."""
        content: dict[str, Any] = json.loads(row["content"]) if row["content"] else {}
        if FACT in content:
            fact: Fact | None = fact_from_plain(content[FACT])
        elif TOP in content or row["gesture"] == "merged":
            fact = None  # entries that only bring the state in line, no word of a person
        else:
            fact = self._own(row, content, source)
        if fact is not None:
            self.add(fact)
            self._by_entry[row["id"]] = fact.id

    def _own(self, row: Mapping[str, Any], content: dict[str, Any], source: str) -> Fact | None:
        kind = cast("FactKind", row["kind"])
        subject = ""
        match kind:
            case "correction":
                subject, content = row["cell"], self._correction(row)
            case "verdict":
                subject, content = row["finding"], {"ruling": row["ruling"]}
            case "seen":
                if "cells" not in content:
                    return None  # how far one desk went through a report is its own affair
            case "link":
                subject = link_subject(content)
            case _:
                pass
        return made(
            kind,
            source,
            subject,
            content,
            author=row["author"],
            made_at=row["made_at"],
            reason=row["reason"],
            after=() if kind == "seen" else self.heads(kind, subject),
        )

    def _correction(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "new": row["new"],
            "machine": row["machine"],
            "gesture": row["gesture"],
            "to_machine": bool(row["to_machine"]),
            "reverts": self._by_entry.get(row["reverts"] or ""),
        }


def link_subject(content: Mapping[str, Any]) -> str:
    """The pair of agencies that a link is about; in a pair of names for one the order is nothing."""
    keys = [agency_key(str(content["one"])), agency_key(str(content["other"]))]
    relation = str(content.get("relation", "same"))
    return json.dumps([relation, *(keys if relation == "part" else sorted(keys))])


def play(rows: Iterable[Mapping[str, Any]], source: str, known: Ledger | None = None) -> Ledger:
    """The facts that the entries of a log are, in their order, added to those that are known."""
    ledger = Ledger() if known is None else known
    for row in rows:
        ledger.play(row, source)
    return ledger
