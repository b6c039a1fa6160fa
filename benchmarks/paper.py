"""What a paper costs: minutes of 3 and of 20 pages, ours beside other programs', in one run.

    python -m benchmarks.paper [ROUNDS]

All set the same words in the same fonts, different words each time, so that no cache of whole
paragraphs helps; all but one are warm: fonts open, one paper made before. They take turns, so that
a busy computer slows all of them. LibreOffice is asked twice: with a process for each file, as a
program that calls it does, and for what one more file costs a process at work. What is not
installed is left out.

Prints milliseconds: the best, the median and the 95th percentile, our own split into laying out
and drawing, and how our median compares with each of the others'. Fails when we are slower than
any of them.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import pypdfium2

from benchmarks.paper_rivals import LibreOffice, Typst, WeasyPrint, Words, scratch, show_fonts
from consultroom import resources
from consultroom.documents.blocks import Addressee, Block, Heading, Paper, Paragraph, Title
from consultroom.documents.fonts import bundled
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw

LENGTHS = (1_450, 10_900)  # characters: 3 and 20 pages
OURS, OFFICE = "consultroom", "LibreOffice"
SLOW_ROUNDS = 5  # of LibreOffice, which takes a second a file
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余"
GIVEN = (
    "建国志明海涛晓东立群伟民学军永平春生秀英玉兰桂芳淑华凤霞丽娟红梅冬青小燕雪莲美玲慧敏雅琴静怡"
)


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


Rival = Callable[[Words], bytes]


@dataclass
class Times:
    """Milliseconds of making one length of paper: ours in two parts, the others' by name."""

    laid: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    theirs: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> list[float]:
        """Laying out and drawing together."""
        return [laid + drawn for laid, drawn in zip(self.laid, self.drawn, strict=True)]

    def ratio(self, name: str) -> float:
        """Return our median as a share of another's."""
        return statistics.median(self.ours) / statistics.median(self.theirs[name])


def timed(work: Callable[[], Any], taken: list[float]) -> Any:
    """Return what `work` returns; add the milliseconds it took to `taken`."""
    start = time.perf_counter()
    made = work()
    taken.append((time.perf_counter() - start) * 1000)
    return made


def race(characters: int, rounds: int, rivals: dict[str, Rival]) -> Times:
    """Return the times of `rounds` papers of about `characters`, each with its own words."""
    faces, times = bundled(), Times()
    for turn in range(-1, rounds):
        if turn == 0:
            times = Times(sizes=times.sizes)  # the first only warmed up
        words = words_of(1000 * characters + turn, characters)
        paper = our_paper(words)
        layout = timed(partial(lay_out, paper, faces), times.laid)
        made = {OURS: timed(partial(draw, layout, paper, faces), times.drawn)}
        for name, rival in rivals.items():
            if not isinstance(rival, LibreOffice) or turn < SLOW_ROUNDS:
                made[name] = timed(partial(rival, words), times.theirs.setdefault(name, []))
        times.sizes |= {name: size_of(pdf) for name, pdf in made.items()}
    return times


def size_of(pdf: bytes) -> str:
    """Return a file's pages and bytes in words."""
    return f"{pages_of(pdf)} pages, {len(pdf) // 1000} kB"


def pages_of(pdf: bytes) -> int:
    """Return how many pages a file has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def row(name: str, taken: list[float], note: str = "") -> str:
    """Return one line of the table."""
    worst = sorted(taken)[int(len(taken) * 0.95)]
    numbers = "".join(f"{ms:9.1f}" for ms in (min(taken), statistics.median(taken), worst))
    return f"  {name:<28}{numbers}  {note}"


def rivals_in(folder: Path) -> dict[str, Rival]:
    """Return the other programs that are installed here, by name."""
    makers: dict[str, Callable[[], Rival]] = {
        "typst": Typst,
        "WeasyPrint": WeasyPrint,
        OFFICE: lambda: LibreOffice(folder),
    }
    found: dict[str, Rival] = {}
    for name, maker in makers.items():
        try:
            found[name] = maker()
        except (ImportError, OSError) as fault:
            print(f"left out: {name} ({fault})")
    return found


def main() -> None:
    """Race and print; fail when another program is quicker."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    slower: list[str] = []
    with scratch() as name:
        show_fonts(Path(name))
        rivals = rivals_in(Path(name))
        print(f"{'milliseconds':<30}{'best':>9}{'median':>9}{'95 %':>9}")
        for characters in LENGTHS:
            times = race(characters, rounds, rivals)
            office = rivals.get(OFFICE)
            if isinstance(office, LibreOffice):
                many = [
                    words_of(7 * characters + n, characters) for n in range(1 + 2 * SLOW_ROUNDS)
                ]
                times.theirs[f"{OFFICE}, warm"] = [office.warm_ms(many)]
            show(times)
            slower += [rival for rival in times.theirs if times.ratio(rival) >= 1]
    if slower:
        sys.exit(f"slower than {', '.join(slower)}")


def show(times: Times) -> None:
    """Print what one length of paper cost."""
    print(times.sizes[OURS])
    print(row("lay out", times.laid))
    print(row("draw", times.drawn))
    print(row(OURS, times.ours))
    for name, taken in times.theirs.items():
        note = f"ours takes {times.ratio(name):.2f} of it"
        print(row(name, taken, f"{note}; {times.sizes.get(name, '')}".rstrip("; ")))


if __name__ == "__main__":
    main()
