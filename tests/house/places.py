"""Where the house tests look: the tracked files, the documents, the code."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
PACKAGE = HOUSE / "consultroom"


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file git knows, as paths relative to the top."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=HOUSE, capture_output=True, check=True).stdout
    files = (Path(name) for name in names.decode().split("\0") if name)
    return tuple(sorted(file for file in files if (HOUSE / file).is_file()))


@cache
def texts() -> dict[Path, str]:
    """Return the text of every tracked file that is text."""
    found = {}
    for file in tracked():
        content = (HOUSE / file).read_bytes()
        if b"\0" not in content:
            found[file] = content.decode("utf-8")
    return found


@cache
def documents() -> dict[Path, str]:
    """Return the documents a person reads: Markdown at the top and under docs/."""
    return {
        file: text
        for file, text in texts().items()
        if file.suffix == ".md" and (len(file.parts) == 1 or file.parts[0] == "docs")
    }


@cache
def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))


def code_in(markdown: str) -> list[str]:
    """Return what stands in code: each line of a fenced block, each `span` of a sentence."""
    lines: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            lines.append(line.strip())
        else:
            lines += re.findall(r"`([^`]+)`", line)
    return lines
