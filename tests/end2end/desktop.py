"""A small Linux desktop: an X server, a window manager, a message bus, Chinese input, a keyboard.

Everything runs in processes of its own with a home of its own, and ends with the desktop.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 20.0  # s until something that is started must be there
STEP = 0.05
QUIET = 6  # looks in a row at which nothing on the desktop is at work
SCREEN = "1366x768x24"
MEMORY = "/usr/libexec/ibus-memconf"
NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "dbus-send")

FCITX4 = "[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n"
FCITX5 = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputMethod:
    """A daemon that turns pinyin into Chinese.

    Attributes:
        programs: what must be installed.
        start: the command that runs it.
        settings: file below the person's settings → what is in it.
        asks: what the desktop sets for programs.
        serves: its name on the message bus.
        wakes: the key that turns it on.
        chooses: or the command that does.
    """

    programs: tuple[str, ...]
    start: tuple[str, ...]
    asks: dict[str, str]
    serves: str
    settings: dict[str, str] = field(default_factory=dict)
    wakes: str = ""
    chooses: tuple[str, ...] = ()


ASKS_FCITX = {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}
METHODS = {
    "fcitx4": InputMethod(
        programs=("fcitx",),
        start=("fcitx", "-D"),
        settings={"fcitx/profile": FCITX4},
        asks=ASKS_FCITX,
        serves="org.freedesktop.portal.Fcitx",
        wakes="ctrl+space",
    ),
    "fcitx4-classic": InputMethod(
        programs=("fcitx",),
        start=("fcitx", "-D", "--disable", "fcitx-ipcportal"),
        settings={"fcitx/profile": FCITX4},
        asks=ASKS_FCITX,
        serves="org.fcitx.Fcitx",
        wakes="ctrl+space",
    ),
    "fcitx5": InputMethod(  # as ibus, through Qt's own plugin
        programs=("fcitx5",),
        start=("fcitx5",),
        settings={"fcitx5/profile": FCITX5},
        asks=ASKS_FCITX,
        serves="org.freedesktop.portal.IBus",
        wakes="ctrl+space",
    ),
    "fcitx5-bridged": InputMethod(
        programs=("fcitx5",),
        start=("fcitx5", "--disable=ibusfrontend"),
        settings={"fcitx5/profile": FCITX5},
        asks=ASKS_FCITX,
        serves="org.freedesktop.portal.Fcitx",
        wakes="ctrl+space",
    ),
    "ibus": InputMethod(
        programs=("ibus-daemon", "ibus"),
        # its settings in memory: the usual keeper of them is a desktop's own service
        start=("ibus-daemon", "--panel=disable", "--emoji-extension=disable", f"--config={MEMORY}"),
        asks={"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"},
        serves="org.freedesktop.IBus",
        chooses=("ibus", "engine", "libpinyin"),
    ),
}


def lacking(method: InputMethod) -> str:
    """Return the programs that are not installed, as words; nothing when all are."""
    return "、".join(name for name in (*NEEDED, *method.programs) if not shutil.which(name))


def wait_for(seen: Callable[[], object], what: str, *, patience: float = PATIENCE) -> object:
    """Look until something is there, and return it.

    Raises:
        AssertionError: it did not come within ``patience`` seconds.
    """
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := seen():
            return found
        time.sleep(STEP)
    raise AssertionError(f"{what} did not come")


class Desktop:
    """A screen with a keyboard, nobody at it yet.

    Attributes:
        env: what programs on it are started with.
    """

    def __init__(self, home: Path, display: str, address: str, servers: tuple[int, ...]) -> None:
        self._running: list[subprocess.Popen[bytes]] = []
        self._servers = servers
        self._home = home
        self.env = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "LC_ALL": "C.UTF-8",
            "DISPLAY": f":{display}",
            "DBUS_SESSION_BUS_ADDRESS": address,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_RUNTIME_DIR": str(home),
        }

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Run a program; it is ended with the desktop. What it says is kept beside the home."""
        said = (self._home / f"{len(self._running)}.{Path(command[0]).name}.log").open("wb")
        with said:
            running = subprocess.Popen(
                command, env=self.env, stdout=said, stderr=subprocess.STDOUT, cwd=self._home
            )
        self._running.append(running)
        return running

    def serve(self, method: InputMethod) -> None:
        """Start an input method and wait until it is there."""
        for name, text in method.settings.items():
            file = self._home / ".config" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.env |= method.asks
        self.start(*method.start)
        wait_for(lambda: self.on_bus(method.serves), method.serves)

    def wake(self, method: InputMethod) -> None:
        """Turn the input method on, as a person does before typing Chinese."""
        self.settle()
        if method.wakes:
            self.key(method.wakes)
        if method.chooses:
            wait_for(lambda: self._chosen(*method.chooses), "the engine")
            self.settle()

    def on_bus(self, name: str) -> bool:
        """Tell whether a name is taken on the message bus."""
        asking = ("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus")
        return "true" in self._says(
            *asking, "/", "org.freedesktop.DBus.NameHasOwner", f"string:{name}"
        )

    def window(self, title: str, *, patience: float = PATIENCE) -> str:
        """Wait for a window to have the keyboard, by the beginning of its title; return its id."""
        shown = wait_for(lambda: self._active(title), f"the window {title}", patience=patience)
        return str(shown)

    def call(self, keys: str, title: str) -> str:
        """Press keys until the window they open has the keyboard; return its id."""
        for _ in range(int(PATIENCE)):
            self.key(keys)
            with suppress(AssertionError):
                return self.window(title, patience=1)
        raise AssertionError(f"{keys} did not open {title}")

    def key(self, *keys: str) -> None:
        """Press keys in whatever window has the keyboard, and see what comes of them."""
        self._must("key", "--delay", "30", *keys)
        self.settle()

    def type(self, letters: str) -> None:
        """Type letters of a keyboard, and see what comes of them."""
        self._must("type", "--delay", "30", letters)
        self.settle()

    def hurry(self, *keys: str) -> None:
        """Press keys faster than anybody types; letters are keys as well."""
        self._must("key", "--delay", "1", *keys)
        self.settle()

    def drag(self, start: tuple[int, int], end: tuple[int, int], *, steps: int) -> None:
        """Move the mouse from one place of the screen to another with its button held."""
        self._point(*start)
        self._must("mousedown", "1")
        for step in range(1, steps + 1):
            self._point(*(a + (b - a) * step // steps for a, b in zip(start, end, strict=True)))
        self._must("mouseup", "1")
        self.settle()

    def _point(self, x: int, y: int) -> None:
        self._must("mousemove", str(x), str(y))
        self.settle()

    def settle(self) -> None:
        """Wait until all has come of what was done, as a person does who looks before going on.

        Then every program here waits for something: a busy computer only makes it take longer.
        """
        quiet, here = 0, self._programs()
        end = time.monotonic() + PATIENCE
        while quiet < QUIET and time.monotonic() < end:
            time.sleep(STEP / 2)
            quiet = 0 if any(map(_at_work, here)) else quiet + 1

    def _programs(self) -> list[Path]:
        """Return what runs here, also what something that runs here started."""
        mark = f"DBUS_SESSION_BUS_ADDRESS={self.env['DBUS_SESSION_BUS_ADDRESS']}\0".encode()
        everything = [one for one in Path("/proc").iterdir() if one.name.isdigit()]
        return [Path("/proc", str(one)) for one in self._servers] + [
            one for one in everything if mark in _read(one / "environ")
        ]

    def picture(self, file: Path) -> None:
        """Keep a picture of the screen, for looking at after a failure."""
        self._says("import", "-window", "root", str(file))

    def end(self) -> None:
        """End all that was started here."""
        for one in reversed(self._running):
            if one.poll() is None:
                one.terminate()
        for one in self._running:
            try:
                one.wait(5)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()

    def _active(self, title: str) -> str:
        shown = self._says("xdotool", "getactivewindow")
        named = self._says("xdotool", "getwindowname", shown) if shown else ""
        return shown if named.startswith(title) else ""

    def _chosen(self, *command: str) -> bool:
        """Choose an engine; its exit code is no answer, which engine there is now is one."""
        self._says(*command)
        return self._says(*command[:-1]) == command[-1]

    def _says(self, *command: str) -> str:
        ran = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        return ran.stdout.strip()

    def _must(self, *words: str) -> None:
        subprocess.run(("xdotool", *words), env=self.env, check=True)


@contextmanager
def desktop(home: Path) -> Iterator[Desktop]:
    """Put up a screen, its window manager and its message bus."""
    home.mkdir()
    home.chmod(0o700)
    # left by its last client, a screen would begin anew, and turn away who comes just then
    keeping = ("-noreset", "-nolisten", "tcp")
    serving = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, *keeping]
    calling = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with _first_line(serving) as (display, screen), _first_line(calling) as (address, bus):
        made = Desktop(home, display, address, (screen, bus))
        try:
            made.start("openbox")
            yield made
        finally:
            made.end()


@contextmanager
def _first_line(command: list[str]) -> Iterator[tuple[str, int]]:
    """Run a program that says one line once it is ready; give the line, and its process."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip(), running.pid
        finally:
            running.terminate()
            running.wait(10)


def _at_work(process: Path) -> bool:
    """Tell whether a process runs or would like to."""
    threads = (one / "stat" for one in _within(process / "task"))
    return any(b") R " in said or b") D " in said for said in map(_read, threads))


def _within(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # it ended
        return []


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # it ended
        return b""
