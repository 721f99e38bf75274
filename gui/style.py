"""How widgets are built: Fusion with signs of our own, roomier rows, and tabs that show which is open.

All else is left to Fusion. A window asks for metrics tens of thousands of times, and each answer
from here costs a call into Python: only where the text is larger than usual are they given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOptionTab, QTabBar

from gui.fonts import points
from gui.icons import icon
from gui.theme import state_colours

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOption, QWidget

_Sign = QStyle.StandardPixmap
_Metric = QStyle.PixelMetric
_ROW: Final = 1.45
"""Height of a row in a list, in heights of its text."""
_TARGET: Final = 24
"""Pixels of height that a mouse meets without aiming (WCAG 2.2, 2.5.8)."""
_HEADER: Final = QSize(8, 4)
"""Room around the words of a header, in pixels."""
_CHOICE: Final = QSize(6, 0)
"""Room between the words of a choice and its arrow, in pixels."""
_GUTTER: Final = 3
"""Pixels on either side of the words in a list, beyond the three of Fusion: figures that end a column
would touch the words that begin the next."""
_HEADER_GUTTER: Final = _GUTTER + 1
"""The same in a header, where Fusion leaves two."""
_LINE: Final = 2
_RING: Final = 3
"""Pixels from the edge of a button to the ring in it."""
_NO_SIGN: Final = "SP_Dialog"
"""What the names of signs on the buttons of dialogs begin with; words are enough there."""
_COLOURED: Final = {
    _Sign.SP_MessageBoxCritical: "error",
    _Sign.SP_MessageBoxWarning: "warning",
    _Sign.SP_MessageBoxInformation: "info",
    _Sign.SP_MessageBoxQuestion: "question",
}
_OURS: Final = {
    _Sign.SP_LineEditClearButton: "close",
    _Sign.SP_DirIcon: "folder",
    _Sign.SP_DirOpenIcon: "folder",
    _Sign.SP_DirClosedIcon: "folder",
    _Sign.SP_DirLinkIcon: "folder",
    _Sign.SP_DirHomeIcon: "home",
    _Sign.SP_FileIcon: "document",
    _Sign.SP_FileLinkIcon: "document",
    _Sign.SP_ComputerIcon: "computer",
    _Sign.SP_DesktopIcon: "computer",
    _Sign.SP_DriveHDIcon: "store",
    _Sign.SP_ArrowBack: "back",
    _Sign.SP_ArrowForward: "forward",
    _Sign.SP_FileDialogToParent: "up",
    _Sign.SP_FileDialogListView: "list",
    _Sign.SP_FileDialogDetailedView: "details",
    _Sign.SP_FileDialogNewFolder: "new_folder",
}
_GROWING: Final = frozenset(
    {
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
        _Metric.PM_ExclusiveIndicatorWidth,
        _Metric.PM_ExclusiveIndicatorHeight,
        _Metric.PM_SmallIconSize,
        _Metric.PM_ButtonIconSize,
        _Metric.PM_TabBarScrollButtonWidth,
        _Metric.PM_TreeViewIndentation,
    }
)
"""What must keep pace with the text."""


class Style(QProxyStyle):
    """Fusion as this program wears it, beside text of the usual size."""

    share = 1.0

    def __init__(self) -> None:
        super().__init__("Fusion")

    def standardIcon(
        self,
        standardIcon: QStyle.StandardPixmap,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        """Our outlines in place of pictures of another time."""
        if standardIcon in _COLOURED:
            name = _COLOURED[standardIcon]
            colours = state_colours(QApplication.palette())
            return icon(name, colours.info if name == "question" else getattr(colours, name))
        if standardIcon in _OURS:
            return icon(_OURS[standardIcon])
        if standardIcon.name.startswith(_NO_SIGN):
            return QIcon()
        return super().standardIcon(standardIcon, option, widget)

    def sizeFromContents(
        self,
        type: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget,
    ) -> QSize:
        """Rows that can be met with the mouse, and headers whose words do not touch."""
        found = super().sizeFromContents(type, option, size, widget)
        if type is QStyle.ContentsType.CT_ItemViewItem:
            line = option.fontMetrics.height()
            row = max(_TARGET, round(line * _ROW))
            # Words on several lines have the room of one around them.
            high = max(row, found.height() - line + row)
            return QSize(found.width() + 2 * _GUTTER, max(found.height(), high))
        if type is QStyle.ContentsType.CT_HeaderSection:
            return found + _HEADER
        if type is QStyle.ContentsType.CT_ComboBox:
            return found + _CHOICE
        return found

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget
    ) -> QRect:
        """Words of a list begin and end a little within their column."""
        found = super().subElementRect(element, option, widget)
        if element is QStyle.SubElement.SE_ItemViewItemText:
            return found.adjusted(_GUTTER, 0, -_GUTTER, 0)
        return found

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Fusion's tabs differ by a shade; a line marks the one that is open.

        The words of a header stand over those of its column. A button with the keyboard looks as the
        one that Enter presses, unless it has a ring of its own.
        """
        if element is QStyle.ControlElement.CE_HeaderLabel:
            rect: QRect = option.rect
            option.rect = rect.adjusted(_HEADER_GUTTER, 0, -_HEADER_GUTTER, 0)
        super().drawControl(element, option, painter, widget)
        if element is QStyle.ControlElement.CE_PushButton:
            _ring(painter, option)
        if element is not QStyle.ControlElement.CE_TabBarTabShape:
            return
        if isinstance(option, QStyleOptionTab) and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(_open_edge(option), option.palette.color(QPalette.ColorRole.Accent))


class LargeStyle(Style):
    """The same beside larger text: boxes and signs keep pace with it."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Pixels; what grows with the text is as much larger as the text is."""
        found = super().pixelMetric(metric, option, widget)
        return round(found * self.share) if metric in _GROWING else found


def wear_style(app: QApplication) -> None:
    """Dress the application for its present size of text; nothing changes where that is the same."""
    share = max(1.0, app.font().pointSizeF() / points(100))
    worn = app.style()
    if not isinstance(worn, Style) or worn.share != share:
        app.setStyle(Style() if share == 1.0 else LargeStyle(share))


def _ring(painter: QPainter, button: QStyleOption) -> None:
    """Show that the keyboard is on the button, where it was led there by a key."""
    wanted = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if button.state & wanted != wanted:
        return
    rect: QRect = button.rect
    painter.save()
    painter.setPen(button.palette.color(QPalette.ColorRole.Accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(_RING, _RING, -_RING - 1, -_RING - 1))
    painter.restore()


def _open_edge(tab: QStyleOptionTab) -> QRect:
    """The outer edge of the tab."""
    rect: QRect = tab.rect
    below = tab.shape in (QTabBar.Shape.RoundedSouth, QTabBar.Shape.TriangularSouth)
    top = rect.bottom() - _LINE + 1 if below else rect.top()
    return QRect(rect.left() + 1, top, rect.width() - 2, _LINE)
