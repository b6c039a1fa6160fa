"""Plain text into a paper: what a clerk types anyway becomes an official layout.

=====================  ==========================================================
at the line's start    becomes
=====================  ==========================================================
``# ``                 标题; successive ones, or ``|`` inside, are its lines
``一、``               heading of level 1, 黑体
``（一）``             heading of level 2, 楷体
``1.`` ``（1）``       paragraphs of levels 3 and 4, 仿宋
``|``                  a row of a table; a row of dashes makes the rows above it heads
``>``                  a signature line: names, then the date
anything else          body text; right after the title and ending in ``：`` 主送机关
=====================  ==========================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from consultroom.documents.blocks import (
    Addressee,
    Align,
    BlankLines,
    Block,
    Cell,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    Title,
    label_cell,
)
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.errors import UserError
from consultroom.frozen import Frozen

MOST_CHARACTERS = 2_000_000  # about four thousand pages; anything above is the wrong file
_LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十百]+、")),
    (2, re.compile(r"^[（(][一二三四五六七八九十百]+[）)]")),
    (3, re.compile(r"^\d+[.．](?!\d)")),
    (4, re.compile(r"^[（(]\d+[）)]")),
)
_DASHES = re.compile(r"^\|[\s:|\-—]*-[\s:|\-—]*\|?$")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
MOST_COLUMNS = 16
_TABLE_PT = 12.0
_TABLE_CHARS = 36.8  # of that size across the type area
_CELL_SIDES = 0.8  # characters of blank beside a cell's text
_CENTRED = 6.0  # a column no wider than this is centred
_HEADINGS_RUN_ON = 2  # levels whose face ends at the first full stop


class CannotTypeset(UserError):
    """The text is no paper; the sentence names the line."""


class _Source(Frozen):
    number: int
    kind: str
    text: str


@dataclass
class _Reader:
    """Blocks read so far."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""


def paper_of(text: str, *, author: str = "", profile: PageProfile = GB9704) -> Paper:
    """Return the paper that a text describes.

    Args:
        text: as in the table above; blank lines only separate.
        author: written into the file's properties.
        profile: page geometry.

    Raises:
        CannotTypeset: it is empty, too long, or a line cannot be read.
    """
    if len(text) > MOST_CHARACTERS:
        raise CannotTypeset("这份材料太长，请分成几份再排。")
    sources = list(_sources(text))
    if not sources:
        raise CannotTypeset("材料是空的，没有可排的内容。")
    reader = _Reader()
    for kind, group in groupby(sources, key=lambda source: source.kind):
        _READ[kind](reader, list(group))
    return Paper(
        title=reader.title or sources[0].text[:40],
        author=author,
        blocks=tuple(_spaced(reader.blocks)),
        profile=profile,
    )


def _spaced(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks, one blank line below a title; an addressee brings its own."""
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Title) and not isinstance(block, Addressee):
            yield BlankLines()
        yield block
        before = block


def _sources(text: str) -> Iterator[_Source]:
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        plain = line.strip().strip("\u3000")
        if not plain:
            continue
        yield _Source(number, _kind(plain, number), plain)


def _kind(line: str, number: int) -> str:
    if line.startswith("#"):
        if not line.lstrip("#").strip():
            raise CannotTypeset(f"第{number}行只有“#”，请在后面写上标题。")
        return "title"
    if line.startswith("|"):
        return "table"
    if line.startswith((">", "》")) and line[1:].strip():
        return "signature"
    return "text"


def _titles(reader: _Reader, sources: list[_Source]) -> None:
    lines = [source.text.lstrip("#").strip() for source in sources]
    reader.title = reader.title or "".join(lines).replace("|", "")
    reader.blocks.append(Title(text="|".join(lines)))


def _texts(reader: _Reader, sources: list[_Source]) -> None:
    for source in sources:
        reader.blocks.append(_text(reader, source.text))


def _text(reader: _Reader, line: str) -> Block:
    after_title = bool(reader.blocks) and isinstance(reader.blocks[-1], Title)
    if after_title and line.endswith(("：", ":")):
        return Addressee(text=f"{line[:-1]}：")
    for level, pattern in _LEVELS:
        if pattern.match(line):
            return _heading(level, line)
    return Paragraph(text=line)


def _heading(level: int, line: str) -> Block:
    """Return a heading; in levels 1 and 2 what follows the first full stop is body text.

    Lower levels are mostly whole paragraphs that begin with a number: those have no heading.
    """
    head, stop, rest = line.partition("。")
    if level > _HEADINGS_RUN_ON and stop:
        return Paragraph(text=line)
    return Heading(level=level, text=f"{head}{stop}" if rest else line, rest=rest)


def _signatures(reader: _Reader, sources: list[_Source]) -> None:
    lines = [source.text[1:].strip() for source in sources]
    dates = [line for line in lines if _DATE.search(line)]
    if len(dates) > 1:
        raise CannotTypeset(f"第{sources[-1].number}行：落款里有两个日期，请只留一个。")
    names = tuple(line for line in lines if line not in dates)
    reader.blocks.append(Signature(names=names, date=dates[0] if dates else ""))


def _tables(reader: _Reader, sources: list[_Source]) -> None:
    heads = 0
    rows: list[list[str]] = []
    for source in sources:
        if _DASHES.match(source.text):
            heads = len(rows)
            continue
        rows.append(_cells(source.text))
    if not rows:
        raise CannotTypeset(f"第{sources[0].number}行：表格只有横线，没有内容。")
    columns = max(len(row) for row in rows)
    if columns > MOST_COLUMNS:
        raise CannotTypeset(
            f"第{sources[0].number}行：表格有{columns}列，一页最多排{MOST_COLUMNS}列，请拆成几个表。"
        )
    widest = [
        max((_wide(row[at]) for row in rows if at < len(row)), default=1) for at in range(columns)
    ]
    reader.blocks.append(
        Table(
            shares=_shares(widest),
            rows=tuple(_row(row, columns, head=place < heads) for place, row in enumerate(rows)),
            header_rows=heads,
            size_pt=_TABLE_PT,
            aligns=tuple(Align.CENTRE if width <= _CENTRED else Align.JUSTIFY for width in widest),
        )
    )


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in inner.split("|")]


def _row(row: list[str], columns: int, *, head: bool) -> Row:
    cells = [*row, *[""] * (columns - len(row))]
    made = tuple(label_cell(text) if head else Cell(text=text) for text in cells)
    return Row(cells=made, min_height_mm=8.0)


def _wide(text: str) -> float:
    """Return the width of a cell's text in full characters."""
    return sum(0.5 if ch < "\u2000" else 1.0 for ch in text)


def _shares(widest: list[float]) -> tuple[float, ...]:
    """Return column widths: short columns get what they need, long ones share the rest."""
    needs = [max(width, 1.0) + _CELL_SIDES for width in widest]
    left, waiting, shares = _TABLE_CHARS, set(range(len(needs))), [0.0] * len(needs)
    while waiting:
        fair = left / len(waiting)
        short = {at for at in waiting if needs[at] <= fair}
        for at in short:
            shares[at] = needs[at]
        left -= sum(needs[at] for at in short)
        waiting -= short
        if not short:
            shares = [fair if at in waiting else share for at, share in enumerate(shares)]
            break
    return tuple(shares)


_READ = {"title": _titles, "table": _tables, "signature": _signatures, "text": _texts}
