"""Which editions of the application table plain text can mean, from the rows that it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Line
from core.extraction.runs import words_in
from core.form import Form, RowSpec, TableSpec

_TELLING: Final = 5
"""Characters of a label that is not found in other words by chance."""


def named_editions(lines: Sequence[Line], forms: Sequence[Form]) -> Sequence[Form]:
    """The editions of which the words name a row that no other has, wherever they stand; else all.

    Where a text has lost the order of its lines, the rows that fit best may be another edition's.
    """
    words = words_in(lines)
    tables = [form.table("requests") for form in forms]
    named = [
        form
        for form, table in zip(forms, tables, strict=True)
        if any(
            text in words
            for row in table.rows
            for text in _own_texts(row, [other for other in tables if other is not table])
        )
    ]
    return named or forms


def _own_texts(row: RowSpec, others: Sequence[TableSpec]) -> list[str]:
    """The wordings of a row that no table of another edition prints, not even as a heading."""
    printed = {bare(part) for table in others for other in table.rows for part in other.path}
    printed |= {bare(text) for table in others for other in table.rows for text in other.aliases}
    own = (bare(text) for text in (row.label, *row.aliases))
    return [text for text in own if len(text) >= _TELLING and text not in printed]
