"""Which reports are generated: formats, accidents and figures in turn, all from one seed."""

from __future__ import annotations

from random import Random
from shutil import which
from typing import TYPE_CHECKING, Final

from tests.corpus import pdf, writers
from tests.corpus.accidents import ACCIDENTS, ONLY_MARKUP
from tests.corpus.figures import PLANTS, make_figures
from tests.corpus.layouts import make_draft
from tests.corpus.scoring import Case, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.corpus.figures import Figures, Size
    from tests.corpus.layouts import Draft

    Write = Callable[[Draft, Random], bytes]


def _formats() -> dict[str, tuple[str, Write]]:
    """What can be written on this system: suffix and writer by name."""
    formats: dict[str, tuple[str, Write]] = {
        "html": ("html", writers.write_html),
        "html-gb": ("html", writers.write_html_gb),
        "html-paragraphs": ("html", writers.write_html_paragraphs),
        "docx": ("docx", writers.write_docx),
        "xlsx": ("xlsx", writers.write_xlsx),
        "txt": ("txt", writers.write_tabbed),
        "txt-ragged": ("txt", writers.write_ragged),
        "markdown": ("txt", writers.write_markdown),
    }
    if pdf.font_path():
        formats |= {
            "pdf": ("pdf", pdf.write_pdf),
            "pdf-rects": ("pdf", pdf.write_pdf_rects),
            "pdf-borderless": ("pdf", pdf.write_pdf_borderless),
            "txt-layer": ("txt", pdf.write_text_layer),
        }
        if which("pdftotext"):
            formats |= {
                "txt-pdftotext": ("txt", pdf.write_pdftotext),
                "txt-pdftotext-layout": ("txt", pdf.write_pdftotext_layout),
            }
    return formats


FORMATS: Final = _formats()

_LOST_BLANKS: Final = ("html-paragraphs", "txt-layer", "txt-pdftotext")
"""Formats in which a blank cell leaves no trace: a row that has some may be ambiguous."""

_LOST_ROWS: Final = ("txt-pdftotext",)
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
        plant=random.choice(PLANTS) if random.random() < 0.15 else None,
    )


def _accidents(random: Random, draft: Draft, name: str, number: int, only: str) -> None:
    """Let accidents befall the draft: none, one in turn, or several."""
    able = [a for a in ACCIDENTS if a not in ONLY_MARKUP or name in ONLY_MARKUP[a]]
    if only:
        chosen = [only] if only != "none" else []
    elif number % 5 == 0:
        chosen = []
    elif number % 5 == 4:
        chosen = random.sample(able, random.randint(2, 4))
    else:
        chosen = [able[(number // len(FORMATS) * 3 + number % 5) % len(able)]]
    for accident in (a for a in ACCIDENTS if a in chosen):
        ACCIDENTS[accident](draft, random)
        draft.accidents.append(accident)


def _lossy(draft: Draft, name: str) -> set[str]:
    """Cells whose place the format itself destroys."""
    gold = flat(draft.figures.tables)
    if name in _LOST_ROWS:
        return set(gold)
    if name not in _LOST_BLANKS:
        return draft.ambiguous if draft.lost else set()
    lost = set(draft.ambiguous)
    for address in (a for a, value in gold.items() if value is None):
        table, row, _ = address.split(".")
        start = f"{table}." if table == "review" else f"{table}.{row}."
        lost.update(a for a in gold if a.startswith(start))
    return lost


def cases(
    count: int, seed: int, *, only_format: str = "", only_accident: str = ""
) -> Iterator[Case]:
    """Generate reports over all formats and accidents in turn; the same seed, the same reports."""
    names = [only_format] if only_format else list(FORMATS)
    for number in range(count):
        random = Random(f"{seed}/{number}")
        name = names[number % len(names)]
        suffix, write = FORMATS[name]
        draft = make_draft(_figures(random), random)
        _accidents(random, draft, name, number, only_accident)
        yield Case(
            f"{number:04}-{name}",
            name,
            tuple(draft.accidents),
            f"report-{number:04}.{suffix}",
            write(draft, random),
            draft.figures,
            frozenset(_lossy(draft, name)),
            frozenset(draft.lost),
        )
