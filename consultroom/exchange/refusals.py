"""Why a pack is refused (拒收): each with the sentence the person at the desk reads.

Those of the format itself, `BadPack`, `DamagedPack` and `NewerPack`, are in ``manifest``.
"""

from __future__ import annotations

from consultroom.exchange.identity import Card
from consultroom.exchange.manifest import BadPack


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


class ForeignRow(BadPack):
    """It brings a row of somebody who is not its sender's to speak for."""


class WrongSender(BadPack):
    """Such a pack may not come from this organisation."""


CHANGED = "这个包不完整或者被改动过，什么都没有导入。请重新拷贝，或请对方重新导出一份。"
