"""Gestures on many cells of the form at once: each one undo step, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from core.cells import Origin
from core.clipboard import table_of, text_of
from core.errors import Known
from core.ranges import Sheet, transfer
from core.values import value_to_text
from gui.models.form_entry import Refusal
from gui.models.phrases import told_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.address import Address
    from core.corrections import Gesture
    from core.ranges import Edits
    from gui.models.form_model import FormModel

_MOST_TOLD: Final = 3
_UNKNOWN: Final = (Origin.AMBIGUOUS, Origin.MISSING)


class FormRanges:
    """What can be done with chosen cells. Every gesture answers with the reason why it was not
    done, "" where it was.
    """

    def __init__(self, model: FormModel) -> None:
        self._model = model
        self._cut: tuple[str, tuple[Address, ...]] | None = None

    def clear(self, chosen: Sequence[Address]) -> str:
        """Make the cells blank."""
        return self._enter([(address, "") for address in chosen], "cleared")

    def work(
        self,
        make: Callable[[Sheet, Sequence[Address]], Edits],
        chosen: Sequence[Address],
        gesture: Gesture,
    ) -> str:
        """Do what ``make`` says to the cells, which must be of one table."""
        sheet = self._sheet(chosen)
        if sheet is None:
            return tr("Choose cells of one table.")
        try:
            edits = make(sheet, chosen)
        except Known as refused:
            return str(refused)
        return self._enter([(a, value_to_text(v)) for a, v in edits.items()], gesture)

    def copy(self, chosen: Sequence[Address]) -> str:
        """The cells as a table of the clipboard, a line for each row of the form."""
        self._cut = None
        return text_of(self._lines(chosen))

    def cut(self, chosen: Sequence[Address]) -> str:
        """As ``copy``; a paste in the same table then moves the cells."""
        text = self.copy(chosen)
        self._cut = (text, tuple(chosen))
        return text

    def paste(self, text: str, chosen: Sequence[Address]) -> str:
        """Enter a copied table from the first chosen cell on; one value goes into every chosen cell.

        What was cut before moves there, if the clipboard still holds it.
        """
        if not chosen:
            return tr("Choose the cell to paste into.")
        cut, self._cut = self._cut, None
        if cut is not None and cut[0] == text:
            sources, first = cut[1], chosen[0]
            return self.work(lambda sheet, _: transfer(sheet, sources, first), chosen[:1], "moved")
        try:
            rows = table_of(text)
        except Known as refused:
            return str(refused)
        if not rows:
            return tr("The clipboard is empty.")
        if len(rows) == 1 and len(rows[0]) == 1:
            return self._enter([(address, rows[0][0]) for address in chosen], "pasted")
        return self._paste_table(rows, chosen[0])

    # -- inside ---------------------------------------------------------------------------------

    def _lines(self, chosen: Sequence[Address]) -> list[list[str]]:
        layout, wanted = self._model.layout, set(chosen)
        rows = [[a for a in line if a in wanted] for line in layout.lines] if layout else []
        return [[self._text(address) for address in row] for row in rows if row]

    def _text(self, address: Address) -> str:
        face = self._model.face(address)
        return "" if face is None else face.text

    def _sheet(self, chosen: Sequence[Address]) -> Sheet | None:
        """The table of the cells as it stands; None where they are of several, or of none."""
        layout = self._model.layout
        if layout is None or len({address.table for address in chosen}) != 1:
            return None
        lines = [line for line in layout.lines if line[0].table == chosen[0].table]
        faces = {a: face for line in lines for a in line if (face := self._model.face(a))}
        return Sheet(
            lines,
            {address: face.value for address, face in faces.items()},
            frozenset(a for a, face in faces.items() if face.origin in _UNKNOWN),
            self._name,
        )

    def _name(self, address: Address) -> str:
        layout = self._model.layout
        return str(address) if layout is None else layout.fields[address].name

    def _paste_table(self, rows: list[list[str]], first: Address) -> str:
        layout = self._model.layout
        assert layout is not None
        lines = [line for line in layout.lines if line[0].table == first.table]
        top = next(number for number, line in enumerate(lines) if first in line)
        left = lines[top].index(first)
        room = len(lines) - top, len(lines[top]) - left
        size = len(rows), max(map(len, rows))
        if size[0] > room[0] or size[1] > room[1]:
            text = tr(
                "Nothing was pasted: the clipboard has {rows} × {columns} cells, and from here on"
                " the table has {rows_left} × {columns_left}."
            )
            return text.format(
                rows=size[0], columns=size[1], rows_left=room[0], columns_left=room[1]
            )
        edits: list[tuple[Address, str]] = []
        refused: list[str] = []
        for number, (line, texts) in enumerate(zip(lines[top:], rows, strict=False), start=1):
            for column, (address, text) in enumerate(
                zip(line[left:], texts, strict=False), start=1
            ):
                edits.append((address, text))
                refused += self._refusal(address, text, (number, column))
        return _told(refused) or self._enter(edits, "pasted")

    def _refusal(self, address: Address, text: str, place: tuple[int, int]) -> list[str]:
        entry = self._model.read(address, text)
        if not isinstance(entry, Refusal):
            return []
        words = tr("line {line}, column {column} of the clipboard, for {cell}: {reason}")
        return [
            words.format(
                line=place[0], column=place[1], cell=self._name(address), reason=entry.message
            )
        ]

    def _enter(self, texts: Sequence[tuple[Address, str]], gesture: Gesture) -> str:
        for address, text in texts:
            entry = self._model.read(address, text)
            if isinstance(entry, Refusal):
                return told_of(self._name(address), entry.message)
        if texts:
            self._model.enter(texts, gesture)
        return ""


def _told(refused: list[str]) -> str:
    """Why nothing was pasted: the first places, and how many more there are."""
    if not refused:
        return ""
    lines = [tr("Nothing was pasted."), *refused[:_MOST_TOLD]]
    if len(refused) > _MOST_TOLD:
        lines.append(tr("… and {count} more places").format(count=len(refused) - _MOST_TOLD))
    return "\n".join(lines)


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
