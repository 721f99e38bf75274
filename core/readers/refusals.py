"""Refusals: the one place that words why a source cannot be read and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import UnreadableSource
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEMBERS: Final = 5
"""How many files of an archive a message names."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """A message (after the file's name) and a hint, in Chinese and English."""

    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""


_SAVE_AGAIN = (
    "请用 Word 或 WPS 打开后另存为 .docx，或另存为 PDF，再导入。",
    "Open it in Word or WPS, save it as .docx or PDF, and import that.",
)
_GET_AGAIN = (
    "请重新下载或向报送单位索取完整的文件。",
    "Download it again, or ask the sender for an undamaged file.",
)
_SPLIT = ("请拆分文件，或只保留年度报告部分。", "Split the file, or keep the annual report only.")
_UNLOCK = (
    "请输入密码打开后另存为不加密的文件，再导入。",
    "Open it with its password, save it without, and import that.",
)
_KINDS = (
    "支持 PDF、DOCX、XLSX、HTML 和纯文本文件。",
    "PDF, DOCX, XLSX, HTML and plain text can be read.",
)
_SCAN = (
    "请先做文字识别（OCR），把识别后的 PDF、Word 或文本导入。",
    "Recognise its text (OCR) first and import the resulting PDF, Word file or text.",
)

_WORDINGS: Final[dict[str, _Wording]] = {
    "file.empty": _Wording("是空文件。", "is empty.", *_GET_AGAIN),
    "file.too_large": _Wording("过大。", "is too large.", *_SPLIT),
    "document.too_complex": _Wording(
        "的内容过多或结构过于复杂。", "holds too much or is too complex.", *_SPLIT
    ),
    "format.unknown": _Wording("不是可识别的文件。", "is of no known kind.", *_KINDS),
    "doc.legacy": _Wording(
        "是旧版 Word（.doc/.wps）文件。", "is an old Word (.doc, .wps) file.", *_SAVE_AGAIN
    ),
    "xls.legacy": _Wording(
        "是旧版 Excel（.xls/.et）文件。",
        "is an old Excel (.xls, .et) file.",
        "请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。",
        "Open it in Excel or WPS, save it as .xlsx, and import that.",
    ),
    "rtf.unsupported": _Wording("是 RTF 文件。", "is an RTF file.", *_SAVE_AGAIN),
    "mht.empty": _Wording(
        "是没有网页正文的邮件或网页存档。",
        "is a message or web archive without a page in it.",
        "请用浏览器打开后另存为 HTML，再导入。",
        "Open it in a browser, save it as HTML, and import that.",
    ),
    "odf.unsupported": _Wording(
        "是 OpenDocument 文件（.odt/.ods）。",
        "is an OpenDocument file (.odt, .ods).",
        "请打开后另存为 .docx 或 .xlsx，再导入。",
        "Open it, save it as .docx or .xlsx, and import that.",
    ),
    "uof.unsupported": _Wording(
        "是标文通（UOF）文件。", "is a file in the Uniform Office Format.", *_SAVE_AGAIN
    ),
    "iwork.unsupported": _Wording(
        "是苹果 Pages 或 Numbers 文件。",
        "is an Apple Pages or Numbers file.",
        "请打开后导出为 Word、Excel 或 PDF，再导入。",
        "Open it, export it to Word, Excel or PDF, and import that.",
    ),
    "xlsb.unsupported": _Wording(
        "是二进制 Excel 文件（.xlsb）。",
        "is a binary Excel file (.xlsb).",
        "请用 Excel 打开后另存为 .xlsx，再导入。",
        "Open it in Excel, save it as .xlsx, and import that.",
    ),
    "ofd.unsupported": _Wording(
        "是 OFD 版式文件。",
        "is an OFD file.",
        "请用 OFD 阅读器导出为 PDF，再导入。",
        "Export it to PDF with an OFD viewer, and import that.",
    ),
    "pptx.unsupported": _Wording("是演示文稿。", "is a presentation.", *_KINDS),
    "package.given": _Wording(
        "是更正包，不是报告。",
        "is a package of corrections, no report.",
        "请用“文件”菜单的“导入更正包或工作簿”，或把它单独拖进窗口。",
        "Take File > Import corrections or a workbook, or drop it into the window by itself.",
    ),
    "store.given": _Wording(
        "是数据库，不是报告。",
        "is a database, no report.",
        "如果是勾稽的库（.gouji），请用“文件”菜单的“打开库”。",
        "If it is a store of Gouji (.gouji), take File > Open store.",
    ),
    "archive.unsupported": _Wording(
        "是压缩包。",
        "is an archive of files.",
        "请先解压，再导入其中的文件。",
        "Unpack it first and import the files in it.",
    ),
    "archive.pictures": _Wording(
        "是压缩包，里面只有图片，没有可读取的文字。",
        "is an archive with nothing but pictures, without text to read.",
        *_SCAN,
    ),
    "archive.several": _Wording(
        "是压缩包，内有多个文件：",
        "is an archive with several files: ",
        "请先解压，再导入其中的文件。",
        "Unpack it first and import the files in it.",
    ),
    "archive.encrypted": _Wording(
        "是加密的压缩包。",
        "is an archive that needs a password.",
        "请用密码解压，再导入其中的文件。",
        "Unpack it with its password and import the files in it.",
    ),
    "archive.damaged": _Wording("是损坏的压缩文件。", "is a damaged archive.", *_GET_AGAIN),
    "archive.unsafe": _Wording(
        "的内部结构异常，不宜打开。", "is packed in a way that is not safe to open.", *_GET_AGAIN
    ),
    "image.unsupported": _Wording(
        "是图片，没有可读取的文字。", "is a picture without text to read.", *_SCAN
    ),
    "pdf.no_text": _Wording(
        "没有文字层，可能是扫描件。", "has no text layer; it may be a scan.", *_SCAN
    ),
    "pdf.no_encoding": _Wording(
        "的字体没有注明文字编码，文字无法识别。",
        "embeds fonts that do not say which characters they draw; its text cannot be read.",
        *_SCAN,
    ),
    "pdf.encrypted": _Wording("已加密，需要密码。", "is encrypted and needs a password.", *_UNLOCK),
    "pdf.damaged": _Wording("已损坏，无法打开。", "is damaged and cannot be opened.", *_GET_AGAIN),
    "pdf.too_many_pages": _Wording("页数过多。", "has too many pages.", *_SPLIT),
    "docx.damaged": _Wording("是损坏的 Word 文件。", "is a damaged Word file.", *_GET_AGAIN),
    "docx.encrypted": _Wording("是加密的 Office 文件。", "is an encrypted Office file.", *_UNLOCK),
    "xlsx.damaged": _Wording("是损坏的 Excel 文件。", "is a damaged Excel file.", *_GET_AGAIN),
    "html.frames": _Wording(
        "只是框架页，正文在它引用的网页里。",
        "only frames other pages; the text is in these.",
        "请在浏览器中打开正文所在的框架，另存后导入。",
        "Open the frame with the text in a browser, save it, and import that.",
    ),
    "html.damaged": _Wording("不是完整的网页。", "is not a complete web page.", *_GET_AGAIN),
    "document.no_text": _Wording("里没有文字。", "holds no text.", *_GET_AGAIN),
}


def refusal(code: str, name: str, members: Sequence[str] = ()) -> UnreadableSource:
    """The error to raise for a source; ``code`` is one of the codes worded here.

    ``members`` are files to name at the end of the message.
    """
    wording = _WORDINGS[code]
    shown = list(members[:_MEMBERS])
    more_zh, more_en = ("等", ", …") if len(members) > _MEMBERS else ("", "")
    listed_zh = "、".join(shown) + more_zh + "。" if shown else ""
    listed_en = ", ".join(shown) + more_en + "." if shown else ""
    return UnreadableSource(
        code,
        say(f"文件“{name}”{wording.zh}{listed_zh}", f"The file “{name}” {wording.en}{listed_en}"),
        say(wording.hint_zh, wording.hint_en),
    )
