#!/usr/bin/env python3
"""Set up the workbench and work at it: run, test, check, lock, clean.

Needs nothing but Python. ``make run`` and ``make test`` call it; on Windows say
``py workbench.py run``. Whatever a verb needs is set up first, and only once:

1. a Python the program supports; another one on PATH is used when this one is not;
2. the system libraries Qt is linked against (Linux; installed by apt where that is allowed);
3. ``.venv`` with exactly the packages of requirements.lock, each checked against its hash.

The words here stay readable to Python 3.7, so that an old one can say what is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
VENV = HOUSE / ".venv"
STAMP = VENV / ".stamp"
LOCK = HOUSE / "requirements.lock"
BUILD_LOCK = HOUSE / "requirements-build.lock"
WINDOWS = sys.platform == "win32"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
SAMPLES = "样例"  # where the tour lays its rooms

SUPPORTED = ((3, 11), (3, 12), (3, 13))
NEWEST_FIRST = tuple(f"{major}.{minor}" for major, minor in reversed(SUPPORTED))

# what the Qt wheels are linked against: (file asked for, Debian package that has it)
ALWAYS = (
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
)
FOR_A_WINDOW = (
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
)
# what the tests check our files with: (program, Debian packages that have it)
FOR_THE_TESTS = (
    ("soffice", ("libreoffice-writer-nogui", "libreoffice-calc-nogui")),  # opens docx and xlsx
    ("age", ("age",)),  # opens packs
    ("openssl", ("openssl",)),  # checks signatures
    ("pg_ctlcluster", ("postgresql",)),  # is published to
    ("mkfs.exfat", ("exfatprogs",)),  # makes the stick packs are put on ...
    ("mount.exfat-fuse", ("exfat-fuse",)),  # ... where the kernel cannot mount it
)
# a desktop on which the tests type Chinese
FOR_TYPING = (
    ("Xvfb", ("xvfb",)),
    ("openbox", ("openbox",)),
    ("xdotool", ("xdotool",)),
    ("dbus-daemon", ("dbus",)),
    ("ibus-daemon", ("ibus", "ibus-libpinyin")),
)
# by itself: not every Debian has fcitx 4, and none has it beside fcitx 5
FOR_FCITX = (
    (
        "fcitx",
        ("fcitx-bin", "fcitx-pinyin", "fcitx-module-dbus", "fcitx-module-x11", "fcitx-ui-classic"),
    ),
)
TRY_TO_LOAD = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""

LITTER = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache")


def main() -> int:
    """Do what the command line asks for, and return the exit code."""
    asked = _parse(sys.argv[1:])
    if asked.verb == "clean":
        return clean()
    if sys.version_info[:2] not in SUPPORTED:
        return _hand_over(_another_python())
    os.chdir(HOUSE)
    if asked.verb == "lock":
        return lock(upgrade=asked.upgrade)
    set_up()
    return {"run": run, "test": test, "check": check}[asked.verb]()


def _parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="workbench.py", description=_first_line(__doc__))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in (run, test, check, clean):
        verbs.add_parser(verb.__name__, help=_first_line(verb.__doc__))
    locking = verbs.add_parser("lock", help=_first_line(lock.__doc__))
    locking.add_argument("--upgrade", action="store_true", help="move every package to its newest")
    return parser.parse_args(words)


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0]


# --- verbs ------------------------------------------------------------------------------


def run() -> int:
    """Fill a sample room, walk its month, print its papers and open the window."""
    return _call("tour", [_script("consultroom"), "tour", "--in", SAMPLES])


def check() -> int:
    """Look at style, format, types and floors; run no tests."""
    return _in_turn(_checks())


def test() -> int:
    """Do everything that must be green: the checks, then every test."""
    _find_programs()
    pytest = [_python(), "-m", "pytest", "-n", str(_workers())]
    return _in_turn([*_checks(), ("tests", pytest)])


def lock(*, upgrade: bool) -> int:
    """Write requirements.lock and requirements-build.lock anew from pyproject.toml."""
    _find_packages()
    _make_venv()
    _must("uv", [_python(), "-m", "pip", "install", "-q", "uv>=0.9"])
    compiling = [_python(), "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11"]
    compiling += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    compiling += ["--custom-compile-command", "python3 workbench.py lock"]
    compiling += ["--upgrade"] if upgrade else []
    sources = ["pyproject.toml", "requirements.in", "--group", "dev"]
    _must("requirements.lock", [*compiling, *sources, "-o", LOCK.name])
    tools = ["--group", "build", "-c", LOCK.name, "-o", BUILD_LOCK.name]
    _must("requirements-build.lock", [*compiling, *tools])
    return 0


def clean() -> int:
    """Remove .venv, caches and built files; the sample rooms stay."""
    thrown = [VENV, HOUSE / "build", HOUSE / "dist", *(HOUSE / name for name in LITTER)]
    thrown += [HOUSE / "__pycache__", *HOUSE.glob("*.egg-info")]
    for place in ("consultroom", "tests", "benchmarks", "installer"):
        thrown += (HOUSE / place).rglob("__pycache__")
    for folder in thrown:
        if folder.exists():
            shutil.rmtree(folder)
    if (HOUSE / SAMPLES).exists():
        _say(f"{SAMPLES} is kept; delete it by hand when nothing in it is needed.")
    return 0


def _checks() -> list[tuple[str, list[str]]]:
    ruff = [_python(), "-m", "ruff"]
    return [
        ("style", [*ruff, "check", "."]),
        ("format", [*ruff, "format", "--check", "."]),
        ("types", [_python(), "-m", "mypy"]),
        ("floors", [_script("lint-imports"), "--no-logo"]),
    ]


def _workers() -> int:
    """Return how many test processes pay: one a core, none beside the first on a single core."""
    cores = os.cpu_count() or 1
    return min(4, cores) if cores > 1 else 0


# --- setting up -------------------------------------------------------------------------


def set_up() -> None:
    """Bring system libraries and .venv to what the lock says; instant when they are.

    Raises:
        SystemExit: something is missing that may not be installed from here.
    """
    _find_packages()
    _make_venv()
    wanted = _fingerprint()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        return
    pip = [_python(), "-m", "pip", "install", "--disable-pip-version-check"]
    pip += [] if sys.stdout.isatty() else ["-q"]  # a person watching sees the download move
    _must("packages", [*pip, "--only-binary", ":all:", "--require-hashes", "-r", str(LOCK)])
    _must("consultroom", [*pip, "--no-deps", "--no-index", "--no-build-isolation", "-e", "."])
    STAMP.write_text(wanted, encoding="ascii")


def _fingerprint() -> str:
    """Return a hash of all that decides what .venv must hold."""
    digest = hashlib.sha256()
    for file in (LOCK, HOUSE / "pyproject.toml", VENV / "pyvenv.cfg"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _find_packages() -> None:
    """Install what the system lacks, or say which line does; go on when only a window suffers."""
    packages = _lacking(ALWAYS + FOR_A_WINDOW) + _lacking_venv()
    if not packages or _apt_install(packages):
        return
    _say(f"the system lacks something. Run: {_apt_line(packages)}")
    if _lacking(ALWAYS) or _lacking_venv():
        raise SystemExit("Without it nothing can start.")
    _say("going on: tests and papers work without it, a window does not.")


def _find_programs() -> None:
    """Install the programs the tests check our files with; go on where that is not possible."""
    groups = [FOR_THE_TESTS, FOR_TYPING, *([] if shutil.which("fcitx5") else [FOR_FCITX])]
    lacking = [packages for packages in map(_lacking_programs, groups) if packages]
    together = [package for packages in lacking for package in packages]
    if not lacking or not sys.platform.startswith("linux") or _apt_install(together):
        return
    for packages in lacking:  # what can be had, where all together cannot
        if len(lacking) == 1 or not _apt_install(packages):
            _say(f"going on: tests that need them are skipped. To have them: {_apt_line(packages)}")


def _lacking_programs(programs: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    """Return the packages whose program is not on PATH."""
    return [package for name, having in programs if not shutil.which(name) for package in having]


def _make_venv() -> None:
    if _version_of([_python()]) not in SUPPORTED:
        _must(".venv", [sys.executable, "-m", "venv", "--clear", str(VENV)])


def _lacking_venv() -> list[str]:
    """Return the package Debian keeps venv in, when it is needed and not there."""
    seeing = [sys.executable, "-c", "import ensurepip, venv"]
    if (
        _version_of([_python()]) in SUPPORTED
        or subprocess.run(seeing, stderr=subprocess.DEVNULL, check=False).returncode == 0
    ):
        return []
    return ["python{}.{}-venv".format(*sys.version_info[:2])]


def _lacking(libraries: tuple[tuple[str, str], ...]) -> list[str]:
    """Return the packages whose library cannot be loaded.

    A process of its own looks: the loader reads its index once, and would not see
    what apt has installed since.
    """
    if not sys.platform.startswith("linux"):
        return []
    looking = [sys.executable, "-c", TRY_TO_LOAD, *(name for name, _ in libraries)]
    found = subprocess.run(looking, stdout=subprocess.PIPE, text=True, check=True)
    return [package for name, package in libraries if name in found.stdout.split()]


# --- Debian's apt -----------------------------------------------------------------------


def _apt_install(packages: list[str]) -> bool:
    """Install `packages` where that may be done without asking; tell whether it was done."""
    allowed = _as_root()
    if allowed is None or not shutil.which("apt-get"):
        return False
    apt = [*allowed, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "Dpkg::Use-Pty=0"]
    apt += ["--no-remove"]  # nothing of the person's own has to go for a test
    return (
        _call("apt lists", [*apt, "-qq", "update"]) == 0
        and _call("apt", [*apt, "install", "-qq", "--no-install-recommends", *packages, "-y"]) == 0
    )


def _as_root() -> list[str] | None:
    """Return the words that make a command root's, or None when it would ask a password."""
    if WINDOWS or not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], check=False).returncode == 0:
        return sudo
    return None


def _apt_line(packages: list[str]) -> str:
    return "sudo apt-get install -y " + " ".join(packages)


# --- Pythons ----------------------------------------------------------------------------


def _another_python() -> list[str]:
    """Return how to start a supported Python found on this PC.

    Raises:
        SystemExit: there is none.
    """
    tries = [[f"python{version}"] for version in NEWEST_FIRST]
    tries += [["py", f"-{version}"] for version in NEWEST_FIRST] if WINDOWS else []
    for start in tries:
        if _version_of(start) in SUPPORTED:
            return start
    here = ".".join(map(str, sys.version_info[:3]))
    raise SystemExit(
        f"consultroom needs Python {' or '.join(reversed(NEWEST_FIRST))}; this is {here}"
        f" ({sys.executable}) and no other was found. Install one and call again."
    )


def _version_of(start: list[str]) -> tuple[int, int] | None:
    """Return (major, minor) of the Python that `start` runs; None when it does not run."""
    asking = [*start, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        said = subprocess.run(asking, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        major, minor = said.stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(major), int(minor)


def _hand_over(start: list[str]) -> int:
    _say(f"This is Python {sys.version.split()[0]}; going on with {' '.join(start)}.")
    return subprocess.run([*start, __file__, *sys.argv[1:]], check=False).returncode


# --- calling ----------------------------------------------------------------------------


def _python() -> str:
    return str(SCRIPTS / ("python.exe" if WINDOWS else "python"))


def _script(name: str) -> str:
    return str(SCRIPTS / (f"{name}.exe" if WINDOWS else name))


def _in_turn(steps: list[tuple[str, list[str]]]) -> int:
    """Call the steps one after another; stop at the first that fails and return its code."""
    for name, command in steps:
        code = _call(name, command)
        if code:
            _say(f"stopped: {name} failed.")
            return code
    _say("all green.")
    return 0


def _must(name: str, command: list[str]) -> None:
    code = _call(name, command)
    if code:
        raise SystemExit(f"stopped: {name} failed (exit {code}).")


def _call(name: str, command: list[str]) -> int:
    """Call one command with its name before and its time after, and return its exit code."""
    _say(f"{name}: {' '.join(_shortly(word) for word in command)}")
    start = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    _say(f"{name}: exit {code}, {time.monotonic() - start:.1f} s")
    return code


def _shortly(word: str) -> str:
    return word.replace(str(HOUSE) + os.sep, "")


def _say(sentence: str) -> None:
    print(f"workbench: {sentence}", flush=True)


if __name__ == "__main__":
    if WINDOWS:  # a pipe or an old code page must not stop a sentence
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # Ctrl+C; the command being run has said what it had to say
        sys.exit(130)
