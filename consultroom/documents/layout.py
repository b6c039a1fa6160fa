"""A paper laid out: `lay_out` is where forms end and drawing begins. Pure, no PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consultroom.documents.blocks import Paper
from consultroom.documents.composing import Composer
from consultroom.documents.flow import Filled, Flow
from consultroom.documents.gb9704 import NUMBER_SIDE, NumberPlace, PageProfile
from consultroom.documents.linebreak import Line
from consultroom.documents.pages import Bookmark, GlyphRun, Item, Layout, Page
from consultroom.documents.setting import GlyphSource, Setter, Type, setter_for

_DASH = 0.29  # em: upper edge of ``—`` over the baseline in 宋体


def lay_out(paper: Paper, faces: GlyphSource) -> Layout:
    """Return `paper` with every character in its place on its page.

    The same paper and faces always give the same layout, and the number of pages is known before
    anything is drawn.
    """
    return _layout(paper, faces, _filled(paper, faces))


def first_that_fits(
    papers: Iterable[Paper], faces: GlyphSource, most_pages: int
) -> tuple[Paper, Layout]:
    """Return the first of `papers` that takes no more than `most_pages`, else the last.

    Those that take more cost about half a layout. Give a generator: papers behind the one that
    fits are not asked for.

    Args:
        papers: the same paper, in ever smaller type; at least one.
        faces: to lay them out with.
        most_pages: 0 for any number.
    """
    for paper in papers:
        filled = _filled(paper, faces)
        if not most_pages or len(filled) <= most_pages:
            break
    return paper, _layout(paper, faces, filled)


def _filled(paper: Paper, faces: GlyphSource) -> list[Filled]:
    profile = paper.profile
    flow = Flow(left=profile.left, top=profile.top, height=profile.height, pitch=profile.pitch)
    flow.add(Composer(profile, setter_for(faces)).strips(paper.blocks))
    return _without_empty_end(flow.pages)


def _layout(paper: Paper, faces: GlyphSource, filled: list[Filled]) -> Layout:
    profile, setter = paper.profile, setter_for(faces)
    pages = tuple(
        Page(
            profile.width_mm,
            profile.height_mm,
            (*page.items, *(_number(profile, setter, at, len(filled)) if page.numbered else ())),
        )
        for at, page in enumerate(filled)
    )
    bookmarks = tuple(
        Bookmark(text, level, at, y)
        for at, page in enumerate(filled)
        for level, text, y in page.bookmarks
    )
    return Layout(pages, bookmarks, setter.without_face(_texts(pages)))


def join(parts: Sequence[tuple[str, Layout]]) -> Layout:
    """Return several papers as one, in order: what goes out together as 会议包.

    Each keeps its own sheets and page numbers. Its outline hangs one level down, under its title.

    Args:
        parts: title and layout of each paper.
    """
    pages: list[Page] = []
    bookmarks: list[Bookmark] = []
    for title, layout in parts:
        first = len(pages)
        bookmarks.append(Bookmark(title, 0, first, 0.0))
        bookmarks += [
            Bookmark(mark.text, mark.level + 1, mark.page + first, mark.y)
            for mark in layout.bookmarks
            if (mark.text, mark.level) != (title, 0)
        ]
        pages += layout.pages
    missing = dict.fromkeys(ch for _, layout in parts for ch in layout.missing)
    return Layout(tuple(pages), tuple(bookmarks), tuple(missing))


def _without_empty_end(pages: list[Filled]) -> list[Filled]:
    while len(pages) > 1 and not _prints(pages[-1]):
        pages = pages[:-1]
    return pages


def _prints(page: Filled) -> bool:
    return any(strip.items or strip.sheet for strip, _, _ in page.placed)


def _number(profile: PageProfile, setter: Setter, at: int, pages: int) -> list[Item]:
    """Return the page number (页码) of page `at`, counted from 0."""
    style = profile.page_number
    if style.place is NumberPlace.NONE:
        return []
    page = profile.first_number + at
    text = style.text.format(page=page, pages=profile.first_number + pages - 1)
    strand = setter.strand(text, Type(style.role, style.size_pt, style.size_pt))
    line = Line(0, len(text), len(text), strand.starts[-1], last=True)
    free = profile.width - line.width
    side = NUMBER_SIDE * profile.cell
    x = free / 2
    if style.place is NumberPlace.OUTER:
        x = free - side if page % 2 else side
    runs = setter.set_line(strand, line, profile.left + x)
    y = profile.top + profile.height + style.drop_mm * 72 / 25.4 + _DASH * style.size_pt
    return [run.moved(0.0, y) for run in runs]


def _texts(pages: tuple[Page, ...]) -> list[str]:
    return [item.text for page in pages for item in page.items if isinstance(item, GlyphRun)]
