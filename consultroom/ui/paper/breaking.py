"""Where the lines of a title end: what is offered, and what the clerk places. No Qt here."""

from __future__ import annotations

from itertools import pairwise

from consultroom.frozen import Frozen

Lines = tuple[str, ...]


class TitleScreen(Frozen, kw_only=True):
    """A title to be broken.

    Attributes:
        title: without breaks.
        lines: as it is printed now.
        offers: ways to break it, the best first.
        room: 汉字 a line has room for; 0 when that is not known.
    """

    title: str
    lines: Lines
    offers: tuple[Lines, ...]
    room: float = 0.0

    def chosen(self, lines: Lines) -> int:
        """Return which offer these lines are; -1 for none of them."""
        return self.offers.index(lines) if lines in self.offers else -1


def lines_of(typed: str) -> Lines:
    """Return the lines as typed, one a line, without blank ones."""
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def problem(title: str, lines: Lines) -> str:
    """Return what is wrong with lines placed by hand, as a sentence; nothing when all is well."""
    if "".join(lines) == title:
        return ""
    return "这里只能换行，不能增减文字。点“还原”可以重来。"


def caution(lines: Lines, room: float) -> str:
    """Return what to know about lines placed by hand: one too long is broken again on the paper.

    A title left in one line is broken by the program.
    """
    for number, line in enumerate(lines, start=1):
        wide = sum(0.5 if letter.isascii() else 1.0 for letter in line)
        if len(lines) > 1 and room and wide > room:
            return (
                f"第 {number} 行有 {wide:.0f} 个字，一行排得下 {int(room)} 个，"
                "印出来还会再折一行。可以在这一行里再断一处。"
            )
    return ""


def shape_of(lines: Lines) -> str:
    """Return the shape lines make when they are centred, in words (GB/T 9704-2012, 7.3.1)."""
    lengths = [len(line) for line in lines]
    if len(lengths) < 2:
        return "一行"
    count = f"{len(lengths)} 行"
    steps = [after - before for before, after in pairwise(lengths)]
    if all(step > 0 for step in steps) or all(step < 0 for step in steps):
        return f"{count}，{'上短下长' if steps[0] > 0 else '上长下短'}"
    signs = [step > 0 for step in steps if step]
    bulges = len(signs) > 1 and signs[0] and signs == sorted(signs, reverse=True)
    return f"{count}，菱形" if bulges and not signs[-1] else count
