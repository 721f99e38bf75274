"""Tables that are no part of the form and stand beside its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.corpus.layouts import Matrix, Piece, Prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.corpus.layouts import Draft

_OLD_FORM: Final = (
    ("一、主动公开情况", "——", ""),
    ("（一）主动公开政府信息数", "条", "{}"),
    ("其中：主动公开规范性文件数", "条", "{}"),
    ("二、回应解读情况", "——", ""),
    ("（一）回应公众关注热点或重大舆情数", "次", "{}"),
    ("三、依申请公开情况", "——", ""),
    ("（一）收到申请数", "件", "{}"),
    ("1.当面申请数", "件", "{}"),
    ("2.传真申请数", "件", "{}"),
    ("3.网络申请数", "件", "{}"),
    ("4.信函申请数", "件", "{}"),
    ("（二）申请办结数", "件", "{}"),
    ("（三）申请答复数", "件", "{}"),
    ("1.属于已主动公开范围数", "件", "{}"),
    ("2.同意公开答复数", "件", "{}"),
    ("4.不同意公开答复数", "件", "{}"),
    ("其中：涉及国家秘密", "件", "{}"),
    ("四、行政复议数量", "件", "{}"),
    ("（一）维持具体行政行为数", "件", "{}"),
    ("（二）被依法纠错数", "件", "{}"),
    ("五、行政诉讼数量", "件", "{}"),
    ("六、举报投诉数量", "件", "{}"),
)
_BUDGET: Final = (
    ("项目", "预算数（万元）", "决算数（万元）"),
    ("一、一般公共预算拨款收入", "1,204.55", "1,198.02"),
    ("二、政府性基金预算拨款收入", "0.00", "0.00"),
    ("三、事业收入", "35.10", "33.87"),
    ("本年收入合计", "1,239.65", "1,231.89"),
)
_WEBSITE: Final = (
    ("独立用户访问总量（个）", "", "{}"),
    ("网站总访问量（次）", "", "{}"),
    ("信息发布（条）", "总数", "{}"),
    ("", "概况类信息更新量", "{}"),
    ("", "政务动态信息更新量", "{}"),
    ("办事服务", "政务服务事项数量", "{}"),
    ("", "办件量 总数", "{}"),
    ("", "自然人办件量", "{}"),
    ("", "法人办件量", "{}"),
    ("互动交流", "收到留言数量", "{}"),
    ("", "办结留言数量", "{}"),
)
_ENFORCEMENT: Final = (
    (
        "行政许可实施情况",
        "申请数量（宗）",
        "受理数量（宗）",
        "许可数量（宗）",
        "不予许可数量（宗）",
    ),
    ("某单位", "{}", "{}", "{}", "{}"),
    ("行政处罚实施情况", "警告", "罚款", "其他行政处罚", "合计（宗）"),
    ("某单位", "{}", "{}", "{}", "{}"),
)


def _filled(rows: tuple[tuple[str, ...], ...], random: Random) -> Matrix:
    return Matrix(
        "foreign",
        [[Piece(text.replace("{}", str(random.randint(0, 900)))) for text in row] for row in rows],
        header=1,
    )


def _before(rows: tuple[tuple[str, ...], ...], title: str) -> Callable[[Draft, Random], None]:
    def place(draft: Draft, random: Random) -> None:
        at = draft.section("一、") + 2
        draft.elements[at:at] = [Prose(title), _filled(rows, random)]

    place.__doc__ = f"Before the statutory tables stands another: {title}."
    return place


def _after(rows: tuple[tuple[str, ...], ...], title: str) -> Callable[[Draft, Random], None]:
    def place(draft: Draft, random: Random) -> None:
        draft.elements += [Prose(title), _filled(rows, random)]

    place.__doc__ = f"After the statutory tables stands another: {title}."
    return place


precede_with_budget = _before(_BUDGET, "部门收支总体情况表")
precede_with_website = _before(_WEBSITE, "政府网站工作年度报表")
follow_with_old_form = _after(_OLD_FORM, "附件：政府信息公开情况统计表")
follow_with_enforcement = _after(_ENFORCEMENT, "附：行政执法统计年报")
