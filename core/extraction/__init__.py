"""From a document to an extraction: locate the tables, align rows and columns, repair, identify.

This room knows documents and forms; it knows nothing of the store, the rules' wording or a window.
"""

from __future__ import annotations

from core.extraction.assemble import READER, extract

__all__ = ["READER", "extract"]
