"""A layout drawn as PDF: the bytes that are shown, printed and filed.

Every glyph stands exactly where the layout says; all faces are embedded and subset; the same
paper always gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Protocol

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFDocument,
    PDFInfo,
    PDFPage,
    PDFResourceDictionary,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from consultroom.documents.blocks import Paper
from consultroom.documents.cid_fonts import CidFont, stream
from consultroom.documents.gb9704 import MM, Ink
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import (
    GlyphRun,
    Layout,
    Modules,
    Oval,
    Page,
    Rect,
    Rule,
)
from consultroom.documents.setting import GlyphSource

_VERSION = (1, 7)
_FILL = {Ink.BLACK: "0 g", Ink.RED: ".8 0 0 rg"}
_STROKE = {Ink.BLACK: "0 G", Ink.RED: ".8 0 0 RG"}
_TURNS = {0: "1 0 0 1", 90: "0 -1 1 0", 180: "-1 0 0 -1", 270: "0 1 -1 0"}  # clockwise
_ROUND = 0.5522847498  # of the radius: handles of a quarter circle drawn as a Bézier curve
_BLACK_RUN = re.compile("1+")


class FontSource(GlyphSource, Protocol):
    """What is asked of `fonts.Faces` here."""

    def reportlab_name(self, face: str) -> str:
        """Return the name a face is registered under with reportlab."""
        ...


def render(paper: Paper, faces: FontSource) -> bytes:
    """Return `paper` as a PDF file."""
    return draw(lay_out(paper, faces), paper, faces)


def draw(layout: Layout, paper: Paper, faces: FontSource) -> bytes:
    """Return `layout` as a PDF file that carries the title and author of `paper`.

    Args:
        layout: from `lay_out`.
        paper: the paper laid out.
        faces: those it was laid out with.
    """
    file = BytesIO()
    fonts = _Fonts(faces)
    canvas = _canvas(file, paper, fonts)
    document = canvas._doc  # noqa: SLF001 - the canvas takes neither ready streams nor CID fonts
    marks = list(enumerate(layout.bookmarks))
    for at, page in enumerate(layout.pages):
        height = page.height_mm * MM
        for key, mark in marks:
            if mark.page == at:
                canvas.bookmarkPage(str(key), fit="XYZ", left=0, top=height - mark.y, zoom=0)
        document.addPage(_sheet(page, fonts))
    _outline(canvas, layout)
    document.delayedFonts.extend(fonts.values())
    canvas.save()
    return file.getvalue()


def _sheet(page: Page, fonts: _Fonts) -> PDFPage:
    sheet = PDFPage()
    sheet.pagewidth, sheet.pageheight = page.width_mm * MM, page.height_mm * MM
    content = "\n".join(_content(page, sheet.pageheight, fonts))
    sheet.Resources = PDFResourceDictionary()
    sheet.Resources.basicFonts()
    sheet.Contents = stream(content.encode("latin-1"))
    return sheet


class _Fonts(dict[str, CidFont]):
    """The faces drawn with so far, by name."""

    def __init__(self, faces: FontSource) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, face: str) -> CidFont:
        font = CidFont(self._faces.reportlab_name(face), f"F{len(self) + 1}")
        self[face] = font
        return font

    def first_name(self, paper: Paper) -> str:
        """Return reportlab's name of the body face."""
        face = self._faces.glyph(paper.profile.body_role, "一").face
        return self._faces.reportlab_name(face)


class _Info(PDFInfo):  # type: ignore[misc]  # reportlab has no types
    """What the file says of itself: no dates, since reportlab would make one up."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.title, self.author, self.subject = paper.title, paper.author, paper.subject

    def format(self, document: PDFDocument) -> bytes:
        """Return the entries as PDF."""
        entries = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Creator": "consultroom",
            "Producer": self.producer,
        }
        told = {key: PDFString(value) for key, value in entries.items() if value}
        return bytes(PDFDictionary(told).format(document))


def _canvas(file: BytesIO, paper: Paper, fonts: _Fonts) -> Canvas:
    canvas = Canvas(
        file,
        invariant=1,
        pdfVersion=_VERSION,
        lang=paper.lang,
        # otherwise the canvas puts Helvetica into the file, which nothing here is set in
        initialFontName=fonts.first_name(paper),
    )
    canvas._doc.info = _Info(paper)  # noqa: SLF001 - see draw
    canvas.setViewerPreference("PrintScaling", "None")  # the edges are those of the standard
    return canvas


def _outline(canvas: Canvas, layout: Layout) -> None:
    level = -1
    for key, mark in enumerate(layout.bookmarks):
        level = min(mark.level, level + 1)  # reportlab allows no step to be left out
        canvas.addOutlineEntry(mark.text, str(key), level)


def _content(page: Page, height: float, fonts: _Fonts) -> Iterator[str]:
    """Yield a page's operators: what is not text, then the text in reading order."""
    texts, others = [], []
    for item in page.items:
        if isinstance(item, GlyphRun):
            texts.append(item)
        else:
            others.append(item)
    yield from _strokes(others, height)
    yield "BT"
    yield from _texts(texts, height, fonts)
    yield "ET"


def _texts(runs: list[GlyphRun], height: float, fonts: _Fonts) -> Iterator[str]:
    face, size, extra, ink = "", 0.0, 0.0, Ink.BLACK
    for run in runs:
        if run.face != face or run.size != size:
            face, size = run.face, run.size
            font = fonts[face]
            yield f"/{font.resource} {size:g} Tf"
        if run.extra != extra:
            extra = run.extra
            yield f"{extra:.4f} Tc"
        if run.ink is not ink:
            ink = run.ink
            yield _FILL[ink]
        shown = font.shown(run.text)
        yield f"{_TURNS[run.turn]} {run.x:.3f} {height - run.y:.3f} Tm({shown})Tj"


def _strokes(items: list[Rule | Rect | Oval | Modules], height: float) -> Iterator[str]:
    """Yield what is not text; the page is left with black ink for the text that follows."""
    ink, fill, weight, dash = Ink.BLACK, Ink.BLACK, 1.0, 0.0
    for item in items:
        if isinstance(item, Rule):
            wanted, drawn = item.dash, _line(item, height)
        elif isinstance(item, Oval):
            wanted, drawn = 0.0, _oval(item, height)
        else:
            if item.ink is not fill:
                fill = item.ink
                yield _FILL[fill]
            yield _rect(item, height) if isinstance(item, Rect) else _modules(item, height)
            continue
        if item.ink is not ink:
            ink = item.ink
            yield _STROKE[ink]
        if item.weight != weight:
            weight = item.weight
            yield f"{weight:.3f} w"
        if wanted != dash:
            dash = wanted
            yield f"[{dash:.3f}] 0 d" if dash else "[] 0 d"
        yield drawn
    if fill is not Ink.BLACK:
        yield _FILL[Ink.BLACK]


def _rect(item: Rect, height: float) -> str:
    y = height - item.y - item.height
    return f"{item.x:.3f} {y:.3f} {item.width:.3f} {item.height:.3f} re f"


def _line(item: Rule, height: float) -> str:
    return f"{item.x0:.3f} {height - item.y0:.3f} m {item.x1:.3f} {height - item.y1:.3f} l S"


def _oval(item: Oval, height: float) -> str:
    """Return four quarters of an ellipse, begun at its right."""
    a, b = item.width / 2, item.height / 2
    x, y = item.x + a, height - item.y - b
    p, q = a * _ROUND, b * _ROUND
    numbers = (
        f"{x + a:.3f} {y:.3f} m",
        f"{x + a:.3f} {y + q:.3f} {x + p:.3f} {y + b:.3f} {x:.3f} {y + b:.3f} c",
        f"{x - p:.3f} {y + b:.3f} {x - a:.3f} {y + q:.3f} {x - a:.3f} {y:.3f} c",
        f"{x - a:.3f} {y - q:.3f} {x - p:.3f} {y - b:.3f} {x:.3f} {y - b:.3f} c",
        f"{x + p:.3f} {y - b:.3f} {x + a:.3f} {y - q:.3f} {x + a:.3f} {y:.3f} c s",
    )
    return " ".join(numbers)


class _Runs(dict[tuple[int, int], str]):
    """The rectangles of a symbol's black runs, by where a run begins and ends in its rows.

    Rows are counted as one text, a white module between each two.
    """

    def __init__(self, side: int) -> None:
        super().__init__()
        self._stride = side + 1

    def __missing__(self, span: tuple[int, int]) -> str:
        down, at = divmod(span[0], self._stride)
        self[span] = rectangle = f"{at} {down} {span[1] - span[0]} 1 re"
        return rectangle


_runs = lru_cache(maxsize=4)(_Runs)  # papers of one kind have symbols of one size


def _modules(item: Modules, height: float) -> str:
    """Return a symbol as one path, counted in modules: one path leaves no seams between rows."""
    module, runs = item.module, _runs(len(item.rows))
    black = _BLACK_RUN.finditer("0".join(item.rows))
    return "\n".join(
        (
            f"q {module:.5f} 0 0 {-module:.5f} {item.x:.3f} {height - item.y:.3f} cm",
            *[runs[run.span()] for run in black],
            "f* Q",
        )
    )
