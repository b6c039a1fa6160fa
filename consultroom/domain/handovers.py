"""Handing over (交接): what is carried from office to office, and the slip that says it arrived."""

from __future__ import annotations

from datetime import date

from consultroom.domain.stations import OrgUnit
from consultroom.frozen import Frozen


class Parcel(Frozen, kw_only=True):
    """One file that is handed over (交接文件).

    Attributes:
        size: bytes.
        sha256: of the file, hex.
        word: what it is, ``上报包``.
        receiver: name of the organisation it is for.
        period: month reported on, ``2026-11``, or empty.
        nil: it states that nothing was held.
        rows: records in it.
        blobs: attachments in it.
        number: counted by the sender, 0 for what is no pack.
        made_on: the day it was made.
    """

    name: str
    size: int
    sha256: str
    word: str
    receiver: str
    period: str = ""
    nil: bool = False
    rows: int = 0
    blobs: int = 0
    number: int = 0
    made_on: date


class Handover(Frozen, kw_only=True):
    """Files handed over together (交接).

    Attributes:
        sender: whose files.
        by: 经办人.
        on: the day.
        label: what the stick is called, or empty.
        days_since: days since the time before, or None for the first.
    """

    sender: OrgUnit
    by: str
    on: date
    parcels: tuple[Parcel, ...]
    label: str = ""
    days_since: int | None = None


class Receipt(Frozen, kw_only=True):
    """A paper acknowledgement (回执单), for when the stick does not come back.

    Attributes:
        receiver: name of who received, and prints it.
        sender: name of whose packs arrived.
        number: packs up to this one have arrived.
        made_on: the day that one was made.
        rows: records in it.
        code: eight characters to type, ``7K2M-QX4D``.
        payload: text of the square.
        missing: numbers that did not arrive, first to last; later packs brought what they held.
        on: the day of the slip.
        by: 经办人.
    """

    receiver: str
    sender: str
    number: int
    made_on: date
    rows: int
    code: str
    payload: str
    missing: tuple[tuple[int, int], ...] = ()
    on: date
    by: str = ""


def ranges_told(ranges: tuple[tuple[int, int], ...]) -> str:
    """Return ``3、5至7``."""
    return "、".join(str(one) if one == last else f"{one}至{last}" for one, last in ranges)
