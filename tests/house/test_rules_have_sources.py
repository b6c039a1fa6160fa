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


def test_a_rule_without_a_source_would_be_found():
    assert headings("# Sources\n\n## notice-has-run\ntext\n### deeper\n") == {"notice-has-run"}
