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
from itertools import accumulate, pairwise

from consultroom import resources
from consultroom.documents import kinsoku


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_FIRST = _set("的 了 等 之 地 得 和 与 及 或 并 以及")
_NOT_LAST = _set(
    "关于 对 对于 在 由 为 为了 将 把 和 与 及 以及 或 并 并且 从 向 第 各 本 该 不 召开 举办 开展 "
    "进一步 有关 做好 抓好 印发 转发 交办 同意 请求 解决"
)
_PARTICLES = frozenset("的了等之和与及或并在对由为将把从向各本该")
_SUFFIXES = _set(
    "街道 社区 镇 村 区 市 县 乡 省 小区 路 街 巷 局 委 办 站 室 会 所 院 中心 公司 工作站 组 号 "
    "期 届 次 苑 里 弄 桥 河 湖 山 湾 园 花园 新村 家园 公寓 大厦 广场 市场 学校 小学 中学 医院"
)
_LEANS_BACK = _set(  # belongs to what it follows; a line does not like to begin with it
    "问题 工作 情况 事项 事宜 标准 方案 活动 建设 管理 期间 机制 有关事项 有关问题 有关情况 等"
)
_CLOSES = _set(  # after it a thought is complete
    "问题 工作 情况 事项 事宜 标准 方案 活动 机制 期间 街道 社区 镇 村 小区 工作站 委员工作站 "
    "办公室 委员会 代表会 人民政府 党工委 党委"
)
_OPENS = _set(
    "关于 开展 加强 推进 推动 进行 建立 完善 做好 围绕 规范 解决 落实 实施 协商 协商议事会"
)
_MOST_PLACE = 4  # characters of an unknown name before its 街道 or 社区
_OPEN, _CLOSE = "“‘《〈（〔【", "”’》〉）〕】"
_FEW_LINES = 4  # up to here every way is weighed; longer ones by dynamic programming
_OFFERED = 5
_WORSE = 14.0  # an offer so much worse than the best is not made
_FULL = 0.96  # of the width: a line of a longer title should not reach from edge to edge
_BAD = 100.0  # a break no one would place
_LONE = 15.0  # a break between two unknown characters, where nothing else helps


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
        At most five; each joined again is the title. A title that fits one line is offered whole
        first. One that cannot be broken between words comes back whole, for the line breaker.
    """
    widths = [_wide(ch) for ch in title]
    costs = _costs(title)
    offers = _offers(title, widths, costs, width_chars)
    if not offers:
        eased = [min(cost, _LONE) if cost == _BAD - 1 else cost for cost in costs]
        offers = _offers(title, widths, eased, width_chars)
    offers.sort(key=lambda offer: offer[0])
    best = offers[0][0] if offers else 0.0
    kept = [lines for weight, lines in offers[:_OFFERED] if weight <= best + _WORSE]
    return tuple(kept) or ((title,),)


def _offers(
    title: str, widths: Sequence[float], costs: Sequence[float], width: float
) -> list[tuple[float, tuple[str, ...]]]:
    """Return ways to break a title, each with its weight."""
    fewest = max(1, -int(-sum(widths) // width))
    found: list[tuple[float, tuple[str, ...]]] = []
    for count in range(fewest, 2 * fewest + 2):
        if found and count > fewest + 1:
            break
        if count > _FEW_LINES:
            found += _even_lines(title, widths, costs, count, width)
            continue
        for cuts in _cuts(costs, widths, count, width):
            lines = tuple(title[a:b] for a, b in zip((0, *cuts), (*cuts, len(title)), strict=True))
            lengths = [sum(map(_wide, line)) for line in lines]
            crowded = 0.8 if count > 1 and max(lengths) > _FULL * width else 0.0
            weight = sum(costs[cut] for cut in cuts) + _shape(lengths) + crowded
            found.append((weight + 4.0 * (count - fewest), lines))
    return found


def _even_lines(
    title: str, widths: Sequence[float], costs: Sequence[float], count: int, width: float
) -> list[tuple[float, tuple[str, ...]]]:
    """Return the best way to break a very long title into `count` lines, if there is one."""
    edges = list(accumulate(widths, initial=0.0))
    mean = edges[-1] / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for left in range(count - 1, -1, -1):
        step: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (weight, cuts) in best.items():
            for end in range(start + 1, len(edges)):
                if edges[end] - edges[start] > width:
                    break
                if (end == len(title)) != (left == 0) or (left and costs[end] >= _BAD - 1):
                    continue
                off = (edges[end] - edges[start] - mean) / mean
                offer = (weight + 10.0 * off * off + (costs[end] if left else 0.0), (*cuts, end))
                step[end] = min(step.get(end, offer), offer)
        best = step
    if len(title) not in best:
        return []
    weight, cuts = best[len(title)]
    return [(weight, tuple(title[a:b] for a, b in pairwise((0, *cuts))))]


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
            if line < shortest or costs[at] >= _BAD - 1:
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
        return 12.0
    lone = _lone(before)
    if lone and _lone(after):
        return _BAD - 1  # most likely one word the list does not know
    if lone and after in _SUFFIXES:
        return 20.0
    cost = 8.0 if before in _NOT_LAST else 0.0
    cost += 5.0 * (lone or _lone(after))
    cost += 3.0 * (after in _LEANS_BACK) - 1.0 * (before in _CLOSES) - 0.7 * (after in _OPENS)
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
    return _places_whole(words[::-1])


def _places_whole(words: list[str]) -> list[str]:
    """Join unknown characters to the 街道, 社区 or 路 they name: ``梧`` ``桐`` ``街道``."""
    joined: list[str] = []
    place = False
    for word in words:
        start = len(joined) - place
        while start and len(joined) - start < _MOST_PLACE and _lone(joined[start - 1]):
            start -= 1
        place = word in _SUFFIXES and start < len(joined)
        if place:
            joined[start:] = ["".join((*joined[start:], word))]
        else:
            joined.append(word)
    return joined


@cache
def _lexicon() -> tuple[frozenset[str], int]:
    text = resources.path("wording", "words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    words = frozenset(word for line in lines for word in line.split())
    return words, max(map(len, words))
