from __future__ import annotations

import hashlib
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from core.errors import UnreadableSource
from core.readers import read_document
from core.readers.unpacking import unpacked
from tests.helpers.archives import encrypted, in_gbk, zipped

PAGE = "<html><meta charset=utf-8><title>年报</title><p>一、总体情况</p></html>".encode()


def code_of(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableSource) as caught:
        read_document(data, "报送.zip")
    assert caught.value.hint
    return caught.value.code, caught.value.message


def test_that_the_one_report_of_an_archive_is_read_and_the_archive_stays_the_source() -> None:
    data = zipped(
        ("年报/说明图.jpg", b"x"), ("年报/2023年报.html", PAGE), ("__MACOSX/._a.html", b"x")
    )

    document = read_document(data, "报送.zip")

    assert (document.format, document.text, document.name) == ("html", "一、总体情况\n", "报送.zip")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert "年报/2023年报.html" in document.notes[0]


def test_that_an_archive_in_an_archive_is_opened_once() -> None:
    once = zipped(("内.zip", zipped(("a.html", PAGE))))

    assert read_document(once, "a").text == "一、总体情况\n"
    assert unpacked(once) == PAGE
    assert code_of(zipped(("外.zip", once)))[0] == "archive.unsupported"


def test_that_several_reports_of_an_archive_are_named_also_when_their_names_are_in_gbk() -> None:
    data = in_gbk(
        zipped(("nianbaoA.html", PAGE), ("b.docx", b"x")), "年报一二.html", "nianbaoA.html"
    )

    code, message = code_of(data)

    assert code == "archive.several"
    assert "年报一二.html" in message
    assert "b.docx" in message


def test_that_an_archive_with_a_password_says_so() -> None:
    assert code_of(encrypted(zipped(("a.html", PAGE))))[0] == "archive.encrypted"


def test_that_a_member_that_inflates_without_measure_is_refused() -> None:
    assert code_of(zipped(("a.txt", b" " * 30_000_000)))[0] == "archive.unsafe"


def web_archive(*parts: MIMEText) -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by a browser>"
    for part in parts:
        message.attach(part)
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_that_a_web_archive_is_read_as_its_page(charset: str) -> None:
    page = MIMEText("<html><p>新收 12 件</p></html>", "html", charset)
    data = web_archive(page, MIMEText("p{color:red}", "css"))

    document = read_document(data, "a.mht")

    assert (document.format, document.text) == ("html", "新收 12 件\n")
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_that_of_a_web_archive_with_frames_the_longest_frame_is_read() -> None:
    frames = MIMEText('<html><frameset><frame src="a"><frame src="b"></frameset></html>', "html")
    menu = MIMEText("<html><p>首页</p></html>", "html", "utf-8")
    article = MIMEText("<html><p>一、总体情况</p><p>全年公开信息。</p></html>", "html", "utf-8")

    document = read_document(web_archive(frames, menu, article), "a.mhtml")

    assert document.text == "一、总体情况\n全年公开信息。\n"


def test_that_packages_and_databases_are_refused_for_what_they_are() -> None:
    package = zipped(("manifest.json", b"{}"), ("reports.jsonl", b""), ("facts.jsonl", b""))

    code, message = code_of(package)
    assert code == "package.given"
    assert "更正包" in message

    code, message = code_of(b"SQLite format 3\0" + bytes(4096))
    assert code == "store.given"
    assert "数据库" in message
