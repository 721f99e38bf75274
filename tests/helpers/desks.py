"""Several desks with the same reports, and what is to be equal on all of them after an exchange."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

from core.agency_links import agency_key
from core.cells import Origin
from core.exchange.package import read_package
from core.work.summaries import ask
from core.work.workspace import Workspace
from tests.helpers.readings import make_reading

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    """A minute later at each look; ``ahead`` sets one desk's clock before another's."""

    def __init__(self, ahead: int = 0) -> None:
        self.minutes = ahead

    def __call__(self) -> str:
        self.minutes += 1
        hours, minutes = divmod(self.minutes, 60)
        return f"2026-03-{1 + hours // 24:02}T{hours % 24:02}:{minutes:02}:00.000+00:00"


def make_desk(folder: Path, author: str, *, ahead: int = 0, reports: int = 1) -> Workspace:
    """A store named after its author with these reports, ``report 1`` the first."""
    desk = Workspace.open(folder / f"{author}.gouji", author=author, clock=Clock(ahead))
    for number in range(1, reports + 1):
        data = f"report {number}".encode()
        desk.add_reading(data, make_reading(data, name=f"报告{number}.txt", agency=f"第{number}局"))
    return desk


def send(sender: Workspace, *receivers: Workspace, folder: Path) -> None:
    """Carry all of one desk's work to others."""
    package = folder / "package.goujix"
    sender.exchange.export(package)
    for receiver in receivers:
        # Here, not in a process of its own as ``look`` does: many are sent in tests.
        receiver.exchange.merge(receiver.exchange.outlook(read_package(package)))


def copied(store: Path, folder: Path, *beside: str) -> Path:
    """A copy of the store's file, and of those beside it with these endings, while it is open.

    Another process makes it: one that opens and closes the file drops its own locks on it.
    """
    copy = "import shutil, sys; [shutil.copy(name, sys.argv[1]) for name in sys.argv[2:]]"
    folder.mkdir(exist_ok=True)
    names = [f"{store}{suffix}" for suffix in ("", *beside)]
    subprocess.run([sys.executable, "-I", "-c", copy, str(folder), *names], check=True)
    return folder / store.name


def state(desk: Workspace) -> dict[str, Any]:
    """What must not depend on the order in which work arrived."""
    reports: dict[str, Any] = {}
    for line in desk.reports():
        review = desk.review(line.number)
        origins = review.statement.origins
        standing = desk.library.standing(line.number)
        reports[review.extraction.sha256] = {
            "values": dict(review.statement.values) | dict(review.statement.identity),
            "corrected": {a for a, origin in origins.items() if origin is Origin.CORRECTED},
            "verdicts": {v.finding_key: v for v in review.verdicts},
            "disputes": {(d.kind, d.address, d.finding_key): d.sides for d in review.disputes},
            "seen": review.seen,
            "reviewer": standing.reviewer,
            "unsure": line.unsure,
        }
    links = {frozenset((agency_key(k.one), agency_key(k.other))): k.linked for k in desk.links()}
    return {"reports": reports, "links": links}


def in_dispute(desk: Workspace) -> list[int]:
    """The reports in which something waits for a decision, over another connection."""
    return [review.report for review in ask(desk.path, desk.exchange.disputed)]
