"""Draws pages of a PDF as pictures; made to run in a worker process, never in the window's own.

Coordinates agree with the reader's, because the same engine reads and draws. The library is loaded
on the first call only, so that the window can name ``draw_page`` without loading a parser.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import UnreadableSource
from core.language import say
from core.readers.unpacking import unpacked

if TYPE_CHECKING:
    from types import ModuleType

    from pypdfium2 import PdfDocument

MAX_PIXELS: Final = 24_000_000
"""The largest picture drawn; a finer scale is lowered to it (about 96 MB of pixels)."""

_lock = threading.Lock()
_kept: list[object] = []
_opened: dict[str, PdfDocument] = {}


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a picture: ``pixels`` are rows of ``stride`` bytes, four bytes a pixel (B, G, R, X).

    ``scale`` is the pixels per point really used, which is lower than asked for very large pages.
    """

    page: int
    scale: float
    width: int
    height: int
    stride: int
    pixels: bytes


def draw_page(data: bytes, page: int, scale: float) -> DrawnPage:
    """Draw page number ``page`` (from 1) with ``scale`` pixels a point; the last document stays open.

    Raises UnreadableSource when the document or the page cannot be drawn.
    """
    with _lock:
        pdfium = _library()
        try:
            drawn = _document(pdfium, data)[_index(page)]
            width, height = drawn.get_size()
            scale = min(scale, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
            bitmap = drawn.render(
                scale=scale,  # pyright: ignore[reportArgumentType] # int | float, says its text
                prefer_bgrx=True,
            )
            picture = DrawnPage(
                page, scale, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
            )
            bitmap.close()
            drawn.close()
        except (pdfium.PdfiumError, IndexError, ValueError, MemoryError) as error:
            raise UnreadableSource(
                "page.undrawable",
                say(f"无法绘制第 {page} 页：{error}。", f"Cannot draw page {page}: {error}."),
                say("读数不受影响，可以用其他阅读器对照。", "The figures are not affected."),
            ) from error
        return picture


def font_folders() -> tuple[str, ...]:
    """The folders with fonts on this system; a document that embeds none is drawn with these."""
    home = Path.home()
    named = os.environ.get("GOUJI_FONTS", "")
    folders = [Path(name) for name in named.split(os.pathsep) if name]
    folders.append(Path(__file__).resolve().parents[2] / "resources" / "fonts")
    if sys.platform == "win32":
        folders.append(Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts")
        folders.append(home / "AppData/Local/Microsoft/Windows/Fonts")
    elif sys.platform == "darwin":
        folders += [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        folders += [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
        folders += [home / ".local/share/fonts", home / ".fonts"]
    return tuple(str(folder) for folder in folders if folder.is_dir())


def _library() -> ModuleType:
    """pypdfium2, started again with our font folders: it sees none of the window's own fonts."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    folders = font_folders()
    if _kept or not folders:
        return pdfium
    paths = (ctypes.c_char_p * (len(folders) + 1))()
    paths[:-1] = [os.fsencode(folder) for folder in folders]
    config = raw.FPDF_LIBRARY_CONFIG()
    config.version = 2
    config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(ctypes.byref(config))
    # pdfium keeps the pointers and reads them at the first missing font, long after this call.
    _kept.extend((paths, config))
    return pdfium


def _document(pdfium: ModuleType, data: bytes) -> PdfDocument:
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 not in _opened:
        for document in _opened.values():
            document.close()
        _opened.clear()
        _opened[sha256] = pdfium.PdfDocument(unpacked(data))
    return _opened[sha256]


def _index(page: int) -> int:
    if page < 1:
        raise IndexError(page)
    return page - 1
