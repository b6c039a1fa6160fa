"""台签: a name card for everyone asked, two faces to be folded, the back one on its head.

One card a sheet, with the lines to fold and to cut at. The name is as large as the card allows;
a name of two characters has a blank between them, a long one stands on two lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultroom.documents.blocks import Align, Drawing, Paper
from consultroom.documents.drawings import DrawnBox, DrawnLine, DrawnText, Shape
from consultroom.documents.fonts import Role
from consultroom.documents.forms.sittings import name_lines
from consultroom.documents.gb9704 import GB9704, MM, NumberPlace, PageNumber, PageProfile
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.domain.papers import CardSize
from consultroom.domain.seating import stand_in
from consultroom.frozen import Frozen, replace

_LARGEST_PT = 156.0  # of a face 100 mm high; what the usual templates give two characters
_SIDE_MM = 12.0  # left free at either side of a name
_LEADING = 1.12  # sizes from line to line of a name on two lines
_NAME_SHARE = 0.74  # of a face's height that a name may take; less with a post below
_POST_SHARE = 0.2
_POST_PT = 26.0
_SHORT = 2  # characters of a name that gets a blank between


class _Stand(Frozen):
    """One face and the sheet it is printed on, mm. ``landscape`` turns the A4 sheet."""

    width: float
    height: float
    landscape: bool

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        return (297.0, 210.0) if self.landscape else (210.0, 297.0)


_STANDS = {
    CardSize.CARD_200: _Stand(200.0, 100.0, landscape=True),
    CardSize.CARD_190: _Stand(190.0, 90.0, landscape=True),
    CardSize.CARD_A5: _Stand(210.0, 148.5, landscape=False),
}


def name_cards(
    dossier: Dossier,
    meeting: Meeting,
    *,
    only: Sequence[str] = (),
    posts: bool = False,
    size: CardSize | None = None,
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the cards of a meeting, in sheet order; a meeting nobody was asked to has one blank.

    A host who was not asked as a participant has the first card.

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        only: ids of the participants whose cards are wanted; empty for everyone.
        posts: whether 单位及职务 stands below the name.
        size: of the stand; None takes the district's.
        profile: page geometry, of which only the faces' roles matter here.
    """
    stand = _STANDS[size or dossier.parameters.paper.card]
    asked = dossier.people(meeting)
    if meeting.host and meeting.host not in {person.name for person in asked}:
        asked = (stand_in(meeting.host, asked), *asked)
    people = [person for person in asked if not only or person.id in only]
    wanted = [(p.name, p.post if posts else "") for p in people] or [("", "")]
    return Paper(
        title=f"台签 {dossier.consultation.title}",
        author=dossier.station.name,
        subject="台签",
        profile=_page(profile, stand),
        blocks=tuple(_card(stand, name, post) for name, post in wanted),
    )


def _page(profile: PageProfile, stand: _Stand) -> PageProfile:
    """Return the sheet with no margin: a card has its own places."""
    width, height = stand.sheet
    return replace(
        profile,
        width_mm=width,
        height_mm=height,
        left_mm=0.0,
        top_mm=0.0,
        block_width_mm=width,
        block_height_mm=height,
        page_number=PageNumber(place=NumberPlace.NONE),
    )


def _card(stand: _Stand, name: str, post: str) -> Drawing:
    width, height = stand.sheet
    return Drawing(
        height_mm=height,
        shapes=(
            *_lines(stand),
            *_face(stand, (width / 2, height / 2 + stand.height / 2), name, post, turn=0),
            *_face(stand, (width / 2, height / 2 - stand.height / 2), name, post, turn=180),
        ),
    )


def _lines(stand: _Stand) -> Iterator[Shape]:
    """Yield where to cut, unless the card is as large as the sheet, and where to fold."""
    width, height = stand.sheet
    left, top = (width - stand.width) / 2, height / 2 - stand.height
    if stand.width < width:
        yield DrawnBox(left, top, stand.width, 2 * stand.height, weight_mm=0.1)
        yield DrawnText(
            "沿框裁开，沿虚线对折", left - 4, height / 2, 8.0, anchor=Align.CENTRE, turn=270
        )
    yield DrawnLine(left, height / 2, left + stand.width, height / 2, weight_mm=0.1, dashed=True)


def _face(
    stand: _Stand, middle: tuple[float, float], name: str, post: str, *, turn: int
) -> Iterator[Shape]:
    """Yield one face's name and post about its middle; ``turn`` 180 stands it on its head."""
    x, y = middle
    sign = -1.0 if turn else 1.0
    lines, size = _set(stand, name, with_post=bool(post))
    step = size * _LEADING / MM
    raised = stand.height * _POST_SHARE / 2 if post else 0.0
    first = -(len(lines) - 1) / 2 * step - raised
    for at, line in enumerate(lines):
        yield DrawnText(
            line,
            x,
            y + sign * (first + at * step),
            size,
            Role.XIAOBIAOSONG,
            Align.CENTRE,
            turn,
            width_mm=stand.width - 2 * _SIDE_MM,
        )
    if post:
        below = stand.height * (0.5 - _POST_SHARE * 0.7)
        room = stand.width - 2 * _SIDE_MM
        yield DrawnText(
            post, x, y + sign * below, _POST_PT, Role.KAI, Align.CENTRE, turn, width_mm=room
        )


def _set(stand: _Stand, name: str, *, with_post: bool) -> tuple[tuple[str, ...], float]:
    """Return the lines of a name and their size: on one line or two, whichever is larger."""
    spaced = f"{name[0]}　{name[1]}" if len(name) == _SHORT else name
    offers = (
        [(spaced,), name_lines(name, -(-len(name) // 2))] if len(name) > _SHORT else [(spaced,)]
    )
    sized = [(lines, _size(stand, lines, with_post=with_post)) for lines in offers]
    return max(sized, key=lambda offer: offer[1])


def _size(stand: _Stand, lines: Sequence[str], *, with_post: bool) -> float:
    wide = (stand.width - 2 * _SIDE_MM) * MM / max(1, *map(len, lines))
    share = _NAME_SHARE - (_POST_SHARE if with_post else 0.0)
    high = stand.height * share * MM / (1 + (len(lines) - 1) * _LEADING)
    return min(wide, high, _LARGEST_PT * stand.height / 100)
