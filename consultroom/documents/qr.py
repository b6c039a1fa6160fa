"""QR symbols (二维码) on a paper: made by zxing-cpp, put where nothing else is printed.

Symbols: ISO/IEC 18004. Modules are whole dots of an office printer, 300 or 600 to the inch, so
that a printer makes all of them equally wide; a module of broken dots is what scanners fail on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

import zxingcpp
from msgspec.structs import replace

from consultroom.documents.gb9704 import GB9704, MM, NumberPlace, PageProfile
from consultroom.documents.pages import Box, Layout, Modules, Page
from consultroom.errors import UserError

DOT = 72 / 300  # pt: one dot of a 300 dpi printer, two of a 600 dpi one
MODULES = (6 * DOT, 5 * DOT)  # 0.508 mm, and where that does not fit 0.423 mm
QUIET = 4  # modules left white on every side (ISO/IEC 18004, 9.1)
EDGE = 5.0 * MM  # pt to the sheet's edge at least: office printers leave some 4 mm blank
# The search for the mask of least penalty (ISO/IEC 18004) is four fifths of the cost. A signed
# payload looks like noise, and noise has no bad mask: of 400 degraded symbols this one was read
# as often as the one searched for (336 and 337; of harder ones 185 and 204).
_MASK = 3
_APART = 1.0 * MM  # pt between the type area and the white edge: tails of letters hang below it
_DIGITS = bytes.maketrans(b"\x00\xff", b"10")  # zxing's picture is black 0, white 255


@lru_cache(maxsize=256)
def symbol(payload: str | bytes) -> tuple[str, ...]:
    """Return the rows of the QR symbol that says `payload`, for `pages.Modules`.

    Error correction level M: a seventh of the symbol may be lost. Text of digits, capitals and
    `` $%*+-./:`` (what base45 is written in) takes 5.5 bits a character.

    Args:
        payload: text, or bytes to be read back as bytes.

    Raises:
        ValueError: it is longer than a QR symbol can hold.
    """
    made = zxingcpp.create_barcode(
        payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK
    )
    picture = made.to_image(scale=1, add_quiet_zones=False)
    side = picture.shape[1]
    shades = memoryview(picture)  # type: ignore[arg-type]  # zxing's stubs leave the buffer out
    digits = bytes(shades).translate(_DIGITS).decode("ascii")
    return tuple(digits[at : at + side] for at in range(0, len(digits), side))


def stamped(
    layout: Layout, payloads: Sequence[str | bytes], *, profile: PageProfile = GB9704
) -> Layout:
    """Return `layout` with one QR symbol on every page.

    A symbol stands in the lower margin on the side away from the page number; where something is
    printed there already, in the other lower corner, or in an upper one.

    Args:
        layout: what is printed beside the symbols.
        payloads: what each page's symbol says.
        profile: of the paper; says where its margins and page numbers are.

    Raises:
        UserError: a page has no corner left.
    """
    pages = (
        _stamped(page, symbol(payload), at, profile)
        for at, (page, payload) in enumerate(zip(layout.pages, payloads, strict=True))
    )
    return replace(layout, pages=tuple(pages))


def _stamped(page: Page, rows: tuple[str, ...], at: int, profile: PageProfile) -> Page:
    boxes = [item.box for item in page.items]
    for modules in _places(page, rows, profile, left=_on_the_left(at, profile)):
        if not _touched(_with_quiet(modules), boxes):
            return replace(page, items=(*page.items, modules))
    raise UserError(
        f"第{at + 1}页没有放二维码的空处（四角约需{_needed_mm(rows):.0f}毫米见方）。"
        "请加大页边距，或减少这一页的内容后再打印。"
    )


def _on_the_left(at: int, profile: PageProfile) -> bool:
    """Tell whether page `at` has its symbol on the left: where its number is not."""
    odd = (profile.first_number + at) % 2 == 1
    return odd or profile.page_number.place is not NumberPlace.OUTER


def _places(
    page: Page, rows: tuple[str, ...], profile: PageProfile, *, left: bool
) -> Iterator[Modules]:
    """Yield places to try, the best first: lower corners, then upper ones.

    In each corner the larger modules come first, and the place beside the type area before the
    one at the sheet's edge.
    """
    sheet = page.width_mm * MM, page.height_mm * MM
    area = profile.left, profile.top, profile.left + profile.width, profile.top + profile.height
    for lower, on_left, module in product((True, False), (left, not left), MODULES):
        side, quiet = len(rows) * module, QUIET * module
        near, edge = quiet + _APART, EDGE + DOT / 2  # half a dot may be lost in rounding
        xs = (area[0], edge) if on_left else (area[2] - side, sheet[0] - edge - side)
        ys = (area[3] + near, sheet[1] - edge - side)
        if not lower:
            ys = (area[1] - near - side, edge)
        for y, x in product(ys, xs):
            placed = Modules(_on_dots(x), _on_dots(y), module, rows)
            if _inside(placed.box, sheet):
                yield placed


def _on_dots(length: float) -> float:
    """Return a length in whole printer dots, so that modules begin where dots do."""
    return round(length / DOT) * DOT


def _inside(box: Box, sheet: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    return min(left, top) >= EDGE and right <= sheet[0] - EDGE and bottom <= sheet[1] - EDGE


def _with_quiet(modules: Modules) -> Box:
    left, top, right, bottom = modules.box
    quiet = QUIET * modules.module
    return left - quiet, top - quiet, right + quiet, bottom + quiet


def _touched(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(x0 < right and left < x1 and y0 < bottom and top < y1 for x0, y0, x1, y1 in others)


def _needed_mm(rows: tuple[str, ...]) -> float:
    return (len(rows) + 2 * QUIET) * MODULES[-1] / MM
