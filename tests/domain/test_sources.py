"""SOURCES.md says of every rule where it comes from, when that was read, or that it is ours."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from consultroom.domain.steps import RULES
from tests.house.places import PACKAGE

OTHER_SUBJECTS = {
    "forms",
    "name-cards",
    "seating",
    "page-marks",
    "redaction",
    "duty",
    "similar-topics",
    "phases",
    "schemes",
    "branches",
    "rounds",
    "cadence",
    "calendar",
    "lead-times",
    "reply-days",
    "result-classes",
    "review-chain",
    "satisfaction",
    "carry-over",
    "record-numbers",
    "date-format",
    "agenda",
    "attendance",
    "recusal",
    "counting",
    "names",
    "topic-intake",
    "reception-day",
    "privacy",
    "retention",
    "less-burden",
    "reporting",
}
READ = re.compile(r"read (\d{4}-\d{2}-\d{2})")
OURS = re.compile("our judgement", re.IGNORECASE)


@cache
def sections() -> dict[str, str]:
    """Return the text under each second-level heading."""
    whole = (PACKAGE / "domain" / "SOURCES.md").read_text("utf-8")
    found = re.split(r"^## (\S+)\s*$", whole, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_there_with_what_it_asks(rule: str):
    assert rule in sections()
    assert RULES[rule].label in sections()[rule]


def test_the_other_subjects_are_there_and_nothing_is_left_over():
    assert set(sections()) == set(RULES) | OTHER_SUBJECTS


@pytest.mark.parametrize("subject", sorted(set(RULES) | OTHER_SUBJECTS))
def test_each_says_when_it_was_read_or_that_it_is_ours(subject: str):
    text = sections()[subject]
    assert READ.search(text) or OURS.search(text)
    assert all(date.fromisoformat(day) <= date(2026, 11, 20) for day in READ.findall(text))
