"""A desk for the tests of the form and the source: a session over reports made in memory."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Cell, Extraction, Origin, Quoted
from core.checks import evaluate
from core.corrections import Correction, Gesture
from core.document import Document
from core.review import Review
from core.statement import fold
from core.values import Value, parse_printed
from core.work.workspace import Changes
from gui.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.geometry import Place


def empty_document(form: str = "txt") -> Document:
    """A document of the format with nothing in it."""
    return Document("0" * 64, "report", form, "", (), ())


def extraction_of(
    edition: str,
    printed: Mapping[str, str],
    places: Mapping[str, Place] | None = None,
    origins: Mapping[str, Origin] | None = None,
    undivided: bool = False,
) -> Extraction:
    """An extraction of the whole form; cells that are not named are printed as 0 (units: blank).

    ``undivided`` prints one row for the three rows of （六）其他处理.
    """
    form = load_catalogue().forms[edition]
    cells: list[Cell] = []
    for table in form.tables:
        for row in table.rows:
            if undivided and row.code in ("other_2", "other_3"):
                continue
            code = "other" if undivided and row.code == "other_1" else row.code
            for column in table.columns:
                name = f"{table.code}.{code}.{column.code}"
                text = printed.get(name, "" if column.kind == "unit" else "0")
                origin = (origins or {}).get(name, Origin.READ)
                parsed = parse_printed(text, column.kind)
                known = origin not in (Origin.AMBIGUOUS, Origin.MISSING)
                value = parsed.value if parsed and known else None
                place = (places or {}).get(name)
                cells.append(Cell(Address.parse(name), value, text, origin, 0.99, place))
    return Extraction(
        "0" * 64,
        "report",
        "txt",
        Quoted("某局"),
        Quoted("2023"),
        edition,
        {table.code: edition for table in form.tables},
        tuple(cells),
    )


class MemoryWorkspace:
    """One report in memory with the operations that the session asks of a workspace."""

    def __init__(self, extraction: Extraction, document: Document, source: bytes) -> None:
        self.path = Path("memory")
        self.author = "审核员"
        self.read_only = False
        self.log: list[Correction] = []
        self.gestures: list[list[Correction]] = []
        self.drafts: dict[Address, str] = {}
        self._extraction = extraction
        self._document = document
        self._source = source

    def reports(self, search: str = "") -> tuple[()]:
        """No list is needed here."""
        return ()

    def review(self, report: int) -> Review:
        """The report as it stands."""
        statement = fold(self._extraction, self.log)
        return Review(
            report,
            "report",
            "某局",
            2023,
            self._extraction,
            statement,
            tuple(self.log),
            evaluate(statement),
        )

    def document(self, report: int) -> Document:
        """Its document."""
        return self._document

    def source(self, report: int) -> bytes:
        """Its file."""
        return self._source

    def correct(
        self,
        report: int,
        edits: Sequence[tuple[Address, Value]],
        *,
        reason: str = "",
        gesture: Gesture = "typed",
        seen: Mapping[Address, Value] | None = None,
    ) -> Changes:
        """Correct cells in one gesture; nobody else is here to change them meanwhile."""
        for address, _ in edits:
            self.drop_draft(report, address)
        values = fold(self._extraction, self.log).values
        batch = [
            Correction(
                str(uuid.uuid4()),
                len(self.log) + number,
                report,
                address,
                values.get(address),
                value,
                self._machine(address),
                reason,
                self.author,
                "2026-01-02T03:04:05Z",
                gesture,
            )
            for number, (address, value) in enumerate(edits)
        ]
        self.log += batch
        self.gestures.append(batch)
        return Changes((report,), tuple(address for address, _ in edits))

    def keep_draft(self, _report: int, address: Address, text: str) -> None:
        """Remember what is being typed."""
        self.drafts[address] = text

    def drop_draft(self, _report: int, address: Address) -> None:
        """Forget it."""
        self.drafts.pop(address, None)

    def _machine(self, address: Address) -> Value:
        cell = self._extraction.cell(address)
        return cell.value if cell else None

    def undo(self, report: int, _seen: Review | None) -> Changes | None:
        """Take the last gesture back."""
        if not self.gestures:
            return None
        batch = self.gestures.pop()
        self.log = [entry for entry in self.log if entry not in batch]
        return Changes((report,), tuple(entry.address for entry in batch))

    def close(self) -> None:
        """Nothing is held."""


def open_desk(
    extraction: Extraction, document: Document | None = None, source: bytes = b""
) -> Session:
    """A session with the report open."""
    workspace = MemoryWorkspace(extraction, document or empty_document(), source)
    session = Session(cast("Any", workspace))
    session.open(1)
    return session
