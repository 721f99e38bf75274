"""The way from a cell to its counterpart in the agency's report of another year, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.earlier_year import beside, carried_to

if TYPE_CHECKING:
    from core.address import Address
    from gui.session import Session


class Years(QObject):
    """Opens counterparts in other reports and remembers where the reader came from."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._way: list[tuple[int, Address]] = []

    def to_earlier(self) -> bool:
        """Open the report before, at the cell that belongs to this one; whether there is one."""
        review, here = self._session.review, self._session.address
        years = None if review is None else beside(review)
        if years is None or here is None:
            return False
        return self._go(years.report, here, years.cell(here))

    def to_later(self) -> bool:
        """Open the report after, at the cell that carries this one on; whether there is one."""
        review, here = self._session.review, self._session.address
        if review is None or review.later is None or here is None:
            return False
        later = self._session.look_at(review.later)
        return later is not None and self._go(later.report, here, carried_to(later, here))

    def back(self) -> bool:
        """Return to the report and cell that were left last; whether any was."""
        if not self._way:
            return False
        report, address = self._way.pop()
        opened = self._session.open(report)
        if opened:
            self._session.focus(address)
        return opened

    def _go(self, report: int, here: Address, there: Address) -> bool:
        left = self._session.report
        if left is None or not self._session.open(report):
            return False
        self._way.append((left, here))
        self._session.focus(there)
        return True
