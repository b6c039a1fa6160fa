"""The manual's chapters as they lie on the disk: their order, headings and words. No Qt here."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from consultroom.frozen import Frozen
from consultroom.ui.help.chapters import CONTENTS

_HEADING = re.compile(r"^(#{1,3}) +(.+?)\s*$")
_LINK = re.compile(r"!?\[([^]]*)]\([^)]*\)")
_MARKS = re.compile(r"[*`]|^\s*(?:[-*]|\d+\.) |^>\s?|\|", re.MULTILINE)
_ENDS, _BEGINS = (
    re.compile("[\u3001-\u9fff\uff00-\uffef”]$"),
    re.compile("[\u3001-\u9fff\uff00-\uffef“`]"),
)
_STANDS_ALONE = ("#", "|")
AROUND = 18  # characters shown before and after what was found


class Section(Frozen, kw_only=True):
    """What stands under one heading.

    Attributes:
        level: 1 for the chapter's title, to 3.
        text: its plain words, without pictures and marks.
    """

    heading: str
    level: int
    text: str


class Chapter(Frozen, kw_only=True):
    """One file of the manual."""

    file: str
    markdown: str
    sections: tuple[Section, ...]

    @property
    def flowing(self) -> str:
        """The markdown with each paragraph on one line: in Chinese a line ends without a blank."""
        parts = self.markdown.split("```")
        parts[::2] = [_flowing(part) for part in parts[::2]]
        return "```".join(parts)

    @property
    def title(self) -> str:
        """What the chapter is called."""
        return self.sections[0].heading if self.sections else self.file


class Found(Frozen, kw_only=True):
    """A place where something was found, with the words around it."""

    file: str
    chapter: str
    heading: str
    snippet: str


class Manual:
    """The manual in a folder; read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter, the contents first."""
        files = sorted(
            self.folder.glob("*.md"), key=lambda file: (file.name != CONTENTS, file.name)
        )
        return tuple(_chapter(file) for file in files)

    def chapter(self, file: str) -> Chapter | None:
        """Return a chapter by its file's name."""
        return next((one for one in self.chapters if one.file == file), None)

    def search(self, typed: str) -> tuple[Found, ...]:
        """Return every section that holds each blank-separated part of what was typed.

        Those that hold it in their heading come first.
        """
        words = typed.lower().split()
        if not words:
            return ()
        hits = [
            (not all(word in section.heading.lower() for word in words), chapter, section)
            for chapter in self.chapters
            for section in chapter.sections
            if all(word in f"{section.heading}\n{section.text}".lower() for word in words)
        ]
        hits.sort(key=lambda hit: hit[0])
        return tuple(
            Found(
                file=chapter.file,
                chapter=chapter.title,
                heading=section.heading,
                snippet=_snippet(section.text, words[0]),
            )
            for _rank, chapter, section in hits
        )


def _chapter(file: Path) -> Chapter:
    markdown = file.read_text("utf-8")
    return Chapter(file=file.name, markdown=markdown, sections=tuple(_sections(markdown)))


def _sections(markdown: str) -> list[Section]:
    """Cut a chapter at its headings; a ``#`` inside a block of code is none."""
    found: list[tuple[str, int, list[str]]] = []
    in_code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif not in_code and (heading := _HEADING.match(line)):
            found.append((heading[2], len(heading[1]), []))
        elif found:
            found[-1][2].append(line)
    return [
        Section(heading=heading, level=level, text=_plain("\n".join(lines)))
        for heading, level, lines in found
    ]


def _flowing(markdown: str) -> str:
    """Join each line to the one before that it goes on from."""
    lines: list[str] = []
    for line in markdown.split("\n"):
        before = lines[-1] if lines else ""
        if _ENDS.search(before) and _BEGINS.match(line) and not before.startswith(_STANDS_ALONE):
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)


def _plain(markdown: str) -> str:
    words = _MARKS.sub(" ", _LINK.sub(r"\1", markdown))
    return " ".join(words.split())


def _snippet(text: str, word: str) -> str:
    """Return the words around the first place of ``word``, or the beginning."""
    at = text.lower().find(word)
    start = max(0, at - AROUND)
    end = (at if at >= 0 else 0) + len(word) + 2 * AROUND
    cut = text[start:end].strip()
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
