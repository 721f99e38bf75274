"""Which reports are generated: formats, accidents and figures in turn, all from one seed."""

from __future__ import annotations

from fnmatch import fnmatch
from random import Random
from shutil import which
from typing import TYPE_CHECKING, Final

from tests.corpus import (
    layers,
    odd_office,
    odd_pages,
    odd_texts,
    office,
    pages,
    pdf,
    writers,
)
from tests.corpus.accidents import ACCIDENTS, ASKED, ONLY
from tests.corpus.fair import fair_cells
from tests.corpus.figures import PLANTS, make_figures
from tests.corpus.layouts import make_draft
from tests.corpus.page import font_path
from tests.corpus.platypus import write_pdf_platypus
from tests.corpus.printers import write_pdf_browser, write_pdf_writer
from tests.corpus.scoring import Case, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tests.corpus.figures import Figures, Size
    from tests.corpus.layouts import Draft

    Write = Callable[[Draft, Random], bytes]


def _formats() -> dict[str, tuple[str, Write]]:
    """What can be written on this system: suffix and writer by name."""
    formats: dict[str, tuple[str, Write]] = {
        "html": ("html", writers.write_html),
        "html-gb": ("html", writers.write_html_gb),
        "html-paragraphs": ("html", writers.write_html_paragraphs),
        "html-word": ("html", pages.write_html_word),
        "html-nested": ("html", pages.write_html_nested),
        "html-script": ("html", pages.write_html_script),
        "html-frame": ("html", pages.write_html_frame),
        "html-divs": ("html", pages.write_html_divs),
        "docx": ("docx", office.write_docx),
        "docx-frame": ("docx", office.write_docx_frame),
        "xlsx": ("xlsx", office.write_xlsx),
        "xlsx-sheets": ("xlsx", office.write_xlsx_sheets),
        "txt": ("txt", writers.write_tabbed),
        "txt-ragged": ("txt", writers.write_ragged),
        "markdown": ("txt", writers.write_markdown),
    }
    formats |= {
        "txt-copied": ("txt", layers.write_copied),
        "txt-parted": ("txt", layers.write_parted),
        "txt-celled": ("txt", layers.write_celled),
        "txt-stacked": ("txt", layers.write_stacked),
        "txt-spaced": ("txt", layers.write_spaced),
        "txt-glued": ("txt", layers.write_glued),
        "txt-unlabelled": ("txt", layers.write_unlabelled),
        "txt-columns": ("txt", layers.write_columns),
        "txt-deduplicated": ("txt", layers.write_deduplicated),
    }
    if font_path():
        formats |= {
            "pdf": ("pdf", pdf.write_pdf),
            "pdf-rects": ("pdf", pdf.write_pdf_rects),
            "pdf-borderless": ("pdf", pdf.write_pdf_borderless),
            "pdf-platypus": ("pdf", write_pdf_platypus),
            "txt-layer": ("txt", layers.write_text_layer),
            "txt-miner": ("txt", layers.write_miner),
        }
        if which("pdftotext"):
            formats |= {
                "txt-pdftotext": ("txt", layers.write_pdftotext),
                "txt-pdftotext-layout": ("txt", layers.write_pdftotext_layout),
                "txt-pdftotext-raw": ("txt", layers.write_pdftotext_raw),
            }
    return formats


def _slow_formats() -> dict[str, tuple[str, Write]]:
    """What other programs on this system can print or take out of a page, which takes them seconds."""
    formats: dict[str, tuple[str, Write]] = {}
    if font_path():
        formats |= {
            "txt-plumber": ("txt", layers.write_plumber),
            "txt-plumber-layout": ("txt", layers.write_plumber_layout),
        }
    if font_path() and which("soffice"):
        formats |= {
            "pdf-calc": ("pdf", office.write_pdf_calc),
            "pdf-calc-wide": ("pdf", office.write_pdf_calc_wide),
            "pdf-writer": ("pdf", write_pdf_writer),
        }
    if font_path() and which("chromium"):
        formats["pdf-browser"] = ("pdf", write_pdf_browser)
    return formats


FORMATS: Final = _formats()
SLOW: Final = _slow_formats()
"""Formats that are written only when they are asked for, and take seconds."""

RARE: Final[dict[str, tuple[str, Write]]] = {
    "txt-drawn": ("txt", odd_texts.write_drawn),
    "txt-bars": ("txt", odd_texts.write_bars),
    "txt-commas": ("csv", odd_texts.write_commas),
    "txt-quoted": ("txt", odd_texts.write_quoted),
    "markdown-marked": ("md", odd_texts.write_marked),
    "html-rows": ("html", odd_pages.write_html_rows),
    "html-grid": ("html", odd_pages.write_html_grid),
    "html-data": ("html", odd_pages.write_html_data),
    "docx-2003": ("doc", odd_office.write_word_2003),
    "docx-chunk": ("docx", odd_office.write_docx_chunk),
    "xlsx-2003": ("xls", odd_office.write_excel_2003),
    "xlsx-formulas": ("xlsx", odd_office.write_xlsx_formulas),
    "xlsx-beside": ("xlsx", odd_office.write_xlsx_beside),
}
"""Formats that few reports have, written only when they are asked for."""

_LOST_BLANKS: Final = (
    "html-paragraphs",
    "txt-layer",
    "txt-pdftotext",
    "txt-pdftotext-raw",
    "txt-plumber",
    "txt-stacked",
    "txt-spaced",
    "txt-unlabelled",
)
"""Formats in which a blank cell leaves no trace: a row that has some may be ambiguous."""

_DEDUPLICATED: Final = "txt-deduplicated"
_LOST_ROWS: Final = ("txt-pdftotext", "txt-miner", "txt-glued", "txt-columns", _DEDUPLICATED)
"""Formats that mix labels and figures of neighbouring rows: everything may be ambiguous."""


def _figures(random: Random) -> Figures:
    edition = random.choice(("2019", "2021"))
    sizes: tuple[Size, ...] = ("small", "medium", "large")
    mixed = random.random() < 0.15
    return make_figures(
        random,
        size=random.choice(sizes),
        edition=edition,
        divided=(edition == "2019") if mixed else None,
        blanks=random.random() < 0.3,
        placeholders=random.random() < 0.1,
        plant=random.choice(PLANTS) if random.random() < 0.2 else None,
    )


def possible(accident: str, name: str) -> bool:
    """Whether the accident can befall a report in that format."""
    return accident not in ONLY or any(fnmatch(name, kind) for kind in ONLY[accident])


def _chosen(random: Random, name: str, number: int) -> tuple[str, ...]:
    """No accident, one, or several."""
    able = [a for a in ACCIDENTS if possible(a, name) and a not in ASKED]
    turn = number // len(FORMATS)
    if (number + turn) % 5 == 0:
        return ()
    if (number + turn) % 5 == 4:
        return tuple(random.sample(able, random.randint(2, 4)))
    return (random.choice(able),)


def _open(draft: Draft, name: str) -> set[str]:
    """Cells of which the source, in this format, leaves the value open."""
    gold = flat(draft.figures.tables)
    if name in _LOST_ROWS:
        return set(gold)
    if name not in _LOST_BLANKS:
        return draft.open
    lost = draft.open | draft.ambiguous
    for address in (a for a, value in gold.items() if value is None):
        table, row, _ = address.split(".")
        start = f"{table}." if table == "review" else f"{table}.{row}."
        lost.update(a for a in gold if a.startswith(start))
    return lost


def _has_no_spans(name: str) -> bool:
    unmerged = (
        "html-paragraphs",
        "html-divs",
        "html-rows",
        "html-data",
        "xlsx-formulas",
        "xlsx-beside",
    )
    return name.startswith(("txt", "markdown")) or name in unmerged


def make_case(seed: int, number: int, name: str, accidents: Iterable[str]) -> Case:
    """Write one report; the figures depend on seed and number only."""
    start = f"{seed}/{number}"
    suffix, write = (FORMATS | SLOW | RARE)[name]
    draft = make_draft(_figures(Random(start)), Random(f"{start}/draft"))
    wanted = set(accidents)
    for accident in (a for a in ACCIDENTS if a in wanted):
        ACCIDENTS[accident](draft, Random(f"{start}/{accident}"))
        draft.accidents.append(accident)
    data = write(draft, Random(f"{start}/{name}"))
    fair = fair_cells(draft, name, data)
    lost = draft.lost | (draft.covered if _has_no_spans(name) else set())
    if name == _DEDUPLICATED:
        lost = set(flat(draft.figures.tables))
    return Case(
        f"{number:04}-{name}",
        name,
        tuple(draft.accidents),
        f"report-{number:04}.{suffix}",
        data,
        draft.figures,
        frozenset(_open(draft, name)),
        frozenset(lost),
        again=f"--seed {seed} --number {number} --format {name}"
        f" --accident {','.join(draft.accidents) or 'none'}",
        published=draft.published,
        quotes=tuple(draft.quotes),
        local=tuple(draft.local),
        told=fair.told,
        open=fair.open,
    )


def cases(
    count: int,
    seed: int,
    *,
    formats: Sequence[str] = (),
    accidents: Sequence[str] | None = None,
    first: int = 0,
) -> Iterator[Case]:
    """Generate reports over all formats and accidents in turn; the same seed, the same reports.

    ``accidents`` befall each report of a format that can have them; None takes turns.
    """
    names = list(formats) or list(FORMATS)
    for number in range(first, first + count):
        name = names[number % len(names)]
        if accidents is None:
            chosen = _chosen(Random(f"{seed}/{number}/choice"), name, number)
        elif all(possible(a, name) for a in accidents):
            chosen = tuple(accidents)
        else:
            continue
        yield make_case(seed, number, name, chosen)
