"""Sentences that stand behind each other."""

from __future__ import annotations

from core.sentences import sentences


def test_that_chinese_sentences_follow_each_other_without_a_blank() -> None:
    assert sentences("磁盘已满。", "", "请清理后重试。") == "磁盘已满。请清理后重试。"


def test_that_a_blank_stands_between_english_sentences() -> None:
    assert sentences("The disk is full.", "Free some room.") == "The disk is full. Free some room."


def test_that_nothing_said_is_an_empty_text() -> None:
    assert sentences() == sentences("", "") == ""
