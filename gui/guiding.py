"""Opens the user guide where it tells of what the user has in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.keymap import Keymap
from gui.models.guide import KEY_TABLE

if TYPE_CHECKING:
    from gui.dialogs.guide import GuideWindow
    from gui.main_window import MainWindow

_PANES: Final = {
    "library": "07-library",
    "problem": "03-review",
    "findings": "05-checks",
    "history": "10-safety",
    "rules": "05-checks",
    "disputes": "08-team",
    "imports": "13-limits",
    "failures": "13-limits",
    "charts": "07-library",
}
_DIALOGS: Final = {
    "SettingsDialog": "11-settings",
    "ShortcutsDialog": "14-keys",
    "ExportDialog": "09-workbook",
    "ExchangeDialog": "08-team",
    "BackupsDialog": "10-safety",
    "DraftsDialog": "10-safety",
}
_FORM, _SOURCE, _FIRST = "04-cells", "02-window", "01-first-steps"
_ARMED: Final = "has the guide's keys"


class Guiding(QObject):
    """Shows the guide for one window; a dialog over it gets the same keys."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._guide: GuideWindow | None = None
        window.actions_.guide.triggered.connect(lambda: self.show(self._section()))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._arm)

    def show(self, section: str = _FIRST) -> GuideWindow:
        """Open the guide at a section, or turn to it where it is open."""
        # The window need not wait for the guide, which few open.
        from gui.dialogs.guide import GuideWindow
        from gui.models.guide import load_guide

        guide = self._guide
        if guide is None:
            guide = self._guide = GuideWindow(load_guide(self.told), section)
            guide.destroyed.connect(self._forget)
            self._window.destroyed.connect(guide.close)
        guide.show_place(section)
        guide.show()
        guide.raise_()
        guide.activateWindow()
        return guide

    def told(self, name: str, where: bool) -> str:
        """The keys of a command, or where it is in the menus. Raises LookupError."""
        keymap = self._window.keymap
        if name == KEY_TABLE:
            return key_table(keymap)
        command = next((c for c in keymap.commands if c.name == name), None)
        if command is None:
            raise LookupError(name)
        if where:
            return f"**{command.menu} › {command.title}**"
        return f"`{command.keys}`" if command.keys else self.tr("(no keys)")

    def _section(self) -> str:
        """What tells of the pane that has the keyboard."""
        focus = QApplication.focusWidget()
        if focus is None:
            return _FIRST
        window = self._window
        for name, section in _PANES.items():
            if _is_in(focus, window.docks[name]):
                return section
        if window.session.review is None:
            return _FIRST
        return _SOURCE if _is_in(focus, window.source_view) else _FORM

    def _arm(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog blocks the keys of the window below it, so it gets the guide's keys itself."""
        dialog = None if now is None else now.window()
        section = _DIALOGS.get(type(dialog).__name__)
        if not isinstance(dialog, QDialog) or section is None or dialog.property(_ARMED):
            return
        if dialog.parent() is not self._window:
            return
        dialog.setProperty(_ARMED, True)
        for keys in self._window.actions_.guide.shortcuts():
            QShortcut(QKeySequence(keys), dialog, lambda: self.show(section))

    def _forget(self) -> None:
        self._guide = None


def key_table(keymap: Keymap) -> str:
    """Every command that has keys, as tables of Markdown under the titles of their menus."""
    menus: dict[str, list[str]] = {}
    for command in keymap.commands:
        if command.keys:
            line = f"| {command.title} | `{command.keys}` |"
            menus.setdefault(command.menu, []).append(line)
    words = QCoreApplication.translate
    titles = words("ShortcutsDialog", "Command"), words("ShortcutsDialog", "Keys")
    head = f"| {titles[0]} | {titles[1]} |\n| --- | --- |"
    return "\n\n".join(f"## {menu}\n\n{head}\n" + "\n".join(menus[menu]) for menu in menus)


def _is_in(widget: QWidget, pane: QWidget) -> bool:
    return widget is pane or pane.isAncestorOf(widget)
