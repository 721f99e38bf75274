"""What every command of the command line has: a name, words for its help, and the store it is about."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

from core.language import say

Run: TypeAlias = Callable[[argparse.Namespace], int]
"""Does a command; the answer is its exit status."""


class Commands(Protocol):
    """What argparse adds commands to; it keeps the class to itself."""

    def add_parser(self, name: str, *, help: str, description: str) -> argparse.ArgumentParser:
        """Add a command."""
        ...


def add_command(parsers: Commands, name: str, about: str, run: Run) -> argparse.ArgumentParser:
    """Add a command that says ``about`` of itself."""
    parser = parsers.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    return parser


def add_store(parser: argparse.ArgumentParser) -> None:
    """--store, for every command that works on one."""
    # Suppressed, so that a command does not overwrite what stood before it.
    parser.add_argument(
        "--store",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("数据库", "STORE"),
        help=say("数据库文件（默认在用户数据目录）", "the store (default: in the user's data)"),
    )
