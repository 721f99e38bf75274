"""Options of commands that say how the rules are applied, on top of the settings in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import say

if TYPE_CHECKING:
    import argparse

    from core.rules import CheckSettings


def add_check_options(parser: argparse.ArgumentParser) -> None:
    """--strict, --with and --without."""
    rule = say("规则", "RULE")
    parser.add_argument(
        "--strict",
        action="store_true",
        default=None,
        help=say("按严格等级判定", "judge with the severities of a strict review"),
    )
    parser.add_argument(
        "--with",
        dest="switch_on",
        action="append",
        default=[],
        metavar=rule,
        help=say("启用这条规则，可重复", "switch a rule on; may be repeated"),
    )
    parser.add_argument(
        "--without",
        dest="switch_off",
        action="append",
        default=[],
        metavar=rule,
        help=say("停用这条规则，可重复", "switch a rule off; may be repeated"),
    )


def wanted_settings(arguments: argparse.Namespace) -> CheckSettings:
    """The settings of the file as the options of the command change them. Raises Known."""
    from core.settings import adjusted, load_settings

    return adjusted(
        load_settings(),
        strict=arguments.strict,
        switch_on=arguments.switch_on,
        switch_off=arguments.switch_off,
    )
