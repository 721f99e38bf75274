"""The shape of the store in plain SQL, version by version. A migration that shipped never changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.store.enlisting import enlist
from core.store.figures import regroup
from core.store.log import enter_readings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

APPLICATION_ID: Final = 0x474F554A
"""``GOUJ``; stands at offset 68 of the file and tells a Gouji store from any other SQLite file."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that lead to ``version`` (major << 16 | minor).

    ``then`` does what SQL cannot, in the same transaction.
    """

    version: int
    statements: tuple[str, ...]
    then: Callable[[sqlite3.Connection], None] | None = None


_SOURCE = """
CREATE TABLE source (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size >= 0),
  packed BLOB NOT NULL
) STRICT
"""

_EXTRACTION = """
CREATE TABLE extraction (
  report INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE REFERENCES source (sha256),
  imported_at TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  packed BLOB NOT NULL,
  packed_sha256 TEXT NOT NULL,
  document BLOB NOT NULL,
  document_sha256 TEXT NOT NULL
) STRICT
"""

# Values are JSON scalars in TEXT (12, "无", null): a STRICT INTEGER column would turn 007 into 7.
# No CHECK calls json_valid: with trusted_schema off, SQLite 3.40 refuses such a schema.
_LOG = """
CREATE TABLE log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('correction', 'verdict')),
  report INTEGER NOT NULL REFERENCES extraction (report),
  made_at TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  cell TEXT,
  old TEXT,
  new TEXT,
  machine TEXT,
  gesture TEXT CHECK (gesture IN
    ('typed', 'proposal', 'pasted', 'cleared', 'undo', 'redo', 'revert', 'imported')),
  reverts TEXT,
  to_machine INTEGER CHECK (to_machine IN (0, 1)),
  finding TEXT,
  ruling TEXT CHECK (ruling IN ('source_says_so', 'does_not_apply', 'to_ask', 'withdrawn')),
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  CHECK (kind <> 'correction' OR (cell IS NOT NULL AND old IS NOT NULL AND new IS NOT NULL
    AND machine IS NOT NULL AND gesture IS NOT NULL AND to_machine IS NOT NULL)),
  CHECK (kind <> 'verdict' OR (finding IS NOT NULL AND ruling IS NOT NULL))
) STRICT
"""

_OVERLAY = """
CREATE TABLE overlay (
  report INTEGER NOT NULL REFERENCES extraction (report),
  cell TEXT NOT NULL,
  value TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES log (sequence),
  PRIMARY KEY (report, cell)
) STRICT, WITHOUT ROWID
"""

_PROJECTION = """
CREATE TABLE projection (
  report INTEGER PRIMARY KEY REFERENCES extraction (report),
  name TEXT NOT NULL,
  agency TEXT NOT NULL,
  year INTEGER,
  edition TEXT NOT NULL,
  format TEXT NOT NULL,
  errors INTEGER NOT NULL,
  cannot_tell INTEGER NOT NULL,
  unsure INTEGER NOT NULL,
  corrected INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  needle TEXT NOT NULL,
  cells TEXT NOT NULL
) STRICT
"""


def _frozen(table: str, key: str) -> tuple[str, ...]:
    """Triggers that let rows in and never change them again.

    INSERT OR REPLACE deletes without firing a DELETE trigger where recursive_triggers is off; the
    guard before INSERT closes that door.
    """
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) {refuse}",
    )


# -- version 2: a report may be read anew, and the log holds more than corrections and verdicts ------

_REPORT = """
CREATE TABLE report (
  report INTEGER PRIMARY KEY AUTOINCREMENT,
  imported_at TEXT NOT NULL,
  imported_by TEXT NOT NULL
) STRICT
"""

_READING = """
CREATE TABLE reading (
  reading INTEGER PRIMARY KEY AUTOINCREMENT,
  report INTEGER NOT NULL REFERENCES report (report),
  sha256 TEXT NOT NULL REFERENCES source (sha256),
  packed BLOB NOT NULL,
  packed_sha256 TEXT NOT NULL,
  document BLOB NOT NULL,
  document_sha256 TEXT NOT NULL
) STRICT
"""

# ``content`` is the JSON of entries that are neither corrections nor verdicts.
_LOG_2 = """
CREATE TABLE log_2 (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN
    ('correction', 'verdict', 'reading', 'link', 'status', 'assignment', 'seen')),
  report INTEGER REFERENCES report (report),
  made_at TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  cell TEXT,
  old TEXT,
  new TEXT,
  machine TEXT,
  gesture TEXT CHECK (gesture IN
    ('typed', 'proposal', 'pasted', 'cleared', 'undo', 'redo', 'revert', 'imported', 'moved',
     'confirmed', 'merged')),
  reverts TEXT,
  to_machine INTEGER CHECK (to_machine IN (0, 1)),
  finding TEXT,
  ruling TEXT CHECK (ruling IN ('source_says_so', 'does_not_apply', 'to_ask', 'withdrawn')),
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  content TEXT,
  CHECK (kind = 'link' OR report IS NOT NULL),
  CHECK (kind <> 'correction' OR (cell IS NOT NULL AND old IS NOT NULL AND new IS NOT NULL
    AND machine IS NOT NULL AND gesture IS NOT NULL AND to_machine IS NOT NULL)),
  CHECK (kind <> 'verdict' OR (finding IS NOT NULL AND ruling IS NOT NULL)),
  CHECK (kind IN ('correction', 'verdict') OR content IS NOT NULL)
) STRICT
"""

_OVERLAY_2 = _OVERLAY.replace("TABLE overlay", "TABLE overlay_2").replace(
    "REFERENCES extraction (report)", "REFERENCES report (report)"
)

_PROJECTION_2 = """
CREATE TABLE projection (
  report INTEGER PRIMARY KEY REFERENCES report (report),
  name TEXT NOT NULL,
  agency TEXT NOT NULL,
  agency_key TEXT NOT NULL,
  year INTEGER,
  edition TEXT NOT NULL,
  format TEXT NOT NULL,
  published TEXT,
  errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  cannot_tell INTEGER NOT NULL,
  excused INTEGER NOT NULL,
  unsure INTEGER NOT NULL,
  corrected INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  needle TEXT NOT NULL,
  cells TEXT NOT NULL
) STRICT
"""

_TALLY = """
CREATE TABLE tally (
  report INTEGER NOT NULL REFERENCES report (report),
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  failed INTEGER NOT NULL,
  cannot_tell INTEGER NOT NULL,
  excused INTEGER NOT NULL,
  PRIMARY KEY (report, rule)
) STRICT, WITHOUT ROWID
"""

_DRAFT = """
CREATE TABLE draft (
  report INTEGER NOT NULL REFERENCES report (report),
  cell TEXT NOT NULL,
  text TEXT NOT NULL,
  author TEXT NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (report, cell)
) STRICT, WITHOUT ROWID
"""

_LOGGED = (
    "sequence, id, action, kind, report, made_at, author, reason, cell, old, new, machine, gesture,"
    " reverts, to_machine, finding, ruling, previous, hash"
)

# DROP TABLE fires no trigger, and RENAME takes a table's triggers and its last number along.
_TO_VERSION_2 = (
    _REPORT,
    "INSERT INTO report SELECT report, imported_at, imported_by FROM extraction",
    _READING,
    "INSERT INTO reading SELECT report, report, sha256, packed, packed_sha256, document,"
    " document_sha256 FROM extraction",
    _LOG_2,
    f"INSERT INTO log_2 ({_LOGGED}) SELECT {_LOGGED} FROM log",
    # The last number ever given shows whether the log's tail was cut off.
    "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'log')"
    " WHERE name = 'log_2'",
    _OVERLAY_2,
    "INSERT INTO overlay_2 SELECT * FROM overlay",
    "DROP TABLE overlay",
    "DROP TABLE projection",
    "DROP TABLE log",
    "DROP TABLE extraction",
    "ALTER TABLE log_2 RENAME TO log",
    "ALTER TABLE overlay_2 RENAME TO overlay",
    "CREATE INDEX log_by_report ON log (report, sequence)",
    "CREATE INDEX log_by_kind ON log (kind, sequence)",
    "CREATE INDEX reading_by_report ON reading (report)",
    "CREATE INDEX reading_by_source ON reading (sha256)",
    _PROJECTION_2,
    "CREATE INDEX projection_by_agency ON projection (agency_key, year)",
    _TALLY,
    "CREATE INDEX tally_by_rule ON tally (rule)",
    _DRAFT,
    *_frozen("report", "report = NEW.report"),
    *_frozen("reading", "reading = NEW.reading"),
    *_frozen("log", "sequence = NEW.sequence OR id = NEW.id"),
)

# -- version 2.1: the library of many reports -----------------------------------------------------------

_TO_VERSION_2_1 = (
    "ALTER TABLE projection ADD COLUMN status TEXT NOT NULL DEFAULT 'unreviewed'",
    "ALTER TABLE projection ADD COLUMN reviewer TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE projection ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projection ADD COLUMN region TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE projection ADD COLUMN level TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE shape (shape INTEGER PRIMARY KEY, cells TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE figures (report INTEGER PRIMARY KEY REFERENCES report (report),"
    " shape INTEGER NOT NULL REFERENCES shape (shape), amounts TEXT NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE prose_index USING fts5"
    " (prose, content='', detail=none, tokenize='trigram')",
    # Holds whatever filters and orders ask for, so that they need not read the lines themselves.
    "CREATE INDEX projection_by_work ON projection (errors, warnings, cannot_tell, unsure, report,"
    " corrected, year, level, status, reviewer, edition, format, region, agency)",
    "DROP INDEX tally_by_rule",
    "CREATE INDEX tally_by_rule ON tally (rule, failed, excused, cannot_tell)",
    "CREATE INDEX projection_by_name ON projection (agency, year, report)",
)

# -- version 2.2: fewer bytes a report ------------------------------------------------------------------

_TO_VERSION_2_2 = (
    "DROP INDEX reading_by_source",
    # Sixteen digits of a hash tell as well as all of them where to look.
    "CREATE INDEX reading_by_source ON reading (substr(sha256, 1, 16))",
    # Only letters that have two cases need to be written twice.
    "UPDATE projection SET needle = ''"
    " WHERE needle = agency || char(10) || ifnull(year, '') || char(10) || name",
)

# -- version 2.3: work on reports that are not here yet ---------------------------------------------------

_LOG_3 = (
    _LOG_2.replace("TABLE log_2", "TABLE log_3")
    .replace("'assignment', 'seen')", "'assignment', 'seen', 'parcel', 'parcel_end')")
    .replace("CHECK (kind = 'link' OR", "CHECK (kind IN ('link', 'parcel', 'parcel_end') OR")
)

_AWAITED = """
CREATE TABLE awaited (
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  parcel INTEGER NOT NULL REFERENCES log (sequence),
  PRIMARY KEY (sha256, parcel)
) STRICT, WITHOUT ROWID
"""

# A CHECK cannot be changed in place: the log is copied, as it was for version 2.
_TO_VERSION_2_3 = (
    _LOG_3,
    f"INSERT INTO log_3 ({_LOGGED}, content) SELECT {_LOGGED}, content FROM log",
    "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'log')"
    " WHERE name = 'log_3'",
    "DROP TABLE log",
    "ALTER TABLE log_3 RENAME TO log",
    "CREATE INDEX log_by_report ON log (report, sequence)",
    "CREATE INDEX log_by_kind ON log (kind, sequence)",
    *_frozen("log", "sequence = NEW.sequence OR id = NEW.id"),
    _AWAITED,
    "CREATE INDEX awaited_by_parcel ON awaited (parcel)",
)

# -- version 2.4: a line says by what its report was judged -----------------------------------------------

_TO_VERSION_2_4 = ("ALTER TABLE projection ADD COLUMN basis INTEGER NOT NULL DEFAULT 0",)

# -- version 2.5: what came from elsewhere is found without going through all work ------------------------

_TO_VERSION_2_5 = (
    "CREATE INDEX log_by_merging ON log (report)"
    " WHERE kind IN ('correction', 'verdict') AND content IS NOT NULL",
)

MIGRATIONS: Final = (
    Migration(
        1 << 16,
        (
            _SOURCE,
            _EXTRACTION,
            _LOG,
            "CREATE INDEX log_by_report ON log (report, sequence)",
            _OVERLAY,
            _PROJECTION,
            *_frozen("source", "sha256 = NEW.sha256"),
            *_frozen("extraction", "report = NEW.report OR sha256 = NEW.sha256"),
            *_frozen("log", "sequence = NEW.sequence OR id = NEW.id"),
        ),
    ),
    Migration(2 << 16, _TO_VERSION_2, enter_readings),
    Migration(2 << 16 | 1, _TO_VERSION_2_1, enlist),
    # Readings are packed in fewer bytes from here on, which older versions cannot read; those that
    # were packed before stay as they are.
    Migration(2 << 16 | 2, _TO_VERSION_2_2, regroup),
    # Earlier versions would pass over parcels, and never hand them over.
    Migration(2 << 16 | 3, _TO_VERSION_2_3),
    # Earlier versions would write lines without it, and a later one would take them for judged.
    Migration(2 << 16 | 4, _TO_VERSION_2_4),
    # Earlier versions would take a parcel that was handed over for one of its sources for done with.
    Migration(2 << 16 | 5, _TO_VERSION_2_5),
)

CURRENT_VERSION: Final = MIGRATIONS[-1].version
