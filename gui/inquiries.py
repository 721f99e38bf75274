"""Questions to the store that take a while, answered beside the window; the newest one counts."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import Known
from core.progress import Stopped
from core.work.summaries import ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.store.store import Store
    from gui.session import Session


class Inquiries(QObject):
    """Asks one question at a time; ``answered`` carries the answer to the one asked last.

    A question that was overtaken by another is not answered. It belongs to the session, which may
    outlive the window that asked. To a question that takes long it is the Progress that ends it
    when nobody waits for its answer any more.
    """

    answered = Signal(object)
    _came = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._waiting: Callable[[Store], object] | None = None
        self._thread: threading.Thread | None = None
        self._is_over = False
        self._came.connect(self._take)
        session.closing.connect(self._end)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._thread is not None

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits any more for what the present thread is looking for."""
        return self._waiting is not None or self._thread is not threading.current_thread()

    def step(self, done: int, total: int, name: str) -> None:
        """Nobody is told how far a question is."""

    def ask(self, question: Callable[[Store], object]) -> None:
        """Have the question answered after the one at work, in place of any that waits.

        Of a store that is being closed nothing is asked any more.
        """
        if self._is_over:
            return
        self._waiting = question
        if self._thread is None:
            self._begin()

    def stop(self) -> None:
        """Wait for the question at work; nothing is answered any more."""
        thread, self._thread, self._waiting = self._thread, None, None
        if thread is not None:
            self.blockSignals(True)
            thread.join(10)
            self.blockSignals(False)

    def _end(self) -> None:
        self._is_over = True
        self.stop()

    def _begin(self) -> None:
        question, self._waiting = self._waiting, None
        if question is None:
            return
        arguments = (self._session.store, question)
        self._thread = threading.Thread(
            target=self._work, args=arguments, name="inquiry", daemon=True
        )
        self._thread.start()

    def _work(self, store: Path, question: Callable[[Store], object]) -> None:
        answer: object = None
        error: Exception | None = None
        try:
            answer = ask(store, question, lambda: self.cancelled)
        except Stopped:  # another question is next, or none
            pass
        except Exception as caught:  # worker boundary: nothing may end in silence
            error = caught
        self._came.emit(answer, error)

    def _take(self, answer: object, error: Exception | None) -> None:
        if self._thread is None:  # stopped
            return
        self._thread = None
        if error is not None:
            known = isinstance(error, Known)
            (self._session.failed if known else self._session.crashed).emit(error)
        elif self._waiting is None:
            self.answered.emit(answer)
        self._begin()
