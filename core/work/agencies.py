"""What people say of agencies: names that stand for one, and agencies that are part of another."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Literal

from core.agency_links import (
    AgencyLink,
    AgencyPart,
    agency_key,
    keys_of,
    names_of,
    parts_of,
    standing,
    standing_links,
)
from core.errors import StoreError
from core.language import say
from core.spoken import spoken
from core.store.log import Entry
from core.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from core.shelf import Shelf

Relation = Literal["name", "part"]
"""How agencies belong together: by another name for the same one, or as parts of an area."""


class Agencies:
    """The agencies of one store."""

    def __init__(self, store: Store, shelf: Shelf, author: str, clock: Callable[[], str]) -> None:
        self._store = store
        self._shelf = shelf
        self.author = author
        self._clock = clock

    def links(self) -> tuple[AgencyLink, ...]:
        """The links between names of agencies, in the order in which they were made."""
        return self._shelf.links()

    def parts(self) -> tuple[AgencyPart, ...]:
        """What was declared to be part of what, in the order in which it was."""
        return self._shelf.declared_parts()

    def related(self, agency: str, relation: Relation) -> tuple[str, ...]:
        """The other names of the agency, or the names of the parts that it has now."""
        if relation == "name":
            return names_of(agency, self.links())
        return parts_of(agency, self.parts(), self.links())

    def relate(self, agency: str, relation: Relation, names: Iterable[str]) -> tuple[int, ...]:
        """Have these names and no others stand for the agency, or these agencies be its parts.

        The answer are the reports judged anew. All of it is recorded, or nothing: raises
        StoreError for an empty name, and for an agency within itself.
        """
        wanted = {agency_key(name): name for name in names}
        with self._store.writing():
            change = self._rename if relation == "name" else self._divide
            return tuple(dict.fromkeys(change(agency, wanted)))

    def areas(self) -> dict[str, tuple[str, ...]]:
        """The areas with the parts that they have by the last word on each pair."""
        found: dict[str, list[str]] = {}
        for pair in standing(self.parts()):
            found.setdefault(pair.whole, []).append(pair.part)
        return {whole: tuple(parts) for whole, parts in found.items()}

    def link(self, one: str, other: str, *, linked: bool, reason: str) -> tuple[int, ...]:
        """Record whether two names stand for one agency; the answer are the reports judged anew."""
        _refuse_nameless(one, other)
        one, other = spoken(one), spoken(other)
        content = {"one": one, "other": other, "linked": linked}
        with self._store.writing():
            keys = {*keys_of(one, self.links()), *keys_of(other, self.links())}
            reports = self._store.reports_of_agency(keys)
            states = (self._shelf.statement(report) for report in reports)
            covering = [whole for state in states for whole in self._shelf.wholes(state)]
            self._enter(content, reason)
            return self._judge_anew(dict.fromkeys((*reports, *covering)))

    def set_part(self, whole: str, part: str, *, is_part: bool, reason: str) -> tuple[int, ...]:
        """Record whether an agency is part of another; the answer are the reports judged anew."""
        _refuse_nameless(whole, part)
        whole, part = spoken(whole), spoken(part)
        if agency_key(part) in keys_of(whole, self.links()):
            raise StoreError(
                "agency.own_part",
                say("机关不能是它自己的所属单位。", "An agency is no part of itself."),
                say("请选择另一个机关。", "Choose another agency."),
            )
        content = {"one": whole, "other": part, "linked": is_part}
        with self._store.writing():
            self._enter(content | {"relation": "part"}, reason)
            return self._judge_anew(self._store.reports_of_agency(keys_of(whole, self.links())))

    def _rename(self, agency: str, wanted: Mapping[str, str]) -> Iterator[int]:
        """Part the agency from the names that are not wanted, then link it with those that lack."""
        group = {*keys_of(agency, self.links())}
        dropped = group - wanted.keys() - {agency_key(agency)}
        for pair in standing_links(self.links()):
            if dropped & {agency_key(pair.one), agency_key(pair.other)}:
                yield from self.link(pair.one, pair.other, linked=False, reason="")
        for key, name in wanted.items():
            if key not in keys_of(agency, self.links()):
                yield from self.link(agency, name, linked=True, reason="")

    def _divide(self, agency: str, wanted: Mapping[str, str]) -> Iterator[int]:
        """Take back the parts that are not wanted, each under the names it was declared by."""
        keys = keys_of(agency, self.links())
        present = [pair for pair in standing(self.parts()) if agency_key(pair.whole) in keys]
        for pair in present:
            if agency_key(pair.part) not in wanted:
                yield from self.set_part(pair.whole, pair.part, is_part=False, reason="")
        for key in wanted.keys() - {agency_key(pair.part) for pair in present}:
            yield from self.set_part(agency, wanted[key], is_part=True, reason="")

    def _judge_anew(self, reports: Iterable[int]) -> tuple[int, ...]:
        numbers = tuple(reports)
        for report in numbers:
            self._shelf.project(report)
        return numbers

    def _enter(self, content: Mapping[str, str | bool], reason: str) -> None:
        entry = Entry(
            str(uuid.uuid4()), "link", None, self._clock(), self.author, spoken(reason), content
        )
        self._store.append_entry(entry)


def _refuse_nameless(one: str, other: str) -> None:
    if not agency_key(one) or not agency_key(other):
        raise StoreError(
            "agency.empty",
            say("机关名称不能为空。", "The name of an agency is empty."),
            say("请写出两个机关的名称。", "Give the names of both agencies."),
        )
