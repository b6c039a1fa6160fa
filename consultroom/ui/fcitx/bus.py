"""The session's message bus (D-Bus), as much of it as an input method needs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
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

PATIENCE = 1.0  # s for one answer; a daemon reading its dictionaries takes a tenth of it
_UNREACHABLE = (OSError, KeyError, ValueError, RuntimeError, StopIteration, AuthenticationError)


class SilentError(Exception):
    """Nobody answers: no bus, no such service, an error instead of an answer, or too late."""


class BusGoneError(SilentError):
    """The bus itself closed the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
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
        return self._ask(message)

    def say(self, whom: DBusAddress, method: str, signature: str, body: tuple[Any, ...]) -> None:
        """Call without wanting an answer."""
        message = new_method_call(whom, method, signature or None, body)
        message.header.flags = MessageFlag.no_auto_start | MessageFlag.no_reply_expected
        self._send(message, next(self._line.outgoing_serial))

    def process(self, name: str) -> int:
        """Return the process that has a name; 0 when nobody has."""
        try:
            return int(self._ask(message_bus.GetConnectionUnixProcessID(name))[0])
        except BusGoneError:
            raise
        except SilentError:
            return 0

    def listen(self, interface: str) -> None:
        """Have an interface's signals come in."""
        self._ask(message_bus.AddMatch(MatchRule(type="signal", interface=interface)))

    def watch(self, name: str) -> None:
        """Have ``NameOwnerChanged`` come in for a name."""
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        self._ask(message_bus.AddMatch(rule))

    def heard(self) -> Iterator[Heard]:
        """Yield the signals that have come in by now, oldest first.

        Raises:
            BusGoneError: the line is cut.
        """
        self._read()
        while self._inbox:
            message = self._inbox.popleft()
            fields = message.header.fields
            if message.header.message_type is MessageType.signal:
                yield Heard(
                    path=fields.get(HeaderFields.path, ""),
                    name=fields.get(HeaderFields.member, ""),
                    body=tuple(message.body),
                )

    def _read(self) -> None:
        try:
            while True:
                self._inbox.append(self._line.receive(timeout=0))
        except TimeoutError:
            return
        except OSError as error:
            raise BusGoneError(str(error)) from error

    def _send(self, message: Message, serial: int) -> None:
        try:
            self._line.send(message, serial=serial)
        except OSError as error:
            raise BusGoneError(str(error)) from error

    def _ask(self, message: Message) -> tuple[Any, ...]:
        serial = next(self._line.outgoing_serial)
        self._send(message, serial)
        try:
            while (answer := self._line.receive(timeout=PATIENCE)).header.fields.get(
                HeaderFields.reply_serial
            ) != serial:
                self._inbox.append(answer)
        except TimeoutError as error:
            raise SilentError("no answer in time") from error
        except OSError as error:
            raise BusGoneError(str(error)) from error
        if answer.header.message_type is MessageType.error:
            raise SilentError(str(answer.header.fields.get(HeaderFields.error_name, "")))
        return tuple(answer.body)
