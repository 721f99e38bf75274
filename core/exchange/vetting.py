"""What a fact from elsewhere must look like before anything of its package is taken.

Raises ValueError with words for a person; whoever calls knows the file and the line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from core.address import Address
from core.catalogue import load_catalogue
from core.corrections import Gesture, Ruling
from core.language import say
from core.spoken import MOST
from core.standing import ReviewStatus
from core.statement import AGENCY, PUBLISHED, YEAR
from core.store.codec import storable, value_from_scalar
from core.store.facts import KINDS, fact_from_plain, link_subject

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.store.facts import Fact

_MOST_ANSWERED: Final = 10_000
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:\+00:00|Z)", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,30}(?:\.\d{1,15})?", re.ASCII)
_KEY: Final = re.compile(r"[0-9a-f]{8,64}")
_PARTS: Final = frozenset(
    {"id", "kind", "source", "subject", "content", "author", "made_at", "reason", "after"}
)
_GESTURES: Final = frozenset(get_args(Gesture)) - {"imported", "merged"}
_RULINGS: Final = frozenset(get_args(Ruling)) | {"withdrawn"}
_CONTENTS: Final[dict[str, frozenset[str]]] = {
    "correction": frozenset({"new", "machine", "gesture", "to_machine", "reverts"}),
    "verdict": frozenset({"ruling"}),
    "status": frozenset({"status"}),
    "assignment": frozenset({"reviewer"}),
    "link": frozenset({"one", "other", "linked"}),
    "seen": frozenset({"cells"}),
}


def vetted(plain: Any) -> Fact:  # noqa: ANN401 - whatever stood in the line
    """The fact of one line. Raises ValueError when it is none that this program could have made."""
    parts = _object(plain, _PARTS)
    kind = parts["kind"]
    _demand(isinstance(kind, str) and kind in KINDS, say("未知的内容种类", "an unknown kind"))
    for name in ("author", "reason", "subject"):
        is_text(parts[name])
    is_moment(parts["made_at"])
    if kind == "link":
        _demand(parts["source"] == "", say("来源有误", "a wrong source"))
    else:
        is_hash(parts["source"])
    _demand(
        isinstance(parts["after"], list) and len(parts["after"]) <= _MOST_ANSWERED, _malformed()
    )
    for name in parts["after"]:
        is_hash(name)
    content = _object(parts["content"], _CONTENTS[kind], {"relation"} if kind == "link" else ())
    _CHECKS[kind](content, parts["subject"])
    fact = fact_from_plain(parts)
    _demand(fact.id == parts["id"], say("内容与编号不符", "its content does not match its id"))
    return fact


def is_hash(value: object) -> str:
    """The value, if it is a SHA-256."""
    _demand(isinstance(value, str) and _HASH.fullmatch(value) is not None, _malformed())
    return str(value)


def is_moment(value: object) -> str:
    """The value, if it is a moment in ISO 8601 UTC."""
    wrong = say("时间格式有误", "a malformed time")
    _demand(isinstance(value, str) and _MOMENT.fullmatch(value) is not None, wrong)
    return str(value)


def is_year(value: object) -> int | None:
    """The value, if it is a year or unknown."""
    if value is None:
        return None
    _demand(isinstance(value, int) and not isinstance(value, bool), _malformed())
    assert isinstance(value, int)
    _demand(0 < value < 10_000, _malformed())
    return value


def is_text(value: object) -> str:
    """The value, if it is a text of bearable length that a store can keep."""
    text = value if isinstance(value, str) else None
    _demand(text is not None and len(text) <= MOST and storable(text) == text, _malformed())
    return str(value)


def _object(
    value: object, needed: Collection[str], allowed: Collection[str] = ()
) -> dict[str, Any]:
    _demand(isinstance(value, dict), _malformed())
    assert isinstance(value, dict)
    names = set(value)
    _demand(set(needed) <= names <= {*needed, *allowed}, _malformed())
    return value


def _correction(content: dict[str, Any], subject: str) -> None:
    _address(subject)
    _scalar(content["new"])
    _scalar(content["machine"])
    _demand(content["gesture"] in _GESTURES, say("未知的操作", "an unknown gesture"))
    _demand(isinstance(content["to_machine"], bool), _malformed())
    if content["reverts"] is not None:
        is_hash(content["reverts"])
    if subject == str(YEAR):
        year = content["new"]
        _demand(year == "null" or re.fullmatch(r"\d{4}", year) is not None, _wrong_value(subject))
    elif subject in (str(AGENCY), str(PUBLISHED)):
        _demand(content["new"] == "null" or content["new"].startswith('"'), _wrong_value(subject))


def _verdict(content: dict[str, Any], subject: str) -> None:
    _demand(_KEY.fullmatch(subject) is not None, _malformed())
    _demand(content["ruling"] in _RULINGS, say("未知的认定", "an unknown verdict"))


def _status(content: dict[str, Any], subject: str) -> None:
    _demand(subject == "", _malformed())
    known = {status.value for status in ReviewStatus}
    _demand(content["status"] in known, say("未知的审核状态", "an unknown status"))


def _assignment(content: dict[str, Any], subject: str) -> None:
    _demand(subject == "", _malformed())
    is_text(content["reviewer"])


def _link(content: dict[str, Any], subject: str) -> None:
    is_text(content["one"])
    is_text(content["other"])
    _demand(isinstance(content["linked"], bool), _malformed())
    _demand(content.get("relation", "part") == "part", _malformed())
    _demand(link_subject(content) == subject, _malformed())


def _seen(content: dict[str, Any], subject: str) -> None:
    _demand(subject == "" and isinstance(content["cells"], dict), _malformed())
    for name, scalar in content["cells"].items():
        _address(name)
        _scalar(scalar)


_CHECKS: Final = {
    "correction": _correction,
    "verdict": _verdict,
    "status": _status,
    "assignment": _assignment,
    "link": _link,
    "seen": _seen,
}


def _scalar(scalar: object) -> None:
    wrong = say("数值格式有误", "a malformed value")
    _demand(isinstance(scalar, str) and len(scalar) <= 6 * MOST, wrong)
    assert isinstance(scalar, str)
    # The pattern keeps numbers such as 1e999999999 out, which fit no memory when written out.
    if _NUMBER.fullmatch(scalar) is None:
        _demand(scalar == "null" or scalar.startswith('"'), wrong)
        value = value_from_scalar(scalar)
        _demand(value is None or is_text(value) == value, wrong)


def _address(text: str) -> None:
    wrong = say(f"没有“{text[:80]}”这一格", f"there is no cell {text[:80]}")
    _demand(text in _addresses(), wrong)


@cache
def _addresses() -> frozenset[str]:
    """Every cell of every edition, rows and columns in any combination, and the identity."""
    rows: dict[str, set[str]] = {}
    columns: dict[str, set[str]] = {}
    for form in load_catalogue().forms.values():
        for table in form.tables:
            rows.setdefault(table.code, set()).update(row.code for row in table.rows)
            columns.setdefault(table.code, set()).update(col.code for col in table.columns)
    cells = {
        str(Address(table, row, column))
        for table in rows
        for row in rows[table]
        for column in columns[table]
    }
    return frozenset(cells | {str(AGENCY), str(YEAR), str(PUBLISHED)})


def _malformed() -> str:
    return say("格式有误", "malformed")


def _wrong_value(cell: str) -> str:
    return say(f"“{cell}”的数值有误", f"a wrong value for {cell}")


def _demand(holds: bool, wrong: str) -> None:
    if not holds:
        raise ValueError(wrong)
