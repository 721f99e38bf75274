"""Errors of the surroundings, told to a person; a document that is wrong is a finding instead.

A Known error names what happened, where, and what to do now. Everything else that is raised is a
bug of ours.
"""

from __future__ import annotations

from core.sentences import sentences


class Known(Exception):
    """Something outside the program is at fault; message and hint are shown to the user.

    ``code`` is stable and for machines (``file.empty``); ``message`` names the file and the place,
    ``hint`` says what to do.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return sentences(self.message, self.hint)


class UnreadableSource(Known):
    """A source file that cannot be read: empty, damaged, encrypted, of a foreign kind, too large."""


class NotAReport(Known):
    """A readable document that holds none of the statutory tables."""


class StoreError(Known):
    """The store cannot be opened, read or written."""


class ExportError(Known):
    """The export cannot be written."""
