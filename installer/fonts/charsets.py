"""Character sets the bundle promises: GB 2312, GBK, 通用规范汉字表, GB 18030-2022 level 3."""

from __future__ import annotations

import bz2
from functools import cache
from pathlib import Path

Codes = frozenset[int]
#: the Unihan files, in the folder the packages are unpacked in
UNIHAN = "unicode-data/usr/share/unicode"


def _decoded(rows: range, columns: range) -> Codes:
    found: set[int] = set()
    for row in rows:
        for column in columns:
            try:
                found.add(ord(bytes((row, column)).decode("gbk")))
            except (UnicodeDecodeError, TypeError):
                continue  # an unassigned cell
    return frozenset(found)


def _is_han(code: int) -> bool:
    return code == 0x3007 or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF


@cache
def gb2312_han() -> Codes:
    """Return the 6,763 characters of GB 2312 levels 1 and 2."""
    level_1 = _decoded(range(0xB0, 0xD7), range(0xA1, 0xFF)) | _decoded(
        range(0xD7, 0xD8), range(0xA1, 0xFA)
    )
    return level_1 | _decoded(range(0xD8, 0xF8), range(0xA1, 0xFF))


@cache
def gbk_han() -> Codes:
    """Return the Chinese characters of GBK (all of GB 2312's and 14,000 traditional ones)."""
    everything = _decoded(range(0x81, 0xFF), range(0x40, 0xFF))
    return frozenset(code for code in everything if _is_han(code))


@cache
def cell_signs() -> Codes:
    """Return the signs of GB 2312 rows 1 and 2 that stand in one full cell (1 em).

    Left out are the degree sign and its like, which belong to the digit or letter beside them.
    """
    row_1 = _decoded(range(0xA1, 0xA2), range(0xA1, 0xFF))
    row_2 = _decoded(range(0xA2, 0xA3), range(0xB1, 0xFF))
    return (row_1 | row_2) - {ord(sign) for sign in "°§¤¨ˉˇ"}


@cache
def signs() -> Codes:
    """Return every sign, letter and kana a text face should hold beside its Han characters."""
    blocks = (
        (0x20, 0x24F), (0x370, 0x3FF), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2000, 0x206F),
        (0x20A0, 0x22FF), (0x2460, 0x26FF), (0x2E3A, 0x2E3B), (0x3000, 0x312F),
        (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
    )  # fmt: skip
    return frozenset(code for first, last in blocks for code in range(first, last + 1))


def tgh8105(unihan: Path) -> Codes:
    """Return 通用规范汉字表 (2013) from the kTGH field of Unihan.

    Args:
        unihan: folder of the ``Unihan_*.txt.bz2`` files of Debian's ``unicode-data``.

    Raises:
        ValueError: the file does not hold exactly 8,105 of them.
    """
    found: set[int] = set()
    with bz2.open(unihan / "Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line:
                found.add(int(line.split("\t")[0].removeprefix("U+"), 16))
    if len(found) != 8105:
        raise ValueError(f"kTGH has {len(found)} characters, not 8105")
    return frozenset(found)


@cache
def gb18030_level_3() -> Codes:
    """Return the 87,887 characters of GB 18030-2022 implementation level 3, by its block ranges."""
    ranges = (
        (0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734),
        (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
    )  # fmt: skip
    compatibility = (
        0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F,
        0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
    )  # fmt: skip
    codes = {code for first, last in ranges for code in range(first, last + 1)}
    return frozenset(codes.union(compatibility))


@cache
def gb18030_radicals() -> Codes:
    """Return the 228 radicals GB 18030-2022 asks for at level 3: the Kangxi ones and 14 more."""
    more = "\u2e81\u2e84\u2e88\u2e8b\u2e8c\u2e97\u2ea7\u2eaa\u2eae\u2eb3\u2eb6\u2eb7\u2ebb\u2eca"
    return frozenset(range(0x2F00, 0x2FD6)) | frozenset(map(ord, more))
