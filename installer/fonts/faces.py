"""The recipes: which source makes which file of the bundle, and under what name."""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Transform
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from installer.fonts import charsets, outlines
from installer.fonts.sources import debian_font, noto

#: characters a reader never sees by themselves: joiners, byte order mark, variation selectors
INVISIBLE = (
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
    *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0),
)  # fmt: skip
GETA = "〓"
HANGUL = frozenset(
    [*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xA960, 0xA980), *range(0xAC00, 0xD800)]
)
CHANGED = "for consultroom, 2026-01-01: {what}. Made from {source}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A face cut out of one source: kept characters, squared signs, new name."""

    file: str
    family: str
    source: str
    style: str = "Regular"

    def make(self, source: Path, codes: frozenset[int], out: Path) -> None:
        """Write the face to ``out/file``."""
        font = outlines.subset(outlines.opened(source), codes)
        outlines.square_up(font, charsets.cell_signs())
        outlines.add_ballot_boxes(font)
        what = "subset, hinting and layout tables removed, signs set on one em"
        note = CHANGED.format(what=what, source=self.source)
        outlines.rename(font, self.family, self.style, note)
        outlines.save(font, out / self.file)


def build_all(work: Path, out: Path) -> None:
    """Write every face of the bundle into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    table = charsets.tgh8105(work / charsets.UNIHAN)
    everyday = table | charsets.gb2312_han() | charsets.signs()
    _copy(debian_font(work, "fonts-arphic-gkai00mp", "gkai00mp.ttf"), out)
    _copy(debian_font(work, "fonts-liberation2", "LiberationSerif-Regular.ttf"), out)
    _fangsong(work, out, table)
    _noto_cuts(work, out, everyday)
    _kai_extra(work, out, table)
    song = set(TTFont(out / "CRSong-Regular.ttf").getBestCmap())
    _rare(work, out, song)
    _missing(out)


def _copy(source: Path, out: Path) -> None:
    (out / source.name).write_bytes(source.read_bytes())


def _fangsong(work: Path, out: Path, table: frozenset[int]) -> None:
    source = debian_font(work, "texlive-lang-chinese", "FandolFang-Regular.otf")
    font = outlines.to_truetype(outlines.opened(source))
    held = set(font.getBestCmap())
    outlines.square_up(font, charsets.cell_signs())
    what = "outlines converted from CFF to TrueType, vertical tables removed, signs set on one em"
    note = CHANGED.format(what=what, source="FandolFang R 1.300, GPL-3 with font exception")
    outlines.rename(font, "CR FangSong", "Regular", note)
    outlines.save(font, out / "CRFangSong-Regular.ttf")
    extra = Cut(
        file="CRFangSongExtra-Regular.ttf",
        family="CR FangSong Extra",
        source="Noto Serif SC ExtraLight 2.003",
    )
    codes = (table | charsets.gbk_han()) - held | charsets.signs()
    extra.make(noto(work, "Serif", "200ExtraLight"), frozenset(codes), out)


def _noto_cuts(work: Path, out: Path, everyday: frozenset[int]) -> None:
    regular = noto(work, "Serif", "400Regular")
    song = Cut(file="CRSong-Regular.ttf", family="CR Song", source="Noto Serif SC 2.003")
    song.make(regular, frozenset(outlines.opened(regular).getBestCmap()) - HANGUL, out)
    title = Cut(
        file="CRXiaoBiaoSong-Regular.ttf",
        family="CR XiaoBiaoSong",
        source="Noto Serif SC Bold 2.003",
    )
    title.make(noto(work, "Serif", "700Bold"), everyday, out)
    hei = Cut(file="CRHei-Regular.ttf", family="CR Hei", source="Noto Sans SC Medium 2.004")
    hei.make(noto(work, "Sans", "500Medium"), everyday, out)
    window = Cut(
        file="ConsultroomSans-Regular.ttf",
        family="Consultroom Sans",
        source="Noto Sans SC 2.004",
    )
    window.make(noto(work, "Sans", "400Regular"), everyday | charsets.gbk_han(), out)
    bold = Cut(
        file="ConsultroomSans-Bold.ttf",
        family="Consultroom Sans",
        source="Noto Sans SC Bold 2.004",
        style="Bold",
    )
    bold.make(noto(work, "Sans", "700Bold"), everyday, out)


def _kai_extra(work: Path, out: Path, table: frozenset[int]) -> None:
    kai = set(TTFont(out / "gkai00mp.ttf", lazy=True).getBestCmap())
    codes = table - kai | {ord("〇")}
    extra = Cut(
        file="CRKaiExtra-Regular.ttf", family="CR Kai Extra", source="LXGW WenKai 1.250 (霞鹜文楷)"
    )
    source = debian_font(work, "fonts-lxgw-wenkai", "LXGWWenKai-Regular.ttf")
    extra.make(source, frozenset(codes), out)


def _rare(work: Path, out: Path, song: set[int]) -> None:
    source = debian_font(work, "fonts-hanazono", "HanaMinB.ttf")
    held = set(TTFont(source, lazy=True).getBestCmap())
    codes = frozenset(code for code in held - song if code >= 0x20000) | (
        charsets.gb18030_level_3() & held - song
    )
    cut = Cut(file="CRRare-Regular.ttf", family="CR Rare", source="HanaMinB 2017-09-04")
    cut.make(source, codes, out)
    plain = out / cut.file
    (out / (cut.file + ".xz")).write_bytes(lzma.compress(plain.read_bytes(), preset=9))
    plain.unlink()


def _missing(out: Path) -> None:
    """Write the face whose every character is 〓, and whose invisible characters are nothing.

    Drawn through it, a character no face has shows 〓 on paper and is still itself in the
    text layer, so that it can be searched and copied.
    """
    song = TTFont(out / "CRSong-Regular.ttf", lazy=True)
    pen = TTGlyphPen(None)
    outlines.drawing(song, song.getBestCmap()[ord(GETA)]).replay(pen)
    nothing = TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "geta", "nothing"])
    builder.setupCharacterMap({ord(GETA): "geta", **dict.fromkeys(INVISIBLE, "nothing")})
    geta = pen.glyph()
    builder.setupGlyf({".notdef": geta, "geta": geta, "nothing": nothing})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "geta": (1000, 0), "nothing": (0, 0)})
    _finish_missing(builder.font, builder)
    outlines.save(builder.font, out / "CRMissing-Regular.ttf")


def _finish_missing(font: TTFont, builder: FontBuilder) -> None:
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"copyright": "(c) 2017-2024 Adobe (http://www.adobe.com/)."})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost(keepGlyphNames=False)
    outlines.put(font, ".notdef", [(outlines.drawing(font, "geta"), Transform())])
    outlines.put(font, "geta", [(outlines.drawing(font, "geta"), Transform())])
    note = CHANGED.format(what="the sign 〓 alone, for every character", source="Noto Serif SC")
    outlines.rename(font, "CR Missing", "Regular", note)
