"""Sheets with two pages side by side."""

from __future__ import annotations

from core.geometry import PageBox
from core.readers.layout import PageLayout, TextLine
from core.readers.two_up import one_after_the_other

WIDTH, HEIGHT = 840.0, 595.0
LEFT, RIGHT = 60.0, 460.0
SENTENCE = "依法公开政府信息并答复公众提出的申请"


def line(top: float, *words: tuple[str, float]) -> TextLine:
    """Words with their left edges, each 100 points broad."""
    boxes = tuple((text, PageBox(1, x0, top, x0 + 100, top + 10)) for text, x0 in words)
    return TextLine(boxes, top, top + 10)


def sheet(*lines: TextLine, width: float = WIDTH) -> PageLayout:
    return PageLayout(1, width, HEIGHT, HEIGHT, lines)


def texts(layout: PageLayout) -> list[str]:
    return [part.text for part in layout.parts if isinstance(part, TextLine)]


def test_that_the_left_page_is_read_before_the_right_one() -> None:
    rows = [
        line(50 + 20 * n, (f"左{n}{SENTENCE}", LEFT), (f"右{n}{SENTENCE}", RIGHT)) for n in range(8)
    ]
    numbers = line(560, ("— 1 —", LEFT), ("— 2 —", RIGHT))

    read = texts(one_after_the_other(sheet(*rows, numbers)))

    assert read == [f"{side}{n}{SENTENCE}" for side in "左右" for n in range(8)]


def test_that_figures_beside_each_other_at_the_foot_stay_unless_they_number_pages() -> None:
    rows = [
        line(50 + 20 * n, (f"左{n}{SENTENCE}", LEFT), (f"右{n}{SENTENCE}", RIGHT)) for n in range(8)
    ]
    figures = line(300, ("12", LEFT), ("7", RIGHT))

    read = texts(one_after_the_other(sheet(*rows, figures)))

    assert (read[8], read[-1]) == ("12", "7")


def test_that_a_sheet_with_anything_in_its_middle_is_one_page() -> None:
    rows = [
        line(50 + 20 * n, (f"左{n}{SENTENCE}", LEFT), (f"右{n}{SENTENCE}", RIGHT)) for n in range(8)
    ]
    layout = sheet(*rows, line(300, ("一行横贯的字", WIDTH / 2 - 50)))

    assert one_after_the_other(layout) is layout


def test_that_a_page_higher_than_broad_is_one_page() -> None:
    rows = [
        line(50 + 20 * n, (f"左{n}{SENTENCE}", 20.0), (f"右{n}{SENTENCE}", 300.0)) for n in range(8)
    ]
    layout = sheet(*rows, width=500.0)

    assert one_after_the_other(layout) is layout


def test_that_labels_and_figures_of_a_table_without_rules_stay_beside_each_other() -> None:
    labels = ("本机关不掌握相关政府信息的申请数量", "没有现成信息需要另行制作的申请数量")
    rows = [line(50 + 20 * n, (labels[n % 2], LEFT), ("12", RIGHT)) for n in range(20)]
    layout = sheet(*rows)

    assert one_after_the_other(layout) is layout


def test_that_a_few_words_beside_a_text_are_no_page() -> None:
    rows = [line(50 + 20 * n, (f"左{n}{SENTENCE}", LEFT)) for n in range(8)]
    layout = sheet(*rows, line(300, ("旁注", RIGHT)))

    assert one_after_the_other(layout) is layout
