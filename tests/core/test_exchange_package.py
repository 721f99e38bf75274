"""The exchange file: what it holds, and every faulty or hostile one refused whole."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.errors import Known
from core.exchange import apart
from core.exchange.package import Package, read_package, unpack_sources
from core.exchange.refusals import ExchangeError
from core.progress import Silent
from core.work.intake import take_in
from core.work.workspace import Workspace
from tests.helpers.desks import state
from tests.helpers.packages import Members, digest, members_of, rewritten
from tests.helpers.readings import TOTAL


def test_that_a_package_is_documented_json_lines_with_a_manifest(package: Path) -> None:
    members = members_of(package)
    manifest = json.loads(members["manifest.json"])
    facts = [json.loads(line) for line in members["facts.jsonl"].splitlines()]

    assert (manifest["format"], manifest["version"], manifest["author"]) == (
        "gouji-exchange",
        1,
        "李",
    )
    assert manifest["counts"] == {"reports": 1, "facts": 4, "sources": 1}
    for name, facts_of in manifest["members"].items():
        assert facts_of == {"size": len(members[name]), "sha256": digest(members[name])}
    assert members["sources/" + digest(b"report 1")] == b"report 1"
    total = next(fact for fact in facts if fact["subject"] == str(TOTAL))
    assert (total["kind"], total["author"], total["reason"]) == ("correction", "李", "看错了")
    assert (total["content"]["new"], total["content"]["machine"]) == ("6", "7")
    assert total["source"] == digest(b"report 1")


def test_that_equal_work_makes_an_equal_id_wherever_it_is_written_down(package: Path) -> None:
    ids = [fact.id for fact in read_package(package).facts]

    assert ids == [fact.id for fact in read_package(package).facts]
    assert len(set(ids)) == 4


def test_that_a_source_that_comes_along_is_unpacked_as_it_was(
    package: Path, tmp_path: Path
) -> None:
    unpack_sources(package, {digest(b"report 1"): tmp_path / "out.txt"})

    assert (tmp_path / "out.txt").read_bytes() == b"report 1"


def changed_fact(name: str, value: object) -> Callable[[Members], None]:
    """Give the first line of facts another part, without working its id out anew."""

    def change(members: Members) -> None:
        first, *rest = members["facts.jsonl"].splitlines(keepends=True)
        plain = json.loads(first) | {name: value}
        members["facts.jsonl"] = b"".join([json.dumps(plain).encode() + b"\n", *rest])

    return change


def honest_fact(
    with_content: dict[str, object] | None = None, **parts: object
) -> Callable[[Members], None]:
    """Replace the facts by one with these parts, whose id is right."""
    from core.store.facts import fact_to_plain, made

    def change(members: Members) -> None:
        content = {"new": "6", "machine": "7", "gesture": "typed", "to_machine": False}
        wanted: dict[str, Any] = {
            "kind": "correction",
            "source": digest(b"report 1"),
            "subject": str(TOTAL),
            "content": content | {"reverts": None} | (with_content or {}),
            "author": "某",
            "made_at": "2026-03-01T08:00:00+00:00",
        } | parts
        line = json.dumps(fact_to_plain(made(**wanted)))
        members["facts.jsonl"] = line.encode() + b"\n"

    return change


def set_member(name: str, data: bytes) -> Callable[[Members], None]:
    return lambda members: members.__setitem__(name, data)


HOSTILE: dict[str, Callable[[Members], None]] = {
    "a value that was changed": changed_fact("author", "赵"),
    "a foreign id": changed_fact("id", "0" * 64),
    "an unknown kind": honest_fact(kind="payment"),
    "a cell that does not exist": honest_fact(subject="requests.granted.bribes"),
    "a table that does not exist": honest_fact(subject="secrets.granted.total"),
    "a value that fits no memory": honest_fact(with_content={"new": "1e999999999"}),
    "a value that is no number": honest_fact(with_content={"new": "NaN"}),
    "a value that is a list": honest_fact(with_content={"new": [1]}),
    "a year of letters": honest_fact(
        subject="identity.report.year", with_content={"new": '"今年"'}
    ),
    "a text with NUL": honest_fact(reason="a\0b"),
    "a lone surrogate": honest_fact(author="\ud800"),
    "a time that is none": honest_fact(made_at="tomorrow"),
    "an unknown gesture": honest_fact(with_content={"gesture": "imported"}),
    "a part too many": honest_fact(with_content={"sql": "drop table log"}),
    "a foreign source": honest_fact(source="1" * 64),
    "an unknown verdict": honest_fact(
        kind="verdict", subject="ab" * 16, content={"ruling": "guilty"}
    ),
    "an unknown status": honest_fact(kind="status", subject="", content={"status": "paid"}),
    "broken JSON": set_member("facts.jsonl", b"{\n"),
    "no last line break": set_member("facts.jsonl", b"{}"),
    "a list for a fact": set_member("facts.jsonl", b"[]\n"),
    "deep nesting": set_member("facts.jsonl", b"[" * 200_000 + b"\n"),
    "no UTF-8": set_member("facts.jsonl", b"\xff\xfe\n"),
    "NaN": set_member("facts.jsonl", b'{"kind": NaN}\n'),
    "a report without source": set_member(
        "reports.jsonl", b'{"sources": [], "name": "", "agency": "", "year": null}\n'
    ),
    "a path outside": set_member("sources/../../evil", b"x"),
    "a drive letter": set_member("C:\\evil", b"x"),
    "an absolute path": set_member("/etc/evil", b"x"),
    "a source under another hash": set_member("sources/" + "2" * 64, b"report 1"),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_that_a_hostile_package_is_refused_whole_with_a_message(
    package: Path, wang: Workspace, change: Callable[[Members], None]
) -> None:
    members = members_of(package)
    change(members)
    rewritten(package, members)
    before = state(wang)

    with pytest.raises(ExchangeError) as refused:
        wang.exchange.merge(wang.exchange.outlook(read_package(package)))

    assert package.name in refused.value.message
    assert refused.value.hint
    assert state(wang) == before
    assert wang.exchange.parcels() == ()
    assert wang.verify() == ()


def test_that_a_package_that_is_gone_is_told_in_the_users_language(
    wang: Workspace, tmp_path: Path
) -> None:
    for name in ("没有.goujix", "没有.xlsx"):
        with pytest.raises(Known, match=f"“{name}”：文件不存在"):
            wang.exchange.look(tmp_path / name)


def test_that_a_member_with_another_hash_is_refused(package: Path) -> None:
    members = members_of(package)
    manifest = json.loads(members["manifest.json"])
    members["reports.jsonl"] = members["reports.jsonl"].replace("第1局".encode(), "第2局".encode())

    with pytest.raises(ExchangeError, match=r"reports\.jsonl"):
        read_package(rewritten(package, members, members=manifest["members"]))


def test_that_a_manifest_that_was_changed_is_refused(package: Path) -> None:
    members = members_of(package)
    manifest = json.loads(members["manifest.json"]) | {"author": "冒名"}
    with zipfile.ZipFile(package, "w") as archive:
        for name, data in (members | {"manifest.json": json.dumps(manifest).encode()}).items():
            archive.writestr(name, data)

    with pytest.raises(ExchangeError, match=r"manifest\.json"):
        read_package(package)


@pytest.mark.parametrize("version", [2, "1", None, True, 1.5])
def test_that_an_unknown_version_is_refused(package: Path, version: object) -> None:
    with pytest.raises(ExchangeError) as refused:
        read_package(rewritten(package, members_of(package), version=version))

    assert refused.value.code == "exchange.version"


def test_that_a_manifest_that_counts_nothing_is_refused(package: Path) -> None:
    members = members_of(package)
    manifest = json.loads(members["manifest.json"])
    del manifest["counts"]
    members["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(ExchangeError, match=r"manifest\.json"):
        read_package(rewritten(package, members))


def test_that_two_members_of_one_name_are_refused(package: Path) -> None:
    with zipfile.ZipFile(package, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("facts.jsonl", b"")

    with pytest.raises(ExchangeError):
        read_package(package)


def test_that_a_bomb_is_refused_before_it_is_unpacked(package: Path) -> None:
    members = members_of(package)
    members["facts.jsonl"] = b" " * (600 * 1024 * 1024)

    with pytest.raises(ExchangeError) as refused:
        read_package(rewritten(package, members))

    assert refused.value.code == "exchange.too_large"


def test_that_a_fact_told_a_million_times_is_refused_before_it_is_read(package: Path) -> None:
    members = members_of(package)
    line = members["facts.jsonl"].splitlines(keepends=True)[0]
    members["facts.jsonl"] = line * 30_000

    with pytest.raises(ExchangeError) as refused:
        read_package(rewritten(package, members))

    assert refused.value.code == "exchange.too_large"


def test_that_a_fact_that_stands_there_twice_is_one_fact(package: Path) -> None:
    members = members_of(package)
    lines = members["facts.jsonl"].splitlines(keepends=True)
    members["facts.jsonl"] += lines[0]
    counts = {"reports": 1, "facts": 5, "sources": 1}

    assert len(read_package(rewritten(package, members, counts=counts)).facts) == 4


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [("_LONGEST_S", 0.001, "reader.timeout"), ("_PACKAGE_MEMORY", 32 << 20, "reader.memory")],
    ids=["time", "memory"],
)
def test_that_a_package_beyond_a_limit_is_stopped_and_told_by_name(
    package: Path,
    wang: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: float,
    code: str,
) -> None:
    members = members_of(package)
    picture = Random(1).randbytes(4 << 20)
    members["sources/" + digest(picture)] = picture
    rewritten(package, members, counts={"reports": 1, "facts": 4, "sources": 2})
    monkeypatch.setattr(apart, limit, value)

    with pytest.raises(ExchangeError, match="更正\\.goujix") as stopped:
        wang.exchange.look(package)
    assert stopped.value.code == code
    assert stopped.value.hint

    monkeypatch.undo()
    assert wang.exchange.look(package).applied == 4


@pytest.mark.parametrize("name", ["更正.goujix", "更正.xlsx"])
def test_that_a_pipe_in_place_of_a_package_keeps_nobody_waiting(
    wang: Workspace, tmp_path: Path, name: str
) -> None:
    os.mkfifo(tmp_path / name)

    with pytest.raises(Known, match=f"“{name}”不是普通文件"):
        wang.exchange.look(tmp_path / name)


def test_that_sources_without_room_are_told(package: Path, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="无法展开更正包“更正\\.goujix”中的原件") as refused:
        unpack_sources(package, {digest(b"report 1"): tmp_path / "gone" / "out.txt"})

    assert refused.value.hint


def test_that_a_folder_for_temporary_files_that_is_gone_is_told(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with closing(Workspace.open(tmp_path / "空.gouji")) as empty:
        outlook = empty.exchange.outlook(read_package(package))
        with pytest.raises(ExchangeError, match="无法展开更正包“更正\\.goujix”中的原件"):
            take_in(empty, package, outlook, Silent())

        assert empty.reports() == ()


@pytest.mark.parametrize("entangled", ["one report a hundred times", "a hundred sources"])
def test_that_work_for_more_reports_than_it_can_be_for_is_refused(
    package: Path, entangled: str
) -> None:
    members = members_of(package)
    line = members["reports.jsonl"]
    if entangled == "one report a hundred times":
        members["reports.jsonl"], reports = line * 100, 100
    else:
        report = json.loads(line)
        report["sources"] += [digest(str(n).encode()) for n in range(100)]
        members["reports.jsonl"], reports = json.dumps(report).encode() + b"\n", 1
    counts = {"reports": reports, "facts": 4, "sources": 1}

    with pytest.raises(ExchangeError) as refused:
        read_package(rewritten(package, members, counts=counts))

    assert refused.value.code == "exchange.too_large"


def test_that_a_member_larger_than_it_says_is_not_read_to_its_end(package: Path) -> None:
    members = members_of(package)
    manifest = json.loads(members["manifest.json"])
    members["facts.jsonl"] += b" " * (64 * 1024 * 1024)

    with pytest.raises(ExchangeError) as refused:
        read_package(rewritten(package, members, members=manifest["members"]))

    assert refused.value.code == "exchange.too_large"


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.4", b"PK\x05\x06" + bytes(18)])
def test_that_another_kind_of_file_is_told_apart(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "别的.goujix"
    path.write_bytes(content)

    with pytest.raises(ExchangeError) as refused:
        read_package(path)

    assert refused.value.code == "exchange.not_a_package"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_that_a_package_cut_short_is_refused(package: Path, share: float) -> None:
    data = package.read_bytes()
    package.write_bytes(data[: int(len(data) * share)])

    with pytest.raises(ExchangeError):
        read_package(package)


def test_that_no_flipped_byte_goes_unnoticed(package: Path) -> None:
    whole = read_package(package)
    data = package.read_bytes()
    for position in range(0, len(data), 29):
        damaged = bytearray(data)
        damaged[position] ^= 0x20
        package.write_bytes(bytes(damaged))
        try:
            found: Package | None = read_package(package)
        except ExchangeError:
            found = None

        # A flipped time or comment of the zip says nothing; what is read is what was written.
        assert found in (None, whole)
