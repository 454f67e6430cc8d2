"""A breath: the draft rests, its writer is told, and what was agreed is prepared in writing."""

from datetime import timedelta

import pytest

from aiuto.flows.end_rests import end_rests
from aiuto.flows.prepare_agreement import prepare_agreement
from aiuto.flows.rest_draft import rest_draft
from aiuto.flows.send_later import send_later
from aiuto.notices.models import Kind, Notice
from aiuto.tickets.errors import Empty, Planned
from aiuto.tickets.models import Draft, Message
from tests.flows.conftest import ticket_of

TEN = timedelta(minutes=10)


def test_draft_rests_ten_minutes_and_its_writer_is_told_once(ticket, agent, now):
    rest_draft(ticket.reference, user=agent, text="Gentile Giulia,", seen=None, now=now)
    assert end_rests(now=now + TEN - timedelta(seconds=1)) == 0
    assert [end_rests(now=now + TEN), end_rests(now=now + TEN)] == [1, 0]
    assert list(Notice.objects.values_list("user", "kind", "ticket")) == [(agent.pk, Kind.RESTED, ticket.pk)]
    assert Draft.objects.get().text == "Gentile Giulia,"
    assert not Message.objects.filter(direction="out").exists()


def test_nothing_rests_where_nothing_was_written(ticket, agent, now):
    with pytest.raises(Empty):
        rest_draft(ticket.reference, user=agent, text=" ", seen=None, now=now)


def test_planned_answer_does_not_rest(ticket, agent, now):
    send_later(ticket.reference, user=agent, text="Ecco.", send_at=now + TEN, now=now)
    with pytest.raises(Planned):
        rest_draft(ticket.reference, user=agent, text="Ecco.", seen=None, now=now)


def test_agreement_is_prepared_point_by_point_in_the_customers_language(arrive, agent, now):
    ticket = ticket_of(arrive(text="Buongiorno. Quanto costa il montaggio? Vorrei anche la fattura, grazie."))
    text = prepare_agreement(ticket.reference, user=agent, text="Avevo scritto questo.", now=now).text
    assert text.startswith("Gentile Giulia Neri,")
    assert "- Quanto costa il montaggio? {{accordo}}" in text
    assert "{{passo}}, entro {{giorno}}" in text
    assert text.endswith("Avevo scritto questo.")


def test_agreement_prepared_twice_is_one(ticket, agent, now):
    first = prepare_agreement(ticket.reference, user=agent, now=now).text
    assert prepare_agreement(ticket.reference, user=agent, text=first, now=now).text == first
