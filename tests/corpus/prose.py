"""The words around the tables: title, preamble, sections, signature, with quoted figures or without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.corpus.quotes import Narrator, falsify

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.figures import Figures
    from tests.corpus.quotes import Quote

_TITLES: Final = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}关于{year}年政府信息公开工作年度报告",
    "{agency}\n{year}年政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开年度报告",
)
_PREAMBLES: Final = (
    "根据《中华人民共和国政府信息公开条例》要求，现公布本机关{year}年政府信息公开工作年度报告。"
    "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。",
    "本报告由{agency}按照《中华人民共和国政府信息公开条例》（国务院令第711号）和《国务院办公厅政府信息与"
    "政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）"
    "要求编制。全文包括总体情况等六个部分，统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，"
    "请与办公室李喆、朱镕联系（电话：0599-8712345，邮编：353000）。",
)
_DATES: Final = (
    "发布日期：{y}-{m:02}-{d:02}　来源：本站　浏览次数：312",
    "发布时间：{y}-{m:02}-{d:02} 09:30",
    "{y}/{m:02}/{d:02}　信息来源：办公室",
)


def title_of(figures: Figures, random: Random) -> str:
    """A title; it may stand on two lines."""
    return random.choice(_TITLES).format(agency=figures.agency, year=figures.year)


def date_line(figures: Figures, random: Random) -> tuple[str, str]:
    """The line of publication, which says so, and its day in ISO 8601; two empty texts where there is none."""
    if random.random() < 0.5:
        return "", ""
    month, day = random.choice((2, 3)), random.randint(4, 28)
    year = figures.year + 1
    line = random.choice(_DATES).format(y=year, m=month, d=day)
    return line, f"{year}-{month:02}-{day:02}"


def preamble(figures: Figures, random: Random) -> str:
    """What the report is and which time it covers."""
    return random.choice(_PREAMBLES).format(agency=figures.agency, year=figures.year)


def overview(figures: Figures, random: Random) -> tuple[list[str], list[Quote]]:
    """The paragraphs of section one and the figures that they quote."""
    first = (
        f"{figures.year}年，本机关认真贯彻落实上级部署，坚持以公开为常态、不公开为例外，"
        "不断提高政府信息公开的质量和实效。"
    )
    if random.random() < 0.3:
        plain = "（一）主动公开。全年通过门户网站主动公开各类信息若干条，内容涵盖政策文件、财政预决算等。"
        return [first, plain, "（二）监督保障。定期开展自查，及时整改存在的问题。"], []
    narrator = Narrator(figures, random)
    texts = [first, narrator.active(), narrator.requests(), narrator.review()]
    if random.random() < 0.3:
        texts[2] += narrator.earlier()
    if random.random() < 0.2:
        texts = falsify(narrator.quotes, texts, random)
    return texts, narrator.quotes


def fee(figures: Figures, random: Random) -> str:
    """The statement of section six."""
    if figures.year < 2021:
        return "无其他需要报告的事项。"
    unpaid = figures.tables.get("requests", {}).get("other_2", {}).get("total")
    if unpaid:
        return f"本年度发出收费通知{unpaid}件，实际收取信息处理费0元。"
    return random.choice(
        (
            "本年度未收取信息处理费。",
            "按照《政府信息公开信息处理费管理办法》规定，本年度未发出收费通知，收取信息处理费0元。",
            "本年度发出收费通知1件，收取信息处理费380元。",
        )
    )


def signature(figures: Figures, random: Random) -> tuple[list[str], str]:
    """The lines of the signature and its day in ISO 8601; nothing where there is none."""
    day = random.randint(5, 28)
    if random.random() < 0.4:
        return [], ""
    year = figures.year + 1
    return [figures.agency, f"{year}年1月{day}日"], f"{year}-01-{day:02}"
