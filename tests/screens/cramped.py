"""Finds words that a window cuts off: labels, buttons, tabs, headers and hints without room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDockWidget,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLACK: Final = 1
"""Rounding of measures, in pixels."""


def cramped(window: QWidget) -> list[str]:
    """What of the window, or of the panes in it, shows less than its words."""
    found: list[str] = []
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        found += [f"{type(widget).__name__} “{words}”" for words in _cut(widget)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, QAbstractButton):
        if widget.text() and widget.sizeHint().width() > widget.width() + _SLACK:
            yield widget.text()
    elif isinstance(widget, QComboBox):
        if isinstance(widget.parent(), QFileDialog):
            return  # paths are as long as they are, and Qt shows their ends
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        if _wide(widget, widget.currentText()) > field.width() + _SLACK:
            yield widget.currentText()
    elif isinstance(widget, QLineEdit):
        if not widget.text() and _wide(widget, widget.placeholderText()) > widget.width() - 8:
            yield widget.placeholderText()
    elif isinstance(widget, QTabBar):
        yield from _cut_tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _cut_headers(widget)
    elif isinstance(widget, QDockWidget) and _wide(widget, widget.windowTitle()) > widget.width():
        yield widget.windowTitle()


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.wordWrap():
        is_cut = label.heightForWidth(label.width()) > label.height() + _SLACK
    else:
        hint = label.sizeHint()
        is_cut = hint.width() > label.width() + _SLACK or hint.height() > label.height() + _SLACK
    if is_cut:
        yield label.text()


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    for number in range(bar.count()):
        room = bar.tabRect(number).width()
        if bar.elideMode() != Qt.TextElideMode.ElideNone and _wide(bar, bar.tabText(number)) > room:
            yield bar.tabText(number)


def _cut_headers(header: QHeaderView) -> Iterator[str]:
    if header.orientation() != Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        title = header.model().headerData(section, header.orientation())
        if header.isSectionHidden(section) or not title:
            continue
        if _wide(header, str(title)) > header.sectionSize(section):
            yield str(title)


def _wide(widget: QWidget, words: str) -> int:
    """Pixels of the longest line of the words."""
    metrics = widget.fontMetrics()
    return max((metrics.horizontalAdvance(line) for line in words.split("\n")), default=0)
