"""Taking in what another reviewer sent: first the sources that come along, then the work on them."""

from __future__ import annotations

import pickle
import re
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.batch import read_files
from core.exchange import refusals
from core.exchange.package import unpack_sources
from core.progress import Stopped
from core.reading_apart import reading_pool
from core.source_files import shown
from core.store.readings import Packed
from core.system_words import system_words

if TYPE_CHECKING:
    from core.errors import Known
    from core.exchange.exchange import Outlook
    from core.progress import Progress
    from core.work.workspace import Workspace

_LONGEST: Final = 60
"""Characters of a file's name that are kept; it comes from another machine."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken in: what was known of it when it was merged, the reports that were touched or
    added, and why sources that came along could not be read.
    """

    outlook: Outlook
    reports: tuple[int, ...]
    failures: tuple[Known, ...] = ()


def take_in(
    workspace: Workspace, path: Path, outlook: Outlook, progress: Progress, workers: int = 1
) -> Intake:
    """Copy the store, import the sources that it lacks, then merge; any thread may.

    A source that cannot be read stops nothing: the work on its report is kept. Raises Known where the
    file at the path is no longer what ``outlook`` was made of, or the store cannot be written, and
    Stopped where ``progress`` says so: then the store is as it was.
    """
    workspace.back_up("import")
    with _temporary_folder(path) if outlook.brought else nullcontext("") as folder:
        waiting, failures = _read(path, outlook, Path(folder), progress, workers)
        if progress.cancelled:
            raise Stopped
        with workspace.at_once():
            added = [n for file in waiting for n in workspace.add_packed(_kept(file)).reports]
            if outlook.brought:
                # What could not be imported by now is kept, as if its source had not come along.
                outlook = workspace.exchange.outlook(replace(outlook.package, originals=()))
            touched = workspace.exchange.merge(outlook, progress)
    return Intake(outlook, tuple(dict.fromkeys((*added, *touched))), tuple(failures))


def _read(
    path: Path, outlook: Outlook, folder: Path, progress: Progress, workers: int
) -> tuple[list[Path], list[Known]]:
    """Read the sources that the store lacks; they wait in files, as there may be thousands."""
    waiting: list[Path] = []
    failures: list[Known] = []
    if not outlook.brought:
        return waiting, failures
    files = _unpacked(path, outlook, folder)
    pool = reading_pool(max(1, min(workers, len(files))), packs=True)
    try:
        for number, outcome in enumerate(read_files(files, pool, progress)):
            if outcome.packed is None:
                failures += [outcome.error] if outcome.error else []
            else:
                waiting.append(folder / str(number))
                waiting[-1].write_bytes(pickle.dumps(outcome.packed))
    finally:
        pool.shutdown(cancel_futures=True)
    return waiting, failures


def _kept(file: Path) -> Packed:
    packed = pickle.loads(file.read_bytes())
    assert isinstance(packed, Packed)
    return packed


def _temporary_folder(path: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="gouji-")
    except OSError as error:
        raise refusals.no_room(path, system_words(error)) from error


def _unpacked(path: Path, outlook: Outlook, folder: Path) -> tuple[Path, ...]:
    """Each source in a folder of its own: files of several reports may have one name."""
    places: dict[str, Path] = {}
    for number, listed in enumerate(outlook.brought):
        for sha256 in sorted(set(listed.sources).intersection(outlook.package.originals)):
            # Only the last part of the name counts, whatever the other machine's separator.
            name = shown(re.split(r"[\\/]", listed.name)[-1]).strip(". ") or "report"
            place = folder / f"{number}-{sha256[:8]}"
            place.mkdir()
            places[sha256] = place / name[-_LONGEST:]
    unpack_sources(path, places)
    return tuple(places.values())
