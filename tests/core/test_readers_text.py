from __future__ import annotations

import pytest

from core.errors import UnreadableSource
from core.readers import read_document

LINE = "本年新收政府信息公开申请数量 95 件。"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"],
)
def test_that_chinese_text_is_decoded_from(encoding: str) -> None:
    document = read_document(f"{LINE}\r\n第二行\r\n".encode(encoding), "a.txt")

    assert document.text == f"{LINE}\n第二行\n"
    assert document.format == "txt"


def test_that_traditional_chinese_is_decoded_from_big5() -> None:
    line = "政府資訊公開申請的處理結果與行政訴訟情況，總計九十五件。"

    assert read_document(line.encode("big5"), "a.txt").text == line + "\n"


def test_that_a_guessed_encoding_is_told() -> None:
    assert any("gb18030" in note for note in read_document(LINE.encode("gbk"), "a").notes)


def test_that_characters_that_cannot_be_decoded_are_counted() -> None:
    spoilt = (LINE * 20).encode() + b"\xff\xfe"
    document = read_document(spoilt, "a.txt")

    assert document.text.startswith(LINE)
    assert any("2" in note and "\ufffd" in note for note in document.notes)


def test_that_every_line_is_a_block_with_its_place() -> None:
    document = read_document("一\n\n二 三\n".encode(), "a.txt")

    assert [document.text[b.start : b.end] for b in document.blocks] == ["一", "", "二 三"]
    assert [(b.start, b.end) for b in document.blocks] == [(0, 1), (2, 2), (3, 6)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_that_letters_that_a_font_does_not_name_are_replaced_and_counted(encoding: str) -> None:
    # Between blanks every other byte of a long run is a NUL, as in UTF-16.
    document = read_document((LINE + "\n" + "\x00 " * 7).encode(encoding), "a.txt")

    assert document.text.startswith(LINE)
    assert document.text.count("\ufffd") == 7
    assert any("7" in note and "字体" in note for note in document.notes)


def test_that_bytes_with_many_nuls_are_no_text() -> None:
    with pytest.raises(UnreadableSource, match="不是可识别的文件"):
        read_document(LINE.encode() + b"\x00\x01" * 200, "a.txt")
