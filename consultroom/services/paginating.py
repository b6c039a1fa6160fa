"""Real pages of a Word file (Word 文书的真实页面): laid out by the LibreOffice of this PC, if any.

The program writes Word files and does not lay them out; only a word processor knows where their
lines and pages break. Where there is none, the file is opened in whatever the clerk has.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from consultroom.errors import UserError, why_not

WORD_ENDINGS = (".docx", ".doc", ".wps", ".odt", ".rtf")  # what a word processor opens
_NAMES = ("soffice", "libreoffice")
_PLACES = tuple(
    Path(os.environ[name], "LibreOffice", "program", "soffice.exe")
    for name in ("ProgramFiles", "ProgramFiles(x86)")  # Windows puts nothing on the PATH
    if name in os.environ
)
_LONGEST = 120  # seconds: a cold start on a slow disk, and a hundred pages
_MOST_BYTES = 100 * 1024 * 1024  # of a Word file


class NoPages(UserError):
    """The pages could not be made; the sentence says why and what else to do."""


def word_processor(places: Iterable[Path] = _PLACES) -> Path | None:
    """Return the LibreOffice of this PC, None where there is none.

    Args:
        places: where it may lie when it is not on the PATH.
    """
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((place for place in places if place.is_file()), None)


def pages_of(content: bytes, ending: str = ".docx") -> bytes:
    """Return a Word file as PDF, page by page as LibreOffice lays it out; may take a minute.

    Args:
        content: bytes of the file.
        ending: of its name, one of `WORD_ENDINGS`.

    Raises:
        NoPages: there is no LibreOffice, it does not answer, or it cannot open the file.
    """
    program = word_processor()
    if program is None:
        raise NoPages("这台电脑没有 LibreOffice，程序自己排不出 Word 文书的页面。")
    with tempfile.TemporaryDirectory(prefix="consultroom-") as folder:
        file = Path(folder) / f"paper{ending.lower()}"
        file.write_bytes(content)
        _convert(program, file)
        made = file.with_suffix(".pdf")
        if not made.is_file():
            raise NoPages("LibreOffice 打不开这份文件，可能已损坏或有密码。请在 WPS 里打开核对。")
        return made.read_bytes()


def pages_of_file(file: Path) -> bytes:
    """Return the pages of a Word file on the disk; see `pages_of`.

    Raises:
        NoPages: the file cannot be read, or see `pages_of`.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise NoPages(f"“{file.name}”太大，不像一份文书，请核对文件。")
        content = file.read_bytes()
    except OSError as error:
        raise NoPages(f"读不到“{file.name}”：{why_not(error)}。请核对文件。") from error
    return pages_of(content, file.suffix)


def _convert(program: Path, file: Path) -> None:
    """Run it with settings of its own, so that one the clerk has open does not take the work."""
    own = (file.parent / "profile").as_uri()
    words = [f"-env:UserInstallation={own}", "--headless", "--norestore", "--convert-to", "pdf"]
    hidden = 0x0800_0000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW
    try:
        running = subprocess.Popen(  # noqa: S603 - the word processor itself, and no shell between
            [str(program), *words, "--outdir", str(file.parent), str(file)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=hidden,
            start_new_session=True,  # it begins others, which end with it
        )
    except OSError as error:
        raise NoPages(f"LibreOffice 没有打开：{why_not(error)}。请在 WPS 里打开看版面。") from error
    try:
        running.wait(_LONGEST)  # it says 0 for files it cannot open, too: what it made tells
    except subprocess.TimeoutExpired as error:
        _end(running)
        raise NoPages("LibreOffice 很久没有排完，已停止。请在 WPS 里打开看版面。") from error


def _end(running: subprocess.Popen[bytes]) -> None:
    """End it, and what it began."""
    if sys.platform == "win32":
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
