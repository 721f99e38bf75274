"""Opens the zip container of an Office file within limits; nothing in it is trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, cast

from lxml import etree

from core.readers.limits import DEPTH, ZIP_BYTES, ZIP_ENTRIES, ZIP_RATIO
from core.readers.refusals import refusal

if TYPE_CHECKING:
    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)
"""What zipfile raises on damaged, encrypted or exotic members."""

_CHUNKS = (".htm", ".html", ".mht", ".mhtml", ".xhtml", ".txt")
"""How files end that a document may hold as parts of its text."""


def member_names(data: bytes) -> frozenset[str] | None:
    """The names of the zip's members; None when the zip cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return frozenset(container.namelist())
    except BROKEN:
        return None


class Container:
    """An Office file whose members have been inflated once, all limits checked."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Read every XML part. Raises UnreadableSource (``archive.unsafe``, ``<kind>.damaged``)."""
        self.name = name
        self._damaged = f"{kind}.damaged"
        self._parts: dict[str, bytes] = {}
        self._chunks: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as container:
                self._inflate(container)
        except BROKEN as error:
            raise refusal(self._damaged, name) from error

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def parts(self, prefix: str) -> list[str]:
        """The names of the XML parts that begin with ``prefix``, sorted."""
        return sorted(part for part in self._parts if part.startswith(prefix))

    def content(self, part: str) -> bytes:
        """The bytes of an XML part. Raises UnreadableSource when it is absent."""
        if part not in self._parts:
            raise refusal(self._damaged, self.name)
        return self._parts[part]

    def chunk(self, part: str) -> bytes | None:
        """The bytes of a file that was put into the container as it is; None when it is absent."""
        return self._chunks.get(part)

    def tree(self, part: str) -> _Element:
        """The parsed root of a part. Raises UnreadableSource when absent or not well-formed."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(self.content(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise refusal(self._damaged, self.name) from error

    def _inflate(self, container: zipfile.ZipFile) -> None:
        entries = container.infolist()
        names = [entry.filename for entry in entries]
        unsafe = any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names)
        if len(names) != len(set(names)) or len(names) > ZIP_ENTRIES or unsafe:
            raise refusal("archive.unsafe", self.name)
        total = 0
        for entry in entries:
            with container.open(entry) as member:
                # Declared sizes may lie: what counts is what really comes out. Small parts may
                # be packed tighter than the ratio without any harm.
                room = max(2_000_000, ZIP_RATIO * entry.compress_size)
                content = member.read(min(room, ZIP_BYTES - total) + 1)
            total += len(content)
            if len(content) > room or total > ZIP_BYTES:
                raise refusal("archive.unsafe", self.name)
            if entry.filename.endswith((".xml", ".rels")):
                self._keep(entry.filename, content)
            elif entry.filename.endswith(_CHUNKS):
                self._chunks[entry.filename] = content

    def _keep(self, part: str, content: bytes) -> None:
        # An entity could hide or invent figures, and no Office program writes a DOCTYPE.
        if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
            raise refusal("archive.unsafe", self.name)
        self._parts[part] = content


def local_name(element: _Element) -> str:
    """The element's name without its namespace; "" for comments and instructions."""
    tag = cast("object", element.tag)
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """An attribute by its name without namespace (strict and transitional files differ there)."""
    for key, found in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return None


def depth_limit_reached(depth: int) -> bool:
    """Whether nesting is so deep that following it is not worth the risk."""
    return depth > DEPTH
