"""LibreOffice, the other word processor the tests have: it opens our docx and prints it as PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from consultroom import resources
from consultroom.documents.templates.styles import FONTS

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice (soffice) is not here; `make test` installs it on Debian and Ubuntu",
)

_OURS = {
    "仿宋": ("CR FangSong", "CR FangSong Extra"),
    "宋体": ("CR Song",),
    "方正小标宋简体": ("CR XiaoBiaoSong",),
    "黑体": ("CR Hei",),
    "楷体": ("AR PL KaitiM GB", "CR Kai Extra"),
    "Times New Roman": ("Liberation Serif",),
}  # the bundled face behind each name a template uses

# What our docx says and LibreOffice 7.4 does not read: no blank between 汉字 and letters
# (autoSpaceDE, autoSpaceDN), no mark outside the edge (overflowPunct), marks of punctuation that
# give way (characterSpacingControl). Word and WPS read all three; here they are said again.
_UNREAD = (
    ('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"'),
    ('style:punctuation-wrap="hanging"', 'style:punctuation-wrap="simple"'),
    (
        'config:name="CharacterCompressionType" config:type="short">0<',
        'config:name="CharacterCompressionType" config:type="short">1<',
    ),
)


class Office:
    """One LibreOffice profile with the bundled faces, and nothing of this computer's."""

    def __init__(self, folder: Path) -> None:
        assert set(_OURS) == set(FONTS.values())
        self._folder = folder
        self._settings = folder / "fonts.conf"
        self._settings.write_text(_fontconfig(folder / "cache"), encoding="utf-8")

    def convert(self, files: Sequence[Path], kind: str) -> list[Path]:
        """Return the files converted, in order; one start of the program does all."""
        out = self._folder / kind
        command = [SOFFICE or "soffice", "--headless", "--norestore", "--convert-to", kind]
        command += [f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"]
        command += ["--outdir", str(out), *map(str, files)]
        env = {**os.environ, "FONTCONFIG_FILE": str(self._settings), "HOME": str(self._folder)}
        done = subprocess.run(command, env=env, capture_output=True, timeout=240, check=False)
        made = [out / f"{file.stem}.{kind}" for file in files]
        assert all(file.is_file() for file in made), done.stderr.decode()
        return made

    def printed(self, papers: dict[str, bytes]) -> dict[str, bytes]:
        """Return each docx as PDF, by name."""
        files = []
        for name, content in papers.items():
            files.append(self._folder / f"{name}.docx")
            files[-1].write_bytes(content)
        flat = self.convert(files, "fodt")
        for file in flat:
            text = file.read_text("utf-8")
            for unread, said in _UNREAD:
                text = text.replace(unread, said)
            file.write_text(text, encoding="utf-8")
        pdfs = self.convert(flat, "pdf")
        return {name: pdf.read_bytes() for name, pdf in zip(papers, pdfs, strict=True)}


def _fontconfig(cache: Path) -> str:
    aliases = "".join(
        f'<alias binding="same"><family>{escape(name)}</family><accept>'
        + "".join(f"<family>{escape(face)}</family>" for face in faces)
        + "</accept></alias>"
        for name, faces in _OURS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(resources.path('fonts')))}</dir>"
        f"<cachedir>{escape(str(cache))}</cachedir>{aliases}</fontconfig>"
    )
