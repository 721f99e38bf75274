"""What is damaged for each reader: real files to begin with, and the words of its format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Final
from zipfile import ZipFile

from openpyxl import load_workbook

from core.exchange.marked import read_marked
from core.exchange.package import read_package
from core.exchange.workbook import as_package
from core.export import Occasion, export
from core.marks import TITLE, digest
from core.reading import read_report
from tests.corpus.plan import cases
from tests.fuzz.mutation import damaged, unpacked_pdf
from tests.helpers.desks import make_desk
from tests.helpers.packages import make_package, members_of, rewritten
from tests.helpers.readings import TOTAL, UPHELD
from tests.hostile import markup, pdfs
from tests.hostile.case import (
    BUREAU,
    DISTRICT_PDF,
    DISTRICT_XLSX,
    EDUCATION,
    TOWN_PDF,
    TOWNSHIP,
    sample,
)

_HTML: Final = (
    b"<table>", b"</table>", b"<tr>", b"<td>", b"<td rowspan=9 colspan=9>", b"<th colspan=0>",
    b"<div style='display:none'>", b"<script>", b"</script>", b"<!--", b"-->", b"<![CDATA[",
    b"&#x110000;", b"&nbsp;", b"<style>td{display:none}</style>", b"<textarea>", b"<pre>",
    b"<iframe src=x>", b"<ul><li>", b"<br>", b"<sup>", b"\xff", b"\0", "总计".encode(), "（一）".encode(),
)  # fmt: skip
_PDF: Final = (
    b"<<", b">>", b"[", b"]", b"(", b")", b"stream\n", b"endstream", b"endobj", b"1 0 R", b"3 0 R",
    b"/Kids", b"/Parent", b"/Contents", b"/Resources", b"/MediaBox", b"/CropBox", b"/Rotate 90",
    b"/UserUnit 9", b"null", b"BT", b"ET", b" Tj", b" Tf", b" Td", b" Tm", b" cm", b" re", b" l",
    b" S", b" f", b" q", b" Q", b" Do", b" 3 Tr", b"/ToUnicode", b"/W [", b"/Type0", b"/Type3",
    b"/Identity-H", b"/GBK-EUC-H", b"BI /W 9 /H 9 ID x EI", b"/ActualText (x)", b"BDC", b"EMC",
)  # fmt: skip
_DOCX: Final = (
    b"<w:tbl>", b"</w:tbl>", b"<w:tr>", b"</w:tr>", b"<w:tc>", b"</w:tc>", b"<w:p/>", b"<w:vMerge/>",
    b"<w:vMerge w:val='restart'/>", b"<w:gridSpan w:val='3'/>", b"<w:t>9</w:t>", b"<w:br/>",
    b"<w:tab/>", b"<w:gridBefore w:val='2'/>", b"<w:hMerge/>", b"<w:del>", b"<w:ins>", b"<w:sdt>",
    b"<w:txbxContent>", b"<mc:Fallback>", b"&amp;", b"&x;", b"<!DOCTYPE x>", b"xmlns:w=''",
)  # fmt: skip
_XLSX: Final = (
    b"<row r='1'>", b"</row>", b"<c r='A1'>", b"</c>", b"<v>1</v>", b" t='s'", b" t='d'", b" t='e'",
    b" t='inlineStr'", b"<is><t>x</t></is>", b"<f>1+1</f>", b"<mergeCell ref='A1:B2'/>", b"NaN",
    b"<dimension ref='A1'/>", b" s='9'", b" hidden='1'", b"<sheet name='x'/>", b"&amp;", b"XFD1",
)  # fmt: skip
_TEXT: Final = (
    b"\t", b"\n", b"\r", b"\f", b",", b'"', b"|", b" ", b"\xe3\x80\x80", b"\0", b"\xef\xbb\xbf",
    *(word.encode() for word in ("总计", "自然人", "本年新收", "（一）", "（二）部分公开", "1", "0", "－", "/",
    "万元", "第二十条第（一）项", "三、", "结果维持", "行政许可", "２", "增", "法人或其他组织")),
)  # fmt: skip
_MHT: Final = (
    *_HTML, b"\r\n\r\n", b"Content-Type: text/html", b"Content-Type: multipart/mixed; boundary=",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"=3D",
    b"--", b"charset=", b"=?utf-8?b?x?=", b"; a*0*=utf-8''%", b"\r\n ",
)  # fmt: skip
_PACKAGE: Final = (
    b"{", b"}", b"[", b"]", b'"', b":", b",", b"null", b"true", b"1e999", b"NaN", b"\\ud800",
    b"\\u0000", b"[" * 3_000, b'"kind"', b'"report"', b'"sha256"', b'"../x"', b"\n", b"\xff",
)  # fmt: skip
_MARKS: Final = (
    *_PACKAGE, b'["1"]', b'["1e9"]', b'"2023"', b"2023", b'"cells"', b'"labels"', b'"title"',
    b'"requests.new.total"', b'"identity.report.year"', b'"A1"', b'"ZZZ9999999"', b'"source"',
)  # fmt: skip
_GENERATED: Final = 4
_NOON: Final = "2026-03-01T12:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Target:
    """What is broken, and how files for it come about."""

    file: Callable[[Random], bytes]
    read: Callable[[bytes], None]
    """Raises Known, or the file is a find."""


def read(data: bytes) -> None:
    """From bytes to an extraction. Raises Known."""
    read_report(data, "fuzz")


def open_package(data: bytes) -> None:
    """What another reviewer sent. Raises Known."""
    with NamedTemporaryFile(suffix=".goujix") as target:
        target.write(data)
        target.flush()
        read_package(Path(target.name))


def take_workbook(data: bytes) -> None:
    """What was corrected in a spreadsheet program. Raises Known."""
    as_package(read_marked(data, "fuzz"), "fuzz", author="李", now=_NOON)


def _mutants(seeds: Callable[[], Sequence[bytes]], words: Sequence[bytes]) -> Target:
    return Target(lambda random: damaged(seeds(), words, random), read)


def _generated(*formats: str) -> list[bytes]:
    made = (cases(_GENERATED, 5, formats=(form,)) for form in formats)
    return [case.data for some in made for case in some]


@cache
def _pdfs() -> Sequence[bytes]:
    real = [sample(DISTRICT_PDF), sample(TOWN_PDF), *_generated("pdf", "pdf-rects")]
    return [*map(unpacked_pdf, real), *real, pdfs.page()]


@cache
def _htmls() -> Sequence[bytes]:
    return [sample(BUREAU), *_generated("html", "html-word", "html-divs", "html-script")]


@cache
def _mhts() -> Sequence[bytes]:
    return [markup.mht(sample(BUREAU)), *(markup.mht(page) for page in _generated("html"))]


@cache
def _docxs() -> Sequence[bytes]:
    return [sample(EDUCATION), *_generated("docx", "docx-frame")]


@cache
def _xlsxs() -> Sequence[bytes]:
    return [sample(DISTRICT_XLSX), *_generated("xlsx", "xlsx-sheets")]


@cache
def _texts() -> Sequence[bytes]:
    return [sample(TOWNSHIP), *_generated("txt", "txt-ragged", "txt-stacked", "markdown")]


@cache
def _csvs() -> Sequence[bytes]:
    """The grids of the bundled workbook as a spreadsheet program would save them."""
    tables: list[bytes] = []
    for grid in read_report(sample(DISTRICT_XLSX), DISTRICT_XLSX).document.grids:
        lines: dict[int, dict[int, str]] = {}
        for cell in grid.slots:
            lines.setdefault(cell.row, {})[cell.column] = cell.text
        target = io.StringIO()
        for _, line in sorted(lines.items()):
            csv.writer(target).writerow([line.get(n, "") for n in range(max(line) + 1)])
        tables.append(target.getvalue().encode())
    return [*tables, b"".join(tables)]


@cache
def _vocabulary() -> Sequence[str]:
    """What stands in the cells and lines of the bundled reports."""
    documents = [read_report(sample(name), name).document for name in (BUREAU, DISTRICT_XLSX)]
    cells = {slot.text for document in documents for grid in document.grids for slot in grid.slots}
    lines = {line[:40] for document in documents for line in document.text.splitlines()}
    return sorted(cells | lines | {"-3", "1.5", "９", "12 3", "1\n2", "—", "/", "增3", "3万元", ""})


def _tables(random: Random) -> bytes:
    """Tables that no report has: its own words and figures in any order, under any spans."""
    words = _vocabulary()
    parts: list[str] = []
    for _ in range(random.randrange(1, 6)):
        parts.append(f"<p>{random.choice(words)}</p><table>")
        for _ in range(random.randrange(1, 30)):
            cells = (
                f"<td rowspan={random.choice((1, 1, 1, 2, 5))} colspan={random.choice((1, 1, 1, 3))}>"
                f"{random.choice(words)}</td>"
                for _ in range(random.randrange(0, 14))
            )
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    return ("<html><body>" + "".join(parts) + "</body></html>").encode()


@cache
def _package() -> dict[str, bytes]:
    """The members of a package with corrections, a verdict and a link."""
    with TemporaryDirectory(prefix="gouji-fuzz-") as folder:
        return members_of(make_package(Path(folder)))


def _packages(random: Random) -> bytes:
    """A package with damaged members; half of them with a manifest that fits the damage."""
    members = dict(_package())
    for name in random.sample(sorted(members), k=random.choice((1, 1, 2))):
        members[name] = damaged([members[name]], _PACKAGE, random)
    with TemporaryDirectory(prefix="gouji-fuzz-") as folder:
        path = Path(folder) / "work.goujix"
        if random.random() < 0.5:
            with suppress(ValueError, AttributeError, TypeError, RecursionError):  # itself damaged
                return rewritten(path, members).read_bytes()
        with ZipFile(path, "w") as archive:
            for name, content in _package().items():
                archive.writestr(name, members.get(name, content))
        return path.read_bytes()


@cache
def _workbook() -> bytes:
    """A workbook of two reports, exported for a colleague."""
    with TemporaryDirectory(prefix="gouji-fuzz-") as folder:
        desk = make_desk(Path(folder), "李", reports=2)
        desk.correct(1, [(TOTAL, Decimal(6)), (UPHELD, None)], reason="看错了")
        path = Path(folder) / "book.xlsx"
        export(path, [desk.review(1), desk.review(2)], Occasion(_NOON, "李"))
        desk.close()
        return path.read_bytes()


def _workbooks(random: Random) -> bytes:
    """A workbook whose parts are damaged; half of them with marks that vouch for the damage."""
    if random.random() < 0.5:
        return damaged([_workbook()], _XLSX, random)
    book = load_workbook(io.BytesIO(_workbook()))
    sheet = book[TITLE]
    lines = [[str(cell.value) for cell in row if cell.value is not None] for row in sheet.rows]
    which = random.randrange(len(lines))
    piece = random.randrange(len(lines[which]))
    mutant = damaged([lines[which][piece].encode()], _MARKS, random).decode("ascii", "replace")
    lines[which][piece] = "".join(c for c in mutant if c.isprintable())[:30_000]
    if which and random.random() < 0.9:
        lines[0][-1] = digest(lines[1:])
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            sheet.cell(row, column, text).data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


TARGETS: Final[dict[str, Target]] = {
    "pdf": _mutants(_pdfs, _PDF),
    "html": _mutants(_htmls, _HTML),
    "mht": _mutants(_mhts, _MHT),
    "docx": _mutants(_docxs, _DOCX),
    "xlsx": _mutants(_xlsxs, _XLSX),
    "txt": _mutants(_texts, _TEXT),
    "csv": _mutants(_csvs, _TEXT),
    "extraction": Target(_tables, read),
    "package": Target(_packages, open_package),
    "workbook": Target(_workbooks, take_workbook),
}
