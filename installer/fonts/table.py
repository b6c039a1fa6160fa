"""Writes ``faces.bin``: what each face holds and how wide, so that layout opens no font at all.

Format: one line of JSON (``faces``: name, file, rise in thousandths of an em, runs), then for
each face its runs, little-endian ``<IHH``: first code point, count, advance in thousandths of
an em. A run is consecutive code points of one advance, at most 65,535 of them.
"""

from __future__ import annotations

import io
import json
import lzma
import statistics
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

from installer.fonts.charsets import gb2312_han

#: height above the baseline, in em, where the ink of the Song face is centred; the others follow
INK_CENTRE = 0.38
RUN = struct.Struct("<IHH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One face of the bundle, and the signs it leaves to the next face of its chain."""

    name: str
    file: str
    leaves: str = ""
    rise: int | None = None  # thousandths of an em; None: measured


CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
SHAPES = "□■△▲◇◆○●◎☆★⊙☐☑"
PUNCTUATION = "，、。；：！？“”‘’（）〔〕〈〉《》「」『』【】〖〗…—～·"

ENTRIES = (
    # its shapes touch the edges of the cell, its check box is higher than a line, and the dots
    # of two of its … do not stand evenly
    Entry(name="FangSong", file="CRFangSong-Regular.ttf", leaves=SHAPES + CIRCLED + "…～"),
    Entry(name="FangSongExtra", file="CRFangSongExtra-Regular.ttf"),
    Entry(name="Song", file="CRSong-Regular.ttf"),
    Entry(name="XiaoBiaoSong", file="CRXiaoBiaoSong-Regular.ttf"),
    Entry(name="Hei", file="CRHei-Regular.ttf"),
    Entry(name="HeiExtra", file="ConsultroomSans-Regular.ttf"),
    # its punctuation floats at half height and two of its dashes do not join: 仿宋 lends its own,
    # as the usual 楷体 and 仿宋 of office programs share theirs
    Entry(name="Kai", file="gkai00mp.ttf", leaves=SHAPES + PUNCTUATION),
    Entry(name="KaiExtra", file="CRKaiExtra-Regular.ttf"),
    # digits centred on the Han (+53) look too high beside letters with descenders; set by eye
    Entry(name="Latin", file="LiberationSerif-Regular.ttf", rise=30),
    Entry(name="Rare", file="CRRare-Regular.ttf.xz"),
    Entry(name="Missing", file="CRMissing-Regular.ttf"),
)


def write(folder: Path) -> None:
    """Describe the faces in ``folder`` in ``folder/faces.bin``."""
    heads, bodies = [], []
    for entry in ENTRIES:
        font = opened(folder / entry.file)
        runs = list(_runs(_advances(font, entry)))
        rise = _rise(font) if entry.rise is None else entry.rise
        head = {"name": entry.name, "file": entry.file, "rise": rise, "runs": len(runs)}
        heads.append(head)
        bodies.append(b"".join(RUN.pack(*run) for run in runs))
        print(f"{entry.name:16} {len(runs):6} runs, rise {rise:+d}/1000", flush=True)
    line = json.dumps({"faces": heads}, ensure_ascii=True)
    (folder / "faces.bin").write_bytes(line.encode() + b"\n" + b"".join(bodies))


def opened(path: Path) -> TTFont:
    """Open a bundled face, compressed or not."""
    data = path.read_bytes()
    return TTFont(io.BytesIO(lzma.decompress(data) if path.suffix == ".xz" else data), lazy=True)


def _advances(font: TTFont, entry: Entry) -> dict[int, int]:
    """Return the drawable characters of a face with their advances; an empty drawing is none."""
    em, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {
        code: round(metrics[name][0] * 1000 / em)
        for code, name in sorted(font.getBestCmap().items())
        if chr(code) not in entry.leaves and _may_be_drawn(font, entry, code, name)
    }


def _may_be_drawn(font: TTFont, entry: Entry, code: int, name: str) -> bool:
    if chr(code).isspace() or entry.name == "Missing":
        return True
    return code > 0x20 and bool(font["glyf"][name].numberOfContours)


def _runs(advances: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    first, count, width = -1, 0, -1
    for code, advance in advances.items():
        if code == first + count and advance == width and count < 0xFFFF:
            count += 1
            continue
        if count:
            yield first, count, width
        first, count, width = code, 1, advance
    if count:
        yield first, count, width


def _rise(font: TTFont) -> int:
    """Return by how many thousandths of an em to raise a face so that its ink is centred.

    Measured on its Han characters of GB 2312 (on all its Han where it has few of those), and on
    the digits of a face that has no Han.
    """
    cmap, glyf, em = font.getBestCmap(), font["glyf"], font["head"].unitsPerEm
    han = [code for code in cmap if 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF]
    known = [code for code in han if code in gb2312_han()]
    digits = [code for code in range(0x30, 0x3A) if code in cmap]
    sample = (known if len(known) > 500 else han)[::7] or digits
    boxes = [glyf[cmap[code]] for code in sample]
    if not boxes:
        return 0
    centre = statistics.fmean((box.yMin + box.yMax) / 2 for box in boxes)
    return round((INK_CENTRE - centre / em) * 1000)
