"""Names by their sound (拼音): initials and spellings, with every reading of a character.

A clerk types ``sxx`` or ``shanxx`` for 单雄信. Characters with several readings are kept with
all of them, since a given name (乐, 行, 重) may be read either way; surnames have readings of
their own (``surnames.py``). Readings are toneless; ``ü`` is written ``v`` as on the keyboard.

The table of readings is handed in as bytes; the caller reads ``pinyin/readings.bin``.
"""

from __future__ import annotations

import lzma
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from consultroom.domain.surnames import DOUBLE, SINGLE
from consultroom.frozen import Frozen

MOST = 8  # spellings kept of one name: more would fill the index with what nobody types
_DOT = "·"  # U+00B7, between the parts of a transcribed name, which has no surname
_TONES = "\u0300\u0301\u0304\u030c"  # grave, acute, macron, caron

Choices = tuple[str, ...]


class Readings(Frozen):
    """Every reading of every character the table has.

    Attributes:
        by_character: readings of one character, the most usual first.
    """

    by_character: Mapping[str, Choices]

    @classmethod
    def from_table(cls, data: bytes) -> Readings:
        """Return the readings in a table: xz over lines ``readings<TAB>characters``, UTF-8."""
        found: dict[str, Choices] = {}
        for line in lzma.decompress(data).decode().split("\n"):
            readings, _, characters = line.partition("\t")
            found.update(dict.fromkeys(characters, tuple(readings.split(" "))))
        return cls(found)

    def initials(self, name: str) -> Choices:
        """Return the strings of first letters a name may be found by, the likeliest first.

        At most ``MOST``; 单雄信 gives ``sxx``, 尉迟恭 ``ycg``. Letters and digits stand for
        themselves; what has no reading is passed over. A name with nothing to read gives none.
        """
        return _likeliest([tuple(word[0] for word in words) for words in self._syllables(name)])

    def spellings(self, name: str) -> Choices:
        """Return the full spellings of a name, the likeliest first, at most ``MOST``.

        单雄信 gives ``shanxiongxin``, 吕布 ``lvbu``.
        """
        return _likeliest(self._syllables(name))

    def matches(self, name: str, typed: str) -> bool:
        """Tell whether what was typed so far may mean this name.

        Good are: characters of the name, anywhere in it; from its beginning, the initials, the
        spelling, or a mixture (``zw``, ``zhangw``, ``zhw``, ``张w``), unfinished or not. ``ü``
        may be typed ``v``, ``u``, ``yu`` or ``ü``, with or without tone marks. Capitals, spaces
        and apostrophes make no difference. Nothing typed matches every name.
        """
        wanted = _plain(typed)
        kept = _plain(name)
        return wanted in kept or _fits(self._sounds(name), wanted)

    def _syllables(self, name: str) -> list[Choices]:
        """Return the readings of each character that has any."""
        return [choices for _, choices in self._places(name) if choices]

    def _sounds(self, name: str) -> list[Choices]:
        """Return for each character what may be typed for it: itself, or a reading of it.

        A character without a reading may also be left out, as ``initials`` leaves it out.
        """
        return [(ch, *(_as_typed(choices) or ("",))) for ch, choices in self._places(name)]

    def _places(self, name: str) -> list[tuple[str, Choices]]:
        """Return each character with its readings, those of the surname read as a surname."""
        plain = _plain(name)
        surname = () if _DOT in name else _surname(plain)
        rest = (self._choices(ch) for ch in plain[len(surname) :])
        return list(zip(plain, (*surname, *rest), strict=True))

    def _choices(self, ch: str) -> Choices:
        known = self.by_character.get(ch)
        if known is not None:
            return known
        return (ch,) if ch.isascii() else ()


def _surname(plain: str) -> tuple[Choices, ...]:
    double = DOUBLE.get(plain[:2])
    if double is not None and len(plain) > 2:
        return tuple((reading,) for reading in double)
    single = SINGLE.get(plain[:1])
    return (single,) if single is not None else ()


def _likeliest(places: Sequence[Choices]) -> Choices:
    """Return the combinations of one choice per place, by the sum of the choices' ranks.

    Kept to ``MOST`` after each place, which loses none of the best: ranks only add up.
    """
    if not places:
        return ()
    best = {"": 0}
    for choices in places:
        longer: dict[str, int] = {}
        for start, rank in best.items():
            for more, choice in enumerate(dict.fromkeys(choices)):
                key = start + choice
                longer[key] = min(rank + more, longer.get(key, rank + more))
        best = dict(sorted(longer.items(), key=lambda item: item[1])[:MOST])
    return tuple(best)


def _fits(sounds: Sequence[Choices], wanted: str) -> bool:
    """Tell whether ``wanted`` is made of beginnings of the sounds, in order, from the first.

    ``open_at`` holds how many letters may be used up by the characters seen so far.
    """
    open_at = {0}
    for choices in sounds:
        open_at = {
            start + length
            for start in open_at
            for choice in choices
            for length in _shared(choice, wanted, start)
        }
        if len(wanted) in open_at:
            return True
    return not wanted


def _shared(choice: str, wanted: str, start: int) -> range:
    """Return the lengths at which ``wanted`` from ``start`` begins ``choice``: 1, 2, ...

    An empty choice uses up nothing, which is its whole length.
    """
    length = 0
    while length < len(choice) and wanted[start + length : start + length + 1] == choice[length]:
        length += 1
    return range(min(1, len(choice)), length + 1)


def _as_typed(choices: Iterable[str]) -> Choices:
    """Add the other ways to type ``ü``: 吕 is ``lv``, ``lu``, ``lyu`` (passports) or ``lü``."""
    ways = (
        choice.replace("v", way)
        for choice in choices
        for way in (("v", "u", "yu", "ü") if "v" in choice else ("v",))
    )
    return tuple(dict.fromkeys(ways))


def _plain(text: str) -> str:
    """Return the letters, digits and characters alone, in small letters, without tone marks."""
    spread = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    toneless = "".join(ch for ch in spread if ch not in _TONES)
    return "".join(ch for ch in unicodedata.normalize("NFC", toneless) if ch.isalnum())
