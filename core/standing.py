"""Where the review of a report stands: its status, its reviewer, and what changed since sign-off.

All of it follows from the report's log; nothing is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.language import say

if TYPE_CHECKING:
    from core.address import Address


class ReviewStatus(StrEnum):
    """How far the review of a report is; in the order in which the library lists them."""

    UNREVIEWED = "unreviewed"
    IN_REVIEW = "in_review"
    TO_RECHECK = "to_recheck"
    DOUBTFUL = "doubtful"
    FINAL = "final"

    @property
    def label(self) -> str:
        """The status in the reader's language."""
        return say(*_LABELS[self])


_LABELS: Final = {
    ReviewStatus.UNREVIEWED: ("未审", "New"),
    ReviewStatus.IN_REVIEW: ("审核中", "In review"),
    ReviewStatus.TO_RECHECK: ("待复核", "Recheck"),
    ReviewStatus.DOUBTFUL: ("存疑", "In doubt"),
    ReviewStatus.FINAL: ("已定稿", "Signed off"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The review of one report.

    ``reviewer`` is "" while nobody is assigned. ``changed`` are the cells whose value is another
    than at the last sign-off (or as read, when there was none), the latest change last.
    ``reason`` is why it was given its status. ``signed_by`` and ``signed_at`` tell of the last sign-off, "" when there was none.
    """

    status: ReviewStatus = ReviewStatus.UNREVIEWED
    reason: str = ""
    reviewer: str = ""
    changed: tuple[Address, ...] = ()
    signed_by: str = ""
    signed_at: str = ""

    @property
    def is_final(self) -> bool:
        """Whether the report is signed off, and so closed to corrections and verdicts."""
        return self.status is ReviewStatus.FINAL
