"""What fcitx answers to: one input context, in whichever of its two languages it speaks.

fcitx 5 and fcitx 4 from 4.2.9.7 on have the interface made for sandboxed programs ("portal");
every fcitx 4 has the one of its own Qt plugin. Key values are X keysyms, key codes and modifier
masks those of X.

Source: the D-Bus interfaces as fcitx 4.2.9.9 and fcitx 5.0.21 describe themselves to Introspect.
"""

from __future__ import annotations

import os
from typing import Any, Protocol

from jeepney import DBusAddress

from consultroom.frozen import Frozen
from consultroom.ui.fcitx.bus import Bus, Heard

PORTAL = "org.freedesktop.portal.Fcitx"
IBUS = ("org.freedesktop.portal.IBus", "org.freedesktop.IBus")
NAME = "consultroom"
# What we can do, fcitx's bits: show composition in the text (1 << 1), with formats (1 << 4), and
# settle it ourselves when the field is left (1 << 5). Not 1 << 3: that says "a password is typed"
# and silences the input method.
CAPABILITY = 1 << 1 | 1 << 4 | 1 << 5
HIGHLIGHT, NOT_KEPT = 1 << 4, 1 << 5  # formats of a stretch of composition


class Key(Frozen, kw_only=True):
    """A key as X sees it; ``time`` in ms, 32 bits."""

    symbol: int
    code: int
    modifiers: int
    released: bool
    time: int


class Stretch(Frozen, kw_only=True):
    """A stretch of composition: its text, whether it is highlighted, whether leaving keeps it."""

    text: str
    highlighted: bool = False
    kept: bool = True


class Composition(Frozen, kw_only=True):
    """Text under composition; ``caret`` in characters, -1 when none is to be shown."""

    stretches: tuple[Stretch, ...] = ()
    caret: int = -1

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(one.text for one in self.stretches)

    @property
    def kept(self) -> str:
        """What stays in the text when the field is left in mid-composition."""
        return "".join(one.text for one in self.stretches if one.kept)


class Language(Protocol):
    """How one kind of fcitx is spoken to."""

    service: str
    interface: str

    def open(self, bus: Bus) -> str:
        """Make an input context, return its path."""

    def key(self, key: Key) -> tuple[str, tuple[Any, ...]]:
        """Return signature and arguments of ``ProcessKeyEvent``."""

    def capability(self) -> tuple[str, str]:
        """Return the method that takes CAPABILITY, and its signature."""


class Portal:
    """fcitx 5, and fcitx 4 from 4.2.9.7 on."""

    service = PORTAL
    interface = "org.fcitx.Fcitx.InputContext1"

    def open(self, bus: Bus) -> str:
        """Make an input context, return its path."""
        maker = DBusAddress(
            "/org/freedesktop/portal/inputmethod", self.service, "org.fcitx.Fcitx.InputMethod1"
        )
        about = [("program", NAME), ("display", f"x11:{os.environ.get('DISPLAY', '')}")]
        return str(bus.call(maker, "CreateInputContext", "a(ss)", (about,))[0])

    def key(self, key: Key) -> tuple[str, tuple[Any, ...]]:
        """Return signature and arguments of ``ProcessKeyEvent``."""
        return "uuubu", (key.symbol, key.code, key.modifiers, key.released, key.time)

    def capability(self) -> tuple[str, str]:
        """Return the method that takes CAPABILITY, and its signature."""
        return "SetCapability", "t"


class Classic:
    """Any fcitx 4; it has one name on the bus for each X display."""

    interface = "org.fcitx.Fcitx.InputContext"

    def __init__(self, display: str) -> None:
        number = display.rpartition(":")[2].partition(".")[0]
        self.service = f"org.fcitx.Fcitx-{number or '0'}"

    def open(self, bus: Bus) -> str:
        """Make an input context, return its path."""
        maker = DBusAddress("/inputmethod", self.service, "org.fcitx.Fcitx.InputMethod")
        made = bus.call(maker, "CreateICv3", "si", (NAME, os.getpid()))
        return f"/inputcontext_{made[0]}"

    def key(self, key: Key) -> tuple[str, tuple[Any, ...]]:
        """Return signature and arguments of ``ProcessKeyEvent``."""
        return "uuuiu", (key.symbol, key.code, key.modifiers, int(key.released), key.time)

    def capability(self) -> tuple[str, str]:
        """Return the method that takes CAPABILITY, and its signature."""
        return "SetCapacity", "u"


def languages() -> tuple[Language, ...]:
    """Return the ways to speak to fcitx, the newer first."""
    return (Portal(), Classic(os.environ.get("DISPLAY", "")))


class Context:
    """Our input context at the daemon.

    Attributes:
        service: the name on the bus it lives at.

    Raises:
        SilentError: the daemon does not make one.
    """

    def __init__(self, bus: Bus, language: Language) -> None:
        self._bus, self._language = bus, language
        self.service = language.service
        bus.listen(language.interface)
        self._path = language.open(bus)
        self._address = DBusAddress(self._path, language.service, language.interface)
        method, signature = language.capability()
        bus.call(self._address, method, signature, (CAPABILITY,))

    def focus(self, *, here: bool) -> None:
        """Say that a field of ours has the keyboard, or none."""
        self._bus.say(self._address, "FocusIn" if here else "FocusOut")

    def reset(self) -> None:
        """Forget what is being composed."""
        self._bus.say(self._address, "Reset")

    def offer(self, key: Key) -> int:
        """Offer a key; the bus has the answer by this number: whether the input method keeps it."""
        signature, body = self._language.key(key)
        return self._bus.ask(self._address, "ProcessKeyEvent", signature, body)

    def place(self, left: int, top: int, width: int, height: int) -> None:
        """Say where the caret is, in pixels of the X screen; the candidates appear there."""
        self._bus.say(self._address, "SetCursorRect", "iiii", (left, top, width, height))

    def concerns(self, heard: Heard) -> bool:
        """Tell whether a signal is about this context."""
        return heard.path == self._path


def composition(body: tuple[Any, ...]) -> Composition:
    """Read ``UpdateFormattedPreedit`` (a(si), i): the caret comes in bytes of UTF-8."""
    stretches = tuple(
        Stretch(text=text, highlighted=bool(how & HIGHLIGHT), kept=not how & NOT_KEPT)
        for text, how in body[0]
    )
    whole = "".join(one.text for one in stretches).encode()
    caret = len(whole[: body[1]].decode(errors="ignore")) if body[1] >= 0 else -1
    return Composition(stretches=stretches, caret=caret)


def find(bus: Bus) -> Context | None:
    """Return a context at the fcitx that runs.

    Returns:
        None when none runs, or when Qt's ibus plugin reaches it: fcitx 5 answers as ibus as well.

    Raises:
        SilentError: one runs and does not answer.
    """
    for language in languages():
        if process := bus.process(language.service):
            as_ibus = {bus.process(name) for name in IBUS}
            return None if process in as_ibus else Context(bus, language)
    return None
