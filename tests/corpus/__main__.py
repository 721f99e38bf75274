"""Generate reports, read them and print how well they are read: python -m tests.corpus --count 200."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.corpus.plan import ACCIDENTS, FORMATS, RARE, SLOW, cases
from tests.corpus.scoring import MOST_WRONG, STEPS, SURE, gold_json, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.corpus.scoring import Case, Score


_UNFAIR: Final = ("not known though told", "not asked though open")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many reports")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, help="only the report of this number")
    parser.add_argument(
        "--format", default="", choices=["", *FORMATS, *SLOW, *RARE], help="only this format"
    )
    parser.add_argument(
        "--accident",
        help=f"these on every report, with commas between, or none: {', '.join(ACCIDENTS)}",
    )
    parser.add_argument("--list", action="store_true", help="print every wrong cell")
    parser.add_argument(
        "--floor",
        type=float,
        default=0.0,
        help="exit 1 below this strict accuracy, or when sure cells are wrong too often",
    )
    parser.add_argument("--keep", type=Path, help="write the sources with their gold here")
    arguments = parser.parse_args(argv)
    if unknown := set(_accidents(arguments) or ()) - set(ACCIDENTS):
        parser.error(f"no such accident: {', '.join(sorted(unknown))}")
    return arguments


def _accidents(arguments: argparse.Namespace) -> list[str] | None:
    """The accidents asked for; None to take turns."""
    if arguments.accident is None:
        return None
    return [name for name in arguments.accident.split(",") if name not in ("", "none")]


def _wanted(arguments: argparse.Namespace) -> Iterable[Case]:
    formats = [arguments.format] if arguments.format else []
    if arguments.number is None:
        return cases(
            arguments.count, arguments.seed, formats=formats, accidents=_accidents(arguments)
        )
    return cases(
        1, arguments.seed, formats=formats, accidents=_accidents(arguments), first=arguments.number
    )


def _say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")


def _keep(case: Case, folder: Path) -> None:
    own = folder / case.label
    own.mkdir(parents=True, exist_ok=True)
    (own / f"source{Path(case.name).suffix}").write_bytes(case.data)
    (own / "gold.json").write_text(gold_json(case), encoding="utf-8")


def _list(result: Score) -> None:
    what = " + ".join(result.case.accidents) or "no accident"
    if result.wrong:
        _say(f"python -m tests.corpus {result.case.again} --list  # {len(result.wrong)} wrong")
    for cell in result.unfair:
        _say(
            f"{result.case.label} [{what}] {cell.address}: {_UNFAIR[cell.is_open]},"
            f" gold {cell.gold!r}, got {cell.got!r} ({cell.origin})"
        )
    for wrong in result.wrong:
        _say(
            f"{result.case.label} [{what}] {wrong.address}: gold {wrong.gold!r}, got {wrong.got!r}"
            f" ({wrong.origin} {wrong.confidence:.2f}){' SILENT' if wrong.silent else ''}"
        )


def _table(title: str, groups: dict[str, list[Score]]) -> None:
    _say(
        f"{title:34} reports   cells   strict    known     fair    (of)  lenient  silent  fully right  agency"
    )
    for name, results in groups.items():
        total = sum(r.cells for r in results)
        known = sum(r.known for r in results)
        judged = sum(r.judged for r in results)
        fair = judged - sum(len(r.unfair) for r in results)
        _say(
            f"{name:34} {len(results):7} {total:7} {_share(sum(r.right for r in results), total)}"
            f" {_share(known, total - 2 * len(results))}"
            f" {_share(fair, judged)} {judged:7}"
            f" {_share(sum(r.lenient for r in results), total)}"
            f" {sum(r.silent for r in results):7} {sum(not r.wrong for r in results):12}"
            f" {sum(r.agency_found for r in results):7}"
        )
    _say()


def _share(part: int, whole: int) -> str:
    return f"{part / whole:8.3%}" if whole else "       -"


def _confidence(results: Iterable[Score]) -> float:
    """Print how often each class of confidence is wrong; returns the share of the sure ones."""
    pairs = [pair for result in results for pair in result.confident]
    _say(f"{'confidence':34}   cells   wrong  accuracy")
    above = 2.0
    for step in STEPS:
        _bin(f">= {step}", [right for value, right in pairs if step <= value < above])
        above = step
    sure = [right for value, right in pairs if value >= SURE]
    _bin(f"all >= {SURE}", sure)
    _say()
    return sum(not right for right in sure) / max(1, len(sure))


def _bin(name: str, within: Sequence[bool]) -> None:
    wrong = sum(not right for right in within)
    _say(f"{name:34} {len(within):7} {wrong:7} {_share(sum(within), len(within))}")


def _errors_of_sources(results: Sequence[Score]) -> None:
    planted = [r for r in results if r.case.figures.planted and r.expected]
    missed = [r for r in planted if not r.found]
    alarming = [r for r in results if r.alarms]
    _say(
        f"sums misprinted on purpose: {len(planted)}, found {len(planted) - len(missed)}; "
        f"false alarms: {sum(r.alarms for r in results)} in {len(alarming)} reports; "
        f"choices without candidates: {sum(r.unlisted for r in results)}"
    )
    lies = [r for r in results if r.lies]
    unheard = [r for r in lies if r.lies_found < len(r.lies)]
    loud = [r for r in results if r.text_alarms]
    quoted = sum(len(r.case.quoted) for r in results)
    _say(
        f"quoted figures: {quoted}, heard {sum(r.heard for r in results)}; "
        f"contradictions: {len(lies)}, found {len(lies) - len(unheard)}; "
        f"false alarms: {sum(r.text_alarms for r in results)} in {len(loud)} reports; "
        f"local rows: {sum(len(r.case.local) for r in results)}, "
        f"kept {sum(r.kept for r in results)}; "
        f"days of publication right: {sum(r.day_found for r in results)} of {len(results)}"
    )
    for word, cases_ in (
        ("missed sum", missed),
        ("alarm of a sum", alarming),
        ("missed contradiction", unheard),
        ("alarm of a text", loud),
    ):
        for result in cases_:
            _say(f"  {word}: python -m tests.corpus {result.case.again} --list")
    _say()


def _grouped(results: Sequence[Score]) -> tuple[dict[str, list[Score]], dict[str, list[Score]]]:
    formats: dict[str, list[Score]] = defaultdict(list)
    accidents: dict[str, list[Score]] = defaultdict(list)
    for result in results:
        formats[result.case.format].append(result)
        names = result.case.accidents
        accidents["several" if len(names) > 1 else names[0] if names else "none"].append(result)
    return dict(sorted(formats.items())), dict(sorted(accidents.items()))


def main(argv: Sequence[str] | None = None) -> int:
    """Score a generated corpus; 1 below the floor."""
    arguments = _arguments(argv)
    results: list[Score] = []
    for case in _wanted(arguments):
        if arguments.keep:
            _keep(case, arguments.keep)
        result = score(case)
        results.append(result)
        if arguments.list:
            _list(result)
    formats, accidents = _grouped(results)
    _table("format", formats)
    _table("accident", accidents)
    _table("all", {"all": results})
    _errors_of_sources(results)
    doubtful = _confidence(results)
    right, total = sum(r.right for r in results), sum(r.cells for r in results)
    below = bool(total) and right / total < arguments.floor
    return 1 if below or (arguments.floor and doubtful > MOST_WRONG) else 0


if __name__ == "__main__":
    sys.exit(main())
