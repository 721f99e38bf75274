"""The panes around the middle of the window, from one table: names, places, keys, order of tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

_Area = Qt.DockWidgetArea


@dataclass(frozen=True, slots=True)
class Pane:
    """One pane. ``name`` is what layouts know it by and never changes; ``keys`` show and hide it.

    Panes of one ``area`` are tabs of one another, in the order of the table. ``waits`` keeps a pane
    hidden until something calls for it.
    """

    name: str
    title: str
    inside: QWidget
    keys: str = ""
    area: Qt.DockWidgetArea = _Area.BottomDockWidgetArea
    waits: bool = False


class Docks:
    """The docks of a window, by the names of their panes."""

    def __init__(self, window: QMainWindow, panes: Sequence[Pane]) -> None:
        self._docks: dict[str, QDockWidget] = {}
        self._waiting = frozenset(pane.name for pane in panes if pane.waits)
        first: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for pane in panes:
            dock = self._docks[pane.name] = QDockWidget(pane.title, window)
            dock.setObjectName(pane.name)
            dock.setWidget(pane.inside)
            dock.toggleViewAction().setShortcut(pane.keys)
            window.addDockWidget(pane.area, dock)
            if first.setdefault(pane.area, dock) is not dock:
                window.tabifyDockWidget(first[pane.area], dock)
        for dock in first.values():
            dock.raise_()
        self.hide_waiting()

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def __iter__(self) -> Iterator[QDockWidget]:
        return iter(self._docks.values())

    def toggles(self) -> list[QAction]:
        """What shows and hides each pane."""
        return [dock.toggleViewAction() for dock in self]

    def bring(self, name: str) -> None:
        """Have the pane in view."""
        dock = self._docks[name]
        dock.show()
        dock.raise_()

    def hide_waiting(self) -> None:
        """Hide the panes that nothing calls for yet."""
        for name in self._waiting:
            self._docks[name].hide()


def next_pane(panes: Sequence[QWidget]) -> None:
    """Move the keyboard to the next of the panes that can be seen."""
    seen = [pane for pane in panes if pane.isVisible()]
    if not seen:
        return
    here = QApplication.focusWidget()
    at = next((i for i, p in enumerate(seen) if here and (p is here or p.isAncestorOf(here))), -1)
    pane = seen[(at + 1) % len(seen)]
    if pane.focusPolicy() == Qt.FocusPolicy.NoFocus:
        inner = (w for w in pane.findChildren(QWidget) if w.isVisible() and _takes_focus(w))
        pane = next(inner, pane)
    pane.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
