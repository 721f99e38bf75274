"""The user guide in a window of its own: contents, search, links, back and forward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextCursor,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.fonts import grown
from gui.icons import icon
from gui.models.guide import picture_data
from gui.theme import find_colours
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gui.models.guide import Section

_SIZE: Final = (1080, 760)
_CONTENTS: Final = 280
_MARGIN: Final = 24
_ABOVE_HEADING, _BELOW_HEADING = 1.2, 0.4
"""In lines of text."""
_TYPING_MS: Final = 150
_PLACE: Final = Qt.ItemDataRole.UserRole
Place = tuple[str, str]
"""The name of a section, and a heading in it; "" for its beginning."""


class Pages(QTextBrowser):
    """Shows Markdown of the guide; fetches nothing but the guide's own pictures."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture as wide as there is room for; nothing for any other name."""
        data = picture_data(name if isinstance(name, str) else name.toString())
        if data is None:
            return None
        image = QImage.fromData(data)
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - 2 * _MARGIN) * ratio)
        if image.width() > room > 0:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio if image.width() == room else 1.0)
        return image


class GuideWindow(QWidget):
    """A window beside all others, which no dialog blocks; opened at the section ``first``."""

    def __init__(self, sections: Sequence[Section], first: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._sections = {section.name: section for section in sections}
        self._course: list[Place] = []
        self._at = -1
        # The program ends with its last window of work.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("User guide"))
        self.resize(grown(*_SIZE))
        self.pages = Pages()
        self.pages.setOpenLinks(False)
        # Pictures are as wide as the page, whose width must not change with its length.
        self.pages.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.pages.setAccessibleName(self.tr("User guide"))
        self.pages.document().setDocumentMargin(_MARGIN)
        self.contents = self._make_contents()
        self.search = SearchLine(self.tr("Search the guide"))
        self.nothing = QLabel(self.tr("The guide does not have these words."))
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.back = self._button("back", self.tr("Back"), "Alt+Left", lambda: self._go(-1))
        self.forward = self._button("forward", self.tr("Forward"), "Alt+Right", lambda: self._go(1))
        self.smaller = self._button("zoom_out", self.tr("Smaller"), "Ctrl+-", self.pages.zoomOut)
        self.larger = self._button("zoom_in", self.tr("Larger"), "Ctrl++", self.pages.zoomIn)
        self._lay_out()
        self._typing = self._timer(_TYPING_MS, self._find)
        self._fitting = self._timer(_TYPING_MS, self._fit)
        self._connect()
        self.show_place(first)

    @property
    def place(self) -> Place:
        """What is shown."""
        return self._course[self._at]

    def show_place(self, section: str, heading: str = "") -> None:
        """Turn to a section, or to a heading in it. Raises LookupError for an unknown section."""
        if section not in self._sections:
            raise LookupError(section)
        place = (section, heading)
        if not self._course or self.place != place:
            self._course = [*self._course[: self._at + 1], place]
            self._at = len(self._course) - 1
        self._show()

    # -- assembly -------------------------------------------------------------------------------

    def _make_contents(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self.tr("Contents"))
        for section in self._sections.values():
            top = QTreeWidgetItem([section.title])
            top.setData(0, _PLACE, (section.name, ""))
            tree.addTopLevelItem(top)
            for part in section.parts[1:]:
                item = QTreeWidgetItem([part.heading])
                item.setData(0, _PLACE, (section.name, part.heading))
                item.setToolTip(0, part.heading)
                top.addChild(item)
        return tree

    def _button(self, sign: str, words: str, keys: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign))
        button.setObjectName(sign)
        button.setAutoRaise(True)
        button.setAccessibleName(words)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({shown})")
        button.clicked.connect(lambda _checked=False: do())
        QShortcut(QKeySequence(keys), self, button.click)
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for button in (self.back, self.forward, self.smaller, self.larger):
            bar.addWidget(button)
        bar.addStretch(1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.contents, 1)
        body = QWidget()
        right = QVBoxLayout(body)
        right.setContentsMargins(0, 0, 0, 0)
        right.addLayout(bar)
        right.addWidget(self.pages, 1)
        split = QSplitter()
        split.addWidget(side)
        split.addWidget(body)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        wide = self.width() * _CONTENTS // _SIZE[0]
        split.setSizes([wide, self.width() - wide])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(split)

    def _connect(self) -> None:
        self.contents.currentItemChanged.connect(self._turn)
        self.contents.itemClicked.connect(self._turn)
        self.pages.anchorClicked.connect(self._follow)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._next_find)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _timer(self, milliseconds: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(work)
        return timer

    # -- turning pages --------------------------------------------------------------------------

    def _show(self) -> None:
        section, heading = self.place
        self._write(section)
        self.pages.scrollToAnchor("")
        self._scroll_to(heading)
        self._mark_finds()
        self._mark_contents()
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._course) - 1)

    def _write(self, section: str) -> None:
        """Put the section on the page: headings stand apart from what ends above them, and tables
        have one fine line between their cells.
        """
        self.pages.setMarkdown(self._sections[section].text)
        document, line = self.pages.document(), self.pages.fontMetrics().height()
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                apart = block.blockFormat()
                apart.setTopMargin(line * _ABOVE_HEADING)
                apart.setBottomMargin(line * _BELOW_HEADING)
                QTextCursor(block).setBlockFormat(apart)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setBorder(1)
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setBorderBrush(self.palette().color(QPalette.ColorRole.Mid))
                frame.setFormat(shape)

    def _scroll_to(self, heading: str) -> None:
        block = self._block(heading)
        self.pages.setTextCursor(QTextCursor(block))
        self.pages.document().documentLayout().documentSize()  # has all laid out
        top = self.pages.document().documentLayout().blockBoundingRect(block).top()
        self.pages.verticalScrollBar().setValue(round(top) - _MARGIN if heading else 0)

    def _block(self, heading: str) -> QTextBlock:
        """The block of a heading; the first one where there is none."""
        block = self.pages.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                return block
            block = block.next()
        return self.pages.document().begin()

    def _mark_contents(self) -> None:
        for item in self._items():
            if item.data(0, _PLACE) == self.place:
                self.contents.blockSignals(True)
                self.contents.setCurrentItem(item)
                self.contents.blockSignals(False)

    def _go(self, by: int) -> None:
        if 0 <= self._at + by < len(self._course):
            self._at += by
            self._show()

    def _turn(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _PLACE) != self.place:
            self.show_place(*item.data(0, _PLACE))

    def _follow(self, link: QUrl) -> None:
        name = link.path().removesuffix(".md") or self.place[0]
        if not link.scheme() and name in self._sections:
            self.show_place(name, link.fragment())

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.contents.topLevelItem(n) for n in range(self.contents.topLevelItemCount())]
        found: list[QTreeWidgetItem] = []
        for top in tops:
            assert top is not None
            inner = (top.child(number) for number in range(top.childCount()))
            found += [top, *(item for item in inner if item is not None)]
        return found

    # -- searching ------------------------------------------------------------------------------

    def _words(self) -> str:
        return self.search.text().strip().casefold()

    def _find(self) -> None:
        """Leave the headings under which the words stand, and turn to the first."""
        words = self._words()
        first: QTreeWidgetItem | None = None
        for item in self._items():
            has = words in self._text_of(item)
            item.setHidden(not has)
            top = item.parent()
            if has and top is not None:
                top.setHidden(False)
                top.setExpanded(bool(words))
            first = first or (item if has and words else None)
        self.nothing.setVisible(bool(words) and first is None)
        if first is not None:
            self.show_place(*first.data(0, _PLACE))
        self._mark_finds()

    def _text_of(self, item: QTreeWidgetItem) -> str:
        name, heading = item.data(0, _PLACE)
        parts = self._sections[name].parts
        part = next((p for p in parts[1:] if p.heading == heading), parts[0])
        return f"{part.heading}\n{part.text}".casefold()

    def _mark_finds(self) -> None:
        """Put a colour behind each find on the page."""
        words, marks = self._words(), list[QTextEdit.ExtraSelection]()
        here, _elsewhere = find_colours(self.palette())
        cursor = QTextCursor(self.pages.document())
        while words and not (cursor := self.pages.document().find(words, cursor)).isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(cursor)
            mark.format.setBackground(here)
            marks.append(mark)
        self.pages.setExtraSelections(marks)

    def _next_find(self) -> None:
        """Go to the next find of the page, then to the next heading that has one."""
        if self._typing.isActive():
            self._typing.stop()
            self._find()
            return
        words = self._words()
        if not words or self.pages.find(words):
            return
        shown = [item for item in self._items() if not item.isHidden()]
        shown = [item for item in shown if words in self._text_of(item)]
        names = list(dict.fromkeys(item.data(0, _PLACE)[0] for item in shown))
        if names:
            here = names.index(self.place[0]) if self.place[0] in names else -1
            self.show_place(names[(here + 1) % len(names)])
            self.pages.find(words)

    # -- looks ----------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Draw the pictures anew for the present width; the place in the text stays."""
        bar = self.pages.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._write(self.place[0])
        bar.setValue(round(share * bar.maximum()))
        self._mark_finds()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures once the size stays."""
        super().resizeEvent(event)
        self._fitting.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "larger"):
            for button in (self.back, self.forward, self.smaller, self.larger):
                button.setIcon(icon(button.objectName()))
            self._fitting.start()
