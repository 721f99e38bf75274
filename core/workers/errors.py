"""What a person is told when a task ends without an answer of its own."""

from __future__ import annotations

import signal

from core.errors import UnreadableSource
from core.language import say
from core.system_words import system_words


def crashed(exit_code: int | None, timeout_s: float) -> UnreadableSource:
    """The process ended by itself; its exit status tells a limit of time from a crash."""
    if exit_code is not None and exit_code == -getattr(signal, "SIGXCPU", 0):
        return too_slow(timeout_s)
    return UnreadableSource(
        "reader.crashed",
        say("读取进程异常退出，文件可能已损坏。", "The reader crashed; the file may be damaged."),
        say(
            "请用原软件另存一份后重试；其他文件不受影响。",
            "Save the file anew with its own program and retry; other files are not affected.",
        ),
    )


def not_started(error: OSError) -> UnreadableSource:
    """The system gave no process for it: too many run, or too little memory is left."""
    return UnreadableSource(
        "reader.start",
        say(
            f"无法启动工作进程：{system_words(error)}。",
            f"No process could be started for it: {system_words(error)}.",
        ),
        say(
            "请关闭一些其他程序后重试；文件本身没有问题。",
            "Close some other programs and retry; nothing is wrong with the file.",
        ),
    )


def too_slow(timeout_s: float) -> UnreadableSource:
    """It was still at it when the time was over."""
    return UnreadableSource(
        "reader.timeout",
        say(f"读取超过 {timeout_s:g} 秒，已中止。", f"Reading was stopped after {timeout_s:g} s."),
        say(
            "文件过大或结构异常，请拆分或另存后重试。",
            "The file is too large or oddly built; split it or save it anew.",
        ),
    )


def too_big() -> UnreadableSource:
    """It asked for more memory than it may have."""
    return UnreadableSource(
        "reader.memory",
        say("读取所需内存超出限制，已中止。", "Reading needed too much memory and was stopped."),
        say(
            "文件过大或结构异常，请拆分或另存后重试。",
            "The file is too large or oddly built; split it or save it anew.",
        ),
    )


def failed(error: Exception) -> UnreadableSource:
    """The reader raised what it should not."""
    return UnreadableSource(
        "reader.failed",
        say(
            f"读取时出错（{type(error).__name__}）。",
            f"Reading failed ({type(error).__name__}).",
        ),
        say(
            "文件可能已损坏，请另存后重试。",
            "The file may be damaged; save it anew and retry.",
        ),
    )
