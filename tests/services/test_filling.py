"""A ledger filled month by month is the ledger filled at once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from consultroom.domain.ledgers import LEDGERS
from consultroom.domain.yearbooks import Period, YearBook
from consultroom.services import filling
from consultroom.services.filling import ledger_steps
from consultroom.services.striding import at_once
from tests.domain.books import a_book, any_book, any_period
from tests.strategies import FEWER


@pytest.fixture
def parts_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Part small books too."""
    monkeypatch.setattr(filling, "LEAST", 0)


@settings(FEWER, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_book(), any_period())
def test_every_ledger_filled_in_steps_is_the_ledger(
    parts_everything: None, book: YearBook, period: Period
):
    asked = book.over(period)
    for code, view in LEDGERS.items():
        assert at_once(ledger_steps(code, asked)) == view.ledger(asked)


def test_a_small_ledger_is_filled_without_a_pause():
    assert list(ledger_steps("topics", a_book())) == []
