"""A stage on which whatever others wrote looks like markup, and what of it a screen takes for such."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as gui_words
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from core.reading import Reading, read_report
from core.work.workspace import Workspace
from tests.screens.stage import GRANTED, HERS, MINE, NEW, SAMPLES, STREET, Props

MARKUP: Final = "<b>甲<hr>"
"""No agency, file or person has such a name; the screens must show it letter by letter."""
_MOST: Final = 60


def make_foreign_props(folder: Path) -> Props:
    """A store, a package and files that all bear the markup wherever a person can put words."""
    store, hers = folder / f"{MARKUP}.gouji", folder / "hers.gouji"
    with closing(Workspace.open(store, author=MINE + MARKUP)) as workspace:
        for name in sorted(path.name for path in SAMPLES.iterdir() if "_20" in path.name):
            workspace.add_reading(*_foreign((SAMPLES / name).read_bytes(), name))
    shutil.copy(store, hers)
    package = folder / f"{MARKUP}.goujix"
    with closing(Workspace.open(hers, author=HERS + MARKUP)) as workspace:
        street = _street(workspace)
        workspace.correct(street, [(GRANTED, Decimal(11))], reason=MARKUP)
        workspace.exchange.export(package, with_sources=True)
    with closing(Workspace.open(store, author=MINE + MARKUP)) as workspace:
        street = _street(workspace)
        workspace.correct(street, [(GRANTED, Decimal(12)), (NEW, "/")], reason=MARKUP)
        for finding in workspace.review(street).problems[:2]:
            workspace.judge(street, finding, "to_ask", MARKUP)
        workspace.assign([street], MARKUP)
        workspace.link(MARKUP, "甲局", linked=True)
        workspace.back_up("hand")
    incoming = folder / f"{MARKUP}文件"
    incoming.mkdir()
    (incoming / f"{MARKUP}.txt").write_bytes((SAMPLES / STREET).read_bytes())
    (incoming / f"{MARKUP}空.pdf").write_bytes(b"")
    return Props(store, package, incoming)


def _foreign(data: bytes, name: str) -> tuple[bytes, Reading]:
    if name.endswith(".txt"):
        data = data.replace("政府".encode(), f"{MARKUP}政府".encode(), 3)
    reading = read_report(data, name)
    agency = reading.extraction.agency
    named = replace(agency, value=MARKUP + (agency.value or ""))
    return data, replace(reading, extraction=replace(reading.extraction, agency=named))


def _street(workspace: Workspace) -> int:
    return next(line.number for line in workspace.reports() if line.name == STREET)


def taken_for_markup(seen: QWidget) -> Iterator[str]:
    """What of the screen shows, or would show on a closer look, the markup as if it were its own."""
    for label in seen.findChildren(QLabel):
        if _is_taken(label.text()) and label.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{type(label.parent()).__name__}: a label: {label.text()[:60]}"
    for widget in (seen, *seen.findChildren(QWidget)):
        if _is_taken(widget.toolTip()):
            yield f"{type(widget).__name__} {widget.objectName()}: the tip of a widget"
    for action in seen.findChildren(QAction):
        if _is_taken(action.toolTip()):
            yield f"{action.parent()}: the tip of an action: {action.toolTip()[:60]}"
    for view in seen.findChildren(QAbstractItemView):
        # Views without a model have none, whatever the types say.
        if view.model() and any(map(_is_taken, _tips(view.model(), QModelIndex()))):
            yield f"{type(view.parent()).__name__} {type(view).__name__}: the tips of its cells"


def _tips(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(model.rowCount(parent), _MOST)):
        for column in range(min(_columns(model), _MOST)):
            index = model.index(row, column, parent)
            tip = model.data(index, Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str):
                yield tip
        first = model.index(row, 0, parent)
        if model.rowCount(first):
            yield from _tips(model, first)


def _columns(model: QAbstractItemModel) -> int:
    # Models of lists and of string lists keep the method to themselves.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


def _is_taken(text: str) -> bool:
    """Whether Qt would take the markup in the text for its own."""
    if "hr" not in text or not gui_words.mightBeRichText(text):
        return False
    shown = QTextDocument()
    shown.setHtml(text)
    return MARKUP not in shown.toPlainText()
