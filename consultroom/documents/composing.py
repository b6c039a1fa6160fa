"""Blocks into strips: the rules of GB/T 9704 for where each part of a paper stands. Pure.

One method a block; those of more than a few lines have a module of their own. Widths and places
are in pt from the left edge of the type area.
"""

from __future__ import annotations

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
from consultroom.documents.flow import Flow, PageEnd, Strip
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import HEADING_ROLES, INDENT, MM, PageProfile, turned
from consultroom.documents.head_setting import letter_head, minutes_head, red_head, urgency_alone
from consultroom.documents.heads import Imprint, LetterHead, MinutesHead, RedHead, Urgency
from consultroom.documents.imprint import imprint_strip
from consultroom.documents.lines import LineMaker, Strips, joined_to_next, runs_of
from consultroom.documents.pages import GlyphRun, Rule
from consultroom.documents.setting import Setter
from consultroom.documents.signatures import signature_strips
from consultroom.documents.tables import table_strips
from consultroom.frozen import replace

_FEW = 6  # lines of 附件说明 that stand on one page


class Composer:
    """Turns blocks into strips for one page profile."""

    def __init__(self, profile: PageProfile, setter: Setter) -> None:
        self._page = profile
        self._setter = setter
        self._lines = lines = LineMaker(profile, setter)
        self._makers: dict[type[Block], Callable[[Any], Strips]] = {
            Title: self._title,
            Addressee: self._addressee,
            Paragraph: self._paragraph,
            Heading: self._heading,
            Hanging: self._hanging,
            AttachmentNote: self._attachment_note,
            Signature: lambda block: signature_strips(block, lines),
            Note: self._note,
            AttachmentStart: self._attachment_start,
            BlankLines: lambda block: [lines.blank() for _ in range(block.count)],
            PageBreak: lambda _: [PageEnd()],
            RuleLine: self._rule,
            Table: lambda block: [*table_strips(block, profile, setter)],
            Drawing: lambda block: [drawing_strip(block, setter)],
            Landscape: self._landscape,
            Together: self._together,
            Urgency: lambda block: [urgency_alone(block, lines)],
            RedHead: lambda block: [red_head(block, lines)],
            LetterHead: lambda block: [letter_head(block, lines)],
            MinutesHead: lambda block: [minutes_head(block, lines)],
            Imprint: lambda block: [imprint_strip(block, lines)],
        }

    def strips(self, blocks: Sequence[Block]) -> Strips:
        """Return all strips of `blocks`, in order."""
        strips: Strips = []
        signed = False
        for block in settled_blocks(blocks):
            if isinstance(block, Signature) or (signed and isinstance(block, Note)):
                _join_to_next(strips)
            strips += self._strips_of(block)
            signed = isinstance(block, Signature)
        return strips

    def _strips_of(self, block: Block) -> Strips:
        return self._makers[type(block)](block)

    def _paragraph(self, block: Paragraph) -> Strips:
        kind = self._lines.type(block.role or self._page.body_role, block.size_pt)
        strips = self._lines.paragraph(
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
        strips = self._lines.paragraph(text, indent=INDENT, all_joined=alone)
        if alone:
            strips[-1] = replace(strips[-1], with_next=True)
        strips[0] = replace(strips[0], bookmarks=[(block.level, plain(block.text), 0.0)])
        return [*strips]

    def _addressee(self, block: Addressee) -> Strips:
        """7.3.2: one line below the title, flush left also where it runs on."""
        return [self._lines.blank(), *self._lines.paragraph(block.text)]

    def _note(self, block: Note) -> Strips:
        text = (Run("（"), *runs_of(block.text), Run("）"))
        return [*self._lines.paragraph(text, indent=INDENT)]

    def _title(self, block: Title, *, rises: bool = False) -> Strips:
        """7.3.1: 2号 小标宋, centred; several lines stand closer than the body's."""
        page = self._page
        size = block.size_pt or page.title_pt
        kind = self._lines.type(block.role or page.title_role, size)
        rows: list[list[GlyphRun]] = []
        for line in titles.lines_of(block.text, page.width / size):
            rows += self._lines.rows(line, kind, align=Align.CENTRE, ink=block.ink)
        pitch = page.title_pitch_pt * size / page.title_pt
        strip = self._lines.stack(rows, size, pitch, rises=rises)
        return [replace(strip, bookmarks=[(0, block.text.replace("|", ""), 0.0)])]

    def _hanging(self, block: Hanging) -> Strips:
        label = (Run(block.label, block.label_role),)
        hang = block.indent + self._lines.width(label) / self._page.cell
        text = (*label, *runs_of(block.text))
        return [*self._lines.paragraph(text, indent=block.indent, hang=hang)]

    def _attachment_note(self, block: AttachmentNote) -> Strips:
        """7.3.4: one line below the body, two 字 in; lines hang at the name's first character.

        No mark follows a name, and a few of them are not parted by a page end.
        """
        lines, cell = self._lines, self._page.cell
        head = "附件："
        inset = INDENT + lines.width(head) / cell
        strips: list[Strip] = []
        for at, name in enumerate(block.names, start=1):
            number = f"{at}." if len(block.names) > 1 else ""
            hang = inset + lines.width(number) / cell
            lead, indent = (head, INDENT) if at == 1 else ("", inset)
            strips += lines.paragraph(
                lead + number + name.rstrip("。；，"), indent=indent, hang=hang
            )
        if len(strips) <= _FEW:
            strips[:-1] = [replace(strip, with_next=True) for strip in strips[:-1]]
        return [replace(lines.blank(), with_next=True), *strips]

    def _attachment_start(self, block: AttachmentStart) -> Strips:
        """7.3.6: the word flush left on the first line, the title centred on the third."""
        label = self._lines.paragraph((Run(block.label, Role.HEI),))
        strips: Strips = [*label, replace(self._lines.blank(), fades=False)]
        if block.title:
            strips += [*self._title(Title(text=block.title), rises=True), self._lines.blank()]
        return [PageEnd(), *joined_to_next(strips)]

    def _rule(self, block: RuleLine) -> Strips:
        height = block.height_mm * MM
        rule = Rule(0.0, height / 2, self._page.width, height / 2, block.weight_mm * MM, block.ink)
        return [Strip(height=height, items=[rule])]

    def _together(self, block: Together) -> Strips:
        strips = self.strips(block.blocks)
        return [*joined_to_next(strips[:-1]), *strips[-1:]]

    def _landscape(self, block: Landscape) -> Strips:
        """Clause 8: pages laid on their side, each then turned as one strip of its own page."""
        page, side = self._page, turned(self._page)
        flow = Flow(left=0.0, top=0.0, height=side.height, pitch=side.pitch)
        flow.add(Composer(side, self._setter).strips(block.blocks))
        strips: Strips = [PageEnd()]
        for filled in flow.pages:
            items = [item.turned(270).moved(0.0, page.height) for item in filled.items]
            marks = [(level, text, 0.0) for level, text, _ in filled.bookmarks]
            strips += [Strip(height=page.height, items=items, bookmarks=marks), PageEnd()]
        return strips


def settled_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` with 紧急程度 in the head it stands before, and a letter's 版记 plain."""
    settled: list[Block] = []
    letter = any(isinstance(block, LetterHead) for block in blocks)
    for block in blocks:
        before = settled[-1] if settled else None
        if isinstance(before, Urgency) and isinstance(block, RedHead | LetterHead):
            settled[-1] = replace(block, urgency=before.text)
        elif isinstance(block, Imprint) and letter:
            settled.append(replace(block, ruled=False))
        else:
            settled.append(block)
    return settled


def _join_to_next(strips: Strips) -> None:
    """Join the last text before a signature to it, so that it never stands on a page alone."""
    for at in range(len(strips) - 1, -1, -1):
        strip = strips[at]
        if isinstance(strip, PageEnd):
            return
        strips[at] = replace(strip, with_next=True)
        if not strip.fades:
            return
