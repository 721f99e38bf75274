"""Accidents of how figures and labels are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.corpus.pieces import STATUTORY, figures, gold, labels, row_cells, set_gold

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.layouts import Draft, Piece

_FULL_WIDTH: Final = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_MARKS: Final = ("/", "-", "—", "无", "不适用", "——", "－", "--")
_BLANKS: Final = (" ", "\u00a0", "\u2009", "\u3000")
_UP: Final = ("增{}", "增 {}", "+{}", "＋{}", "增加{}", "上升{}", "增{}项", "↑{}")
_DOWN: Final = ("减{}", "减 {}", "-{}", "－{}", "减少{}", "下降{}", "减{}项", "−{}", "↓{}")
_GLOSSES: Final = ("（件）", "（注）", "数量", "（含下属单位）", "情况", "：")
_VARIANTS: Final[dict[str, tuple[str, ...]]] = {
    "一、本年新收政府信息公开申请数量": (
        "一、本年新收政府信息公开申请",
        "一 、本年新收政府信息 公开申请数量",
        "1、本年新收政府信息公开申请数量",
    ),
    "二、上年结转政府信息公开申请数量": ("二、上年结转", "二．上年结转政府信息公开申请数量"),
    "（一）予以公开": ("(一) 予以公开", "第（一）予以公开", "(一)予以公开"),
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (
        "(二)部分公开(区分处理的,只计这一情形,不计其它情形)",
        "（二）部分公开",
        "第（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    ),
    "1.属于国家秘密": ("1、属于国家秘密", "1. 属于国家秘密", "1．属于国家秘密"),
    "2.其他法律行政法规禁止公开": ("2. 其他法律、行政法规禁止公开", "2．其它法律行政法规禁止公开"),
    "3.危及“三安全一稳定”": (
        "3.危及「三安全一稳定」",
        '3.危及"三安全一稳定"',
        "3.危及三安全一稳定",
    ),
    "4.保护第三方合法权益": ("4、保护第三方合法权益", "4. 保护第三方合法权益"),
    "（三）不予公开": ("(三)不予公开", "（三）不予 公开", "第（三）不予公开"),
    "（四）无法提供": ("(四)无法提供", "（四） 无法提供"),
    "（五）不予处理": ("(五)不予处理", "（五）不 予处理"),
    "（六）其他处理": ("（六）其它处理", "(六)其他处理"),
    "3.其他": ("3．其它", "3、其他", "3.其他情形"),
    "（七）总计": ("七、总计", "(七)总计", "总计（7）", "合计", "本年度办理结果合计"),
    "四、结转下年度继续办理": (
        "四、结转下一年度继续办理",
        "四、结转下年",
        "四 、结转下年度继续办理",
    ),
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": (
        "1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
        "1.申请人无正当理由逾期不补正",
        "1.逾期不补正",
    ),
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": (
        "2.逾期未缴费",
        "2.申请人逾期未按收费通知要求缴纳费用，行政机关不再处理其政府信息公开申请",
    ),
    "总计": ("合计", "总 计"),
    "其他": ("其它",),
    "规章": ("规章（设区的市、自治州人民政府应提供相关数据）", "规 章"),
    "规范性文件": ("规范性文件（行政机关制定发布的决定、公告等）", "行政规范性文件"),
    "行政规范性文件": ("规范性文件", "行政规范性 文件"),
    "现行有效件数": ("现行有效件",),
    "本年增/减": ("本年增减", "本年增／减"),
    "采购总金额": ("采购总金额（中标价）",),
    "第二十条第（一）项": ("第二十条第(一)项", "第二十条 第（一）项"),
    "第二十条第（五）项": ("第二十条（五）项", "第二十条第(五)项"),
}


def vary_labels(draft: Draft, random: Random) -> None:
    """Labels are worded as some published reports word them (domain 1.7)."""
    for piece in labels(draft, *STATUTORY):
        if piece.text in _VARIANTS and random.random() < 0.7:
            piece.text = random.choice(_VARIANTS[piece.text])


def mistype_labels(draft: Draft, random: Random) -> None:
    """A few labels have a slip: a character lost, doubled or wrong, or a gloss that nobody knows."""
    long = [p for p in labels(draft, *STATUTORY) if len(p.text) > 5]
    for piece in random.sample(long, min(6, len(long))):
        at = random.randrange(2, len(piece.text) - 1)
        slip = random.choice(("lost", "doubled", "wrong", "gloss"))
        if slip == "gloss":
            piece.text += random.choice(_GLOSSES)
        else:
            middle = {"lost": "", "doubled": piece.text[at] * 2, "wrong": "某"}[slip]
            piece.text = piece.text[:at] + middle + piece.text[at + 1 :]


def separate_thousands(draft: Draft, _random: Random) -> None:
    """Thousands are separated by commas."""
    for piece in figures(draft, *STATUTORY):
        if piece.text.isdigit():
            piece.text = f"{int(piece.text):,}"


def space_thousands(draft: Draft, random: Random) -> None:
    """Thousands are separated by blanks."""
    blank = random.choice(_BLANKS)
    for piece in figures(draft, *STATUTORY):
        if piece.text.isdigit() and len(piece.text) > 3:
            piece.text = f"{int(piece.text):,}".replace(",", blank)
            # Where blanks separate cells, too, the row may be two numbers as well as one.
            start = (piece.address or "").rpartition(".")[0]
            draft.ambiguous.update(
                p.address or ""
                for p in figures(draft, *STATUTORY)
                if (p.address or "").startswith(f"{start}.")
            )


def widen_digits(draft: Draft, _random: Random) -> None:
    """Digits and commas are full-width (H-15)."""
    for piece in figures(draft, *STATUTORY):
        piece.text = piece.text.translate(_FULL_WIDTH)


def hide_characters(draft: Draft, random: Random) -> None:
    """Invisible characters and odd blanks stand in labels and figures (H-15)."""
    for piece in [*labels(draft, *STATUTORY), *figures(draft, *STATUTORY)]:
        odd = random.choice(("\u200b", "\u00a0", "\u3000", "\ufeff", ""))
        piece.text = f"{odd}{piece.text}{random.choice(('', odd))}"


def name_units(draft: Draft, random: Random) -> None:
    """Units stand in the cells of section two (H-14)."""
    for piece in figures(draft, "art20"):
        column = (piece.address or "").rpartition(".")[2]
        if piece.text.isdigit() and column not in ("amount", "change"):
            piece.text += random.choice(("件", "个", "项"))


def name_units_everywhere(draft: Draft, random: Random) -> None:
    """Units stand in the cells of the two large tables (H-14)."""
    unit = random.choice(("件", "件", "宗", " 件"))
    for piece in figures(draft, "requests", "review"):
        if piece.text.isdigit():
            piece.text += unit


def word_changes(draft: Draft, random: Random) -> None:
    """The direction of a change of items is a word or a sign (H-14)."""
    for piece in figures(draft, "art20"):
        value = gold(draft, piece.address or "")
        if (piece.address or "").endswith(".change") and isinstance(value, int) and value:
            piece.text = random.choice(_UP if value > 0 else _DOWN).format(abs(value))


def mark_absences(draft: Draft, random: Random) -> None:
    """Zeros are printed as a mark of absence, in whole tables or in some rows."""
    mark = random.choice(_MARKS)
    share = random.choice((1.0, 0.4))
    for code in random.choice((("review",), ("requests", "review"), STATUTORY)):
        for matrix in draft.matrices(code):
            for row in matrix.rows:
                if random.random() > share:
                    continue
                for piece in row_cells(row):
                    _mark(draft, piece, mark)


def _mark(draft: Draft, piece: Piece, mark: str) -> None:
    address = piece.address or ""
    change = address.endswith((".change", ".amount", ".amount_unit"))
    if gold(draft, address) == 0 and piece.text == "0" and not change:
        piece.text = mark
        set_gold(draft, address, mark)


def misread_letters(draft: Draft, random: Random) -> None:
    """A scan's text layer has the letter O or l for a digit in a few cells (H-24)."""
    plain = [p for p in figures(draft, "requests", "review") if p.text.isdigit()]
    for piece in random.sample(plain, min(4, len(plain))):
        piece.text = piece.text.replace("0", "O").replace("1", "l")
        draft.open.add(piece.address or "")


def glue_row(draft: Draft, random: Random) -> None:
    """The figures of a row or two have run into one string of digits (H-05)."""
    for matrix in draft.matrices("requests"):
        able = [row for row in matrix.rows if _all_digits(row)]
        for row in random.sample(able, min(len(able), 2)):
            cells = row_cells(row)
            draft.open.update(p.address or "" for p in cells)
            cells[0].text = "".join(p.text for p in cells)
            cells[0].columns = len(cells)
            cells[0].address = None
            row[:] = [p for p in row if p is cells[0] or p not in cells[1:]]


def _all_digits(row: list[Piece]) -> bool:
    cells = row_cells(row)
    return len(cells) == 7 and all(p.text.isdigit() for p in cells)


def glue_labels(draft: Draft, random: Random) -> None:
    """In the boxes of section two, figures run into the label: 规章000 (H-05)."""
    for matrix in draft.matrices("art20"):
        for row in matrix.rows:
            cells = row_cells(row)
            if cells and all(p.text.isdigit() for p in cells) and random.random() < 0.6:
                draft.open.update(p.address or "" for p in cells)
                row[0].text += "".join(p.text for p in cells)
                row[0].columns = 4
                row[:] = row[:1]
