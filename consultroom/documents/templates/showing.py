"""A filled template as lines to look at: what it says, in which order and size, not where.

Pages and faces are WPS's own matter; a screen that shows these lines shows the words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table

from consultroom.documents.blocks import Paper
from consultroom.documents.setting import Setter
from consultroom.documents.templates.contexts import Items, context_of
from consultroom.documents.templates.shown import USUAL_PT, ShownLine
from consultroom.documents.templates.tags import TAGS

_MOST_LINES = 400  # of one document; the longest paper has fewer
_MOST_SAID = 60  # characters of a tag's value
_ALIGNS = {
    WD_ALIGN_PARAGRAPH.CENTER: "centre",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.LEFT: "left",
}


def lines(docx: bytes) -> tuple[ShownLine, ...]:
    """Return what a document says, from top to bottom."""
    return tuple(islice(_lines(Document(io.BytesIO(docx))), _MOST_LINES))


def _lines(document: Any) -> Iterator[ShownLine]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield ShownLine(cells=tuple(cell.text.strip() for cell in row.cells))
        else:
            yield _line(part)


def _line(paragraph: Any) -> ShownLine:
    first = next((run for run in paragraph.runs if run.text.strip()), None)
    size = (first and first.font.size) or _styled(paragraph, lambda style: style.font.size)
    bold = first.bold if first and first.bold is not None else None
    told = bold if bold is not None else _styled(paragraph, lambda style: style.font.bold)
    align = paragraph.alignment
    if align is None:
        align = _styled(paragraph, lambda style: style.paragraph_format.alignment)
    return ShownLine(
        text=paragraph.text.rstrip(),
        align=_ALIGNS.get(align, "justify"),
        size_pt=size.pt if size else USUAL_PT,
        bold=bool(told),
        indented=_indented(paragraph),
        page=bool(_own_or_styled(paragraph, lambda form: form.page_break_before)),
    )


def _indented(paragraph: Any) -> bool:
    found = _own_or_styled(paragraph, lambda form: form.first_line_indent)
    return found is not None and found > 0


def _own_or_styled(paragraph: Any, ask: Callable[[Any], Any]) -> Any:
    own = ask(paragraph.paragraph_format)
    if own is not None:
        return own
    return _styled(paragraph, lambda style: ask(style.paragraph_format))


def _styled(paragraph: Any, ask: Callable[[Any], Any]) -> Any:
    """Return what the nearest style of a paragraph says."""
    style = paragraph.style
    while style is not None:
        found = ask(style)
        if found is not None:
            return found
        style = style.base_style
    return None


def values(paper: Paper, setter: Setter) -> dict[str, str]:
    """Return what each tag would print in a paper, shortened; empty where it has nothing.

    Raises:
        NoTwin: the paper is a drawing.
    """
    context = context_of(paper, setter)
    return {name: _said(context.get(name)) for name in TAGS}


def _said(value: Any) -> str:
    if isinstance(value, Items):
        each = [" ".join(str(one).split()) for one in value]
        told = "；".join(one for one in each if one)
        return f"共{len(each)}项：{_short(told)}" if each else ""
    return _short(" ".join(str(value or "").replace("\n", "").split()))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SAID else f"{text[: _MOST_SAID - 1]}…"
