"""How soon other programs of this kind show their window, seen from outside, in one run with ours.

Every program is started on a private Xvfb without a window manager, with a home of its own. What
is timed is the same for all: from the start of the process until the X server maps the main window,
and until the window has more than one colour. Nothing inside a program is touched. Targets take
turns, so that other work on the computer falls on all alike. Programs that are not installed are
left out; what Debian ships is meant: ``apt-get install zim keepassxc homebank picard``. The X
server is asked through ``python-xlib``, which nothing else needs: ``uv pip install python-xlib``.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCREEN = (1366, 768)  # logical pixels
WIDE, HIGH = 600, 400  # pixels; what is smaller is a splash screen or a question
LONGEST = 30.0  # seconds until a program is given up
LOOK_EVERY = 0.003  # seconds

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("协商议事室"))
window.resize(1366, 728)
window.show()
app.exec()
"""

# name: command, title of its main window
PEERS = {
    "KeePassXC (C++, Qt 5)": ("keepassxc", "KeePassXC"),
    "HomeBank (C, GTK 3)": ("homebank", "HomeBank"),
    "Picard (Python, Qt 5)": ("picard -N -P", "Picard"),
    "Zim (Python, GTK 3)": ("zim --standalone {home}/notes", "notes|Zim|Home"),
    "GnuCash (C, GTK 3)": ("gnucash --nofile", "GnuCash"),
    "Vorta (Python, Qt 5)": ("vorta", "Vorta"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """One program.

    Attributes:
        title: what its main window's title holds, a regular expression.
    """

    name: str
    command: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What one start came to: ms from the start, and MB resident afterwards."""

    mapped: float
    painted: float
    memory: float


def compare(room: Path, about: Mapping[str, str], *, rounds: int) -> None:
    """Start everything there is in turn, and print the table.

    Args:
        room: folder of the room our program opens.
        about: environment of our own targets.
        rounds: how often each is started; once more to warm the disk.
    """
    targets = [*_ours(room), *_installed()]
    runs: dict[str, list[Seen]] = {target.name: [] for target in targets}
    for number in range(rounds + 1):
        for target in targets:
            found = _start(target, about)
            if number and found is not None:
                runs[target.name].append(found)
    print(
        f"Xvfb {SCREEN[0]}×{SCREEN[1]}, median (least) of {rounds}, load {os.getloadavg()[0]:.1f}"
    )
    _table(runs)


def _ours(room: Path) -> tuple[Target, ...]:
    program = (sys.executable, "-m", "consultroom", "window", str(room))
    return (
        Target("empty QMainWindow", (sys.executable, "-c", BARE), ""),
        Target("consultroom, room of 10 years", program, "协商议事室"),
    )


def _installed() -> tuple[Target, ...]:
    every = ((name, shlex.split(command), title) for name, (command, title) in PEERS.items())
    return tuple(
        Target(name, tuple(words), title) for name, words, title in every if shutil.which(words[0])
    )


def _table(runs: Mapping[str, list[Seen]]) -> None:
    base = statistics.median(seen.painted for seen in next(iter(runs.values())))
    print(f"{'':32}{'mapped':>10}{'painted':>18}{'×':>7}{'memory':>10}")
    for name, found in runs.items():
        if not found:
            print(f"{name:32}  showed no window")
            continue
        mapped = statistics.median(seen.mapped for seen in found)
        painted = [seen.painted for seen in found]
        middle, memory = statistics.median(painted), statistics.median(s.memory for s in found)
        cells = f"{mapped:7.0f} ms{middle:7.0f} ({min(painted):5.0f}) ms{middle / base:7.2f}"
        print(f"{name:32}{cells}{memory:7.0f} MB", flush=True)


def _start(target: Target, about: Mapping[str, str]) -> Seen | None:
    with _home() as home, _server() as number:
        environment = {**os.environ, **about, **_person(home), "DISPLAY": number}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        words = [word.format(home=home) for word in target.command]
        with _Watching(number) as watching:
            begun = time.perf_counter()
            program = subprocess.Popen(
                words,
                env=environment,
                cwd=Path(__file__).resolve().parents[1],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                return watching.until_painted(target.title, begun, program.pid)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(program.pid, signal.SIGTERM)
                program.wait(10)


def _person(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
    }


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        home = Path(made)
        home.chmod(0o700)
        (home / "notes").mkdir()
        (home / "notes" / "notebook.zim").write_text("[Notebook]\nname=notes\nhome=Home\n")
        yield home


@contextmanager
def _server() -> Iterator[str]:
    reading, writing = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f":{os.read(reading, 16).decode().strip()}"
    finally:
        server.terminate()
        server.wait()
        os.close(reading)
        os.close(writing)


class _Watching:
    """Looks at an X server from outside."""

    def __init__(self, number: str) -> None:
        from Xlib import X
        from Xlib.display import Display

        self._x = X
        self._display = Display(number)
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._display.sync()

    def __enter__(self) -> _Watching:
        return self

    def __exit__(self, *_: object) -> None:
        self._display.close()

    def until_painted(self, title: str, begun: float, process: int) -> Seen | None:
        """Return when the main window was mapped and painted; None when it never was."""
        mapped: dict[int, tuple[float, Any]] = {}
        while time.perf_counter() - begun < LONGEST:
            self._note(mapped, begun)
            for when, window in tuple(mapped.values()):
                if self._is_main(window, title) and self._is_painted(window):
                    painted = time.perf_counter() - begun
                    time.sleep(1.5)
                    return Seen(when * 1e3, painted * 1e3, _memory(process))
            time.sleep(LOOK_EVERY)
        return None

    def _note(self, mapped: dict[int, tuple[float, Any]], begun: float) -> None:
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == self._x.MapNotify:
                mapped.setdefault(event.window.id, (time.perf_counter() - begun, event.window))
            elif event.type in (self._x.UnmapNotify, self._x.DestroyNotify):
                mapped.pop(event.window.id, None)

    def _is_main(self, window: Any, title: str) -> bool:
        from Xlib.error import XError

        try:
            shape = window.get_geometry()
            words = window.get_full_property(self._display.intern_atom("_NET_WM_NAME"), 0)
            words = words or window.get_full_property(self._display.intern_atom("WM_NAME"), 0)
        except XError:
            return False
        said = words.value if words else ""
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        large = shape.width >= WIDE and shape.height >= HIGH
        return bool(large and re.search(title, said))

    def _is_painted(self, window: Any) -> bool:
        from Xlib.error import XError

        try:
            shape = window.get_geometry()
            wide = min(shape.width, SCREEN[0] - max(0, shape.x))
            high = min(shape.height, SCREEN[1] - max(0, shape.y))
            image = window.get_image(0, 0, wide, high, self._x.ZPixmap, 0xFFFFFFFF)
        except XError:
            return False
        step = max(4, len(image.data) // 20_000 // 4 * 4)
        return len({image.data[at : at + 4] for at in range(0, len(image.data) - 4, step)}) > 1


def _memory(process: int) -> float:
    """Return the resident memory of a program and what it started, MB."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/statm"):
        with suppress(OSError):
            if os.getpgid(int(status.parent.name)) == process:
                total += int(status.read_text().split()[1])
    return total * os.sysconf("SC_PAGE_SIZE") / 1e6
