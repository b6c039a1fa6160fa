"""What a box of outcome sheets costs: 1,000 different ones in one file, a QR symbol on each.

    python -m benchmarks.sheets [SHEETS] [ROUNDS]

Every sheet has its own title, people, words and symbol, so that no cache of whole sheets helps.
What is said in a symbol is as long as a signed mark: 178 characters of base45. Warm: fonts open,
one sheet made before. Prints seconds of each part and of the whole, of the best round, and how
busy the computer was; a second table compares makers of QR symbols.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import qrcode

from benchmarks.paper import GIVEN, SURNAMES, sentences
from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.outcome_sheet import SIZES_PT, outcome_sheet
from consultroom.documents.layout import first_that_fits
from consultroom.documents.pages import Layout
from consultroom.documents.qr import stamped, symbol
from consultroom.documents.render_pdf import draw
from consultroom.domain.dossiers import Dossier
from consultroom.frozen import replace
from tests.builders import a_whole_dossier

TARGET = 3.0  # seconds for 1,000 sheets, on a quiet computer
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SIGNED = 178  # characters of one signed mark
TITLE = "协商成果单"


@dataclass(frozen=True)
class Round:
    """Seconds of one round, by part, and what came of it."""

    parts: dict[str, float]
    size: int
    pages: int

    @property
    def total(self) -> float:
        """All parts together."""
        return sum(self.parts.values())


def dossiers(count: int, seed: int) -> list[Dossier]:
    """Return the dossiers of `count` consultations about different things."""
    dice, model = random.Random(seed), a_whole_dossier()  # noqa: S311 - no secret
    return [_dossier(model, dice, at) for at in range(count)]


def _dossier(model: Dossier, dice: random.Random, at: int) -> Dossier:
    def said(count: int) -> str:
        return "；".join(dice.sample(sentences(), k=count)) + f"，涉及{dice.randint(2, 900)}户。"

    def who() -> str:
        return dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)

    assert model.outcome is not None
    title = f"关于{who()}等反映的{dice.choice(sentences())[:14]}问题"
    items = tuple(replace(item, text=said(1)) for item in model.consensus)
    dissent = tuple(replace(item, text=said(1)) for item in model.dissent)
    return replace(
        model,
        consultation=replace(model.consultation, title=title, convener=who()),
        outcome=replace(model.outcome, number=f"WT-{at:05}", problem=said(2), received_by=who()),
        consensus=items,
        dissent=dissent,
    )


def payloads(count: int, seed: int) -> list[str]:
    """Return what the symbols of `count` pages say."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    return ["".join(dice.choices(BASE45, k=SIGNED)) for _ in range(count)]


def fitted(dossier: Dossier) -> Layout:
    """Return a sheet laid out in the largest type that keeps it on one page."""
    papers = (outcome_sheet(dossier, size_pt=size) for size in SIZES_PT)
    return first_that_fits(papers, bundled(), most_pages=1)[1]


def one_round(count: int, seed: int) -> Round:
    """Make `count` sheets into one file."""
    cases, said = dossiers(count, seed), payloads(2 * count, seed)
    parts: dict[str, float] = {}
    pages = timed("lay out", parts, lambda: [page for case in cases for page in fitted(case).pages])
    profile = outcome_sheet(cases[0]).profile
    bare, said = Layout(tuple(pages)), said[: len(pages)]
    layout = timed("QR symbols", parts, lambda: stamped(bare, said, profile=profile))
    pdf = timed("draw", parts, lambda: draw(layout, Paper(title=TITLE, blocks=()), bundled()))
    return Round(parts, len(pdf), len(pages))


def timed(name: str, parts: dict[str, float], work: Callable[[], Any]) -> Any:
    """Return what `work` returns, and note the seconds it took under `name`."""
    start = time.perf_counter()
    made = work()
    parts[name] = time.perf_counter() - start
    return made


def makers() -> dict[str, Callable[[str], object]]:
    """Return the ways to make a symbol of level M, by name."""

    def of_qrcode(mask: int | None) -> Callable[[str], object]:
        def make(said: str) -> object:
            made = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, mask_pattern=mask)
            made.add_data(said)
            made.make()
            return made.modules

        return make

    return {
        "zxing-cpp (ours)": symbol.__wrapped__,
        "qrcode, one mask": of_qrcode(3),
        "qrcode": of_qrcode(None),
    }


def compare_symbols(count: int = 20) -> None:
    """Print what a symbol costs, by maker."""
    said = payloads(count, seed=7)
    print(f"\nmilliseconds a symbol of {SIGNED} characters{'best':>9}{'median':>9}")
    for name, make in makers().items():
        taken: list[float] = []
        for one in said:
            start = time.perf_counter()
            make(one)
            taken.append((time.perf_counter() - start) * 1000)
        print(f"  {name:<40}{min(taken):9.2f}{statistics.median(taken):9.2f}")


def main() -> None:
    """Make the sheets, print what they cost, and fail when it is too much."""
    count, rounds = (*map(int, sys.argv[1:]), *(1000, 3)[len(sys.argv) - 1 :])
    one_round(20, seed=0)  # warm
    done = [one_round(count, seed) for seed in range(1, rounds + 1)]
    best = min(done, key=lambda one: one.total)
    print(f"{count} sheets, {best.pages} pages, {best.size // 1000:,} kB, one file; seconds")
    for name, seconds in best.parts.items():
        print(f"  {name:<24}{seconds:8.2f}  {seconds / best.pages * 1000:6.2f} ms a page")
    print(f"  {'together':<24}{best.total:8.2f}  {best.total / best.pages * 1000:6.2f} ms a page")
    others = ", ".join(f"{one.total:.2f}" for one in done)
    print(f"  rounds: {others}; load of the computer: {os.getloadavg()[0]:.1f}")
    compare_symbols()
    if best.total > TARGET * count / 1000:
        sys.exit(f"more than {TARGET} s for 1,000 sheets")


if __name__ == "__main__":
    main()
