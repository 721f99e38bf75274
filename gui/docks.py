"""The panes around the middle of the window, from one table: names, places, keys, order of tabs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QTabBar, QWidget

from gui.actions import tr
from gui.icons import icon
from gui.views.room import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QMainWindow

_Area = Qt.DockWidgetArea
_Find = Qt.FindChildOption


@dataclass(frozen=True, slots=True)
class Pane:
    """One pane. ``name`` is what layouts know it by and never changes; ``keys`` lead into it.

    ``entry`` is what of ``inside`` takes the keyboard. Panes of one ``area`` are tabs of one
    another, in the order of the table. ``waits`` keeps a pane hidden until something calls for it.
    """

    name: str
    title: str
    inside: QWidget
    entry: QWidget
    keys: str = ""
    area: Qt.DockWidgetArea = _Area.BottomDockWidgetArea
    waits: bool = False


class Docks:
    """The docks of a window, by the names of their panes.

    ``leave`` gives the keyboard away when the pane that has it is closed by a command.
    """

    def __init__(
        self, window: QMainWindow, panes: Sequence[Pane], leave: Callable[[], None]
    ) -> None:
        self._docks: dict[str, QDockWidget] = {}
        self._entries = {pane.name: pane.entry for pane in panes}
        self._leave = leave
        self._window = window
        self._commands: list[QAction] = []
        self._waiting = frozenset(pane.name for pane in panes if pane.waits)
        first: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for pane in panes:
            dock = self._docks[pane.name] = QDockWidget(pane.title, window)
            dock.setObjectName(pane.name)
            dock.setWidget(Room(pane.inside))
            self._commands.append(self._make_command(pane, dock))
            window.addDockWidget(pane.area, dock)
            if first.setdefault(pane.area, dock) is not dock:
                window.tabifyDockWidget(first[pane.area], dock)
        for dock in first.values():
            dock.raise_()
        self.hide_waiting()
        for dock in self:
            dock.visibilityChanged.connect(self._show_whole_names)
            dock.topLevelChanged.connect(self.refresh_icons)  # the style puts its own back
        self.refresh_icons()

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def __iter__(self) -> Iterator[QDockWidget]:
        return iter(self._docks.values())

    def commands(self) -> list[QAction]:
        """What leads into each pane, checked while it is in view.

        Used from within the pane it does no more: what is typed next must not go elsewhere.
        """
        return self._commands

    @property
    def present(self) -> str:
        """The name of the pane that has the keyboard; "" where none has."""
        return next((name for name, dock in self._docks.items() if holds_keyboard(dock)), "")

    def close_present(self) -> None:
        """Close the pane that has the keyboard; nothing where none has."""
        name = self.present
        if name:
            self._docks[name].hide()
            self._leave()

    def lead_into(self, name: str) -> None:
        """Have the pane in view, with the keyboard."""
        self.bring(name)
        enter(self._docks[name], self._entries[name])

    def stops(self) -> list[tuple[QWidget, QWidget]]:
        """Each pane and what of it takes the keyboard."""
        return [(dock, self._entries[name]) for name, dock in self._docks.items()]

    def bring(self, name: str) -> None:
        """Have the pane in view."""
        dock = self._docks[name]
        if not in_view(dock):
            dock.show()
            dock.raise_()

    def heighten(self, name: str, by: int) -> None:
        """Make the pane taller by so many pixels, as far as three fifths of the window go."""
        dock = self._docks[name]
        wanted = min(dock.height() + by, self._window.height() * 3 // 5)
        self._stretch(dock, wanted)
        # A pane that has just come to the front may yet be given another height.
        QTimer.singleShot(0, dock, lambda: self._stretch(dock, wanted))

    def _stretch(self, dock: QDockWidget, wanted: int) -> None:
        """Qt shares the height that is asked for with the tabs below the pane."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        bars = self._window.findChildren(QTabBar, options=direct)
        tabs = max((bar.height() for bar in bars if bar.isVisible()), default=0)
        if wanted > dock.height() and not dock.isFloating():
            self._window.resizeDocks([dock], [wanted + tabs], Qt.Orientation.Vertical)

    def in_front(self) -> list[str]:
        """The names of the panes that can be seen."""
        return [name for name, dock in self._docks.items() if in_view(dock)]

    @property
    def waiting(self) -> frozenset[str]:
        """The names of the panes that are hidden until something calls for them."""
        return self._waiting

    def hide_waiting(self) -> None:
        """Hide the panes that nothing calls for yet."""
        for name in self._waiting:
            self._docks[name].hide()

    def refresh_icons(self) -> None:
        """Colour the signs beside the titles; those of the style cannot be seen in the dark."""
        signs = {
            "float": ("qt_dockwidget_floatbutton", tr("Float or dock this pane")),
            "close": ("qt_dockwidget_closebutton", tr("Close this pane")),
        }
        for dock in self:
            for sign, (name, words) in signs.items():
                for button in dock.findChildren(QAbstractButton, name):
                    button.setIcon(icon(sign))
                    button.setToolTip(words)
                    button.setAccessibleName(words)

    def _show_whole_names(self, visible: bool) -> None:
        """Tabs without room get arrows to scroll by, rather than be cut to their first letter.

        The window makes tab bars when it needs them, and tells of none.
        """
        if not visible:  # nor is a window that is being taken apart asked
            return
        for tabs in self._window.findChildren(QTabBar, options=_Find.FindDirectChildrenOnly):
            if tabs.elideMode() != Qt.TextElideMode.ElideNone:
                tabs.setElideMode(Qt.TextElideMode.ElideNone)
                tabs.setUsesScrollButtons(True)

    def _make_command(self, pane: Pane, dock: QDockWidget) -> QAction:
        action = QAction(pane.title, dock)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(pane.keys))
        action.triggered.connect(partial(self._follow_keys, pane.name))
        dock.visibilityChanged.connect(action.setChecked)
        dock.windowTitleChanged.connect(action.setText)
        return action

    def _follow_keys(self, name: str, _checked: bool = False) -> None:
        self.lead_into(name)
        # A click has turned the mark over, whatever came of it.
        self._commands[list(self._docks).index(name)].setChecked(in_view(self._docks[name]))


def in_view(pane: QWidget) -> bool:
    """Whether the pane can be seen: not while another tab covers it."""
    return pane.isVisible() and not pane.visibleRegion().isEmpty()


def holds_keyboard(pane: QWidget) -> bool:
    """Whether the keyboard is in the pane."""
    here = QApplication.focusWidget()
    return here is not None and (pane is here or pane.isAncestorOf(here))


def enter(pane: QWidget, entry: QWidget) -> None:
    """Give the keyboard to the entry of a pane, or to the first thing in the pane that takes it."""
    inside = (entry, *entry.findChildren(QWidget), *pane.findChildren(QWidget))
    taker = next((w for w in inside if w.isVisible() and _takes_focus(w)), pane)
    taker.setFocus(Qt.FocusReason.ShortcutFocusReason)


def step_pane(stops: Sequence[tuple[QWidget, QWidget]], by: int) -> None:
    """Move the keyboard to the next (1) or the previous (-1) of the panes that can be seen."""
    seen = [stop for stop in stops if in_view(stop[0])]
    if not seen:
        return
    here = next((n for n, (pane, _entry) in enumerate(seen) if holds_keyboard(pane)), None)
    at = (0 if by > 0 else -1) if here is None else (here + by) % len(seen)
    enter(*seen[at])


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
