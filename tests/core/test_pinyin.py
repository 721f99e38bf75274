"""Initials of pinyin, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.pinyin import initials


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("导入文件", "drwj"),
        ("报告库", "bgk"),
        ("核对结果", "hdjg"),
        ("撤销", "cx"),
        ("行政复议", "xzfy"),
        ("额安昂欧", "eaao"),
        ("啊座", "az"),
        ("匝做", "zz"),
        ("挖压西他三", "wyxts"),
        ("导出 Excel 2023", "dc excel 2023"),
        ("勾稽", "gj"),
        ("麒麟区", "麒麟q"),
        ("", ""),
    ],
)
def test_that_each_common_character_gives_its_initial(words: str, letters: str) -> None:
    assert initials(words) == letters


@given(st.text())
def test_that_any_text_has_initials(text: str) -> None:
    assert isinstance(initials(text), str)
