"""Proofs (校样): a form drawn, and read back by pdfium."""

from __future__ import annotations

from functools import lru_cache

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.gb9704 import PageProfile
from consultroom.documents.layout import lay_out
from consultroom.documents.measuring import MeasuredPage, MeasuredPdf, measure
from consultroom.documents.render_pdf import draw
from tests.builders import a_visitor

CLOSE = 0.6  # mm
NUMBER_MM = 14.0  # below the type area: the strip of the page number
LONG_NAME = "阿依古丽·买买提·克里木"
LONG = "会同有关单位研究提出改造方案，明确责任分工和完成时限，并定期公布进展。"
PAGES_LONG = LONG * 80  # more than a page of it
WU = a_visitor(visit="VISIT", name="吴桂兰", phone="13900001234", address="梧桐里3栋2单元502室")
COMPLAINT = "居民吴桂兰（电话139 0000 1234，住梧桐里3栋2单元502室）反映消防通道被占。"
TOLD = "来访群众（电话（号码略），住某处）反映消防通道被占。"


@lru_cache(maxsize=64)
def printed(paper: Paper) -> MeasuredPdf:
    """Draw a paper and measure it; no character of it may lack a face."""
    faces = bundled()
    layout = lay_out(paper, faces)
    assert layout.missing == ()
    return measure(draw(layout, paper, faces))


def words(paper: Paper) -> str:
    """Return what the paper says, blanks and line ends left out."""
    return "".join(printed(paper).text.split())


def page_words(page: MeasuredPage) -> str:
    return "".join(page.text.split())


def says(paper: Paper, *told: str) -> bool:
    """Tell whether every one of these stands on the paper, in this order."""
    text, at = words(paper), 0
    for piece in told:
        at = text.find(piece, at)
        assert at >= 0, f"{piece!r} is not there, or not behind what stands before it: {text}"
        at += len(piece)
    return True


def line_of(paper: Paper, text: str) -> tuple[float, float, float]:
    """Return where the line with this text stands: left and right of it, and its baseline, mm."""
    for page in printed(paper).pages:
        for line in page.lines:
            at = line.text.find(text)
            if at >= 0:
                marks = line.marks[at : at + len(text)]
                return marks[0].left, marks[-1].right, marks[0].y
    raise AssertionError(f"no line says {text!r}")


def outside(paper: Paper) -> list[str]:
    """Return the characters that stand outside of the type area and of the number's strip."""
    return strays(printed(paper), paper.profile)


def strays(found: MeasuredPdf, profile: PageProfile) -> list[str]:
    """Return the characters of a file that stand outside of a profile's type area and strip."""
    return [
        f"{mark.text} at {mark.x:.1f}, {mark.y:.1f} on page {at}"
        for at, sheet in enumerate(found.pages, start=1)
        for mark in sheet.marks
        if not _inside(mark.left, mark.right, mark.top, mark.bottom, profile)
    ]


def _inside(left: float, right: float, top: float, bottom: float, page: PageProfile) -> bool:
    across = page.left_mm - CLOSE <= left and right <= page.left_mm + page.block_width_mm + CLOSE
    lowest = page.top_mm + page.block_height_mm + NUMBER_MM
    return across and page.top_mm - CLOSE <= top and bottom <= lowest


def collisions(paper: Paper) -> list[str]:
    """Return characters whose ink covers that of another: rows or columns too small."""
    return overlaps(printed(paper))


def overlaps(measured: MeasuredPdf) -> list[str]:
    """Return characters of a file whose ink covers that of another."""
    found = []
    for sheet in measured.pages:
        marks = [mark for mark in sheet.marks if mark.right - mark.left > 0.5]
        marks.sort(key=lambda mark: mark.top)
        for at, one in enumerate(marks):
            for other in marks[at + 1 :]:
                if other.top > one.bottom - 0.4:
                    break
                if other.left < one.right - 0.5 and one.left < other.right - 0.5:
                    found.append(f"{one.text}{other.text} at {one.x:.1f}, {one.y:.1f}")
    return found


def sound(paper: Paper) -> bool:
    """Tell whether everything stands inside of the page and nothing upon anything else."""
    assert outside(paper) == []
    assert collisions(paper) == []
    return True
