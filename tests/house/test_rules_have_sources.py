"""Every rule that can hold a person back names the document it comes from."""

from __future__ import annotations

import re

from consultroom.domain.steps import RULES
from tests.house.places import PACKAGE


def headings(markdown: str) -> set[str]:
    """Return the second-level headings."""
    return set(re.findall(r"^## (\S+)\s*$", markdown, re.MULTILINE))


def test_every_rule_has_its_source():
    sources = (PACKAGE / "domain" / "SOURCES.md").read_text("utf-8")
    assert set(RULES) - headings(sources) == set()


def cited(source: str) -> set[str]:
    """Return the headings a file of code refers to: ``SOURCES.md, "forms"``."""
    return set(re.findall(r'SOURCES\.md, "([\w-]+)"', source))


def test_every_source_the_code_refers_to_is_there():
    sources = headings((PACKAGE / "domain" / "SOURCES.md").read_text("utf-8"))
    missing = {
        file.name: gone
        for file in PACKAGE.rglob("*.py")
        if (gone := cited(file.read_text("utf-8")) - sources)
    }
    assert not missing
    assert cited('"""Fields: SOURCES.md, "forms"."""') == {"forms"}


def test_a_rule_without_a_source_would_be_found():
    assert headings("# Sources\n\n## notice-has-run\ntext\n### deeper\n") == {"notice-has-run"}
