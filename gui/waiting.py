"""Which reports wait for a person: among very many that is counted beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.inquiries import Inquiries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.store.store import Store
    from gui.session import Session

    Ask = Callable[[Iterable[int] | None], frozenset[int] | None]


class Waiting(QObject):
    """The reports of a session that wait; ``counted`` says that they are known.

    ``ask`` gives those of the store, or those among the given ones, at once; None when it cannot.
    """

    counted = Signal()

    def __init__(self, session: Session, ask: Ask) -> None:
        super().__init__(session)
        self._ask = ask
        self._known: frozenset[int] | None = None
        self._is_old = False
        self._inquiries = Inquiries(session)
        self._inquiries.answered.connect(self._take)

    @property
    def known(self) -> frozenset[int] | None:
        """Those of the whole store; None as long as nobody counted them."""
        return self._known

    def reports(self) -> frozenset[int]:
        """Those of the whole store, even if it takes a while."""
        if self._known is None:
            self._known = self._ask(None)
        return self._known or frozenset()

    def among(self, reports: Iterable[int]) -> frozenset[int]:
        """Those among these reports."""
        if self._known is not None:
            return self._known.intersection(reports)
        return self._ask(reports) or frozenset()

    def count(self) -> None:
        """Have them counted; ``counted`` comes at once when they are known."""
        if self._known is not None:
            self.counted.emit()
        elif not self._inquiries.busy:
            self._is_old = False
            self._inquiries.ask(_waiting)

    def forget(self) -> None:
        """Others may have come or gone."""
        self._known, self._is_old = None, True

    def note(self, reports: Iterable[int]) -> None:
        """Something was done to these."""
        self._is_old = True
        if self._known is not None:
            self._known = self._known.difference(reports) | (self._ask(reports) or frozenset())

    def _take(self, answer: frozenset[int]) -> None:
        """What was counted before something else was done counts no more."""
        if self._known is None and not self._is_old:
            self._known = answer
        self.count()


def _waiting(store: Store) -> frozenset[int]:
    return store.waiting()
