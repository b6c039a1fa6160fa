"""The session's message bus (D-Bus), as much of it as an input method needs."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from typing import Any

from jeepney import (
    AuthenticationError,
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection

from consultroom.frozen import Frozen

PATIENCE = 1.0  # s for one answer that is waited for
_UNREACHABLE = (OSError, KeyError, ValueError, RuntimeError, StopIteration, AuthenticationError)


class SilentError(Exception):
    """Nobody answers: no bus, no such service, an error instead of an answer, or too late."""


class BusGoneError(SilentError):
    """The bus itself closed the line."""


class Heard(Frozen, kw_only=True):
    """A signal that came in.

    Attributes:
        path: the object that sent it.
        name: of the signal.
        body: its arguments.
    """

    path: str
    name: str
    body: tuple[Any, ...]


class Bus:
    """A line to the session bus.

    Raises:
        SilentError: there is no bus, or it lets nobody in.
    """

    def __init__(self) -> None:
        self._inbox: deque[Message] = deque()
        self._asked: dict[int, Message | None] = {}  # by number, until the answer is taken
        try:
            self._line = open_dbus_connection("SESSION")
        except _UNREACHABLE as error:
            raise SilentError(f"no session bus: {error!r}") from error

    def fileno(self) -> int:
        """Return the socket's number, to wait on."""
        return int(self._line.sock.fileno())

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def call(
        self, whom: DBusAddress, method: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> tuple[Any, ...]:
        """Call and wait for the answer, at most PATIENCE seconds.

        Raises:
            SilentError: no answer came, or an error.
        """
        message = new_method_call(whom, method, signature or None, body)
        message.header.flags = MessageFlag.no_auto_start
        return self._wait(message)

    def ask(self, whom: DBusAddress, method: str, signature: str, body: tuple[Any, ...]) -> int:
        """Call and go on; return the number to have the ``answer`` by."""
        message = new_method_call(whom, method, signature or None, body)
        message.header.flags = MessageFlag.no_auto_start
        return self._ask(message)

    def answered(self, asked: int, *, within: float) -> bool:
        """Wait for an answer so many seconds at most; tell whether it is there."""
        end = time.monotonic() + within
        while self._asked[asked] is None:
            if not self._receive(max(0.0, end - time.monotonic())):
                return False
        return True

    def answer(self, asked: int) -> tuple[Any, ...]:
        """Take an answer; one that comes after this is dropped.

        Raises:
            SilentError: it has not come, or is an error.
        """
        answer = self._asked.pop(asked)
        if answer is None:
            raise SilentError("no answer in time")
        if answer.header.message_type is MessageType.error:
            raise SilentError(str(answer.header.fields.get(HeaderFields.error_name, "")))
        return tuple(answer.body)

    def say(
        self, whom: DBusAddress, method: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> None:
        """Call without wanting an answer."""
        message = new_method_call(whom, method, signature or None, body)
        message.header.flags = MessageFlag.no_auto_start | MessageFlag.no_reply_expected
        self._send(message, next(self._line.outgoing_serial))

    def process(self, name: str) -> int:
        """Return the process that has a name; 0 when nobody has."""
        try:
            return int(self._wait(message_bus.GetConnectionUnixProcessID(name))[0])
        except BusGoneError:
            raise
        except SilentError:
            return 0

    def listen(self, interface: str) -> None:
        """Have an interface's signals come in."""
        self._wait(message_bus.AddMatch(MatchRule(type="signal", interface=interface)))

    def watch(self, name: str) -> None:
        """Have ``NameOwnerChanged`` come in for a name."""
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        self._wait(message_bus.AddMatch(rule))

    def heard(self) -> Iterator[Heard]:
        """Yield the signals that have come in by now, oldest first.

        Raises:
            BusGoneError: the line is cut.
        """
        while self._receive(0.0):
            pass
        while self._inbox:
            message = self._inbox.popleft()
            fields = message.header.fields
            yield Heard(
                path=fields.get(HeaderFields.path, ""),
                name=fields.get(HeaderFields.member, ""),
                body=tuple(message.body),
            )

    def _receive(self, within: float) -> bool:
        """Take in one message; False when none comes in time."""
        try:
            message = self._line.receive(timeout=within)
        except TimeoutError:
            return False
        except OSError as error:
            raise BusGoneError(str(error)) from error
        number = message.header.fields.get(HeaderFields.reply_serial)
        if message.header.message_type is MessageType.signal:
            self._inbox.append(message)
        elif number in self._asked:
            self._asked[number] = message
        return True

    def _send(self, message: Message, serial: int) -> None:
        try:
            self._line.send(message, serial=serial)
        except OSError as error:
            raise BusGoneError(str(error)) from error

    def _ask(self, message: Message) -> int:
        serial = int(next(self._line.outgoing_serial))
        self._asked[serial] = None
        self._send(message, serial)
        return serial

    def _wait(self, message: Message) -> tuple[Any, ...]:
        asked = self._ask(message)
        self.answered(asked, within=PATIENCE)
        return self.answer(asked)
