"""A corrected workbook as a package: each changed figure is a correction by the one who sent it,
and what he wrote of a problem a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.exchange import refusals
from core.exchange.package import Listed, Package
from core.exchange.vetting import is_hash, is_text, is_year, vetted
from core.store.codec import value_to_scalar
from core.store.facts import Fact, fact_to_plain, made

if TYPE_CHECKING:
    from core.exchange.marked import ChangedCell, MarkedBook, MarkedReport
    from core.exchange.told_lists import MarkedVerdict


def as_package(book: MarkedBook, name: str, *, author: str, now: str) -> Package:
    """The changes as corrections and verdicts of one author, made when the workbook was saved.

    A verdict that is signed in the workbook is the signer's.

    They answer what stood behind the exported values, no more: what was changed in the store since
    is another answer to the same, and so a dispute. The same file gives the same facts. Raises
    Known when the marks of the workbook are no marks of ours.
    """
    made_at = book.saved_at or now
    reports = [report for report in book.reports if report.changes or report.verdicts]
    try:
        facts = [_fact(r, cell, name, author, made_at) for r in reports for cell in r.changes]
        facts += [_verdict(r, said, author, made_at) for r in reports for said in r.verdicts]
        listed = tuple(
            Listed((is_hash(r.source),), is_text(r.name), is_text(r.agency), is_year(r.year))
            for r in reports
        )
        program = is_text(book.program)
    except ValueError as error:
        raise refusals.damaged_marks(name) from error
    return Package(author, made_at, program, listed, tuple(facts))


def _fact(report: MarkedReport, cell: ChangedCell, name: str, author: str, made_at: str) -> Fact:
    content = {
        "new": value_to_scalar(cell.found),
        "machine": value_to_scalar(cell.machine),
        "gesture": "typed",
        "to_machine": False,
        "reverts": None,
    }
    # The hidden sheet is foreign text too: nothing of it comes in that no package could bring.
    return vetted(
        fact_to_plain(
            made(
                "correction",
                report.source,
                str(cell.address),
                content,
                author=author,
                made_at=made_at,
                reason=f"{name} {cell.place}",
                after=cell.answered,
            )
        )
    )


def _verdict(report: MarkedReport, said: MarkedVerdict, author: str, made_at: str) -> Fact:
    return vetted(
        fact_to_plain(
            made(
                "verdict",
                report.source,
                said.finding_key,
                {"ruling": said.ruling},
                author=said.author or author,
                made_at=made_at,
                reason=said.reason,
                after=said.answered,
            )
        )
    )
