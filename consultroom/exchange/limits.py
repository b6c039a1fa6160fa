"""Every bound a pack must keep, in one table: the writer stays inside, the reader refuses beyond.

``docs/pack-format.md`` states the same numbers; a test compares them. Bytes unless it says
otherwise. Whatever a pack claims, reading it takes no more memory than a few of these together.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

KIB: Final = 1 << 10
MIB: Final = 1 << 20

PACK: Final = 1000 * 1000 * 1000  # one volume; FAT32 ends at 4 GiB - 1, sticks break before
HEADER: Final = 64 * KIB  # the age header: some 100 per recipient
MANIFEST: Final = 8 * MIB
SIGNATURE: Final = 64  # exactly
CHUNK: Final = 8 * MIB  # where the writer ends one entry of rows, unpacked
CHUNK_PACKED: Final = 32 * MIB
CHUNK_RAW: Final = 256 * MIB
LINE: Final = 4 * MIB  # one row
TEXT: Final = 1 * MIB  # characters of one value
RAW: Final = 8192 * MIB  # all rows of a pack, unpacked
BLOB: Final = 256 * MIB
ENTRIES: Final = 20_000
ROWS: Final = 20_000_000  # of one pack
FIELDS: Final = 256  # of one row
NODES: Final = 1_000  # in the context of one row
ACKS: Final = 10_000
WANTED: Final = 10_000
NOTE: Final = 2_000  # characters
RECIPIENTS: Final = 100
LAST_TIME: Final = "1000000000000000"  # times lie before it: the year 2527

FILE_NAME: Final = r"[A-Z0-9_-]{1,80}\.crpk"
UNIT: Final = r"[A-Z0-9]{1,12}"
NODE: Final = r"[0-9A-Za-z_-]{1,40}"
NAME: Final = r"[a-z][a-z0-9_]{0,63}"  # of a table or a field
ID: Final = r"[0-9A-Za-z_.@-]{1,64}"
TIME: Final = r"0[0-9a-f]{15}"
STAMP: Final = rf"{TIME}@{NODE}"
HASH: Final = r"[0-9a-f]{64}"
PERIOD: Final = r"([0-9]{4}-(0[1-9]|1[0-2]))?"

Count = Annotated[int, Meta(ge=0, le=2**53)]
Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Hash = Annotated[str, Meta(pattern=rf"^{HASH}\Z")]
Unit = Annotated[str, Meta(pattern=rf"^{UNIT}\Z")]
Node = Annotated[str, Meta(pattern=rf"^{NODE}\Z")]
Name = Annotated[str, Meta(pattern=rf"^{NAME}\Z")]
Id = Annotated[str, Meta(pattern=rf"^{ID}\Z")]
Time = Annotated[str, Meta(pattern=rf"^{TIME}\Z")]
Stamp = Annotated[str, Meta(pattern=rf"^{STAMP}\Z")]
