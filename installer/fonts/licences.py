"""Copies the licence of every bundled font, and the source form the GPL asks for."""

from __future__ import annotations

import gzip
from pathlib import Path

from installer.fonts.sources import debian_font

GPL_FONT_EXCEPTION = """\
FandolFang-Regular.otf, Copyright (c) 2012-2013, the Fandol team (Clerk Ma & Jie Su).
Licence: GNU General Public License, version 3, with the font exception (its README says
"GPL + GPL font exception"). The text of the licence is in Fandol-COPYING.txt; the exception, in
the words the Free Software Foundation published for fonts:

  As a special exception, if you create a document which uses this font, and embed this font or
  unaltered portions of this font into the document, this font does not by itself cause the
  resulting document to be covered by the GNU General Public License. This exception does not
  however invalidate any other reasons why the document might be covered by the GNU General
  Public License. If you modify this font, you may extend this exception to your version of the
  font, but you are not obligated to do so. If you do not wish to do so, delete this exception
  statement from your version.

CRFangSong-Regular.ttf is a MODIFIED version of it, made for consultroom on 2026-01-01: the
outlines were converted from CFF to TrueType, the vertical tables removed, and the signs of
GB 2312 rows 1 and 2 set on one em. It is under the same licence, and the exception is extended
to it.

Corresponding source: ../source/FandolFang-Regular.otf, the form in which its authors give it out,
together with the scripts in the folder installer/fonts of consultroom's source, which make the one
out of the other.
"""
HANAMIN_NOTE = "CRRare-Regular.ttf is a MODIFIED subset of HanaMinB.\n\n"
LXGW_NOTE = """\
CRKaiExtra-Regular.ttf is a MODIFIED subset of LXGW WenKai (霞鹜文楷) 1.250.
Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai)
Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)

"""


def collect(work: Path, out: Path) -> None:
    """Write ``licences/`` and ``source/`` into ``out``."""
    licences, source = out / "licences", out / "source"
    licences.mkdir(exist_ok=True)
    source.mkdir(exist_ok=True)
    fang = debian_font(work, "texlive-lang-chinese", "FandolFang-Regular.otf")
    (source / fang.name).write_bytes(fang.read_bytes())
    for name, text in _texts(work).items():
        (licences / name).write_bytes(text)


def _texts(work: Path) -> dict[str, bytes]:
    def doc(package: str, name: str) -> bytes:
        path = next((work / package / "usr/share/doc").rglob(name))
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix == ".gz" else data

    def noto(package: str) -> bytes:
        return (work / package / "package/LICENSE_FONT").read_bytes()

    return {
        "Arphic-ARPHICPL.txt": doc("fonts-arphic-gkai00mp", "ARPHICPL.TXT.gz"),
        "Fandol-COPYING.txt": doc("texlive-lang-chinese", "fandol/COPYING.gz"),
        "Fandol-README.txt": doc("texlive-lang-chinese", "fandol/README"),
        "Fandol-modified.txt": GPL_FONT_EXCEPTION.encode(),
        "HanaMin-licence.txt": HANAMIN_NOTE.encode() + doc("fonts-hanazono", "copyright"),
        "Liberation-OFL.txt": doc("fonts-liberation2", "copyright"),
        "LXGW-WenKai-OFL.txt": LXGW_NOTE.encode() + doc("fonts-lxgw-wenkai", "copyright"),
        "NotoSansSC-OFL.txt": noto("noto-sans-sc"),
        "NotoSerifSC-OFL.txt": noto("noto-serif-sc"),
    }
