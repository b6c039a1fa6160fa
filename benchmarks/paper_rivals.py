"""Other programs that make a PDF of the same words: typst, WeasyPrint, LibreOffice.

All of them set in our fonts, on our page: 156 mm wide type area, 三号 on 29.6 pt lines. WeasyPrint
needs Pango (Debian: ``libpango-1.0-0 libpangoft2-1.0-0``), and ``libharfbuzz-subset0`` or it takes
six times as long; LibreOffice its ``soffice``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from html import escape
from pathlib import Path

import typst

from consultroom import resources

TYPST_PAGE = """
#set page(width: 210mm, height: 297mm, margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm),
  footer: context align(center, text(size: 14pt, font: ("Liberation Serif", "CR Song"),
    "— " + str(counter(page).get().first()) + " —")))
#set text(font: ("Liberation Serif", "CR FangSong", "CR FangSong Extra", "CR Song"), size: 16pt,
  lang: "zh", region: "cn", tracking: -0.206pt)
#set par(justify: true, leading: 13.6pt, spacing: 13.6pt,
  first-line-indent: (amount: 2em, all: true))
"""
WEB_PAGE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @bottom-center { content: "— " counter(page) " —"; font: 14pt "Liberation Serif", "CR Song"; } }
body { font: 16pt/29.6pt "Liberation Serif", "CR FangSong", "CR FangSong Extra", "CR Song";
  text-align: justify; letter-spacing: -0.206pt; }
h1 { font: 22pt/36pt "CR XiaoBiaoSong"; text-align: center; }
h2 { font: 16pt/29.6pt "CR Hei"; } h1, h2, p { margin: 0; } p, h2 { text-indent: 2em; }
"""
OFFICE_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:style style:name="body" style:family="paragraph">
  <style:paragraph-properties fo:text-indent="32pt" fo:line-height="29.6pt"
   fo:text-align="justify"/>
  <style:text-properties fo:font-family="Liberation Serif" fo:font-size="16pt"
   style:font-family-asian="CR FangSong" style:font-size-asian="16pt"
   fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/>
 </style:style>
 <style:style style:name="head" style:family="paragraph" style:parent-style-name="body">
  <style:text-properties style:font-family-asian="CR Hei"/></style:style>
 <style:style style:name="title" style:family="paragraph" style:parent-style-name="body">
  <style:paragraph-properties fo:text-indent="0pt" fo:line-height="36pt" fo:text-align="center"/>
  <style:text-properties style:font-family-asian="CR XiaoBiaoSong" style:font-size-asian="22pt"/>
 </style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="sheet">
 <style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-left="28mm"
  fo:margin-right="26mm" fo:margin-top="37mm" fo:margin-bottom="35mm"/>
</style:page-layout></office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="sheet"/>
</office:master-styles>
<office:body><office:text>
"""


@dataclass(frozen=True)
class Words:
    """What one paper says: paragraphs of (level, text); level 0 is body text."""

    title: str
    paragraphs: tuple[tuple[int, str], ...]


def show_fonts(folder: Path) -> None:
    """Make our fonts, and no others, known to fontconfig; call before Pango is imported."""
    conf = folder / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resources.path('fonts')}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(conf)


class Typst:
    """typst with our fonts, its compiler kept warm as its own watch mode keeps it."""

    def __init__(self) -> None:
        folder = str(resources.path("fonts"))
        self._compiler = typst.Compiler(font_paths=[folder], ignore_system_fonts=True)

    def __call__(self, words: Words) -> bytes:
        """Return the words as PDF."""
        parts = [
            TYPST_PAGE,
            f'#align(center, text(size: 22pt, font: "CR XiaoBiaoSong", "{words.title}"))\n',
            "#par(first-line-indent: 0pt)[各驻站委员，有关单位：]\n",
        ]
        for level, text in words.paragraphs:
            parts.append(f'#text(font: "CR Hei")[{text}]\n' if level else f"{text}\n")
        made = self._compiler.compile(input="\n".join(parts).encode(), format="pdf")
        if not isinstance(made, bytes):
            raise TypeError("typst gave something else than one PDF")
        return made


class WeasyPrint:
    """WeasyPrint in this process, its fonts looked up once."""

    def __init__(self) -> None:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self._html, self._fonts = weasyprint.HTML, FontConfiguration()
        self._style = weasyprint.CSS(string=WEB_PAGE, font_config=self._fonts)

    def __call__(self, words: Words) -> bytes:
        """Return the words as PDF."""
        parts = [
            f"<h1>{escape(words.title)}</h1><p style='text-indent:0'>各驻站委员，有关单位：</p>"
        ]
        for level, text in words.paragraphs:
            parts.append(f"<h2>{escape(text)}</h2>" if level else f"<p>{escape(text)}</p>")
        page = self._html(string=f"<html lang='zh-CN'><body>{''.join(parts)}</body></html>")
        made: bytes = page.write_pdf(stylesheets=[self._style], font_config=self._fonts)
        return made


class LibreOffice:
    """LibreOffice: a new process for each file, or one for many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        program = shutil.which("soffice")
        if program is None:
            raise FileNotFoundError("soffice")
        self._program = program
        self._count = 0

    def __call__(self, words: Words) -> bytes:
        """Return the words as PDF, made by a process of their own."""
        (made,) = self.convert([self.written(words)])
        return made

    def written(self, words: Words) -> Path:
        """Return the words as a flat OpenDocument file."""
        parts = [OFFICE_PAGE, f'<text:p text:style-name="title">{escape(words.title)}</text:p>']
        parts.append('<text:p text:style-name="body">各驻站委员，有关单位：</text:p>')
        for level, text in words.paragraphs:
            style = "head" if level else "body"
            parts.append(f'<text:p text:style-name="{style}">{escape(text)}</text:p>')
        parts.append("</office:text></office:body></office:document>")
        self._count += 1
        path = self._folder / f"paper{self._count}.fodt"
        path.write_text("\n".join(parts), encoding="utf-8")
        return path

    def convert(self, files: list[Path]) -> list[bytes]:
        """Return the PDF of each file, all made by one process."""
        profile = (self._folder / "profile").as_uri()
        command = [self._program, "--headless", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", "pdf", "--outdir", str(self._folder), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return [file.with_suffix(".pdf").read_bytes() for file in files]

    def warm_ms(self, many: list[Words]) -> float:
        """Return the milliseconds one more file takes a process that is already at work."""
        files = [self.written(words) for words in many]
        start = time.perf_counter()
        self.convert(files[:1])
        first = time.perf_counter()
        self.convert(files)
        return ((time.perf_counter() - first) - (first - start)) / (len(files) - 1) * 1000


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for fontconfig and LibreOffice, gone when it is closed."""
    return tempfile.TemporaryDirectory(prefix="consultroom-benchmark-")
