"""Why a package or a corrected workbook is not taken: each names the file, the place, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import Known
from core.language import say
from core.source_files import name_of, shown

if TYPE_CHECKING:
    from pathlib import Path

    from core.errors import UnreadableSource


class ExchangeError(Known):
    """A package or workbook that cannot be taken over; nothing of it was."""


def unreadable(path: Path, reason: str) -> ExchangeError:
    """The file cannot be opened."""
    return ExchangeError(
        "exchange.unreadable",
        say(f"无法打开“{name_of(path)}”：{reason}。", f"Cannot open “{name_of(path)}”: {reason}."),
        say("请检查文件是否存在、是否有读取权限。", "Check that the file exists and may be read."),
    )


def no_package(path: Path) -> ExchangeError:
    """The file is something else."""
    return ExchangeError(
        "exchange.not_a_package",
        say(f"“{name_of(path)}”不是勾稽的更正包。", f"“{name_of(path)}” is no package of Gouji."),
        say(
            "请选择用“导出更正包”保存的文件；Excel 文件请用“导入更正后的工作簿”。",
            "Choose a file that was saved as a package; for Excel import a corrected workbook.",
        ),
    )


def too_new(path: Path, version: object) -> ExchangeError:
    """The package is of a version that this program does not know."""
    return ExchangeError(
        "exchange.version",
        say(
            f"“{name_of(path)}”的格式版本是 {version}，本程序不能读取。",
            f"“{name_of(path)}” has format version {version}, which this program cannot read.",
        ),
        say("请先升级程序，再导入。", "Update the program, then import it."),
    )


def damaged(path: Path, place: str, reason: str) -> ExchangeError:
    """Something in the package is not what its maker wrote, or was never right."""
    return ExchangeError(
        "exchange.damaged",
        say(
            f"更正包“{name_of(path)}”未导入：{place}：{reason}。",
            f"The package “{name_of(path)}” was not imported: {place}: {reason}.",
        ),
        say(
            "文件可能在传送中损坏，或被改动过。请让对方重新导出，再传一次。",
            "It may have been damaged on its way, or changed. Ask for it to be exported anew.",
        ),
    )


def too_large(path: Path, place: str) -> ExchangeError:
    """The package would unpack to more than any honest one holds."""
    return ExchangeError(
        "exchange.too_large",
        say(
            f"更正包“{name_of(path)}”未导入：{place}展开后过大。",
            f"The package “{name_of(path)}” was not imported: {place} is too large when unpacked.",
        ),
        say(
            "请让对方分几次导出（按单位或日期），或不附原件。",
            "Ask for smaller packages (by agency or date), or for one without sources.",
        ),
    )


def no_room(path: Path, reason: str) -> ExchangeError:
    """A source that came along cannot be written to the folder for temporary files."""
    return ExchangeError(
        "exchange.no_room",
        say(
            f"无法展开更正包“{name_of(path)}”中的原件：{reason}。",
            f"The sources in the package “{name_of(path)}” cannot be unpacked: {reason}.",
        ),
        say(
            "请在系统盘腾出空间后重试，或让对方不附原件。",
            "Make room on the system's disk and try again, or ask for it without sources.",
        ),
    )


def broke_off(path: Path, error: UnreadableSource) -> ExchangeError:
    """The process that read the file was stopped by a limit, or crashed."""
    return ExchangeError(
        error.code, say(f"“{name_of(path)}”：", f"“{name_of(path)}”: ") + error.message, error.hint
    )


def foreign_book(name: str) -> ExchangeError:
    """The workbook has no marks of ours."""
    return ExchangeError(
        "workbook.foreign",
        say(
            f"“{shown(name)}”不含可以导回的分表。",
            f"“{shown(name)}” has no report sheets that could be imported.",
        ),
        say(
            "只能导入由本程序导出、附有各报告法定表格分表的工作簿。",
            "Only workbooks exported here with a sheet for each report can be imported.",
        ),
    )


def other_version(name: str, version: str) -> ExchangeError:
    """Its marks are of a version that this program does not know."""
    return ExchangeError(
        "workbook.version",
        say(
            f"“{shown(name)}”由另一版本的程序导出（格式 {version}）。",
            f"“{shown(name)}” was exported by another version of the program (format {version}).",
        ),
        say("请用该版本的程序导入，或重新导出。", "Import it with that version, or export anew."),
    )


def damaged_marks(name: str) -> ExchangeError:
    """The hidden sheet is not what was exported."""
    return ExchangeError(
        "workbook.damaged",
        say(
            f"“{shown(name)}”中用于导回的标记已损坏或被改动。",
            f"The marks by which “{shown(name)}” could be imported are damaged or changed.",
        ),
        say(
            "请在重新导出的工作簿中修改，不要改动隐藏的工作表。",
            "Export it anew and change that one; leave the hidden sheet alone.",
        ),
    )


def changed_layout(name: str, title: str, reference: str, reason: str) -> ExchangeError:
    """A sheet or a label is not where it stood."""
    place = f"{title}!{reference}" if reference else title
    return ExchangeError(
        "workbook.structure",
        say(
            f"“{shown(name)}”未导入：{place} 的表格结构有改动：{reason}。",
            f"“{shown(name)}” was not imported: its layout was changed at {place}: {reason}.",
        ),
        say(
            "请撤销插入、删除、移动和改名，只改数值，再导入。",
            "Undo what was inserted, deleted, moved or renamed; change figures only.",
        ),
    )


def no_figure(name: str, title: str, reference: str, reason: str) -> ExchangeError:
    """A cell holds what is no figure."""
    return ExchangeError(
        "workbook.value",
        say(
            f"“{shown(name)}”未导入：{title}!{reference}：{reason}。",
            f"“{shown(name)}” was not imported: {title}!{reference}: {reason}.",
        ),
        say(
            "请填写数字、留空，或填“/”“—”“无”；公式请先用 Excel 或 WPS 计算并保存。",
            "Enter a number, nothing, or / — 无; save formulas with their results first.",
        ),
    )


def unread_change(
    name: str, title: str, reference: str, before: str, now: str, place: str
) -> ExchangeError:
    """A figure was changed where changes are not read; ``place`` is where they are."""
    return ExchangeError(
        "workbook.list",
        say(
            f"“{shown(name)}”未导入：{title}!{reference} 由“{before}”改成了“{now}”，"
            "但汇总和明细表里的改动不读取。",
            f"“{shown(name)}” was not imported: {title}!{reference} was changed from “{before}” to"
            f" “{now}”, but changes in the lists are not read.",
        ),
        say(
            f"请把这一处恢复原值，改在 {place}，再导入。",
            f"Put the old value back there, change {place} instead, then import it.",
        ),
    )
