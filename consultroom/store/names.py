"""Finding people by what is quickest to type: ``zjg``, ``zhangjianguo`` or ``建国``.

The room knows no pinyin: whoever opens it hands over a function that spells. A name may have
several readings (单 is shan or dan), so it may have several keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from consultroom.frozen import Frozen
from consultroom.store.search import BREAK, searchable

Spelling = tuple[tuple[str, ...], tuple[str, ...]]  # initials, full spellings
Spell = Callable[[str], Spelling]

_AFTER_ALL: Final = "\U0010ffff"
_BY_KEY: Final = (
    "SELECT tbl, record FROM name_index WHERE key >= :key AND key < :end "
    "GROUP BY tbl, record ORDER BY min(length(key)), record LIMIT :limit"
)
_BY_CHARACTERS: Final = (
    "SELECT tbl, record FROM name_index WHERE instr(key, :key) > 0 "
    "GROUP BY tbl, record ORDER BY min(instr(key, :key)), min(length(key)), record LIMIT :limit"
)


def no_spelling(_name: str) -> Spelling:
    """Spell nothing: names are then found by their characters only."""
    return (), ()


class NameHit(Frozen):
    """One person found by name."""

    record_id: str
    table: str
    word: str
    name: str


class NameIndex:
    """The table of keys under which people are found."""

    def __init__(self, connection: Any, spell: Spell) -> None:
        """Work on an open database; the caller holds the transaction."""
        self._connection = connection
        self._spell = lru_cache(maxsize=4096)(spell)  # the same people sit in many meetings

    def add(self, names: Iterable[tuple[str, str, str, str]]) -> None:
        """Index many names of records not indexed yet: table, id, name and spelling of each."""
        self._connection.executemany(
            "INSERT INTO name_index(key, tbl, record) VALUES (?, ?, ?)",
            [
                (key, table, record_id)
                for table, record_id, name, spelling in names
                for key in self._keys(name, spelling)
            ],
        )

    def put(self, table: str, record_id: str, name: str, spelling: str = "") -> None:
        """Index a name in place of what was there.

        Args:
            table: the record's table.
            record_id: the record.
            name: as written; empty takes the record out.
            spelling: the clerk's own spelling (``shan xiaoli``) when the rules read it wrong.
        """
        self._connection.execute(
            "DELETE FROM name_index WHERE record = ? AND tbl = ?", (record_id, table)
        )
        self._connection.executemany(
            "INSERT INTO name_index(key, tbl, record) VALUES (?, ?, ?)",
            [(key, table, record_id) for key in self._keys(name, spelling)],
        )

    def _keys(self, name: str, spelling: str) -> set[str]:
        initials, spellings = self._spell(name) if name else ((), ())
        keys = {name, *initials, *spellings}
        if name and spelling:
            keys |= {spelling, "".join(part[0] for part in spelling.split())}
        return {key_of(key) for key in keys} - {""}

    def clear(self) -> None:
        """Empty the table."""
        self._connection.execute("DELETE FROM name_index")

    def starting(self, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Return table and id of people with a key that begins with what was typed.

        Whole keys come first, then shorter before longer. With Chinese characters a given name
        alone will do (``建国``).
        """
        key = key_of(typed)
        if not key:
            return ()
        query = _BY_KEY if key.isascii() else _BY_CHARACTERS
        slots = {"key": key, "end": key + _AFTER_ALL, "limit": limit}
        return tuple(self._connection.execute(query, slots).fetchall())


def key_of(text: str) -> str:
    """Return a name or what was typed as a key: one case, one width, no blanks; ü is v."""
    return searchable(text).replace(BREAK, "").replace("ü", "v")
