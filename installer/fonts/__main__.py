"""Fetch, build and describe the bundled fonts: ``python -m installer.fonts``.

The same sources give the same bytes: build with ``--out`` elsewhere and compare, to check.
Needs Debian 12 or newer (apt-get, dpkg-deb), npm and the ``build`` extra; about two minutes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from installer.fonts import charsets, faces, licences, sources, table

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Build everything into ``resources/fonts``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "build/fonts", help="downloads")
    parser.add_argument("--out", type=Path, default=ROOT / "resources/fonts", help="result")
    arguments = parser.parse_args()
    work, out = arguments.work.resolve(), arguments.out.resolve()
    sources.fetch_all(work)
    faces.build_all(work, out)
    table.write(out)
    licences.collect(work, out)
    listed = charsets.tgh8105(work / charsets.UNIHAN)
    text = "".join(map(chr, sorted(listed)))
    (ROOT / "tests/documents/tgh8105.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
