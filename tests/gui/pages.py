"""The pages of a source as they are drawn, and what is drawn over them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QGraphicsItem

from gui.views.page_view import PageItem
from gui.views.source_view import SourceView

Mark = TypeVar("Mark", bound=QGraphicsItem)


def page_of(view: SourceView, number: int) -> PageItem:
    """A page, which the document has."""
    items = (item for item in view.pages.items() if isinstance(item, PageItem))
    return next(item for item in items if item.page.number == number)


def marks_on(page: PageItem, kind: type[Mark]) -> list[Mark]:
    """What is drawn over the page, of one kind."""
    return [mark for mark in page.childItems() if isinstance(mark, kind)]
