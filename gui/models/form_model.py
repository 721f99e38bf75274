"""The open report's tables as a Qt table model: official shape, current values, states, entries."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Origin
from core.values import Value, value_to_text
from gui.models.form_entry import Entry, Refusal, complaint, read_entry
from gui.models.form_face import Face, Faces, Show, look
from gui.models.form_layout import WIDTH, Box, FormLayout, lay_out
from gui.models.history_words import gesture_word
from gui.models.moments import local_time
from gui.models.phrases import listed, named, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.corrections import Correction, Gesture
    from core.disputes import Side
    from core.earlier_year import Beside
    from core.review import Review
    from gui.session import Session

BOX: Final = Qt.ItemDataRole.UserRole + 1
FACE: Final = Qt.ItemDataRole.UserRole + 2

_MOST_ENTRIES: Final = 5
Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_TEXT_ROLES: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class FormModel(QAbstractTableModel):
    """The tables of the session's open report; empty when none is open.

    ``rejected`` says why an entry was not accepted; the cell then keeps its value. ``shown``: other
    figures are shown now.
    """

    rejected = Signal(object, str)
    shown = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._forms = load_catalogue().forms
        self._layout: FormLayout | None = None
        self._faces: Faces | None = None
        self._show = Show.PRESENT
        self._with_years = False
        session.opened.connect(self.reload)
        session.changed.connect(self._refresh)
        self.reload()

    # -- what stands where ----------------------------------------------------------------------

    @property
    def layout(self) -> FormLayout | None:
        """Where everything stands; None when no report is open."""
        return self._layout

    def face(self, address: Address) -> Face | None:
        """How the cell stands; None when the report has no such cell."""
        return self._faces.cells.get(address) if self._faces else None

    def address(self, index: Index) -> Address | None:
        """The cell at the index; None for headings and labels."""
        box = self._box(index)
        return box.address if box else None

    def index_of(self, address: Address) -> QModelIndex:
        """The index of the cell; invalid when the report has no such cell."""
        box = self._layout.cells.get(address) if self._layout else None
        return self.index(box.row, box.column) if box else QModelIndex()

    @property
    def locked(self) -> str:
        """Why nothing can be entered now; "" where it can."""
        if self._show is Show.READING:
            return tr(
                "This is the machine's reading, which never changes. Show the present figures."
            )
        return tr("The store is open for reading only.") if self._session.read_only else ""

    @property
    def show(self) -> Show:
        """Which figures are shown."""
        return self._show

    def show_figures(self, show: Show) -> None:
        """Show these figures from now on, of every report."""
        if show is not self._show:
            self._show = show
            self._refresh()
            if self._layout is not None:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(self._layout.rows - 1, WIDTH - 1)
                )
            self.shown.emit()

    def show_years(self, wanted: bool) -> None:
        """Show the figures of the year before beside the present ones, or not."""
        if wanted is not self._with_years:
            self._with_years = wanted
            self._refresh()
            self.shown.emit()

    @property
    def beside(self) -> Beside | None:
        """The report of the year before; None where the store has none, or it is not shown."""
        return self._faces.beside if self._faces else None

    # -- Qt -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows of all tables together."""
        return 0 if parent.isValid() or self._layout is None else self._layout.rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The narrow columns of the common grid."""
        return 0 if parent.isValid() or self._layout is None else WIDTH

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be selected and edited, labels only be seen."""
        box = self._box(index)
        if box is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if box.address is not None:
            flags |= Qt.ItemFlag.ItemIsSelectable
            if not self.locked:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, states and words for one index."""
        box = self._box(index)
        if box is None:
            return None
        if role == BOX:
            return box
        if box.address is None:
            return self._label(box, role)
        face = self.face(box.address)
        if face is None:
            return None
        if role == FACE:
            return face
        if role in _TEXT_ROLES:
            return face.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.describe(box.address))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(box.address, face)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "\n".join(self._messages(box.address))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Nothing: headings are cells of the form."""
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Enter a text into the cell."""
        address = self.address(index)
        if address is None or role != Qt.ItemDataRole.EditRole:
            return False
        return self.enter([(address, str(value))], "typed")

    # -- entries --------------------------------------------------------------------------------

    def read(self, address: Address, text: str) -> Entry | Refusal:
        """What the text would mean in the cell."""
        assert self._layout is not None
        field = self._layout.fields[address]
        return read_entry(text, field, takes_unit=self._unit_cell(address) is not None)

    def complaint(self, address: Address, text: str) -> str:
        """Why no text that begins so can be entered into the cell; "" while one can."""
        assert self._layout is not None
        takes_unit = self._unit_cell(address) is not None
        return complaint(text, self._layout.fields[address], takes_unit=takes_unit)

    def enter(self, texts: Iterable[tuple[Address, str]], gesture: Gesture) -> bool:
        """Correct cells by texts, in one gesture and all or nothing; False when one is refused.

        A text that says what already stands there, surely, is no correction.
        """
        edits: dict[Address, Value] = {}
        for address, text in texts:
            if self.locked:
                self.rejected.emit(address, self.locked)
                return False
            entry = self.read(address, text)
            if isinstance(entry, Refusal):
                self.rejected.emit(address, entry.message)
                return False
            edits[address] = entry.value
            unit = self._unit_cell(address)
            if unit is not None and entry.unit is not None:
                edits[unit] = entry.unit
        news = [
            (address, value) for address, value in edits.items() if self._is_new(address, value)
        ]
        if not news:
            for address in edits:
                self._session.drop_draft(address)
        return not news or self._session.correct(news, gesture=gesture) is not None

    def _is_new(self, address: Address, value: Value) -> bool:
        face = self.face(address)
        if face is None or face.value != value or face.text != value_to_text(value):
            return True
        if face.origin in (Origin.INFERRED, Origin.AMBIGUOUS):
            return value is not None
        return False

    def _unit_cell(self, address: Address) -> Address | None:
        unit = Address(address.table, address.row, f"{address.column}_unit")
        return unit if self._layout and unit in self._layout.cells else None

    # -- keeping up -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Show the report that is open now."""
        self.beginResetModel()
        review = self._session.review
        self._layout = lay_out(review, self._forms) if review else None
        self._faces = self._look(review, self._layout) if review and self._layout else None
        self.endResetModel()

    def _look(self, review: Review, layout: FormLayout) -> Faces:
        least, years = self._session.attention.confidence, self._with_years
        return look(review, layout, self._show, with_years=years, least=least, before=self._faces)

    def _refresh(self) -> None:
        review, layout, before = self._session.review, self._layout, self._faces
        if review is None or layout is None or before is None:
            self.reload()
            return
        self._faces = self._look(review, layout)
        for address, box in layout.cells.items():
            was, face = before.cells[address], self._faces.cells[address]
            same = was is face or was == face
            if same and before.findings.get(address) == self._faces.findings.get(address):
                continue
            index = self.index(box.row, box.column)
            self.dataChanged.emit(index, index)

    # -- words ----------------------------------------------------------------------------------

    def describe(self, address: Address) -> str:
        """Everything known of the cell as plain text: labels, printed text, origin, corrections."""
        layout, faces, face = self._layout, self._faces, self.face(address)
        if layout is None or faces is None or face is None:
            return ""
        lines = [layout.fields[address].label]
        if (unit := layout.fields[address].unit) is not None:
            lines.append(tr("Unit: {unit}").format(unit=unit))
        lines.append(tr("State: {state}").format(state=named(states_of(face))))
        reading = faces.readings.get(address)
        if reading is not None:
            lines.append(tr("Printed: {text}").format(text=reading.printed.strip() or tr("blank")))
            if reading.candidates:
                values = named(value_to_text(v) or tr("blank") for v in reading.candidates)
                lines.append(tr("Possible: {values}").format(values=values))
            if reading.confidence < 1:
                share = f"{reading.confidence:.0%}"
                lines.append(tr("Sureness: {share}").format(share=share))
        lines += self._years(address, face)
        lines += self._history(address, face)
        lines += self._messages(address)
        return "\n".join(lines)

    def _history(self, address: Address, face: Face) -> list[str]:
        """What people did to the cell, the latest last."""
        opinion = self._faces.opinions.get(address) if self._faces else None
        if opinion is None:
            return []
        lines: list[str] = []
        if face.origin is Origin.CORRECTED:
            machine = value_to_text(opinion.entries[-1].machine) or tr("blank")
            lines.append(tr("Read by the machine: {value}").format(value=machine))
        if len(opinion.entries) > _MOST_ENTRIES:
            more = len(opinion.entries) - _MOST_ENTRIES
            lines.append(tr("… {count} earlier changes").format(count=more))
        lines += map(_entry_words, opinion.entries[-_MOST_ENTRIES:])
        dispute = self._faces.disputes.get(address) if self._faces else None
        if dispute is not None:
            lines.append(tr("Disputed: {said}").format(said=", ".join(map(_said, dispute.sides))))
        return lines

    def _years(self, address: Address, face: Face) -> list[str]:
        """The figure of the year before, and whose it is where it is another cell's."""
        beside = self.beside
        if beside is None or face.earlier is None or self._layout is None:
            return []
        year, value = beside.year or "?", face.earlier or tr("blank")
        if not face.linked:
            return [tr("In {year}: {value}").format(year=year, value=value)]
        field = self._layout.fields.get(beside.cell(address))
        name = str(beside.cell(address)) if field is None else field.name
        return [tr("In {year}, {cell}: {value}").format(year=year, cell=name, value=value)]

    def _messages(self, address: Address) -> list[str]:
        found = self._faces.findings.get(address, ()) if self._faces else ()
        return [finding.message for finding in found]

    def _spoken(self, address: Address, face: Face) -> str:
        assert self._layout is not None
        field = self._layout.fields[address]
        states = states_of(face)
        if face.ghost:
            states.append(tr("the sum is {value}").format(value=face.ghost))
        if face.earlier is not None:
            states.append(tr("the year before {value}").format(value=face.earlier or tr("blank")))
        states.append(field.table)
        return f"{field.label}: {face.text or tr('blank')}, {', '.join(states)}"

    def _label(self, box: Box, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return box.text
        if role == Qt.ItemDataRole.ToolTipRole and box.role == "note":
            return tr("A row that the statutory form does not have; it is kept, never added.")
        return None

    def _box(self, index: Index) -> Box | None:
        if self._layout is None or not index.isValid():
            return None
        return self._layout.at.get((index.row(), index.column()))


def states_of(face: Face) -> list[str]:
    """The states of a cell in words: its origin first, then what rules and people say."""
    states = [tr("confirmed") if face.confirmed else origin_word(face.origin)]
    if face.is_uncertain:
        states.append(tr("read without certainty"))
    if face.disputed:
        states.append(tr("disputed"))
    if face.failed:
        states.append(tr("does not add up"))
    elif face.doubtful:
        states.append(tr("cannot be checked"))
    if face.judged:
        states.append(tr("to be asked") if face.asked else tr("judged"))
    if face.jump:
        states.append(tr("jumps against the year before"))
    return states


def _said(side: Side) -> str:
    who = tr("the newer reading") if side.is_machine else side.author or tr("unknown")
    return f"{who} {value_to_text(side.value) or tr('blank')}"


def _entry_words(entry: Correction) -> str:
    """One entry of a cell's history: when, who, from what to what, why."""
    old, new = (value_to_text(value) or tr("blank") for value in (entry.old, entry.new))
    who = entry.author or tr("unknown")
    change = listed((f"{old} → {new}", gesture_word(entry), entry.reason))
    return told_of(f"{local_time(entry.made_at)[:16]} {who}", change)


def origin_word(origin: Origin) -> str:
    """The user's word for an origin."""
    return {
        Origin.READ: tr("read as printed"),
        Origin.JOINED: tr("joined from pieces"),
        Origin.INFERRED: tr("inferred by arithmetic"),
        Origin.AMBIGUOUS: tr("ambiguous"),
        Origin.MISSING: tr("not found"),
        Origin.CORRECTED: tr("corrected"),
    }[origin]


def plain_tip(text: str) -> str:
    """The text so that a tooltip shows it as it is: Qt would take markup in a document for its own."""
    if "<" not in text and "&" not in text:
        return text
    return f"<span>{html.escape(text)}</span>".replace("\n", "<br>")


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
