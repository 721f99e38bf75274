"""What a merging does, and what is kept, in sentences for the command line and the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.exchange.exchange import Outlook
    from core.exchange.package import Listed
    from core.store.parcels import Parcel

_MOST_NAMED: Final = 10


def told(outlook: Outlook) -> tuple[str, ...]:
    """What comes, what is there already, what people differ on, and what finds no place."""
    known = len({one.report for one in outlook.coming if one.report is not None})
    every = known + len(outlook.unknown)
    if not outlook.coming and not outlook.links and not outlook.already_there:
        return (say("文件中没有更正。", "The file holds no corrections."), *_unread(outlook))
    sentences = [
        say(
            f"文件涉及 {every} 份报告，本库有其中 {known} 份。",
            f"Reports in the file: {every}; of these here: {known}.",
        ),
        say(
            f"合并 {outlook.applied} 条，已有 {outlook.already_there} 条，冲突 {outlook.disputes} 处。",
            f"Entries that come in: {outlook.applied}; here already: {outlook.already_there};"
            f" in conflict: {outlook.disputes}.",
        ),
    ]
    final = len({one.report for one in outlook.coming if one.is_final})
    if final:
        sentences.append(
            say(
                f"其中 {final} 份报告已定稿，更正仍会合并，请复核后重新定稿。",
                f"Signed off here: {final}; corrections still come in: check these again.",
            )
        )
    brought = frozenset(outlook.brought)
    if brought:
        sentences.append(
            say(
                f"本库没有、而文件附有原件的报告 {len(brought)} 份，合并时先导入原件。",
                f"Not here, but in the file with their sources, which are imported first: {len(brought)}.",
            )
        )
    missing = outlook.missing
    if missing:
        names = say("、", ", ").join(report_name(one.listed) for one in missing[:_MOST_NAMED])
        more = say("等", " and others") if len(missing) > _MOST_NAMED else ""
        kept = sum(one.known for one in missing)
        sentences.append(
            say(
                f"本库没有 {len(missing)} 份报告，其更正寄存 {outlook.kept} 条（此前已寄存 {kept} 条），"
                f"导入原件时自动并入：{names}{more}。",
                f"Reports that are not here: {len(missing)}; entries on them: {outlook.kept}, kept until"
                f" the sources are imported (kept already: {kept}): {names}{more}.",
            )
        )
    return (*sentences, *_unread(outlook))


def _unread(outlook: Outlook) -> tuple[str, ...]:
    """Where something was changed that does not come in: nobody is to think that it did."""
    if not outlook.unread:
        return ()
    places = say("、", ", ").join(outlook.unread[:_MOST_NAMED])
    count = len(outlook.unread)
    more = say(f"等 {count} 处", "…") if count > _MOST_NAMED else ""
    told = say(
        f"这些改动不读取：{places}{more}。数值请改在各报告的分表里；"
        "处理意见以“原文如此”“规则不适用”“待向填报单位核实”开头的，才作为认定并入。",
        f"Changes that are not read: {count}: {places}{more}."
        " Change figures in the sheets of the reports; 处理意见 is a verdict where it begins with"
        " 原文如此, 规则不适用 or 待向填报单位核实.",
    )
    return (told,)


def kept_lines(parcels: Sequence[Parcel]) -> Iterator[str]:
    """What is kept for reports that are not here, one line each under its number."""
    if not parcels:
        yield say("没有寄存的更正。", "Nothing is kept.")
    for parcel in parcels:
        sender = parcel.sender or say("未署名", "somebody")
        day = parcel.kept_at[:10]
        yield say(
            f"{parcel.number}  {report_name(parcel)}（{parcel.name}）：{len(parcel.facts)} 条，"
            f"来自{sender}，{day} 寄存",
            f"{parcel.number}  {report_name(parcel)} ({parcel.name}): entries: {len(parcel.facts)},"
            f" from {sender}, kept since {day}",
        )


def report_name(listed: Listed | Parcel) -> str:
    """Agency and year, or the file's name where no agency is known."""
    year = f" {listed.year}" if listed.year else ""
    return f"{listed.agency}{year}" if listed.agency else listed.name
