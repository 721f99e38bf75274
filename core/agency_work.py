"""What people say of agencies: names that stand for one, and agencies that are part of another."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from core.agency_links import AgencyLink, AgencyPart, agency_key, keys_of, parts_of, standing
from core.errors import StoreError
from core.language import say
from core.spoken import spoken
from core.store.log import Entry
from core.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from core.shelf import Shelf


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

    def parts_of(self, whole: str) -> tuple[str, ...]:
        """The names of the parts that an area has now."""
        return parts_of(whole, self.parts(), self.links())

    def areas(self) -> dict[str, tuple[str, ...]]:
        """The areas with the parts that they have by the last word on each pair."""
        found: dict[str, list[str]] = {}
        for pair in standing(self.parts()):
            found.setdefault(pair.whole, []).append(pair.part)
        return {whole: tuple(parts) for whole, parts in found.items()}

    def link(self, one: str, other: str, *, linked: bool, reason: str) -> tuple[int, ...]:
        """Record whether two names stand for one agency; the answer are the reports judged anew."""
        _refuse_nameless(one, other)
        content = {"one": spoken(one), "other": spoken(other), "linked": linked}
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
        if agency_key(part) in keys_of(whole, self.links()):
            raise StoreError(
                "agency.own_part",
                say("机关不能是它自己的所属单位。", "An agency is no part of itself."),
                say("请选择另一个机关。", "Choose another agency."),
            )
        content = {"one": spoken(whole), "other": spoken(part), "linked": is_part}
        with self._store.writing():
            self._enter(content | {"relation": "part"}, reason)
            return self._judge_anew(self._store.reports_of_agency(keys_of(whole, self.links())))

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
