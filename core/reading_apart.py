"""The processes in which foreign files are read and their pages drawn: what they load and may read."""

from __future__ import annotations

import encodings
import importlib
import pkgutil
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.jail.trial import Escapes, try_to_escape
from core.readers.drawing import font_folders
from core.readers.tar_archives import is_tape
from core.workers.pool import WorkerPool
from core.workers.process import Confinement

if TYPE_CHECKING:
    from concurrent.futures import Future

    from core.reading import Reading

MEMORY: Final = 1024 * 1024 * 1024
READING_S: Final = 60.0
DRAWING_S: Final = 10.0
"""For one page."""
_PAGES_AT_ONCE: Final = 50
"""Pages that one process draws of a document before it is renewed."""
_FOR_ALL: Final = (
    "charset_normalizer",
    "email.mime",
    "email.parser",
    "core.batch",
    "core.reading",
    "core.readers.characters",
)
_FOR_OFFICE: Final = ("openpyxl.reader.excel", "core.exchange.marked")
_HEAD: Final = 1024
"""Bytes in which a PDF says that it is one; see core.readers.sniffing."""
BEHIND: Final = 5
"""The niceness of what is read while a person works."""
_OF_2019: Final = "beitan_township_2019.txt"
_OF_2021: Final = "xiwu_development_2022.html"
"""Bundled reports, one of each edition of the form."""
_PDFIUM_FONTS: Final = ("/usr/share/X11/fonts/Type1", "/usr/share/X11/fonts/TTF")
"""Where pdfium looks of itself, besides the folders that all programs know."""


def reading_pool(
    size: int,
    timeout_s: float = READING_S,
    memory_bytes: int = MEMORY,
    niceness: int = 0,
    *,
    packs: bool = False,
) -> WorkerPool:
    """A pool that reads so many documents at once, each in a process that is shut in.

    ``niceness``: see Confinement; a person at the window comes before what is read meanwhile. With
    ``packs`` a reading comes packed for the store, see ``pack_reading``: that takes as long as
    judging the report, and whoever keeps it need not do it.
    """
    confinement = Confinement(
        prepare_packing if packs else prepare_texts,
        (*_fonts(), *_character_maps()),
        load=load_readers,
        finish=pack_reading if packs else None,
        niceness=niceness,
    )
    return WorkerPool(size, timeout_s=timeout_s, memory_bytes=memory_bytes, confinement=confinement)


def drawing_pool() -> WorkerPool:
    """A pool that draws the pages of one document at a time, in a process that is shut in."""
    confinement = Confinement(prepare_drawing, _fonts(), _PAGES_AT_ONCE)
    return WorkerPool(1, timeout_s=DRAWING_S, memory_bytes=MEMORY, confinement=confinement)


def guards() -> Future[Escapes]:
    """What a reading process can still do on this system, found out by trying."""
    pool = reading_pool(1)
    future = pool.submit(try_to_escape)
    pool.shutdown(wait=False)
    return future


def prepare_reading() -> None:
    """Import and load all that reading any document needs; no file can be opened afterwards."""
    prepare_texts()
    load_readers(None, 1)


def prepare_texts() -> None:
    """Import what reading a text or a page needs, and every other document as well."""
    for name in _FOR_ALL:
        importlib.import_module(name)
    _import_all("core.extraction")
    _import_all(encodings.__name__)
    _warm(_OF_2019)


def prepare_packing() -> None:
    """Import and load what reading any text and packing it needs."""
    prepare_texts()
    data = _bundled(_OF_2019)
    pack_reading(data, _read(data, _OF_2019))


def pack_reading(document: object, answer: object) -> object:
    """A reading packed for the store with its source, the document; other answers as they are."""
    from core.reading import Reading
    from core.store.readings import packed

    if isinstance(document, bytes) and isinstance(answer, Reading):
        return packed(document, answer)
    return answer


def load_readers(document: object, before: int) -> None:
    """Import what the document's bytes need beyond, all for None: most take as long as the rest.

    Its first bytes decide, as they do for the reader. What makes reading quick but costs more than
    one document is worth is done before the second.
    """
    head = document[:_HEAD] if isinstance(document, bytes) else None
    if head is None or head.startswith(b"PK") or is_tape(head):
        _import_all("core.readers")
        for name in _FOR_OFFICE:
            importlib.import_module(name)
    elif b"%PDF-" in head:
        importlib.import_module("core.readers.pdf")
    if before == 1:
        _warm(_OF_2021)


def _warm(name: str) -> None:
    """Read a bundled report: that loads the forms, and makes tables of words for all forks."""
    _read(_bundled(name), name)


def _bundled(name: str) -> bytes:
    return (files("resources.samples") / name).read_bytes()


def _read(data: bytes, name: str) -> Reading:
    from core.reading import read_report

    return read_report(data, name)


def prepare_drawing() -> None:
    """Import what drawing any page needs."""
    _import_all("core.readers", only=("drawing", "unpacking"))
    importlib.import_module("pypdfium2")


def _import_all(package: str, only: tuple[str, ...] = ()) -> None:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if only and module.name not in only:
            continue
        try:
            importlib.import_module(f"{package}.{module.name}")
        except ImportError:  # encodings of other systems
            continue


def _fonts() -> tuple[str, ...]:
    """The folders of fonts, and where links in them lead."""
    folders = [*font_folders(), *(name for name in _PDFIUM_FONTS if Path(name).is_dir())]
    links = (
        str(path.resolve())
        for folder in folders
        for path in Path(folder).rglob("*")
        if path.is_symlink() and path.is_file()
    )
    return (*folders, *sorted(set(links)))


def _character_maps() -> tuple[str, ...]:
    """The maps of pdfminer for predefined Chinese encodings; too many to load them all."""
    spec = find_spec("pdfminer")
    if spec is None or spec.origin is None:
        return ()
    return (str(Path(spec.origin).parent / "cmap"),)
