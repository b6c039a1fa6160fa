"""A small fcitx on a bus of its own: letters compose, a blank turns them into a word."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jeepney import (
    DBusAddress,
    DBusNameFlags,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

BLANK, ESCAPE = 0x20, 0xFF1B


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a key is answered: after so many seconds, and whether the text comes after the answer."""

    waits: float = 0.0
    answers_first: bool = False


PROMPT = Manner()


@contextmanager
def bus() -> Iterator[str]:
    """Run a message bus; give its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.terminate()


@dataclass
class FakeFcitx:
    """Answers on the bus like one of the two kinds of fcitx.

    Attributes:
        classic: speaks as every fcitx 4 does, else as the newer ones do.
        words: what composed letters become.
        calls: what it was asked, (method, arguments), in order.
        silent: takes calls and answers none of them.
        manner: how it answers each next key.
    """

    address: str
    classic: bool = False
    also: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    silent: bool = False
    manner: Callable[[], Manner] = lambda: PROMPT
    _letters: str = ""
    _held: list[Message] | None = None

    def __enter__(self) -> FakeFcitx:
        self._line: DBusConnection = open_dbus_connection(self.address)
        own = "org.fcitx.Fcitx-7" if self.classic else "org.freedesktop.portal.Fcitx"
        for name in (own, *self.also):
            taking = message_bus.RequestName(name, DBusNameFlags.do_not_queue)
            self._line.send_and_get_reply(taking)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Go, as a daemon that crashed."""
        if not self._ended.is_set():
            self._ended.set()
            self._thread.join()
            self._line.close()

    def asked(self, method: str) -> list[tuple[Any, ...]]:
        """Return the arguments of every call of a method."""
        return [body for name, body in self.calls if name == method]

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                message = self._line.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        method, body = message.header.fields[HeaderFields.member], tuple(message.body)
        self.calls.append((method, body))
        if self.silent:
            return
        if method in ("CreateInputContext", "CreateICv3"):
            made = ("iuuuu", (3, 0, 0, 0, 0)) if self.classic else ("oay", ("/context/3", b"3"))
            self._reply(message, *made)
        elif method == "ProcessKeyEvent":
            self._key(message, body)
        elif method in ("FocusIn", "FocusOut", "Reset", "SetCapability", "SetCapacity"):
            self._letters = ""
            self._reply(message)
        elif method != "SetCursorRect":
            self._line.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def _key(self, message: Message, body: tuple[Any, ...]) -> None:
        manner = self.manner()
        if self._ended.wait(manner.waits):
            return
        held: list[Message] = []
        self._held = held if manner.answers_first else None
        kept = self._press(message, *body)
        self._held = None
        self._reply(message, *(("i", (int(kept),)) if self.classic else ("b", (kept,))))
        for signal in held:
            self._line.send(signal)

    def _reply(self, message: Message, signature: str = "", body: tuple[Any, ...] = ()) -> None:
        self._line.send(new_method_return(message, signature or None, body))

    def _press(
        self, message: Message, symbol: int, _code: int, state: int, released: Any, _: int
    ) -> bool:
        if released or state & 4:
            return False
        if ord("a") <= symbol <= ord("z"):
            self._show(message, self._letters + chr(symbol))
        elif symbol == BLANK and self._letters:
            word = self.words.get(self._letters, self._letters)
            self._show(message, "")
            self._tell(message, "CommitString", "s", (word,))
        elif symbol == ESCAPE and self._letters:
            self._show(message, "")
        else:
            return False
        return True

    def _show(self, message: Message, letters: str) -> None:
        self._letters = letters
        stretches = [(letters, 0)] if letters else []
        self._tell(message, "UpdateFormattedPreedit", "a(si)i", (stretches, len(letters)))

    def _tell(self, about: Message, name: str, signature: str, body: tuple[Any, ...]) -> None:
        fields = about.header.fields
        sender = DBusAddress(fields[HeaderFields.path], interface=fields[HeaderFields.interface])
        signal = new_signal(sender, name, signature, body)
        if self._held is None:
            self._line.send(signal)
        else:
            self._held.append(signal)

    def forward(self, symbol: int) -> None:
        """Hand a key back to the program."""
        sender = DBusAddress("/context/3", interface="org.fcitx.Fcitx.InputContext1")
        self._line.send(new_signal(sender, "ForwardKey", "uub", (symbol, 0, False)))
