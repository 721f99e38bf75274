"""Which reports are generated: formats, accidents and figures in turn, all from one seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from tests.corpus import writers
from tests.corpus.figures import PLANTS, make_figures
from tests.corpus.layouts import make_draft
from tests.corpus.scoring import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.corpus.figures import Figures, Size
    from tests.corpus.layouts import Draft

FORMATS: Final[dict[str, tuple[str, Callable[[Draft, Random], bytes]]]] = {
    "html": ("html", writers.write_html),
    "html-gb": ("html", writers.write_html_gb),
    "html-paragraphs": ("html", writers.write_html_paragraphs),
    "docx": ("docx", writers.write_docx),
    "xlsx": ("xlsx", writers.write_xlsx),
    "txt": ("txt", writers.write_tabbed),
    "txt-ragged": ("txt", writers.write_ragged),
    "markdown": ("txt", writers.write_markdown),
}


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
        yield Case(
            f"{number:04}-{name}",
            name,
            tuple(draft.accidents),
            f"report-{number:04}.{suffix}",
            write(draft, random),
            draft.figures,
            frozenset(draft.ambiguous),
        )
