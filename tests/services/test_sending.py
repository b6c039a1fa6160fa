"""Pages on their way to a printer: what CUPS is told, and what is said when it refuses.

The commands of CUPS are replaced by scripts that write down their words and keep the bytes.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.errors import UserError
from consultroom.services import sending
from consultroom.services.sending import CannotPrint, Cups, Order, Printer, Sides, WrongPages
from tests.services.stages import Stages
from tests.ui.samples import a_pdf

LP = """#!{python}
import json, pathlib, shutil, sys
here = pathlib.Path(__file__).parent
number = len(list(here.glob("*.argv")))
shutil.copy(sys.argv[-1], here / f"{{number}}.pdf")
(here / f"{{number}}.argv").write_text(json.dumps(sys.argv[1:]))
print("request id is X-1 (1 file(s))")
"""
SLOW = """#!{python}
import pathlib, time
here = pathlib.Path(__file__).parent
(here / "began").touch()
time.sleep(60)
(here / "sent").touch()
"""
REFUSING = "#!/bin/sh\necho '{says}' >&2\nexit 1\n"
LPSTAT = """#!/bin/sh
if [ "$1" = -e ]; then printf '%s\\n' HP_1020 梧桐街道打印机; else echo '{usual}'; fi
"""


class Queue:
    """A folder with the commands of CUPS, and what they were told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lp(LP.format(python=sys.executable))
        self.lpstat("system default destination: 梧桐街道打印机")

    def lp(self, script: str) -> None:
        self._command("lp", script)

    def lpstat(self, usual: str) -> None:
        self._command("lpstat", LPSTAT.format(usual=usual))

    def _command(self, name: str, script: str) -> None:
        file = self.folder / name
        file.write_text(script, encoding="utf-8")
        file.chmod(0o755)

    @property
    def told(self) -> list[list[str]]:
        """The words of each job, without the file."""
        found = sorted(self.folder.glob("*.argv"), key=lambda one: int(one.stem))
        return [json.loads(file.read_text())[:-2] for file in found]

    @property
    def bytes(self) -> list[bytes]:
        """What was in the file of each job."""
        found = sorted(self.folder.glob("*.pdf"), key=lambda one: int(one.stem))
        return [file.read_bytes() for file in found]


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Queue:
    if sys.platform == "win32":
        pytest.skip("CUPS is not there")
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return Queue(folder)


def send(pdf: bytes, **order: object) -> list[tuple[int, int]]:
    """Print, and return how far it went; a slow printer says the same twice, which counts once."""
    told: list[tuple[int, int]] = []
    wanted = Order(**({"printer": "梧桐街道打印机"} | order))  # type: ignore[arg-type]
    Cups().send(pdf, wanted, job="notice WT-XS-2026-001 v2", progress=lambda *now: told.append(now))
    return [now for now, _ in groupby(told)]


def sized(*sizes: tuple[float, float]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made, invariant=True)
    for wide, tall in sizes:
        canvas.setPageSize((wide * 72 / 25.4, tall * 72 / 25.4))
        canvas.drawString(20, 20, "x")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def test_the_pdf_itself_goes_to_the_printer_unscaled(queue: Queue):
    pdf = a_pdf(3)
    assert send(pdf, copies=2, sides=Sides.LONG_EDGE) == [(0, 6), (6, 6)]
    assert queue.bytes == [pdf]
    assert queue.told == [
        [
            *("-d", "梧桐街道打印机", "-n", "2", "-t", "notice WT-XS-2026-001 v2"),
            *("-o", "media=A4", "-o", "print-scaling=none", "-o", "sides=two-sided-long-edge"),
            *("-o", "collate=true"),
        ]
    ]


def test_a_trial_is_one_page_of_the_same_bytes(queue: Queue):
    pdf = a_pdf(3)
    send(pdf, page=2)
    assert queue.bytes == [pdf]
    assert queue.told[0][6:8] == ["-P", "2"]


def test_pages_of_another_size_are_jobs_of_their_own_and_each_copy_whole(queue: Queue):
    pdf = sized((210, 297), (297, 210), (420, 297), (210, 297))
    assert send(pdf, copies=2)[-1] == (8, 8)
    told = [(words[7], words[9], words[3]) for words in queue.told]
    once = [("1-2", "media=A4", "1"), ("3", "media=A3", "1"), ("4", "media=A4", "1")]
    assert told == once + once


def test_pages_asked_for_are_one_job_on_both_sides(queue: Queue):
    pdf = a_pdf(5)
    assert send(pdf, pages=(2, 3, 5), sides=Sides.LONG_EDGE) == [(0, 3), (3, 3)]
    assert queue.told[0][6:8] == ["-P", "2-3,5"]


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("", ()),
        ("2", (2,)),
        ("1-3，5", (1, 2, 3, 5)),
        ("第２页至第４页", (2, 3, 4)),
        ("5、3~4、4", (3, 4, 5)),
        ("4-2", (2, 3, 4)),
    ],
)
def test_pages_may_be_written_as_people_write_them(typed: str, pages: tuple[int, ...]):
    assert sending.pages_of(typed, 5) == pages


@pytest.mark.parametrize("typed", ["0", "6", "3-6", "-", "2-", "x", "1-2-3"])
def test_pages_that_are_not_there_are_told(typed: str):
    with pytest.raises(WrongPages, match="。"):
        sending.pages_of(typed, 5)


@given(st.sets(st.integers(1, 60), max_size=20))
def test_pages_told_in_words_are_read_back(pages: set[int]):
    rising = tuple(sorted(pages))
    assert sending.pages_of(sending.pages_in_words(rising), 60) == rising


def test_a_name_card_keeps_its_own_size():
    assert sending.media_of((200 * 72 / 25.4, 100 * 72 / 25.4)) == "Custom.200x100mm"
    assert sending.media_of((595.28, 841.89)) == sending.media_of((842, 595)) == "A4"


def test_printers_are_listed_with_the_usual_one_first(queue: Queue):
    assert Cups().known() == (Printer(name="梧桐街道打印机", usual=True), Printer(name="HP_1020"))


def test_without_a_usual_printer_none_is_marked(queue: Queue):
    queue.lpstat("no system default destination")
    assert [one.usual for one in Cups().known()] == [False, False]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("lp: The printer or class does not exist.", "找不到这台打印机"),
        ('lp: Destination "X" is not accepting jobs.', "停止接收任务"),
        ("lp: Error - scheduler not responding.", "连不上打印服务"),
        ("lp: Bad file descriptor", "连不上打印服务"),
        ("lp: out of toner", "out of toner"),
        ("", "没有说明原因"),
    ],
)
def test_a_refusal_is_a_sentence_with_a_way_out(queue: Queue, said: str, sentence: str):
    queue.lp(REFUSING.format(says=said))
    with pytest.raises(CannotPrint, match=sentence) as refused:
        send(a_pdf(1))
    assert "保存 PDF" in str(refused.value)


def test_without_cups_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    for ask in (Cups().known, lambda: send(a_pdf(1))):
        with pytest.raises(CannotPrint, match="没有打印服务"):
            ask()


def test_a_printer_that_never_answers_is_given_up(queue: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "_SENDING", 0.2)
    queue.lp("#!/bin/sh\nexec sleep 20\n")
    with pytest.raises(CannotPrint, match="没有回应"):
        send(a_pdf(1))


def test_stopping_between_jobs_sends_no_more(queue: Queue):
    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done:
            raise Stopped

    order = Order(printer="HP_1020")
    pdf = sized((210, 297), (420, 297))
    with pytest.raises(Stopped):
        Cups().send(pdf, order, job="x", progress=stop)
    assert len(queue.told) == 1


@given(st.text(max_size=80))
def test_a_job_title_is_short_plain_ascii(words: str):
    title = sending.job_title(words)
    assert title.isascii()
    assert title.isprintable()
    assert 0 < len(title) <= 60


def test_each_kind_of_paper_remembers_its_printer(stages: Stages):
    desk = stages("founded")
    acts = desk.room.acts()
    assert sending.remembered(desk, "notice") == Order(printer="")
    order = Order(printer="HP_1020", copies=20, sides=Sides.SHORT_EDGE, page=3)
    sending.remember(desk, "sign_in", order)
    assert sending.remembered(desk, "sign_in") == Order(
        printer="HP_1020", copies=20, sides=Sides.SHORT_EDGE
    )
    assert sending.remembered(desk, "notice") == Order(printer="")
    assert desk.room.acts() == acts  # this computer's own business, no act


def test_what_is_usual_holds_for_every_kind_that_was_not_printed_otherwise(stages: Stages):
    desk = stages("founded")
    sending.set_usual(desk, Order(printer="HP_1020", sides=Sides.LONG_EDGE))
    assert sending.remembered(desk, "notice") == sending.usual(desk)
    sending.remember(desk, "notice", Order(printer="HP_1020", copies=20, sides=Sides.LONG_EDGE))
    sending.set_usual(desk, Order(printer="Canon", sides=Sides.LONG_EDGE))
    assert sending.remembered(desk, "notice") == Order(
        printer="Canon", copies=20, sides=Sides.LONG_EDGE
    )
    sending.forget(desk, ["notice", "sign_in"])
    assert sending.remembered(desk, "notice") == sending.usual(desk)


def test_what_is_no_pdf_is_not_sent(queue: Queue):
    with pytest.raises(UserError, match="打不开"):
        send(b"no paper")
    assert queue.told == []


def test_what_is_stopped_while_the_printer_takes_it_does_not_come_out(queue: Queue):
    class Stopped(Exception):
        pass

    def stop(_gone: int, _all: int) -> None:
        if (queue.folder / "began").exists():
            raise Stopped

    queue.lp(SLOW.format(python=sys.executable))
    with pytest.raises(Stopped):
        Cups().send(a_pdf(1), Order(printer="梧桐街道打印机"), job="x", progress=stop)
    assert not (queue.folder / "sent").exists()
