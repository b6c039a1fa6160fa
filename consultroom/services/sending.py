"""Sending pages to a printer (送打印), and remembering which one each kind of paper goes to.

On Linux the PDF itself goes to CUPS, at its own size: ``lp -o print-scaling=none``. Elsewhere the
window draws the pages on the printer; it has the same two verbs as `Cups`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from consultroom.domain.records import Coded, coded
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import leafing
from consultroom.services.desk import Desk

MOST_COPIES = 99
SAVE_INSTEAD = "也可以先“保存 PDF”，再用阅读器按100%比例打印。"
_USUAL = "printing"
_ASKING, _SENDING = 10, 180  # seconds CUPS may take
_GLANCE = 0.2  # seconds between looking whether a person has stopped it
_PT = 72 / 25.4  # pt in a mm
_CLOSE = 2.0  # mm; pages so near to a standard size are of it
_MEDIA = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}  # ISO 216, mm

Progress = Callable[[int, int], None]
"""Told how many pages of how many have gone; may raise to stop the work."""


class CannotPrint(UserError):
    """There is no printer, or it did not take the pages."""


class WrongPages(UserError):
    """What was typed names no pages of this paper."""


class Sides(Coded):
    """Which sides of a sheet are printed (单双面); codes as in IPP, RFC 8011 5.2.8."""

    ONE = "one-sided", "单面"
    LONG_EDGE = "two-sided-long-edge", "双面，沿长边翻"
    SHORT_EDGE = "two-sided-short-edge", "双面，沿短边翻"


class Printer(Frozen, kw_only=True):
    """A printer this computer knows; ``usual`` when it is the system's default."""

    name: str
    usual: bool = False


class Order(Frozen, kw_only=True):
    """How a paper is to be printed.

    Attributes:
        copies: 1 to `MOST_COPIES`.
        page: only this one, from 1, as a trial; 0 is no trial.
        pages: only these, from 1, rising; none prints all.
    """

    printer: str
    copies: int = 1
    sides: Sides = Sides.ONE
    page: int = 0
    pages: tuple[int, ...] = ()

    def wanted(self, total: int) -> tuple[int, ...]:
        """Return the pages to print of a paper of ``total``, from 1."""
        if self.page:
            return (self.page,)
        return self.pages or tuple(range(1, total + 1))


class Printers(Protocol):
    """What can print a PDF. Both verbs may take seconds: call them off the GUI thread."""

    def known(self) -> tuple[Printer, ...]:
        """Return the printers there are."""

    def send(self, pdf: bytes, order: Order, *, job: str, progress: Progress) -> None:
        """Print; ``job`` names it in the printer's queue."""


# -- which pages ----------------------------------------------------------------------------------


def pages_of(typed: str, total: int) -> tuple[int, ...]:
    """Return the pages a clerk named (页码), rising and each once; none when nothing was typed.

    Args:
        typed: as ``2``, ``1-3，5`` or ``第2页至第4页``.
        total: pages the paper has.

    Raises:
        WrongPages: it is not written so, or the paper has no such page.
    """
    plain = re.sub(r"[\s第页]", "", unicodedata.normalize("NFKC", typed))
    plain = re.sub("[~–—－至到]+", "-", re.sub("[、;。]", ",", plain)).strip(",")
    named: set[int] = set()
    for part in filter(None, plain.split(",")):
        first, _, last = part.partition("-")
        if not (first.isdecimal() and (last.isdecimal() or "-" not in part)):
            raise WrongPages(f"页码“{part}”看不明白。请写成 2，或 1-3，5；空着就全部打印。")
        begin, end = sorted((int(first), int(last or first)))
        if begin < 1 or end > total:
            raise WrongPages(f"这份文书只有第 1 到第 {total} 页，没有“{part}”。")
        named.update(range(begin, end + 1))
    return tuple(sorted(named))


def pages_in_words(pages: Sequence[int]) -> str:
    """Return pages as people write them: ``1-3，5``."""
    runs = groupby(enumerate(pages), key=lambda one: one[1] - one[0])
    told = [[page for _, page in run] for _, run in runs]
    return "，".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in told)


# -- what is remembered ---------------------------------------------------------------------------


def usual(desk: Desk) -> Order:
    """Return how this computer prints what is not said otherwise (默认打印设置)."""
    return _order(desk.room.notes.setting(_USUAL) or {}, Order(printer=""))


def set_usual(desk: Desk, order: Order) -> None:
    """Print by this from now on, on this computer only; what a kind differs in stays its own."""
    desk.room.notes.set_setting(_USUAL, _told(order))


def remembered(desk: Desk, kind: str) -> Order:
    """Return how this kind of paper was printed last on this computer; a trial page is not kept."""
    return _order(desk.room.notes.setting(_key(kind)) or {}, usual(desk))


def remember(desk: Desk, kind: str, order: Order) -> None:
    """Keep in what a kind of paper is printed otherwise than usual, on this computer only."""
    common = _told(usual(desk))
    own = {name: value for name, value in _told(order).items() if value != common[name]}
    desk.room.notes.set_setting(_key(kind), own)


def forget(desk: Desk, kinds: Iterable[str]) -> None:
    """Print these kinds of paper as usual again."""
    for kind in kinds:
        if desk.room.notes.setting(_key(kind)):
            desk.room.notes.set_setting(_key(kind), {})


def _order(kept: dict[str, Any], otherwise: Order) -> Order:
    copies = int(kept.get("copies", otherwise.copies))
    return Order(
        printer=str(kept.get("printer", otherwise.printer)),
        copies=min(MOST_COPIES, max(1, copies)),
        sides=coded(Sides, str(kept.get("sides", otherwise.sides.code))),
    )


def _told(order: Order) -> dict[str, str | int]:
    return {"printer": order.printer, "copies": order.copies, "sides": order.sides.code}


def _key(kind: str) -> str:
    return f"printing.{kind}"


# -- CUPS -----------------------------------------------------------------------------------------


class Cups:
    """Prints through the commands ``lp`` and ``lpstat``."""

    def known(self) -> tuple[Printer, ...]:
        """Return the printers CUPS knows, the usual one first.

        Raises:
            CannotPrint: there is no CUPS, or it does not answer.
        """
        names = [line.strip() for line in _said("lpstat", "-e").splitlines() if line.strip()]
        usual = _said("lpstat", "-d").strip().rpartition(": ")[2] if names else ""
        found = (Printer(name=name, usual=name == usual) for name in names)
        return tuple(sorted(found, key=lambda one: (not one.usual, one.name)))

    def send(self, pdf: bytes, order: Order, *, job: str, progress: Progress) -> None:
        """Hand the PDF over; what comes out of the printer is its business from then on.

        Raises:
            CannotPrint: the printer is gone or refuses, or CUPS does not answer.
        """
        runs = runs_of(leafing.page_sizes(pdf), order)
        total = sum(len(pages) for _, pages in runs) * order.copies
        rounds, copies = (order.copies, 1) if len(runs) > 1 else (1, order.copies)
        sent = 0
        with tempfile.TemporaryDirectory(prefix="consultroom-") as folder:
            file = Path(folder) / "paper.pdf"
            file.write_bytes(pdf)
            for media, pages in runs * rounds:
                progress(sent, total)
                some = pages if order.page or order.pages or len(runs) > 1 else ()
                told = _words(order, job, media, copies, some)
                _said("lp", *told, "--", str(file), meanwhile=partial(progress, sent, total))
                sent += len(pages) * copies
        progress(total, total)


def runs_of(
    sizes: Sequence[tuple[float, float]], order: Order
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the stretches of pages of one size: CUPS's word for it, and the pages from 1.

    A job has one size of paper for all its pages, so an A3 table inside an A4 paper is a job of
    its own.

    Args:
        sizes: of all pages, width and height in pt.
        order: which pages.
    """
    wanted = [(page, media_of(sizes[page - 1])) for page in order.wanted(len(sizes))]
    runs = groupby(wanted, key=lambda one: one[1])
    return tuple((media, tuple(page for page, _ in group)) for media, group in runs)


def media_of(size: tuple[float, float]) -> str:
    """Return CUPS's word for a page's paper, upright or lying: ``A4``, ``Custom.200x100mm``.

    Args:
        size: width and height in pt.
    """
    short, long = sorted(length / _PT for length in size)
    for name, (wide, tall) in _MEDIA.items():
        if abs(short - wide) <= _CLOSE and abs(long - tall) <= _CLOSE:
            return name
    return f"Custom.{size[0] / _PT:.0f}x{size[1] / _PT:.0f}mm"


def _words(order: Order, job: str, media: str, copies: int, pages: tuple[int, ...]) -> list[str]:
    options = [f"media={media}", "print-scaling=none", f"sides={order.sides.code}"]
    if copies > 1:
        options.append("collate=true")
    words = ["-d", order.printer, "-n", str(copies), "-t", job_title(job)]
    if pages:
        words += ["-P", pages_in_words(pages).replace("，", ",")]
    for option in options:
        words += ["-o", option]
    return words


def job_title(job: str) -> str:
    """Return a title every queue can show: old drivers turn anything but ASCII into rubbish."""
    plain = "".join(ch if ch.isascii() and ch.isprintable() else " " for ch in job)
    return " ".join(plain.split())[:60] or "paper"


def _said(command: str, *words: str, meanwhile: Callable[[], None] = lambda: None) -> str:
    """Run a command of CUPS and return what it says.

    Args:
        command: which.
        words: what follows it.
        meanwhile: called while the command runs; what it raises ends the command.
    """
    program = shutil.which(command)
    if program is None:
        raise CannotPrint(f"这台电脑没有打印服务（CUPS），打不出来。请先安装。{SAVE_INSTEAD}")
    limit = _ASKING if command == "lpstat" else _SENDING
    with subprocess.Popen(  # noqa: S603 - CUPS itself, and no shell between
        [program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ) as running:
        try:
            answer, complaint = _heard(running, limit, meanwhile)
        except BaseException:  # whoever stopped it is told that nothing more goes out
            running.kill()
            raise
    if running.returncode:
        raise CannotPrint(_why(complaint.decode("utf-8", "replace")))
    return answer.decode("utf-8", "replace")


def _heard(
    running: subprocess.Popen[bytes], limit: int, meanwhile: Callable[[], None]
) -> tuple[bytes, bytes]:
    """Wait for a command, at most ``limit`` seconds, and look up now and then."""
    for _ in range(round(limit / _GLANCE)):
        try:
            return running.communicate(timeout=_GLANCE)
        except subprocess.TimeoutExpired:
            meanwhile()
    raise CannotPrint(f"打印服务没有回应，请检查打印机和网络。{SAVE_INSTEAD}")


def _why(said: str) -> str:
    """Return a sentence for what CUPS said of a failure."""
    heard = said.lower()
    if "does not exist" in heard or "no default destination" in heard:
        return f"找不到这台打印机，可能改了名或已删除。请另选一台。{SAVE_INSTEAD}"
    if "not accepting" in heard:
        return f"这台打印机停止接收任务。请在系统的打印设置里恢复它，或另选一台。{SAVE_INSTEAD}"
    if "connect" in heard or "bad file descriptor" in heard or "scheduler" in heard:
        return f"连不上打印服务（CUPS）。请检查它是否在运行。{SAVE_INSTEAD}"
    line = next(iter(said.strip().splitlines()), "没有说明原因")
    return f"打印服务没有接收（{line}）。{SAVE_INSTEAD}"
