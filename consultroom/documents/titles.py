"""Titles (标题) broken by meaning, in the shape of a trapezium or a lozenge.

GB/T 9704-2012, 7.3.1: a title of several lines keeps words whole, and its lines are arranged
symmetrically, suitably long, as 梯形 or 菱形. The clerk's own breaks (``|``) always win; otherwise
the title is cut into words with a list of what titles are made of (``wording/words.txt``) and
every way to break it between words is weighed. Weights are ours: they only have to order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from consultroom import resources
from consultroom.documents import kinsoku


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_FIRST = _set("的 了 等 之 地 得 和 与 及 或 并 以及")
_NOT_LAST = _set(
    "关于 对 对于 在 由 为 为了 将 把 和 与 及 以及 或 并 并且 从 向 第 各 本 该 不 召开 举办 开展 "
    "进一步 有关"
)
_PARTICLES = frozenset("的了等之和与及或并在对由为将把从向各本该")
_SUFFIXES = _set(
    "街道 社区 镇 村 区 市 县 乡 省 小区 路 街 巷 局 委 办 站 室 会 所 院 中心 公司 工作站 组 号 "
    "期 届 次"
)
_OPEN, _CLOSE = "“‘《〈（〔【", "”’》〉）〕】"
_MOST_LINES = 5
_OFFERED = 6
_FULL = 0.96  # of the width: a line of a longer title should not reach from edge to edge
_BAD = 100.0  # a break no one would place


def lines_of(text: str, width_chars: float) -> tuple[str, ...]:
    """Return the lines of a title.

    Args:
        text: the title; each ``|`` is a break the clerk placed.
        width_chars: how many full-width characters a line holds.
    """
    if "|" in text:
        return tuple(line for line in text.split("|") if line)
    return offer_breaks(text, width_chars)[0]


@lru_cache(maxsize=512)
def offer_breaks(title: str, width_chars: float) -> tuple[tuple[str, ...], ...]:
    """Return ways to break a title into lines, the best first.

    Args:
        title: without breaks.
        width_chars: how many full-width characters a line holds.

    Returns:
        At most six; each joined again is the title. A title that fits one line is offered whole
        first. One that cannot be broken between words comes back whole, for the line breaker.
    """
    widths = [_wide(ch) for ch in title]
    total = sum(widths)
    fewest = max(1, -int(-total // width_chars))
    costs = _costs(title)
    found: list[tuple[float, tuple[str, ...]]] = []
    for count in range(fewest, min(fewest + 2, _MOST_LINES + 1)):
        extra = 4.0 * (count - fewest)
        for cuts in _cuts(costs, widths, count, width_chars):
            lines = tuple(title[a:b] for a, b in zip((0, *cuts), (*cuts, len(title)), strict=True))
            lengths = [sum(map(_wide, line)) for line in lines]
            crowded = 0.8 if count > 1 and max(lengths) > _FULL * width_chars else 0.0
            weight = sum(costs[cut] for cut in cuts) + _shape(lengths) + crowded + extra
            found.append((weight, lines))
    found.sort(key=lambda offer: offer[0])
    return tuple(lines for _, lines in found[:_OFFERED]) or ((title,),)


def _wide(ch: str) -> float:
    if unicodedata.combining(ch) or kinsoku.MARKS.match(ch):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(ch) in "WFA" else 0.5


def _cuts(
    costs: Sequence[float], widths: Sequence[float], count: int, width: float
) -> Iterator[tuple[int, ...]]:
    """Yield every way to place count - 1 breaks so that lines fit and are not too short."""
    total = sum(widths)
    if count == 1:
        if total <= width:
            yield ()
        return
    shortest = 0.45 * total / count

    def extend(start: int, left: int) -> Iterator[tuple[int, ...]]:
        line = 0.0
        for at in range(start + 1, len(widths)):
            line += widths[at - 1]
            if line > width:
                return
            if line < shortest or costs[at] >= _BAD:
                continue
            rest = sum(widths[at:])
            if left == 1 and shortest <= rest <= width:
                yield (at,)
            elif left > 1 and shortest * left <= rest <= width * left:
                for more in extend(at, left - 1):
                    yield (at, *more)

    yield from extend(0, count - 1)


def _shape(lengths: Sequence[float]) -> float:
    """Return how far lines of these lengths are from a balanced trapezium or lozenge."""
    if len(lengths) < 2:
        return 0.0
    mean = sum(lengths) / len(lengths)
    weight = 4.0 * (max(lengths) - min(lengths)) / mean
    steps = [after - before for before, after in pairwise(lengths)]
    if all(step == 0 for step in steps):
        weight += 2.0  # a block
    widening = [step > 0 for step in steps if step]
    if len(widening) > 1 and any(not a and b for a, b in pairwise(widening)):
        weight += 6.0  # an hourglass
    return weight + sum(0.5 for step in steps if step == 0)


def _costs(title: str) -> list[float]:
    """Return for each place in `title` what a break there costs; _BAD and more: never."""
    costs = [_BAD] * (len(title) + 1)
    held = kinsoku.held(title)
    depth, at = 0, 0
    words = _words(title)
    for word, after in pairwise(words):
        depth += sum(ch in _OPEN for ch in word) - sum(ch in _CLOSE for ch in word)
        at += len(word)
        if held[at] == kinsoku.FREE:
            costs[at] = _cost(word, after) + 2.0 * max(0, depth)
    return costs


def _cost(before: str, after: str) -> float:
    if after in _NOT_FIRST:
        return 8.0
    cost = 5.0 if before in _NOT_LAST else 0.0
    lone = _lone(before)
    if lone and after in _SUFFIXES:
        return 9.0
    cost += {0: 0.0, 1: 3.0, 2: 7.0}[lone + _lone(after)]
    if before == "的" or before[-1] in _CLOSE or after[0] in _OPEN:
        cost -= 0.5
    return cost


def _lone(word: str) -> bool:
    """Tell whether this is a single 汉字 of an unknown word."""
    return len(word) == 1 and word not in _PARTICLES and word >= "\u2e80" and word.isalpha()


def _words(title: str) -> list[str]:
    """Cut a title into words: as few pieces as the list allows, long words first."""
    known, longest = _lexicon()
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(title) + 1)
    for end in range(1, len(title) + 1):
        choices = [(best[end - 1][0] + (0.9 if title[end - 1] in _PARTICLES else 1.4), end - 1)]
        for start in range(max(0, end - longest), end - 1):
            if title[start:end] in known:
                choices.append((best[start][0] + 1.0, start))
        best[end] = min(choices)
    words: list[str] = []
    end = len(title)
    while end:
        start = best[end][1]
        words.append(title[start:end])
        end = start
    return words[::-1]


@cache
def _lexicon() -> tuple[frozenset[str], int]:
    text = resources.path("wording", "words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    words = frozenset(word for line in lines for word in line.split())
    return words, max(map(len, words))
