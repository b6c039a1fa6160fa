"""Generates ``resources/pinyin/readings.bin``: ``python -m installer.pinyin``.

Needs the ``build`` extra (pypinyin, MIT licence). The program itself reads only the table.

Format: xz over UTF-8 lines ``readings<TAB>characters``; readings are toneless, ``ü`` written
``v``, separated by a space, the most usual first; characters follow one another.
"""

from __future__ import annotations

import lzma
import unicodedata
from collections import defaultdict
from pathlib import Path

import pypinyin

OUT = Path(__file__).resolve().parents[1] / "resources/pinyin/readings.bin"
RANGES = ((0x3007, 0x3007), (0x3400, 0x9FFF), (0xFA0E, 0xFA29), (0x20000, 0x2EBE0))
_ODD = str.maketrans({"ê": "e", "ü": "v"})


def readings_of(ch: str) -> tuple[str, ...]:
    """Return every toneless reading pypinyin has for a character, the most usual first."""
    found = pypinyin.pinyin(
        ch, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False
    )
    plain = (_plain(reading) for reading in (found[0] if found else ()))
    return tuple(dict.fromkeys(reading for reading in plain if reading))


def _plain(reading: str) -> str:
    """Drop what is left of tone marks on m, n and ê, and refuse what is no syllable."""
    letters = unicodedata.normalize("NFD", reading.translate(_ODD))
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return kept if kept.isascii() and kept.isalpha() else ""


def main() -> None:
    """Write the table."""
    groups: dict[str, list[str]] = defaultdict(list)
    for first, last in RANGES:
        for code in range(first, last + 1):
            if readings := readings_of(chr(code)):
                groups[" ".join(readings)].append(chr(code))
    text = "\n".join(f"{key}\t{''.join(chars)}" for key, chars in sorted(groups.items()))
    data = lzma.compress(text.encode(), preset=9)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(data)
    count = sum(len(chars) for chars in groups.values())
    print(f"{count} characters, {len(groups)} sets of readings, {len(data)} bytes")


if __name__ == "__main__":
    main()
