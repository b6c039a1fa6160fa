"""What tests of spreadsheets share: a ledger of many lines, and LibreOffice's second opinion."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from consultroom.domain.ledgers import CellKind, Heading, Line, Value

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice (soffice) is not on this machine; the workbench installs it in CI",
)
HEADINGS = (
    Heading(code="number", word="编号", share=2.0, centred=True),
    Heading(code="on", word="日期", kind=CellKind.DATE),
    Heading(code="matter", word="事项", share=3.0),
    Heading(code="lead", word="主办单位", share=1.2),
    Heading(code="heads", word="人次", kind=CellKind.NUMBER, summed=True),
)
ON = date(2026, 11, 20)
DANGEROUS = (
    "=1+1",
    "=HYPERLINK(\"http://x\",\"点\")",
    "+86 13800000000",
    "-1+2",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
)  # fmt: skip


def some_lines(count: int, matter: str = "路灯不亮，群众夜里出行不便。") -> tuple[Line, ...]:
    """Return lines of `HEADINGS`."""
    return tuple(
        Line(f"ID-{n}", (f"WT-JB-2026-{n:03d}", date(2026, 1, 1 + n % 28), matter, "区城管局", n))
        for n in range(1, count + 1)
    )


def converted(content: bytes, kind: str, folder: Path) -> bytes:
    """Return what LibreOffice makes of an xlsx: ``csv`` or ``pdf``."""
    source = folder / "table.xlsx"
    source.write_bytes(content)
    home = f"-env:UserInstallation=file://{folder / 'office'}"
    wanted = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false" if kind == "csv" else kind
    )
    subprocess.run(
        [str(SOFFICE), home, "--headless", "--convert-to", wanted, "--outdir", folder, source],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / f"table.{kind}").read_bytes()


def csv_rows(content: bytes, folder: Path) -> list[list[str]]:
    """Return the first worksheet as LibreOffice reads it, formulas worked out."""
    text = converted(content, "csv", folder).decode("utf-8")
    return list(csv.reader(io.StringIO(text)))


def cells(*values: Value) -> tuple[Value, ...]:
    """Return one line's cells."""
    return values
