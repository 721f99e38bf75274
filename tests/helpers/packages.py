"""A package of work on one report, taken apart and put together again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from decimal import Decimal
from pathlib import Path

from tests.helpers.desks import make_desk
from tests.helpers.readings import TOTAL, UPHELD

Members = dict[str, bytes]


def make_package(folder: Path) -> Path:
    """Two corrections, a verdict and a link of 李, with the source of the report."""
    desk = make_desk(folder, "李")
    desk.correct(1, [(TOTAL, Decimal(6)), (UPHELD, None)], reason="看错了")
    desk.judge(1, desk.review(1).problems[0], "to_ask")
    desk.link("第1局", "旧名局")
    path = folder / "更正.goujix"
    desk.exchange.export(path, with_sources=True)
    desk.close()
    return path


def members_of(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def rewritten(path: Path, members: Members, /, **manifest_parts: object) -> Path:
    """The package with other members, its manifest made to agree: a hostile but careful maker."""
    manifest = json.loads(members.pop("manifest.json")) | manifest_parts
    if "members" not in manifest_parts:
        manifest["members"] = {
            name: {"size": len(data), "sha256": digest(data)} for name, data in members.items()
        }
    manifest.pop("hash", None)
    plain = json.dumps(manifest, sort_keys=True, separators=(",", ":"))
    manifest["hash"] = digest(plain.encode("ascii"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))
    return path
