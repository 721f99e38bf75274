"""Where a text prints the labels of a form's rows, however they are wrapped and interleaved.

Plain text tears labels apart: a label goes over many lines, the words of a merged stub stand between
its pieces, figures stand anywhere among them. The order of the labels survives. So all words are put
together, and the chain of common pieces with the most characters, in order in both, tells which
character belongs to which row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.extraction.labels import bare, label_forms
from core.form import RowSpec

_SEED: Final = 2
"""Characters: the shortest common piece that says anything."""
_PIECE: Final = 0.9
"""What each piece costs, in characters, so that few long pieces win over many short ones."""
_SHARE: Final = 0.5
_ENOUGH: Final = 5
_OPENING: Final = 4
"""Characters of the next label that tell where a short one ends."""
_APART: Final = 60
"""Characters: pieces of one label never stand further apart."""

_BREAK: Final = "\x00"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The label of one row in the words: half-open extent, and how much of the label is there."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class Anchors:
    """The labels found, by the row's number, and for each character the row it belongs to (or -1).

    ``score`` is the number of characters explained, less what each piece costs.
    """

    found: dict[int, Anchor]
    owners: tuple[int, ...]
    score: float


_Piece = tuple[int, int, int]
"""Where it begins in the words, where in the labels, and its length."""


def find_anchors(words: str, specs: Sequence[RowSpec]) -> Anchors:
    """The labels of the rows in ``words``, which are bare words of a table in reading order."""
    followers = [*(bare(spec.label)[:_OPENING] for spec in specs[1:]), _BREAK]
    labels = [
        _wording(spec, words, follower) for spec, follower in zip(specs, followers, strict=True)
    ]
    starts: list[int] = []
    length = 0
    for label in labels:
        starts.append(length)
        length += len(label) + 1
    row_at = [n for n, label in enumerate(labels) for _ in range(len(label) + 1)]
    pieces, score = _best_chain(_common_pieces(words, _BREAK.join(labels)), length)
    own: dict[int, list[_Piece]] = {}
    for piece in pieces:
        own.setdefault(row_at[piece[1]], []).append(piece)
    owners = [-1] * len(words)
    found: dict[int, Anchor] = {}
    for row, parts in own.items():
        kept = _together(parts)
        start, end = kept[0][0], kept[-1][0] + kept[-1][2]
        matched = sum(length for _, _, length in kept)
        share = 1.0 if _is_whole(specs[row], words[start:end]) else matched / len(labels[row])
        if share < _SHARE and matched < _ENOUGH:
            continue
        found[row] = Anchor(start, end, share)
        for at, _, size in kept:
            owners[at : at + size] = [row] * size
    return Anchors(found, tuple(owners), score)


def _wording(spec: RowSpec, words: str, follower: str) -> str:
    """The wording that stands in the words as a whole, unless it is part of the official one.

    A wording as short as 合计 must have the label of the row below behind it.
    """
    official, *others = [bare(text) for text in label_forms(spec)]
    if official in words:
        return official
    short = next((w for w in others if len(w) <= _SEED and w + follower in words), None)
    if short is not None:
        return short
    known = [w for w in others if len(w) > _SEED and w in words and w not in official]
    return max(known, key=len, default=official)


def _is_whole(spec: RowSpec, printed: str) -> bool:
    return any(len(bare(w)) > _SEED and bare(w) in printed for w in label_forms(spec))


def _common_pieces(words: str, labels: str) -> list[_Piece]:
    """All common pieces that cannot be made longer, by where they begin in the words."""
    index: dict[str, list[int]] = {}
    for at in range(len(labels) - _SEED + 1):
        index.setdefault(labels[at : at + _SEED], []).append(at)
    pieces: list[_Piece] = []
    for at in range(len(words) - _SEED + 1):
        for there in index.get(words[at : at + _SEED], ()):
            if at and there and words[at - 1] == labels[there - 1]:
                continue
            size = _SEED
            while words[at + size : at + size + 1] == labels[there + size : there + size + 1] != "":
                size += 1
            pieces.append((at, there, size))
    return pieces


def _best_chain(pieces: Sequence[_Piece], length: int) -> tuple[list[_Piece], float]:
    """The pieces with the most characters that follow each other in both texts.

    A Fenwick tree holds the best chain up to each place in the labels, so that long documents do
    not take the square of their length.
    """
    tree: list[tuple[float, int]] = [(0.0, -1)] * (length + 2)
    best: list[tuple[float, int]] = []
    ended = sorted(range(len(pieces)), key=lambda n: pieces[n][0] + pieces[n][2])
    waiting = 0
    for at, there, size in pieces:
        while waiting < len(best) and sum(pieces[ended[waiting]][::2]) <= at:
            number = ended[waiting]
            _raise(tree, pieces[number][1] + pieces[number][2], (best[number][0], number))
            waiting += 1
        before = _highest(tree, there)
        best.append((before[0] + size - _PIECE, before[1]))
    chain: list[_Piece] = []
    number = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    score = best[number][0] if best else 0.0
    while number >= 0:
        chain.append(pieces[number])
        number = best[number][1]
    return chain[::-1], score


def _raise(tree: list[tuple[float, int]], place: int, value: tuple[float, int]) -> None:
    place += 1
    while place < len(tree):
        tree[place] = max(tree[place], value)
        place += place & -place


def _highest(tree: Sequence[tuple[float, int]], place: int) -> tuple[float, int]:
    best = (0.0, -1)
    place += 1
    while place > 0:
        best = max(best, tree[place])
        place -= place & -place
    return best


def _together(parts: Sequence[_Piece]) -> list[_Piece]:
    """The longest piece and its neighbours; what stands far off is a chance likeness."""
    middle = max(range(len(parts)), key=lambda n: parts[n][2])
    first, last = middle, middle
    while first and parts[first][0] - sum(parts[first - 1][::2]) <= _APART:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1][0] - sum(parts[last][::2]) <= _APART:
        last += 1
    return list(parts[first : last + 1])
