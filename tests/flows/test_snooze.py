"""Requests that sleep: until a date, until the customer writes, until somebody wakes them."""

from datetime import timedelta

import pytest

from aiuto.flows.reply import reply
from aiuto.flows.snooze import snooze
from aiuto.flows.wake import wake
from aiuto.flows.wake_snoozed import wake_snoozed
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.tickets import errors
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.inbox import View, page
from aiuto.tickets.snoozing import UNTIL_ANSWERED

DAY = timedelta(days=1)


def test_sleeping_request_is_in_no_list_and_keeps_its_clock(ticket, agent, now):
    snooze(ticket.reference, user=agent, until=now + DAY, now=now)

    slept = Ticket.objects.get()
    assert (slept.snoozed_until, slept.state, slept.waiting_since) == (now + DAY, "new", now)
    assert page(agent, View.OPEN).tickets == []
    event = Event.objects.get(kind="ticket.snoozed")
    assert (event.actor_id, event.data["until"]) == (agent.pk, (now + DAY).isoformat())


def test_it_wakes_at_its_moment_and_tells_who_put_it_to_sleep(ticket, agent, now):
    snooze(ticket.reference, user=agent, until=now + DAY, now=now)

    assert wake_snoozed(now=now + DAY - timedelta(seconds=1)) == 0
    assert wake_snoozed(now=now + DAY) == 1
    assert wake_snoozed(now=now + DAY) == 0
    assert Ticket.objects.get().snoozed_until is None
    assert len(page(agent, View.OPEN).tickets) == 1
    assert Event.objects.filter(kind="ticket.woke", actor_kind="system").count() == 1
    assert _told() == [(agent.pk, "woke")]


def test_until_the_customer_answers_no_date_wakes_it(ticket, agent, arrive, now):
    snooze(ticket.reference, user=agent, until=None, now=now)
    assert Ticket.objects.get().snoozed_until == UNTIL_ANSWERED
    assert wake_snoozed(now=now + 5000 * DAY) == 0

    arrive(message_id="<two@customer.example>", references="<one@customer.example>", at=now + DAY)
    assert Ticket.objects.get().snoozed_until is None
    assert _told() == [(agent.pk, "woke")]


def test_its_owner_hears_once_that_the_customer_wrote(ticket, agent, arrive, now):
    Ticket.objects.update(owner=agent)
    snooze(ticket.reference, user=agent, until=now + 3 * DAY, now=now)
    arrive(message_id="<two@customer.example>", references="<one@customer.example>", at=now + DAY)

    assert _told() == [(agent.pk, "customer_wrote")]


def test_an_answer_of_ours_ends_the_sleep(ticket, agent, now):
    snooze(ticket.reference, user=agent, until=None, now=now)
    reply(ticket.reference, user=agent, text="Eccoci.", now=now)

    assert Ticket.objects.get().snoozed_until is None


def test_a_person_wakes_it_before_its_time(ticket, agent, now):
    snooze(ticket.reference, user=agent, until=None, now=now)
    wake(ticket.reference, user=agent, now=now)

    assert Ticket.objects.get().snoozed_until is None
    assert _told() == []
    with pytest.raises(errors.WrongState):
        wake(ticket.reference, user=agent, now=now)


@pytest.mark.parametrize(
    ("days", "error"), [(0, errors.BadDate), (-1, errors.BadDate), (3000, errors.FarDate)]
)
def test_moment_that_cannot_be_says_so(ticket, agent, now, days, error):
    with pytest.raises(error):
        snooze(ticket.reference, user=agent, until=now + days * DAY, now=now)


def test_solved_request_does_not_sleep(ticket, agent, now):
    Ticket.objects.update(state="solved", solved_at=now)
    with pytest.raises(errors.WrongState):
        snooze(ticket.reference, user=agent, until=None, now=now)


def test_outsider_cannot_put_it_to_sleep(ticket, outsider, now):
    with pytest.raises(errors.NotFound):
        snooze(ticket.reference, user=outsider, until=None, now=now)


def _told():
    return list(Notice.objects.order_by("id").values_list("user", "kind"))
