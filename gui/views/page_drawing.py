"""Pictures of pages, drawn in a worker process: asked for newest first, kept within a byte limit."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from core.errors import Known
from core.readers.drawing import DrawnPage, draw_page
from core.reading_apart import drawing_pool

if TYPE_CHECKING:
    from concurrent.futures import Future

    from core.workers.pool import WorkerPool

KEPT_BYTES: Final = 128 * 1024 * 1024
_AT_ONCE: Final = 2


class PageDrawer(QObject):
    """Draws the pages of one document at a time; ``drawn`` names the page whose picture is there.

    Nothing here waits: a request is answered by a signal, and a newer one goes before an older.
    """

    drawn = Signal(int)
    failed = Signal(object)
    _answered = Signal(int, float, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = b""
        self._pool: WorkerPool | None = None
        self._generation = 0
        self._waiting: OrderedDict[int, float] = OrderedDict()
        self._running: dict[int, float] = {}
        self._refused: set[int] = set()
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._answered.connect(self._receive)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def open(self, data: bytes) -> None:
        """Draw this document from now on; empty bytes: none."""
        self._generation += 1
        self._data = data
        self._waiting.clear()
        self._running.clear()
        self._refused.clear()
        self._pictures.clear()

    def stop(self) -> None:
        """End the worker process; a later request starts another."""
        self._generation += 1
        self._waiting.clear()
        self._running.clear()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.cancel_all()
            pool.shutdown(wait=False)

    @property
    def is_idle(self) -> bool:
        """Whether no picture is asked for any more."""
        return not self._waiting and not self._running

    def picture(self, page: int) -> QImage | None:
        """The newest picture of the page, whatever its scale."""
        kept = self._pictures.get(page)
        if kept is None:
            return None
        self._pictures.move_to_end(page)
        return kept[1]

    def want(self, page: int, scale: float) -> None:
        """Ask for the page at ``scale`` pixels a point, before everything asked for earlier."""
        scale = round(scale, 3)
        kept = self._pictures.get(page)
        is_there = kept is not None and abs(kept[0] - scale) < 0.002
        if is_there or page in self._refused or self._running.get(page) == scale:
            return
        self._waiting[page] = scale
        self._waiting.move_to_end(page)
        self._start()

    def forget_others(self, pages: set[int]) -> None:
        """Give up requests, not yet begun, for pages that are no longer needed."""
        for page in [page for page in self._waiting if page not in pages]:
            del self._waiting[page]

    def _start(self) -> None:
        while self._waiting and len(self._running) < _AT_ONCE and self._data:
            page = next((p for p in reversed(self._waiting) if p not in self._running), None)
            if page is None:
                return
            scale = self._waiting.pop(page)
            self._running[page] = scale
            if self._pool is None:
                self._pool = drawing_pool()
            future = self._pool.submit(draw_page, self._data, page, scale)
            generation = self._generation

            def answer(
                future: Future[DrawnPage],
                generation: int = generation,
                page: int = page,
                scale: float = scale,
            ) -> None:
                # In the pool's own thread: the signal carries it over to the window's.
                self._tell(generation, page, scale, future)

            future.add_done_callback(answer)

    def _tell(self, generation: int, page: int, scale: float, future: Future[DrawnPage]) -> None:
        if future.cancelled() or generation != self._generation:
            return
        error = future.exception()
        self._answered.emit(
            generation, scale, (page, error) if error is not None else future.result()
        )

    def _receive(
        self, generation: int, scale: float, answer: DrawnPage | tuple[int, Exception]
    ) -> None:
        if generation != self._generation:
            return
        page = answer.page if isinstance(answer, DrawnPage) else answer[0]
        self._running.pop(page, None)
        if isinstance(answer, DrawnPage):
            self._keep(answer, scale)
            self.drawn.emit(page)
        else:
            self._refused.add(page)
            if isinstance(answer[1], Known):
                self.failed.emit(answer[1])
        self._start()

    def _keep(self, drawn: DrawnPage, scale: float) -> None:
        shared = QImage(
            drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
        )
        # A deep copy, because Qt does not hold the bytes that the picture points into.
        self._pictures[drawn.page] = (scale, shared.copy())
        self._pictures.move_to_end(drawn.page)
        total = sum(image.sizeInBytes() for _, image in self._pictures.values())
        while total > KEPT_BYTES and len(self._pictures) > 1:
            _, (_, oldest) = self._pictures.popitem(last=False)
            total -= oldest.sizeInBytes()
