"""No reader touches the network or a file of its own accord, whatever a document asks for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.hostile.case import BUREAU, DISTRICT_XLSX, EDUCATION, TOWN_PDF, TOWNSHIP, Hostile, sample
from tests.hostile.run import cases

ROOT = Path(__file__).resolve().parents[2]
REFERRING = (
    "html-external-entity.html",
    "html-remote.html",
    "html-local.html",
    "html-billion-laughs.html",
    "html-frames.html",
    "mht-report.mht",
    "mht-external-body.mht",
    "docx-external-entity.docx",
    "docx-links-and-macros.docm",
    "docx-relations-loop.docx",
    "xlsx-external-entity.xlsx",
    "xlsx-links-and-macros.xlsm",
    "pdf-acting.pdf",
    "pdf-map-from-elsewhere.pdf",
    "zip-link.zip",
    "zip-slip.zip",
)
WATCHED = """
import json, sys
from pathlib import Path
from core.errors import Known
from core.reading_apart import prepare_reading
from core.reading import read_report

prepare_reading()
touched, ends = [], {}
kinds = ("socket.", "open", "os.", "subprocess.", "urllib.", "http.", "ftplib.", "import", "ctypes.dlopen")
sys.addaudithook(lambda event, given: touched.append((event, str(given)[:200])) if event.startswith(kinds) else None)
for path in map(Path, sys.argv[1:]):
    data = path.read_bytes()
    touched.clear()
    try:
        read_report(data, path.name)
    except Known as error:
        pass
    if touched:
        ends[path.name] = list(touched)
print(json.dumps(ends))
"""


def chosen() -> list[Hostile]:
    return [case for case in cases() if case.name in REFERRING]


def touched(folder: Path, files: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """What a process of its own did while it read each of the files."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *(str(folder / name) for name in files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_that_documents_are_read_from_their_bytes_alone(tmp_path: Path) -> None:
    files = {case.name: case.make() for case in chosen()}
    assert set(files) == set(REFERRING)

    files |= {name: sample(name) for name in (TOWNSHIP, BUREAU, EDUCATION, DISTRICT_XLSX, TOWN_PDF)}
    assert touched(tmp_path, files) == {}
