"""Other names of an agency, or the agencies that its report covers: ticked among the library's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.agency_links import agency_key
from core.library_query import Facet, LibraryQuery
from gui.fonts import grown
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from core.work.agencies import Relation
    from gui.session import Session

_SIZE: Final = (560, 520)


class RelatedDialog(QDialog):
    """A box to tick for each agency; what was ticked or taken back is declared on OK."""

    def __init__(
        self, session: Session, agency: str, relation: Relation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._agency = agency
        self._relation: Relation = relation
        self._before = {agency_key(name): name for name in session.related(agency, relation)}
        by_name = relation == "name"
        self.setWindowTitle(
            self.tr("Other names of the agency") if by_name else self.tr("Parts of the area")
        )
        self.resize(grown(*_SIZE))
        words = QLabel(self._words().format(agency=agency))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.search = SearchLine(self.tr("Search agencies"))
        self.list = self._make_list()
        self.count = QLabel()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.count)
        layout.addWidget(buttons)
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(self._show_count)
        self._show_count()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def ticked(self) -> dict[str, str]:
        """The names of the ticked agencies, by what makes a name an agency's."""
        names = [item.text() for item in self._items() if item.checkState() is _TICKED]
        return {agency_key(name): name for name in names}

    def accept(self) -> None:
        """Declare what changed; stay open where that is not possible, which the window says."""
        ticked = self.ticked()
        if ticked.keys() != self._before.keys():
            if not self._session.relate(self._agency, self._relation, list(ticked.values())):
                return
            self._session.refresh()
        super().accept()

    def _words(self) -> str:
        if self._relation == "name":
            return self.tr(
                "Tick the names under which “{agency}” reported before or after it was renamed. Their"
                " reports are then compared over the years as those of one agency."
            )
        return self.tr(
            "Tick the agencies that the report of “{agency}” covers. Its figures are then compared"
            " with theirs of the same year, once the rules for that are switched on in the"
            " settings, under rules."
        )

    def _make_list(self) -> QListWidget:
        """Those declared first, also where no report of theirs is here, then the other agencies."""
        rows = QListWidget()
        rows.setAccessibleName(self.tr("Agencies"))
        rows.setUniformItemSizes(True)
        rows.setAlternatingRowColors(True)
        own = agency_key(self._agency)
        counted = self._session.facet_counts(LibraryQuery(), Facet.AGENCY)
        others = {agency_key(name): name for name, _ in counted if name}
        names = {**self._before, **{k: n for k, n in others.items() if k not in self._before}}
        for key, name in names.items():
            if key != own:
                item = QListWidgetItem(name, rows)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_TICKED if key in self._before else Qt.CheckState.Unchecked)
        rows.setCurrentRow(0)
        return rows

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _show_count(self) -> None:
        words = self.tr("Agencies chosen: {count}")
        self.count.setText(words.format(count=len(self.ticked())))


_TICKED: Final = Qt.CheckState.Checked
