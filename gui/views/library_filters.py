"""The filters of the library: one branch a facet, one box a value, each with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from core.checks.rulebook import rules_by_code
from core.library_query import Facet, LibraryQuery
from core.standing import ReviewStatus

if TYPE_CHECKING:
    from gui.inquiries import Inquiries

translate = QCoreApplication.translate
_VALUE: Final = Qt.ItemDataRole.UserRole
_COUNT_MS: Final = 60
"""The list comes first: counting 100,000 reports for each open branch takes as long as listing them."""
_MOST: Final = 200
"""Values a branch shows; beyond, the most frequent ones. The search finds the others."""
_OPEN_AT_FIRST: Final = (Facet.STATUS, Facet.YEAR)


class FilterPanel(QTreeWidget):
    """Boxes to tick; ``chosen`` carries the facet and its ticked values.

    Only open branches are counted, beside the window.
    """

    chosen = Signal(object, object)

    def __init__(self, inquiries: Inquiries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inquiries = inquiries
        self._query = LibraryQuery()
        self._branches: dict[Facet, QTreeWidgetItem] = {}
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Filters"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for facet in Facet:
            branch = QTreeWidgetItem([facet_name(facet)])
            branch.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            indicator = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
            branch.setChildIndicatorPolicy(indicator)
            self.addTopLevelItem(branch)
            branch.setExpanded(facet in _OPEN_AT_FIRST)
            self._branches[facet] = branch
        # A box must not vanish while its own tick is being told.
        self._later = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._later.timeout.connect(self._count)
        inquiries.answered.connect(self._show_counts)
        self.itemChanged.connect(self._tick)
        self.itemExpanded.connect(self._later.start)
        self.itemActivated.connect(_toggle)

    def show_query(self, query: LibraryQuery) -> None:
        """Tick what the query has chosen, and count anew in a moment, where anybody looks."""
        self._query = query
        if self.isVisible():
            self._later.start()

    def box(self, facet: Facet, value: str) -> QTreeWidgetItem | None:
        """The box of a value, where its branch is open and shows it."""
        boxes = _boxes(self._branches[facet])
        return next((box for box in boxes if box.data(0, _VALUE)[1] == value), None)

    def _count(self) -> None:
        """Ask for the counts of the open branches."""
        query = self._query
        facets = [facet for facet, branch in self._branches.items() if branch.isExpanded()]
        self._inquiries.ask(
            lambda store: (query, {facet: store.facet_counts(query, facet) for facet in facets})
        )

    def _show_counts(
        self, answer: tuple[LibraryQuery, dict[Facet, tuple[tuple[str, int], ...]]]
    ) -> None:
        query, counts = answer
        if query != self._query:  # it is being counted anew
            return
        self.blockSignals(True)
        try:
            for facet, branch in self._branches.items():
                chosen = self._query.chosen.get(facet, frozenset())
                name = facet_name(facet)
                branch.setText(0, f"{name} ({len(chosen)})" if chosen else name)
                if branch.isExpanded() and facet in counts:
                    self._fill(branch, self._values(facet, counts[facet]), chosen)
        finally:
            self.blockSignals(False)
        self.viewport().update()

    def _values(self, facet: Facet, counted: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
        if len(counted) > _MOST:
            kept = set(sorted(counted, key=lambda pair: -pair[1])[:_MOST])
            counted = tuple(pair for pair in counted if pair in kept)
        known = {value for value, _ in counted}
        gone = self._query.chosen.get(facet, frozenset()) - known
        pairs = [*counted, *((value, 0) for value in sorted(gone))]
        if facet is Facet.STATUS:
            order = [status.value for status in ReviewStatus]
            pairs.sort(key=lambda pair: order.index(pair[0]))
        if facet is Facet.YEAR:
            pairs.reverse()
        return pairs

    def _fill(
        self, branch: QTreeWidgetItem, pairs: list[tuple[str, int]], chosen: frozenset[str]
    ) -> None:
        facet = next(facet for facet, one in self._branches.items() if one is branch)
        boxes = _boxes(branch)
        if [box.data(0, _VALUE)[1] for box in boxes] != [value for value, _ in pairs]:
            branch.takeChildren()
            boxes = [QTreeWidgetItem() for _ in pairs]
            branch.addChildren(boxes)
        for box, (value, count) in zip(boxes, pairs, strict=True):
            box.setData(0, _VALUE, (facet.value, value))
            box.setText(0, f"{value_name(facet, value)}  ({count:,})")
            ticked = Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked
            box.setCheckState(0, ticked)

    def _tick(self, box: QTreeWidgetItem) -> None:
        facet = Facet(box.data(0, _VALUE)[0])
        value = str(box.data(0, _VALUE)[1])
        before = self._query.chosen.get(facet, frozenset())
        ticked = box.checkState(0) is Qt.CheckState.Checked
        self.chosen.emit(facet, before | {value} if ticked else before - {value})


def facet_name(facet: Facet) -> str:
    """What a facet is called."""
    match facet:
        case Facet.STATUS:
            return translate("FilterPanel", "Status")
        case Facet.REVIEWER:
            return translate("FilterPanel", "Reviewer")
        case Facet.YEAR:
            return translate("FilterPanel", "Year")
        case Facet.LEVEL:
            return translate("FilterPanel", "Level")
        case Facet.REGION:
            return translate("FilterPanel", "Region")
        case Facet.AGENCY:
            return translate("FilterPanel", "Agency")
        case Facet.EDITION:
            return translate("FilterPanel", "Edition")
        case Facet.FORMAT:
            return translate("FilterPanel", "Format")
        case Facet.RULE:
            return translate("FilterPanel", "Rule")


def value_name(facet: Facet, value: str) -> str:
    """What a value of a facet is called."""
    if facet is Facet.STATUS:
        return ReviewStatus(value).label
    if facet is Facet.REVIEWER:
        return value or translate("FilterPanel", "Nobody")
    if facet is Facet.RULE and value in rules_by_code():
        return rules_by_code()[value].name
    if facet is Facet.LEVEL and value:
        return _levels()[value]
    return value or translate("FilterPanel", "Unknown")


def _levels() -> dict[str, str]:
    return {
        "state": translate("FilterPanel", "State"),
        "province": translate("FilterPanel", "Province"),
        "city": translate("FilterPanel", "City"),
        "county": translate("FilterPanel", "County"),
        "town": translate("FilterPanel", "Town"),
    }


def _boxes(branch: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (branch.child(place) for place in range(branch.childCount()))
    return [child for child in children if child is not None]


def _toggle(box: QTreeWidgetItem) -> None:
    """Enter ticks a box as the space bar does, and opens a branch."""
    if box.parent() is None:
        box.setExpanded(not box.isExpanded())
        return
    ticked = box.checkState(0) is Qt.CheckState.Checked
    box.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
