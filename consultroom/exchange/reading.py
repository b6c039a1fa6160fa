"""Reading a pack (导入的前半): decrypted, verified and staged; nothing is written to a room here.

``stage`` is fed by the decryption and takes the pack apart as it streams by: no paths, no
extraction. Nothing is believed before the signature has been verified, and a ``Staged`` is handed
out only when the last byte was right. What is wrong is a ``BadPack`` with the sentence to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from consultroom.domain.papers import PeerKey
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.identity import Card
from consultroom.exchange.manifest import BadPack, Manifest

Trust = Callable[[str], PeerKey | None]
"""Public key (hex) -> whose it is, when this room believes it; revoked keys too."""

Accept = Callable[[Manifest, str], None]
"""Called with a verified manifest and its hash before anything else is read; may refuse."""


class NotAPack(BadPack):
    """The file is something else."""


class NotForUs(BadPack):
    """It is encrypted to others, or addressed to another organisation."""


class UnknownSigner(BadPack):
    """Nobody known here signed it.

    Attributes:
        card: the sender's card when the pack asks to join and is signed by the card's own key:
            compare its short code by telephone, admit it, then stage the file again.
    """

    card: Card | None = None


class RevokedSigner(BadPack):
    """Its key is not believed any more."""


class ForgedPack(BadPack):
    """Its signature does not fit."""


class UnreadableFile(BadPack):
    """The drive fails while reading, or is gone."""


class NoSpace(BadPack):
    """There is no room on this computer's disk to stage it."""


class Staging:
    """A folder for what a pack brings until it is applied; emptied when closed."""

    def __init__(self, folder: Path) -> None:
        """Stage below ``folder``, which is made; it must be this program's own."""
        self.folder = folder


class Staged:
    """A pack that was read to its last byte and found right. Close it when done.

    Attributes:
        manifest: what it says.
        hash: SHA-256 of the manifest's bytes, hex.
        signer: whose key signed it.
        size: bytes of the file.
        sha256: of the file, hex.
        blobs: SHA-256 -> where the blob lies, ready to be taken into a room.
    """

    manifest: Manifest
    hash: str
    signer: PeerKey
    size: int
    sha256: str
    blobs: Mapping[str, Path]

    def rows(self) -> Iterator[StampedRow]:
        """Yield every row in the order of the pack; may be called again."""
        raise NotImplementedError

    def close(self) -> None:
        """Delete what was staged."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def stage(
    file: BinaryIO,
    *,
    ages: Sequence[str],
    trust: Trust,
    here: str,
    on: date,
    into: Staging,
    accept: Accept = lambda _manifest, _hash: None,
) -> Staged:
    """Read a pack to its end and stage what it holds.

    Args:
        file: opened for reading.
        ages: private ``age`` keys of this room, present and earlier ones.
        trust: whom this room believes.
        here: code of this organisation.
        on: the day of reading; from the day a key was revoked nothing it signed is believed.
        into: where blobs and rows are put meanwhile.
        accept: called once the manifest is verified; raise a UserError to stop there.

    Raises:
        BadPack: one of its kinds; what was staged is gone again.
    """
    raise NotImplementedError
