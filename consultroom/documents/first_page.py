"""The first page shows body text (GB/T 9704-2012, 7.3.2 and 7.3.3). Pure.

主送机关 so many that they would push all of it onto the second page move into the 版记.
"""

from __future__ import annotations

from consultroom.documents.blocks import (
    Addressee,
    AttachmentNote,
    AttachmentStart,
    BlankLines,
    Block,
    PageBreak,
    Paper,
    Signature,
    plain,
)
from consultroom.documents.heads import Imprint
from consultroom.documents.layout import lay_out
from consultroom.documents.setting import GlyphSource
from consultroom.frozen import replace

_NO_BODY = (AttachmentNote, AttachmentStart, BlankLines, PageBreak, Signature, Imprint)


def settled(paper: Paper, faces: GlyphSource) -> Paper:
    """Return `paper`, its 主送机关 in the 版记 if the first page has no room for them and body.

    A paper without a 版记 is given one for them. One whose title alone fills the first page
    stays without body text there; nothing but a shorter title helps it.
    """
    if shows_body(paper, faces):
        return paper
    names = [block for block in paper.blocks if isinstance(block, Addressee)]
    if not names:
        return paper
    sent_to = plain(names[0].text).rstrip("：:")
    kept = tuple(block for block in paper.blocks if block is not names[0])
    if not any(isinstance(block, Imprint) for block in kept):
        kept = (*kept, Imprint())
    return replace(paper, blocks=tuple(_with_names(block, sent_to) for block in kept))


def shows_body(paper: Paper, faces: GlyphSource) -> bool:
    """Tell whether the first page of `paper` shows what follows its 主送机关.

    A paper without one, or with nothing after it, always does.
    """
    at = next((i for i, b in enumerate(paper.blocks) if isinstance(b, Addressee)), None)
    if at is None:
        return True
    head, body = paper.blocks[: at + 1], _first_body(paper.blocks[at + 1 :])
    if body is None:
        return True
    without = lay_out(replace(paper, blocks=head), faces).pages
    first = lay_out(replace(paper, blocks=(*head, body)), faces).pages[0]
    return len(without) == 1 and len(first.items) > len(without[0].items)


def _first_body(blocks: tuple[Block, ...]) -> Block | None:
    return next((block for block in blocks if not isinstance(block, _NO_BODY)), None)


def _with_names(block: Block, sent_to: str) -> Block:
    return replace(block, sent_to=sent_to) if isinstance(block, Imprint) else block
