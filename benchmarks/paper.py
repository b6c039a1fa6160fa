"""What a paper costs: minutes of 3 and of 20 pages, ours beside typst's, in one run.

    python -m benchmarks.paper [ROUNDS]

Both set the same words in the same fonts, different words each time, so that no cache of whole
paragraphs helps; both are warm: fonts open, one paper made before. The two take turns, so that a
busy computer slows both. Prints milliseconds: the best, the median and the 95th percentile, our
own split into laying out and drawing, and how our median compares with typst's.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pypdfium2
import typst

from consultroom import resources
from consultroom.documents.blocks import Addressee, Block, Heading, Paper, Paragraph, Title
from consultroom.documents.fonts import bundled
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余"
GIVEN = (
    "建国志明海涛晓东立群伟民学军永平春生秀英玉兰桂芳淑华凤霞丽娟红梅冬青小燕雪莲美玲慧敏雅琴静怡"
)
TYPST_PAGE = """
#set page(width: 210mm, height: 297mm, margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm),
  footer: context align(center, text(size: 14pt, font: ("Liberation Serif", "CR Song"),
    "— " + str(counter(page).get().first()) + " —")))
#set text(font: ("Liberation Serif", "CR FangSong", "CR FangSong Extra", "CR Song"), size: 16pt,
  lang: "zh", region: "cn", tracking: -0.206pt)
#set par(justify: true, leading: 13.6pt, spacing: 13.6pt,
  first-line-indent: (amount: 2em, all: true))
"""


@dataclass(frozen=True)
class Words:
    """What one paper says: paragraphs of (level, text); level 0 is body text."""

    title: str
    paragraphs: tuple[tuple[int, str], ...]


@cache
def sentences() -> tuple[str, ...]:
    """Return what people say in the sample district, some hundreds of sentences."""
    told = json.loads(resources.path("sample_district", "topics.json").read_text("utf-8"))
    said = [view["text"] for topic in told for view in topic["viewpoints"]]
    said += [topic[part] for topic in told for part in ("situation", "suggestion")]
    filled = (text.format(place="梧桐街道", unit="桂花社区", month="6月") for text in said)
    return tuple(text.rstrip("。") for text in filled)


def words_of(seed: int, characters: int) -> Words:
    """Return words nobody has set before: sentences drawn, with names and figures."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    paragraphs: list[tuple[int, str]] = []
    said = 0
    while said < characters:
        if len(paragraphs) % 6 == 0:
            paragraphs.append((1, f"{'一二三四五六七八九十'[len(paragraphs) // 6 % 10]}、协商情况"))
        name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
        text = "；".join(dice.sample(sentences(), k=2))
        text = f"{name}提出，{text}，每户{dice.randint(1, 9)},{dice.randint(100, 999)}元。"
        paragraphs.append((0, text))
        said += len(text) + 14  # a paragraph's last line is half empty
    return Words(f"关于{name}等提出意见的协商议事会议纪要", tuple(paragraphs))


def our_paper(words: Words) -> Paper:
    """Return the words as blocks."""
    blocks: list[Block] = [Title(text=words.title), Addressee(text="各驻站委员，有关单位：")]
    for level, text in words.paragraphs:
        blocks.append(Heading(level=1, text=text) if level else Paragraph(text=text))
    return Paper(title=words.title, blocks=tuple(blocks))


class Typst:
    """typst with our fonts, its compiler kept warm as its own watch mode keeps it."""

    def __init__(self) -> None:
        folder = str(resources.path("fonts"))
        self._compiler = typst.Compiler(font_paths=[folder], ignore_system_fonts=True)

    def __call__(self, words: Words) -> bytes:
        """Return the words as PDF."""
        parts = [
            TYPST_PAGE,
            f'#align(center, text(size: 22pt, font: "CR XiaoBiaoSong", "{words.title}"))\n',
            "#par(first-line-indent: 0pt)[各驻站委员，有关单位：]\n",
        ]
        for level, text in words.paragraphs:
            parts.append(f'#text(font: "CR Hei")[{text}]\n' if level else f"{text}\n")
        made = self._compiler.compile(input="\n".join(parts).encode(), format="pdf")
        if not isinstance(made, bytes):
            raise TypeError("typst gave something else than one PDF")
        return made


@dataclass
class Times:
    """Milliseconds of one way of making one length of paper."""

    laid: list[float]
    drawn: list[float]
    theirs: list[float]
    pages: tuple[int, int] = (0, 0)
    kilobytes: tuple[int, int] = (0, 0)

    @property
    def ours(self) -> list[float]:
        """Laying out and drawing together."""
        return [laid + drawn for laid, drawn in zip(self.laid, self.drawn, strict=True)]


def timed(work: Callable[[], Any], taken: list[float]) -> Any:
    """Return what `work` returns; add the milliseconds it took to `taken`."""
    start = time.perf_counter()
    made = work()
    taken.append((time.perf_counter() - start) * 1000)
    return made


def race(characters: int, rounds: int, peer: Typst) -> Times:
    """Return the times of `rounds` papers of about `characters`, each with its own words."""
    faces, times = bundled(), Times([], [], [])
    for turn in range(-1, rounds):
        if turn == 0:
            times.laid, times.drawn, times.theirs = [], [], []  # the first only warmed up
        words = words_of(1000 * characters + turn, characters)
        paper = our_paper(words)
        layout = timed(partial(lay_out, paper, faces), times.laid)
        ours = timed(partial(draw, layout, paper, faces), times.drawn)
        theirs = timed(partial(peer, words), times.theirs)
        times.pages = (pages_of(ours), pages_of(theirs))
        times.kilobytes = (len(ours) // 1000, len(theirs) // 1000)
    return times


def pages_of(pdf: bytes) -> int:
    """Return how many pages a file has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def row(name: str, taken: list[float], note: str = "") -> str:
    """Return one line of the table."""
    worst = sorted(taken)[int(len(taken) * 0.95)]
    numbers = "".join(f"{ms:9.1f}" for ms in (min(taken), statistics.median(taken), worst))
    return f"  {name:<22}{numbers}  {note}"


def main() -> None:
    """Race and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    peer = Typst()
    print(f"{'milliseconds, warm':<24}{'best':>9}{'median':>9}{'95 %':>9}")
    for characters in (1_450, 10_900):
        times = race(characters, rounds, peer)
        ratio = statistics.median(times.ours) / statistics.median(times.theirs)
        print(f"{times.pages[0]} pages")
        print(row("lay out", times.laid))
        print(row("draw", times.drawn))
        print(row("consultroom", times.ours, f"{times.kilobytes[0]} kB, {ratio:.2f} x typst"))
        print(row("typst", times.theirs, f"{times.kilobytes[1]} kB, {times.pages[1]} pages"))


if __name__ == "__main__":
    main()
