"""The shape of the store in plain SQL, version by version. A migration that shipped never changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

APPLICATION_ID: Final = 0x474F554A
"""``GOUJ``; stands at offset 68 of the file and tells a Gouji store from any other SQLite file."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that lead to ``version`` (major << 16 | minor)."""

    version: int
    statements: tuple[str, ...]


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
)

CURRENT_VERSION: Final = MIGRATIONS[-1].version
