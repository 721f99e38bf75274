"""The commands of the source pane, and the row of buttons over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from gui.fonts import sign_size
from gui.icons import icon

if TYPE_CHECKING:
    from gui.models.neighbours import Direction

_ICON: Final = 18
_ARROWS: Final[dict[Direction, str]] = {
    "left": "Ctrl+Left",
    "right": "Ctrl+Right",
    "up": "Ctrl+Up",
    "down": "Ctrl+Down",
}


class SourceCommands:
    """What can be done with the source; the view connects it, the window shows it in a menu.

    Steps from figure to figure and the way to the form have keys that count while the keyboard is
    in the ``panes``, the others count in the whole window.
    """

    def __init__(self, owner: QWidget, panes: QWidget) -> None:
        self._owner, self._panes = owner, panes
        self._icons: dict[QAction, str] = {}
        self.listed: list[QAction] = []
        self.search = self._make(tr("&Search in the source"), "Ctrl+F", "search")
        self.to_page = self._make(tr("&Go to page"), "Ctrl+G")
        self.zoom_in = self._make(tr("Zoom &in"), "Ctrl++", "zoom_in")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = self._make(tr("Zoom &out"), "Ctrl+-", "zoom_out")
        self.fit_width = self._make(tr("Fit the &width"), "Ctrl+0", "fit_width")
        self.fit_page = self._make(tr("Fit the &page"), "Ctrl+Alt+0", "fit_page")
        self.turn = self._make(tr("&Turn the pages"), "Ctrl+Alt+R", "rotate")
        self.outlines = self._make(tr("O&utline cells"), "Ctrl+B", "outline")
        self.outlines.setCheckable(True)
        words: dict[Direction, str] = {
            "left": tr("Figure to the left"),
            "right": tr("Figure to the right"),
            "up": tr("Figure above"),
            "down": tr("Figure below"),
        }
        self.steps: dict[Direction, QAction] = {
            way: self._local(text, _ARROWS[way]) for way, text in words.items()
        }
        self.to_form = self._local(tr("To this ce&ll in the table"), "Return")
        self.to_form.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        for action, name in self._icons.items():
            action.setIcon(icon(name))

    def _local(self, text: str, keys: str) -> QAction:
        action = self._make(text, keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._owner.removeAction(action)
        self._panes.addAction(action)
        return action

    def _make(self, text: str, keys: str, name: str = "") -> QAction:
        action = QAction(text, self._owner)
        action.setShortcut(QKeySequence(keys))
        if name:
            self._icons[action] = name
            action.setIcon(icon(name))
        self.listed.append(action)
        self._owner.addAction(action)
        return action


class SourceTools(QWidget):
    """Page number, zoom, outlines and search; ``page_wanted`` is the page that was typed."""

    page_wanted = Signal(int)

    def __init__(self, commands: SourceCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do = commands
        self.page = QSpinBox(self)
        self.page.setMinimum(1)
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setKeyboardTracking(False)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.valueChanged.connect(self.page_wanted)
        self.zoom = QLabel(self)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance("0000 %"))
        do = commands
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.setSpacing(2)
        row.addWidget(self.page)
        row.addSpacing(6)
        row.addWidget(_button(self, do.zoom_out))
        row.addWidget(self.zoom)
        for action in (do.zoom_in, do.fit_width, do.fit_page, do.turn):
            row.addWidget(_button(self, action))
        row.addStretch(1)
        row.addWidget(_button(self, do.outlines))
        row.addWidget(_button(self, do.search))
        self.retranslate()

    def show_pages(self, count: int) -> None:
        """How many pages there are; 0 where the source has none."""
        self.page.blockSignals(True)
        self.page.setMaximum(max(1, count))
        self.page.setSuffix(f" / {count}")
        self.page.blockSignals(False)
        self.page.setVisible(count > 0)
        for action in (self._do.to_page, self._do.turn, self._do.fit_page):
            action.setEnabled(count > 0)

    def show_page(self, number: int) -> None:
        """Say which page is read; this asks for none."""
        self.page.blockSignals(True)
        self.page.setValue(number)
        self.page.blockSignals(False)

    def show_zoom(self, zoom: float) -> None:
        """Say how large the source is shown."""
        self.zoom.setText(f"{zoom:.0%}")

    def retranslate(self) -> None:
        """Words in the present language."""
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setToolTip(self.tr("The page that is read; type another and press Enter"))
        self.zoom.setAccessibleName(self.tr("Zoom"))

    def changeEvent(self, event: QEvent) -> None:
        """Icons in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._do.refresh_icons()


def _button(parent: QWidget, action: QAction) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(sign_size(_ICON))
    button.setAutoRaise(True)
    button.setMinimumSize(button.sizeHint().expandedTo(QSize(26, 26)))
    return button


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
