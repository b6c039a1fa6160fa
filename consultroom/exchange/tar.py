"""The one form a tar header has in a pack: POSIX ustar, a regular file, nothing left open.

The reader makes the header it expects and compares all 512 bytes, so that no byte of a pack is
free to say something else.
"""

from __future__ import annotations

from typing import Final

BLOCK: Final = 512
END: Final = bytes(2 * BLOCK)  # nothing may follow
_NAME: Final = 100
_SIZE: Final = slice(124, 135)
_SUM: Final = slice(148, 156)
_MOST: Final = 8**11 - 1


def header(name: str, size: int) -> bytes:
    """Return the header block of a file: mode 0644, owner 0, time 0.

    Raises:
        ValueError: the name has more than 100 bytes or is not ASCII, or the size does not fit.
    """
    content = name.encode("ascii")
    if not 0 < len(content) <= _NAME or not 0 <= size <= _MOST:
        raise ValueError(f"no tar entry: {name!r} of {size} bytes")
    block = bytearray(BLOCK)
    block[: len(content)] = content
    block[100:124] = b"%07o\0%07o\0%07o\0" % (0o644, 0, 0)  # mode, user, group
    block[124:148] = b"%011o\0%011o\0" % (size, 0)  # size, time
    block[156:157] = b"0"  # a regular file
    block[257:265] = b"ustar\0" + b"00"
    block[329:345] = b"%07o\0%07o\0" % (0, 0)  # device
    block[_SUM] = b" " * 8
    block[_SUM] = b"%06o\0 " % sum(block)
    return bytes(block)


def size_in(block: bytes) -> int:
    """Return the size a header states.

    Raises:
        ValueError: it states none.
    """
    digits = block[_SIZE]
    if not digits.isdigit():  # int would take blanks and signs
        raise ValueError("no size in a tar header")
    return int(digits, 8)


def padding(size: int) -> int:
    """Return how many zero bytes follow a file of ``size`` bytes."""
    return -size % BLOCK


def taken(size: int) -> int:
    """Return how many bytes a file of ``size`` bytes takes, header and padding included."""
    return BLOCK + size + padding(size)
