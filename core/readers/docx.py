"""Opens Word documents: the package, its text, and the files that it holds as parts of the text."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from core.readers.archive import Container, attribute, local_name
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.characters import read_characters
from core.readers.refusals import refusal
from core.readers.word_body import Body

if TYPE_CHECKING:
    from core.document import Document


def read_docx(data: bytes, name: str) -> Document:
    """Read a Word document. Raises UnreadableSource."""
    container = Container(data, name, "docx")
    part = _main_part(container)
    root = container.tree(part)
    body = next((child for child in root if local_name(child) == "body"), None)
    if body is None:
        raise refusal("docx.damaged", name)
    assembly = Assembly()
    try:
        Body(assembly, _Chunks(container, part).add).read(body)
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    if assembly.is_blank:
        raise refusal("document.no_text", name)
    return assembly.document(data, name, "docx", title=_title(container))


def _main_part(container: Container) -> str:
    """The part with the document's text, as the package names it."""
    if "_rels/.rels" in container:
        for relation in container.tree("_rels/.rels"):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                return posixpath.normpath((attribute(relation, "Target") or "").lstrip("/"))
    return "word/document.xml"


def _title(container: Container) -> str:
    if "docProps/core.xml" not in container:
        return ""
    titles = [part for part in container.tree("docProps/core.xml") if local_name(part) == "title"]
    return (titles[0].text or "") if titles else ""


class _Chunks:
    """The files that a document holds as parts of its text, such as pages that were pasted in."""

    def __init__(self, container: Container, part: str) -> None:
        self._container = container
        self._part = part
        self._added: set[str] = set()

    def add(self, assembly: Assembly, relation: str) -> None:
        """Add what the part that is named so holds; nothing when it is none that can be read."""
        folder, _, file = self._part.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        if relations not in self._container or relation in self._added:
            return
        self._added.add(relation)
        for found in self._container.tree(relations):
            if attribute(found, "Id") == relation:
                target = posixpath.join(f"/{folder}", attribute(found, "Target") or "")
                data = self._container.chunk(posixpath.normpath(target).lstrip("/"))
                if data is not None:
                    _append(assembly, read_characters(data, self._container.name))


def _append(assembly: Assembly, document: Document) -> None:
    for block in document.blocks:
        if block.grid is None:
            assembly.add_line(document.text[block.start : block.end])
            continue
        slots = document.grids[block.grid].slots
        assembly.add_grid(
            [RawCell(s.row, s.column, s.row_span, s.column_span, s.text) for s in slots]
        )
