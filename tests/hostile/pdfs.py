"""PDF files whose objects loop, lie about their number and size, or swell when unpacked."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.case import (
    DISTRICT_PDF,
    NONE,
    READ,
    STOPPED,
    TOWN_PDF,
    Hostile,
    sample,
)

_ENDS: Final = (
    READ, NONE, "pdf.damaged", "pdf.no_text", "pdf.no_encoding", "pdf.too_many_pages",
    "document.too_complex", "document.no_text",
)  # fmt: skip
_BOMB: Final = (*_ENDS, *STOPPED)
_FONT: Final = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object, not packed."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects with a right table of them; 1 is the catalogue."""
    body, offsets = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects) + 1
    table = b"0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 00000 f \n"
        for n in range(1, size)
    )
    end = b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(body))
    return body + b"xref\n0 %d\n" % size + table + end


def page(
    content: bytes = b"BT /F 12 Tf 50 700 Td (1 2 3) Tj ET",
    resources: bytes = b"",
    box: bytes = b"0 0 595 842",
    more: Mapping[int, bytes] | None = None,
    extra: bytes = b"",
) -> bytes:
    """A file of one page."""
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R%s"
            b"/Resources<</Font<</F 5 0 R>>%s>>>>" % (box, extra, resources),
            4: stream(content),
            5: _FONT,
            **(more or {}),
        }
    )


def _xobjects(levels: int) -> bytes:
    """Forms that each draw the next ten times."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    more = {
        n: stream(b"/X Do " * 10, b"%s/Resources<</XObject<</X %d 0 R>>>>" % (form, n + 1))
        for n in range(10, 10 + levels)
    }
    more[10 + levels] = stream(b"BT /F 1 Tf (x) Tj ET", form)
    return page(b"/X Do", b"/XObject<</X 10 0 R>>", more=more)


def _packed(content: bytes, filters: bytes, more: bytes = b"") -> bytes:
    return page(more={4: stream(content, b"/Filter%s%s" % (filters, more))})


def _twice() -> bytes:
    inner = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    return _packed(inner, b"[/FlateDecode/FlateDecode]")


def _unicode(lines: bytes) -> bytes:
    cmap = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FFFFFFFF> endcodespacerange "
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return page(more={5: font, 6: stream(cmap + lines + b" endcmap")})


def _cid(descendant: bytes, encoding: bytes = b"/Identity-H") -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding%s/DescendantFonts[6 0 R]>>" % encoding
    return page(more={5: font, 6: descendant})


def _image(width: int, height: int, filters: bytes, content: bytes) -> bytes:
    image = stream(
        content,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray"
        b"/Filter%s" % (width, height, filters),
    )
    return page(b"500 0 0 500 0 0 cm /I Do", b"/XObject<</I 6 0 R>>", more={6: image})


def _locked(user: str) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption(user, "owner", canPrint=0))
    canvas.drawString(50, 700, "1 2 3")
    canvas.save()
    return target.getvalue()


def _pages(count: int) -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count),
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        }
    )


def _counted(count: bytes) -> bytes:
    return page().replace(b"/Count 1", b"/Count " + count)


def _acting() -> bytes:
    """Starts programs, scripts, pages of the network and forms as far as a reader lets it."""
    data = sample(TOWN_PDF)
    place = (
        data.rindex(b"/Type /Catalog") if b"/Type /Catalog" in data else data.rindex(b"/Catalog")
    )
    actions = (
        b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://203.0.113.1'\\);)>>"
        b"/AA<</WC<</S/Launch/F(/bin/sh)>>/DS<</S/URI/URI(file:///etc/passwd)>>>>"
    )
    end = data.index(b"\n", place)
    return data[:end] + actions + data[end:]


def _grid(columns: int, rows: int) -> bytes:
    lines = b"".join(b"%d 0 m %d 800 l S " % (3 * n, 3 * n) for n in range(columns))
    lines += b"".join(b"0 %d m 590 %d l S " % (4 * n, 4 * n) for n in range(rows))
    return page(lines + b"BT /F 8 Tf 10 10 Td (1) Tj ET")


def _cut(share: float) -> bytes:
    data = sample(DISTRICT_PDF)
    return data[: int(len(data) * share)]


def _loops() -> Iterator[Hostile]:
    two = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    yield Hostile(
        "pdf-reference-loop.pdf", lambda: page(more={4: b"6 0 R", 6: b"7 0 R", 7: b"6 0 R"}), _BOMB
    )
    yield Hostile(
        "pdf-page-tree-loop.pdf",
        lambda: pdf({**two, 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"}),
        _ENDS,
    )
    yield Hostile(
        "pdf-page-tree-mutual.pdf",
        lambda: pdf(
            {
                **two,
                2: b"<</Type/Pages/Kids[3 0 R]/Count 9>>",
                3: b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>",
            }
        ),
        _ENDS,
    )
    yield Hostile(
        "pdf-parent-loop.pdf",
        lambda: page().replace(b"/Type/Pages/", b"/Type/Pages/Parent 2 0 R/"),
        _ENDS,
    )
    yield Hostile(
        "pdf-object-stream-loop.pdf",
        lambda: pdf({**two, 2: stream(b"2 0 <<>>", b"/Type/ObjStm/N 1/First 4/Extends 2 0 R")}),
        _ENDS,
    )
    yield Hostile(
        "pdf-prev-loop.pdf", lambda: page().replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"), _ENDS
    )
    yield Hostile(
        "pdf-length-loop.pdf", lambda: page().replace(b"/Length 35", b"/Length 4 0 R"), _ENDS
    )
    yield Hostile(
        "pdf-form-draws-itself.pdf",
        lambda: page(
            b"/X Do",
            b"/XObject<</X 6 0 R>>",
            more={
                6: stream(
                    b"/X Do",
                    b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
                )
            },
        ),
        _BOMB,
    )
    yield Hostile(
        "pdf-glyph-draws-itself.pdf",
        lambda: page(
            more={
                5: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 49/LastChar 51/Widths[9 9 9]/Encoding<</Differences[49/a/a/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>",
                6: stream(b"9 0 d0 BT /F 9 Tf (123) Tj ET"),
            }
        ),
        _BOMB,
    )
    yield Hostile(
        "pdf-font-loop.pdf",
        lambda: _cid(b"<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]>>"),
        _BOMB,
    )
    yield Hostile(
        "pdf-pattern-loop.pdf",
        lambda: page(
            b"/Pattern cs /P scn 0 0 500 500 re f",
            b"/Pattern<</P 6 0 R>>",
            more={
                6: stream(
                    b"/Pattern cs /P scn 0 0 9 9 re f",
                    b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1/Resources<</Pattern<</P 6 0 R>>>>",
                )
            },
        ),
        _BOMB,
    )
    yield Hostile(
        "pdf-outline-loop.pdf",
        lambda: page().replace(b"/Type/Catalog", b"/Type/Catalog/Outlines 4 0 R"),
        _ENDS,
    )


def _lies() -> Iterator[Hostile]:
    for count in (b"2000000000", b"-1", b"0", b"9999999999999999999", b"/A"):
        yield Hostile(
            f"pdf-count-{count.decode().strip('/')}.pdf", lambda c=count: _counted(c), _ENDS
        )
    yield Hostile(
        "pdf-100000-pages.pdf", lambda: _pages(100_000), ("pdf.too_many_pages", "pdf.damaged")
    )
    yield Hostile(
        "pdf-2000-blank-pages.pdf", lambda: _pages(2_000), ("pdf.no_text", "pdf.damaged"), False
    )
    yield Hostile(
        "pdf-no-pages.pdf",
        lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}),
        ("pdf.damaged",),
    )
    yield Hostile(
        "pdf-index-2e9.pdf",
        lambda: (
            b"%PDF-1.7\n1 0 obj\n"
            + stream(b"", b"/Type/XRef/Size 2000000000/Index[0 2000000000]/W[1 1 1]/Root 1 0 R")
            + b"\nendobj\nstartxref\n9\n%%EOF"
        ),
        ("pdf.damaged",),
    )
    for what, box in (
        ("huge", b"0 0 1000000000 1000000000"),
        ("none", b"0 0 0 0"),
        ("negative", b"0 0 -5 -5"),
        ("words", b"/a /b null (x)"),
        ("long", b"0 0 1 " + b"9" * 400),
        ("backwards", b"595 842 0 0"),
    ):
        yield Hostile(f"pdf-box-{what}.pdf", lambda b=box: page(box=b), _ENDS)
    yield Hostile("pdf-unit-1e9.pdf", lambda: page(extra=b"/UserUnit 1000000000/Rotate 45"), _ENDS)
    yield Hostile("pdf-header-only.pdf", lambda: b"%PDF-1.7\n", ("pdf.damaged",))
    yield Hostile("pdf-no-table.pdf", lambda: page()[: page().index(b"xref")], _ENDS)
    yield Hostile(
        "pdf-font-widths-2e9.pdf",
        lambda: _cid(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>/W[0 2000000000 500]>>"
        ),
        _BOMB,
    )
    yield Hostile(
        "pdf-map-from-elsewhere.pdf",
        lambda: _cid(
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>",
            b"/..#2F..#2F..#2Ftmp#2Fevil",
        ),
        _BOMB,
    )
    yield Hostile("pdf-locked.pdf", lambda: _locked("secret"), ("pdf.encrypted",))
    yield Hostile("pdf-locked-for-owner.pdf", lambda: _locked(""), (NONE,))
    yield Hostile("pdf-acting.pdf", _acting, (READ, "pdf.damaged"), twin=TOWN_PDF)
    yield Hostile(
        "pdf-and-page.pdf",
        lambda: b"<html><script>1</script>\n" + sample(TOWN_PDF),
        (READ,),
        twin=TOWN_PDF,
    )
    for tenth in range(10):
        yield Hostile(
            f"pdf-cut-{tenth}.pdf", lambda t=tenth: _cut(0.05 + 0.1 * t), _ENDS, tenth % 3 == 0
        )


def _swelling() -> Iterator[Hostile]:
    yield Hostile("pdf-forms-10-9.pdf", lambda: _xobjects(9), _BOMB, False)
    yield Hostile("pdf-packed-twice.pdf", _twice, _BOMB, False)
    yield Hostile(
        "pdf-ascii85.pdf",
        lambda: _packed(b"z" * 10_000_000 + b"~>", b"/ASCII85Decode"),
        _BOMB,
        False,
    )
    yield Hostile(
        "pdf-runs.pdf", lambda: _packed(b"\x81 " * 5_000_000, b"/RunLengthDecode"), _BOMB, False
    )
    yield Hostile(
        "pdf-predictor.pdf",
        lambda: _packed(
            zlib.compress(b"x" * 1_000),
            b"/FlateDecode",
            b"/DecodeParms<</Predictor 12/Columns 1000000000>>",
        ),
        _BOMB,
    )
    yield Hostile(
        "pdf-filters-100.pdf", lambda: _packed(b"x", b"[" + b"/FlateDecode" * 1_000 + b"]"), _ENDS
    )
    yield Hostile(
        "pdf-unicode-4e9.pdf",
        lambda: _unicode(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
        _BOMB,
    )
    yield Hostile(
        "pdf-unicode-ranges.pdf",
        lambda: _unicode(b"1 beginbfrange <0000> <FFFF> <0041> endbfrange " * 2_000),
        _BOMB,
    )
    yield Hostile(
        "pdf-500000-words.pdf",
        lambda: page(b"BT /F 1 Tf " + b"(x) Tj " * 500_000 + b"ET"),
        _BOMB,
        False,
    )
    yield Hostile(
        "pdf-one-string.pdf",
        lambda: page(b"BT /F 1 Tf (" + b"x " * 1_000_000 + b") Tj ET"),
        _BOMB,
        False,
    )
    yield Hostile("pdf-grid.pdf", lambda: _grid(190, 150), _ENDS)
    yield Hostile(
        "pdf-40000-boxes.pdf",
        lambda: page(
            b"".join(b"%d %d 2 2 re S " % (n % 200 * 3, n // 200 * 4) for n in range(40_000))
        ),
        _ENDS,
    )
    yield Hostile("pdf-100000-arrays.pdf", lambda: page(b"[" * 100_000), _ENDS)
    yield Hostile("pdf-nested-arrays.pdf", lambda: page(more={6: b"[" * 100_000}), _ENDS)
    yield Hostile("pdf-nested-folders.pdf", lambda: page(more={4: b"<</A" * 50_000}), _ENDS)
    yield Hostile(
        "pdf-300000-saves.pdf", lambda: page(b"q " * 300_000 + b"BT /F 9 Tf (1) Tj ET"), _ENDS
    )
    yield Hostile(
        "pdf-image-60000.pdf",
        lambda: _image(60_000, 60_000, b"/FlateDecode", zlib.compress(b"\0" * 450_000_000, 9)),
        _BOMB,
        False,
    )
    yield Hostile(
        "pdf-image-jbig2.pdf",
        lambda: _image(
            2**31 - 1,
            2**31 - 1,
            b"/JBIG2Decode",
            b"\0\0\0\0\x30\0\x01\0\0\0\x13\x7f\xff\xff\xff\x7f\xff\xff\xff" + b"\0" * 11,
        ),
        _BOMB,
    )
    yield Hostile(
        "pdf-image-jpx.pdf",
        lambda: _image(
            60_000,
            60_000,
            b"/JPXDecode",
            b"\xff\x4f\xff\x51\0\x2f\0\0\x7f\xff\xff\xff\x7f\xff\xff\xff" + b"\0" * 40,
        ),
        _BOMB,
    )
    yield Hostile(
        "pdf-clip-100000.pdf",
        lambda: page(b"0 0 9 9 re W n " * 100_000 + b"BT /F 9 Tf (1) Tj ET"),
        _BOMB,
    )


def cases() -> Iterator[Hostile]:
    """All of this kind."""
    yield from _loops()
    yield from _lies()
    yield from _swelling()
