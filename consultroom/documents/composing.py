"""Blocks into strips: the rules of GB/T 9704 for where each part of a paper stands. Pure.

One method a block. Widths and places are in pt from the left edge of the type area.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from consultroom.documents import titles
from consultroom.documents.blocks import (
    Addressee,
    Align,
    AttachmentNote,
    AttachmentStart,
    BlankLines,
    Block,
    Hanging,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    RuleLine,
    Run,
    Signature,
    Table,
    Text,
    Title,
    Together,
    plain,
)
from consultroom.documents.flow import PageEnd, Strip
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import (
    DATE_SHIFT,
    EM_RISE,
    HEADING_ROLES,
    INDENT,
    MM,
    NAME_RIGHT,
    SEAL_RIGHT,
    Ink,
    PageProfile,
)
from consultroom.documents.linebreak import Line, Strand, break_lines
from consultroom.documents.pages import GlyphRun, Rule
from consultroom.documents.setting import Setter, Type
from consultroom.documents.tables import table_strips

_SEAL_LINES = 2  # left free above a name that will be sealed: a seal is about four lines high
_AIR = 1.2  # sizes of height a line needs before it takes more than one row of the grid

Strips = list[Strip | PageEnd]


def runs_of(text: Text, role: Role | None = None) -> tuple[Run, ...]:
    """Return `text` as runs, those without a face of their own in `role`."""
    if isinstance(text, str):
        return (Run(text, role),)
    return tuple(run if run.role else replace(run, role=role) for run in text)


class Composer:
    """Turns blocks into strips for one page profile."""

    def __init__(self, profile: PageProfile, setter: Setter) -> None:
        self._page = profile
        self._setter = setter
        self._body = self._type(profile.body_role)
        self._makers: dict[type[Block], Callable[[Any], Strips]] = {
            Title: self._title,
            Addressee: self._addressee,
            Paragraph: self._paragraph,
            Heading: self._heading,
            Hanging: self._hanging,
            AttachmentNote: self._attachment_note,
            Signature: self._signature,
            Note: self._note,
            AttachmentStart: self._attachment_start,
            BlankLines: lambda block: [self._blank() for _ in range(block.count)],
            PageBreak: lambda _: [PageEnd()],
            RuleLine: self._rule,
            Table: lambda block: [*table_strips(block, profile, setter)],
            Together: self._together,
        }

    def strips(self, blocks: Sequence[Block]) -> Strips:
        """Return all strips of `blocks`, in order."""
        strips: Strips = []
        for block in blocks:
            if isinstance(block, Signature):
                _join_to_next(strips)
            strips += self._strips_of(block)
        return strips

    def _strips_of(self, block: Block) -> Strips:
        return self._makers[type(block)](block)

    # lines

    def _type(self, role: Role, size: float | None = None) -> Type:
        page = self._page
        size = size or page.body_pt
        return Type(role, size, page.cell if size == page.body_pt else size)

    def _row(self, items: Sequence[GlyphRun], size: float, *, with_next: bool = False) -> Strip:
        """Return a line of type on the grid; a large size takes several rows."""
        page = self._page
        rows = max(1, math.ceil(size * _AIR / page.pitch - 1e-3))
        box = (rows - 1) * page.pitch + page.body_pt
        baseline = page.lead + (box - size) / 2 + EM_RISE * size
        return Strip(
            height=rows * page.pitch,
            items=[item.moved(0.0, baseline) for item in items],
            tail=page.pitch - page.body_pt - page.lead,
            with_next=with_next,
            on_grid=True,
        )

    def _blank(self) -> Strip:
        return Strip(height=self._page.pitch, fades=True, on_grid=True, tail=self._page.pitch)

    def _lines(
        self,
        text: Text,
        kind: Type,
        *,
        indent: float = 0.0,
        hang: float = 0.0,
        align: Align = Align.JUSTIFY,
        ink: Ink = Ink.BLACK,
        all_joined: bool = False,
    ) -> list[Strip]:
        """Return a paragraph's lines, the first two and the last two never parted."""
        cell = self._page.cell
        rows = self._set(text, kind, (indent * cell, hang * cell), align=align, ink=ink)
        last = len(rows) - 1
        return [
            self._row(row, kind.size, with_next=at < last and (all_joined or at in (0, last - 1)))
            for at, row in enumerate(rows)
        ]

    def _set(
        self, text: Text, kind: Type, insets: tuple[float, float], *, align: Align, ink: Ink
    ) -> list[list[GlyphRun]]:
        """Return the lines of `text`, the first and the others inset by so many pt."""
        page, (x, rest) = self._page, insets
        strand = self._setter.strand(text, kind)
        rows = []
        for line in break_lines(strand, page.width - x, page.width - rest, page.overflow):
            room = page.width - x
            rows.append(self._setter.set_in(strand, line, x, room, align=align, ink=ink))
            x = rest
        return rows

    # blocks

    def _paragraph(self, block: Paragraph) -> Strips:
        kind = self._type(block.role or self._page.body_role, block.size_pt)
        strips = self._lines(
            block.text,
            kind,
            indent=block.indent,
            hang=block.hang,
            align=block.align,
            ink=block.ink,
            all_joined=block.together or block.keep_with_next,
        )
        if block.keep_with_next:
            strips[-1] = replace(strips[-1], with_next=True)
        return [*strips]

    def _heading(self, block: Heading) -> Strips:
        text = (*runs_of(block.text, HEADING_ROLES[block.level]), *runs_of(block.rest))
        alone = not plain(block.rest)
        strips = self._lines(text, self._body, indent=INDENT, all_joined=alone)
        if alone:
            strips[-1] = replace(strips[-1], with_next=True)
        strips[0] = replace(strips[0], bookmark=(block.level, plain(block.text)))
        return [*strips]

    def _addressee(self, block: Addressee) -> Strips:
        """7.3.2: one line below the title, flush left also where it runs on."""
        return [self._blank(), *self._lines(block.text, self._body)]

    def _note(self, block: Note) -> Strips:
        text = (Run("（"), *runs_of(block.text), Run("）"))
        return [*self._lines(text, self._body, indent=INDENT)]

    def _title(self, block: Title, *, rises: bool = False) -> Strips:
        """7.3.1: 2号 小标宋, centred; several lines stand closer than the body's.

        `rises` allows it above its first row: one that begins a page would leave the type area.
        """
        page = self._page
        size = block.size_pt or page.title_pt
        kind = self._type(block.role or page.title_role, size)
        rows: list[list[GlyphRun]] = []
        for line in titles.lines_of(block.text, page.width / size):
            rows += self._set(line, kind, (0.0, 0.0), align=Align.CENTRE, ink=block.ink)
        pitch = page.title_pitch_pt * size / page.title_pt
        strip = self._stack(rows, size, pitch, rises=rises)
        return [replace(strip, bookmark=(0, block.text.replace("|", "")))]

    def _stack(
        self, rows: list[list[GlyphRun]], size: float, pitch: float, *, rises: bool
    ) -> Strip:
        """Return title lines `pitch` pt apart in the middle of as many rows as they need."""
        page = self._page
        height = (len(rows) - 1) * pitch + size
        slack = (page.pitch - page.body_pt) / 2  # a title may reach into its own leading
        taken = max(1, math.ceil((height - page.body_pt - slack) / page.pitch) + 1)
        top = page.lead + ((taken - 1) * page.pitch + page.body_pt - height) / 2
        top = top if rises else max(0.0, top)
        items = [
            item.moved(0.0, top + at * pitch + EM_RISE * size)
            for at, row in enumerate(rows)
            for item in row
        ]
        return Strip(height=taken * page.pitch, items=items, with_next=True, on_grid=True)

    def _hanging(self, block: Hanging) -> Strips:
        label = (Run(block.label, block.label_role),)
        width = self._setter.strand(label, self._body).starts[-1]
        hang = block.indent + width / self._page.cell
        text = (*label, *runs_of(block.text))
        return [*self._lines(text, self._body, indent=block.indent, hang=hang)]

    def _attachment_note(self, block: AttachmentNote) -> Strips:
        """7.3.4: one line below the body, two 字 in; lines hang at the name's first character."""
        cell = self._page.cell
        head = "附件："
        inset = INDENT + self._setter.strand(head, self._body).starts[-1] / cell
        strips: list[Strip] = []
        for at, name in enumerate(block.names, start=1):
            number = f"{at}." if len(block.names) > 1 else ""
            hang = inset + self._setter.strand(number, self._body).starts[-1] / cell
            lead, indent = (head, INDENT) if at == 1 else ("", inset)
            strips += self._lines(lead + number + name, self._body, indent=indent, hang=hang)
        return [replace(self._blank(), with_next=True), *strips]

    def _signature(self, block: Signature) -> Strips:
        """7.3.5: for a seal or without one; see the constants in `gb9704`."""
        setter, page = self._setter, self._page
        date = setter.strand(block.date, self._body)
        names = [setter.strand((Run(name),), self._body) for name in block.names]
        left, date_x = self._signature_places([n.starts[-1] for n in names], date.starts[-1], block)
        rows = []
        for name, x in zip(names, left, strict=True):
            rows += self._name_rows(name, max(0.0, min(x, page.width - name.starts[-1])))
        if block.date:
            rows.append(setter.set_line(date, _all_of(date), max(0.0, date_x)))
        blanks = [self._blank() for _ in range(_SEAL_LINES if block.sealed else 1)]
        strips = [*blanks, *(self._row(row, page.body_pt) for row in rows)]
        return [*joined_to_next(strips[:-1]), strips[-1]]

    def _signature_places(
        self, names: list[float], date: float, block: Signature
    ) -> tuple[list[float], float]:
        """Return where each name and the date begin, given their widths; all in pt."""
        cell = self._page.cell
        if block.sealed:
            date_x = self._page.width - SEAL_RIGHT * cell - date
            return [date_x + (date - name) / 2 for name in names], date_x
        room = self._page.width - NAME_RIGHT * cell
        widest = max((min(name, room) for name in names), default=0.0)
        if date > widest:
            return [room - date - DATE_SHIFT * cell] * len(names), room - date
        return [room - widest] * len(names), room - widest + DATE_SHIFT * cell

    def _name_rows(self, name: Strand, x: float) -> list[list[GlyphRun]]:
        lines = break_lines(name, self._page.width - x, self._page.width - x)
        return [self._setter.set_line(name, line, x) for line in lines]

    def _attachment_start(self, block: AttachmentStart) -> Strips:
        """7.3.6: the word flush left on the first line, the title centred on the third."""
        label = self._lines((Run(block.label, Role.HEI),), self._body)
        strips: Strips = [*label, replace(self._blank(), fades=False)]
        if block.title:
            strips += [*self._title(Title(text=block.title), rises=True), self._blank()]
        return [PageEnd(), *joined_to_next(strips)]

    def _rule(self, block: RuleLine) -> Strips:
        height = block.height_mm * MM
        rule = Rule(0.0, height / 2, self._page.width, height / 2, block.weight_mm * MM, block.ink)
        return [Strip(height=height, items=[rule])]

    def _together(self, block: Together) -> Strips:
        strips = self.strips(block.blocks)
        return [*joined_to_next(strips[:-1]), *strips[-1:]]


def joined_to_next(strips: Sequence[Strip | PageEnd]) -> Strips:
    """Return the strips so joined that no page ends between them, nor after them."""
    return [
        replace(strip, with_next=True) if isinstance(strip, Strip) else strip for strip in strips
    ]


def _all_of(strand: Strand) -> Line:
    count = len(strand.text)
    return Line(0, count, count, strand.starts[-1], last=True)


def _join_to_next(strips: Strips) -> None:
    """Join the last text before a signature to it, so that it never stands on a page alone."""
    for at in range(len(strips) - 1, -1, -1):
        strip = strips[at]
        if isinstance(strip, PageEnd):
            return
        strips[at] = replace(strip, with_next=True)
        if not strip.fades:
            return
