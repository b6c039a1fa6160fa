"""Faces (字体): which bundled file draws a character, how wide it is, how far it is raised.

Layout asks here for every character before anything is drawn. Coverage and widths come from
``resources/fonts/faces.bin``, written when the fonts are built, so no font file is opened until
a page is drawn. A character no face has is drawn as 〓 and remembered, never left blank.

Each role (仿宋, 楷体 ...) is a chain of faces; the first that holds the character draws it:

* Letters, digits and ASCII signs come from the Latin face first (西文), in the 黑体 role from 黑体
  itself, which carries letters of its own weight.
* The signs of GB 2312 rows 1 and 2 are Chinese and stand in one full cell of 1 em, though
  Unicode shares some with Latin: ``“ ” ‘ ’ … — · × ÷ ±``. The built faces carry each of them on
  1 em, ``·`` in the middle of the cell, ``—`` from edge to edge so that ``——`` is one line. Only a
  run in the 西文 role draws them as Latin signs.
* What goes with digits is Latin: ``° § – − €`` (U+00B0, U+00A7, U+2013, U+2212, U+20AC).

Measures are in em; the em box reaches from -0.12 to +0.88 em about the baseline.
"""

from __future__ import annotations

import json
import struct
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from functools import cache, cached_property
from pathlib import Path
from threading import Lock, Thread

from consultroom import resources
from consultroom.frozen import Frozen

_RUN = struct.Struct("<IHH")  # first code point, count, advance in thousandths of an em
_CHINESE_SIGNS = frozenset("±·×÷")  # GB 2312 row 1; below U+0250 like the letters
_WITH_DIGITS = frozenset("–‐‑‒−€")
_MISSING = "Missing"  # its every character is 〓; characters nobody sees draw nothing, 0 em wide


class Role(Enum):
    """What a run of text is set in. The value is the word on the district's page profile."""

    FANGSONG = "仿宋"
    SONG = "宋体"
    XIAOBIAOSONG = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    LATIN = "西文"

    __hash__ = object.__hash__  # members are single; Enum's own is Python and ten times as slow


#: the faces a role asks first, in order; after them every other face is asked, in table order
_PREFERRED: dict[Role, tuple[str, ...]] = {
    Role.FANGSONG: ("FangSong", "FangSongExtra", "Song"),
    Role.SONG: ("Song",),
    Role.XIAOBIAOSONG: ("XiaoBiaoSong", "Song"),
    Role.HEI: ("Hei", "HeiExtra", "Song"),
    Role.KAI: ("Kai", "KaiExtra", "FangSong", "FangSongExtra", "Song"),
    Role.LATIN: ("Latin", "Song"),
}


class Glyph(Frozen):
    """How one character is drawn.

    Attributes:
        face: name of the face, for ``Faces.reportlab_name``.
        advance: width of its cell, em; 1.0 for a Chinese character.
        rise: how far to raise it above the common baseline, em, so that inks line up.
    """

    face: str
    advance: float
    rise: float


class _Face(Frozen, kw_only=True, dict=True):
    """One line of the table: a file and the runs of characters it holds."""

    file: str
    rise: float
    data: bytes

    @cached_property
    def _runs(self) -> tuple[list[int], list[tuple[int, int, int]]]:
        runs = list(_RUN.iter_unpack(self.data))
        return [first for first, _, _ in runs], runs

    def advance(self, code: int) -> float | None:
        """Return the advance of a code point in em, or None if the face does not hold it."""
        firsts, runs = self._runs
        at = bisect_right(firsts, code) - 1
        if at < 0:
            return None
        first, count, advance = runs[at]
        return advance / 1000 if code < first + count else None


class Faces:
    """The bundled faces, one set for the whole process; may be asked from any thread."""

    def __init__(self, folder: Path) -> None:
        """Read the table in ``folder``; the fonts beside it are opened when first drawn."""
        self._folder = folder
        self._faces = dict(_read(folder / "faces.bin"))
        self._chains = {role: _chain(role, tuple(self._faces)) for role in Role}
        self._glyphs: dict[Role, dict[str, Glyph]] = {role: {} for role in Role}
        self._geta: dict[str, None] = {}  # in order of first appearance
        self._registered: dict[str, str] = {}
        # one for each: a thread that unpacks the rare characters holds up nobody who draws others
        self._locks = {name: Lock() for name in self._faces}

    def glyph(self, role: Role, ch: str) -> Glyph:
        """Return how to draw one character in ``role``.

        A character no face holds is given the face that shows 〓 for it (1 em) and is listed by
        ``drawn_as_geta`` from then on.
        """
        known = self._glyphs[role].get(ch)
        if known is None:
            known = self._glyphs[role][ch] = self._resolved(role, ch)
        return known

    def covers(self, role: Role, ch: str) -> bool:
        """Tell whether a face of the role's chain holds the character."""
        return self._found(role, ch) is not None

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters of ``text`` no bundled face holds, in order of appearance.

        Every chain ends with all the faces, so any role answers for all.
        """
        return tuple(ch for ch in dict.fromkeys(text) if not self.covers(Role.FANGSONG, ch))

    @property
    def drawn_as_geta(self) -> tuple[str, ...]:
        """The characters ``glyph`` has so far given 〓 for, in order of first appearance."""
        return tuple(self._geta)

    def reportlab_name(self, face: str) -> str:
        """Return the name to give reportlab for ``face``, opening the font on first use.

        Raises:
            KeyError: there is no such face.
        """
        name = self._registered.get(face)
        if name is None:
            with self._locks[face]:
                name = self._registered.get(face) or self._register(face)
        return name

    def open_all(self) -> None:
        """Open every face, those of everyday papers first, so that no paper waits for it.

        What a face then keeps in memory is said at `warm`.
        """
        from consultroom.documents import embedding

        for name, face in self._faces.items():
            face.advance(0)  # its runs are read at the first question
            embedding.prepare(self.reportlab_name(name))

    def _register(self, face: str) -> str:
        # reportlab takes 0.15 s to import; layout and the tests of layout do without it
        from consultroom.documents import embedding

        name = f"consultroom-{face}"
        path = self._folder / self._faces[face].file
        embedding.register(name, path, every_character=face == _MISSING)
        self._registered[face] = name
        return name

    def _resolved(self, role: Role, ch: str) -> Glyph:
        found = self._found(role, ch)
        if found is not None:
            return found
        self._geta[ch] = None
        return Glyph(_MISSING, 1.0, 0.0)

    def _found(self, role: Role, ch: str) -> Glyph | None:
        code = ord(ch)
        latin = ("Latin",) if role is not Role.HEI and _is_latin(ch) else ()
        for name in latin + self._chains[role]:
            face = self._faces[name]
            advance = face.advance(code)
            if advance is not None:
                return Glyph(name, advance, face.rise)
        return None


def _chain(role: Role, faces: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PREFERRED[role] + faces))


def _is_latin(ch: str) -> bool:
    """Tell whether a character belongs to the Latin face though Chinese faces have it too."""
    if ch < "\u0250" or "\u1e00" <= ch <= "\u1eff":
        return ch not in _CHINESE_SIGNS
    return ch in _WITH_DIGITS


def _read(path: Path) -> Iterator[tuple[str, _Face]]:
    line, _, body = path.read_bytes().partition(b"\n")
    at = 0
    for head in json.loads(line)["faces"]:
        end = at + head["runs"] * _RUN.size
        yield (
            head["name"],
            _Face(file=head["file"], rise=head["rise"] / 1000, data=body[at:end]),
        )
        at = end


@cache
def bundled() -> Faces:
    """Return the faces that come with the program."""
    return Faces(resources.path("fonts"))


def warm() -> Thread:
    """Open every bundled face in a thread of its own, to be called once the window stands.

    A paper may be laid out and drawn meanwhile; it waits only for a face it needs itself. It
    takes 1.1 s of one core and 155 MB (a third for the rare characters), keeps other threads
    waiting for 22 ms at most, and saves the first paper with a rare character 0.9 s.

    Returns:
        The thread, already running; it ends with the program.
    """
    thread = Thread(target=bundled().open_all, name="faces", daemon=True)
    thread.start()
    return thread
