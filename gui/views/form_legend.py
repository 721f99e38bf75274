"""What the marks of the form mean: a small popup that draws each of them as the form does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from core.cells import Origin
from gui.models.form_face import Face
from gui.models.form_model import origin_word
from gui.views.form_painting import paint_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

_TWELVE: Final = Decimal(12)


def marks() -> Sequence[tuple[Face, str]]:
    """Every mark with its meaning, as one cell each."""
    return (
        (Face(_TWELVE, Origin.READ), origin_word(Origin.READ)),
        (Face(_TWELVE, Origin.READ, 0.5), tr("read without certainty")),
        (Face(_TWELVE, Origin.JOINED), origin_word(Origin.JOINED)),
        (Face(_TWELVE, Origin.INFERRED), origin_word(Origin.INFERRED)),
        (Face(None, Origin.AMBIGUOUS), origin_word(Origin.AMBIGUOUS)),
        (Face(None, Origin.MISSING), origin_word(Origin.MISSING)),
        (Face(_TWELVE, Origin.CORRECTED), origin_word(Origin.CORRECTED)),
        (Face(_TWELVE, Origin.CORRECTED, confirmed=True), tr("confirmed")),
        (Face(_TWELVE, Origin.CORRECTED, disputed=True), tr("people differ")),
        (
            Face(_TWELVE, Origin.READ, failed=True, suspect=True, ghost="15"),
            tr("does not add up, look here first; ∑ is the sum"),
        ),
        (Face(_TWELVE, Origin.READ, failed=True), tr("does not add up")),
        (Face(_TWELVE, Origin.READ, doubtful=True), tr("warning, or cannot be checked")),
        (Face(_TWELVE, Origin.READ, failed=True, judged=True), tr("does not add up, but judged")),
        (
            Face(_TWELVE, Origin.READ, failed=True, judged=True, asked=True),
            tr("does not add up, to be asked"),
        ),
        (Face(_TWELVE, Origin.READ, earlier="9"), tr("below: the year before")),
        (
            Face(_TWELVE, Origin.READ, earlier="9", linked=True),
            tr("below: carried out by the year before"),
        ),
        (Face(_TWELVE, Origin.READ, earlier="3", jump="up"), tr("jumps against the year before")),
    )


class _Sample(QWidget):
    """One cell of the form."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        line = self.fontMetrics().lineSpacing()
        self.setFixedSize(6 * line, round((2.4 if face.earlier is not None else 1.8) * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cell with its marks, and the lines that its neighbours would draw."""
        painter = QPainter(self)
        paint_cell(painter, self.rect(), self.palette(), self._face)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Legend(QFrame):
    """The popup; any key or click closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(tr("Legend"))
        layout = QGridLayout(self)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(5)
        found = marks()
        half = (len(found) + 1) // 2
        for number, (face, words) in enumerate(found):
            column = 0 if number < half else 2
            layout.addWidget(_Sample(face), number % half, column)
            layout.addWidget(QLabel(words), number % half, column + 1)
        self.setAccessibleDescription("; ".join(words for _, words in found))


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
