"""The mail balance in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.intake.models import RawMail
from aiuto.people.models import Desk
from aiuto.tickets.models import Message
from tests.workspace.conftest import signed_in

PAGE = "/balance/"


def test_what_balances_is_green(browser, arrive):
    arrive(at=timezone.now())
    arrive(at=timezone.now())
    text = browser.get(PAGE).content.decode()
    assert "Everything is somewhere" in text and "tone-bad" not in text
    [(_day, [row])] = browser.get(PAGE).context["days"]
    assert (row.read, row.stored, row.duplicate) == (2, 1, 1)


def test_what_does_not_balance_is_red(browser, arrive):
    arrive(at=timezone.now())
    Message.objects.update(raw_mail=None)
    text = browser.get(PAGE).content.decode()
    assert "cannot be accounted for" in text and "1 missing" in text


def test_nothing_read_says_so(browser):
    assert "No mail in these two weeks" in browser.get(PAGE).content.decode()


def test_older_days_are_behind(browser, arrive):
    arrive(at=timezone.now() - timedelta(days=20))
    first = browser.get(PAGE)
    assert first.context["days"] == []
    second = browser.get(first.context["older"])
    assert len(second.context["days"]) == 1
    assert second.context["newer"] == PAGE


@pytest.mark.parametrize("until", ["x", "2026-13-45", "0001-01-01", "9999-12-31", "2026-02-30", ""])
def test_odd_days_are_today(browser, until):
    assert browser.get(PAGE, {"until": until}).status_code == 200


def test_balance_of_another_desk_is_not_shown(browser, arrive, outsider):
    arrive(at=timezone.now())
    assert signed_in(outsider).get(PAGE).context["days"] == []


@pytest.mark.parametrize("number", [1, 3, 100])
def test_balance_costs_the_same_however_much(browser, desk, number, django_assert_num_queries):
    for each in range(number):
        RawMail.objects.create(
            desk=desk, via="pipe", digest=str(each), outcome="refused", received_at=timezone.now()
        )
    Desk.objects.create(name=f"Desk {number}")
    browser.get(PAGE)
    with django_assert_num_queries(5):
        browser.get(PAGE)
