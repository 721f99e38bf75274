"""Every command of the window: its words, its shortcut and its icon, in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QMainWindow

    from core.corrections import Ruling
    from gui.theme import Mode

N = TypeVar("N", bound=str)
_Keys = QKeySequence.StandardKey | str | None


class Actions:
    """The actions of one window; the window connects them and puts them into menus."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._icons: dict[QAction, str] = {}
        self._make_file_actions()
        self._make_edit_actions()
        self._make_go_actions()
        self._make_review_actions()
        self._make_view_actions()
        self.palette = self._make(tr("Find a co&mmand…"), "Ctrl+Shift+P", "search")
        self.guide = self._make(tr("&User guide"), "Ctrl+F1", "help")
        self.shortcuts = self._make(tr("Keyboard &shortcuts"), "F1")
        self.about = self._make(tr("&About Gouji"), None, "info")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self._name_all()

    def _name_all(self) -> None:
        """Keys that a user changes are remembered by these names."""
        for name, made in vars(self).items():
            if isinstance(made, QAction):
                made.setObjectName(name)
            elif isinstance(made, dict):
                for key, action in cast("dict[object, object]", made).items():
                    if isinstance(action, QAction):
                        action.setObjectName(f"{name}.{key}")

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        for action, name in self._icons.items():
            action.setIcon(icon(name))

    def add_menus(self, panes: list[QAction]) -> None:
        """Fill the menu bar; ``panes`` show and hide the docks."""
        bar = self._window.menuBar()
        file = bar.addMenu(tr("&File"))
        self.recent_menu = QMenu(tr("Recent sto&res"), file)
        self._fill(
            file,
            (self.import_files, self.import_folder, None, self.new_store, self.open_store),
            (self.recent_menu.menuAction(), self.backups, None),
            (self.export, None, self.export_package, self.import_package, self.kept, None),
            (self.settings, None, self.quit),
        )
        self.edit_menu = bar.addMenu(tr("&Edit"))
        self._fill(
            self.edit_menu,
            (self.undo, self.redo, None, self.restore, None),
            (self.identity, self.names, self.parts, None),
        )
        self.go_menu = bar.addMenu(tr("&Go"))
        self._fill(
            self.go_menu,
            (self.next_report, self.previous_report, None, self.find_report),
            (None, self.next_pane, self.previous_pane),
        )
        review = bar.addMenu(tr("&Review"))
        self._fill(
            review,
            (self.next_problem, self.previous_problem, self.back, None),
            (self.take_proposal, self.confirm, *self.rulings.values(), None, self.see_table, None),
        )
        review.addMenu(tr("Proposa&ls")).addActions(self.proposals)
        self._fill(review, (None, self.effort))
        view = self.view_menu = bar.addMenu(tr("&View"))
        theme = view.addMenu(tr("&Theme"))
        theme.addActions(list(self.themes.values()))
        # Who does not read the present language must find it, too.
        view.addMenu("语言 / &Language").addActions(list(self.languages.values()))
        view.addSeparator()
        view.addActions(panes)
        view.addSeparator()
        self._fill(view, (self.close_pane, self.reset_layout, self.full_screen))
        self._fill(bar.addMenu(tr("&Help")), (self.guide, self.palette, self.shortcuts, self.about))

    def _fill(self, menu: QMenu, *groups: tuple[QAction | None, ...]) -> None:
        for action in (action for group in groups for action in group):
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)

    def _make(self, text: str, keys: _Keys, name: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setIconText(plain_text(action))
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        if name:
            self._icons[action] = name
            action.setIcon(icon(name))
        self._window.addAction(action)
        return action

    def _make_choice(self, names: Mapping[N, str]) -> dict[N, QAction]:
        """Actions of which one is checked."""
        group = QActionGroup(self._window)
        made: dict[N, QAction] = {}
        for name, text in names.items():
            made[name] = action = self._make(text, None)
            action.setCheckable(True)
            group.addAction(action)
        return made

    def _make_file_actions(self) -> None:
        keys = QKeySequence.StandardKey
        self.import_files = self._make(tr("&Import files…"), keys.Open, "import")
        self.import_folder = self._make(tr("Import &folder…"), "Ctrl+Shift+O", "folder")
        self.new_store = self._make(tr("Ne&w store…"), None)
        self.open_store = self._make(tr("Open &store…"), "Ctrl+Alt+O", "store")
        self.backups = self._make(tr("&Backups…"), None, "history")
        self.export = self._make(tr("&Export…"), "Ctrl+E", "export")
        self.export_package = self._make(tr("Export &corrections…"), None)
        self.import_package = self._make(tr("Import correc&tions or a workbook…"), None)
        self.kept = self._make(tr("Corrections &kept for reports to come…"), None)
        self.settings = self._make(tr("Settin&gs…"), "Ctrl+,", "settings")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit = self._make(tr("&Quit"), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_edit_actions(self) -> None:
        self.undo = self._make(tr("&Undo"), "Ctrl+Z", "undo")
        self.redo = self._make(tr("&Redo"), "Ctrl+Shift+Z", "redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.restore = self._make(tr("Restore &machine reading"), "Ctrl+R", "restore")
        self.identity = self._make(tr("A&gency, year and date…"), "Ctrl+I")
        self.names = self._make(tr("Ot&her names of the agency…"), None)
        self.parts = self._make(tr("Parts of the &area…"), None)

    def _make_go_actions(self) -> None:
        self.next_problem = self._make(tr("&Next problem"), "F8", "next")
        self.previous_problem = self._make(tr("&Previous problem"), "Shift+F8", "previous")
        self.next_report = self._make(tr("Next &report"), "Alt+Down", "document")
        self.previous_report = self._make(tr("Previous rep&ort"), "Alt+Up")
        self.find_report = self._make(tr("&Search the library"), "Ctrl+L", "search")
        self.next_pane = self._make(tr("Next p&ane"), "F6")
        self.previous_pane = self._make(tr("Previous pan&e"), "Shift+F6")

    def _make_review_actions(self) -> None:
        """What decides a problem; these keys count in the form alone, while no cell is edited."""
        self.take_proposal = self._make(tr("&Take the first proposal"), "Return")
        self.take_proposal.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
        self.proposals = [
            self._make(tr("Take proposal {number}").format(number=number), f"Ctrl+{number}")
            for number in range(1, 10)
        ]
        self.rulings: dict[Ruling, QAction] = {
            "source_says_so": self._make(tr("&Source says so"), "F7"),
            "does_not_apply": self._make(tr("Rule does not appl&y"), "F3"),
            "to_ask": self._make(tr("To as&k"), "F4"),
        }
        self.back = self._make(tr("Back to the p&roblem"), "Esc")
        self.confirm = self._make(tr("&Confirm as read"), "F9", "ok")
        self.see_table = self._make(tr("This ta&ble is checked"), "F12")
        self.effort = self._make(tr("E&ffort…"), None)
        for action in self.in_form():
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setEnabled(False)

    def in_form(self) -> list[QAction]:
        """The actions whose keys belong to the form."""
        deciding = [self.back, self.take_proposal, self.confirm, self.see_table]
        return [*deciding, *self.rulings.values(), *self.proposals]

    def _make_view_actions(self) -> None:
        self.themes: dict[Mode, QAction] = self._make_choice(
            {"system": tr("As the &system"), "light": tr("&Light"), "dark": tr("&Dark")}
        )
        self.languages = self._make_choice(
            {"": tr("As the &system"), "zh": "中文(&Z)", "en": "&English"}
        )
        self.close_pane = self._make(tr("Cl&ose the pane with the keyboard"), "Ctrl+W")
        self.reset_layout = self._make(tr("&Reset layout"), None)
        self.full_screen = self._make(tr("&Full screen"), "F11")
        self.full_screen.setCheckable(True)


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)


def shortcut_text(action: QAction) -> str:
    """The action's shortcuts as they are printed on keys here."""
    form = QKeySequence.SequenceFormat.NativeText
    # Return and Enter have one name in Chinese.
    return ", ".join(dict.fromkeys(keys.toString(form) for keys in action.shortcuts()))


def tip_text(action: QAction) -> str:
    """The action's words with its keys, for a tip over a button without either."""
    keys = shortcut_text(action)
    return f"{plain_text(action)} ({keys})" if keys else plain_text(action)


def plain_text(action: QAction) -> str:
    """The action's words without the mark of its mnemonic and without dots."""
    text = re.sub(r"\(&\w\)", "", action.text())
    return text.replace("&", "").removesuffix("…").strip()
