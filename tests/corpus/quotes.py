"""Sentences that quote the tables, in many wordings, with what each quotes; and sentences that do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.corpus.figures import REQUEST_COLUMNS

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.figures import Figures


@dataclass(slots=True)
class Quote:
    """A figure in the prose: the relation of domain 3.7, the cells that add up to it, its value.

    ``said`` is what the sentence prints; it differs from ``value`` where the text contradicts the
    tables on purpose.
    """

    relation: str
    cells: tuple[str, ...]
    value: int
    said: int

    @property
    def is_false(self) -> bool:
        """Whether the text contradicts the tables."""
        return self.said != self.value


@dataclass(frozen=True, slots=True)
class _Phrase:
    relation: str
    row: str
    """Row and column of one cell, or the start of several rows with a star."""

    wordings: tuple[str, ...]
    denials: tuple[str, ...] = ()


_DIGITS: Final = "零一二三四五六七八九"
_REQUESTS: Final = (
    _Phrase(
        "N-01",
        "requests.new.total",
        (
            "{year}年，{we}共收到政府信息公开申请{n}件",
            "全年共新收政府信息公开申请{n}件",
            "{we}本年度收到公民、法人和其他组织提出的政府信息公开申请 {n} 件",
            "{year}年共受理依申请公开政府信息{n}件",
            "本年收到信息公开申请{n}宗",
        ),
        (
            "{year}年，{we}未收到政府信息公开申请",
            "全年没有收到公民、法人和其他组织的政府信息公开申请",
            "{year}年{we}收到政府信息公开申请0件",
        ),
    ),
    _Phrase(
        "N-02",
        "requests.carried_in.total",
        ("上年结转{n}件", "上年度结转申请{n}件", "另有上年结转政府信息公开申请{n}件"),
    ),
    _Phrase(
        "N-03",
        "requests.total.total",
        (
            "共办结{n}件",
            "本年度答复{n}件",
            "均按期办结，办结{n}件",
            "办理答复政府信息公开申请{n}件",
        ),
    ),
    _Phrase(
        "N-04",
        "requests.carried_out.total",
        ("结转下年度继续办理{n}件", "结转下年度{n}件", "{n}件结转下一年度办理"),
    ),
)
_RESULTS: Final = (
    _Phrase("N-05", "requests.granted.total", ("予以公开{n}件", "同意公开{n}件")),
    _Phrase("N-05", "requests.partial.total", ("部分公开{n}件",)),
    _Phrase("N-05", "requests.denied_*.total", ("不予公开{n}件",)),
    _Phrase("N-05", "requests.unavailable_*.total", ("无法提供{n}件",)),
    _Phrase("N-05", "requests.unprocessed_*.total", ("不予处理{n}件",)),
)
_REVIEW: Final = (
    _Phrase(
        "N-08",
        "review.reconsideration.total",
        (
            "因政府信息公开工作被申请行政复议{n}件",
            "{year}年，{we}因政府信息公开引发的行政复议共{n}件",
            "政府信息公开行政复议{n}起",
        ),
        ("未发生因政府信息公开引发的行政复议", "没有因政府信息公开被申请行政复议的情况"),
    ),
    _Phrase(
        "N-09",
        "review.litigation_*.total",
        ("因政府信息公开被提起行政诉讼{n}件", "涉及政府信息公开的行政诉讼{n}件"),
        ("未发生因政府信息公开引发的行政诉讼", "没有因政府信息公开被提起行政诉讼"),
    ),
)
_ACTIVE: Final = (
    _Phrase(
        "N-10",
        "art20_1.normative_documents.issued",
        ("{year}年，{we}制发行政规范性文件{n}件", "全年制定行政规范性文件{n}件"),
        ("{year}年，{we}未制发行政规范性文件",),
    ),
    _Phrase(
        "N-10",
        "art20_1.normative_documents.made",
        ("{year}年，{we}制定规范性文件{n}件", "全年新制作规范性文件{n}件"),
    ),
    _Phrase("N-10", "art20_1.normative_documents.in_force", ("现行有效行政规范性文件{n}件",)),
    _Phrase(
        "N-12",
        "art20_5.licensing.decisions",
        ("全年作出行政许可决定{n}件", "办理行政许可{n}件", "{we}本年行政许可处理决定{n}件"),
    ),
    _Phrase(
        "N-12",
        "art20_6.penalty.decisions",
        ("作出行政处罚决定{n}件", "全年实施行政处罚{n}宗", "行政处罚{n}件"),
    ),
    _Phrase("N-12", "art20_6.coercion.decisions", ("实施行政强制{n}件", "行政强制{n}宗")),
)
_BESIDE: Final = (
    "通过门户网站主动公开各类政府信息{a}条，政务微信推送信息{b}条",
    "12345政务服务便民热线受理群众诉求{a}件，办结{b}件，满意率98.6%",
    "承办人大代表建议{b}件、政协委员提案{c}件，全部按期答复",
    "受理群众信访事项{b}件，办结率100%",
    "召开新闻发布会{c}次，发布政策解读材料{b}篇",
    "开展政务公开业务培训{c}场，培训人员{a}人次",
    "在全市政务公开考核中得分92.5分，位列第{c}名",
    "政务新媒体账号由{b}个减少到{c}个",
    "投资15.6万元对网站进行升级改造",
)


def chinese(number: int) -> str:
    """A number below a hundred in words."""
    tens, ones = divmod(number, 10)
    if not tens:
        return "两" if number == 2 else _DIGITS[number]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


class Narrator:
    """Writes sentences about one report and remembers what they quote."""

    def __init__(self, figures: Figures, random: Random) -> None:
        self.figures = figures
        self.random = random
        self.quotes: list[Quote] = []
        self.we = random.choice(("本机关", "本单位", "我单位"))
        self.words = random.random() < 0.1

    def _cells(self, pattern: str) -> tuple[str, ...]:
        """The addresses of the figures that a phrase means, () when the form has none."""
        table, row, column = pattern.split(".")
        rows = self.figures.tables.get(table, {})
        start = row.removesuffix("*")
        found = [r for r in rows if (r.startswith(start) if "*" in row else r == row)]
        return tuple(f"{table}.{r}.{column}" for r in found if column in rows[r])

    def _value(self, cells: tuple[str, ...]) -> int | None:
        total = 0
        for table, row, column in (cell.split(".") for cell in cells):
            value = self.figures.tables[table][row][column]
            if isinstance(value, str):
                continue
            if isinstance(value, float):
                return None
            total += value or 0
        return total

    def _number(self, value: int) -> str:
        if self.words and 0 < value < 100:
            return chinese(value)
        return f"{value:,}" if value > 999 and self.random.random() < 0.2 else str(value)

    def _say(self, phrase: _Phrase, *, denials: bool = True) -> str:
        cells = self._cells(phrase.row)
        value = self._value(cells) if cells else None
        if value is None:
            return ""
        wordings = phrase.wordings
        if value == 0 and denials and phrase.denials:
            wordings = phrase.denials
        said = value
        self.quotes.append(Quote(phrase.relation, cells, value, said))
        return self.random.choice(wordings).format(
            n=self._number(said), year=self.figures.year, we=self.we
        )

    def requests(self) -> str:
        """The paragraph on applications: flow, results, kinds of applicants, channels."""
        flow = [self._say(p) for p in _REQUESTS]
        sentences = ["，".join(p for p in flow if p)]
        if self.random.random() < 0.5:
            sentences.append("其中，" + "，".join(filter(None, map(self._say, _RESULTS))))
        if self.random.random() < 0.4:
            sentences.append(self._applicants())
        if self.random.random() < 0.4:
            sentences.append(self._channels())
        return "（二）依申请公开。" + "。".join(s for s in sentences if s) + "。"

    def _applicants(self) -> str:
        natural, rest = (
            ("requests.new.natural_person",),
            tuple(f"requests.new.{c}" for c in REQUEST_COLUMNS[1:-1]),
        )
        values = self._value(natural), self._value(rest)
        if None in values or "new" not in self.figures.tables.get("requests", {}):
            return ""
        for cells, value in zip((natural, rest), values, strict=True):
            self.quotes.append(Quote("N-06", cells, value or 0, value or 0))
        return f"从申请人看，自然人申请{values[0]}件，法人或其他组织申请{values[1]}件"

    def _channels(self) -> str:
        total = self._value(("requests.new.total",)) or 0
        by_mail = self.random.randint(0, total // 3)
        in_person = self.random.randint(0, (total - by_mail) // 4)
        return (
            f"从申请渠道看，网络申请{total - by_mail - in_person}件，"
            f"信函申请{by_mail}件，当面申请{in_person}件"
        )

    def active(self) -> str:
        """The paragraph on active disclosure, with figures that no table holds."""
        told = [self._say(p) for p in self.random.sample(_ACTIVE, 3)]
        return "（一）主动公开。" + "，".join([*(t for t in told if t), self.beside()]) + "。"

    def review(self) -> str:
        """The sentence on disputes."""
        return "（三）监督保障。" + "，".join(map(self._say, _REVIEW)) + f"。{self.beside()}。"

    def beside(self) -> str:
        """A figure that is none of the form's."""
        return self.random.choice(_BESIDE).format(
            a=self.random.randint(100, 4000),
            b=self.random.randint(5, 99),
            c=self.random.randint(1, 9),
        )

    def earlier(self) -> str:
        """A comparison with the year before, whose figures are not this year's."""
        total = self._value(("requests.new.total",)) or 0
        before = max(1, total + self.random.randint(-9, 9))
        return self.random.choice(
            (
                f"{self.figures.year - 1}年收到政府信息公开申请{before}件。",
                f"申请量较上年增加{abs(total - before) + 1}件。",
                "申请数量同比增长12.5%。",
                f"与{self.figures.year - 1}年相比，信息发布量增加{before}条。",
            )
        )


def falsify(quotes: list[Quote], texts: list[str], random: Random) -> list[str]:
    """Make one quoted figure contradict the tables; returns the changed texts."""
    able = [
        (quote, n)
        for quote in quotes
        for n, text in enumerate(texts)
        if quote.value > 4
        and text.count(f"{quote.value}件") == 1
        and sum(t.count(str(quote.value)) for t in texts) == 1
    ]
    if not able:
        return texts
    quote, at = random.choice(able)
    quote.said = quote.value + random.choice((1, 2, 10, -1))
    return [
        t.replace(f"{quote.value}件", f"{quote.said}件") if n == at else t
        for n, t in enumerate(texts)
    ]
