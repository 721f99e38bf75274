"""The commands of a window as its menus hold them, and the keys that a user gave them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from gui.actions import plain_text, shortcut_text, tip_text
from gui.settings import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QKeyCombination
    from PySide6.QtWidgets import QMenu, QMenuBar

    from gui.settings import Settings

_Context = Qt.ShortcutContext
_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText
_NATIVE: Final = QKeySequence.SequenceFormat.NativeText

FLEETING: Final = "fleeting"
"""A property of menus whose entries come and go, like those of recent files."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the menus. ``name`` is the same in every language and version; "" says that its
    keys cannot be changed. ``menu`` are the titles of the menus it is in.
    """

    name: str
    menu: str
    action: QAction
    defaults: tuple[QKeySequence, ...]

    @property
    def title(self) -> str:
        """The command's words."""
        return plain_text(self.action)

    @property
    def keys(self) -> str:
        """The present keys as they are printed on keys here."""
        return shortcut_text(self.action)

    @property
    def is_changed(self) -> bool:
        """Whether a user gave it other keys, or took them away."""
        return tuple(self.action.shortcuts()) != self.defaults


class Keymap(QObject):
    """Applies the keys that are remembered, once the menus are filled; ``changed`` tells of others.

    The tip over each button names the present keys of its command.
    """

    changed = Signal()

    def __init__(self, bar: QMenuBar, settings: Settings) -> None:
        super().__init__(bar)
        self._settings = settings
        self.commands = tuple(_commands(bar))
        for command in self.commands:
            command.action.setToolTip(tip_text(command.action))
        self._apply()

    def clash(self, command: Command, keys: QKeySequence) -> Command | None:
        """Another command that has these keys where both would be meant; None when there is none."""
        others = (other for other in self.commands if other.action is not command.action)
        return next(
            (o for o in others if keys in o.action.shortcuts() and _meet(o.action, command.action)),
            None,
        )

    def put(self, command: Command, keys: QKeySequence) -> None:
        """Give the command these keys alone, none where they are empty; who had them loses them."""
        other = self.clash(command, keys)
        if other is not None:
            left = [k for k in other.action.shortcuts() if k != keys]
            self._put(other, left)
        self._put(command, [] if keys.isEmpty() else [keys])
        self._remember()

    def reset(self, command: Command) -> None:
        """Give the command its own keys back; who has them now loses them."""
        for keys in command.defaults:
            other = self.clash(command, keys)
            if other is not None:
                self._put(other, [k for k in other.action.shortcuts() if k != keys])
        self._put(command, list(command.defaults))
        self._remember()

    def reset_all(self) -> None:
        """Give every command its own keys back."""
        for command in self.commands:
            self._put(command, list(command.defaults))
        self._remember()

    def _put(self, command: Command, keys: list[QKeySequence]) -> None:
        command.action.setShortcuts(keys)
        command.action.setToolTip(tip_text(command.action))

    def _remember(self) -> None:
        kept = {
            command.name: [keys.toString(_PORTABLE) for keys in command.action.shortcuts()]
            for command in self.commands
            if command.name and command.is_changed
        }
        self._settings.put(KEYS, json.dumps(kept, ensure_ascii=False, sort_keys=True))
        self.changed.emit()

    def _apply(self) -> None:
        try:
            kept = dict(json.loads(self._settings.value(KEYS)))
            wanted = {str(name): [QKeySequence(str(k)) for k in kept[name]] for name in kept}
        except (ValueError, TypeError):  # edited by hand
            return
        for command in self.commands:
            if command.name in wanted:
                self._put(command, [k for k in wanted[command.name] if not k.isEmpty()])


def objection(keys: QKeySequence) -> str:
    """Why no command can have these keys; "" when one can."""
    translate = QCoreApplication.translate
    if keys.isEmpty():
        return ""
    first: QKeyCombination = cast("Any", keys)[0]  # a sequence, but not to the type checker
    key, held = first.key(), first.keyboardModifiers()
    mods = Qt.KeyboardModifier
    is_bare = not held & (mods.ControlModifier | mods.AltModifier | mods.MetaModifier)
    if is_bare and Qt.Key.Key_Space <= key < Qt.Key.Key_Escape:
        return translate("Keymap", "This key types a character. Hold Ctrl or Alt with it.")
    if is_bare and key in _FIXED:
        return translate("Keymap", "This key moves, enters or gives up in the form and in lists.")
    if key == Qt.Key.Key_F2 and is_bare:
        return translate("Keymap", "This key edits the cell of the form.")
    return ""


_FIXED: Final = (
    *(Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)


def _commands(bar: QMenuBar) -> Iterator[Command]:
    seen: set[QAction] = set()
    for top in bar.actions():
        for titles, action in _walk(top, ()):
            if action not in seen:
                seen.add(action)
                defaults = tuple(action.shortcuts())
                yield Command(_name(action, defaults), " › ".join(titles), action, defaults)


def _walk(action: QAction, titles: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], QAction]]:
    menu = cast("QMenu | None", action.menu())
    if menu is None:
        if not action.isSeparator() and action.text():
            yield titles, action
        return
    if menu.property(FLEETING):
        return
    for inner in menu.actions():
        yield from _walk(inner, (*titles, plain_text(action)))


def _name(action: QAction, defaults: tuple[QKeySequence, ...]) -> str:
    """The name of the action, or else where its first keys count and which they are."""
    owner = action.parent()
    place = "" if owner is None else owner.objectName() or type(owner).__name__
    if action.objectName():
        return action.objectName()
    return f"{place}/{defaults[0].toString(_PORTABLE)}" if defaults else ""


def _meet(one: QAction, other: QAction) -> bool:
    """Whether the keys of both count at the same time."""
    everywhere = (_Context.WindowShortcut, _Context.ApplicationShortcut)
    if one.shortcutContext() in everywhere or other.shortcutContext() in everywhere:
        return True
    return one.parent() is other.parent()
