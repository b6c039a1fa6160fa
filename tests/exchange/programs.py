"""The program as it is, a later and an earlier version of it, side by side in one process.

The later version is a copy of the sources with the change a colleague would make for a new field
and a new kind of record (see CONTRIBUTING.md, "Adding things"), under a name of its own. The
earlier one is a copy without migration 3 and its two fields. So they share no class and no table of
what there is, just as computers do not.
"""

from __future__ import annotations

import atexit
import re
import shutil
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import consultroom

LATER = "consultroom_later"
EARLIER = "consultroom_earlier"
_HERE = Path(consultroom.__file__).parent
_LEFT_OUT = shutil.ignore_patterns("ui", "cli", "app.py", "__main__.py", "__pycache__")
_IMPORT = re.compile(r"^(\s*(?:from|import) )consultroom\b", re.MULTILINE)

WISH = '''

class Wish(Record, kw_only=True):
    """What somebody would like (心愿)."""

    text: str
    place: str = ""
'''
MIGRATION = '''def wishes(db: Database) -> None:
    """Wishes, and how urgent a topic is."""
    db.execute("ALTER TABLE topic ADD COLUMN urgency TEXT")
    create_record_table(db.conn, "wish", "text place", "")


'''


class Program:
    """One version of the program: its modules by their path inside it."""

    def __init__(self, package: str) -> None:
        """Look for modules in a package."""
        self.package = package

    @cache  # noqa: B019 - there are three of them
    def module(self, name: str) -> Any:
        """Return a module, as ``services.founding``."""
        return import_module(f"{self.package}.{name}")

    @property
    def is_later(self) -> bool:
        return self.package == LATER


PRESENT = Program("consultroom")


@cache
def later() -> Program:
    """Make the later version, once for each run of the tests."""
    place = _copied(LATER)
    _change(place, "domain/topics.py", lambda text: _after_month(text) + WISH)
    _change(place, "domain/catalogue.py", _with_wishes)
    _change(place, "store/migrations.py", _with_migration)
    return Program(LATER)


@cache
def earlier() -> Program:
    """Make the version before migration 3, once for each run of the tests."""
    place = _copied(EARLIER)
    for name, field in (("meetings", "change_reason"), ("outcomes", "return_reason")):
        line = f'    {field}: str = ""\n'
        _change(place, f"domain/{name}.py", lambda text, line=line: text.replace(line, ""))
    _change(place, "store/migrations.py", _without_reasons)
    return Program(EARLIER)


def _copied(package: str) -> Path:
    """Copy the sources under another name; return where the package lies."""
    folder = Path(mkdtemp(prefix=f"{package}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    place = folder / package
    shutil.copytree(_HERE, place, ignore=_LEFT_OUT)
    (folder / "resources").symlink_to(_HERE.parent / "resources")
    for file in place.rglob("*.py"):
        file.write_text(_IMPORT.sub(rf"\g<1>{package}", file.read_text("utf-8")), "utf-8")
    sys.path.append(str(folder))
    return place


def _change(place: Path, name: str, change: Callable[[str], str]) -> None:
    file = place / name
    before = file.read_text("utf-8")
    after = change(before)
    assert after != before, f"{name} is written otherwise now"
    file.write_text(after, "utf-8")


def _after_month(text: str) -> str:
    return text.replace('    month: str = ""\n', '    month: str = ""\n    urgency: str = ""\n')


def _with_wishes(text: str) -> str:
    line = '    RecordKind(topics.Wish, "wish", "心愿", "text"),\n'
    return text.replace(
        "    RecordKind(papers.SeatingPlan", f"{line}    RecordKind(papers.SeatingPlan"
    )


def _with_migration(text: str) -> str:
    text = text.replace("\nclass ", f"\n{MIGRATION}class ", 1)
    text = text.replace("papers, reasons)", "papers, reasons, wishes)")
    return text.replace('"papers", "reasons")', '"papers", "reasons", "wishes")')


def _without_reasons(text: str) -> str:
    return text.replace(", reasons)", ")").replace(', "reasons")', ")")
