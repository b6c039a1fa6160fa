"""Full-text search, one character at a time.

Every letter, digit and Chinese character is a token of its own, and what is typed becomes a
phrase of them. So a hit means what a person expects: the typed text stands there, be it one
character, a part of a telephone number or a whole sentence. Word lists and trigrams both miss
some of these. Blanks and punctuation become one break token, so that nothing matches across them.

The index holds no text of its own; titles and snippets come from the records. It is kept by the
act that writes the record, in the same transaction, and can be rebuilt at any time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final

from consultroom.frozen import Frozen

BREAK: Final = "\ue000"  # private use: no text has it after folding
_LEAD, _TRAIL = 10, 30  # characters of a snippet before and after the first match

Mark = tuple[int, int]


class _Folds(dict[int, str]):
    """Code point -> its searchable form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        """Take width and case away; what is neither letter nor digit becomes a break."""
        plain = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = folded = "".join(c if c.isalnum() else BREAK for c in plain)
        return folded


_folds: Final = _Folds()
_BREAKS: Final = re.compile(f"{BREAK}+")


def searchable(text: str) -> str:
    """Return the searchable form of a text, without breaks at its ends."""
    folded = text.translate(_folds)
    return _BREAKS.sub(BREAK, folded).strip(BREAK) if BREAK in folded else folded


def fold(text: str) -> tuple[str, list[int]]:
    """Return the searchable form of a text, and where each of its characters came from."""
    folded: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for piece in _folds[ord(character)]:
            if piece != BREAK or (folded and folded[-1] != BREAK):
                folded.append(piece)
                origin.append(place)
    return "".join(folded), origin


def words_of(typed: str) -> tuple[str, ...]:
    """Return what must all be found, split at blanks, each in searchable form."""
    words = (searchable(word) for word in typed.split())
    return tuple(dict.fromkeys(word for word in words if word))


def phrase_query(words: Iterable[str]) -> str:
    """Return the FTS5 query that wants every word as a phrase of single characters."""
    return " AND ".join('"' + " ".join(word) + '"' for word in words)


class Snippet(Frozen):
    """A piece of text around a match.

    Attributes:
        marks: start and end of each match within ``text``, for the highlighter.
    """

    text: str
    marks: tuple[Mark, ...] = ()


class Hit(Frozen):
    """One record found.

    Attributes:
        word: what a person calls this kind of record, ``议题``.
        title: its title or name.
        snippet: the text around the first match.
        number: its record number, or empty.
    """

    record_id: str
    table: str
    word: str
    title: str
    snippet: Snippet
    number: str = ""


def snippet_of(texts: tuple[str, ...], words: tuple[str, ...]) -> Snippet | None:
    """Return the piece to show, or None when some word is in none of the texts."""
    plain = [searchable(text) for text in texts]
    if not all(any(word in one for one in plain) for word in words):
        return None
    for text, one in zip(texts, plain, strict=True):
        if any(word in one for word in words):
            return _cut(text, _marks(*fold(text), words))
    return None


def _marks(plain: str, origin: list[int], words: tuple[str, ...]) -> tuple[Mark, ...]:
    found = []
    for word in words:
        at = plain.find(word)
        while at >= 0:
            found.append((origin[at], origin[at + len(word) - 1] + 1))
            at = plain.find(word, at + len(word))
    return tuple(sorted(found))


def _cut(text: str, marks: tuple[Mark, ...]) -> Snippet:
    start = max(0, marks[0][0] - _LEAD)
    end = min(len(text), marks[0][1] + _TRAIL)
    lead, trail = "…" if start else "", "…" if end < len(text) else ""
    shift = len(lead) - start
    inside = tuple((a + shift, b + shift) for a, b in marks if b <= end)
    return Snippet(lead + text[start:end].replace("\n", " ") + trail, inside)


class SearchIndex:
    """The two search tables of a room."""

    def __init__(self, connection: Any) -> None:
        """Work on an open database; the caller holds the transaction."""
        self._connection = connection

    def put(self, table: str, record_id: str, texts: tuple[str, ...]) -> None:
        """Index a record's texts in place of what was there; it keeps its place in time."""
        place = self._place(table, record_id)
        if place is not None:
            self._connection.execute("DELETE FROM search_text WHERE rowid = ?", (place,))
        if not texts:
            self._forget_place(place)
            return
        if place is None:
            place = self._connection.execute(
                "INSERT INTO search_doc(tbl, record) VALUES (?, ?)", (table, record_id)
            ).lastrowid
        self._connection.execute(
            "INSERT INTO search_text(rowid, text) VALUES (?, ?)", (place, _indexed(texts))
        )

    def add(self, records: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        """Index many records that are not indexed yet: table, id and texts of each."""
        last = self._connection.execute("SELECT max(place) FROM search_doc").fetchone()[0] or 0
        fresh = [
            (place, table, record_id, texts)
            for place, (table, record_id, texts) in enumerate(records, last + 1)
        ]
        self._connection.executemany(
            "INSERT INTO search_doc(place, tbl, record) VALUES (?, ?, ?)",
            [one[:3] for one in fresh],
        )
        self._connection.executemany(
            "INSERT INTO search_text(rowid, text) VALUES (?, ?)",
            [(one[0], _indexed(one[3])) for one in fresh],
        )

    def drop(self, table: str, record_id: str) -> None:
        """Take a record out of the index."""
        self.put(table, record_id, ())

    def clear(self) -> None:
        """Empty the index."""
        self._connection.execute("INSERT INTO search_text(search_text) VALUES ('delete-all')")
        self._connection.execute("DELETE FROM search_doc")

    def _place(self, table: str, record_id: str) -> int | None:
        row = self._connection.execute(
            "SELECT place FROM search_doc WHERE record = ? AND tbl = ?", (record_id, table)
        ).fetchone()
        return row and int(row[0])

    def _forget_place(self, place: int | None) -> None:
        if place is not None:
            self._connection.execute("DELETE FROM search_doc WHERE place = ?", (place,))

    def newest(self, words: tuple[str, ...], limit: int) -> Iterator[tuple[str, str]]:
        """Yield table and id of the newest records that hold every word."""
        if words:
            yield from self._connection.execute(
                "SELECT d.tbl, d.record FROM search_text t JOIN search_doc d ON d.place = t.rowid "
                "WHERE search_text MATCH ? ORDER BY t.rowid DESC LIMIT ?",
                (phrase_query(words), limit),
            ).fetchall()

    def count(self, words: tuple[str, ...]) -> int:
        """Return how many records hold every word."""
        if not words:
            return 0
        row = self._connection.execute(
            "SELECT count(*) FROM search_text WHERE search_text MATCH ?", (phrase_query(words),)
        ).fetchone()
        return int(row[0])

    def size(self) -> int:
        """Return how many records are indexed."""
        return int(self._connection.execute("SELECT count(*) FROM search_doc").fetchone()[0])


def _indexed(texts: tuple[str, ...]) -> str:
    """Return what is given to the index: every character a token of its own."""
    return " ".join(BREAK.join(searchable(part) for part in texts))
