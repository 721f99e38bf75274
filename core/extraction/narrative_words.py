"""The words by which the prose names what it counts: one list, read in one pass over the text.

A word that several kinds could claim belongs to the first kind in the list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

_RESULTS: Final = {
    "partial": r"(?:予以|同意)?部分(?:予以|同意)?公开|区分处理",
    "denied": r"不(?:予以?|同意|准予)公开|(?<=[,;。:、中(])不公开(?=\d)",
    "granted": r"(?:予以|同意|准予)(?:全部)?公开|全部公开|(?<=[,;。:、中(])公开(?=\d)",
    "unavailable": r"(?:无法|不能)提供",
    "unprocessed": r"不予处理",
    "other_result": r"其[他它](?:方式)?处理",
    "denied_1": r"(?:属于|涉及)?国家秘密",
    "denied_2": r"法律、?行政法规禁止公开",
    "denied_3": r"危及[“”\"]?三安全一稳定",
    "denied_4": r"(?:保护|涉及)第三方合法权益",
    "denied_5": r"(?:三类)?内部事务信息",
    "denied_6": r"(?:四类)?过程性信息",
    "denied_7": r"行政执法案卷",
    "denied_8": r"行政查询事项",
    "unavailable_1": r"(?:(?:政府|申请)?信息)不存在|(?<=[,;。:、中(])不存在(?=\d)|(?:本)?(?:行政)?机关不掌握(?:(?:相关)?(?:政府)?信息|(?=的?\d))|不掌握相关政府信息",
    "unavailable_2": r"没有现成信息(?:、?需要另行制作)?",
    "unavailable_3": r"补正后(?:的)?(?:申请)?(?:内容)?仍(?:然)?不明确",
    "unprocessed_1": r"信访、?(?:举报、?投诉|投诉、?举报)类(?:申请)?",
    "unprocessed_2": r"重复申请",
    "unprocessed_3": r"要求提供公开出版物",
    "unprocessed_4": r"(?:无正当理由)?大量反复申请",
    "unprocessed_5": r"要求行政机关确认或重新出具已获取信息",
}
_PERSONS: Final = {
    "natural_person": r"自然人|公民个人|(?:公民|个人)(?=(?:申请|提出)?\d)",
    "organisations": r"法人(?:或|和|及|以及|、|与)(?:者)?其[他它]组织|法人(?=(?:申请)?\d)",
    "commercial": r"商业企业|企业(?=(?:申请|提出)?\d)",
    "research": r"科研机构",
    "public_welfare": r"社会公益组织|公益组织(?=(?:申请|提出)?\d)",
    "legal_service": r"法律服务机构|律师事务所(?=(?:申请)?\d)",
}
_CHANNELS: Final = {
    "channel_email": r"电子邮[件箱]|电邮|邮箱",
    "channel_letter": r"信函|信件|邮寄|邮政|快递|挂号信|书面|纸质",
    "channel_person": r"当面|现场|窗口|线下",
    "channel_fax": r"传真",
    "channel_online": r"网络|网上|互联网|在线|线上|网站|网页|平台|系统",
}
_FLOW: Final = {
    "carried_between": r"20\d\d年度?结转(?:至|到|入)20\d\d年度?",
    "carried_in_year": r"20\d\d年度?结转(?!至|到|入|下)",
    "carried_out_year": r"结转(?:至|到|入)?20\d\d年度?",
    "carried_out": r"(?:结转|转结)(?:至|到|入)?(?:下(?:一)?年|次年)度?|转(?:至|入|到)?下(?:一)?年度?"
    r"|(?:下(?:一)?年|次年)度?继续办理",
    "carried_in": r"(?:上(?:一)?年度?|上期)(?:度)?(?:结转|转结|转入|遗留|未办结)|结转上(?:一)?年度?"
    r"|结转(?:至|到)本年度?",
    "carried_rest": r"结转(?!至|到|入|下|上|率|20)",
    "handled": r"(?<!继续)(?<!正在)(?<!尚在)办理(?!中|完|结果|条例|规范|情况|流程|工作|程序|渠道|能力|机制|指引|质)",
    "answered": r"(?<!未)办结(?!率|时|期)|办毕|[办处]理完[毕成结]|答复(?!率|书|函|文|意见|规范|机制|工作|口径|质)|回复(?!率)",
    "received": r"新?收(?:到|悉|件)|新收|(?<!不予)(?<!未予)受理|接收|接到|登记(?=的?(?:政府信息公开)?申请)",
}
_REQUEST: Final = (
    r"(?:政府信息公开|公开政府信息|政府信息|信息公开)(?:的)?申请(?!人|表|书|办|指南|渠道|流程|工作|方式|平台|行政复议|复议)"
    r"|依申请(?:信息公开|公开(?:的)?(?:政府)?信息(?:公开)?)(?:的)?(?:申请)?(?!工作|制度|平台|渠道|规范|情况)"
    r"|依申请信息|政府信息依申请公开(?!工作|制度|平台|渠道)|依申请公开(?:申请|件|事项|请求)?(?!工作|制度|平台|渠道|规范|情况|办|流程|答复|水平)"
    r"|申请公开(?:的)?(?:(?:政府)?信息|事项)|申请公开(?=\d+[件条宗例])|政府信息公开(?:的)?书面申请"
)
_DISPUTES: Final = {
    "litigation_after": r"(?:行政)?复议后(?:再|又)?(?:提起|引发)?(?:的)?(?:行政)?(?:诉讼|起诉)",
    "litigation_direct": r"未经(?:行政)?复议(?:程序)?直接(?:提起|起诉|诉讼)(?:的)?(?:行政诉讼|诉讼)?|直接(?:提起|起诉)(?:的)?(?:行政诉讼|诉讼)?",
    "reconsideration": r"(?:行政)?复议(?!机关|机构|委员|局|决定|前置|体制|应诉|条例|法|处|科|办|工作|后|意见|时|率|败诉率|案卷)",
    "litigation": r"(?:行政)?(?:诉讼|应诉)(?!法|率|时|工作|能力|意见|请求)",
}
_OUTCOMES: Final = {
    "upheld": r"(?:结果)?维持|胜诉|驳回(?:了)?(?:原告|其|对方|申请人)?(?:的)?(?:全部)?诉讼请求",
    "corrected": r"(?:结果)?(?:被)?纠[正错](?!率)|败诉(?!率|风险)",
    "other": r"其[他它]结果|(?<=[,、])其[他它](?=\d+[件宗起例])",
    "pending": r"尚未(?:审结|判决|结案)|未(?:审结|结(?![合束果案])|结案)|(?:正|尚)?在审理(?:中|之中)?|审理中",
}
_DOCUMENTS: Final = {
    "document": r"(?:行政)?规范性文件(?!类|库|等|清理|管理|制定|合法|审查|备案|解读|目录)",
    "regulation": r"规章(?!制度|、|和|及|规范|范|等|库|类)",
}
_MAKING: Final = {
    "made": r"(?:新)?(?:制定|制发|制作)",
    "issued": r"出台|印发|发布",
    "repealed": r"废止|宣布失效",
    "in_force": r"现行有效|继续有效",
    "other_act": r"修[改订]|清理|备案|审查|审核|解读|公开|公示|公布|起草|梳理|归集",
}
_ACTS: Final = {
    "licensing": r"行政许可|许可(?=数量|决定)",
    "penalty": r"行政处罚",
    "coercion": r"行政强制",
    "decision": r"(?:处理)?决定",
    "not_act": r"信息|事项|清单|公示|目录|结果|双公示",
}
_MONEY: Final = {
    "fee_notices": r"收费通知书?(?!要求|的)",
    "information_fee": r"信息处理费",
    "fees": r"行政事业性收费",
    "procurement": r"政府集中采购|采购总?金额",
}
_FOREIGN: Final = (
    r"12345|热线|信访(?!类(?:申请|事项)?不予处理)|建议|提案|信箱|留言|诉求|咨询|投诉|举报|舆情|问政|工单|审批|办件|来信|来访|来电|政务服务"
    r"|不动产|服务事项|许可申请|证照|回应|求助|救助|补贴|征求意见|案例|协助|档案|查询"
)
_CHANGE: Final = r"同比|环比|增[加长幅]|上升|提[高升]|减少|下降|降[低幅]|[较比](?=上|去|往|前|20|同)|[增减升降多少](?=了?\d)"
_PAST: Final = (
    r"去年|上(?:一)?年(?!度?(?:结转|转结|转入|遗留|未办结))|同期|往年|历年|近年|前年|以来累计"
    r"|(?<![年度])以来"
)
_PLAN: Final = r"计划|拟(?!订|定)|预计|力争|目标|争取"

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(_FLOW, "flow")
    | dict.fromkeys(_RESULTS, "result")
    | dict.fromkeys(_PERSONS, "person")
    | dict.fromkeys(_CHANNELS, "channel")
    | {"request": "request", "bare_request": "request"}
    | dict.fromkeys(_DISPUTES, "dispute")
    | dict.fromkeys(_OUTCOMES, "outcome")
    | dict.fromkeys(_DOCUMENTS, "document")
    | dict.fromkeys(_MAKING, "making")
    | dict.fromkeys(_ACTS, "act")
    | dict.fromkeys(_MONEY, "money")
    | {"foreign": "foreign", "change": "change", "past": "past", "plan": "plan"}
)
"""What kind of word each name is."""

_BEGINS: Final = (
    "12三上下不举书予争事互以企传依保信修全公其决准减出制前力办区升协印危历去双发受同咨商四回国在增处备复多大审宣少尚属工平应废建归当往征律快投拟"
    "挂接提收政救新无服未本机来查案档梳次正比求没法涉清热环现申电留目直社科窗答系纠纸线结继维网胜自舆行补被要规解计许证诉败起转较近邮部采重问降预驳个登内过"
)
"""The characters with which a word of the list can begin; most places of a text are passed over."""
PATTERNS: Final[Mapping[str, str]] = MappingProxyType(
    _RESULTS
    | {name: _FLOW[name] for name in _FLOW if name.startswith("carried")}
    | {"past": _PAST, "change": _CHANGE, "plan": _PLAN}
    | _MONEY
    | {"request": _REQUEST}
    | _DISPUTES
    | _OUTCOMES
    | {"foreign": _FOREIGN}
    | _PERSONS
    | _CHANNELS
    | {name: _FLOW[name] for name in ("answered", "handled", "received")}
    | _ACTS
    | _DOCUMENTS
    | _MAKING
    | {"bare_request": r"申请(?!人|表|书|办|行政复议|复议|公开)件?"}
)
"""The words by name, in the order in which they claim a place."""
_WORDS: Final = re.compile(
    f"(?=[{_BEGINS}])(?:{'|'.join(f'(?P<{n}>{pattern})' for n, pattern in PATTERNS.items())})"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the list at characters ``start`` to ``end`` of a compact text."""

    name: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """What it names: a result, a person, a dispute, ..."""
        return KINDS[self.name]


def words_in(text: str) -> list[Word]:
    """All words of the list, in order; they do not overlap."""
    return [Word(m.lastgroup or "", m.start(), m.end()) for m in _WORDS.finditer(text)]
