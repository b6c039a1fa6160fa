"""Blocks into pieces (段): each a paragraph or a table of the docx, with the words of its tags.

The counterpart of `composing`, which makes strips of the same blocks. Both count in rows of the
page, so that a page of the twin ends where one of the PDF ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from consultroom.documents import titles
from consultroom.documents.blocks import (
    Addressee,
    Align,
    AttachmentNote,
    AttachmentStart,
    BlankLines,
    Block,
    Drawing,
    Hanging,
    Heading,
    Landscape,
    Note,
    PageBreak,
    Paragraph,
    RuleLine,
    Run,
    Signature,
    Table,
    Title,
    Together,
    plain,
)
from consultroom.documents.drawings import drawing_strip
from consultroom.documents.flow import Strip
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import HEADING_ROLES, INDENT, MM, PageProfile, turned
from consultroom.documents.head_setting import letter_head, minutes_head, red_head, urgency_alone
from consultroom.documents.heads import Imprint, LetterHead, MinutesHead, RedHead, Urgency
from consultroom.documents.imprint import imprint_strip
from consultroom.documents.lines import LineMaker
from consultroom.documents.setting import Setter
from consultroom.documents.signatures import signature_strips
from consultroom.documents.templates import drawn, styles
from consultroom.documents.templates.footing import Footing
from consultroom.documents.templates.ruled import Grid, bits_of
from consultroom.documents.templates.wordml import Bit, Edge, Para, twips
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace

TURNED, UPRIGHT = "00000002", "00000001"  # marks of sections that `sheet` fills in
_AIR = 1.2  # sizes of height a line needs before it takes more than one row; as in `lines`
_AFTER_TABLE = 0.35  # of the line pitch, as in `table_rows`
_FEW = 5  # names of 附件说明 that stand on one page, as in `composing`
_LEAST = 1.0  # pt: height of a paragraph nobody should see

Body = Para | Grid | Footing


class NoTwin(UserError):
    """The paper has no docx twin: it is drawn, not written."""


class Piece(Frozen, kw_only=True):
    """One paragraph or table.

    Attributes:
        body: what is written.
        level: of a heading, 1 to 4; 0 for all else.
        label: of a labelled list, ``出席：``.
    """

    body: Body
    level: int = 0
    label: str = ""

    @property
    def text(self) -> str:
        """Its characters."""
        return self.body.text

    @property
    def blank(self) -> bool:
        """Whether it is a paragraph without a character."""
        return isinstance(self.body, Para) and not self.body.text

    def starting_page(self) -> Piece:
        """Return it at the head of a page."""
        return replace(self, body=replace(self.body, break_before=True))

    def joined(self) -> Piece:
        """Return it on the page of what follows, if it is a paragraph."""
        if not isinstance(self.body, Para):
            return self
        return replace(self, body=replace(self.body, keep_next=True))


class PieceMaker:
    """Makes pieces for one page profile."""

    def __init__(self, page: PageProfile, setter: Setter) -> None:
        self.page = page
        self._setter = setter
        self._lines = lines = LineMaker(page, setter)
        self._makers: dict[type[Block], Callable[[Any], list[Body]]] = {
            Title: self._title,
            Addressee: lambda block: [self._blank(), self._styled(styles.ADDRESSEE, block.text)],
            Paragraph: self._paragraph,
            Heading: self._heading,
            Hanging: self._hanging,
            AttachmentNote: self._attachment_note,
            Signature: self._signature,
            Note: self._note,
            AttachmentStart: self._attachment_start,
            BlankLines: lambda block: [self._blank()] * block.count,
            RuleLine: self._rule,
            Table: self._table,
            Drawing: self._drawing,
            Landscape: self._landscape,
            Urgency: lambda block: self._head(urgency_alone(block, lines)),
            RedHead: lambda block: self._head(red_head(block, lines)),
            LetterHead: self._letter_head,
            MinutesHead: lambda block: self._head(minutes_head(block, lines)),
            Imprint: self._imprint,
        }

    def pieces(self, block: Block) -> tuple[Piece, ...]:
        """Return the pieces of one block.

        Raises:
            NoTwin: it is a drawing.
        """
        if isinstance(block, Together):
            inner = [piece for part in block.blocks for piece in self.pieces(part)]
            return (*(piece.joined() for piece in inner[:-1]), *inner[-1:])
        if isinstance(block, PageBreak):
            return ()
        level = block.level if isinstance(block, Heading) else 0
        label = block.label if isinstance(block, Hanging) else ""
        bodies = self._makers[type(block)](block)
        return tuple(Piece(body=body, level=level, label=label) for body in bodies)

    def title_height(self, block: Title) -> float:
        """Return how many pt of the twin's page a title takes: whole rows, as on the PDF."""
        page = self.page
        lines = titles.lines_of(block.text, page.width / (block.size_pt or page.title_pt))
        size = block.size_pt or page.title_pt
        pitch = page.title_pitch_pt * size / page.title_pt
        strip = self._lines.stack([[] for _ in lines], size, pitch, rises=False)
        return round(strip.height / page.pitch) * self.row / 20

    @property
    def row(self) -> int:
        """Height of a row of the twin's page, twips."""
        return styles.line_twips(self.page)

    # paragraphs

    def _blank(self) -> Para:
        return Para(style=styles.BLANK)

    def _bits(self, text: Any, role: Role | None = None, size: float | None = None) -> Any:
        return bits_of(text, role, base=self.page.body_role, size_pt=size)

    def _styled(self, style: str, text: Any) -> Para:
        return Para(style=style, bits=self._bits(text))

    def _rows(self, size: float) -> int:
        """Return how many rows a line of this size takes, as `LineMaker.row` counts them."""
        return max(1, math.ceil(size * _AIR / self.page.pitch - 1e-3))

    def _paragraph(self, block: Paragraph) -> list[Body]:
        page, cell = self.page, self.page.cell
        size = None if block.size_pt in (None, page.body_pt) else block.size_pt
        rows = self._rows(block.size_pt or page.body_pt)
        bits = tuple(
            replace(bit, ink=block.ink) for bit in self._bits(block.text, block.role, size)
        )
        usual = (block.indent, block.hang) == (INDENT, 0.0)
        return [
            Para(
                style=styles.BODY,
                bits=bits,
                first=None if usual else twips((block.indent - block.hang) * cell),
                left=None if usual else twips(block.hang * cell),
                align=None if block.align is Align.JUSTIFY else block.align,
                line=rows * self.row if rows > 1 else None,
                keep_next=block.keep_with_next,
                keep_lines=block.together or block.keep_with_next,
            )
        ]

    def _heading(self, block: Heading) -> list[Body]:
        role = HEADING_ROLES[block.level]
        if plain(block.rest):
            bits = (*self._bits(block.text, role), *self._bits(block.rest))
            return [Para(style=styles.BODY, bits=bits)]
        name = styles.HEADINGS[block.level - 1]
        own = self.page.body_role if block.level > 2 else role
        return [Para(style=name, bits=bits_of(block.text, None, base=own), keep_lines=True)]

    def _hanging(self, block: Hanging) -> list[Body]:
        cell = self.page.cell
        label = (Run(block.label, block.label_role),)
        wide = self._lines.width(label)
        bits = (*self._bits(label), *self._bits(block.text))
        left = twips(block.indent * cell + wide)
        return [Para(style=styles.ROLL, bits=bits, left=left, first=-twips(wide))]

    def _attachment_note(self, block: AttachmentNote) -> list[Body]:
        """7.3.4, as in `composing`: names hang at their first character."""
        head, cell = "附件：", self.page.cell
        inset = INDENT * cell + self._lines.width(head)
        paras: list[Body] = [replace(self._blank(), keep_next=True)]
        for at, name in enumerate(block.names, start=1):
            number = f"{at}." if len(block.names) > 1 else ""
            left = inset + self._lines.width(number)
            first = INDENT * cell if at == 1 else inset
            text = (head if at == 1 else "") + number + name.rstrip("。；，")
            paras.append(
                Para(
                    style=styles.ATTACHMENTS,
                    bits=self._bits(text),
                    left=twips(left),
                    first=twips(first - left),
                    keep_next=at < len(block.names) <= _FEW,
                )
            )
        return paras

    def _note(self, block: Note) -> list[Body]:
        bits = (Bit("（"), *self._bits(block.text), Bit("）"))
        return [Para(style=styles.NOTE, bits=bits)]

    def _signature(self, block: Signature) -> list[Body]:
        """Place names and date where `signatures` has them, one row of the page each."""
        page = self.page
        strips = [one for one in signature_strips(block, self._lines) if isinstance(one, Strip)]
        last = len(strips) - 1
        paras: list[Body] = []
        for at, strip in enumerate(strips):
            rows = drawn.rows_of(strip.items)
            if not rows:
                paras.append(replace(self._blank(), keep_next=True))
                continue
            dated = at == last and bool(block.date)
            style = styles.DATE if dated else styles.SIGNATURE
            line = drawn.line_of(rows[0], page, style=style, style_pt=page.body_pt, right=True)
            paras.append(replace(line, keep_next=at < last))
        return paras

    def _title(self, block: Title) -> list[Body]:
        page = self.page
        size = block.size_pt or page.title_pt
        lines = titles.lines_of(block.text, page.width / size)
        shown = None if size == page.title_pt else size
        role = block.role or page.title_role
        text = "\n".join(lines)
        bits = bits_of(text, role, base=page.title_role, size_pt=shown)
        bits = tuple(replace(bit, ink=block.ink) for bit in bits)
        pitch = twips(page.title_pitch_pt * size / page.title_pt)
        para = Para(style=styles.TITLE, bits=bits)
        return [spaced_title(para, len(lines), pitch, twips(self.title_height(block)))]

    def _attachment_start(self, block: AttachmentStart) -> list[Body]:
        label = self._styled(styles.ATTACHMENT, "")
        paras: list[Body] = [
            replace(label, bits=(Bit(block.label),), break_before=True),
            replace(self._blank(), keep_next=True),
        ]
        if block.title:
            paras += [*self._title(Title(text=block.title)), replace(self._blank(), keep_next=True)]
        return paras

    # rules, tables and what stands outside of the grid

    def _rule(self, block: RuleLine) -> list[Body]:
        """Return a strip with a rule in its middle: two empty lines, the first with a border."""
        half = twips(block.height_mm * MM / 2)
        edge = Edge("bottom", max(2, round(block.weight_mm * MM * 8)), block.ink)
        upper = Para(style=styles.BLANK, line=half, edges=(edge,), keep_next=True)
        return [upper, Para(style=styles.BLANK, line=half)]

    def _table(self, block: Table) -> list[Body]:
        gap = max(_LEAST, _AFTER_TABLE * self.page.pitch)
        grid = Grid(block, self.page, self._setter)
        return [grid, Para(style=styles.BLANK, line=twips(gap))]

    def _drawing(self, block: Drawing) -> list[Body]:
        """Return lines of text and level rules as paragraphs; anything else has no twin."""
        strip = drawing_strip(block, self._setter)
        if not drawn.written(strip) or strip.height > self.page.height / 2:
            raise NoTwin("这种文书是图形版面，没有可改的 Word 版。请打印 PDF。")
        if not strip.items:
            return [Para(style=styles.BLANK, line=twips(max(_LEAST, strip.height)))]
        return self._head(strip)

    def _landscape(self, block: Landscape) -> list[Body]:
        """Return a section of its own; `sheet` knows what a section of this paper looks like."""
        maker = PieceMaker(turned(self.page), self._setter)
        inner = [piece.body for part in block.blocks for piece in maker.pieces(part)]
        return [section_end(UPRIGHT), *inner, section_end(TURNED)]

    def _head(self, strip: Any) -> list[Body]:
        return [*drawn.head_paras(strip, self.page)]

    def _letter_head(self, block: LetterHead) -> list[Body]:
        """Return what stands below the rule; mark and rule are in the head of the page."""
        strip = letter_head(block, self._lines)
        _, _, end = drawn.letter_mark(strip, self.page)
        paras = drawn.head_paras(strip, self.page, begin=end)
        gap = strip.height - end
        return [*(paras or [Para(style=styles.BLANK, line=twips(gap), keep_next=True)])]

    def _imprint(self, block: Imprint) -> list[Body]:
        """Return the 版记, and a line that holds it on the last page."""
        strip = imprint_strip(block, self._lines)
        return [Footing(strip, self.page), Para(style=styles.BLANK, line=twips(_LEAST))]


def section_end(mark: str) -> Para:
    """Return the paragraph that ends a section; its properties are filled in by `sheet`."""
    section = f'<w:sectPr w:rsidSect="{mark}"/>'
    return Para(style=styles.BLANK, line=twips(_LEAST), section=section)


def spaced_title(para: Para, lines: int, pitch: int, height: int) -> Para:
    """Return a title that takes exactly `height` twips, its lines `pitch` twips apart."""
    if lines * pitch > height:
        return replace(para, line=height // lines)
    free = height - lines * pitch
    return replace(para, line=pitch, before=free // 2, after=free - free // 2)


def in_order(made: Sequence[tuple[Block, tuple[Piece, ...]]]) -> list[tuple[Piece, ...]]:
    """Return the pieces of each block, with page breaks and what may not be parted in force."""
    done: list[list[Piece]] = []
    turning = signed = False
    for block, pieces in made:
        here = list(pieces)
        if turning and here:
            here[0] = here[0].starting_page()
        turning = isinstance(block, PageBreak) or (turning and not here)
        if isinstance(block, Signature) or (signed and isinstance(block, Note)):
            _join_last(done)
        signed = isinstance(block, Signature)
        done.append(here)
    return [tuple(here) for here in done]


def _join_last(done: list[list[Piece]]) -> None:
    """Join the last text to what follows, so that a signature never stands on a page alone."""
    for here in reversed(done):
        for at in range(len(here) - 1, -1, -1):
            here[at] = here[at].joined()
            if not here[at].blank:
                return
