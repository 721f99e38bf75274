"""All commands with their keys, by menu; a user can search them and give them other keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import Known
from gui.dialogs.button_row import ButtonRow
from gui.dialogs.target import FileKind, ask_target
from gui.fonts import grown
from gui.keymap import objection
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from gui.dialogs.key_sheet import Section
    from gui.keymap import Command, Keymap

_SIZE: Final = (680, 640)
_COMMAND: Final = Qt.ItemDataRole.UserRole
_NATIVE: Final = QKeySequence.SequenceFormat.NativeText


class ShortcutsDialog(QDialog):
    """Choose a command, press its new keys, take them; the keys that are fixed stand there, too."""

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(grown(*_SIZE))
        self.search = SearchLine(self.tr("Search commands and keys"))
        self.tree = self._make_tree()
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setMinimumWidth(20 * self.fontMetrics().horizontalAdvance("0"))
        self.keys.setAccessibleName(self.tr("New keys"))
        self.whose = QLabel()
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.told.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.take = QPushButton(self.tr("&Set"))
        self.none = QPushButton(self.tr("&No keys"))
        self.reset = QPushButton(self.tr("&Reset"))
        self.reset_all = QPushButton(self.tr("Reset &all"))
        self.sheet = QPushButton(self.tr("Save as &PDF…"))
        self.sheet.setToolTip(self.tr("A sheet of all commands that have keys, to be printed"))
        self._lay_out()
        self._connect()
        self._fill()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def choose(self, name: str) -> None:
        """Go to the command of this name. Raises LookupError where there is none."""
        for item in self._items():
            command = self._of(item)
            if command is not None and command.name == name:
                self.tree.setCurrentItem(item)
                return
        raise LookupError(name)

    def shown(self) -> list[Command]:
        """The commands that the search leaves."""
        found = [self._of(item) for item in self._items() if not item.isHidden()]
        return [command for command in found if command is not None]

    def filter(self, words: str) -> None:
        """Show only the commands that have the words, in their names, menus or keys."""
        wanted = words.strip().casefold()
        for number in range(self.tree.topLevelItemCount()):
            menu = self.tree.topLevelItem(number)
            if menu is None:
                continue
            found = False
            for item in _children(menu):
                text = f"{menu.text(0)} {item.text(0)} {item.text(1)}".casefold()
                item.setHidden(wanted not in text)
                found = found or not item.isHidden()
            menu.setHidden(not found)
        self._stay_in_view()
        self._tell_found()

    def _stay_in_view(self) -> None:
        """Nobody may give keys to a command that the search has hidden."""
        now = self.tree.currentItem()
        if now is None or now.isHidden():
            left = [item for item in self._items() if not item.isHidden()]
            self.tree.setCurrentIndex(self.tree.indexFromItem(left[0]) if left else QModelIndex())

    def _tell_found(self) -> None:
        if self.shown():
            self._show_clash()
        else:
            self.told.setText(self.tr("No command and no key has these words."))

    def save_sheet(self, path: Path) -> bool:
        """Write every command that has keys as PDF; whether that was possible, which is told."""
        from gui.dialogs.key_sheet import write_sheet  # the window starts without the exports

        try:
            write_sheet(path, self.windowTitle(), self._sections())
        except Known as error:
            self.told.setText(str(error))
            return False
        self.told.setText(self.tr("Saved: {path}").format(path=path))
        return True

    def _sections(self) -> list[Section]:
        tops = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        found = [
            (top.text(0), [(i.text(0), i.text(1)) for i in _children(top) if i.text(1)])
            for top in tops
            if top is not None
        ]
        return [section for section in found if section[1]]

    def _ask_target(self) -> None:
        name = f"{self.windowTitle()}.pdf"
        target = ask_target(self, self.tr("Save the keys"), name, (FileKind(".pdf", "PDF"),))
        if target is not None:
            self.save_sheet(target[0])

    # -- assembly -------------------------------------------------------------------------------

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Keyboard shortcuts"))
        tree.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        columns = tree.header()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        self.whose.setBuddy(self.keys)
        line.addWidget(self.whose)
        line.addWidget(self.keys, 1)
        for button in (self.take, self.none, self.reset):
            button.setAutoDefault(False)
            line.addWidget(button)
        buttons = ButtonRow(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.reset_all, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self.sheet, QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.reset_all, self.sheet):
            button.setAutoDefault(False)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addLayout(line)
        layout.addWidget(self.told)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.filter)
        self.tree.currentItemChanged.connect(self._show_command)
        self.tree.itemActivated.connect(self._listen)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.tree.setFocus)
        self.keys.keySequenceChanged.connect(self._show_clash)
        self.take.clicked.connect(self._take)
        self.none.clicked.connect(self._take_away)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._keymap.reset_all)
        self.sheet.clicked.connect(self._ask_target)
        self._keymap.changed.connect(self._show_keys)

    def _fill(self) -> None:
        menus: dict[str, QTreeWidgetItem] = {}
        for number, command in enumerate(self._keymap.commands):
            if not command.name:
                continue
            if command.menu not in menus:
                menus[command.menu] = self._add_menu(command.menu)
            item = QTreeWidgetItem([command.title, ""])
            menus[command.menu].addChild(item)
            item.setData(0, _COMMAND, number)
        fixed = self._add_menu(self.tr("Fixed keys"))
        for words, keys in _fixed_keys():
            fixed.addChild(QTreeWidgetItem([words, keys]))
        self.tree.expandAll()
        self._show_keys()
        self.tree.setCurrentItem(self._items()[0])

    def _add_menu(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title, ""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)
        return item

    # -- what is shown --------------------------------------------------------------------------

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        return [item for top in tops if top is not None for item in _children(top)]

    def _command(self) -> Command | None:
        item = self.tree.currentItem()
        return None if item is None else self._of(item)

    def _of(self, item: QTreeWidgetItem) -> Command | None:
        """The command of a row; None for a menu and for keys that are fixed."""
        number = item.data(0, _COMMAND)
        return self._keymap.commands[number] if isinstance(number, int) else None

    def _show_keys(self) -> None:
        for item in self._items():
            command = self._of(item)
            if command is not None:
                item.setText(1, command.keys)
                font = item.font(1)
                font.setBold(command.is_changed)
                item.setFont(1, font)
        self._show_command()

    def _show_command(self) -> None:
        command = self._command()
        title = "" if command is None else command.title.replace("&", "&&")
        named = self.tr("New &keys of “{command}”:").format(command=title)
        self.whose.setText(named if title else self.tr("New &keys:"))
        self.keys.clear()
        self.keys.setEnabled(command is not None)
        self.none.setEnabled(command is not None and bool(command.keys))
        self.reset.setEnabled(command is not None and command.is_changed)
        self._show_clash()

    def _show_clash(self) -> None:
        """Say whose keys these are already, before anything changes."""
        command, keys = self._command(), self.keys.keySequence()
        refusal = "" if keys.isEmpty() else objection(keys)
        # In one go: a button that is disabled in between would lose the keyboard.
        self.take.setEnabled(command is not None and not keys.isEmpty() and not refusal)
        if self.tree.currentItem() is None:
            self.told.clear()
        elif command is None:
            self.told.setText(self.tr("These keys belong to the form and to lists everywhere."))
        elif keys.isEmpty():
            self.told.setText(self.tr("Press Enter on a command, then its new keys, then “Set”."))
        elif refusal:
            self.told.setText(refusal)
        else:
            other = self._keymap.clash(command, keys)
            text = "" if other is None else self.tr("“{keys}” is taken from “{command}” by this.")
            title = "" if other is None else other.title
            self.told.setText(text.format(keys=keys.toString(_NATIVE), command=title))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does."""
        here, enter = self.focusWidget(), (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in enter and isinstance(here, QPushButton):
            here.click()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self.keys.setFocus()

    # -- what a person changes ------------------------------------------------------------------

    def _take(self) -> None:
        command = self._command()
        if command is not None:
            self._keymap.put(command, self.keys.keySequence())
            self.tree.setFocus()

    def _take_away(self) -> None:
        command = self._command()
        if command is not None:
            self._keymap.put(command, QKeySequence())

    def _reset(self) -> None:
        command = self._command()
        if command is not None:
            self._keymap.reset(command)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    inner = (item.child(number) for number in range(item.childCount()))
    return [child for child in inner if child is not None]


def _fixed_keys() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        (translate("ShortcutsDialog", "Edit the cell"), "F2"),
        (translate("ShortcutsDialog", "Accept and go down; up with Shift"), "Enter, Shift+Enter"),
        (translate("ShortcutsDialog", "Next cell; previous with Shift"), "Tab, Shift+Tab"),
        (translate("ShortcutsDialog", "Give up the entry"), "Esc"),
        (translate("ShortcutsDialog", "In the findings: take the first proposal"), "Enter"),
    ]
