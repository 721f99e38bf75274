from __future__ import annotations

import io

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from core.document import Document
from core.errors import UnreadableSource
from core.geometry import PageBox
from core.readers import read_document


def canvas(encrypt: StandardEncryption | None = None) -> tuple[Canvas, io.BytesIO]:
    target = io.BytesIO()
    return Canvas(target, pagesize=(400, 300), encrypt=encrypt), target


def finished(drawn: tuple[Canvas, io.BytesIO]) -> bytes:
    drawn[0].save()
    return drawn[1].getvalue()


def draw_table(page: Canvas) -> None:
    """Three columns and two rows from (50, 200) down to (350, 120); the first column is merged."""
    for y, left in ((200, 50), (160, 150), (120, 50)):
        page.line(left, y, 350, y)
    for x in (50, 150, 250, 350):
        page.line(x, 120, x, 200)
    for x, y, text in ((60, 155, "label"), (160, 175, "1"), (260, 175, "2"), (160, 135, "33")):
        page.drawString(x, y, text)


def shapes(document: Document) -> list[tuple[int, int, int, int, str]]:
    slots = document.grids[0].slots
    return [(s.row, s.column, s.row_span, s.column_span, s.text) for s in slots]


EXPECTED = [
    (0, 0, 2, 1, "label"),
    (0, 1, 1, 1, "1"),
    (0, 2, 1, 1, "2"),
    (1, 1, 1, 1, "33"),
    (1, 2, 1, 1, ""),
]


def test_that_ruled_lines_make_a_grid_with_spans_and_places() -> None:
    drawn = canvas()
    drawn[0].drawString(50, 250, "above")
    draw_table(drawn[0])
    drawn[0].drawString(50, 50, "below it")

    document = read_document(finished(drawn), "a")

    assert shapes(document) == EXPECTED
    assert document.grids[0].slots[3].place == PageBox(1, 150.0, 140.0, 250.0, 180.0)
    assert document.text == "above\nlabel\t1\t2\n33\t\nbelow it\n"
    assert all(
        document.text[w.start : w.start + len(w.text)] == w.text for w in document.pages[0].words
    )


def test_that_white_shading_behind_paragraphs_makes_no_grid() -> None:
    drawn = canvas()
    drawn[0].setFillColorRGB(1, 1, 1)
    for y in (200, 170, 140):
        drawn[0].rect(50, y, 300, 30, stroke=0, fill=1)
    drawn[0].setFillColorRGB(0, 0, 0)
    drawn[0].drawString(60, 180, "prose")

    assert read_document(finished(drawn), "a").grids == ()


def test_that_borders_drawn_as_thin_rectangles_make_the_same_grid() -> None:
    drawn = canvas()
    page = drawn[0]
    for y, left in ((200, 50), (160, 150), (120, 50)):
        page.rect(left, y - 0.25, 350 - left, 0.5, stroke=0, fill=1)
    for x in (50, 150, 250, 350):
        page.rect(x - 0.25, 120, 0.5, 38, stroke=0, fill=1)
        page.rect(x - 0.25, 160, 0.5, 40, stroke=0, fill=1)
    for x, y, text in ((60, 155, "label"), (160, 175, "1"), (260, 175, "2"), (160, 135, "33")):
        page.drawString(x, y, text)

    assert shapes(read_document(finished(drawn), "a")) == EXPECTED


def test_that_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    drawn = canvas()
    page = drawn[0]
    for y in (200, 160, 120):
        page.line(50, y, 350, y)
    page.line(200, 120, 200, 200)
    for x, y, text in ((60, 175, "a"), (210, 175, "1"), (60, 135, "b"), (210, 135, "2")):
        page.drawString(x, y, text)

    assert [shape[4] for shape in shapes(read_document(finished(drawn), "a"))] == [
        "a",
        "1",
        "b",
        "2",
    ]


@pytest.mark.parametrize(
    ("turn", "size", "corner"),
    [
        (0, (400, 300), (20, 259)),
        (90, (300, 400), (27, 20)),
        (180, (400, 300), (333, 27)),
        (270, (300, 400), (259, 333)),
    ],
)
def test_that_places_are_those_of_the_page_as_turned(
    turn: int, size: tuple[int, int], corner: tuple[int, int]
) -> None:
    """The word stands 20 points from the left and 30 above the bottom of the unturned page."""
    drawn = canvas()
    drawn[0].drawString(20, 30, "cornered")
    pdf = PdfDocument(finished(drawn))
    pdf[0].set_rotation(turn)
    turned = io.BytesIO()
    pdf.save(turned)

    page = read_document(turned.getvalue(), "a").pages[0]
    left = min(word.box.x0 for word in page.words)
    top = min(word.box.top for word in page.words)

    assert (page.width, page.height) == size
    assert (left, top) == (pytest.approx(corner[0], abs=4), pytest.approx(corner[1], abs=4))


def test_that_places_count_from_the_corner_of_the_cropped_page() -> None:
    drawn = canvas()
    drawn[0].setCropBox((40, 50, 360, 280))
    drawn[0].drawString(60, 100, "x")

    page = read_document(finished(drawn), "a").pages[0]

    assert (page.width, page.height) == (320, 230)
    assert page.words[0].box.x0 == pytest.approx(20, abs=1)


def test_that_characters_printed_twice_for_boldness_count_once() -> None:
    drawn = canvas()
    for shift in (0, 0.3):
        drawn[0].drawString(50 + shift, 200, "1155")

    assert read_document(finished(drawn), "a").text == "1155\n"


def test_that_a_gap_parts_words_and_letter_spacing_does_not() -> None:
    drawn = canvas()
    drawn[0].drawString(50, 200, "95", charSpace=1)
    drawn[0].drawString(120, 200, "7")

    assert read_document(finished(drawn), "a").text == "95 7\n"


def test_that_a_page_that_is_too_dense_is_read_as_text_only() -> None:
    drawn = canvas()
    for index in range(5_200):
        drawn[0].line(10, index / 20, 12, index / 20)
    drawn[0].drawString(50, 200, "text")

    document = read_document(finished(drawn), "a")

    assert (document.grids, document.text) == ((), "text\n")
    assert document.notes


def test_that_a_scan_an_encrypted_and_a_truncated_file_are_told_apart() -> None:
    scan = canvas()
    scan[0].rect(50, 50, 100, 100)
    locked = canvas(encrypt=StandardEncryption("secret"))
    locked[0].drawString(50, 50, "x")
    whole = finished(canvas())

    codes: list[str] = []
    for data in (finished(scan), finished(locked), whole[:20]):
        with pytest.raises(UnreadableSource) as caught:
            read_document(data, "a")
        codes.append(caught.value.code)

    assert codes == ["pdf.no_text", "pdf.encrypted", "pdf.damaged"]


def test_that_punctuation_hanging_over_a_border_stays_in_the_cell_of_its_line() -> None:
    drawn = canvas()
    draw_table(drawn[0])
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    drawn[0].setFont("STSong-Light", 10)
    drawn[0].drawString(119, 135, "不补正、")

    assert [shape[4] for shape in shapes(read_document(finished(drawn), "a"))] == [
        "label\n不补正、",
        "1",
        "2",
        "33",
        "",
    ]


def test_that_figures_below_headings_are_a_row_of_their_own_when_the_rule_between_is_lost() -> None:
    drawn = canvas()
    page = drawn[0]
    for y in (200, 160, 100):
        page.line(50, y, 350, y)
    for x in (50, 150, 250, 350):
        page.line(x, 100, x, 160)
    for x in (50, 350):
        page.line(x, 160, x, 200)
    page.drawString(60, 175, "kinds")
    for x, head, figure in ((60, "upheld", "1"), (160, "other", "20"), (260, "total", "21")):
        page.drawString(x, 140, head)
        page.drawString(x, 110, figure)

    assert shapes(read_document(finished(drawn), "a")) == [
        (0, 0, 1, 3, "kinds"),
        (1, 0, 1, 1, "upheld"),
        (1, 1, 1, 1, "other"),
        (1, 2, 1, 1, "total"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "20"),
        (2, 2, 1, 1, "21"),
    ]


def test_that_a_number_broken_over_two_lines_stays_in_its_cell() -> None:
    drawn = canvas()
    draw_table(drawn[0])
    drawn[0].drawString(260, 145, "44")
    drawn[0].drawString(260, 130, "7")

    assert shapes(read_document(finished(drawn), "a"))[-1] == (1, 2, 1, 1, "44\n7")


@pytest.mark.parametrize(
    ("texts", "grids"),
    [
        pytest.param(("All of the year's work was done.", "2024"), 0, id="prose"),
        pytest.param(("Notes", "none"), 0, id="words"),
        pytest.param(("Total", "17"), 1, id="figures"),
    ],
)
def test_that_one_column_in_a_frame_is_a_table_where_it_holds_figures(
    texts: tuple[str, str], grids: int
) -> None:
    page, target = canvas()
    page.rect(50, 120, 200, 80)
    page.line(50, 160, 250, 160)
    for text, y in zip(texts, (175, 135), strict=True):
        page.drawString(60, y, text)

    document = read_document(finished((page, target)), "frame.pdf")

    assert len(document.grids) == grids
    assert all(text in document.text for text in texts)


@pytest.mark.parametrize(("figure", "text"), [("337", "33\ufffd"), ("32 6", "32 \ufffd")])
def test_that_a_number_that_runs_off_the_page_is_not_the_part_of_it_that_is_seen(
    figure: str, text: str
) -> None:
    drawn = canvas()
    # Helvetica's digits are 6.67 points wide at size 12, its blank 3.34: the last digit begins
    # 0.9 points before the edge of the paper, at 400.
    blanks = figure.count(" ")
    drawn[0].drawString(399.1 - 2 * 6.67 - blanks * 3.34, 200, figure)
    drawn[0].drawString(50, 100, "a sentence that can be read from its beginning to its end")

    assert read_document(finished(drawn), "a").text.splitlines()[0] == text


def test_that_a_word_that_runs_off_the_page_keeps_what_is_seen() -> None:
    drawn = canvas()
    drawn[0].drawString(380, 200, "number")

    assert read_document(finished(drawn), "a").text == "num\n"


def test_that_tables_printed_sideways_on_two_pages_are_not_joined_as_if_upright() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    drawn = canvas()
    for page in (1, 2):
        drawn[0].translate(400, 0)
        drawn[0].rotate(90)
        drawn[0].setFont("STSong-Light", 12)
        # 300 x 400 to write on, the first row along the left side of the paper
        for row in range(9):
            drawn[0].line(20, 40 + 40 * row, 280, 40 + 40 * row)
        for x in (20, 110, 160, 210, 280):
            drawn[0].line(x, 40, x, 360)
        for row in range(8):
            for x, text in (
                (25, f"第{row}项"),
                (120, str(10 * page + row)),
                (170, "7"),
                (220, "8"),
            ):
                drawn[0].drawString(x, 335 - 40 * row, text)
        drawn[0].showPage()

    document = read_document(finished(drawn), "a")

    figures = [[s.text for s in grid.slots if s.column == 1] for grid in document.grids]
    assert figures == [[str(10 * page + row) for row in range(8)] for page in (1, 2)]
