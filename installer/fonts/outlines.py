"""Shapes: CFF to TrueType outlines, subsets, signs squared up to one em, fixed stamps."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

#: reportlab reads no CFF; a thousandth of an em is below any printer's dot at 44 pt
MAX_ERROR = 1.0
#: seconds since 1904: 2026-01-01, so that the same input always gives the same bytes
STAMP = 3_850_070_400
#: layout, hinting and vertical tables: neither reportlab nor the layout reads them
DROPPED = (
    "BASE", "CFF ", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "cvt ", "fpgm",
    "gasp", "kern", "meta", "mort", "prep", "vhea", "vmtx",
)  # fmt: skip

Drawing = DecomposingRecordingPen
Box = tuple[float, float, float, float]


def opened(path: Path) -> TTFont:
    """Open a font so that saving it again keeps our stamp."""
    return TTFont(path, recalcTimestamp=False)


def subset(font: TTFont, codes: Iterable[int]) -> TTFont:
    """Keep only ``codes`` (and ``.notdef``, with its outline), without hinting or layout."""
    options = Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True,
        name_IDs=["*"], name_languages=["*"], name_legacy=True, drop_tables=list(DROPPED),
    )  # fmt: skip
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def to_truetype(font: TTFont) -> TTFont:
    """Turn CFF outlines into TrueType ones, within ``MAX_ERROR`` font units of the original."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, outlines
    _reset_header(font)
    _align_bearings(font)
    return font


def _reset_header(font: TTFont) -> None:
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    profile = font["maxp"]
    profile.tableVersion, profile.maxZones = 0x00010000, 1
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxPoints",
        "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentDepth",
    ):  # fmt: skip
        setattr(profile, field, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def _align_bearings(font: TTFont) -> None:
    glyf, metrics = font["glyf"], font["hmtx"]
    for name in font.getGlyphOrder():
        glyf[name].recalcBounds(glyf)
        metrics[name] = (metrics[name][0], getattr(glyf[name], "xMin", 0))


def square_up(font: TTFont, codes: Iterable[int]) -> None:
    """Give each of ``codes`` one full em: the drawing is centred, and narrowed if too wide.

    Chinese setting counts cells. Some faces carry ``·`` at a third of an em and ``—`` with
    gaps at both ends; the dash is stretched so that two of them join into one line.
    """
    cmap = font.getBestCmap()
    em = font["head"].unitsPerEm
    for code in sorted(codes):
        name = cmap.get(code)
        if name is None:
            continue
        advance = font["hmtx"][name][0]
        if code == ord("—"):
            _redraw(font, name, _stretch(font, name, em))
        elif advance > em:
            _redraw(font, name, Transform().scale(em / advance, 1))
        elif advance < em:
            _redraw(font, name, Transform().translate((em - advance) / 2, 0))


def _stretch(font: TTFont, name: str, em: int) -> Transform:
    left, _, right, _ = bounds(font, name)
    scale = em / (right - left)
    return Transform().translate(-left * scale, 0).scale(scale, 1)


def _redraw(font: TTFont, name: str, change: Transform) -> None:
    put(font, name, [(drawing(font, name), change)])


def drawing(font: TTFont, name: str) -> Drawing:
    """Return the outline of one glyph, free of references to other glyphs."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen


def put(font: TTFont, name: str, parts: Iterable[tuple[Drawing, Transform]]) -> None:
    """Set the outline of ``name`` to the ``parts`` together, one em wide."""
    pen = TTGlyphPen(None)
    for part, change in parts:
        part.replay(TransformPen(pen, change))
    glyph = pen.glyph()
    glyf = font["glyf"]
    glyf[name] = glyph
    glyph.recalcBounds(glyf)
    font["hmtx"][name] = (font["head"].unitsPerEm, getattr(glyph, "xMin", 0))


def add_ballot_boxes(font: TTFont) -> None:
    """Add ☐ and ☑, which no source face has, from its own □ and √ (check boxes of forms)."""
    cmap = font.getBestCmap()
    if ord("□") not in cmap or ord("√") not in cmap:
        return
    box, tick = cmap[ord("□")], cmap[ord("√")]
    empty = [(drawing(font, box), Transform())]
    ticked = [*empty, (drawing(font, tick), _into(bounds(font, tick), bounds(font, box)))]
    _add(font, 0x2610, "ballotbox", empty)
    _add(font, 0x2611, "ballotboxcheck", ticked)


def bounds(font: TTFont, name: str) -> Box:
    """Return left, bottom, right and top of the ink of one glyph, in font units."""
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    box: Box = pen.bounds
    return box


def _into(inner: Box, outer: Box, share: float = 0.78) -> Transform:
    """Scale ``inner`` about its middle to ``share`` of ``outer``, in the middle of ``outer``."""
    scale = share * min(
        (outer[2] - outer[0]) / (inner[2] - inner[0]), (outer[3] - outer[1]) / (inner[3] - inner[1])
    )
    here = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    there = (outer[0] + outer[2]) / 2, (outer[1] + outer[3]) / 2
    return Transform().translate(*there).scale(scale).translate(-here[0], -here[1])


def _add(font: TTFont, code: int, name: str, parts: list[tuple[Drawing, Transform]]) -> None:
    # ask for the tables first: a lazily read glyf table takes its length from the order
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    order = [*font.getGlyphOrder(), name]
    font.setGlyphOrder(order)
    glyf.glyphOrder = order
    metrics[name] = (font["head"].unitsPerEm, 0)
    put(font, name, parts)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def rename(font: TTFont, family: str, style: str, note: str) -> None:
    """Replace every name by ours; copyright, designer and licence entries stay as they are.

    Args:
        font: the font to rename.
        family: family name, ASCII, free of any reserved font name.
        style: ``Regular`` or ``Bold``.
        note: what was changed, from which font; becomes the description (name 10).
    """
    table = font["name"]
    kept = {n: table.getDebugName(n) for n in (0, 8, 9, 13, 14)}
    table.names = []
    plain = "".join(part for part in family if part.isalnum())
    entries = kept | {
        1: family,
        2: style,
        3: f"consultroom;{plain}-{style}",
        4: f"{family} {style}",
        5: "Version 1.000",
        6: f"{plain}-{style}",
        10: note,
    }
    for number, text in sorted(entries.items()):
        if text and text.strip():
            table.setName(text.strip(), number, 3, 1, 0x409)


def save(font: TTFont, path: Path) -> None:
    """Write the font with a fixed stamp; the same font gives the same bytes."""
    font["head"].created = font["head"].modified = STAMP
    font.save(path)
    print(f"{path.name:32} {path.stat().st_size / 1e6:6.2f} MB", flush=True)
