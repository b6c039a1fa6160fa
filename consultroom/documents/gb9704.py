"""The page of GB/T 9704-2012 (党政机关公文格式), and what a district may set otherwise.

Every number of the standard that more than one module needs stands here, beside its clause.
Millimetres (mm) for paper and its areas, as the standard gives them; points (pt, 1/72 inch) for
type. 字 (one character) is the width of one 汉字 of body text on the page's grid.
"""

from __future__ import annotations

from enum import Enum

from consultroom.documents.fonts import Role
from consultroom.domain.papers import PageGeometry
from consultroom.frozen import Frozen, field, replace

MM = 72 / 25.4  # points in one millimetre

# 字号: the names clerks use, in points
SIZES = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
}

EM_RISE = 0.88  # of the size: from a 汉字's em box top down to its baseline


class Ink(Enum):
    """The two inks of an official paper: black, and the red of heads and rules."""

    BLACK = "black"
    RED = "red"


class Overflow(Enum):
    """What a line does with a mark that may not begin the next one."""

    SQUEEZE = "squeeze"  # narrow the line's punctuation until the mark fits
    HANG = "hang"  # let the mark stand outside the edge

    __hash__ = object.__hash__  # as of `fonts.Role`: every cell set is looked up by it


class NumberPlace(Enum):
    """Where the page number (页码) stands."""

    OUTER = "outer"  # odd pages right, even pages left, one 字 in
    CENTRE = "centre"
    NONE = "none"


class PageNumber(Frozen, kw_only=True):
    """页码: 4号 half-width 宋 digits between dashes (GB/T 9704 clause 7.5).

    Attributes:
        drop_mm: from the lower edge of the type area down to the dashes.
        text: what is printed; ``{page}`` and ``{pages}`` are filled in.
    """

    place: NumberPlace = NumberPlace.OUTER
    size_pt: float = 14.0
    role: Role = Role.SONG
    drop_mm: float = 7.0
    text: str = "— {page} —"


class PageProfile(Frozen, kw_only=True):
    """One district's page; the defaults are GB/T 9704-2012 clause 5.

    Attributes:
        width_mm, height_mm: the sheet.
        left_mm, top_mm: 订口 and 天头, from the sheet's edges to the type area (版心).
        block_width_mm, block_height_mm: the type area.
        rows, chars: lines on a page, characters on a line.
        body_pt: size of body text.
        line_pitch_pt: distance of baselines. None spreads the rows so that the first begins at
            the upper edge of the type area and the last ends at its lower edge. A number sets
            each line in the middle of its own strip, as word processors do.
        title_pitch_pt: distance of baselines in a title of several lines.
        first_number: number printed on the first page.
    """

    name: str = "GB/T 9704-2012"
    width_mm: float = 210.0
    height_mm: float = 297.0
    left_mm: float = 28.0
    top_mm: float = 37.0
    block_width_mm: float = 156.0
    block_height_mm: float = 225.0
    rows: int = 22
    chars: int = 28
    body_pt: float = SIZES["三号"]
    body_role: Role = Role.FANGSONG
    line_pitch_pt: float | None = None
    title_pt: float = SIZES["二号"]
    title_role: Role = Role.XIAOBIAOSONG
    title_pitch_pt: float = 36.0
    overflow: Overflow = Overflow.SQUEEZE
    page_number: PageNumber = field(default_factory=PageNumber)
    first_number: int = 1

    @property
    def left(self) -> float:
        """Left edge of the type area, pt from the sheet's left."""
        return self.left_mm * MM

    @property
    def top(self) -> float:
        """Upper edge of the type area, pt from the sheet's top."""
        return self.top_mm * MM

    @property
    def width(self) -> float:
        """Width of the type area in pt."""
        return self.block_width_mm * MM

    @property
    def height(self) -> float:
        """Height of the type area in pt."""
        return self.block_height_mm * MM

    @property
    def cell(self) -> float:
        """Width of one 字 on the grid in pt: 15.794 by the standard, not 16."""
        return self.width / self.chars

    @property
    def pitch(self) -> float:
        """Distance between the baselines of body lines in pt."""
        if self.line_pitch_pt is not None:
            return self.line_pitch_pt
        return (self.height - self.body_pt) / (self.rows - 1)

    @property
    def lead(self) -> float:
        """From the top of a line's strip to the em box of body text in it, pt."""
        return 0.0 if self.line_pitch_pt is None else (self.pitch - self.body_pt) / 2


GB9704 = PageProfile()


def profile_of(geometry: PageGeometry) -> PageProfile:
    """Return the profile of a district's own page (`domain.papers.PageGeometry`)."""
    place = NumberPlace.CENTRE if geometry.centred_numbers else NumberPlace.OUTER
    return PageProfile(
        name=geometry.name,
        width_mm=geometry.width_mm,
        height_mm=geometry.height_mm,
        left_mm=geometry.left_mm,
        top_mm=geometry.top_mm,
        block_width_mm=geometry.block_width_mm,
        block_height_mm=geometry.block_height_mm,
        rows=geometry.rows,
        chars=geometry.chars,
        body_pt=geometry.body_pt,
        line_pitch_pt=geometry.line_pitch_pt or None,
        overflow=Overflow.HANG if geometry.hang else Overflow.SQUEEZE,
        page_number=PageNumber(place=place),
    )


def landscape(profile: PageProfile = GB9704) -> PageProfile:
    """Return the page of a ledger (台账): the profile's sheet on its side, with house margins.

    25 mm at the top, where it is filed, and 22.5 mm at the left and right: wider than the type
    area turned, since the standard says nothing of ledgers and their columns are many. The page
    number reads ``第1页　共3页``, centred. For a wide table inside a paper see
    `blocks.Landscape`.
    """
    width, height = profile.height_mm, profile.width_mm
    page = replace(
        profile,
        name=f"{profile.name}（横）",
        width_mm=width,
        height_mm=height,
        left_mm=22.5,
        top_mm=25.0,
        block_width_mm=width - 45.0,
        block_height_mm=height - 50.0,
        page_number=PageNumber(
            place=NumberPlace.CENTRE, size_pt=10.5, text="第{page}页　共{pages}页"
        ),
    )
    return _regridded(page, profile)


def turned(profile: PageProfile) -> PageProfile:
    """Return the profile with its type area on its side: the page of a 横排表."""
    page = replace(
        profile,
        width_mm=profile.height_mm,
        height_mm=profile.width_mm,
        left_mm=profile.height_mm - profile.top_mm - profile.block_height_mm,
        top_mm=profile.left_mm,
        block_width_mm=profile.block_height_mm,
        block_height_mm=profile.block_width_mm,
    )
    return _regridded(page, profile)


def _regridded(page: PageProfile, model: PageProfile) -> PageProfile:
    """Return `page` with as many rows and characters as its type area holds at `model`'s pitch."""
    rows = int((page.height - page.body_pt) / model.pitch + 1e-6) + 1
    return replace(page, rows=rows, chars=int(page.width / model.cell + 1e-6))


# Character widths to leave, in 字, by clause of GB/T 9704-2012
INDENT = 2.0  # 7.3.3 正文 每个自然段左空二字
SEAL_RIGHT = 4.0  # 7.3.5.1 加盖印章: 成文日期右空四字
NAME_RIGHT = 2.0  # 7.3.5.2 不加盖印章: 署名右空二字
DATE_SHIFT = 2.0  # 7.3.5.2 成文日期首字比署名首字右移二字
NUMBER_SIDE = 1.0  # 7.5 单页码居右空一字, 双页码居左空一字

HEADING_ROLES = {1: Role.HEI, 2: Role.KAI, 3: Role.FANGSONG, 4: Role.FANGSONG}  # 7.3.3
