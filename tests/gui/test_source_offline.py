"""What a document says is shown as words; nothing it names is fetched or opened."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from core.document import Block, Document
from core.geometry import TextSpan
from core.readers import read_document
from gui.views.excerpt_view import ExcerptView
from gui.views.text_view import TextView

_IMAGE = QTextDocument.ResourceType.ImageResource


class Asked(BaseHTTPRequestHandler):
    paths: list[str] = []  # noqa: RUF012 - shared by all requests of the server

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_error(404)


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    Asked.paths.clear()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    image.save(str(tmp_path / "picture.png"))
    return tmp_path / "picture.png"


def document(text: str) -> Document:
    return Document("0" * 64, "report", "html", text, (Block(0, len(text)),), ())


def hostile(address: str, picture: Path) -> str:
    local = QUrl.fromLocalFile(str(picture)).toString()
    return (
        f'<html><img src="{address}/a.png"><img src="{local}"><link rel="stylesheet"'
        f' href="{address}/a.css"><style>@import "{address}/b.css";</style>年度报告</html>'
    )


def test_that_the_source_shows_markup_as_words_and_fetches_nothing(
    qtbot: QtBot, address: str, picture: Path
) -> None:
    text = hostile(address, picture)
    view = TextView()
    qtbot.addWidget(view)
    view.show_document(document(text))
    view.show()
    qtbot.waitExposed(view)
    qtbot.wait(300)

    assert text in view.toPlainText()
    assert Asked.paths == []


def test_that_the_source_opens_no_file_even_if_markup_came_in(
    qtbot: QtBot, address: str, picture: Path
) -> None:
    local = QUrl.fromLocalFile(str(picture))
    careless, view = QTextEdit(), TextView()
    for widget in (careless, view):
        qtbot.addWidget(widget)
        widget.setHtml(hostile(address, picture))
        widget.show()
        widget.grab()
    qtbot.wait(300)

    # Qt's own view reads the file: the test is of something.
    assert careless.document().resource(_IMAGE.value, local).width() == 40
    assert view.document().resource(_IMAGE.value, local).width() == 1
    assert Asked.paths == []


def test_that_an_excerpt_shows_markup_as_words(qtbot: QtBot, address: str, picture: Path) -> None:
    text = hostile(address, picture)
    view = ExcerptView()
    qtbot.addWidget(view)
    view.open(document(text), b"")
    view.show_places((TextSpan(5, 9),))
    view.show()
    qtbot.wait(300)

    assert "<img" not in view.words.text()
    assert "&lt;img" in view.words.text() or "img" in view.words.text()
    assert Asked.paths == []


def test_that_tables_within_tables_do_not_hold_up_the_window(qtbot: QtBot) -> None:
    # As markup, 200 of them hang Qt's text documents for minutes, and 5,000 crash them.
    markup = b"<html><body>" + b"<table><tr><td>1</td><td>" * 200 + b"</table>" * 200
    view = TextView()
    qtbot.addWidget(view)
    begin = perf_counter()
    view.show_document(read_document(markup, "nested.html"))
    view.show()
    view.grab()

    assert "1" in view.toPlainText()
    assert perf_counter() - begin < 20
