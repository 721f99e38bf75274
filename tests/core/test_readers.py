from __future__ import annotations

import io
import zipfile
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from core.errors import UnreadableSource
from core.readers import read_document


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read_document(data, "报告.pdf")
    assert "报告.pdf" in caught.value.message
    assert caught.value.hint
    return caught.value.code


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "file.empty", id="nothing"),
        pytest.param(b"\xef\xbb\xbf \r\n\n", "file.empty", id="blanks only"),
        pytest.param(b"\x00" * 64, "file.empty", id="zeros only"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n" + b"\x01" * 40, "image.unsupported", id="picture named pdf"
        ),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\x01" * 40, "image.unsupported", id="photo"),
        pytest.param(
            b"BM\x36\x00\x00\x00\0\0\0\0" + b"\x01" * 40, "image.unsupported", id="bitmap"
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "doc.legacy",
            id="old Word",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            "xls.legacy",
            id="old Excel",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "docx.encrypted",
            id="encrypted Office",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WpsCustomData".encode("utf-16-le"),
            "doc.legacy",
            id="old WPS",
        ),
        pytest.param(b"{\\rtf1 text}", "rtf.unsupported", id="rtf"),
        pytest.param(b"Rar!\x1a\x07\x00abc", "archive.unsupported", id="rar"),
        pytest.param(zipped(**{"a.jpg": b"x"}), "archive.pictures", id="zip of pictures"),
        pytest.param(zipped(**{"a.exe": b"x"}), "archive.unsupported", id="zip of a program"),
        pytest.param(zipped(**{"Index/Document.iwa": b"x"}), "iwork.unsupported", id="pages"),
        pytest.param(
            b'<?xml version="1.0"?>\n<!-- a --><office:document xmlns:office="x"/>',
            "odf.unsupported",
            id="flat odt",
        ),
        pytest.param(b'\xef\xbb\xbf<uof:UOF xmlns:uof="x"/>', "uof.unsupported", id="uof"),
        pytest.param(zipped(**{"a.txt": b"x", "b.txt": b"y"}), "archive.several", id="two files"),
        pytest.param(
            zipped(**{"mimetype": b"x", "content.xml": b"<x/>"}), "odf.unsupported", id="odt"
        ),
        pytest.param(zipped(**{"xl/workbook.bin": b"x"}), "xlsb.unsupported", id="binary Excel"),
        pytest.param(zipped(**{"OFD.xml": b"<x/>"}), "ofd.unsupported", id="ofd"),
        pytest.param(zipped(ppt__presentation=b"x"), "pptx.unsupported", id="presentation"),
        pytest.param(b"PK\x03\x04word/document.xml", "docx.damaged", id="truncated Word"),
        pytest.param(b"PK\x03\x04xl/workbook.xml", "xlsx.damaged", id="truncated Excel"),
        pytest.param(b"PK\x03\x04", "archive.damaged", id="truncated zip"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "pdf.damaged", id="truncated PDF"),
        pytest.param(bytes(range(256)) * 20, "format.unknown", id="binary"),
        pytest.param(
            b"<html><body><p>&nbsp;</p></body></html>", "document.no_text", id="blank page"
        ),
        pytest.param(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n",
            "mht.empty",
            id="web archive without a page",
        ),
    ],
)
def test_that_a_source_of_a_foreign_or_damaged_kind_is_refused_by_name(
    data: bytes, code: str
) -> None:
    assert refused(data) == code


def test_that_the_kind_is_told_by_content_and_not_by_name() -> None:
    assert read_document(b"<html><p>1</p></html>", "a.pdf").format == "html"
    assert read_document("一、总体情况".encode(), "a.docx").format == "txt"


def test_that_repeated_names_in_a_package_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            container.writestr("word/document.xml", "<b/>")

    assert refused(target.getvalue()) == "archive.unsafe"


def test_that_a_package_that_inflates_without_measure_is_refused() -> None:
    bomb = zipped(word__document=b"x", **{"word/document.xml": b" " * 30_000_000})

    assert refused(bomb) == "archive.unsafe"


def test_that_entities_in_a_package_are_refused() -> None:
    markup = b'<!DOCTYPE a [<!ENTITY x "9">]><document><body/></document>'

    assert refused(zipped(**{"word/document.xml": markup})) == "archive.unsafe"


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><table><tr><td>", b"\xff\xfe", b"\xd2\xbb"]
    ),
    st.binary(max_size=300),
)
def test_that_any_bytes_end_in_a_document_or_a_refusal(head: bytes, tail: bytes) -> None:
    try:
        document = read_document(head + tail, "x")
    except UnreadableSource:
        return
    assert isinstance(document, Document)
    assert all(0 <= block.start <= block.end <= len(document.text) for block in document.blocks)


@cache
def _package() -> bytes:
    """A small workbook; made once, because the time in it changes its length."""
    book = openpyxl.Workbook()
    book.active["A1"] = "规章"  # pyright: ignore[reportOptionalSubscript]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_that_a_spoilt_package_ends_in_a_document_or_a_refusal(data: st.DataObject) -> None:
    content = bytearray(_package())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = read_document(bytes(content), "x")
    except UnreadableSource:
        return
    assert document.text
