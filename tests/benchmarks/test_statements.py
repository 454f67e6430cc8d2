"""Counts that must not grow: statements a mail."""

import pytest

from benchmarks.mails import mixed
from benchmarks.rows import Row, p95
from benchmarks.statements import count_statements

pytestmark = pytest.mark.django_db


def test_mail_takes_at_most_fifteen_statements():
    counted = count_statements(mixed(120))
    assert sum(counted.values()) == 120
    assert max(counted) <= 15


@pytest.mark.once
def test_mails_are_unique_and_the_same_each_time():
    mails = mixed(700)
    assert len(set(mails)) == 700
    assert mails == mixed(700)


def test_p95_is_the_value_that_nineteen_of_twenty_stay_under():
    assert p95([float(n) for n in range(1, 101)]) == 95
    assert p95([1.0]) == 1.0


@pytest.mark.parametrize(
    ("ratio", "limits", "holds"),
    [
        (0.4, {"least": 0.4}, True),
        (0.39, {"least": 0.4}, False),
        (1.3, {"most": 1.3}, True),
        (1.31, {"most": 1.3}, False),
    ],
)
def test_row_holds_within_its_budget(ratio, limits, holds):
    assert Row("x", "sqlite", "1", "2", ratio, **limits).holds is holds
