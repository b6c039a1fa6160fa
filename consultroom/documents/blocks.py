"""What a form says, before anyone knows where it stands on the page.

A form (``forms/<paper>.py``) turns domain values into a `Paper`: a list of blocks in printed
order. `layout` places them. Lengths are in mm, sizes in pt, indents in 字 (one 汉字 of body text).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import GB9704, INDENT, Ink, PageProfile
from consultroom.documents.heads import Imprint, LetterHead, MinutesHead, RedHead, Urgency
from consultroom.frozen import Frozen

if TYPE_CHECKING:
    from consultroom.documents.drawings import Shape


class Align(Enum):
    """Where the lines of a block stand in their measure."""

    JUSTIFY = "justify"  # both edges; the last line left
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"

    __hash__ = object.__hash__  # as of `fonts.Role`: every cell set is looked up by it


class VAlign(Enum):
    """Where the text of a table cell stands in its height."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Run(Frozen):
    """A stretch of text in one face.

    Attributes:
        role: the face; None takes the block's.
        whole: a personal name or the like, never split over two lines.
    """

    text: str
    role: Role | None = None
    whole: bool = False


Text = str | tuple[Run, ...]
"""What a block prints: plain text, or runs where faces or names matter."""


def plain(text: Text) -> str:
    """Return the characters of `text` without faces."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def names(people: Iterable[str], separator: str = "、") -> tuple[Run, ...]:
    """Return runs that list `people`, none of whom is split over two lines."""
    runs: list[Run] = []
    for person in people:
        if runs:
            runs.append(Run(separator))
        runs.append(Run(person, whole=True))
    return tuple(runs)


class Title(Frozen, kw_only=True):
    """标题. A ``|`` in the text is a break the clerk placed; otherwise it is broken by meaning.

    `size_pt` and `role` of None are the page profile's (2号 小标宋).
    """

    text: str
    size_pt: float | None = None
    role: Role | None = None
    ink: Ink = Ink.BLACK


class Addressee(Frozen, kw_only=True):
    """主送机关: flush left, also where it runs on; ends with a full-width colon."""

    text: Text


class Paragraph(Frozen, kw_only=True):
    """A paragraph of body text.

    Attributes:
        indent: of the first line, in 字.
        hang: of the other lines, in 字.
        size_pt: None takes the profile's body size.
        keep_with_next: stands on the page of what follows.
        together: its lines are never parted by a page end.
    """

    text: Text
    indent: float = INDENT
    hang: float = 0.0
    align: Align = Align.JUSTIFY
    role: Role | None = None
    size_pt: float | None = None
    ink: Ink = Ink.BLACK
    keep_with_next: bool = False
    together: bool = False


class Heading(Frozen, kw_only=True):
    """A heading of level 1–4: ``一、`` 黑体, ``（一）`` 楷体, ``1.`` and ``（1）`` 仿宋.

    `rest` is body text that runs on in the same paragraph.
    """

    level: int
    text: Text
    rest: Text = ""


class Hanging(Frozen, kw_only=True):
    """A labelled list of 纪要格式, ``出席：``; lines hang at the character after the label."""

    label: str
    text: Text
    label_role: Role = Role.HEI
    indent: float = INDENT


class AttachmentNote(Frozen, kw_only=True):
    """附件说明, one line below the body; several names are numbered ``1.`` ``2.``."""

    names: tuple[str, ...]


class Signature(Frozen, kw_only=True):
    """署名 and 成文日期.

    `sealed` places them for a seal (date four 字 from the right, names centred over it);
    otherwise the names stand two 字 from the right and the date two 字 further in. `chop` leaves
    room for the 签名章 of the person who signs; `names` is then that person's post (职务).
    """

    names: tuple[str, ...]
    date: str
    sealed: bool = False
    chop: bool = False


class Note(Frozen, kw_only=True):
    """附注, below the date; printed in full-width brackets, two 字 in."""

    text: Text


class AttachmentStart(Frozen, kw_only=True):
    """The head of an attachment on a page of its own: ``附件1`` 黑体, the title on line three."""

    label: str
    title: str = ""


class BlankLines(Frozen, kw_only=True):
    """Empty lines; dropped where a page begins by overflow."""

    count: int = 1


class PageBreak(Frozen):
    """The next block begins a page."""


class RuleLine(Frozen, kw_only=True):
    """A rule across the type area, in a strip `height_mm` tall."""

    weight_mm: float = 0.35
    height_mm: float = 4.0
    ink: Ink = Ink.BLACK


class Cell(Frozen, kw_only=True):
    """One cell of a table. A line feed in the text begins a new paragraph.

    Attributes:
        span, down: columns and rows it takes.
        role, size_pt, align: None takes the column's, then the table's.
        foot: text at the lower right, such as ``签名：        年  月  日``.
        label: names what stands beside it, and is said again where a page ends inside the cell.
    """

    text: Text = ""
    span: int = 1
    down: int = 1
    role: Role | None = None
    size_pt: float | None = None
    align: Align | None = None
    valign: VAlign = VAlign.MIDDLE
    foot: str = ""
    label: bool = False


class Row(Frozen, kw_only=True):
    """A row of cells; places covered by a cell spanning down from above are left out."""

    cells: tuple[Cell, ...]
    min_height_mm: float = 0.0


class Table(Frozen, kw_only=True):
    """A ruled table, as wide as the type area.

    Attributes:
        shares: relative column widths.
        rows: the first `header_rows` of them repeat on every page the table runs over.
        aligns: alignment of each column, where its cells say nothing.
        leading: distance of lines in cells, in sizes.
        padding_mm: from a rule to the text, sideways and above or below.
    """

    shares: tuple[float, ...]
    rows: tuple[Row, ...]
    header_rows: int = 0
    role: Role = Role.FANGSONG
    size_pt: float = 12.0
    aligns: tuple[Align, ...] = ()
    leading: float = 1.5
    padding_mm: tuple[float, float] = (1.5, 1.2)
    rule_mm: float = 0.18


class Drawing(Frozen, kw_only=True):
    """Shapes with places of their own, in a strip as wide as the type area.

    Attributes:
        height_mm: of the strip; one as tall as the type area fills a page.
        shapes: `drawings.DrawnText` and the like, in mm from the strip's upper left corner.
            They may reach outside of the strip.
    """

    height_mm: float
    shapes: tuple[Shape, ...]


class Landscape(Frozen, kw_only=True):
    """横排表: pages of their own, laid on a turned type area, the head at the sheet's left.

    On an odd page that is 订口, on the back of a sheet 切口 (GB/T 9704-2012 clause 8). The page
    number stays where the other pages have it.
    """

    blocks: tuple[Block, ...]


class Together(Frozen, kw_only=True):
    """Blocks that stand on one page, if one page can hold them."""

    blocks: tuple[Block, ...]


Block = (
    Title
    | Addressee
    | Paragraph
    | Heading
    | Hanging
    | AttachmentNote
    | Signature
    | Note
    | AttachmentStart
    | BlankLines
    | PageBreak
    | RuleLine
    | Table
    | Drawing
    | Landscape
    | Together
    | Urgency
    | RedHead
    | LetterHead
    | MinutesHead
    | Imprint
)


class Paper(Frozen, kw_only=True):
    """A whole paper: its blocks, its page, and what the file says of itself."""

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    subject: str = ""
    lang: str = "zh-CN"
    profile: PageProfile = GB9704


def field_table(
    fields: Sequence[tuple[str, Text]],
    *,
    label_share: float = 0.2,
    size_pt: float = 12.0,
    min_height_mm: float = 10.0,
) -> Table:
    """Return a boxed form: a 黑体 label at the left of each row, its value at the right."""
    rows = tuple(
        Row(cells=(label_cell(label), Cell(text=value)), min_height_mm=min_height_mm)
        for label, value in fields
    )
    return Table(shares=(label_share, 1 - label_share), rows=rows, size_pt=size_pt)


@lru_cache(maxsize=512)  # every paper of a kind has the same
def label_cell(text: str, *, span: int = 1, down: int = 1) -> Cell:
    """Return the cell that names what stands beside or below it: 黑体, centred."""
    return Cell(text=text, span=span, down=down, role=Role.HEI, align=Align.CENTRE, label=True)


def data_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[Text]],
    *,
    shares: Sequence[float] | None = None,
    aligns: Sequence[Align] = (),
    size_pt: float = 12.0,
    min_height_mm: float = 0.0,
) -> Table:
    """Return a table whose heads repeat on every page."""
    head = Row(cells=tuple(label_cell(text) for text in heads), min_height_mm=min_height_mm)
    body = tuple(
        Row(cells=tuple(Cell(text=text) for text in row), min_height_mm=min_height_mm)
        for row in rows
    )
    return Table(
        shares=tuple(shares or [1.0] * len(heads)),
        rows=(head, *body),
        header_rows=1,
        size_pt=size_pt,
        aligns=tuple(aligns),
    )
