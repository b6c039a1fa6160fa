"""The recovery key (恢复密钥): on paper, and back into a room whose own keys were lost.

It is made with `enrolling.make_recovery_key`. Packs for this organisation are encrypted to it too;
it signs nothing, so that nobody who finds the paper can speak for the organisation.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyrage

from consultroom.documents.fonts import bundled
from consultroom.documents.forms.recovery_sheet import recovery_sheet
from consultroom.documents.gb9704 import profile_of
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.domain.papers import PeerKey
from consultroom.errors import UserError
from consultroom.exchange.identity import Identity, KeyFile
from consultroom.services import identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging.partners import RECOVERY, keys_of

_SECRET = re.compile(r"AGE-SECRET-KEY-1[A-Z0-9]{58}")
_SEED = 32  # bytes of a signing key, which this one has and never uses


class NoRecoveryKey(UserError):
    """What was given is no recovery key."""


def recovery_key(desk: Desk) -> PeerKey | None:
    """Return the public half of the newest one there is for this organisation, or None."""
    found = [key for key in keys_of(desk, desk.owner) if key.node == RECOVERY]
    return max(found, key=lambda key: (key.valid_from, key.id), default=None)


def secret_in(text: str) -> str:
    """Return the private half in a text: a file of ours, or what was typed off a paper.

    Raises:
        NoRecoveryKey: there is none, or it was mistyped.
    """
    found = _SECRET.search(re.sub(r"\s", "", text.upper()))
    try:
        if found:
            return str(pyrage.x25519.Identity.from_str(found.group()))
    except pyrage.IdentityError:
        pass  # said below: one letter is wrong
    raise NoRecoveryKey(
        "这不是恢复密钥，或者抄错了字。它以 AGE-SECRET-KEY-1 开头，共74个字符，请核对后再填。"
    )


def secret_of(file: Path) -> str:
    """Return the private half that a file holds.

    Raises:
        NoRecoveryKey: it holds none.
        UserError: it cannot be read.
    """
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            return secret_in(stream.read(identifying.MOST_BYTES))
    except OSError as error:
        raise UserError(f"读不到“{file.name}”，请核对位置。") from error


def restore(desk: Desk, secret: str) -> None:
    """Let this computer open packs that were encrypted to the recovery key (用恢复密钥).

    Args:
        desk: of a room that was set up again.
        secret: as `secret_in` returns it.
    """
    identifying.identity(desk)
    keys = KeyFile(desk.room.folder)
    if all(secret != one.age for one in keys.every()):
        seed = desk.room.chance(_SEED)
        spare = Identity(unit=desk.owner, node=RECOVERY, made=desk.today, seed=seed, age=secret)
        keys.keep_beside(spare)


def sheet_pdf(desk: Desk, secret: str) -> bytes:
    """Return the sheet with the private half, to be locked away, as PDF."""
    faces = bundled()
    paper = recovery_sheet(
        desk.room.name,
        desk.today,
        secret,
        profile=profile_of(desk.parameters().paper.geometry),
    )
    return draw(lay_out(paper, faces), paper, faces)
