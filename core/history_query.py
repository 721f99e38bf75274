"""What is asked of the log of corrections, and the answer, of which only what is looked at is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.corrections import Correction, Gesture

_WINDOW: Final = 256
_KEPT_WINDOWS: Final = 20


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which corrections are wanted; what is left empty limits nothing.

    Each word of ``text`` must stand in the value before or after, the reason, the name of the
    person, agency, file or cell. ``table`` is a table's code, ``report`` a report's number,
    ``since`` a moment (ISO 8601 UTC): corrections of then or later.
    """

    text: str = ""
    author: str | None = None
    table: str = ""
    gesture: Gesture | None = None
    report: int | None = None
    since: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A correction with the report that it belongs to."""

    correction: Correction
    agency: str
    year: int | None
    name: str
    edition: str


class History:
    """The corrections that a query asked for, the newest first.

    Only the numbers of their entries are held; the lines are fetched a window at a time. Entries of
    the log never change, so that the answer stays true while others are added. Reading a line raises
    StoreError where the store cannot be read.
    """

    def __init__(
        self,
        entries: Sequence[int] = (),
        fetch: Callable[[Sequence[int]], tuple[HistoryLine, ...]] = lambda _: (),
    ) -> None:
        self.entries = entries
        self._fetch = fetch
        self._windows: dict[int, tuple[HistoryLine, ...]] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, row: int) -> HistoryLine:
        window, place = divmod(range(len(self.entries))[row], _WINDOW)
        if window not in self._windows:
            if len(self._windows) >= _KEPT_WINDOWS:
                self._windows.pop(next(iter(self._windows)))
            self._windows[window] = self._window(window)
        return self._windows[window][place]

    def __iter__(self) -> Iterator[HistoryLine]:
        """All lines, a window of them in memory at a time; any thread may."""
        for window in range(-(-len(self.entries) // _WINDOW)):
            yield from self._window(window)

    def _window(self, number: int) -> tuple[HistoryLine, ...]:
        return self._fetch(self.entries[number * _WINDOW : (number + 1) * _WINDOW])
