"""The official shape of both editions on the common grid."""

from __future__ import annotations

from core.address import Address
from core.catalogue import load_catalogue
from gui.models.form_layout import WIDTH, Box, FormLayout, lay_out
from tests.gui.form_desk import extraction_of, open_desk


def layout_of(edition: str) -> FormLayout:
    session = open_desk(extraction_of(edition, {}))
    assert session.review is not None
    return lay_out(session.review, load_catalogue().forms)


def box_named(layout: FormLayout, text: str) -> Box:
    (box,) = [box for box in layout.boxes if box.text == text]
    return box


def test_that_the_2021_form_has_200_cells_and_the_2019_form_198_and_a_unit() -> None:
    assert len(layout_of("2021").cells) == 10 + 175 + 15
    assert len(layout_of("2019").cells) == 22 + 1 + 161 + 15


def test_that_no_two_boxes_overlap_and_every_row_is_full() -> None:
    for edition in ("2019", "2021"):
        layout = layout_of(edition)
        covered = [
            (row, column)
            for box in layout.boxes
            for row in range(box.row, box.row + box.row_span)
            for column in range(box.column, box.column + box.column_span)
        ]

        assert len(covered) == len(set(covered))
        assert set(covered) == {(r, c) for r in range(layout.rows) for c in range(WIDTH)}


def test_that_the_handling_label_goes_down_22_rows_in_2021_and_20_in_2019() -> None:
    assert box_named(layout_of("2021"), "三、本年度办理结果").row_span == 22
    assert box_named(layout_of("2019"), "三、本年度办理结果").row_span == 20


def test_that_denial_is_one_label_beside_eight_rows() -> None:
    box = box_named(layout_of("2021"), "（三）不予公开")

    assert (box.row_span, box.column_span) == (8, 2)


def test_that_organisations_head_five_columns_and_the_applicants_seven() -> None:
    layout = layout_of("2021")
    cell = layout.cells[Address("requests", "new", "commercial")]

    assert box_named(layout, "法人或其他组织").column_span == 5 * cell.column_span
    assert box_named(layout, "申请人情况").column_span == 7 * cell.column_span
    assert box_named(layout, "自然人").row_span == 2


def test_that_reviews_stand_in_one_row_of_fifteen_cells() -> None:
    layout = layout_of("2019")
    line = layout.lines[-1]

    assert [str(line[0]), str(line[5]), str(line[14])] == [
        "review.reconsideration.upheld",
        "review.litigation_direct.upheld",
        "review.litigation_after_reconsideration.total",
    ]
    assert len({layout.cells[address].row for address in line}) == 1
    assert box_named(layout, "行政诉讼").column_span == 20


def test_that_an_undivided_other_row_replaces_the_three_of_the_form() -> None:
    extraction = extraction_of("2021", {}, undivided=True)
    session = open_desk(extraction)
    assert session.review is not None

    layout = lay_out(session.review, load_catalogue().forms)

    rows = {address.row for address in layout.cells if address.table == "requests"}
    assert "other" in rows
    assert not rows & {"other_1", "other_2", "other_3"}
    assert box_named(layout, "（六）其他处理").row_span == 1
