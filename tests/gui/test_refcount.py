"""Guards the choice of the Qt binding: PySide6 6.12.0 loses references of None and True.

On Python 3.10 and 3.11 that ends the program after some thousand calls; from 3.12 on both objects
are immortal and the fault cannot show.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 100


class Emitter(QObject):
    """Something with a signal."""

    told = Signal(bool)


def lost(singleton: object, call: Callable[[], object]) -> int:
    """How many references of the singleton went missing over CALLS calls."""
    call()
    before = sys.getrefcount(singleton)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(singleton)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from 3.12 on")
def test_that_emitting_a_signal_loses_no_reference_of_true_or_none(qtbot: QtBot) -> None:
    emitter = Emitter()

    assert lost(True, lambda: emitter.told.emit(True)) < CALLS / 2
    assert lost(None, lambda: emitter.told.emit(True)) < CALLS / 2


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from 3.12 on")
def test_that_a_call_that_returns_nothing_loses_no_reference_of_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    assert lost(None, lambda: widget.setEnabled(True)) < CALLS / 2
