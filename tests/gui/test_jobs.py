"""Work beside the window, and what becomes of it when the window goes."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.jobs import Job


class Slow(Job):
    """Ends when it is let."""

    def __init__(self, parent: QObject) -> None:
        super().__init__("slow", self._wait, parent)
        self.let = threading.Event()
        self.ended = threading.Event()

    def _wait(self) -> None:
        self.let.wait(30)
        self.progress.emit(1, 1, "")
        self.ended.set()


def test_that_work_that_outlives_the_program_ends_in_silence(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the end of the program Qt takes its objects away, while threads may still run."""
    unforeseen: list[object] = []
    monkeypatch.setattr(threading, "excepthook", unforeseen.append)
    job = Slow(qapp)
    job.start()
    (thread,) = (one for one in threading.enumerate() if one.name == "slow")
    job.abandon(0.01)
    shiboken6.delete(job)

    job.let.set()

    thread.join(30)
    assert not thread.is_alive()
    assert unforeseen == []


def test_that_work_that_outlives_its_owner_ends_in_silence(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    unforeseen: list[object] = []
    monkeypatch.setattr(threading, "excepthook", unforeseen.append)
    owner = QObject()
    job = Slow(owner)
    job.finished.connect(lambda: unforeseen.append("told"))
    job.start()
    let, ended = job.let, job.ended

    job.abandon(0.01)
    assert job.cancelled
    del job
    owner.deleteLater()
    del owner
    qapp.processEvents()
    let.set()

    assert ended.wait(30)
    qapp.processEvents()
    assert unforeseen == []
