"""What every record has, how ids are made, and how records are numbered.

A record (记录) is one row of the room that travels in packs. It is written by one owner:
the station (委员工作站) or the district (区政协).
"""

from __future__ import annotations

import re
from datetime import datetime

# part of every record's module, and a file of its own because the window needs only this much
from consultroom.domain.codes import Coded as Coded  # noqa: PLC0414
from consultroom.domain.codes import UnknownWord as UnknownWord  # noqa: PLC0414
from consultroom.domain.codes import coded as coded  # noqa: PLC0414
from consultroom.frozen import Frozen

ID_LENGTH = 26  # characters: 10 of time, 16 of chance, in Crockford's base 32
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NUMBER = re.compile(r"^([A-Z]{1,6})-([A-Z]{2})-(\d{4})-(\d{3,})$", re.ASCII)


class Record(Frozen, kw_only=True):
    """The head of every record. A change makes a new value with the same id.

    Attributes:
        id: 26 characters, time-ordered; natural singletons derive theirs by hashing.
        owner: code of the one organisation that writes this record.
    """

    id: str
    owner: str


def time_id(at: datetime, chance: bytes) -> str:
    """Return a fresh id: 48 bits of milliseconds, then 80 bits of chance.

    Args:
        at: the moment of making, with its zone.
        chance: 10 random bytes.
    """
    milliseconds = int(at.timestamp() * 1000)
    return _base32(milliseconds, 10) + _base32(int.from_bytes(chance[:10], "big"), 16)


def derived_id(*parts: str) -> str:
    """Return the id of a natural singleton, the same on every computer.

    One member's attendance at one meeting is one row however many computers type it:
    its id is ``derived_id("attendance", meeting_id, participant_id)``.
    """
    import hashlib

    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return _base32(int.from_bytes(digest[:17], "big"), ID_LENGTH)


def _base32(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(_BASE32[digit])
    return "".join(reversed(digits))


class NumberKind(Coded):
    """The letters in a record number (编号) and what they stand for."""

    TOPIC = "YT", "议题"
    CONSULTATION = "XS", "协商"
    OUTCOME = "CG", "协商成果"
    ASSIGNMENT = "JB", "交办"
    RECEPTION = "JD", "接待日"
    OPINION = "SQ", "社情民意"
    GOOD_DEED = "SS", "帮办实事"


class RecordNumber(Frozen, order=True):
    """A record number (编号) such as ``WT-XS-2026-003``.

    Unique across stations by the station's code, restarted each year, never used twice.
    """

    station: str
    kind: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.station}-{self.kind}-{self.year}-{self.serial:03d}"

    @classmethod
    def parse(cls, text: str) -> RecordNumber | None:
        """Return the number that ``text`` spells, or None when it spells none."""
        found = _NUMBER.match(text.strip().upper())
        if found is None:
            return None
        station, kind, year, serial = found.groups()
        return cls(station, kind, int(year), int(serial))


def next_number(taken: tuple[str, ...], *, station: str, kind: NumberKind, year: int) -> str:
    """Return the number after the highest one taken in this year.

    Args:
        taken: every number ever given, those of binned records too; others are ignored.
        station: the station's code, upper-case letters.
        kind: which series.
        year: the year the record belongs to.

    Raises:
        ValueError: ``station`` cannot stand in a number, so that no number would be found again.
    """
    serials = [
        number.serial
        for number in map(RecordNumber.parse, taken)
        if number and (number.station, number.kind, number.year) == (station, kind.code, year)
    ]
    following = RecordNumber(station, kind.code, year, max(serials, default=0) + 1)
    if RecordNumber.parse(str(following)) != following:
        raise ValueError(f"no record number can be made of {station!r} and {year}")
    return str(following)
