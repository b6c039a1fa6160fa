"""A paper taken apart into the tags of `tags`: one builder for every template. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from consultroom.documents import titles
from consultroom.documents.blocks import (
    Addressee,
    AttachmentNote,
    AttachmentStart,
    BlankLines,
    Block,
    Hanging,
    Note,
    Paper,
    Signature,
    Title,
    Together,
    plain,
)
from consultroom.documents.composing import settled_blocks
from consultroom.documents.heads import Imprint, LetterHead, MinutesHead, RedHead, Urgency
from consultroom.documents.setting import Setter
from consultroom.documents.templates.pieces import Piece, PieceMaker, in_order
from consultroom.documents.templates.ruled import Grid
from consultroom.documents.templates.wordml import Para
from consultroom.errors import UserError
from consultroom.frozen import Frozen

_ROLLS = ("出席", "请假", "列席", "记录", "确认")
_MOST_STEPS = 200_000  # through all loops together; the longest paper needs some thousands


class TooMuch(UserError):
    """A template that would never come to an end."""


class Budget:
    """How many steps all loops of one rendering may still take."""

    def __init__(self, steps: int = _MOST_STEPS) -> None:
        """Begin with so many steps."""
        self._left = steps

    def spend(self) -> None:
        """Take one step.

        Raises:
            TooMuch: they are used up.
        """
        self._left -= 1
        if self._left < 0:
            raise TooMuch("模板里的循环套循环太多，排不出来。请减少 {% for %} 的层数。")


class Items(Sequence[Any]):
    """A list of a template, whose every step is counted."""

    def __init__(self, items: Sequence[Any], budget: Budget) -> None:
        """Hold the items of a list, and the budget of the rendering."""
        self._items, self._budget = tuple(items), budget

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, at: Any) -> Any:
        return self._items[at]

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self._budget.spend()
            yield item


class Shown:
    """An item of a list: its tags by name, its text when printed, its piece for ``{{p … }}``."""

    __slots__ = ("_fields", "_piece", "_text")

    def __init__(self, text: str, fields: dict[str, Any], piece: Piece | None = None) -> None:
        """Hold what the tags of one item give."""
        self._text, self._fields, self._piece = text, fields, piece

    def __getitem__(self, tag: str) -> Any:
        return self._fields[tag]

    def __str__(self) -> str:
        return self._text

    @property
    def piece(self) -> Piece | None:
        """The paragraph or table it stands for."""
        return self._piece


class _Made(Frozen):
    """A block with its pieces and the part of the paper it belongs to."""

    block: Block
    part: str
    pieces: tuple[Piece, ...]


def context_of(paper: Paper, setter: Setter, budget: Budget | None = None) -> dict[str, Any]:
    """Return the value of every tag for one paper.

    Args:
        paper: the paper.
        setter: measures text, so that hanging lines and signatures stand right.
        budget: of the loops' steps; None is the usual one.

    Raises:
        NoTwin: the paper is a drawing.
    """
    budget = budget or Budget()
    made = _made(paper, PieceMaker(paper.profile, setter))
    context: dict[str, Any] = {}
    for part in ("正文", "名单", "附件说明", "落款", "文尾", "附件", "题前", "版记"):
        context[part] = _shown([one for one in made if one.part == part], budget)
    context["全文"] = _shown(made, budget)
    context["表格"] = Items([_table(one, budget) for one in _grids(made)], budget)
    return {**context, **_texts(paper, made, budget)}


def _made(paper: Paper, maker: PieceMaker) -> list[_Made]:
    blocks = list(_flat(settled_blocks(paper.blocks)))
    pieces = in_order([(block, maker.pieces(block)) for block in blocks])
    parts = _parts(blocks)
    return [_Made(*one) for one in zip(blocks, parts, pieces, strict=True)]


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; one joined with its neighbours only for being named apart is opened."""
    for block in blocks:
        named = isinstance(block, Together) and any(
            isinstance(part, Signature | AttachmentNote | Note | Hanging) for part in block.blocks
        )
        if isinstance(block, Together) and named:
            yield from _flat(block.blocks)
        else:
            yield block


def _parts(blocks: Sequence[Block]) -> list[str]:
    """Return which part of the paper each block belongs to, from top to bottom."""
    end = _first(blocks, AttachmentStart, len(blocks))
    title = _first(blocks[:end], Title, -1)
    parts: list[str] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Imprint):
            parts.append("版记")
        elif at >= end:
            parts.append("附件")
        elif at < title or isinstance(block, Urgency | RedHead | LetterHead | MinutesHead):
            parts.append("题前")
        elif at == title:
            parts.append("标题")
        else:
            parts.append(_body_part(block, parts, addressed=at == title + 1))
    _take_rolls(blocks, parts)
    return parts


def _first(blocks: Sequence[Block], kind: type, otherwise: int) -> int:
    return next((at for at, block in enumerate(blocks) if isinstance(block, kind)), otherwise)


def _body_part(block: Block, before: Sequence[str], *, addressed: bool) -> str:
    own = {AttachmentNote: "附件说明", Signature: "落款", Note: "附注"}.get(type(block))
    if isinstance(block, Addressee) and addressed:
        return "主送"
    if own and own not in before:
        return own
    tail = any(part in ("附件说明", "落款", "附注", "文尾") for part in before)
    return "文尾" if tail or own else "正文"


def _take_rolls(blocks: Sequence[Block], parts: list[str]) -> None:
    """Name 名单 the labelled lists at the end of the body, with the blank above them."""
    body = [at for at, part in enumerate(parts) if part == "正文"]
    end = len(body)
    while end and isinstance(blocks[body[end - 1]], Hanging):
        end -= 1
    if end == len(body) or end == 0:
        return
    if isinstance(blocks[body[end - 1]], BlankLines):
        end -= 1
    for at in body[end:]:
        parts[at] = "名单"


def _shown(made: Sequence[_Made], budget: Budget) -> Items:
    return Items([_piece(piece) for one in made for piece in one.pieces], budget)


def _piece(piece: Piece) -> Shown:
    body = piece.body
    fields = {
        "文字": piece.text,
        "样式": body.style if isinstance(body, Para) else "",
        "级次": piece.level,
        "名目": piece.label,
        "是表格": not isinstance(body, Para),
    }
    return Shown(piece.text, fields, piece)


def _grids(made: Sequence[_Made]) -> Iterator[Grid]:
    for one in made:
        for piece in one.pieces:
            if isinstance(piece.body, Grid):
                yield piece.body


def _table(grid: Grid, budget: Budget) -> Shown:
    rows = []
    for row in grid.cells:
        cells = [Shown(text, {"文字": text}) for text in row]
        rows.append(Shown("\t".join(row), {"格": Items(cells, budget)}))
    return Shown(grid.text, {"行": Items(rows, budget)})


def _texts(paper: Paper, made: Sequence[_Made], budget: Budget) -> dict[str, Any]:
    page = paper.profile
    texts: dict[str, Any] = {
        "文书名称": paper.title,
        "文书种类": paper.subject,
        "单位": paper.author,
        "附件名称": Items([], budget),
    }
    for name in ("标题", "主送", "附注", "署名", "日期", "抄送", "印发机关", "印发日期", *_ROLLS):
        texts[name] = ""
    for name in ("机关标志", "发文字号", "签发人", "紧急程度", "期号", "编印单位", "会议日期"):
        texts[name] = ""
    for one in made:
        block = one.block
        if isinstance(block, Title) and one.part == "标题":
            size = block.size_pt or page.title_pt
            texts["标题"] = "\n".join(titles.lines_of(block.text, page.width / size))
        elif isinstance(block, Addressee) and one.part == "主送":
            texts["主送"] = plain(block.text)
        elif isinstance(block, Note) and one.part == "附注":
            texts["附注"] = plain(block.text)
        elif isinstance(block, AttachmentNote) and one.part == "附件说明":
            texts["附件名称"] = Items([name.rstrip("。；，") for name in block.names], budget)
        else:
            texts |= _more(block)
    return texts


def _more(block: Block) -> dict[str, str]:
    """Return the texts of signatures, rolls, heads and 版记."""
    if isinstance(block, Signature):
        return {"署名": "、".join(block.names), "日期": block.date}
    if isinstance(block, Hanging):
        label = block.label.rstrip("：")
        return {label: plain(block.text)} if label in _ROLLS else {}
    if isinstance(block, Imprint):
        copies = "，".join(organ.strip("，。") for organ in block.copies_to)
        return {"抄送": copies, "印发机关": block.issued_by, "印发日期": block.issued_on}
    if isinstance(block, Urgency):
        return {"紧急程度": block.text}
    if isinstance(block, MinutesHead):
        named = {"编印单位": block.organ, "会议日期": block.date, "期号": block.issue}
        return {**named, "机关标志": block.mark.replace("|", "")}
    if isinstance(block, RedHead | LetterHead):
        head = {"机关标志": block.mark.replace("|", ""), "发文字号": block.number}
        head |= {"紧急程度": block.urgency} if block.urgency else {}
        return head | ({"签发人": block.issuer} if isinstance(block, RedHead) else {})
    return {}


def has(context: dict[str, Any], part: str) -> bool:
    """Tell whether a paper has a part named in `tags.PARTS`."""
    value = context[part]
    return any(str(one).strip() for one in value) if isinstance(value, Items) else bool(value)
