"""Papers as a station had printed them by 20 November 2026, in a register in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from consultroom.services.archiving import differences
from consultroom.services.striding import Steps
from consultroom.ui.papers.presenter import Comparison, IssuedLine, Kept, Today
from consultroom.ui.printing.presenter import PrintJob
from tests.ui import samples


def a_line(number: int, word: str, about: str, /, **changes: object) -> IssuedLine:
    """Return a version of a notice printed in November."""
    values: dict[str, object] = {
        "id": f"p{number}",
        "kind": {"会议通知": "notice", "协商纪要": "minutes"}.get(word, "outcome"),
        "word": word,
        "number": f"WT-XS-2026-{number:03d}",
        "about": about,
        "on": date(2026, 11, number),
        "pages": 5,
        "copies": 12,
        "file_name": f"p{number}.pdf",
    }
    return IssuedLine(**(values | changes))  # type: ignore[arg-type]


LINES = (
    a_line(18, "会议通知", "老旧小区加装电梯与物业管理衔接", version=2),
    a_line(12, "会议通知", "老旧小区加装电梯与物业管理衔接", latest=False, today=Today.OLDER),
    a_line(10, "协商纪要", "社区养老助餐点布局", pages=2),
    a_line(9, "协商成果单", "社区养老助餐点布局", pages=1, copies=0),
    a_line(3, "会议通知", "夜间施工噪声治理"),
)
ANSWERS = {"p18": Today.CHANGED, "p10": Today.SAME, "p9": Today.GONE, "p3": Today.CHANGED}


def pages_saying(*words: str) -> bytes:
    """Return A4 pages with a word on each."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=(595.28, 841.89), invariant=True)
    for word in words:
        canvas.drawString(80, 740, word)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


class RegisterAtHand:
    """Answers at once."""

    def __init__(self, lines: tuple[IssuedLine, ...] = LINES) -> None:
        self.every = lines
        self.checked: list[tuple[str, ...]] = []
        self.written: list[tuple[str, Path]] = []

    def reading(self) -> Steps[tuple[IssuedLine, ...]]:
        yield
        return self.every

    def check(self, ids: tuple[str, ...], came: Callable[[str, Today], None]) -> None:
        self.checked.append(ids)
        for one in ids:
            came(one, ANSWERS.get(one, Today.SAME))

    def open(
        self, line: IssuedLine, done: Callable[[Kept], None], fail: Callable[[str], None]
    ) -> None:
        if line.id == "p3":
            fail("附件的文件已损坏。")
            return
        done(Kept(line=line, pdf=samples.a_pdf(3, line.id)))

    def compare(
        self, line: IssuedLine, done: Callable[[Comparison], None], fail: Callable[[str], None]
    ) -> None:
        was = pages_saying("heading", "was", "middle", "end")
        now = was if line.id == "same" else pages_saying("heading", "now", "middle", "end", "more")
        done(Comparison(line=line, was=was, now=now, differences=differences(was, now)))

    def save(
        self,
        line: IssuedLine,
        path: Path,
        done: Callable[[], None],
        fail: Callable[[str], None],
    ) -> None:
        self.written.append((line.id, path))
        done()

    def job(self, kept: Kept) -> PrintJob:
        return samples.a_job(kept.pdf, again=kept.line.id)
