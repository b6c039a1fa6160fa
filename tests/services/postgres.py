"""A PostgreSQL of the test's own: a new cluster without a password, on a socket of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

_NOBODY = "nobody"  # PostgreSQL refuses to run as root


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs; Debian keeps them off PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(os.path.realpath(found)).parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return places[-1].parent if places else None


def _version(initdb: Path) -> int:
    name = initdb.parent.parent.name
    return int(name) if name.isdecimal() else 0


@contextmanager
def a_server() -> Iterator[str]:
    """Start a server and give the connection string of its data base; stop it afterwards."""
    here = programs()
    if here is None:
        pytest.skip("there is no PostgreSQL server (apt: postgresql)")
    folder = Path(mkdtemp(prefix="crpg"))  # short: a socket's path has at most 107 bytes
    user = _NOBODY if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    run = _Runner(here, folder, user)
    try:
        run("initdb", "-D", "data", "-U", "cr", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")
        try:
            yield f"host={folder} user=cr dbname=postgres"
        finally:
            run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


class _Runner:
    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs, self._folder, self._user = programs, folder, user

    def __call__(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *words],
            cwd=self._folder,
            user=self._user,
            env={"LC_ALL": "C", "PATH": os.defpath},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
