"""Members: how long they are posted, and the names paper keeps whole."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.members import NAME_SEPARATOR, Member, names_of
from tests import builders as a
from tests.strategies import RARE, person_names


@pytest.mark.parametrize(
    ("day", "to_on", "covered"),
    [
        (date(2021, 12, 31), None, False),
        (date(2022, 1, 1), None, True),
        (date(2040, 1, 1), None, True),
        (date(2026, 6, 30), date(2026, 6, 30), True),
        (date(2026, 7, 1), date(2026, 6, 30), False),
    ],
)
def test_a_posting_covers_both_its_ends(day: date, to_on: date | None, covered: bool):
    assert a.a_posting(to_on=to_on).covers(day) is covered


@given(st.lists(person_names(), max_size=5))
def test_names_stay_as_they_are_unless_another_form_is_printed(names: list[str]):
    members = tuple(a.a_member(id=str(n), name=name) for n, name in enumerate(names))
    assert names_of(members) == tuple(names)
    assert names_of((a.a_member(name=RARE[0], print_as="王+莹"),)) == ("王+莹",)


def test_there_is_no_field_for_an_identity_number():
    assert not [name for name in Member.__struct_fields__ if "id_" in name or "card" in name]
    assert NAME_SEPARATOR == "\u00b7"
